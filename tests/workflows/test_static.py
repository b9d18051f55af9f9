"""What the workflow files promise, read off the files: least permissions, pinned actions, safe scripts.

The local runner leaves permissions, `types:` and concurrency out, so that they are held here.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

from govbot.actions.event import WAKING
from govbot.app.setup import HOURLY, OFTEN
from govbot.core.decide.postings import SETTLING
from tests.workflows.runner import PROJECT, WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES: Final = sorted(WORKFLOWS.glob("*.yml"))
WITH_RIGHTS: Final = [file for file in FILES if file.name != "govbot-wake.yml"]
STARTER: Final = sorted(
    (PROJECT / "src" / "govbot" / "app" / "starter" / "workflows").glob("*.yml")
)
ACTION: Final = PROJECT / "action.yml"
USES: Final = re.compile(r"^\s*(?:- )?uses: (?P<what>\S+)(?P<comment>.*)$", re.MULTILINE)
WITHIN_EXPRESSION: Final = re.compile(r"\$\{\{(?P<expression>.*?)\}\}", re.DOTALL)


def read(file: Path) -> dict[str, Any]:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    # YAML 1.1 reads the key `on` as the truth value.
    if True in content:
        content["on"] = content.pop(True)
    assert isinstance(content, dict)
    return content


def workflow(name: str) -> dict[str, Any]:
    return read(WORKFLOWS / name)


def steps(file: Path) -> Iterator[dict[str, Any]]:
    content = read(file)
    for job in content.get("jobs", {}).values():
        yield from job["steps"]
    yield from content.get("runs", {}).get("steps", [])


def test_these_are_the_workflows() -> None:
    assert [file.name for file in FILES] == [
        *("check.yml", "ci.yml", "govbot-wake.yml", "govbot.yml", "report.yml")
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_workflow_has_no_permission_that_a_job_does_not_name(file: Path) -> None:
    assert read(file)["permissions"] == {}


@pytest.mark.parametrize(
    ("name", "permissions"),
    [
        (
            "govbot.yml",
            {
                "checks": "write",
                "contents": "write",
                "discussions": "write",
                "issues": "write",
                "pull-requests": "write",
            },
        ),
        ("govbot-wake.yml", {}),
        ("check.yml", {"contents": "read"}),
        ("report.yml", {"contents": "read"}),
    ],
)
def test_a_job_has_the_least_permissions_it_works_with(
    name: str, permissions: dict[str, str]
) -> None:
    jobs = workflow(name)["jobs"]
    looking = [jobs.pop("look")["permissions"]] if "look" in jobs else []
    (job,) = jobs.values()

    assert job["permissions"] == permissions
    assert looking in ([], [{}])


def test_the_check_to_require_needs_both_lanes_of_the_tests() -> None:
    """A lane that fails or is skipped must not pass it: a check that is skipped passes."""
    jobs = workflow("ci.yml")["jobs"]
    lanes = {name: [step.get("run") for step in job["steps"]] for name, job in jobs.items()}
    required = jobs["required"]

    assert ("make test" in lanes["test"], "make prove" in lanes["prove"]) == (True, True)
    assert set(required["needs"]) == {"test", "prove"} == jobs.keys() - {"required"}
    assert required["if"] == "${{ always() }}"
    assert lanes["required"] == ['test "$TEST" = success && test "$PROVE" = success']
    assert required["steps"][0]["env"] == {
        "TEST": "${{ needs.test.result }}",
        "PROVE": "${{ needs.prove.result }}",
    }
    assert required["permissions"] == {}
    assert {str(jobs[name]["permissions"]) for name in ("test", "prove")} == {
        "{'contents': 'read'}"
    }


@pytest.mark.parametrize("file", WITH_RIGHTS, ids=lambda file: file.name)
def test_every_permission_says_what_it_is_for(file: Path) -> None:
    granted = re.findall(
        r"^ {6}[a-z-]+: (?:read|write)(.*)$", file.read_text("utf-8"), re.MULTILINE
    )

    assert granted
    assert all(comment.startswith(" # ") for comment in granted)


@pytest.mark.parametrize("file", [*WITH_RIGHTS, ACTION], ids=lambda file: file.name)
def test_actions_of_others_are_pinned_by_commit_and_say_their_version(file: Path) -> None:
    used = [match for match in USES.finditer(file.read_text("utf-8")) if match["what"] != "./"]

    assert used
    for match in used:
        assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", match["what"]), match["what"]
        assert re.match(r" # v\d+\.\d+\.\d+$", match["comment"]), match["what"]


def test_the_same_action_is_pinned_to_the_same_commit_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for file in [*FILES, ACTION]:
        for match in USES.finditer(file.read_text("utf-8")):
            name, _, commit = match["what"].partition("@")
            pins.setdefault(name, set()).add(commit)

    assert {name: len(commits) for name, commits in pins.items()} == dict.fromkeys(pins, 1)


@pytest.mark.parametrize("file", [*FILES, ACTION], ids=lambda file: file.name)
def test_no_script_has_an_expression_in_it(file: Path) -> None:
    for step in steps(file):
        assert "${{" not in step.get("run", ""), step["name"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_people_write_is_used_in_no_expression_but_a_condition_and_the_look(
    file: Path,
) -> None:
    written_by_people = re.compile(r"title|body|label|login|head\.ref|head_ref|message|name\b")

    # The look at a comment: its script gets the comment in variables, as every script gets what it needs.
    looked_at = re.compile(r" github\.event\.(?:comment\.body|changes\.body\.from) ")

    for match in WITHIN_EXPRESSION.finditer(file.read_text("utf-8")):
        expression = match["expression"].replace("github.event_name", "")
        if file.name == "govbot.yml" and looked_at.fullmatch(expression):
            continue
        assert not written_by_people.search(expression), expression


@pytest.mark.parametrize("file", WITH_RIGHTS, ids=lambda file: file.name)
def test_no_checkout_leaves_its_credentials_behind(file: Path) -> None:
    checkouts = [step for step in steps(file) if "actions/checkout@" in step.get("uses", "")]

    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("name", ["govbot.yml", "report.yml"])
def test_a_job_that_may_write_or_is_scheduled_checks_out_the_default_branch_only(name: str) -> None:
    (checkout,) = [
        step for step in steps(WORKFLOWS / name) if "actions/checkout@" in step.get("uses", "")
    ]

    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"


@pytest.mark.parametrize(
    "file", [*FILES, *STARTER], ids=lambda file: str(file.relative_to(PROJECT))
)
def test_no_workflow_rests_on_an_event_that_github_blocks(file: Path) -> None:
    assert "pull_request_target" not in file.read_text(encoding="utf-8")


def test_only_govbot_itself_is_woken_by_the_runs_of_others() -> None:
    woken = [file.name for file in FILES if "workflow_run" in read(file)["on"]]

    assert woken == ["govbot.yml"]


def test_what_wakes_govbot_may_do_nothing_and_does_nothing() -> None:
    wake = workflow("govbot-wake.yml")
    (job,) = wake["jobs"].values()

    assert wake["name"] in workflow("govbot.yml")["on"]["workflow_run"]["workflows"]
    assert (wake["permissions"], job["permissions"]) == ({}, {})
    assert [(step.get("uses"), step.get("run")) for step in job["steps"]] == [(None, "true")]
    assert "concurrency" not in job, "a run that was cancelled is a red cross on the commit"
    assert "if" not in job


def test_govbot_listens_to_everything_that_can_change_a_decision() -> None:
    events = workflow("govbot.yml")["on"]

    assert set(events) == {
        "workflow_run",
        "issue_comment",
        "issues",
        "schedule",
        "workflow_dispatch",
    }
    assert set(events["workflow_run"]["types"]) == {"requested", "completed"}
    waking = workflow("govbot-wake.yml")["on"]
    assert set(waking) == {*WAKING}
    assert set(waking["pull_request"]["types"]) == {
        "opened",
        "edited",
        "synchronize",
        "reopened",
        "closed",
        "labeled",
        "unlabeled",
        "ready_for_review",
        "locked",
        "unlocked",
    }
    assert set(waking["pull_request_review"]["types"]) == {"submitted", "edited", "dismissed"}
    assert set(events["issue_comment"]["types"]) == {"created", "edited", "deleted"}
    assert set(events["issues"]["types"]) == {"edited", "closed", "reopened", "deleted", "unlocked"}
    assert list(events["workflow_dispatch"]["inputs"]) == ["number"]


@pytest.mark.parametrize(("cron", "a_day"), [(OFTEN, 96), (HOURLY, 24)])
def test_the_schedule_comes_every_quarter_or_every_hour_and_not_on_the_hour(
    cron: str, a_day: int
) -> None:
    minutes, *rest = cron.split()

    assert rest == ["*"] * 4
    assert 24 * len(minutes.split(",")) == a_day
    assert "0" not in minutes.split(",")


def test_the_schedule_here_is_the_one_of_public_repositories() -> None:
    assert workflow("govbot.yml")["on"]["schedule"] == [{"cron": OFTEN}]


def test_runs_about_one_pull_request_wait_for_each_other_and_are_never_cancelled() -> None:
    content = workflow("govbot.yml")
    concurrency = content["jobs"]["govbot"]["concurrency"]

    # A whole workflow's concurrency would let a comment that is filtered out push a ballot away.
    assert "concurrency" not in content
    assert (concurrency["cancel-in-progress"], concurrency["queue"]) == (False, "max")
    assert "github.event.issue.number" in concurrency["group"]
    assert "github.event.workflow_run.head_branch" in concurrency["group"]


@pytest.mark.parametrize("name", ["check.yml", "govbot.yml", "govbot-wake.yml"])
def test_no_run_about_a_pull_request_is_ever_cancelled(name: str) -> None:
    """A cancelled run shows as a red cross on somebody's commit, for what was no failure."""
    for job in workflow(name)["jobs"].values():
        concurrency = job.get("concurrency", {"cancel-in-progress": False, "queue": "max"})
        assert (concurrency["cancel-in-progress"], concurrency["queue"]) == (False, "max")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_job_ends_by_itself(file: Path) -> None:
    assert all(job["timeout-minutes"] <= 60 for job in read(file)["jobs"].values())


