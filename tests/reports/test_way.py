"""The way through the stages, as the status shows it."""

from __future__ import annotations

import pytest

from govbot.core.lifecycle import DEFAULT_LIFECYCLE, Lifecycle
from govbot.reports import way_of


@pytest.mark.parametrize(
    ("entered", "shown"),
    [
        ("proposed", "[proposed] discussion voting accepted implementing released"),
        (
            "proposed discussion revision",
            "proposed discussion [revision] voting accepted implementing released",
        ),
        (
            "proposed discussion revision discussion",
            "proposed [discussion] voting accepted implementing released",
        ),
        ("proposed discussion voting rejected", "proposed discussion voting [rejected]"),
        (
            "proposed discussion postponed",
            "proposed discussion [postponed] discussion voting accepted implementing released",
        ),
        ("proposed discussion withdrawn", "proposed discussion [withdrawn]"),
        (
            "proposed withdrawn proposed",
            "[proposed] discussion voting accepted implementing released",
        ),
        ("proposed accepted implementing released", "proposed accepted implementing [released]"),
        ("proposed long-gone", "proposed [long-gone]"),
    ],
)
def test_the_way_leads_from_where_the_rfc_has_been_to_where_it_may_rest(
    entered: str, shown: str
) -> None:
    way = way_of(DEFAULT_LIFECYCLE, entered.split())
    assert way is not None
    assert " ".join((*way.behind, f"[{way.here}]", *way.ahead)) == shown


def test_a_lifecycle_that_goes_round_in_circles_is_shown_once_round() -> None:
    lifecycle = Lifecycle.model_validate(
        {
            "initial": "draft",
            "transitions": [
                {"from": "draft", "to": "review", "on": "command", "by": "author"},
                {"from": "review", "to": "draft", "on": "command", "by": "author"},
            ],
            "stages": {"draft": {}, "review": {}},
        }
    )
    way = way_of(lifecycle, ["draft"])
    assert way is not None
    assert way.ahead == ("review",)


def test_an_rfc_that_entered_no_stage_has_no_way() -> None:
    assert way_of(DEFAULT_LIFECYCLE, []) is None
