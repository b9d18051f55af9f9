"""What the ledger holds: one record a line, appended, never rewritten.

    {"kind":"ballot","at":"2026-03-02T09:00:00Z","actor":{"login":"ada","id":1001},
     "source":{"url":"https://github.com/...","comment":77},"vote":1,"choice":"yes"}

Every record says when (`at`, UTC: for what a comment says, the time GitHub gives the comment), who
(`actor`) and where from (`source`). `govbot.core.state` folds records into what holds now.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import (
    Field,
    PlainSerializer,
    TypeAdapter,
    ValidationError,
)

from govbot.core.accounts import Account, Voter
from govbot.core.choices import Choice
from govbot.core.documents import Fingerprint
from govbot.core.errors import Place, UserError
from govbot.core.findings import Finding, Level
from govbot.core.model import Strict
from govbot.core.policies import Policy
from govbot.core.snapshot import PullState
from govbot.core.votes import ExtensionReason, Tally

__all__ = [
    "Announced",
    "Asked",
    "BallotCast",
    "ChampionNamed",
    "ConcernRaised",
    "ConcernResolved",
    "DocumentSeen",
    "LabelMoved",
    "MotionMoved",
    "ProxyGiven",
    "PullRequestSeen",
    "Record",
    "Recused",
    "Refused",
    "Registered",
    "Reminded",
    "Source",
    "StageEntered",
    "VoteCancelled",
    "VoteClosed",
    "VoteExtended",
    "VoteOpened",
    "VoteRefreshed",
    "Watermark",
    "parse_records",
    "write_records",
]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


Moment = Annotated[datetime, PlainSerializer(_utc, when_used="json")]


class Source(Strict):
    """Where a record comes from: a page, and the numeric id of a comment or review, or an event's node.

    Comments and reviews are numbered apart.
    """

    url: str = ""
    comment: int | None = None
    review: int | None = None
    event: str | None = None


class Entry(Strict):
    """What every record has."""

    at: Moment
    actor: Account | None = None
    source: Source | None = None


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


class VoteOpened(Entry):
    """A vote opened: everything that was asked, and of whom, frozen.

    `seats` are those of all bodies that vote, `seats_of` of each. `blob` is what was asked about: the
    git id of an RFC's text, the head commit of another pull request, a hash of an issue's text.
    """

    kind: Literal["vote-opened"] = "vote-opened"
    vote: int
    policy_name: str
    policy: Policy
    electorate: tuple[Voter, ...]
    seats: int
    seats_of: dict[str, int] = Field(default_factory=dict, exclude_if=lambda value: not value)
    closes: Moment
    governance_commit: str
    path: str
    blob: str
    print: Fingerprint | None = None


class BallotCast(Entry):
    """A ballot. `binding` says whether its author was in the electorate."""

    kind: Literal["ballot"] = "ballot"
    vote: int
    choice: Choice
    reason: str = ""
    binding: bool


class Recused(Entry):
    """A voter left the vote."""

    kind: Literal["recused"] = "recused"
    vote: int
    reason: str


class VoteRefreshed(Entry):
    """The electorate was taken anew; the ballots stay."""

    kind: Literal["vote-refreshed"] = "vote-refreshed"
    vote: int
    electorate: tuple[Voter, ...]
    seats: int
    seats_of: dict[str, int] = Field(default_factory=dict, exclude_if=lambda value: not value)
    governance_commit: str


class ProxyGiven(Entry):
    """A voter (`actor`) lent the ballot to `holder`, up to and including the day `until`."""

    kind: Literal["proxy"] = "proxy"
    vote: int
    holder: Account
    until: date | None = None


class VoteExtended(Entry):
    """The deadline moved: too few took part, the vote was tied, or its final comment period began."""

    kind: Literal["vote-extended"] = "vote-extended"
    vote: int
    closes: Moment
    why: ExtensionReason


class VoteClosed(Entry):
    """The vote ended: tally, outcome and the ballots counted are in `tally`.

    It has an `actor` where somebody closed it by hand, as its policy allows.
    """

    kind: Literal["vote-closed"] = "vote-closed"
    vote: int
    tally: Tally


class VoteCancelled(Entry):
    """The vote was called off; nothing was decided."""

    kind: Literal["vote-cancelled"] = "vote-cancelled"
    vote: int
    reason: str


class Reminded(Entry):
    """Those who had not voted (`who`) were reminded, as was due at `due`; the last time is a last call."""

    kind: Literal["reminded"] = "reminded"
    vote: int
    due: Moment
    who: tuple[str, ...]
    last_call: bool = False


class Announced(Entry):
    """The end of a vote was announced where the policy says; `source` is the announcement."""

    kind: Literal["announced"] = "announced"
    vote: int


class Asked(Entry):
    """Somebody asked for the status or for help."""

    kind: Literal["asked"] = "asked"
    about: Literal["status", "help"]


class Refused(Entry):
    """A command was refused, with the sentence its author got."""

    kind: Literal["refused"] = "refused"
    line: str
    why: str
    hint: str = ""


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

    `review` is the last review that was taken.
    """

    kind: Literal["watermark"] = "watermark"
    comment: int
    settled: int = 0
    review: int = Field(default=0, exclude_if=lambda value: not value)


Record = (
    Registered
    | MotionMoved
    | DocumentSeen
    | StageEntered
    | ChampionNamed
    | ConcernRaised
    | ConcernResolved
    | VoteOpened
    | BallotCast
    | Recused
    | VoteRefreshed
    | ProxyGiven
    | VoteExtended
    | VoteClosed
    | VoteCancelled
    | Reminded
    | Announced
    | Asked
    | Refused
    | LabelMoved
    | PullRequestSeen
    | Watermark
)

_ADAPTER: TypeAdapter[Record] = TypeAdapter(Annotated[Record, Field(discriminator="kind")])


def parse_records(text: str, name: str) -> tuple[Record, ...]:
    """Read a ledger file. `name` is what to call it in errors.

    Raise `UserError` with the line when one is not a record: nothing is skipped and nothing guessed.
    """
    records = []
    # Not `splitlines`: a reason may hold characters that it takes for the end of a line.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            records.append(_ADAPTER.validate_json(line))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            raise UserError(
                f"This line is not a record of the ledger: {where}: {first['msg']}.",
                "A newer govbot may have written it; records are appended and never edited by hand.",
                Place(name, number),
            ) from error
    return tuple(records)


def write_records(records: tuple[Record, ...]) -> str:
    """Return records as lines of a ledger file, keys in a fixed order, what is unset left out."""
    return "".join(
        json.dumps(_ordered(record), ensure_ascii=False, separators=(",", ":")) + "\n"
        for record in records
    )


def _ordered(record: Record) -> dict[str, object]:
    data = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {"kind": data.pop("kind")} | data
