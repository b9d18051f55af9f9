"""What the checks of rosters, terms, seats and limits find, and the sentence they say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from govbot.core.checks import check_repository
from govbot.core.checks.frame import FilePath
from govbot.core.errors import Place
from govbot.core.findings import Finding, Level
from govbot.core.governance import Governance
from tests.communities import member, person, term
from tests.core.rosters.communities import community

TODAY = date(2026, 3, 15)
FILE = "governance/bodies/council.yaml"
PAST = term("2025-01-01", "2025-06-30")
LAST = term("2025-07-01", "2025-12-31")
NOW = term("2026-01-01", "2026-06-30")
NEXT = term("2026-07-01", "2026-12-31")
AFTER = term("2027-01-01", "2027-06-30")
PEOPLE = [person(login, at) for at, login in enumerate(("ada", "ben", "cyd", "dan"), 1)]


def found(id: str, governance: Governance) -> list[Finding]:
    return [each for each in check_repository(governance, (), TODAY) if each.id == id]


def only(id: str, governance: Governance) -> Finding:
    (finding,) = found(id, governance)
    return finding


def test_more_people_than_seats_on_a_day_ahead_are_an_error_at_the_term_that_is_one_too_many() -> (
    None
):
    governance = community(
        member("ada", NOW, NEXT), member("ben", NOW), member("cyd", NEXT), seats={"maximum": 2}
    )
    assert found("body-too-large", governance) == []
    crowded = community(
        member("ada", NOW, NEXT), member("ben", NEXT), member("cyd", NEXT), seats={"maximum": 2}
    )
    paths: list[tuple[str, FilePath]] = []

    def place(file: str, path: FilePath) -> Place:
        paths.append((file, path))
        return Place(file)

    (finding,) = [
        each
        for each in check_repository(crowded, (), TODAY, places=place)
        if each.id == "body-too-large"
    ]
    assert finding.message == "Council has 3 serving on 2026-07-01, and only 2 seats."
    assert (FILE, ("members", 2, "terms", 0)) in paths


def test_somebody_with_two_terms_at_once_is_one_person_in_the_seats() -> None:
    short = term("2026-02-01", "2026-07-31")
    governance = community(member("ada", NOW, short), member("ben", NEXT), seats={"count": 2})
    assert found("body-too-large", governance) == []


# Names ------------------------------------------------------------------------------------------


def test_people_are_called_as_they_are_now() -> None:
    people = [
        person("ada", 1, "Acme", former_logins=["lovelace"]),
        person("ben", 2, "Acme", former_logins=["benny"]),
    ]
    governance = community(
        member("Lovelace", LAST, NOW, seat=1),
        member("benny", NOW, seat=1, leave=[{"start": "2024-01-01", "end": "2024-02-01"}]),
        people=people,
        seats={"count": 1},
        term={"max_consecutive": 1},
        limits={"per_affiliation": 1},
    )
    messages = [
        each.message
        for each in check_repository(governance, (), TODAY)
        if each.level is not Level.NOTICE
    ]
    assert len(messages) >= 4
    assert not [each for each in messages if "ovelace" in each or "benny" in each]
    assert any("(ada and ben)" in each and "ada and ben join that day" in each for each in messages)


def test_a_role_that_nobody_ever_had_is_a_warning() -> None:
    board = {"board": {"name": "Board", "members": [member("ben", NOW, role="chair")]}}
    finding = only(
        "unknown-office",
        community(
            member("ada", NOW),
            others=board,
            people=PEOPLE,
            ex_officio=[{"body": "board", "role": "chiar"}],
        ),
    )
    assert (finding.level, finding.message) == (
        Level.WARNING,
        "`ex_officio` names the chiar of board, and nobody ever was chiar there.",
    )
    assert finding.hint == "Did you mean `chair`? The roles in Board are: chair."
    good = community(others=board, ex_officio=[{"body": "board", "role": "Chair"}])
    assert found("unknown-office", good) == []


def test_an_office_that_a_member_never_held_is_a_warning() -> None:
    governance = community(
        {"github": "ada", "ex_officio": {"body": "board"}},
        others={"board": {"members": [member("ben", NOW)]}},
    )
    assert only("unknown-office", governance).message == (
        "ada is listed ex officio as board, and never held that office: the entry makes nobody a "
        "member."
    )


def test_a_group_of_no_seat_and_nobody_is_a_warning() -> None:
    represented = {"represented": [{"groups": ["usres", "Vendors", "founder"]}]}
    governance = community(
        member("ada", NOW, seat=1),
        people=[person("ada", 1, groups=["founder", "vendors"])],
        seats={"count": 1, "groups": {"users": [1]}},
        limits=represented,
    )
    finding = only("unknown-group", governance)
    assert finding.message == (
        "`usres` is to be represented in Council, and no seat and nobody is in that group."
    )
    assert finding.hint.startswith("Did you mean `users`?")


# Terms ------------------------------------------------------------------------------------------


def test_two_entries_without_terms_are_one_person_twice() -> None:
    governance = community({"github": "ada"}, {"github": "ADA"})
    assert only("overlapping-terms", governance).message == (
        "ADA is listed twice at the same time, both times without terms."
    )


def test_who_is_listed_without_terms_as_well_is_told_so_once() -> None:
    governance = community({"github": "ada"}, member("ada", PAST, LAST, NOW))
    assert only("overlapping-terms", governance).message == (
        "ada has a term from 2025-01-01 on, and is listed without terms as well."
    )


@pytest.mark.parametrize(
    ("start", "hint"),
    [
        (
            "2026-06-30",
            "End the first term on 2026-06-29, its last day, or say `resigned: 2026-06-30`.",
        ),
        ("2026-01-01", "Give one of them another seat, or take one of the terms out."),
    ],
)
def test_how_a_seat_is_handed_over_is_said_by_the_day(start: str, hint: str) -> None:
    governance = community(
        member("ada", NOW, seat=1), member("ben", term(start, "2026-12-31"), seat=1)
    )
    assert only("seat-taken-twice", governance).hint == hint


def test_a_long_term_overlaps_each_of_those_that_begin_in_it() -> None:
    long = term("2026-01-01", "2026-12-31")
    within = (term("2026-02-01", "2026-02-28"), term("2026-05-01", "2026-05-31"))
    assert [
        each.message for each in found("overlapping-terms", community(member("ada", long, *within)))
    ] == [
        f"ada has two terms from {start} on: the term from 2026-01-01 runs until 2026-12-31."
        for start in ("2026-02-01", "2026-05-01")
    ]


def test_a_seat_of_ones_own_beside_an_office_is_no_overlap() -> None:
    governance = community(
        member("ada", NOW),
        ex_officio=[{"body": "board"}],
        others={"board": {"members": [member("ada", NOW)]}},
    )
    assert found("overlapping-terms", governance) == []


def test_a_term_that_is_longer_than_terms_are_is_a_warning() -> None:
    governance = community(
        member("ada", term("2026-01-01", "2026-07-01")), term={"length": "6 months"}
    )
    finding = only("term-length", governance)
    assert (finding.level, finding.message, finding.file) == (
        Level.WARNING,
        "The term of ada from 2026-01-01 until 2026-07-01 is longer than the 6 months of Council.",
        FILE,
    )
    assert finding.hint.startswith("End it on 2026-06-30, its last day;")
    assert found("term-length", community(member("ada", NOW), term={"length": "6 months"})) == []


def test_a_term_from_before_the_rule_may_be_longer() -> None:
    rules = {"length": "6 months", "since": "2026-01-01"}
    assert (
        found("term-length", community(member("ada", term("2025-01-01", "2025-12-31")), term=rules))
        == []
    )


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            member("ada", term("2026-01-01")),
            "The term of ada from 2026-01-01 has no end, and the terms of Council are 6 months.",
        ),
        ({"github": "ada"}, "ada has no terms, and the terms of Council are 6 months."),
    ],
)
def test_a_term_without_end_where_terms_have_a_length_is_a_warning(
    entry: dict[str, Any], message: str
) -> None:
    finding = only("term-open", community(entry, term={"length": "6 months"}))
    assert (finding.level, finding.message) == (Level.WARNING, message)
    assert found("term-open", community(entry)) == []


def test_half_of_a_term_without_a_length_is_a_warning() -> None:
    assert only("partial-terms", community(term={"counts": "over-half"})).message == (
        "Terms of Council count from half of their length on, and no length is given: every term "
        "counts."
    )
    good = community(term={"counts": "over-half", "length": "1 year"})
    assert found("partial-terms", good) == []


def test_a_cooldown_after_no_number_of_terms_is_a_warning() -> None:
    assert only("cooldown-idle", community(term={"cooldown": "1 year"})).message == (
        "Council asks for 1 year out of the body, and does not say after how many terms: nobody "
        "ever has to wait."
    )
    good = community(term={"cooldown": "1 year", "max_consecutive": 2})
    assert found("cooldown-idle", good) == []


def test_a_leave_outside_of_the_terms_is_a_warning() -> None:
    governance = community(
        member("ada", NOW, leave=[{"start": "2026-06-01"}, {"start": "2026-07-01"}])
    )
    assert only("leave-outside-term", governance).message == (
        "ada does not serve on Council during the leave from 2026-07-01 on."
    )


# Limits on terms --------------------------------------------------------------------------------


def test_one_consecutive_term_too_many_is_an_error() -> None:
    governance = community(member("ada", LAST, NOW, NEXT), term={"max_consecutive": 2})
    finding = only("term-limit", governance)
    assert (finding.level, finding.message) == (
        Level.ERROR,
        (
            "The term of ada from 2026-07-01 until 2026-12-31 is the third consecutive one in "
            "Council, which allows 2."
        ),
    )
    assert finding.hint == (
        "Somebody else takes the seat, or ada comes back, on 2026-07-02 at the earliest. If the rule "
        "was adopted later, say from when on: `term: {since: ...}`."
    )


def test_a_rule_that_was_adopted_later_says_so() -> None:
    rules = {"max_consecutive": 2, "since": "2026-01-01"}
    assert found("term-limit", community(member("ada", LAST, NOW, NEXT), term=rules)) == []


def test_a_soft_limit_on_consecutive_terms_is_a_warning() -> None:
    rules = {"max_consecutive": 1, "soft": ["max_consecutive"]}
    finding = only("term-limit", community(member("ada", NOW, NEXT), term=rules))
    assert (finding.level, finding.hint) == (
        Level.WARNING,
        "The limit is soft: say in the pull request why it is passed here.",
    )


def test_a_term_within_the_cooldown_is_an_error() -> None:
    back = term("2026-12-01", "2027-05-31")
    rules = {"max_consecutive": 2, "cooldown": "6 months"}
    governance = community(member("ada", LAST, NOW, back), term=rules)
    finding = only("cooldown", governance)
    assert (finding.level, finding.message) == (
        Level.ERROR,
        (
            "ada begins a term in Council on 2026-12-01, after 2 consecutive terms until "
            "2026-06-30; 6 months out of it are asked for."
        ),
    )
    assert finding.hint.startswith("Begin it on 2027-01-01 at the earliest.")
    assert found("term-limit", governance) == []
    assert found("cooldown", community(member("ada", LAST, NOW, AFTER), term=rules)) == []


def test_a_term_that_follows_at_once_is_one_too_many_and_no_broken_cooldown() -> None:
    rules = {"max_consecutive": 2, "cooldown": "6 months"}
    governance = community(member("ada", LAST, NOW, NEXT), term=rules)
    assert only("term-limit", governance).hint.startswith(
        "Somebody else takes the seat, or ada comes back, on 2027-01-01 at the earliest."
    )
    assert found("cooldown", governance) == []


def test_a_break_is_counted_from_the_last_day_of_all_terms_before_it() -> None:
    long, within = term("2025-01-01", "2025-12-31"), term("2025-03-01", "2025-03-31")
    rules = {"max_consecutive": 2, "cooldown": "6 months"}
    governance = community(member("ada", long, within, NOW), term=rules)
    # The term follows at once on the long one, whatever ended in between.
    assert found("cooldown", governance) == []
    assert only("term-limit", governance).hint.startswith(
        "Somebody else takes the seat, or ada comes back, on 2026-07-01 at the earliest."
    )


@pytest.mark.parametrize("soft", ["cooldown", "max_consecutive"])
def test_a_soft_cooldown_is_a_warning(soft: str) -> None:
    rules = {"max_consecutive": 1, "cooldown": "1 year", "soft": [soft]}
    finding = only("cooldown", community(member("ada", NOW, AFTER), term=rules))
    assert (finding.level, finding.hint) == (
        Level.WARNING,
        "The limit is soft: say in the pull request why it is passed here.",
    )


def test_a_lifetime_term_too_many_is_an_error() -> None:
    governance = community(member("ada", PAST, NOW, AFTER), term={"max_lifetime": 2})
    finding = only("lifetime-limit", governance)
    assert (finding.level, finding.message) == (
        Level.ERROR,
        (
            "The term of ada from 2027-01-01 until 2027-06-30 is the third in Council, which allows "
            "2 in a lifetime."
        ),
    )


# Seats ------------------------------------------------------------------------------------------


def test_a_seat_that_goes_with_an_office_can_be_taken_twice() -> None:
    governance = community(
        member("ada", NOW, seat=1),
        seats={"count": 1},
        ex_officio=[{"body": "board", "seat": 1}],
        others={"board": {"members": [member("ben", term("2026-03-01", "2026-12-31"))]}},
    )
    assert only("seat-taken-twice", governance).message == (
        "Seat 1 is taken twice from 2026-03-01 on: ada holds it until 2026-06-30, and ben until "
        "2026-12-31."
    )


def test_an_empty_seat_between_two_terms_is_told() -> None:
    late = term("2026-07-15", "2026-12-31")
    governance = community(
        member("ada", NOW, seat=1), member("ben", late, seat=1), seats={"count": 1}
    )
    finding = only("seat-gap", governance)
    assert (finding.level, finding.message) == (
        Level.NOTICE,
        "Seat 1 of Council is empty from 2026-07-01 until 2026-07-14, between ada and ben.",
    )


def test_no_gap_is_left_where_an_earlier_term_in_the_seat_runs_on() -> None:
    short, next_one = term("2026-02-01", "2026-03-31"), term("2026-07-01", "2026-12-31")
    governance = community(
        member("ada", NOW, seat=1),
        member("ben", short, seat=1),
        member("cyd", next_one, seat=1),
        seats={"count": 1},
    )
    assert found("seat-gap", governance) == []


def test_two_in_one_seat_without_terms_are_no_gap_and_can_be_checked() -> None:
    governance = community(
        {"github": "ada", "seat": 1, "resigned": "2026-01-01"},
        {"github": "ben", "seat": 1},
        seats={"count": 1},
        term={"max_consecutive": 1, "cooldown": "1 year"},
    )
    assert found("seat-gap", governance) == []
    assert only("seat-taken-twice", governance).level is Level.ERROR


def test_one_person_listed_twice_without_terms_can_be_checked() -> None:
    rules = {"max_consecutive": 1, "cooldown": "1 year"}
    governance = community({"github": "ada"}, {"github": "ada", "role": "chair"}, term=rules)
    assert only("overlapping-terms", governance).level is Level.ERROR


@pytest.mark.parametrize(
    ("left", "came"),
    [({"resigned": "2026-06-01"}, {}), ({}, {"by": "vacancy"})],
)
def test_a_seat_that_was_vacant_is_no_gap(left: dict[str, Any], came: dict[str, Any]) -> None:
    late = term("2026-07-15", "2026-12-31") | came
    governance = community(
        member("ada", NOW, seat=1, **left), member("ben", late, seat=1), seats={"count": 1}
    )
    assert found("seat-gap", governance) == []


def test_a_reserved_seat_that_nobody_holds_is_a_warning() -> None:
    governance = community(
        member("ada", LAST, seat=1),
        member("ben", NOW, seat=2),
        seats={"count": 2, "reserved": [{"seat": 1, "for": "founder"}]},
    )
    finding = only("reserved-seat-unfilled", governance)
    assert (finding.level, finding.message) == (
        Level.WARNING,
        "Seat 1 of Council, reserved for founder, is empty since 2026-01-01.",
    )


@pytest.mark.parametrize(
    ("kept_for", "wrong"),
    [("board", "ben does not serve there"), ("founder", "ben is not in that group")],
)
def test_a_reserved_seat_is_for_those_for_whom_it_is_kept(kept_for: str, wrong: str) -> None:
    def council(holder: str) -> Governance:
        return community(
            member(holder, NOW, seat=1),
            people=[person("ada", 1, groups=["founder"]), person("ben", 2)],
            seats={"count": 1, "reserved": [{"seat": 1, "for": kept_for}]},
            others={"board": {"members": [member("ada", NOW)]}},
        )

    finding = only("reserved-seat-holder", council("ben"))
    assert (finding.level, finding.message) == (
        Level.ERROR,
        f"Seat 1 of Council is reserved for {kept_for}, and {wrong} on 2026-03-15.",
    )
    assert found("reserved-seat-holder", council("ada")) == []


def test_who_held_a_reserved_seat_once_is_not_asked_about() -> None:
    governance = community(
        member("ben", PAST, seat=1),
        people=[person("ada", 1, groups=["founder"]), person("ben", 2)],
        seats={"count": 1, "reserved": [{"seat": 1, "for": "founder"}]},
    )
    assert found("reserved-seat-holder", governance) == []


def test_a_reservation_in_words_alone_is_for_people_to_judge() -> None:
    seats = {"count": 1, "reserved": [{"seat": 1, "for": "a user"}]}
    assert found("reserved-seat-holder", community(member("ada", NOW, seat=1), seats=seats)) == []


def staggered(classes: dict[str, list[int]], *ends: str) -> list[str]:
    """Return what is said about the classes of a council whose seats' terms end so."""
    members = [
        member(f"person-{seat}", term("2026-01-01", end), seat=seat)
        for seat, end in enumerate(ends, 1)
    ]
    governance = community(*members, seats={"count": len(ends), "classes": classes})
    return [each.message for each in found("stagger-balance", governance)]


