"""Checks of what a policy says, word by word: who votes, what is counted, how shares are written."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from govbot.core.amounts import Amount
from govbot.core.checks.declared import Declared, FilePath
from govbot.core.checks.frame import Community, Found
from govbot.core.checks.trials import Trial, ballots_in_words
from govbot.core.choices import Choice
from govbot.core.findings import Level
from govbot.core.layout import SETTINGS_FILE
from govbot.core.policies import Condition, PassRule, electorate_words, weight_under
from govbot.core.votes import Outcome
from govbot.core.votes.judging import judge_condition

__all__ = [
    "abstentions_that_object",
    "counted_choices",
    "empty_electorates",
    "rounded_shares",
    "weightless_electorates",
]

# How near to a third a share is before it looks like a third that was rounded: 66.6% to 66.7%.
ROUNDING = Fraction(1, 1000)
FEWEST_TO_DIFFER = 3


def empty_electorates(community: Community) -> Iterator[Found]:
    """Somebody may vote today under each policy, and under each of its conditions."""
    for declared in community.policies:
        if declared.missing_bodies:
            continue
        nodes = [
            (path, node)
            for path, node in declared.nodes()
            if not any(weight_under(node.counted, each) is not None for each in declared.voters)
        ]
        if not declared.voters:
            nodes = nodes[:1]
        for path, node in nodes:
            selectors = node.counted
            if node.parts and declared.voters:
                continue  # its parts say it
            if not all(each.is_plain and each.body is not None for each in selectors):
                continue  # the check of single entries says which is wrong
            # A roster that names nobody is a mistake; terms that are over are news, and would
            # otherwise turn every other pull request red on the day.
            could_be = any(
                weight_under(selectors, each) is not None for each in declared.voters_in_full
            )
            named = [
                community.governance.bodies[each.body]
                for each in selectors
                if each.body is not None
            ]
            is_news = could_be and any(body.members for body in named)
            yield Found(
                f"Nobody may vote under {declared.called(path, node)}: no member of "
                f"{electorate_words(selectors)} serves on {community.today}.",
                "A vote needs at least one member whose term runs and who is not on leave.",
                SETTINGS_FILE,
                (*path, "electorate"),
                level=Level.WARNING if is_news else None,
            )


def weightless_electorates(community: Community) -> Iterator[Found]:
    """Some ballot weighs something under each condition."""
    for declared in community.policies:
        for path, node in declared.leaves():
            if node.electorate and all(each.weight == 0 for each in node.electorate):
                yield Found(
                    f"Every ballot under {declared.called(path, node)} weighs 0: with everybody "
                    "voting yes, yes has 0.",
                    "Give somebody a weight of 1, or leave `weight` out.",
                    SETTINGS_FILE,
                    (*path, "electorate", 0, "weight"),
                )


def counted_choices(community: Community) -> Iterator[Found]:
    """A vote passes by ballots in favour, and by a share of what holds them."""
    for declared in community.policies:
        for path, node in declared.leaves():
            rule = node.pass_
            if rule is None:
                continue
            called = declared.called(path, node)
            if rule.count is not Choice.YES:
                plural = {Choice.BLOCK: "blocks", Choice.NO: "no", Choice.ABSTAIN: "abstentions"}
                yield Found(
                    f"{called} counts {plural[rule.count]} as votes in favour"
                    f"{_example_of_count(declared, node, rule.count)}.",
                    "Write `count: yes`.",
                    SETTINGS_FILE,
                    (*path, "pass", "count"),
                    level=None if rule.count is Choice.BLOCK else Level.WARNING,
                )
            is_share = not rule.bound.is_count
            if is_share and rule.choices is not None and rule.count not in rule.choices:
                yield Found(
                    f"{called} measures {rule.count} as a share of {rule.base}, which does not hold "
                    f"it: with 1 {rule.count} and nobody else it fails.",
                    f"Put {rule.count} into `of`.",
                    SETTINGS_FILE,
                    (*path, "pass", "of"),
                )


def abstentions_that_object(community: Community) -> Iterator[Found]:
    """An abstention does not stop what takes everybody's yes."""
    for declared in community.policies:
        for path, node in declared.leaves():
            rule = node.pass_
            if rule is None or not _wants_all(rule) or not _counts_abstentions(rule):
                continue
            example = _one_abstention(declared, node)
            if example is not None:
                yield Found(
                    f"{declared.called(path, node)} takes {rule.bound} of {rule.base}, so an "
                    f"abstention is as good as a no: {example}.",
                    "Write `of: [yes, no]` if who abstains is to stand aside.",
                    SETTINGS_FILE,
                    (*path, "pass", "of"),
                )


