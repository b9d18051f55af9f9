"""Where RFCs and motions stand as the ledger of a clone has it: the status as on GitHub, without GitHub.

    overview = under_way(community, now)
    overview[0].deadline      # when the open vote closes (UTC), None without one
    status_from_ledger(community.governance, community.state(12), now).next

What GitHub alone knows, such as a comment that was edited after it was counted, is not in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from govbot.app.community import Community
from govbot.core.accounts import Account
from govbot.core.decide.docket import Docket
from govbot.core.decide.motion_status import status_of_motion
from govbot.core.decide.status import Status, status_of
from govbot.core.governance import Governance
from govbot.core.records import MotionMoved, Registered
from govbot.core.snapshot import Comment, PullRequest, Snapshot
from govbot.core.state import RfcState
from govbot.files import load_documents

__all__ = [
    "MOTION",
    "NOT_RECORDED",
    "Row",
    "every_rfc",
    "status_from_ledger",
    "under_way",
    "with_documents",
]

NOT_RECORDED = "not recorded"
"""The stage of an RFC that stands in the repository and that the ledger does not have."""

MOTION = "motion"
"""What stands in the place of a stage for a vote on an issue, or on a pull request without an RFC."""


@dataclass(frozen=True, slots=True)
class Row:
    """One RFC, or motion, of the list. `deadline` is when its open vote closes; times are UTC."""

    number: int
    title: str
    stage: str
    since: datetime
    deadline: datetime | None
    pending: tuple[str, ...]
    next: str
    is_open: bool


def every_rfc(community: Community, now: datetime) -> tuple[Row, ...]:
    """Return every RFC in the ledger, by number."""
    return tuple(row for row in _every(community, now) if row.stage != MOTION)


def with_documents(community: Community, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return `rows` and a row for each RFC document here that the ledger does not have."""
    recorded = {row.number for row in rows}
    unrecorded = []
    for document in load_documents(community.root, community.governance):
        number = number_of(document.path)
        if number and number not in recorded and document.front is not None:
            created = document.front.created
            unrecorded.append(
                Row(
                    number=number,
                    title=document.front.title,
                    stage=NOT_RECORDED,
                    since=datetime(created.year, created.month, created.day, tzinfo=UTC),
                    deadline=None,
                    pending=(),
                    next="",
                    is_open=False,
                )
            )
    return tuple(sorted((*rows, *unrecorded), key=lambda row: row.number))


def number_of(path: str) -> int:
    """Return the number that an RFC's file name begins with; 0 where it has none."""
    match = re.match(r"([0-9]{4,})-", path.rpartition("/")[2])
    return int(match[1]) if match else 0


def under_way(community: Community, now: datetime) -> tuple[Row, ...]:
    """Return the RFCs that have not come to an end and the motions with an open vote.

    The next deadline comes first, then they come by number.
    """
    rows = [row for row in _every(community, now) if row.is_open]
    last = datetime.max.replace(tzinfo=now.tzinfo)
    return tuple(sorted(rows, key=lambda row: (row.deadline or last, row.number)))


def _every(community: Community, now: datetime) -> tuple[Row, ...]:
    rows = (_row(community.governance, state, now) for state in community.states().values())
    return tuple(row for row in rows if row is not None)


def status_from_ledger(governance: Governance, state: RfcState, now: datetime) -> Status | None:
    """Return all there is to say about an RFC or motion at `now` (UTC); None when it is neither."""
    first = state.taken_up
    if first is None:
        return None
    docket = Docket(_as_recorded(governance, state, first), state, now)
    return status_of(docket) if state.registered is not None else status_of_motion(docket)


def _row(governance: Governance, state: RfcState, now: datetime) -> Row | None:
    status = status_from_ledger(governance, state, now)
    if status is None:
        return None
    current = state.open_vote
    if state.stage_since is None:
        return _row_of_motion(status, state, now)
    stage = governance.settings.lifecycle.stages.get(status.stage)
    return Row(
        number=status.number,
        title=status.title,
        stage=status.stage,
        since=state.stage_since,
        deadline=current.vote.closes if current else None,
        pending=status.vote.tally.pending if current and status.vote else (),
        next=_next(status, now, current.vote.closes if current else None),
        is_open=not (
            stage is None or stage.end or governance.settings.lifecycle.is_end(status.stage)
        ),
    )


def _row_of_motion(status: Status, state: RfcState, now: datetime) -> Row | None:
    if not state.votes:
        return None
    last = state.votes[-1]
    deadline = last.vote.closes if last.is_open else None
    return Row(
        number=status.number,
        title=status.title,
        stage=MOTION,
        since=last.opening.at,
        deadline=deadline,
        pending=status.vote.tally.pending if last.is_open and status.vote else (),
        next=_next(status, now, deadline),
        is_open=last.is_open,
    )


def _next(status: Status, now: datetime, deadline: datetime | None) -> str:
    if deadline is not None and deadline <= now:
        return "The vote is over; the next run of govbot counts it."
    return status.next[0] if status.next else ""


def _as_recorded(
    governance: Governance, state: RfcState, first: Registered | MotionMoved
) -> Snapshot:
    """Return what GitHub would show if nothing had happened there since the last record."""
    author = first.actor or Account(login="ghost")
    cast = state.open_vote.cast if state.open_vote else ()
    return Snapshot(
        repository="",
        repository_node="",
        governance=governance,
        pull_request=PullRequest(
            node="",
            number=first.number,
            title=first.title,
            author=author,
            state=state.pull,
            url=first.source.url if first.source else "",
            is_issue=state.kind == "issue",
            head=state.document.head if state.document else "",
            created_at=first.at,
        ),
        comments=tuple(
            Comment(
                node="",
                id=record.source.comment,
                author=record.actor or Account(login="ghost"),
                body="",
                url=record.source.url,
                created_at=record.at,
            )
            for record in cast
            if record.source is not None and record.source.comment is not None
        ),
    )
