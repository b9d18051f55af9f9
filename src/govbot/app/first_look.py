r"""What `govbot.yml` looks for in a comment before anything is installed, as GitHub and grep say it.

    beginnings()    # startsWith(github.event.comment.body, '/rfc ')
                    # || startsWith(github.event.comment.body, '/vote ') ...
    signs()         # contains('|lgtm|...|', format('|{0}|', github.event.comment.body))
    pattern()       # (?x)(?:^|\r)(?:(?i:[\t\x0b...]*(?:[\/\x{2044}...](?:[rvpc]...

All are made of what the parser goes by, so the workflow cannot ask for something else: a comment that
begins as the first says holds a command, one that is all that the second says is a sign of assent or dissent,
and one in which grep finds no line of the third holds neither.
`govbot init` and `make docs` write them into the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govbot.core.commands import COMMANDS
from govbot.core.prefilter import EMOJIS, LINE, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["beginnings", "pattern", "signs"]

BODY = "github.event.comment.body"
NUMBERS = ("+1", "-1", "0")
"""The ballots that are no words, where they are all of a comment."""

WIDTH = 80
TOKEN = re.compile(r"\[(?:\\.|[^]\\])*\]|\\.|.")
"""A piece of a regular expression that has to stay whole."""


def beginnings() -> str:
    """Return the expression of GitHub for a comment that holds a command for certain, a line for each part."""
    names = dict.fromkeys(usage.name.split()[0] for usage in COMMANDS)
    numbers = "|".join(("", *NUMBERS, ""))
    parts = [f"startsWith({BODY}, '{name} ')" for name in names]
    return "\n|| ".join([*parts, f"contains('{numbers}', format('|{{0}}|', {BODY}))"])


def signs() -> str:
    """Return the expression of GitHub for a comment that is nothing but a sign; `contains` ignores case.

    One that is written in another way, such as two signs, in bold or with a tone of skin, is found by the
    schedule.
    """
    said = (f"{word}{end}" for word in (*WORDS, *EMOJIS) for end in ("", ".", "!"))
    words = "|".join(("", *said, "")).replace("'", "''")
    return f"contains('{words}', format('|{{0}}|', {BODY}))"


def pattern() -> str:
    """Return the regular expression for `grep -P`, wrapped: the first part says that blanks in it mean nothing."""
    escape = re.compile(r"\\u([0-9a-f]{4})|\\U000([0-9a-f]{5})")
    expression = escape.sub(r"\\x{\1\2}", rf"(?:^|\r){LINE}")
    return "\n".join(_wrapped(f"(?x){expression}"))


def _wrapped(expression: str) -> Iterator[str]:
    line = ""
    for token in TOKEN.findall(expression):
        # Nothing may stand between a piece and how often it comes, nor after the `(` of `(?:`.
        if token in {"(", "|"} and len(line) > WIDTH:
            yield line
            line = ""
        line += token
    yield line
