"""`govbot roster participation`: who takes part in votes, from a clone."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import COUNCIL, GOVERNANCE, Clone, Govbot
from tests.core.scene import Scene

RULE = "inactivity: {missed: 1, below: 1/2, over: 6 months, at_least: 1}\n"
WHY = (
    "cast no ballot in the last vote: #12; "
    "took part in 0 of 1 vote in the last 6 months, less than 1/2: missed #12"
)
INACTIVE = (
    "council: inactive is who misses 1 vote, "
    "or takes part in less than 1/2 of the votes of the last 6 months."
)


@pytest.fixture
def council(clone: Clone, decided: Scene) -> Clone:
    """The council has a rule; of its seven, four took part in the one vote on #12."""
    away = COUNCIL.replace(
        "{github: gus, ", "{github: gus, leave: [{start: 2026-03-20, end: 2026-04-30}], "
    )
    clone.commit(GOVERNANCE | {"governance/bodies/council.yaml": RULE + away})
    clone.ledger({12: decided.records})
    return clone


def test_the_table_says_who_took_part_and_what_the_rule_says(
    govbot: Govbot, council: Clone
) -> None:
    done = govbot("roster", "participation", "council", "--on", "2026-05-01")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "BODY     LOGIN  VOTES  TOOK PART  SHARE  MISSED IN A ROW  RULE",
        "council  ada    1      1          1      0                active",
        "council  ben    1      1          1      0                active",
        "council  cyd    1      1          1      0                active",
        "council  dee    1      1          1      0                active",
        f"council  eli    1      0          0      1                {WHY}",
        f"council  fay    1      0          0      1                {WHY}",
        "council  gus    0      0                 0                active",
        "",
        INACTIVE,
    ]


def test_whoever_is_on_leave_on_the_day_is_not_judged(govbot: Govbot, council: Clone) -> None:
    done = govbot("roster", "participation", "council", "--on", "2026-04-01", "--format", "json")
    gus = json.loads(done.stdout)["members"][-1]
    assert gus == {
        "body": "council",
        "login": "gus",
        "on_leave": True,
        "asked": 0,
        "took_part": 0,
        "share": None,
        "missed_in_a_row": 0,
        "inactive": None,
        "why": "",
        "votes": [],
    }
    text = govbot("roster", "participation", "council", "--on", "2026-04-01").stdout
    assert text.splitlines()[7].endswith("  on leave")


def test_the_answer_for_programs_names_the_votes(govbot: Govbot, council: Clone) -> None:
    done = govbot("roster", "participation", "council", "--on", "2026-05-01", "--format", "json")
    answer = json.loads(done.stdout)
    assert answer["on"] == "2026-05-01"
    eli = answer["members"][4]
    assert eli["inactive"] is True
    assert eli["votes"] == [{"number": 12, "vote": 1, "took_part": False}]
    assert answer["members"][0]["share"] == "1"


def test_before_the_vote_closed_nobody_missed_it(govbot: Govbot, council: Clone) -> None:
    done = govbot("roster", "participation", "council", "--on", "2026-03-20", "--format", "json")
    assert {each["asked"] for each in json.loads(done.stdout)["members"]} == {0}


def test_without_a_body_each_is_shown_and_one_without_a_rule_says_so(
    govbot: Govbot, council: Clone
) -> None:
    lines = govbot("roster", "participation", "--on", "2026-05-01").stdout.splitlines()
    assert sorted(lines[-2:]) == ["core-team: no rule about inactivity.", INACTIVE]
    assert any(line.split() == ["core-team", "mo", "0", "0", "0"] for line in lines)


def test_a_clone_without_a_ledger_has_no_votes(govbot: Govbot, clone: Clone) -> None:
    done = govbot("roster", "participation", "council", "--on", "2026-05-01", "--format", "json")
    assert {each["asked"] for each in json.loads(done.stdout)["members"]} == {0}


def test_nobody_on_a_day_is_said(govbot: Govbot, council: Clone) -> None:
    done = govbot("roster", "participation", "council", "--on", "2025-01-01")
    assert done.stdout == "Nobody serves on council on 2025-01-01.\n"


def test_a_body_that_is_not_there_is_named(govbot: Govbot, council: Clone) -> None:
    done = govbot("roster", "participation", "board")
    assert done.exit_code == 1
    assert "There is no body `board`." in done.stderr
