"""The reference names everything there is, and nothing that is not."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Final, get_args

import pytest
import yaml
from pydantic import BaseModel

from govbot.core.checks import CHECKS
from govbot.core.commands import COMMANDS
from govbot.core.doctor import EXAMINATIONS, Health
from govbot.core.governance import RESERVED_ROLES
from govbot.core.lifecycle import Need, Trigger
from govbot.core.records import Record
from govbot.core.votes import Outcome
from govbot.files.ids import FILE_CHECKS
from govbot.gh.doctor import MOST
from govbot.sandbox.faults import KINDS
from scripts import write_reference
from tests.docs.pages import PROJECT

DOCS: Final = PROJECT / "docs"
COMMON: Final = {"kind", "at", "actor", "source"}


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def section(name: str, heading: str) -> str:
    """Return what stands below a heading of a page, up to the next of its level or above."""
    level = heading.partition(" ")[0]
    after = page(name).partition(f"\n{heading}\n")[2]
    assert after, f"{name} has no heading {heading!r}"
    return re.split(rf"^#{{1,{len(level)}}} ", after, flags=re.MULTILINE)[0]


def first_column(text: str) -> list[str]:
    """Return the code that begins each row of the tables in a text."""
    return re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)


def kinds() -> dict[str, type[BaseModel]]:
    """Return the models of the ledger's records, by kind."""
    assert isinstance(Record, UnionType)
    return {each.model_fields["kind"].default: each for each in get_args(Record)}


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.name)
def test_generated_tables_are_as_the_code_has_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert write_reference.filled(text) == text, "run python scripts/write_reference.py"


def test_every_key_of_every_file_has_a_table() -> None:
    tables = {each for path in DOCS.rglob("*.md") for each in tables_in(path)}
    assert tables == set(write_reference.definitions())


def tables_in(path: Path) -> Iterator[str]:
    yield from re.findall(r"<!-- table: keys (\w+) -->", path.read_text(encoding="utf-8"))


def test_every_kind_of_record_is_described_and_no_other() -> None:
    described = re.findall(r"^### `([a-z-]+)`$", page("reference/ledger.md"), re.MULTILINE)
    assert sorted(described) == sorted(kinds())


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_field_of_a_record_is_described_and_no_other(kind: str) -> None:
    described = first_column(section("reference/ledger.md", f"### `{kind}`"))
    assert sorted(described) == sorted(set(kinds()[kind].model_fields) - COMMON)


def test_the_fields_of_every_record_are_described() -> None:
    start = page("reference/ledger.md").partition("\n## ")[0]
    assert set(first_column(start)) == COMMON


def test_every_check_is_described_and_no_other() -> None:
    described = re.findall(r"^### ([a-z0-9-]+)$", page("checks.md"), re.MULTILINE)
    assert sorted(described) == sorted({check.id for check in CHECKS} | set(FILE_CHECKS))


def test_every_row_of_the_doctor_is_described_by_its_rule_and_no_other() -> None:
    described = dict(
        re.findall(r"^### ([a-z-]+)\n\n(.+)$", page("reference/doctor.md"), re.MULTILINE)
    )
    assert described == {each.id: each.description for each in EXAMINATIONS}


def test_the_bound_of_the_doctor_is_the_one_that_is_described() -> None:
    assert f"there are {MOST} at most" in page("reference/doctor.md")


def test_every_state_of_a_row_of_the_doctor_is_described_and_no_other() -> None:
    start = page("reference/doctor.md").partition("\n## ")[0]
    assert first_column(start) == list(Health)


def test_every_trigger_is_described_and_no_other() -> None:
    described = first_column(section("reference/lifecycle.md", "## Triggers"))
    assert sorted(described) == sorted(Trigger)


def test_every_need_is_described_and_no_other() -> None:
    described = first_column(section("reference/lifecycle.md", "## Needs"))
    assert sorted(described) == sorted(Need)


def test_every_role_is_described_and_no_other() -> None:
    described = first_column(section("reference/lifecycle.md", "## Roles"))
    assert sorted(described) == sorted(RESERVED_ROLES)


def test_every_outcome_is_described() -> None:
    text = section("reference/policies.md", "## How a vote comes out")
    assert {each for each in Outcome if f"`{each}`" not in text} == set()


def test_every_comment_command_is_described() -> None:
    described = first_column(page("reference/commands.md"))
    assert described == [usage.syntax for usage in COMMANDS]


def test_every_fault_of_the_sandbox_is_described() -> None:
    text = page("how-to/rehearse-in-the-sandbox.md")
    assert [kind for kind in KINDS if f"`{kind}:" not in text] == []


def test_every_variable_that_govbot_reads_is_described() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (PROJECT / "src" / "govbot").rglob("*.py")
        if "sandbox" not in path.parts
    )
    source += (PROJECT / "action.yml").read_text(encoding="utf-8").partition("runs:")[2]
    asked = set(
        re.findall(
            r"env(?:iron(?:ment)?)?(?:\.get\(|\[|\.)\"?((?:GITHUB|GH|GOVBOT|NO)_[A-Z_]+)", source
        )
    )
    described = set(first_column(page("reference/environment.md")))
    assert asked - described == set()


def test_every_input_of_the_action_is_described_with_its_default() -> None:
    inputs = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    rows = dict(
        re.findall(
            r"^\| `([a-z-]+)` \| ([^|]*) \|",
            section("reference/environment.md", "## Inputs of the action"),
            re.MULTILINE,
        )
    )
    written = {name: str(each["default"]) for name, each in inputs.items()}
    assert {name: default.strip("`") for name, default in rows.items()} == {
        **written,
        "token": "the job's token",
    }


def test_the_permissions_are_those_of_the_workflows() -> None:
    rows = re.findall(
        r"^\| `([a-z-]+: [a-z]+)` \| `([a-z]+\.yml)` \|", page("install.md"), re.MULTILINE
    )
    for name in ("govbot.yml", "check.yml"):
        workflow = yaml.safe_load((PROJECT / ".github" / "workflows" / name).read_text("utf-8"))
        assert workflow["permissions"] == {}
        given = {
            f"{key}: {value}"
            for job in workflow["jobs"].values()
            for key, value in job["permissions"].items()
        }
        assert {right for right, file in rows if file == name} == given


def test_every_file_that_the_pages_name_is_there() -> None:
    named = re.compile(r"`((?:src|tests|docs|scripts|governance|rfcs|\.github)/[\w./-]+\.\w+)`")
    pages = [PROJECT / "CONTRIBUTING.md", PROJECT / "SECURITY.md"]
    found = [name for each in pages for name in named.findall(each.read_text(encoding="utf-8"))]
    assert len(found) > 5
    assert [name for name in found if not (PROJECT / name).exists()] == []


def test_every_module_that_the_pages_name_is_there() -> None:
    pages = [*DOCS.rglob("*.md"), *PROJECT.glob("*.md"), *PROJECT.glob("rfcs/*.md")]
    named = {
        name
        for each in pages
        for name in re.findall(
            r"`(govbot(?:\.(?!yml|yaml)[a-z_]+)+)`", each.read_text(encoding="utf-8")
        )
    }
    assert len(named) > 5
    assert [name for name in sorted(named) if not is_there(name)] == []


def is_there(name: str) -> bool:
    """Say whether a dotted name is a module, or something in one."""
    try:
        return bool(pkgutil.resolve_name(name))
    except (AttributeError, ImportError):
        return False
