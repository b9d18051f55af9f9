"""Discussions: categories, order, deletion, and a repository that has them off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from govbot.sandbox.refusals import Forbidden, InvalidInput, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from govbot.sandbox import Running, World

CATEGORIES = """{ repository(owner: "example", name: "commons") { hasDiscussionsEnabled
  discussionCategories(first: 10) { nodes { id name slug isAnswerable } } } }"""

CREATE = """mutation($category: ID!, $title: String!) {
  createDiscussion(input: {repositoryId: "R_500001", categoryId: $category, title: $title,
    body: "Two votes passed."}) { discussion { id number url category { id name } } } }"""

LIST = """query($category: ID, $after: String, $order: DiscussionOrder) {
  repository(owner: "example", name: "commons") {
    discussions(first: 2, after: $after, categoryId: $category, orderBy: $order) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes { id number title body viewerDidAuthor createdAt author { login }
        category { id name } } } } }"""


@pytest.fixture
def categories(ask: Callable[..., dict[str, Any]]) -> dict[str, str]:
    nodes = ask(CATEGORIES)["data"]["repository"]["discussionCategories"]["nodes"]
    return {node["name"]: node["id"] for node in nodes}


def titles(answer: dict[str, Any]) -> list[str]:
    nodes = answer["data"]["repository"]["discussions"]["nodes"]
    return [node["title"] for node in nodes]


def test_a_new_repository_has_three_categories(ask: Callable[..., dict[str, Any]]) -> None:
    found = ask(CATEGORIES)["data"]["repository"]
    assert found["hasDiscussionsEnabled"]
    nodes = found["discussionCategories"]["nodes"]
    assert [(one["name"], one["slug"], one["isAnswerable"]) for one in nodes] == [
        ("Announcements", "announcements", False),
        ("General", "general", False),
        ("Ideas", "ideas", False),
    ]


def test_a_discussion_is_begun_read_and_deleted_without_an_event(
    world: World, ask: Callable[..., dict[str, Any]], categories: dict[str, str]
) -> None:
    made = ask(CREATE, category=categories["Announcements"], title="March")
    discussion = made["data"]["createDiscussion"]["discussion"]
    assert discussion["category"]["name"] == "Announcements"
    assert discussion["url"].endswith("/example/commons/discussions/1")
    (node,) = ask(LIST)["data"]["repository"]["discussions"]["nodes"]
    assert node == {
        "id": discussion["id"],
        "number": 1,
        "title": "March",
        "body": "Two votes passed.",
        "viewerDidAuthor": True,
        "createdAt": "2026-03-01T00:00:00Z",
        "author": {"login": "github-actions"},
        "category": {"id": categories["Announcements"], "name": "Announcements"},
    }
    deleted = ask(
        """mutation($id: ID!) { deleteDiscussion(input: {id: $id}) { discussion { title } } }""",
        id=discussion["id"],
    )
    assert deleted["data"]["deleteDiscussion"]["discussion"] == {"title": "March"}
    assert titles(ask(LIST)) == []
    assert world.state.events == []


def test_discussions_are_ordered_paged_and_chosen_by_category(
    world: World, ask: Callable[..., dict[str, Any]], categories: dict[str, str]
) -> None:
    for title, category in (("One", "Ideas"), ("Two", "General"), ("Three", "Ideas")):
        world.open_discussion(category, title, "Text.", by="zoe")
        world.advance(hours=1)
    oldest = {"field": "CREATED_AT", "direction": "ASC"}
    first = ask(LIST, order=oldest)
    info = first["data"]["repository"]["discussions"]["pageInfo"]
    assert (titles(first), info["hasNextPage"]) == (["One", "Two"], True)
    assert titles(ask(LIST, order=oldest, after=info["endCursor"])) == ["Three"]
    assert titles(ask(LIST)) == ["Three", "Two"]
    assert titles(ask(LIST, category=categories["Ideas"], order=oldest)) == ["One", "Three"]


def test_where_discussions_are_off_none_is_begun_or_shown(
    world: World,
    running: Running,
    ask: Callable[..., dict[str, Any]],
    categories: dict[str, str],
) -> None:
    world.open_discussion("Ideas", "A garden?", "With beans.", by="zoe")
    address = f"{running.url}/_sandbox/discussions"
    assert requests.post(address, json={"enabled": False}, timeout=10).status_code == 204
    found = ask(CATEGORIES)["data"]["repository"]
    assert found == {"hasDiscussionsEnabled": False, "discussionCategories": {"nodes": []}}
    answer = ask(CREATE, category=categories["General"], title="March")
    assert answer["data"] == {"createDiscussion": None}
    assert answer["errors"][0]["type"] == "UNPROCESSABLE"
    assert answer["errors"][0]["path"] == ["createDiscussion"]
    assert titles(ask(LIST)) == []
    headers = {"Authorization": f"token {running.token('ada')}"}
    shown = requests.get(f"{running.url}/repos/example/commons", headers=headers, timeout=10)
    assert shown.json()["has_discussions"] is False
    requests.post(address, json={}, timeout=10)
    assert titles(ask(LIST)) == ["A garden?"]


def test_announcements_are_for_maintainers_and_deleting_is_for_the_author_or_them(
    world: World,
) -> None:
    with pytest.raises(Forbidden):
        world.open_discussion("announcements", "News", "None.", by="zoe")
    mine = world.open_discussion("Ideas", "A garden?", "With beans.", by="zoe")
    with pytest.raises(Forbidden):
        world.delete_discussion(mine.number, by="ada")
    world.grant("mo", "maintain")
    news = world.open_discussion("Announcements", "News", "Some.", by="mo")
    world.delete_discussion(mine.number, by="mo")
    assert list(world.repository().discussions) == [news.number]


def test_an_unknown_category_or_an_empty_text_is_refused(
    world: World, ask: Callable[..., dict[str, Any]]
) -> None:
    assert ask(CREATE, category="DIC_1", title="March")["errors"][0]["type"] == "NOT_FOUND"
    with pytest.raises(NotFound):
        world.open_discussion("Polls", "March", "Text.", by="zoe")
    for title, body in (("", "Text."), ("March", " ")):
        with pytest.raises(InvalidInput):
            world.open_discussion("Ideas", title, body, by="zoe")
    assert world.repository().discussions == {}
