"""Which motions may need something, without reading every one that was ever held.

    motions = read_motions(connection, branch, is_open)
    motions.found      # {12, 31}
    motions.to_list    # what is over, where the list of it has changed

The ledger branch keeps a list of the motions that are over, `over.json`, with the git id of each file:

    {"rule": 1, "motions": {"12": "3b18e5..."}}

A motion is passed over only if its file still has that very id, so that the list cannot hide a motion:
whatever was recorded since gives the file another id, and it is read. Missing or old, the list costs time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from govbot.core.errors import UserError
from govbot.gh.answers import Node
from govbot.gh.connection import Connection
from govbot.gh.errors import Problem
from govbot.gh.ledger_lists import numbered_files, read_list
from govbot.gh.texts import AT_ONCE, read_texts

__all__ = ["MOTIONS", "MOTIONS_OF_BRANCH", "OVER", "Motions", "is_not_there_yet", "read_motions"]

MOTIONS = "motions"
OVER = "over.json"
RULE = 1
"""What being over means, by number: to be raised when a motion that was over no longer would be."""

MOTIONS_OF_BRANCH = """
fragment Motions on Commit {
  oid
  motions: file(path: $motions) { object { ... on Tree { entries { name oid type } } } }
  over: file(path: $over) { object { ...Text } }
}
"""


@dataclass(frozen=True, slots=True)
class Motions:
    """The numbers of motions that may need something, and what the list of those that are over should hold.

    `to_list` is None where the list holds it already.
    """

    found: frozenset[int]
    to_list: Mapping[str, Any] | None


def read_motions(
    connection: Connection, ref: Node | None, is_open: Callable[[str], bool]
) -> Motions:
    """Return the numbers of the motions whose texts `is_open` accepts, or that could not be read as text.

    `ref` is the ledger branch with `MOTIONS_OF_BRANCH`. What `is_open` once says no to, it has to say no
    to for ever: such texts are not read again once the list names them.
    """
    commit = (ref or {}).get("target") or {}
    blobs = numbered_files(commit.get("motions"))
    known = _known(connection, commit)
    over = {number: oid for number, oid in blobs.items() if known.get(number) == oid}
    found: set[int] = set()
    unknown = [number for number in blobs if number not in over]
    for start in range(0, len(unknown), AT_ONCE):
        some = unknown[start : start + AT_ONCE]
        try:
            texts = read_texts(connection, [blobs[number] for number in some])
        except UserError:
            found |= set(some)  # whoever looks at them will say what is wrong
            continue
        for number in some:
            text = texts[blobs[number]]
            if text is None or is_open(text):
                found.add(number)
            else:
                over[number] = blobs[number]
    listed = {"rule": RULE, "motions": {str(number): over[number] for number in sorted(over)}}
    return Motions(frozenset(found), listed if over != known else None)


def _known(connection: Connection, commit: Node) -> dict[int, str]:
    """What the list says. One that makes no sense, or is by another rule, says nothing."""
    listed = read_list(connection, commit.get("over"))
    try:
        if listed["rule"] != RULE:
            return {}
        return {int(number): str(oid) for number, oid in listed["motions"].items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def is_not_there_yet(problem: Problem) -> bool:
    """Say whether it is about a branch, folder or list that the first motion has yet to make."""
    return problem.type == "NOT_FOUND" and problem.path[-1:] in {("motions",), ("over",), ("ref",)}
