"""Checks of what can come of a vote: each rule is tried out with ballots that could be cast.

    `p` can never pass: with all 3 voting yes, yes has 3, and 4 are needed.
    With 3 of 7 vacant, 4 can take part under `p`, and its quorum needs 5.
    `p` passes whatever is voted: with 1 no and nobody else it passes.

What no roster could mend is an error. What a vacant seat or a leave brings about today is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from govbot.core.accounts import plain_number
from govbot.core.checks.declared import Declared, FilePath
from govbot.core.checks.frame import Community, Found
from govbot.core.checks.shortfalls import (
    Shortfall,
    bound_path,
    can_pass,
    quorum_met,
    shortfall_of,
)
from govbot.core.checks.trials import Ballots, Trial, ballots_in_words
from govbot.core.choices import Choice
from govbot.core.findings import Level
from govbot.core.layout import SETTINGS_FILE
from govbot.core.policies import Condition
from govbot.core.votes import Outcome
from govbot.core.votes.judging import judge_condition

__all__ = [
    "conditions_out_of_reach",
    "contradictions",
    "impossible_pass_rules",
    "impossible_quorums",
]

MANY = 10**6
"""How many voters a body is imagined with that nobody has written yet: no number is out of its reach."""


def impossible_quorums(community: Community) -> Iterator[Found]:
    """A quorum can be met, and can be missed."""
    for declared in community.policies:
        for path, node in declared.nodes():
            if node.quorum is None:
                continue
            called = declared.called(path, node)
            bound = bound_path(path, node, "quorum")
            trial = _in_full(declared).within(node)
            judged = judge_condition(trial.vote, trial.roll(trial.nobody()), node)
            if quorum_met(judged, node):
                yield Found(
                    f"The quorum of {called} is always met: with nobody voting it is met.",
                    "Say how many have to take part, or leave `quorum` out.",
                    SETTINGS_FILE,
                    bound,
                    level=Level.WARNING,
                )
            short = shortfall_of(declared, trial, path, node)
            if short is not None and short.key == "quorum":
                most = plain_number(short.have)
                yield Found(
                    f"The quorum of {called} can never be met: {short.proof}.",
                    f"Ask for at most {most}, or for a share such as 1/2.",
                    SETTINGS_FILE,
                    short.path,
                    level=Level.WARNING if _is_one_way(declared, path) else None,
                )


def impossible_pass_rules(community: Community) -> Iterator[Found]:
    """A vote can pass, and can fail."""
    for declared in community.policies:
        for path, node in declared.leaves():
            called = declared.called(path, node)
            rule = node.pass_
            if rule is None or not _is_measurable(node):
                continue
            trial = _in_full(declared).within(node)
            short = shortfall_of(declared, trial, path, node)
            if short is not None and short.key != "quorum":
                is_sure = short.is_proven and not _is_one_way(declared, path)
                can_never = "can never" if short.is_proven else "can hardly"
                yield Found(
                    f"{_subject(short, called)} {can_never} {_verb(short)}: {short.proof}.",
                    _hint(short),
                    SETTINGS_FILE,
                    short.path,
                    level=None if is_sure else Level.WARNING,
                )
            ballots = _passing_against_all(trial, node)
            if ballots is not None:
                said = ballots_in_words(ballots)
                yield Found(
                    f"{called} passes whatever is voted: with {said}"
                    f"{' and nobody else' if ballots else ''} it passes.",
                    "Ask for more than 0.",
                    SETTINGS_FILE,
                    bound_path(path, node, "pass"),
                )
        yield from _joined_against_all(declared)


def _joined_against_all(declared: Declared) -> Iterator[Found]:
    """Yield joined conditions that a vote passes by when everybody is against it, and no part alone."""
    told: list[FilePath] = []
    for path, node in declared.nodes():
        trial = _in_full(declared).within(node)
        if node.pass_ is not None or not trial.size or any(path[: len(up)] == up for up in told):
            continue
        whole = _in_full(declared)
        leaves = [leaf for place, leaf in declared.leaves() if place[: len(path)] == path]
        alone = (_passing_against_all(whole.within(leaf), leaf) for leaf in leaves)
        if any(each is not None for each in alone):
            continue  # the part that does has a finding of its own
        if not _passes(trial, trial.everybody(Choice.NO), node):
            continue
        told.append(path)
        yield Found(
            f"{declared.called(path, node)} passes whatever is voted: with "
            f"{ballots_in_words(_fewest_against(trial, node))} and nobody else it passes.",
            "Let none of its conditions hold by votes against it.",
            SETTINGS_FILE,
            (*path, "all" if node.all_ else "any"),
        )


def conditions_out_of_reach(community: Community) -> Iterator[Found]:
    """Enough people serve today for a vote to meet its quorum and to pass."""
    for declared in community.policies:
        if declared.missing_bodies or not declared.voters:
            continue
        for path, node in declared.nodes():
            today = Trial.today(declared).within(node)
            if not today.size or (node.pass_ is not None and not _is_measurable(node)):
                continue
            short = shortfall_of(declared, today, path, node)
            full = Trial.in_full(declared).within(node)
            if short is None or shortfall_of(declared, full, path, node) is not None:
                continue
            if "any" in path[2:] and can_pass(Trial.today(declared), declared.policy):
                continue
            lead = _absences(declared, node, today, full)
            called = declared.called(path, node)
            if short.key == "quorum":
                number = plain_number(short.have)
                message = f"{lead} {number} can take part under {called}, and {short.needed}."
            else:
                subject = _subject(short, called)
                message = f"{lead} {subject} cannot {_verb(short)}: {short.proof}."
            yield Found(
                message,
                _hint(short)
                if short.key == "affiliation_cap"
                else "Fill a seat, or ask for fewer.",
                SETTINGS_FILE,
                short.path,
                # A term that is over is news; it does not make every pull request wrong.
                level=Level.WARNING,
            )


def contradictions(community: Community) -> Iterator[Found]:
    """Conditions that have to hold together can hold together."""
    for declared in community.policies:
        full = _in_full(declared)
        impossible: set[FilePath] = set()
        for path, node in reversed(list(declared.nodes())):
            # What nobody votes on has a finding of its own.
            is_empty = not full.within(node).size
            if is_empty or shortfall_of(declared, full.within(node), path, node) is not None:
                impossible.add(path)
                continue
            # Of what cannot pass by itself there is a finding already.
            is_told = any(each[: len(path)] == path for each in impossible)
            if node.all_ and not is_told and not can_pass(full, node):
                impossible.add(path)
                is_sure = full.within(node).is_exact
                lead = "its conditions exclude" if is_sure else "in every vote tried, they exclude"
                yield Found(
                    f"{declared.called(path, node)} can {'never' if is_sure else 'hardly'} pass: "
                    f"{lead} one another. {_example_of_exclusion(declared, full, path, node)}",
                    "Change one of them, or join them with `any`.",
                    SETTINGS_FILE,
                    (*path, "all"),
                    level=None if is_sure else Level.WARNING,
                )


def _in_full(declared: Declared) -> Trial:
    """Return the trial with every seat taken; of bodies that are not known, with as many as it takes."""
    times = MANY if declared.missing_bodies else 1
    return Trial.in_full(declared, times)


def _is_one_way(declared: Declared, path: FilePath) -> bool:
    """Say whether a condition is one of several ways to pass, of which another is open."""
    return "any" in path[2:] and can_pass(_in_full(declared), declared.policy)


def _passing_against_all(trial: Trial, node: Condition) -> dict[Choice, int] | None:
    """Return the fewest ballots, and none in favour, by which a rule passes all the same."""
    if not trial.size or node.pass_ is None or node.pass_.count is not Choice.YES:
        return None

    if node.silence is None and _passes(trial, trial.nobody(), node):
        return {}
    if not _passes(trial, trial.everybody(Choice.NO), node):
        return None
    return _fewest_against(trial, node)


def _fewest_against(trial: Trial, node: Condition) -> dict[Choice, int]:
    """Return the fewest no by which a condition passes that everybody's no passes."""
    return trial.smallest(
        ((Choice.NO,),),
        lambda roll: judge_condition(trial.vote, roll, node).outcome is Outcome.PASSED,
    ) or {Choice.NO: trial.size}


