"""What each command does: it adds records to the docket, or it is refused with a reason.

    /vote yes         -> BallotCast(choice=yes, binding=True)
    /rfc advance      -> StageEntered(stage=...), or Refused(why="It takes ...", hint="...")

Refusals are `RefusedError`, raised where the rule is and recorded in one place (`take_command`).
"""

from __future__ import annotations

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
from govbot.core.decide.saying import RefusedError, Said
from govbot.core.decide.stage_commands import advance, move_to, open_vote
from govbot.core.durations import format_time
from govbot.core.errors import UserError
from govbot.core.records import (
    Asked,
    BallotCast,
    ChampionNamed,
    ConcernRaised,
    ConcernResolved,
    Recused,
    Refused,
    VoteRefreshed,
)
from govbot.core.state import VoteState
from govbot.core.votes import Admitted, Ballot, admit, admit_recusal
from govbot.core.votes import Refused as NotAdmitted

__all__ = ["take_command"]

MAY_NAME_CHAMPION = ("author", "champion", "council", "maintainer")


def take_command(docket: Docket, said: Said, command: Command | Refusal) -> None:
    """Do what `command` says, or record why not. Somebody who wrote a command is always answered."""
    try:
        if isinstance(command, Refusal):
            raise RefusedError(command.why, command.hint)
        if docket.state.registered is None and not isinstance(command, Help):
            raise RefusedError(
                "This pull request holds no RFC, so there is nothing to do here.",
                f"An RFC is a document `{docket.governance.settings.rfcs.folder}/<number>-<slug>.md`.",
            )
        _obey(docket, said, command)
    except RefusedError as error:
        why, hint = error.why, error.hint
    except UserError as error:
        why, hint = error.message, error.hint
    else:
        return
    line = command.line if isinstance(command, Refusal) else command.text
    docket.add(
        Refused(at=said.at, actor=said.by, source=said.source, line=line, why=why, hint=hint)
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
            open_vote(docket, said, policy)
        case CancelVote(reason):
            _require_steward(docket, said, "cancel")
            docket.cancel_vote(reason, at=said.at, actor=said.by, source=said.source)
        case CloseVote():
            current = _require_open_vote(docket)
            raise RefusedError(
                f"The vote runs until {format_time(current.vote.closes)} and cannot end sooner.",
                "It closes by itself; `/vote cancel <reason>` calls it off.",
            )
        case RefreshVote():
            _refresh(docket, said)
        case Cast():
            _cast(docket, said, command)
        case Recuse(reason):
            _recuse(docket, said, reason)
        case Proxy():
            current = _require_open_vote(docket)
            raise RefusedError(
                f"The policy `{current.opening.policy_name}` does not let a ballot be lent.",
                "Every voter votes in person, with `/vote yes`, `/vote no` or `/vote abstain`.",
            )
        case Concern(title):
            _raise_concern(docket, said, title)
        case Resolve(title):
            _resolve_concern(docket, said, title)
        case _:
            assert_never(command)


def _require_open_vote(docket: Docket) -> VoteState:
    current = docket.state.open_vote
    if current is not None:
        return current
    last = docket.state.votes[-1] if docket.state.votes else None
    if last is None:
        raise RefusedError("No vote is open on this RFC.", "`/vote open` opens one.")
    if last.closed is not None:
        raise RefusedError(
            f"The vote closed at {format_time(last.closed.tally.closes)}; "
            f"its outcome is: {last.closed.tally.outcome}."
        )
    raise RefusedError("The last vote was cancelled, and no new one is open.")


def _require_steward(docket: Docket, said: Said, what: str) -> VoteState:
    current = _require_open_vote(docket)
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
    if not docket.holds(MAY_NAME_CHAMPION, said.by, said.at):
        raise RefusedError(
            "Only the author, the champion, the council or a maintainer may name a champion."
        )
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
    slugs = current.opening.policy.electorate
    docket.add(
        VoteRefreshed(
            at=said.at,
            actor=said.by,
            source=said.source,
            vote=current.number,
            electorate=docket.governance.electorate(slugs, said.at.date()),
            seats=docket.governance.seats(slugs),
            governance_commit=docket.governance.commit,
        )
    )


def _cast(docket: Docket, said: Said, command: Cast) -> None:
    current = _require_vote_to_cast(docket, said)
    ballot = Ballot(said.by, command.choice, said.at, command.reason)
    match admit(current.vote, ballot):
        case NotAdmitted(why, hint):
            raise RefusedError(why, hint)
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


def _require_vote_to_cast(docket: Docket, said: Said) -> VoteState:
    """Return the open vote, or refuse in the words of the vote that this ballot came too late for."""
    closed = [vote for vote in docket.state.votes if vote.closed is not None]
    if docket.state.open_vote is None and closed and said.at >= closed[-1].vote.closes:
        vote = closed[-1].vote
        raise RefusedError(
            f"The vote closed at {format_time(vote.closes)}; "
            f"this was written at {format_time(said.at)}, so it does not count.",
        )
    return _require_open_vote(docket)


def _recuse(docket: Docket, said: Said, reason: str) -> None:
    current = _require_open_vote(docket)
    refusal = admit_recusal(current.vote, said.by)
    if refusal is not None:
        raise RefusedError(refusal.why, refusal.hint)
    docket.add(
        Recused(at=said.at, actor=said.by, source=said.source, vote=current.number, reason=reason)
    )


def _raise_concern(docket: Docket, said: Said, title: str) -> None:
    day = said.at.date()
    if not any(docket.governance.serves(slug, said.by, day) for slug in docket.governance.bodies):
        raise RefusedError(
            "Only a member of one of the community's bodies may raise a concern.",
            "Write your objection as a comment; a member can raise it.",
        )
    if any(each.title.lower() == title.lower() for each in docket.state.concerns):
        raise RefusedError(f"The concern “{title}” is open already.")
    docket.add(ConcernRaised(at=said.at, actor=said.by, source=said.source, title=title))


def _resolve_concern(docket: Docket, said: Said, title: str) -> None:
    concern = next(
        (each for each in docket.state.concerns if each.title.lower() == title.lower()), None
    )
    if concern is None:
        titles = ", ".join(f"“{each.title}”" for each in docket.state.concerns) or "none"
        raise RefusedError(f"No open concern has this title. Open concerns: {titles}.")
    raised_by = concern.actor
    is_raiser = raised_by is not None and raised_by.is_same(said.by)
    if (
        not is_raiser
        and not _is_chair(docket, said)
        and not docket.holds(("maintainer",), said.by, said.at)
    ):
        raise RefusedError("Only who raised a concern, a chair or a maintainer may resolve it.")
    docket.add(ConcernResolved(at=said.at, actor=said.by, source=said.source, title=concern.title))


def _is_chair(docket: Docket, said: Said) -> bool:
    day = said.at.date()
    return any(
        member.role.lower() == "chair"
        and docket.governance.serves(slug, said.by, day)
        and docket.governance.is_member(member, said.by)
        for slug in docket.governance.bodies
        for member, _ in docket.governance.serving(slug, day)
    )
