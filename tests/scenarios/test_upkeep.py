"""The end of a council's terms, from the first reminder to the next council, and what can go wrong.

Every run of it is ended at every request, lied to at every request, and made twice at once; what is left
after the next hour's run is what is left where nothing went wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest

from govbot.sandbox.tokens import ACTIONS_TOKEN, token_of
from tests.scenarios.faults import Dies, DiesWithin, Drops, Fails, FailsNowAndThen, Faulty
from tests.scenarios.harness import FAILED, Killed, Line, Request, Response
from tests.scenarios.interleavings import at_once, interleavings
from tests.scenarios.terms import BODY, SETTINGS, Commons, roster

HEAD = """\
name: Council
kind: council
seats: {count: 3, minimum: 2}
term: {length: 6 months, max_consecutive: 2, cooldown: 6 months}
vacancies: {filled_by: election, within: 60 days, who: Whoever had a pull request merged may stand.}
"""
BRANCH = "govbot/emeritus-council"
TERMS, VACANT = "Terms of Council", "Vacant seats of Council"
THANKS = "Move ada, ben and cyd of Council to emeritus"
SETTING = "“Allow GitHub Actions to create and approve pull requests”"
MOST_CHANGES = 7


def term(login: str, seat: int, start: str = "2026-01-01", end: str = "2026-06-30") -> str:
    return f"github: {login}, seat: {seat}, terms: [{{start: {start}, end: {end}, by: election}}]"


FIRST = [term("ada", 1), term("ben", 2), term("cyd", 3)]
NEXT = [
    term(login, seat, "2026-07-15", "2027-01-14")
    for seat, login in enumerate(("dee", "eli", "fay"), start=1)
]


def founded(head: str = HEAD, **files: str) -> Commons:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    return Commons.founded({BODY: roster(FIRST, head)} | files, now)


# The story


def nothing_happens(_commons: Commons) -> None:
    """Only time passes."""


def the_council_is_thanked(commons: Commons) -> None:
    (thanks,) = commons.own(is_open=True, pulls=True)
    commons.merge(thanks.number)


def a_council_is_elected(commons: Commons) -> None:
    lines = commons.file(BODY).removeprefix(HEAD).removeprefix("members:\n")
    added = roster(NEXT, "").removeprefix("members:\n")
    commons.commit(BODY, f"{HEAD}members:\n{lines}{added}", "The election of July")


@dataclass(frozen=True)
class Act:
    """What somebody does, and the day on which the schedule then comes."""

    name: str
    does: Callable[[Commons], None]
    day: date


ACTS = (
    Act("terms end in sixty days", nothing_happens, date(2026, 5, 1)),
    Act("terms end in thirty days", nothing_happens, date(2026, 5, 31)),
    Act("the terms are over", nothing_happens, date(2026, 7, 1)),
    Act("the council is thanked", the_council_is_thanked, date(2026, 7, 3)),
    Act("a council is elected", a_council_is_elected, date(2026, 7, 10)),
    Act("the council begins", nothing_happens, date(2026, 7, 15)),
)


@dataclass(frozen=True)
class Told:
    """An act without faults: the world before its run and after, its requests, and what is seen."""

    act: Act
    before: bytes
    requests: int
    after: bytes
    scene: dict[str, Any] = field(hash=False)


@cache
def told() -> dict[str, Told]:
    """The whole story, played once."""
    commons = founded()
    found = {}
    for act in ACTS:
        act.does(commons)
        before, asked = commons.freeze(), commons.requests
        commons.on(act.day)
        requests = commons.requests - asked
        found[act.name] = Told(act, before, requests, commons.freeze(), commons.scene())
    return found


def after(name: str) -> Commons:
    return Commons.thaw(told()[name].after)


NAMES = [act.name for act in ACTS]


def test_sixty_days_before_the_end_everybody_is_told_once_in_one_issue() -> None:
    commons = founded()
    commons.on(date(2026, 4, 30))
    assert commons.titles() == []
    commons.on(date(2026, 5, 1))
    assert commons.titles(is_open=True) == [TERMS]
    (reminder,) = commons.said(1)
    assert "The last day is **2026-06-30**." in reminder
    assert "@ada (seat 1), @ben (seat 2) and @cyd (seat 3) may serve another term." in reminder


def test_when_the_terms_are_over_vacancies_votes_and_emeritus_are_seen_to() -> None:
    commons = after("the terms are over")
    assert commons.titles(is_open=True) == [TERMS, VACANT]
    assert commons.titles(is_open=True, pulls=True) == [THANKS]
    vacant = commons.own(is_open=True)[1].body
    assert "3 vacant seats" in vacant
    assert "Whoever had a pull request merged may stand." in vacant
    assert [each for each in commons.said(1) if "0 people serve, and the minimum is 2." in each]
    proposed = commons.file(BODY, BRANCH)
    assert proposed == commons.file(BODY).replace(
        "election}]}", "election}], emeritus: 2026-07-01}"
    )


def test_what_was_proposed_is_one_commit_that_the_maintainer_merges() -> None:
    commons = after("the council is thanked")
    assert commons.titles(is_open=True, pulls=True) == []
    assert commons.file(BODY).count("emeritus: 2026-07-01") == 3
    assert commons.titles(is_open=True) == [TERMS, VACANT]


def test_what_is_proposed_has_the_check_that_may_be_required_though_no_event_came() -> None:
    commons = after("the terms are over")
    (thanks,) = commons.own(is_open=True, pulls=True)
    assert commons.checks(thanks.number) == [("success", "No RFC in this pull request")]


def test_when_all_seats_are_filled_nothing_is_left_open() -> None:
    commons = after("the council begins")
    assert commons.titles(is_open=True) == []
    assert commons.titles(is_open=False) == [TERMS, VACANT]
    assert commons.titles(pulls=True) == [THANKS]


def test_each_thing_was_said_once() -> None:
    commons = after("the council begins")
    said = [body for issue in commons.own() for body in commons.bodies(issue.number)]
    markers = [body.partition("-->")[0] for body in said]
    assert len(set(markers)) == len(markers)
    reminders = [each for each in markers if "govbot:reminder council" in each]
    assert len(reminders) == 2, "the run that would have come a week before the end did not"


@pytest.mark.parametrize("name", NAMES)
def test_a_second_run_changes_nothing_and_asks_little(name: str) -> None:
    commons = after(name)
    before, asked = commons.freeze(), commons.requests
    commons.sweep()
    commons.seen = len(commons.world.state.events)
    assert commons.scene() == told()[name].scene
    assert commons.requests - asked <= 6
    verbs = [each.method for each in commons.sandbox.requests[asked:] if "graphql" not in each.path]
    assert set(verbs) <= {"GET"}
    assert strip_events(before) == strip_events(commons.freeze())


def strip_events(frozen: bytes) -> bytes:
    """What is left of a world without the tick that woke the run."""
    return frozen[: frozen.index(b'"events"')]


# Faults


def moments(story: Told) -> Iterator[tuple[str, Faulty]]:
    """Every moment at which the run can end, those within a mutation among them."""
    for place in range(1, story.requests + 1):
        yield f"killed before request {place}", Dies(place)
        for changes in range(1, MOST_CHANGES):
            yield f"killed after {changes} changes of request {place}", DiesWithin(place, changes)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_killed_run_left_is_finished_by_the_next(name: str) -> None:
    story = told()[name]
    struck = 0
    for moment, line in moments(story):
        commons = Commons.thaw(story.before)
        with pytest.raises(Killed):
            commons.on(story.act.day, line)
        if isinstance(line, DiesWithin) and not line.struck:
            continue  # that request has not so many changes
        struck += 1
        commons.sweep()
        assert commons.scene() == story.scene, moment
    assert struck >= story.requests


@pytest.mark.parametrize("name", NAMES)
def test_what_github_failed_at_is_finished_by_the_next_run(name: str) -> None:
    story = told()[name]
    for place in range(1, story.requests + 1):
        for line in (Fails(place), Fails(place, done=True), Drops(place), Drops(place, done=True)):
            commons = Commons.thaw(story.before)
            commons.on(story.act.day, line)
            assert line.struck
            commons.sweep()
            assert commons.scene() == story.scene, (type(line).__name__, place, line.done)


@pytest.mark.parametrize("seed", range(5))
def test_a_github_that_keeps_failing_is_outlasted(seed: int) -> None:
    for story in told().values():
        commons = Commons.thaw(story.before)
        commons.on(story.act.day, FailsNowAndThen(seed))
        for hour in range(3):
            commons.sweep(FailsNowAndThen(10 * seed + hour))
        commons.sweep()
        assert commons.scene() == story.scene, story.act.name


@pytest.mark.parametrize("name", NAMES)
def test_two_runs_at_once_leave_what_one_leaves(name: str) -> None:
    story = told()[name]
    for turns in interleavings(most_switches=1):
        commons = Commons.thaw(story.before)
        day = story.act.day
        commons.world.set_time(datetime(day.year, day.month, day.day, 0, 17, tzinfo=UTC))
        commons.lose_events()
        commons.world.tick()
        (event,) = commons.lose_events()
        at_once(commons, [event, event], turns)
        commons.sweep()
        commons.sweep()
        assert once(commons) == story_once(story), turns.taken


def once(commons: Commons) -> dict[str, Any]:
    """What is seen, without the second copies that were closed as such."""
    scene = commons.scene()
    kept: dict[str, Any] = {}
    for title, body, closed, labels, comments in scene["issues"]:
        if title not in kept or not closed:
            kept[title] = (body, closed, labels, comments)
    return scene | {"issues": kept}


def story_once(story: Told) -> dict[str, Any]:
    return once(Commons.thaw(story.after))


class Breaks(Line):
    """GitHub refuses, or fails at, every request that holds these words."""

    def __init__(self, words: str, answer: Response = FAILED) -> None:
        super().__init__()
        self.words = words
        self.answer = answer

    def carry(self, request: Request, ask: Callable[[Request], Response]) -> Response:
        """Fail, or carry the request."""
        if self.words in request.body or self.words in request.path:
            return self.answer
        return super().carry(request, ask)


class Lags(Line):
    """GitHub goes on to show what it showed first: what was written since is not to be seen yet."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: Response | None = None

    def carry(self, request: Request, ask: Callable[[Request], Response]) -> Response:
        """Carry the request, or show what was shown."""
        if "query Upkeep(" not in request.body:
            return super().carry(request, ask)
        self.shown = self.shown or super().carry(request, ask)
        return self.shown