def test_classes_that_end_in_turn_are_good() -> None:
    ends = ("2026-06-30", "2026-06-30", "2026-12-31")
    assert staggered({"a": [1, 2], "b": [3]}, *ends) == []


@pytest.mark.parametrize(
    ("classes", "ends", "message"),
    [
        (
            {"a": [1, 2, 3], "b": [4]},
            ("2026-06-30", "2026-06-30", "2026-06-30", "2026-12-31"),
            "The classes of Council differ by more than a seat: a has 3 seats and b has 1 seat.",
        ),
        (
            {"a": [1], "b": [1, 2]},
            ("2026-06-30", "2026-06-30"),
            "Seat 1 of Council is in the classes a and b.",
        ),
        ({"a": [1, 1]}, ("2026-06-30",), "Seat 1 of Council is in the class a twice."),
        (
            {"a": [1], "b": [2]},
            ("2026-06-30", "2026-12-31", "2026-12-31"),
            "Seat 3 of Council is in no class.",
        ),
        (
            {"a": [1, 2], "b": [3]},
            ("2026-06-30", "2026-07-31", "2026-12-31"),
            (
                "The terms of class a of Council end on different days: 2026-06-30 (person-1) and "
                "2026-07-31 (person-2)."
            ),
        ),
        (
            {"a": [1], "b": [2]},
            ("2026-06-30", "2026-06-30"),
            "The classes a and b of Council end on one day, 2026-06-30.",
        ),
    ],
)
def test_classes_that_are_out_of_balance_are_a_warning(
    classes: dict[str, list[int]], ends: tuple[str, ...], message: str
) -> None:
    assert message in staggered(classes, *ends)


