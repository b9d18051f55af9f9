"""What one more yes or no would have changed.

    One more yes would have passed it; one more no would have changed nothing.
    One no fewer would have passed it.
    One yes in place of a no could have passed it.
    Without the block it would have passed.

Each is a count of its own, with the one ballot that differs: nothing here knows a rule. It is said in
numbers and names nobody: a vote is what all ballots make of it together. Where it depends on whose ballot
differs, since they have weights or count for different bodies, it says *could*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from govbot.core.accounts import Voter
from govbot.core.choices import Choice
from govbot.core.votes.casting import Cast, Roll
from govbot.core.votes.judging import Judgement, judge
from govbot.core.votes.kinds import Kind
from govbot.core.votes.model import Outcome, Vote

__all__ = ["turning_points"]

ASKED = 200
"""How many voters are asked what their ballot would have changed: they seldom differ."""

CAME_TO = {
    Outcome.PASSED: "passed it",
    Outcome.FAILED: "failed it",
    Outcome.TIED: "tied it",
    Outcome.NO_QUORUM: "left it without a quorum",
    Outcome.BLOCKED: "blocked it",
}
COMES_TO = {
    Outcome.PASSED: "pass it",
    Outcome.FAILED: "fail it",
    Outcome.TIED: "tie it",
    Outcome.NO_QUORUM: "leave it without a quorum",
    Outcome.BLOCKED: "block it",
}
WOULD_BE = {
    Outcome.PASSED: "would pass",
    Outcome.FAILED: "would fail",
    Outcome.TIED: "would be tied",
    Outcome.NO_QUORUM: "would miss its quorum",
    Outcome.BLOCKED: "would be blocked",
}

NOUNS = {
    Choice.NO: "no",
    Choice.BLOCK: "block",
    Choice.ABSTAIN: "abstention",
    Choice.YES: "yes",
}

WOULD_HAVE_BEEN = {
    Outcome.PASSED: "would have passed",
    Outcome.FAILED: "would have failed",
    Outcome.TIED: "would have been tied",
    Outcome.NO_QUORUM: "would have missed its quorum",
    Outcome.BLOCKED: "would have been blocked",
}


def turning_points(vote: Vote, roll: Roll, judgement: Judgement, *, is_open: bool) -> Iterator[str]:
    """Yield what would have changed the outcome, or that nothing so small would have."""
    if is_open:
        yield f"If it ended as it stands, it {WOULD_BE[judgement.outcome]}."
    if judgement.outcome is Outcome.BLOCKED:
        yield _without_veto(vote, roll, judgement, is_open=is_open)
    elif roll.missing:
        yield _one_more(vote, roll, judgement.outcome, is_open=is_open)
    elif roll.binding:
        yield _one_changed(vote, roll, judgement.outcome, is_open=is_open)


def _without_veto(vote: Vote, roll: Roll, judgement: Judgement, *, is_open: bool) -> str:
    what = "veto" if judgement.vetoes[0].ballot.choice is Choice.NO else "block"
    stops = f"the {what}" if len(judgement.vetoes) == 1 else f"the {len(judgement.vetoes)} {what}s"
    came = judge(vote, roll.without(judgement.vetoes)).outcome
    return f"Without {stops} it {_would(came, is_open=is_open)}."


def _would(outcome: Outcome, *, is_open: bool) -> str:
    return WOULD_BE[outcome] if is_open else WOULD_HAVE_BEEN[outcome]


class _Turn(NamedTuple):
    """What one ballot that differs would make of a vote, whoever's it is; or could, unless `is_sure`."""

    ballot: str
    came: Outcome
    is_sure: bool

    def words(self, outcome: Outcome, *, is_open: bool) -> str:
        """Return it as half a sentence; `outcome` is what came of the vote as it is."""
        verb = "would" if self.is_sure else "could"
        if self.came is outcome:
            verb = f"{verb} change" if is_open else f"{verb} have changed"
            return f"{self.ballot} {verb} nothing"
        if is_open:
            return f"{self.ballot} {verb} {COMES_TO[self.came]}"
        return f"{self.ballot} {verb} have {CAME_TO[self.came]}"


