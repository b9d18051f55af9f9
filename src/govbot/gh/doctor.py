"""What GitHub shows of a repository in which govbot is installed: settings, rules, runs, labels.

    reads = Reads(connection, MOST)
    observed = observe(reads, inquiry)
    observed.labels       # (RepositoryLabel(...), ...), or Unseen("This token may not see it.", "Issues: read")

All of it is read: nothing here can change anything. It is about 15 requests, and `MOST` at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from govbot.core.doctor import Observed, Unseen
from govbot.core.doctor.answers import (
    ActionsPermissions,
    ActionsPolicy,
    BranchRule,
    ClassicProtection,
    DeploymentEnvironment,
    ListedWorkflow,
    ScheduledRun,
    ScheduledRuns,
    SelectedActions,
    SettingsOfRepository,
    ShownBranch,
    ShownSecret,
    WorkflowDefaults,
)
from govbot.core.errors import UserError
from govbot.gh.lookups import categories_there, files_named, issues_numbered, labels_named
from govbot.gh.reads import ACTIONS, ADMINISTRATION, CONTENTS, ENVIRONMENTS, METADATA, Reads

__all__ = ["MOST", "Inquiry", "observe"]

MOST = 40
"""The most requests that one look at a repository takes, however many people and policies there are."""

POLICIES = 5
"""How many of the policies in force are looked at."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked about: the ledger's branch, files by path, labels by name, issues by number.

    `workflow` is the file of the one that runs govbot, `environment` the one that keeps the
    organisation's token; neither is asked about where it is empty.
    """

    ledger: str
    files: Sequence[str] = ()
    labels: Sequence[str] = ()
    issues: Sequence[int] = ()
    workflow: str = ""
    environment: str = ""
    with_categories: bool = False


def observe(reads: Reads, inquiry: Inquiry) -> Observed:
    """Read what is asked about. Raise `UserError` only where the token, or the repository, is none."""
    repository = reads.get_if_there("", SettingsOfRepository, METADATA)
    if repository is None:
        raise UserError(
            f"GitHub has no repository {reads.connection.repository}, or does not show it to this token.",
            "Check its name, and that the token is for it: Metadata: read is enough to begin with.",
        )
    branch = repository if isinstance(repository, Unseen) else repository.default_branch
    actions = reads.get("/actions/permissions", ActionsPermissions, ADMINISTRATION)
    ledger = _branch(reads, inquiry.ledger)
    return Observed(
        repository=repository,
        files=files_named(reads, inquiry.files),
        actions=actions,
        selected=_selected(reads, actions),
        policies=_policies(reads),
        defaults=reads.get("/actions/permissions/workflow", WorkflowDefaults, ADMINISTRATION),
        workflows=reads.listed(
            "/actions/workflows?per_page=100", "workflows", ListedWorkflow, ACTIONS
        ),
        last_run=_last_run(reads, inquiry.workflow),
        default_rules=branch if isinstance(branch, Unseen) else _rules(reads, branch),
        default=branch if isinstance(branch, Unseen) else _branch(reads, branch),
        ledger_rules=_rules(reads, inquiry.ledger),
        ledger=ledger,
        protection=_protection(reads, ledger, inquiry.ledger),
        labels=labels_named(reads, inquiry.labels),
        categories=categories_there(reads) if inquiry.with_categories else None,
        issues=issues_numbered(reads, inquiry.issues),
        environment=_environment(reads, inquiry.environment),
        secrets=_secrets(reads, inquiry.environment),
    )


def _selected(
    reads: Reads, actions: ActionsPermissions | Unseen
) -> SelectedActions | Unseen | None:
    if isinstance(actions, Unseen) or actions.allowed_actions != "selected":
        return None
    return reads.get("/actions/permissions/selected-actions", SelectedActions, ADMINISTRATION)


def _policies(reads: Reads) -> tuple[ActionsPolicy, ...] | Unseen:
    """Read the policies; their rules are shown of each singly, and looked at in the first that hold."""
    listed = reads.listed(
        "/actions/policies?per_page=100", "policies", ActionsPolicy, ADMINISTRATION
    )
    if isinstance(listed, Unseen):
        return listed
    active = [each for each in listed if each.enforcement == "active"]
    whole = {
        each.id: reads.get(f"/actions/policies/{each.id}", ActionsPolicy, ADMINISTRATION)
        for each in active[:POLICIES]
    }
    return tuple(
        each if isinstance(found := whole.get(each.id, each), Unseen) else found for each in active
    )


def _last_run(reads: Reads, workflow: str) -> ScheduledRun | Unseen | None:
    if not workflow:
        return None
    name = quote(workflow.rpartition("/")[2], safe="")
    path = f"/actions/workflows/{name}/runs?event=schedule&per_page=1"
    found = reads.get_if_there(path, ScheduledRuns, ACTIONS)
    # A workflow that GitHub does not know has never run.
    return found if found is None or isinstance(found, Unseen) else next(iter(found.runs), None)


def _rules(reads: Reads, branch: str) -> tuple[BranchRule, ...] | Unseen:
    return reads.list(f"/rules/branches/{_quoted(branch)}?per_page=100", BranchRule, METADATA)


def _branch(reads: Reads, branch: str) -> ShownBranch | Unseen | None:
    return reads.get_if_there(f"/branches/{_quoted(branch)}", ShownBranch, CONTENTS)


def _protection(
    reads: Reads, shown: ShownBranch | Unseen | None, branch: str
) -> ClassicProtection | Unseen | None:
    """Read classic branch protection where there is some: GitHub tells everybody only whether there is."""
    if shown is None or isinstance(shown, Unseen):
        return shown
    if shown.protection is None or not shown.protection.enabled:
        return None
    path = f"/branches/{_quoted(branch)}/protection"
    return reads.get(path, ClassicProtection, ADMINISTRATION)


def _environment(reads: Reads, name: str) -> DeploymentEnvironment | Unseen | None:
    if not name:
        return None
    return reads.get_if_there(f"/environments/{_quoted(name)}", DeploymentEnvironment, ACTIONS)


def _secrets(reads: Reads, environment: str) -> frozenset[str] | Unseen:
    if not environment:
        return frozenset()
    path = f"/environments/{_quoted(environment)}/secrets?per_page=100"
    found = reads.listed(path, "secrets", ShownSecret, ENVIRONMENTS)
    return found if isinstance(found, Unseen) else frozenset(each.name for each in found)


def _quoted(name: str) -> str:
    return quote(name, safe="")
