r"""Several files written together: all of them, or none.

    write_together({Path("governance/people.yaml"): "- github: ada\n"})

Every text stands beside its file, complete, before the first file takes its place.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from govbot.core.errors import UserError
from govbot.files.folders import is_there

__all__ = ["write_new", "write_together"]


def write_together(texts: Mapping[Path, str | bytes]) -> None:
    """Write each text to its file, with its line ends as they are, making folders where needed.

    Raise `UserError` when the disk does not let it; then every file is as it was.
    """
    ready: dict[Path, Path] = {}
    former: dict[Path, bytes | None] = {}
    named = Path()
    try:
        for named, text in texts.items():
            path = named.resolve()  # what a link leads to is written, and the link stays
            path.parent.mkdir(parents=True, exist_ok=True)
            former[path] = path.read_bytes() if path.exists() else None
            ready[path] = _beside(path, text.encode() if isinstance(text, str) else text)
        for path, waiting in ready.items():
            named = path
            waiting.replace(path)
    except OSError as error:
        for path, waiting in ready.items():
            with contextlib.suppress(OSError):
                _restore(path, waiting, former[path])
        raise UserError(
            f"{named} could not be written: {error.strerror}.", "Nothing was changed."
        ) from error


def write_new(path: Path, text: str) -> bool:
    """Write a text to a file that is not there yet; say whether it was not. Raise as `write_together`."""
    if is_there(path):
        return False
    write_together({path: text})
    return True


def _beside(path: Path, content: bytes) -> Path:
    """Write to a new file in the folder of `path`, with the permissions that `path` has or would have."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    waiting = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError:
        waiting.unlink()
        raise
    if path.exists():
        waiting.chmod(path.stat().st_mode & 0o777)
    else:
        mask = os.umask(0)
        os.umask(mask)
        waiting.chmod(0o666 & ~mask)
    return waiting


def _restore(path: Path, waiting: Path, content: bytes | None) -> None:
    if waiting.exists():
        waiting.unlink()
    elif content is None:
        path.unlink()
    else:
        path.write_bytes(content)
