"""GitHub's own published schema accepts every GraphQL document that govbot sends."""

from __future__ import annotations

from functools import cache

import pytest
from graphql import GraphQLSchema, build_schema, parse, validate

from govbot.gh.files import files_query
from govbot.gh.heads import HEADS
from govbot.gh.lately import LATELY, REACTED
from govbot.gh.ledger_branch import APPEND
from govbot.gh.lookups import CATEGORIES, FIELDS, accounts_query, fields_query
from govbot.gh.merge_queue import QUEUE
from govbot.gh.mutations import Field, mutation
from govbot.gh.participation import VOTES
from govbot.gh.postings import POSTINGS
from govbot.gh.proposals import PROPOSING, proposals_query
from govbot.gh.queries import LABELS, MORE, blobs_query, pull_request_query
from govbot.gh.sweep import LIST, OVERVIEW, numbers_query
from govbot.gh.upkeep import FOR_WRITING, MORE_COMMENTS, upkeep_query
from tests.sandbox.contract import schema_text

MUTATIONS = [
    "addComment",
    "addLabelsToLabelable",
    "addReaction",
    "closeIssue",
    "closePullRequest",
    "createCheckRun",
    "createDiscussion",
    "createIssue",
    "deleteDiscussion",
    "deleteIssueComment",
    "deleteRef",
    "mergePullRequest",
    "removeLabelsFromLabelable",
    "reopenIssue",
    "updateCheckRun",
    "updateIssue",
    "updateIssueComment",
    "updatePullRequest",
]

SENT = {
    "Accounts": accounts_query(3),
    **{f"{what.capitalize()}Seen": fields_query(what, 3) for what in FIELDS},
    "Categories": CATEGORIES,
    "Append": APPEND,
    "Apply": mutation([Field(name, {}) for name in MUTATIONS])[0],
    "Blobs": blobs_query(3),
    "Files": files_query(3),
    "ForWriting": FOR_WRITING,
    "Labels": LABELS,
    "Heads": HEADS,
    "Lately": LATELY,
    "List": LIST,
    "Reacted": REACTED,
    "More": MORE,
    "MoreComments": MORE_COMMENTS,
    "Numbers": numbers_query(3),
    "Postings": POSTINGS,
    "Proposals": proposals_query(3),
    "Proposing": PROPOSING,
    "PullRequest": pull_request_query(11),
    "PullRequest without labels": pull_request_query(0),
    "Queue": QUEUE,
    "Sweep": OVERVIEW,
    "Upkeep": upkeep_query(3),
    "Upkeep without proposals": upkeep_query(0),
    "Votes": VOTES,
}


@cache
def github() -> GraphQLSchema:
    # GitHub deprecates fields of two types that their interfaces do not: no matter for documents.
    return build_schema(schema_text(), assume_valid=True)


@pytest.mark.parametrize("name", SENT)
def test_github_s_schema_accepts_the_document(name: str) -> None:
    assert [problem.message for problem in validate(github(), parse(SENT[name]))] == []


def test_a_document_that_asks_for_too_much_would_be_noticed() -> None:
    assert validate(github(), parse(SENT["Labels"].replace("color", "colour")))
