"""Which files a pull request changes, as GitHub counts them.

[ChangedFile(path="rfcs/0001-code.md", status="added", additions=40, deletions=0, ...)]
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dulwich.diff_tree import RenameDetector
from dulwich.objects import ObjectID
from dulwich.patch import unified_diff

from govbot.sandbox.git import GitRepository
from govbot.sandbox.model import PullRequest

__all__ = ["ChangedFile", "changed_files", "commits_of", "files_of", "is_binary", "merges_cleanly"]

STATUSES = {"add": "added", "delete": "removed", "modify": "modified", "rename": "renamed"}


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """One changed file; `status` is REST's word, `patch` is None for binary files."""

    path: str
    status: str
    oid: str
    additions: int
    deletions: int
    patch: str | None
    previous_path: str | None = None


def is_binary(data: bytes) -> bool:
    """Whether git would call it binary: a NUL byte in the first 8,000."""
    return b"\0" in data[:8000]


def changed_files(git: GitRepository, base: str | None, head: str) -> list[ChangedFile]:
    """The files that differ between two commits, sorted by path; renames are found."""
    base_tree, head_tree = git.tree_of(base) if base else None, git.tree_of(head)
    detector = RenameDetector(git.repo.object_store)
    changes = detector.changes_with_renames(
        base_tree.id if base_tree else None, head_tree.id if head_tree else None
    )
    found = []
    for change in changes:
        old, new = change.old, change.new
        side = new if new is not None else old
        if side is None:
            continue
        before = _content(git, old.sha if old else None)
        after = _content(git, new.sha if new else None)
        additions, deletions, patch = _difference(before, after)
        status = STATUSES.get(change.type, "changed")
        renamed = status == "renamed" and old is not None
        found.append(
            ChangedFile(
                path=side.path.decode(),
                status=status,
                oid=side.sha.decode(),
                additions=additions,
                deletions=deletions,
                patch=patch,
                previous_path=old.path.decode() if renamed and old else None,
            )
        )
    return sorted(found, key=lambda one: one.path)


def _content(git: GitRepository, oid: ObjectID | None) -> bytes:
    return (git.blob(oid.decode()) or b"") if oid else b""


@lru_cache(maxsize=256)
def _difference(before: bytes, after: bytes) -> tuple[int, int, str | None]:
    if is_binary(before) or is_binary(after):
        return 0, 0, None
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    lines = list(unified_diff(old, new))[2:]
    additions = sum(line.startswith(b"+") for line in lines)
    deletions = sum(line.startswith(b"-") for line in lines)
    return additions, deletions, b"".join(lines).decode("utf-8", "replace")


def _base_of(git: GitRepository, pull: PullRequest) -> str:
    return pull.base_oid if pull.merged_at else git.branch(pull.base) or pull.base_oid


def files_of(git: GitRepository, pull: PullRequest) -> list[ChangedFile]:
    """The files that a pull request changes, by path: from the merge base to its head."""
    base = git.merge_base(_base_of(git, pull), pull.head_oid)
    return changed_files(git, base, pull.head_oid)


def commits_of(git: GitRepository, pull: PullRequest) -> list[str]:
    """The ids of a pull request's commits, oldest first."""
    return git.history(pull.head_oid, _base_of(git, pull))


def merges_cleanly(git: GitRepository, pull: PullRequest) -> bool:
    """Whether a pull request merges without conflict; file by file."""
    base = git.branch(pull.base)
    return base is not None and git.merged_tree(base, pull.head_oid) is not None
