"""Checks of what settles or stops a vote: chairs, vetoes and how they are overridden, reviews."""

from __future__ import annotations

from collections.abc import Iterator

from govbot.core.accounts import Voter
from govbot.core.checks.declared import Declared, FilePath
from govbot.core.checks.frame import Community, Found
from govbot.core.checks.shortfalls import can_pass
from govbot.core.checks.trials import Ballots, Trial, ballots_in_words
from govbot.core.choices import Choice
from govbot.core.findings import Level
from govbot.core.layout import SETTINGS_FILE
from govbot.core.policies import Condition, electorate_words, weight_under
from govbot.core.votes import Judgement, Outcome, in_words, judge
from govbot.core.votes.judging import judge_condition

__all__ = ["empty_chairs", "pointless_vetoes", "refused_reviews"]

SIZES = (1, 2, 4, 12)
"""How many times as many voters an override is tried with: few can mean less than many."""
STEPS = 24
"""In how many steps the vetoes grow from one to all."""


def empty_chairs(community: Community) -> Iterator[Found]:
    """Where the chair decides, there is one chair."""
    for declared in community.policies:
        if declared.missing_bodies or not declared.voters:
            continue
        for path, node in declared.leaves():
            if node.tie != "chair-decides":
                continue
            chairs = _chairs(declared.voters, node)
            called = declared.called(path, node)
            who = electorate_words(node.electorate or ())
            example = _tie(declared, node)
            if not chairs:
                could_be = bool(_chairs(declared.voters_in_full, node))
                lacks = f"has none on {declared.today}" if could_be else "has none"
                yield Found(
                    f"In a tie the chair decides under {called}, and {who} {lacks}{example}.",
                    "Give a member `role: chair`, or say `tie: fails` or `tie: passes`.",
                    SETTINGS_FILE,
                    (*path, "tie"),
                    level=Level.WARNING if could_be else None,
                )
            elif len(chairs) > 1:
                yield Found(
                    f"In a tie the chair decides under {called}, and {who} has {len(chairs)}: "
                    f"{in_words(chairs)}. With 1 yes and 1 no of theirs it stays tied.",
                    "Leave `role: chair` to one of them, or say what a tie comes to.",
                    SETTINGS_FILE,
                    (*path, "tie"),
                    level=Level.WARNING,
                )
        yield from _chairs_that_may(declared)


def _chairs_that_may(declared: Declared) -> Iterator[Found]:
    """Yield what only a chair may do, where there is none."""
    named: dict[FilePath, list[str]] = {}
    for path, name, _ in declared.names():
        named.setdefault(path[:-1], []).append(name)
    is_chaired = any(
        each.role.lower() == "chair" for voter in declared.voters for each in voter.memberships
    )
    for path, names in named.items():
        if names == ["chair"] and not is_chaired:
            yield Found(
                f"`{path[-1]}` of `{declared.name}` names the chair alone, and nobody who may vote "
                f"is one on {declared.today}.",
                "Give a member `role: chair`, or name somebody else too.",
                SETTINGS_FILE,
                path,
                level=Level.WARNING,
            )


def pointless_vetoes(community: Community) -> Iterator[Found]:
    """A veto stops something, and what is to override it can be reached."""
    for declared in community.policies:
        veto = declared.policy.veto
        if veto is None or veto.override is None or declared.missing_bodies:
            continue
        voters = declared.voters_in_full
        if not any(_may_veto(declared, each) for each in voters):
            continue
        tried = [Trial.in_full(declared, times) for times in SIZES]
        bound = "more_than" if veto.override.more_than is not None else "at_least"
        if veto.override.plurality:
            bound = "plurality"
        judged = [(ballots, each) for trial in tried for ballots, each in _vetoed(declared, trial)]
        overridden = [(ballots, each) for ballots, each in judged if each.overridden]
        if not overridden:
            ballots, judgement = judged[0]
            override = judgement.override
            have = f"{override.have} of {override.need}" if override is not None else "nothing"
            yield Found(
                f"The override of `{declared.name}` can never be met: with {_in_words(ballots)} the "
                f"veto still stops it ({have}).",
                "Ask for less: whoever vetoes will not vote yes.",
                SETTINGS_FILE,
                declared.path("veto", "override", bound),
            )
            continue
        passing = [ballots for ballots, each in overridden if each.outcome is Outcome.PASSED]
        if not passing and not _passes_overridden(declared, tried[0]):
            if can_pass(tried[0], declared.policy):
                yield _idle_override(declared, tried[0], overridden[0][0], bound)
            continue
        stops = any(
            each.outcome is Outcome.BLOCKED and _would_pass(declared, trial, ballots)
            for trial in tried
            for ballots, each in _vetoed(declared, trial)
        )
        if not stops and passing:
            fewest = min(passing, key=_total)
            yield Found(
                f"A veto under `{declared.name}` stops nothing: its override takes no more than to "
                f"pass. With {_in_words(fewest)} it passes.",
                "Ask for more in `override` than in `pass`, or leave the veto out.",
                SETTINGS_FILE,
                declared.path("veto", "override", bound),
                level=Level.WARNING,
            )