# Limits across people ---------------------------------------------------------------------------

ACME_PEOPLE = [person(login, at, "Acme") for at, login in enumerate(("ada", "ben", "cyd"), 1)]


def test_one_of_an_affiliation_too_many_is_an_error_at_the_term_that_brings_it() -> None:
    governance = community(
        member("ada", NOW),
        member("ben", NOW),
        member("cyd", term("2026-03-01", "2026-12-31")),
        people=ACME_PEOPLE,
        seats={"count": 7},
        limits={"per_affiliation": "1/3"},
    )
    finding = only("affiliation-limit", governance)
    assert (finding.level, finding.file) == (Level.ERROR, FILE)
    assert finding.message == (
        "Acme has 3 people on Council from 2026-03-01 until 2026-06-30 (ada, ben and cyd); the most "
        "is 2 (1/3 of 7 seats). cyd joins that day."
    )
    assert finding.hint.startswith("Somebody of another affiliation takes the seat, or ")
    assert finding.hint.endswith("`limits: {since: ...}`.")


def changed_employer(day: str = "2026-03-01", resigned: str = "", **limit: Any) -> Governance:
    """Return a council on which ben comes to Acme, where ada is, during the term."""
    before = str(date.fromordinal(date.fromisoformat(day).toordinal() - 1))
    affiliations = [{"name": "Bolt", "end": before}, {"name": "Acme", "start": day}]
    return community(
        member("ada", NOW),
        member("ben", NOW, **({"resigned": resigned} if resigned else {})),
        people=[person("ada", 1, "Acme"), {"github": "ben", "id": 2, "affiliations": affiliations}],
        limits={"per_affiliation": {"at_most": 1} | limit},
    )


