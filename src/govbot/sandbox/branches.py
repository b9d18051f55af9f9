r"""Branches: pushing to them, and the one commit that goes on only if nobody was faster.

world.push_to("main", {"README.md": "New\\n"}, by="mo")
world.create_commit_on_branch("governance-ledger", {...}, expected_head=oid, headline="...", by="mo")
"""

from __future__ import annotations

from govbot.sandbox import webhooks
from govbot.sandbox.git import Files
from govbot.sandbox.ground import Ground, Who
from govbot.sandbox.model import ACTIONS_ID, Issue, Permission, Person, Repository
from govbot.sandbox.refusals import InvalidInput, NotFound, StaleHead

__all__ = ["Branches"]


class Branches(Ground):
    """Commits on branches, and what follows for the pull requests that come from them."""

    def create_branch(
        self,
        name: str,
        *,
        at: str | None = None,
        by: Who = ACTIONS_ID,
        repository: str | Repository | None = None,
    ) -> str:
        """Start a branch at a commit (the default branch's head); needs write access."""
        home = self.repository(repository)
        self.require(self.person(by), home, Permission.WRITE)
        git = self.git_of(home)
        if git.branch(name):
            raise InvalidInput("Reference already exists")
        oid = at or git.branch(home.default_branch) or ""
        if not git.has(oid):
            raise InvalidInput("Object does not exist")
        git.set_ref(f"refs/heads/{name}", oid)
        return oid

    def delete_branch(
        self, name: str, *, by: Who = ACTIONS_ID, repository: str | Repository | None = None
    ) -> None:
        """Delete a branch; what was to be merged from it is closed. Needs write access."""
        home = self.repository(repository)
        actor = self.person(by)
        self.require(actor, home, Permission.WRITE)
        git = self.git_of(home)
        if git.branch(name) is None:
            raise InvalidInput("Reference does not exist")
        if name == home.default_branch:
            raise InvalidInput("Cannot delete the default branch")
        git.delete_ref(f"refs/heads/{name}")
        for base, issue in self._open_from(home, name):
            self._close_pull(base, issue, actor)

    def push_to(
        self,
        branch: str,
        files: Files,
        *,
        by: Who = ACTIONS_ID,
        message: str = "Update",
        repository: str | Repository | None = None,
        replace: str | None = None,
    ) -> str:
        """Commit changes to a branch, made if missing, and give the commit's id.

        `replace` is a force push: the commit whose place and later history the new one takes.
        """
        home = self.repository(repository)
        actor = self.person(by)
        self.require(actor, home, Permission.WRITE)
        git = self.git_of(home)
        before = git.branch(branch)
        parent = replace or before or git.branch(home.default_branch)
        tree = git.changed_tree(parent, files)
        signature = self.signature(actor)
        oid = git.add_commit(tree, [parent] if parent else [], message, signature, self.now)
        self.move_branch(home, branch, oid, actor)
        return oid

    def create_commit_on_branch(
        self,
        branch: str,
        files: Files,
        *,
        expected_head: str,
        headline: str,
        body: str = "",
        by: Who = ACTIONS_ID,
        repository: str | Repository | None = None,
    ) -> str:
        """Commit only if the branch, which must exist, still has the expected head."""
        home = self.repository(repository)
        actor = self.person(by)
        self.require(actor, home, Permission.WRITE)
        git = self.git_of(home)
        head = git.branch(branch)
        if head is None:
            raise NotFound(f"No such branch: {branch!r}. Please create it first.")
        if head != expected_head:
            raise StaleHead(
                f'Expected branch to point to "{expected_head}" but it did not. Pull and try again.'
            )
        present = git.files(head)
        for path, content in files.items():
            if content is None and path not in present:
                raise InvalidInput(f"The path {path!r} cannot be deleted: it does not exist.")
        message = f"{headline}\n\n{body}" if body else headline
        return self.push_to(branch, files, by=actor, message=message, repository=home)

    def move_branch(self, home: Repository, branch: str, oid: str, actor: Person) -> None:
        """Point a branch at a commit; open pull requests from it follow."""
        git = self.git_of(home)
        before = git.branch(branch)
        git.set_ref(f"refs/heads/{branch}", oid)
        webhooks.push_event(self, home, actor, f"refs/heads/{branch}", before, oid)
        for base, issue in self._open_from(home, branch):
            self._synchronize(base, issue, oid, actor)

    def close_emptied(self, home: Repository, branch: str, actor: Person) -> None:
        """Close the pull requests from a branch that was moved to where nothing is left to merge."""
        for base, issue in self._open_from(home, branch):
            git, head = self.git_of(base), self.git_of(home).branch(branch)
            target = git.branch(issue.pull.base) if issue.pull else None
            if head and target and git.merge_base(target, head) == head:
                self._close_pull(base, issue, actor)

    def _open_from(self, home: Repository, branch: str) -> list[tuple[Repository, Issue]]:
        """The open pull requests from a branch, each with the repository that it is in."""
        source = (self.full_name(home), branch)
        return [
            (base, issue)
            for base in self.state.repositories.values()
            for issue in base.issues.values()
            if issue.pull
            and not issue.closed
            and (issue.pull.head_repository, issue.pull.head) == source
        ]

    def _synchronize(self, base: Repository, issue: Issue, oid: str, actor: Person) -> None:
        if issue.pull is None or issue.pull.head_oid == oid:
            return
        before, issue.pull.head_oid = issue.pull.head_oid, oid
        issue.updated_at = self.now
        self.git_of(base).set_ref(f"refs/pull/{issue.number}/head", oid)
        extra = {"before": before, "after": oid}
        webhooks.issue_event(self, base, issue, actor, "synchronize", extra=extra)

    def _close_pull(self, base: Repository, issue: Issue, actor: Person) -> None:
        """Close a pull request because of what happened to its branch, whoever may close it."""
        issue.closed_at = issue.updated_at = self.now
        issue.closed_by = actor.id
        webhooks.issue_event(self, base, issue, actor, "closed")
