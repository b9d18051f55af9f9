"""A vote of the council from its opening to its end, with everything that govbot posts on the way.

town = voting()                                   # a vote was opened just now, on number 1
let_vote(town, "yes", "ada", "ben")
town.world.advance(days=7)
town.sweep()
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from govbot.demo.stage import beginning
from tests.communities import COUNCIL
from tests.scenarios.crashes import Moment
from tests.scenarios.town import Town, checkout

__all__ = [
    "DISCUSSIONS",
    "MOMENTS",
    "SETTINGS",
    "announced",
    "community",
    "hourly",
    "let_vote",
    "moment",
    "reminder_is_due",
    "vote_is_over",
    "voting",
]

DISCUSSIONS = "announce: {discussions: announcements}"
SETTINGS = """\
policies:
  rfc-accept:
    electorate: council
    quorum: {at_least: 1/2, counting: [yes, no, abstain]}
    pass: {more_than: 1/2, of: [yes, no]}
    veto: {by: council, reason: required}
    period: {length: 10 days, extend: {by: 7 days, times: 1, when: no-quorum}}
    reminders: {before_end: [3 days, 1 day], last_call: 24 hours}
    reviews: {approve: yes, request_changes: no}
    %s
lifecycle:
  stages:
    discussion: {minimum: 1 hour}
    accepted: {pull_request: squash}
    rejected: {pull_request: close}
"""


def community(announce: str = DISCUSSIONS) -> Path:
    return checkout(SETTINGS % announce)


@cache
def _voting(announce: str) -> bytes:
    town = Town(beginning(), root=community(announce))
    number = town.open("One ledger")
    town.settle()
    town.world.advance(hours=2)
    town.world.comment(number, "/vote open", by="ada")
    town.settle()
    assert town.state(number).open_vote is not None
    return town.freeze()


def voting(announce: str = DISCUSSIONS) -> Town:
    """A town in which a vote was opened just now, on number 1."""
    return Town.thaw(_voting(announce), community(announce))


def let_vote(town: Town, choice: str, *logins: str) -> None:
    for login in logins:
        town.world.comment(1, f"/vote {choice}", by=login)
    town.settle()


def hourly(town: Town, hours: int) -> None:
    for _ in range(hours):
        town.world.advance(hours=1)
        town.sweep()


def announced(town: Town) -> list[tuple[str, str]]:
    return [(each.title, each.body) for each in town.world.repository().discussions.values()]


# What a sweep finds -----------------------------------------------------------------------------------


def reminder_is_due() -> Town:
    town = voting()
    let_vote(town, "yes", "ada", "ben", "cyd", "dee")
    town.world.advance(days=7)
    return town


def vote_is_over(choice: str) -> Town:
    town = voting()
    let_vote(town, choice, *COUNCIL[:5])
    town.world.advance(days=10, hours=1)
    return town


def text_changed() -> Town:
    town = voting()
    let_vote(town, "yes", "ada", "ben")
    document = town.state(1).document
    assert document is not None
    text = town.world.git_of(town.world.repository()).file(document.head, document.path)
    town.world.push(1, {document.path: (text or b"") + b"\nAnd a house.\n"}, by="zoe")
    town.lose_events()
    return town


def review_is_late() -> Town:
    town = vote_is_over("no")
    town.sweep()
    town.world.review(1, "APPROVE", by="gus")
    town.lose_events()
    return town


MOMENTS: dict[str, Callable[[], Town]] = {
    "a reminder is due": reminder_is_due,
    "a vote passed: announced and merged": partial(vote_is_over, "yes"),
    "a vote failed: announced and closed": partial(vote_is_over, "no"),
    "a review is late": review_is_late,
    "the text changed: ballots fell": text_changed,
}


def picture(town: Town) -> dict[str, Any]:
    """What is there, an hour later and then another.

    When the announcement was seen is left out: what a killed run took on, a later one posts.
    """
    hourly(town, 2)
    shown = town.picture()
    pull = shown["pulls"][1]
    return {
        "state": pull["state"],
        "labels": pull["labels"],
        "comments": sorted(
            (re.sub(r"\n- \[.*\) the end of vote .* was announced", "", body), reactions)
            for _, body, reactions, _ in pull["comments"]
        ),
        "reviews": [
            sorted((each.content.value, each.by) for each in review.reactions)
            for review in town.world.pull_of(town.world.issue(1)).reviews
        ],
        # Two runs may each set a check on a new commit; the newest is the one that is seen.
        "checks": town.newest_checks(),
        "kinds": [each for each in town.kinds(1) if each not in {"posting", "announced"}],
        "seen": town.kinds(1).count("announced"),
        "announced": announced(town),
    }


def thaw(frozen: bytes) -> Town:
    return Town.thaw(frozen, community())


@cache
def moment(name: str) -> Moment:
    """A sweep that finds something to do, and what is there two hours after it."""
    return Moment.play(name, MOMENTS[name]().schedule(), seen=picture)


# What is posted -------------------------------------------------------------------------------------------

POSTED = [name for name in MOMENTS if name != "a review is late"]
"""The moments at which something is posted, once; a review is answered."""

POSTINGS = ("<!-- govbot:reminder", "<!-- govbot:announcement", "<!-- govbot:restart")


def watch_postings(town: Town, made: list[str] | None = None) -> list[str]:
    """Return a list that grows with everything that is posted from now on, deleted later or not."""
    posted: list[str] = [] if made is None else made
    comment, begin = town.world.comment, town.world.open_discussion

    def commented(*given: Any, **more: Any) -> Any:
        written = comment(*given, **more)
        if written.body.startswith(POSTINGS):
            posted.append(written.body)
        return written

    def begun(*given: Any, **more: Any) -> Any:
        written = begin(*given, **more)
        posted.append(written.body)
        return written

    town.world.comment = commented  # type: ignore[method-assign]  # watched, not replaced
    town.world.open_discussion = begun  # type: ignore[method-assign]  # as above
    return posted


@cache
def taken_on_and_never_posted(name: str) -> bytes:
    """What an hour later a run finds that was killed before it posted anything."""
    town = thaw(moment(name).before_first("mutation Apply"))
    assert "posting" in town.kinds(1)
    town.world.advance(hours=1)
    return town.freeze()
