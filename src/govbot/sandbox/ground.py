"""The ground the sandbox's world stands on: clock, people, repositories, permissions, events.

Everything here can be asked without changing anything, except the clock, the list of people and
repositories, and the events. What people do to each other's pull requests is in `conversation`,
`issues`, `labels`, `pulls`, `reviews`, `discussions` and `checks`; `world.World` puts them together.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from govbot.sandbox.git import Files, GitRepository
from govbot.sandbox.model import (
    ACTIONS_ID,
    ACTIONS_LOGIN,
    EPOCH,
    Comment,
    Event,
    Issue,
    Permission,
    Person,
    Repository,
    State,
)
from govbot.sandbox.refusals import Forbidden, InvalidInput, NotFound

__all__ = ["Ground", "Subscriber", "Who"]

Who = str | int | Person
"""Somebody: a login in any case, a numeric id, or the person."""

Subscriber = Callable[[Event], object]

FIRST_IDS = {
    "person": 7001,
    "repository": 500001,
    # github.com's ids of comments and reviews have outgrown 32 bits, and GraphQL's `databaseId`.
    "comment": 3100000001,
    "review": 3300000001,
}


class Ground:
    """People, repositories, time and events. `lock` is held by the server for each request."""

    def __init__(self, now: datetime = EPOCH) -> None:
        self.state = State(now=now)
        self.git: dict[str, GitRepository] = {}
        self.base_url = "http://127.0.0.1"
        self.lock = threading.RLock()
        self.subscribers: list[Subscriber] = []
        self.started: float | None = None
        self._delivered = 0
        self._holding = 0
        self._gate = threading.Lock()
        self.add_person(ACTIONS_LOGIN, id=ACTIONS_ID, type="Bot")

    # The clock

    @property
    def now(self) -> datetime:
        """The sandbox's time, in UTC. It stands still unless `flow` was called."""
        if self.started is None:
            return self.state.now
        return self.state.now + timedelta(seconds=int(time.monotonic() - self.started))

    def flow(self) -> None:
        """Let the clock run, from where it stands, as fast as the real one."""
        self.started = time.monotonic()

    def advance(self, span: timedelta | None = None, **parts: float) -> datetime:
        """Move the clock on by a timedelta or its parts: `advance(days=10)`."""
        return self.set_time(self.now + (span or timedelta(**parts)))

    def set_time(self, moment: datetime) -> datetime:
        """Put the clock at a moment, in UTC."""
        self.state.now = moment.astimezone(UTC)
        if self.started is not None:
            self.started = time.monotonic()
        return self.state.now

    # People

    def next_id(self, kind: str, first: int = 1001) -> int:
        """The next number of a kind; the same actions give the same numbers."""
        number = self.state.next_ids.get(kind, FIRST_IDS.get(kind, first))
        self.state.next_ids[kind] = number + 1
        return number

    def add_person(
        self,
        login: str,
        *,
        id: int | None = None,
        type: Literal["User", "Bot", "Organization", "Mannequin"] = "User",
        name: str | None = None,
    ) -> Person:
        """Make an account. Without an id it gets the next free one from 7001."""
        number = self.next_id("person") if id is None else id
        is_taken = type != "Mannequin" and self._find_login(login) is not None
        if is_taken or number in self.state.people:
            raise InvalidInput(f"There is already an account {login} or an id {number}.")
        person = Person(number, login, type, name, self.now)
        self.state.people[number] = person
        return person

    def rename(self, who: Who, login: str) -> Person:
        """Give somebody another login; the id and everything they did stays theirs."""
        person = self.person(who)
        person.login = login
        return person

    def remove_person(self, who: Who) -> None:
        """Delete an account; what it wrote stays and has no author, as on GitHub."""
        del self.state.people[self.person(who).id]

    def person(self, who: Who) -> Person:
        """The person with this login or id."""
        if isinstance(who, Person):
            return who
        found = self.state.people.get(who) if isinstance(who, int) else self._find_login(who)
        if found is None:
            raise NotFound(f"Could not resolve to a User with the login of '{who}'.")
        return found

    def _find_login(self, login: str) -> Person | None:
        people = [one for one in self.state.people.values() if one.type != "Mannequin"]
        return next((one for one in people if one.login.lower() == login.lower()), None)

    # Repositories

    def add_repository(
        self,
        full_name: str = "example/commons",
        files: Files | None = None,
        *,
        default_branch: str = "main",
    ) -> Repository:
        """Make a repository with one commit; the owner becomes an organization if unknown."""
        owner_login, _, name = full_name.partition("/")
        owner = self._find_login(owner_login) or self.add_person(owner_login, type="Organization")
        repository = Repository(
            id=self.next_id("repository"),
            owner=owner.id,
            name=name,
            network=full_name,
            created_at=self.now,
            default_branch=default_branch,
        )
        self.state.repositories[full_name] = repository
        self.git[full_name] = GitRepository()
        self.git[full_name].commit(
            default_branch,
            files or {"README.md": f"# {name}\n"},
            message="Initial commit",
            author=self.signature(owner),
            at=self.now,
        )
        return repository

    def repository(self, name: str | Repository | None = None) -> Repository:
        """The repository with this full name; without one, the first that was made."""
        if isinstance(name, Repository):
            return name
        repositories = self.state.repositories
        for known, repository in repositories.items():
            if name is None or known.lower() == name.lower():
                return repository
        raise NotFound(f"Could not resolve to a Repository with the name '{name}'.")

    def full_name(self, repository: Repository) -> str:
        """`owner/name`, with the owner's login of today."""
        return f"{self.person(repository.owner).login}/{repository.name}"

    def git_of(self, repository: Repository) -> GitRepository:
        """The git objects and branches of a repository."""
        for name, known in self.state.repositories.items():
            if known is repository:
                return self.git[name]
        raise NotFound(f"There is no repository {repository.name}.")

    def issue(self, number: int, repository: str | Repository | None = None) -> Issue:
        """The issue or pull request with this number."""
        found = self.repository(repository).issues.get(number)
        if found is None:
            raise NotFound(
                f"Could not resolve to an issue or pull request with the number of {number}."
            )
        return found

    def find_comment(self, comment_id: int) -> tuple[Repository, Issue, Comment]:
        """A comment by its numeric id, with where it stands."""
        for repository in self.state.repositories.values():
            for issue in repository.issues.values():
                for comment in issue.comments:
                    if comment.id == comment_id:
                        return repository, issue, comment
        raise NotFound(f"There is no comment {comment_id}.")

    def signature(self, person: Person) -> tuple[str, str]:
        """The name and address that GitHub would write into a commit."""
        address = f"{person.id}+{person.login}@users.noreply.github.com"
        return person.name or person.login, address

    # Permissions

    def grant(self, who: Who, permission: str | Permission, repository: str | None = None) -> None:
        """Give somebody a permission: `none read triage write maintain admin`."""
        self.repository(repository).permissions[self.person(who).id] = Permission(permission)

    def permission(self, person: Person, repository: Repository) -> Permission:
        """What somebody may do; every repository is public, so anyone may read."""
        if person.id == repository.owner:
            return Permission.ADMIN
        if person.id == ACTIONS_ID and repository.fork_of is None:
            return Permission.WRITE
        return repository.permissions.get(person.id, Permission.READ)

    def allows(self, person: Person, repository: Repository, needed: Permission) -> bool:
        """Whether somebody has at least this permission."""
        return self.permission(person, repository).rank >= needed.rank

    def require(self, person: Person, repository: Repository, needed: Permission) -> None:
        """Raise `Forbidden` unless somebody has at least this permission."""
        if self.allows(person, repository, needed):
            return
        if person.id == ACTIONS_ID:
            raise Forbidden("Resource not accessible by integration")
        raise Forbidden(
            f"{person.login} does not have the correct permissions: this needs {needed} "
            f"access to {self.full_name(repository)}."
        )

    # Events

    def emit(
        self,
        name: str,
        action: str | None,
        repository: Repository,
        actor: Person,
        payload: dict[str, Any],
        ref: str | None = None,
        sha: str | None = None,
        *,
        held: bool = False,
    ) -> None:
        """Send a webhook, unless it was the Actions token's doing: that triggers nothing.

        With `held`, it is sent when the runs that wait are approved.
        """
        if actor.id == ACTIONS_ID:
            return
        git = self.git_of(repository)
        branch = repository.default_branch
        event = Event(
            id=len(self.state.events) + 1,
            name=name,
            action=action,
            repository=self.full_name(repository),
            actor=actor.login,
            ref=ref or f"refs/heads/{branch}",
            sha=sha or git.branch(branch) or "",
            at=self.now,
            payload=payload,
        )
        if held:
            self.state.held.append(event)
            return
        self.state.events.append(event)
        self.deliver()

    def subscribe(self, subscriber: Subscriber) -> None:
        """Call `subscriber(event)` for every event from now on, one after the other."""
        self.deliver()
        if not self.subscribers:
            self._delivered = len(self.state.events)
        self.subscribers.append(subscriber)

    def deliver(self) -> None:
        """Hand undelivered events over; events that a subscriber causes wait for their turn."""
        with self._gate:
            if self._holding:
                return
            self._holding += 1
        try:
            while self.subscribers and self._delivered < len(self.state.events):
                event = self.state.events[self._delivered]
                self._delivered += 1
                for subscriber in self.subscribers:
                    subscriber(event)
        finally:
            with self._gate:
                self._holding -= 1

    @contextmanager
    def holding_events(self) -> Iterator[None]:
        """Keep events back until `deliver` is called, so that a request can be answered first."""
        with self._gate:
            self._holding += 1
        try:
            yield
        finally:
            with self._gate:
                self._holding -= 1
