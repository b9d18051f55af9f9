"""What the sandbox remembers of a repository's settings; tests and rehearsals set them directly.

    settings = world.repository().settings
    settings.rulesets.append(Ruleset(1, "Ledger", "governance-ledger", ["deletion", "non_fast_forward"]))
    settings.allowed_actions = "selected"

The words are those of GitHub's REST interface. Rules are shown, and not enforced.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "DeploymentTarget",
    "ExecutionPolicy",
    "RepositorySettings",
    "Ruleset",
    "StatusCheck",
    "StrictBranch",
]


@dataclass(slots=True)
class StatusCheck:
    """A check that has to pass; `app` is the id of the App that has to set it (None: any)."""

    context: str
    app: int | None = None


@dataclass(slots=True)
class Ruleset:
    """The rules of one branch: their types, and the checks of `required_status_checks`."""

    id: int
    name: str
    branch: str
    types: list[str] = field(default_factory=list)
    checks: list[StatusCheck] = field(default_factory=list)


@dataclass(slots=True)
class StrictBranch:
    """Classic protection of one branch."""

    branch: str
    force_pushes: bool = False
    deletions: bool = False
    checks: list[StatusCheck] = field(default_factory=list)


@dataclass(slots=True)
class ExecutionPolicy:
    """A policy for Actions: the events that may start a workflow, and whether it says who may start one."""

    id: int
    name: str
    enforcement: Literal["active", "evaluate", "disabled"] = "active"
    events: list[str] | None = None
    actors: list[int] | None = None


@dataclass(slots=True)
class DeploymentTarget:
    """An environment: whether only chosen branches may use it, and the names of its secrets."""

    name: str
    branches: Literal["protected", "chosen"] | None = None
    secrets: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RepositorySettings:
    """All of it. `policies` of None is a GitHub without them; `workflow_states` are by path."""

    private: bool = False
    archived: bool = False
    actions_enabled: bool = True
    allowed_actions: Literal["all", "local_only", "selected"] = "all"
    github_owned_allowed: bool = True
    patterns_allowed: list[str] = field(default_factory=list)
    default_workflow_permissions: Literal["read", "write"] = "read"
    policies: list[ExecutionPolicy] | None = field(default_factory=list)
    workflow_states: dict[str, str] = field(default_factory=dict)
    rulesets: list[Ruleset] = field(default_factory=list)
    protections: list[StrictBranch] = field(default_factory=list)
    environments: list[DeploymentTarget] = field(default_factory=list)
