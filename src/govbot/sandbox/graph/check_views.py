"""Check runs and their suites as GraphQL shows them.

commit.checkSuites(filterBy: {checkName: "govbot / rfc"})      the suites that hold such a run
suite.checkRuns(filterBy: {checkType: ALL})                    without it, the newest of each name
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from govbot.sandbox.graph.paging import Bounds, Connection
from govbot.sandbox.graph.view import HomeView, Viewpoint, moment, page_of
from govbot.sandbox.model import CheckRun, CheckSuite, Repository
from govbot.sandbox.shapes import node_id, timestamp

__all__ = ["CheckRunView", "suites_of"]


def suites_of(
    at: Viewpoint, home: Repository, oid: str, wanted: Mapping[str, Any], page: Bounds
) -> Connection:
    """The suites of a commit that fit a `CheckSuiteFilter`, oldest first."""
    name, app = wanted.get("checkName"), wanted.get("appId")
    named = {run.suite for run in at.world.check_runs(oid, home) if run.name == name}
    suites = [
        suite
        for suite in at.world.check_suites(oid, home)
        if app in (None, suite.app.id) and (name is None or suite.id in named)
    ]
    return Connection(
        "checkSuites",
        suites,
        lambda suite: CheckSuiteView(at, home, suite),
        key=lambda suite: int(suite.id),
        **page,
    )


class CheckSuiteView(HomeView):
    """What one app, or one run of a workflow, says of a commit."""

    typename = "CheckSuite"

    def __init__(self, at: Viewpoint, home: Repository, suite: CheckSuite) -> None:
        super().__init__(at, home)
        self.suite = suite
        self.id = node_id("CS", suite.id)
        self.database_id = suite.id
        self.created_at = timestamp(suite.created_at)
        self.runs = [
            run for run in self.world.check_runs(suite.head_oid, home) if run.suite == suite.id
        ]
        done = all(run.status == "completed" for run in self.runs)
        self.status = "COMPLETED" if done else "IN_PROGRESS"
        last = self.runs[-1].conclusion if done and self.runs else None
        self.conclusion = last.upper() if last else None
        self.app = {
            "id": node_id("A", suite.app.id),
            "databaseId": suite.app.id,
            "name": suite.app.name,
            "slug": suite.app.slug,
        }

    def check_runs(
        self, filter_by: dict[str, Any] | None = None, **page: Unpack[Bounds]
    ) -> Connection:
        """The check runs that fit the filter, oldest first: of each name the newest, if not all."""
        wanted = filter_by or {}
        runs = [run for run in self.runs if wanted.get("checkName") in (None, run.name)]
        if wanted.get("checkType") != "ALL":
            runs = list({run.name: run for run in runs}.values())
        for field, allowed in (
            ("status", wanted.get("statuses")),
            ("conclusion", wanted.get("conclusions")),
        ):
            if allowed is not None:
                runs = [run for run in runs if (getattr(run, field) or "").upper() in allowed]
        if wanted.get("appId") not in (None, self.suite.app.id):
            runs = []
        if wanted.get("status") is not None:
            runs = [run for run in runs if run.status.upper() == wanted["status"]]
        show = self._show
        return Connection("checkRuns", runs, show, key=lambda run: int(run.id), **page)

    def _show(self, run: CheckRun) -> CheckRunView:
        return CheckRunView(self.at, self.home, run)


class CheckRunView(HomeView):
    """One check run."""

    typename = "CheckRun"

    def __init__(self, at: Viewpoint, home: Repository, run: CheckRun) -> None:
        super().__init__(at, home)
        self.run = run
        self.id = node_id("CR", run.id)
        self.database_id = run.id
        self.name = run.name
        self.status = run.status.upper()
        self.conclusion = run.conclusion.upper() if run.conclusion else None
        self.title, self.summary, self.text = run.title, run.summary, run.text
        self.external_id = run.external_id
        self.url = page_of(self, home, f"/runs/{run.id}")
        self.details_url = run.details_url or self.url
        self.started_at = moment(run.started_at)
        self.completed_at = moment(run.completed_at)

    def check_suite(self) -> CheckSuiteView:
        """The suite it belongs to."""
        suite = self.world.check_suite(self.run.suite, self.home)
        return CheckSuiteView(self.at, self.home, suite)
