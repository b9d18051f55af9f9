"""What can be seen of one pull request at one moment, and what changed between two.

    before = look(world, 1)
    ...
    for line in changes(before, look(world, 1)): ...

Everything is looked up in the sandbox itself, as it stands: nothing is taken from what a run says of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from govbot.core.durations import format_time
from govbot.core.governance import LedgerSettings
from govbot.core.markers import CHECK_NAME, MARKER, STATUS_MARKER, is_marked
from govbot.core.records import (
    BallotCast,
    DocumentSeen,
    LabelMoved,
    Record,
    StageEntered,
    VoteClosed,
    VoteOpened,
    Watermark,
    parse_records,
)
from govbot.core.state import RfcState, fold
from govbot.core.votes import Tally, count
from govbot.sandbox import World
from govbot.sandbox.model import ACTIONS_ID, Comment, ReactionContent

__all__ = ["LEDGER_BRANCH", "Line", "Sight", "changes", "look"]

LEDGER_BRANCH = LedgerSettings().branch

ACCEPTED, REFUSED = ReactionContent.EYES, ReactionContent.CONFUSED


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that govbot did: `what` it is about, and the words."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Sight:
    """A pull request as anybody sees it, and its file on the ledger branch. `now` is UTC."""

    now: datetime
    labels: tuple[str, ...] = ()
    check: tuple[str, str] | None = None
    status: str = ""
    answers: tuple[str, ...] = ()
    taken: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()
    ledger: str = ""

    @property
    def records(self) -> tuple[Record, ...]:
        """What the ledger holds."""
        return parse_records(self.ledger, "the ledger")

    @property
    def state(self) -> RfcState:
        """What the ledger implies."""
        return fold(self.records)

    @property
    def tally(self) -> Tally | None:
        """The last vote as it stands or ended, where there was one."""
        votes = self.state.votes
        if not votes:
            return None
        last = votes[-1]
        return last.closed.tally if last.closed else count(last.vote, self.now)


def look(world: World, number: int) -> Sight:
    """Return what there is to see now. Nothing yet, before there is such a pull request."""
    home = world.repository()
    issue = home.issues.get(number)
    if issue is None:
        return Sight(world.now)
    own = [comment for comment in issue.comments if comment.author == ACTIONS_ID]
    runs = world.check_runs(world.pull_of(issue).head_oid)
    shown = [
        (run.conclusion or "pending", run.title or "") for run in runs if run.name == CHECK_NAME
    ]
    return Sight(
        now=world.now,
        labels=tuple(label.name for label in world.labels_of(issue, home)),
        check=shown[-1] if shown else None,
        status=next((each.body for each in own if is_marked(each.body, STATUS_MARKER)), ""),
        answers=tuple(each.body for each in own if not is_marked(each.body, STATUS_MARKER)),
        taken=_marked(issue.comments, ACCEPTED),
        refused=_marked(issue.comments, REFUSED),
        ledger=ledger_text(world, number),
    )


def ledger_text(world: World, number: int) -> str:
    """Return the lines of an RFC on the ledger branch; empty while there are none."""
    git = world.git_of(world.repository())
    if git.branch(LEDGER_BRANCH) is None:
        return ""
    content = git.file(LEDGER_BRANCH, f"rfcs/{number}.jsonl")
    return content.decode() if content else ""


def _marked(comments: list[Comment], content: ReactionContent) -> frozenset[int]:
    return frozenset(
        comment.id
        for comment in comments
        if any(each.by == ACTIONS_ID and each.content is content for each in comment.reactions)
    )


def changes(before: Sight, after: Sight) -> Iterator[Line]:
    """Yield what govbot did between two moments, a line each, in the order in which it does it."""
    new = after.records[len(before.records) :]
    for record in new:
        if isinstance(record, DocumentSeen):
            yield from _findings(record)
    said = ", ".join(_in_short(record) for record in new if not isinstance(record, Watermark))
    if said:
        yield Line("ledger", said)
    for record in new:
        if isinstance(record, LabelMoved):
            yield Line("note", record.meant)
    for label in after.labels:
        if label not in before.labels:
            yield Line("label", f"+ {label}")
    for label in before.labels:
        if label not in after.labels:
            yield Line("label", f"- {label}")
    for answer in after.answers[len(before.answers) :]:
        yield from (Line("answer", line) for line in _without_marker(answer))
    if after.status != before.status:
        yield Line("status", "the status comment is " + ("edited" if before.status else "written"))
    for what, marked in (
        ("taken", after.taken - before.taken),
        ("refused", after.refused - before.refused),
    ):
        if marked:
            one = (
                "the comment is marked"
                if len(marked) == 1
                else f"{len(marked)} comments are marked"
            )
            yield Line("mark", f"{one} as {what}")
    if after.check is not None and after.check != before.check:
        yield Line("check", f"{CHECK_NAME} is {after.check[0]}: {after.check[1]}")


def _findings(record: DocumentSeen) -> Iterator[Line]:
    for finding in record.findings:
        place = f"{finding.file}:{finding.line}" if finding.line else finding.file
        yield Line("finding", f"{place}: {finding.message}")


def _in_short(record: Record) -> str:
    match record:
        case StageEntered():
            return f"stage {record.stage}"
        case BallotCast():
            kind = "ballot" if record.binding else "advisory ballot"
            return f"{kind} {record.choice}"
        case VoteOpened():
            return f"vote {record.vote} opened until {format_time(record.closes)}, {len(record.electorate)} voters"
        case VoteClosed():
            return f"vote {record.vote} closed at {format_time(record.at)}: {record.tally.outcome}"
        case _:
            return record.kind.replace("-", " ")


def _without_marker(body: str) -> list[str]:
    """Return an answer's lines after the one that greets, without the marker."""
    lines = [line for line in body.split("\n") if line.strip() and not line.startswith(MARKER)]
    return [line.removeprefix("- ").strip() for line in lines[1:]]
