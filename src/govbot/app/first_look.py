r"""What `govbot.yml` looks for in a comment before anything is installed, as GitHub and grep say it.

    beginnings()    # startsWith(github.event.comment.body, '/rfc ')
                    # || startsWith(github.event.comment.body, '/vote ') ...
    pattern()       # (?x)(?:^|\r)(?:(?i:[\t\x0b...]*(?:[\/\x{2044}...](?:[rvpc]...

Both are made of what the parser goes by, so the workflow cannot ask for something else: a comment that
begins as the first says holds a command, and one in which grep finds no line of the second holds none.
`govbot init` and `make docs` write them into the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govbot.core.commands import COMMANDS
from govbot.core.prefilter import LINE

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["beginnings", "pattern"]

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


def pattern() -> str:
    """Return the regular expression for `grep -P`, wrapped: the first part says that blanks in it mean nothing."""
    expression = re.sub(r"\\u([0-9a-f]{4})", r"\\x{\1}", rf"(?:^|\r){LINE}")
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
