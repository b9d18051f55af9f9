"""Events that are not what GitHub sends: one clear sentence, and never a traceback."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.__main__ import main
from govbot.actions.event import Head, concerns_govbot, place_of
from govbot.actions.run import run
from govbot.core.errors import UserError
from tests.webhooks.examples import PUBLISHED_AS, environment_of

if TYPE_CHECKING:
    from pathlib import Path

EVENTS: Final = (*PUBLISHED_AS, "schedule")

CANNOT_BE_READ: Final = (
    (b"", "is not JSON"),
    (b"\xff\xfe{}", "is not JSON"),
    (b"<html>", "is not JSON"),
    (b'{"number": 1', "is not JSON"),
    (b"null", "holds no JSON object"),
    (b"[]", "holds no JSON object"),
    (b'"pull_request"', "holds no JSON object"),
)
AT: Final = {"head_branch": "main", "head_sha": "5eed"}
DOES_NOT_SAY: Final[tuple[tuple[str, dict[str, Any], str], ...]] = (
    ("workflow_run", {}, "`workflow_run` is missing"),
    ("workflow_run", {"workflow_run": None}, "`workflow_run` is missing"),
    ("workflow_run", {"workflow_run": 7}, "`workflow_run` is not an object"),
    ("workflow_run", {"workflow_run": {}}, "says neither branch nor commit"),
    ("workflow_run", {"workflow_run": AT | {"head_branch": 7}}, "says neither branch nor commit"),
    ("workflow_run", {"workflow_run": AT | {"head_repository": 7}}, "is not an object"),
    ("workflow_run", {"workflow_run": AT | {"head_repository": {"a": 1}}}, "None is not an id"),
    ("workflow_run", {"workflow_run": AT | {"head_repository": {"id": True}}}, "True is not an id"),
    ("issue_comment", {}, "`issue` is missing"),
    ("issues", {"issue": None}, "`issue` is missing"),
    ("issues", {"issue": {"number": "7"}}, "'7' is not the number"),
    ("issues", {"issue": {"number": True}}, "True is not the number"),
    ("issues", {"issue": {"number": 7.0}}, "7.0 is not the number"),
    ("issues", {"issue": {"number": 0}}, "0 is not the number"),
    ("issues", {"issue": {"number": 2**31}}, "2147483648 is not the number"),
    ("issue_comment", {"issue": []}, "`issue` is not an object"),
    ("issue_comment", {"issue": {"pull_request": {}}}, "None is not the number"),
    ("workflow_dispatch", {"inputs": ["7"]}, "`inputs` is not an object"),
    ("workflow_dispatch", {"inputs": {"number": "seven"}}, "'seven' is not the number"),
    ("workflow_dispatch", {"inputs": {"number": "-7"}}, "'-7' is not the number"),
    ("workflow_dispatch", {"inputs": {"number": "1_0"}}, "'1_0' is not the number"),
    ("workflow_dispatch", {"inputs": {"number": "７"}}, "'７' is not the number"),
    ("workflow_dispatch", {"inputs": {"number": 0}}, "0 is not the number"),
    ("workflow_dispatch", {"inputs": {"number": [7]}}, "[7] is not the number"),
)
WRONG_COMMENTS: Final = (
    {"issue": {"number": 1, "pull_request": {}}},
    {"issue": {"number": 1, "pull_request": {}}, "comment": "/vote yes"},
    {"issue": {"number": 1, "pull_request": {}}, "comment": {"user": "ada", "body": "/vote yes"}},
    {"issue": {"number": 1, "pull_request": {}}, "comment": {}, "changes": {"body": "/vote yes"}},
    {"issue": {"number": 1, "pull_request": {}}, "comment": {}, "changes": "/vote yes"},
    {"issue": "pull_request", "comment": {"body": "/vote yes"}},
)

JSON: Final = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["", "7", "/vote yes"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                [
                    "body",
                    "changes",
                    "comment",
                    "from",
                    "inputs",
                    "issue",
                    "number",
                    "head_branch",
                    "head_repository",
                    "head_sha",
                    "id",
                    "user",
                    "workflow_run",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def why_not(environment: dict[str, str]) -> str:
    """The sentence that a run ends with, before it has looked at anything else."""
    with pytest.raises(UserError) as caught:
        run(environment)
    assert "GITHUB_EVENT_PATH" in caught.value.hint
    return caught.value.message


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize(("content", "why"), CANNOT_BE_READ)
def test_an_event_that_cannot_be_read_is_an_error_that_names_the_file(
    event: str, content: bytes, why: str, tmp_path: Path
) -> None:
    environment = environment_of(tmp_path, event, content)

    message = why_not(environment)

    assert message.startswith("The event cannot be read: ")
    assert environment["GITHUB_EVENT_PATH"] in message
    assert why in message


@pytest.mark.parametrize(("event", "content", "why"), DOES_NOT_SAY)
def test_an_event_that_names_no_pull_request_is_an_error_that_says_what_is_wrong(
    event: str, content: dict[str, Any], why: str, tmp_path: Path
) -> None:
    assert why in why_not(environment_of(tmp_path, event, content))


def test_an_event_of_which_there_is_no_file_is_an_error(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.json")

    assert "GITHUB_EVENT_PATH names no file" in why_not({"GITHUB_EVENT_NAME": "schedule"})
    assert missing in why_not({"GITHUB_EVENT_NAME": "schedule", "GITHUB_EVENT_PATH": missing})
    assert str(tmp_path) in why_not(
        {"GITHUB_EVENT_NAME": "schedule", "GITHUB_EVENT_PATH": str(tmp_path)}
    )


@pytest.mark.parametrize("content", WRONG_COMMENTS, ids=json.dumps)
def test_a_comment_that_cannot_be_judged_is_not_passed_over(
    content: dict[str, Any], tmp_path: Path
) -> None:
    assert concerns_govbot(environment_of(tmp_path, "issue_comment", content))


@pytest.mark.parametrize("content", [b"", b"[]", b'{"issue": []}', b'{"comment": "/vote yes"}'])
def test_the_command_says_it_in_a_sentence_and_as_an_annotation(
    content: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in environment_of(tmp_path, "issue_comment", content).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setattr(sys, "argv", ["govbot", "run"])

    with pytest.raises(SystemExit) as ended:
        main()

    printed = capsys.readouterr()
    assert ended.value.code == 1
    assert printed.out == ""
    assert "The event cannot be read: " in printed.err
    assert "::error title=govbot::The event cannot be read: " in printed.err
    assert "Traceback" not in printed.err


@given(st.sampled_from(EVENTS), JSON)
def test_whatever_an_event_holds_it_says_where_to_look_or_is_an_error_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory, event: str, content: Any
) -> None:
    environment = environment_of(
        tmp_path_factory.getbasetemp(), event, json.dumps(content).encode()
    )

    concerns = concerns_govbot(environment)
    try:
        place = place_of(environment)
    except ValueError:
        assert event != "schedule" or not isinstance(content, dict)
    else:
        assert place is None or isinstance(place, Head) or place > 0
        assert concerns or event in {"issue_comment", "issues", "workflow_run"}
