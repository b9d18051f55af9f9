"""A file in the shape of Kubernetes' `sigs.yaml`."""

from __future__ import annotations

import pytest

from govbot.core.bodies import Kind
from govbot.core.errors import UserError
from govbot.files.importing import ImportedMember, ImportedPerson, read_kubernetes

SIGS = """\
sigs:
- dir: sig-docs
  name: Docs
  mission_statement: >
    Covers documentation.

  charter_link: charter.md
  label: docs
  leadership:
    chairs:
    - github: ada
      name: Ada Example
      company: Acme
    - {github: 007, name: James Example, company: Crown}
    tech_leads:
    - github: Ada
      name: Ada Example
      company: Acme
    emeritus_leads:
    - github: old-hand
      name: Old Hand
  meetings: []
  subprojects:
  - name: website
    owners: [https://example.org/OWNERS]
workinggroups:
- dir: wg-lts
  name: LTS
  stakeholder_sigs: [Docs]
  leadership:
    chairs: [{github: ben, name: Ben Example}, {name: Not On GitHub}]
usergroups:
- name: Big Data
  leadership:
    chairs: [{github: cyd, name: Cyd Example, company: }]
committees:
- dir: committee-steering
  name: Steering
  charter_link: https://example.org/charter
  leadership:
    chairs: [{github: ada, name: Ada Example, company: "acme "}, {github: ben, company: Other}]
- dir: committee-code-of-conduct
  name: Code of Conduct
  leadership: {chairs: [{github: cyd}]}
"""


def test_groups_of_every_kind_become_bodies() -> None:
    roster = read_kubernetes(SIGS)
    assert [(each.slug, each.name, each.kind, each.charter) for each in roster.bodies] == [
        ("committee-code-of-conduct", "Code of Conduct Committee", Kind.CONDUCT, ""),
        ("committee-steering", "Steering Committee", Kind.STEERING, "https://example.org/charter"),
        ("sig-docs", "SIG Docs", Kind.TEAM, "sig-docs/charter.md"),
        ("ug-big-data", "UG Big Data", Kind.WORKING_GROUP, ""),
        ("wg-lts", "WG LTS", Kind.WORKING_GROUP, ""),
    ]


def test_somebody_who_is_chair_and_tech_lead_is_one_member_with_both() -> None:
    docs = read_kubernetes(SIGS).bodies[2]
    assert docs.members == (
        ImportedMember("ada", "chair", also=("tech lead",)),
        ImportedMember("007", "chair"),
    )
    assert docs.former == (ImportedMember("old-hand", "lead"),)


def test_members_of_a_committee_are_not_its_chairs() -> None:
    roster = read_kubernetes(SIGS)
    assert roster.bodies[1].members == (ImportedMember("ada"), ImportedMember("ben"))
    assert (
        "Committees list their members as chairs: nobody in them has a role here." in roster.notes
    )


def test_companies_become_affiliations_without_dates_and_one_spelling_is_kept() -> None:
    roster = read_kubernetes(SIGS)
    assert roster.people == (
        ImportedPerson("007", name="James Example", affiliation="Crown"),
        ImportedPerson("ada", name="Ada Example", affiliation="Acme"),
        ImportedPerson("ben", name="Ben Example", affiliation="Other"),
        ImportedPerson("cyd", name="Cyd Example"),
        ImportedPerson("old-hand", name="Old Hand"),
    )
    assert not [each for each in roster.notes if "Acme" in each]


def test_two_companies_of_one_person_are_noted_and_the_first_is_kept() -> None:
    roster = read_kubernetes(SIGS.replace('"acme "', "Elsewhere"))
    assert roster.people[1].affiliation == "Acme"
    assert (
        "ada is at Acme in one place and at Elsewhere in another; the first is kept."
        in roster.notes
    )


def test_somebody_without_github_is_left_out_and_named() -> None:
    roster = read_kubernetes(SIGS)
    wg = roster.bodies[4]
    assert wg.members == (ImportedMember("ben", "chair"),)
    assert wg.remarks == (
        "Stakeholders: Docs.",
        "Not taken over, for want of a GitHub account: Not On GitHub, chair.",
    )
    assert (
        "WG LTS: Not On GitHub, chair, has no GitHub account there and is left out." in roster.notes
    )


def test_something_that_is_no_login_is_named_as_it_stands() -> None:
    text = "sigs: [{dir: d, name: D, leadership: {chairs: [{github: two words, name: Two Words}]}}]"
    roster = read_kubernetes(text)
    assert roster.people == ()
    assert roster.notes == (
        "SIG D: Two Words, chair, is left out: `two words` is no login of GitHub's.",
    )


def test_addresses_are_taken_and_names_lose_what_nobody_sees() -> None:
    text = (
        "sigs: [{dir: d, name: D, leadership: {chairs: "
        '[{github: ada, name: "Ada \\u202e\\u00a0 Example", email: ada@example.org}]}}]'
    )
    assert read_kubernetes(text).people == (
        ImportedPerson("ada", name="Ada Example", email="ada@example.org"),
    )


def test_what_has_no_place_is_counted() -> None:
    text = """\
sigs:
- dir: d
  name: D
  leadership: {chairs: [{github: ada}]}
  contact:
    teams: [{name: d-bugs}, {name: d-leads}]
    liaison: {github: ben, name: Ben}
  subprojects: [{name: one, leads: [{github: cyd}]}, {name: two}]
"""
    roster = read_kubernetes(text)
    assert [each.github for each in roster.people] == ["ada"]
    assert roster.notes == (
        "Not taken over: 2 team(s) on GitHub, 2 subproject(s) with 1 lead(s) of theirs, 1 liaison(s).",
    )


@pytest.mark.parametrize(
    ("folder", "slug", "why"),
    [
        ("SIG Dócs", "sig-docs", "a body is called in lower-case letters, digits and `-`"),
        ("Maintainer", "maintainer-team", "`Maintainer` has a meaning of its own"),
        ("???", "docs", "a body is called in lower-case letters, digits and `-`"),
    ],
)
def test_a_name_that_makes_no_slug_is_changed_and_that_is_said(
    folder: str, slug: str, why: str
) -> None:
    text = f"sigs: [{{dir: '{folder}', name: Docs, leadership: {{chairs: [{{github: ada}}]}}}}]"
    roster = read_kubernetes(text)
    shown = "sig-docs" if slug == "docs" else slug
    assert roster.bodies[0].slug == shown
    assert roster.notes == (f"SIG Docs is called `{shown}` here: {why}.",)


def test_two_names_that_make_one_slug_stay_two_bodies() -> None:
    text = "sigs: [{dir: a-b, name: One}, {dir: a b, name: Two}]"
    roster = read_kubernetes(text)
    assert [(each.slug, each.name) for each in roster.bodies] == [
        ("a-b", "SIG One"),
        ("a-b-2", "SIG Two"),
    ]
    assert roster.notes == ("SIG Two is called `a-b-2` here: `a-b` is another's.",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sigs: {a: 1}\n", r"sigs\.yaml:1:1: `sigs` is"),
        ("sigs:\n- dir: x\n", r"sigs\.yaml:2:3: The key `name` is missing"),
        ("sigs:\n- dir: x\n   name: y\n", r"sigs\.yaml:3"),
        ("- a\n", "The file holds a list"),
        ("committees: []\n", "There is no team or group"),
        ("", "The file is empty"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_kubernetes(text)
