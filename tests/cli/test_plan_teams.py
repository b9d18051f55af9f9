"""`govbot plan` and `govbot apply`: the parts of it, and the teams of the organisation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from govbot.sandbox import Running, World
from govbot.sandbox.tokens import token_of
from tests import communities
from tests.cli.conftest import COUNCIL, RFC, Clone, Govbot

GitHub = tuple[Running, Clone]

SETTINGS = "organization: {minimum_owners: 1}\n"
WITH_TEAM = COUNCIL.replace("kind: council\n", "kind: council\ngithub_team: council\n")
SMALLER = "\n".join(line for line in WITH_TEAM.splitlines() if "gus" not in line) + "\n"
HALVED = "\n".join(
    line for line in WITH_TEAM.splitlines() if not any(each in line for each in ("dee", "eli"))
)
FILES = {"governance/govbot.yaml": SETTINGS, "governance/bodies/council.yaml": WITH_TEAM}


@pytest.fixture
def organization(world: World, github: GitHub, monkeypatch: pytest.MonkeyPatch) -> World:
    """The organisation that mo owns and the council belongs to, and govbot with mo's token for it."""
    members = [*communities.COUNCIL]
    world.add_organization("example", owners=["mo"], members=members)
    world.create_team("council", by="mo", privacy="closed", maintainers=["mo"])
    world.remove_team_membership("council", "mo", by="mo")
    for login in members[:-1]:
        world.set_team_membership("council", login, by="mo")
    monkeypatch.setenv("GOVBOT_ORGANIZATION_TOKEN", token_of(world, "mo"))
    github[1].commit(FILES)
    return world


def members(world: World) -> list[str]:
    people = world.state.people
    return sorted(people[number].login for number in world.team("council").members)


def planned(govbot: Govbot, *arguments: str, exit_code: int = 0) -> Any:
    done = govbot("plan", "--format", "json", *arguments)
    assert done.exit_code == exit_code, done.output
    return json.loads(done.stdout)


def test_the_difference_is_said_in_a_section_of_its_own(
    govbot: Govbot, organization: World
) -> None:
    done = govbot("plan", "--only", "teams")

    assert done.exit_code == 0
    assert done.stdout == (
        "Teams of example:\n"
        "  add gus to the team `council` as member\n"
        "Nothing was changed. `govbot apply` does it.\n"
    )
    assert planned(govbot, "--only", "teams")["teams"] == {
        "organization": "example",
        "changes": ["add gus to the team `council` as member"],
        "removals": 0,
        "notes": [],
        "refused": [],
        "error": None,
    }


def test_apply_does_it_and_then_there_is_nothing_left(govbot: Govbot, organization: World) -> None:
    done = govbot("apply", "--only", "teams")

    assert done.exit_code == 0, done.output
    assert done.stdout == "teams: add gus to the team `council` as member\nDone.\n"
    assert "gus" in members(organization)
    assert govbot("plan", "--only", "teams").stdout == (
        "Nothing is to be done in example/commons.\n"
    )


def test_everything_is_done_without_only(govbot: Govbot, organization: World) -> None:
    done = govbot("apply")

    assert done.exit_code == 0, done.output
    assert "labels: create the label `rfc: voting`" in done.stdout
    assert "teams: add gus to the team `council` as member" in done.stdout


def test_an_invitation_that_is_pending_is_said_and_is_nothing_to_do(
    govbot: Govbot, organization: World, github: GitHub
) -> None:
    with_zoe = WITH_TEAM + "  - {github: zoe}\n"
    github[1].commit({"governance/bodies/council.yaml": with_zoe})
    govbot("apply", "--only", "teams")
    done = govbot("plan", "--only", "teams")

    assert done.exit_code == 0
    assert done.stdout == (
        "Teams of example:\n"
        "  note: zoe was invited on 2026-03-01 and has not accepted yet.\n"
        "Nothing is to be done in example/commons.\n"
    )
    again = govbot("apply", "--only", "teams")
    assert again.stdout == (
        "teams: zoe was invited on 2026-03-01 and has not accepted yet.\nDone.\n"
    )


