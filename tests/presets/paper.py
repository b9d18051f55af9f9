"""A vote on paper under a preset: how many said what, and how it comes out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from govbot.core.cases import Answer, Case, evaluate
from govbot.core.policies import DEFAULT_POLICIES
from govbot.files import load_yaml, policies_and_presets, require

OPENED = "2026-03-01T00:00:00Z"
FIRST_DAY = "2026-03-01T12:00:00Z"


def count(policy: Any, voters: list[Any], says: list[dict[str, Any]], **more: Any) -> Answer:
    """Count a case as `govbot vote count` does, from its text."""
    case = {"policy": policy, "electorate": voters, "opened": OPENED, "says": says, **more}
    read = require(Case, load_yaml(json.dumps(case), "case.json"))
    return evaluate(read, policies_and_presets(DEFAULT_POLICIES))


def say(by: str, text: str, at: str = FIRST_DAY) -> dict[str, Any]:
    return {"at": at, "by": by, "text": text}


def logins(number: int, prefix: str = "v") -> list[str]:
    return [f"{prefix}{place}" for place in range(number)]


def ballots(voters: list[str], numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """Let so many of the voters, from the first on, say each thing; a no has a reason."""
    waiting = iter(voters)
    said = [
        say(next(waiting), f"/vote {choice} because" if choice == "no" else f"/vote {choice}")
        for choice, number in numbers.items()
        for _ in range(number)
    ]
    assert len(said) <= len(voters)
    return said


def tally(policy: Any, voters: int, yes: int = 0, no: int = 0, abstain: int = 0) -> Answer:
    """Count a vote of so many voters; whoever is in no number said nothing."""
    everybody = logins(voters)
    says = ballots(everybody, {"yes": yes, "no": no, "abstain": abstain})
    return count(policy, [*everybody], says)


def every_tally(voters: int) -> Iterator[tuple[int, int, int]]:
    """Yield every way in which so many voters can say yes, no, abstain, or nothing."""
    for yes in range(voters + 1):
        for no in range(voters + 1 - yes):
            for abstain in range(voters + 1 - yes - no):
                yield yes, no, abstain
