r"""The texts of git blobs: one request for many, and one more for each that GitHub cuts short.

read_texts(connection, ["3b18e5..."])    # {"3b18e5...": "---\ntitle: One ledger branch\n..."}
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence

from govbot.core.blobs import blob_id
from govbot.gh.answers import Node
from govbot.gh.connection import Connection
from govbot.gh.errors import Problem
from govbot.gh.queries import blobs_query

__all__ = ["read_texts", "text_of"]

AT_ONCE = 25


def read_texts(connection: Connection, blobs: Sequence[str]) -> dict[str, str | None]:
    """Return the text of each blob by its git id; None for one that is binary or not there."""
    texts: dict[str, str | None] = {}
    for some in _in_parts(tuple(dict.fromkeys(blobs))):
        variables = {f"blob{index}": oid for index, oid in enumerate(some)}
        reply = connection.query(
            blobs_query(len(some)),
            {"owner": connection.owner, "name": connection.name} | variables,
        )
        repository = reply.ignoring(_is_not_there)["repository"]
        for index, oid in enumerate(some):
            node = repository[f"blob{index}"]
            texts[oid] = text_of(connection, node) if node else None
    return texts


def text_of(connection: Connection, blob: Node) -> str | None:
    """Return the text of a blob that GraphQL answered with, or None where it is binary.

    GraphQL cuts long texts short, and gives none at all for what it takes for binary. A text whose git id
    is not that of the blob is not used either: what is whole comes from REST.
    """
    text = blob["text"]
    if text is not None and not blob["isTruncated"] and _is_of(blob, text):
        return str(text)
    if blob["isBinary"]:
        return None
    answer = connection.get(f"/git/blobs/{blob['oid']}")
    try:
        return base64.b64decode(answer["content"]).decode()
    except UnicodeDecodeError:
        return None


def _is_of(blob: Node, text: str) -> bool:
    # JSON can hold half a character, which no file does.
    return blob_id(text.encode(errors="replace")) == str(blob["oid"])


def _in_parts(blobs: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(blobs), AT_ONCE):
        yield blobs[start : start + AT_ONCE]


def _is_not_there(problem: Problem) -> bool:
    return problem.type == "NOT_FOUND" and len(problem.path) > 1
