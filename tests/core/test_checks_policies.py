"""What the checks of policies find, where, and the example they show. One thing is changed in each."""

from __future__ import annotations

from typing import Any

import pytest

from govbot.core.checks import check_repository
from govbot.core.errors import Place
from govbot.core.findings import Level
from govbot.core.governance import Governance
from tests.core.test_checks import POLICY, SETTINGS_FILE, TODAY, community

Row = tuple[str, str, str, str, tuple[str | int, ...]]
BASE: dict[str, Any] = {"electorate": "council", "period": {"length": "10 days"}}
SEATED = [
    {"github": "ada", "seat": 1, "role": "chair"},
    {"github": "ben", "seat": 2},
    {"github": "cyd", "seat": 3},
]
FULL: dict[str, Any] = {"members": SEATED}
"""A council of three, all of them serving, ada in the chair."""


def rows(governance: Governance, **options: Any) -> list[Row]:
    """Return what is found: level, id, message, hint, and the path inside the policy `p`."""
    asked: list[tuple[str | int, ...]] = []

    def places(file: str, path: tuple[str | int, ...]) -> Place:
        asked.append(path)
        return Place(file, len(asked), 1)

    found = check_repository(governance, (), TODAY, places=places, **options)
    result = []
    for each in found:
        assert each.line is not None
        path = asked[each.line - 1]
        inside = path[2:] if path[:2] == ("policies", "p") else path
        result.append((str(each.level), each.id, each.message, each.hint, inside))
    return result


def of(
    change: dict[str, Any],
    council: dict[str, Any] | None = None,
    *,
    base: dict[str, Any] = POLICY,
    people: list[dict[str, Any]] | None = None,
    **settings: Any,
) -> list[Row]:
    """Return what is found in a community with the policy `p`, changed so."""
    council = FULL if council is None else council
    return rows(
        community(
            settings={"policies": {"p": base | change}, **settings}, council=council, people=people
        )
    )


def test_a_good_policy_has_no_findings() -> None:
    assert of({}) == []


