"""`govbot check`: findings for people, for programs and for pull requests."""

from __future__ import annotations

import json
import shutil

import pytest

from govbot.cli.output import workflow_command
from tests.cli.conftest import COUNCIL, GOVERNANCE, RFC, Clone, Govbot

WRONG = COUNCIL.replace("kind: council", "kind: council\ncolour: blue")


def test_a_clean_repository_has_nothing_wrong(govbot: Govbot, clone: Clone) -> None:
    assert (govbot("check").exit_code, govbot("check").stdout) == (0, "Nothing is wrong.\n")
    assert json.loads(govbot("check", "--format", "json").stdout) == {"findings": []}


def test_json_has_the_documented_keys_in_order(govbot: Govbot, clone: Clone) -> None:
    clone.write({"governance/bodies/council.yaml": WRONG})

    done = govbot("check", "--format", "json")

    assert done.exit_code == 1
    (finding,) = json.loads(done.stdout)["findings"]
    assert list(finding) == ["id", "level", "file", "line", "column", "message", "hint", "docs"]
    assert finding | {"hint": "..."} == {
        "id": "unknown-key",
        "level": "error",
        "file": "governance/bodies/council.yaml",
        "line": 3,
        "column": 1,
        "message": "Unknown key `colour`.",
        "hint": "...",
        "docs": "docs/checks.md#unknown-key",
    }


def test_text_names_place_level_and_id_and_says_what_to_do(govbot: Govbot, clone: Clone) -> None:
    clone.write({"governance/bodies/council.yaml": WRONG})

    done = govbot("check")

    assert done.exit_code == 1
    first, message, hint, empty, summary = done.stdout.splitlines()
    assert first.split() == ["governance/bodies/council.yaml:3:1", "error", "unknown-key"]
    assert message == "  Unknown key `colour`."
    assert hint.startswith("  Allowed: ")
    assert (empty, summary) == ("", "1 error.")


def test_findings_are_in_the_order_of_files_and_lines(govbot: Govbot, clone: Clone) -> None:
    clone.write(
        {
            "rfcs/0012-one-ledger.md": RFC.replace("champion: ada", "champion: nobody"),
            "governance/people.yaml": GOVERNANCE["governance/people.yaml"] + "- {github: new}\n",
            "governance/bodies/council.yaml": WRONG,
        }
    )

    found = json.loads(govbot("check", "--format", "json").stdout)["findings"]

    places = [(each["file"], each["line"]) for each in found]
    assert places == sorted(places)
    assert {file for file, _ in places} == {
        "governance/bodies/council.yaml",
        "governance/people.yaml",
        "rfcs/0012-one-ledger.md",
    }


def test_a_notice_alone_fails_nothing(govbot: Govbot, clone: Clone) -> None:
    people = GOVERNANCE["governance/people.yaml"] + "- {github: new}\n"
    clone.write({"governance/people.yaml": people})

    done = govbot("check")

    assert done.exit_code == 0
    assert done.stdout.endswith("1 notice.\n")


def test_github_gets_an_annotation_at_the_line(govbot: Govbot, clone: Clone) -> None:
    clone.write({"governance/bodies/council.yaml": WRONG})

    done = govbot("check", "--format", "github")

    assert done.exit_code == 1
    first = done.stdout.splitlines()[0]
    assert first.startswith(
        "::error file=governance/bodies/council.yaml,line=3,col=1,title=govbot%3A unknown-key"
        "::Unknown key `colour`.%0AAllowed: "
    )


def test_annotations_escape_what_would_end_them() -> None:
    line = workflow_command(
        "error", "100%\r\n::warning::x, y: z", file="a,b:c%\n.md", line=3, col=None
    )

    assert line == "::error file=a%2Cb%3Ac%25%0A.md,line=3::100%25%0D%0A::warning::x, y: z"


def test_a_file_name_cannot_write_an_annotation_of_its_own(govbot: Govbot, clone: Clone) -> None:
    clone.write({"rfcs/0001-a\n::error::owned.md": RFC})

    for form in ("text", "github"):
        done = govbot("check", "--format", form)

        assert done.exit_code == 1
        assert not any(line.startswith("::error::owned") for line in done.stdout.splitlines())


