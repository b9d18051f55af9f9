"""A connection to one repository on GitHub: PyGithub's transport, with what may be repeated set apart.

    with connect("example/commons", token) as connection:
        reply = connection.query(DOCUMENT, {"owner": connection.owner, "name": connection.name})
        connection.requests                                     # 1

Reads are tried again when GitHub fails. A write is sent once: one answered by 502 may have been done, so
whoever wrote reads again and plans again. Once a limit has refused something, nothing more is sent: GitHub
makes the wait longer for whoever does not wait.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import github
from github import GithubException
from urllib3 import Retry

from govbot.core.errors import UserError
from govbot.gh.errors import (
    Problem,
    RateLimited,
    elsewhere,
    passing,
    raise_problems,
    refusal,
    unreachable,
)

__all__ = ["GITHUB_API", "Connection", "Reply", "check_address", "check_repository", "connect"]

# What goes wrong on the way is said in an error. PyGithub writes its log to standard error, asked or not.
logging.getLogger("github").handlers = [logging.NullHandler()]

GITHUB_API = "https://api.github.com"
REPOSITORY = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+")
TRIES = 4
MOST_ON_A_PAGE = 100
SUCCESS = range(200, 300)
LOOPBACK = ("127.0.0.1", "localhost")


@dataclass(frozen=True, slots=True)
class Reply:
    """A GraphQL answer: `data`, and the problems of fields that have no value because of them."""

    data: dict[str, Any]
    problems: tuple[Problem, ...] = ()

    def complete(self) -> dict[str, Any]:
        """Return the data, or raise the error of the first problem."""
        return self.ignoring(lambda _problem: False)

    def ignoring(self, may_lack: Callable[[Problem], bool]) -> dict[str, Any]:
        """Return the data, or raise the error of the first problem that `may_lack` does not excuse."""
        serious = [problem for problem in self.problems if not may_lack(problem)]
        if serious:
            raise_problems(serious)
        return self.data


class Connection:
    """One repository, one token. `requests` counts what was asked; a read tried again counts once.

    `server_time` is when GitHub last answered, by its own clock and in UTC: what a deadline is held
    against, so that a machine whose clock is wrong opens and closes no vote.
    """

    def __init__(
        self, repository: str, api_url: str, reading: github.Github, writing: github.Github
    ) -> None:
        self.repository = repository
        self.owner, _, self.name = repository.partition("/")
        self.api_url = api_url
        self.requests = 0
        self.server_time = datetime.now(UTC)
        self._reading = reading
        self._writing = writing
        self._limited: RateLimited | None = None

    def __repr__(self) -> str:
        return (
            f"Connection({self.repository!r}, api_url={self.api_url!r}, requests={self.requests})"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the sockets."""
        self._reading.close()
        self._writing.close()

    def pause(self, seconds: float) -> None:
        """Wait for GitHub to come to know what it was told."""
        time.sleep(seconds)

    def query(self, document: str, variables: Mapping[str, Any]) -> Reply:
        """Send a GraphQL query. It is a POST that changes nothing, so it may be repeated."""
        return self._graphql(self._reading, document, variables)

    def mutate(self, document: str, variables: Mapping[str, Any]) -> Reply:
        """Send a GraphQL mutation, once."""
        return self._graphql(self._writing, document, variables)

    def get(self, path: str) -> dict[str, Any]:
        """Get an object below the repository's address in the REST interface: `path` starts with `/`."""
        return self._send(self._reading, "GET", self._address(path), None)

    def get_list(self, path: str) -> list[dict[str, Any]]:
        """Get a page of a list below the repository's address in the REST interface."""
        return self._page(self._address(path))[0]

    def get_all(self, address: str) -> list[dict[str, Any]]:
        """Get every page of a list anywhere in the REST interface, such as `/orgs/example/teams`.

        GitHub says with each page whether there is another: how long it is says nothing.
        """
        mark = "&" if "?" in address else "?"
        found: list[dict[str, Any]] = []
        number = 0
        while True:
            number += 1
            page, is_last = self._page(f"{address}{mark}per_page={MOST_ON_A_PAGE}&page={number}")
            found += page
            if is_last:
                return found

    def write(self, verb: str, address: str, body: Mapping[str, Any] | None = None) -> Any:
        """Change something anywhere in the REST interface, once; return GitHub's answer, if it has one."""
        return self._ask(self._writing, verb, address, body)[0]

    def get_at(self, address: str) -> dict[str, Any]:
        """Get an object that is below no repository in the REST interface, such as `/users/ada`."""
        return self._send(self._reading, "GET", address, None)

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Create something below the repository's address, once; return GitHub's answer."""
        return self._send(self._writing, "POST", self._address(path), body)

    def patch(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Change something below the repository's address, once; return GitHub's answer."""
        return self._send(self._writing, "PATCH", self._address(path), body)

    def _address(self, path: str) -> str:
        return f"/repos/{self.owner}/{self.name}{path}"

    def _page(self, address: str) -> tuple[list[dict[str, Any]], bool]:
        """Return a page of a list, and whether it is the last one."""
        data, headers = self._ask(self._reading, "GET", address, None)
        if not isinstance(data, list):
            raise unreachable(self.api_url)
        return data, 'rel="next"' not in str(headers.get("link", ""))

    def _graphql(self, client: github.Github, document: str, variables: Mapping[str, Any]) -> Reply:
        body = {"query": document, "variables": dict(variables)}
        answer = self._send(client, "POST", client.requester.graphql_url, body)
        errors = answer.get("errors")
        told = errors if isinstance(errors, list) else ()
        problems = tuple(Problem.read(each) for each in told if isinstance(each, dict))
        for problem in problems:
            self._heed(passing(problem))
        data = answer.get("data")
        if data is None:
            raise_problems(problems or (Problem("INTERNAL", "something went wrong"),))
        return Reply(data, problems)

    def _refused(self, status: int, headers: Mapping[str, Any], data: object) -> UserError:
        error = refusal(status, headers, data)
        self._heed(error)
        return error

    def _heed(self, error: UserError | None) -> None:
        """Send nothing more once GitHub has said that it takes no more."""
        if isinstance(error, RateLimited):
            self._limited = error

    def _send(
        self, client: github.Github, verb: str, address: str, body: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        data, _ = self._ask(client, verb, address, body)
        if not isinstance(data, dict):
            raise unreachable(self.api_url)
        return data

    def _ask(
        self, client: github.Github, verb: str, address: str, body: Mapping[str, Any] | None
    ) -> tuple[Any, dict[str, Any]]:
        """Return the answer's data and its headers, their names in lower case."""
        if self._limited is not None:
            raise self._limited
        self.requests += 1
        try:
            status, headers, text = client.requester.requestJson(verb, address, input=body)
        except GithubException as error:
            raise self._refused(error.status, error.headers or {}, error.data) from error
        except OSError as error:  # what `requests` raises for anything that goes wrong on the way
            raise unreachable(self.api_url) from error
        except RuntimeError as error:  # PyGithub's, for a redirection that it does not follow
            raise elsewhere(self.api_url) from error
        self.server_time = _date(headers) or self.server_time
        try:
            data = json.loads(text) if text else None
        except ValueError:
            data = None  # a proxy's or GitHub's own page: the status says all there is to know
        if status not in SUCCESS:
            raise self._refused(status, headers, data)
        return data, {name.lower(): value for name, value in headers.items()}


def connect(
    repository: str, token: str, api_url: str = GITHUB_API, *, patience: float = 60
) -> Connection:
    """Connect to `owner/name`. Nothing is sent yet.

    `api_url` is as GITHUB_API_URL has it: https://api.github.com, https://HOST/api/v3 on GitHub
    Enterprise Server, or http://127.0.0.1:PORT. A read waits at most `patience` seconds before it is
    tried again. Raise `UserError` for a name, token or address that cannot be right.
    """
    check_repository(repository)
    if not token:
        raise UserError("There is no token for GitHub.", "Put one into the variable GITHUB_TOKEN.")
    # The token goes into a header; what would not fit there would otherwise be shown in an error.
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise UserError(
            "The token holds a blank, a line break or another character that no token has.",
            "Put the token alone into GITHUB_TOKEN.",
        )
    check_address(api_url)
    return Connection(
        repository,
        api_url,
        _client(token, api_url, _read_again(patience)),
        _client(token, api_url, 0),
    )


BLANKS = frozenset(" \t\r\n")
_LOCAL = {("http", host) for host in LOOPBACK}


def check_repository(name: str) -> None:
    """Raise `UserError` for what cannot be `owner/name`."""
    if not REPOSITORY.fullmatch(name):
        raise UserError(
            f"{name!r} does not name a repository.", "Write it as owner/name: example/commons."
        )


def check_address(api_url: str) -> None:
    """Raise `UserError` for an address that no token should be sent to."""
    broken = UserError(
        f"{api_url!r} is not an address.", "Write it as https://api.github.com, without blanks."
    )
    try:
        address = urlsplit(api_url)
        port = address.port
    except ValueError as error:  # a host or port that cannot be one
        raise broken from error
    if not address.hostname or port == 0 or set(api_url) & BLANKS:
        raise broken
    if not (address.scheme == "https" or (address.scheme, address.hostname) in _LOCAL):
        raise UserError(
            f"{api_url!r} is not an address for a token to be sent to.",
            "Use https; http only reaches 127.0.0.1 and localhost.",
        )
    if address.username is not None:
        raise UserError(
            "The address of GitHub's API holds a name or a password.",
            "Write it without, and put the token into GITHUB_TOKEN.",
        )


def _client(token: str, api_url: str, retry: Retry | int) -> github.Github:
    return github.Github(
        auth=github.Auth.Token(token),
        base_url=api_url.rstrip("/"),
        user_agent="govbot",
        timeout=20,
        retry=retry,
        # One run makes a handful of requests: PyGithub's pauses would be most of its time.
        seconds_between_requests=None,
        seconds_between_writes=None,
    )


def _read_again(patience: float) -> Retry:
    # PyGithub's own would send what a limit refused again; urllib3's does, where Retry-After is heeded.
    return Retry(
        total=TRIES,
        backoff_factor=0.5,
        backoff_max=patience,
        allowed_methods={"GET", "POST"},
        respect_retry_after_header=False,
        status_forcelist=range(500, 600),
        # The last answer is worth more than "too many retries": it has a status and a reason.
        raise_on_status=False,
    )


def _date(headers: Mapping[str, Any]) -> datetime | None:
    try:
        return parsedate_to_datetime(headers.get("date", "")).astimezone(UTC)
    except ValueError:
        return None
