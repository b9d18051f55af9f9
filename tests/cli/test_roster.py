"""`govbot roster`: who serves on a day, whose terms end, who may be next, and what comes."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import GOVERNANCE, Clone, Govbot

PEOPLE = """\
- {github: ada, id: 1, name: Ada Example, former_logins: [ada-old], affiliations: [{name: Acme, start: 2024-01-01}]}
- {github: ben, id: 2, affiliations: [{name: Acme}]}
- {github: cyd, id: 3, affiliations: [{name: Beta}]}
- {github: dee, id: 4, groups: [founder]}
- {github: eli, id: 5, affiliations: [{name: Acme}]}
- {github: mo, id: 9}
"""
COUNCIL = """\
name: Community Council
kind: council
seats: {count: 5, minimum: 3, reserved: [{seat: 5, for: founder}]}
term: {length: 6 months, max_consecutive: 2, cooldown: 6 months}
limits: {per_affiliation: 2}
ex_officio: [{body: wg-docs, role: chair, votes: false}]
members:
  - github: Ada-Old
    seat: 1
    role: chair
    terms:
      - {start: 2026-01-01, end: 2026-06-30, by: founding}
      - {start: 2026-07-01, end: 2026-12-31, by: election}
  - github: ben
    seat: 2
    terms: [{start: 2026-07-01, end: 2026-12-31}]
    leave: [{start: 2026-09-01, end: 2026-09-30, reason: parental}]
  - {github: cyd, seat: 3, terms: [{start: 2026-07-01, end: 2027-03-31}]}
  - {github: dee, seat: 4, terms: [{start: 2026-01-01, end: 2026-06-30}], emeritus: 2026-07-01}
"""
DOCS = """\
name: Documentation
kind: working-group
members: [{github: mo, role: chair, terms: [{start: 2026-01-01}]}]
"""
SETTINGS = """\
policies:
  rfc-accept:
    electorate: council
    quorum: {of: seats, at_least: 1/2, counting: [yes, no, abstain]}
    pass: {count: yes, more_than: 1/2, of: [yes, no]}
    period: {length: 10 days}
