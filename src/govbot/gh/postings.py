"""Where the end of a vote is announced, and what was announced there already.

    (place,) = read_postings(connection, issue=42, category=None)
    place.node       # the issue's node id; None: there is no such issue
    place.posted     # govbot's own comments on it, newest first

One request, made only for who owes an announcement.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from govbot.core.snapshot import Comment, Posting
from govbot.gh.answers import Node, comment
from govbot.gh.connection import Connection
from govbot.gh.errors import Problem
from govbot.gh.queries import ACTOR, COMMENTS

__all__ = ["POSTINGS", "read_postings"]

DISCUSSIONS = {"discussionCategories", "discussions"}

# A category has no list of its own discussions that the request which looks for it could ask for.
POSTINGS = f"""
query Postings(
  $owner: String!, $name: String!
  $issue: Int!, $withIssue: Boolean!, $withCategories: Boolean!
) {{
  repository(owner: $owner, name: $name) {{
    subject: issueOrPullRequest(number: $issue) @include(if: $withIssue) {{
      ... on Issue {{ id comments(last: 100) {{ ...Comments }} }}
      ... on PullRequest {{ id comments(last: 100) {{ ...Comments }} }}
    }}
    hasDiscussionsEnabled @include(if: $withCategories)
    discussionCategories(first: 100) @include(if: $withCategories) {{ nodes {{ id name slug }} }}
    discussions(
      first: 100, orderBy: {{ field: CREATED_AT, direction: DESC }}
    ) @include(if: $withCategories) {{
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
        viewerDidAuthor
        reactionGroups {{ content viewerHasReacted }}
      }}
    }}
  }}
}}
{ACTOR}{COMMENTS}
"""


def read_postings(
    connection: Connection, issue: int | None, category: str | None
) -> tuple[Posting, ...]:
    """Read the issue of this number, or the discussions' category of this name or slug, in any case.

    A place that is not there has no node: no such number or category, discussions that are off, or
    that the token may not see. Of an issue the last 100 comments are looked at, of discussions the 100
    newest of the repository. Raise `UserError` when the repository cannot be read,
    `GitHubUnavailable` when GitHub does not answer.
    """
    variables = {
        "owner": connection.owner,
        "name": connection.name,
        "issue": issue or 0,
        "withIssue": issue is not None,
        "withCategories": category is not None,
    }
    reply = connection.query(POSTINGS, variables)
    # A null where the schema has none leaves the whole repository out of the answer.
    repository = reply.ignoring(_need_not_be_there)["repository"] or {}
    places = []
    if issue is not None:
        places.append(_on_issue(issue, repository.get("subject")))
    if category is not None:
        places.append(_in_category(category, repository))
    return tuple(places)


def _on_issue(number: int, node: Node | None) -> Posting:
    place = f"#{number}"
    if node is None:
        return Posting(place=place, node=None)
    return _posting(place, node, node["comments"]["nodes"])


def _in_category(name: str, repository: Node) -> Posting:
    categories = (repository.get("discussionCategories") or {}).get("nodes") or ()
    found = next((each for each in categories if each and _is_called(each, name)), None)
    begun = repository.get("discussions")
    # Without knowing what was posted, it would be posted again.
    if found is None or begun is None or not repository["hasDiscussionsEnabled"]:
        return Posting(place=f"the discussions in {name}", node=None)
    there = [
        each for each in begun["nodes"] or () if each and each["category"]["id"] == found["id"]
    ]
    return _posting(f"the discussions in {found['name']}", found, there)


def _posting(place: str, node: Node, posted: Iterable[Node | None]) -> Posting:
    own = [comment(each) for each in posted if each and each["viewerDidAuthor"]]
    own.sort(key=_age, reverse=True)
    return Posting(place=place, node=node["id"], posted=tuple(own))


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