@pytest.mark.parametrize(
    ("limit", "level", "hint"),
    [
        ({}, Level.ERROR, "Somebody of Acme steps down: say `resigned:`. "),
        (
            {"within": "60 days"},
            Level.WARNING,
            "Somebody of Acme steps down by 2026-04-30: say `resigned:`.",
        ),
        ({"within": "1 week"}, Level.ERROR, "Somebody of Acme steps down by 2026-03-08: "),
        (
            {"on_change": "serve-out"},
            Level.NOTICE,
            "They serve until their terms end; nobody more of it may join.",
        ),
    ],
)
def test_a_change_of_employer_in_office_is_judged_as_the_body_says(
    limit: dict[str, Any], level: Level, hint: str
) -> None:
    finding = only("affiliation-limit", changed_employer(**limit))
    assert finding.level is level
    assert finding.hint.startswith(hint)
    assert finding.file == "governance/people.yaml"
    assert finding.message == (
        "Acme has 2 people on Council from 2026-03-01 until 2026-06-30 (ada and ben); the most is 1. "
        "ben came to Acme that day."
    )


def test_who_stepped_down_in_time_did_what_was_asked_for() -> None:
    def stepped_down(day: str) -> Governance:
        affiliations = [{"name": "Acme", "start": "2026-02-01"}]
        return community(
            member("ada", NOW),
            member("ben", NOW, resigned=day),
            people=[
                person("ada", 1, "Acme"),
                {"github": "ben", "id": 2, "affiliations": affiliations},
            ],
            limits={"per_affiliation": {"at_most": 1, "within": "2 weeks"}},
        )

    assert found("affiliation-limit", stepped_down("2026-02-14")) == []
    finding = only("affiliation-limit", stepped_down("2026-03-01"))
    assert (finding.level, finding.hint.split(". ")[0]) == (
        Level.ERROR,
        "It was to be over 2 weeks later",
    )


