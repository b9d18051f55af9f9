"""The merge queue as GraphQL shows it."""

from __future__ import annotations

from typing import Unpack

from govbot.sandbox.graph.conversation_views import PullRequestView
from govbot.sandbox.graph.git_views import CommitView
from govbot.sandbox.graph.paging import Bounds, Connection
from govbot.sandbox.graph.view import HomeView, Viewpoint
from govbot.sandbox.model import Queued, Repository
from govbot.sandbox.shapes import node_id

__all__ = ["MergeQueueView", "QueueEntryView"]


class MergeQueueView(HomeView):
    """The queue of one branch."""

    typename = "MergeQueue"

    def __init__(self, at: Viewpoint, home: Repository, branch: str) -> None:
        super().__init__(at, home)
        self.branch = branch
        self.id = node_id("MQ", home.id, branch)

    def entries(self, **page: Unpack[Bounds]) -> Connection:
        """Who waits, first come first."""
        found = [each for each in self.home.queue if each.base == self.branch]
        placed = list(enumerate(found, start=1))
        return Connection("entries", placed, lambda one: QueueEntryView(self, *one), **page)


class QueueEntryView(HomeView):
    """A pull request that waits."""

    typename = "MergeQueueEntry"

    def __init__(self, queue: MergeQueueView, position: int, entry: Queued) -> None:
        super().__init__(queue.at, queue.home)
        self.merge_queue = queue
        self.position = position
        self.entry = entry
        self.id = node_id("MQE", queue.home.id, str(entry.number))

    def pull_request(self) -> PullRequestView:
        """The pull request."""
        issue = self.world.pull(self.entry.number, self.home)
        return PullRequestView(self.at, self.home, issue, self.world.pull_of(issue))

    def head_commit(self) -> CommitView:
        """The commit that would merge it and those before it."""
        return CommitView(self.at, self.home, self.entry.head_oid)
