"""Checks of the lifecycle: that an RFC can get to every stage, and out of it, by somebody's word."""

from __future__ import annotations

from collections.abc import Iterator

from govbot.core.bodies import Kind
from govbot.core.checks.frame import Community, Found
from govbot.core.findings import Level
from govbot.core.governance import RESERVED_ROLES
from govbot.core.layout import SETTINGS_FILE, body_file
from govbot.core.lifecycle import DEFAULT_LIFECYCLE, Lifecycle, Trigger
from govbot.core.spelling import did_you_mean

__all__ = ["dead_ends", "missing_maintainers", "unknown_roles", "unreachable_stages", "vote_stages"]


def unreachable_stages(community: Community) -> Iterator[Found]:
    """An RFC can get to every stage."""
    for lifecycle in _lifecycle(community):
        reached, waiting = {lifecycle.initial}, [lifecycle.initial]
        while waiting:
            for row in lifecycle.leaving(waiting.pop()):
                if row.to not in reached:
                    reached.add(row.to)
                    waiting.append(row.to)
        for stage in lifecycle.stages:
            if stage not in reached:
                yield Found(
                    f"No RFC can get to the stage `{stage}`: no transition leads there from "
                    f"`{lifecycle.initial}`.",
                    f"Add a transition with `to: {stage}`, or remove the stage.",
                    SETTINGS_FILE,
                    ("lifecycle", "stages", stage),
                )


def dead_ends(community: Community) -> Iterator[Found]:
    """Something leads on from every stage that is not an end."""
    for lifecycle in _lifecycle(community):
        for name, stage in lifecycle.stages.items():
            if not stage.end and lifecycle.is_end(name):
                yield Found(
                    f"Nothing leads on from the stage `{name}`: an RFC there stays for good.",
                    f"Add a transition with `from: {name}`, or give the stage `end: true`.",
                    SETTINGS_FILE,
                    ("lifecycle", "stages", name),
                )


def vote_stages(community: Community) -> Iterator[Found]:
    """A vote that is opened leads somewhere when it passes and when it fails."""
    for lifecycle in _lifecycle(community):
        opening = {row.to: row.opens for row in lifecycle.transitions if row.opens}
        for stage, policy in opening.items():
            for trigger in (Trigger.VOTE_PASSED, Trigger.VOTE_FAILED):
                if lifecycle.on(stage, trigger) is None:
                    yield Found(
                        f"The stage `{stage}` opens the vote `{policy}`, and nothing happens on "
                        f"`{trigger}`.",
                        f"Add a transition: {{from: {stage}, to: ..., on: {trigger}}}.",
                        SETTINGS_FILE,
                        ("lifecycle", "stages", stage),
                    )


def unknown_roles(community: Community) -> Iterator[Found]:
    """Every transition by command names roles or bodies that exist."""
    seen: set[str] = set()
    for lifecycle in _lifecycle(community):
        is_default = lifecycle.transitions == DEFAULT_LIFECYCLE.transitions
        for at, row in enumerate(lifecycle.transitions):
            for role in row.by:
                if role in RESERVED_ROLES or community.has_body(role):
                    continue
                if is_default and role in seen:
                    continue
                seen.add(role)
                known = [*sorted(RESERVED_ROLES), *sorted(community.governance.bodies)]
                whose = "The default lifecycle" if is_default else f"The transition to `{row.to}`"
                yield Found(
                    f"{whose} lets `{role}` give the command, and that is neither a role nor a "
                    "body.",
                    f"{did_you_mean(role, known)}Write {body_file(role)}, or name one of: "
                    f"{', '.join(known)}.",
                    SETTINGS_FILE,
                    ("lifecycle", "transitions", at, "by"),
                    level=Level.WARNING if is_default else None,
                )


def missing_maintainers(community: Community) -> Iterator[Found]:
    """There are maintainers where a transition needs one."""
    governance = community.governance
    if governance.settings.maintainers or governance.maintainers():
        return
    for lifecycle in _lifecycle(community):
        for at, row in enumerate(lifecycle.transitions):
            if row.by == ("maintainer",):
                yield Found(
                    f"Only a maintainer may move an RFC to `{row.to}`, and there are none: no body "
                    f"is of kind `{Kind.CORE}`.",
                    f"Add a body with `kind: {Kind.CORE}`, or name bodies in `maintainers: [...]`.",
                    SETTINGS_FILE,
                    ("lifecycle", "transitions", at, "by"),
                )
                return


def _lifecycle(community: Community) -> Iterator[Lifecycle]:
    if community.has_settings:
        yield community.governance.settings.lifecycle
