"""Bytes and text of a file, or the finding that says why there are none."""

from __future__ import annotations

import errno
from pathlib import Path

from govbot.core.errors import Place
from govbot.core.findings import Finding

__all__ = ["MAX_BYTES", "decode", "read_bytes", "read_text", "too_large"]

MAX_BYTES = 2_000_000


def read_text(source: Path | str | bytes, name: str, limit: int = MAX_BYTES) -> str | Finding:
    """Return the text of a file, or a text that is given, within the limit in bytes."""
    if isinstance(source, str):
        return too_large(name, len(source), limit) or source
    content = read_bytes(source, name, limit) if isinstance(source, Path) else source
    if isinstance(content, Finding):
        return content
    return too_large(name, len(content), limit) or decode(content, name)


def read_bytes(path: Path, name: str, limit: int = MAX_BYTES) -> bytes | Finding:
    """Return what a file holds. Its size is asked first: one that is too large is not read.

    Only a file of its own is read, not a device or a pipe that never ends; and not what lies outside
    the folder and the one around it, which a symbolic link in a pull request could name.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            message = "The file cannot be read: it is a pipe or a device, and no ordinary file."
            return Finding.error("unreadable-file", Place(name), message)
        if not path.resolve().is_relative_to(path.parent.parent.resolve()):
            return Finding.error(
                "unreadable-file",
                Place(name),
                "The file cannot be read: it is a link that leads elsewhere.",
            )
        return too_large(name, path.stat().st_size, limit) or path.read_bytes()
    except (OSError, RuntimeError) as error:
        reason = why_unreadable(error)
        return Finding.error("unreadable-file", Place(name), f"The file cannot be read: {reason}.")


def why_unreadable(error: OSError | RuntimeError) -> str:
    """Return why something cannot be read. Before Python 3.13, links that lead in a circle are no `OSError`."""
    if isinstance(error, RuntimeError) or error.errno == errno.ELOOP:
        return "it is a link that leads back to itself"
    return error.strerror or str(error)


def decode(content: bytes, name: str) -> str | Finding:
    """Return UTF-8 as text, without a byte order mark."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        message = f"The byte 0x{content[error.start]:02x} is not UTF-8."
        place = Place(name, line, column)
        return Finding.error("not-utf-8", place, message, "Save the file as UTF-8.")


def too_large(name: str, size: int, limit: int = MAX_BYTES) -> Finding | None:
    """Return the finding that `size` bytes are too many, if they are."""
    if size <= limit:
        return None
    return Finding.error(
        "too-large",
        Place(name),
        f"The file is {size:,} bytes; {limit:,} is the most that is read.",
        "Split it, or move what is not governance elsewhere.",
    )