@pytest.mark.parametrize("name", NAMES)
def test_what_does_not_show_at_once_is_not_written_again(name: str) -> None:
    story = told()[name]
    commons = Commons.thaw(story.before)
    commons.on(story.act.day, Lags())
    commons.sweep()
    assert commons.scene() == story.scene


def test_upkeep_that_fails_stops_no_vote_and_a_sweep_that_fails_stops_no_upkeep() -> None:
    commons = founded()
    commons.open()
    commons.lose_events()
    report = commons.on(date(2026, 5, 1), Breaks("query Upkeep("))
    assert report is not None
    assert [each for each in report.errors if each.startswith("terms: GitHub answered")]
    assert [each for each in report.lines if each.startswith("#1: stage `discussion`")]
    report = commons.on(date(2026, 5, 2), Breaks("query Sweep("))
    assert report is not None
    assert report.failed
    assert "terms: open an issue: Terms of Council" in report.lines


def test_a_bug_in_upkeep_is_told_after_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_given: object) -> None:
        raise ZeroDivisionError

    commons = founded()
    commons.open()
    commons.lose_events()
    monkeypatch.setattr("govbot.app.upkeep.decide_upkeep", stumble)
    with pytest.raises(ZeroDivisionError):
        commons.on(date(2026, 5, 1))
    assert commons.kinds()[0] == "registered"
    assert "govbot has a bug: ZeroDivisionError" in commons.reports[-1].errors[-1]