def test_the_guard_says_what_it_refuses_and_the_command_that_would_confirm(
    govbot: Govbot, organization: World, github: GitHub
) -> None:
    github[1].commit({"governance/bodies/council.yaml": HALVED})
    seen = govbot("plan", "--only", "teams")
    done = govbot("apply", "--only", "teams")

    why = "2 of the 6 people in the team `council` would be removed, more than 1/4: dee and eli."
    command = "govbot apply --only teams --confirm-removals 2"
    assert seen.exit_code == done.exit_code == 1
    assert f"`govbot apply` would refuse to change the teams:\n  {why}\n" in seen.stdout
    assert command in seen.stdout
    assert done.stdout == "Done, but for 1.\n"
    assert done.stderr.startswith(
        f"not done: teams: Nothing was changed in the organisation `example`. {why} "
    )
    assert command in done.stderr
    assert members(organization) == ["ada", "ben", "cyd", "dee", "eli", "fay"]

    wrong = govbot("apply", "--only", "teams", "--confirm-removals", "3")
    assert wrong.exit_code == 1
    assert "3 removals were confirmed, but there are 2." in wrong.stderr
    right = govbot(*command.split()[1:])
    assert right.exit_code == 0, right.output
    assert members(organization) == ["ada", "ben", "cyd", "fay", "gus"]


def test_a_refusal_of_the_guard_is_in_the_json(
    govbot: Govbot, organization: World, github: GitHub
) -> None:
    github[1].commit({"governance/bodies/council.yaml": HALVED})
    teams = planned(govbot, "--only", "teams", exit_code=1)["teams"]
    assert teams["removals"] == 2
    assert len(teams["refused"]) == 2


def test_what_the_guard_refuses_stops_nothing_else(
    govbot: Govbot, organization: World, github: GitHub
) -> None:
    github[1].commit({"governance/bodies/council.yaml": HALVED})
    done = govbot("apply")
    assert done.exit_code == 1
    assert "labels: create the label `rfc: voting`" in done.stdout
    assert members(organization) == ["ada", "ben", "cyd", "dee", "eli", "fay"]


def test_the_token_of_the_workflow_is_not_enough_and_that_is_said(
    govbot: Govbot, organization: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GOVBOT_ORGANIZATION_TOKEN")
    seen, done = govbot("plan", "--only", "teams"), govbot("apply", "--only", "teams")

    assert seen.exit_code == done.exit_code == 1
    assert seen.stdout.startswith("The teams cannot be planned:\n  GitHub does not show ")
    assert "Members: read and write" in seen.stdout
    assert done.stderr.startswith("not done: teams: GitHub does not show ")


def test_for_the_teams_alone_the_organisations_token_is_enough(
    govbot: Govbot, organization: World, github: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN")
    before = len(github[0].requests)
    assert govbot("apply", "--only", "teams").exit_code == 0
    assert "gus" in members(organization)
    assert not any("/repos/" in each.path for each in github[0].requests[before:])


def test_without_an_organisation_in_the_settings_nothing_is_asked_of_it(
    govbot: Govbot, organization: World, github: GitHub
) -> None:
    github[1].commit({"governance/govbot.yaml": "{}\n"})
    before = len(github[0].requests)
    assert govbot("apply", "--only", "teams").stdout == "Done.\n"
    assert github[0].requests[before:] == []
    assert planned(govbot, "--only", "teams")["teams"] is None


def test_only_names_the_parts_and_they_can_be_joined(
    govbot: Govbot, organization: World, github: GitHub
) -> None:
    number = organization.next_number()
    text = RFC.replace("champion: ada\n", "")
    organization.open_pull_request("One", {f"rfcs/{number:04d}-one.md": text}, by="zoe")

    both = planned(govbot, "--only", "labels", "--only", "pull-requests")
    assert both["labels"]
    assert [each["number"] for each in both["pull_requests"]] == [number]
    assert both["teams"] is both["rosters"] is both["codeowners"] is None
    teams = planned(govbot, "--only", "teams")
    assert teams["labels"] == teams["pull_requests"] == []
    done = govbot("apply", "--only", "labels")
    assert all(line.startswith(("labels: ", "Done.")) for line in done.stdout.splitlines())


def test_only_is_not_for_one_pull_request(govbot: Govbot, organization: World) -> None:
    for command in ("plan", "apply"):
        done = govbot(command, "--pull-request", "1", "--only", "teams")
        assert done.exit_code == 2
        assert "--pull-request is about one pull request: leave --only out." in done.stderr
        assert govbot(command, "--only", "nothing").exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("apply", "--only", "labels", "--confirm-removals", "2"),
        ("apply", "--only", "labels", "--invite-again"),
        ("plan", "--pull-request", "1", "--invite-again"),
    ],
)
def test_what_is_about_the_teams_is_not_for_anything_else(
    govbot: Govbot, organization: World, arguments: tuple[str, ...]
) -> None:
    done = govbot(*arguments)
    assert done.exit_code == 2
    assert "is about the teams, which are left out here." in done.stderr


