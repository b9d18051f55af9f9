"""One pull request through the cycle: read, decide, record, act.

    result = run_pull_request(connection, governance, 12)
    result.decision.status.stage     # "voting"
    result.changes                   # what was done on GitHub

Records are appended before anything else is touched. Whatever goes wrong on the way, the next run reads
the state of the world and finishes: a write is never repeated blindly.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from govbot.core.changes import Change
from govbot.core.decide import Decision, decide
from govbot.core.documents import Document
from govbot.core.effects import Texts, plan_changes
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.records import Record, parse_records, write_records
from govbot.core.snapshot import Snapshot
from govbot.core.state import RfcState, fold, oldest_comment_needed
from govbot.files import read_document
from govbot.gh import (
    Connection,
    Failure,
    GitHubUnavailable,
    StaleLedger,
    append_records,
    apply_changes,
    read_pull_request,
    read_texts,
)
from govbot.ledger import ledger_name
from govbot.reports import answer_comment, check_summary, status_comment, way_of

__all__ = ["Planned", "Result", "plan_pull_request", "run_pull_request"]

TRIES = 5
"""How often a run reads and decides again before it leaves the rest to the next one."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What would happen to one pull request: the decision, and the changes it leads to."""

    snapshot: Snapshot
    decision: Decision
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What happened to one pull request. `failures` are changes that GitHub refused."""

    number: int
    decision: Decision
    recorded: tuple[Record, ...] = ()
    changes: tuple[Change, ...] = ()
    failures: tuple[Failure, ...] = field(default=())


def plan_pull_request(
    connection: Connection, governance: Governance, number: int, now: datetime | None = None
) -> Planned:
    """Read one pull request and decide, touching nothing.

    `now` is GitHub's own time unless it is given (UTC). Raise `UserError` when there is no such pull
    request or its ledger cannot be read.
    """
    snapshot = _gather(connection, governance, number)
    records = _records(snapshot.ledger.text, ledger_name(governance.settings.ledger.branch, number))
    decision = decide(snapshot, records, now or snapshot.read_at or connection.server_time)
    texts = _texts(decision, governance)
    return Planned(snapshot, decision, plan_changes(snapshot, decision, texts))


def run_pull_request(connection: Connection, governance: Governance, number: int) -> Result:
    """Carry one pull request through the cycle.

    Another run may append first, and GitHub may fail after it did what was asked: then everything is
    read and decided again. Raise `UserError` when that did not help either.
    """
    recorded: tuple[Record, ...] = ()
    for attempt in range(1, TRIES + 1):
        try:
            planned = plan_pull_request(connection, governance, number)
            _append(connection, governance, number, planned)
            recorded += planned.decision.records
            failures: tuple[Failure, ...] = ()
            if planned.changes:
                failures = apply_changes(connection, planned.snapshot, planned.changes)
        except StaleLedger as error:
            if attempt == TRIES:
                raise UserError(
                    f"Others kept appending to the ledger, {TRIES} times in a row.",
                    "Nothing is lost: the next run, or the schedule, takes up what is left.",
                ) from error
            time.sleep(0.1 * 2**attempt)
            continue
        except GitHubUnavailable:
            if attempt == TRIES:
                raise
            time.sleep(0.1 * 2**attempt)
            continue
        return Result(number, planned.decision, recorded, planned.changes, failures)
    raise AssertionError("the last attempt returns or raises")


def _gather(connection: Connection, governance: Governance, number: int) -> Snapshot:
    name = ledger_name(governance.settings.ledger.branch, number)

    def oldest(text: str) -> int:
        return oldest_comment_needed(fold(_records(text, name)))

    snapshot = read_pull_request(connection, number, governance, oldest)
    if snapshot is None:
        raise UserError(
            f"There is no pull request #{number} in {connection.repository}.",
            "Name the number of a pull request.",
        )
    documents = _with_texts(connection, snapshot, fold(_records(snapshot.ledger.text, name)))
    return snapshot.model_copy(update={"documents": documents})


@lru_cache(maxsize=2)
def _records(text: str, name: str) -> tuple[Record, ...]:
    """Parse a ledger file, once for all who need it in one run."""
    return parse_records(text, name)


def _with_texts(
    connection: Connection, snapshot: Snapshot, state: RfcState
) -> tuple[Document, ...]:
    """Return the documents, read where the ledger does not know the text, or knows it as faulty.

    What was faulty may be right now without a change: the roster may have gained the champion.
    """
    seen = state.document
    documents = snapshot.documents
    known = len(documents) == 1 and seen is not None and not seen.errors
    if (
        known
        and seen is not None
        and (documents[0].path, documents[0].blob) == (seen.path, seen.blob)
    ):
        return documents
    texts = read_texts(connection, [document.blob for document in documents]) if documents else {}
    return tuple(
        read_document(each.path, each.blob, texts.get(each.blob) or "") for each in documents
    )


def _append(connection: Connection, governance: Governance, number: int, planned: Planned) -> None:
    records = planned.decision.records
    if records:
        append_records(
            connection,
            governance,
            number,
            planned.snapshot.ledger.head,
            planned.snapshot.ledger.text,
            write_records(records),
            _message(number, records),
        )


def _message(number: int, records: tuple[Record, ...]) -> str:
    kinds = ", ".join(dict.fromkeys(r.kind for r in records if r.kind != "watermark"))
    return f"RFC {number}: {kinds or 'watermark'}"


def _texts(decision: Decision, governance: Governance) -> Texts:
    status = decision.status
    way = way_of(governance.settings.lifecycle, [entry.stage for entry in decision.state.stages])
    return Texts(
        status=status_comment(status, way) if status else "",
        summary=check_summary(status, way) if status else "",
        answers={answer.key: answer_comment(answer) for answer in decision.answers},
    )
