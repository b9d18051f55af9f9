"""Hearing a case: what was said is taken in the order of time, as a run on GitHub takes it.

    evaluate(case, policies)     # Answer(outcome="passed", ...)

Closing, extending and refusing are the vote's own rules; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from govbot.core.accounts import Account, Voter
from govbot.core.cases.model import Answer, Case, RefusedSaying, Saying
from govbot.core.commands import (
    NEARLY,
    CancelVote,
    Cast,
    CloseVote,
    Command,
    Concern,
    NearMiss,
    OpenVote,
    Proxy,
    Recuse,
    RefreshVote,
    Refusal,
    Resolve,
    find_title,
    read,
    to_tell,
)
from govbot.core.durations import END_OF_TIME, format_time
from govbot.core.errors import UserError
from govbot.core.policies import Policy
from govbot.core.votes import (
    Ballot,
    Closed,
    Electorate,
    Extended,
    Outcome,
    Refused,
    Tally,
    Vote,
    admit,
    admit_concern,
    admit_proxy,
    admit_recusal,
    close_by_hand,
    conclude,
    count,
    count_cancelled,
    next_close,
    refuse_untimely,
    who_resolves,
    with_reasons,
)
from govbot.core.votes import Concern as OpenConcern
from govbot.core.votes import Proxy as Lent

__all__ = ["evaluate"]


def evaluate(case: Case, policies: Mapping[str, Policy]) -> Answer:
    """Count `case`.

    Raise `UserError` when it names a policy that is not in `policies`, or an electorate that the policy
    does not know.
    """
    return _Hearing(case, *_policy(case, policies)).answer()


def _policy(case: Case, policies: Mapping[str, Policy]) -> tuple[str, Policy]:
    if isinstance(case.policy, Policy):
        name = case.policy.period.holidays
        if isinstance(name, str):
            raise UserError(
                f"The policy of the case names the calendar `{name}`, and a case has none.",
                "Write the days out: `holidays: [2026-12-25]`.",
            )
        return "the policy of the case", case.policy
    if case.policy not in policies:
        raise UserError(
            f"There is no policy `{case.policy}`.",
            f"The policies are: {', '.join(sorted(policies))}; or write one out.",
        )
    return case.policy, policies[case.policy]


def _electorate(case: Case, policy: Policy) -> Electorate:
    """Return those of the case's electorate who may vote under `policy`.

    Where the policy asks for nothing but one body, the electorate stands for it whatever it calls that.
    """
    selectors = policy.selectors
    stands_for = policy.sole.body if policy.sole is not None else None
    voters = []
    for voter in case.electorate:
        if voter.on_leave and policy.leave == "excluded":
            continue
        # Whoever names no body stands for every one as it is.
        renames = stands_for is not None and voter.body not in ("", stands_for)
        one = voter.model_copy(update={"body": stands_for}) if renames else voter
        if not any(each.selects(one) for each in selectors):
            raise UserError(
                f"{voter.login} may not vote under this policy{_as_what(voter)}.",
                f"It is for: {', '.join(each.words for each in selectors)}.",
            )
        voters.append(one)
    if not voters:
        raise UserError(
            "Nobody may vote: everybody in the electorate is on leave.",
            "`leave: may vote` in the policy lets those on leave vote.",
        )
    return Electorate(tuple(voters))


def _as_what(voter: Voter) -> str:
    if not voter.body:
        return ""
    return f", as {voter.role or 'a member'} of {voter.body}"


class _Hearing:
    """Hears a case saying by saying, in the order of time."""

    def __init__(self, case: Case, policy_name: str, policy: Policy) -> None:
        self.case = case
        self.policy = policy
        self.ballots: list[Ballot] = []
        self.refused: list[RefusedSaying] = []
        self.ended: Tally | None = None
        self.voted: set[int] = set()
        self.told: set[int] = set()
        self.last_change = case.opened
        electorate = _electorate(case, policy)
        by_body = case.seats if isinstance(case.seats, dict) else {}
        seats = case.seats if isinstance(case.seats, int) else sum(by_body.values())
        self.vote = Vote(
            policy_name=policy_name,
            policy=policy,
            electorate=electorate,
            seats=seats or len(electorate),
            seats_of=by_body,
            opened=case.opened,
            closes=policy.period.end(case.opened),
        )

    def answer(self) -> Answer:
        """Hear everything, close what is due, and count."""
        for saying in sorted(self.case.says, key=lambda each: each.at):
            self._hear(saying)
        now = self.case.now or END_OF_TIME
        self._settle(now)
        vote = self._vote_so_far()
        tally = with_reasons(self.ended or count(vote, now), vote)
        fields = {name: getattr(tally, name) for name in Tally.model_fields}
        return Answer(refused=tuple(self.refused), **fields)

    def _hear(self, saying: Saying) -> None:
        account = Account(login=saying.by.removeprefix("@"), id=saying.id)
        takes_reasons = self.policy.numbers == "with-reason"
        reading = read(saying.text, numbers_take_reasons=takes_reasons)
        # What a review says in words goes before what kind of review it is.
        commands = reading.answers or tuple(self._reviewed(saying))
        if commands:
            self._follow(commands, account, saying)
        self._tell_who_nearly_voted(reading.near_misses, account, saying)

    def _follow(
        self, commands: Sequence[Command | Refusal], account: Account, saying: Saying
    ) -> None:
        if self.case.now is not None and saying.at > self.case.now:
            self._refuse(saying, f"This was written after {format_time(self.case.now)}.")
            return
        if saying.at >= self._earliest_close():
            self._settle(saying.at)
        for command in commands:
            if isinstance(command, Refusal):
                self._refuse(saying, f"{command.why} {command.hint}".strip())
                continue
            refusal = self._obey(command, account, saying)
            if refusal is not None:
                self._refuse(saying, refusal.sentence)

    def _reviewed(self, saying: Saying) -> Iterator[Command]:
        """Yield the ballot that a review is, where the policy counts it as one."""
        rules = self.policy.reviews
        if saying.review is None or rules is None:
            return
        choice = rules.approve if saying.review == "approved" else rules.request_changes
        if choice is not None:
            yield Cast(choice, " ".join(saying.text.split()))

    def _tell_who_nearly_voted(
        self, near_misses: Sequence[NearMiss], by: Account, saying: Saying
    ) -> None:
        """Refuse what looks like a ballot and is none, as a run on GitHub does: once for each voter."""
        place = self.vote.electorate.place(by)
        is_open = self.ended is None and refuse_untimely(self.vote, saying.at) is None
        if not near_misses or place is None or not is_open or place in self.told:
            return
        cast = [each for each in self.ballots if each.by.is_same(by)]
        found = to_tell(near_misses, cast[-1].choice if cast else None)
        if found is not None:
            self.told.add(place)
            needs_reason = found.choice is not None and self.vote.needs_reason(found.choice)
            meant = found.meant(needs_reason=needs_reason)
            self._refuse(saying, f"{NEARLY} If you mean it as one, write {meant}.")

    def _obey(self, command: Command, by: Account, saying: Saying) -> Refused | None:
        """Do what a command about the vote says; return why not where it is refused.

        A case is about one vote, so what would move the RFC around it is left alone.
        """
        match command:
            case Cast():
                return self._cast(command, by, saying)
            case Recuse():
                return self._ended() or self._recuse(by, saying)
            case Proxy():
                return self._ended() or self._lend(command, by, saying)
            case Concern(title):
                return self._ended() or self._object(title, by, saying)
            case Resolve(title):
                return self._ended() or self._resolve(title, by, saying)
            case CancelVote():
                return self._ended() or self._cancel(by, saying)
            case CloseVote():
                return self._ended() or self._close(by, saying)
            case OpenVote() | RefreshVote():
                return Refused("A case holds one vote, opened once, with the electorate it names.")
            case _:
                return None

    def _cast(self, command: Cast, by: Account, saying: Saying) -> Refused | None:
        if self.ended is not None and self.ended.outcome is Outcome.CANCELLED:
            return Refused(f"The vote was cancelled at {format_time(self.ended.closes)}.")
        ballot = Ballot(by, command.choice, saying.at, command.reason, len(self.ballots))
        admission = admit(self.vote, ballot)
        if isinstance(admission, Refused):
            return admission
        self.ballots.append(ballot)
        self.vote = self.vote.with_vote_in_person(by)
        if (place := self.vote.electorate.place(by)) is not None:
            self.voted.add(place)
            self.last_change = saying.at
        return None

    def _recuse(self, by: Account, saying: Saying) -> Refused | None:
        refusal = admit_recusal(self.vote, by, saying.at)
        if refusal is None:
            self._change(self.vote.with_recusal(by, saying.at), saying)
        return refusal

    def _lend(self, command: Proxy, by: Account, saying: Saying) -> Refused | None:
        holder = self.vote.electorate.find(Account(login=command.login))
        account = Account(login=holder.login, id=holder.id) if holder else Account(command.login)
        proxy = Lent(by, account, saying.at, command.until)
        refusal = admit_proxy(self.vote, proxy)
        if refusal is None:
            self._change(self.vote.with_proxy(proxy), saying)
        return refusal

    def _object(self, title: str, by: Account, saying: Saying) -> Refused | None:
        refusal = admit_concern(self.vote, by, title, saying.at)
        if refusal is None:
            self._change(self.vote.with_concern(OpenConcern(title, by, saying.at)), saying)
        return refusal

    def _resolve(self, title: str, by: Account, saying: Saying) -> Refused | None:
        held = self.vote.open_concerns
        meant = find_title(title, [each.title for each in held])
        concern = next((each for each in held if each.title == meant), None)
        if concern is None:
            titles = ", ".join(f"“{each.title}”" for each in held) or "none"
            return Refused(f"No open concern has this title. Open concerns: {titles}.")
        roles = self.policy.concerns.resolved_by if self.policy.concerns else ()
        is_raiser = concern.by is not None and concern.by.is_same(by)
        if not (self._holds(roles, by, saying) or ("raiser" in roles and is_raiser)):
            return Refused(f"Only {who_resolves(roles)} may resolve it.")
        self._change(self.vote.without_concern(concern.title, saying.at), saying)
        return None

    def _cancel(self, by: Account, saying: Saying) -> Refused | None:
        if saying.at < self.vote.opened:
            return refuse_untimely(self.vote, saying.at)
        stewards = self.policy.stewards
        if not self._holds(stewards, by, saying):
            return Refused(f"Only {' or '.join(stewards)} may cancel this vote.")
        self.vote = replace(self.vote, closes=saying.at, final_since=None)
        self.ended = count_cancelled(self._vote_so_far())
        return None

    def _close(self, by: Account, saying: Saying) -> Refused | None:
        answer = close_by_hand(
            self._vote_so_far(), saying.at, lambda roles: self._holds(roles, by, saying)
        )
        if isinstance(answer, str):
            return Refused(answer, "It closes by itself; `/vote cancel <reason>` calls it off.")
        self._end(answer.tally)
        return None

    def _ended(self) -> Refused | None:
        if self.ended is None:
            return None
        return Refused(f"The vote ended at {format_time(self.ended.closes)}.")

    def _holds(self, roles: tuple[str, ...], by: Account, saying: Saying) -> bool:
        is_maintainer = saying.office == "maintainer" or any(
            by.is_called(login) for login in self.case.maintainers
        )
        held = self.vote.roles_of(by) | ({"maintainer"} if is_maintainer else set())
        return bool(held.intersection(role.lower() for role in roles))

    def _settle(self, until: datetime) -> None:
        """Close or extend the vote, as often as that falls due up to `until`."""
        while self.ended is None and until >= self._earliest_close():
            vote = self._vote_so_far()
            moment = next_close(vote)
            if moment is None or moment > until:
                return
            match conclude(vote):
                case Extended(closes, why):
                    self.vote = self.vote.extended(closes, why, moment)
                case Closed(tally):
                    self._end(tally)

    def _end(self, tally: Tally) -> None:
        self.ended = tally
        self.vote = replace(self.vote, closes=tally.closes, final_since=None)

    def _earliest_close(self) -> datetime:
        """Return a time before which the vote does not close: cheap, so that few counts are made."""
        deadline = self.vote.deadline or self.vote.closes
        period = self.policy.period
        if period.close_early == "never" or self.vote.final_since is not None:
            return deadline
        if period.close_early == "all-voted" and not self._may_all_have_voted():
            return deadline
        return min(deadline, max(period.earliest_end(self.vote.opened), self.last_change))

    def _may_all_have_voted(self) -> bool:
        if self.vote.proxies or self.policy.leave == "may-vote":
            return True
        return len(self.voted | self.vote.left) >= len(self.vote.electorate)

    def _change(self, vote: Vote, saying: Saying) -> None:
        self.vote = vote
        self.last_change = saying.at

    def _vote_so_far(self) -> Vote:
        return replace(self.vote, ballots=tuple(self.ballots))

    def _refuse(self, saying: Saying, why: str) -> None:
        self.refused.append(RefusedSaying(by=saying.by, at=saying.at, why=why))
