r"""The ledger as it stands in a local clone: read with git, without GitHub and without the network.

    read_ledger(root, "governance-ledger")     # {12: '{"kind":"registered",...}\n...', 14: ...}
    read_one(root, "governance-ledger", 12)    # '' when nothing is recorded of 12
    ledger_name("governance-ledger", 12)       # "governance-ledger:rfcs/12.jsonl", for messages

Each reads one of the ledger's two folders: `RFCS`, unless it is asked for the `MOTIONS`, the votes on other
issues and pull requests.

Which branch: `refs/remotes/origin/<branch>` where the clone has it, because govbot writes the ledger on
GitHub and nobody commits to it by hand; else the local branch of that name. `govbot.gh` appends.

git only looks things up (`govbot.git`), and no tag is taken for the branch.
"""

from __future__ import annotations

import re
from pathlib import Path

from govbot.core.errors import Place, UserError
from govbot.git import contents_of, files_of_tree, find_commit, run

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
    texts = contents_of(root, list(blobs.values()))
    return {
        number: _decoded(texts[blob], ledger_name(branch, number, folder))
        for number, blob in blobs.items()
    }


def read_one(root: Path, branch: str, number: int, folder: str = RFCS) -> str:
    """Return the text of one ledger file, empty where there is none. Raise as `read_ledger`."""
    blob = _blobs(root, _head(root, branch), folder).get(number)
    if blob is None:
        return ""
    return _decoded(contents_of(root, [blob])[blob], ledger_name(branch, number, folder))


def governance_commit(root: Path) -> str:
    """Return the commit that is checked out, or an empty string before the first one."""
    _require_clone(root)
    done = run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}")
    return done.stdout.decode().strip()


def has_ledger(root: Path, branch: str) -> bool:
    """Say whether this clone has the ledger branch. It begins with the first RFC."""
    return _find(root, branch) is not None


def _head(root: Path, branch: str) -> str:
    _require_clone(root)
    found = _find(root, branch)
    if found is None:
        raise UserError(
            f"This clone does not have the ledger branch `{branch}`.",
            f"Fetch it: git fetch origin {branch}:refs/remotes/origin/{branch}\n"
            "If GitHub does not have it either, nothing has been recorded yet.",
        )
    return found


def _require_clone(root: Path) -> None:
    if run(root, "rev-parse", "--git-dir").returncode != 0:
        raise UserError(f"{root} is not in a git clone.", "Run this in a clone of the repository.")


def _find(root: Path, branch: str) -> str | None:
    names = (f"refs/remotes/origin/{branch}", f"refs/heads/{branch}")
    return next((found for name in names if (found := find_commit(root, name))), None)


def _blobs(root: Path, commit: str, folder: str) -> dict[int, str]:
    """The git ids of a folder's ledger files in a commit, by number."""
    found = {
        int(name[1]): blob
        for path, blob in files_of_tree(root, commit, folder).items()
        if (name := FILE_NAME.fullmatch(path.removeprefix(f"{folder}/")))
    }
    return dict(sorted(found.items()))


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
