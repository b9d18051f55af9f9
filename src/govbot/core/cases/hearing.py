"""A vote on paper: a policy, an electorate, who said what when, and how it comes out.

    policy: rfc-accept
    electorate: [ada, ben, {login: cyd, id: 1003, weight: 2}]
    opened: 2026-03-01T00:00:00Z
    says:
      - {at: 2026-03-02T09:00:00Z, by: ada, text: "/vote yes"}

`govbot vote count CASE.yaml` counts it under the same code that counts a vote on GitHub. Without `now`
the count is taken when everything is over: at the deadline, extensions included.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from govbot.core.accounts import Account, Voter
from govbot.core.commands import (
    CancelVote,
    Cast,
    CloseVote,
    Command,
    OpenVote,
    Proxy,
    Recuse,
    RefreshVote,
    Refusal,
    parse,
)
from govbot.core.durations import format_time
from govbot.core.errors import UserError
from govbot.core.model import Strict
from govbot.core.people import LOGIN_PATTERN
from govbot.core.policies import Policy
from govbot.core.votes import (
    Ballot,
    Closed,
    CountedBallot,
    Electorate,
    Extended,
    Measure,
    Outcome,
    Refused,
    Tally,
    Vote,
    admit,
    admit_recusal,
    conclude,
    count,
    count_cancelled,
    next_close,
    refuse_closing,
    refuse_proxy,
)

__all__ = ["Answer", "Case", "RefusedSaying", "Saying", "evaluate"]

EARLIEST_YEAR, LATEST_YEAR = 1970, 9000
END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def _as_utc(moment: datetime) -> datetime:
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise ValueError(f"the year {moment.year} is not between {EARLIEST_YEAR} and {LATEST_YEAR}")
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _as_text(value: Any) -> Any:
    """Refuse a bare number, which would be taken for seconds since 1970."""
    if not isinstance(value, str | datetime):
        raise ValueError(f"`{value}` is not a time. Write it as 2026-03-01T00:00:00Z, in UTC.")
    return value


Moment = Annotated[
    datetime,
    BeforeValidator(_as_text, json_schema_input_type=str),
    AfterValidator(_as_utc),
]


class Saying(Strict):
    """What somebody wrote, and when: a comment as GitHub would show it."""

    at: Moment
    by: str = Field(min_length=1)
    id: int | None = None
    text: str


def _as_voter(value: Any) -> Any:
    """Accept a plain login, with or without `@`, and refuse what nobody can be called."""
    entry = {"login": value} if isinstance(value, str) else value
    if isinstance(entry, dict) and isinstance(entry.get("login"), str):
        login = entry["login"].removeprefix("@")
        if not re.fullmatch(LOGIN_PATTERN, login):
            raise ValueError(
                f"{login!a} is not a login: letters, digits and hyphens, 39 at most, and none that "
                f"only look like them"
            )
        return {**entry, "login": login}
    return entry


class Case(Strict):
    """A vote to count. `policy` is a name or a policy written out; times without a zone are UTC.

    `seats` is how many seats the electorate's bodies have (as many as voters, unless given), and
    `maintainers` are the logins that may cancel the vote.
    """

    policy: str | Policy
    electorate: tuple[
        Annotated[Voter, BeforeValidator(_as_voter, json_schema_input_type=str | Voter)], ...
    ] = Field(min_length=1)
    opened: Moment
    now: Moment | None = None
    says: tuple[Saying, ...] = ()
    seats: int | None = Field(default=None, ge=1)
    maintainers: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _voters_are_distinct(self) -> Case:
        logins = Counter(voter.login.lower() for voter in self.electorate)
        ids = Counter(voter.id for voter in self.electorate if voter.id is not None)
        for counts in (logins, ids):
            for key, number in counts.items():
                if number > 1:
                    raise ValueError(f"{key} stands in the electorate twice")
        if self.now is not None and self.now < self.opened:
            raise ValueError(f"now ({self.now}) is before the vote opened ({self.opened})")
        return self


class RefusedSaying(Strict):
    """Something that did not count, with the sentence its author would get."""

    by: str
    at: datetime
    why: str


class Answer(Strict):
    """What `govbot vote count --format json` prints; the fields are those of a tally."""

    outcome: Outcome
    counts: dict[str, int | str]
    advisory: dict[str, int]
    eligible: int | str
    recused: tuple[str, ...]
    pending: tuple[str, ...]
    quorum: Measure
    threshold: Measure
    ballots: tuple[CountedBallot, ...]
    refused: tuple[RefusedSaying, ...]
    closes: datetime
    explanation: tuple[str, ...]


def evaluate(case: Case, policies: Mapping[str, Policy]) -> Answer:
    """Count `case`. Raise `UserError` when it names a policy that is not in `policies`."""
    return _Hearing(case, *_policy(case, policies)).answer()


def _policy(case: Case, policies: Mapping[str, Policy]) -> tuple[str, Policy]:
    if isinstance(case.policy, Policy):
        return "the policy of the case", case.policy
    if case.policy not in policies:
        raise UserError(
            f"There is no policy `{case.policy}`.",
            f"The policies are: {', '.join(sorted(policies))}; or write one out.",
        )
    return case.policy, policies[case.policy]


@lru_cache(maxsize=4096)
def _commands(text: str) -> tuple[Command | Refusal, ...]:
    return parse(text)


class _Hearing:
    """Hears a case saying by saying, in the order of time."""

    def __init__(self, case: Case, policy_name: str, policy: Policy) -> None:
        self.case = case
        self.ballots: list[Ballot] = []
        self.refused: list[RefusedSaying] = []
        self.ended: Tally | None = None
        self.voted: set[int] = set()
        self.last_change = case.opened
        self.may_end_early = policy.period.close_early != "never"
        self.vote = Vote(
            policy_name=policy_name,
            policy=policy,
            electorate=Electorate(case.electorate),
            seats=case.seats or len(case.electorate),
            opened=case.opened,
            closes=policy.period.length.after(case.opened),
        )

    def answer(self) -> Answer:
        """Hear everything, close what is due, and count."""
        for saying in sorted(self.case.says, key=lambda each: each.at):
            self._hear(saying)
        now = self.case.now or END_OF_TIME
        self._settle(now)
        tally = self.ended or count(self._vote_so_far(), now)
        fields = {name: getattr(tally, name) for name in Tally.model_fields}
        return Answer(refused=tuple(self.refused), **fields)

    def _hear(self, saying: Saying) -> None:
        account = Account(login=saying.by.removeprefix("@"), id=saying.id)
        commands = _commands(saying.text)
        if not commands:
            return
        if self.case.now is not None and saying.at > self.case.now:
            self._refuse(saying, f"This was written after {format_time(self.case.now)}.")
            return
        if self.may_end_early or saying.at >= self.vote.closes:
            self._settle(saying.at)
        for command in commands:
            if isinstance(command, Refusal):
                self._refuse(saying, f"{command.why} {command.hint}".strip())
                continue
            refusal = self._obey(command, account, saying)
            if refusal is not None:
                self._refuse(saying, refusal.sentence)

    def _obey(self, command: Command, by: Account, saying: Saying) -> Refused | None:
        """Do what a command about the vote says; return why not where it is refused.

        A case is about one vote, so what would move the RFC around it is left alone.
        """
        match command:
            case Cast():
                return self._cast(command, by, saying)
            case Recuse():
                return self._ended() or self._recuse(by, saying)
            case CancelVote():
                return self._ended() or self._cancel(by, saying)
            case CloseVote():
                return self._ended() or refuse_closing(self.vote)
            case Proxy():
                return self._ended() or refuse_proxy(self.vote)
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
        if self.may_end_early and (place := self.vote.electorate.place(by)) is not None:
            self.voted.add(place)
            self.last_change = saying.at
        return None

    def _recuse(self, by: Account, saying: Saying) -> Refused | None:
        refusal = admit_recusal(self.vote, by)
        if refusal is None:
            self.vote = self.vote.with_recusal(by, saying.at)
            self.last_change = saying.at
        return refusal

    def _cancel(self, by: Account, saying: Saying) -> Refused | None:
        refusal = self._refuse_cancel(by)
        if refusal is None:
            self.vote = replace(self.vote, closes=saying.at)
            self.ended = count_cancelled(self._vote_so_far())
        return refusal

    def _ended(self) -> Refused | None:
        if self.ended is None:
            return None
        return Refused(f"The vote ended at {format_time(self.ended.closes)}.")

    def _refuse_cancel(self, by: Account) -> Refused | None:
        voter = self.vote.electorate.find(by)
        roles = {*self.vote.bodies_of(voter), voter.role} if voter else set()
        if any(by.is_called(login) for login in self.case.maintainers):
            roles.add("maintainer")
        stewards = self.vote.policy.stewards
        if roles.intersection(stewards):
            return None
        return Refused(f"Only {' or '.join(stewards)} may cancel this vote.")

    def _settle(self, until: datetime) -> None:
        """Close or extend the vote, as often as that falls due up to `until`."""
        while self.ended is None and until >= self._earliest_close():
            vote = self._vote_so_far()
            if next_close(vote) > until:
                return
            match conclude(vote):
                case Extended(closes):
                    self.vote = replace(
                        self.vote, closes=closes, extensions=self.vote.extensions + 1
                    )
                case Closed(tally):
                    self.ended = tally
                    self.vote = replace(self.vote, closes=tally.closes)

    def _earliest_close(self) -> datetime:
        """Return a time before which the vote does not close: cheap, so that few counts are made."""
        gone = self.voted | self.vote.left
        if not self.may_end_early or len(gone) < len(self.vote.electorate):
            return self.vote.closes
        minimum = self.vote.policy.period.minimum
        earliest = minimum.after(self.vote.opened) if minimum else self.vote.opened
        return min(self.vote.closes, max(earliest, self.last_change))

    def _vote_so_far(self) -> Vote:
        return replace(self.vote, ballots=tuple(self.ballots))

    def _refuse(self, saying: Saying, why: str) -> None:
        self.refused.append(RefusedSaying(by=saying.by, at=saying.at, why=why))
