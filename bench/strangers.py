"""What a stranger's text costs: twice as long, at most about twice the time; a ratio of more grows faster.

a comment of 65,536 signs of Markdown        read in 0.24 s, 2.1x for twice as much
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date

from govbot.core.checks import check_document
from govbot.core.commands import read
from govbot.core.governance import Governance
from govbot.core.prefilter import may_hold_command
from govbot.files import read_document

__all__ = ["costs"]

LONGEST = 65_536
"""How long GitHub lets a comment be, in characters."""

SIGNS = '*">*[`<~|_!#\\&0'
KEYS = 20_000


def costs() -> Iterator[tuple[str, float, float]]:
    """Yield what was read, how many seconds it took, and how many times as long as half of it."""
    yield _cost("a comment of signs of Markdown", lambda share: _comment(SIGNS, share), _read)
    yield _cost("a comment of numbers on lines", lambda share: _comment("0\n", share), _read)
    yield _cost("a comment of mentions, first look", lambda share: _comment("@a-1.", share), _look)
    yield _cost("front matter of 20,000 unknown keys", _front_matter, _check)


def _cost(
    what: str, text: Callable[[float], str], do: Callable[[str], object]
) -> tuple[str, float, float]:
    whole, half = (min(_seconds(do, text(share)) for _ in range(3)) for share in (1.0, 0.5))
    return what, whole, whole / half


def _seconds(do: Callable[[str], object], text: str) -> float:
    read.cache_clear()
    start = time.perf_counter()
    do(text)
    return time.perf_counter() - start


def _comment(piece: str, share: float) -> str:
    length = int(LONGEST * share)
    return (piece * length)[: length - 10] + "\n/vote yes"


def _front_matter(share: float) -> str:
    keys = "".join(f"key-{number}: 1\n" for number in range(int(KEYS * share)))
    return f"---\n{keys}---\n\n## Summary\n"


def _read(text: str) -> object:
    return read(text)


def _look(text: str) -> object:
    return may_hold_command(text)


def _check(text: str) -> object:
    document = read_document("rfcs/0001-a.md", "0" * 40, text)
    day = date(2026, 3, 1)
    return check_document(document, governance=Governance(), pull_request=1, today=day)
