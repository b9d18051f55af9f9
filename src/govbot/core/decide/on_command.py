"""What each command does: it adds records to the docket, or it is refused with a reason.

    /vote yes         -> BallotCast(choice=yes, binding=True)
    /rfc advance      -> StageEntered(stage=...), or Refused(why="It takes ...", hint="...")

Refusals are `RefusedError`, raised where the rule is and recorded in one place (`take_command`).
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

from govbot.core.accounts import Account
from govbot.core.commands import (
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
from govbot.core.decide.docket import Docket
from govbot.core.decide.motion import open_motion, refuse_without_rfc
from govbot.core.decide.on_concern import raise_concern, resolve_concern
from govbot.core.decide.saying import RefusedError, Said
from govbot.core.decide.stage_commands import advance, move_to, onward, open_vote
from govbot.core.durations import format_time
from govbot.core.errors import UserError
from govbot.core.records import (
    Asked,
    BallotCast,
    ChampionNamed,
    ProxyGiven,
    Recused,
    Refused,
    VoteRefreshed,
)
from govbot.core.state import VoteState
from govbot.core.votes import Admitted, Ballot, admit, admit_proxy, admit_recusal, close_by_hand
from govbot.core.votes import Proxy as Lent
from govbot.core.votes import Refused as NotAdmitted

__all__ = ["take_command"]


def take_command(
    docket: Docket, said: Said, command: Command | Refusal, line: str | None = None
) -> None:
    """Do what `command` says, or record why not. Somebody who wrote a command is always answered.

    `line` is what a refusal quotes, where that is not the command.
    """
    try:
        if isinstance(command, Refusal):
            raise RefusedError(command.why, command.hint)
        if docket.state.registered is None:
            refuse_without_rfc(docket, command)
        _obey(docket, said, command)
    except RefusedError as error:
        why, hint, because = error.why, error.hint, error.because
    except UserError as error:
        why, hint, because = error.message, error.hint, None
    else:
        return
    if line is None:
        line = command.line if isinstance(command, Refusal) else command.text
    docket.add(
        Refused(
            at=said.at,
            actor=said.by,
            source=said.source,
            line=line,
            why=why,
            hint=hint,
            because=because,
        )
    )


def _obey(docket: Docket, said: Said, command: Command) -> None:
    match command:
        case Status():
            docket.add(Asked(at=said.at, actor=said.by, source=said.source, about="status"))
        case Help():
            docket.add(Asked(at=said.at, actor=said.by, source=said.source, about="help"))
        case Advance(stage):
            advance(docket, said, stage)
        case Postpone():
            move_to(docket, said, "postponed")
        case Withdraw():
            move_to(docket, said, "withdrawn")
        case Supersede(by):
            _refuse_own_number(docket, by)
            move_to(docket, said, "superseded", superseded_by=by)
        case Champion(login):
            _name_champion(docket, said, login)
        case OpenVote(policy):
            opening = open_vote if docket.state.registered is not None else open_motion
            opening(docket, said, policy)
        case CancelVote(reason):
            _require_steward(docket, said, "cancel")
            docket.cancel_vote(reason, at=said.at, actor=said.by, source=said.source)
        case CloseVote():
            _close(docket, said)
        case RefreshVote():
            _refresh(docket, said)
        case Cast():
            _cast(docket, said, command)
        case Recuse(reason):
            _recuse(docket, said, reason)
        case Proxy(login, until):
            _lend(docket, said, login, until)
        case Concern(title):
            raise_concern(docket, said, title)
        case Resolve(title):
            resolve_concern(docket, said, title)
        case _:
            assert_never(command)


def refused(answer: NotAdmitted) -> RefusedError:
    """Return the error that refuses a command in the words of the vote's own rules."""
    return RefusedError(answer.why, answer.hint, answer.because)


def _require_open_vote(docket: Docket, said: Said) -> VoteState:
    current = docket.state.open_vote
    if current is not None:
        return current
    opens = any(row.opens for row in onward(docket))
    hint = "`/vote open` opens one, once nothing is missing." if opens else ""
    if docket.state.registered is None:
        hint = "`/vote open <policy>` opens another."
    last = docket.state.votes[-1] if docket.state.votes else None
    if last is None:
        raise RefusedError("No vote is open on this RFC.", hint)
    if last.closed is None:
        raise RefusedError("The last vote was cancelled, and no new one is open.", hint)
    if said.at < last.vote.closes:
        outcome = last.closed.tally.outcome
        raise RefusedError(f"The vote is over; its outcome is: {outcome}.", hint, "late")
    raise RefusedError(
        f"The vote closed at {format_time(last.vote.closes)}; "
        f"this was written at {format_time(said.at)}, so it does not count.",
        hint,
        "late",
    )


