"""The governance files as a commit, branch or tag has them, and what a change of them means.

    governance_at(root, "v1.2")               # the files of that commit, without touching the checkout
    sides_of(root, "main..HEAD").after        # the files of HEAD
    sides_of(root, "main").after              # those in the working folder, committed or not

A revision without governance files has no bodies and no people.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from govbot.app.clone import git, top_of
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.layout import FOLDER
from govbot.files import load_governance, raise_findings, require_governance
from govbot.git import contents_of, files_of_tree

__all__ = ["Sides", "changed_from", "governance_at", "sides_of"]

WORKING_FOLDER = "the working folder"


@dataclass(frozen=True, slots=True)
class Sides:
    """Two states of the governance files, and what each is called."""

    base: str
    head: str
    before: Governance
    after: Governance


def sides_of(root: Path, revisions: str) -> Sides:
    """Return both sides of `BASE..HEAD`, of `BASE...HEAD` (from where they parted), or of `BASE` and the
    working folder. Without a HEAD behind the dots it is `HEAD`, and likewise before them.

    Raise `UserError` outside of a git repository, for a revision that git does not know, or whose files
    have errors.
    """
    top_of(root)
    base, dots, head = revisions.partition("..")
    if not dots:
        return Sides(base, WORKING_FOLDER, governance_at(root, base), require_governance(root))
    since_parting, head = head.startswith("."), head.removeprefix(".")
    base, head = base or "HEAD", head or "HEAD"
    if ".." in head or head.startswith("."):
        raise UserError(
            f"`{revisions}` is no range of revisions.", "Write BASE..HEAD, such as main..HEAD."
        )
    start = _parting(root, base, head) if since_parting else base
    return Sides(base, head, governance_at(root, start), governance_at(root, head))


def changed_from(root: Path, base: str) -> Sides:
    """Return what the working folder changes since its commit parted from `base`, as a pull request does."""
    top_of(root)
    start = _parting(root, base, "HEAD")
    return Sides(base, WORKING_FOLDER, governance_at(root, start), require_governance(root))


def governance_at(root: Path, revision: str) -> Governance:
    """Return the governance of a revision: that of the folder at the same place as `root` is now.

    Raise `UserError` for a revision that git does not know, or whose files have errors.
    """
    commit = _commit(root, revision)
    with tempfile.TemporaryDirectory(prefix="govbot-") as folder:
        there = Path(folder)
        if not _unpack(root, commit, there):
            return Governance(commit=commit)
        try:
            governance, findings = load_governance(there, commit)
            # The first body may be what is added since.
            raise_findings(tuple(each for each in findings if each.id != "no-bodies"))
        except UserError as error:
            raise UserError(
                f"At {revision}: {error.message}", error.hint, error.place, error.details
            ) from error
        return governance


def _unpack(root: Path, commit: str, folder: Path) -> bool:
    """Write the governance files of a commit below `folder`; say whether there are any."""
    prefix = git(root, "rev-parse", "--show-prefix").stdout.rstrip("\n")
    blobs = files_of_tree(root, commit, prefix + FOLDER)
    contents = contents_of(root, list(dict.fromkeys(blobs.values())))
    for name, blob in blobs.items():
        relative = PurePosixPath(name.removeprefix(prefix))
        if ".." in relative.parts or relative.is_absolute():
            continue
        path = folder / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        # Of a symbolic link there is where it leads, as git itself keeps it; it is not followed.
        path.write_bytes(contents[blob])
    return bool(blobs)


def _commit(root: Path, revision: str) -> str:
    done = git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    if done.returncode != 0:
        raise UserError(
            f"git knows no commit `{revision}` here.",
            "Name a branch, a tag or a commit. A shallow clone may lack it: fetch it first.",
        )
    return done.stdout.strip()


def _parting(root: Path, base: str, head: str) -> str:
    """Return the commit where two revisions parted."""
    commits = _commit(root, base), _commit(root, head)
    done = git(root, "merge-base", *commits)
    if done.returncode != 0:
        raise UserError(
            f"git finds no commit that `{base}` and `{head}` have in common.",
            f"A shallow clone may lack it: fetch more, or compare them as they are: {base}..{head}.",
        )
    return done.stdout.strip()
