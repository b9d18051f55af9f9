"""The status of an RFC as people meet it: a comment, a check run's summary, lines on a terminal.

    <!-- govbot:status -->
    ### 🗳️ A vote is open until 2026-03-11 00:00 UTC

    proposed → discussion → **voting** → accepted → implementing → released

Each is a pure function of the `Status` (and of the `Way`, where it is given): nothing is counted here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from govbot.core.changes import Conclusion
from govbot.core.choices import Choice
from govbot.core.decide import Status, VoteStatus
from govbot.core.findings import Finding, Level
from govbot.core.markers import STATUS_MARKER
from govbot.core.votes import Measure, Outcome, Tally
from govbot.reports.fitting import Part, Room, first, fit, last
from govbot.reports.reasons import ReasonRow, reason_rows, shown_reasons
from govbot.reports.rendering import render
from govbot.reports.way import Way

__all__ = [
    "BallotRow",
    "ConditionRow",
    "VoteView",
    "check_summary",
    "condition_rows",
    "icon_of_outcome",
    "standing_words",
    "status_comment",
    "status_lines",
    "tally_words",
]

IN_CHECK = Room(history=0, ballots=0, findings=50, reasons=0, sentences=20)
"""A check run's summary is in brief: it stands above the files, and the comment has the rest."""


