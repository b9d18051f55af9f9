"""`govbot rfc` and `govbot status`: begin an RFC, see where RFCs stand, see the lifecycle."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.app.new_rfc import LONGEST_SLUG, slug_of
from govbot.cli.output import today
from govbot.core.errors import UserError
from govbot.core.lifecycle import DEFAULT_LIFECYCLE, Lifecycle
from govbot.core.snapshot import PullState
from govbot.files import require_governance
from tests.cli.conftest import Clone, Govbot
from tests.core.scene import Scene, community, document

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def test_a_new_rfc_is_the_template_with_its_title_author_and_day(
    govbot: Govbot, clone: Clone
) -> None:
    done = govbot("rfc", "new", 'One "ledger": \\1 branch', "--author", "@zoe")

    assert done.exit_code == 0
    assert done.stdout.startswith("wrote rfcs/0000-one-ledger-1-branch.md\n")
    assert (
        "git mv rfcs/0000-one-ledger-1-branch.md rfcs/<number>-one-ledger-1-branch.md"
        in done.stdout
    )
    lines = (clone.root / "rfcs/0000-one-ledger-1-branch.md").read_text("utf-8").splitlines()
    assert lines[0] == "---"
    assert 'title: "One \\"ledger\\": \\\\1 branch"' in lines
    assert "authors: [zoe]" in lines
    (created,) = [line for line in lines if line.startswith("created: ")]
    # The test may run over midnight.
    passed = today() - date.fromisoformat(created.removeprefix("created: "))
    assert timedelta() <= passed <= timedelta(days=1)
    assert "## Summary" in lines


def test_what_a_new_rfc_lacks_is_only_its_text(govbot: Govbot, clone: Clone) -> None:
    govbot("rfc", "new", "Größe: 統一帳本 #12 [draft] {a: b}", "--author", "zoe")

    found = json.loads(govbot("check", "--format", "json").stdout)["findings"]

    assert {each["id"] for each in found} == {"rfc-number", "rfc-required-sections"}


def test_the_template_of_the_repository_is_used(govbot: Govbot, clone: Clone) -> None:
    template = "---\ntitle: x\nchampion:\n---\n\n## Our own section\n"
    clone.commit({"rfcs/0000-template.md": template})
    clone.git("config", "github.user", "ben")

    govbot("rfc", "new", "A plan")

    text = (clone.root / "rfcs/0000-a-plan.md").read_text("utf-8")
    front, body = text.removeprefix("---\n").split("---\n")
    assert front.splitlines()[:3] == ['title: "A plan"', "champion:", "authors: [ben]"]
    assert body == "\n## Our own section\n"


def test_an_rfc_is_never_written_over_another(govbot: Govbot, clone: Clone) -> None:
    govbot("rfc", "new", "A plan")
    path = clone.root / "rfcs/0000-a-plan.md"
    path.write_text("mine", encoding="utf-8")

    done = govbot("rfc", "new", "A plan!")

    assert done.exit_code == 1
    assert done.stderr.startswith("rfcs/0000-a-plan.md exists already.")
    assert path.read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "···"), "The title holds no letter and no digit"),
        (("new", "x" * 201), "This cannot be a title."),
        (("new", "a\x1b[31m"), "This cannot be a title."),
        (("new", "A plan", "--author", "a, b]"), "'a, b]' is not a GitHub login."),
    ],
)
def test_what_cannot_be_an_rfc_is_refused(
    govbot: Govbot, clone: Clone, arguments: tuple[str, ...], said: str
) -> None:
    done = govbot("rfc", *arguments)

    assert done.exit_code == 2
    assert said in done.stderr
    assert not (clone.root / "rfcs").exists()


def test_a_login_from_the_settings_of_git_that_is_none_is_no_wrong_usage(
    govbot: Govbot, clone: Clone
) -> None:
    clone.git("config", "github.user", "a, b]")

    done = govbot("rfc", "new", "A plan")

    assert done.exit_code == 1
    assert done.stderr.startswith("'a, b]' is not a GitHub login.")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("One ledger branch", "one-ledger-branch"),
        ("  Don't panic: v2.0!  ", "dont-panic-v2-0"),
        ("Größe & Straße", "grosse-strasse"),
        ("Единый журнал", "edinyy-zhurnal"),
        ("Łódź, œuvre", "lodz-oeuvre"),
        ("w" * 100, "w" * 60),
        ("word " * 40, "-".join(["word"] * 12)),
    ],
)
def test_a_slug_is_the_title_in_latin_words(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@given(st.text())
def test_any_title_gives_a_slug_that_the_checks_accept_or_is_refused(title: str) -> None:
    try:
        slug = slug_of(title)
    except UserError:
        return
    assert SLUG.fullmatch(slug)
    assert len(slug) <= LONGEST_SLUG


def test_the_list_is_json_of_a_stable_shape(govbot: Govbot, clone: Clone, voting: Scene) -> None:
    other = Scene()
    other.run()
    clone.ledger({12: voting.records, 100: other.records})

    done = govbot("rfc", "list", "--format", "json")

    assert json.loads(done.stdout) == {
        "rfcs": [
            {
                "number": 12,
                "title": "One ledger",
                "stage": "voting",
                "since": "2026-03-16T09:00:00Z",
                "deadline": "2026-03-26T09:00:00Z",
            },
            {
                "number": 12,
                "title": "One ledger",
                "stage": "discussion",
                "since": "2026-03-01T09:00:00Z",
                "deadline": None,
            },
        ]
    }


def test_the_list_is_an_aligned_table_in_a_pipe(
    govbot: Govbot, clone: Clone, voting: Scene
) -> None:
    clone.ledger({12: voting.records})

    assert govbot("rfc", "list").stdout == (
        "RFC  TITLE       STAGE   SINCE       DEADLINE\n"
        "12   One ledger  voting  2026-03-16  2026-03-26 09:00 UTC\n"
    )


def test_wide_letters_do_not_break_the_columns_and_control_characters_do_not_pass(
    govbot: Govbot, clone: Clone
) -> None:
    scene = Scene()
    scene.documents = (document(title="統一\x1b[2J\u202e帳本 " + "long " * 30),)
    scene.run()
    clone.ledger({12: scene.records})

    header, row = govbot("rfc", "list").stdout.splitlines()

    assert row.startswith("12   統一 [2J 帳本 long long")
    # Each of the four letters takes two places, so the column begins four characters sooner.
    assert row.index("discussion") == header.index("STAGE") - 4


def test_an_empty_ledger_is_an_empty_list(govbot: Govbot, clone: Clone) -> None:
    clone.ledger({})

    assert govbot("rfc", "list").stdout == "There is no RFC yet.\n"
    assert govbot("status").stdout == "No RFC is open.\n"
    assert json.loads(govbot("rfc", "list", "--format", "json").stdout) == {"rfcs": []}


def test_the_status_says_who_has_yet_to_vote_and_that_the_deadline_came(
    govbot: Govbot, clone: Clone, voting: Scene
) -> None:
    clone.ledger({12: voting.records})

    (row,) = json.loads(govbot("status", "--format", "json").stdout)["rfcs"]

    assert row == {
        "number": 12,
        "title": "One ledger",
        "stage": "voting",
        "since": "2026-03-16T09:00:00Z",
        "deadline": "2026-03-26T09:00:00Z",
        "pending": ["dee", "eli", "fay", "gus"],
        "next": "The vote is over; the next run of govbot counts it.",
    }
    assert "dee, eli, fay and gus" in govbot("status").stdout


def test_the_status_leaves_out_what_has_ended(govbot: Govbot, clone: Clone, decided: Scene) -> None:
    withdrawn = Scene()
    withdrawn.run()
    withdrawn.close(PullState.CLOSED)
    withdrawn.run()
    assert withdrawn.stage == "withdrawn"
    clone.ledger({12: decided.records, 13: withdrawn.records})

    rows = json.loads(govbot("status", "--format", "json").stdout)["rfcs"]

    assert [(row["stage"], row["deadline"]) for row in rows] == [("accepted", None)]
    assert rows[0]["next"] == "When the pull request is merged, the RFC becomes `implementing`."


def test_showing_an_rfc_says_what_its_status_comment_says(
    govbot: Govbot, clone: Clone, voting: Scene
) -> None:
    clone.ledger({12: voting.records})

    text = govbot("rfc", "show", "12").stdout
    data = json.loads(govbot("rfc", "show", "12", "--format", "json").stdout)

    assert "One ledger" in text
    assert "The vote is over, and about to be counted" in text
    assert "ada opened vote 1 under" in text
    assert "afterwards" not in text
    assert voting.decision is not None
    assert voting.decision.status is not None
    # The deadline has passed since, which is all that the shell knows more than that run did.
    of_the_time = {"next", "verdict"}
    said = voting.decision.status.model_dump(mode="json")
    assert data["next"][0] == "Ballots are no longer taken; the next run counts them."
    assert {key: data[key] for key in data if key not in of_the_time} == {
        key: said[key] for key in said if key not in of_the_time
    }


def test_the_lifecycle_lists_stages_and_who_may_move_an_rfc(govbot: Govbot, empty: Clone) -> None:
    text = govbot("rfc", "lifecycle").stdout

    for stage in DEFAULT_LIFECYCLE.stages:
        assert re.search(rf"^{stage} +rfc: {stage} ", text, re.MULTILINE)
    assert re.search(
        r"^discussion, revision +voting +/vote open +champion, council +"
        r"checks, minimum-time, champion, no-open-concerns +rfc-accept$",
        text,
        re.MULTILINE,
    )


def test_the_lifecycle_in_json_can_be_read_back(govbot: Govbot, empty: Clone) -> None:
    data = json.loads(govbot("rfc", "lifecycle", "--format", "json").stdout)

    assert list(data) == ["initial", "stages", "transitions"]
    assert data["stages"]["voting"]["label"] == "rfc: voting"
    read = Lifecycle.model_validate(data)
    assert read.transitions == DEFAULT_LIFECYCLE.transitions


def test_the_diagram_has_every_transition_once(govbot: Govbot, empty: Clone) -> None:
    lines = govbot("rfc", "lifecycle", "--format", "mermaid").stdout.splitlines()

    assert lines[:2] == ["stateDiagram-v2", "    [*] --> proposed"]
    expected = sum(len(row.from_) for row in DEFAULT_LIFECYCLE.transitions)
    assert sum(bool(re.match(r"    \w+ --> \w+: ", line)) for line in lines) == expected
    assert "    discussion --> voting: /vote open (champion, council)" in lines
    assert "    released --> [*]" in lines


def test_the_lifecycle_is_that_of_the_repository(govbot: Govbot, clone: Clone) -> None:
    settings = (
        "lifecycle:\n  initial: draft-text\n"
        "  stages: {draft-text: {label: d}, review: , end: {end: true}}\n"
        "  transitions:\n"
        "    - {from: draft-text, to: review, on: checks-passed}\n"
        "    - {from: review, to: end, on: merged}\n"
    )
    clone.write({"governance/govbot.yaml": settings})

    lines = govbot("rfc", "lifecycle", "--format", "mermaid").stdout.splitlines()

    # Mermaid takes neither a hyphen nor a word of its own as the name of a state.
    assert lines == [
        "stateDiagram-v2",
        '    state "draft-text" as stage0',
        '    state "end" as stage2',
        "    [*] --> stage0",
        "    stage0 --> review: the checks pass",
        "    review --> stage2: the pull request is merged",
        "    stage2 --> [*]",
    ]


def test_the_scene_of_these_tests_has_the_rules_of_the_clone(clone: Clone) -> None:
    read = require_governance(Path.cwd())

    assert read.settings.lifecycle == community().settings.lifecycle
    assert list(read.bodies) == ["core-team", "council"]


def test_an_rfc_that_the_ledger_does_not_have_is_listed_all_the_same(
    govbot: Govbot, empty: Clone
) -> None:
    govbot("init", "--owner", "ada")
    text = (empty.root / "rfcs/0000-template.md").read_text("utf-8")
    empty.write({"rfcs/0007-older-than-govbot.md": text.replace("your-login", "ada")})

    listed = govbot("rfc", "list")

    assert listed.exit_code == 0
    assert "not recorded" in listed.stdout
    assert "git fetch origin governance-ledger" in listed.stderr
    rfcs = json.loads(govbot("rfc", "list", "--format", "json").stdout)["rfcs"]
    assert [(each["number"], each["stage"]) for each in rfcs] == [(7, "not recorded")]
