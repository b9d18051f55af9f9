"""What govbot decides about: pull requests into the default branch, by every file that they change.

    elsewhere(snapshot)
    # "This pull request is to be merged into `side`; govbot decides only about those into `main`."
    files_left_out(snapshot)
    # "GitHub does not list all 3100 changed files, so it cannot be said which votes they need."

Each gives the sentence to say, or None where all is as it should be. A branch that anybody may write to
proves nothing about what reaches the default one, and neither does a part of the files.
"""

from __future__ import annotations

from govbot.core.snapshot import PullState, Snapshot

__all__ = ["elsewhere", "files_left_out", "headline_elsewhere", "is_elsewhere"]


def is_elsewhere(snapshot: Snapshot) -> bool:
    """Say whether the pull request is to be merged, or was, into another branch than the default one."""
    pull = snapshot.pull_request
    return pull.base not in ("", snapshot.default_branch)


def headline_elsewhere(snapshot: Snapshot) -> str | None:
    """Return why nothing is decided about the pull request, in a line, where that is by its branch."""
    if not is_elsewhere(snapshot):
        return None
    if snapshot.pull_request.base == snapshot.governance.settings.ledger.branch:
        return f"`{snapshot.pull_request.base}` is the ledger, which only govbot writes"
    return f"govbot decides only about pull requests into `{snapshot.default_branch}`"


def elsewhere(snapshot: Snapshot) -> str | None:
    """Return the sentence on a pull request into another branch than the default one."""
    if not is_elsewhere(snapshot):
        return None
    pull = snapshot.pull_request
    did = "was merged" if pull.state is PullState.MERGED else "is to be merged"
    about = f"This pull request {did} into `{pull.base}`"
    if pull.base == snapshot.governance.settings.ledger.branch:
        return f"{about}, which is the ledger: only govbot writes there."
    return f"{about}; govbot decides only about pull requests into `{snapshot.default_branch}`."


def files_left_out(snapshot: Snapshot) -> str | None:
    """Return the sentence on files that GitHub does not show, or does not show whence they came.

    Where a renamed file was before only matters, and is only asked for, where rules go by it.
    """
    pull = snapshot.pull_request
    if len(pull.files) < pull.files_in_all:
        return (
            f"GitHub does not list all {pull.files_in_all} changed files, so it cannot be said which "
            f"votes they need."
        )
    has_rules = bool(snapshot.governance.settings.required_votes)
    if has_rules and any(each.change == "renamed" and not each.previous for each in pull.files):
        return (
            "GitHub does not say where every renamed file was before, so it cannot be said which votes "
            "they need."
        )
    return None
