"""The merge queue: pull requests that wait, each tested in a commit with those before it.

    entry = world.enqueue(12, by="mo")
    entry.head_oid                          # the commit that GitHub wants the checks on

GitHub's rule of when a group is merged is left out: `merge` does that, as everywhere.
"""

from __future__ import annotations

from govbot.sandbox.ground import Who
from govbot.sandbox.model import Permission, Queued, Repository
from govbot.sandbox.pulls import Pulls
from govbot.sandbox.refusals import NotAllowed
from govbot.sandbox.shapes import Shape, shape_person, shape_repository
from govbot.sandbox.workflow_runs import RunSubject, workflow_run_events

__all__ = ["MergeQueue"]


class MergeQueue(Pulls):
    """Putting pull requests into the queue of their base branch."""

    def enqueue(
        self, number: int, *, by: Who, repository: str | Repository | None = None
    ) -> Queued:
        """Put a pull request at the end of the queue: sends `merge_group`."""
        home = self.repository(repository)
        issue = self.pull(number, home)
        pull = self.pull_of(issue)
        actor = self.person(by)
        self.require(actor, home, Permission.WRITE)
        git = self.git_of(home)
        before = [each.head_oid for each in home.queue if each.base == pull.base]
        base = before[-1] if before else git.branch(pull.base) or pull.base_oid
        tree = git.merged_tree(base, pull.head_oid)
        if issue.closed or pull.draft or tree is None:
            raise NotAllowed("Pull Request is not mergeable")
        message = f"Merge pull request #{number}"
        oid = git.add_commit(tree, [base, pull.head_oid], message, self.signature(actor), self.now)
        branch = f"gh-readonly-queue/{pull.base}/pr-{number}-{base}"
        git.set_ref(f"refs/heads/{branch}", oid)
        entry = Queued(number, pull.base, oid)
        home.queue.append(entry)
        payload: Shape = {
            "action": "checks_requested",
            "merge_group": {
                "head_sha": oid,
                "head_ref": f"refs/heads/{branch}",
                "base_sha": base,
                "base_ref": f"refs/heads/{pull.base}",
            },
            "repository": shape_repository(self, home),
            "sender": shape_person(self, actor),
        }
        ref = f"refs/heads/{branch}"
        self.emit("merge_group", "checks_requested", home, actor, payload, ref, oid)
        subject = RunSubject(message, self.full_name(home), branch, oid)
        workflow_run_events(self, home, subject, actor, "merge_group")
        return entry

    def dequeue(self, number: int, *, repository: str | Repository | None = None) -> None:
        """Take a pull request out of the queue again."""
        home = self.repository(repository)
        home.queue = [each for each in home.queue if each.number != number]
