"""Trying everything, one row after the other: the facts, the story, the recordings.

    for row in try_everything(access, wait=time.sleep): print(row)

Rows come one by one, with a pause between them, because GitHub takes 80 new comments and the like a
minute. When GitHub's rate limit is used up, or `MOST_REQUESTS` were made, the rest is not tried. Whatever
happens, the repository is put back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from govbot.gh import RateLimited
from scripts.live.access import LiveAccess
from scripts.live.facts import FACTS, Fact
from scripts.live.recording import CASSETTES, record
from scripts.live.rows import Comparison, LiveRow, NotTried, Observed, compared
from scripts.live.scratch import ScratchRepository, open_scratch
from scripts.live.story import play_story

__all__ = ["try_everything", "try_facts"]

PAUSE = 3.0
"""Seconds before each row."""


def try_everything(
    access: LiveAccess, wait: Callable[[float], None], cassettes: Path = CASSETTES
) -> Iterator[LiveRow]:
    """Yield a row for each fact, each step of the story, the recordings, and putting back.

    `wait` lets so many seconds pass. Raise `UserError` for a repository that is not marked as scratch:
    then nothing was written.
    """
    with open_scratch(access, wait) as scratch:
        try:
            yield from try_facts(scratch)
            yield from _paced(scratch, play_story(scratch))
        except RateLimited as error:
            yield LiveRow("The rest.", Comparison.COULD_NOT_TRY, error.message)
        people = [each.token for each in scratch.people]
    yield compared("The repository is as it was.", lambda: _put_back(scratch))
    yield compared("The cassettes.", lambda: _recorded(access, people, cassettes))


def try_facts(scratch: ScratchRepository) -> Iterator[LiveRow]:
    """Yield a row for each fact."""

    def observe(fact: Fact) -> Observed:
        scratch.keep_within_bounds()
        return fact.observe(scratch)

    rows = (compared(each.sentence, partial(observe, each)) for each in FACTS)
    yield from _paced(scratch, rows)


def _paced(scratch: ScratchRepository, rows: Iterator[LiveRow]) -> Iterator[LiveRow]:
    for row in rows:
        yield row
        scratch.wait(PAUSE)


def _put_back(scratch: ScratchRepository) -> Observed:
    numbers = ", ".join(f"#{each}" for each in sorted(scratch.opened)) or "nothing"
    words = f"{numbers} closed; {scratch.requests} requests in all"
    return Observed("; ".join([*scratch.left, words]), as_assumed=not scratch.left)


def _recorded(access: LiveAccess, people: list[str], cassettes: Path) -> Observed:
    if not people:
        raise NotTried("They are recorded with a person's token: give one in GOVBOT_LIVE_TOKENS.")
    others = tuple(each for each in access.tokens if each != people[0])
    return record(replace(access, tokens=(people[0], *others)), cassettes)
