"""`govbot plan --only codeowners` and `govbot apply`: a pull request, and one at a time."""

from __future__ import annotations

import pytest

from govbot.sandbox import Running, World
from tests.cli.conftest import COUNCIL, Clone, Govbot

GitHub = tuple[Running, Clone]

FILE = ".github/CODEOWNERS"
BRANCH = "govbot/codeowners"
SETTINGS = "codeowners:\n  rules:\n    - {paths: [/rfcs/, /governance/], owners: [core-team]}\n"
PROPOSED = (
    f"CODEOWNERS:\n  open a pull request from `{BRANCH}`: Let CODEOWNERS follow the rosters\n"
)
BOTH = "name: Core Team\nkind: core\nmembers:\n  - {github: mo}\n  - {github: ada}\n"
NOBODY = "name: Core Team\nkind: core\nmembers:\n  - {github: mo, emeritus: 2026-01-01}\n"


@pytest.fixture
def clone(github: GitHub) -> Clone:
    """The clone, with a rule for CODEOWNERS."""
    github[1].commit({"governance/govbot.yaml": SETTINGS})
    return github[1]


def proposed(world: World) -> str:
    """The file as the branch has it."""
    found = world.git_of(world.repository()).file(BRANCH, FILE)
    assert found is not None
    return found.decode()


def pulls(world: World) -> list[int]:
    return [number for number, each in world.repository().issues.items() if each.pull]


def section(*lines: str) -> str:
    about = "# Written by govbot from governance/: changes here are overwritten."
    return "\n".join(["# govbot: begin", about, *lines, "# govbot: end", ""])


def test_what_the_rosters_ask_for_is_proposed_once(
    govbot: Govbot, world: World, clone: Clone
) -> None:
    seen = govbot("plan", "--only", "codeowners")
    assert seen.exit_code == 0, seen.output
    assert seen.stdout == f"{PROPOSED}Nothing was changed. `govbot apply` does it.\n"

    done = govbot("apply", "--only", "codeowners")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("CODEOWNERS: open a pull request")
    assert proposed(world) == section("/rfcs/ @mo", "/governance/ @mo")
    assert len(pulls(world)) == 1
    assert govbot("plan", "--only", "codeowners").stdout == (
        "Nothing is to be done in example/commons.\n"
    )
    assert govbot("apply", "--only", "codeowners").stdout == "Done.\n"


def test_the_pull_request_is_updated_in_place_and_closed_when_nothing_is_left(
    govbot: Govbot, world: World, clone: Clone
) -> None:
    govbot("apply", "--only", "codeowners")
    (number,) = pulls(world)
    clone.commit({"governance/bodies/core-team.yaml": BOTH})

    done = govbot("apply", "--only", "codeowners")
    assert done.stdout.startswith(f"CODEOWNERS: update the pull request #{number}")
    assert proposed(world) == section("/rfcs/ @mo @ada", "/governance/ @mo @ada")
    assert pulls(world) == [number]

    world.push_to("main", {FILE: proposed(world)}, by="mo")
    again = govbot("apply", "--only", "codeowners")
    assert again.stdout.startswith(f"CODEOWNERS: close the pull request #{number}"), again.output
    assert world.issue(number).closed
    assert govbot("apply", "--only", "codeowners").stdout == "Done.\n"

    # That govbot closed it does not mean that somebody refused it.
    world.push_to("main", {FILE: "* @mo\n"}, by="mo")
    assert "open a pull request" in govbot("apply", "--only", "codeowners").stdout


def test_the_rest_of_the_file_stays(govbot: Govbot, world: World, clone: Clone) -> None:
    world.push_to("main", {FILE: "* @mo\n"}, by="mo")
    govbot("apply", "--only", "codeowners")
    assert proposed(world) == "* @mo\n\n" + section("/rfcs/ @mo", "/governance/ @mo")


