"""The governance files as a commit, branch or tag has them, and what a change of them means.

    governance_at(root, "v1.2")               # the files of that commit, without touching the checkout
    sides_of(root, "main..HEAD").after        # the files of HEAD
    sides_of(root, "main").after              # those in the working folder, committed or not

A revision without governance files has no bodies and no people.
"""

from __future__ import annotations

import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from govbot.app.clone import git, top_of
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.layout import FOLDER
from govbot.files import load_governance, raise_findings, require_governance

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
    tree = f"{commit}:./{FOLDER}"
    if git(root, "rev-parse", "--verify", "--quiet", tree).returncode != 0:
        return False
    archive = folder / "governance.tar"
    # The tree itself, and not the commit: what the repository leaves out of its archives is read too.
    done = git(root, "archive", "--format=tar", f"--output={archive}", tree)
    if done.returncode != 0:
        raise UserError(
            f"git could not read the governance files of {commit}: {done.stderr.strip()}"
        )
    found = False
    with tarfile.open(archive) as entries:
        for entry in entries:
            name = PurePosixPath(entry.name)
            if entry.isdir() or ".." in name.parts or name.is_absolute():
                continue
            content = entries.extractfile(entry) if entry.isfile() else None
            path = folder / FOLDER / name
            path.parent.mkdir(parents=True, exist_ok=True)
            # Of a symbolic link there is where it leads, as git itself keeps it; it is not followed.
            path.write_bytes(content.read() if content else entry.linkname.encode())
            found = True
    return found


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
