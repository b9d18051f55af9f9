"""What it takes to install the action: its own script, run with uv and with pip, from the same wheels.

    for way in ("uv", "pip"):
        installation = install(way)
        installation.cpu, installation.mebibytes, installation.first_start     # 0.8, 32, 1.4

Times are CPU seconds of every process that took part. The wheels are local, and what uv keeps of them
between two installations is kept.
"""

from __future__ import annotations

import os
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
    """Run the action's script for installing that often, with `uv` or `pip`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        action = folder / "action"
        for part in ("src", "requirements"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(PROJECT / part, action / part, ignore=ignored)
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
            cpu = _cpu(["bash", "-e", "-o", "pipefail", "-c", _script()], environment, folder)
            size = sum(each.lstat().st_blocks for each in installed.rglob("*")) * BLOCK / MEBIBYTE
            found.append(Installation(cpu, cpu, size, _cpu(begin, environment, folder)))
    return Installation(
        min(each.cpu for each in found),
        found[0].cold,
        found[-1].mebibytes,
        min(each.first_start for each in found),
    )


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
