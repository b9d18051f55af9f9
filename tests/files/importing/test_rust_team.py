"""A folder in the shape of rust-lang/team: a file for each person, and one for each team."""

from __future__ import annotations

import pytest

from govbot.core.bodies import Kind
from govbot.core.errors import UserError
from govbot.files.importing import ImportedMember, ImportedPerson, ImportedRoster, read_rust_team


def person(login: str, number: int, more: str = "") -> dict[str, str]:
    text = (
        f'name = "{login.capitalize()} Example"\ngithub = "{login}"\ngithub-id = {number}\n{more}'
    )
    return {f"people/{login}.toml": text}


PEOPLE = (
    person("ada", 1001, 'email = "ada@example.org"\nzulip-id = 5\n')
    | person("Ben", 1002, "email = false\n[permissions]\nperf = true\n")
    | person("cyd", 1003)
    | person("dee", 1004)
)
DOCS = """\
name = "wg-docs"
kind = "working-group"
subteam-of = "core"

[people]
leads = ["ada"]
members = [
    "ada",
    { github = "ben", roles = ["editor", "translator"] },
]
alumni = ["dee", { github = "cyd", roles = ["editor"] }]

[[roles]]
id = "editor"
description = "Editor"

[[github]]
orgs = ["example"]

[website]
name = "Documentation working group"
description = "Writes."
"""


ROLES = (
    "1 member(s) have several roles in one body: the first is theirs, and the others stand as comments "
    "beside it."
)


def read(**teams: str) -> ImportedRoster:
    files = {f"teams/{name.replace('_', '-')}.toml": text for name, text in teams.items()}
    return read_rust_team(PEOPLE | files)


def test_people_have_ids_and_names_and_an_address_where_they_gave_one() -> None:
    assert read(wg_docs=DOCS).people == (
        ImportedPerson("ada", 1001, "Ada Example", "ada@example.org"),
        ImportedPerson("Ben", 1002, "Ben Example"),
        ImportedPerson("cyd", 1003, "Cyd Example"),
        ImportedPerson("dee", 1004, "Dee Example"),
    )


def test_a_team_has_its_leads_its_members_with_their_roles_and_its_alumni() -> None:
    (body,) = read(wg_docs=DOCS).bodies
    assert (body.slug, body.name, body.kind) == (
        "wg-docs",
        "Documentation working group",
        Kind.WORKING_GROUP,
    )
    assert body.members == (
        ImportedMember("ada", "lead"),
        ImportedMember("Ben", "editor", also=("translator",)),
    )
    assert body.former == (ImportedMember("dee"), ImportedMember("cyd", "editor"))
    assert body.team == "wg-docs"
    assert body.remarks == ("Writes.", "Part of core.")


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("docs", "team", Kind.TEAM),
        ("project-x", "project-group", Kind.WORKING_GROUP),
        ("leadership-council", "team", Kind.COUNCIL),
        ("moderation", "team", Kind.CONDUCT),
        ("council-librarians", "team", Kind.TEAM),
        ("core", "team", Kind.TEAM),  # by its name alone nobody becomes a maintainer
    ],
)
def test_the_kind_follows_from_what_is_said_and_from_the_name(
    name: str, kind: str, expected: Kind
) -> None:
    text = f'name = "{name}"\nkind = "{kind}"\n[people]\nleads = []\nmembers = ["ada"]\n'
    assert read(x=text).bodies[0].kind is expected


def test_members_of_included_teams_are_listed_and_that_is_said() -> None:
    everyone = (
        'name = "all-docs"\n[people]\nleads = []\nmembers = []\nincluded-teams = ["wg-docs"]\n'
    )
    roster = read(wg_docs=DOCS, all_docs=everyone)
    assert roster.bodies[0].members == (ImportedMember("ada"), ImportedMember("Ben"))
    assert roster.notes == (
        "all-docs includes wg-docs: their members of today are listed, and no longer follow.",
        ROLES,
    )


def test_teams_that_include_one_another_are_read_once() -> None:
    one = 'name = "one"\n[people]\nleads = []\nmembers = ["ada"]\nincluded-teams = ["two"]\n'
    two = 'name = "two"\n[people]\nleads = []\nmembers = ["cyd"]\nincluded-teams = ["one"]\n'
    bodies = read(one=one, two=two).bodies
    assert [{each.github for each in body.members} for body in bodies] == [{"ada", "cyd"}] * 2


def test_a_team_that_follows_from_all_the_others_is_left_out() -> None:
    every = 'name = "all"\n[people]\nleads = []\nmembers = []\ninclude-all-team-members = true\n'
    roster = read(wg_docs=DOCS, all=every)
    assert [body.slug for body in roster.bodies] == ["wg-docs"]
    assert roster.notes == (
        "all is left out: its members follow from all teams (`include-all-team-members`).",
        ROLES,
    )


