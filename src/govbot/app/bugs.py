"""Going on after something failed: a refusal or a bug about one thing stops no other.

result = tried(run_pull_request, connection, governance, 12)     # what it returns, or the error
raise_bugs(results)                                              # once everything else was done and said
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from govbot.core.errors import UserError
from govbot.gh.unexpected import unexpected

__all__ = ["Bug", "raise_bugs", "tried"]

Outcome = TypeVar("Outcome")


@dataclass(slots=True, eq=False)
class Bug(UserError):
    """A bug that stopped one thing, such as a pull request, and no other. `cause` is what was raised."""

    cause: Exception | None = field(default=None)


def raise_bugs(found: Iterable[object]) -> None:
    """Raise what caused the bugs in `found`, once everything else was done and said."""
    causes = [each.cause for each in found if isinstance(each, Bug) and each.cause is not None]
    if len(causes) == 1:
        raise causes[0]
    if causes:
        raise ExceptionGroup("several pull requests or issues met a bug", causes)


def tried(do: Callable[..., Outcome], *arguments: object) -> Outcome | UserError:
    """Return what comes of it, or the error: no refusal, broken answer or bug may stop what comes after.

    A bug is a `Bug`, to be raised by `raise_bugs` once everything else was done and said.
    """
    try:
        return do(*arguments)
    except UserError as error:
        return error
    except Exception as error:  # noqa: BLE001 - kept, and raised again by `raise_bugs`
        if (answer := unexpected(error)) is not None:
            return answer
        words = f"govbot has a bug: {type(error).__name__}: {error}."
        return Bug(words, "Please report it with the lines of the log.", cause=error)