def test_where_workflows_may_open_no_pull_request_the_rest_is_done_and_the_setting_named() -> None:
    story = told()["the terms are over"]
    commons = Commons.thaw(story.before)
    commons.world.repository().workflows_may_propose = False
    report = commons.on(story.act.day)
    assert report is not None
    assert not report.failed
    (warning,) = report.warnings
    assert "Allow GitHub Actions to create and approve pull requests" in warning
    assert commons.titles(is_open=True) == [TERMS, VACANT]
    assert commons.titles(pulls=True) == []
    assert SETTING in commons.own()[0].body
    assert "- **ada**: `emeritus: 2026-07-01`" in commons.own()[0].body
    before = commons.scene()
    for _ in range(2):
        report = commons.sweep()
        assert report is not None
        assert len(report.warnings) == 1
        assert (report.errors, [each for each in report.lines if "terms: " in each]) == ((), [])
    assert commons.scene() == before
    commons.world.repository().workflows_may_propose = True
    commons.sweep()
    assert commons.titles(is_open=True, pulls=True) == [THANKS]
    assert commons.scene() == story.scene


def test_who_closed_the_issue_learns_once_that_no_pull_request_may_be_opened() -> None:
    story = told()["the terms are over"]
    commons = Commons.thaw(story.before)
    commons.world.repository().workflows_may_propose = False
    commons.world.close(1, by="mo")
    commons.on(story.act.day)
    assert not commons.own()[0].closed
    commons.world.close(1, by="mo")
    commons.lose_events()
    commons.on(date(2026, 7, 2))
    assert commons.own()[0].closed
    assert SETTING in commons.own()[0].body


