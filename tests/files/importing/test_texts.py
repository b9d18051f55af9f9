"""An imported roster as files: as a person would write them, and read by govbot without error."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.core.bodies import Body, Kind
from govbot.core.errors import UserError
from govbot.core.people import People
from govbot.files import load_yaml, require
from govbot.files.importing import (
    ImportedBody,
    ImportedMember,
    ImportedPerson,
    body_text,
    people_text,
    with_people,
)
from govbot.files.loading import Loaded

BODY = ImportedBody(
    slug="docs",
    name="Docs: all of them",
    kind=Kind.WORKING_GROUP,
    charter="docs/charter.md",
    team="docs",
    maintainers=("maintainer",),
    members=(ImportedMember("ada", "chair", also=("tech lead",)), ImportedMember("007")),
    former=(ImportedMember("cyd", "chair"), ImportedMember("dee")),
    remarks=("Part of core.",),
)
ADA = ImportedPerson("ada", 1001, "Ada Example", "ada@example.org", "Acme, Inc.")
BEN = ImportedPerson("ben")


def body_of(text: str) -> Body:
    return require(Body, load_yaml(text, "docs.yaml"))


def people_of(text: str) -> People:
    loaded = load_yaml(text, "people.yaml")
    assert not loaded.findings
    return require(People, Loaded("people.yaml", {"people": loaded.data}))


def test_a_body_is_written_as_a_person_would() -> None:
    assert body_text(BODY, "sigs.yaml") == (
        "# yaml-language-server: $schema=../schemas/body.json\n"
        "#\n"
        "# Imported from sigs.yaml.\n"
        "# Part of core.\n"
        "# Served formerly, on dates that are not known: cyd (chair), dee.\n"
        'name: "Docs: all of them"\n'
        "kind: working-group\n"
        "charter: docs/charter.md\n"
        "github_team: {name: docs, maintainers: [maintainer]}\n"
        "\n"
        "members:\n"
        "  - github: ada\n"
        "    role: chair\n"
        "    # also tech lead\n"
        '  - github: "007"\n'
    )


def test_former_members_are_emeriti_from_the_day_that_was_given() -> None:
    body = body_of(body_text(BODY, "sigs.yaml", date(2026, 7, 1)))
    assert [(each.github, each.emeritus) for each in body.members] == [
        ("ada", None),
        ("007", None),
        ("cyd", date(2026, 7, 1)),
        ("dee", date(2026, 7, 1)),
    ]


def test_people_are_written_with_what_is_known() -> None:
    text = people_text([ADA, BEN])
    assert text.endswith(
        "- github: ada\n"
        "  id: 1001\n"
        "  name: Ada Example\n"
        "  email: ada@example.org\n"
        "  affiliations:\n"
        '    - {name: "Acme, Inc."}\n'
        "- github: ben\n"
    )
    assert [each.github for each in people_of(text).people] == ["ada", "ben"]
    assert people_of(people_text([])).people == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# us\n- github: zoe  # me\n# end\n", "# us\n- github: zoe  # me\n- github: ben\n# end\n"),
        ("  - github: zoe", "  - github: zoe\n  - github: ben"),
        ("# none yet\n[]\n", "# none yet\n- github: ben\n"),
        ("- {github: zoe}\r\n", "- {github: zoe}\r\n- github: ben\r\n"),
        ("\ufeff- github: zoe\n", "\ufeff- github: zoe\n- github: ben\n"),
    ],
)
def test_people_are_put_below_those_who_are_there(before: str, after: str) -> None:
    assert with_people(before, [BEN], "people.yaml") == after


def test_people_in_brackets_are_not_rewritten() -> None:
    with pytest.raises(UserError, match=r"people\.yaml: The people in this file are listed in bra"):
        with_people("[{github: zoe}]\n", [BEN], "people.yaml")


TEXT = st.text(max_size=12, alphabet=st.characters(codec="utf-8"))
LOGINS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,8}", fullmatch=True)
MEMBERS = st.lists(
    st.builds(ImportedMember, LOGINS, TEXT, st.lists(TEXT, max_size=2).map(tuple)), max_size=4
).map(tuple)


@given(
    st.builds(
        ImportedBody,
        slug=st.just("x"),
        name=TEXT.filter(bool),
        kind=st.sampled_from(Kind),
        charter=TEXT,
        team=st.sampled_from(["", "docs"]),
        maintainers=st.lists(TEXT, max_size=2).map(tuple),
        members=MEMBERS,
        former=MEMBERS,
        remarks=st.lists(TEXT, max_size=2).map(tuple),
    ),
    TEXT,
)
def test_whatever_a_source_says_the_body_reads_as_it_was_taken(
    body: ImportedBody, source: str
) -> None:
    read = body_of(body_text(body, source))
    assert (read.name, read.kind, read.charter) == (body.name, body.kind, body.charter)
    assert [(each.github, each.role) for each in read.members] == [
        (each.github, each.role) for each in body.members
    ]


@given(
    st.lists(
        st.builds(ImportedPerson, LOGINS, st.none() | st.integers(1, 10**9), TEXT, TEXT, TEXT),
        max_size=4,
    )
)
def test_whatever_a_source_says_of_people_they_read_as_they_were_taken(
    people: list[ImportedPerson],
) -> None:
    for text in (people_text(people), with_people("- github: zoe\n", people, "people.yaml")):
        read = people_of(text).people[-len(people) :] if people else ()
        assert [(each.github, each.id, each.name, each.email) for each in read] == [
            (each.github, each.id, each.name, each.email) for each in people
        ]
        assert [[a.name for a in each.affiliations] for each in read] == [
            [each.affiliation] if each.affiliation else [] for each in people
        ]
