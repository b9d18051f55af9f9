"""The issues about bodies that govbot keeps, and its pull requests: read in one request, changed in a few.

    snapshot = read_upkeep(connection, governance, branches=["govbot/emeritus-council"])
    failures = apply_upkeep(connection, governance, changes)

More requests are made only for more than 50 issues, more than 100 comments in one, more than 50 branches,
and the files of an open pull request. One change that GitHub refuses leaves the others done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, assert_never

from govbot.core.accounts import Account
from govbot.core.governance import Governance
from govbot.core.markers import is_marked
from govbot.core.upkeep.changes import (
    CloseIssue,
    CommentOnIssue,
    DeleteIssueComment,
    EditIssue,
    OpenIssue,
    Propose,
    ReopenIssue,
    UpkeepChange,
    WithdrawProposal,
)
from govbot.core.upkeep.emeritus import is_of_emeritus
from govbot.core.upkeep.snapshot import IssueComment, OwnIssue, UpkeepSnapshot
from govbot.gh.answers import BOT_SUFFIX, Node, account, is_by
from govbot.gh.connection import Connection
from govbot.gh.errors import Problem, Refused
from govbot.gh.failures import Failure, failures_of
from govbot.gh.labels import label_node
from govbot.gh.mutations import FIELDS_AT_ONCE, Field, bounded, mutation
from govbot.gh.proposals import (
    ALLOW_IT,
    AT_ONCE,
    PROPOSAL,
    own_proposals,
    proposals_fields,
    propose,
    read_proposals,
    withdraw,
)
from govbot.gh.queries import ACTOR
from govbot.gh.write import REFUSED_ALONE

__all__ = ["FOR_WRITING", "MORE_COMMENTS", "apply_upkeep", "read_upkeep", "upkeep_query"]

OR_WITHOUT = "Or set `rosters: {emeritus_pull_requests: false}` in governance/govbot.yaml."

COMMENTS = """
fragment Said on IssueCommentConnection {
  pageInfo { hasNextPage endCursor }
  nodes { id author { ...Who } body createdAt url }
}
"""

ISSUES = """
    issues(
      first: 50, after: $after, labels: [$label]
      orderBy: { field: CREATED_AT, direction: ASC }
    ) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id
        number
        title
        body
        state
        url
        author { ...Who }
        comments(first: 100) { ...Said }
      }
    }
"""

MORE_COMMENTS = f"""
query MoreComments($issue: ID!, $after: String) {{
  node(id: $issue) {{ ... on Issue {{ comments(first: 100, after: $after) {{ ...Said }} }} }}
}}
{ACTOR}{COMMENTS}
"""

FOR_WRITING = """
query ForWriting($owner: String!, $name: String!, $label: String!) {
  repository(owner: $owner, name: $name) { id label(name: $label) { id } }
}
"""

OPEN_PROPOSALS = """
    proposalsLeft: pullRequests(
      first: 50, labels: [$label], states: [OPEN]
      orderBy: { field: CREATED_AT, direction: ASC }
    ) { ...Proposal }
