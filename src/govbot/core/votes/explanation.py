"""How a vote was counted, in words and numbers.

    7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
    6 voted: 4 yes, 1 no, 1 abstain. gus has not voted.
    Quorum: it takes at least 1/2 of eligible; 6/7 took part. Met.
    Pass rule: it takes more than 1/2 of yes + no; yes has 4 of 5, where 3 are enough. Met.
    The vote passed.
    Neither one more yes nor one more no would have changed that.

The same lines stand in the status comment, the check run, the terminal and the report.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import assert_never

from govbot.core.accounts import plain_number
from govbot.core.choices import Choice
from govbot.core.durations import format_time
from govbot.core.policies import electorate_words, weight_under
from govbot.core.votes.casting import Roll, has_expired
from govbot.core.votes.judging import (
    NO_QUORUM_IN_SILENCE,
    Judged,
    Judgement,
    quorum_base,
)
from govbot.core.votes.model import Outcome, Vote
from govbot.core.votes.turning_points import turning_points
from govbot.core.votes.words import in_brief, in_words

__all__ = ["explain"]

MOST_OF_A_REASON = 300
"""Characters of why somebody blocks that stand in the count; the whole stands with the ballot."""


def explain(vote: Vote, roll: Roll, judgement: Judgement, outcome: Outcome) -> tuple[str, ...]:
    """Return the steps of the count, one sentence or two each, what would have changed it last."""
    return tuple(_lines(vote, roll, judgement, outcome))


def _lines(vote: Vote, roll: Roll, judgement: Judgement, outcome: Outcome) -> Iterator[str]:
    yield from _electorate(vote, roll)
    yield _votes_cast(roll, judgement, outcome)
    yield from _how_cast(vote, roll, judgement)
    if roll.advisory:
        yield f"Advisory, and not counted: {_advice(roll)}."
    if outcome is Outcome.CANCELLED:
        yield from _conclusion(vote, judgement, outcome)
        return
    yield from _vetoes(roll, judgement)
    for judged in judgement.root.every():
        yield from _condition(vote, judged, is_only=not judgement.root.parts)
    if vote.open_concerns:
        titles = in_words([f"“{each.title}”" for each in vote.open_concerns])
        yield f"Held by what is not resolved: {titles}. The outcome waits for that."
    yield from _conclusion(vote, judgement, outcome)
    yield from turning_points(vote, roll, judgement, is_open=outcome is Outcome.OPEN)


def _electorate(vote: Vote, roll: Roll) -> Iterator[str]:
    left = {id(voter) for voter in roll.recused}
    voters = [voter.login for voter in (*roll.base, *roll.absent) if id(voter) not in left]
    for_whom = electorate_words(vote.policy.selectors)
    yield f"{len(voters)} could vote, for {for_whom}: {in_words(voters)}."
    if roll.recused:
        names = in_words([voter.login for voter in roll.recused])
        if vote.policy.recusal == "keeps-base":
            yield f"Left the vote, and still counted among the eligible: {names}."
        else:
            yield f"Left the vote, and not counted in any total: {names}."
    for day, ending in _ends(vote, roll).items():
        yield f"Could vote until {day}, the last day of the term: {in_words(ending)}."
    if roll.absent:
        names = in_words([voter.login for voter in roll.absent])
        yield f"On leave, and counted only once they vote: {names}."


def _ends(vote: Vote, roll: Roll) -> dict[str, list[str]]:
    """Return who could vote only until the end of a term, by its last day."""
    closes = (vote.deadline or vote.closes).date()
    found: dict[str, list[str]] = {}
    for voter in sorted(roll.base, key=lambda each: each.until or date.max):
        if voter.until is not None and has_expired(vote, voter, closes):
            found.setdefault(str(voter.until), []).append(voter.login)
    return found


def _votes_cast(roll: Roll, judgement: Judgement, outcome: Outcome) -> str:
    counts = judgement.root.cast.counts
    parts = [
        f"{plain_number(counts[choice])} {choice}"
        for choice in Choice
        if counts[choice] or choice in (Choice.YES, Choice.NO)
    ]
    so_far = " so far" if outcome is Outcome.OPEN else ""
    text = f"{len(roll.binding)} voted{so_far}: {', '.join(parts)}{_how_counted(roll, judgement)}."
    if roll.pending:
        have = "has" if len(roll.pending) == 1 else "have"
        text += f" {in_words([voter.login for voter in roll.pending])} {have} not voted."
    return text


def _how_counted(roll: Roll, judgement: Judgement) -> str:
    """Say why the numbers are not those of the people: ballots have weights, or count elsewhere only."""
    counted_for = judgement.root.condition.counted
    elsewhere = sum(
        number
        for (kind, _), number in roll.cast.items()
        if weight_under(counted_for, kind.voter) is None
    )
    counted = sum(judgement.root.cast.counts.values())
    by_weight = "" if counted == len(roll.binding) - elsewhere else ", by weight"
    count = "counts" if elsewhere == 1 else "count"
    return f"{by_weight}; {elsewhere} {count} for the override alone" if elsewhere else by_weight


def _how_cast(vote: Vote, roll: Roll, judgement: Judgement) -> Iterator[str]:
    lent = [f"{each.voter.login} through {each.via}" for each in roll.binding if each.via]
    if lent:
        yield f"Voted through somebody else: {in_words(lent)}."
    capped = dict.fromkeys(
        name for judged in judgement.root.every() for name in judged.weights.capped
    )
    if capped:
        cap = vote.policy.affiliation_cap
        of = "" if cap is None or cap.is_count else " of eligible"
        yield (
            f"No affiliation counts for more than {cap}{of}, so the ballots of "
            f"{in_words(list(capped))} count in part."
        )


def _advice(roll: Roll) -> str:
    return ", ".join(f"{roll.advice[choice]} {choice}" for choice in Choice if roll.advice[choice])


def _vetoes(roll: Roll, judgement: Judgement) -> Iterator[str]:
    idle = [
        each.voter.login
        for each in roll.binding
        if each.ballot.choice is Choice.BLOCK and each not in judgement.vetoes
    ]
    if idle:
        yield f"May not block any more, so that it counts as a no: {in_words(idle)}."
    for each in judgement.vetoes:
        verb = "blocks" if each.ballot.choice is Choice.BLOCK else "vetoes"
        why = in_brief(each.ballot.reason, MOST_OF_A_REASON)
        reason = f": {why}" if why else "."
        yield f"{each.voter.login} {verb}{reason}"
    if judgement.override is not None:
        what = "a veto" if judgement.vetoes[0].ballot.choice is Choice.NO else "a block"
        met = (
            f"The vote goes on, and {what} counts as a no." if judgement.overridden else "Not met."
        )
        yield (
            f"To pass in spite of {what} it takes {judgement.override.need}; "
            f"there is {judgement.override.have}. {met}"
        )


def _condition(vote: Vote, judged: Judged, *, is_only: bool) -> Iterator[str]:
    where = "" if is_only else f"{judged.name}: "
    if judged.condition.quorum is not None or is_only:
        yield f"{_as_start(where, 'Quorum')}: {_quorum(vote, judged)}"
    if judged.parts:
        names = ", ".join(part.name for part in judged.parts)
        how_many = "all" if judged.condition.all_ else "one"
        held = sum(part.outcome is Outcome.PASSED for part in judged.parts)
        start = _as_start(where if judged.depth else "", "It takes")
        yield (
            f"{start} {how_many} of these: {names}. "
            f"{judged.threshold.have} {'holds' if held == 1 else 'hold'}. "
            f"{_met(judged.outcome is Outcome.PASSED)}"
        )
        return
    yield f"{_as_start(where, 'Pass rule')}: {_pass_rule(judged)}"
    if judged.decided_by == "silence":
        yield f"{_as_start(where, 'Nobody')} objected, and silence passes it."
    elif judged.decided_by == "tie":
        how = "passes" if judged.outcome is Outcome.PASSED else "fails"
        yield f"{_as_start(where, _even(judged))}, and the policy says that a tie {how}."
    elif judged.decided_by:
        said = "yes" if judged.outcome is Outcome.PASSED else "no"
        yield (
            f"{_as_start(where, _even(judged))}, and the policy says that the {judged.decided_by} "
            f"decides: {said}."
        )


def _as_start(where: str, words: str) -> str:
    return f"{where}{words[0].lower()}{words[1:]}" if where else words


def _even(judged: Judged) -> str:
    """Say which choices a tie is between: `Yes and no are equal`."""
    rule, counts = judged.condition.pass_, judged.weights.counts
    choices: tuple[Choice, ...] = (Choice.YES, Choice.NO)
    if rule is not None and rule.plurality:
        most = counts[rule.count]
        level = (each for each in rule.choices or () if counts[each] == most)
        choices = tuple(dict.fromkeys((rule.count, *level)))
    words = in_words(choices)
    return f"{words[0].upper()}{words[1:]} are equal"


def _quorum(vote: Vote, judged: Judged) -> str:
    rule, measure = judged.condition.quorum, judged.quorum
    if measure.need == NO_QUORUM_IN_SILENCE:
        return "none is needed, since nobody objected."
    if rule is None:
        return f"{measure.need}; {measure.have} took part."
    text = f"it takes {measure.need}; {measure.have} {rule.did}"
    if measure.met:
        return f"{text}. Met."
    need, is_strict = rule.needs(quorum_base(vote, judged.condition, rule, judged.present))
    least = _least(judged, need, is_strict=is_strict)
    return f"{text}, where {least} needed. Not met."


def _pass_rule(judged: Judged) -> str:
    return f"it takes {judged.threshold.need}; {_standing(judged)}. {_met(judged.threshold.met)}"


def _standing(judged: Judged) -> str:
    """Say how much there is and how much would be enough: `yes has 4 of 5, where 3 are enough`."""
    rule, standing = judged.condition.pass_, judged.standing
    assert rule is not None  # noqa: S101 - only a pass rule has a standing
    assert standing is not None  # noqa: S101 - as above
    text = f"{rule.count} has {plain_number(standing.have)}"
    if rule.plurality:
        text = f"{text}, and the most of the others is {plain_number(standing.need)}"
    elif not rule.bound.is_count:
        text = f"{text} of {plain_number(standing.base)}"
    if standing.least > standing.need and rule.count is Choice.YES:
        return f"{text}, where {_least(judged, standing.least, is_strict=False)} needed"
    if rule.plurality or rule.bound.is_count or standing.base == 0:
        return text
    return f"{text}, where {_least(judged, standing.need, is_strict=rule.is_strict)} enough"


def _least(judged: Judged, need: Fraction, *, is_strict: bool) -> str:
    """Return from how much on it is enough: `3 are`; in whole ballots, where ballots are whole."""
    if any(weight.denominator != 1 for weight in judged.weights.counts.values()):
        return f"{'more than ' if is_strict else ''}{need} is"
    least = max(need.__floor__() + 1 if is_strict else need.__ceil__(), 1)
    return f"{least} {'is' if least == 1 else 'are'}"


def _met(met: bool) -> str:  # noqa: FBT001 - the answer itself
    return "Met." if met else "Not met."


def _conclusion(vote: Vote, judgement: Judgement, outcome: Outcome) -> Iterator[str]:
    match outcome:
        case Outcome.OPEN:
            yield _how_long(vote)
        case Outcome.PASSED:
            yield "The vote passed."
        case Outcome.FAILED:
            yield "The vote failed."
        case Outcome.BLOCKED if judgement.vetoes and judgement.vetoes[0].ballot.choice is Choice.NO:
            yield "The vote is blocked: a veto stops it whatever the other ballots say."
        case Outcome.BLOCKED:
            yield "The vote is blocked: a block stops it whatever the other ballots say."
        case Outcome.TIED:
            if judgement.root.parts:
                yield "The vote is tied: one of its conditions is, which is neither a yes nor a no."
            else:
                even = _even(judgement.root)
                yield (
                    f"The vote is tied: {even[0].lower()}{even[1:]}, "
                    f"which is neither a yes nor a no."
                )
        case Outcome.NO_QUORUM:
            yield "Nothing is decided: too few took part."
        case Outcome.CANCELLED:
            yield "The vote was cancelled."
        case _:
            assert_never(outcome)


def _how_long(vote: Vote) -> str:
    deadline = vote.deadline
    if deadline is None:
        return "The vote is in its final comment period, which a concern holds."
    if vote.open_concerns:
        return f"Ballots are taken until {format_time(deadline)}."
    if vote.final_since is not None:
        return f"The vote is in its final comment period until {format_time(deadline)}."
    extended = ""
    if vote.extensions:
        times = "once" if vote.extensions == 1 else f"{vote.extensions} times"
        extended = f"; its time was extended {times}"
    return f"The vote is open until {format_time(deadline)}{extended}."
