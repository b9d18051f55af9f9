"""A year and a half of a council of seven with terms of six months: what its members see of govbot.

The schedule comes every third day. People do what people do: somebody resigns, somebody is away, one
election is in time and one is late, two members serve as often as they may.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache

from govbot.core.bodies import holders_on, members_on
from govbot.core.checks import check_repository
from govbot.core.findings import Level
from govbot.files import require_governance
from tests.communities import COUNCIL
from tests.scenarios.terms import BODY, SETTINGS, Commons, roster

HEAD = """\
name: Council
kind: council
seats: {count: 7, minimum: 5}
term: {length: 6 months, max_consecutive: 2, cooldown: 6 months, counts: over-half}
vacancies: {filled_by: vacancy, within: 30 days, who: The council appoints somebody until the election.}
"""
POLICY = """\
policies:
  motion: {electorate: council, quorum: {at_least: 1/2}, pass: {more_than: 1/2}, period: {length: 10 days}}
"""
TERMS, VACANT = "Terms of Council", "Vacant seats of Council"
STEP = timedelta(days=3)
FIRST_DAY, LAST_DAY = date(2026, 1, 1), date(2027, 7, 7)
SPRING, AUTUMN, NEXT_SPRING = date(2026, 6, 30), date(2026, 12, 31), date(2027, 6, 30)


def entry(login: str, seat: int, start: str, end: str, by: str = "election") -> str:
    return f"github: {login}, terms: [{{start: {start}, end: {end}, by: {by}, seat: {seat}}}]"


def elected(text: str, start: str, end: str, logins: tuple[str, ...]) -> str:
    """Return the roster with a term for each, in seats from 1: one more, or a first one."""
    for seat, login in enumerate(logins, start=1):
        term = f"{{start: {start}, end: {end}, by: election, seat: {seat}}}"
        known = f"github: {login}, terms: ["
        if known in text:
            text = text.replace(known, f"{known}{term}, ")
        else:
            text += f"  - {{{entry(login, seat, start, end)}}}\n"
    return text


Edit = Callable[[str], str]


def edited(edit: Edit) -> Callable[[Commons], None]:
    return lambda commons: commons.commit(BODY, edit(commons.file(BODY)))


def gus_resigns(text: str) -> str:
    return text.replace("  - {github: gus,", "  - {github: gus, resigned: 2026-03-10,")


def hal_follows(text: str) -> str:
    return text + f"  - {{{entry('hal', 7, '2026-03-25', '2026-06-30', 'vacancy')}}}\n"


def dee_is_away(text: str) -> str:
    away = "leave: [{start: 2026-04-01, end: 2026-05-15}]"
    return text.replace("  - {github: dee,", f"  - {{github: dee, {away},")


def first_election(text: str) -> str:
    again = ("ada", "ben", "ivy", "jo", "kim", "lee", "hal")
    return elected(text, "2026-07-01", "2026-12-31", again)


def second_election(text: str) -> str:
    again = ("cyd", "dee", "ivy", "jo", "max", "nia", "oto")
    return elected(text, "2027-01-11", "2027-06-30", again)


def third_election(text: str) -> str:
    again = ("ada", "ben", "cyd", "dee", "max", "nia", "oto")
    return elected(text, "2027-07-01", "2027-12-31", again)


def a_motion_is_voted_on(commons: Commons) -> None:
    number = commons.world.open_issue("A mascot", "We should have one.", by="zoe").number
    commons.lose_events()
    for login, text in (("ada", "/vote open motion"), ("kim", "/vote yes"), ("lee", "/vote yes")):
        commons.world.advance(hours=1)
        commons.world.comment(number, text, by=login)
        commons.settle()


def ada_votes_too_late(commons: Commons) -> None:
    commons.world.comment(motion(commons), "/vote yes", by="ada")
    commons.settle()


def motion(commons: Commons) -> int:
    issues = commons.world.repository().issues.values()
    (number,) = (each.number for each in issues if each.title == "A mascot")
    return number


def what_is_proposed_is_merged(commons: Commons) -> None:
    (pull,) = commons.own(is_open=True, pulls=True)
    commons.merge(pull.number)


HAPPENS = {
    date(2026, 3, 10): edited(gus_resigns),
    date(2026, 3, 24): edited(hal_follows),
    date(2026, 3, 30): edited(dee_is_away),
    date(2026, 6, 20): edited(first_election),
    date(2026, 7, 5): what_is_proposed_is_merged,
    date(2026, 12, 28): a_motion_is_voted_on,
    date(2027, 1, 2): ada_votes_too_late,
    date(2027, 1, 10): edited(second_election),
    date(2027, 1, 14): what_is_proposed_is_merged,
    date(2027, 6, 20): edited(third_election),
    date(2027, 7, 3): what_is_proposed_is_merged,
}


@dataclass
class Years:
    """The years as they went by: what was open in the evening of each day on which the schedule came."""

    commons: Commons
    open_issues: dict[date, list[str]] = field(default_factory=dict)
    open_pulls: dict[date, list[str]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    most_requests: int = 0


@cache
def years() -> Years:
    """Live through them once."""
    founders = [
        entry(login, seat, "2026-01-01", "2026-06-30", "founding")
        for seat, login in enumerate(COUNCIL, start=1)
    ]
    now = datetime(2026, 1, 1, tzinfo=UTC)
    commons = Commons.founded({BODY: roster(founders, HEAD), SETTINGS: POLICY}, now)
    found = Years(commons)
    day, scheduled = FIRST_DAY, FIRST_DAY
    while day <= LAST_DAY:
        if day in HAPPENS:
            commons.world.set_time(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
            HAPPENS[day](commons)
        if day == scheduled:
            scheduled += STEP
            asked = commons.requests
            commons.world.set_time(datetime(day.year, day.month, day.day, 20, 17, tzinfo=UTC))
            report = commons.sweep()
            found.most_requests = max(found.most_requests, commons.requests - asked)
            found.open_issues[day] = commons.titles(is_open=True)
            found.open_pulls[day] = commons.titles(is_open=True, pulls=True)
            found.errors += report.errors if report else ("the schedule did not come",)
        day += timedelta(days=1)
    return found


def markers(commons: Commons, kind: str) -> Counter[str]:
    """What the markers of one kind say, in all comments of govbot's."""
    said = [body for issue in commons.own() for body in commons.bodies(issue.number)]
    found = (re.match(rf"<!-- govbot:{kind} council (.*?)(?: \|.*?)? -->", body) for body in said)
    return Counter(each[1] for each in found if each)


