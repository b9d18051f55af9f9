"""`govbot roster`: who serves on a day, and why somebody does not."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import GOVERNANCE, Clone, Govbot

COUNCIL = """\
name: Council
kind: council
members:
  - {github: ada, seat: 1, role: chair, terms: [{start: 2026-01-01, end: 2026-06-30}]}
  - github: ben
    terms:
      - {start: 2026-01-01, end: 2026-06-30}
      - {start: 2027-01-01, end: 2027-06-30}
  - github: cyd
    terms: [{start: 2026-01-01, end: 2026-12-31}]
    leave: [{start: 2026-03-01, end: 2026-08-31, reason: parental}]
  - {github: dee, terms: [{start: 2026-01-01}], resigned: 2026-05-01}
  - {github: eli, terms: [{start: 2026-10-01}]}
  - {github: fay, terms: [{start: 2026-01-01, end: 2026-06-30}], leave: [{start: 2026-06-01}]}
"""


@pytest.fixture
def council(clone: Clone) -> Clone:
    clone.write({**GOVERNANCE, "governance/bodies/council.yaml": COUNCIL})
    return clone


def test_who_serves_is_eligible(govbot: Govbot, council: Clone) -> None:
    done = govbot("roster", "eligible", "ada", "council", "--on", "2026-06-30", "--format", "json")

    assert done.exit_code == 0
    assert json.loads(done.stdout) == {
        "eligible": True,
        "reasons": [],
        "next_eligible": None,
        "terms": [{"start": "2026-01-01", "end": "2026-06-30", "counts": True}],
    }
    assert list(json.loads(done.stdout)) == ["eligible", "reasons", "next_eligible", "terms"]


@pytest.mark.parametrize(
    ("login", "rule", "text", "later"),
    [
        ("ada", "term-over", "ada served until 2026-06-30.", None),
        ("ben", "term-over", "ben served until 2026-06-30.", "2027-01-01"),
        ("cyd", "on-leave", "cyd is on leave until 2026-08-31.", "2026-09-01"),
        ("dee", "left", "dee left on 2026-05-01.", None),
        ("eli", "not-yet", "eli serves from 2026-10-01 on.", "2026-10-01"),
        ("fay", "on-leave", "fay is on leave.", None),
        ("zoe", "not-a-member", "zoe is not on the roster of council.", None),
        ("nobody", "not-a-member", "nobody is not on the roster of council.", None),
    ],
)
def test_who_does_not_serve_learns_why_and_from_when_on(
    govbot: Govbot, council: Clone, login: str, rule: str, text: str, later: str | None
) -> None:
    question = ("roster", "eligible", login, "council", "--on", "2026-07-15")

    done = govbot(*question, "--format", "json")

    assert done.exit_code == 1
    answer = json.loads(done.stdout)
    assert answer["eligible"] is False
    assert answer["reasons"] == [{"rule": rule, "text": text}]
    assert answer["next_eligible"] == later
    said = govbot(*question)
    assert said.exit_code == 1
    assert said.stdout == f"No: {text}{f' Next: {later}.' if later else ''}\n"


@pytest.mark.parametrize("login", ["ADA", "@ada", "ada-old"])
def test_a_person_is_found_by_any_spelling_and_by_a_former_login(
    govbot: Govbot, council: Clone, login: str
) -> None:
    done = govbot("roster", "eligible", login, "council", "--on", "2026-02-01")

    assert done.exit_code == 0
    assert done.stdout == f"Yes: {login.removeprefix('@')} serves on council on 2026-02-01.\n"


def test_a_member_without_terms_serves_always(govbot: Govbot, council: Clone) -> None:
    done = govbot("roster", "eligible", "mo", "core-team", "--format", "json")

    assert json.loads(done.stdout)["eligible"] is True
    assert json.loads(done.stdout)["terms"] == []


def test_a_body_that_is_not_there_names_those_that_are(govbot: Govbot, council: Clone) -> None:
    done = govbot("roster", "eligible", "ada", "counsil")

    assert done.exit_code == 1
    assert done.stderr == "There is no body `counsil`.\nThe bodies are: core-team, council.\n"


def test_a_day_that_is_none_is_wrong_usage(govbot: Govbot, council: Clone) -> None:
    assert govbot("roster", "show", "--on", "2026-02-30").exit_code == 2


def test_a_roster_shows_seat_term_and_whether_each_serves(govbot: Govbot, council: Clone) -> None:
    lines = govbot("roster", "show", "council", "--on", "2026-07-15").stdout.splitlines()

    assert lines[0].split() == [
        *("BODY", "SEAT", "LOGIN", "NAME", "ROLE", "AFFILIATION", "TERM", "2026-07-15"),
    ]
    assert lines[1].split() == ["council", "1", "ada", "chair", "term", "over"]
    assert lines[3].endswith("2026-01-01 to 2026-12-31  on leave")


def test_every_roster_is_shown_in_json(govbot: Govbot, council: Clone) -> None:
    shown = json.loads(govbot("roster", "show", "--on", "2026-02-01", "--format", "json").stdout)

    assert shown["on"] == "2026-02-01"
    assert [each["login"] for each in shown["members"]] == [
        "mo",
        *("ada", "ben", "cyd", "dee", "eli", "fay"),
    ]
    assert shown["members"][1] == {
        "body": "council",
        "login": "ada",
        "name": "",
        "seat": 1,
        "role": "chair",
        "affiliation": "",
        "start": "2026-01-01",
        "end": "2026-06-30",
        "service": "serves",
    }