def _passes(trial: Trial, ballots: Ballots, node: Condition) -> bool:
    return judge_condition(trial.vote, trial.roll(ballots), node).outcome is Outcome.PASSED


def _example_of_exclusion(declared: Declared, trial: Trial, path: FilePath, node: Condition) -> str:
    """Return a way to vote under which the first of several conditions holds, and which do not."""
    names = [
        declared.called((*path, "all", at), part).removesuffix(f" of `{declared.name}`")
        for at, part in enumerate(node.all_)
    ]
    for ballots in trial.ways():
        judged = judge_condition(trial.vote, trial.roll(ballots), node)
        if judged.parts[0].outcome is Outcome.PASSED:
            failing = [
                name
                for name, part in zip(names, judged.parts, strict=True)
                if part.outcome is not Outcome.PASSED
            ]
            if failing:
                totals = {choice: sum(cast.get(choice, 0) for cast in ballots) for choice in Choice}
                fail = "does not" if len(failing) == 1 else "do not"
                return (
                    f"With {ballots_in_words(totals)}, {names[0]} holds, and "
                    f"{' and '.join(failing)} {fail}."
                )
    return "No way of voting that was tried lets all of them hold."


def _is_measurable(node: Condition) -> bool:
    """Say whether a rule's share can be anything but nothing: what it counts is in what it is of.

    What is not has a finding of its own, as have ballots that weigh nothing.
    """
    rule = node.pass_
    if node.electorate and all(each.weight == 0 for each in node.electorate):
        return False
    if rule is None or rule.bound.is_count or rule.plurality or rule.choices is None:
        return True
    return rule.count in rule.choices


def _subject(short: Shortfall, called: str) -> str:
    match short.key:
        case "minimum_yes":
            return f"`minimum_yes` of {called}"
        case "affiliation_cap":
            return f"{called} under its `affiliation_cap`"
        case _:
            return called


def _verb(short: Shortfall) -> str:
    return "be reached" if short.key == "minimum_yes" else "pass"


def _hint(short: Shortfall) -> str:
    match short.key:
        case "affiliation_cap":
            return "Raise the cap, or ask for less."
        case "counting":
            return "Put what passes the vote into the quorum's `counting`."
        case "minimum_yes":
            return f"Ask for at most {plain_number(short.have)}."
        case _:
            return "Ask for less, or use `at_least`."


def _absences(declared: Declared, node: Condition, today: Trial, full: Trial) -> str:
    """Return why there are fewer than there could be: `With 3 of 7 vacant and 1 on leave,`."""
    away = declared.on_leave(node) if declared.policy.leave == "excluded" else 0
    vacant = full.size - today.size - away
    parts = []
    if vacant > 0:
        parts.append(f"{vacant} of {full.size} vacant")
    if away:
        parts.append(f"{away} on leave" if parts else f"{away} of {full.size} on leave")
    return f"With {' and '.join(parts)}," if parts else f"On {declared.today},"