@pytest.mark.parametrize(
    ("change", "row"),
    [
        (
            {"quorum": {"at_least": 4}},
            (
                "error",
                "policy-quorum",
                (
                    "The quorum of `p` can never be met: with all 3 voting yes, 3 take part, and 4 are "
                    "needed."
                ),
                "Ask for at most 3, or for a share such as 1/2.",
                ("quorum", "at_least"),
            ),
        ),
        (
            {"quorum": {"more_than": "100%", "of": "seats"}},
            (
                "error",
                "policy-quorum",
                (
                    "The quorum of `p` can never be met: with all 3 voting yes, 3 take part, and more "
                    "than 3 are needed."
                ),
                "Ask for at most 3, or for a share such as 1/2.",
                ("quorum", "more_than"),
            ),
        ),
        (
            {"quorum": {"of": 9, "at_least": "1/2"}},
            (
                "error",
                "policy-quorum",
                (
                    "The quorum of `p` can never be met: with all 3 voting yes, 3 take part, and 5 are "
                    "needed."
                ),
                "Ask for at most 3, or for a share such as 1/2.",
                ("quorum", "at_least"),
            ),
        ),
        (
            {"quorum": {"at_least": 0}},
            (
                "warning",
                "policy-quorum",
                "The quorum of `p` is always met: with nobody voting it is met.",
                "Say how many have to take part, or leave `quorum` out.",
                ("quorum", "at_least"),
            ),
        ),
        (
            {"quorum": {"at_least": 2, "counting": ["no"]}},
            (
                "error",
                "policy-pass",
                "`p` can never pass: with all 3 voting yes, 0 count for its quorum, and 2 are needed.",
                "Put what passes the vote into the quorum's `counting`.",
                ("quorum", "counting"),
            ),
        ),
        (
            {"pass": {"more_than": "100%"}},
            (
                "error",
                "policy-pass",
                "`p` can never pass: with all 3 voting yes, yes has 3, and more than 3 are needed.",
                "Ask for less, or use `at_least`.",
                ("pass", "more_than"),
            ),
        ),
        (
            {"pass": {"at_least": 4}},
            (
                "error",
                "policy-pass",
                "`p` can never pass: with all 3 voting yes, yes has 3, and 4 are needed.",
                "Ask for less, or use `at_least`.",
                ("pass", "at_least"),
            ),
        ),
        (
            {"minimum_yes": 4},
            (
                "error",
                "policy-pass",
                (
                    "`minimum_yes` of `p` can never be reached: with all 3 voting yes, yes has 3, and 4 "
                    "are needed."
                ),
                "Ask for at most 3.",
                ("minimum_yes",),
            ),
        ),
        (
            {"pass": {"at_least": "0%"}},
            (
                "error",
                "policy-pass",
                "`p` passes whatever is voted: with 1 no and nobody else it passes.",
                "Ask for more than 0.",
                ("pass", "at_least"),
            ),
        ),
        (
            {"pass": {"at_least": "0%"}, "quorum": {"at_least": 2}},
            (
                "error",
                "policy-pass",
                "`p` passes whatever is voted: with 2 no and nobody else it passes.",
                "Ask for more than 0.",
                ("pass", "at_least"),
            ),
        ),
        (
            {"pass": {"at_least": 0}},
            (
                "error",
                "policy-pass",
                "`p` passes whatever is voted: with nobody voting it passes.",
                "Ask for more than 0.",
                ("pass", "at_least"),
            ),
        ),
        (
            {"pass": {"more_than": "1/2", "of": ["no", "abstain"]}},
            (
                "error",
                "policy-count",
                (
                    "`p` measures yes as a share of no + abstain, which does not hold it: with 1 yes and "
                    "nobody else it fails."
                ),
                "Put yes into `of`.",
                ("pass", "of"),
            ),
        ),
        (
            {"pass": {"count": "block", "at_least": 1}},
            (
                "error",
                "policy-count",
                "`p` counts blocks as votes in favour: with 1 block and nobody else it passes.",
                "Write `count: yes`.",
                ("pass", "count"),
            ),
        ),
        (
            {"pass": {"count": "no", "at_least": 2}},
            (
                "warning",
                "policy-count",
                "`p` counts no as votes in favour: with 2 no and nobody else it passes.",
                "Write `count: yes`.",
                ("pass", "count"),
            ),
        ),
        (
            {"pass": {"at_least": "all", "of": "cast"}},
            (
                "warning",
                "policy-abstention",
                (
                    "`p` takes all of ballots cast, so an abstention is as good as a no: with 1 yes and "
                    "1 abstain it fails."
                ),
                "Write `of: [yes, no]` if who abstains is to stand aside.",
                ("pass", "of"),
            ),
        ),
        (
            {"pass": {"at_least": "66.67%"}},
            (
                "warning",
                "policy-rounded-share",
                "`66.67%` in `p` is exactly that, a little more than 2/3.",
                "Write `2/3` if that is what is meant.",
                ("pass", "at_least"),
            ),
        ),
        (
            {"quorum": {"more_than": "33.3%"}},
            (
                "warning",
                "policy-rounded-share",
                "`33.3%` in `p` is exactly that, a little less than 1/3.",
                "Write `1/3` if that is what is meant.",
                ("quorum", "more_than"),
            ),
        ),
        (
            {"electorate": {"body": "council", "weight": 0}},
            (
                "error",
                "policy-weights",
                "Every ballot under `p` weighs 0: with everybody voting yes, yes has 0.",
                "Give somebody a weight of 1, or leave `weight` out.",
                ("electorate", 0, "weight"),
            ),
        ),
    ],
)
def test_a_rule_that_cannot_be_right_is_shown_by_example(change: dict[str, Any], row: Row) -> None:
    assert of(change) == [row]


