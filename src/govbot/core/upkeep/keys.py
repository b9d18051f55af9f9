"""How upkeep knows its own issues, comments and pull requests again: a key in a hidden marker.

    marker("roster council")                            # <!-- govbot:roster council -->
    marker("roster council", said=["ends ada ..."])     # <!-- govbot:roster council | 1f2e3d4c -->
    marker_in(body)                                     # Marker(key="roster council", said=...)

A marker is the first thing in a text, and counts only in what govbot's own account wrote. Behind the key
it holds what was said already, so that each thing is said once, also where its comment was deleted; `over`
is in it once govbot has seen that the issue was closed with nothing left to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from govbot.core.markers import MARKER

__all__ = ["OVER", "Marker", "digest", "key_of", "marker", "marker_in", "print_of"]

OVER = "over"

PATTERN = re.compile(rf"{MARKER}(?P<key>[a-z0-9:_. -]+?)(?: \| (?P<said>[a-z0-9:_. -]*))? -->")
DIGITS = 8
MOST_SAID = 4_000
"""More than this would leave no room for the text itself."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What a marker says: whose text it is, and what was said in it. Tokens are digests of what is said."""

    key: str
    said: frozenset[str] = field(default=frozenset())

    @property
    def is_over(self) -> bool:
        """Say whether govbot saw it closed with nothing left to say."""
        return OVER in self.said

    def has_said(self, what: str) -> bool:
        """Say whether this was said already."""
        return digest(what) in self.said


def key_of(*words: object) -> str:
    """Return a key of these words: lower case, and nothing in it that ends a marker.

    `date.min` is `always`.
    """
    text = " ".join("always" if word == date.min else str(word) for word in words).lower()
    return " ".join(re.sub(r"[^a-z0-9:_. -]", "-", text).split())


def digest(what: str) -> str:
    """Return a short name for something said, the same for the same words."""
    return sha256(what.encode(errors="backslashreplace")).hexdigest()[:DIGITS]


def print_of(text: str | None) -> str:
    """Return a token for the text of a file as it was proposed; GitHub may give line ends back otherwise."""
    return f"text:{digest((text or '').replace(chr(13), ''))}"


def marker(key: str, said: Iterable[str] = (), *more: str) -> str:
    """Return the marker of a text; `said` are digested, `more` are tokens that are written as they are."""
    tokens = [*more, *sorted({digest(each) for each in said})[:MOST_SAID]]
    return f"{MARKER}{key} | {' '.join(tokens)} -->" if tokens else f"{MARKER}{key} -->"


def marker_in(body: str) -> Marker | None:
    """Return the marker that a text begins with; None where it begins with none of upkeep's form."""
    found = PATTERN.match(body)
    if found is None:
        return None
    return Marker(found["key"], frozenset((found["said"] or "").split()))
