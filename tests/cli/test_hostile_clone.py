"""A clone's configuration and attributes may name programs. No command of govbot's runs one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from govbot.git import environment_of, find_commit
from govbot.ledger import has_ledger
from tests.cli.conftest import Clone, Govbot
from tests.cli.test_roster import COUNCIL, FILES

HOOKS = ("post-index-change", "pre-auto-gc", "reference-transaction", "post-checkout")
COMMANDS = (
    ("check",),
    ("check", "--changed", "main"),
    ("roster", "diff", "main..HEAD"),
    ("roster", "diff", "main"),
    ("roster", "export", "--to", "out"),
    ("roster", "show", "council"),
    ("status",),
    ("vote", "verify"),
    ("run", "--pull-request", "1"),
    ("apply", "--pull-request", "1"),
    ("rfc", "new", "A title", "--author", "ada"),
)


@pytest.fixture
def canary(clone: Clone, tmp_path: Path) -> Path:
    """A file that any program which the clone names would make."""
    found = tmp_path / "canary"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{found}'\ncat\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    clone.commit(FILES | {".gitattributes": "* filter=x diff=x merge=x\n"})
    clone.git("checkout", "--quiet", "-b", "topic")
    clone.commit({"governance/bodies/council.yaml": f"{COUNCIL}# Looked through.\n"})
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in HOOKS:
        (hooks / name).symlink_to(program)
    for name, value in {
        "core.fsmonitor": str(program),
        "core.hooksPath": str(hooks),
        "core.pager": str(program),
        "core.sshCommand": str(program),
        "core.editor": str(program),
        "core.attributesFile": str(clone.root / ".gitattributes"),
        "filter.x.clean": str(program),
        "filter.x.smudge": str(program),
        "filter.x.process": str(program),
        "diff.x.textconv": str(program),
        "diff.x.command": str(program),
        "diff.external": str(program),
        "gpg.program": str(program),
        "log.showSignature": "true",
        "credential.helper": str(program),
        "remote.origin.url": f"ext::{program}",
        "remote.origin.promisor": "true",
    }.items():
        clone.git("config", name, value)
    # git has to look into files whose times are not those that it remembers.
    for path in clone.root.rglob("*.yaml"):
        os.utime(path, (1, 1))
    found.unlink(missing_ok=True)
    return found


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_runs_what_the_clone_names(
    govbot: Govbot, clone: Clone, canary: Path, command: tuple[str, ...]
) -> None:
    if command[0] in {"run", "apply"}:
        # What is not committed is found with git, and ends them before they ask GitHub.
        clone.write({"governance/bodies/council.yaml": f"{COUNCIL}# And again.\n"})
    done = govbot(*command)
    assert done.exit_code in {0, 1}, done.output
    assert not canary.exists(), canary.read_text("utf-8")


def test_the_clone_would_run_them_if_git_were_asked_without_care(
    clone: Clone, canary: Path
) -> None:
    clone.git("status")
    assert canary.exists()


def test_git_is_given_no_token_and_no_other_clone() -> None:
    given = environment_of(
        {
            "PATH": "/bin",
            "HOME": "/home/ada",
            "GITHUB_TOKEN": "secret",
            "GH_TOKEN": "secret",
            "ACTIONS_RUNTIME_TOKEN": "secret",
            "GIT_DIR": "/elsewhere",
            "GIT_SSH_COMMAND": "program",
            "GIT_EXTERNAL_DIFF": "program",
            "GIT_CONFIG_COUNT": "2",
            "GIT_CONFIG_KEY_0": "http.extraheader",
            "GIT_CONFIG_VALUE_0": "AUTHORIZATION: secret",
            "GIT_CONFIG_KEY_1": "safe.directory",
            "GIT_CONFIG_VALUE_1": "/work",
        }
    )
    assert "secret" not in str(given)
    assert {"GIT_DIR", "GIT_SSH_COMMAND", "GIT_EXTERNAL_DIFF"}.isdisjoint(given)
    assert (given["PATH"], given["HOME"]) == ("/bin", "/home/ada")
    assert (given["GIT_CONFIG_KEY_0"], given["GIT_CONFIG_VALUE_0"]) == ("safe.directory", "/work")


@pytest.mark.parametrize("prefix", ["refs/heads/", "refs/remotes/origin/", "heads/", ""])
def test_a_tag_is_not_taken_for_the_ledger_s_branch(clone: Clone, prefix: str) -> None:
    commit = clone.commit(FILES)
    clone.git("update-ref", f"refs/tags/{prefix}governance-ledger", commit)
    assert not has_ledger(clone.root, "governance-ledger")
    assert find_commit(clone.root, "refs/heads/main") == commit


def test_export_ignore_hides_no_file_from_a_comparison(govbot: Govbot, clone: Clone) -> None:
    clone.commit(FILES | {"governance/.gitattributes": "* export-ignore\n"})
    info = clone.root / ".git" / "info"
    info.mkdir(exist_ok=True)
    (info / "attributes").write_text("* export-ignore\n", encoding="utf-8")
    clone.git("checkout", "--quiet", "-b", "topic")
    clone.commit({"governance/bodies/council.yaml": COUNCIL.replace("seat: 3", "seat: 4")})
    done = govbot("roster", "diff", "main..topic")
    assert done.exit_code == 0, done.output
    assert "seat 4" in done.stdout
