"""What one more yes or no would have changed.

    One more yes would have passed it; one more no would have changed nothing.
    Had ben voted yes and not no, it would have passed.
    Without the block it would have passed.

Each is a count of its own, with the one ballot that differs: nothing here knows a rule.
"""

from __future__ import annotations

from collections.abc import Iterator

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


def _one_more(vote: Vote, roll: Roll, outcome: Outcome, *, is_open: bool) -> str:
    yes, yes_from = _after_one_more(vote, roll, Choice.YES, outcome)
    no, no_from = _after_one_more(vote, roll, Choice.NO, outcome)
    verb, nothing = ("would", "change") if is_open else ("would have", "changed")
    comes_to = COMES_TO if is_open else CAME_TO
    if yes is outcome and no is outcome:
        return f"Neither one more yes nor one more no {verb} {nothing} that."
    if yes is no and not yes_from and not no_from:
        return f"One more yes or one more no {verb} {comes_to[yes]}."
    said = [
        f"{f'a {choice} from {login}' if login else f'one more {choice}'} {verb} "
        f"{comes_to[came] if came is not outcome else f'{nothing} nothing'}"
        for choice, came, login in ((Choice.YES, yes, yes_from), (Choice.NO, no, no_from))
    ]
    text = "; ".join(said)
    return f"{text[0].upper()}{text[1:]}."


def _after_one_more(
    vote: Vote, roll: Roll, choice: Choice, outcome: Outcome
) -> tuple[Outcome, str]:
    """Return what one of the missing ballots could make of it, and whose, where that matters."""
    came = [
        (judge(vote, roll.with_ballots((voter,), choice)).outcome, voter.login)
        for voter in _one_of_each_kind(roll)
    ]
    if len({each for each, _ in came}) == 1:
        return came[0][0], ""
    return next((each, login) for each, login in came if each is not outcome)


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
    for wanted in (Choice.YES, Choice.NO):
        for cast in _changeable(roll, wanted):
            came = judge(vote, roll.with_changed(cast, wanted)).outcome
            if came is not outcome:
                had = (
                    f"Were {cast.voter.login} to vote"
                    if is_open
                    else f"Had {cast.voter.login} voted"
                )
                would = _would(came, is_open=is_open)
                return f"{had} {wanted} and not {cast.ballot.choice}, it {would}."
    return "Everybody has voted, and no single ballot turned it."


def _changeable(roll: Roll, wanted: Choice) -> Iterator[Cast]:
    """Yield a ballot of each kind that says something else than is `wanted`."""
    left = {each for each in roll.cast if each[1] is not wanted}
    asked = 0
    for cast in roll.binding:
        if not left or asked == ASKED:
            return
        said = (roll.kinds.of(cast.voter), cast.ballot.choice)
        if said in left:
            left.remove(said)
            asked += 1
            yield cast
