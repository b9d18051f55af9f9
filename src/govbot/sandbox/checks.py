"""Check runs: what the Actions token writes on a commit. Nobody else may, as on GitHub.

world.create_check_run("govbot / rfc", head, status="completed", conclusion="success")
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from govbot.sandbox.ground import Ground, Who
from govbot.sandbox.model import ACTIONS_ID, Annotation, CheckRun, Repository
from govbot.sandbox.refusals import Forbidden, InvalidInput, NotFound

Field = str | datetime | list[Annotation] | None
"""What a field of a check run may be given as; None leaves it as it is."""

__all__ = ["Checks"]


class Checks(Ground):
    """Making and changing check runs; the words of `status` and `conclusion` are REST's."""

    def create_check_run(
        self,
        name: str,
        head_oid: str,
        *,
        by: Who = ACTIONS_ID,
        repository: str | Repository | None = None,
        **fields: Field,
    ) -> CheckRun:
        """Put a check run on a commit; `fields` are those of `CheckRun`."""
        home = self.repository(repository)
        self._only_actions(by)
        if not self.git_of(home).has(head_oid):
            raise InvalidInput(f"No commit found for SHA: {head_oid}")
        run = CheckRun(self.next_id("check run", 9001), name, head_oid)
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
        """Change a check run; a field given as None stays, and so does a conclusion."""
        self._only_actions(by)
        run = self.check_run(run_id, repository)
        wanted = fields.get("conclusion")
        if run.conclusion is not None and wanted not in (None, run.conclusion):
            # GitHub says so of a job's own check; whether of others too is not known.
            raise Forbidden("Status and conclusion of a check run that is over may not be changed.")
        return self._change(run, fields)

    def check_run(self, run_id: int, repository: str | Repository | None = None) -> CheckRun:
        """The check run with this id."""
        for run in self.repository(repository).check_runs:
            if run.id == run_id:
                return run
        raise NotFound("Not Found")

    def check_runs(self, oid: str, repository: str | Repository | None = None) -> list[CheckRun]:
        """The check runs on a commit, oldest first."""
        return [run for run in self.repository(repository).check_runs if run.head_oid == oid]

    def _only_actions(self, by: Who) -> None:
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