@pytest.mark.parametrize(
    "change",
    [
        {"quorum": {"at_least": 3}},
        {"quorum": {"of": "seats", "at_least": "all"}},
        {"quorum": {"of": 3, "at_least": "all"}},
        {"minimum_yes": 3},
        {"pass": {"at_least": 3}},
        {"pass": {"at_least": "100%"}},
        {"pass": {"more_than": 0}},
        {"pass": {"more_than": 2}},
        {"pass": {"at_least": "all", "of": "seats"}},
        {"pass": {"at_least": "all but 1"}},
        {"pass": "plurality", "tie": "fails"},
        {"pass": {"at_least": "2/3"}},
        {"pass": {"at_least": "60%"}},
        {"silence": "passes"},
        {"tie": "chair decides"},
        {"tie": "passes"},
        {"affiliation_cap": "1/3"},
        {"electorate": ["council", {"body": "core", "weight": 0}]},
        {"electorate": ["core", "@ada", {"body": "council", "role": "Chair"}]},
        {"period": {"length": "72 hours", "minimum": "3 days", "final_comment": "10 days"}},
        {"reminders": {"before_end": ["3 days", "1 day"], "last_call": "24 hours"}},
        {"veto": {"by": "council", "override": {"at_least": "2/3"}}},
        {"veto": {"by": "council", "override": {"electorate": "core", "at_least": "2/3"}}},
        {"concerns": {"by": "council"}, "opened_by": ["core", "author"]},
        {"reviews": {"approve": "yes", "request_changes": "no"}},
    ],
)
def test_a_rule_at_the_edge_of_what_is_possible_is_fine(change: dict[str, Any]) -> None:
    assert of(change) == []


# Today ------------------------------------------------------------------------------------------

ON_LEAVE = {"members": [*SEATED[:2], SEATED[2] | {"leave": [{"start": "2026-03-01"}]}]}
PAST = {"start": "2025-01-01", "end": "2025-06-30"}
LAPSED = {"members": [*SEATED[:2], SEATED[2] | {"terms": [PAST]}]}


@pytest.mark.parametrize(
    ("council", "lead"),
    [
        ({"members": SEATED[:2]}, "With 1 of 3 vacant,"),
        (ON_LEAVE, "With 1 of 3 on leave,"),
        (LAPSED, "With 1 of 3 vacant,"),
        (
            {"seats": {"count": 4}, "members": ON_LEAVE["members"]},
            "With 1 of 4 vacant and 1 on leave,",
        ),
    ],
)
def test_a_quorum_that_those_of_today_cannot_meet_is_a_warning(
    council: dict[str, Any], lead: str
) -> None:
    change = {"quorum": {"at_least": 3}}
    assert of(change, council | {"seats": {"count": 3} | council.get("seats", {})}) == [
        (
            "warning",
            "policy-out-of-reach",
            f"{lead} 2 can take part under `p`, and 3 are needed.",
            "Fill a seat, or ask for fewer.",
            ("quorum", "at_least"),
        )
    ]


def test_a_pass_rule_of_seats_is_held_against_who_serves() -> None:
    change = {"pass": {"more_than": "2/3", "of": "seats"}}
    assert of(change, {"members": SEATED[:2]}) == [
        (
            "warning",
            "policy-out-of-reach",
            (
                "With 1 of 3 vacant, `p` cannot pass: with all 2 voting yes, yes has 2, and more than 2 are "
                "needed."
            ),
            "Fill a seat, or ask for fewer.",
            ("pass", "more_than"),
        )
    ]
    assert of({"pass": {"at_least": "2/3", "of": "seats"}}, {"members": SEATED[:2]}) == []


def test_whoever_is_on_leave_and_may_vote_counts_for_what_can_be_reached() -> None:
    assert of({"quorum": {"at_least": 3}, "leave": "may vote"}, ON_LEAVE) == []


def test_an_affiliation_cap_is_tried_with_the_affiliations_of_today() -> None:
    people = [
        {"github": login, "id": number, "affiliations": [{"name": "Acme"}]}
        for number, login in enumerate(("ada", "ben", "cyd"), 1001)
    ]
    change = {"affiliation_cap": 1, "pass": {"at_least": 2}}
    assert of(change, people=people) == [
        (
            "warning",
            "policy-out-of-reach",
            (
                "On 2026-03-15, `p` under its `affiliation_cap` cannot pass: with all 3 voting yes, yes has "
                "1, and 2 are needed."
            ),
            "Raise the cap, or ask for less.",
            ("affiliation_cap",),
        )
    ]
    people[2] = people[2] | {"affiliations": []}
    assert of(change, people=people) == []


