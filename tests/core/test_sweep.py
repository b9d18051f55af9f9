"""What the schedule looks at next: whatever its index says, nothing that goes on is left out for long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from govbot.core.governance import Governance, Settings
from govbot.core.sweep import ONCE_A_DAY, Entry, Index, Listed, parse_index, print_of
from tests.searches import search

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
MANY = 11

moments = st.integers(-3 * 24 * 60, 3 * 24 * 60).map(
    lambda minutes: NOW + timedelta(minutes=minutes)
)
entries = st.builds(
    Entry,
    appearance=st.sampled_from(["", "a", "b"]),
    looked=st.none() | moments,
    due=st.none() | moments,
    kind=st.sampled_from(["open", "done", "motion"]),
)
indexes = st.builds(Index, entries=st.dictionaries(st.integers(1, 40), entries, max_size=30))


def at_rest(index: Index, number: int, now: datetime) -> Index:
    return index.at_rest(number, "seen", now, now + timedelta(days=15))


@search(60)
@given(index=indexes)
@example(index=Index(entries={1: Entry(appearance="a")}))
def test_whatever_the_index_says_each_thing_that_goes_on_is_looked_at_once_a_day(
    index: Index,
) -> None:
    looks: dict[int, list[datetime]] = {
        number: [NOW] for number, entry in index.entries.items() if entry.kind != "done"
    }
    for step in range(1, 4 * 50):
        now = NOW + step * QUARTER
        for number in (*index.next_looks(now), *index.daily_looks(now, MANY)):
            index = at_rest(index, number, now)
            looks.get(number, []).append(now)
    end = NOW + 4 * 50 * QUARTER
    for number, times in looks.items():
        longest = max(later - earlier for earlier, later in pairwise([*times, end]))
        assert longest <= ONCE_A_DAY + 2 * QUARTER, number


@search(60)
@given(index=indexes)
def test_what_is_at_rest_and_not_due_is_not_looked_at_and_all_else_is(index: Index) -> None:
    looks = index.next_looks(NOW)
    assert len(set(looks)) == len(looks)
    for number, entry in index.entries.items():
        is_due = entry.due is not None and entry.due <= NOW
        was_seen = entry.appearance and entry.looked is not None and entry.looked <= NOW
        assert (number in looks) == (is_due or not was_seen)


@search(60)
@given(index=indexes)
def test_an_index_is_read_as_it_was_written(index: Index) -> None:
    assert parse_index(index.model_dump_json(exclude_defaults=True)) == index


@search(60)
@given(text=st.text())
def test_no_text_is_too_strange_for_an_index(text: str) -> None:
    assert isinstance(parse_index(text), Index)


def test_what_is_due_comes_first_then_what_changed_then_what_was_never_seen() -> None:
    index = Index(
        entries={
            1: Entry(),
            2: Entry(appearance="a", looked=NOW, due=NOW),
            3: Entry(looked=NOW - timedelta(hours=1)),
            4: Entry(looked=NOW - timedelta(hours=2)),
            5: Entry(appearance="a", looked=NOW),
        }
    )
    assert index.next_looks(NOW) == (2, 4, 3, 1)
    assert index.next_looks(NOW, asked_for=[5, 9]) == (2, 5, 9, 4, 3, 1)


@pytest.mark.parametrize(("seen", "looks"), [("same", ()), ("other", (7,))])
def test_what_is_listed_as_it_was_seen_is_left_alone(seen: str, looks: tuple[int, ...]) -> None:
    index = Index(entries={7: Entry(appearance="same", looked=NOW)})
    noted = index.noting([Listed(7, seen, "open")])
    assert noted.next_looks(NOW) == looks


def test_what_is_done_and_no_business_of_govbot_s_is_not_taken_up() -> None:
    noted = Index().noting(
        [Listed(1, "a", "done", concerns=False), Listed(2, "a", "done"), Listed(3, "a", "open")]
    )
    assert sorted(noted.entries) == [2, 3]


def test_under_the_same_rules_at_another_commit_nothing_is_woken() -> None:
    first, second = Governance(commit="1" * 40), Governance(commit="2" * 40)
    assert print_of(first) == print_of(second)
    other = Governance(settings=Settings(rfcs={"folder": "proposals"}))  # type: ignore[arg-type]  # as a file has it
    assert print_of(other) != print_of(first)
    index = Index(entries={7: Entry(appearance="same", looked=NOW)}).under(print_of(first))
    rested = at_rest(index, 7, NOW)
    assert rested.under(print_of(second)).next_looks(NOW) == ()
    assert rested.under(print_of(other)).next_looks(NOW) == (7,)
