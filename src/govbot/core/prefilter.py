r"""A quick look that says whether a comment could hold a command at all, before anything is imported.

    may_hold_command("Looks good.\n/vote yes\n")   # True: parse it
    may_hold_command("I gave it a +1 yesterday.")  # False: leave at once
    may_hold_command("+1 great")                   # True: no ballot, but meant as one

It may say yes to a comment without a command, never no to one with a command, nor to one whose
look-alike letters or near misses deserve an answer. It imports nothing but `re`, because most comments end here.
"""

import re

__all__ = [
    "COMMAND_START",
    "DASHES",
    "INVISIBLE",
    "NEAR_BALLOT",
    "PLUSES",
    "SLASHES",
    "may_hold_command",
]

# The insides of character classes. Written as escapes: the characters themselves look alike.
INVISIBLE = (
    r"\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
SLASHES = r"\/\u2044\u2215\u29f8\uff0f"
PLUSES = r"\+\ufe62\uff0b"
DASHES = r"\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d"

BLANK = rf"(?:[^\S\r\n]|[{INVISIBLE}])*"
# The first letters of rfc, recuse, resolve, vote, proxy and concern, or a letter posing as one.
WORD = rf"[{SLASHES}](?:[rvpc]|[^\x00-\x7f])"
NUMBER = rf"(?:[{PLUSES}{DASHES}][{INVISIBLE}]*[1\uff11]|[0\uff10])"
NUMBER_ALONE = rf"{NUMBER}(?:[.!\\{INVISIBLE}]|[^\S\r\n])*(?=[\r\n]|\Z)"

COMMAND_START = rf"(?i:{BLANK}(?:{WORD}|{NUMBER_ALONE}))"
"""A regular expression for the beginning of a line that may be a command, from the line's start."""

_BALLOT = r"yes|no|abstain|block|[+-]1"
NEAR_BALLOT = (
    r"(?:([+-]1)(?:[,:;.!(\u2013\u2014-]|[ \t])[ \t]*\S.*"
    rf"|(?:i[ \t]+)?vote(?::[ \t]*|[ \t]+)({_BALLOT})[.!]*"
    rf"|(?:[-*+]|[0-9]{{1,9}}[.)])[ \t]+/vote[ \t]+({_BALLOT})\b.*)"
)
"""A regular expression for a whole line that is no ballot and was likely meant as one, in any case."""

_ANY_LINE = re.compile(rf"(?m:^|\r)(?:{COMMAND_START}|(?i:[ \t]*{NEAR_BALLOT})[ \t]*(?=[\r\n]|\Z))")


def may_hold_command(body: str) -> bool:
    """Say whether a comment's text could hold a command; False is certain, True is not."""
    return _ANY_LINE.search(body) is not None