# Several conditions -----------------------------------------------------------------------------


def test_what_is_wrong_in_a_condition_is_found_at_its_place() -> None:
    conditions = {
        "all": [
            {"pass": {"at_least": 4}},
            {
                "any": [
                    {"electorate": "core", "pass": {"at_least": 2}, "name": "core"},
                    {"pass": {"at_least": 1}},
                ]
            },
        ]
    }
    found = of(conditions, base=BASE)
    assert [(each[1], each[2], each[4]) for each in found] == [
        (
            "policy-pass",
            "`all[0]` of `p` can never pass: with all 3 voting yes, yes has 3, and 4 are needed.",
            ("all", 0, "pass", "at_least"),
        ),
        (
            "policy-pass",
            "`core` of `p` can never pass: with the one voter voting yes, yes has 1, and 2 are needed.",
            ("all", 1, "any", 0, "pass", "at_least"),
        ),
    ]


def test_conditions_that_exclude_one_another_are_an_error() -> None:
    conditions = {
        "all": [
            {"pass": {"more_than": "1/2", "of": "cast"}},
            {"name": "many abstain", "pass": {"count": "abstain", "at_least": "1/2", "of": "cast"}},
        ]
    }
    found = [each for each in of(conditions, base=BASE) if each[1] != "policy-count"]
    assert found == [
        (
            "error",
            "policy-contradiction",
            (
                "`p` can never pass: its conditions exclude one another. With 3 yes, `all[0]` holds, and "
                "`many abstain` does not."
            ),
            "Change one of them, or join them with `any`.",
            ("all",),
        )
    ]
    assert of({"any": conditions["all"]}, base=BASE)[0][1] == "policy-count"


def test_conditions_that_only_a_mixed_vote_meets_do_not_exclude_one_another() -> None:
    conditions = {
        "all": [
            {"pass": {"at_least": "1/2", "of": "cast"}},
            {"pass": {"count": "abstain", "at_least": "1/3", "of": "cast"}},
        ]
    }
    assert {each[1] for each in of(conditions, base=BASE)} == {"policy-count"}


def test_a_condition_that_nobody_votes_on_is_said_once() -> None:
    past = {"terms": [PAST]}
    governance = community(
        settings={
            "policies": {
                "p": BASE
                | {
                    "all": [
                        {"pass": {"at_least": 1}},
                        {"electorate": "core", "pass": {"at_least": 1}},
                    ]
                }
            }
        },
        council=FULL,
        core={"members": [{"github": "cyd"} | past]},
    )
    (found,) = rows(governance)
    assert found[:3] == (
        "warning",
        "empty-electorate",
        "Nobody may vote under `all[1]` of `p`: no member of core serves on 2026-03-15.",
    )
    assert found[4] == ("all", 1, "electorate")


def test_a_body_that_does_not_exist_is_imagined_so_that_its_rule_is_judged_all_the_same() -> None:
    change = {"electorate": "concil", "pass": {"more_than": "100%"}}
    found = of(change)
    assert [(each[1], each[4]) for each in found] == [
        ("unknown-body", ("electorate", 0)),
        ("policy-pass", ("pass", "more_than")),
    ]
    assert found[1][2] == (
        "`p` can never pass: with the one voter voting yes, yes has 1, and more than 1 is needed."
    )
    assert [each[1] for each in of({"electorate": "concil", "pass": {"at_least": 500}})] == [
        "unknown-body"
    ]


def test_one_of_several_ways_to_pass_may_be_shut_with_a_warning() -> None:
    small = {"pass": {"at_least": 2}, "quorum": {"at_least": 5}}
    found = of({"any": [small, {"pass": {"at_least": 3}}]}, base=BASE)
    assert [(each[0], each[1], each[4]) for each in found] == [
        ("warning", "policy-quorum", ("any", 0, "quorum", "at_least"))
    ]
    found = of({"any": [small, {"pass": {"at_least": 4}}]}, base=BASE)
    assert [(each[0], each[1]) for each in found] == [
        ("error", "policy-quorum"),
        ("error", "policy-pass"),
    ]


