"""`govbot roster pin`: ids from GitHub, and the logins that people have now."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from govbot.gh import connect
from govbot.sandbox import Running, World
from tests.cli.conftest import Clone, Govbot

GitHub = tuple[Running, Clone]

PEOPLE = """\
# Everybody.
- github: ada        # chair
  name: Ada Example
- {github: Ben}
- github: cyd
  id: 1003
  former_logins: [cyd-old]
"""
COUNCIL = """\
name: Council
kind: council
members:
  - github: ada
  - {github: cyd, seat: 3}  # since ever
  - github: CYD-old
"""


def community(clone: Clone, people: str = PEOPLE) -> None:
    clone.write({"governance/people.yaml": people, "governance/bodies/council.yaml": COUNCIL})
    clone.write({"governance/bodies/core-team.yaml": "name: C\nkind: core\nmembers: []\n"})


def people(clone: Clone) -> str:
    return (clone.root / "governance/people.yaml").read_text(encoding="utf-8")


def body(clone: Clone) -> str:
    return (clone.root / "governance/bodies/council.yaml").read_text(encoding="utf-8")


def test_ids_are_filled_in_and_nothing_else_is_touched(
    govbot: Govbot, world: World, github: GitHub
) -> None:
    _, clone = github
    community(clone)

    done = govbot("roster", "pin")

    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[:2] == ["pinned   ada: id 1001", "pinned   Ben: id 1002"]
    assert people(clone) == (
        "# Everybody.\n"
        "- github: ada        # chair\n"
        "  id: 1001\n"
        "  name: Ada Example\n"
        "- {github: Ben, id: 1002}\n"
        "- github: cyd\n"
        "  id: 1003\n"
        "  former_logins: [cyd-old]\n"
    )
    assert body(clone) == COUNCIL
    again = govbot("roster", "pin")
    assert again.exit_code == 0
    assert again.stdout == "Everybody has an id, and is called as GitHub calls them.\n"


def test_check_only_says_what_is_to_do(govbot: Govbot, github: GitHub) -> None:
    _, clone = github
    community(clone)

    done = govbot("roster", "pin", "--check")

    assert done.exit_code == 1
    assert "to do    ada: id 1001" in done.stdout
    assert people(clone) == PEOPLE
    govbot("roster", "pin")
    assert govbot("roster", "pin", "--check").exit_code == 0


def test_a_new_login_is_followed_in_every_file(
    govbot: Govbot, world: World, github: GitHub
) -> None:
    _, clone = github
    community(clone)
    world.rename("cyd", "cyd-example")

    done = govbot("roster", "pin")

    assert "pinned   cyd is called cyd-example now (id 1003)" in done.stdout
    assert people(clone).endswith(
        "- github: cyd-example\n  id: 1003\n  former_logins: [cyd-old, cyd]\n"
    )
    assert body(clone) == COUNCIL.replace("github: cyd,", "github: cyd-example,").replace(
        "github: CYD-old", "github: cyd-example"
    )
    assert govbot("roster", "pin", "--check").exit_code == 0


def test_somebody_who_takes_a_former_login_back_has_it_no_more_as_a_former_one(
    govbot: Govbot, world: World, github: GitHub
) -> None:
    _, clone = github
    community(clone)
    world.rename("cyd", "cyd-old")

    govbot("roster", "pin")

    assert people(clone).endswith("- github: cyd-old\n  id: 1003\n  former_logins: [cyd]\n")


def test_whoever_is_not_found_is_named_and_the_others_are_pinned(
    govbot: Govbot, github: GitHub
) -> None:
    _, clone = github
    community(clone, PEOPLE + "- github: zoee\n")

    done = govbot("roster", "pin")

    assert done.exit_code == 1
    assert "problem  zoee: GitHub has no such login. It is misspelt, or the account" in done.stdout
    assert "id: 1001" in people(clone)


def test_an_account_that_is_gone_and_a_login_that_a_stranger_took_are_told_apart(
    govbot: Govbot, world: World, github: GitHub
) -> None:
    _, clone = github
    community(clone, PEOPLE + "- {github: dee, id: 1004}\n")
    world.remove_person("cyd")
    world.remove_person("dee")
    world.add_person("Cyd", id=6666)

    done = govbot("roster", "pin")

    assert done.exit_code == 1
    assert (
        "problem  cyd: the account with the id 1003 is gone, and the login is now that of another "
        "account, with the id 6666. Nothing was changed" in done.stdout
    )
    assert "problem  dee: the account with the id 1004 is gone from GitHub." in done.stdout
    assert "6666" not in people(clone)


def test_one_person_under_two_logins_is_not_pinned_twice(
    govbot: Govbot, world: World, github: GitHub
) -> None:
    _, clone = github
    community(clone, PEOPLE + "- github: cyd-new\n")
    world.rename("cyd", "cyd-new")

    done = govbot("roster", "pin")

    assert done.exit_code == 1
    assert "cyd: the account with the id 1003 is called cyd-new now, and the file lists that" in (
        done.stdout
    )
    assert "cyd-new: its id, 1003, is that of cyd in the file." in done.stdout
    assert people(clone).count("1003") == 1


def test_an_organisation_is_no_person(govbot: Govbot, world: World, github: GitHub) -> None:
    _, clone = github
    community(clone, PEOPLE + "- github: acme\n")
    world.add_person("acme", id=9000, type="Organization")

    done = govbot("roster", "pin")

    assert "problem  acme: this is an organisation or an app, and no person." in done.stdout
    assert "9000" not in people(clone)


def test_what_only_a_hand_can_write_is_said_and_the_rest_is_done(
    govbot: Govbot, github: GitHub
) -> None:
    _, clone = github
    shared = "- &who {github: ada}\n- github: ben\n"
    community(
        clone, shared.replace("- github: ben", "- {<<: *who, github: zoee}") + "- github: cyd\n"
    )

    done = govbot("roster", "pin")

    assert done.exit_code == 1
    assert "problem  ada: id 1001; this could not be written." in done.stdout
    assert "Write it by hand, in `[0]`: `id: 1001`" in done.stdout
    assert people(clone).endswith("- github: cyd\n  id: 1003\n")


def test_when_github_stops_answering_those_found_are_kept_and_the_next_run_does_the_rest(
    govbot: Govbot, github: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, clone = github
    community(clone, "- {github: cyd, id: 1003}\n" + PEOPLE.partition("- github: cyd")[0])
    monkeypatch.setattr(
        import_module("govbot.cli.roster.pin"),  # the package has the command by that name
        "connected",
        lambda *_: connect("example/commons", "sandbox-ada", running.url, patience=0),
    )

    running.faults.reset("rate-limit:1")
    first = govbot("roster", "pin")

    assert first.exit_code == 1
    assert first.stdout.splitlines()[0] == "pinned   ada: id 1001"
    assert "Everybody has an id" not in first.stdout
    assert "its rate limit is used up" in first.stderr
    assert "- github: ada        # chair\n  id: 1001\n" in people(clone)
    assert "- {github: Ben}\n" in people(clone)

    running.faults.reset()
    second = govbot("roster", "pin")

    assert second.exit_code == 0, second.output
    assert second.stdout.splitlines()[0] == "pinned   Ben: id 1002"


def test_without_people_there_is_nothing_to_pin(
    govbot: Govbot, github: GitHub, tmp_path: Path
) -> None:
    _, clone = github
    community(clone, "[]\n")
    clone.write({"governance/bodies/council.yaml": "name: C\nkind: council\nmembers: []\n"})

    done = govbot("roster", "pin")

    assert done.exit_code == 1
    assert "Nobody is listed in governance/people.yaml." in done.stderr
