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

from govbot.core.errors import UserError
from govbot.core.layout import FOLDER

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
    return _since(root, base, hint, "--diff-filter=AR")


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
    return _paths(
        root,
        "diff",
        "--name-only",
        "-z",
        "--relative",
        *how,
        "--merge-base",
        commit.stdout.strip(),
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
    """Return the files below `folder` that differ from the commit that is checked out."""
    changed = _paths(root, "diff", "--name-only", "-z", "--relative", "HEAD", "--", folder)
    return changed + _paths(root, "ls-files", "--others", "--exclude-standard", "-z", "--", folder)


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
    """Run git in `root`, whatever comes of it; raise `UserError` where there is none."""
    try:
        return subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            check=False,
            text=True,
            errors="replace",
        )
    except FileNotFoundError as error:
        raise UserError(
            "There is no git on the PATH.", "Install git: https://git-scm.com"
        ) from error
