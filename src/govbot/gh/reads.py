"""Reads of which each may fail by itself, and which are no more than a number.

    reads = Reads(connection, most=40)
    reads.get("/actions/permissions", ActionsPermissions, "Administration: read")
    # ActionsPermissions(...), or Unseen("This token may not see it.", "Administration: read")

Nothing is asked any more once GitHub takes no more requests, or did not answer three times in a row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from govbot.core.doctor import Unseen
from govbot.gh.connection import Connection
from govbot.gh.errors import GitHubUnavailable, Problem, RateLimited, Refused

__all__ = [
    "ACTIONS",
    "ADMINISTRATION",
    "CONTENTS",
    "DISCUSSIONS",
    "ENVIRONMENTS",
    "ISSUES",
    "METADATA",
    "STRANGE",
    "Reads",
]

# The permissions of a fine-grained token, as GitHub's settings call them.
ACTIONS, ADMINISTRATION, CONTENTS = "Actions: read", "Administration: read", "Contents: read"
DISCUSSIONS, ENVIRONMENTS, ISSUES = "Discussions: read", "Environments: read", "Issues: read"
METADATA = "Metadata: read"

UNAUTHORIZED, FORBIDDEN, NOT_FOUND = 401, 403, 404
PATIENCE = 3
"""After so many reads in a row that GitHub did not answer, it is not asked any more."""

STRANGE = Unseen("GitHub answered in a way that govbot does not know.")
"""What was answered is not what GitHub documents."""

Kind = TypeVar("Kind")
Shown = TypeVar("Shown", bound=BaseModel)


class Reads:
    """Reads on one connection, `most` of them."""

    def __init__(self, connection: Connection, most: int) -> None:
        self.connection = connection
        self.most = most
        self._failed = 0
        self._over: Unseen | None = None

    def get(self, path: str, kind: type[Shown], permission: str) -> Shown | Unseen:
        """Get one thing below the repository's address."""
        return self.ask(lambda: kind.model_validate(self.connection.get(path)), permission)

    def get_if_there(self, path: str, kind: type[Shown], permission: str) -> Shown | Unseen | None:
        """Get one thing below the repository's address; None where GitHub has none."""

        def look() -> Shown | None:
            try:
                return kind.model_validate(self.connection.get(path))
            except Refused as error:
                if error.status == NOT_FOUND:
                    return None
                raise

        return self.ask(look, permission)

    def list(self, path: str, kind: type[Shown], permission: str) -> tuple[Shown, ...] | Unseen:
        """Get the first hundred of a list below the repository's address."""
        adapter = TypeAdapter(list[kind])  # type: ignore[valid-type]  # made for the kind at hand
        return self.ask(
            lambda: tuple(adapter.validate_python(self.connection.get_list(path))), permission
        )

    def listed(
        self, path: str, key: str, kind: type[Shown], permission: str
    ) -> tuple[Shown, ...] | Unseen:
        """Get the first hundred of a list that comes in an object, under `key`."""
        adapter = TypeAdapter(list[kind])  # type: ignore[valid-type]  # made for the kind at hand
        return self.ask(
            lambda: tuple(adapter.validate_python(self.connection.get(path).get(key))), permission
        )

    def query(
        self,
        document: str,
        variables: Mapping[str, Any],
        take: Callable[[Any], Kind],
        permission: str,
    ) -> Kind | Unseen:
        """Ask in GraphQL; `take` validates the answer. What is not there is null in it, and no error."""
        return self.ask(
            lambda: take(self.connection.query(document, variables).ignoring(_is_not_there)),
            permission,
        )

    def ask(self, look: Callable[[], Kind], permission: str) -> Kind | Unseen:
        """Return what `look` finds, or why it could not. Raise `Refused` for a token that is none."""
        if self._over is not None:
            return self._over
        if self.connection.requests >= self.most:
            return Unseen(
                f"GitHub was asked {self.most} times already, which is all that doctor asks."
            )
        try:
            found = look()
        except RateLimited as error:
            self._over = Unseen(error.message)
            return self._over
        except GitHubUnavailable as error:
            self._failed += 1
            if self._failed >= PATIENCE:
                self._over = Unseen(error.message)
            return Unseen(error.message)
        except Refused as error:
            if error.status == UNAUTHORIZED:
                raise
            self._failed = 0
            return _unseen(error, permission)
        except ValidationError:
            return STRANGE
        self._failed = 0
        return found


def _unseen(error: Refused, permission: str) -> Unseen:
    if "upgrade" in error.message.lower():
        return Unseen("GitHub has it in another plan only.")
    if error.status in {FORBIDDEN, NOT_FOUND}:
        return Unseen("This token may not see it.", permission)
    return Unseen(error.message)


def _is_not_there(problem: Problem) -> bool:
    return problem.type == "NOT_FOUND" and bool(problem.path) and problem.path != ("repository",)
