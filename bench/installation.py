"""What it takes to install the action: its own script, with uv and with pip, and what was done before.

    for way in ("uv", "pip", "before"):
        installation = install(way, repeats=3)
        installation.cpu, installation.mebibytes, installation.first_start     # 0.8, 32, 1.4

Times are CPU seconds of every process that took part. The wheels are local, and what uv keeps of them
between two installations is kept.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

__all__ = ["Installation", "install"]

PROJECT = Path(__file__).parent.parent
WHEELS = str(PROJECT / ".cache" / "wheels")
OFFLINE = {
    "PIP_NO_INDEX": "1",
    "PIP_FIND_LINKS": WHEELS,
    "UV_OFFLINE": "1",
    "UV_NO_INDEX": "1",
    "UV_FIND_LINKS": WHEELS,
}
# Everything that pyproject.toml asks for, and govbot built: what the action did before it had uv.
BEFORE = """
cd "$RUNNER_TEMP"
"$PYTHON" -I -m venv --clear govbot
pip() { govbot/bin/python -I -m pip --quiet install --no-deps "$@"; }
pip --require-hashes --requirement "$GITHUB_ACTION_PATH/requirements/before.txt"
pip --no-build-isolation "$GITHUB_ACTION_PATH"
"""
ONLY_IN_SANDBOX = ("dulwich", "graphql-core", "waitress", "werkzeug")
BLOCK = 512
MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Installation:
    """The least that one of several installations took, in CPU seconds and in mebibytes (MiB) on the disk.

    `cold` is the first of them, for which nothing had been kept. `first_start` is what the program then
    takes to begin, where Python compiles what uv has not.
    """

    cpu: float
    cold: float
    mebibytes: float
    first_start: float


def install(way: str, repeats: int) -> Installation:
    """Run the action's script for installing that often, with `uv` or `pip`; or what was done `before`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        action = folder / "action"
        for part in ("src", "requirements"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(PROJECT / part, action / part, ignore=ignored)
        for part in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(PROJECT / part, action)
        (action / "requirements" / "before.txt").write_text(_before(), encoding="utf-8")
        script = BEFORE if way == "before" else _script()
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": name,
            "RUNNER_TEMP": name,
            "GITHUB_ACTION_PATH": str(action),
            "GOVBOT_INSTALLER": way,
            "PYTHON": sys.executable,
            **OFFLINE,
        }
        installed = folder / "govbot"
        begin = [str(installed / "bin" / "python"), "-I", "-B", "-c", "import govbot.actions.run"]
        found = []
        for _ in range(repeats):
            cpu = _cpu(["bash", "-e", "-o", "pipefail", "-c", script], environment, folder)
            size = sum(each.lstat().st_blocks for each in installed.rglob("*")) * BLOCK / MEBIBYTE
            found.append(Installation(cpu, cpu, size, _cpu(begin, environment, folder)))
    return Installation(
        min(each.cpu for each in found),
        found[0].cold,
        found[-1].mebibytes,
        min(each.first_start for each in found),
    )


def _before() -> str:
    """Return what the action's requirements were: the demo's, without what only the sandbox needs."""
    locked = (PROJECT / "requirements" / "demo.txt").read_text(encoding="utf-8")
    entries = re.findall(r"^[^\s#].*\n(?:\s+.*\n)*", locked, re.MULTILINE)
    return "".join(each for each in entries if each.split("==")[0] not in ONLY_IN_SANDBOX)


def _script() -> str:
    action = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
    (step,) = [each for each in action["runs"]["steps"] if each["name"] == "Install govbot"]
    return str(step["run"])


def _cpu(command: list[str], environment: Mapping[str, str], folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert b"::notice" not in done.stdout, "uv could not do it"
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
