"""The scratch repository: who acts in it, what was made in it, and putting it back as it was.

    with open_scratch(access, wait=time.sleep) as scratch:
        number = scratch.open_pull_request(scratch.opener, "proposal", {"a.md": "A"}, "A")
        scratch.snapshot(number)
    scratch.left         # what could not be put back

A repository is only touched when its default branch has the file `.govbot-scratch`, holding the
repository's own name. Branches, labels and files that were made are deleted at the end, and what was
opened is closed. Pull requests and issues themselves stay: GitHub deletes none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote

from govbot.core.accounts import Account
from govbot.core.errors import UserError
from govbot.core.governance import Governance, LedgerSettings, Settings
from govbot.core.snapshot import Snapshot
from govbot.gh import (
    DEFAULT_BRANCH,
    Connection,
    Refused,
    connect,
    read_files,
    read_pull_request,
    repository_labels,
)
from govbot.gh.answers import BOT_SUFFIX, account
from scripts.live.access import LiveAccess
from scripts.live.branches import begin_branch, change_files
from scripts.live.rows import NotTried

__all__ = ["MARKER_FILE", "MOST_REQUESTS", "Participant", "ScratchRepository", "open_scratch"]

MARKER_FILE = ".govbot-scratch"
NOT_FOUND = 404
MOST_REQUESTS = 600
"""After so many requests nothing more is tried. The whole of it takes less than half."""

WHERE = """
query Where($owner: String!, $name: String!) {
  viewer { __typename login databaseId }
  repository(owner: $owner, name: $name) {
    databaseId
    nameWithOwner
    defaultBranchRef { name target { oid } }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who acts in the repository, by a token of their own."""

    account: Account
    connection: Connection
    token: str = field(repr=False)

    @property
    def is_person(self) -> bool:
        """Whether it is neither an app nor an Actions run."""
        return not self.account.login.endswith(BOT_SUFFIX)


@dataclass
class ScratchRepository:
    """The repository. `govbot` acts with the first token, `people` are the accounts of all persons."""

    govbot: Participant
    people: tuple[Participant, ...]
    wait: Callable[[float], None]
    id: int
    default_branch: str
    labels_before: frozenset[str]
    mark: str
    connections: tuple[Connection, ...]
    opened: dict[int, str] = field(default_factory=dict)
    branches: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        """How many requests were made so far."""
        return sum(each.requests for each in self.connections)

    @property
    def opener(self) -> Participant:
        """Who opens what nobody in particular has to open: a person, where there is one."""
        return self.people[0] if self.people else self.govbot

    @property
    def governance(self) -> Governance:
        """Settings as they come, with a ledger branch of this run's own."""
        return Governance(settings=Settings(ledger=LedgerSettings(branch=self.name("ledger"))))

    def name(self, what: str) -> str:
        """Return a name that nothing else in the repository has."""
        return f"live-{self.mark}-{what}"

    def keep_within_bounds(self) -> None:
        """Raise `NotTried` where the requests are used up."""
        if self.requests >= MOST_REQUESTS:
            raise NotTried(f"{self.requests} requests were made, and {MOST_REQUESTS} are the most.")

    def open_issue(self, what: str) -> int:
        """Open an issue; return its number."""
        said = {"title": self.name(what), "body": "Opened by `make live`, and closed by it."}
        number = int(self.opener.connection.post("/issues", said)["number"])
        self.opened[number] = "issues"
        return number

    def open_pull_request(
        self, by: Participant, branch: str, files: Mapping[str, str], title: str
    ) -> int:
        """Open a pull request with these files into the default branch; return its number."""
        self.begin_branch(by, branch, files, title)
        said = {"title": title, "head": branch, "base": self.default_branch}
        pull = by.connection.post("/pulls", said)
        self.opened[int(pull["number"])] = "pulls"
        return int(pull["number"])

    def begin_branch(
        self, by: Participant, branch: str, files: Mapping[str, str], message: str
    ) -> None:
        """Begin a branch with these files beside those of the default branch."""
        self.branches.append(branch)
        begin_branch(by.connection, branch, self.default_branch, files, message)

    def comment(self, by: Participant, number: int, text: str) -> dict[str, Any]:
        """Write a comment; return what GitHub says of it."""
        return by.connection.post(f"/issues/{number}/comments", {"body": text})

    def snapshot(self, number: int, governance: Governance | None = None) -> Snapshot:
        """Read a pull request or issue as govbot does."""
        found = read_pull_request(self.govbot.connection, number, governance or self.governance)
        if found is None:
            raise NotTried(f"GitHub shows no #{number}, which was opened just now.")
        return found

    @cached_property
    def issue(self) -> int:
        """The number of an issue on which facts are tried."""
        return self.open_issue("facts")

    @cached_property
    def pull_request(self) -> int:
        """The number of a pull request on which facts are tried, from the branch `proposal_branch`."""
        file = {f"{self.name('facts')}.md": "Opened by `make live`.\n"}
        return self.open_pull_request(self.opener, self.proposal_branch, file, self.name("facts"))

    @property
    def proposal_branch(self) -> str:
        """The branch that `pull_request` comes from."""
        return self.name("proposal")

    def put_back(self) -> None:
        """Close what was opened, delete what was made; note in `left` what GitHub refused."""
        connection = self.opener.connection
        address = f"/repos/{connection.repository}"
        for number, kind in self.opened.items():
            with self._noting(f"#{number} is still open"):
                connection.patch(f"/{kind}/{number}", {"state": "closed"})
        for path in self.files:
            with self._noting(f"{path} is still on {self.default_branch}"):
                change_files(connection, self.default_branch, {path: None}, f"Take {path} away")
        for branch in self.branches:
            with self._noting(f"the branch {branch} is still there"):
                _delete(connection, f"{address}/git/refs/heads/{quote(branch)}")
        with self._noting("labels may be left"):
            new = {each.name for each in repository_labels(connection)} - self.labels_before
            for label in sorted(new):
                _delete(connection, f"{address}/labels/{quote(label, safe='')}")

    @contextmanager
    def _noting(self, what: str) -> Iterator[None]:
        try:
            yield
        except UserError as error:
            self.left.append(f"{what}: {error.message}")


def _delete(connection: Connection, address: str) -> None:
    """Delete what may be gone, or never have come to be."""
    try:
        connection.write("DELETE", address)
    except Refused as refused:
        if refused.status != NOT_FOUND and "does not exist" not in refused.message:
            raise


@contextmanager
def open_scratch(access: LiveAccess, wait: Callable[[float], None]) -> Iterator[ScratchRepository]:
    """Give the repository to act in, and put it back when the block ends, however it ends.

    `wait` lets so many seconds pass. Raise `UserError` for a repository that is not marked as scratch:
    then nothing was written.
    """
    with ExitStack() as closing:
        connections = tuple(
            closing.enter_context(connect(access.repository, token, access.api_url))
            for token in access.tokens
        )
        first, *_ = connections
        where = _require_scratch(access, first)
        present: dict[int | None, Participant] = {}
        for connection, token in zip(connections, access.tokens, strict=True):
            own = where if connection is first else _where(connection)
            who = account(own["viewer"])
            present.setdefault(who.id, Participant(who, connection, token))
        govbot, *_ = present.values()
        repository = where["repository"]
        scratch = ScratchRepository(
            govbot=govbot,
            people=tuple(each for each in present.values() if each.is_person),
            wait=wait,
            id=repository["databaseId"],
            default_branch=repository["defaultBranchRef"]["name"],
            labels_before=frozenset(each.name for each in repository_labels(first)),
            mark=f"{first.server_time:%Y%m%d%H%M%S}",
            connections=connections,
        )
        try:
            yield scratch
        finally:
            scratch.put_back()


def _require_scratch(access: LiveAccess, connection: Connection) -> dict[str, Any]:
    """Return where the connection leads; raise `UserError` unless that may be scribbled on."""
    where = _where(connection)
    called = where["repository"]["nameWithOwner"]
    if called.lower() != access.repository.lower():
        raise UserError(
            f"{access.repository} leads to {called}, which was not named.",
            "Set GOVBOT_LIVE_REPOSITORY to the repository's own name.",
        )
    marker = read_files(connection, DEFAULT_BRANCH, [MARKER_FILE]).get(MARKER_FILE, "")
    if marker.strip().lower() != access.repository.lower():
        said = f"holds {marker.strip()[:100]!r}" if marker else "is not there"
        raise UserError(
            f"{access.repository} is not marked as scratch: {MARKER_FILE} {said}.",
            f"Nothing was written. Where it exists for nothing else, commit the file {MARKER_FILE} to"
            f" its default branch, holding the line {access.repository}.",
        )
    return where


def _where(connection: Connection) -> dict[str, Any]:
    variables = {"owner": connection.owner, "name": connection.name}
    return connection.query(WHERE, variables).complete()
