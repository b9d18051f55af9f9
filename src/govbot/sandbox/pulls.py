"""Pull requests: opening, pushing to and merging them; the rest is as with `issues`.

pull = world.open_pull_request("Adopt a code", {"rfcs/0001-code.md": TEXT}, by="zoe")
world.push(pull.number, {"rfcs/0001-code.md": BETTER})
world.merge(pull.number, by="mo")
"""

from __future__ import annotations

from govbot.sandbox import webhooks
from govbot.sandbox.branches import Branches
from govbot.sandbox.changed_files import merges_cleanly
from govbot.sandbox.git import Files, GitRepository
from govbot.sandbox.ground import Who
from govbot.sandbox.issues import Issues, check_title
from govbot.sandbox.model import ACTIONS_ID, Issue, Permission, Person, PullRequest, Repository
from govbot.sandbox.refusals import Conflict, Forbidden, InvalidInput, NotAllowed, NotFound

__all__ = ["Pulls"]


def invalid(field: str, code: str = "invalid", **more: str) -> InvalidInput:
    """GitHub's answer to a pull request it cannot open."""
    error = {"resource": "PullRequest", "code": code, "field": field}
    return InvalidInput("Validation Failed", error | more)


class Pulls(Branches, Issues):
    """What happens to pull requests. Each method takes the pull request's number."""

    def pull(self, number: int, repository: str | Repository | None = None) -> Issue:
        """The pull request with this number; its `pull` is there."""
        found = self.repository(repository).issues.get(number)
        if found is None or found.pull is None:
            raise NotFound(f"Could not resolve to a PullRequest with the number of {number}.")
        return found

    def pull_of(self, issue: Issue) -> PullRequest:
        """The part that makes an issue a pull request."""
        if issue.pull is None:
            raise NotFound(f"Could not resolve to a PullRequest with the number of {issue.number}.")
        return issue.pull

    def delete_fork(self, name: str) -> None:
        """Somebody's fork, by its full name, is gone; its pull requests keep their commits."""
        del self.state.repositories[name], self.git[name]

    def fork(self, by: Who, repository: str | Repository | None = None) -> Repository:
        """Somebody's fork, made when there is none yet; it shares the parent's objects."""
        home = self.repository(repository)
        owner = self.person(by)
        full_name = f"{owner.login}/{home.name}"
        if full_name in self.state.repositories:
            return self.state.repositories[full_name]
        parent = self.git_of(home)
        fork = Repository(
            id=self.next_id("repository"),
            owner=owner.id,
            name=home.name,
            network=home.network,
            created_at=self.now,
            default_branch=home.default_branch,
            fork_of=self.full_name(home),
        )
        self.state.repositories[full_name] = fork
        self.git[full_name] = GitRepository(parent)
        head = parent.branch(home.default_branch)
        self.git[full_name].set_ref(f"refs/heads/{home.default_branch}", head or "")
        return fork

    def open_pull_request(
        self,
        title: str,
        files: Files | None = None,
        *,
        by: Who,
        body: str = "",
        head: str | None = None,
        base: str | None = None,
        draft: bool = False,
        repository: str | Repository | None = None,
    ) -> Issue:
        """Open a pull request holding these files, from a fork unless `by` has write access.

        Without `files`, the branch `head` (or `owner:branch`) must be there already.
        """
        home = self.repository(repository)
        actor = self.person(by)
        writes = self.allows(actor, home, Permission.WRITE)
        number = self.next_number(home)
        branch = head or f"{actor.login.lower()}-patch-{number}"
        source = home
        if ":" in branch:
            owner, _, branch = branch.partition(":")
            source = self._source(owner, home)
        elif files is not None and not writes:
            source = self.fork(actor, home)
        if files is not None:
            start = self.git_of(home).branch(base or home.default_branch)
            self.push_to(branch, files, by=actor, message=title, repository=source, replace=start)
        return self._open(home, source, actor, title, body, branch, base, draft=draft)

    def _source(self, owner: str, home: Repository) -> Repository:
        for repository in self.state.repositories.values():
            if repository.network == home.network:
                if self.person(repository.owner).login.lower() == owner.lower():
                    return repository
        raise invalid("head")

    def _open(
        self,
        home: Repository,
        source: Repository,
        actor: Person,
        title: str,
        body: str,
        branch: str,
        base: str | None,
        *,
        draft: bool,
    ) -> Issue:
        if actor.id == ACTIONS_ID and not home.workflows_may_propose:
            raise Forbidden("GitHub Actions is not permitted to create or approve pull requests.")
        target = base or home.default_branch
        base_oid = self.git_of(home).branch(target)
        head_oid = self.git_of(source).branch(branch)
        if base_oid is None:
            raise invalid("base")
        if head_oid is None:
            raise invalid("head")
        check_title(title, "PullRequest")
        if self.git_of(home).merge_base(base_oid, head_oid) == head_oid:
            text = f"No commits between {target} and {branch}"
            raise invalid("base", "custom", message=text)
        origin = self.full_name(source)
        for issue in home.issues.values():
            pull = issue.pull
            if pull and not issue.closed:
                if (pull.head_repository, pull.head, pull.base) == (origin, branch, target):
                    text = f"A pull request already exists for {origin.split('/')[0]}:{branch}."
                    raise invalid("base", "custom", message=text)
        issue = self.new_issue(home, actor, title, body)
        issue.pull = PullRequest(
            id=self.next_id("pull", 4001),
            base=target,
            head=branch,
            head_repository=origin,
            head_oid=head_oid,
            base_oid=base_oid,
            draft=draft,
        )
        self.git_of(home).set_ref(f"refs/pull/{issue.number}/head", head_oid)
        webhooks.issue_event(self, home, issue, actor, "opened")
        return issue

    def push(
        self,
        number: int,
        files: Files,
        *,
        by: Who | None = None,
        message: str = "Update",
        force: bool = False,
        repository: str | Repository | None = None,
    ) -> str:
        """Push a commit to a pull request's branch, as its author unless `by` says otherwise.

        With `force` the branch is started again from the base branch, holding these files only.
        """
        home = self.repository(repository)
        issue = self.pull(number, home)
        pull = self.pull_of(issue)
        start = self.git_of(home).branch(pull.base) if force else None
        return self.push_to(
            pull.head,
            files,
            by=issue.author if by is None else by,
            message=message,
            repository=pull.head_repository,
            replace=start,
        )

    def retarget(
        self,
        number: int,
        base: str,
        *,
        by: Who | None = None,
        repository: str | Repository | None = None,
    ) -> Issue:
        """Let a pull request be for another branch: its author (the default), or with write access."""
        home = self.repository(repository)
        issue = self.pull(number, home)
        pull = self.pull_of(issue)
        actor = self.person(issue.author if by is None else by)
        if actor.id != issue.author:
            self.require(actor, home, Permission.WRITE)
        oid = self.git_of(home).branch(base)
        if oid is None or issue.closed:
            raise invalid("base")
        if base == pull.base:
            return issue
        before = {"ref": {"from": pull.base}, "sha": {"from": pull.base_oid}}
        pull.base, pull.base_oid, issue.updated_at = base, oid, self.now
        webhooks.issue_event(
            self, home, issue, actor, "edited", extra={"changes": {"base": before}}
        )
        return issue

    def mergeable(self, issue: Issue, home: Repository) -> bool:
        """Whether the pull request merges cleanly; file by file."""
        return merges_cleanly(self.git_of(home), self.pull_of(issue))

    def merge(
        self,
        number: int,
        *,
        by: Who,
        method: str = "merge",
        expected_head: str | None = None,
        headline: str | None = None,
        body: str | None = None,
        repository: str | Repository | None = None,
    ) -> str:
        """Merge (or `squash`) a pull request and give the commit's id; needs write access."""
        home = self.repository(repository)
        actor = self.person(by)
        issue = self.pull(number, home)
        pull = self.pull_of(issue)
        self.require(actor, home, Permission.WRITE)
        git = self.git_of(home)
        base = git.branch(pull.base) or ""
        if expected_head not in (None, pull.head_oid):
            raise Conflict("Head branch was modified. Review and try the merge again.")
        if method == "rebase":
            raise NotAllowed("Rebase merges are not allowed on this repository.")
        if issue.closed or pull.draft or (tree := git.merged_tree(base, pull.head_oid)) is None:
            raise NotAllowed("Pull Request is not mergeable")
        owner = pull.head_repository.split("/")[0]
        merged = f"Merge pull request #{number} from {owner}/{pull.head}"
        squashed = f"{issue.title} (#{number})"
        first_line = headline or (squashed if method == "squash" else merged)
        rest = issue.title if body is None else body
        parents = [base] if method == "squash" else [base, pull.head_oid]
        message = f"{first_line}\n\n{rest}"
        oid = git.add_commit(tree, parents, message, self.signature(actor), self.now)
        pull.base_oid, pull.merge_oid = base, oid
        pull.merged_at = issue.closed_at = issue.updated_at = self.now
        pull.merged_by = issue.closed_by = actor.id
        self.move_branch(home, pull.base, oid, actor)
        webhooks.issue_event(self, home, issue, actor, "closed")
        return oid
