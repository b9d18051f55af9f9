"""Trying a policy out: ballots that somebody could cast, counted as a vote counts them.

    trial = Trial.today(declared)
    roll = trial.roll(trial.everybody(Choice.YES))
    judge(trial.vote, roll).outcome          # what comes of it when everybody votes yes

Voters whose ballots count alike under every rule of the policy are one kind: a trial takes as long for
a thousand voters as for three.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import product
from math import comb, prod

from govbot.core.accounts import Account
from govbot.core.checks.declared import Declared
from govbot.core.choices import Choice
from govbot.core.policies import Condition, weight_under
from govbot.core.votes import Ballot, Electorate, Roll, Vote
from govbot.core.votes.casting import Cast
from govbot.core.votes.kinds import Kind, Kinds

__all__ = ["Ballots", "Trial", "ballots_in_words"]

KINDS_APART = 3
"""How many kinds of voters are tried in every combination of votes."""
PARTS = 12
"""Into how many parts a large electorate is divided where votes are mixed."""
MOST_MIXES = 4000
"""Up to how many ways of voting every single one is tried."""
FEWEST = 30
"""Up to how many ballots for each choice the smallest example is looked for, one by one."""

CASTABLE = (Choice.YES, Choice.NO, Choice.ABSTAIN)

Ballots = tuple[dict[Choice, int], ...]
"""How many of each kind of voter cast each choice; whoever is not counted does not vote."""


@dataclass(frozen=True)
class Trial:
    """A vote without ballots, and its voters: each kind of them, and how many there are."""

    vote: Vote
    kinds: tuple[tuple[Kind, int], ...]

    @classmethod
    def today(cls, declared: Declared) -> Trial:
        """Return the trial of a policy with those who may vote today."""
        return cls._of(declared, declared.kinds, 1)

    @classmethod
    def in_full(cls, declared: Declared, times: int = 1) -> Trial:
        """Return the trial with all who could vote, each of them so many `times`."""
        return cls._of(declared, declared.kinds_in_full, times)

    @classmethod
    def _of(cls, declared: Declared, kinds: tuple[tuple[Kind, int], ...], times: int) -> Trial:
        day = declared.today
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        vote = Vote(
            policy_name=declared.name,
            policy=declared.policy,
            electorate=Electorate(()),
            seats=(declared.seats or sum(number for _, number in kinds)) * times,
            seats_of={body: seats * times for body, seats in declared.seats_of.items()},
            opened=moment,
            closes=moment,
        )
        return cls(vote, tuple((kind, number * times) for kind, number in kinds))

    def within(self, condition: Condition) -> Trial:
        """Return the trial with those alone who vote for `condition`."""
        selectors = condition.counted
        held = tuple(
            each for each in self.kinds if weight_under(selectors, each[0].voter) is not None
        )
        return replace(self, kinds=held)

    def without_cap(self) -> Trial:
        """Return the trial as it would be without an affiliation cap."""
        policy = self.vote.policy.model_copy(update={"affiliation_cap": None})
        return replace(self, vote=replace(self.vote, policy=policy))

    @property
    def is_exact(self) -> bool:
        """Say whether `ways` leaves none out: then what none of them brings about, nothing does."""
        silent_too = len(CASTABLE)
        ways = prod(comb(number + silent_too, silent_too) for _, number in self.kinds)
        return ways <= MOST_MIXES

    @property
    def size(self) -> int:
        """How many voters there are."""
        return sum(number for _, number in self.kinds)

    def roll(self, ballots: Ballots) -> Roll:
        """Return the roll of a vote in which these ballots were cast."""
        seated: Counter[Kind] = Counter()
        said: Counter[tuple[Kind, Choice]] = Counter()
        for (kind, number), cast in zip(self.kinds, ballots, strict=True):
            seated[kind] = sum(cast.values()) if kind.voter.on_leave else number
            said.update({(kind, choice): count for choice, count in cast.items()})
        # Who is alike stands once: a count goes by how many there are of each kind.
        return Roll(
            base=tuple(kind.voter for kind in +seated),
            binding=tuple(
                Cast(kind.voter, Ballot(Account(kind.voter.login), choice, self.vote.opened))
                for kind, choice in +said
            ),
            pending=(),
            absent=(),
            recused=(),
            advisory=(),
            kinds=Kinds(),
            seated=+seated,
            cast=+said,
        )

    def nobody(self) -> Ballots:
        """Return no ballots."""
        return tuple({} for _ in self.kinds)

    def everybody(self, choice: Choice) -> Ballots:
        """Return the ballots of everybody voting so."""
        return tuple({choice: number} for _, number in self.kinds)

    def some(self, numbers: dict[Choice, int]) -> Ballots | None:
        """Return so many ballots for each choice, in the order of the voters; None for too many."""
        wanted = [(choice, number) for choice, number in numbers.items() if number]
        ballots = []
        for _, number in self.kinds:
            cast: dict[Choice, int] = {}
            free = number
            while wanted and free:
                choice, left = wanted.pop(0)
                taken = min(left, free)
                cast[choice] = taken
                free -= taken
                if left > taken:
                    wanted.insert(0, (choice, left - taken))
            ballots.append(cast)
        return None if wanted else tuple(ballots)

    def ways(self) -> Iterator[Ballots]:
        """Yield ways in which everybody could vote: alike, by kinds, then mixed in every kind.

        At last all there are, where those are few. Without blocks: one that is overridden is a no.
        """
        for choice in Choice:
            yield self.everybody(choice)
        if 1 < len(self.kinds) <= KINDS_APART:
            for said in product((*Choice, None), repeat=len(self.kinds)):
                yield tuple(
                    {choice: number} if choice is not None else {}
                    for (_, number), choice in zip(self.kinds, said, strict=True)
                )
        parts = min(self.size, PARTS)
        for yes in range(parts, -1, -1):
            for no in range(parts - yes + 1):
                for abstain in range(parts - yes - no + 1):
                    mixed = {Choice.YES: yes, Choice.NO: no, Choice.ABSTAIN: abstain}
                    if len(self.kinds) == 1 and self.size == parts:
                        yield (mixed,)
                    else:
                        yield tuple(_part(mixed, number, parts) for _, number in self.kinds)
        if self.is_exact:
            yield from product(*(_mixes(number) for _, number in self.kinds))

    def smallest(
        self, shapes: tuple[tuple[Choice, ...], ...], holds: Callable[[Roll], bool]
    ) -> dict[Choice, int] | None:
        """Return the fewest ballots of which `holds` is true, as many of each choice in a shape.

        The shapes are tried with one ballot of each choice, then two, and so on.
        """
        for number in range(1, min(self.size, FEWEST) + 1):
            for shape in shapes:
                numbers = dict.fromkeys(shape, 0)
                for choice in shape:
                    numbers[choice] += number
                ballots = self.some(numbers)
                if ballots is not None and holds(self.roll(ballots)):
                    return numbers
        return None


def ballots_in_words(numbers: dict[Choice, int]) -> str:
    """Return ballots in words: `2 yes and 1 no`; `nobody voting` where there are none."""
    said = [f"{number} {choice}" for choice, number in numbers.items() if number]
    if len(said) > 1:
        return f"{', '.join(said[:-1])} and {said[-1]}"
    return said[0] if said else "nobody voting"


def _mixes(number: int) -> Iterator[dict[Choice, int]]:
    """Yield every way in which so many voters of a kind could vote, or stay silent."""
    for yes in range(number, -1, -1):
        for no in range(number - yes + 1):
            for abstain in range(number - yes - no + 1):
                yield {Choice.YES: yes, Choice.NO: no, Choice.ABSTAIN: abstain}


def _part(mixed: dict[Choice, int], number: int, parts: int) -> dict[Choice, int]:
    return {choice: number * part // parts for choice, part in mixed.items() if part}