@dataclass(frozen=True, slots=True)
class BallotRow:
    """Who did the same in a vote: `what` is a choice or what happened instead, `weight` its total."""

    what: str
    weight: int | str
    who: Part[str]


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One of several conditions of a vote: what it takes, what there is, and whether it holds.

    One that joins others takes nothing itself.
    """

    name: str
    quorum: str
    threshold: str
    outcome: str


@dataclass(frozen=True, slots=True)
class VoteView:
    """A vote in words, and its ballots and conditions in rows. `held_by` names open concerns.

    `reasons` is how many ballots came with a reason, and `reasons_shown` those that there is room for.
    """

    title: str
    tally: str
    held_by: Part[str]
    rows: tuple[BallotRow, ...]
    left_out: int
    reasons: int
    reasons_shown: Part[ReasonRow]
    conditions: Part[ConditionRow]
    explanation: Part[str]


def status_comment(status: Status, way: Way | None = None) -> str:
    """Return the status comment: Markdown, its marker first, no longer than GitHub takes."""
    return fit(
        lambda room: render(
            "status_comment.md", longest=room.characters, **_view(status, way, room)
        )
    )


def check_summary(status: Status, way: Way | None = None) -> str:
    """Return the same in brief, for the summary of the check run."""
    return fit(
        lambda room: render(
            "check_summary.md", longest=room.characters, **_view(status, way, _smaller(room))
        )
    )


def status_lines(status: Status, way: Way | None = None) -> list[str]:
    """Return the status as plain lines for a terminal, without what would steer it."""
    room = Room(history=100, ballots=500, findings=100)
    text = render("status.txt", longest=room.characters, **_view(status, way, room))
    return text.rstrip("\n").split("\n")


def _smaller(room: Room) -> Room:
    return Room(
        history=0,
        ballots=0,
        reasons=0,
        findings=min(room.findings, IN_CHECK.findings),
        sentences=min(room.sentences, IN_CHECK.sentences),
        characters=room.characters,
    )


def _view(status: Status, way: Way | None, room: Room) -> dict[str, object]:
    return {
        "marker": STATUS_MARKER,
        "status": status,
        "way": way,
        "icon": _icon_of_status(status),
        "findings": first(_gravest_first(status.findings), room.findings),
        "icon_of": {level.value: _level_icon(level) for level in Level},
        "missing": first(status.missing, room.sentences),
        "next": first(status.next, room.sentences),
        "concerns": first(status.concerns, room.sentences),
        "notices": first(status.notices, room.sentences),
        "vote": _vote_view(status.vote, room) if status.vote else None,
        "history": last(status.history, room.history),
    }


def _icon_of_status(status: Status) -> str:
    outcome = status.vote.tally.outcome if status.vote else None
    if outcome is Outcome.OPEN:
        return "🗳️"
    if outcome is Outcome.CANCELLED and not status.stage:
        return "➖"  # noqa: RUF001 - the sign, which shows as a picture
    return _icon(status.verdict.conclusion)


def _icon(conclusion: Conclusion) -> str:
    match conclusion:
        case "success":
            return "✅"
        case "failure":
            return "❌"
        case "pending":
            return "⏳"
        case _:
            assert_never(conclusion)


def icon_of_outcome(outcome: Outcome) -> str:
    """Return the picture for how a vote ended."""
    return _icon("success" if outcome is Outcome.PASSED else "failure")


def _level_icon(level: Level) -> str:
    match level:
        case Level.ERROR:
            return "❌"
        case Level.WARNING:
            return "⚠️"
        case Level.NOTICE:
            return "ℹ️"  # noqa: RUF001 - the sign, not the letter
        case _:
            assert_never(level)


def _gravest_first(findings: tuple[Finding, ...]) -> list[Finding]:
    order = list(Level)
    return sorted(findings, key=lambda finding: order.index(finding.level))


def _vote_view(vote: VoteStatus, room: Room) -> VoteView:
    rows = tuple(_rows(vote, room))
    reasons = reason_rows(vote.tally)
    return VoteView(
        title=f"Vote {vote.number} under `{vote.policy}`",
        tally=tally_words(vote.tally),
        held_by=first(vote.tally.held_by, room.sentences),
        rows=rows,
        left_out=sum(row.who.left_out for row in rows),
        reasons=len(reasons),
        reasons_shown=shown_reasons(reasons, room.reasons, room.in_a_reason),
        conditions=first(condition_rows(vote.tally), room.sentences),
        explanation=first(vote.tally.explanation, room.sentences),
    )


def condition_rows(tally: Tally) -> list[ConditionRow]:
    """Return the conditions of a vote that joins several, the outermost first."""
    return [
        ConditionRow(
            name="· " * each.depth + each.name,
            quorum=_measure(each.quorum),
            threshold=_measure(each.threshold),
            outcome=condition_words(each.outcome),
        )
        for each in tally.conditions
    ]


def _measure(measure: Measure | None) -> str:
    return f"{measure.have} ({measure.need})" if measure is not None else ""


def condition_words(outcome: Outcome) -> str:
    """Return how a condition stands, in a word or two."""
    return "holds" if outcome is Outcome.PASSED else standing_words(outcome).lower()


def _rows(vote: VoteStatus, room: Room) -> list[BallotRow]:
    tally = vote.tally
    through = {each.by: each.via for each in tally.ballots if each.binding and each.via}
    rows = []
    for choice in Choice:
        who = [
            f"{voter.login} through {through[voter.login]}"
            if voter.login in through
            else voter.login
            for voter in vote.voters
            if voter.choice is choice
        ]
        if who:
            rows.append(
                BallotRow(choice.value, tally.counts[choice.value], first(who, room.ballots))
            )
    waiting = "yet to vote" if vote.is_open else "did not vote"
    advisory = [f"{each.by} ({each.choice})" for each in tally.ballots if not each.binding]
    for what, names in (
        (waiting, list(tally.pending)),
        ("left the vote", list(tally.recused)),
        ("advisory, not counted", advisory),
    ):
        if names:
            rows.append(BallotRow(what, len(names), first(names, room.ballots)))
    return rows


def tally_words(tally: Tally) -> str:
    """Return a tally in one sentence: `Passed at ...: 4 yes, 1 no, 1 abstain; 1 did not vote.`"""
    counts = [
        f"{tally.counts[choice.value]} {choice}"
        for choice in Choice
        if tally.counts[choice.value] or choice in (Choice.YES, Choice.NO)
    ]
    waiting = f"; {len(tally.pending)} {_waiting(tally)}" if tally.pending else ""
    return f"{standing_words(tally.outcome)}: {', '.join(counts)}{waiting}."


def _waiting(tally: Tally) -> str:
    if tally.outcome is not Outcome.OPEN:
        return "did not vote"
    return "has yet to vote" if len(tally.pending) == 1 else "have yet to vote"


def standing_words(outcome: Outcome) -> str:
    """Return how a vote stands or ended, in a word or two."""
    match outcome:
        case Outcome.OPEN:
            return "So far"
        case Outcome.PASSED:
            return "Passed"
        case Outcome.FAILED:
            return "Failed"
        case Outcome.BLOCKED:
            return "Blocked"
        case Outcome.TIED:
            return "Tied"
        case Outcome.NO_QUORUM:
            return "No quorum"
        case Outcome.CANCELLED:
            return "Cancelled"
        case _:
            assert_never(outcome)