def reminders(commons: Commons) -> Counter[tuple[str, ...]]:
    """Who was told of the end of a term, which day it is, and how long before."""
    pattern = r"<!-- govbot:reminder council (\S+) (\S+) \S+ \|.*? -->"
    return Counter(
        (login, *found.groups())
        for issue in commons.own()
        for body in commons.bodies(issue.number)
        if (found := re.match(pattern, body))
        for login in re.findall(r"@(\w+)", body)
    )


def days(found: dict[date, list[str]], title: str) -> list[date]:
    """The days on which something of that title was open."""
    return [day for day, titles in found.items() if title in titles]


def test_nothing_failed_in_all_that_time() -> None:
    assert years().errors == []


def test_each_reminder_came_exactly_once() -> None:
    everybody = ("ada", "ben", "cyd", "dee", "eli", "fay", "hal")
    second = ("ada", "ben", "ivy", "jo", "kim", "lee", "hal")
    third = ("cyd", "dee", "ivy", "jo", "max", "nia", "oto")
    expected = {
        (login, str(end), f"{span}-days")
        for logins, end, spans in (
            (everybody, SPRING, (60, 30)),
            (("cyd", "dee", "eli", "fay"), SPRING, (7,)),  # the others were elected again by then
            (second, AUTUMN, (60, 30, 7)),  # the election was late
            (third, NEXT_SPRING, (60, 30)),
            (("ivy", "jo"), NEXT_SPRING, (7,)),
        )
        for login in logins
        for span in spans
    }
    assert reminders(years().commons) == Counter(expected)
    comments = {marker.rpartition(" ")[0] for marker in markers(years().commons, "reminder")}
    assert comments == {f"{end} {span}" for _, end, span in expected}, "one for all of a day"


def test_a_reminder_says_whether_its_reader_may_stand_again() -> None:
    commons = years().commons
    (terms,) = [each for each in commons.own() if each.title == TERMS]
    said = commons.said(terms.number)
    first = [lines_to("ada", each) for each in said if f"**{SPRING}**" in each and "@ada" in each]
    second = [lines_to("ada", each) for each in said if f"**{AUTUMN}**" in each]
    assert (len(first), len(second)) == (2, 3)
    assert all("may serve another term." in each for each in first)
    assert all("may not serve another term" in each for each in second)
    assert all("but from 2027-07-01 on" in each for each in second), "after six months out"


def lines_to(login: str, comment: str) -> str:
    """The line of a comment that mentions somebody."""
    (line,) = [each for each in comment.splitlines() if f"@{login}" in each]
    return line