@pytest.mark.parametrize(
    ("change", "level"),
    [("2026-03-02", Level.WARNING), ("2026-03-01", Level.WARNING), ("2026-02-28", Level.ERROR)],
)
def test_the_last_day_for_stepping_down_is_in_time(change: str, level: Level) -> None:
    # Two weeks after 1 March is TODAY.
    finding = only("affiliation-limit", changed_employer(change, within="2 weeks"))
    assert finding.level is level


@pytest.mark.parametrize(
    ("resigned", "levels"),
    [("2026-03-15", []), ("2026-03-16", [Level.WARNING])],
)
def test_whose_last_day_is_before_the_deadline_steps_down_in_time(
    resigned: str, levels: list[Level]
) -> None:
    governance = changed_employer("2026-03-01", within="2 weeks", resigned=resigned)
    assert [each.level for each in found("affiliation-limit", governance)] == levels


def test_who_was_to_step_down_by_a_day_that_is_past_did_so_or_did_not() -> None:
    def levels(resigned: str) -> list[Level]:
        governance = changed_employer("2026-02-01", within="2 weeks", resigned=resigned)
        return [each.level for each in found("affiliation-limit", governance)]

    assert levels("2026-02-15") == []
    assert levels("2026-02-16") == [Level.ERROR]


def test_a_share_that_is_passed_because_terms_run_out_is_told_once_they_have() -> None:
    def governance(*ended: dict[str, Any]) -> Governance:
        return community(
            member("ada", term("2026-01-01", "2026-12-31")),
            member("ben", *ended),
            people=[person("ada", 1, "Acme"), person("ben", 2, "Bolt")],
            limits={"per_affiliation": {"at_most": "1/2", "of": "filled"}},
        )

    # Somebody is yet to take the seat that ben leaves in June.
    assert found("affiliation-limit", governance(NOW)) == []
    finding = only("affiliation-limit", governance(term("2026-01-01", "2026-02-28")))
    assert finding.level is Level.ERROR
    assert "others left" in finding.message
    assert "`on_change: serve-out`" in finding.hint


