"""Which comments start govbot, as `govbot.yml` says it: its two conditions, and the step in between.

The conditions are evaluated here, and the step's own script is run with bash and grep.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from govbot.app.setup import HOURLY, workflow
from govbot.core.commands import COMMANDS, Usage, parse, read
from govbot.core.prefilter import NEAR_BALLOT, may_hold_command
from tests.searches import search
from tests.workflows.expressions import holds
from tests.workflows.runner import WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Mapping

JOBS: Final = yaml.safe_load((WORKFLOWS / "govbot.yml").read_text(encoding="utf-8"))["jobs"]
BASH: Final = shutil.which("bash") or "bash"
(STEP,) = JOBS["look"]["steps"]
PERSON: Final = {"type": "User"}


def comment(body: str, before: str | None = None, **more: Any) -> dict[str, Any]:
    """The event of a new comment, or of one that read differently before."""
    event = {"action": "created", "comment": {"body": body, "user": PERSON}, "issue": {"number": 7}}
    edit = {} if before is None else {"action": "edited", "changes": {"body": {"from": before}}}
    return {"event_name": "issue_comment", "event": event | edit | more}


def look(
    event: Mapping[str, Any], pattern: str = STEP["env"]["PATTERN"], **environment: str
) -> dict[str, Any]:
    """What `needs.look` is: the result of the job, and what its step said."""
    if not holds(JOBS["look"]["if"], {"github": event}):
        return {"result": "skipped", "outputs": {}}
    with TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        output.touch()
        finished = subprocess.run(
            [BASH, "--noprofile", "--norc", "-e", "-c", STEP["run"]],
            env={
                "PATH": os.environ["PATH"],
                "LC_ALL": STEP["env"]["LC_ALL"],
                "BODY": event["event"]["comment"]["body"],
                "BODY_BEFORE": event["event"].get("changes", {"body": {"from": ""}})["body"][
                    "from"
                ],
                "PATTERN": pattern,
                "GITHUB_OUTPUT": str(output),
                **environment,
            },
            cwd=folder,
            check=False,
            capture_output=True,
        )
        said = dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
        assert list(Path(folder).iterdir()) == [output], "nothing was executed"
    # The step may fail, as it says itself, and then its job has not.
    assert finished.returncode == 0 or STEP["continue-on-error"]
    return {"result": "success", "outputs": said}


def starts(event: Mapping[str, Any], needs: Mapping[str, Any] | None = None) -> bool:
    """Whether govbot itself runs."""
    looked = look(event) if needs is None else needs
    return holds(JOBS["govbot"]["if"], {"github": event, "needs": {"look": looked}})


CHAT: Final = (
    "As in https://example.org/1/0, and I gave it a +1.",
    "See https://example.org/rfcs/12 or docs/vote.md.",
    "https://example.org/vote",
    "10 files, 0 objections, v1.0",
    "0.1\n10\n- 1\n1. one",
    "/rfcs/0012-one-calendar.md says so.",
    "/lgtm\n/assign @ada",
    "> /vote yes\n\nWho may say this? `/vote no`?",
    "I vote that we wait.\nWe should vote.",
    "12/24/2026 and/or 1/2",
    "${{ github.token }} $(touch canary) `touch canary` 1/0",
    "'; touch canary; '\n\"; touch canary; \"\n/ 0 1\n::error::owned",
)


@pytest.mark.parametrize("body", CHAT)
def test_chat_starts_nothing(body: str) -> None:
    assert look(comment(body))["outputs"] == {"concerns": "no"}
    assert not starts(comment(body))
    assert not starts(comment(body, before=body))
    assert not starts(comment(body, action="deleted"))


@pytest.mark.parametrize("body", ["", "I like it, thank you!", "Здравствуйте\nこんにちは"])
def test_a_comment_with_none_of_the_characters_of_a_command_starts_not_even_the_look(
    body: str,
) -> None:
    assert look(comment(body))["result"] == "skipped"
    assert not starts(comment(body))


@pytest.mark.parametrize("usage", COMMANDS, ids=lambda usage: usage.syntax)
def test_every_command_starts_govbot_wherever_it_stands(usage: Usage) -> None:
    assert look(comment(usage.example))["result"] == "skipped", "it would cost time"
    for body in (
        usage.example,
        usage.example.upper(),
        f"I read it.\r\n\r\n{usage.example}\r\n",
        f"I read it.\r{usage.example}",
        f"\N{ZERO WIDTH SPACE}\N{NO-BREAK SPACE} {usage.example}",
        f"- my view\n  {usage.example}",
        usage.example.replace("/", "\N{FULLWIDTH SOLIDUS}"),
    ):
        assert starts(comment(body)), body
        assert starts(comment("Nothing.", before=body)), "a ballot that was edited away"
        assert starts(comment(body, action="deleted"))


@pytest.mark.parametrize("body", ["+1", "-1", "0", "0.", "\N{MINUS SIGN}1", "＋１", "+1 great"])
def test_a_ballot_that_is_a_number_starts_govbot(body: str) -> None:
    for text in (body, f"I read it.\n\n{body}\n"):
        assert starts(comment(text))


@pytest.mark.parametrize(
    "body", ["Vote yes", "I VOTE: no!", "- /vote yes", "* /vote no, too early"]
)
def test_what_is_nearly_a_ballot_starts_govbot(body: str) -> None:
    assert starts(comment(body))


PIECES: Final = st.sampled_from(
    [
        *(
            "/vote yes",
            "/rfc",
            "/proxy @a",
            "/voet",
            "/vote/",
            "/rfcs/12",
            "+1",
            "-1",
            "0",
            "vote no",
        ),
        *("/vоte yes", "\u200b/vote yes", "\N{MINUS SIGN}1", "⁄rfc", "＋\u200b１", "0\ufe0f", "кк"),
        *(
            "> ",
            "- ",
            "1. ",
            "`",
            "    ",
            "[",
            "\\",
            "<!-- x -->",
            "<!--",
            "://",
            "great",
            ".",
            "!",
        ),
        *(
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            " ",
            "\t",
            "\u2028",
            "\x0b",
            "\x0c",
            "\x85",
            "\u00a0",
            "\x1c",
        ),
    ]
)
# Neither can be in a variable; and in another case, grep takes two letters from elsewhere for an s and a k.
ANYTHING: Final = st.text(st.characters(codec="utf-8", exclude_characters="\0ſ\N{KELVIN SIGN}"))
COMMENTS: Final = (
    st.lists(PIECES, max_size=8).map("".join)
    | ANYTHING
    | st.from_regex(re.compile(NEAR_BALLOT, re.ASCII), fullmatch=True).filter(
        lambda body: not set(body) & set("\0ſ\N{KELVIN SIGN}") and body.isprintable()
    )
)


@search(300)
@given(COMMENTS)
@example("vote yes")
@example("I VOTE: no!")
@example("a\r+1, fine")
def test_whatever_is_answered_starts_govbot(body: str) -> None:
    if parse(body) != () or read(body).near_misses:
        assert starts(comment(body))
        assert starts(comment("", before=body))


@search(300)
@given(COMMENTS)
@example("+1 \x85")
@example("- /vote noé")
@example("/vote\\\nyes")
def test_grep_and_the_program_find_the_same_lines(body: str) -> None:
    event = comment(body)
    if look(event)["result"] == "skipped":
        return  # the condition said it all: the test above
    assert (look(event)["outputs"] == {}) == may_hold_command(body)


@given(st.sampled_from([usage.name.split()[0] for usage in COMMANDS]), COMMENTS)
def test_a_comment_that_is_not_looked_at_has_something_to_be_answered(name: str, rest: str) -> None:
    event = comment(f"{name} {rest}")

    assert look(event)["result"] == "skipped"
    assert starts(event)
    assert parse(f"{name} {rest}") != ()


def test_what_a_bot_says_starts_nothing() -> None:
    for body in ("/vote yes", "I read it.\n/vote yes"):
        event = comment(body, comment={"body": body, "user": {"type": "Bot"}})
        assert look(event)["result"] == "skipped"
        assert not starts(event)


def test_the_comment_of_an_account_that_is_gone_is_looked_at_as_any_other() -> None:
    for body in ("/vote yes", "I read it.\n/vote yes"):
        assert starts(comment(body, comment={"body": body, "user": None}))


@pytest.mark.parametrize(
    ("pattern", "path"), [("(", os.environ["PATH"]), (STEP["env"]["PATTERN"], "/nowhere")]
)
def test_a_look_that_cannot_say_leaves_it_to_govbot(pattern: str, path: str) -> None:
    found = look(comment("See https://example.org/"), pattern, PATH=path)

    assert found["outputs"] == {}
    assert starts(comment("See https://example.org/"), found)


@pytest.mark.parametrize("result", ["failure", "cancelled"])
def test_a_look_that_fails_leaves_it_to_govbot(result: str) -> None:
    event = comment("See https://example.org/")

    assert starts(event, {"result": result, "outputs": {}})


@pytest.mark.parametrize("name", ["workflow_run", "schedule", "workflow_dispatch"])
def test_every_other_event_starts_govbot_without_a_look(name: str) -> None:
    event = {"event_name": name, "event": {}}

    assert look(event)["result"] == "skipped"
    assert starts(event)


@pytest.mark.parametrize(("comments", "begins"), [(0, False), (1, True)])
def test_an_issue_starts_govbot_once_it_has_a_comment(comments: int, *, begins: bool) -> None:
    event = {"event_name": "issues", "event": {"issue": {"number": 7, "comments": comments}}}

    assert look(event)["result"] == "skipped"
    assert starts(event) is begins


def test_a_run_that_somebody_cancels_does_not_begin() -> None:
    event = comment("/vote yes")
    needs = {"look": {"result": "skipped"}}

    assert not holds(JOBS["govbot"]["if"], {"github": event, "needs": needs}, cancelled=True)


def test_a_comment_reaches_the_script_through_the_environment_alone() -> None:
    assert "${{" not in STEP["run"]
    assert {key: value for key, value in STEP["env"].items() if "${{" in value} == {
        "BODY": "${{ github.event.comment.body }}",
        "BODY_BEFORE": "${{ github.event.changes.body.from }}",
    }


def test_only_the_job_that_may_write_waits_for_others_and_only_after_the_look() -> None:
    look_job, govbot = JOBS["look"], JOBS["govbot"]

    assert (look_job["permissions"], govbot["needs"]) == ({}, "look")
    assert ("concurrency" in look_job, "concurrency" in govbot) == (False, True)
    assert not any("uses" in step for step in look_job["steps"])


@pytest.mark.parametrize("name", ["govbot.yml", "govbot-wake.yml"])
def test_the_workflow_is_as_it_would_be_written(name: str) -> None:
    written = (WORKFLOWS / name).read_text(encoding="utf-8")

    assert workflow(f".github/workflows/{name}", action="./") == written, "run make docs"
    assert "@@" not in workflow(f".github/workflows/{name}", cron=HOURLY)
