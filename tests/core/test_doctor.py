"""What each row of `govbot doctor` says: where all is right, where something is missing, where it saw nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from govbot.core.doctor import (
    EXAMINATIONS,
    Diagnosis,
    Health,
    Installation,
    Observed,
    PeopleSeen,
    Unseen,
    diagnose,
)
from govbot.core.doctor.answers import (
    ActionsPermissions,
    ActionsPolicy,
    BranchRule,
    ClassicProtection,
    DeploymentEnvironment,
    ListedWorkflow,
    ScheduledRun,
    SelectedActions,
    SettingsOfRepository,
    ShownBranch,
    WorkflowDefaults,
)
from govbot.core.doctor.lacking import lacking
from govbot.core.errors import Place
from govbot.core.findings import Finding
from govbot.core.labels import RepositoryLabel
from govbot.core.lifecycle import DEFAULT_LIFECYCLE
from govbot.core.workflow_files import WorkflowFile
from govbot.core.workflows import Workflow
from tests.communities import community, council_of_seven

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
COMMIT = "0123456789abcdef0123456789abcdef01234567"
WEB = "https://github.com/example/commons"
GOVBOT, WAKE = ".github/workflows/govbot.yml", ".github/workflows/govbot-wake.yml"
TEAMS = ".github/workflows/teams.yml"
HIDDEN = Unseen("This token may not see it.", "Administration: read")

WRITTEN: dict[str, dict[str, Any]] = {
    GOVBOT: {
        "name": "govbot",
        "on": {
            "workflow_run": {"workflows": ["govbot wake"], "types": ["requested", "completed"]},
            "issue_comment": {"types": ["created", "edited"]},
            "schedule": [{"cron": "2,17 * * * *"}],
        },
        "permissions": {},
        "jobs": {
            "govbot": {
                "permissions": {"contents": "write"},
                "if": "a ||\n b",
                "steps": [
                    {"uses": f"actions/checkout@{COMMIT}", "with": {"persist-credentials": False}},
                    {"uses": "OWNER/govbot@COMMIT", "with": {"command": "run"}},
                ],
            }
        },
    },
    WAKE: {"name": "govbot wake", "on": {"pull_request": None}, "jobs": {"wake": {}}},
}


def in_place(written: dict[str, Any]) -> dict[str, Any]:
    """Return a workflow as a repository has it, with the commit to run."""
    text = yaml.safe_dump(written).replace("OWNER/govbot@COMMIT", f"example/govbot@{COMMIT}")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def workflows(
    govbot: dict[str, Any] | None = None, **more: dict[str, Any]
) -> tuple[WorkflowFile, ...]:
    events = frozenset({"workflow_run", "issue_comment", "schedule"})
    about = Workflow(GOVBOT, "govbot", events, frozenset({"govbot wake"}), runs_govbot=True)
    wake = Workflow(WAKE, "govbot wake", frozenset({"pull_request"}))
    return (
        WorkflowFile(about, govbot or in_place(WRITTEN[GOVBOT])),
        WorkflowFile(wake, in_place(WRITTEN[WAKE])),
        *(
            WorkflowFile(Workflow(f".github/workflows/{name}.yml", name), data)
            for name, data in more.items()
        ),
    )


def read(kind: type[BaseModel], **fields: Any) -> Any:
    return kind.model_validate(fields)


def listed(path: str, state: str = "active", **more: Any) -> Any:
    return read(ListedWorkflow, path=path, state=state, created_at="2026-01-01T00:00:00Z", **more)


def rules(*types: str, source: int | None = None) -> tuple[BranchRule, ...]:
    check: dict[str, Any] = {"context": "govbot / rfc", "integration_id": source}
    parameters = {"required_status_checks": [check]}
    return tuple(
        BranchRule.model_validate(
            {"type": each}
            | ({"parameters": parameters} if each == "required_status_checks" else {})
        )
        for each in types
    )


LABELS = tuple(
    RepositoryLabel(
        name=DEFAULT_LIFECYCLE.label(name), color=stage.color.lower(), description=stage.says
    )
    for name, stage in DEFAULT_LIFECYCLE.stages.items()
)

HEALTHY = Observed(
    repository=read(SettingsOfRepository, default_branch="main", private=False),
    files={"governance/people.yaml": "f11e"},
    actions=read(ActionsPermissions, enabled=True, allowed_actions="all"),
    policies=(),
    defaults=read(
        WorkflowDefaults,
        default_workflow_permissions="read",
        can_approve_pull_request_reviews=True,
    ),
    workflows=(listed(GOVBOT), listed(WAKE)),
    last_run=read(ScheduledRun, created_at="2026-12-01T11:00:00Z", conclusion="success"),
    default_rules=rules("required_status_checks", source=4711),
    default=None,
    ledger_rules=rules("deletion", "non_fast_forward"),
    ledger=read(ShownBranch, name="governance-ledger"),
    labels=LABELS,
    categories=None,
    issues=frozenset(),
    environment=None,
    secrets=frozenset(),
)


def installation(
    *,
    settings: dict[str, Any] | None = None,
    files: tuple[WorkflowFile, ...] | None = None,
    people: PeopleSeen | None = None,
    findings: tuple[Finding, ...] = (),
    **github: Any,
) -> Installation:
    """Return an installation in which all is right but for what is given."""
    given = workflows() if files is None else files
    token = next(
        (found for each in given if (found := each.source_of("GOVBOT_ORGANIZATION_TOKEN"))), None
    )
    return Installation(
        repository="example/commons",
        web=WEB,
        now=NOW,
        governance=community({"council": council_of_seven()}, settings=settings),
        findings=findings,
        files={"governance/people.yaml": ("f11e",)},
        workflows=given,
        written=WRITTEN,
        people=people or PeopleSeen(),
        token=token,
        places=lambda file, path: Place(file, len(path) or None),
        github=replace(HEALTHY, **github),
    )


def said(row: str, seen: Installation) -> Diagnosis:
    return next(diagnosis for each, diagnosis in diagnose(seen) if each.id == row)


def is_missing(row: str, seen: Installation, words: str, where: str) -> None:
    diagnosis = said(row, seen)
    assert (diagnosis.health, diagnosis.where) == (Health.MISSING, where)
    assert words in diagnosis.says
    assert diagnosis.fix


def is_unseen(row: str, **github: Any) -> None:
    diagnosis = said(row, installation(**github))
    assert diagnosis.health is Health.UNSEEN
    assert diagnosis.permission == "Administration: read"
    assert diagnosis.where.startswith(WEB)


def test_where_all_is_right_nothing_is_missing_and_nothing_unseen() -> None:
    healths = {each.id: diagnosis.health for each, diagnosis in diagnose(installation())}
    unneeded = {"announcements", "teams-token"}
    assert healths == {
        each.id: Health.NOT_NEEDED if each.id in unneeded else Health.RIGHT for each in EXAMINATIONS
    }


def test_every_row_has_a_rule_of_its_own() -> None:
    rules_said = [each.description for each in EXAMINATIONS]
    assert len({*rules_said}) == len({each.id for each in EXAMINATIONS}) == len(EXAMINATIONS)
    assert all(each.endswith(".") for each in rules_said)


# The files


def test_an_error_in_the_governance_files_is_shown_with_its_line() -> None:
    finding = Finding.error("term-order", Place("governance/bodies/council.yaml", 14), "It ends.")
    seen = installation(findings=(finding, finding))
    is_missing(
        "governance-files", seen, "It ends, and 1 more.", "governance/bodies/council.yaml:14"
    )


def test_files_that_are_not_on_the_default_branch_are_named() -> None:
    seen = replace(installation(), github=replace(HEALTHY, files={}))
    words = "`main` does not hold `governance/people.yaml`."
    is_missing("default-branch", seen, words, "governance/people.yaml")


def test_files_that_differ_from_the_default_branch_are_named() -> None:
    github = replace(HEALTHY, files={"governance/people.yaml": "another"})
    seen = replace(installation(), github=github)
    words = "`governance/people.yaml` on `main` is not what is here."
    is_missing("default-branch", seen, words, f"{WEB}/tree/main/governance")


def test_an_archived_repository_runs_nothing() -> None:
    archived = read(SettingsOfRepository, default_branch="main", private=False, archived=True)
    seen = installation(repository=archived)
    is_missing("default-branch", seen, "archived", f"{WEB}/settings")


def test_the_default_branch_that_could_not_be_read_is_no_fault() -> None:
    is_unseen("default-branch", repository=HIDDEN)
    seen = replace(installation(), github=replace(HEALTHY, files=HIDDEN))
    assert said("default-branch", seen).health is Health.UNSEEN


def test_a_workflow_that_is_not_there_is_named() -> None:
    seen = installation(files=workflows()[:1])
    is_missing("workflow-files", seen, f"`{WAKE}` is not there.", WAKE)


def test_a_workflow_that_cannot_be_read_is_named() -> None:
    broken = replace(workflows()[0], data=None)
    seen = installation(files=(broken, workflows()[1]))
    is_missing("workflow-files", seen, "cannot be read", GOVBOT)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data["on"].pop("issue_comment"), "`on.issue_comment`"),
        (lambda data: data["on"]["issue_comment"].update(types=["created"]), "`on.issue_comment.types`"),
        (lambda data: data["jobs"]["govbot"].update({"if": "a"}), "`jobs.govbot.if`"),
        (lambda data: data["jobs"]["govbot"]["steps"].pop(0), "`jobs.govbot.steps`"),
        (lambda data: data["jobs"]["govbot"]["permissions"].update(actions="write"), ".permissions`"),
        (lambda data: data.pop("permissions"), "`permissions`"),
        (lambda data: data.update(name="other"), "`name`"),
        (lambda data: data.update(jobs="none"), "`jobs`"),
    ],
)  # fmt: skip
def test_what_a_workflow_lacks_of_what_init_writes_is_named(change: Any, words: str) -> None:
    data = in_place(WRITTEN[GOVBOT])
    change(data)
    diagnosis = said("workflow-files", installation(files=workflows(data)))
    assert diagnosis.health is Health.MISSING
    assert words in diagnosis.says
    assert diagnosis.where.startswith(f"{GOVBOT}:")


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["on"].update(push=None),
        lambda data: data["on"]["issue_comment"]["types"].append("deleted"),
        lambda data: data["on"].update(schedule=[{"cron": "17 * * * *"}]),
        lambda data: data["jobs"]["govbot"].update({"if": "a || b", "timeout-minutes": 5}),
        lambda data: data["jobs"]["govbot"]["steps"].insert(1, {"run": "true"}),
        lambda data: data["jobs"]["govbot"]["steps"][1].update(uses="./"),
        lambda data: data["jobs"].update(more={}),
    ],
)
def test_more_than_init_writes_and_a_matter_of_taste_are_right(change: Any) -> None:
    data = in_place(WRITTEN[GOVBOT])
    change(data)
    assert said("workflow-files", installation(files=workflows(data))).health is Health.RIGHT


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "on", "jobs", "steps", "uses", "env", "permissions", "TOKEN"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
MAPPINGS = st.dictionaries(st.sampled_from(["name", "on", "jobs", "permissions", "env"]), ODD)


@given(MAPPINGS)
def test_a_workflow_lacks_nothing_of_itself(written: dict[str, Any]) -> None:
    assert lacking(written, written) == ()


@given(MAPPINGS, st.sampled_from(["more", "env"]), ODD)
def test_a_workflow_with_more_lacks_nothing(
    written: dict[str, Any], key: str, value: object
) -> None:
    assert lacking(written, {key: value} | written) == ()


@given(MAPPINGS, MAPPINGS)
def test_no_workflow_is_so_odd_that_it_cannot_be_looked_at(
    written: dict[str, Any], there: dict[str, Any]
) -> None:
    file = WorkflowFile(Workflow(GOVBOT, runs_govbot=True), there)
    seen = replace(installation(files=(file,)), written={GOVBOT: written})
    assert all(diagnosis.says for _, diagnosis in diagnose(seen))
    assert isinstance(lacking(written, there), tuple)
    assert file.source_of("TOKEN") is None or file.data


def test_an_event_that_github_blocks_is_found_with_its_line() -> None:
    first, second = workflows()
    old = replace(first, about=replace(first.about, events=frozenset({"pull_request_target"})))
    seen = installation(files=(old, second))
    is_missing("wake-up", seen, "GitHub blocks `pull_request_target`", f"{GOVBOT}:2")


def test_nothing_that_runs_govbot_is_found() -> None:
    is_missing("wake-up", installation(files=()), "No workflow runs govbot.", ".github/workflows")


@pytest.mark.parametrize("uses", ["actions/checkout@v6", "actions/checkout", "docker://alpine:3"])
def test_an_action_that_is_named_by_no_commit_is_found_with_its_line(uses: str) -> None:
    data = in_place(WRITTEN[GOVBOT])
    data["jobs"]["govbot"]["steps"][0]["uses"] = uses
    seen = installation(files=workflows(data))
    is_missing("pinned-actions", seen, f"`{uses}` names no commit", f"{GOVBOT}:5")


def test_the_place_for_govbots_address_is_still_to_be_filled_in() -> None:
    seen = installation(files=workflows(WRITTEN[GOVBOT]))
    is_missing("pinned-actions", seen, "is still to be filled in", f"{GOVBOT}:5")


def test_only_govbots_own_workflows_have_to_be_pinned() -> None:
    loose = {"jobs": {"test": {"steps": [{"uses": "actions/checkout@v6"}]}}}
    assert said("pinned-actions", installation(files=workflows(ci=loose))).health is Health.RIGHT
    loose["jobs"]["test"]["steps"].append({"uses": f"example/govbot@{COMMIT}"})
    assert said("pinned-actions", installation(files=workflows(ci=loose))).health is Health.MISSING


@pytest.mark.parametrize("uses", [f"docker://a@sha256:{COMMIT}{COMMIT[:24]}", "./local"])
def test_a_digest_and_what_is_in_the_repository_are_pinned(uses: str) -> None:
    data = in_place(WRITTEN[GOVBOT])
    data["jobs"]["more"] = {"steps": [{"uses": uses}]}
    assert said("pinned-actions", installation(files=workflows(data))).health is Health.RIGHT


# GitHub Actions


def test_actions_that_are_switched_off_are_found() -> None:
    off = read(ActionsPermissions, enabled=False)
    is_missing("actions-allowed", installation(actions=off), "off", f"{WEB}/settings/actions")
    is_unseen("actions-allowed", actions=HIDDEN)


def test_the_actions_that_govbot_uses_have_to_be_among_the_selected() -> None:
    actions = read(ActionsPermissions, enabled=True, allowed_actions="selected")
    selected = read(SelectedActions, github_owned_allowed=True)
    assert (
        said("actions-allowed", installation(actions=actions, selected=selected)).health
        is Health.RIGHT
    )
    none = read(SelectedActions, github_owned_allowed=False)
    seen = installation(actions=actions, selected=none)
    is_missing("actions-allowed", seen, "`actions/checkout`.", f"{WEB}/settings/actions")
    named = read(SelectedActions, patterns_allowed=["Actions/*"])
    assert (
        said("actions-allowed", installation(actions=actions, selected=named)).health
        is Health.RIGHT
    )
    is_unseen("actions-allowed", actions=actions, selected=HIDDEN)
    local = read(ActionsPermissions, enabled=True, allowed_actions="local_only")
    is_missing(
        "actions-allowed",
        installation(actions=local),
        "`actions/checkout`.",
        f"{WEB}/settings/actions",
    )


def policy(*rules_of: dict[str, Any], enforcement: str = "active", **more: Any) -> ActionsPolicy:
    found: ActionsPolicy = read(
        ActionsPolicy, id=1, name="Safe", enforcement=enforcement, rules=list(rules_of), **more
    )
    return found


ACTORS = {"type": "restrict_action_actors", "parameters": {"allowed_actors": []}}


def events(*names: str) -> dict[str, Any]:
    return {"type": "restrict_action_events", "parameters": {"allowed_events": list(names)}}


def test_a_policy_that_keeps_an_event_away_is_named_with_the_event() -> None:
    most = ("workflow_run", "issue_comment", "pull_request")
    seen = installation(policies=(policy(events(*most)),))
    words = "The policy “Safe” does not allow `schedule`."
    is_missing("events-allowed", seen, words, f"{WEB}/settings/actions/policies")
    enough = installation(policies=(policy(events(*most, "schedule")),))
    assert said("events-allowed", enough).health is Health.RIGHT


def test_a_policy_that_says_who_may_start_workflows_keeps_voters_out() -> None:
    seen = installation(policies=(policy(ACTORS),))
    is_missing("events-allowed", seen, "who may start", f"{WEB}/settings/actions/policies")


@pytest.mark.parametrize(
    "harmless",
    [
        policy(events(), enforcement="evaluate"),
        policy(events(), enforcement="disabled"),
        policy(events(), conditions={"workflow_path": {"include": [".github/workflows/ci.yml"]}}),
        policy(ACTORS, conditions={"workflow_path": {"include": [".github/workflows/ci.yml"]}}),
        policy(
            events(),
            conditions={"workflow_path": {"include": ["~ALL"], "exclude": ["*govbot*.yml"]}},
        ),
    ],
)
def test_a_policy_that_is_not_in_force_or_about_others_is_no_hindrance(
    harmless: ActionsPolicy,
) -> None:
    assert said("events-allowed", installation(policies=(harmless,))).health is Health.RIGHT


def test_a_policy_of_an_unknown_kind_is_not_taken_for_right() -> None:
    for strange in (policy({"type": "restrict_moon"}), read(ActionsPolicy, id=1, name="Safe", enforcement="active")):  # fmt: skip
        diagnosis = said("events-allowed", installation(policies=(strange,)))
        assert diagnosis.health is Health.UNSEEN
        assert "“Safe”" in diagnosis.says
    is_unseen("events-allowed", policies=HIDDEN)


def test_the_default_of_tokens_matters_only_where_the_workflow_does_not_ask() -> None:
    assert said("workflow-token", installation(defaults=HIDDEN)).health is Health.RIGHT
    data = in_place(WRITTEN[GOVBOT])
    del data["jobs"]["govbot"]["permissions"]
    data["jobs"]["look"] = {"permissions": {}}
    is_missing("workflow-token", installation(files=workflows(data)), "only read", GOVBOT)
    hidden = said("workflow-token", installation(files=workflows(data), defaults=HIDDEN))
    assert hidden.health is Health.UNSEEN
    may_write = read(
        WorkflowDefaults,
        default_workflow_permissions="write",
        can_approve_pull_request_reviews=True,
    )
    able = installation(files=workflows(data), defaults=may_write)
    assert said("workflow-token", able).health is Health.RIGHT
    assert "nothing here needs" in said("workflow-token", installation(defaults=may_write)).says


def test_pull_requests_matter_only_where_govbot_opens_some() -> None:
    barred = read(
        WorkflowDefaults,
        default_workflow_permissions="read",
        can_approve_pull_request_reviews=False,
    )
    seen = installation(defaults=barred)
    is_missing("pull-requests", seen, "who no longer serves", f"{WEB}/settings/actions")
    is_unseen("pull-requests", defaults=HIDDEN)
    without = {"rosters": {"emeritus_pull_requests": False}}
    unneeded = installation(settings=without, defaults=barred)
    assert said("pull-requests", unneeded).health is Health.NOT_NEEDED
    owners = without | {"codeowners": {"rules": [{"paths": ["/rfcs/"], "owners": ["council"]}]}}
    needed = installation(settings=owners, defaults=barred)
    is_missing("pull-requests", needed, "CODEOWNERS", f"{WEB}/settings/actions")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("disabled_inactivity", "is off: GitHub does that after 60 quiet days."),
        ("disabled_manually", "is off: somebody did that."),
        ("disabled_fork", "is off: all workflows of a new fork are."),
        ("{sleeping}", "is off: its state is `{sleeping}`."),
    ],
)
def test_a_workflow_that_is_off_is_found_with_the_page_that_switches_it_on(
    state: str, words: str
) -> None:
    seen = installation(workflows=(listed(GOVBOT), listed(WAKE, state)))
    is_missing("workflows-on", seen, words, f"{WEB}/actions/workflows/govbot-wake.yml")


def test_a_workflow_that_github_does_not_know_is_found() -> None:
    seen = installation(workflows=(listed(GOVBOT),))
    is_missing("workflows-on", seen, "does not know", f"{WEB}/actions")
    is_unseen("workflows-on", workflows=HIDDEN)


def came(ago: timedelta, conclusion: str | None = "success") -> Any:
    at = (NOW - ago).isoformat()
    return read(
        ScheduledRun, created_at=at, conclusion=conclusion, html_url=f"{WEB}/actions/runs/1"
    )


def test_a_schedule_that_stays_away_is_found_with_how_long() -> None:
    page = f"{WEB}/actions/workflows/govbot.yml"
    seen = installation(last_run=came(timedelta(days=3, hours=1)))
    is_missing("schedule", seen, "It came last 3 days ago.", page)
    is_missing("schedule", installation(last_run=None), "has never come", page)
    is_unseen("schedule", last_run=HIDDEN)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(days=1), "1 day ago"),
        (timedelta(hours=5, minutes=59), "5 hours ago"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(seconds=-5), "just now"),
    ],
)
def test_a_schedule_that_came_within_a_day_is_right(ago: timedelta, words: str) -> None:
    diagnosis = said("schedule", installation(last_run=came(ago, None)))
    assert (diagnosis.health, diagnosis.says) == (Health.RIGHT, f"It came last {words}.")


def test_a_run_that_failed_is_found_with_its_page() -> None:
    seen = installation(last_run=came(timedelta(hours=1), "failure"))
    is_missing("schedule", seen, "1 hour ago, ended with `failure`", f"{WEB}/actions/runs/1")


def test_a_new_workflow_waits_for_its_first_schedule() -> None:
    young = read(ListedWorkflow, path=GOVBOT, state="active", created_at="2026-12-01T09:00:00Z")
    diagnosis = said("schedule", installation(last_run=None, workflows=(young, listed(WAKE))))
    assert (diagnosis.health, "not come yet" in diagnosis.says) == (Health.RIGHT, True)
    assert said("schedule", installation(files=())).health is Health.NOT_NEEDED


# The branches


@pytest.mark.parametrize(
    ("types", "words"),
    [
        ((), "can be force-pushed and deleted"),
        (("deletion",), "can be force-pushed:"),
        (("non_fast_forward",), "can be deleted:"),
    ],
)
def test_a_ledger_that_can_be_rewritten_is_found(types: tuple[str, ...], words: str) -> None:
    seen = installation(ledger_rules=rules(*types))
    is_missing("ledger", seen, words, f"{WEB}/settings/rules")


def test_a_rule_that_keeps_govbot_from_appending_is_found() -> None:
    seen = installation(ledger_rules=rules("deletion", "non_fast_forward", "pull_request"))
    is_missing("ledger", seen, "`pull_request`, keeps govbot", f"{WEB}/settings/rules")


def protected(*, pushes: bool, deletions: bool) -> Any:
    fields = {"allow_force_pushes": {"enabled": pushes}, "allow_deletions": {"enabled": deletions}}
    return read(ClassicProtection, **fields)


def test_classic_protection_protects_the_ledger_as_well() -> None:
    strict = installation(ledger_rules=(), protection=protected(pushes=False, deletions=False))
    assert said("ledger", strict).health is Health.RIGHT
    loose = installation(ledger_rules=(), protection=protected(pushes=True, deletions=False))
    is_missing("ledger", loose, "force-pushed:", f"{WEB}/settings/rules")
    is_unseen("ledger", ledger_rules=(), protection=HIDDEN)
    is_unseen("ledger", ledger_rules=(), ledger=HIDDEN)
    is_unseen("ledger", ledger_rules=HIDDEN)


def test_a_ledger_that_is_not_there_yet_is_no_fault() -> None:
    diagnosis = said("ledger", installation(ledger=None))
    assert diagnosis.health is Health.RIGHT
    assert "the first record makes the branch" in diagnosis.says


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (15368, "from GitHub Actions. A workflow in a pull request may call a job so"),
        (None, "from any source. A workflow in a pull request may call a job so"),
        (4711, "from the App with the id 4711 alone"),
    ],
)
def test_the_source_of_the_required_check_is_said(source: int | None, words: str) -> None:
    seen = installation(default_rules=rules("required_status_checks", source=source))
    diagnosis = said("required-check", seen)
    assert diagnosis.health is Health.RIGHT
    assert words in diagnosis.says
    assert ("only a GitHub App of your own" in diagnosis.says) == (source != 4711)


def test_a_check_that_is_not_required_is_found() -> None:
    page = f"{WEB}/settings/rules"
    is_missing("required-check", installation(default_rules=()), "is not required", page)
    is_unseen("required-check", default_rules=HIDDEN)
    is_unseen("required-check", default_rules=(), default=HIDDEN)


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ({"checks": [{"context": "govbot / rfc", "app_id": 15368}]}, "from GitHub Actions"),
        ({"checks": [{"context": "govbot / rfc", "app_id": -1}]}, "from any source"),
        ({"contexts": ["govbot / rfc"], "checks": []}, "from any source"),
        ({"contexts": ["ci"], "checks": []}, "is not required"),
    ],
)
def test_classic_protection_may_require_the_check(checks: dict[str, Any], words: str) -> None:
    shown = read(
        ShownBranch, name="main", protection={"enabled": True, "required_status_checks": checks}
    )
    assert words in said("required-check", installation(default_rules=(), default=shown)).says


# Labels, announcements, people, teams


def test_labels_that_are_not_there_are_named() -> None:
    seen = installation(labels=LABELS[2:])
    is_missing(
        "labels", seen, "2 of 11 labels are not there: `rfc: proposed` and 1 more.", f"{WEB}/labels"
    )
    is_unseen("labels", labels=HIDDEN)
    pale = LABELS[0].model_copy(update={"color": "000000"})
    diagnosis = said("labels", installation(labels=(pale, *LABELS[1:])))
    assert (diagnosis.health, "the looks of 1" in diagnosis.says) == (Health.RIGHT, True)


def announcing(place: dict[str, Any]) -> dict[str, Any]:
    rule = {
        "electorate": "council",
        "pass": {"count": "yes", "more_than": "1/2", "of": ["yes", "no"]},
        "period": {"length": "7 days"},
        "announce": place,
    }
    return {"policies": {"budget": rule}}


def test_a_category_that_is_not_there_is_found() -> None:
    settings = announcing({"discussions": "Announcements"})
    right = installation(settings=settings, categories=("Announcements", "announcements"))
    assert said("announcements", right).says == "1 policy announces."
    lost = installation(settings=settings, categories=("General", "general"))
    is_missing("announcements", lost, "no category Announcements", f"{WEB}/discussions/categories")
    off = installation(settings=settings, categories=None)
    is_missing("announcements", off, "Discussions are off", f"{WEB}/settings")
    is_unseen("announcements", settings=settings, categories=HIDDEN)


def test_an_issue_that_is_not_there_is_found() -> None:
    settings = announcing({"issue": 42})
    right = installation(settings=settings, issues=frozenset({42}))
    assert said("announcements", right).health is Health.RIGHT
    at = "governance/govbot.yaml:3"
    is_missing("announcements", installation(settings=settings), "no issue #42", at)
    is_unseen("announcements", settings=settings, issues=HIDDEN)


def test_people_without_an_id_and_accounts_of_somebody_else_are_named() -> None:
    file = "governance/people.yaml"
    pinned = PeopleSeen(to_do=("ada: id 1001", "ben: id 1002"))
    is_missing("people", installation(people=pinned), "ada: id 1001, and 1 more", file)
    lost = PeopleSeen(problems=("cyd: the account is gone.",))
    is_missing("people", installation(people=lost), "cyd: the account is gone.", file)
    unseen = said("people", installation(people=PeopleSeen(unseen=HIDDEN)))
    assert (unseen.health, unseen.permission) == (Health.UNSEEN, "Administration: read")


def test_who_has_no_id_is_seen_without_github() -> None:
    nameless = community({"council": council_of_seven()}, people=[{"github": "ada"}])
    seen = replace(installation(people=PeopleSeen(unseen=HIDDEN)), governance=nameless)
    is_missing("people", seen, "1 of 1 have no numeric id, such as ada", "governance/people.yaml:1")
    nobody = replace(installation(), governance=community({}, people=[]))
    assert said("people", nobody).health is Health.NOT_NEEDED


FOLLOWING = {"organization": {"owners": ["council"]}}


def teams_workflow(**job: Any) -> dict[str, Any]:
    name = "GOVBOT_ORGANIZATION_TOKEN"
    step = {"uses": f"example/govbot@{COMMIT}", "env": {name: f"${{{{ secrets.{name} }}}}"}}
    return {"jobs": {"teams": {"environment": "teams", "steps": [step], **job}}}


def following(data: dict[str, Any] | None = None, **github: Any) -> Installation:
    files = workflows(teams=teams_workflow() if data is None else data)
    whole = {
        "environment": read(
            DeploymentEnvironment, deployment_branch_policy={"protected_branches": True}
        ),
        "secrets": frozenset({"GOVBOT_ORGANIZATION_TOKEN"}),
    }
    return installation(settings=FOLLOWING, files=files, **(whole | github))


def test_the_token_for_teams_is_looked_for_where_teams_follow() -> None:
    page = f"{WEB}/settings/environments"
    assert said("teams-token", following()).health is Health.RIGHT
    is_missing("teams-token", following({}), "No workflow passes on", ".github/workflows")
    bare = following(teams_workflow(environment=None))
    is_missing("teams-token", bare, "is in no environment", f"{TEAMS}:6")
    is_missing("teams-token", following(environment=None), "no environment `teams`", page)
    anyone = read(DeploymentEnvironment, deployment_branch_policy=None)
    is_missing("teams-token", following(environment=anyone), "Every branch may use", page)
    is_missing("teams-token", following(secrets=frozenset()), "There is no secret", page)
    for hidden in (following(environment=HIDDEN), following(secrets=HIDDEN)):
        assert said("teams-token", hidden).health is Health.UNSEEN


def test_a_token_that_every_job_has_is_in_no_environment() -> None:
    name = "GOVBOT_ORGANIZATION_TOKEN"
    data = {"env": {name: f"${{{{ secrets.{name} }}}}"}, "jobs": {"teams": {"environment": "x"}}}
    is_missing("teams-token", following(data), "is in no environment", f"{TEAMS}:2")


def test_a_token_that_the_job_makes_for_its_own_app_is_right() -> None:
    step = {"env": {"GOVBOT_ORGANIZATION_TOKEN": "${{ steps.app.outputs.token }}"}}
    data = teams_workflow(steps=[step], environment={"name": "teams"})
    assert "makes a token of its own" in said("teams-token", following(data)).says
