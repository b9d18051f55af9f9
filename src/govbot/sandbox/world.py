r"""The sandbox's world: a small GitHub in memory, to be acted on by methods.

    world = World()
    world.add_repository("example/commons", {"README.md": "Hello\\n"})
    world.add_person("zoe", id=1010)
    pull = world.open_pull_request("Adopt a code", {"rfcs/0001-code.md": TEXT}, by="zoe")
    world.comment(pull.number, "/rfc status", by="zoe")
    world.review(pull.number, "APPROVE", by="ada")
    world.advance(days=10)

`by` is who does it: a login, an id or a person. What GitHub would refuse is refused here with
one of `refusals`. Every change by a person sends the webhook that GitHub would send.
"""

from __future__ import annotations

from govbot.sandbox import webhooks
from govbot.sandbox.approvals import approve_runs
from govbot.sandbox.changed_files import ChangedFile, commits_of, files_of
from govbot.sandbox.checks import Checks
from govbot.sandbox.discussions import Discussions
from govbot.sandbox.git import Files
from govbot.sandbox.ground import Who
from govbot.sandbox.labels import Labels
from govbot.sandbox.merge_queue import MergeQueue
from govbot.sandbox.model import Issue, Repository
from govbot.sandbox.reviews import Reviews
from govbot.sandbox.team_memberships import TeamMemberships

__all__ = ["World"]


class World(Reviews, MergeQueue, Discussions, Labels, Checks, TeamMemberships):
    """All of it in one place; see the rooms it is made of for each method."""

    def add_repository(
        self,
        full_name: str = "example/commons",
        files: Files | None = None,
        *,
        default_branch: str = "main",
    ) -> Repository:
        """Make a repository with one commit, and discussions in three categories."""
        made = super().add_repository(full_name, files, default_branch=default_branch)
        self.enable_discussions(repository=made)
        return made

    def changed_files(
        self, issue: Issue, repository: str | Repository | None = None
    ) -> list[ChangedFile]:
        """The files that a pull request changes, by path: from the merge base to its head."""
        return files_of(self.git_of(self.repository(repository)), self.pull_of(issue))

    def commits_of(self, issue: Issue, repository: str | Repository | None = None) -> list[str]:
        """The ids of a pull request's commits, oldest first."""
        return commits_of(self.git_of(self.repository(repository)), self.pull_of(issue))

    def approve_runs(self) -> None:
        """Let the runs of first-time contributors begin that wait for it."""
        approve_runs(self)

    def tick(self, cron: str = "0 * * * *", repository: str | Repository | None = None) -> None:
        """Send the event of a schedule, as if its time had come."""
        webhooks.schedule_event(self, self.repository(repository), cron)

    def dispatch(
        self,
        workflow: str,
        inputs: dict[str, str] | None = None,
        *,
        by: Who,
        repository: str | Repository | None = None,
    ) -> None:
        """Start a workflow by hand: sends `workflow_dispatch`."""
        home = self.repository(repository)
        webhooks.dispatch_event(self, home, self.person(by), workflow, inputs or {})