def test_a_run_that_took_a_posting_on_is_over_before_another_may_post_it() -> None:
    jobs = read(WORKFLOWS / "govbot.yml")["jobs"].values()
    assert all(timedelta(minutes=job["timeout-minutes"]) < SETTLING for job in jobs)


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_every_supported_python_is_tested(version: str) -> None:
    assert version in workflow("ci.yml")["jobs"]["test"]["strategy"]["matrix"]["python"]


def test_inputs_of_the_action_reach_scripts_through_the_environment_only() -> None:
    scripts = [step for step in steps(ACTION) if "run" in step]

    assert {name for step in scripts for name in step["env"]} >= {"GOVBOT_COMMAND", "GITHUB_TOKEN"}
    assert not any("inputs." in step["run"] for step in scripts)


def test_the_action_installs_only_what_is_pinned_and_hashed_and_asks_the_checkout_nothing() -> None:
    (script,) = [step["run"] for step in steps(ACTION) if step["name"] == "Install govbot"]
    commands = re.findall(r"^ *(.*\S)", script.replace("\\\n", ""), re.MULTILINE)
    installs = [each for each in commands if re.search(r"\bpip\b.* install\b", each)]
    pythons = [each for each in commands if re.search(r"\bpython\b|PYTHON\"", each)]

    assert commands[0].startswith("#")
    assert commands[1] == 'cd "$RUNNER_TEMP"'
    assert len(installs) == 3
    assert all("--no-deps" in each and "--require-hashes" in each for each in installs)
    assert all(" -I -m " in each or each.startswith("uv ") for each in pythons)
    assert [each for each in commands if "bin/uv" in each] == [
        'uv() { govbot-installer/bin/uv --quiet --no-config --system-certs "$@"; }'
    ]


@pytest.mark.parametrize("file", [*FILES, *STARTER, ACTION], ids=lambda file: file.name)
def test_nothing_is_taken_from_a_cache_that_other_runs_may_fill(file: Path) -> None:
    assert "cache" not in file.read_text(encoding="utf-8")