def test_an_entry_that_cannot_be_edited_is_left_to_people_and_the_others_are_proposed() -> None:
    story = told()["the terms are over"]
    commons = Commons.thaw(story.before)
    lines = [f"&ada {{{FIRST[0]}}}", f"{{{FIRST[1]}}}", f"{{{FIRST[2]}}}", "*ada"]
    text = f"{HEAD}members:\n" + "".join(f"  - {line}\n" for line in lines)
    commons.commit(BODY, text)
    report = commons.on(story.act.day)
    assert report is not None
    (warning,) = report.warnings
    assert "Write it by hand, in `members[0]`: `emeritus: 2026-07-01`" in warning
    assert not report.failed
    assert commons.titles(is_open=True, pulls=True) == ["Move ben and cyd of Council to emeritus"]
    proposed = commons.file(BODY, BRANCH)
    assert proposed.count("emeritus: 2026-07-01") == 2
    assert lines[0] in proposed
    page = commons.own()[0].body
    assert "govbot cannot edit these entries" in page
    assert "- **ada**: `emeritus: 2026-07-01`" in page
    before = commons.scene()
    commons.sweep()
    assert commons.scene() == before
    plain = text.replace("&ada ", "").replace("  - *ada\n", "")
    commons.commit(BODY, plain)
    commons.on(date(2026, 7, 2))
    assert commons.titles(is_open=True, pulls=True) == [THANKS]
    assert "govbot cannot edit" not in commons.own()[0].body


def test_one_run_opens_ten_pull_requests_and_the_next_goes_on() -> None:
    commons = founded()
    for number in range(12):
        text = roster(FIRST, HEAD).replace("name: Council", f"name: Council {number}")
        commons.commit(f"governance/bodies/council-{number}.yaml", text)
    commons.on(date(2026, 7, 1))
    assert len(commons.titles(is_open=True, pulls=True)) == 10
    commons.on(date(2026, 7, 2))
    assert len(commons.titles(is_open=True, pulls=True)) == 13
    assert len(commons.titles(pulls=True)) == 13