def test_the_rfc_of_a_pull_request_carries_its_number(govbot: Govbot, clone: Clone) -> None:
    clone.write({"rfcs/0012-one-ledger.md": RFC})
    number = ("check", "--format", "json", "--pull-request")
    changed = ("--changed", "rfcs/0012-one-ledger.md")

    assert govbot(*number, "12", *changed).exit_code == 0
    wrong = govbot(*number, "13", *changed)

    assert wrong.exit_code == 1
    assert [each["id"] for each in json.loads(wrong.stdout)["findings"]] == ["rfc-number"]


def test_git_says_which_files_a_pull_request_adds(govbot: Govbot, clone: Clone) -> None:
    clone.commit({"rfcs/0007-old.md": RFC})
    clone.git("checkout", "--quiet", "-b", "proposal")
    clone.commit({"rfcs/0012-one-ledger.md": RFC})
    clone.git("checkout", "--quiet", "main")
    clone.commit({"rfcs/0009-meanwhile.md": RFC})
    clone.git("checkout", "--quiet", "proposal")

    right = govbot("check", "--pull-request", "12", "--base", "main")
    wrong = govbot("check", "--pull-request", "13", "--base", "main")

    assert right.exit_code == 0, right.output
    assert wrong.exit_code == 1
    assert "rfcs/0012-one-ledger.md" in wrong.stdout
    assert "0007" not in wrong.stdout


def test_a_base_that_git_does_not_know_is_said(govbot: Govbot, clone: Clone) -> None:
    done = govbot("check", "--base", "origin/nowhere")

    assert done.exit_code == 1
    assert done.stderr.startswith("git knows no commit `origin/nowhere` here.")


def test_broken_yaml_is_a_finding_and_never_a_traceback(govbot: Govbot, clone: Clone) -> None:
    clone.write({"governance/govbot.yaml": "a: b: c\n", "governance/people.yaml": "\x00"})

    done = govbot("check")

    assert done.exit_code == 1
    assert "governance/govbot.yaml:1" in done.stdout
    assert "Traceback" not in done.output


def test_a_subfolder_is_as_good_as_the_root(
    govbot: Govbot, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone.write({"governance/bodies/council.yaml": WRONG})
    above = govbot("check").stdout

    monkeypatch.chdir(clone.root / "governance" / "bodies")

    assert govbot("check").stdout == above


def test_a_pattern_of_required_votes_that_matches_no_file_is_a_warning_at_the_pattern(
    govbot: Govbot, clone: Clone
) -> None:
    clone.write({".gitignore": "*.log\n", "run.log": "", "new.txt": ""})
    clone.write(
        {
            "governance/govbot.yaml": "required_votes:\n"
            "  - paths: [governance/bodies/**, new.txt, run.log]\n"
            "    policy: rfc-accept\n"
        }
    )
    done = govbot("check", "--format", "json")
    assert done.exit_code == 0
    (found,) = json.loads(done.stdout)["findings"]
    assert (found["id"], found["line"], found["column"]) == ("required-vote-unmatched", 2, 44)
    assert found["message"].startswith("`run.log` in rule 1 of `required_votes` matches no file")


def test_outside_of_a_git_repository_patterns_are_not_looked_for(
    govbot: Govbot, clone: Clone
) -> None:
    shutil.rmtree(clone.root / ".git")
    clone.write({"governance/govbot.yaml": "required_votes: [{paths: [x], policy: rfc-accept}]\n"})
    assert govbot("check").stdout == "Nothing is wrong.\n"


@pytest.mark.parametrize("format", ["text", "github"])
def test_no_line_of_what_a_pull_request_says_commands_the_runner(
    govbot: Govbot, clone: Clone, format: str
) -> None:
    clone.commit(
        {
            "governance/bodies/council.yaml": "name: C\nkind: council\nseats: {count: 1}\n"
            '"::set-output name=x::y": 1\n"##[error]": 2\n',
            "governance/bodies/::error::x.yaml": "name: x\n",
            "rfcs/::warning::x.md": "---\ntitle: 1\n---\n",
        }
    )
    lines = govbot("check", "--format", format).stdout.splitlines()
    commands = [line for line in lines if line.lstrip().startswith("::") or "##[" in line]
    if format == "text":
        assert commands == []
    assert all(
        line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in commands
    )