def test_a_soft_limit_on_affiliations_is_a_warning() -> None:
    governance = community(
        member("ada", NOW),
        member("ben", NOW),
        people=ACME_PEOPLE,
        limits={"per_affiliation": 1, "soft": ["per_affiliation"]},
    )
    assert only("affiliation-limit", governance).level is Level.WARNING


@pytest.mark.parametrize("limits", [{}, {"incompatible": ["council"]}])
def test_two_offices_that_exclude_each_other_are_an_error_once(limits: dict[str, Any]) -> None:
    board = {"name": "Board", "members": [member("ada", term("2026-03-01", "2026-12-31"))]}
    governance = community(
        member("ada", NOW),
        limits={"incompatible": ["board"]},
        others={"board": board | {"limits": limits}},
    )
    finding = only("incompatible-offices", governance)
    assert (finding.level, finding.file, finding.message) == (
        Level.ERROR,
        "governance/bodies/board.yaml",
        (
            "ada is on Council and serves on Board from 2026-03-01 until 2026-06-30; Council does "
            "not allow both."
        ),
    )


@pytest.mark.parametrize("which", ["council", "board"])
def test_what_one_of_two_bodies_forbids_is_an_error_where_the_other_only_advises(
    which: str,
) -> None:
    limits = {
        "council": {"incompatible": ["board"]},
        "board": {"incompatible": ["council"]},
    }
    limits[which]["soft"] = ["incompatible"]
    board = {"name": "Board", "members": [member("ada", NOW)], "limits": limits["board"]}
    governance = community(member("ada", NOW), limits=limits["council"], others={"board": board})
    assert only("incompatible-offices", governance).level is Level.ERROR


