"""`govbot roster import`: another tool's rosters become files that `govbot check` takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govbot.sandbox import Running, World, serve
from tests.cli.conftest import GOVERNANCE, Clone, Govbot

SIGS = """\
sigs:
- dir: sig-docs
  name: Docs
  charter_link: charter.md
  leadership:
    chairs: [{github: ada, name: Ada Example, company: Acme}]
    tech_leads: [{github: Zed, name: Zed Example}]
    emeritus_leads: [{github: old-hand, name: Old Hand}]
workinggroups:
- {dir: wg-lts, name: LTS, leadership: {chairs: [{github: zed}]}}
"""


def errors(govbot: Govbot) -> list[str]:
    """What `govbot check` calls an error."""
    found = json.loads(govbot("check", "--format", "json").stdout)["findings"]
    return [f"{each['file']}: {each['message']}" for each in found if each["level"] == "error"]


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        each.relative_to(root).as_posix(): each.read_bytes()
        for each in root.rglob("*")
        if each.is_file() and ".git" not in each.parts
    }


def test_an_empty_repository_gets_files_that_check_without_error(
    govbot: Govbot, empty: Clone, tmp_path: Path
) -> None:
    (tmp_path / "sigs.yaml").write_text(SIGS, encoding="utf-8")

    done = govbot("roster", "import", "kubernetes", tmp_path / "sigs.yaml")

    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "wrote     governance/people.yaml",
        "wrote     governance/bodies/sig-docs.yaml",
        "wrote     governance/bodies/wg-lts.yaml",
        "wrote     governance/schemas/people.json",
        "wrote     governance/schemas/body.json",
        "",
        "Next: fill in the numeric ids: govbot roster pin",
        "No dates are known: nobody has terms until you write them. See: govbot check",
        "There are no settings yet: govbot init --body SLUG writes them, for the body that decides",
    ]
    assert errors(govbot) == []
    shown = govbot("roster", "show", "sig-docs", "--format", "json")
    assert [each["login"] for each in json.loads(shown.stdout)["members"]] == ["ada", "Zed"]


def test_the_same_import_again_changes_nothing(
    govbot: Govbot, empty: Clone, tmp_path: Path
) -> None:
    (tmp_path / "sigs.yaml").write_text(SIGS, encoding="utf-8")
    govbot("roster", "import", "kubernetes", tmp_path / "sigs.yaml")
    before = snapshot(empty.root)

    done = govbot("roster", "import", "kubernetes", tmp_path / "sigs.yaml")

    assert "kept      governance/bodies/sig-docs.yaml (it says the same)" in done.stdout
    assert "wrote" not in done.stdout
    assert snapshot(empty.root) == before


def test_people_who_are_there_stay_as_they_are_and_new_ones_come_below(
    govbot: Govbot, clone: Clone, tmp_path: Path
) -> None:
    (tmp_path / "sigs.yaml").write_text(
        SIGS.replace("github: ada", "github: ADA"), encoding="utf-8"
    )

    done = govbot("roster", "import", "kubernetes", tmp_path / "sigs.yaml")

    assert "added to  governance/people.yaml" in done.stdout
    people = (clone.root / "governance/people.yaml").read_text(encoding="utf-8")
    assert people.startswith(GOVERNANCE["governance/people.yaml"])
    assert people.removeprefix(GOVERNANCE["governance/people.yaml"]) == (
        "- github: old-hand\n  name: Old Hand\n- github: Zed\n  name: Zed Example\n"
    )
    assert errors(govbot) == []


def test_the_starters_empty_list_of_people_is_filled(
    govbot: Govbot, empty: Clone, tmp_path: Path
) -> None:
    (tmp_path / "sigs.yaml").write_text(SIGS, encoding="utf-8")
    govbot("init")

    done = govbot("roster", "import", "kubernetes", tmp_path / "sigs.yaml")

    assert done.exit_code == 0, done.output
    people = (empty.root / "governance/people.yaml").read_text(encoding="utf-8")
    assert "https://api.github.com/users/LOGIN shows it." in people
    assert "[]" not in people


def test_members_who_are_there_are_listed_as_people_too(
    govbot: Govbot, empty: Clone, tmp_path: Path
) -> None:
    (tmp_path / "sigs.yaml").write_text(SIGS, encoding="utf-8")
    empty.write(
        {"governance/bodies/core.yaml": "name: Core\nkind: core\nmembers: [{github: mo}]\n"}
    )

    govbot("roster", "import", "kubernetes", tmp_path / "sigs.yaml")

    assert "- github: mo\n" in (empty.root / "governance/people.yaml").read_text(encoding="utf-8")
    assert errors(govbot) == []


def test_a_body_that_is_there_and_differs_is_kept_unless_it_is_asked_for(
    govbot: Govbot, clone: Clone, tmp_path: Path
) -> None:
    (tmp_path / "sigs.yaml").write_text(SIGS, encoding="utf-8")
    clone.write({"governance/bodies/sig-docs.yaml": "name: Mine\nkind: team\n"})
    before = snapshot(clone.root)

    refused = govbot("roster", "import", "kubernetes", tmp_path / "sigs.yaml")

    assert refused.exit_code == 1
    assert "governance/bodies/sig-docs.yaml is there and says something else." in refused.stderr
    assert "nothing was written" in refused.stderr
    assert "with the terms that were written into them: commit them first" in refused.stderr
    assert "people.yaml" not in refused.stderr
    assert snapshot(clone.root) == before

    forced = govbot("roster", "import", "kubernetes", tmp_path / "sigs.yaml", "--force")

    assert forced.exit_code == 0, forced.output
    assert "replaced  governance/bodies/sig-docs.yaml" in forced.stdout
    body = (clone.root / "governance/bodies/sig-docs.yaml").read_text(encoding="utf-8")
    assert "name: SIG Docs" in body


def test_an_id_that_is_another_there_is_refused_and_both_are_named(
    govbot: Govbot, clone: Clone, tmp_path: Path
) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "teams").mkdir()
    (tmp_path / "people/ada.toml").write_text('github = "ada"\ngithub-id = 5\n', encoding="utf-8")
    (tmp_path / "people/bob.toml").write_text(
        'github = "bob"\ngithub-id = 1002\n', encoding="utf-8"
    )
    (tmp_path / "teams/x.toml").write_text(
        'name = "x"\n[people]\nmembers = ["ada", "bob"]\n', encoding="utf-8"
    )
    before = snapshot(clone.root)

    done = govbot("roster", "import", "rust-team", tmp_path, "--force")

    assert done.exit_code == 1
    assert "governance/people.yaml: ada has the id 1001 there, and 5 here." in done.stderr
    assert "the id 1002 is ben there, and bob here" in done.stderr
    assert snapshot(clone.root) == before


def test_ids_come_to_people_who_had_none(govbot: Govbot, clone: Clone, tmp_path: Path) -> None:
    clone.write({"governance/people.yaml": "- github: ada # chair\n  name: Ada\n- github: ben\n"})
    clone.write({"governance/bodies/council.yaml": "name: C\nkind: council\nmembers: []\n"})
    clone.write({"governance/bodies/core-team.yaml": "name: C\nkind: core\nmembers: []\n"})
    (tmp_path / "people").mkdir()
    (tmp_path / "people/ada.toml").write_text(
        'github = "ada"\ngithub-id = 1001\n', encoding="utf-8"
    )
    (tmp_path / "teams").mkdir()
    (tmp_path / "teams/x.toml").write_text(
        'name = "x"\n[people]\nmembers = ["ada"]\n', encoding="utf-8"
    )

    done = govbot("roster", "import", "rust-team", tmp_path)

    assert done.exit_code == 0, done.output
    people = (clone.root / "governance/people.yaml").read_text(encoding="utf-8")
    assert people == "- github: ada # chair\n  id: 1001\n  name: Ada\n- github: ben\n"


@pytest.mark.parametrize(
    ("format", "name", "text", "message"),
    [
        ("kubernetes", "sigs.yaml", "sigs:\n  - {dir: x\n", "sigs.yaml:"),
        ("peribolos", "org.yaml", "teams: 3\n", "org.yaml:1:8: `teams` is"),
        ("clowarden", "config.yaml", "- 3\n", "config.yaml"),
        ("rust-team", "sigs.yaml", "", "is no folder"),
        ("kubernetes", "org.yaml", "admins: [ada]\n", "org.yaml looks like `peribolos`"),
        ("kubernetes", "org.yaml", "teams: {x: {members: [ada]}}\n", "looks like `peribolos`"),
        ("peribolos", "config.yaml", "teams: [{name: x}]\n", "looks like `clowarden`"),
        ("clowarden", "sigs.yaml", SIGS, "Try: govbot roster import kubernetes "),
        ("kubernetes", "sigs.yaml", "<!DOCTYPE html>\n<p a: b>\n", "sigs.yaml is a web page."),
    ],
)
def test_bad_input_loses_nothing(
    govbot: Govbot, clone: Clone, tmp_path: Path, format: str, name: str, text: str, message: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    before = snapshot(clone.root)

    done = govbot("roster", "import", format, tmp_path / name)

    assert done.exit_code == 1
    assert message in done.stderr
    assert snapshot(clone.root) == before


def test_a_path_that_is_not_there_is_said_with_what_it_should_be(
    govbot: Govbot, clone: Clone
) -> None:
    done = govbot("roster", "import", "peribolos", "nowhere")
    assert done.exit_code == 1
    assert "There is no nowhere." in done.stderr
    assert "an org.yaml, or a folder of them" in done.stderr


def test_an_address_and_a_folder_without_the_file_are_said_to_be_that(
    govbot: Govbot, clone: Clone, tmp_path: Path
) -> None:
    address = govbot("roster", "import", "kubernetes", "https://example.org/sigs.yaml")
    folder = govbot("roster", "import", "kubernetes", tmp_path)
    assert (address.exit_code, folder.exit_code) == (1, 1)
    assert "PATH is an address, and nothing is downloaded." in address.stderr
    assert f"There is no sigs.yaml in {tmp_path}." in folder.stderr


def test_one_of_many_files_that_cannot_be_read_is_named_with_its_folder(
    govbot: Govbot, clone: Clone, tmp_path: Path
) -> None:
    Clone(tmp_path / "org").write(
        {"x/org.yaml": "admins: [ada]\n", "x/y/teams.yaml": "teams: {}\n"}
    )
    (tmp_path / "org/x/y/teams.yaml").write_bytes(b"\xff")
    done = govbot("roster", "import", "peribolos", tmp_path / "org")
    assert done.exit_code == 1
    assert done.stderr.startswith("x/y/teams.yaml:1:1: The byte 0xff is not UTF-8.")


def test_a_day_for_former_members_where_there_are_none_is_noted(
    govbot: Govbot, empty: Clone, tmp_path: Path
) -> None:
    (tmp_path / "config.yaml").write_text("teams: [{name: x, members: [ada]}]\n", encoding="utf-8")
    done = govbot("roster", "import", "clowarden", tmp_path / "config.yaml", "--left", "2026-07-01")
    assert done.exit_code == 0, done.output
    assert "note: Nobody is named as a former member there: `--left` has no effect." in done.stdout


def test_settings_that_are_there_are_not_asked_for(
    govbot: Govbot, empty: Clone, tmp_path: Path
) -> None:
    (tmp_path / "sigs.yaml").write_text(SIGS, encoding="utf-8")
    govbot("roster", "import", "kubernetes", tmp_path / "sigs.yaml")
    govbot("init", "--body", "sig-docs")
    done = govbot("roster", "import", "kubernetes", tmp_path / "sigs.yaml")
    assert "There are no settings yet" not in done.stdout
    assert errors(govbot) == []


@pytest.mark.parametrize("name", ["../team", "example/commons", "https://example.org/x"])
def test_what_names_no_organisation_is_refused_before_anything_is_asked(
    govbot: Govbot, clone: Clone, name: str
) -> None:
    done = govbot("roster", "import", "github", name)
    assert done.exit_code == 1
    assert f"`{name}` is not the name of an organisation on GitHub." in done.stderr


def test_a_folder_of_peribolos_and_one_of_clowarden_are_read(
    govbot: Govbot, empty: Clone, tmp_path: Path
) -> None:
    Clone(tmp_path / "org").write(
        {
            "config/example/org.yaml": "admins: [mo]\nteams: {docs: {maintainers: [ada]}}\n",
            "config/example/sig-x/teams.yaml": "teams: {x: {members: [ben]}}\n",
            "config/restrictions.yaml": "restrictions: []\n",
        }
    )
    Clone(tmp_path / "people").write(
        {
            "config.yaml": "teams: [{name: infra, maintainers: [ada], members: [cyd]}]\n",
            "people.json": '[{"name": "Cyd Example", "github": "https://github.com/cyd"}]',
        }
    )

    one = govbot("roster", "import", "peribolos", tmp_path / "org" / "config")
    other = govbot("roster", "import", "clowarden", tmp_path / "people")

    assert (one.exit_code, other.exit_code) == (0, 0), one.output + other.output
    bodies = sorted(each.stem for each in (empty.root / "governance/bodies").iterdir())
    assert bodies == ["docs", "infra", "owners", "x"]
    people = (empty.root / "governance/people.yaml").read_text(encoding="utf-8")
    assert "- github: cyd\n  name: Cyd Example\n" in people
    assert errors(govbot) == []


def test_former_members_are_emeriti_when_the_day_is_known(
    govbot: Govbot, empty: Clone, tmp_path: Path
) -> None:
    (tmp_path / "sigs.yaml").write_text(SIGS, encoding="utf-8")
    done = govbot(
        "roster", "import", "kubernetes", tmp_path / "sigs.yaml", "--left", "2026-07-01",
        "--into", empty.root / "governance",
    )  # fmt: skip
    assert (
        "note: 1 former member(s) are emeriti since 2026-07-01, all of them: for days before, the rosters "
        "say that they served, as long as nobody writes when they began and left."
    ) in done.stdout
    body = (empty.root / "governance/bodies/sig-docs.yaml").read_text(encoding="utf-8")
    assert "  - github: old-hand\n    role: lead\n    emeritus: 2026-07-01\n" in body
    assert errors(govbot) == []


def test_the_teams_of_an_organisation_are_asked_of_github(
    govbot: Govbot, world: World, empty: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.add_organization("example", owners=["mo"], members=["ada", "ben", "cyd"])
    world.create_team("Docs", by="mo", maintainers=["ada"], privacy="closed")
    world.set_team_membership("docs", "ben", "member", by="mo")
    world.create_team("Docs Reviewers", by="mo", parent=world.team("docs").id)
    world.set_team_membership("docs-reviewers", "cyd", "member", by="mo")
    with serve(world) as running:
        ask(running, monkeypatch)
        done = govbot("roster", "import", "github", "example")
        unknown = govbot("roster", "import", "github", "nobody-at-all")

    assert done.exit_code == 0, done.output
    assert "Docs has the members of its child teams too, as GitHub counts them" in done.stdout
    assert "govbot roster pin" not in done.stdout  # GitHub told the ids
    docs = (empty.root / "governance/bodies/docs.yaml").read_text(encoding="utf-8")
    assert "github_team: {name: docs, maintainers: [maintainer]}\n" in docs
    assert "  - github: ada\n    role: maintainer\n" in docs
    people = (empty.root / "governance/people.yaml").read_text(encoding="utf-8")
    assert "- github: ben\n  id: 1002\n" in people
    assert errors(govbot) == []
    assert unknown.exit_code == 1
    assert "GitHub has no organisation `nobody-at-all`" in unknown.stderr


def ask(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", running.token("mo"))
    monkeypatch.setenv("GITHUB_API_URL", running.url)
