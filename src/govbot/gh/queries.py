"""The GraphQL documents that govbot sends to read. What varies travels as variables, never as text.

    pull_request_query(11)    # everything about one pull request, and the ids of eleven labels
    MORE                      # the next page of its files, labels or comments

GitHub's published schema accepts each of them: tests/gh/test_documents.py asks it.
"""

from __future__ import annotations

__all__ = [
    "DOCUMENTS",
    "LABELS",
    "MORE",
    "MORE_FILES",
    "SWEEP",
    "blobs_query",
    "pull_request_query",
]

ACTOR = """
fragment Who on Actor {
  __typename
  login
  ... on User { databaseId }
  ... on Bot { databaseId }
  ... on Organization { databaseId }
}
"""

FILES = """
fragment Files on PullRequestChangedFileConnection {
  pageInfo { hasNextPage endCursor }
  nodes { path changeType }
}
"""

PUT_ON = """
fragment PutOn on LabelConnection {
  pageInfo { hasNextPage endCursor }
  nodes { id name }
}
"""

COMMENTS = """
fragment Comments on IssueCommentConnection {
  pageInfo { hasPreviousPage startCursor }
  nodes {
    id
    databaseId
    fullDatabaseId
    author { ...Who }
    body
    url
    createdAt
    lastEditedAt
    editor { ...Who }
    viewerDidAuthor
    reactionGroups { content viewerHasReacted }
  }
}
"""

BLOB = """
fragment Text on Blob { oid text isBinary isTruncated }
"""


def pull_request_query(labels: int) -> str:
    """Return the query for one pull request, its ledger, and the node ids of so many labels.

    The ledger's file hangs on the branch's head commit, not beside it: a commit made while GitHub
    answers cannot give the head of one moment and the text of another.
    """
    variables = "".join(f", $label{index}: String!" for index in range(labels))
    nodes = "".join(
        f"    label{index}: label(name: $label{index}) {{ id name }}\n" for index in range(labels)
    )
    return (
        "query PullRequest(\n"
        "  $owner: String!, $name: String!, $number: Int!, $folder: String!, $check: String!\n"
        f"  $branch: String!, $records: String!{variables}\n"
        ") {\n"
        "  viewer { __typename login databaseId }\n"
        "  repository(owner: $owner, name: $name) {\n"
        "    id\n"
        f"{nodes}"
        f"{_LEDGER}{_PULL_REQUEST}"
        "  }\n"
        "}\n"
        f"{ACTOR}{FILES}{PUT_ON}{COMMENTS}{BLOB}"
    )


_LEDGER = """
    ref(qualifiedName: $branch) {
      target {
        oid
        ... on Commit { file(path: $records) { object { ...Text } } }
      }
    }
"""

_PULL_REQUEST = """
    pullRequest(number: $number) {
      id
      number
      title
      author { ...Who }
      state
      url
      headRefOid
      createdAt
      mergedAt
      closedAt
      files(first: 100) { ...Files }
      labels(first: 100) { ...PutOn }
      comments(last: 100) { ...Comments }
      earliest: comments(first: 5) { ...Comments }
      timelineItems(last: 100, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) {
        nodes {
          __typename
          ... on LabeledEvent { id createdAt actor { ...Who } label { name } }
          ... on UnlabeledEvent { id createdAt actor { ...Who } label { name } }
        }
      }
      commits(last: 1) {
        nodes {
          commit {
            oid
            file(path: $folder) { object { ... on Tree { entries { name oid type } } } }
            checkSuites(first: 20, filterBy: { checkName: $check }) {
              nodes {
                checkRuns(first: 20, filterBy: { checkName: $check }) {
                  nodes { id startedAt conclusion title summary }
                }
              }
            }
          }
        }
      }
    }
"""

MORE = f"""
query More(
  $pull: ID!
  $files: String, $moreFiles: Boolean!
  $labels: String, $moreLabels: Boolean!
  $comments: String, $moreComments: Boolean!
) {{
  node(id: $pull) {{
    ... on PullRequest {{
      files(first: 100, after: $files) @include(if: $moreFiles) {{ ...Files }}
      labels(first: 100, after: $labels) @include(if: $moreLabels) {{ ...PutOn }}
      comments(last: 100, before: $comments) @include(if: $moreComments) {{ ...Comments }}
    }}
  }}
}}
{ACTOR}{FILES}{PUT_ON}{COMMENTS}
"""

LABELS = """
query Labels($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    labels(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { name color description }
    }
  }
}
"""

SWEEP = f"""
query Sweep(
  $owner: String!, $name: String!, $open: String, $moreOpen: Boolean!
  $done: String, $moreDone: Boolean!
) {{
  repository(owner: $owner, name: $name) {{
    open: pullRequests(
      first: 50, after: $open, states: [OPEN], orderBy: {{ field: CREATED_AT, direction: ASC }}
    ) @include(if: $moreOpen) {{ ...Touched }}
    done: pullRequests(
      first: 50, after: $done, states: [CLOSED, MERGED]
      orderBy: {{ field: UPDATED_AT, direction: DESC }}
    ) @include(if: $moreDone) {{ ...Touched }}
  }}
}}
fragment Touched on PullRequestConnection {{
  pageInfo {{ hasNextPage endCursor }}
  nodes {{
    id
    number
    labels(first: 100) {{ nodes {{ name }} }}
    files(first: 100) {{ ...Files }}
  }}
}}
{FILES}
"""

MORE_FILES = f"""
query MoreFiles($pull: ID!, $after: String) {{
  node(id: $pull) {{ ... on PullRequest {{ files(first: 100, after: $after) {{ ...Files }} }} }}
}}
{FILES}
"""

DOCUMENTS = {"More": MORE, "Labels": LABELS, "Sweep": SWEEP, "MoreFiles": MORE_FILES}
"""Those that are always the same, by name."""


def blobs_query(count: int) -> str:
    """Return the query for the texts of so many blobs, by git id."""
    variables = "".join(f", $blob{index}: GitObjectID!" for index in range(count))
    nodes = "".join(
        f"    blob{index}: object(oid: $blob{index}) {{ ...Text }}\n" for index in range(count)
    )
    return (
        f"query Blobs($owner: String!, $name: String!{variables}) {{\n"
        f"  repository(owner: $owner, name: $name) {{\n{nodes}  }}\n"
        "}\n"
        f"{BLOB}"
    )
