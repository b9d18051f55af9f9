"""Check runs, in the suites of the apps that set them on a commit.

world.create_check_run("govbot / rfc", head, status="completed", conclusion="success")

Only apps may set them, as on GitHub, and each only its own; the Actions token is an app's. Every run of a
workflow has a suite of its own, and what the token sets joins the oldest of Actions on the commit. GitHub
deletes suites after a time, and gives up runs that stay open for too long.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from govbot.sandbox.ground import Ground, Who
from govbot.sandbox.model import (
    ACTIONS_APP,
    ACTIONS_ID,
    Annotation,
    App,
    CheckRun,
    CheckSuite,
    Repository,
)
from govbot.sandbox.refusals import Forbidden, InvalidInput, NotFound

Field = str | datetime | list[Annotation] | None
"""What a field of a check run may be given as; None leaves it as it is."""

GIVEN_UP_AFTER = timedelta(days=14)
"""How long a check run may stay open before GitHub calls it stale."""

__all__ = ["Checks", "begin_suite"]


def begin_suite(
    world: Ground, home: Repository, head_oid: str, app: App = ACTIONS_APP
) -> CheckSuite:
    """Begin a suite of an app on a commit of the repository."""
    suite = CheckSuite(world.next_id("check suite", 7001), head_oid, world.now, app)
    home.check_suites.append(suite)
    return suite


class Checks(Ground):
    """Making and changing check runs; the words of `status` and `conclusion` are REST's."""

    def create_check_suite(
        self,
        head_oid: str,
        *,
        app: App = ACTIONS_APP,
        repository: str | Repository | None = None,
    ) -> CheckSuite:
        """Begin a suite on a commit, as every run of a workflow does."""
        return begin_suite(self, self.repository(repository), head_oid, app)

    def create_check_run(
        self,
        name: str,
        head_oid: str,
        *,
        by: Who = ACTIONS_ID,
        app: App = ACTIONS_APP,
        repository: str | Repository | None = None,
        **fields: Field,
    ) -> CheckRun:
        """Put a check run of an app on a commit; `fields` are those of `CheckRun`."""
        home = self.repository(repository)
        self._only_apps(by)
        if not self.git_of(home).has(head_oid):
            raise InvalidInput(f"No commit found for SHA: {head_oid}")
        of_app = [each for each in self.check_suites(head_oid, home) if each.app == app]
        suite = of_app[0] if of_app else begin_suite(self, home, head_oid, app)
        run = CheckRun(self.next_id("check run", 9001), name, head_oid, suite.id)
        home.check_runs.append(run)
        return self._change(run, fields)

    def update_check_run(
        self,
        run_id: int,
        *,
        by: Who = ACTIONS_ID,
        repository: str | Repository | None = None,
        **fields: Field,
    ) -> CheckRun:
        """Change a check run; a field given as None stays, and so does a conclusion.

        GitHub does not let a workflow change how a job's check stands; whether that holds for what an
        earlier run's token set is not known. Here it does, where `checks_are_final`.
        """
        self._only_apps(by)
        home = self.repository(repository)
        self.check_run(run_id, home)
        run = next(each for each in home.check_runs if each.id == run_id)
        if self.check_suite(run.suite, home).app != ACTIONS_APP:
            raise Forbidden("Invalid app_id: a check run is changed by the app that made it.")
        status, conclusion = fields.get("status"), fields.get("conclusion")
        is_moved = status not in (None, run.status) or conclusion not in (None, run.conclusion)
        if is_moved and (run.conclusion is not None or self.state.checks_are_final):
            raise Forbidden("Status and conclusion of this check run may not be changed.")
        return self._change(run, fields)

    def check_run(self, run_id: int, repository: str | Repository | None = None) -> CheckRun:
        """The check run with this id."""
        for run in self._shown(self.repository(repository)):
            if run.id == run_id:
                return run
        raise NotFound("Not Found")

    def check_runs(self, oid: str, repository: str | Repository | None = None) -> list[CheckRun]:
        """The check runs on a commit, oldest first."""
        return [run for run in self._shown(self.repository(repository)) if run.head_oid == oid]

    def check_suites(
        self, oid: str, repository: str | Repository | None = None
    ) -> list[CheckSuite]:
        """The suites of a commit, oldest first."""
        home = self.repository(repository)
        return [each for each in self._kept(home) if each.head_oid == oid]

    def check_suite(self, suite_id: int, repository: str | Repository | None = None) -> CheckSuite:
        """The suite with this id."""
        for suite in self._kept(self.repository(repository)):
            if suite.id == suite_id:
                return suite
        raise NotFound("Not Found")

    def delete_check_suites(self, oid: str, *, repository: str | Repository | None = None) -> None:
        """Delete what was said of a commit, as happens with the runs of workflows that host it."""
        home = self.repository(repository)
        home.check_suites = [each for each in home.check_suites if each.head_oid != oid]
        home.check_runs = [each for each in home.check_runs if each.head_oid != oid]

    def _kept(self, home: Repository) -> list[CheckSuite]:
        since = self.now - timedelta(days=self.state.retention_days)
        return [suite for suite in home.check_suites if suite.created_at > since]

    def _shown(self, home: Repository) -> list[CheckRun]:
        kept = {suite.id for suite in self._kept(home)}
        return [self._as_shown(run) for run in home.check_runs if run.suite in kept]

    def _as_shown(self, run: CheckRun) -> CheckRun:
        given_up = (run.started_at or self.now) + GIVEN_UP_AFTER
        if run.status == "completed" or self.now < given_up:
            return run
        return replace(run, status="completed", conclusion="stale", completed_at=given_up)

    def _only_apps(self, by: Who) -> None:
        if self.person(by).id != ACTIONS_ID:
            raise Forbidden("You must authenticate via a GitHub App.")

    def _change(self, run: CheckRun, fields: Mapping[str, Field]) -> CheckRun:
        for name, value in fields.items():
            if value is not None:
                setattr(run, name, value)
        if run.conclusion and (fields.get("conclusion") or run.status == "completed"):
            run.status = "completed"
            run.completed_at = run.completed_at or self.now
        elif run.status == "completed":
            raise InvalidInput("A completed check run needs a conclusion.")
        else:
            run.conclusion = run.completed_at = None
        run.started_at = run.started_at or self.now
        return run
