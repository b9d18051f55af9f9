"""What GitHub answers about a repository's settings, as far as `govbot doctor` looks at it.

    ActionsPermissions.model_validate({"enabled": True, "allowed_actions": "all", "more": ...})

The names are those of GitHub's REST interface. What is more is passed over; what is not of the type that
GitHub documents raises pydantic's `ValidationError`, and the row then says that it could not be seen.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

__all__ = [
    "ActionsPermissions",
    "ActionsPolicy",
    "BranchRule",
    "ClassicProtection",
    "DeploymentEnvironment",
    "ListedWorkflow",
    "RequiredCheck",
    "ScheduledRun",
    "ScheduledRuns",
    "SelectedActions",
    "SettingsOfRepository",
    "ShownAccount",
    "ShownBranch",
    "ShownCategories",
    "ShownIssue",
    "ShownLabel",
    "ShownObject",
    "ShownSecret",
    "WorkflowDefaults",
]

# JSON has no type for a moment: it comes as text, whatever else is strict.
Instant = Annotated[AwareDatetime, Field(strict=False)]


class Answered(BaseModel):
    """A part of an answer of GitHub."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class SettingsOfRepository(Answered):
    """The repository itself."""

    default_branch: str
    private: bool
    archived: bool = False


class ActionsPermissions(Answered):
    """Whether GitHub Actions runs here, and with which actions."""

    enabled: bool
    allowed_actions: Literal["all", "local_only", "selected"] | None = None


class SelectedActions(Answered):
    """Which actions may be used where only selected ones may."""

    github_owned_allowed: bool = False
    verified_allowed: bool = False
    patterns_allowed: list[str] = []


class WorkflowDefaults(Answered):
    """What the token of a workflow may do unasked, and whether it may open pull requests."""

    default_workflow_permissions: Literal["read", "write"]
    can_approve_pull_request_reviews: bool


class PolicyParameters(Answered):
    """What a rule of a policy lets through."""

    allowed_events: list[str] | None = None


class PolicyRule(Answered):
    """One rule of a policy for Actions."""

    type: str
    parameters: PolicyParameters | None = None


class WorkflowPaths(Answered):
    """The workflows that a policy is about, by patterns of their paths."""

    include: list[str] = []
    exclude: list[str] = []


class PolicyConditions(Answered):
    """What a policy is about."""

    workflow_path: WorkflowPaths | None = None


class ActionsPolicy(Answered):
    """A policy for Actions. A list of them leaves out rules and conditions."""

    id: int
    name: str
    enforcement: str
    conditions: PolicyConditions | None = None
    rules: list[PolicyRule] | None = None


class ListedWorkflow(Answered):
    """A workflow as GitHub lists it: `state` is `active`, or why it is off."""

    path: str
    state: str
    created_at: Instant


class ScheduledRun(Answered):
    """A run that a schedule started."""

    created_at: Instant
    conclusion: str | None = None
    html_url: str = ""


class ScheduledRuns(Answered):
    """A page of runs, the newest first."""

    runs: list[ScheduledRun] = Field(alias="workflow_runs")


class RequiredCheck(Answered):
    """A check that a rule requires, and the app that has to set it (None: any)."""

    context: str
    integration_id: int | None = None


class RuleParameters(Answered):
    """What a rule of a branch asks for, where it is about checks."""

    required_status_checks: list[RequiredCheck] | None = None


class BranchRule(Answered):
    """A rule that applies to a branch."""

    type: str
    parameters: RuleParameters | None = None


class ClassicCheck(Answered):
    """A check that classic branch protection requires; an `app_id` of None or -1 is any app."""

    context: str
    app_id: int | None = None


class ClassicChecks(Answered):
    """The checks that classic branch protection requires."""

    contexts: list[str] = []
    checks: list[ClassicCheck] = []


class ShownProtection(Answered):
    """What everybody is shown of classic branch protection."""

    enabled: bool = False
    required_status_checks: ClassicChecks | None = None


class ShownBranch(Answered):
    """A branch."""

    name: str
    protection: ShownProtection | None = None


class Switch(Answered):
    """Something that is on or off."""

    enabled: bool


class ClassicProtection(Answered):
    """What only administrators are shown of classic branch protection."""

    allow_force_pushes: Switch | None = None
    allow_deletions: Switch | None = None


class DeploymentEnvironment(Answered):
    """An environment: `deployment_branch_policy` says which branches may use it (None: all)."""

    deployment_branch_policy: dict[str, bool] | None = None


class ShownSecret(Answered):
    """The name of a secret: its value is shown to nobody."""

    name: str


class ShownObject(Answered):
    """A file, by its git id."""

    oid: str


class ShownLabel(Answered):
    """A label."""

    name: str
    color: str
    description: str | None = None


class ShownIssue(Answered):
    """An issue or pull request."""

    number: int


class ShownCategory(Answered):
    """A category of discussions."""

    name: str
    slug: str


class CategoryNodes(Answered):
    """A page of categories."""

    nodes: list[ShownCategory | None]


class ShownCategories(Answered):
    """Whether there are discussions, and their categories."""

    has_discussions: bool = Field(alias="hasDiscussionsEnabled")
    categories: CategoryNodes = Field(alias="discussionCategories")


class ShownAccount(Answered):
    """A person's account."""

    login: str
    id: int = Field(alias="databaseId")