# People beside it


def test_a_maintainer_who_closes_the_pull_request_is_not_asked_again() -> None:
    commons = after("the terms are over")
    (thanks,) = commons.own(is_open=True, pulls=True)
    commons.world.close(thanks.number, by="mo")
    commons.world.delete_branch(BRANCH, by="mo")
    for day in (2, 3, 20):
        commons.on(date(2026, 7, day))
    assert commons.titles(pulls=True) == [THANKS]
    assert commons.titles(is_open=True, pulls=True) == []


def test_a_comment_that_was_deleted_is_not_written_again() -> None:
    commons = after("terms end in sixty days")
    for comment in list(commons.world.issue(1).comments):
        commons.world.delete_comment(comment, by="mo")
    for day in (2, 3, 20):
        commons.on(date(2026, 5, day))
    assert commons.said(1) == []


def test_who_closes_the_issue_is_left_in_peace_until_there_is_something_new() -> None:
    commons = after("terms end in sixty days")
    commons.world.close(1, by="mo")
    commons.on(date(2026, 5, 3))
    assert commons.titles(is_open=True) == []
    commons.on(date(2026, 5, 31))
    assert commons.titles(is_open=True) == [TERMS]


def test_a_pull_request_is_withdrawn_when_its_body_is_no_more() -> None:
    commons = after("the terms are over")
    docs = "name: Docs\nkind: team\nmembers: [{github: ada, terms: [{start: 2026-01-01}]}]\n"
    commons.commit("governance/bodies/docs.yaml", docs)
    commons.world.push_to("main", {BODY: None}, by="mo", message="Dissolve the council")
    commons.lose_events()
    commons.on(date(2026, 7, 2))
    assert commons.titles(is_open=True) == []
    assert commons.titles(is_open=True, pulls=True) == []
    assert commons.world.git_of(commons.world.repository()).branch(BRANCH) is None


def test_around_midnight_the_day_is_that_of_utc() -> None:
    commons = founded()
    for day, hour, minute, titles in (
        (date(2026, 4, 30), 23, 59, []),
        (date(2026, 5, 1), 0, 1, [TERMS]),
        (date(2026, 6, 30), 23, 59, [TERMS]),
        (date(2026, 7, 1), 0, 1, [TERMS, VACANT]),
    ):
        commons.world.set_time(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC))
        commons.sweep()
        assert commons.titles(is_open=True) == titles


def test_what_an_earlier_emeritus_ended_keeps_its_end_in_the_file() -> None:
    commons = founded()
    back = (
        "github: ada, seat: 1, emeritus: 2022-03-01, terms: [{start: 2020-01-01}, "
        "{start: 2026-01-01, end: 2026-06-30}]"
    )
    commons.commit(BODY, roster([back, term("ben", 2), term("cyd", 3)], HEAD))
    commons.on(date(2026, 7, 1))
    proposed = commons.file(BODY, BRANCH)
    assert "emeritus: 2026-07-01, terms: [{start: 2020-01-01, end: 2022-02-28}, {" in proposed


def test_a_pull_request_is_withdrawn_when_everybody_named_goes_on() -> None:
    commons = after("the terms are over")
    again = [
        each.replace("terms: [{", "terms: [{start: 2026-07-02, end: 2027-01-01}, {")
        for each in FIRST
    ]
    commons.commit(BODY, roster(again, HEAD))
    commons.on(date(2026, 7, 2))
    assert commons.titles(is_open=True, pulls=True) == []
    assert commons.world.git_of(commons.world.repository()).branch(BRANCH) is None
    assert commons.titles(is_open=True) == []


