"""Facts about check runs. Only the token of an Actions run, or of an App, can try them."""

from __future__ import annotations

from govbot.core.changes import Conclusion, SetCheckRun
from govbot.core.markers import CHECK_NAME
from govbot.core.snapshot import CheckRun
from govbot.gh import apply_changes
from scripts.live.rows import NotTried, Observed
from scripts.live.scratch import ScratchRepository

__all__ = ["check_is_known", "check_turns"]


def check_is_known(scratch: ScratchRepository) -> Observed:
    """Set a check as govbot does, and read it as the next run does."""
    _set(scratch, "failure", "Known again")
    found = scratch.snapshot(scratch.pull_request).check_run
    return Observed(_shown(found), found is not None and found.title == "Known again")


def check_turns(scratch: ScratchRepository) -> Observed:
    """Change only the words of a check, then set another with another conclusion."""
    _set(scratch, "failure", "Red")
    red = scratch.snapshot(scratch.pull_request).check_run
    if red is None:
        return Observed(_shown(red), as_assumed=False)
    _set(scratch, "failure", "Still red", node=red.node)
    still = scratch.snapshot(scratch.pull_request).check_run
    _set(scratch, "success", "Green")
    green = scratch.snapshot(scratch.pull_request).check_run
    words = f"then {_shown(still)}; then {_shown(green)}"
    if still is None or green is None:
        return Observed(words, as_assumed=False)
    kept = (still.node, still.title) == (red.node, "Still red")
    turned = green.node != red.node and green.concludes("success", None) and green.title == "Green"
    return Observed(words, kept and turned)


def _set(
    scratch: ScratchRepository, conclusion: Conclusion, title: str, node: str | None = None
) -> None:
    snapshot = scratch.snapshot(scratch.pull_request)
    check = SetCheckRun(
        head=snapshot.pull_request.head,
        node=node,
        name=CHECK_NAME,
        conclusion=conclusion,
        title=title,
        summary="Set by `make live`.",
    )
    for failure in apply_changes(scratch.govbot.connection, snapshot, [check]):
        raise NotTried(failure.message)


def _shown(check: CheckRun | None) -> str:
    return f"`{check.title}`, a {check.conclusion}" if check else "no check of govbot's is found"
