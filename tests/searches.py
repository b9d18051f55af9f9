"""How long hypothesis looks for a counter-example, said in one place.

    @search(60)
    @given(found=bodies(), day=days)
    def test_a_second_run_changes_nothing(found: Body, day: date) -> None: ...

    GOVBOT_HYPOTHESIS=explore make pytest      look for new counter-examples, at random

A number is what a search is worth; 100 where none is given. `make test` tries a third of it, `make prove`
three times as much, both the same examples each time, so a red test is the change's doing. No example
has a deadline, so a slow machine is not a bug.
"""

from __future__ import annotations

import os

from hypothesis import settings

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
    settings.load_profile(os.environ.get("GOVBOT_HYPOTHESIS", "quick"))


def search(examples: int) -> settings:
    """Look through this share of what the lane allows for a search that is worth 100."""
    return settings(max_examples=max(1, examples * settings().max_examples // 100))
