"""The calendar: what is in it, that it is iCalendar, and that it stays the same when nothing changes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from govbot.core.bodies import Body, with_offices
from govbot.core.governance import Governance
from govbot.core.people import People
from govbot.reports.calendar import calendar
from govbot.reports.occasions import Occasion, OpenVote, occasions
from tests import communities

STAMP = datetime(2026, 1, 1, 12, 0, 5, tzinfo=UTC)
TODAY = date(2026, 5, 1)
PEOPLE = [
    {"github": "ada", "id": 1001, "name": "Ada Example", "email": "ada@example.org"},
    {"github": "ben", "id": 1002, "former_logins": ["benny"]},
]


def community(council: dict[str, Any], remind: tuple[str, ...] = ("30 days",)) -> Governance:
    settings = {"rosters": {"remind": list(remind)}}
    return communities.community({"council": council}, people=PEOPLE, settings=settings)


def told(governance: Governance, votes: tuple[OpenVote, ...] = ()) -> list[tuple[str, str]]:
    return [(str(each.when), each.summary) for each in occasions(governance, votes, TODAY)]


def events_of(content: bytes) -> list[Any]:
    parsed: Any = Calendar.from_ical(content)
    return list(parsed.walk("VEVENT"))


def feed(entries: tuple[Occasion, ...]) -> bytes:
    return calendar(entries, title="Governance", host="commons.example", stamp=STAMP)


def test_a_term_begins_is_reminded_of_and_ends() -> None:
    governance = community(
        {
            "members": [
                {
                    "github": "ada",
                    "seat": 1,
                    "terms": [{"start": "2026-01-01", "end": "2026-06-30"}],
                }
            ]
        },
        remind=("60 days", "7 days", "2 years"),
    )
    assert told(governance) == [
        ("2026-01-01", "Ada Example begins in Council"),
        ("2026-05-01", "Reminder: Ada Example's term in Council ends in 60 days"),
        ("2026-06-23", "Reminder: Ada Example's term in Council ends in 7 days"),
        ("2026-06-30", "Last day of Ada Example in Council"),
    ]


def test_nobody_is_reminded_whose_next_term_follows_at_once_or_who_left() -> None:
    governance = community(
        {
            "members": [
                {
                    "github": "ada",
                    "terms": [
                        {"start": "2026-01-01", "end": "2026-06-30"},
                        {"start": "2026-07-01"},
                    ],
                },
                {
                    "github": "benny",
                    "resigned": "2026-03-01",
                    "terms": [{"start": "2026-01-01", "end": "2026-06-30"}],
                },
            ]
        }
    )
    assert told(governance) == [
        ("2026-01-01", "Ada Example begins in Council"),
        ("2026-01-01", "ben begins in Council"),
        ("2026-02-28", "Last day of ben in Council (resigned)"),
        ("2026-06-30", "Last day of Ada Example in Council"),
        ("2026-07-01", "Ada Example begins in Council"),
    ]


def test_somebody_who_is_listed_by_a_former_login_is_called_as_they_are_now() -> None:
    leave = {"start": "2026-03-01", "end": "2026-03-10"}
    governance = community(
        {"members": [{"github": "Benny", "terms": [{"start": "2026-01-01"}], "leave": [leave]}]}
    )
    assert told(governance) == [
        ("2026-01-01", "ben begins in Council"),
        ("2026-03-01", "ben goes on leave from Council"),
        ("2026-03-10", "Last day of ben's leave from Council"),
    ]


def test_leaves_vacancies_and_votes_are_in_it() -> None:
    governance = community(
        {
            "seats": {"count": 2},
            "vacancies": {"within": "30 days", "who": "Anybody."},
            "members": [
                {
                    "github": "ada",
                    "seat": 1,
                    "leave": [{"start": "2026-03-01", "end": "2026-03-10", "reason": "private"}],
                },
                {
                    "github": "ben",
                    "seat": 2,
                    "terms": [{"start": "2025-01-01", "end": "2026-04-14"}],
                },
            ],
        }
    )
    vote = OpenVote(12, 2, "One ledger", "rfc-accept", datetime(2026, 5, 3, 9, tzinfo=UTC), "u")
    found = told(governance, (vote,))
    assert ("2026-03-01", "Ada Example goes on leave from Council") in found
    assert ("2026-03-10", "Last day of Ada Example's leave from Council") in found
    assert ("2026-05-15", "Seat 2 of Council is to be filled by today") in found
    assert ("2026-05-03 09:00:00+00:00", "Vote on #12 closes: One ledger") in found
    assert "private" not in feed(occasions(governance, (vote,), TODAY)).decode()


def test_an_entry_keeps_its_uid_when_its_day_moves_or_a_login_changes() -> None:
    def uids(login: str, end: str) -> set[str]:
        member = {"github": login, "terms": [{"start": "2026-01-01", "end": end}]}
        text = feed(occasions(community({"members": [member]}), (), TODAY)).decode()
        return set(re.findall(r"UID:(\S+)", text))

    assert uids("ben", "2026-06-30") == uids("benny", "2026-05-31")
    assert "term-end.council.1002.2026-01-01@commons.example" in uids("ben", "2026-06-30")


def test_the_feed_has_what_every_calendar_must_have() -> None:
    vote = OpenVote(
        12,
        1,
        "A; title, with \\ everything\nand a name that is far longer than one line may be: "
        + "é😀" * 40,
        "rfc-accept",
        datetime(2026, 5, 3, 9, tzinfo=UTC),
        "https://example.org/issues/12",
    )
    member = {"github": "ada", "terms": [{"start": "2026-01-01", "end": "2026-06-30"}]}
    content = feed(occasions(community({"members": [member]}), (vote,), TODAY))

    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    for line in lines:
        line.decode()  # no character is cut in two
    parsed: Any = Calendar.from_ical(content)
    assert (parsed["version"], parsed["method"]) == ("2.0", "PUBLISH")
    assert parsed["prodid"]
    events = events_of(content)
    assert len(events) == 4
    assert len({str(each["uid"]) for each in events}) == 4
    for each in events:
        assert each["dtstamp"].dt == STAMP
        assert each["dtstart"]
        assert not each.errors
    of_vote = next(each for each in events if str(each["uid"]).startswith("vote."))
    assert of_vote["dtstart"].dt == vote.closes
    assert str(of_vote["summary"]) == f"Vote on #12 closes: {vote.title}"
    of_term = next(each for each in events if str(each["uid"]).startswith("term-end."))
    assert of_term["dtstart"].dt == date(2026, 6, 30)
    assert b"DTSTART;VALUE=DATE:20260630" in content


TEXT = st.text(max_size=80, alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))


@given(
    st.lists(
        st.builds(
            Occasion,
            key=TEXT.filter(str.strip),
            when=st.dates(date(1990, 1, 1), date(2200, 1, 1)),
            summary=TEXT,
            description=TEXT,
        ),
        max_size=4,
    )
)
def test_whatever_is_written_reads_back_and_is_folded(entries: list[Occasion]) -> None:
    content = feed(tuple(entries))
    assert content == feed(tuple(entries))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    events = events_of(content)
    assert [(each["dtstart"].dt, str(each["summary"])) for each in events] == [
        (each.when, each.summary.replace("\ufeff", "")) for each in entries
    ]


def test_what_no_calendar_may_hold_is_left_out_and_line_ends_stay() -> None:
    entry = Occasion(
        "k", date(2026, 1, 1), "\ufeffA\x0bda \N{WOMAN}\u200d\N{PERSONAL COMPUTER}", "one,\r\ntwo;"
    )
    (event,) = events_of(feed((entry,)))
    assert str(event["summary"]) == "Ada \N{WOMAN}\u200d\N{PERSONAL COMPUTER}"
    assert str(event["description"]) == "one,\ntwo;"


@pytest.mark.parametrize("office", [{"body": "wg", "role": "chair"}, {"body": "wg"}])
def test_who_serves_ex_officio_has_entries_of_their_own(office: dict[str, str]) -> None:
    term = {"start": "2026-01-01", "end": "2026-06-30"}
    council = {"name": "Council", "kind": "council", "ex_officio": [office]}
    wg = {
        "name": "WG",
        "kind": "team",
        "members": [{"github": "ada", "role": "chair", "terms": [term]}],
    }
    bodies = {"council": Body.model_validate(council), "wg": Body.model_validate(wg)}
    governance = Governance(
        people=People.model_validate({"people": PEOPLE}), bodies=with_offices(bodies)
    )
    entries = occasions(governance, (), TODAY)
    assert len({each.key for each in entries}) == len(entries)
    assert ("2026-01-01", "Ada Example begins in Council") in told(governance)


def test_days_before_the_calendar_begins_are_no_trouble() -> None:
    member = {"github": "ada", "terms": [{"start": str(date.min + timedelta(days=5))}]}
    assert len(occasions(community({"members": [member]}), (), TODAY)) == 1