def test_a_way_to_pass_that_is_shut_today_is_not_named_while_another_is_open() -> None:
    ways = {"any": [{"pass": {"at_least": 3}}, {"pass": {"at_least": 2}}]}
    assert of(ways, {"members": SEATED[:2]}, base=BASE) == []
    (found,) = of(ways | {"any": ways["any"][:1]}, {"members": SEATED[:2]}, base=BASE)
    assert found[1] == "policy-out-of-reach"


# Names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "subject", "path"),
    [
        ({"electorate": ["council", "concil"]}, "electorate", ("electorate", 1)),
        ({"stewards": ["maintainer", "concil"]}, "stewards", ("stewards", 1)),
        ({"opened_by": "concil"}, "opened_by", ("opened_by", 0)),
        (
            {"period": {"length": "10 days", "close_by": "concil"}},
            "period.close_by",
            ("period", "close_by", 0),
        ),
        (
            {"concerns": {"by": "council", "resolved_by": ["raiser", "chair", "concil"]}},
            "concerns.resolved_by",
            ("concerns", "resolved_by", 2),
        ),
        (
            {"veto": {"by": "council", "override": {"electorate": "concil", "at_least": "2/3"}}},
            "override.electorate",
            ("veto", "override", "electorate", 0),
        ),
    ],
)
def test_a_body_that_does_not_exist_is_named_where_it_stands(
    change: dict[str, Any], subject: str, path: tuple[str | int, ...]
) -> None:
    (found,) = of(change)
    assert found[:3] == (
        "error",
        "unknown-body",
        f"`{subject}` of the policy `p` names the body `concil`, which does not exist.",
    )
    assert found[3].startswith(
        "Did you mean `council`? Write governance/bodies/concil.yaml, or name "
    )
    assert found[4] == path


@pytest.mark.parametrize(
    ("entry", "row"),
    [
        (
            {"body": "council", "role": "chiar"},
            (
                "error",
                "empty-selector",
                "`p` names chiar of council, and no member has the role `chiar` in Council.",
                "Did you mean `chair`? There are: chair.",
                ("electorate", 1, "role"),
            ),
        ),
        (
            {"body": "council", "reserved": "founder"},
            (
                "error",
                "empty-selector",
                (
                    "`p` names seat for founder of council, and no seat is reserved for `founder` in "
                    "Council."
                ),
                "There are: none.",
                ("electorate", 1, "reserved"),
            ),
        ),
        (
            {"body": "council", "seats": [1, 4]},
            (
                "error",
                "empty-selector",
                "`p` names seat 4 of council, and Council has 3 seats.",
                "Use 1 to 3.",
                ("electorate", 1, "seats", 1),
            ),
        ),
        (
            "@adda",
            (
                "error",
                "unknown-voter",
                "`p` lets adda vote, who is not in governance/people.yaml.",
                (
                    "Did you mean `ada`? Add the person there, or mend the login: a misspelt login would be "
                    "a stranger's vote."
                ),
                ("electorate", 1),
            ),
        ),
    ],
)
def test_an_entry_that_names_nothing_is_an_error(entry: Any, row: Row) -> None:
    assert of({"electorate": ["core", entry]}) == [row]


def test_an_entry_whose_seat_is_vacant_is_a_warning() -> None:
    change = {"electorate": ["core", {"body": "council", "seats": [3]}]}
    assert of(change, {"members": SEATED[:2]}) == [
        (
            "warning",
            "empty-selector",
            "`p` names seat 3 of council, and nobody is that on 2026-03-15.",
            "Fill the seat, or take the entry out.",
            ("electorate", 1),
        )
    ]
    assert of(change) == []


