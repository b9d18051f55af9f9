r"""git, asked about a clone, and running nothing that the clone names.

    run(root, "rev-parse", "HEAD").stdout                    # b"3d3e8d6...\n"
    files_of_tree(root, "HEAD", "governance")                # {"governance/people.yaml": "8f3a...", ...}
    contents_of(root, ["8f3a..."])                           # {"8f3a...": b"- github: ada\n"}
    find_commit(root, "refs/heads/main")                     # that branch, and no tag that is called so

A clone's configuration and attributes may name programs: hooks, filters, a file system monitor, a pager, what
shows signatures, what fetches. Only commands that look things up in the object store are used here, with
those switched off; files are held against commits by their git ids, without any filter. git is given no
variable but those it needs, so no token and no other clone's GIT_DIR.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from govbot.core.errors import UserError

__all__ = ["contents_of", "environment_of", "files_of_tree", "find_commit", "run"]

NEEDED = frozenset(
    [
        "PATH",
        "HOME",
        "USERPROFILE",
        "SYSTEMROOT",
        "TMPDIR",
        "TEMP",
        "TMP",
        "XDG_CONFIG_HOME",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_SYSTEM",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CEILING_DIRECTORIES",
    ]
)
TRUSTED = "safe.directory"
"""The one setting that is taken from variables: a job may say so that it trusts another user's folder."""

SETTINGS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.pager": "cat",
    "core.quotePath": "false",
    "log.showSignature": "false",
    "protocol.allow": "never",
    "gc.auto": "0",
    "maintenance.auto": "false",
}
GITLINK = b"160000"


def run(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git in `root`, whatever comes of it. Raise `UserError` where there is none, or it does not trust `root`."""
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    try:
        done = subprocess.run(
            ["git", *settings, "-C", str(root), *arguments],
            input=given,
            capture_output=True,
            check=False,
            env=environment_of(os.environ),
        )
    except FileNotFoundError as error:
        raise UserError(
            "There is no git on the PATH.", "Install git: https://git-scm.com"
        ) from error
    if b"dubious ownership" in done.stderr:
        raise UserError(
            f"git does not trust {root}: it belongs to another user.",
            f"If you do: git config --global --add safe.directory {root}",
        )
    return done


def environment_of(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that git is given, of those that there are.

    A git hook, for one, is run with GIT_DIR and GIT_INDEX_FILE set. Replacement objects would show a
    ledger that is not the one recorded; optional locks, a prompt and another language serve nobody here, and
    nothing is fetched that a clone lacks.
    """
    kept = {name: value for name, value in environment.items() if name.upper() in NEEDED}
    for at, folder in enumerate(_trusted(environment)):
        kept |= {f"GIT_CONFIG_KEY_{at}": TRUSTED, f"GIT_CONFIG_VALUE_{at}": folder}
        kept["GIT_CONFIG_COUNT"] = str(at + 1)
    return kept | {
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


def _trusted(environment: Mapping[str, str]) -> Iterator[str]:
    count = environment.get("GIT_CONFIG_COUNT", "")
    for at in range(min(int(count), 100) if count.isdecimal() else 0):
        if environment.get(f"GIT_CONFIG_KEY_{at}", "").lower() == TRUSTED:
            yield environment.get(f"GIT_CONFIG_VALUE_{at}", "")


def find_commit(root: Path, name: str) -> str | None:
    """Return the commit that a ref of exactly this name has, such as `refs/heads/main`; None without one."""
    done = run(root, "show-ref", "--verify", "--hash", "--", name)
    return done.stdout.decode().strip() or None if done.returncode == 0 else None


def files_of_tree(root: Path, tree: str, folder: str) -> dict[str, str]:
    """Return the git ids of the files below `folder` in a tree or commit, by their paths in it.

    A symbolic link is among them, and its content is where it leads. Raise `UserError` where git cannot say.
    """
    listed = _succeed(root, "ls-tree", "-r", "-z", "--full-tree", tree, "--", f"{folder}/")
    found: dict[str, str] = {}
    for entry in filter(None, listed.split(b"\0")):
        about, _, path = entry.partition(b"\t")
        mode, _, oid = about.split()
        if mode != GITLINK:
            found[path.decode(errors="replace")] = oid.decode()
    return found


def contents_of(root: Path, blobs: Sequence[str]) -> dict[str, bytes]:
    """Return the contents of blobs, by git id. Raise `UserError` for one that the clone lacks."""
    asked = "".join(f"{blob}\n" for blob in blobs).encode()
    answer = _succeed(root, "cat-file", "--batch", given=asked)
    contents: dict[str, bytes] = {}
    start = 0
    for blob in blobs:
        # `<id> blob <size>`, a line break, the content, a line break; or `<id> missing`
        end = answer.index(b"\n", start)
        about = answer[start:end].split()
        if about[-1] == b"missing":
            raise UserError(
                f"The clone in {root} is damaged: a file is missing in it.",
                "Ask git what else is: git fsck. A fresh clone mends it.",
            )
        size = int(about[2])
        contents[blob] = answer[end + 1 : end + 1 + size]
        start = end + 1 + size + 1
    return contents


def _succeed(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = run(root, *arguments, given=given)
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip()
        raise UserError(f"git could not read the clone in {root}: {said}")
    return done.stdout
