r"""The ledger as it stands in a local clone: read with git, without GitHub and without the network.

    read_ledger(root, "governance-ledger")     # {12: '{"kind":"registered",...}\n...', 14: ...}
    read_one(root, "governance-ledger", 12)    # '' when nothing is recorded of 12
    ledger_name("governance-ledger", 12)       # "governance-ledger:rfcs/12.jsonl", for messages

Each reads one of the ledger's two folders: `RFCS`, unless it is asked for the `MOTIONS`, the votes on other
issues and pull requests.

Which branch: `refs/remotes/origin/<branch>` where the clone has it, because govbot writes the ledger on
GitHub and nobody commits to it by hand; else the local branch of that name. `govbot.gh` appends.

git only looks things up here: no hook, filter or other program that the repository names is run.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from govbot.core.errors import Place, UserError

__all__ = [
    "MOTIONS",
    "RFCS",
    "governance_commit",
    "has_ledger",
    "ledger_name",
    "read_ledger",
    "read_one",
]

RFCS = "rfcs"
MOTIONS = "motions"
FILE_NAME = re.compile(r"([1-9][0-9]*)\.jsonl")


def ledger_name(branch: str, number: int, folder: str = RFCS) -> str:
    """Return what to call the ledger file of `number`: as git would be asked for it."""
    return f"{branch}:{folder}/{number}.jsonl"


def read_ledger(root: Path, branch: str, folder: str = RFCS) -> dict[int, str]:
    """Return the text of each ledger file in a folder, by number, in ascending order.

    Raise `UserError` where `root` is no clone, has no such branch, or holds a file that is not text.
    """
    blobs = _blobs(root, _head(root, branch), folder)
    texts = _contents(root, list(blobs.values()))
    return {
        number: _decoded(texts[blob], ledger_name(branch, number, folder))
        for number, blob in blobs.items()
    }


def read_one(root: Path, branch: str, number: int, folder: str = RFCS) -> str:
    """Return the text of one ledger file, empty where there is none. Raise as `read_ledger`."""
    blob = _blobs(root, _head(root, branch), folder).get(number)
    if blob is None:
        return ""
    return _decoded(_contents(root, [blob])[blob], ledger_name(branch, number, folder))


def governance_commit(root: Path) -> str:
    """Return the commit that is checked out, or an empty string before the first one."""
    done = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}")
    return done.stdout.decode().strip()


def has_ledger(root: Path, branch: str) -> bool:
    """Say whether this clone has the ledger branch. It begins with the first RFC."""
    return _find(root, branch) is not None


def _head(root: Path, branch: str) -> str:
    found = _find(root, branch)
    if found is None:
        raise UserError(
            f"This clone does not have the ledger branch `{branch}`.",
            f"Fetch it: git fetch origin {branch}:refs/remotes/origin/{branch}\n"
            "If GitHub does not have it either, nothing has been recorded yet.",
        )
    return found


def _find(root: Path, branch: str) -> str | None:
    names = (f"refs/remotes/origin/{branch}", f"refs/heads/{branch}")
    for name in names:
        done = _git(
            root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
        if done.returncode == 0:
            return done.stdout.decode().strip()
    return None


def _blobs(root: Path, commit: str, folder: str) -> dict[int, str]:
    """The git ids of a folder's ledger files in a commit, by number."""
    listed = _succeed(root, "ls-tree", "-z", "--full-tree", commit, "--", f"{folder}/")
    found: dict[int, str] = {}
    for entry in listed.split(b"\0"):
        about, _, path = entry.decode(errors="replace").partition("\t")
        name = FILE_NAME.fullmatch(path.removeprefix(f"{folder}/"))
        if name is not None:
            found[int(name[1])] = about.split()[2]
    return dict(sorted(found.items()))


def _contents(root: Path, blobs: Sequence[str]) -> dict[str, bytes]:
    """The contents of blobs, by git id, from one `git cat-file`."""
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
                f"The clone in {root} is damaged: a file of the ledger is missing.",
                "Ask git what else is: git fsck. A fresh clone mends it.",
            )
        size = int(about[2])
        contents[blob] = answer[end + 1 : end + 1 + size]
        start = end + 1 + size + 1
    return contents


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UserError(
            "This line of the ledger is not UTF-8 text.",
            "Records are appended by govbot and never edited by hand: see `git log -p` of the branch.",
            Place(name, line),
        ) from error


def _succeed(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = _git(root, *arguments, given=given)
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip()
        raise UserError(f"git could not read the ledger in {root}: {said}")
    return done.stdout


def _git(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git in `root`; raise `UserError` where there is no git or no clone."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            input=given,
            capture_output=True,
            check=False,
            env=_environment(os.environ),
        )
    except FileNotFoundError as error:
        raise UserError(
            "There is no git on the PATH.", "Install git: https://git-scm.com"
        ) from error
    if b"not a git repository" in done.stderr or b"cannot change to" in done.stderr:
        raise UserError(f"{root} is not in a git clone.", "Run this in a clone of the repository.")
    if b"dubious ownership" in done.stderr:
        raise UserError(
            f"git does not trust {root}: it belongs to another user.",
            f"If you do: git config --global --add safe.directory {root}",
        )
    return done


def _environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for git, without what would point it at another repository.

    A git hook, for one, is run with GIT_DIR and GIT_INDEX_FILE set. Replacement objects would show a
    ledger that is not the one recorded; optional locks, a prompt and another language serve nobody here.
    """
    kept = {
        name: value
        for name, value in environment.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG_")
    }
    return kept | {
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
