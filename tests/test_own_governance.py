"""The project is its own first user: its files pass its checks, and its docs name every check."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bench.community import write_community
from govbot.core.checks import CHECKS, Check, check_document, check_repository
from govbot.core.findings import Level
from govbot.files import (
    FILE_CHECKS,
    Places,
    load_documents,
    load_governance,
    require_governance,
)
from tests.communities import COUNCIL

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 12, 1)
GOVERNANCE = require_governance(ROOT)


def test_govbots_own_governance_and_rfcs_have_no_findings() -> None:
    governance, findings = load_governance(ROOT)
    documents = load_documents(ROOT, governance)
    assert findings == ()
    assert check_repository(governance, documents, TODAY, places=Places(ROOT)) == ()


def test_seven_serve_on_the_council_and_three_on_the_core_team() -> None:
    council = GOVERNANCE.electorate(GOVERNANCE.policy("rfc-accept"), TODAY)
    assert [(each.login, each.id, each.seat) for each in council] == [
        (login, 1000 + seat, seat) for seat, login in enumerate(COUNCIL, 1)
    ]
    assert len(GOVERNANCE.serving("core-team", TODAY)) == 3
    assert GOVERNANCE.maintainers() == ("core-team",)


def test_no_affiliation_has_more_council_seats_than_its_limit() -> None:
    held = [
        each.affiliation for each in GOVERNANCE.electorate(GOVERNANCE.policy("rfc-accept"), TODAY)
    ]
    assert max(held.count(name) for name in held if name) <= 2


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6])
def test_each_founding_rfc_passes_the_checks_of_its_own_pull_request(number: int) -> None:
    (document,) = (
        each
        for each in load_documents(ROOT, GOVERNANCE)
        if each.path.startswith(f"rfcs/{number:04d}-")
    )
    assert check_document(document, governance=GOVERNANCE, pull_request=number, today=TODAY) == ()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "governance").rglob("*.yaml")), ids=lambda path: path.name
)
def test_every_governance_file_names_a_schema_and_says_that_it_is_an_example(path: Path) -> None:
    text = path.read_text()
    match = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert match is not None
    assert (path.parent / match[1]).is_file()
    comments = " ".join(line for line in text.splitlines() if line.startswith("#"))
    assert "example community" in comments.lower()


def test_every_check_has_an_entry_in_the_documentation_and_every_entry_a_check() -> None:
    text = (ROOT / "docs" / "checks.md").read_text()
    entries = re.findall(r"^### (\S+)$", text, re.MULTILINE)
    assert len(entries) == len(set(entries))
    assert set(entries) == set(FILE_CHECKS) | {check.id for check in CHECKS}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_an_entry_says_the_level_of_its_check(check: Check) -> None:
    text = (ROOT / "docs" / "checks.md").read_text()
    entry = text.split(f"### {check.id}\n")[1].split("\n### ")[0]
    assert f"*{check.level.value.capitalize()}" in entry


def test_the_community_that_speed_is_measured_on_is_without_findings(tmp_path: Path) -> None:
    write_community(tmp_path, people=30, bodies=4, rfcs=10)
    governance, findings = load_governance(tmp_path)
    documents = load_documents(tmp_path, governance)
    assert len(governance.people.people) == 30
    assert len(governance.bodies) == 4
    assert len(documents) == 10
    assert findings + check_repository(governance, documents, TODAY) == ()


def test_a_finding_leads_to_its_entry() -> None:
    governance = GOVERNANCE.model_copy(update={"bodies": {}})
    found = check_repository(governance, (), TODAY)
    assert {each.docs for each in found} == {f"docs/checks.md#{each.id}" for each in found}
    assert Level.ERROR in {each.level for each in found}
