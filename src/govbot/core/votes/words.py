"""Names and outcomes as a sentence has them.

in_words(["ada", "ben", "cyd"])     # "ada, ben and cyd"
in_brief("it leaks memory", 9)      # "it leaks…"
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["in_brief", "in_words", "who_resolves"]

NAMES_SHOWN = 20
RESOLVERS = {
    "raiser": "who raised a concern",
    "chair": "a chair",
    "maintainer": "a maintainer",
}


def in_words(names: Sequence[str]) -> str:
    """Return names as a sentence has them: `ada, ben and cyd`, cut where they are too many."""
    if len(names) > NAMES_SHOWN:
        return f"{', '.join(names[:NAMES_SHOWN])} and {len(names) - NAMES_SHOWN} more"
    if len(names) > 1:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return names[0] if names else "nobody"


def in_brief(text: str, most: int) -> str:
    """Return `text`, cut to `most` characters where it is longer."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def who_resolves(roles: Sequence[str]) -> str:
    """Return who may resolve a concern, in words: `who raised a concern or a chair`."""
    return " or ".join(RESOLVERS.get(role, role) for role in roles)
