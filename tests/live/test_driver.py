"""`make live` from its variables to its last line, against the sandbox."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from govbot.core.markers import STATUS_MARKER
from govbot.demo.story import STORY
from govbot.gh.connection import connect
from govbot.sandbox.refusals import NotAllowed
from scripts.live.__main__ import main
from scripts.live.expected import EXPECTED, otherwise_than_expected
from scripts.live.facts import FACTS
from scripts.live.rows import Comparison, LiveRow
from scripts.live.scratch import MARKER_FILE, MOST_REQUESTS, open_scratch
from tests.live.town import ACTIONS, EVERYBODY, REPOSITORY, Told, Town, each_object, scratch_town


@pytest.fixture
def town() -> Iterator[Town]:
    with scratch_town() as town:
        yield town


def assert_is_told_in_80_columns(told: Told) -> None:
    assert all(len(line) <= 80 for line in told.output.splitlines())
    starts = {line[:15].strip() for line in told.output.partition("\n\n")[0].splitlines()}
    assert starts <= {"as assumed", "differs", "could not try", ""}


def test_with_everybody_s_token_all_is_as_assumed_but_for_what_is_not_allowed(town: Town) -> None:
    told = town.run(*EVERYBODY)
    assert told.code == 0
    assert list(told.rows) == ["as assumed", "could not try"]
    assert len(told.rows["as assumed"]) == len(FACTS) + len(STORY) + 1
    (cassettes,) = told.rows["could not try"]
    assert cassettes.startswith("The cassettes. A team is part of the recordings: name")
    assert told.output.endswith("33 as assumed, 0 differs, 1 could not try\n")
    assert_is_told_in_80_columns(told)
    # Nobody stood in for anybody, and the vote was counted as in the demo.
    assert "in the place of" not in told.output
    opened = next(row for row in told.rows["as assumed"] if "vote 1 opened" in row)
    assert "7 voters" in opened
    assert opened.endswith("it lasts 5 minutes, after 1 minute of discussion")


def test_one_person_s_token_plays_everybody_and_says_what_that_leaves_out(town: Town) -> None:
    told = town.run("ada")
    assert told.code == 0
    not_tried = [row.partition(". ")[0] for row in told.rows["could not try"]]
    assert not_tried == [
        "A check run is found again by its external id and its app",
        "A check run takes new words; a newer one beside it has another conclusion",
        "Story: a label is moved by hand",
        "Story: a ballot from outside the council",
        "The cassettes",
    ]
    assert "differs" not in told.rows
    no = next(row for row in told.rows["as assumed"] if row.startswith("Story: no, with a"))
    assert no.endswith("ledger: ballot no; played by ada in the place of ben")


def test_a_second_person_plays_who_is_not_on_the_council(town: Town) -> None:
    told = town.run(ACTIONS, "ada", "zoe")
    advice = next(row for row in told.rows["as assumed"] if "outside the council" in row)
    assert advice.endswith("ledger: advisory ballot yes")


@pytest.mark.parametrize("people", [4, 7])
def test_with_some_people_s_tokens_the_vote_passes_too(town: Town, people: int) -> None:
    told = town.run(*EVERYBODY[: people + 1])
    assert told.code == 0, told.output
    assert any(": passed, stage accepted" in row for row in told.rows["as assumed"])


def test_a_bot_s_token_alone_tries_the_facts(town: Town) -> None:
    told = town.run(ACTIONS)
    assert len(told.rows["as assumed"]) == len(FACTS) + 1
    assert len(told.rows["could not try"]) == len(STORY) + 1
    assert "a bot serves on no council" in told.rows["could not try"][0]


def test_two_tokens_of_one_account_are_one_person(town: Town) -> None:
    with open_scratch(town.access(ACTIONS, "ada", "ada"), town.wait) as scratch:
        assert [each.account.login for each in scratch.people] == ["ada"]


def test_every_step_of_the_demo_is_expected_to_do_something_known() -> None:
    assert [step.name for step in STORY if not step.lost] == list(EXPECTED)


def test_a_step_is_compared_line_by_line() -> None:
    did = ["ledger: ballot no", "status: the status comment is edited"]
    assert otherwise_than_expected("yes", did, sets_checks=True) == [
        "missing: ledger: ballot yes",
        "missing: mark: the comment is marked as taken",
        "not expected: ledger: ballot no",
    ]
    green = [*EXPECTED["the merge"][:-1], "check: govbot / rfc is failure: 3 things to mend"]
    assert otherwise_than_expected("the merge", green, sets_checks=False) == []
    assert otherwise_than_expected("the merge", green, sets_checks=True) == [
        "missing: check: * is success: *"
    ]


def test_what_rests_on_a_merge_that_is_refused_is_not_tried(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_arguments: object, **_more: object) -> None:
        raise NotAllowed("At least 1 approving review is required.")

    monkeypatch.setattr(town.world, "merge", refused)
    told = town.run(ACTIONS, "ada", "zoe")
    merge, release, _cassettes = told.rows["could not try"]
    assert merge.startswith("Story: the merge. GitHub refused the request: At least 1 approving")
    assert release == "Story: the release. The pull request was not merged."
    assert told.code == 0


def test_the_repository_is_put_back(town: Town) -> None:
    world = town.world
    world.create_label("rfc: voting", "ededed", by="mo")
    home = world.repository(REPOSITORY)
    git = world.git_of(home)

    def everything() -> tuple[object, ...]:
        branches = [each for each in git.refs() if each.startswith("refs/heads/")]
        files = list(git.files(git.resolve("main") or ""))
        return branches, [each.name for each in home.labels], files

    before = everything()
    told = town.run(ACTIONS, "ada", "zoe")
    assert (
        everything() == before == (["refs/heads/main"], ["rfc: voting"], [MARKER_FILE, "README.md"])
    )
    assert all(issue.closed or issue.pull for issue in home.issues.values())
    assert not any(
        issue.pull and not issue.closed and not issue.pull.merged_at
        for issue in home.issues.values()
    )
    (back,) = (row for row in told.rows["as assumed"] if row.startswith("The repository is"))
    assert back.startswith("The repository is as it was. #1, #2 closed; ")


def test_what_cannot_be_put_back_is_said(town: Town) -> None:
    with open_scratch(town.access(ACTIONS, "ada"), town.wait) as scratch:
        scratch.opened[404] = "issues"
        scratch.branches.append("live-never-made")
    (left,) = scratch.left
    assert left.startswith("#404 is still open: GitHub has nothing there")


def test_it_is_put_back_when_something_goes_wrong_on_the_way(town: Town) -> None:
    opened: list[int] = []

    def interrupted() -> None:
        with open_scratch(town.access(ACTIONS, "ada"), town.wait) as scratch:
            opened.append(scratch.issue)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [town.world.issue(number).closed for number in opened] == [True]


def test_nothing_outside_the_repository_is_asked_for(town: Town) -> None:
    town.run(*EVERYBODY)
    paths = {record.path for record in town.running.requests}
    assert all(path == "/graphql" or path.startswith(f"/repos/{REPOSITORY}/") for path in paths)
    assert len(town.running.requests) < MOST_REQUESTS / 2


def test_no_more_is_tried_when_the_requests_are_used_up(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scripts.live.scratch.MOST_REQUESTS", 50)
    told = town.run(ACTIONS, "ada")
    assert any("50 are the most" in row for row in told.rows["could not try"])
    assert len(town.running.requests) < 100
    (back,) = (row for row in told.rows["as assumed"] if row.startswith("The repository is"))
    assert "#1" in back


def test_a_rate_limit_ends_it_and_says_what_could_not_be_put_back(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scripts.live.scratch.connect", partial(connect, patience=0))
    town.running.faults.reset("rate-limit:20")
    told = town.run(ACTIONS, "ada")
    (rest, _) = told.rows["could not try"]
    assert rest.startswith("The rest. GitHub takes no more requests from this token for now")
    (back,) = told.rows["differs"]
    assert "#1 is still open" in back
    assert told.code == 1


def test_there_is_a_pause_before_each_row(town: Town) -> None:
    told = town.run(ACTIONS, "ada")
    pauses = [seconds for seconds in town.waited if seconds == 3]
    assert len(pauses) == len(FACTS) + len(STORY)
    assert told.code == 0


def test_an_answer_that_govbot_cannot_read_differs() -> None:
    def without_authors(answer: Any) -> Any:
        for each in each_object(answer):
            each.pop("author", None)
        return answer

    with scratch_town(alter=without_authors) as town:
        told = town.run(ACTIONS, "ada")
    assert told.code == 1
    assert any(
        "govbot cannot read GitHub's answer: KeyError" in row for row in told.rows["differs"]
    )


def test_a_second_status_comment_differs() -> None:
    def as_a_stranger_s(answer: Any) -> Any:
        for each in each_object(answer):
            if str(each.get("body", "")).startswith(STATUS_MARKER):
                each["author"] = {"__typename": "User", "login": "eve", "databaseId": 666}
        return answer

    with scratch_town(alter=as_a_stranger_s) as town:
        told = town.run(ACTIONS, "ada")
    story = [row for row in told.rows["differs"] if row.startswith("Story")]
    assert any("done again: write the status comment" in row for row in story), story


# Whom it refuses


@pytest.mark.parametrize(
    ("marker", "said"),
    [
        (None, f"{MARKER_FILE} is not there."),
        ("", f"{MARKER_FILE} is not there."),
        ("example/commons\n", f"{MARKER_FILE} holds 'example/commons'."),
    ],
)
def test_a_repository_that_is_not_marked_as_scratch_is_refused(
    marker: str | None, said: str
) -> None:
    with scratch_town(marker) as town:
        told = town.run(*EVERYBODY)
        assert told.code == 2
        assert " ".join(told.output.split()).startswith(
            f"{REPOSITORY} is not marked as scratch: {said}"
        )
        assert "Nothing was written." in told.output
        assert {record.method for record in town.running.requests} == {"POST"}
        written = [
            record
            for record in town.running.requests
            if record.path != "/graphql" or "mutation" in str(record.body)
        ]
        assert written == []


def test_the_marker_may_end_in_a_line_break() -> None:
    with (
        scratch_town(f"{REPOSITORY}\n") as town,
        open_scratch(town.access("ada"), town.wait) as scratch,
    ):
        assert scratch.default_branch == "main"


def test_a_repository_that_has_moved_is_refused() -> None:
    def moved(answer: Any) -> Any:
        for each in each_object(answer):
            if "nameWithOwner" in each:
                each["nameWithOwner"] = "example/precious"
        return answer

    with scratch_town(alter=moved) as town:
        told = town.run(*EVERYBODY)
    assert told.code == 2
    assert told.output.startswith(f"{REPOSITORY} leads to example/precious, which was not named.")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "It is not said which scratch repository to use, or with which token."),
        ({"GOVBOT_LIVE_REPOSITORY": REPOSITORY}, "It is not said which scratch repository"),
        (
            {"GOVBOT_LIVE_REPOSITORY": "scratch", "GOVBOT_LIVE_TOKEN": "t"},
            "'scratch' does not name a repository.",
        ),
        (
            {
                "GOVBOT_LIVE_REPOSITORY": REPOSITORY,
                "GOVBOT_LIVE_TOKEN": "t",
                "GOVBOT_LIVE_ORGANIZATION": "acme",
            },
            f"{REPOSITORY} does not belong to the organization acme.",
        ),
        (
            {
                "GOVBOT_LIVE_REPOSITORY": REPOSITORY,
                "GOVBOT_LIVE_TOKEN": "t",
                "GITHUB_API_URL": "http://example.org",
            },
            "'http://example.org' is not an address for a token to be sent to.",
        ),
    ],
)
def test_variables_that_cannot_be_right_are_refused(environment: dict[str, str], said: str) -> None:
    output = io.StringIO()
    assert main(environment, lambda _seconds: None, output) == 2
    assert " ".join(output.getvalue().split()).startswith(said)
    assert all(len(line) <= 80 for line in output.getvalue().splitlines())


# The token


def test_no_token_is_printed_even_where_github_repeats_it() -> None:
    def repeating(answer: Any) -> Any:
        for each in answer.get("errors") or ():
            each["message"] = "sandbox-ada and sandbox-actions may not"
        for each in each_object(answer):
            if "viewerHasReacted" in each:
                each["content"] = "sandbox-ada"
        return answer

    with scratch_town(alter=repeating) as town:
        told = town.run("ada", ACTIONS)
    assert "***" in told.output
    assert "sandbox-" not in told.output


def test_a_token_that_is_longer_than_a_line_is_blotted_out_too(
    monkeypatch: pytest.MonkeyPatch, town: Town
) -> None:
    token = "github_pat_" + "a1B2" * 20
    row = LiveRow("A fact.", Comparison.DIFFERS, f"GitHub says: {token} may not")
    monkeypatch.setattr("scripts.live.__main__.try_everything", lambda *_: iter([row]))
    environment = town.environment("ada") | {"GOVBOT_LIVE_TOKENS": token}
    output = io.StringIO()
    assert main(environment, town.wait, output) == 1
    assert output.getvalue().splitlines()[1].strip() == "GitHub says: *** may not"
    assert "a1B2" not in output.getvalue()


def test_a_token_is_in_no_repr(town: Town) -> None:
    access = town.access(ACTIONS, "ada")
    with open_scratch(access, town.wait) as scratch:
        assert "sandbox-" not in repr(access) + repr(scratch)
