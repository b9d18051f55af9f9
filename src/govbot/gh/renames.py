"""Where renamed files were before, which GraphQL does not say and REST does.

    with_former_paths(connection, 12, files)    # (ChangedFile(path="old.yaml", previous="council.yaml"),)

One request for every 100 files, and none where nothing was renamed.
"""

from __future__ import annotations

from govbot.core.snapshot import ChangedFile
from govbot.gh.connection import Connection

__all__ = ["with_former_paths"]

A_PAGE = 100
PAGES = 30
"""GitHub lists no more than 3000 files."""


def with_former_paths(
    connection: Connection, number: int, files: tuple[ChangedFile, ...]
) -> tuple[ChangedFile, ...]:
    """Return the files of pull request `number`, those that were renamed with their former paths."""
    if not any(file.change == "renamed" for file in files):
        return files
    former: dict[str, str] = {}
    for page in range(1, PAGES + 1):
        found = connection.get_list(f"/pulls/{number}/files?per_page={A_PAGE}&page={page}")
        former |= {
            each["filename"]: each["previous_filename"]
            for each in found
            if "previous_filename" in each
        }
        if len(found) < A_PAGE:
            break
    return tuple(
        file.model_copy(update={"previous": former.get(file.path, "")})
        if file.change == "renamed"
        else file
        for file in files
    )
