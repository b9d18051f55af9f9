"""The GraphQL documents that read a pull request or issue, and the fragments that others share.

    pull_request_query(11)    # everything about one number, and the ids of eleven labels
    MORE                      # the next page of its files, labels, comments or reviews

What varies travels as variables, never as text. GitHub's published schema accepts each of them, and
those in `sweep`, `postings`, `ledger_branch` and `mutations`: tests/gh/test_documents.py asks it.
"""

from __future__ import annotations

__all__ = [
    "ACTOR",
    "BLOB",
    "CHECKS",
    "FILES",
    "LABELS",
    "MORE",
    "SUITES",
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
  ... on Mannequin { databaseId }
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
    reactionGroups { content createdAt viewerHasReacted }
  }
}
"""

REVIEWS = """
fragment Reviews on PullRequestReviewConnection {
  pageInfo { hasPreviousPage startCursor }
  nodes {
    id
    author { ...Who }
    state
    body
    url
    createdAt
    submittedAt
    commit { oid }
    lastEditedAt
    editor { ...Who }
    reactionGroups { content createdAt viewerHasReacted }
  }
}
"""

REVIEW_STATES = "[APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED]"
"""Every review that was sent: one that only comments may hold a command. A draft is its author's alone."""

BLOB = """
fragment Text on Blob { oid text isBinary isTruncated }
"""


def pull_request_query(labels: int) -> str:
    """Return the query for a pull request or issue, its ledger, and the node ids of so many labels.

    The ledger's files hang on the branch's head commit, not beside it: a commit made while GitHub
    answers cannot give the head of one moment and the text of another.
    """
    variables = "".join(f", $label{index}: String!" for index in range(labels))
    nodes = "".join(
        f"    label{index}: label(name: $label{index}) {{ id name }}\n" for index in range(labels)
    )
    return (
        "query PullRequest(\n"
        "  $owner: String!, $name: String!, $number: Int!, $folder: String!, $check: String!\n"
        f"  $branch: String!, $rfc: String!, $motion: String!{variables}\n"
        ") {\n"
        "  viewer { __typename login databaseId }\n"
        "  repository(owner: $owner, name: $name) {\n"
        "    id\n"
        "    defaultBranchRef { name }\n"
        f"{nodes}"
        f"{_LEDGER}{_SUBJECT}"
        "  }\n"
        "}\n"
        f"{ACTOR}{FILES}{PUT_ON}{COMMENTS}{REVIEWS}{BLOB}{CHECKS}"
    )


_LEDGER = """
    ref(qualifiedName: $branch) {
      target {
        oid
        ... on Commit {
          rfc: file(path: $rfc) { object { ...Text } }
          motion: file(path: $motion) { object { ...Text } }
        }
      }
    }
"""

_WHAT_BOTH_HAVE = """
        id
        number
        title
        author { ...Who }
        body
        url
        createdAt
        updatedAt
        lastEditedAt
        editor { ...Who }
        closedAt
        locked
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
"""

CHECKS = """
fragment Checks on Commit {
  firstSuites: checkSuites(first: 10, filterBy: { checkName: $check }) { ...ChecksOfSuite }
  lastSuites: checkSuites(last: 10, filterBy: { checkName: $check }) { ...ChecksOfSuite }
  latestSuites: checkSuites(last: 20) { nodes { createdAt app { slug } } }
}
fragment ChecksOfSuite on CheckSuiteConnection {
  nodes {
    app { slug }
    firstRuns: checkRuns(first: 5, filterBy: { checkName: $check, checkType: ALL }) { ...Run }
    lastRuns: checkRuns(last: 10, filterBy: { checkName: $check, checkType: ALL }) { ...Run }
  }
}
fragment Run on CheckRunConnection {
  nodes { id databaseId externalId startedAt status conclusion title summary }
}
"""
"""Of a commit: the check runs of one name, `$check`, and when workflows last began on it.

From both ends, as GitHub does not say in which order they come, and the oldest and the newest matter.
"""

SUITES = {"firstSuites", "lastSuites", "latestSuites"}
"""What the suites of checks are called in an answer."""

# The two states are of different types, which one name cannot have in an answer.
_SUBJECT = f"""
    subject: issueOrPullRequest(number: $number) {{
      __typename
      ... on Issue {{
        issueState: state
        renamed: timelineItems(last: 1, itemTypes: [RENAMED_TITLE_EVENT]) {{
          nodes {{ ... on RenamedTitleEvent {{ createdAt }} }}
        }}
{_WHAT_BOTH_HAVE}
      }}
      ... on PullRequest {{
        state
        headRefOid
        baseRefName
        changedFiles
        mergedAt
{_WHAT_BOTH_HAVE}
        files(first: 100) {{ ...Files }}
        reviews(last: 100, states: {REVIEW_STATES}) {{ ...Reviews }}
        commits(last: 1) {{
          nodes {{
            commit {{
              oid
              committedDate
              file(path: $folder) {{ object {{ ... on Tree {{ entries {{ name oid type mode }} }} }} }}
              ...Checks
            }}
          }}
        }}
      }}
    }}
"""

_MORE_OF_BOTH = """
      labels(first: 100, after: $labels) @include(if: $moreLabels) { ...PutOn }
      comments(last: 100, before: $comments) @include(if: $moreComments) { ...Comments }
"""

MORE = f"""
query More(
  $subject: ID!
  $files: String, $moreFiles: Boolean!
  $labels: String, $moreLabels: Boolean!
  $comments: String, $moreComments: Boolean!
  $reviews: String, $moreReviews: Boolean!
) {{
  node(id: $subject) {{
    ... on Issue {{{_MORE_OF_BOTH}    }}
    ... on PullRequest {{{_MORE_OF_BOTH}
      files(first: 100, after: $files) @include(if: $moreFiles) {{ ...Files }}
      reviews(last: 100, before: $reviews, states: {REVIEW_STATES}) @include(if: $moreReviews) {{
        ...Reviews
      }}
    }}
  }}
}}
{ACTOR}{FILES}{PUT_ON}{COMMENTS}{REVIEWS}
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
