"""Texts of files at a commit or branch, by path: one request for many.

read_files(connection, "HEAD", ["governance/bodies/council.yaml"])    # {"governance/...": "name: ..."}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govbot.core.errors import Place, UserError
from govbot.gh.connection import Connection
from govbot.gh.errors import Problem
from govbot.gh.queries import BLOB
from govbot.gh.texts import text_of

__all__ = ["DEFAULT_BRANCH", "files_query", "read_files"]

AT_ONCE = 25
DEFAULT_BRANCH = "HEAD"
"""What git calls the head of the branch that pull requests go to."""


def files_query(count: int) -> str:
    """Return the query for so many files, each by `revision:path`."""
    variables = "".join(f", $file{index}: String!" for index in range(count))
    nodes = "".join(
        f"    file{index}: object(expression: $file{index}) {{ ...Text }}\n"
        for index in range(count)
    )
    return (
        f"query Files($owner: String!, $name: String!{variables}) {{\n"
        f"  repository(owner: $owner, name: $name) {{\n{nodes}  }}\n"
        "}\n"
        f"{BLOB}"
    )


def read_files(
    connection: Connection, revision: str, paths: Sequence[str], *, whole: bool = False
) -> dict[str, str]:
    """Return the text of each file at `revision`, a branch or commit; `HEAD` is the default branch's.

    What is not there, or is no text, is left out; with `whole`, raise `UserError` for what is no text.
    """
    texts: dict[str, str] = {}
    for some in _in_parts(tuple(dict.fromkeys(paths))):
        variables = {f"file{index}": f"{revision}:{path}" for index, path in enumerate(some)}
        reply = connection.query(
            files_query(len(some)),
            {"owner": connection.owner, "name": connection.name} | variables,
        )
        repository = reply.ignoring(_is_not_there)["repository"]
        for index, path in enumerate(some):
            node = repository[f"file{index}"]
            # What is a folder has none of a blob's fields.
            text = text_of(connection, node) if node and "oid" in node else None
            if text is not None:
                texts[path] = text
            elif whole and node:
                raise UserError("This is no file of text in UTF-8.", place=Place(path))
    return texts


def _in_parts(paths: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(paths), AT_ONCE):
        yield paths[start : start + AT_ONCE]


def _is_not_there(problem: Problem) -> bool:
    return problem.type == "NOT_FOUND" and len(problem.path) > 1
