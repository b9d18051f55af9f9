"""What somebody may have meant by a name that is not known.

did_you_mean("concil", ["core", "council"])     # "Did you mean `council`? "
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["did_you_mean"]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `Did you mean ...? ` where something known is close to `word`, else nothing.

    Upper and lower case do not matter; the name is given as it is known.
    """
    by_lower = {name.lower(): name for name in known}
    close = get_close_matches(word.lower(), by_lower, n=1)
    return f"Did you mean `{by_lower[close[0]]}`? " if close else ""