"""
FILES = {
    **GOVERNANCE,
    "governance/people.yaml": PEOPLE,
    "governance/govbot.yaml": SETTINGS,
    "governance/bodies/council.yaml": COUNCIL,
    "governance/bodies/wg-docs.yaml": DOCS,
}


@pytest.fixture
def council(clone: Clone) -> Clone:
    clone.commit(FILES)
    return clone


def lines(text: str) -> list[str]:
    return text.splitlines()


def test_a_roster_shows_seats_terms_leaves_offices_and_vacancies(
    govbot: Govbot, council: Clone
) -> None:
    done = govbot("roster", "show", "council", "--on", "2026-09-15")

    assert done.exit_code == 0
    assert lines(done.stdout) == [
        (
            "BODY     SEAT  LOGIN     NAME         ROLE        AFFILIATION  TERM                      "
            "2026-09-15"
        ),
        (
            "council  1     ada       Ada Example  chair       Acme         2026-07-01 to 2026-12-31  "
            "serves"
        ),
        (
            "council  2     ben                                Acme         2026-07-01 to 2026-12-31  "
            "on leave"
        ),
        (
            "council  3     cyd                                Beta         2026-07-01 to 2027-03-31  "
            "serves"
        ),
        (
            "council  4     (vacant)                                                                  "
            "since 2026-07-01"
        ),
        (
            "council  5     (vacant)                                                                  "
            "never taken, for founder"
        ),
        (
            "council        mo                     ex officio               2026-01-01 to open        "
            "serves, by being chair of wg-docs, without a ballot"
        ),
    ]


def test_a_body_with_too_few_members_is_pointed_out(govbot: Govbot, council: Clone) -> None:
    enough = govbot("roster", "show", "council", "--on", "2026-03-01")
    later = govbot("roster", "show", "council", "--on", "2027-02-01")
    assert "too few" not in enough.stdout
    assert lines(later.stdout)[-1] == "council: too few serve: 2, and the minimum is 3."


def test_all_shows_those_who_left_and_those_to_come(govbot: Govbot, council: Clone) -> None:
    done = govbot("roster", "show", "council", "--all", "--on", "2026-09-15")

    [dee] = [line for line in lines(done.stdout) if " dee " in line]
    assert dee.split() == ["council", "4", "dee", "2026-01-01", "to", "2026-06-30", "left"]
    [early] = [
        line
        for line in lines(govbot("roster", "show", "--all", "--on", "2025-01-01").stdout)
        if " cyd " in line
    ]
    assert early.endswith("2026-07-01 to 2027-03-31  not yet")


def test_every_roster_is_shown_in_json(govbot: Govbot, council: Clone) -> None:
    shown = json.loads(govbot("roster", "show", "--on", "2026-09-15", "--format", "json").stdout)

    assert shown["on"] == "2026-09-15"
    assert [each["body"] for each in shown["bodies"]] == ["core-team", "council", "wg-docs"]
    assert shown["bodies"][1] == {
        "body": "council",
        "name": "Community Council",
        "kind": "council",
        "seats": 5,
        "minimum": 3,
        "serving": 3,
    }
    assert shown["members"][1] == {
        "body": "council",
        "login": "ada",
        "name": "Ada Example",
        "seat": 1,
        "role": "chair",
        "affiliation": "Acme",
        "start": "2026-07-01",
        "end": "2026-12-31",
        "service": "serves",
        "ex_officio": None,
        "votes": True,
    }
    assert shown["vacant"] == [
        {"body": "council", "seat": 4, "since": "2026-07-01", "reserved_for": ""},
        {"body": "council", "seat": 5, "since": None, "reserved_for": "founder"},
    ]


def test_the_history_of_a_person_tells_terms_leaves_and_names(
    govbot: Govbot, council: Clone
) -> None:
    done = govbot("roster", "history", "@ADA-old", "--on", "2026-09-15")

    assert lines(done.stdout) == [
        "ada (Ada Example, id 1), formerly ada-old",
        "Affiliations: Acme from 2024-01-01 on.",
        "",
        "BODY     SEAT  ROLE   TERM                      CAME BY   IN A ROW  IN ALL  STATE",
        "council  1     chair  2026-01-01 to 2026-06-30  founding  1         1       over",
        "council  1     chair  2026-07-01 to 2026-12-31  election  2         2       serves",
    ]
    away = lines(govbot("roster", "history", "ben", "--on", "2026-09-15").stdout)
    assert away[-2].endswith("on leave")
    assert away[-1] == "council: on leave from 2026-09-01 until 2026-09-30 (parental)."
    left = lines(govbot("roster", "history", "dee").stdout)
    assert left[1] == "Groups: founder."
    assert left[-1] == "council: emeritus from 2026-07-01 on."
    office = govbot("roster", "history", "mo", "--on", "2026-09-15").stdout
    assert "ex officio (chair of wg-docs)  does not count  does not count  serves" in office


def test_a_history_in_json_has_the_term_as_given_and_as_served(
    govbot: Govbot, council: Clone
) -> None:
    done = govbot("roster", "history", "ben", "--on", "2026-09-15", "--format", "json")

    answer = json.loads(done.stdout)
    assert (answer["login"], answer["id"]) == ("ben", 2)
    assert answer["terms"] == [
        {
            "body": "council",
            "seat": 2,
            "role": "",
            "start": "2026-07-01",
            "end": "2026-12-31",
            "given_end": "2026-12-31",
            "by": None,
            "record": "",
            "ex_officio": None,
            "departure": None,
            "counts": True,
            "consecutive": 1,
            "lifetime": 1,
            "when": "present",
            "leave": [{"start": "2026-09-01", "end": "2026-09-30", "reason": "parental"}],
        }
    ]


def test_somebody_without_a_term_has_none(govbot: Govbot, council: Clone) -> None:
    done = govbot("roster", "history", "eli")

    assert lines(done.stdout) == [
        "eli (id 5)",
        "Affiliations: Acme.",
        "No body's file has a term of theirs.",
    ]


@pytest.mark.parametrize("within", ["60d", "60 days", "2 months"])
def test_terms_that_end_soon_come_first(govbot: Govbot, council: Clone, within: str) -> None:
    done = govbot("roster", "terms", "--within", within, "--on", "2026-11-15")

    assert lines(done.stdout) == [
        "BODY     SEAT  LOGIN  ROLE   TERM                      ENDS IN  NEXT",
        "council  1     ada    chair  2026-07-01 to 2026-12-31  46 days",
        "council  2     ben           2026-07-01 to 2026-12-31  46 days",
    ]


def test_a_term_that_another_follows_says_so(govbot: Govbot, council: Clone) -> None:
    done = govbot("roster", "terms", "council", "--within", "1m", "--on", "2026-06-30")

    assert lines(done.stdout)[1:] == [
        "council  1     ada    chair  2026-01-01 to 2026-06-30  today    serves on until 2026-12-31",
        "council  4     dee           2026-01-01 to 2026-06-30  today",
    ]


def test_terms_in_json_and_none_at_all(govbot: Govbot, council: Clone) -> None:
    question = ("roster", "terms", "council", "--on", "2027-02-01")

    assert json.loads(govbot(*question, "--format", "json").stdout)["terms"] == [
        {
            "body": "council",
            "login": "cyd",
            "seat": 3,
            "role": "",
            "start": "2026-07-01",
            "end": "2027-03-31",
            "days_left": 58,
            "next": None,
        },
        {
            "body": "council",
            "login": "mo",
            "seat": None,
            "role": "ex officio",
            "start": "2026-01-01",
            "end": None,
            "days_left": None,
            "next": None,
        },
    ]
    none = govbot(*question, "--within", "5d")
    assert none.stdout == "No term ends within 5 days of 2027-02-01.\n"


def test_a_length_of_time_that_is_none_is_wrong_usage(govbot: Govbot, council: Clone) -> None:
    done = govbot("roster", "terms", "--within", "soon")

    assert done.exit_code == 2
    assert "`soon` is not a length of time." in done.stderr
    assert "Or in short: 90d, 12w, 6m, 1y." in done.stderr


def test_who_may_not_stand_again_learns_every_rule_and_the_first_day(
    govbot: Govbot, council: Clone
) -> None:
    question = ("roster", "eligible", "ada", "council", "--on", "2026-09-15")

    done = govbot(*question, "--format", "json")

    assert done.exit_code == 1
    answer = json.loads(done.stdout)
    assert list(answer)[:4] == ["eligible", "reasons", "next_eligible", "terms"]
    assert answer["eligible"] is False
    assert [each["rule"] for each in answer["reasons"]] == ["max_consecutive", "cooldown"]
    assert answer["next_eligible"] == "2027-07-01"
    assert answer["terms"] == [
        {"start": "2026-01-01", "end": "2026-06-30", "counts": True},
        {"start": "2026-07-01", "end": "2026-12-31", "counts": True},
    ]
    said = govbot(*question)
    assert said.exit_code == 1
    first, second, last = lines(said.stdout)
    assert first.startswith("No: ")
    assert second.startswith("Also: ")
    assert last == "From 2027-07-01 on, no rule stands in the way."


def test_who_may_stand_is_told_so(govbot: Govbot, council: Clone) -> None:
    done = govbot("roster", "eligible", "BEN", "council", "--on", "2026-09-15")

    assert done.exit_code == 0
    assert done.stdout == "Yes: no rule of council stands in the way of a term of ben.\n"


def test_where_no_people_are_listed_anybody_may_be_asked_about(
    govbot: Govbot, clone: Clone
) -> None:
    clone.git("rm", "--quiet", "governance/people.yaml")

    done = govbot("roster", "eligible", "newcomer", "council", "--format", "json")

    assert done.exit_code == 0
    assert json.loads(done.stdout)["terms"] == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            ("eligible", "add", "council"),
            (
                "No file names `add`.\nDid you mean `ada`? People are listed in "
                "governance/people.yaml, members in their body's file.\n"
            ),
        ),
        (
            ("history", "somebody-else"),
            (
                "No file names `somebody-else`.\nPeople are listed in governance/people.yaml, members "
                "in their body's file.\n"
            ),
        ),
        *(
            (
                question,
                (
                    "There is no body `counsil`.\nDid you mean `council`? The bodies are: core-team, "
                    "council, wg-docs.\n"
                ),
            )
            for question in (
                ("eligible", "ada", "counsil"),
                ("show", "counsil"),
                ("terms", "counsil"),
                ("forecast", "counsil"),
            )
        ),
    ],
)
def test_who_and_what_is_not_there_may_be_a_slip(
    govbot: Govbot, council: Clone, question: tuple[str, ...], said: str
) -> None:
    done = govbot("roster", *question)

    assert done.exit_code == 1
    assert done.stderr == said


def test_a_day_that_is_none_is_wrong_usage(govbot: Govbot, council: Clone) -> None:
    assert govbot("roster", "show", "--on", "2026-02-30").exit_code == 2


def test_a_forecast_says_what_is_lost_when_nothing_is_done(govbot: Govbot, council: Clone) -> None:
    done = govbot("roster", "forecast", "council", "--on", "2026-09-15", "--until", "2027-12-31")

    told = lines(done.stdout)
    assert told[:6] == [
        "Community Council (council)",
        "DAY         SERVING  VACANT            WHAT CHANGES",
        "2026-09-15  3        4 and 5           as it stands",
        "2026-10-01  4        4 and 5           ben is back from leave",
        (
            "2027-01-01  2        1, 2, 4 and 5     ada's term is over (seat 1); ben's term is over "
            "(seat 2)"
        ),
        "2027-04-01  1        1, 2, 3, 4 and 5  cyd's term is over (seat 3)",
    ]
    assert "2027-01-01: too few serve: 2, and the minimum is 3." in told
    assert (
        "2026-09-15: no vote can pass under rfc-accept: 2 can take part, and 3 are needed." in told
    )
    [barred] = [line for line in told if "may not begin another term at once" in line]
    assert barred.startswith("2027-01-01: ada may not begin another term at once: ")
    assert barred.endswith("From 2027-07-01 on, no rule stands in the way.")


def test_a_forecast_of_every_body_leaves_out_those_that_stay(
    govbot: Govbot, council: Clone
) -> None:
    done = govbot("roster", "forecast", "--on", "2026-09-15")

    assert lines(done.stdout)[0] == "Community Council (council)"
    assert lines(done.stdout)[-1] == (
        "Nothing changes by itself until 2027-09-15 for core-team and wg-docs."
    )


def test_a_forecast_in_json_holds_each_day(govbot: Govbot, council: Clone) -> None:
    done = govbot("roster", "forecast", "council", "--on", "2026-10-15", "--format", "json")

    answer = json.loads(done.stdout)
    assert (answer["on"], answer["until"]) == ("2026-10-15", "2027-10-15")
    [body] = answer["bodies"]
    assert [each["on"] for each in body["days"]] == ["2026-10-15", "2027-01-01", "2027-04-01"]
    # The roster calls ada by a former login.
    assert body["days"][0]["members"] == ["ada", "ben", "cyd", "mo"]
    assert body["days"][1]["members"] == ["cyd", "mo"]
    assert body["days"][1]["vacant"][0] == {"seat": 1, "since": "2027-01-01"}
    assert body["below_minimum_from"] == "2027-01-01"
    assert body["policies_lost"] == [
        {
            "policy": "rfc-accept",
            "from": "2027-01-01",
            "text": "1 can take part, and 3 are needed",
        }
    ]
    [ineligible] = body["ineligible"]
    assert (ineligible["login"], ineligible["next_eligible"]) == ("ada", "2027-07-01")


def test_a_forecast_that_ends_before_it_begins_is_wrong_usage(
    govbot: Govbot, council: Clone
) -> None:
    done = govbot("roster", "forecast", "--on", "2026-09-15", "--until", "2026-01-01")

    assert done.exit_code == 2
    assert "--until 2026-01-01 is before 2026-09-15" in done.stderr


@pytest.mark.parametrize("command", ["show", "history", "terms", "eligible", "forecast", "diff"])
def test_every_command_shows_examples_in_its_help(govbot: Govbot, command: str) -> None:
    done = govbot("roster", command, "--help")

    assert "Examples:\n" in done.stdout
    assert f"  govbot roster {command}" in done.stdout


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("yesterday", "'yesterday' is not a day. Write year, month and day: 2026-09-01."),
        ("2026-02-30", "'2026-02-30' is not a day."),
        ("9999-12-31", "'9999-12-31' is too far ahead."),
    ],
)
def test_a_day_that_is_none_is_wrong_usage_and_says_how_one_is_written(
    govbot: Govbot, council: Clone, day: str, why: str
) -> None:
    done = govbot("roster", "show", "--on", day)

    assert done.exit_code == 2
    assert why in done.stderr
