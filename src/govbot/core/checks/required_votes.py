"""Checks of the rules that ask for votes by path: that each can be followed, and decides something."""

from __future__ import annotations

from collections.abc import Iterator

from govbot.core.checks.frame import Community, Found
from govbot.core.layout import SETTINGS_FILE
from govbot.core.required_votes import matches_some, never_wins

__all__ = ["shadowed_rules", "unknown_policies", "unmatched_patterns"]


def unknown_policies(community: Community) -> Iterator[Found]:
    """Every vote that is required is one under a policy that exists."""
    if not community.has_settings:
        return
    settings = community.governance.settings
    known = settings.all_policies
    for place, rule in enumerate(settings.required_votes):
        if rule.asks and rule.policy not in known:
            yield Found(
                f"Changes to {' and '.join(f'`{path}`' for path in rule.paths)} need a vote under "
                f"`{rule.policy}`, and there is no such policy.",
                f"Name one of: {', '.join(sorted(known))}; or `none`, where no vote is needed.",
                SETTINGS_FILE,
                ("required_votes", place, "policy"),
            )


def shadowed_rules(community: Community) -> Iterator[Found]:
    """Every rule on required votes decides about some file."""
    if not community.has_settings:
        return
    rules = community.governance.settings.required_votes
    for place, rule in enumerate(rules):
        earlier = never_wins(rules, place)
        if earlier is not None:
            yield Found(
                f"Rule {place + 1} of `required_votes` ({', '.join(rule.paths)}) never decides: rule "
                f"{earlier.place + 1} (`{earlier.pattern}`) takes its files first.",
                "The first rule that matches a file wins: move this one up, or take it out.",
                SETTINGS_FILE,
                ("required_votes", place),
            )


def unmatched_patterns(community: Community) -> Iterator[Found]:
    """Every pattern of a rule on required votes is that of some file."""
    if not community.has_settings or community.files is None:
        return
    for place, rule in enumerate(community.governance.settings.required_votes):
        for at, pattern in enumerate(rule.paths):
            if not matches_some(pattern, community.files):
                yield Found(
                    f"`{pattern}` in rule {place + 1} of `required_votes` matches no file of the "
                    "repository.",
                    "Write a path from the repository's root, as in .gitignore; where the files are "
                    "yet to come, it can stay.",
                    SETTINGS_FILE,
                    ("required_votes", place, "paths", at),
                )
