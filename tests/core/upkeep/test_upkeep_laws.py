"""What holds of upkeep whatever the roster is, whenever it runs, and wherever it breaks off."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from govbot.core.bodies import Body
from govbot.core.upkeep.keys import marker_in
from tests.communities import COUNCIL
from tests.core.upkeep.scene import UpkeepScene, body, community, member
from tests.searches import search

FIRST = date(2026, 1, 1)
DAYS = 150
POLICY = {
    "electorate": "council",
    "quorum": {"of": "seats", "at_least": "1/2", "counting": ["yes", "no", "abstain"]},
    "pass": {"count": "yes", "more_than": "1/2", "of": ["yes", "no"]},
    "period": {"length": "10 days"},
}

days = st.integers(0, DAYS).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def entries(draw: st.DrawFn, login: str, seat: int | None) -> dict[str, Any]:
    start = draw(days)
    terms = []
    for _ in range(draw(st.integers(1, 2))):
        length = draw(st.integers(0, 100))
        terms.append({"start": start, "end": start + timedelta(days=length)})
        start += timedelta(days=length + draw(st.integers(1, 40)))
    more: dict[str, Any] = {}
    if draw(st.integers(0, 4)) == 0:
        more[draw(st.sampled_from(["resigned", "removed", "emeritus"]))] = draw(days)
    if draw(st.integers(0, 4)) == 0:
        away = draw(days)
        more["leave"] = [{"start": away, "end": away + timedelta(days=draw(st.integers(0, 60)))}]
    return member(login, seat, *terms, **more)


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    size = draw(st.integers(1, 4))
    numbered = draw(st.booleans())
    members = [
        draw(entries(login, place if numbered else None))
        for place, login in enumerate(COUNCIL[:size], start=1)
    ]
    seats = {"count": size, "minimum": draw(st.integers(0, size))}
    rules = {"length": "6 months", "max_consecutive": 1, "cooldown": "3 months"}
    return body("council", members, seats=seats, term=rules if draw(st.booleans()) else {})


def walk(found: Body, *steps: timedelta, last: date) -> UpkeepScene:
    """Run again and again, a step apart, and at last on the day `last`."""
    scene = UpkeepScene(community(found, policies={"rfc-accept": POLICY}), FIRST)
    for step in steps:
        if (scene.now + step).date() >= last:
            break
        scene.now += step
        scene.run()
    scene.on(last).run()
    return scene


def standing(scene: UpkeepScene) -> tuple[Any, ...]:
    """What is open: titles, what was said of what still holds, and the proposals."""
    markers = [(each.title, marker_in(each.body)) for each in scene.issues if each.is_open]
    # An issue about vacancies goes on under its key where nobody ran between two spells.
    said = sorted((title, sorted(shown.said)) for title, shown in markers if shown)
    proposals = sorted((each.title, each.body) for each in scene.proposals if each.is_open)
    return said, proposals


@search(40)
@given(found=bodies(), day=days)
def test_a_second_run_changes_nothing(found: Body, day: date) -> None:
    scene = UpkeepScene(community(found), day)
    scene.run()
    before = scene.state
    assert scene.run() == []
    assert scene.state == before


@search(20)
@given(found=bodies(), every=st.integers(1, 30), last=days)
def test_nothing_is_written_twice_however_often_it_runs(
    found: Body, every: int, last: date
) -> None:
    scene = walk(found, *[timedelta(days=every)] * (DAYS // every), last=last)
    assert [key for key, times in Counter(scene.written).items() if times > 1] == []


@search(30)
@given(rosters=st.lists(bodies(), min_size=2, max_size=5), day=days, keep=st.lists(st.booleans()))
def test_nobody_is_told_twice_of_one_end_however_the_roster_is_edited(
    rosters: list[Body], day: date, keep: list[bool]
) -> None:
    scene = UpkeepScene(community(rosters[0]), day)
    for found in rosters:
        scene.roster(found)
        scene.run(keep=[*keep, True])
        scene.run()
        scene.wait(days=2)
    told = Counter(
        (login, *marker.split()[2:4])
        for issue in scene.issues
        for each in issue.comments
        if (shown := marker_in(each.body)) and (marker := shown.key).startswith("reminder ")
        for login in re.findall(r"@(\w+)", each.body)
    )
    assert [key for key, times in told.items() if times > 1] == []


@search(40)
@given(
    found=bodies(),
    day=days,
    later=st.integers(0, 90),
    crash=st.lists(st.booleans(), min_size=1, max_size=12),
    again=st.lists(st.booleans(), min_size=1, max_size=12),
)
def test_a_run_that_breaks_off_anywhere_is_made_good_by_the_next(
    found: Body, day: date, later: int, crash: list[bool], again: list[bool]
) -> None:
    whole, broken = (UpkeepScene(community(found), day) for _ in range(2))
    for scene in (whole, broken):
        scene.run()
        scene.wait(days=later)
    for kept in (crash, again):
        broken.run(keep=kept)
    whole.run()
    broken.run()
    assert broken.state == whole.state


@search(15)
@given(found=bodies(), gaps=st.lists(st.integers(1, 120), max_size=12), last=days)
def test_what_stands_at_last_does_not_depend_on_when_it_ran(
    found: Body, gaps: list[int], last: date
) -> None:
    daily = walk(found, *[timedelta(days=1)] * DAYS, last=last)
    with_gaps = walk(found, *[timedelta(days=gap) for gap in gaps], last=last)
    assert standing(with_gaps) == standing(daily)


@search(6)
@given(found=bodies(), day=days)
def test_hourly_is_as_daily(found: Body, day: date) -> None:
    start = UpkeepScene(community(found), day)
    hourly = UpkeepScene(community(found), day)
    for _ in range(3):
        start.run()
        start.wait(days=1)
        for _ in range(24):
            hourly.run()
            hourly.wait(hours=1)
    start.run()
    hourly.run()
    assert standing(start) == standing(hourly)
    assert start.written == hourly.written


@search(40)
@given(found=bodies(), day=days, later=st.integers(0, 60))
def test_nothing_is_left_open_once_the_cause_is_gone(found: Body, day: date, later: int) -> None:
    scene = UpkeepScene(community(found), day)
    scene.run()
    assert found.seats is not None
    size = found.seats.count or 0
    full = [
        member(login, place, {"start": FIRST - timedelta(days=1000), "end": None})
        for place, login in enumerate(COUNCIL[:size], start=1)
    ]
    scene.roster(body("council", full, seats={"count": size})).wait(days=later).run()
    assert scene.open_keys == []
    assert not any(each.is_open for each in scene.proposals)


@search(40)
@given(found=bodies(), day=days, later=st.integers(0, 120))
def test_what_a_person_closed_is_reopened_only_with_something_that_it_never_said(
    found: Body, day: date, later: int
) -> None:
    scene = UpkeepScene(community(found), day)
    scene.run()
    for key in scene.open_keys:
        scene.close(key)
    assert scene.run() == []
    closed = {each.number: marker_in(each.body) for each in scene.issues}
    scene.wait(days=later).run()
    for each in scene.issues:
        before, now = closed.get(each.number), marker_in(each.body)
        if before is not None and each.is_open:
            assert now is not None
            assert now.said - before.said


@search(40)
@given(found=bodies(), day=days, later=st.integers(0, 120))
def test_a_pull_request_that_a_person_closed_is_not_opened_again(
    found: Body, day: date, later: int
) -> None:
    scene = UpkeepScene(community(found), day)
    scene.run()
    named = []
    for each in [each for each in scene.proposals if each.is_open]:
        named.append(marker_in(each.body))
        scene.end_proposal()
    assert scene.run() == [] or not any(each.is_open for each in scene.proposals)
    scene.wait(days=later).run()
    struck = {token for shown in named if shown for token in shown.said}
    for each in scene.proposals:
        if each.is_open:
            shown = marker_in(each.body)
            assert shown is not None
            assert not shown.said & struck
