"""What GitHub shows of a repository in which govbot is installed: settings, rules, runs, labels.

    reads = Reads(connection, MOST)
    observed = observe(reads, inquiry)
    observed.labels                          # (RepositoryLabel(...), ...), or Unseen("This token ...")
    accounts_called(reads, ["ada", "ben"])   # {"ada": Account("ada", 1001, ...)}: ben is not there

All of it is read: nothing here can change anything. It is about 15 requests, and `MOST` at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

from pydantic import TypeAdapter

from govbot.core.doctor import Observed, Unseen
from govbot.core.doctor.answers import (
    ActionsPermissions,
    ActionsPolicy,
    BranchRule,
    ClassicProtection,
    DeploymentEnvironment,
    ListedWorkflow,
    ScheduledRun,
    SelectedActions,
    SettingsOfRepository,
    ShownAccount,
    ShownBranch,
    ShownCategories,
    ShownIssue,
    ShownLabel,
    ShownObject,
    ShownSecret,
    WorkflowDefaults,
)
from govbot.core.errors import UserError
from govbot.core.labels import RepositoryLabel
from govbot.gh.accounts import Account
from govbot.gh.files import DEFAULT_BRANCH
from govbot.gh.reads import STRANGE, Reads

__all__ = [
    "CATEGORIES",
    "FIELDS",
    "MOST",
    "Inquiry",
    "accounts_called",
    "accounts_query",
    "fields_query",
    "observe",
]

MOST = 40
"""The most requests that one look at a repository takes, however many people and policies there are."""

AT_ONCE = 50
POLICIES = 5

ADMINISTRATION, ACTIONS, CONTENTS = "Administration: read", "Actions: read", "Contents: read"
METADATA, ISSUES, DISCUSSIONS = "Metadata: read", "Issues: read", "Discussions: read"
ENVIRONMENTS = "Environments: read"

CATEGORIES = """
query Categories($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    hasDiscussionsEnabled
    discussionCategories(first: 100) { nodes { name slug } }
  }
}
"""

FIELDS = {
    "files": ("String", "object(expression: {}) {{ oid }}"),
    "labels": ("String", "label(name: {}) {{ name color description }}"),
    "issues": ("Int", "issueOrPullRequest(number: {}) {{ {} }}"),
}
NUMBER = "... on Issue { number } ... on PullRequest { number }"

Kind = TypeVar("Kind")


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
        files=_files(reads, inquiry.files),
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
        labels=_labels(reads, inquiry.labels),
        categories=_categories(reads) if inquiry.with_categories else None,
        issues=_issues(reads, inquiry.issues),
        environment=_environment(reads, inquiry.environment),
        secrets=_secrets(reads, inquiry.environment),
    )


def accounts_called(reads: Reads, logins: Sequence[str]) -> dict[str, Account] | Unseen:
    """Return the person's account that each login is of, by the login in small letters; none is left out."""
    found: dict[str, Account] = {}
    adapter = TypeAdapter(dict[str, ShownAccount | None])
    for some in _in_parts(logins):
        variables = {f"login{at}": login for at, login in enumerate(some)}
        answer = reads.query(
            accounts_query(len(some)), variables, adapter.validate_python, METADATA
        )
        if isinstance(answer, Unseen):
            return answer
        found |= {
            each.login.lower(): Account(each.login, each.id, is_person=True)
            for each in answer.values()
            if each is not None
        }
    return found


def accounts_query(count: int) -> str:
    """Return the query for the accounts of so many logins."""
    variables = ", ".join(f"$login{at}: String!" for at in range(count))
    users = "".join(
        f"  user{at}: user(login: $login{at}) {{ login databaseId }}\n" for at in range(count)
    )
    return f"query Accounts({variables}) {{\n{users}}}\n"


def fields_query(what: str, count: int) -> str:
    """Return the query for so many `files`, `labels` or `issues` of the repository."""
    kind, field = FIELDS[what]
    variables = "".join(f", ${what}{at}: {kind}!" for at in range(count))
    asked = "".join(
        f"    {what}{at}: {field.format(f'${what}{at}', NUMBER)}\n" for at in range(count)
    )
    return (
        f"query {what.capitalize()}Seen($owner: String!, $name: String!{variables}) {{\n"
        f"  repository(owner: $owner, name: $name) {{\n{asked}  }}\n}}\n"
    )


def _fields(
    reads: Reads, what: str, asked: Sequence[str | int], kind: type[Kind], permission: str
) -> dict[str | int, Kind] | Unseen:
    """Return those of the things asked about that are there, by what they were asked for."""
    adapter: TypeAdapter[dict[str, Kind | None]] = TypeAdapter(dict[str, kind | None])  # type: ignore[valid-type]  # made here
    found: dict[str | int, Kind] = {}
    for some in _in_parts(asked):
        variables: dict[str, Any] = {
            "owner": reads.connection.owner,
            "name": reads.connection.name,
            **{f"{what}{at}": each for at, each in enumerate(some)},
        }
        answer = reads.query(
            fields_query(what, len(some)),
            variables,
            lambda data: adapter.validate_python(_repository_in(data)),
            permission,
        )
        if isinstance(answer, Unseen):
            return answer
        for at, each in enumerate(some):
            if f"{what}{at}" not in answer:
                return STRANGE
            value = answer[f"{what}{at}"]
            if value is not None:
                found[each] = value
    return found


def _files(reads: Reads, paths: Sequence[str]) -> dict[str, str] | Unseen:
    at_head = [f"{DEFAULT_BRANCH}:{path}" for path in paths]
    found = _fields(reads, "files", at_head, ShownObject, CONTENTS)
    if isinstance(found, Unseen):
        return found
    return {str(name).partition(":")[2]: each.oid for name, each in found.items()}


def _labels(reads: Reads, names: Sequence[str]) -> tuple[RepositoryLabel, ...] | Unseen:
    found = _fields(reads, "labels", names, ShownLabel, ISSUES)
    if isinstance(found, Unseen):
        return found
    return tuple(
        RepositoryLabel(name=each.name, color=each.color, description=each.description or "")
        for each in found.values()
    )


def _issues(reads: Reads, numbers: Sequence[int]) -> frozenset[int] | Unseen:
    found = _fields(reads, "issues", numbers, ShownIssue, ISSUES)
    return found if isinstance(found, Unseen) else frozenset(each.number for each in found.values())


def _categories(reads: Reads) -> tuple[str, ...] | Unseen | None:
    named = {"owner": reads.connection.owner, "name": reads.connection.name}
    shown = reads.query(
        CATEGORIES,
        named,
        lambda data: ShownCategories.model_validate(_repository_in(data)),
        DISCUSSIONS,
    )
    if isinstance(shown, Unseen):
        return shown
    if not shown.has_discussions:
        return None
    nodes = [each for each in shown.categories.nodes if each]
    return tuple(name for each in nodes for name in (each.name, each.slug))


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
    found = reads.listed(path, "workflow_runs", ScheduledRun, ACTIONS)
    return found if isinstance(found, Unseen) else next(iter(found), None)


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


def _repository_in(data: Any) -> Any:
    """Return the repository of a GraphQL answer, whatever that is."""
    return data.get("repository") if isinstance(data, dict) else None


def _quoted(name: str) -> str:
    return quote(name, safe="")


def _in_parts(asked: Sequence[Kind]) -> Iterator[Sequence[Kind]]:
    for start in range(0, len(asked), AT_ONCE):
        yield asked[start : start + AT_ONCE]
