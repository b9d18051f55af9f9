"""What kind of change made one text another: of its content, its front matter, or its white space.

    kind_of_change(opening.print, document.print)     # "front_matter"

Told by hashes that the records keep, so that the answer needs neither text.

    refuse_text_unseen(snapshot, said)                # RefusedError: "The text was changed after ..."

A run may come late. Then GitHub shows the text as it is by now, which nobody was asked about.
"""

from __future__ import annotations

from datetime import datetime

from govbot.core.decide.saying import RefusedError, Said
from govbot.core.documents import Fingerprint
from govbot.core.policies import ChangeKind
from govbot.core.snapshot import PullRequest, Snapshot

__all__ = ["kind_of_change", "refuse_text_unseen"]


def kind_of_change(before: Fingerprint | None, after: Fingerprint | None) -> ChangeKind:
    """Say what changed between two texts; content, where one of them has no fingerprint."""
    if before is None or after is None:
        return "content"
    if before.words == after.words:
        return "whitespace"
    return "front_matter" if before.body == after.body else "content"


def refuse_text_unseen(snapshot: Snapshot, said: Said) -> None:
    """Refuse to open a vote on a text that is younger than the command that asks for it."""
    shown = snapshot.check_run.first_set_at if snapshot.check_run is not None else None
    if shown is not None and shown <= said.at:
        return  # govbot set its check on this commit before: it was there
    changed = _changed_at(snapshot.pull_request)
    if changed is not None and changed > said.at:
        raise RefusedError("The text was changed after this was written; write it again.")


def _changed_at(pull: PullRequest) -> datetime | None:
    """Return when the text was last changed (UTC), as far as that is known.

    When a commit was pushed GitHub does not say; that it was made is what its author's clock says.
    """
    if not pull.is_issue:
        return pull.committed_at
    return max((at for at in (pull.edited_at, pull.renamed_at) if at is not None), default=None)
