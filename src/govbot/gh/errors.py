"""What GitHub refuses, in words that say what to do about it.

    GitHub did not accept the token.
    Check that GITHUB_TOKEN holds a token that has not expired or been withdrawn.

`Refused` and `GitHubUnavailable` are `UserError`s, shown as they are. `StaleLedger` is not: whoever
appends to the ledger catches it, reads again and decides again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from govbot.core.errors import UserError

__all__ = [
    "PERMISSIONS",
    "GitHubUnavailable",
    "Problem",
    "RateLimited",
    "Refused",
    "StaleLedger",
    "elsewhere",
    "passing",
    "raise_problems",
    "refusal",
    "unreachable",
]

PERMISSIONS = (
    "It needs contents: write, issues: write, pull-requests: write and checks: write on this"
    " repository: in a workflow, the job's `permissions:` give them to GITHUB_TOKEN; a fine-grained"
    " personal token is given the first three when it is made."
)

RESOURCE_LIMITS = {"RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED"}
RATE_LIMIT_WORDS = ("rate limit", "retry your request again later", "wait a few minutes")
OK, REDIRECTED, UNAUTHORIZED, FORBIDDEN, NOT_FOUND = 200, 300, 401, 403, 404
INVALID, TOO_MANY, SERVER_ERROR = 422, 429, 500


@dataclass(slots=True, eq=False)
class Refused(UserError):
    """GitHub understood and will not. `codes` are the words of its field errors."""

    status: int = 0
    codes: tuple[str, ...] = ()


class GitHubUnavailable(UserError):
    """GitHub cannot answer now; doing the same later is the cure.

    After a write it is unknown whether GitHub did it: read again before writing again.
    """


class RateLimited(GitHubUnavailable):
    """GitHub takes no more requests for a while. To ask again at once only makes the while longer."""


class StaleLedger(Exception):
    """The ledger branch is not where it was read: somebody appended meanwhile. Read and decide again."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One entry of `errors` in a GraphQL answer: `path` leads to the field that has no value."""

    type: str
    message: str
    path: tuple[str | int, ...] = ()

    @classmethod
    def read(cls, entry: Mapping[str, Any]) -> Problem:
        """Make one from GitHub's JSON, which leaves out what it pleases."""
        found = entry.get("path")
        path = tuple(found) if isinstance(found, list) else ()
        return cls(str(entry.get("type") or ""), str(entry.get("message") or ""), path)


def unreachable(address: str) -> GitHubUnavailable:
    """The error for a connection that failed, or an answer that did not come in time."""
    return GitHubUnavailable(
        f"GitHub could not be reached at {address}, or did not answer in time.",
        "Check the network and https://www.githubstatus.com, then run it again.",
    )


def elsewhere(address: str) -> Refused:
    """The error for a server that sends what it is asked to another scheme or host."""
    return Refused(
        f"What is asked at {address} is sent on to another address.",
        "Set GITHUB_API_URL to where GitHub is now. A token is not sent on by itself.",
    )


def refusal(status: int, headers: Mapping[str, Any], data: object) -> UserError:
    """Return the error for an HTTP answer that is not a success."""
    message = _message(data)
    if status == UNAUTHORIZED:
        return Refused(
            "GitHub did not accept the token.",
            "Check that GITHUB_TOKEN holds a token that has not expired or been withdrawn.",
            status=status,
        )
    if status == TOO_MANY or (status == FORBIDDEN and _is_rate_limit(message, headers)):
        return _rate_limited(headers)
    errors = _errors(data)
    fields = [each for each in errors if isinstance(each, dict)]
    # GraphQL tells of its limits in its own words, whatever the status; REST lists fields with 422 alone.
    told = [Problem("", message), *map(Problem.read, fields)] if status != INVALID else []
    unavailable = next(filter(None, map(passing, told)), None)
    if unavailable is not None:
        return unavailable
    if status == FORBIDDEN:
        return _forbidden(message, status)
    if status == NOT_FOUND:
        return Refused(
            "GitHub has nothing there, or does not show it to this token.",
            f"Check the repository's name and what the token may do. {PERMISSIONS}",
            status=status,
        )
    if status >= SERVER_ERROR:
        return GitHubUnavailable(
            f"GitHub answered with an error of its own ({status}).",
            "Wait a minute and run it again: what was recorded stays, and the rest is done then.",
        )
    if OK < status < UNAUTHORIZED - 1:
        return Refused(
            "The repository has moved to another name.",
            "Use its new name, as GitHub shows it on the repository's page.",
            status=status,
        )
    return Refused(
        f"GitHub refused the request: {message or status}.".replace("..", "."),
        details=tuple(_describe(each) for each in errors),
        status=status,
        codes=tuple(str(each.get("code") or "") for each in fields),
    )