def test_the_pull_request_follows_what_is_edited_on_the_default_branch() -> None:
    commons = after("the terms are over")
    (thanks,) = commons.own(is_open=True, pulls=True)
    text = commons.file(BODY).replace("name: Council", "name: Council # of us all")
    commons.commit(BODY, text.replace(f"  - {{{FIRST[0]}}}\n", ""))
    commons.on(date(2026, 7, 2))
    assert commons.titles(is_open=True, pulls=True) == ["Move ben and cyd of Council to emeritus"]
    proposed = commons.file(BODY, BRANCH)
    assert "# of us all" in proposed
    assert "ada" not in proposed
    assert proposed.count("emeritus: 2026-07-01") == 2
    commons.merge(thanks.number)
    assert commons.file(BODY) == proposed


def test_an_entry_that_moved_since_the_files_were_checked_out_waits_for_the_next_run() -> None:
    story = told()["the terms are over"]
    commons = Commons.thaw(story.before)
    moved = roster([FIRST[2], FIRST[0], FIRST[1]], HEAD)
    commons.on(story.act.day, Pushes(commons, moved))
    assert commons.titles(pulls=True) == []
    commons.sweep()
    assert commons.titles(is_open=True, pulls=True) == [
        "Move cyd, ada and ben of Council to emeritus"
    ]
    assert commons.file(BODY, BRANCH) == moved.replace(
        "election}]}", "election}], emeritus: 2026-07-01}"
    )


class Pushes(Line):
    """Somebody pushes to the default branch just after the run checked it out."""

    def __init__(self, commons: Commons, text: str) -> None:
        super().__init__()
        self.commons = commons
        self.text = text

    def carry(self, request: Request, ask: Callable[[Request], Response]) -> Response:
        """Push before the first request, and carry it."""
        if not self.sent:
            self.commons.commit(BODY, self.text)
        return super().carry(request, ask)


def test_a_person_s_shell_leaves_the_words_to_the_workflow() -> None:
    commons = after("terms end in sixty days")
    commons.world.set_time(datetime(2026, 7, 1, 9, tzinfo=UTC))
    before = commons.scene()
    commons.upkeep_as(token_of(commons.world, "mo"))
    assert commons.scene() == before


def test_from_the_shell_the_workflow_s_token_does_what_the_schedule_does() -> None:
    story = told()["the terms are over"]
    commons = Commons.thaw(story.before)
    commons.world.set_time(datetime(2026, 7, 1, 9, tzinfo=UTC))
    commons.upkeep_as(ACTIONS_TOKEN)
    assert commons.titles(is_open=True) == [TERMS, VACANT]
    assert commons.titles(is_open=True, pulls=True) == [THANKS]
    commons.sweep()
    assert commons.scene() == story.scene


# What is switched off, and what costs nothing


def test_a_body_that_keeps_no_terms_costs_no_request() -> None:
    commons = founded(**{BODY: "name: Council\nkind: council\nmembers: [{github: ada}]\n"})
    asked = commons.requests
    commons.on(date(2026, 5, 1))
    names = [name for each in commons.sandbox.requests[asked:] for name in each.operations]
    assert names == ["Sweep", "Lately"]


def test_a_quiet_hour_costs_one_request() -> None:
    commons = founded()
    asked = commons.requests
    commons.on(date(2026, 3, 2))
    names = [name for each in commons.sandbox.requests[asked:] for name in each.operations]
    assert names == ["Sweep", "Lately", "Upkeep"]


def test_what_is_switched_off_is_left_undone() -> None:
    off = (
        "rosters: {tracking_issues: false, vacancy_issues: false, emeritus_pull_requests: false}\n"
    )
    commons = founded(**{SETTINGS: off})
    for day in (date(2026, 5, 1), date(2026, 7, 1)):
        commons.on(day)
    assert commons.titles() == []
    assert commons.titles(pulls=True) == []


def test_an_issue_of_govbot_s_own_wakes_no_run() -> None:
    commons = after("the terms are over")
    caused = [each for each in commons.world.state.events if each.actor == "github-actions[bot]"]
    assert [each.name for each in caused if each.name != "schedule"] == []