# Chairs, vetoes, reviews ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "level", "message"),
    [
        (
            SEATED[1:],
            "error",
            (
                "In a tie the chair decides under `p`, and council has none: with 1 yes and 1 no it stays "
                "tied."
            ),
        ),
        (
            [SEATED[0] | {"leave": [{"start": "2026-03-01"}]}, *SEATED[1:]],
            "warning",
            (
                "In a tie the chair decides under `p`, and council has none on 2026-03-15: with 1 yes and "
                "1 no it stays tied."
            ),
        ),
        (
            [SEATED[0], SEATED[1] | {"role": "Chair"}, SEATED[2]],
            "warning",
            (
                "In a tie the chair decides under `p`, and council has 2: ada and ben. With 1 yes and 1 no "
                "of theirs it stays tied."
            ),
        ),
    ],
)
def test_where_the_chair_decides_there_is_one(
    members: list[dict[str, Any]], level: str, message: str
) -> None:
    (found,) = of({"tie": "chair decides"}, {"members": members})
    assert (found[0], found[1], found[2]) == (level, "policy-chair", message)
    assert found[4] == ("tie",)


def test_what_only_a_chair_may_do_needs_one() -> None:
    change = {"concerns": {"resolved_by": "chair"}}
    (found,) = of(change, {"members": SEATED[1:]})
    assert found[1:3] == (
        "policy-chair",
        "`resolved_by` of `p` names the chair alone, and nobody who may vote is one on 2026-03-15.",
    )
    assert found[4] == ("concerns", "resolved_by")
    assert of(change) == []


@pytest.mark.parametrize(
    ("override", "level", "message"),
    [
        (
            {"at_least": "all"},
            "error",
            (
                "The override of `p` can never be met: with 2 yes and 1 block the veto still stops it (2/3 "
                "of at least all of yes + no + block)."
            ),
        ),
        (
            {"at_least": "1/2"},
            "warning",
            (
                "A veto under `p` stops nothing: its override takes no more than to pass. With 2 yes and "
                "1 block it passes."
            ),
        ),
        (
            {"more_than": "1/2", "of": ["yes", "no"]},
            "warning",
            (
                "A veto under `p` stops nothing: its override takes no more than to pass. With 2 yes and "
                "1 block it passes."
            ),
        ),
    ],
)
def test_an_override_is_harder_than_to_pass_and_can_be_reached(
    override: dict[str, Any], level: str, message: str
) -> None:
    (found,) = of({"veto": {"by": "council", "override": override}})
    assert found[:3] == (level, "policy-veto", message)
    assert found[4] == ("veto", "override", next(iter(override)))


def test_a_review_is_no_ballot_that_nobody_may_cast() -> None:
    block = {"reviews": {"request_changes": "block"}}
    (found,) = of(block)
    assert found[1:3] == (
        "policy-reviews",
        "A review is a block under `p`, which gives nobody a block: every such review would be refused.",
    )
    assert found[4] == ("reviews", "request_changes")
    assert of(block | {"veto": {"by": "council"}}) == []
    assert of({"reviews": {}})[0][2] == "`reviews` of `p` makes no review a ballot."


# Times ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "level", "message"),
    [
        (
            {"length": "2 days", "minimum": "72 hours"},
            "error",
            (
                "A vote under `p` runs 2 days, less than its minimum of 72 hours: opened on 2026-03-15, it "
                "ends on 2026-03-17, and the minimum is over on 2026-03-18."
            ),
        ),
        (
            {
                "length": "2 days",
                "minimum": "10 days",
                "extend": {"by": "1 day", "times": 2, "when": "tied"},
            },
            "error",
            (
                "A vote under `p` runs 2 days, less than its minimum of 10 days: opened on 2026-03-15, it "
                "ends on 2026-03-17, extended on 2026-03-19, and the minimum is over on 2026-03-25."
            ),
        ),
        (
            {"length": "8 days", "minimum": "6 business days", "holidays": ["2026-03-20"]},
            "warning",
            (
                "A vote under `p` runs 8 days, less than its minimum of 6 business days: opened on "
                "2026-03-15, it ends on 2026-03-23, and the minimum is over on 2026-03-24."
            ),
        ),
    ],
)
def test_a_vote_runs_no_shorter_than_its_minimum(
    period: dict[str, Any], level: str, message: str
) -> None:
    (found,) = of({"period": period})
    assert found[:3] == (level, "policy-period", message)
    assert found[3:] == ("Lengthen `length`, or shorten `minimum`.", ("period", "length"))