def passing(problem: Problem) -> GitHubUnavailable | None:
    """Return the error for a problem that is over by itself, wherever in an answer GitHub tells of it."""
    # GitHub's words tell a secondary limit, which comes with any type, and with none.
    if problem.type in {"RATE_LIMITED", "RATE_LIMIT"} or _is_rate_limit(problem.message, {}):
        return _rate_limited({})
    if problem.type in RESOURCE_LIMITS or "resource limits" in problem.message.lower():
        return GitHubUnavailable(
            "GitHub stopped before it had done all of a request, which took too much of its resources.",
            "Run it again: what was done stays, and the rest is done then.",
        )
    is_theirs = problem.type in {"", "INTERNAL", "SERVICE_UNAVAILABLE"}
    if is_theirs and _is_their_fault(problem.message):
        return GitHubUnavailable(
            "GitHub could not finish the request.", "Wait a minute and run it again."
        )
    return None


def raise_problems(problems: Sequence[Problem]) -> NoReturn:
    """Raise the error that a GraphQL answer's problems stand for: of what is over by itself, or the first."""
    problem = problems[0]
    unavailable = next(filter(None, map(passing, problems)), None)
    if unavailable is not None:
        raise unavailable
    match problem.type:
        case "FORBIDDEN" | "INSUFFICIENT_SCOPES":
            raise _forbidden(problem.message, FORBIDDEN)
        case "NOT_FOUND":
            raise Refused(
                f"GitHub does not find it: {problem.message}",
                f"Check the repository's name and what the token may do. {PERMISSIONS}",
                status=NOT_FOUND,
            )
        case _:
            raise Refused(f"GitHub refused the request: {problem.message}")


def _forbidden(message: str, status: int) -> Refused:
    said = f" It says: {message}." if message else ""
    return Refused(
        f"The token may not do this.{said}".replace("..", "."), PERMISSIONS, status=status
    )


def _rate_limited(headers: Mapping[str, Any]) -> RateLimited:
    reset = str({key.lower(): each for key, each in headers.items()}.get("x-ratelimit-reset", ""))
    try:
        until = f" until {datetime.fromtimestamp(int(reset), UTC):%H:%M} UTC"
    except (ValueError, OverflowError, OSError):
        until = ""  # it is not said, or no time
    return RateLimited(
        f"GitHub takes no more requests from this token for now{until}: its rate limit is used up.",
        "Run it again then: what was recorded stays, and the rest is done then.",
    )


def _is_rate_limit(message: str, headers: Mapping[str, Any]) -> bool:
    lower = {key.lower(): str(each) for key, each in headers.items()}
    used_up = lower.get("x-ratelimit-remaining") == "0" or "retry-after" in lower
    return used_up or any(words in message.lower() for words in RATE_LIMIT_WORDS)


def _is_their_fault(message: str) -> bool:
    """Whether it is the answer that GitHub's GraphQL gives, with status 200, when it timed out."""
    words = message.lower()
    return "something went wrong" in words or "timeout" in words or "timed out" in words


def _message(data: object) -> str:
    return str(data.get("message") or "") if isinstance(data, dict) else ""


def _errors(data: object) -> list[Any]:
    """Return what is said of single fields, as objects, and of the whole, as sentences."""
    errors = data.get("errors") if isinstance(data, dict) else None
    return errors if isinstance(errors, list) else [errors] if errors else []


def _describe(error: object) -> str:
    if not isinstance(error, Mapping):
        return str(error)
    field = ".".join(str(error[key]) for key in ("resource", "field") if error.get(key))
    return f"{field}: {error.get('message') or error.get('code')}"
