"""Recorded exchanges, replayed: what govbot sends is what was sent, what it makes of the answers.

The cassettes in tests/gh/cassettes were recorded from the sandbox (stage.json names the repository).
docs/how-to/record-cassettes.md says how to record them again, from the sandbox or, by `make live`, from GitHub.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import vcr  # type: ignore[import-untyped]  # vcrpy brings no types

from govbot.core.changes import (
    AddComment,
    AddLabel,
    Announce,
    Change,
    ClosePullRequest,
    CreateLabel,
    MergePullRequest,
    React,
    SetCheckRun,
)
from govbot.core.doctor import Unseen
from govbot.core.markers import CHECK_NAME, STATUS_MARKER
from govbot.core.snapshot import PullState, Snapshot
from govbot.core.sweep import appearance_of
from govbot.core.teams import AddToTeam, CreateTeam, DeleteTeam, TeamMember
from govbot.gh import (
    Connection,
    Refused,
    StaleLedger,
    append_records,
    apply_changes,
    connect,
    list_done,
    list_numbers,
    list_open,
    read_motions,
    read_overview,
    read_postings,
    read_pull_request,
    read_texts,
    repository_labels,
)
from govbot.gh.doctor import MOST, Inquiry, observe
from govbot.gh.lookups import accounts_called
from govbot.gh.organization import read_organization
from govbot.gh.reads import Reads
from govbot.gh.team_changes import apply_team_changes
from scripts.live.recording import CASSETTES
from tests.gh.staging import (
    ABOUT,
    COMMENT,
    DOCUMENT,
    MOTION,
    MOTION_TEXT,
    TEXT,
    TITLE,
    Stage,
    built,
    recorded,
)

KEPT_HEADERS = {"content-type", "date", "location", "x-ratelimit-remaining", "x-ratelimit-reset"}
TOKENS = re.compile(
    r"gh[a-z]_\w{16,}|github_pat_\w+|sandbox-(actions|mo)\b|not-a-token|authorization",
    re.IGNORECASE,
)
ONE, TWO = '{"kind":"registered"}\n', '{"kind":"stage"}\n'

Connect = Callable[..., Connection]


def is_recording(config: pytest.Config) -> bool:
    return bool(config.getoption("--record", default=False))


def folder_of(config: pytest.Config) -> Path:
    return Path(config.getoption("--cassettes", default=CASSETTES))


@pytest.fixture(scope="module")
def stage_and_token(pytestconfig: pytest.Config) -> Iterator[tuple[Stage, str]]:
    folder = folder_of(pytestconfig)
    if not is_recording(pytestconfig):
        yield recorded(folder), "replayed"
        return
    for old in folder.glob("*.yaml"):
        old.unlink()
    with built(os.environ) as (stage, token):
        stage.keep(folder)
        yield stage, token


@pytest.fixture
def stage(stage_and_token: tuple[Stage, str]) -> Stage:
    return stage_and_token[0]


def without_what_nobody_needs(response: dict[str, Any]) -> dict[str, Any]:
    """A recorded answer less the headers that say who asked, and what changes each time."""
    headers = response["headers"]
    response["headers"] = {name: headers[name] for name in headers if name.lower() in KEPT_HEADERS}
    return response


@pytest.fixture
def open_connection(
    stage_and_token: tuple[Stage, str], request: pytest.FixtureRequest
) -> Iterator[Connect]:
    """Connects within the cassette that has the name of the test."""
    stage, real_token = stage_and_token
    recording = is_recording(request.config)
    recorder = vcr.VCR(
        cassette_library_dir=str(folder_of(request.config)),
        record_mode=vcr.mode.ALL if recording else vcr.mode.NONE,
        match_on=("method", "path", "body"),
        filter_headers=["authorization", "user-agent", "host"],
        before_record_response=without_what_nobody_needs,
        decode_compressed_response=True,
    )
    name = request.node.name.removeprefix("test_")
    with ExitStack() as opened:
        cassette = opened.enter_context(recorder.use_cassette(f"{name}.yaml"))
        yield lambda token=real_token: opened.enter_context(
            connect(stage.repository, token, stage.api_url, patience=0)
        )
        assert recording or cassette.all_played


@pytest.fixture
def connection(open_connection: Connect) -> Connection:
    return open_connection()


def read(connection: Connection, stage: Stage, number: int | None = None) -> Snapshot:
    snapshot = read_pull_request(connection, number or stage.number, stage.governance)
    assert snapshot is not None
    return snapshot


@pytest.mark.cassette
def test_a_pull_request_is_read_in_one_request(connection: Connection, stage: Stage) -> None:
    snapshot = read(connection, stage)
    assert connection.requests == 1
    assert snapshot.pull_request.title == TITLE
    assert snapshot.pull_request.state is PullState.OPEN
    assert [file.path for file in snapshot.pull_request.files] == [DOCUMENT]
    assert [document.path for document in snapshot.documents] == [DOCUMENT]
    assert COMMENT in [comment.body for comment in snapshot.comments]
    assert all(comment.by_viewer for comment in snapshot.comments)
    assert snapshot.pull_request.created_at <= connection.server_time


@pytest.mark.cassette
def test_the_text_of_a_document_is_read(connection: Connection, stage: Stage) -> None:
    (document,) = read(connection, stage).documents
    assert read_texts(connection, [document.blob]) == {document.blob: TEXT}


@pytest.mark.cassette
def test_a_category_that_is_not_there_is_no_place(connection: Connection, stage: Stage) -> None:
    (place,) = read_postings(connection, issue=None, category=f"recording {stage.mark}")
    assert place.node is None


@pytest.mark.cassette
def test_a_merge_that_is_refused_leaves_the_rest_done(connection: Connection, stage: Stage) -> None:
    merge = MergePullRequest(head="0" * 40, method="merge", purpose="the pull request")
    said = AddComment(body="Merging.", purpose="a comment")
    (failure,) = apply_changes(connection, read(connection, stage), [merge, said])
    assert failure.change == merge
    after = read(connection, stage)
    assert after.pull_request.state is PullState.OPEN
    assert "Merging." in [comment.body for comment in after.comments]


@pytest.mark.cassette
def test_a_number_that_nothing_has_is_nothing(connection: Connection, stage: Stage) -> None:
    assert read_pull_request(connection, 2_000_000_000, stage.governance) is None


@pytest.mark.cassette
def test_a_token_that_nobody_has_is_refused(open_connection: Connect, stage: Stage) -> None:
    with pytest.raises(Refused, match="did not accept the token"):
        read_pull_request(open_connection("not-a-token"), stage.number, stage.governance)


@pytest.mark.cassette
def test_records_are_appended_to_a_branch_that_is_made_and_only_by_who_read_its_head(
    connection: Connection, stage: Stage
) -> None:
    path, governance = f"rfcs/{stage.number}.jsonl", stage.governance
    assert read(connection, stage).ledger.head is None
    head = append_records(connection, governance, path, None, "", ONE, "RFC: registered")
    newer = append_records(connection, governance, path, head, ONE, TWO, "RFC: discussion")
    with pytest.raises(StaleLedger):
        append_records(connection, governance, path, head, ONE, TWO, "RFC: again")
    with pytest.raises(StaleLedger):
        append_records(connection, governance, path, None, "", ONE, "RFC: once more")
    ledger = read(connection, stage).ledger
    assert (ledger.head, ledger.text) == (newer, ONE + TWO)


@pytest.mark.cassette
def test_a_motion_on_an_issue_is_recorded_announced_and_the_issue_closed(
    connection: Connection, stage: Stage
) -> None:
    path = f"motions/{stage.issue}.jsonl"
    before = read(connection, stage, stage.issue)
    assert before.pull_request.is_issue
    assert (before.pull_request.title, before.pull_request.body) == (MOTION, MOTION_TEXT)
    append_records(connection, stage.governance, path, before.ledger.head, "", ONE, "Motion")
    (there,) = read_postings(connection, issue=stage.issue, category=None)
    assert (there.node, there.posted) == (before.pull_request.node, ())
    changes: list[Change] = [
        ClosePullRequest(purpose="the issue"),
        Announce(node=before.pull_request.node, place=there.place, title="Passed", body="Passed."),
    ]
    assert apply_changes(connection, before, changes) == ()
    after = read(connection, stage, stage.issue)
    assert after.pull_request.state is PullState.CLOSED
    assert after.ledger.motion_text == ONE
    (there,) = read_postings(connection, issue=stage.issue, category=None)
    assert [posted.body for posted in there.posted] == ["Passed."]
    overview = read_overview(connection, stage.governance)
    motions = read_motions(connection, overview.branch, lambda text: text == ONE)
    assert stage.issue in motions.found
    (listed,) = list_numbers(connection, stage.governance, [stage.issue])
    assert (listed.number, listed.kind) == (stage.issue, "motion")
    assert listed.appearance == appearance_of(after)


@pytest.mark.cassette
def test_changes_are_made_but_for_the_check_that_a_personal_token_may_not_set(
    connection: Connection, stage: Stage
) -> None:
    label = f"recording {stage.mark}"
    snapshot = read(connection, stage)
    check = SetCheckRun(
        head=snapshot.pull_request.head,
        node=None,
        name=CHECK_NAME,
        conclusion="pending",
        title="Recording",
        summary="An exchange is being recorded.",
    )
    said = next(comment for comment in snapshot.comments if comment.body == COMMENT)
    changes: list[Change] = [
        CreateLabel(name=label, color="0e8a16", description="Recorded"),
        AddLabel(label=label),
        AddComment(body=f"{STATUS_MARKER}\nRecorded.", purpose="the status comment"),
        React(node=said.node, content="EYES"),
        check,
    ]
    (failure,) = apply_changes(connection, snapshot, changes)
    assert failure.change == check
    after = read(connection, stage)
    assert label in after.pull_request.labels
    assert f"{STATUS_MARKER}\nRecorded." in [comment.body for comment in after.comments]
    assert {comment.reactions for comment in after.comments if comment.id == said.id} == {
        frozenset({"EYES"})
    }
    (event,) = [event for event in after.label_events if event.label == label]
    assert (event.added, event.by_viewer) == (True, True)
    assert label in {each.name for each in repository_labels(connection)}


@pytest.mark.cassette
def test_a_pull_request_with_an_rfc_is_swept(connection: Connection, stage: Stage) -> None:
    overview = read_overview(connection, stage.governance)
    listing = list_open(connection, stage.governance, overview, None)
    (listed,) = [each for each in listing.found if each.number == stage.number]
    assert listed.kind == "open"
    assert listed.appearance == appearance_of(read(connection, stage))
    assert stage.number not in {
        each.number for each in list_done(connection, stage.governance, overview, None).found
    }


@pytest.mark.cassette
def test_a_team_of_the_organization_is_made_read_and_deleted(
    connection: Connection, stage: Stage
) -> None:
    slug = f"recording-{stage.mark}"
    before = read_organization(connection, stage.organization, [slug])
    viewer = before.viewer
    assert viewer is not None
    assert viewer in before.owners
    assert before.team(slug) is None
    create = CreateTeam(team=slug, description="Recorded", without=viewer.login)
    join = AddToTeam(team=slug, account=viewer, role="maintainer")
    changes = (create, join)
    assert apply_team_changes(connection, before, changes) == (changes, ())
    made = read_organization(connection, stage.organization, [slug]).team(slug)
    assert made is not None
    assert (made.description, made.parent, made.invited) == ("Recorded", "", ())
    assert made.members == (TeamMember(account=viewer, role="maintainer"),)
    delete = DeleteTeam(team=slug, members=made.members)
    assert apply_team_changes(connection, before, [create])[0] == ()
    assert apply_team_changes(connection, before, [delete]) == ((delete,), ())
    assert read_organization(connection, stage.organization, [slug]).team(slug) is None


@pytest.mark.cassette
def test_what_a_repository_shows_of_its_settings_is_read(
    connection: Connection, stage: Stage
) -> None:
    inquiry = Inquiry(
        ledger=stage.governance.settings.ledger.branch,
        files=("README.md",),
        labels=("no such label",),
        issues=(stage.issue,),
        workflow=".github/workflows/govbot.yml",
        environment="teams",
        with_categories=True,
    )
    reads = Reads(connection, MOST)
    seen = observe(reads, inquiry)
    people = accounts_called(reads, ["ghost"])
    assert not isinstance(seen.repository, Unseen)
    assert not isinstance(seen.files, Unseen)
    assert not isinstance(seen.default_rules, Unseen)
    assert not isinstance(seen.workflows, Unseen)
    assert not isinstance(people, Unseen)
    assert (seen.labels, seen.issues) == ((), frozenset({stage.issue}))
    # GitHub shows it to a token with Administration: read; the one for recording need not have that.
    if isinstance(seen.actions, Unseen):
        assert seen.actions.permission == "Administration: read"
    else:
        assert seen.actions.enabled


def test_no_cassette_holds_a_token() -> None:
    cassettes = sorted(CASSETTES.iterdir())
    assert CASSETTES / ABOUT in cassettes
    assert len(cassettes) > 1
    for cassette in cassettes:
        found = TOKENS.search(cassette.read_text(encoding="utf-8"))
        assert found is None, f"{cassette.name} holds {found[0]}"


@pytest.mark.parametrize(
    "token", ["ghp_" + "a1B2" * 9, "ghs_" + "a1B2" * 9, "github_pat_11ABC_def", "sandbox-mo"]
)
def test_a_token_would_be_found(token: str) -> None:
    assert TOKENS.search(f"headers:\n  - token {token}\n")