@pytest.mark.parametrize(
    "changes",
    [
        {"incompatible": [{"body": "board", "role": "chair"}]},
        {"incompatible": ["board"], "since": "2026-07-01"},
    ],
)
def test_another_role_or_a_later_rule_excludes_nothing(changes: dict[str, Any]) -> None:
    board = {"members": [member("ada", NOW, role="clerk")]}
    governance = community(member("ada", NOW), limits=changes, others={"board": board})
    assert found("incompatible-offices", governance) == []


def represented(*members: dict[str, Any], count: int = 2, **rule: Any) -> Governance:
    groups = {"docs": {"members": [member("ada", NOW)]}, "infra": {"members": [member("ben", NOW)]}}
    return community(
        *members,
        people=PEOPLE,
        seats={"count": count},
        limits={"represented": [{"bodies": ["docs", "infra"]} | rule]},
        others=groups,
    )


def test_a_body_that_is_not_represented_is_an_error_where_no_seat_is_free() -> None:
    finding = only("representation", represented(member("ada", NOW), member("cyd", NOW)))
    assert (finding.level, finding.message) == (
        Level.ERROR,
        (
            "infra is not represented in Council on 2026-03-15; at least 2 of docs and infra are to "
            "be."
        ),
    )


def test_more_than_are_named_can_never_be_represented() -> None:
    both = represented(member("ada", NOW), member("ben", NOW), at_least=3)
    assert only("representation", both).message == (
        "Council asks for 3 of 2 to be represented: docs and infra."
    )


