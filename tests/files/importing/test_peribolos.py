"""Files in the shape of peribolos: an organisation and its teams."""

from __future__ import annotations

import pytest

from govbot.core.bodies import Kind
from govbot.core.errors import UserError
from govbot.files.importing import ImportedMember, read_peribolos

ORG = """\
billing_email: x@example.org
name: Example
default_repository_permission: read
admins:
- ada
members:
- ben
- Cyd
- dee
teams:
  docs:
    description: Writes the
      documentation.
    maintainers: [ada]
    members: [cyd, Ada, ben]
    privacy: closed
    previously: [doc]
    teams:
      Docs Reviewers:
        description: ""
        members: [ben]
        repos: {website: write}
  empty:
"""


def test_teams_nested_or_not_become_bodies_that_follow_a_github_team() -> None:
    roster = read_peribolos({"org.yaml": ORG})
    found = {each.slug: each for each in roster.bodies}
    assert list(found) == ["docs", "docs-reviewers", "empty", "owners"]
    docs = found["docs"]
    assert (docs.name, docs.kind, docs.team, docs.maintainers) == (
        "docs",
        Kind.TEAM,
        "docs",
        ("maintainer",),
    )
    assert docs.members == (
        ImportedMember("ada", "maintainer"),
        ImportedMember("Cyd"),
        ImportedMember("ben"),
    )
    assert docs.remarks == ("Writes the documentation.",)
    reviewers = found["docs-reviewers"]
    assert (reviewers.team, reviewers.maintainers) == ("docs-reviewers", ())
    assert reviewers.remarks == ("Part of docs.",)
    assert found["empty"].members == ()


def test_owners_are_a_body_and_members_without_a_team_are_people() -> None:
    roster = read_peribolos({"org.yaml": ORG})
    owners = next(each for each in roster.bodies if each.slug == "owners")
    assert owners.members == (ImportedMember("ada"),)
    assert [each.github for each in roster.people] == ["ada", "ben", "Cyd", "dee"]


def test_a_folder_of_several_organisations_keeps_them_apart() -> None:
    roster = read_peribolos(
        {
            "one/org.yaml": "admins: [ada]\n",
            "one/sig-a/teams.yaml": "teams: {leads: {members: [ada]}}\n",
            "two/org.yaml": "admins: [ben]\nteams: {leads: {members: [ben]}}\n",
        }
    )
    assert [(each.slug, [m.github for m in each.members]) for each in roster.bodies] == [
        ("one-leads", ["ada"]),
        ("one-owners", ["ada"]),
        ("two-leads", ["ben"]),
        ("two-owners", ["ben"]),
    ]
    assert {each.team for each in roster.bodies} == {""}


@pytest.mark.parametrize("folder", ["", "example/", "config/example/"])
def test_the_folder_of_one_organisation_is_one_organisation(folder: str) -> None:
    roster = read_peribolos(
        {
            f"{folder}org.yaml": "admins: [ada]\n",
            f"{folder}sig-a/teams.yaml": "teams: {a: {members: [ada]}}\n",
            f"{folder}sig-b/teams.yaml": "teams: {b: {members: [ben]}}\n",
        }
    )
    assert [each.slug for each in roster.bodies] == ["a", "b", "owners"]


def test_organisations_in_one_file_are_kept_apart_too() -> None:
    text = "orgs:\n  one: {admins: [ada]}\n  two: {teams: {x: {members: [ben]}}}\n"
    assert [each.slug for each in read_peribolos({"c.yaml": text}).bodies] == [
        "one-owners",
        "two-x",
    ]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"org.yaml": "teams: [a]\n"}, r"org\.yaml:1:1: `teams` is"),
        ({"org.yaml": "admins: {ada: 1}\n"}, r"org\.yaml:1:1: `admins` is"),
        (
            {
                "o/org.yaml": "teams: {a: {members: [x]}}\n",
                "o/s/teams.yaml": "teams: {A: {members: [y]}}\n",
            },
            r"o/s/teams\.yaml: `A` is the name of two teams: the other is in o/org\.yaml",
        ),
        ({"org.yaml": "teams:\n  a: {}\n  a: {}\n"}, r"org\.yaml:3:3: The key `a` stands here"),
        ({"org.yaml": "members: [ada]\n"}, "There is no team or group"),
    ],
)
def test_what_cannot_be_read_is_refused(files: dict[str, str], message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_peribolos(files)


def test_a_login_that_is_none_is_left_out_and_named() -> None:
    roster = read_peribolos({"org.yaml": "members: [a b]\nteams: {x: {members: [ada, 'n/a']}}\n"})
    assert [each.github for each in roster.people] == ["ada"]
    assert roster.notes == (
        "`a b` is not a login of GitHub's, and is left out.",
        "x: `n/a`, is left out: `n/a` is no login of GitHub's.",
    )


def test_of_several_organisations_no_body_follows_a_team_and_that_is_said() -> None:
    one = "admins: [ada]\nteams: {docs: {members: [ada]}}\n"
    both = read_peribolos({"one/org.yaml": one, "two/org.yaml": one})
    assert [(each.slug, each.team, each.maintainers) for each in both.bodies] == [
        ("one-docs", "", ()),
        ("one-owners", "", ()),
        ("two-docs", "", ()),
        ("two-owners", "", ()),
    ]
    assert both.bodies[0].remarks == ("The team docs of one.",)
    assert both.notes == (
        (
            "These are several organisations, and govbot keeps the teams of one: no body has "
            "`github_team:`. Import one organisation alone to have it."
        ),
    )
    alone = read_peribolos({"one/org.yaml": one})
    assert [each.team for each in alone.bodies] == ["docs", ""]
    assert alone.notes == ()