def test_what_somebody_closed_is_not_proposed_again_until_the_rosters_change(
    govbot: Govbot, world: World, clone: Clone
) -> None:
    govbot("apply", "--only", "codeowners")
    (number,) = pulls(world)
    world.close(number, by="mo")
    assert govbot("apply", "--only", "codeowners").stdout == "Done.\n"
    assert pulls(world) == [number]

    clone.commit({"governance/bodies/core-team.yaml": BOTH})
    assert "open a pull request" in govbot("apply", "--only", "codeowners").stdout
    assert len(pulls(world)) == 2


def test_a_body_with_a_team_is_written_as_the_team(
    govbot: Govbot, world: World, clone: Clone
) -> None:
    clone.commit(
        {
            "governance/govbot.yaml": SETTINGS.replace("core-team", "council"),
            "governance/bodies/council.yaml": COUNCIL.replace(
                "kind: council\n", "kind: council\ngithub_team: the-council\n"
            ),
        }
    )
    govbot("apply", "--only", "codeowners")
    assert "/rfcs/ @example/the-council\n" in proposed(world)


def test_paths_are_left_with_their_owners_when_nobody_serves(
    govbot: Govbot, world: World, clone: Clone
) -> None:
    clone.commit({"governance/bodies/core-team.yaml": NOBODY})
    seen, done = govbot("plan", "--only", "codeowners"), govbot("apply", "--only", "codeowners")
    assert seen.exit_code == done.exit_code == 1
    assert "Nobody serves on core-team, so /rfcs/ and /governance/ would have no owner" in (
        seen.stdout
    )
    assert done.stderr.startswith("not done: CODEOWNERS: ")
    assert pulls(world) == []


def test_without_rules_nothing_is_asked(govbot: Govbot, github: GitHub) -> None:
    before = len(github[0].requests)
    assert govbot("apply", "--only", "codeowners").stdout == "Done.\n"
    assert github[0].requests[before:] == []


def test_a_file_elsewhere_is_not_hidden_by_a_new_one(
    govbot: Govbot, world: World, clone: Clone
) -> None:
    world.push_to("main", {"CODEOWNERS": "* @mo\n"}, by="mo")
    seen, done = govbot("plan", "--only", "codeowners"), govbot("apply", "--only", "codeowners")
    assert seen.exit_code == done.exit_code == 1
    assert "GitHub reads `CODEOWNERS`: it takes the first that is there" in seen.stdout
    assert "Write `file: CODEOWNERS` into `codeowners`" in done.stderr
    assert pulls(world) == []


def test_a_file_that_is_no_text_is_not_written_anew(
    govbot: Govbot, world: World, clone: Clone
) -> None:
    world.push_to("main", {FILE: "* @mo\n".encode("utf-16")}, by="mo")
    done = govbot("apply", "--only", "codeowners")
    assert done.exit_code == 1
    assert f"{FILE}: This is no file of text in UTF-8." in done.stderr
    assert pulls(world) == []


def test_a_team_of_another_organisation_owns_nothing_here(
    govbot: Govbot, world: World, clone: Clone
) -> None:
    with_team = COUNCIL.replace("kind: council\n", "kind: council\ngithub_team: the-council\n")
    files = {
        "governance/govbot.yaml": SETTINGS.replace("core-team", "council")
        + "organization: {name: elsewhere}\n",
        "governance/bodies/council.yaml": with_team,
    }
    clone.commit(files)
    done = govbot("apply", "--only", "codeowners")
    assert done.exit_code == 1
    assert "The team `the-council` is in the organisation `elsewhere`, and can own nothing" in (
        done.stderr
    )
    assert pulls(world) == []


def test_what_was_closed_before_the_rosters_changed_is_proposed_when_they_change_back(
    govbot: Govbot, world: World, clone: Clone
) -> None:
    before = (clone.root / "governance/bodies/core-team.yaml").read_text()
    govbot("apply", "--only", "codeowners")
    world.close(pulls(world)[-1], by="mo")
    clone.commit({"governance/bodies/core-team.yaml": BOTH})
    govbot("apply", "--only", "codeowners")
    world.push_to("main", {FILE: proposed(world)}, by="mo")
    world.merge(pulls(world)[-1], by="mo")

    clone.commit({"governance/bodies/core-team.yaml": before})
    assert "open a pull request" in govbot("apply", "--only", "codeowners").stdout
