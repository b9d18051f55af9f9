"""REST: check runs, which only apps may write: here, the one behind the Actions token."""

from __future__ import annotations

from typing import Any

from govbot.sandbox.clock import moment
from govbot.sandbox.model import Annotation, CheckRun
from govbot.sandbox.pull_shapes import shape_check_run
from govbot.sandbox.refusals import NotFound
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.shapes import Shape

__all__ = ["ROUTES"]


def fields(call: Call) -> dict[str, Any]:
    """The fields of a check run in the body, in the sandbox's words."""
    output = call.value("output") or {}
    annotations = [
        Annotation(
            path=one["path"],
            start_line=one["start_line"],
            end_line=one["end_line"],
            level=one["annotation_level"],
            message=one["message"],
            title=one.get("title"),
        )
        for one in output.get("annotations") or []
    ]
    times = {
        name: moment(call.value(name)) if call.value(name) else None
        for name in ("started_at", "completed_at")
    }
    plain = ("status", "conclusion", "external_id", "details_url")
    return {
        **{name: call.value(name) for name in plain},
        **{name: output.get(name) for name in ("title", "summary", "text")},
        **times,
        "annotations": annotations or None,
    }


def shape(call: Call, run: CheckRun) -> Shape:
    """A check run, with the app that set it."""
    app = call.world.check_suite(run.suite, call.home).app
    return shape_check_run(call.world, call.home, run, app)


def create_check_run(call: Call) -> Answer:
    """POST .../check-runs."""
    run = call.world.create_check_run(
        call.needed("name", "CheckRun"),
        call.needed("head_sha", "CheckRun"),
        by=call.viewer,
        repository=call.home,
        **fields(call),
    )
    return Answer(shape(call, run), 201)


def get_check_run(call: Call) -> Answer:
    """GET .../check-runs/{run_id}."""
    run = call.world.check_run(int(call.place["run_id"]), call.home)
    return Answer(shape(call, run))


def update_check_run(call: Call) -> Answer:
    """PATCH .../check-runs/{run_id}."""
    run = call.world.update_check_run(
        int(call.place["run_id"]),
        by=call.viewer,
        repository=call.home,
        name=call.value("name"),
        **fields(call),
    )
    return Answer(shape(call, run))


def list_check_runs(call: Call) -> Answer:
    """GET .../commits/{ref}/check-runs."""
    oid = call.world.git_of(call.home).resolve(call.place["ref"])
    if oid is None:
        raise NotFound(f"No commit found for SHA: {call.place['ref']}")
    runs = call.world.check_runs(oid, call.home)
    name = call.query.get("check_name")
    found = [run for run in runs if name in (None, run.name)]
    return call.page(found, lambda run: shape(call, run), key="check_runs")


ROUTES = [
    route("POST", ".../check-runs", create_check_run),
    route("GET", ".../check-runs/<int:run_id>", get_check_run),
    route("PATCH", ".../check-runs/<int:run_id>", update_check_run),
    route("GET", ".../commits/<path:ref>/check-runs", list_check_runs),
]
