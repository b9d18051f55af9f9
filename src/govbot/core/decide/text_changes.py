"""What kind of change made one text another: of its content, its front matter, or its white space.

    kind_of_change(opening.print, document.print)     # "front_matter"

Told by hashes that the records keep, so that the answer needs neither text.
"""

from __future__ import annotations

from govbot.core.documents import Fingerprint
from govbot.core.policies import ChangeKind

__all__ = ["kind_of_change"]


def kind_of_change(before: Fingerprint | None, after: Fingerprint | None) -> ChangeKind:
    """Say what changed between two texts; content, where one of them has no fingerprint."""
    if before is None or after is None:
        return "content"
    if before.words == after.words:
        return "whitespace"
    return "front_matter" if before.body == after.body else "content"