def refused_reviews(community: Community) -> Iterator[Found]:
    """A review that is a ballot is one that may be cast."""
    for declared in community.policies:
        reviews, veto = declared.policy.reviews, declared.policy.veto
        if reviews is None:
            continue
        may_block = veto is not None and veto.ballot is Choice.BLOCK
        said = {"approve": reviews.approve, "request_changes": reviews.request_changes}
        for key, choice in said.items():
            if choice is Choice.BLOCK and not may_block:
                yield Found(
                    f"A review is a block under `{declared.name}`, which gives nobody a block: "
                    "every such review would be refused.",
                    f"Write `{key}: no`, or add a `veto`.",
                    SETTINGS_FILE,
                    declared.path("reviews", key),
                )
        if said == dict.fromkeys(said):
            yield Found(
                f"`reviews` of `{declared.name}` makes no review a ballot.",
                "Write `reviews: {approve: yes, request_changes: no}`, or leave it out.",
                SETTINGS_FILE,
                declared.path("reviews"),
                level=Level.WARNING,
            )


def _chairs(voters: tuple[Voter, ...], node: Condition) -> list[str]:
    """Return who is a chair of a body that votes under a condition, as a count takes them."""
    bodies = {each.body for each in node.electorate or ()}
    return [
        voter.login
        for voter in voters
        if any(
            each.role.lower() == "chair" and (each.body in bodies or None in bodies)
            for each in voter.memberships
        )
    ]


def _tie(declared: Declared, node: Condition) -> str:
    """Return the fewest ballots that tie a vote for good, in words; nothing where none is found."""
    trial = Trial.today(declared).within(node)
    shapes = ((Choice.YES, Choice.NO), (Choice.YES, Choice.NO, Choice.ABSTAIN))
    tied = trial.smallest(
        shapes,
        lambda roll: judge_condition(trial.vote, roll, node).outcome is Outcome.TIED,
    )
    return f": with {ballots_in_words(tied)} it stays tied" if tied else ""


def _may_veto(declared: Declared, voter: Voter) -> bool:
    return weight_under(declared.policy.holders_of_veto, voter) is not None


def _vetoed(declared: Declared, trial: Trial) -> Iterator[tuple[Ballots, Judgement]]:
    """Yield votes with one veto or more: everybody else in favour first, then against, then silent."""
    veto = declared.policy.veto
    if veto is None:
        return
    for at, (kind, number) in enumerate(trial.kinds):
        if not _may_veto(declared, kind.voter):
            continue
        others = (Choice.YES, Choice.NO, None) if len(trial.kinds) > 1 else (Choice.YES,)
        for other in others:
            for against in range(1, number + 1, max(1, number // STEPS)):
                ballots: Ballots = tuple(
                    {veto.ballot: against, Choice.YES: number - against}
                    if place == at
                    else ({other: many} if other is not None else {})
                    for place, (_, many) in enumerate(trial.kinds)
                )
                yield ballots, judge(trial.vote, trial.roll(ballots))


def _would_pass(declared: Declared, trial: Trial, ballots: Ballots) -> bool:
    """Say whether a vote would pass if its vetoes counted as no, and stopped nothing."""
    judged = judge_condition(trial.vote, trial.roll(ballots), declared.policy, blocks_are_no=True)
    return judged.outcome is Outcome.PASSED


def _passes_overridden(declared: Declared, trial: Trial) -> bool:
    """Say whether some way of voting passes in spite of a veto: every no of who may veto is one."""
    veto = declared.policy.veto
    if veto is None:
        return False
    for ways in trial.ways():
        ballots = tuple(
            _with_vetoes(cast, veto.ballot) if _may_veto(declared, kind.voter) else cast
            for (kind, _), cast in zip(trial.kinds, ways, strict=True)
        )
        judgement = judge(trial.vote, trial.roll(ballots))
        if judgement.overridden and judgement.outcome is Outcome.PASSED:
            return True
    return False


def _with_vetoes(cast: dict[Choice, int], veto: Choice) -> dict[Choice, int]:
    said = dict(cast)
    against = said.pop(Choice.NO, 0)
    said[veto] = said.get(veto, 0) + against
    return said


def _idle_override(declared: Declared, trial: Trial, ballots: Ballots, bound: str) -> Found:
    """Return what there is to say of an override that is met, and nothing passes by it."""
    veto = declared.policy.veto
    ballot = veto.ballot if veto is not None else Choice.BLOCK
    counts = ", because the block then counts as a no" if ballot is Choice.BLOCK else ""
    lead = "passes nothing" if trial.is_exact else "passes nothing that was tried"
    return Found(
        f"The override of `{declared.name}` {lead}: with {_in_words(ballots)} it is met, and the "
        f"vote does not pass all the same{counts}.",
        "Ask for less in `pass`, or leave `override` out: then a veto stops the vote.",
        SETTINGS_FILE,
        declared.path("veto", "override", bound),
        level=None if trial.is_exact else Level.WARNING,
    )


def _total(ballots: Ballots) -> int:
    return sum(number for cast in ballots for number in cast.values())


def _in_words(ballots: Ballots) -> str:
    return ballots_in_words(
        {choice: sum(cast.get(choice, 0) for cast in ballots) for choice in Choice}
    )
