"""Pull requests: opening, pushing to, editing, closing and merging them.

pull = world.open_pull_request("Adopt a code", {"rfcs/0001-code.md": TEXT}, by="zoe")
world.push(pull.number, {"rfcs/0001-code.md": BETTER})
world.merge(pull.number, by="mo")
"""

from __future__ import annotations

from govbot.sandbox import webhooks
from govbot.sandbox.branches import Branches
from govbot.sandbox.changed_files import merges_cleanly
from govbot.sandbox.conversation import Conversation, check_body
from govbot.sandbox.git import Files, GitRepository
from govbot.sandbox.ground import Who
from govbot.sandbox.model import Issue, Permission, Person, PullRequest, Repository
from govbot.sandbox.refusals import Conflict, InvalidInput, NotAllowed, NotFound

__all__ = ["Pulls"]


def invalid(field: str, code: str = "invalid", **more: str) -> InvalidInput:
    """GitHub's answer to a pull request it cannot open."""
    error = {"resource": "PullRequest", "code": code, "field": field}
    return InvalidInput("Validation Failed", error | more)


class Pulls(Branches, Conversation):
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
        target = base or home.default_branch
        base_oid = self.git_of(home).branch(target)
        head_oid = self.git_of(source).branch(branch)
        if base_oid is None:
            raise invalid("base")
        if head_oid is None:
            raise invalid("head")
        if not title.strip():
            raise invalid("title", "missing_field")
        check_body(body, blank=True)
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
        issue = Issue(
            id=self.next_id("issue", 3001),
            number=self.next_number(home),
            title=title,
            body=body,
            author=actor.id,
            created_at=self.now,
            updated_at=self.now,
        )
        issue.pull = PullRequest(
            id=self.next_id("pull", 4001),
            base=target,
            head=branch,
            head_repository=origin,
            head_oid=head_oid,
            base_oid=base_oid,
            draft=draft,
        )
        home.issues[issue.number] = issue
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
        if title is not None and title != issue.title:
            changes["title"], issue.title = {"from": issue.title}, title
        if body is not None and body != issue.body:
            check_body(body, blank=True)
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
        repository: str | Repository | None = None,
    ) -> Issue:
        """Close an issue or pull request: its author (the default), or with triage access."""
        home, issue, actor = self._steward(number, by, repository)
        if not issue.closed:
            issue.closed_at = issue.updated_at = self.now
            issue.closed_by = actor.id
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
            raise invalid("state", "custom", message="state cannot be changed. It is merged.")
        if issue.closed:
            issue.closed_at = issue.closed_by = None
            issue.updated_at = self.now
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
