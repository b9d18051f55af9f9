"""How long hypothesis looks for a counter-example, said in one place.

    @search(60)
    @given(found=bodies(), day=days)
    def test_a_second_run_changes_nothing(found: Body, day: date) -> None: ...

    GOVBOT_HYPOTHESIS=explore make pytest      look for new counter-examples, at random

A number is what a search is worth; one without `@search` is worth 100. `make test` tries a third of that
many examples, `make prove` three times as many, both the same each time, so a red test is the change's doing. No example
has a deadline, so a slow machine is not a bug.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import settings
from hypothesis.errors import InvalidArgument

__all__ = ["PROFILES", "load_profile", "search"]

PROFILES = {
    "quick": settings(max_examples=33, derandomize=True, deadline=None, database=None),
    "long": settings(max_examples=300, derandomize=True, deadline=None, database=None),
    "explore": settings(max_examples=2_000, deadline=None),
}


def load_profile() -> None:
    """Search as the environment says; as `make test` does where it says nothing."""
    for name, profile in PROFILES.items():
        settings.register_profile(name, profile)
    wanted = os.environ.get("GOVBOT_HYPOTHESIS") or "quick"
    try:
        settings.load_profile(wanted)
    except InvalidArgument as error:
        names = ", ".join(PROFILES)
        said = f"GOVBOT_HYPOTHESIS is {wanted!r}; it may be one of {names}."
        raise pytest.UsageError(said) from error


def search(examples: int) -> settings:
    """Look through this share of what the lane allows for a search that is worth 100, and through ten."""
    return settings(max_examples=max(10, examples * settings().max_examples // 100))
