r"""Words that only look like a command's: letters from elsewhere, or invisible characters.

    looks_like("v\u043ete", ("rfc", "vote"))   # "vote": its o is Cyrillic
    looks_like("na\u00efve", ("rfc", "vote"))  # None

Such a line is refused rather than read: a reader cannot see what it really says.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from govbot.core.prefilter import DASHES, INVISIBLE, PLUSES, SLASHES

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["fold", "looks_like", "without_invisible"]

INVISIBLES = re.compile(f"[{INVISIBLE}]")
SIGNS = (
    (re.compile(f"[{SLASHES}]"), "/"),
    (re.compile(f"[{PLUSES}]"), "+"),
    (re.compile(f"[{DASHES}]"), "-"),
)


def without_invisible(text: str, instead: str = "") -> str:
    """Return `text` with `instead` in place of every character that takes no room."""
    return INVISIBLES.sub(instead, text)


def fold(text: str) -> str:
    """Return `text` as it looks: signs, full-width letters and the like as their plain forms."""
    for sign, plain in SIGNS:
        text = sign.sub(plain, text)
    return unicodedata.normalize("NFKC", text).lower()


def looks_like(word: str, names: Collection[str]) -> str | None:
    """Return the one of `names` that folded `word` may be read as, else None.

    A letter from outside ASCII may pose as any letter, if at least one letter is right.
    """
    for name in names:
        pairs = list(zip(word, name, strict=False))
        if (
            len(word) == len(name)
            and any(letter == meant for letter, meant in pairs)
            and all(letter == meant or not letter.isascii() for letter, meant in pairs)
        ):
            return name
    return None
