"""Answers from a clone: the community's files, its RFCs and motions as the ledger has them, a re-count.

    community = open_community(Path.cwd())
    community.states()                 # {12: RfcState(stage="voting", ...)}
    check(Path.cwd(), today=...)       # findings, for `govbot check`

Nothing here talks to GitHub.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from govbot.app.clone import files_of
from govbot.core.checks import check_repository
from govbot.core.errors import UserError
from govbot.core.findings import Finding, Level
from govbot.core.governance import Governance
from govbot.core.policies import DEFAULT_POLICIES, Policy
from govbot.core.records import Record, parse_records
from govbot.core.state import RfcState, fold
from govbot.files import (
    Places,
    find_root,
    load_documents,
    load_governance,
    load_workflows,
    policies_and_presets,
    require_governance,
)
from govbot.ledger import (
    MOTIONS,
    RFCS,
    governance_commit,
    has_ledger,
    ledger_name,
    read_ledger,
    read_one,
)

__all__ = ["Community", "check", "known_policies", "open_community"]


@dataclass(frozen=True, slots=True)
class Community:
    """A checked-out repository: its root and what its governance files say."""

    root: Path
    governance: Governance

    @property
    def has_ledger(self) -> bool:
        """Say whether the clone has the ledger branch, which begins with the first RFC."""
        return has_ledger(self.root, self._branch)

    def records(self, number: int) -> tuple[Record, ...]:
        """Return the records of one RFC or motion; raise `UserError` when the ledger has none."""
        records = tuple(
            record
            for folder in (MOTIONS, RFCS)
            for record in parse_records(
                read_one(self.root, self._branch, number, folder),
                ledger_name(self._branch, number, folder),
            )
        )
        if not records:
            raise UserError(
                f"The ledger has nothing about #{number}.", "`govbot rfc list` lists what it has."
            )
        return records

    def all_records(self) -> Mapping[int, tuple[Record, ...]]:
        """Return the records of every RFC and every motion in the ledger, by number."""
        found: dict[int, tuple[Record, ...]] = {}
        # What was said on a pull request before it held an RFC was recorded among the motions.
        for folder in (MOTIONS, RFCS):
            for number, text in read_ledger(self.root, self._branch, folder).items():
                name = ledger_name(self._branch, number, folder)
                found[number] = (*found.get(number, ()), *parse_records(text, name))
        return dict(sorted(found.items()))

    def states(self) -> Mapping[int, RfcState]:
        """Return where every RFC and every motion in the ledger stands, by number."""
        return {number: fold(records) for number, records in self.all_records().items()}

    def state(self, number: int) -> RfcState:
        """Return where one RFC or motion stands."""
        return fold(self.records(number))

    @property
    def _branch(self) -> str:
        return self.governance.settings.ledger.branch


def open_community(start: Path) -> Community:
    """Open the community whose repository `start` is in; raise `UserError` when its files are wrong."""
    root = find_root(start)
    return Community(root, require_governance(root, _commit(root)))


def _commit(root: Path) -> str:
    """Return the commit that is checked out; none where the files are in no clone."""
    try:
        return governance_commit(root)
    except UserError:
        return ""


def check(
    start: Path,
    *,
    today: date,
    pull_request: int | None = None,
    added: tuple[str, ...] | None = None,
) -> tuple[Finding, ...]:
    """Check everything there is to check in the repository that `start` is in.

    `pull_request` and `added` say which pull request this is and which files it adds, for the rules
    about the RFC that a pull request holds.
    """
    root = find_root(start)
    governance, findings = load_governance(root)
    documents = load_documents(root, governance)
    return findings + check_repository(
        governance,
        documents,
        today,
        pull_request=pull_request,
        changed=added,
        unread={each.file for each in findings if each.level is Level.ERROR},
        # Only the rules by path ask for them.
        files=files_of(root) if governance.settings.required_votes else None,
        actions=load_workflows(root),
        places=Places(root),
    )


def known_policies(start: Path) -> Mapping[str, Policy]:
    """Return the policies that a case may name: the community's, where there is one, and the presets."""
    try:
        root = find_root(start)
    except UserError:
        return policies_and_presets(DEFAULT_POLICIES)
    return policies_and_presets(require_governance(root).settings.all_policies)
