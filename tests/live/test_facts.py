"""The ten facts hold in the sandbox, and each row says so when GitHub does otherwise."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from graphql import build_schema, parse, validate

from govbot.gh import Connection
from scripts.live.branches import COMMIT
from scripts.live.driver import try_facts
from scripts.live.facts import FACTS, commits, conversation
from scripts.live.rows import Comparison, LiveRow, compared
from scripts.live.scratch import WHERE, open_scratch
from tests.live.town import ACTIONS, Alter, Town, each_object, scratch_town
from tests.sandbox.contract import schema_text


def facts(town: Town) -> dict[str, LiveRow]:
    with open_scratch(town.access(ACTIONS, "ada"), town.wait) as scratch:
        return dict(zip((fact.id for fact in FACTS), try_facts(scratch), strict=True))


def test_there_are_ten_and_the_sandbox_does_as_each_says() -> None:
    with scratch_town() as town:
        rows = facts(town)
    assert len(rows) == 10
    assert {row.comparison for row in rows.values()} == {Comparison.AS_ASSUMED}
    assert rows["reaction"].words == (
        "read as EYES; GitHub gives a moment of the first, and says of the token that it has"
    )


def setting(**values: Any) -> Alter:
    """Give fields these values wherever they are answered."""

    def alter(answer: Any) -> Any:
        for each in each_object(answer):
            each |= {key: value for key, value in values.items() if key in each}
        return answer

    return alter


def changing(change: Callable[[Any], Any], *keys: str) -> Alter:
    """Change the values of fields wherever they are answered with one."""

    def alter(answer: Any) -> Any:
        for each in each_object(answer):
            each |= {key: change(each[key]) for key in keys if each.get(key)}
        return answer

    return alter


def other_author(answer: Any) -> Any:
    for each in each_object(answer):
        if each.get("author"):
            each["author"]["databaseId"] = 1
    return answer


def only_the_first(page: Any) -> Any:
    return page | {"nodes": page["nodes"][:1]}


def nothing_on_it(page: Any) -> Any:
    return page | {"nodes": []}


def new_ids(page: Any) -> Any:
    """Comments whose ids do not grow with time."""
    for place, each in enumerate(page["nodes"]):
        each["fullDatabaseId"] = str(10_000 - place)
    return page


def of_another_type(errors: Any) -> Any:
    return [each | {"type": "UNPROCESSABLE"} for each in errors]


def without_errors(answer: Any) -> Any:
    answer.pop("errors", None)
    return answer


RUNS = ("firstRuns", "lastRuns")

OTHERWISE: dict[str, list[Alter]] = {
    "check-known": [
        setting(externalId=""),
        setting(slug="another"),
        changing(nothing_on_it, *RUNS),
    ],
    "check-turns": [changing(only_the_first, *RUNS), setting(title="As it was")],
    "own-comment": [other_author, setting(fullDatabaseId=None)],
    "reaction": [setting(createdAt=None, viewerHasReacted=False)],
    "ten-fields": [
        without_errors,
        changing(only_the_first, "comments"),
        changing(new_ids, "comments"),
    ],
    "deleted-label": [changing(nothing_on_it, "timelineItems")],
    "branch-leads-back": [changing(nothing_on_it, "open"), setting(headRepository=None)],
    "stale-head": [without_errors, changing(of_another_type, "errors")],
    "new-branch": [setting(ref=None)],
    "same-bytes": [
        changing(lambda text: text.replace("\r\n", "\n"), "text"),
        changing(lambda text: text.replace("\ufeff", ""), "text"),
        setting(text=None),
    ],
}
"""For each fact, GitHub as it might be."""


@pytest.mark.parametrize(
    ("id", "alter"),
    [
        pytest.param(id, alter, id=f"{id}-{place}")
        for id, alters in OTHERWISE.items()
        for place, alter in enumerate(alters)
    ],
)
def test_a_row_says_so_when_github_does_otherwise(id: str, alter: Alter) -> None:
    (fact,) = (each for each in FACTS if each.id == id)
    with (
        scratch_town(alter=alter) as town,
        open_scratch(town.access(ACTIONS, "ada"), town.wait) as scratch,
    ):
        row = compared(fact.sentence, partial(fact.observe, scratch))
    assert row.comparison is Comparison.DIFFERS


def test_each_fact_can_differ() -> None:
    assert list(OTHERWISE) == [fact.id for fact in FACTS]


@pytest.mark.parametrize(
    ("refusals", "as_assumed", "words"),
    [
        (0, True, "the commit was taken at once; read at the new head, the text is the same"),
        (
            2,
            True,
            "the commit was taken after 2 refusals; read at the new head, the text is the same",
        ),
        (9, False, "the commit was refused to the end: "),
    ],
)
def test_a_new_branch_that_takes_no_commit_for_seconds_differs(
    monkeypatch: pytest.MonkeyPatch, refusals: int, words: str, *, as_assumed: bool
) -> None:
    monkeypatch.setattr(Connection, "pause", lambda _self, _seconds: None)
    with scratch_town() as town, open_scratch(town.access(ACTIONS), town.wait) as scratch:
        number = scratch.issue
        town.running.faults.reset(f"stale-head:{refusals}")
        observed = commits.new_branch_takes_a_commit(scratch)
    assert number
    assert observed.as_assumed == as_assumed
    assert observed.words.startswith(words)


def test_a_personal_token_cannot_try_checks_and_is_told_why() -> None:
    with scratch_town() as town, open_scratch(town.access("ada"), town.wait) as scratch:
        rows = dict(zip((fact.id for fact in FACTS), try_facts(scratch), strict=True))
    not_tried = [id for id, row in rows.items() if row.comparison is Comparison.COULD_NOT_TRY]
    assert not_tried == ["check-known", "check-turns"]
    assert "with the token of an Actions run" in rows["check-known"].words


@pytest.mark.parametrize(
    "document", [COMMIT, WHERE, commits.TEXT, conversation.IDS, conversation.REACTIONS]
)
def test_github_s_schema_accepts_the_document(document: str) -> None:
    schema = build_schema(schema_text(), assume_valid=True)
    assert [problem.message for problem in validate(schema, parse(document))] == []
