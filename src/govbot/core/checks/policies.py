"""Checks of the policies: that each names bodies that exist, and can come out either way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction

from govbot.core.amounts import Amount
from govbot.core.checks.frame import Community, FilePath, Found
from govbot.core.choices import Choice
from govbot.core.errors import UserError
from govbot.core.findings import Level
from govbot.core.governance import RESERVED_ROLES
from govbot.core.layout import SETTINGS_FILE, body_file
from govbot.core.policies import PassRule, Policy

__all__ = [
    "empty_electorates",
    "impossible_pass_rules",
    "impossible_quorums",
    "rounded_shares",
    "short_periods",
    "unknown_bodies",
]

# How near to a third a share is before it looks like a third that was rounded: 66.6% to 66.7%.
ROUNDING = Fraction(1, 1000)


def unknown_bodies(community: Community) -> Iterator[Found]:
    """Every body that is named has a file."""
    named: list[tuple[str, str, FilePath]] = []
    if community.has_settings:
        named += [
            (slug, SETTINGS_FILE, ("maintainers", at))
            for at, slug in enumerate(community.governance.settings.maintainers)
        ]
        for name, policy in _policies(community):
            roles = [slug for slug in policy.stewards if slug not in RESERVED_ROLES]
            for key, slugs in (
                ("electorate", policy.electorate),
                ("stewards", roles),
                ("veto", policy.veto.by if policy.veto else ()),
            ):
                named += [(slug, SETTINGS_FILE, ("policies", name, key)) for slug in slugs]
    for slug, body in community.bodies:
        named += [
            (other, body_file(slug), ("limits", "incompatible", at))
            for at, other in enumerate(body.limits.incompatible)
        ]
    for slug, file, path in named:
        if not community.has_body(slug):
            known = ", ".join(sorted(community.governance.bodies)) or "none"
            yield Found(
                f"{_subject(community, path)} names the body `{slug}`, which does not exist.",
                f"Write {body_file(slug)}, or name one of: {known}.",
                file,
                path,
                # What nobody wrote here is for whoever needs a vote to write.
                level=Level.WARNING if _is_default(community, path) else None,
            )


def empty_electorates(community: Community) -> Iterator[Found]:
    """Somebody may vote today under each policy."""
    for name, policy in _policies(community):
        if _voters(community, policy) == 0:
            # A roster that names nobody is a mistake; terms that are over are news, and would
            # otherwise turn every other pull request red on the day.
            bodies = [community.governance.bodies.get(slug) for slug in policy.electorate]
            names_somebody = any(body is not None and body.members for body in bodies)
            yield Found(
                f"Nobody may vote under `{name}`: no member of {' or '.join(policy.electorate)} "
                f"serves on {community.today}.",
                "A vote needs at least one member whose term runs and who is not on leave.",
                SETTINGS_FILE,
                ("policies", name, "electorate"),
                level=Level.WARNING if names_somebody else None,
            )


def short_periods(community: Community) -> Iterator[Found]:
    """A vote runs at least as long as its own minimum."""
    moment = datetime(community.today.year, community.today.month, community.today.day, tzinfo=UTC)
    for name, policy in _policies(community):
        period = policy.period
        if period.minimum and period.length.after(moment) < period.minimum.after(moment):
            yield Found(
                f"A vote under `{name}` runs {period.length}, less than its minimum of "
                f"{period.minimum}.",
                "Lengthen `length`, or shorten `minimum`.",
                SETTINGS_FILE,
                ("policies", name, "period", "length"),
            )


def impossible_quorums(community: Community) -> Iterator[Found]:
    """A quorum can be met, and can be missed."""
    for name, policy in _policies(community):
        if policy.quorum is None:
            continue
        path = ("policies", name, "quorum", "at_least")
        need, most = policy.quorum.at_least, _most(community, policy)
        if need.value == 0:
            yield Found(
                f"The quorum of `{name}` is nothing: it is always met.",
                "Say how many have to take part, or leave `quorum` out.",
                SETTINGS_FILE,
                path,
                level=Level.WARNING,
            )
        elif not need.is_share and most is not None and need.value > most:
            yield Found(
                f"The quorum of `{name}` is {need}, but there are only {most} who may vote: "
                "it can never be met.",
                f"Ask for at most {most}, or for a share such as 1/2.",
                SETTINGS_FILE,
                path,
            )


def impossible_pass_rules(community: Community) -> Iterator[Found]:
    """A vote can pass, and can fail."""
    for name, policy in _policies(community):
        rule = policy.pass_
        bound = "more_than" if rule.more_than is not None else "at_least"
        if (problem := _wrong_pass(rule, _most(community, policy))) is not None:
            message, hint = problem
            yield Found(
                f"`{name}` {message}", hint, SETTINGS_FILE, ("policies", name, "pass", bound)
            )


def rounded_shares(community: Community) -> Iterator[Found]:
    """A share that is meant as thirds is written as thirds."""
    for name, policy in _policies(community):
        rule = policy.pass_
        bound = "more_than" if rule.more_than is not None else "at_least"
        amounts: list[tuple[Amount, FilePath]] = [(rule.bound, ("policies", name, "pass", bound))]
        if policy.quorum is not None:
            amounts.append((policy.quorum.at_least, ("policies", name, "quorum", "at_least")))
        for amount, path in amounts:
            for third in (Fraction(1, 3), Fraction(2, 3)):
                if amount.is_share and 0 < abs(amount.value - third) <= ROUNDING:
                    side = "more" if amount.value > third else "less"
                    yield Found(
                        f"`{amount}` in `{name}` is exactly that, a little {side} than {third}.",
                        f"Write `{third}` if that is what is meant.",
                        SETTINGS_FILE,
                        path,
                    )


def _wrong_pass(rule: PassRule, most: Fraction | None) -> tuple[str, str] | None:
    need = rule.bound
    is_strict = rule.more_than is not None
    if rule.count is Choice.BLOCK:
        return "counts blocks as votes in favour.", "Write `count: yes`."
    if need.is_share and not isinstance(rule.of, str) and rule.count not in rule.of:
        return (
            f"measures {rule.count} as a share of {rule.base}, which does not hold it.",
            f"Put {rule.count} into `of`.",
        )
    if need.value == 0 and not is_strict:
        return "passes whatever is voted: `at_least: 0` is always met.", "Ask for more than 0."
    limit = Fraction(1) if need.is_share else most
    if limit is not None and (need.value > limit or (is_strict and need.value == limit)):
        return (
            f"can never pass: {rule.need} is more than there can be.",
            f"Ask for less than {need}, or use `at_least`.",
        )
    return None


def _policies(community: Community) -> Iterator[tuple[str, Policy]]:
    """Yield the community's own policies, and the defaults that its lifecycle opens."""
    if not community.has_settings:
        return
    settings = community.governance.settings
    opened = {row.opens for row in settings.lifecycle.transitions}
    for name, policy in settings.all_policies.items():
        if name in settings.policies or name in opened:
            yield name, policy


def _voters(community: Community, policy: Policy) -> int | None:
    """Count who may vote today; None where a body of theirs is missing or could not be read."""
    governance = community.governance
    if any(slug not in governance.bodies for slug in policy.electorate):
        return None
    try:
        return len(governance.electorate(policy.electorate, community.today))
    except UserError:
        return 0


def _most(community: Community, policy: Policy) -> Fraction | None:
    """Return the most ballots there can be: all who serve today, or all seats where more."""
    voters = _voters(community, policy)
    if not voters:
        return None
    return Fraction(max(voters, community.governance.seats(policy.electorate, community.today)))


def _subject(community: Community, path: FilePath) -> str:
    if path[0] != "policies":
        return f"`{path[0]}`"
    whose = "default " if _is_default(community, path) else ""
    return f"`{path[2]}` of the {whose}policy `{path[1]}`"


def _is_default(community: Community, path: FilePath) -> bool:
    """Say whether a path leads into a policy that is govbot's own default."""
    return path[0] == "policies" and path[1] not in community.governance.settings.policies
