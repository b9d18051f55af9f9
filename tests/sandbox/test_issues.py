"""Issues that are not pull requests: REST, GraphQL, and what both have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from github import Github, GithubException

from govbot.sandbox.model import ACTIONS_LOGIN
from govbot.sandbox.refusals import Forbidden, InvalidInput
from tests.sandbox.conftest import PROPOSAL, client

if TYPE_CHECKING:
    from collections.abc import Callable

    from govbot.sandbox import Running, World

ISSUE = """
query($number: Int!) {
  repository(owner: "example", name: "commons") {
    issueOrPullRequest(number: $number) {
      __typename
      ... on Issue { number title body state stateReason url createdAt closedAt lastEditedAt
        viewerDidAuthor author { login } editor { login } labels(first: 5) { nodes { name } }
        comments(last: 2) { totalCount pageInfo { hasPreviousPage } nodes { body } }
        timelineItems(first: 5, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) { nodes {
          __typename
          ... on LabeledEvent { label { name } actor { login } }
          ... on UnlabeledEvent { label { name } actor { login } } } } }
      ... on PullRequest { number body lastEditedAt mergeable editor { login } } } } }
"""


@pytest.fixture
def running(recorded: Running) -> Running:
    return recorded


@pytest.fixture
def zoe(running: Running) -> Github:
    return client(running, "zoe")


def subject(answer: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = answer["data"]["repository"]["issueOrPullRequest"]
    return found


def test_issues_pull_requests_and_discussions_share_one_sequence_of_numbers(world: World) -> None:
    issue = world.open_issue("Recall gus", by="zoe")
    pull = world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    discussion = world.open_discussion("Ideas", "A garden?", "With beans.", by="zoe")
    world.delete_discussion(discussion.number, by="zoe")
    later = world.open_issue("Recall fay", by="zoe")
    assert [one.number for one in (issue, pull, discussion, later)] == [1, 2, 3, 4]


def test_an_issue_is_opened_edited_closed_and_opened_again(world: World, zoe: Github) -> None:
    repository = zoe.get_repo("example/commons")
    issue = repository.create_issue("Recall gus", "He never came.")
    issue.edit(title="Recall Gus", body="He came once.")
    issue.edit(state="closed", state_reason="not_planned")
    found = repository.get_issue(1)
    assert (found.title, found.body, found.state) == ("Recall Gus", "He came once.", "closed")
    assert found.state_reason == "not_planned"
    assert found.closed_by is not None
    assert found.closed_by.login == "zoe"
    assert found.pull_request is None
    found.edit(state="open")
    assert (world.issue(1).closed, world.issue(1).state_reason) == (False, "reopened")


def test_issues_are_listed_newest_first_by_state_and_label(world: World, zoe: Github) -> None:
    for title in ("One", "Two", "Three"):
        world.open_issue(title, by="zoe")
    world.label(2, "petition", by="mo")
    world.close(1, by="mo")
    repository = zoe.get_repo("example/commons")
    assert [one.number for one in repository.get_issues()] == [3, 2]
    assert [one.number for one in repository.get_issues(state="all")] == [3, 2, 1]
    assert [one.number for one in repository.get_issues(labels=["Petition"])] == [2]
    assert [one.number for one in repository.get_issues(creator=zoe.get_user("ada"))] == []


def test_labels_of_a_new_issue_are_kept_only_from_those_who_may_label(
    running: Running, zoe: Github
) -> None:
    issue = zoe.get_repo("example/commons").create_issue("One", labels=["petition"])
    assert issue.labels == []
    mine = (
        client(running, "mo").get_repo("example/commons").create_issue("Two", labels=["petition"])
    )
    assert [label.name for label in mine.get_labels()] == ["petition"]


def test_an_issue_and_a_pull_request_are_reacted_to_as_comments_are(
    world: World, zoe: Github
) -> None:
    world.open_issue("Recall gus", by="ada")
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    for number in (1, 2):
        issue = zoe.get_repo("example/commons").get_issue(number)
        reaction = issue.create_reaction("+1")
        assert issue.create_reaction("+1").id == reaction.id
        assert [one.user.login for one in issue.get_reactions()] == ["zoe"]
        assert issue.delete_reaction(reaction.id)
        assert issue.get_reactions().totalCount == 0


def test_a_stranger_changes_no_issue(world: World, zoe: Github) -> None:
    world.open_issue("Recall gus", by="ada")
    with pytest.raises(GithubException) as refused:
        zoe.get_repo("example/commons").get_issue(1).edit(state="closed")
    assert refused.value.status == 403
    with pytest.raises(Forbidden):
        world.edit(1, body="Mine now.", by="zoe")
    assert (world.issue(1).body, world.issue(1).closed) == ("", False)


@pytest.mark.parametrize(("title", "body"), [("", "Why not?"), (" ", ""), ("Long", "x" * 65_537)])
def test_an_issue_needs_a_title_and_no_more_words_than_github_takes(
    world: World, title: str, body: str
) -> None:
    world.open_issue("Recall gus", "He never came.", by="ada")
    with pytest.raises(InvalidInput):
        world.open_issue(title, body, by="zoe")
    with pytest.raises(InvalidInput):
        world.edit(1, title=title, body=body)
    assert [(one.title, one.body) for one in world.repository().issues.values()] == [
        ("Recall gus", "He never came.")
    ]


@pytest.mark.usefixtures("zoe")
def test_graphql_tells_of_an_issue_all_there_is(
    world: World, ask: Callable[..., dict[str, Any]]
) -> None:
    world.open_issue("Recall gus", "He never came.", by="zoe")
    world.advance(hours=1)
    world.edit(1, body="He came once.", by="mo")
    world.label(1, "petition", "stale", by="mo")
    world.unlabel(1, "stale")
    for text in ("one", "two", "three"):
        world.comment(1, text, by="ada")
    world.close(1)
    found = subject(ask(ISSUE, by="zoe", number=1))
    assert found | {"url": ""} == {
        "__typename": "Issue",
        "number": 1,
        "title": "Recall gus",
        "body": "He came once.",
        "state": "CLOSED",
        "stateReason": "COMPLETED",
        "url": "",
        "createdAt": "2026-03-01T00:00:00Z",
        "closedAt": "2026-03-01T01:00:00Z",
        "lastEditedAt": "2026-03-01T01:00:00Z",
        "viewerDidAuthor": True,
        "author": {"login": "zoe"},
        "editor": {"login": "mo"},
        "labels": {"nodes": [{"name": "petition"}]},
        "comments": {
            "totalCount": 3,
            "pageInfo": {"hasPreviousPage": True},
            "nodes": [{"body": "two"}, {"body": "three"}],
        },
        "timelineItems": {
            "nodes": [
                {
                    "__typename": "LabeledEvent",
                    "label": {"name": "petition"},
                    "actor": {"login": "mo"},
                },
                {
                    "__typename": "LabeledEvent",
                    "label": {"name": "stale"},
                    "actor": {"login": "mo"},
                },
                {
                    "__typename": "UnlabeledEvent",
                    "label": {"name": "stale"},
                    "actor": {"login": "github-actions"},
                },
            ]
        },
    }
    assert found["url"].endswith("/example/commons/issues/1")


def test_a_new_title_is_no_edit_of_the_text_and_a_pull_request_shows_its_edits(
    world: World, running: Running, ask: Callable[..., dict[str, Any]]
) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe", body="Why not?")
    world.edit(1, title="Adopt a code")
    pull = {"__typename": "PullRequest", "number": 1, "mergeable": "MERGEABLE"}
    before = {"body": "Why not?", "lastEditedAt": None, "editor": None}
    assert subject(ask(ISSUE, number=1)) == pull | before
    client(running, "mo").get_repo("example/commons").get_issue(1).edit(body="Because.")
    after = {"body": "Because.", "lastEditedAt": "2026-03-01T00:00:00Z", "editor": {"login": "mo"}}
    assert subject(ask(ISSUE, number=1)) == pull | after


@pytest.mark.usefixtures("zoe")
def test_what_is_not_there_is_not_found_by_either_name(
    world: World, zoe: Github, ask: Callable[..., dict[str, Any]]
) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    answer = ask(
        """{ repository(owner: "example", name: "commons") {
          asIssue: issue(number: 1) { id } either: issueOrPullRequest(number: 2) { __typename } } }"""
    )
    assert [error["type"] for error in answer["errors"]] == ["NOT_FOUND", "NOT_FOUND"]
    with pytest.raises(GithubException) as missing:
        zoe.get_repo("example/commons").get_issue(2)
    assert missing.value.status == 404


def test_mutations_take_an_issues_id_as_they_take_a_pull_requests(
    world: World, zoe: Github, ask: Callable[..., dict[str, Any]]
) -> None:
    world.create_label("petition", by="mo")
    number = zoe.get_repo("example/commons").create_issue("Recall gus").number
    before = len(world.state.events)
    answer = ask(
        """mutation {
          say: addComment(input: {subjectId: "I_3001", body: "Two have signed."}) {
            commentEdge { node { body issue { number } pullRequest { number } } } }
          label: addLabelsToLabelable(input: {labelableId: "I_3001", labelIds: ["LA_2001"]}) {
            labelable { labels(first: 5) { nodes { name } } } }
          react: addReaction(input: {subjectId: "I_3001", content: EYES}) {
            subject { id reactionGroups { content viewerHasReacted } } }
          edit: updateIssue(input: {id: "I_3001", body: "He never came."}) { issue { body } }
          close: closeIssue(input: {issueId: "I_3001", stateReason: NOT_PLANNED}) {
            issue { state stateReason } }
          open: reopenIssue(input: {issueId: "I_3001"}) { issue { state stateReason } }
          unlabel: removeLabelsFromLabelable(
            input: {labelableId: "I_3001", labelIds: ["LA_2001"]}) {
            labelable { labels(first: 5) { nodes { name } } } }
          create: createIssue(input: {repositoryId: "R_500001", title: "More",
            labelIds: ["LA_2001"]}) { issue { number labels(first: 5) { nodes { name } } } }
        }"""
    )
    assert "errors" not in answer
    done = answer["data"]
    assert done["say"]["commentEdge"]["node"] == {
        "body": "Two have signed.",
        "issue": {"number": number},
        "pullRequest": None,
    }
    assert done["label"]["labelable"]["labels"]["nodes"] == [{"name": "petition"}]
    groups = done["react"]["subject"]["reactionGroups"]
    assert [one["content"] for one in groups if one["viewerHasReacted"]] == ["EYES"]
    assert done["edit"]["issue"]["body"] == "He never came."
    assert done["close"]["issue"] == {"state": "CLOSED", "stateReason": "NOT_PLANNED"}
    assert done["open"]["issue"] == {"state": "OPEN", "stateReason": "REOPENED"}
    assert done["unlabel"]["labelable"]["labels"]["nodes"] == []
    assert done["create"]["issue"] == {"number": 2, "labels": {"nodes": [{"name": "petition"}]}}
    assert world.issue(2).author == world.person(ACTIONS_LOGIN).id
    # All of it was done by the token of the run, which starts no other run.
    assert len(world.state.events) == before


@pytest.mark.usefixtures("zoe")
def test_open_issues_are_listed_by_label_without_pull_requests(
    world: World, zoe: Github, ask: Callable[..., dict[str, Any]]
) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    for title in ("Two", "Three", "Four"):
        zoe.get_repo("example/commons").create_issue(title)
    world.label(1, "petition", by="mo")
    world.label(3, "petition", by="mo")
    world.label(4, "petition", by="mo")
    world.close(4, by="mo")
    answer = ask(
        """{ repository(owner: "example", name: "commons") {
          open: issues(first: 9, states: [OPEN], labels: ["Petition"]) { nodes { number } }
          all: issues(first: 2, orderBy: {field: CREATED_AT, direction: DESC}) {
            totalCount nodes { number } } } }"""
    )["data"]["repository"]
    assert answer["open"]["nodes"] == [{"number": 3}]
    assert answer["all"] == {"totalCount": 3, "nodes": [{"number": 4}, {"number": 3}]}


RENAMES = """
{ repository(owner: "example", name: "commons") { issue(number: 1) {
    timelineItems(last: 1, itemTypes: [RENAMED_TITLE_EVENT]) { nodes {
      __typename
      ... on RenamedTitleEvent { createdAt previousTitle currentTitle actor { login } } } } } } }
"""


def test_a_title_that_was_changed_is_an_event_and_no_edit(
    world: World, ask: Callable[..., dict[str, Any]]
) -> None:
    issue = world.open_issue("Recall gus", by="zoe")
    world.advance(hours=1)
    world.edit(1, title="Recall fay", by="zoe")
    world.advance(hours=1)
    world.edit(1, title="Recall eli", by="mo")
    assert issue.edited_at is None
    answer = ask(RENAMES)
    assert answer["data"]["repository"]["issue"]["timelineItems"]["nodes"] == [
        {
            "__typename": "RenamedTitleEvent",
            "createdAt": "2026-03-01T02:00:00Z",
            "previousTitle": "Recall fay",
            "currentTitle": "Recall eli",
            "actor": {"login": "mo"},
        }
    ]
