"""Runs the tests with each other Python that govbot is tested with and this machine has.

    python scripts/other_pythons.py -m "not runner"
    # 3.12: 5788 passed in 140.12s
    # 3.13: not on this machine

A Python is looked for on the PATH, and where pyenv and GitHub's runners keep theirs. What it needs is
installed in .cache/pythons, pinned as for the one at hand. Exits with 1 when tests fail with any of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / ".cache" / "pythons"
UV: Final = Path(sys.executable).with_name("uv")
VERSIONS: Final = ("3.11", "3.12", "3.13")


def candidates(version: str) -> Iterator[Path]:
    """Where a Python of this version may be."""
    on_path = shutil.which(f"python{version}")
    if on_path:
        yield Path(on_path)
    home = os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")
    yield from sorted(Path(home).glob(f"versions/{version}.*/bin/python"), reverse=True)
    cache = os.environ.get("RUNNER_TOOL_CACHE")
    if cache:
        yield from sorted(Path(cache).glob(f"Python/{version}.*/*/bin/python"), reverse=True)


def is_python(program: Path, version: str) -> bool:
    """Say whether it runs and is of this version: what is on the PATH may only point elsewhere."""
    show = "import sys; print(*sys.version_info[:2], sep='.')"
    done = subprocess.run([program, "-c", show], capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout.strip() == version


def find(version: str) -> Path | None:
    """Find a Python of this version."""
    return next((each for each in candidates(version) if is_python(each, version)), None)


def installed(version: str, python: Path) -> Path:
    """Install what the tests need; return the Python that has it."""
    folder = FOLDER / version
    own = folder / "bin" / "python"
    locked = ROOT / "requirements" / "dev.txt"
    install = ("pip", "install", "--system-certs", "--python", str(own), "--no-deps")
    uv("venv", "--clear", "--python", str(python), str(folder))
    uv(*install, "--require-hashes", "-r", str(locked))
    uv(*install, "--no-build-isolation", "--editable", str(ROOT))
    return own


def uv(*options: str) -> None:
    """Run uv, which is quick at this and is pinned with everything else."""
    subprocess.run([str(UV), "--quiet", *options], check=True)


def main(options: list[str]) -> int:
    """Run the tests with each; return how many of them failed, at most 1."""
    failed = 0
    for version in VERSIONS:
        if version == f"{sys.version_info.major}.{sys.version_info.minor}":
            continue
        python = find(version)
        if python is None:
            print(f"{version}: not on this machine", flush=True)
            continue
        print(f"{version}: {python}", flush=True)
        tests = [str(installed(version, python)), "-m", "pytest", *options]
        failed |= subprocess.run(tests, cwd=ROOT, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
