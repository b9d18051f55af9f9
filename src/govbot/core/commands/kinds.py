"""Every command, as a value that knows how a person would type it.

    Cast(Choice.NO, "too early").text   # "/vote no too early"

`Command` is the closed union of them all. Reasons and titles are as their author wrote them, with white
space collapsed: whoever shows them escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from govbot.core.choices import Choice

__all__ = [
    "Advance",
    "CancelVote",
    "Cast",
    "Champion",
    "CloseVote",
    "Command",
    "Concern",
    "Help",
    "OpenVote",
    "Postpone",
    "Proxy",
    "Recuse",
    "RefreshVote",
    "Refusal",
    "Resolve",
    "Status",
    "Supersede",
    "Withdraw",
]


def _typed(*words: str) -> str:
    return " ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class Status:
    """Refresh the status comment."""

    @property
    def text(self) -> str:
        """The command as a person would type it."""
        return "/rfc status"


@dataclass(frozen=True, slots=True)
class Help:
    """Explain the commands."""

    @property
    def text(self) -> str:
        """The command as a person would type it."""
        return "/rfc help"


@dataclass(frozen=True, slots=True)
class Advance:
    """Move the RFC to `stage` (lower case), or to the next stage there is when it is None."""

    stage: str | None = None

    @property
    def text(self) -> str:
        """The command as a person would type it."""
        return _typed("/rfc advance", self.stage or "")


@dataclass(frozen=True, slots=True)
class Postpone:
    """Put the RFC aside for later."""

    @property
    def text(self) -> str:
        """The command as a person would type it."""
        return "/rfc postpone"


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take the RFC back."""

    @property
    def text(self) -> str:
        """The command as a person would type it."""
        return "/rfc withdraw"


@dataclass(frozen=True, slots=True)
class Supersede:
    """Mark the RFC as replaced by RFC number `by`."""

    by: int

    @property
    def text(self) -> str:
        """The command as a person would type it."""
        return f"/rfc supersede #{self.by}"


@dataclass(frozen=True, slots=True)
class Champion:
    """Name the RFC's champion. `login` is without `@`, as it was typed."""

    login: str

    @property
    def text(self) -> str:
        """The command as a person would type it."""
        return f"/rfc champion @{self.login}"


@dataclass(frozen=True, slots=True)
class OpenVote:
    """Open a vote under `policy` (lower case), or the one the lifecycle names when it is None."""

    policy: str | None = None

    @property
    def text(self) -> str:
        """The command as a person would type it."""
        return _typed("/vote open", self.policy or "")


@dataclass(frozen=True, slots=True)
class CancelVote:
    """Cancel the open vote."""

    reason: str

    @property
    def text(self) -> str:
        """The command as a person would type it."""
        return f"/vote cancel {self.reason}"


@dataclass(frozen=True, slots=True)
class CloseVote:
    """Close the open vote now."""

    @property
    def text(self) -> str:
        """The command as a person would type it."""
        return "/vote close"


@dataclass(frozen=True, slots=True)
class RefreshVote:
    """Read the electorate again and keep the ballots."""

    @property
    def text(self) -> str:
        """The command as a person would type it."""
        return "/vote refresh"


@dataclass(frozen=True, slots=True)
class Cast:
    """Cast a ballot or change it. `reason` may be empty."""

    choice: Choice
    reason: str = ""

    @property
    def text(self) -> str:
        """The command as a person would type it."""
        return _typed("/vote", self.choice, self.reason)


@dataclass(frozen=True, slots=True)
class Recuse:
    """Leave the open vote."""

    reason: str

    @property
    def text(self) -> str:
        """The command as a person would type it."""
        return f"/recuse {self.reason}"


@dataclass(frozen=True, slots=True)
class Proxy:
    """Lend one's ballot to `login` (without `@`), up to and including the day `until`."""

    login: str
    until: date | None = None

    @property
    def text(self) -> str:
        """The command as a person would type it."""
        return _typed("/proxy", f"@{self.login}", f"until {self.until}" if self.until else "")


@dataclass(frozen=True, slots=True)
class Concern:
    """Raise a concern that has to be resolved."""

    title: str

    @property
    def text(self) -> str:
        """The command as a person would type it."""
        return f"/concern {self.title}"


@dataclass(frozen=True, slots=True)
class Resolve:
    """Resolve the concern of that title."""

    title: str

    @property
    def text(self) -> str:
        """The command as a person would type it."""
        return f"/resolve {self.title}"


Command = (
    Status
    | Help
    | Advance
    | Postpone
    | Withdraw
    | Supersede
    | Champion
    | OpenVote
    | CancelVote
    | CloseVote
    | RefreshVote
    | Cast
    | Recuse
    | Proxy
    | Concern
    | Resolve
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that tries to be a command and is not followed.

    `line` is what the author wrote, raw and cut to at most 200 characters. `why` and `hint` are Markdown
    in govbot's own words: of the author's text they repeat plain ASCII words only.
    """

    line: str
    why: str
    hint: str
