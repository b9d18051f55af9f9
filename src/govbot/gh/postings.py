"""Where the end of a vote is announced, and what was announced there already.

    (place,) = read_postings(connection, issue=42, category=None, since=closed)
    place.node       # the issue's node id; None: there is no such issue
    place.posted     # govbot's own comments on it, newest first

One request, made only for who owes an announcement; more where more than 100 things were written since.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from govbot.core.accounts import Account
from govbot.core.snapshot import Comment, Posting
from govbot.gh.answers import Node, account, comment
from govbot.gh.connection import Connection
from govbot.gh.errors import Problem
from govbot.gh.queries import ACTOR, COMMENTS

__all__ = ["POSTINGS", "read_postings"]

PAGES = 10
"""How many pages of 100 are read at most: what is older is not looked for."""

DISCUSSIONS = {"discussionCategories", "discussions"}

# A category has no list of its own discussions that the request which looks for it could ask for.
POSTINGS = f"""
query Postings(
  $owner: String!, $name: String!
  $issue: Int!, $withIssue: Boolean!, $withCategories: Boolean!
  $before: String, $after: String
) {{
  viewer {{ __typename login databaseId }}
  repository(owner: $owner, name: $name) {{
    subject: issueOrPullRequest(number: $issue) @include(if: $withIssue) {{
      ... on Issue {{ id comments(last: 100, before: $before) {{ ...Comments }} }}
      ... on PullRequest {{ id comments(last: 100, before: $before) {{ ...Comments }} }}
    }}
    hasDiscussionsEnabled @include(if: $withCategories)
    discussionCategories(first: 100) @include(if: $withCategories) {{ nodes {{ id name slug }} }}
    discussions(
      first: 100, after: $after, orderBy: {{ field: CREATED_AT, direction: DESC }}
    ) @include(if: $withCategories) {{
      pageInfo {{ hasNextPage endCursor }}
      nodes {{
        id
        databaseId
        category {{ id }}
        author {{ ...Who }}
        body
        url
        createdAt
        lastEditedAt
        editor {{ ...Who }}
        reactionGroups {{ content createdAt viewerHasReacted }}
      }}
    }}
  }}
}}
{ACTOR}{COMMENTS}
"""


def read_postings(
    connection: Connection, issue: int | None, category: str | None, since: datetime | None = None
) -> tuple[Posting, ...]:
    """Read the issue of this number, or the discussions' category of this name or slug, in any case.

    A place that is not there has no node: no such number or category, discussions that are off, or
    that the token may not see. What was written `since` then (UTC, None: ever) is read, in pages of 100 comments, or
    of 100 discussions of the whole repository; at most ten, and then the place is not whole. Raise
    `UserError` when the repository cannot be read, `GitHubUnavailable` when GitHub does not answer.
    """
    places = []
    if issue is not None:
        places.append(_on_issue(connection, issue, since))
    if category is not None:
        places.append(_in_category(connection, category, since))
    return tuple(places)


def _ask(connection: Connection, **variables: str | int | bool | None) -> tuple[Node, Account]:
    """Return the repository as GitHub answers, and whose token it is."""
    given = {
        "owner": connection.owner,
        "name": connection.name,
        "issue": 0,
        "withIssue": False,
        "withCategories": False,
        "before": None,
        "after": None,
    }
    data = connection.query(POSTINGS, given | variables).ignoring(_need_not_be_there)
    # A null where the schema has none leaves the whole repository out of the answer.
    repository: Node = data["repository"] or {}
    return repository, account(data["viewer"])


def _on_issue(connection: Connection, number: int, since: datetime | None) -> Posting:
    place = f"#{number}"
    found: list[Comment] = []
    node = None
    before = None
    for _ in range(PAGES):
        repository, viewer = _ask(connection, issue=number, withIssue=True, before=before)
        node = repository.get("subject")
        if node is None:
            return Posting(place=place, node=None)
        page = node["comments"]
        said = _comments(page["nodes"], viewer)
        found += said
        where = page["pageInfo"]
        if not where["hasPreviousPage"] or _reaches(said, since):
            return _posting(place, node, found)
        before = where["startCursor"]
    return _posting(place, node or {}, found, is_whole=False)


def _in_category(connection: Connection, name: str, since: datetime | None) -> Posting:
    found: list[Comment] = []
    category = None
    after = None
    for _ in range(PAGES):
        repository, viewer = _ask(connection, withCategories=True, after=after)
        categories = (repository.get("discussionCategories") or {}).get("nodes") or ()
        category = next((each for each in categories if each and _is_called(each, name)), None)
        page = repository.get("discussions")
        # Without knowing what was posted, it would be posted again.
        if category is None or page is None or not repository["hasDiscussionsEnabled"]:
            return Posting(place=f"the discussions in {name}", node=None)
        begun = [each for each in page["nodes"] or () if each]
        of_category = [each for each in begun if each["category"]["id"] == category["id"]]
        found += _comments(of_category, viewer)
        where = page["pageInfo"]
        if not where["hasNextPage"] or _reaches(_comments(begun, viewer), since):
            return _posting(f"the discussions in {category['name']}", category, found)
        after = where["endCursor"]
    return _posting(f"the discussions in {name}", category or {}, found, is_whole=False)


def _comments(nodes: Iterable[Node | None], viewer: Account) -> list[Comment]:
    return [comment(each, viewer) for each in nodes if each]


def _reaches(page: Sequence[Comment], since: datetime | None) -> bool:
    """Say whether a page goes back so far that nothing that matters is on the next."""
    return since is not None and any(each.created_at < since for each in page)


def _posting(place: str, node: Node, found: Iterable[Comment], *, is_whole: bool = True) -> Posting:
    own = sorted((each for each in found if each.by_viewer), key=_age, reverse=True)
    return Posting(place=place, node=node["id"], posted=tuple(own), is_whole=is_whole)


def _age(posted: Comment) -> tuple[datetime, int]:
    return posted.created_at, posted.id


def _is_called(category: Node, name: str) -> bool:
    return name.lower() in {str(category["name"]).lower(), str(category["slug"]).lower()}


def _need_not_be_there(problem: Problem) -> bool:
    """Whether it is about a place that is not there, or that the token may not see."""
    field = str(problem.path[-1]) if problem.path else ""
    if field == "subject":
        return problem.type == "NOT_FOUND"
    return field in DISCUSSIONS and problem.type in {"FORBIDDEN", "NOT_FOUND"}
