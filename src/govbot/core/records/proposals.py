"""Records about what is proposed: its text and stage, concerns, and what people asked or moved."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from govbot.core.accounts import Account
from govbot.core.documents import Fingerprint
from govbot.core.findings import Finding, Level
from govbot.core.records.entries import Entry
from govbot.core.snapshot import PullState
from govbot.core.votes import RefusalReason

__all__ = [
    "Asked",
    "ChampionNamed",
    "ConcernRaised",
    "ConcernResolved",
    "DocumentSeen",
    "LabelMoved",
    "MotionMoved",
    "PullRequestSeen",
    "Refused",
    "Registered",
    "StageEntered",
    "Watermark",
]


class Registered(Entry):
    """The pull request was taken up as an RFC; `actor` is its author."""

    kind: Literal["registered"] = "registered"
    number: int
    title: str
    path: str


class MotionMoved(Entry):
    """A vote was asked for on an issue or a pull request that is no RFC; `actor` is its author."""

    kind: Literal["motion"] = "motion"
    number: int
    title: str
    subject: Literal["issue", "pull-request"]


class DocumentSeen(Entry):
    """The RFC's text as it stands at the head commit, and what the checks found in it.

    `blob` is the git id of the text; empty when the pull request no longer holds the document.
    `print` tells what kind of change made it another text.
    """

    kind: Literal["document"] = "document"
    path: str
    blob: str
    head: str
    print: Fingerprint | None = None
    title: str = ""
    champion: str | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep the RFC from being discussed."""
        return tuple(each for each in self.findings if each.level is Level.ERROR)


class StageEntered(Entry):
    """The RFC entered a stage. `why` is the trigger of the transition, in the lifecycle's words."""

    kind: Literal["stage"] = "stage"
    stage: str
    previous: str | None = None
    why: str
    superseded_by: int | None = None


class ChampionNamed(Entry):
    """A champion was named by command."""

    kind: Literal["champion"] = "champion"
    champion: Account


class ConcernRaised(Entry):
    """Somebody objects, short of a veto; `actor` may resolve it."""

    kind: Literal["concern"] = "concern"
    title: str


class ConcernResolved(Entry):
    """A concern was resolved."""

    kind: Literal["concern-resolved"] = "concern-resolved"
    title: str


class Asked(Entry):
    """Somebody asked for the status or for help."""

    kind: Literal["asked"] = "asked"
    about: Literal["status", "help"]


class Refused(Entry):
    """A command was refused, with the sentence its author got.

    `because` is there where another rule might have admitted it.
    """

    kind: Literal["refused"] = "refused"
    line: str
    why: str
    hint: str = ""
    because: RefusalReason | None = None


class LabelMoved(Entry):
    """Somebody moved a stage label by hand; `meant` is the sentence that answered it."""

    kind: Literal["label-moved"] = "label-moved"
    label: str
    added: bool
    meant: str


class PullRequestSeen(Entry):
    """The pull request was closed, merged or opened again."""

    kind: Literal["pull-request"] = "pull-request"
    state: PullState


class Watermark(Entry):
    """Every comment up to `comment` was taken; of those up to `settled` the answers were seen.

    `review` is the last review that was taken. Of the first `settled_reviews` reviews on record the
    answers were seen.
    """

    kind: Literal["watermark"] = "watermark"
    comment: int
    settled: int = 0
    review: int = Field(default=0, exclude_if=lambda value: not value)
    settled_reviews: int = Field(default=0, exclude_if=lambda value: not value)
