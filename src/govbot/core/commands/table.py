"""What every command is for: the reply to `/rfc help`, the hints of refusals, and the reference page.

/vote block <reason>   a member of the electorate   object to the outcome; where the policy ...
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

__all__ = ["COMMANDS", "Usage"]


@dataclass(frozen=True, slots=True)
class Usage:
    """One command: how it is written, who may use it, what it does, and a line that works.

    In `syntax`, `<...>` has to be given and `[...]` may be.
    """

    syntax: str
    who: str
    does: str
    example: str

    @property
    def name(self) -> str:
        """The words that are always the same, such as `/vote cancel`."""
        return " ".join(takewhile(lambda word: word[0] not in "<[@#", self.syntax.split()))


COMMANDS: tuple[Usage, ...] = (
    Usage(
        "/rfc status",
        "anyone",
        "Bring the status comment up to date.",
        "/rfc status",
    ),
    Usage(
        "/rfc help",
        "anyone",
        "Explain the commands.",
        "/rfc help",
    ),
    Usage(
        "/rfc advance [stage]",
        "whoever the lifecycle allows",
        "Move the RFC to its next stage, or to the stage named.",
        "/rfc advance voting",
    ),
    Usage(
        "/rfc postpone",
        "whoever the lifecycle allows",
        "Put the RFC aside for later.",
        "/rfc postpone",
    ),
    Usage(
        "/rfc withdraw",
        "whoever the lifecycle allows",
        "Take the RFC back.",
        "/rfc withdraw",
    ),
    Usage(
        "/rfc supersede #<number>",
        "whoever the lifecycle allows",
        "Mark this RFC as replaced by the RFC of that number.",
        "/rfc supersede #42",
    ),
    Usage(
        "/rfc champion @<user>",
        "the author, whoever may open the vote, or a maintainer",
        "Name the RFC's champion.",
        "/rfc champion @ada",
    ),
    Usage(
        "/vote open [policy]",
        "whoever the lifecycle allows; without an RFC, whoever the policy allows",
        "Open a vote, under the policy named, the one the lifecycle names or the one the files need.",
        "/vote open rfc-accept",
    ),
    Usage(
        "/vote cancel <reason>",
        "whoever the policy allows",
        "Cancel the open vote.",
        "/vote cancel the text was not ready",
    ),
    Usage(
        "/vote close",
        "whoever the policy allows",
        "Close the open vote by hand, where the policy has that; it closes by itself in any case.",
        "/vote close",
    ),
    Usage(
        "/vote refresh",
        "whoever the policy allows",
        "Read the electorate again and keep the ballots.",
        "/vote refresh",
    ),
    Usage(
        "/vote yes [reason]",
        "anyone; binding from the electorate, advisory from others",
        "Vote in favour, or change a ballot to that. `+1` does the same as a paragraph of its own or as the first line.",
        "/vote yes",
    ),
    Usage(
        "/vote no [reason]",
        "anyone; binding from the electorate, advisory from others",
        "Vote against, or change a ballot to that. `-1` does the same as a paragraph of its own or as the first line.",
        "/vote no the migration plan is missing",
    ),
    Usage(
        "/vote abstain [reason]",
        "anyone; binding from the electorate, advisory from others",
        "Take part without taking sides. `0` does the same as a paragraph of its own or as the first line.",
        "/vote abstain",
    ),
    Usage(
        "/vote block <reason>",
        "anyone; binding from the electorate, advisory from others",
        "Object to the outcome; where the policy gives a veto, this is one.",
        "/vote block it breaks every release before 2.0",
    ),
    Usage(
        "/recuse <reason>",
        "an eligible voter",
        "Leave the open vote.",
        "/recuse the author is my employer",
    ),
    Usage(
        "/proxy @<user> [until <date>]",
        "an eligible voter",
        "Lend your ballot to somebody else, where the policy lets ballots be lent.",
        "/proxy @ben until 2026-06-30",
    ),
    Usage(
        "/concern <title>",
        "a member; in an open vote, whoever the policy allows",
        "Raise a concern that has to be resolved first.",
        "/concern Old clients cannot read the new format",
    ),
    Usage(
        "/resolve <title>",
        "whoever raised the concern, a chair, or a maintainer; in an open vote, whoever the policy allows",
        "Resolve the concern of that title.",
        "/resolve Old clients cannot read the new format",
    ),
)