def _require_steward(docket: Docket, said: Said, what: str) -> VoteState:
    current = _require_open_vote(docket, said)
    stewards = current.opening.policy.stewards
    if not docket.holds(stewards, said.by, said.at):
        raise RefusedError(f"Only {' or '.join(stewards)} may {what} this vote.")
    return current


def _refuse_own_number(docket: Docket, number: int) -> None:
    if number == docket.snapshot.pull_request.number:
        raise RefusedError(
            "An RFC cannot take its own place.", "Name the number of the RFC that replaces it."
        )


def _name_champion(docket: Docket, said: Said, login: str) -> None:
    openers = [name for row in docket.lifecycle.transitions if row.opens for name in row.by]
    roles = tuple(dict.fromkeys(["author", *openers, "maintainer"]))
    if not docket.holds(roles, said.by, said.at):
        raise RefusedError(f"Only {' or '.join(roles)} may name a champion.")
    person = docket.governance.people.find(login)
    if person is None:
        raise RefusedError(
            f"@{login} is not in `governance/people.yaml`, so nobody could be held to it.",
            "Name somebody who is, or add them there first.",
        )
    docket.add(
        ChampionNamed(
            at=said.at,
            actor=said.by,
            source=said.source,
            champion=Account(login=person.github, id=person.id),
        )
    )


def _refresh(docket: Docket, said: Said) -> None:
    current = _require_steward(docket, said, "refresh")
    policy, day = current.opening.policy, said.at.date()
    docket.add(
        VoteRefreshed(
            at=said.at,
            actor=said.by,
            source=said.source,
            vote=current.number,
            electorate=docket.governance.electorate(policy, day),
            seats=docket.governance.seats(policy, day),
            seats_of=docket.governance.seats_apart(policy, day),
            governance_commit=docket.governance.commit,
        )
    )


def _cast(docket: Docket, said: Said, command: Cast) -> None:
    current = _require_open_vote(docket, said)
    ballot = Ballot(said.by, command.choice, said.at, command.reason)
    match admit(current.vote, ballot):
        case NotAdmitted() as answer:
            raise refused(answer)
        case Admitted(binding):
            docket.add(
                BallotCast(
                    at=said.at,
                    actor=said.by,
                    source=said.source,
                    vote=current.number,
                    choice=command.choice,
                    reason=command.reason,
                    binding=binding,
                )
            )


def _recuse(docket: Docket, said: Said, reason: str) -> None:
    current = _require_open_vote(docket, said)
    refusal = admit_recusal(current.vote, said.by, said.at)
    if refusal is not None:
        raise refused(refusal)
    docket.add(
        Recused(at=said.at, actor=said.by, source=said.source, vote=current.number, reason=reason)
    )


def _lend(docket: Docket, said: Said, login: str, until: date | None) -> None:
    current = _require_open_vote(docket, said)
    person = docket.governance.people.find(login)
    holder = Account(login=person.github, id=person.id) if person else Account(login=login)
    voter = current.vote.electorate.find(holder)
    if voter is not None:
        holder = Account(login=voter.login, id=voter.id)
    proxy = Lent(said.by, holder, said.at, until)
    refusal = admit_proxy(current.vote, proxy)
    if refusal is not None:
        raise refused(refusal)
    docket.add(
        ProxyGiven(
            at=said.at,
            actor=said.by,
            source=said.source,
            vote=current.number,
            holder=holder,
            until=until,
        )
    )


def _close(docket: Docket, said: Said) -> None:
    current = _require_open_vote(docket, said)
    answer = close_by_hand(
        current.vote, said.at, lambda roles: docket.holds(roles, said.by, said.at)
    )
    if isinstance(answer, str):
        raise RefusedError(answer, "It closes by itself; `/vote cancel <reason>` calls it off.")
    docket.close_vote(answer.tally, at=said.at, actor=said.by, source=said.source)