def rounded_shares(community: Community) -> Iterator[Found]:
    """A share that is meant as thirds is written as thirds."""
    for declared in community.policies:
        for amount, path in _amounts(declared):
            for third in (Fraction(1, 3), Fraction(2, 3)):
                if amount.is_share and 0 < abs(amount.value - third) <= ROUNDING:
                    side = "more" if amount.value > third else "less"
                    yield Found(
                        f"`{amount}` in `{declared.name}` is exactly that, a little {side} than "
                        f"{third}.",
                        f"Write `{third}` if that is what is meant.",
                        SETTINGS_FILE,
                        path,
                    )


def _example_of_count(declared: Declared, node: Condition, choice: Choice) -> str:
    """Return the fewest ballots of one choice that pass a vote, in words; nothing for none."""
    trial = Trial.in_full(declared).within(node)
    fewest = trial.smallest(
        ((choice,),),
        lambda roll: judge_condition(trial.vote, roll, node).outcome is Outcome.PASSED,
    )
    return f": with {ballots_in_words(fewest)} and nobody else it passes" if fewest else ""


def _amounts(declared: Declared) -> Iterator[tuple[Amount, FilePath]]:
    """Yield every amount in the policy, with its place."""
    for path, node in declared.nodes():
        for key, rule in (("pass", node.pass_), ("quorum", node.quorum)):
            for bound in ("more_than", "at_least"):
                amount = getattr(rule, bound, None)
                if amount is not None:
                    yield amount, (*path, key, bound)
        if node.minimum_yes is not None:
            yield node.minimum_yes, (*path, "minimum_yes")
    policy = declared.policy
    if policy.affiliation_cap is not None:
        yield policy.affiliation_cap, declared.path("affiliation_cap")
    override = policy.veto.override if policy.veto is not None else None
    for bound in ("more_than", "at_least"):
        amount = getattr(override, bound, None)
        if amount is not None:
            yield amount, declared.path("veto", "override", bound)


def _wants_all(rule: PassRule) -> bool:
    bound = rule.bound
    is_whole = bound.value == (1 if bound.is_share else 0)
    return rule.at_least is not None and not bound.is_count and is_whole


def _counts_abstentions(rule: PassRule) -> bool:
    if rule.count is Choice.ABSTAIN:
        return False
    return rule.of == "cast" or (rule.choices is not None and Choice.ABSTAIN in rule.choices)


def _one_abstention(declared: Declared, node: Condition) -> str | None:
    """Return how one abstention among the fewest voters fails what they would pass without it."""
    trial = Trial.in_full(declared, FEWEST_TO_DIFFER).within(node)
    for number in range(1, trial.size):
        said = {Choice.YES: number, Choice.ABSTAIN: 1}
        with_it, without = trial.some(said), trial.some({Choice.YES: number + 1})
        if with_it is None or without is None:
            return None
        outcomes = [
            judge_condition(trial.vote, trial.roll(ballots), node).outcome
            for ballots in (with_it, without)
        ]
        if outcomes == [Outcome.FAILED, Outcome.PASSED]:
            return f"with {ballots_in_words(said)} it fails"
    return None