def _turn(vote: Vote, outcome: Outcome, ballot: str, rolls: Iterable[Roll]) -> _Turn:
    """Count the vote with each of `rolls`, in which a ballot differs; not all need to come to one thing.

    Of several things that they come to, it is one that more than the quorum decides, if there is.
    """
    found = dict.fromkeys(judge(vote, roll).outcome for roll in rolls)
    others = [each for each in found if each is not outcome]
    came = min(others, key=lambda each: each is Outcome.NO_QUORUM, default=outcome)
    return _Turn(ballot, came, is_sure=len(found) == 1)


def _sentence(turns: Iterable[_Turn], outcome: Outcome, *, is_open: bool) -> str:
    """Return what `turns` come to: those that come to one thing together."""
    told: dict[tuple[Outcome, bool], _Turn] = {}
    for turn in turns:
        like = told.setdefault((turn.came, turn.is_sure), turn)
        if like is not turn:
            either = f"{like.ballot} or {turn.ballot}"
            told[turn.came, turn.is_sure] = like._replace(ballot=either)
    text = "; ".join(turn.words(outcome, is_open=is_open) for turn in told.values())
    return f"{text[0].upper()}{text[1:]}."


def _one_more(vote: Vote, roll: Roll, outcome: Outcome, *, is_open: bool) -> str:
    yes, no = (
        _turn(
            vote,
            outcome,
            f"one more {choice}",
            (roll.with_ballots((voter,), choice) for voter in _one_of_each_kind(roll)),
        )
        for choice in (Choice.YES, Choice.NO)
    )
    if yes.came is outcome and no.came is outcome:
        verb = "would change" if is_open else "would have changed"
        return f"Neither one more yes nor one more no {verb} that."
    return _sentence([yes, no], outcome, is_open=is_open)


def _one_of_each_kind(roll: Roll) -> Iterator[Voter]:
    kinds: set[Kind] = set()
    for voter in roll.missing:
        kind = roll.kinds.of(voter)
        if kind not in kinds:
            kinds.add(kind)
            yield voter
        if len(kinds) == ASKED:
            return


def _one_changed(vote: Vote, roll: Roll, outcome: Outcome, *, is_open: bool) -> str:
    casts = _one_of_each_ballot(roll)
    fewer = [
        _turn(vote, outcome, f"one {NOUNS[choice]} fewer", (roll.without((each,)) for each in some))
        for choice, some in casts.items()
    ]
    # That everybody had to take part says little where one ballot decides between yes and no.
    told = [turn for turn in fewer if turn.came not in (outcome, Outcome.NO_QUORUM)]
    if not told or Outcome.PASSED not in (outcome, *(turn.came for turn in told)):
        replaced = list(_replaced(vote, roll, outcome, casts))
        told += [turn for turn in replaced if turn.came is Outcome.PASSED][:1]
        told = told or replaced[:1]
    if not told and any(turn.came is not outcome for turn in fewer):
        is_sure = all(turn.is_sure and turn.came is Outcome.NO_QUORUM for turn in fewer)
        told = [_Turn("one ballot fewer", Outcome.NO_QUORUM, is_sure)]
    if told:
        return _sentence(told, outcome, is_open=is_open)
    return "Everybody has voted, and no single ballot turned it."


def _replaced(
    vote: Vote, roll: Roll, outcome: Outcome, casts: Mapping[Choice, list[Cast]]
) -> Iterator[_Turn]:
    """Yield what a yes or a no in place of another ballot turns."""
    for wanted in (Choice.YES, Choice.NO):
        for choice, some in casts.items():
            if choice is not wanted:
                article = "an" if choice is Choice.ABSTAIN else "a"
                ballot = f"one {wanted} in place of {article} {NOUNS[choice]}"
                rolls = (roll.with_changed(each, wanted) for each in some)
                turn = _turn(vote, outcome, ballot, rolls)
                if turn.came not in (outcome, Outcome.NO_QUORUM):
                    yield turn


def _one_of_each_ballot(roll: Roll) -> Mapping[Choice, list[Cast]]:
    """Return a ballot of each kind that says each thing; no's first, as what stands in the way."""
    left = set(roll.cast)
    found: dict[Choice, list[Cast]] = {choice: [] for choice in NOUNS}
    asked = 0
    for cast in roll.binding:
        if not left or asked == ASKED:
            break
        said = (roll.kinds.of(cast.voter), cast.ballot.choice)
        if said in left:
            left.remove(said)
            asked += 1
            found[cast.ballot.choice].append(cast)
    return {choice: some for choice, some in found.items() if some}
