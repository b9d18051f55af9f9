"""A ledger that somebody broke is said to be broken, with its line, and counted by nobody."""

from __future__ import annotations

import json
import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.core.errors import UserError
from govbot.core.records import parse_records, write_records
from govbot.core.verify import differences
from tests.core.test_life_of_a_vote import scene
from tests.searches import search
from tests.spoiling import HOW, paths, spoil


def ledger() -> list[str]:
    """The lines of a vote from its opening to its end."""
    town = scene().to_vote()
    for login, ballot in {"ada": "yes", "ben": "no", "cyd": "yes", "dee": "yes"}.items():
        town.wait(hours=1).say(login, f"/vote {ballot} because")
    town.wait(hours=1).say("mo", "/vote refresh")
    town.wait(days=11)
    town.run()
    return write_records(town.records).splitlines()


LINES = ledger()
BEFORE_GREGORY = "0001-01-01T00:00:00+23:59"


def read(lines: list[str]) -> None:
    """Count it again, if it can be read at all."""
    with suppress(UserError):
        list(differences(parse_records("\n".join(lines), "rfcs/1.jsonl")))


@search(500)
@given(st.integers(0, len(LINES) - 1), st.randoms(use_true_random=False))
def test_a_record_that_is_broken_somewhere_ends_in_no_traceback(
    at: int, chance: random.Random
) -> None:
    record = json.loads(LINES[at])
    spoilt = spoil(record, chance.choice(list(paths(record))), chance.choice(HOW))
    read([*LINES[:at], json.dumps(spoilt), *LINES[at + 1 :]])


@search(100)
@given(st.sets(st.integers(0, len(LINES) - 1)), st.randoms(use_true_random=False))
def test_a_ledger_with_lines_lost_or_in_another_order_ends_in_no_traceback(
    lost: set[int], chance: random.Random
) -> None:
    kept = [line for at, line in enumerate(LINES) if at not in lost]
    read(kept)
    chance.shuffle(kept)
    read(kept)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("2026-03-02T09:00:00", "Input should have timezone info"),
        (BEFORE_GREGORY, "the year 1 is not between 1970 and 9000"),
        ("9999-12-31T23:59:59Z", "the year 9999 is not between 1970 and 9000"),
        (1e300, "Input should be a valid datetime"),
        (["x"], "Input should be a valid datetime"),
    ],
)
def test_a_time_that_cannot_be_is_said_with_its_line(time: object, words: str) -> None:
    for at, line in enumerate(LINES):
        changed = json.dumps(json.loads(line) | {"at": time})
        with pytest.raises(UserError, match=words) as raised:
            parse_records("\n".join([*LINES[:at], changed]), "rfcs/1.jsonl")
        assert f"rfcs/1.jsonl:{at + 1}: This line is not a record" in str(raised.value)


@pytest.mark.parametrize("line", ["[" * 5_000, '{"kind":"registered","x":' + '{"a":' * 5_000])
def test_lists_in_lists_without_end_are_said_to_be_no_record(line: str) -> None:
    with pytest.raises(UserError, match="not a record of the ledger: Invalid JSON"):
        parse_records(line, "rfcs/1.jsonl")
