"""The end of a council's terms, from the first reminder to the next council, and what can go wrong.

The runs of this story that are killed, lied to, or made twice at once are in test_every_crash.py and
test_two_runs.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from govbot.sandbox.tokens import ACTIONS_TOKEN, token_of
from tests.scenarios.handover import ACTS, FIRST, HEAD, after, founded, term, told
from tests.scenarios.terms import BODY, SETTINGS, Commons, roster
from tests.scenarios.wire import FAILED, Line, Request, Response

BRANCH = "govbot/emeritus-council"
TERMS, VACANT = "Terms of Council", "Vacant seats of Council"
THANKS = "Move ada, ben and cyd of Council to emeritus"
SETTING = "“Allow GitHub Actions to create and approve pull requests”"


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


@pytest.mark.parametrize("name", ACTS)
def test_a_second_run_changes_nothing_and_asks_little(name: str) -> None:
    commons = after(name)
    for _ in range(2):  # the pull requests that were opened get their check, and are at rest
        commons.sweep()
    before, asked = commons.freeze(), commons.requests
    commons.sweep()
    commons.seen = len(commons.world.state.events)
    assert commons.scene() == told()[name].end
    assert commons.requests - asked <= 7
    verbs = [each.method for each in commons.sandbox.requests[asked:] if "graphql" not in each.path]
    assert set(verbs) <= {"GET"}
    assert strip_events(before) == strip_events(commons.freeze())


def strip_events(frozen: bytes) -> bytes:
    """What is left of a world without the tick that woke the run."""
    return frozen[: frozen.index(b'"events"')]


# Faults


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


@pytest.mark.parametrize("name", ACTS)
def test_what_does_not_show_at_once_is_not_written_again(name: str) -> None:
    story = told()[name]
    commons = Commons.thaw(story.before)
    commons.on(ACTS[story.name].day, Lags())
    commons.sweep()
    assert commons.scene() == story.end


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
    report = commons.on(ACTS[story.name].day)
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
    assert commons.scene() == story.end


def test_who_closed_the_issue_learns_once_that_no_pull_request_may_be_opened() -> None:
    story = told()["the terms are over"]
    commons = Commons.thaw(story.before)
    commons.world.repository().workflows_may_propose = False
    commons.world.close(1, by="mo")
    commons.on(ACTS[story.name].day)
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
    report = commons.on(ACTS[story.name].day)
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
    commons.on(ACTS[story.name].day, Pushes(commons, moved))
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
    assert commons.scene() == story.end


# What is switched off, and what costs nothing


def test_a_body_that_keeps_no_terms_costs_no_request() -> None:
    commons = founded(**{BODY: "name: Council\nkind: council\nmembers: [{github: ada}]\n"})
    asked = commons.requests
    commons.on(date(2026, 5, 1))
    names = [name for each in commons.sandbox.requests[asked:] for name in each.operations]
    assert names == ["Sweep", "List", "Lately"]


def test_a_quiet_hour_costs_terms_one_request() -> None:
    commons = founded()
    asked = commons.requests
    commons.on(date(2026, 3, 2))
    names = [name for each in commons.sandbox.requests[asked:] for name in each.operations]
    assert names == ["Sweep", "List", "Lately", "Upkeep"]


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