"""
"""Those that are open with the label, from whatever branch: a body may be no more."""

Mutable = OpenIssue | EditIssue | CommentOnIssue | DeleteIssueComment | CloseIssue | ReopenIssue
"""What a field of one mutation changes."""


def upkeep_query(branches: int) -> str:
    """Return the query for a page of issues, and for the pull requests from so many branches."""
    variables = "".join(f", $branch{index}: String!" for index in range(branches))
    return (
        "query Upkeep(\n"
        "  $owner: String!, $name: String!, $label: String!, $after: String"
        f"{variables}\n"
        ") {\n"
        "  viewer { __typename login databaseId }\n"
        "  repository(owner: $owner, name: $name) {\n"
        f"{ISSUES}{proposals_fields(branches)}{OPEN_PROPOSALS if branches else ''}"
        "  }\n"
        "}\n"
        f"{ACTOR}{COMMENTS}{PROPOSAL if branches else ''}"
    )


def read_upkeep(
    connection: Connection, governance: Governance, branches: Sequence[str] = ()
) -> UpkeepSnapshot:
    """Gather what upkeep looks at on GitHub; `branches` are those that it may propose from.

    The texts of the governance files are left out: `govbot.gh.read_files` has them. Raise `UserError`
    when the repository cannot be read, `GitHubUnavailable` when GitHub does not answer.
    """
    first = branches[:AT_ONCE]
    variables: dict[str, Any] = {
        "owner": connection.owner,
        "name": connection.name,
        "label": governance.settings.rosters.label,
        "after": None,
    } | {f"branch{index}": branch for index, branch in enumerate(first)}
    data = connection.query(upkeep_query(len(first)), variables).complete()
    read_at = connection.server_time
    viewer, repository = account(data["viewer"]), data["repository"]
    page = repository["issues"]
    nodes = [each for each in page["nodes"] if each]
    while page["pageInfo"]["hasNextPage"]:
        after = {"after": page["pageInfo"]["endCursor"]}
        wanted = {name: variables[name] for name in ("owner", "name", "label")} | after
        more = connection.query(upkeep_query(0), wanted).complete()
        page = more["repository"]["issues"]
        nodes += [each for each in page["nodes"] if each]
    own = [each for each in nodes if is_by(each, viewer)]
    if branches:
        _keep_of_no_body(repository, branches)
    proposals = own_proposals(connection, repository, viewer)
    if len(branches) > AT_ONCE:
        proposals += read_proposals(connection, branches[AT_ONCE:])
    return UpkeepSnapshot(
        issues=tuple(_issue(connection, each, viewer) for each in own),
        proposals=proposals,
        read_at=read_at,
        left_to_bot=not _is_bot(viewer) and any(_is_of_a_bot(each) for each in nodes),
    )


def apply_upkeep(
    connection: Connection, governance: Governance, changes: Sequence[UpkeepChange]
) -> tuple[Failure, ...]:
    """Make the changes; return those that GitHub refused.

    Issues and comments come first, in order, in one request for every 10 after one that finds the
    label, and one that makes it where it is missing; then one pull request after the other. Raise
    `GitHubUnavailable` when it is unknown what was done: read again and plan again.
    """
    on_issues: list[Mutable] = []
    on_pulls: list[Propose | WithdrawProposal] = []
    for change in changes:
        if isinstance(change, Propose | WithdrawProposal):
            on_pulls.append(change)
        else:
            on_issues.append(change)
    return (*_write(connection, governance, on_issues), *_propose(connection, on_pulls))


def _write(
    connection: Connection, governance: Governance, changes: Sequence[Mutable]
) -> Iterator[Failure]:
    opens = [each for each in changes if isinstance(each, OpenIssue)]
    where: Mapping[str, str] = {}
    if opens:
        try:
            where = _where(connection, governance.settings.rosters.label)
        except Refused as refused:
            if refused.status not in REFUSED_ALONE:
                raise
            # An issue without the label would not be found again.
            yield from (Failure(each, refused.message) for each in opens)
            changes = [each for each in changes if not isinstance(each, OpenIssue)]
    for start in range(0, len(changes), FIELDS_AT_ONCE):
        some = changes[start : start + FIELDS_AT_ONCE]
        reply = connection.mutate(*mutation([_field(each, where) for each in some]))
        yield from failures_of(reply.problems, some)


def _where(connection: Connection, label: str) -> Mapping[str, str]:
    """Return the node ids of the repository and of the label, which is made where it is missing."""
    variables = {"owner": connection.owner, "name": connection.name, "label": label}
    found = connection.query(FOR_WRITING, variables).ignoring(_is_label)["repository"]
    node = found["label"]["id"] if found["label"] else label_node(connection, label)
    return {"repository": found["id"], "label": node}


def _field(change: Mutable, where: Mapping[str, str]) -> Field:
    match change:
        case OpenIssue(title=title, body=body):
            place = {"repositoryId": where["repository"], "labelIds": [where["label"]]}
            return Field("createIssue", place | {"title": title, "body": bounded(body)})
        case EditIssue(node=node, title=title, body=body):
            return Field("updateIssue", {"id": node, "title": title, "body": bounded(body)})
        case CommentOnIssue(node=node, body=body):
            return Field("addComment", {"subjectId": node, "body": bounded(body)})
        case DeleteIssueComment(node=node):
            return Field("deleteIssueComment", {"id": node})
        case CloseIssue(node=node):
            return Field("closeIssue", {"issueId": node})
        case ReopenIssue(node=node):
            return Field("reopenIssue", {"issueId": node})
        case _:
            assert_never(change)


def _propose(
    connection: Connection, changes: Iterable[Propose | WithdrawProposal]
) -> Iterator[Failure]:
    forbidden = False
    for change in changes:
        if isinstance(change, WithdrawProposal):
            failure = withdraw(connection, change)
        elif forbidden and change.number is None:
            failure = Failure(change, "It may not, as above.", by_setting=True)
        else:
            failure = propose(connection, change)
            if failure is not None and failure.message == ALLOW_IT:
                forbidden = True
                failure = Failure(change, f"{ALLOW_IT} {OR_WITHOUT}", by_setting=True)
        if failure is not None:
            yield failure


def _issue(connection: Connection, node: Node, viewer: Account) -> OwnIssue:
    page = node["comments"]
    comments = [each for each in page["nodes"] if each]
    while page["pageInfo"]["hasNextPage"]:
        after = {"issue": node["id"], "after": page["pageInfo"]["endCursor"]}
        page = connection.query(MORE_COMMENTS, after).complete()["node"]["comments"]
        comments += [each for each in page["nodes"] if each]
    return OwnIssue(
        number=node["number"],
        node=node["id"],
        title=node["title"],
        body=node["body"],
        is_open=node["state"] == "OPEN",
        url=node["url"],
        comments=tuple(_comment(each, viewer) for each in comments),
    )


def _comment(node: Node, viewer: Account) -> IssueComment:
    return IssueComment(
        node=node["id"],
        author=account(node["author"]),
        body=node["body"],
        by_viewer=is_by(node, viewer),
        at=datetime.fromisoformat(node["createdAt"]),
        url=node["url"],
    )


def _keep_of_no_body(repository: Node, branches: Sequence[str]) -> None:
    """Leave of the open pull requests those from branches that are not asked about by name."""
    left = repository["proposalsLeft"]
    left["nodes"] = [
        each
        for each in left["nodes"]
        if each and is_of_emeritus(each["headRefName"]) and each["headRefName"] not in branches
    ]


def _is_bot(viewer: Account) -> bool:
    return viewer.is_bot or viewer.login.endswith(BOT_SUFFIX)


def _is_of_a_bot(node: Node) -> bool:
    return is_marked(node["body"]) and account(node["author"]).is_bot


def _is_label(problem: Problem) -> bool:
    return problem.type == "NOT_FOUND" and problem.path[-1:] == ("label",)
