"""The labels a lifecycle asks for, against those a repository has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govbot.core.changes import CreateLabel, UpdateLabel
from govbot.core.labels import DESCRIPTION_LIMIT, RepositoryLabel, plan_labels
from govbot.core.lifecycle import DEFAULT_LIFECYCLE, Lifecycle

TWO_STAGES = Lifecycle.model_validate(
    {
        "initial": "draft",
        "stages": {
            "draft": {"color": "C5DEF5", "says": "Being written."},
            "done": {"label": "RFC: done", "color": "0e8a16", "says": "It is done."},
        },
        "transitions": [{"from": "draft", "to": "done", "on": "merged"}],
    }
)
DRAFT = RepositoryLabel(name="rfc: draft", color="c5def5", description="Being written.")
DONE = RepositoryLabel(name="RFC: done", color="0e8a16", description="It is done.")


def test_labels_that_are_missing_are_made_with_the_stages_colour_and_sentence() -> None:
    assert plan_labels([], TWO_STAGES) == (
        CreateLabel(name="rfc: draft", color="c5def5", description="Being written."),
        CreateLabel(name="RFC: done", color="0e8a16", description="It is done."),
    )


def test_labels_that_are_as_they_should_be_are_left_alone() -> None:
    assert plan_labels([DONE, DRAFT], TWO_STAGES) == ()


def test_a_colour_or_description_that_differs_is_changed() -> None:
    recoloured = DRAFT.model_copy(update={"color": "ffffff"})
    silent = DONE.model_copy(update={"description": ""})
    assert plan_labels([recoloured, silent], TWO_STAGES) == (
        UpdateLabel(name="rfc: draft", color="c5def5", description="Being written."),
        UpdateLabel(name="RFC: done", color="0e8a16", description="It is done."),
    )


def test_github_s_labels_ignore_case_and_so_does_the_plan() -> None:
    shouted = RepositoryLabel(name="RFC: DRAFT", color="C5DEF5", description="Being written.")
    assert plan_labels([shouted, DONE], TWO_STAGES) == ()


def test_labels_that_no_stage_asks_for_are_left_alone() -> None:
    bug = RepositoryLabel(name="bug", color="d73a4a", description="Something is broken")
    assert plan_labels([bug, DRAFT, DONE], TWO_STAGES) == ()


def test_a_long_sentence_is_cut_to_what_github_takes() -> None:
    lifecycle = Lifecycle.model_validate({"stages": {"discussion": {"says": "word " * 60}}})
    described = {change.name: change.description for change in plan_labels([], lifecycle)}
    assert len(described["rfc: discussion"]) <= DESCRIPTION_LIMIT
    assert described["rfc: discussion"].endswith("word…")


@given(st.text(max_size=300), st.text(max_size=300))
def test_after_the_plan_nothing_is_left_to_plan(first: str, second: str) -> None:
    lifecycle = Lifecycle.model_validate(
        {"stages": {"discussion": {"says": first}, "voting": {"says": second}}}
    )
    there = [
        RepositoryLabel(name=change.name, color=change.color, description=change.description)
        for change in plan_labels([], lifecycle)
    ]
    assert plan_labels(there, lifecycle) == ()


def test_every_stage_of_the_default_lifecycle_gets_a_label() -> None:
    planned = plan_labels([], DEFAULT_LIFECYCLE)
    assert [change.name for change in planned] == [
        DEFAULT_LIFECYCLE.label(stage) for stage in DEFAULT_LIFECYCLE.stages
    ]
    assert all(isinstance(change, CreateLabel) for change in planned)
