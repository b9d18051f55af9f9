r"""Commands people write in comments: text in, commands and refusals out.

    I read it twice and I am convinced.
    /vote yes the migration plan answers my question

    >>> parse("I am convinced.\n/vote yes the plan answers my question")
    (Cast(choice=<Choice.YES: 'yes'>, reason='the plan answers my question'),)

A command stands on a line of its own, whatever stands on other lines, in capitals or not. Only what a
reader sees as said counts: nothing inside code, a quotation, HTML, an HTML comment, a table, a link or
emphasis, nothing struck out, nothing below the header of a mail, nor behind a list's marker: `- /vote yes`
is somebody's list of commands, while a later line of a list item is a line of its own. `+1`, `-1` and `0`
are ballots as a paragraph of their own or as a comment's first line. A full stop or an exclamation mark
behind a command's words does no harm.

A line that tries to be a command and cannot be understood becomes a `Refusal` that says why and what
would work. So do look-alike letters, and two different ballots in one comment: neither counts.

`COMMANDS` lists every command: who may use it, what it does, and an example.
"""

from __future__ import annotations

from govbot.core.commands.arguments import MOST_IN_REASON, MOST_IN_TITLE
from govbot.core.commands.kinds import (
    Advance,
    CancelVote,
    Cast,
    Champion,
    CloseVote,
    Command,
    Concern,
    Help,
    OpenVote,
    Postpone,
    Proxy,
    Recuse,
    RefreshVote,
    Refusal,
    Resolve,
    Status,
    Supersede,
    Withdraw,
)
from govbot.core.commands.near_misses import NEARLY, NearMiss, to_tell
from govbot.core.commands.parser import MOST_COMMANDS, Reading, parse, read
from govbot.core.commands.table import COMMANDS, Usage
from govbot.core.commands.titles import find_title

__all__ = [
    "COMMANDS",
    "MOST_COMMANDS",
    "MOST_IN_REASON",
    "MOST_IN_TITLE",
    "NEARLY",
    "Advance",
    "CancelVote",
    "Cast",
    "Champion",
    "CloseVote",
    "Command",
    "Concern",
    "Help",
    "NearMiss",
    "OpenVote",
    "Postpone",
    "Proxy",
    "Reading",
    "Recuse",
    "RefreshVote",
    "Refusal",
    "Resolve",
    "Status",
    "Supersede",
    "Usage",
    "Withdraw",
    "find_title",
    "parse",
    "read",
    "to_tell",
]
