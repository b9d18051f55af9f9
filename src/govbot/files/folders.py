"""The files of a folder that the rules say is there: one that cannot be read is an error, and no absence.

files_in(root, "governance/bodies", ".yaml")     # [Path(".../council.yaml"), ...], in the order of names
"""

from __future__ import annotations

from pathlib import Path

from govbot.core.errors import Place, UserError
from govbot.files.texts import why_unreadable

__all__ = ["files_in", "is_there"]


def files_in(root: Path, folder: str, *suffixes: str) -> list[Path]:
    """Return what stands in `folder` below `root` and ends so; nothing where there is no folder.

    Raise `UserError` where it cannot be read, is no folder, or leads out of the repository.
    """
    path = root / folder
    if not is_there(path):
        return []
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            raise UserError(
                "The folder is a link that leads out of the repository.",
                "Keep the files in the repository itself.",
                Place(folder),
            )
        return sorted(each for each in path.iterdir() if each.suffix in suffixes)
    except (OSError, RuntimeError) as error:
        reason = why_unreadable(error)
        raise UserError(f"The folder cannot be read: {reason}.", place=Place(folder)) from error


def is_there(path: Path) -> bool:
    """Say whether something has this name, be it a link that leads nowhere."""
    return path.is_symlink() or path.exists()
