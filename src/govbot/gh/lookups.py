"""What is asked for by its name, many in one request: files, labels, issues, accounts, categories.

    files_named(reads, ["README.md", "gone.md"])     # {"README.md": "9ae2..."}, by git id
    accounts_called(reads, ["ada", "nobody"])        # {"ada": Account("ada", 1001, ...)}

What is not there is left out. What could not be seen is `Unseen`, with the permission that would show it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter

from govbot.core.doctor import Unseen
from govbot.core.doctor.answers import (
    ShownAccount,
    ShownCategories,
    ShownIssue,
    ShownLabel,
    ShownObject,
)
from govbot.core.labels import RepositoryLabel
from govbot.gh.accounts import Account
from govbot.gh.files import DEFAULT_BRANCH
from govbot.gh.reads import CONTENTS, DISCUSSIONS, ISSUES, METADATA, STRANGE, Reads

__all__ = [
    "CATEGORIES",
    "FIELDS",
    "accounts_called",
    "accounts_query",
    "categories_there",
    "fields_query",
    "files_named",
    "issues_numbered",
    "labels_named",
]

AT_ONCE = 50
"""How many are asked for in one request."""

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
"""Each kind of thing: the type of its name, and the field that asks for it."""

NUMBER = "... on Issue { number } ... on PullRequest { number }"

Kind = TypeVar("Kind")


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


def files_named(reads: Reads, paths: Sequence[str]) -> dict[str, str] | Unseen:
    """Return the git ids of files on the default branch, by path."""
    at_head = [f"{DEFAULT_BRANCH}:{path}" for path in paths]
    found = _fields(reads, "files", at_head, ShownObject, CONTENTS)
    if isinstance(found, Unseen):
        return found
    return {str(name).partition(":")[2]: each.oid for name, each in found.items()}


def labels_named(reads: Reads, names: Sequence[str]) -> tuple[RepositoryLabel, ...] | Unseen:
    """Return the labels of these names."""
    found = _fields(reads, "labels", names, ShownLabel, ISSUES)
    if isinstance(found, Unseen):
        return found
    return tuple(
        RepositoryLabel(name=each.name, color=each.color, description=each.description or "")
        for each in found.values()
    )


def issues_numbered(reads: Reads, numbers: Sequence[int]) -> frozenset[int] | Unseen:
    """Return the numbers that an issue or pull request has."""
    found = _fields(reads, "issues", numbers, ShownIssue, ISSUES)
    return found if isinstance(found, Unseen) else frozenset(each.number for each in found.values())


def categories_there(reads: Reads) -> tuple[str, ...] | Unseen | None:
    """Return the names and slugs of the categories of discussions; None where discussions are off."""
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


def _repository_in(data: Any) -> Any:
    """Return the repository of a GraphQL answer, whatever that is."""
    return data.get("repository") if isinstance(data, dict) else None


def _in_parts(asked: Sequence[Kind]) -> Iterator[Sequence[Kind]]:
    for start in range(0, len(asked), AT_ONCE):
        yield asked[start : start + AT_ONCE]
