"""The answers that GitHub gives instead of doing what was asked.

    raise NotFound("Could not resolve to a PullRequest with the number of 7.")

REST turns a refusal into its `status`, GraphQL into an entry of `errors` with its `type`.
"""

from __future__ import annotations

__all__ = [
    "Conflict",
    "Forbidden",
    "InvalidInput",
    "NotAllowed",
    "NotFound",
    "Refusal",
    "StaleHead",
    "Unauthenticated",
]


class Refusal(Exception):
    """Something the sandbox will not do. `errors` are those of a 422 answer: by field, or words."""

    status = 400
    type = "UNPROCESSABLE"

    def __init__(self, message: str, *errors: dict[str, str] | str) -> None:
        super().__init__(message)
        self.message = message
        self.errors = list(errors)


class Unauthenticated(Refusal):
    """There is no such token."""

    status = 401
    type = "UNAUTHENTICATED"


class Forbidden(Refusal):
    """The person is known, and may not."""

    status = 403
    type = "FORBIDDEN"


class NotFound(Refusal):
    """There is no such thing, or the person may not know of it."""

    status = 404
    type = "NOT_FOUND"


class NotAllowed(Refusal):
    """A merge that cannot be made."""

    status = 405
    type = "UNPROCESSABLE"


class Conflict(Refusal):
    """The thing has changed since the caller looked at it."""

    status = 409
    type = "UNPROCESSABLE"


class StaleHead(Conflict):
    """`createCommitOnBranch` expected another head than the branch has."""

    type = "STALE_DATA"


class InvalidInput(Refusal):
    """The request is understood and its values will not do."""

    status = 422
    type = "UNPROCESSABLE"
