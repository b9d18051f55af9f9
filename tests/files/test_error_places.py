"""Where a finding stands when a whole model is wrong, and what is said of it."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from govbot.core.cases import Case
from govbot.core.governance import Settings
from govbot.files import load_yaml, validate

CASE = "opened: 2026-03-01T00:00:00Z\n"


def found(model: type[BaseModel], text: str) -> list[tuple[int | None, str, str]]:
    result = validate(model, load_yaml(text, "x.yaml"))
    assert isinstance(result, tuple), result
    return [(each.line, each.message, each.hint) for each in result]


POLICY = """\
policies:
  p:
    electorate: {electorate}
    pass: {{more_than: 1/2}}
    period: {{length: 3 days}}
"""


def test_a_veto_of_those_who_may_not_vote_is_found_at_the_veto() -> None:
    text = POLICY.format(electorate="concil") + "    veto: {by: council}\n"
    assert found(Settings, text) == [
        (
            6,
            "The veto is given to council, who may not vote here; the electorate is: concil.",
            "Mend whichever of the two names is misspelt, or give the veto to voters.",
        )
    ]


def test_an_unknown_policy_or_stage_is_found_at_the_row_that_names_it() -> None:
    rows = """\
lifecycle:
  transitions:
    - {from: proposed, to: voting, on: command, by: author, opens: rfc-acept}
    - from: voting
      to: %s
      on: vote-passed
"""
    assert found(Settings, rows % "accepted") == [
        (
            3,
            "The transition to voting opens the policy `rfc-acept`; the policies are: rfc-accept.",
            "Did you mean `rfc-accept`?",
        )
    ]
    assert found(Settings, rows.replace("acept", "accept") % "votin") == [
        (
            5,
            "The transition to votin names the stage `votin`; the stages are: proposed, voting.",
            "Did you mean `voting`?",
        )
    ]


def test_a_condition_inside_others_is_found_at_its_line() -> None:
    text = """\
policies:
  p:
    electorate: council
    period: {length: 3 days}
    all:
      - pass: {more_than: 1/2}
      - any:
          - pass: {count: yes}
          - pass: {at_least: 2/3}
            tie: fails
"""
    assert found(Settings, text) == [
        (
            8,
            "A pass rule says how much it takes: `more_than` or `at_least`.",
            "Such as `more_than: 1/2`, `at_least: 2/3` or `at_least: 3`.",
        ),
        (
            10,
            (
                "`tie` goes with a rule of more than half or a plurality; under `at least 2/3 of yes + no` "
                "an even vote is no tie."
            ),
            "",
        ),
    ]


@pytest.mark.parametrize(
    ("policy", "line", "message"),
    [
        ("pass: {more_than: 1/2}\n  veto: {by: core}", 7, "The veto is given to core, who may not"),
        ("pass: {more_than: 66.67}", 6, "`66.67` is neither a share nor a count."),
        ("pass: {more_then: 1/2}", 6, "Unknown key `more_then` in `policy.pass`."),
        ("all: []", 3, "A vote has one rule to pass: `pass`, or `all` or `any`"),
    ],
)
def test_an_error_in_a_policy_that_a_case_writes_out_has_its_line(
    policy: str, line: int, message: str
) -> None:
    text = f"{CASE}electorate: [ada]\npolicy:\n  electorate: council\n  period: {{length: 3 days}}\n  {policy}\n"
    (first, *_) = [each for each in found(Case, text) if "missing" not in each[1]]
    assert first[0] == line
    assert first[1].startswith(message)


def test_a_voter_who_stands_twice_in_a_case_is_found_the_second_time() -> None:
    text = f"{CASE}policy: rfc-accept\nelectorate:\n  - ada\n  - ben\n  - ADA\n"
    assert found(Case, text) == [(6, "`ada` stands in the electorate twice.", "")]


def test_a_color_with_a_hash_is_written_without() -> None:
    text = 'lifecycle:\n  stages:\n    discussion: {color: "#1d76db"}\n'
    assert found(Settings, text) == [
        (3, "`#1d76db` is not allowed for `color`.", 'Write it without the `#`: "1d76db".')
    ]


def test_a_calendar_that_does_not_exist_is_found_where_it_is_named() -> None:
    text = POLICY.format(electorate="council").replace(
        "{length: 3 days}", "\n      length: 3 business days\n      holidays: belin"
    )
    ((line, message, hint),) = found(Settings, text + "calendars: {berlin: [12-25]}\n")
    assert (line, hint) == (7, "Did you mean `berlin`?")
    assert message.startswith("The policy `p` names a calendar: there is no calendar `belin`")


def test_nobody_may_hold_no_proxies() -> None:
    text = POLICY.format(electorate="council") + "    proxies: {to: electorate, limit: 0}\n"
    ((line, message, _),) = found(Settings, text)
    assert (line, message) == (
        6,
        "`limit` is the number 0; it has to be greater than or equal to 1.",
    )


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("electorate", 0), 3, 17),
        (("all", 0, "pass", "at_least"), 6, 26),
        (("all", 1, "any", 0, "electorate", 1, "role"), 8, 54),
        (("all", 1, "any", 0, "quorum", "more_than"), 9, 33),
    ],
)
def test_what_a_check_finds_inside_conditions_has_its_line(
    path: tuple[str | int, ...], line: int, column: int
) -> None:
    text = """\
policies:
  p:
    electorate: council
    period: {length: 3 days}
    all:
      - pass: {at_least: 4}
      - any:
          - electorate: [council, {body: core, role: chair}]
            quorum: {more_than: 1/2}
            pass: {at_least: 1}
"""
    place = load_yaml(text, "x.yaml").place(("policies", "p", *path))
    assert (place.line, place.column) == (line, column)
