"""What `make lock` wrote: complete, hashed, and free of where anything was found."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = PROJECT / "requirements"
LOCKS: Final = ("action.txt", "demo.txt", "dev.txt", "uv.txt")
PYPROJECT: Final = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def entries(name: str) -> dict[str, tuple[Requirement, list[str]]]:
    """Each requirement of a file with its hashes, by the package's name."""
    text = re.sub(r"^\s*#.*\n", "", (FOLDER / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: dict[str, tuple[Requirement, list[str]]] = {}
    for line in text.replace("\\\n", " ").splitlines():
        written, *hashes = line.split("--hash=")
        requirement = Requirement(written)
        found[canonicalize_name(requirement.name)] = (
            requirement,
            [part.strip() for part in hashes],
        )
    return found


def asked_for(*groups: str) -> set[str]:
    """The packages that pyproject.toml names for the project itself and these extras or groups."""
    lists = [PYPROJECT["project"]["dependencies"]]
    lists += [PYPROJECT["project"]["optional-dependencies"].get(group, []) for group in groups]
    lists += [PYPROJECT["dependency-groups"].get(group, []) for group in groups]
    named = [
        entry for entries_of_list in lists for entry in entries_of_list if isinstance(entry, str)
    ]
    return {canonicalize_name(Requirement(entry).name) for entry in named}


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_one_version_with_hashes(name: str) -> None:
    for requirement, hashes in entries(name).values():
        assert re.fullmatch(r"==[^=*,]+", str(requirement.specifier)), requirement
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes)


@pytest.mark.parametrize("name", [*LOCKS, "contract.toml"])
def test_no_requirement_says_where_it_was_found(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")

    assert "://" not in text
    assert " @ " not in text
    assert not re.search(r"^\s*--?(?!hash)[a-z]", text, re.MULTILINE)
    # A file to unpack is named after the API it describes.
    assert not re.search(r"\.(?:org|com|net|io)\b", text.replace("api.github.com", ""))


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("action.txt", []),
        ("demo.txt", ["build", "sandbox"]),
        ("dev.txt", ["build", "installer", "sandbox", "dev"]),
    ],
)
def test_everything_that_the_project_asks_for_is_pinned(name: str, groups: list[str]) -> None:
    assert asked_for(*groups) <= set(entries(name))


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [("action.txt", "demo.txt"), ("demo.txt", "dev.txt"), ("uv.txt", "dev.txt")],
)
def test_what_is_tested_is_what_runs(smaller: str, larger: str) -> None:
    # Where a package is needed may differ: the larger file may need it everywhere.
    pinned = {name: requirement.specifier for name, (requirement, _) in entries(larger).items()}

    for name, (requirement, _) in entries(smaller).items():
        assert pinned[name] == requirement.specifier


def test_the_action_is_installed_by_uv_and_nothing_else() -> None:
    assert set(entries("uv.txt")) == asked_for("installer") - asked_for() == {"uv"}


ALONE: Final = """
import importlib, pkgutil, sys
missing, *arguments = sys.argv[1:]
sys.modules.update(dict.fromkeys(missing.split(",")))
import govbot
for module in pkgutil.walk_packages(govbot.__path__, "govbot."):
    if not module.name.startswith(("govbot.demo", "govbot.sandbox", "govbot.__main__")):
        importlib.import_module(module.name)
from govbot.cli import cli
cli.main(arguments)
"""


@pytest.mark.parametrize("command", ["check", "roster show", "roster terms", "rfc lifecycle"])
def test_what_the_action_does_without_is_not_missed(command: str) -> None:
    """Every module of govbot is imported, and a command run that prints, as if nothing else were there."""
    there = entries("action.txt").keys() | {"govbot"}
    missing = [
        module
        for module, packages in packages_distributions().items()
        if not there & {canonicalize_name(package) for package in packages}
    ]
    assert {"cryptography", "pygments", "pycparser", "hatchling"} <= {*missing}

    ran = subprocess.run(
        [sys.executable, "-I", "-c", ALONE, ",".join(missing), *command.split()],
        cwd=PROJECT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout


def test_the_contract_is_pinned_by_version_and_sha512() -> None:
    packages = tomllib.loads((FOLDER / "contract.toml").read_text(encoding="utf-8"))["package"]

    for package in packages:
        assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", package["integrity"])
