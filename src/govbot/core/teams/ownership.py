"""Which teams govbot created: those whose description says so, for this repository.

    description_of("Community Council", "example/commons")
    # "Community Council. Kept by govbot for example/commons."
    is_own("Old Council. Kept by govbot for example/commons.", "example/commons")    # True

Only such a team may be deleted, once no body names it. The sentence stands where everybody sees it and
where only owners and the team's maintainers can write, names the repository, so that two repositories of
one organisation never delete each other's teams, and has to be the end of the description: who edits the
description keeps the team. It needs no memory of its own that could be lost or out of date. Because it
can be written by hand all the same, it is not enough: a team is deleted only where the number of removals
is confirmed (see `govbot.core.teams.guard`), and never while it has child teams, which go with it.
"""

from __future__ import annotations

__all__ = ["description_of", "is_own"]

LONGEST_NAME = 120


def description_of(name: str, repository: str) -> str:
    """Return the description of a team that govbot creates for what is called `name`."""
    said = " ".join(name.split())[:LONGEST_NAME].rstrip(".")
    return f"{said}. {_sentence(repository)}"


def is_own(description: str, repository: str) -> bool:
    """Say whether govbot created the team with this description, for this repository."""
    return description.rstrip().casefold().endswith(_sentence(repository).casefold())


def _sentence(repository: str) -> str:
    return f"Kept by govbot for {repository}."
