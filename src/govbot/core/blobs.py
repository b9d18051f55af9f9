"""The id that git gives to a content: it tells whether a text is the one that was asked for.

blob_id(b"")     # "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
"""

from __future__ import annotations

import hashlib

__all__ = ["blob_id"]


def blob_id(content: bytes) -> str:
    """Return the id of a blob with this content."""
    header = f"blob {len(content)}\0".encode()
    return hashlib.sha1(header + content, usedforsecurity=False).hexdigest()
