"""Who no longer takes part in votes, by the rule of their body.

    inactivity: {missed: 3, answer_within: 14 days}

    found = inactive_members(governance, "council", date(2026, 9, 1), votes)
    found[0].key     # "inactive council 1001 17/1", by the numeric id where that is known
    found[0].why     # "cast no ballot in the last 3 votes: #12, #15, #17"

A spell of inactivity begins with one vote and keeps that vote's key until it is over, so that its member
is asked once. Nobody is inactive on leave. What follows is `govbot.core.upkeep`'s to plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from govbot.core.bodies import Inactivity, Member
from govbot.core.durations import Duration
from govbot.core.governance import Governance
from govbot.core.rosters.persons import person_key
from govbot.core.upkeep.attendance import Asked, Attendance, attendance
from govbot.core.upkeep.participation import Participation

__all__ = ["Inactive", "inactive_members", "inactivity_of", "rule_in_words", "spell_of"]

NAMED_AT_MOST = 10
"""How many votes a sentence names."""

ONE_DAY = timedelta(days=1)
LEAVES, CLOSES = 0, 1
"""What may change the answer: a vote leaves the window as its day begins, then others close on that day."""


@dataclass(frozen=True, slots=True)
class Inactive:
    """A member who is inactive. `login` is the person's own now, `votes` are those that they missed.

    `key` names the vote that made it so; `why` completes a sentence that begins with the member.
    """

    login: str
    member: Member
    key: str
    why: str
    votes: tuple[Participation, ...]


def inactive_members(
    governance: Governance, slug: str, day: date, votes: Sequence[Participation]
) -> tuple[Inactive, ...]:
    """Return who of the body is inactive on `day` by its own rule, in the order of the file.

    Nobody is where the body has no such rule. Raise `UserError` when there is no such body.
    """
    rule = governance.body(slug).inactivity
    if rule is None:
        return ()
    everybody = attendance(governance, slug, day, votes)
    found = (inactivity_of(governance, slug, rule, each, day) for each in everybody)
    return tuple(each for each in found if each is not None)


def inactivity_of(
    governance: Governance, slug: str, rule: Inactivity, member: Attendance, day: date
) -> Inactive | None:
    """Return how one member of a body is inactive on `day` by a rule; None where they are not."""
    spell = None if member.is_on_leave else spell_of(rule, member, day)
    if spell is None:
        return None
    who = person_key(governance, member.login)
    return Inactive(
        login=member.login,
        member=member.member,
        key=f"inactive {slug} {who} {spell.since.number}/{spell.since.vote}",
        why=spell.why,
        votes=spell.missed,
    )


@dataclass(frozen=True, slots=True)
class Spell:
    """A time of inactivity that lasts: the vote that it began with, why, and the votes missed."""

    since: Participation
    why: str
    missed: tuple[Participation, ...]


def spell_of(rule: Inactivity, member: Attendance, day: date) -> Spell | None:
    """Return the spell of inactivity that runs on `day`, as the rule has it; None where none does."""
    count = _Count(rule)
    since: Participation | None = None
    for step in _steps(rule, member.asked, day):
        count.take(step)
        if not count.is_inactive:
            since = None
        elif since is None:
            since = count.closed[-1].vote
    if since is None:
        return None
    reasons = list(count.reasons())
    missed = {id(vote): vote for _, votes in reasons for vote in votes}
    return Spell(
        since,
        "; ".join(why for why, _ in reasons),
        tuple(each.vote for each in count.closed if id(each.vote) in missed),
    )


def rule_in_words(rule: Inactivity) -> str:
    """Return the rule as the rest of a sentence that begins with who is inactive."""
    ways = []
    if rule.missed is not None:
        ways.append(f"misses {_votes(rule.missed)}{' in a row' if rule.missed > 1 else ''}")
    if rule.below is not None:
        fewest = rule.at_least
        ways.append(
            f"takes part in less than {rule.below} of the votes of the last {_length(rule.over)}"
            f"{f', where there were {fewest} or more' if fewest > 1 else ''}"
        )
    return ", or ".join(ways)


Step = tuple[date, int, list[Asked]]


def _steps(rule: Inactivity, asked: Iterable[Asked], day: date) -> Iterator[Step]:
    """Yield what changes the answer up to `day`, in order: each vote as it closes, and what the window
    loses on a day, all at once.
    """
    steps: list[Step] = []
    leaving: list[tuple[date, Asked]] = []
    for each in asked:
        closed = each.vote.closed.date()
        steps.append((closed, CLOSES, [each]))
        if rule.over is not None:
            leaving.append((_leaves(rule.over, closed), each))
    leaving.sort(key=itemgetter(0))
    for left, group in groupby(leaving, key=itemgetter(0)):
        if left <= day:
            steps.append((left, LEAVES, [each for _, each in group]))
    # Sorting keeps the order of votes that closed on one day.
    yield from sorted(steps, key=itemgetter(0, 1))


@lru_cache(maxsize=4096)  # the same days for every member
def _leaves(over: Duration, closed: date) -> date:
    """Return the first day on which a vote that closed on `closed` is out of the window."""
    # A window of hours has the day of the vote in it all the same.
    return max(over.after_day(closed), closed + ONE_DAY)


@dataclass(slots=True)
class _Count:
    """What the rule is held against, one step after the other."""

    rule: Inactivity
    closed: list[Asked] = field(default_factory=list)
    row: list[Asked] = field(default_factory=list)
    window: dict[int, Asked] = field(default_factory=dict)
    taken: int = 0

    def take(self, step: Step) -> None:
        """Let a vote close, or votes leave the window, in which `taken` counts those with a ballot."""
        _, kind, votes = step
        for each in votes:
            if kind == LEAVES:
                del self.window[id(each)]
                self.taken -= each.took_part
                continue
            self.closed.append(each)
            self.window[id(each)] = each
            self.taken += each.took_part
            if each.took_part:
                self.row.clear()
            else:
                self.row.append(each)

    @property
    def is_inactive(self) -> bool:
        """Say whether the rule is met."""
        return self._misses_in_a_row or self._takes_part_too_little

    @property
    def _misses_in_a_row(self) -> bool:
        return self.rule.missed is not None and len(self.row) >= self.rule.missed

    @property
    def _takes_part_too_little(self) -> bool:
        if self.rule.below is None or len(self.window) < self.rule.at_least:
            return False
        return self.taken < self.rule.below.of(Fraction(len(self.window)))

    def reasons(self) -> Iterator[tuple[str, list[Participation]]]:
        """Yield each way in which the rule is met, with the votes that were missed."""
        if self._misses_in_a_row:
            missed = [each.vote for each in self.row]
            number = f"last {len(missed)} votes" if len(missed) > 1 else "last vote"
            yield f"cast no ballot in the {number}: {_named(missed)}", missed
        if self._takes_part_too_little:
            missed = [each.vote for each in self.window.values() if not each.took_part]
            words = (
                f"took part in {self.taken} of {_votes(len(self.window))} in the last "
                f"{_length(self.rule.over)}, less than {self.rule.below}: missed {_named(missed)}"
            )
            yield words, missed


def _length(over: Duration | None) -> str:
    """Return a length as it follows on `the last`: `6 months`, or `year`."""
    return over.unit if over is not None and over.count == 1 else str(over)


def _votes(number: int) -> str:
    return f"{number} vote{'' if number == 1 else 's'}"


def _named(votes: Sequence[Participation]) -> str:
    """Return the votes by name, and of a long list the latest."""
    names = ", ".join(each.name for each in votes[-NAMED_AT_MOST:])
    more = len(votes) - NAMED_AT_MOST
    return f"{names} and {more} before" if more > 0 else names