def test_of_a_team_that_names_some_and_follows_for_the_rest_the_rest_is_noted() -> None:
    alumni = 'name = "alumni"\n[people]\nleads = []\nmembers = ["cyd"]\ninclude-all-alumni = true\n'
    roster = read(wg_docs=DOCS, alumni=alumni)
    (body, _) = roster.bodies
    assert body.members == (ImportedMember("cyd"),)
    assert body.remarks == ("More members followed from all teams there (`include-all-alumni`).",)
    assert roster.notes == (
        (
            "alumni has only the members that its file names: more follow from all teams "
            "(`include-all-alumni`), and are left out."
        ),
        ROLES,
    )


def test_an_included_team_whose_members_follow_is_noted_however_far_it_is() -> None:
    every = 'name = "all"\n[people]\nleads = []\nmembers = []\ninclude-all-team-members = true\n'
    near = 'name = "near"\n[people]\nleads = []\nmembers = ["ada"]\nincluded-teams = ["all"]\n'
    far = 'name = "far"\n[people]\nleads = []\nmembers = []\nincluded-teams = ["near"]\n'
    notes = read(all=every, near=near, far=far).notes
    for name in ("near", "far"):
        assert (
            f"{name} includes all, whose members follow from all teams (`include-all-team-members`): "
            "those are left out here too."
        ) in notes


def test_who_is_in_the_github_team_only_or_not_asked_by_rfcbot_is_noted() -> None:
    text = (
        'name = "x"\n[people]\nleads = []\nmembers = ["ada", "cyd"]\n'
        '[[github]]\norgs = ["example"]\nextra-teams = ["bots"]\n'
        '[rfcbot]\nexclude-members = ["cyd"]\n'
    )
    roster = read(x=text)
    assert roster.bodies[0].members == (ImportedMember("ada"), ImportedMember("cyd"))
    assert roster.notes == (
        (
            "x: rfcbot does not ask cyd; here they have a vote. Write `votes: false` to them if they are to "
            "have none."
        ),
        (
            "x: its team on GitHub also holds the members of bots, who are not in the body; `govbot plan` "
            "would take them out of the team."
        ),
    )


def test_many_without_a_file_are_counted() -> None:
    logins = [f"p{number:02}" for number in range(12)]
    roster = read(x=f'name = "x"\n[people]\nleads = []\nmembers = {logins}\n')
    assert roster.notes == (
        (
            "Without a file in people/, and so without an id: "
            "p00, p01, p02, p03, p04, p05, p06, p07, p08, p09 and 2 more."
        ),
    )


def test_archived_teams_are_left_out_and_counted() -> None:
    roster = read_rust_team(
        PEOPLE | {"teams/wg-docs.toml": DOCS, "teams/archive/old.toml": 'name = "old"\n'}
    )
    assert [body.slug for body in roster.bodies] == ["wg-docs"]
    assert roster.notes == ("1 archived team(s), in teams/archive, are left out.", ROLES)


def test_a_member_without_a_file_is_taken_by_login_and_named() -> None:
    text = 'name = "x"\n[people]\nleads = []\nmembers = ["ada", "zoe"]\n'
    roster = read(x=text)
    assert roster.people[-1] == ImportedPerson("zoe")
    assert roster.notes == ("Without a file in people/, and so without an id: zoe.",)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"teams/x.toml": "name = \n"}, r"teams/x\.toml: The file is not TOML: .*line 1"),
        ({"teams/x.toml": "[people]\n"}, r"teams/x\.toml: The key `name` is missing"),
        (
            {"teams/x.toml": 'name = "x"\n[people]\nmembers = "ada"\n'},
            r"teams/x\.toml: `members` is the text `ada`; a list is expected",
        ),
        (
            {"teams/x.toml": 'name = "x"\n[people]\nincluded-teams = ["y"]\n'},
            r"teams/x\.toml: The team includes `y`, and there is no such team",
        ),
        (
            {"teams/x.toml": 'name = "a"\n', "teams/y.toml": 'name = "A"\n'},
            r"teams/y\.toml: `A` is the name of two teams: the other is in teams/x\.toml",
        ),
        (
            person("eve", 1) | person("mallory", 1),
            "eve and mallory have the same id in what is imported, 1",
        ),
        (person("eve", 1) | person("EVE", 2), "eve has two ids in what is imported: 2 and 1"),
        (dict[str, str](), "There is no team or group in what is to be imported"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_file(files: dict[str, str], message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_rust_team(PEOPLE | files)
