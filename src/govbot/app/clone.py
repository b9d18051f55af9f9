"""What git says about this clone: where it was cloned from, what a branch adds, what is not committed.

repository_of(root)                     # "example/commons", from the remote `origin`
added_files(root, "origin/main")        # ("rfcs/0012-one-ledger.md",)
changed_files(root, "origin/main")      # ("governance/bodies/council.yaml", "rfcs/0012-one-ledger.md")
uncommitted(root, "governance")         # ("governance/people.yaml",)
files_of(root)                          # ("README.md", "governance/people.yaml", ...)
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from govbot.core.blobs import blob_id
from govbot.core.errors import UserError
from govbot.core.layout import FOLDER
from govbot.git import files_of_tree, run

__all__ = [
    "added_files",
    "changed_files",
    "files_of",
    "git",
    "repository_of",
    "require_committed",
    "setting",
    "top_of",
    "uncommitted",
]

ADDRESS = re.compile(r".*[/:](?P<owner>[A-Za-z0-9-]+)/(?P<name>[A-Za-z0-9._-]+?)(?:\.git)?/?")


def top_of(start: Path) -> Path:
    """Return the root of the git repository that `start` is in; raise `UserError` outside of one."""
    done = git(start, "rev-parse", "--show-toplevel")
    if done.returncode != 0:
        raise UserError(
            f"{start} is not in a git repository.", "Run this in a clone, or begin with `git init`."
        )
    return Path(done.stdout.rstrip("\n"))


def repository_of(root: Path) -> str | None:
    """Return `owner/name` of the repository that the remote `origin` points at, if it can be told."""
    found = ADDRESS.fullmatch(setting(root, "remote.origin.url") or "")
    return f"{found['owner']}/{found['name']}" if found else None


def setting(root: Path, name: str) -> str | None:
    """Return what git's configuration says of `name`, such as `github.user`; None where nothing."""
    done = git(root, "config", "--get", name)
    return done.stdout.strip() or None


def added_files(root: Path, base: str) -> tuple[str, ...]:
    """Return the files below `root` that were added or renamed since the branch left `base`."""
    hint = "A shallow clone may lack it: fetch it first, or name the files with --changed."
    return _since(root, base, hint, "--find-renames", "--diff-filter=AR")


def changed_files(root: Path, base: str) -> tuple[str, ...]:
    """Return the files below `root` that changed since the branch left `base`.

    A file that was renamed is there twice: where it was, and where it is.
    """
    hint = "A shallow clone may lack it: fetch it first, or name the files themselves."
    return _since(root, base, hint, "--no-renames")


def _since(root: Path, base: str, hint: str, *how: str) -> tuple[str, ...]:
    commit = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    if commit.returncode != 0:
        raise UserError(f"git knows no commit `{base}` here.", hint)
    start = git(root, "merge-base", commit.stdout.strip(), "HEAD")
    if start.returncode != 0:
        raise UserError(f"git finds no commit that `{base}` and HEAD have in common.", hint)
    parted = start.stdout.strip()
    return _paths(
        root,
        "diff-tree",
        "-r",
        "-z",
        "--no-commit-id",
        "--name-only",
        "--relative",
        *how,
        parted,
        "HEAD",
        "--",
    )


def files_of(root: Path) -> tuple[str, ...] | None:
    """Return the files below `root` that git keeps or would add; None outside of a git repository."""
    done = git(root, "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    if done.returncode != 0:
        return None
    return tuple(path for path in done.stdout.split("\0") if path)


def uncommitted(root: Path, folder: str) -> tuple[str, ...]:
    """Return the files below `folder` that differ from the commit that is checked out, and those that are new.

    They are held against it by their git ids. A checkout may have other line ends than the commit.
    """
    prefix = git(root, "rev-parse", "--show-prefix").stdout.rstrip("\n")
    is_begun = git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").returncode == 0
    committed = files_of_tree(root, "HEAD", prefix + folder) if is_begun else {}
    kept = {path.removeprefix(prefix): blob for path, blob in committed.items()}
    changed = [path for path, blob in kept.items() if blob not in _ids(root / path)]
    others = _paths(root, "ls-files", "--others", "--exclude-standard", "-z", "--", folder)
    staged = _paths(root, "ls-files", "--cached", "-z", "--", folder)
    return (*changed, *(path for path in dict.fromkeys((*staged, *others)) if path not in kept))


def _ids(path: Path) -> tuple[str, ...]:
    """Return the git ids that a file may have; none where there is none."""
    try:
        content = str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
    except OSError:
        return ()
    return blob_id(content), blob_id(content.replace(b"\r\n", b"\n"))


def require_committed(root: Path) -> None:
    """Raise `UserError` where governance files differ from the commit: what is done is done by its rules."""
    changed = uncommitted(root, FOLDER)
    if changed:
        raise UserError(
            f"The governance files are not committed: {', '.join(changed)}.",
            "Commit them to the default branch first; `govbot plan` works without that.",
        )


def _paths(root: Path, *arguments: str) -> tuple[str, ...]:
    done = git(root, *arguments)
    if done.returncode != 0:
        raise UserError(f"git could not compare the files in {root}: {done.stderr.strip()}")
    return tuple(path for path in done.stdout.split("\0") if path)


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Ask git in `root`, whatever comes of it; raise `UserError` where there is none."""
    done = run(root, *arguments)
    return subprocess.CompletedProcess(
        done.args,
        done.returncode,
        done.stdout.decode(errors="replace"),
        done.stderr.decode(errors="replace"),
    )
