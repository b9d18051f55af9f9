"""What the report on governance says, as values: who serves, where each RFC stands, what was decided.

    view = report_view(governance, {12: fold(records)}, date(2026, 3, 4))
    view.bodies[0].vacancies       # 1
    view.votes[0].closes           # when it ends (UTC)
    view.decisions[0].outcome      # "passed"

Pure. Outcomes are read as the ledger recorded them; only an open vote, which has none, is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from govbot.core.bodies import Body, Member, Tenure
from govbot.core.governance import Governance
from govbot.core.rosters.standing import standing
from govbot.core.state import RfcState, VoteState
from govbot.core.votes import count, with_reasons
from govbot.reports.reasons import ReasonRow, reason_rows
from govbot.reports.status import tally_words

__all__ = [
    "BodyView",
    "DecisionView",
    "MemberView",
    "OpenVoteView",
    "ReportView",
    "RfcView",
    "report_view",
]

SOON = 30
"""A term that ends within so many days is pointed out."""


@dataclass(frozen=True, slots=True)
class MemberView:
    """Somebody who holds a place today. `days_left` counts from today to the last day of the term.

    `note` says what is out of the ordinary: a leave, a term that ends soon.
    """

    login: str
    name: str
    seat: int | None
    role: str
    affiliation: str
    ends: date | None
    days_left: int | None
    note: str = ""

    @property
    def ends_soon(self) -> bool:
        """Say whether the term ends within the next 30 days."""
        return self.days_left is not None and self.days_left <= SOON


@dataclass(frozen=True, slots=True)
class BodyView:
    """A body today. `vacant` names the free seats where seats have numbers."""

    name: str
    kind: str
    charter: str
    members: tuple[MemberView, ...]
    seats: int | None
    vacancies: int
    vacant: tuple[int, ...]
    below_minimum: str = ""


@dataclass(frozen=True, slots=True)
class RfcView:
    """An RFC: its stage, since when (UTC), and how many days that is."""

    number: int
    title: str
    url: str
    stage: str
    since: datetime
    days: int
    champion: str
    concerns: int
    is_over: bool


@dataclass(frozen=True, slots=True)
class OpenVoteView:
    """A vote that takes ballots. `tally` is a sentence; `pending` are the voters it waits for."""

    number: int
    title: str
    url: str
    policy: str
    closes: datetime
    tally: str
    pending: tuple[str, ...]
    reasons: tuple[ReasonRow, ...]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A vote that ended, with the explanation that was recorded and the reasons of its ballots."""

    number: int
    title: str
    url: str
    vote: int
    policy: str
    closed: datetime
    outcome: str
    tally: str
    explanation: tuple[str, ...]
    reasons: tuple[ReasonRow, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report on one day (UTC). RFCs by number; votes by deadline; decisions newest first."""

    day: date
    commit: str
    bodies: tuple[BodyView, ...]
    under_way: tuple[RfcView, ...]
    over: tuple[RfcView, ...]
    votes: tuple[OpenVoteView, ...]
    decisions: tuple[DecisionView, ...]

    @property
    def vacancies(self) -> int:
        """How many seats are free, over all bodies."""
        return sum(body.vacancies for body in self.bodies)

    @property
    def ending_soon(self) -> int:
        """How many terms end within the next 30 days."""
        return sum(member.ends_soon for body in self.bodies for member in body.members)


def report_view(governance: Governance, states: Mapping[int, RfcState], today: date) -> ReportView:
    """Return what there is to report on `today` (UTC); `states` are the folded ledgers by number."""
    rfcs = [
        view
        for number, state in sorted(states.items())
        if (view := _rfc(governance, number, state, today)) is not None
    ]
    subjects = sorted([*map(_subject_of, rfcs), *_motions(states)], key=lambda each: each.number)
    pairs = [(each, vote) for each in subjects for vote in states[each.number].votes]
    votes = [_open_vote(subject, vote) for subject, vote in pairs if vote.is_open]
    return ReportView(
        day=today,
        commit=governance.commit[:10],
        bodies=tuple(_body(governance, body, today) for body in governance.bodies.values()),
        under_way=tuple(rfc for rfc in rfcs if not rfc.is_over),
        over=tuple(rfc for rfc in rfcs if rfc.is_over),
        votes=tuple(sorted(votes, key=lambda vote: (vote.closes, vote.number))),
        decisions=tuple(
            sorted(
                (each for subject, vote in pairs for each in _decisions(subject, vote)),
                key=lambda decision: (decision.closed, decision.number),
                reverse=True,
            )
        ),
    )


def _rfc(governance: Governance, number: int, state: RfcState, today: date) -> RfcView | None:
    if state.registered is None or state.stage is None or state.stage_since is None:
        return None
    stage = governance.settings.lifecycle.stages.get(state.stage)
    return RfcView(
        number=number,
        title=(state.document.title if state.document else "") or state.registered.title,
        url=state.registered.source.url if state.registered.source else "",
        stage=state.stage,
        since=state.stage_since,
        days=max(0, (today - state.stage_since.date()).days),
        champion=state.champion.login if state.champion else "",
        concerns=len(state.concerns),
        is_over=stage is not None and stage.end,
    )


@dataclass(frozen=True, slots=True)
class _Subject:
    """What was voted on: an RFC, or a motion on any other issue or pull request."""

    number: int
    title: str
    url: str


def _subject_of(rfc: RfcView) -> _Subject:
    return _Subject(rfc.number, rfc.title, rfc.url)


def _motions(states: Mapping[int, RfcState]) -> Iterator[_Subject]:
    for number, state in states.items():
        if state.motion is not None and state.registered is None:
            url = state.motion.source.url if state.motion.source else ""
            yield _Subject(number, state.motion.title, url)


def _open_vote(subject: _Subject, state: VoteState) -> OpenVoteView:
    tally = with_reasons(count(state.vote, state.vote.opened), state.vote)
    return OpenVoteView(
        number=subject.number,
        title=subject.title,
        url=subject.url,
        policy=state.opening.policy_name,
        closes=tally.closes,
        tally=tally_words(tally),
        pending=tally.pending,
        reasons=tuple(reason_rows(tally)),
    )


def _decisions(subject: _Subject, state: VoteState) -> Iterator[DecisionView]:
    if state.closed is not None:
        tally = with_reasons(state.closed.tally, state.vote)
        yield DecisionView(
            number=subject.number,
            title=subject.title,
            url=subject.url,
            vote=state.number,
            policy=state.opening.policy_name,
            closed=tally.closes,
            outcome=tally.outcome.value,
            tally=tally_words(tally),
            explanation=tally.explanation,
            reasons=tuple(reason_rows(tally)),
        )


def _body(governance: Governance, body: Body, today: date) -> BodyView:
    # A member on leave keeps the seat, so the seat is not vacant and the member is shown.
    found = standing(body, today)
    return BodyView(
        name=body.name,
        kind=body.kind.value.replace("-", " "),
        charter=body.charter,
        members=tuple(_member(governance, each, today) for each in found.holders),
        seats=body.seats.count if body.seats else None,
        vacancies=len(found.vacant),
        vacant=tuple(each.seat for each in found.vacant if each.seat is not None),
        below_minimum=f"{found.serving} serve, and it takes {found.minimum}."
        if found.is_short
        else "",
    )


def _member(governance: Governance, tenure: Tenure, today: date) -> MemberView:
    member = tenure.member
    person = governance.people.find(member.github)
    ends = None if tenure.is_open else tenure.end
    days_left = (ends - today).days if ends is not None else None
    return MemberView(
        login=person.github if person else member.github,
        name=person.name if person else "",
        seat=tenure.seat,
        role=tenure.role,
        affiliation=(person.affiliation_on(today) or "") if person else "",
        ends=ends,
        days_left=days_left,
        note=_note(member, today),
    )


def _note(member: Member, today: date) -> str:
    leave = next((each for each in member.leave if each.holds_on(today)), None)
    if leave is None:
        return ""
    return f"on leave until {leave.end}" if leave.end else "on leave"
