"""A vote on paper, in one line: who said what, and the rules that differ from a plain majority.

    held("ada yes; ben no; 4 cyd block it leaks").outcome
    held("ada yes", at="2", pass_={"at_least": 3}).outcome

An entry is `[day] login ballot`, or `[day] login /command`; the day is 1 where none is given, and the vote
opened on day 0, at midnight. Each test changes one rule of `PLAIN`; None takes a rule away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from govbot.core.cases import Answer, Case, evaluate
from govbot.core.policies import DEFAULT_POLICIES, Policy
from govbot.core.votes import Outcome
from tests.communities import COUNCIL

OPENED = datetime(2026, 3, 2, tzinfo=UTC)
"""A Monday."""
DAY = timedelta(days=1)
PLAIN: dict[str, Any] = {
    "electorate": "council",
    "pass": {"more_than": "1/2"},
    "period": {"length": "10 days"},
}
ENTRY = re.compile(r"(?:([0-9.]+) )?(\S+) (.+)")


def rules(**changes: Any) -> dict[str, Any]:
    """Return a plain majority with some rules changed; `pass_`, `all_` and `any_` as in Python."""
    data = PLAIN | {key.removesuffix("_"): value for key, value in changes.items()}
    if {"all", "any"} & data.keys():
        data.pop("pass")
    return {key: value for key, value in data.items() if value is not None}


def policy(**changes: Any) -> Policy:
    """Return that as a policy."""
    return Policy.model_validate(rules(**changes))


def day(number: float) -> datetime:
    """Return the beginning of a day of the vote; it opened on day 0."""
    return OPENED + number * DAY


def says(entries: str) -> list[dict[str, Any]]:
    """Read who said what."""
    read = []
    for entry in filter(None, map(str.strip, entries.split(";"))):
        match = ENTRY.fullmatch(entry)
        assert match is not None, entry
        number, login, words = match.groups()
        text = words if words.startswith("/") else f"/vote {words}"
        read.append({"at": day(float(number or 1)), "by": login, "text": text})
    return read


def ballots(**choices: str) -> str:
    """Return entries by choice: `ballots(yes="ada ben", no="cyd")`."""
    return "; ".join(
        f"{login} {choice}" for choice, logins in choices.items() for login in logins.split()
    )


def held(
    entries: str = "",
    *,
    voters: Iterable[Any] = COUNCIL,
    at: float | None = None,
    named: str = "",
    case: dict[str, Any] | None = None,
    **changes: Any,
) -> Answer:
    """Hold the vote, to its end or as it stands `at` a day; `named` takes a policy by its name."""
    data: dict[str, Any] = {
        "policy": named or rules(**changes),
        "electorate": list(voters),
        "opened": OPENED,
        "now": None if at is None else day(at),
        "says": says(entries),
    }
    return evaluate(Case.model_validate(data | (case or {})), DEFAULT_POLICIES)


def outcome(entries: str = "", **changes: Any) -> str:
    """Return how it ends, in a word."""
    return held(entries, **changes).outcome.value


def refusals(answer: Answer) -> list[tuple[str, str]]:
    """Return who was refused, with the sentence they get."""
    return [(refused.by, refused.why) for refused in answer.refused]


def ended(answer: Answer) -> tuple[str, float]:
    """Return how a vote ended, and on which day."""
    return answer.outcome.value, (answer.closes - OPENED) / DAY


def is_open(answer: Answer) -> bool:
    """Say whether ballots are still taken, or the outcome is held."""
    return answer.outcome is Outcome.OPEN
