"""Issues, and what issues and pull requests have in common: title, body, open or closed.

issue = world.open_issue("Recall gus", "He never came.", by="zoe")
world.edit(issue.number, body="He came once.", by="zoe")
world.close(issue.number, by="mo")

Each method takes a number: issues, pull requests and discussions share one sequence of them.
"""

from __future__ import annotations

from govbot.sandbox import webhooks
from govbot.sandbox.conversation import Conversation, check_body
from govbot.sandbox.ground import Who
from govbot.sandbox.model import Issue, Permission, Person, Rename, Repository, StateReason
from govbot.sandbox.refusals import InvalidInput

__all__ = ["Issues", "check_title"]


def check_title(title: str, resource: str = "Issue") -> None:
    """Refuse a title that says nothing."""
    if not title.strip():
        error = {"resource": resource, "code": "missing_field", "field": "title"}
        raise InvalidInput("Validation Failed", error)


class Issues(Conversation):
    """Opening, editing, closing and reopening."""

    def next_number(self, repository: str | Repository | None = None) -> int:
        """The number that the next issue, pull request or discussion will get."""
        home = self.repository(repository)
        return max(home.last_number, *home.issues, *home.discussions, 0) + 1

    def open_issue(
        self, title: str, body: str = "", *, by: Who, repository: str | Repository | None = None
    ) -> Issue:
        """Open an issue; anyone may."""
        home = self.repository(repository)
        actor = self.person(by)
        issue = self.new_issue(home, actor, title, body)
        webhooks.issue_event(self, home, issue, actor, "opened")
        return issue

    def new_issue(self, home: Repository, author: Person, title: str, body: str) -> Issue:
        """An issue with the next number, as nobody has heard of it yet."""
        check_title(title)
        check_body(body, blank=True)
        issue = Issue(
            id=self.next_id("issue", 3001),
            number=self.next_number(home),
            title=title,
            body=body,
            author=author.id,
            created_at=self.now,
            updated_at=self.now,
        )
        home.issues[issue.number] = issue
        return issue

    def edit(
        self,
        number: int,
        *,
        title: str | None = None,
        body: str | None = None,
        by: Who | None = None,
        repository: str | Repository | None = None,
    ) -> Issue:
        """Change title or body of an issue or pull request: its author, or with triage access."""
        home, issue, actor = self._steward(number, by, repository)
        changes: dict[str, dict[str, str]] = {}
        if title is not None:
            check_title(title)
        check_body(body or "", blank=True)
        if title is not None and title != issue.title:
            changes["title"] = {"from": issue.title}
            # One sequence with the moves of labels: they are listed together.
            event = self.next_id("label move", 6001)
            issue.renames.append(Rename(event, issue.title, title, actor.id, self.now))
            issue.title = title
        if body is not None and body != issue.body:
            changes["body"], issue.body = {"from": issue.body}, body
            issue.edited_at, issue.editor = self.now, actor.id
        if changes:
            issue.updated_at = self.now
            extra = {"changes": changes}
            webhooks.issue_event(self, home, issue, actor, "edited", extra=extra)
        return issue

    def close(
        self,
        number: int,
        *,
        by: Who | None = None,
        reason: StateReason = StateReason.COMPLETED,
        repository: str | Repository | None = None,
    ) -> Issue:
        """Close an issue or pull request: its author (the default), or with triage access."""
        home, issue, actor = self._steward(number, by, repository)
        if not issue.closed:
            issue.closed_at = issue.updated_at = self.now
            issue.closed_by = actor.id
            issue.state_reason = None if issue.pull else reason
            webhooks.issue_event(self, home, issue, actor, "closed")
        return issue

    def reopen(
        self,
        number: int,
        *,
        by: Who | None = None,
        repository: str | Repository | None = None,
    ) -> Issue:
        """Open a closed issue or unmerged pull request again."""
        home, issue, actor = self._steward(number, by, repository)
        if issue.pull and issue.pull.merged_at:
            error = {"resource": "PullRequest", "code": "custom", "field": "state"}
            text = "state cannot be changed. It is merged."
            raise InvalidInput("Validation Failed", error | {"message": text})
        if issue.closed:
            issue.closed_at = issue.closed_by = None
            issue.updated_at = self.now
            issue.state_reason = None if issue.pull else StateReason.REOPENED
            if issue.pull:
                source = self.repository(issue.pull.head_repository)
                issue.pull.head_oid = (
                    self.git_of(source).branch(issue.pull.head) or issue.pull.head_oid
                )
                head_ref = f"refs/pull/{number}/head"
                self.git_of(home).set_ref(head_ref, issue.pull.head_oid)
            webhooks.issue_event(self, home, issue, actor, "reopened")
        return issue

    def _steward(
        self, number: int, by: Who | None, repository: str | Repository | None
    ) -> tuple[Repository, Issue, Person]:
        home = self.repository(repository)
        issue = self.issue(number, home)
        actor = self.person(issue.author if by is None else by)
        if actor.id != issue.author:
            self.require(actor, home, Permission.TRIAGE)
        return home, issue, actor
