"""`govbot roster diff`, and the summary of a check: what a change means for who serves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Clone, Govbot
from tests.cli.test_roster import COUNCIL, FILES, PEOPLE

EDITED = (
    COUNCIL.replace("end: 2027-03-31}]", "end: 2027-03-31}], resigned: 2027-01-01")
    + "  - {github: eli, seat: 4, terms: [{start: 2026-10-01, end: 2026-12-31, by: vacancy}]}\n"
)
COUNCIL_FILE = "governance/bodies/council.yaml"
SENTENCES = (
    "cyd resigns: they serve until 2026-12-31, and not until 2027-03-31 (seat 3).",
    (
        "eli joins on 2026-10-01: seat 4, until 2026-12-31, for the rest of somebody else's term; the "
        "first consecutive term of at most 2."
    ),
    "Acme: 3 of at most 2 from 2026-10-01 until 2026-12-31 (2 without this change).",
)


@pytest.fixture
def branched(clone: Clone) -> Clone:
    """`main` went on after the branch `topic` left it; the branch changes the council."""
    clone.commit(FILES)
    clone.git("checkout", "--quiet", "-b", "topic")
    clone.commit({COUNCIL_FILE: EDITED})
    clone.git("checkout", "--quiet", "main")
    clone.commit({"governance/people.yaml": f"{PEOPLE}- {{github: gus, id: 7}}\n"})
    clone.git("checkout", "--quiet", "topic")
    return clone


def test_two_revisions_are_compared_as_they_are(govbot: Govbot, branched: Clone) -> None:
    done = govbot("roster", "diff", "main..topic")

    assert done.exit_code == 0
    told = [line.strip() for line in done.stdout.splitlines()]
    assert told[0] == "Community Council (council)"
    for sentence in SENTENCES:
        assert sentence in told
    assert "gus is taken out of the people." in told
    [breaks] = [line for line in told if line.startswith("error: ")]
    assert "Acme" in breaks
    assert breaks.endswith(f"({COUNCIL_FILE})")


def test_three_dots_leave_out_what_others_did_meanwhile(govbot: Govbot, branched: Clone) -> None:
    done = govbot("roster", "diff", "main...topic")

    assert SENTENCES[1] in done.stdout
    assert "gus" not in done.stdout


def test_one_revision_is_compared_with_the_files_as_they_are(
    govbot: Govbot, branched: Clone
) -> None:
    branched.write({COUNCIL_FILE: EDITED.replace("role: chair", "role: convener")})

    done = govbot("roster", "diff", "HEAD")

    assert "ada is convener, and no longer chair" in done.stdout
    assert SENTENCES[1] not in done.stdout


def test_from_a_folder_below_the_root_the_same_files_are_meant(
    govbot: Govbot, branched: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(branched.root / "governance")

    assert SENTENCES[0] in govbot("roster", "diff", "main...topic").stdout


def test_nothing_is_different_between_a_revision_and_itself(
    govbot: Govbot, branched: Clone
) -> None:
    done = govbot("roster", "diff", "HEAD..HEAD")

    assert (done.exit_code, done.stdout) == (
        0,
        "Nothing changes for the rosters from HEAD to HEAD.\n",
    )


def test_the_difference_is_told_in_json(govbot: Govbot, branched: Clone) -> None:
    answer = json.loads(govbot("roster", "diff", "main...topic", "--format", "json").stdout)

    assert (answer["base"], answer["head"]) == ("main", "topic")
    [body] = answer["bodies"]
    assert (body["body"], body["status"]) == ("council", "changed")
    assert {"what": "joins", "login": "eli", "on": "2026-10-01", "text": SENTENCES[1]} in (
        body["members"]
    )
    assert body["affiliations"] == [
        {
            "name": "Acme",
            "count": 3,
            "before": 2,
            "at_most": 2,
            "on": "2026-10-01",
            "until": "2026-12-31",
            "text": SENTENCES[2],
        },
        {
            "name": "Beta",
            "count": 0,
            "before": 1,
            "at_most": 2,
            "on": "2027-01-01",
            "until": "2027-03-31",
            "text": "Beta: 0 of at most 2 from 2027-01-01 until 2027-03-31 (1 without this change).",
        },
    ]
    assert answer["new_findings"][0]["level"] == "error"


def test_the_difference_is_told_in_markdown(govbot: Govbot, branched: Clone) -> None:
    done = govbot("roster", "diff", "main...topic", "--format", "markdown")

    assert done.stdout.startswith(
        "## What this means for the rosters\n\n### What it breaks\n\n- **Error**"
    )
    assert f"### Community Council\n\n- {SENTENCES[0]}\n- {SENTENCES[1]}\n" in done.stdout


def test_a_base_without_governance_files_has_no_bodies(govbot: Govbot, empty: Clone) -> None:
    empty.commit({"README.md": "# Commons\n"})
    empty.commit(FILES)

    done = govbot("roster", "diff", "HEAD~1..HEAD")

    assert "  This body is new.\n" in done.stdout
    assert "dee is added to the people." in done.stdout


def test_the_first_body_may_be_what_is_added(govbot: Govbot, empty: Clone) -> None:
    empty.commit({"governance/people.yaml": PEOPLE})
    empty.commit(FILES)

    assert "  This body is new.\n" in govbot("roster", "diff", "HEAD~1").stdout


def test_outside_of_a_git_repository_it_says_so(
    govbot: Govbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in FILES.items():
        path = tmp_path / "plain" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "plain")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))

    done = govbot("roster", "diff", "main..HEAD")

    assert done.exit_code == 1
    assert "is not in a git repository." in done.stderr


@pytest.mark.parametrize("revisions", ["nope", "nope..HEAD", "HEAD..nope", "nope...HEAD"])
def test_a_revision_that_git_does_not_know_is_named(
    govbot: Govbot, branched: Clone, revisions: str
) -> None:
    done = govbot("roster", "diff", revisions)

    assert done.exit_code == 1
    assert done.stderr == (
        "git knows no commit `nope` here.\nName a branch, a tag or a commit. A shallow clone may "
        "lack it: fetch it first.\n"
    )


def test_too_many_dots_are_no_range(govbot: Govbot, branched: Clone) -> None:
    assert "`a....b` is no range of revisions." in govbot("roster", "diff", "a....b").stderr


def test_an_error_in_the_files_of_a_revision_says_which(govbot: Govbot, branched: Clone) -> None:
    wrong = branched.commit({COUNCIL_FILE: EDITED.replace("kind: council", "kind: counsil")})
    branched.commit({COUNCIL_FILE: EDITED})

    done = govbot("roster", "diff", f"{wrong}..HEAD")

    assert done.exit_code == 1
    assert done.stderr.startswith(f"{COUNCIL_FILE}:2:7: At {wrong}: ")


def test_files_that_archives_leave_out_are_compared_all_the_same(
    govbot: Govbot, branched: Clone
) -> None:
    branched.commit({".gitattributes": "governance/** export-ignore\ngovernance export-ignore\n"})

    assert govbot("roster", "diff", "HEAD..HEAD").exit_code == 0
    assert SENTENCES[0] in govbot("roster", "diff", "main...HEAD").stdout


@pytest.fixture
def summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))
    return path


def test_a_check_in_actions_adds_what_the_pull_request_means(
    govbot: Govbot, branched: Clone, summary: Path
) -> None:
    summary.write_text("# Before\n", encoding="utf-8")

    done = govbot("check", "--format", "github", "--base", "main")

    assert done.exit_code == 1
    assert "::error file=governance/bodies/council.yaml,line=" in done.stdout
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("# Before\n## What this means for the rosters\n")
    for sentence in SENTENCES:
        assert f"- {sentence}\n" in text
    assert "gus" not in text


@pytest.mark.parametrize(
    "options", [("--format", "github"), ("--base", "main"), ("--format", "json", "--base", "main")]
)
def test_any_other_check_adds_nothing(
    govbot: Govbot, branched: Clone, summary: Path, options: tuple[str, ...]
) -> None:
    govbot("check", *options)

    assert not summary.exists()


def test_a_change_that_touches_no_roster_has_no_summary(
    govbot: Govbot, branched: Clone, summary: Path
) -> None:
    branched.git("checkout", "--quiet", "-b", "other", "main")
    branched.commit({"README.md": "# Commons\n"})

    assert govbot("check", "--format", "github", "--base", "main").exit_code == 0
    assert not summary.exists()


def test_a_roster_that_cannot_be_read_is_said_not_to_be_told(
    govbot: Govbot, branched: Clone, summary: Path
) -> None:
    branched.commit({COUNCIL_FILE: EDITED.replace("kind: council", "kind: counsil")})

    assert govbot("check", "--format", "github", "--base", "main").exit_code == 1
    text = summary.read_text(encoding="utf-8")
    assert "This cannot be told, because the governance files have errors: " in text
    assert f"{COUNCIL_FILE}:2:7" in text