def test_a_vacant_seat_can_still_mend_it() -> None:
    finding = only("representation", represented(member("ada", NOW)))
    assert (finding.level, finding.hint) == (
        Level.WARNING,
        "Fill a vacant seat with somebody of those who are missing.",
    )


def test_as_many_as_are_asked_for_are_enough() -> None:
    assert found("representation", represented(member("ada", NOW), member("ben", NOW))) == []
    half = represented(member("ada", NOW), member("cyd", NOW), at_least="1/2")
    assert found("representation", half) == []


def test_a_roster_ahead_is_looked_at_once_its_seats_are_filled() -> None:
    governance = represented(member("ada", NOW, NEXT), member("ben", NOW), member("cyd", NEXT))
    assert only("representation", governance).message.startswith(
        "docs and infra are not represented in Council on 2026-07-01;"
    )


def test_a_roster_ahead_with_seats_to_fill_is_not_looked_at_yet() -> None:
    governance = represented(member("ada", NOW), member("ben", NOW), member("cyd", NEXT))
    assert found("representation", governance) == []


def test_a_soft_representation_is_a_warning() -> None:
    governance = represented(member("ada", NOW), member("cyd", NOW))
    body = governance.body("council")
    limits = body.limits.model_copy(update={"soft": ("represented",)})
    soft = governance.model_copy(
        update={
            "bodies": governance.bodies | {"council": body.model_copy(update={"limits": limits})}
        }
    )
    assert only("representation", soft).level is Level.WARNING


def test_a_group_is_represented_by_its_seats_or_by_its_people() -> None:
    def advisory(**ada: Any) -> Governance:
        return community(
            member("ada", NOW, seat=2),
            people=[person("ada", 1, **ada), person("ben", 2, groups=["vendors"])],
            seats={"count": 2, "groups": {"users": [1], "academia": [2]}},
            limits={"represented": [{"groups": ["academia", "vendors"]}]},
        )

    assert only("representation", advisory()).message.startswith("vendors is not represented")
    assert found("representation", advisory(groups=["vendors"])) == []