def test_each_time_seats_were_vacant_has_one_issue_opened_and_closed_once() -> None:
    found = years()
    vacant = [each for each in found.commons.own() if each.title == VACANT]
    assert [each.closed for each in vacant] == [True, True]
    open_on = days(found.open_issues, VACANT)
    spring = [day for day in open_on if day.year == 2026]
    winter = [day for day in open_on if day.year == 2027]
    assert (spring[0], spring[-1]) == (date(2026, 3, 11), date(2026, 3, 23))
    assert (winter[0], winter[-1]) == (date(2027, 1, 2), date(2027, 1, 8))
    assert len(spring) + len(winter) == len(open_on)


def test_a_council_that_is_too_small_is_told_once() -> None:
    commons = years().commons
    assert markers(commons, "short") == Counter({"2027-01-01": 1})
    assert markers(commons, "lost") == Counter({"motion rfc-accept 2027-01-01": 1})


def test_who_no_longer_serves_is_moved_to_emeritus_by_three_pull_requests() -> None:
    commons = years().commons
    assert commons.titles(pulls=True) == [
        "Move cyd, dee, eli and fay of Council to emeritus",
        "Move ada, ben, hal, kim and lee of Council to emeritus",
        "Move ivy and jo of Council to emeritus",
    ]
    assert all(each.pull and each.pull.merged_at for each in commons.own(pulls=True))
    text = commons.file(BODY)
    found = dict(re.findall(r"github: (\w+), .*emeritus: ([0-9-]+)", text))
    assert found == (
        dict.fromkeys(("cyd", "dee", "eli", "fay"), "2026-07-01")
        | dict.fromkeys(("ada", "ben", "kim", "lee", "hal"), "2027-01-01")
        | dict.fromkeys(("ivy", "jo"), "2027-07-01")
    )
    assert "gus, resigned: 2026-03-10" in text


def test_a_pull_request_waits_no_longer_than_the_maintainer_does() -> None:
    opened = [
        min(day for day in days(years().open_pulls, title))
        for title in (
            "Move cyd, dee, eli and fay of Council to emeritus",
            "Move ada, ben, hal, ivy, jo, kim and lee of Council to emeritus",
            "Move ivy and jo of Council to emeritus",
        )
    ]
    assert opened == [date(2026, 7, 3), date(2027, 1, 2), date(2027, 7, 1)]


def test_nobody_votes_after_their_term() -> None:
    commons = years().commons
    number = motion(commons)
    assert commons.ballots(number) == [("kim", "yes", True), ("lee", "yes", True)]
    (answer,) = commons.answers(number)
    assert "ada's term ended on 2026-12-31, and this was written on 2027-01-02" in answer
    assert "vote-closed" in commons.kinds(number)


def test_every_council_was_what_its_elections_made_it() -> None:
    body = require_governance(years().commons.root).body("council")

    def logins(day: date) -> list[str]:
        return sorted(each.github for each in members_on(body, day))

    assert logins(date(2026, 2, 1)) == sorted(COUNCIL)
    assert logins(date(2026, 3, 15)) == ["ada", "ben", "cyd", "dee", "eli", "fay"]
    assert logins(date(2026, 4, 10)) == ["ada", "ben", "cyd", "eli", "fay", "hal"]
    assert len(holders_on(body, date(2026, 4, 10))) == 7, "who is away keeps the seat"
    assert logins(SPRING) == ["ada", "ben", "cyd", "dee", "eli", "fay", "hal"]
    assert logins(AUTUMN) == ["ada", "ben", "hal", "ivy", "jo", "kim", "lee"]
    assert logins(date(2027, 1, 5)) == []
    assert logins(NEXT_SPRING) == ["cyd", "dee", "ivy", "jo", "max", "nia", "oto"]
    assert logins(LAST_DAY) == ["ada", "ben", "cyd", "dee", "max", "nia", "oto"]


def test_no_limit_was_broken_and_the_files_are_as_people_wrote_them() -> None:
    commons = years().commons
    governance = require_governance(commons.root)
    found = check_repository(governance, (), LAST_DAY)
    assert [str(each) for each in found if each.level is Level.ERROR] == []
    assert commons.file(BODY).startswith(HEAD)
    assert commons.file(BODY).count("\n") == HEAD.count("\n") + 1 + 16


def test_nothing_is_left_over_at_the_end() -> None:
    found = years()
    assert found.open_issues[LAST_DAY] == []
    assert found.open_pulls[LAST_DAY] == []
    assert sorted(set(found.commons.titles())) == [TERMS, VACANT]
    assert found.commons.titles().count(TERMS) == 1
    commons = found.commons
    before = commons.scene()
    commons.sweep()
    assert commons.scene() == before


def test_no_run_was_long() -> None:
    assert years().most_requests <= 30