def test_a_reminder_that_comes_before_the_vote_is_a_warning() -> None:
    found = of({"reminders": {"before_end": ["3 days", "10 days"], "last_call": "2 weeks"}})
    assert [(each[0], each[1], each[4]) for each in found] == [
        ("warning", "policy-reminders", ("reminders", "before_end", 1)),
        ("warning", "policy-reminders", ("reminders", "last_call")),
    ]
    assert found[0][2] == (
        "The reminder 10 days before the end of a vote under `p` comes before the vote: opened on "
        "2026-03-15, it ends on 2026-03-25, 10 days later."
    )
    assert of({"reminders": {}})[0][2] == "`reminders` of `p` reminds nobody."


@pytest.mark.parametrize(
    ("change", "reason", "why"),
    [
        ({}, "no-quorum", "asks for no quorum"),
        ({"pass": {"at_least": "2/3"}}, "tied", "has no rule that can be tied"),
        ({"tie": "fails"}, "tied", "has no rule that can be tied"),
    ],
)
def test_an_extension_for_what_never_happens_is_a_warning(
    change: dict[str, Any], reason: str, why: str
) -> None:
    period = {"length": "3 days", "extend": {"by": "1 day", "when": reason}}
    (found,) = of(change | {"period": period})
    assert found[:3] == (
        "warning",
        "policy-extension",
        f"A vote under `p` is extended on `{reason}`, and {why}: it never is.",
    )
    assert found[4] == ("period", "extend", "when", 0)


def test_an_extension_that_can_come_is_fine() -> None:
    tied = {"length": "3 days", "extend": {"by": "1 day", "when": ["tied", "no-quorum"]}}
    assert of({"period": tied, "quorum": {"at_least": 2}}) == []
    assert of({"period": {"length": "3 days", "extend": {"by": "1 day"}}, "tie": "extend"}) == []


def test_holidays_that_are_all_over_are_a_warning() -> None:
    days = {"length": "3 business days", "holidays": ["2024-12-25", "2025-12-25"]}
    (found,) = of({"period": days})
    assert found[:3] == (
        "warning",
        "policy-holidays",
        "Every holiday of `p` is over: the last was 2025-12-25.",
    )
    assert found[4] == ("period", "holidays")
    assert of({"period": days | {"holidays": ["2025-12-25", "12-25"]}}) == []


def test_a_calendar_that_no_policy_goes_by_is_a_warning() -> None:
    named = {"period": {"length": "3 business days", "holidays": "berlin"}}
    (found,) = of(named, calendars={"berlin": ["12-25"], "paris": ["07-14"]})
    assert found[1:3] == ("policy-holidays", "No policy goes by the calendar `paris`.")
    assert found[4] == ("calendars", "paris")


# Size -------------------------------------------------------------------------------------------


def test_a_large_electorate_is_tried_as_exactly_as_a_small_one() -> None:
    people = [{"github": f"person-{number}", "id": number} for number in range(1, 1001)]
    core = {"members": [{"github": each["github"]} for each in people]}
    settings = {"policies": {"p": POLICY | {"electorate": "core", "quorum": {"at_least": 1001}}}}
    governance = community(people=people, council={"members": []}, core=core, settings=settings)
    found = [each for each in rows(governance) if each[4][:1] == ("quorum",)]
    assert [(each[0], each[2]) for each in found] == [
        (
            "error",
            (
                "The quorum of `p` can never be met: with all 1000 voting yes, 1000 take part, and 1001 are "
                "needed."
            ),
        )
    ]


def test_settings_that_could_not_be_read_are_not_tried() -> None:
    governance = community(settings={"policies": {"p": POLICY | {"quorum": {"at_least": 9}}}})
    assert rows(governance, unread={SETTINGS_FILE}) == []
    assert {each[0] for each in rows(governance)} == {Level.ERROR}
