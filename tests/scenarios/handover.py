"""The end of a council's terms, from the first reminder to the next council, told once without faults.

commons = after("the terms are over")
told()["the terms are over"].before        # the world when the schedule is about to come
ACTS["the terms are over"].day             # ... on this day
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from tests.scenarios.crashes import Moment
from tests.scenarios.terms import BODY, Commons, roster

__all__ = ["ACTS", "FIRST", "HEAD", "after", "founded", "term", "told"]

HEAD = """\
name: Council
kind: council
seats: {count: 3, minimum: 2}
term: {length: 6 months, max_consecutive: 2, cooldown: 6 months}
vacancies: {filled_by: election, within: 60 days, who: Whoever had a pull request merged may stand.}
"""


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

    does: Callable[[Commons], None]
    day: date


ACTS = {
    "terms end in sixty days": Act(nothing_happens, date(2026, 5, 1)),
    "terms end in thirty days": Act(nothing_happens, date(2026, 5, 31)),
    "the terms are over": Act(nothing_happens, date(2026, 7, 1)),
    "the council is thanked": Act(the_council_is_thanked, date(2026, 7, 3)),
    "a council is elected": Act(a_council_is_elected, date(2026, 7, 10)),
    "the council begins": Act(nothing_happens, date(2026, 7, 15)),
}


@cache
def told() -> dict[str, Moment]:
    """The whole story, played once."""
    commons = founded()
    found = {}
    for name, act in ACTS.items():
        act.does(commons)
        commons.morning(act.day)
        commons.schedule()
        found[name] = Moment.play(name, commons, seen=Commons.scene)
    return found


def after(name: str) -> Commons:
    """The community once this act and all before it are over."""
    return Commons.thaw(told()[name].after)
