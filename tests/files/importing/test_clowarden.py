"""Files in the shape of CLOWarden's: teams, and the people beside them."""

from __future__ import annotations

import pytest

from govbot.core.bodies import Kind
from govbot.core.errors import UserError
from govbot.files.importing import (
    FoundAccount,
    FoundTeam,
    ImportedMember,
    ImportedPerson,
    read_clowarden,
    read_github_teams,
)

CONFIG = """\
teams:
  - name: docs
    maintainers: [ada]
    members: [ben, Ada]
  - name: advisory-board
    displayName: Advisory Board
    maintainers:
      - cyd
  - name: everyone
    formation: [docs, advisory-board]
repositories:
  - name: website
    teams: {docs: write}
"""
PEOPLE = """\
[{"name": "Ada Example", "company": "Acme", "github": "https://github.com/ADA/", "bio": "<p>x</p>"},
 {"name": "Nobody", "company": "", "github": ""},
 {"name": "Elsewhere", "github": "https://github.com/stranger", "projects": ["x"]}]
"""


def test_teams_have_maintainers_and_members_each_person_once() -> None:
    roster = read_clowarden(CONFIG)
    board, docs, _ = roster.bodies
    assert docs.members == (ImportedMember("ada", "maintainer"), ImportedMember("ben"))
    assert (docs.team, docs.maintainers) == ("docs", ("maintainer",))
    assert (board.slug, board.name, board.kind) == (
        "advisory-board",
        "Advisory Board",
        Kind.ADVISORY,
    )


def test_a_team_that_is_formed_of_others_lists_their_people_and_says_so() -> None:
    roster = read_clowarden(CONFIG)
    everyone = roster.bodies[2]
    assert everyone.members == (
        ImportedMember("ada", "maintainer"),
        ImportedMember("cyd", "maintainer"),
        ImportedMember("ben"),
    )
    assert everyone.remarks == ("Formed of docs, advisory-board, as they were then.",)
    (note,) = roster.notes
    assert note == (
        "everyone is formed of docs, advisory-board: their people of today are listed, and no "
        "longer follow."
    )


def test_names_and_companies_come_from_the_list_of_people_for_those_in_a_team() -> None:
    assert read_clowarden(CONFIG, people=PEOPLE).people == (
        ImportedPerson("ada", name="Ada Example", affiliation="Acme"),
        ImportedPerson("ben"),
        ImportedPerson("cyd"),
    )


def test_organisations_in_a_list_are_kept_apart() -> None:
    text = (
        "- organization: one\n  teams: [{name: a, maintainers: [ada]}]\n"
        "- organization: two\n  teams: [{name: a, maintainers: [ben]}]\n"
    )
    roster = read_clowarden(text)
    assert [(each.slug, each.team, each.remarks) for each in roster.bodies] == [
        ("one-a", "", ("The team a of one.",)),
        ("two-a", "", ("The team a of two.",)),
    ]
    assert [each for each in roster.notes if "several organisations" in each]


@pytest.mark.parametrize(
    ("config", "people", "message"),
    [
        ("teams: [{members: [x]}]\n", "", r"config\.yaml:1:9: The key `name` is missing"),
        ("teams: [{name: a}, {name: a}]\n", "", r"config\.yaml: `a` is the name of two teams"),
        (
            "teams: [{name: a, formation: [doc]}, {name: docs}]\n",
            "",
            r"`a` is formed of `doc`, and there is no such team\.(.|\n)*docs",
        ),
        ("teams: []\n", "", "There is no team or group"),
        (CONFIG, "[", r"people\.json: The file is not JSON"),
        (CONFIG, '{"name": "x"}', r"people\.json: The file is not a list of people"),
    ],
)
def test_what_cannot_be_read_is_refused(config: str, people: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_clowarden(config, people=people)


def test_teams_of_an_organisation_on_github_come_with_ids() -> None:
    roster = read_github_teams(
        "example",
        [
            FoundTeam(
                "Steering Council",
                "steering-council",
                members=[FoundAccount("ada", 1001, is_maintainer=True), FoundAccount("ben", 1002)],
            ),
            FoundTeam("Docs", "docs", description="Writes.", parent="steering-council"),
        ],
        owners=[FoundAccount("mo", 1020)],
    )
    assert roster.people == (
        ImportedPerson("ada", 1001),
        ImportedPerson("ben", 1002),
        ImportedPerson("mo", 1020),
    )
    docs, owners, council = roster.bodies
    assert docs.remarks == ("Writes.", "Part of steering-council.")
    assert owners.members == (ImportedMember("mo"),)
    assert (council.team, council.maintainers, council.kind) == (
        "steering-council",
        ("maintainer",),
        Kind.STEERING,
    )
    assert council.members == (ImportedMember("ada", "maintainer"), ImportedMember("ben"))