def test_rosters_that_are_not_committed_move_nobody(
    govbot: Govbot, organization: World, github: GitHub, tmp_path: Path
) -> None:
    github[1].write({"governance/bodies/council.yaml": SMALLER})
    assert govbot("plan", "--only", "teams").exit_code == 0
    done = govbot("apply", "--only", "teams")
    assert done.exit_code == 1
    assert done.stderr.startswith("The governance files are not committed")


def test_a_team_that_looks_like_its_own_is_left_and_the_rest_is_done(
    govbot: Govbot, organization: World
) -> None:
    said = "Old. Kept by govbot for example/commons."
    organization.create_team("old", by="mo", privacy="closed", description=said)
    seen, done = govbot("plan", "--only", "teams"), govbot("apply", "--only", "teams")

    assert seen.exit_code == done.exit_code == 1
    assert "`govbot apply` would delete no team, and do the rest:\n" in seen.stdout
    assert done.stdout == "teams: add gus to the team `council` as member\nDone, but for 1.\n"
    assert done.stderr.startswith("not done: teams: No team was deleted. The team `old` would be")
    assert "--confirm-removals 1" in done.stderr
    assert organization.team("old").members != {}


def test_a_token_that_cannot_be_one_is_named_by_its_variable_and_not_shown(
    govbot: Govbot, organization: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVBOT_ORGANIZATION_TOKEN", "secret\ntoken")
    done = govbot("apply", "--only", "teams")
    assert done.exit_code == 1
    assert "The token in GOVBOT_ORGANIZATION_TOKEN is meant." in done.stderr
    assert "secret" not in done.output


@pytest.mark.parametrize(
    "files",
    [
        {"governance/bodies/council.yaml": "name: [\n"},
        {"governance/bodies/other.yaml": "name: Other\nkind: team\nnobody: knows\n"},
        {"governance/people.yaml": "- github: ada\n  id: none\n"},
        {"governance/govbot.yaml": "organization: {owners: [committee]}\n"},
    ],
)
def test_a_file_with_an_error_moves_nobody(
    govbot: Govbot, organization: World, github: GitHub, files: dict[str, str]
) -> None:
    github[1].commit(files)
    before = len(github[0].requests)
    for command in ("plan", "apply"):
        assert govbot(command, "--only", "teams").exit_code == 1
    sent = github[0].requests[before:]
    assert [each for each in sent if each.method != "GET" and "/orgs/" in each.path] == []


def test_a_body_whose_file_was_deleted_leaves_its_team_as_it_is(
    govbot: Govbot, organization: World, github: GitHub
) -> None:
    settings = "organization: {minimum_owners: 1, remove_members: true}\n"
    (github[1].root / "governance/bodies/council.yaml").unlink()
    github[1].commit({"governance/govbot.yaml": settings})
    done = govbot("apply", "--only", "teams")
    assert done.exit_code == 0, done.output
    assert members(organization) == ["ada", "ben", "cyd", "dee", "eli", "fay"]
    assert len(organization.organization().members) == 8
