"""Which title somebody means who writes it down again: in capitals or not, with a full stop or without.

find_title("Old clients.", ["The cost", "Old clients"])      # "Old clients"
find_title("the cost?!", ["The cost", "The cost?"])          # None: it may be either
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["find_title"]

AROUND = " \t.,;:!?\u2026'\"`\u2018\u2019\u201c\u201d"
"""What people leave out or add at the ends of a title: punctuation, and the quotation marks we show."""


def find_title(said: str, titles: Iterable[str]) -> str | None:
    """Return the one of `titles` that is meant; None where it is none of them, or more than one.

    One that is the same but for capitals is meant before one that only ends otherwise.
    """
    known = list(titles)
    exact = [title for title in known if title.lower() == said.lower()]
    if exact:
        return exact[0]
    bare = _bare(said)
    close = [title for title in known if bare and _bare(title) == bare]
    return close[0] if len(close) == 1 else None


def _bare(title: str) -> str:
    return title.lower().strip(AROUND)
