"""govbot as it is installed in a repository: what was seen in the clone and on GitHub.

Installation(repository="example/commons", web="https://github.com/example/commons", ...)
installation.github.labels       # (RepositoryLabel(...), ...), or Unseen("The token may not ...")
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from govbot.core.doctor.answers import (
    ActionsPermissions,
    ActionsPolicy,
    BranchRule,
    ClassicProtection,
    DeploymentEnvironment,
    ListedWorkflow,
    ScheduledRun,
    SelectedActions,
    SettingsOfRepository,
    ShownBranch,
    WorkflowDefaults,
)
from govbot.core.errors import Place
from govbot.core.findings import Finding
from govbot.core.governance import Governance
from govbot.core.labels import RepositoryLabel
from govbot.core.workflow_files import Path, TokenSource, WorkflowFile, action_in
from govbot.core.workflows import WAKE

__all__ = [
    "Installation",
    "Observed",
    "PeopleSeen",
    "Unseen",
]


@dataclass(frozen=True, slots=True)
class Unseen:
    """Why something could not be seen, and the permission of a token that would show it, if one would."""

    why: str
    permission: str = ""


NOT_ASKED = Unseen("GitHub was not asked.")


@dataclass(frozen=True, slots=True)
class PeopleSeen:
    """What `govbot roster pin` would do and could not do, and whether GitHub was asked about everybody."""

    to_do: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    unseen: Unseen | None = None


@dataclass(frozen=True, slots=True)
class Observed:
    """What GitHub showed of the repository; each part, or why it could not be seen.

    `files` are the git ids of the files on the default branch, by path. `protection` and `selected` are None
    where nothing asks for them, `ledger` where there is no such branch, `last_run` where no schedule ever
    came, `categories` where discussions are off: names and slugs. `issues` are the numbers of those of the
    issues that are asked about that are there. `environment` is that of the organisation's token (None:
    there is none), `secrets` are the names of the secrets in it.
    """

    repository: SettingsOfRepository | Unseen = NOT_ASKED
    files: Mapping[str, str] | Unseen = NOT_ASKED
    actions: ActionsPermissions | Unseen = NOT_ASKED
    selected: SelectedActions | Unseen | None = None
    policies: tuple[ActionsPolicy, ...] | Unseen = NOT_ASKED
    defaults: WorkflowDefaults | Unseen = NOT_ASKED
    workflows: tuple[ListedWorkflow, ...] | Unseen = NOT_ASKED
    last_run: ScheduledRun | Unseen | None = NOT_ASKED
    default_rules: tuple[BranchRule, ...] | Unseen = NOT_ASKED
    default: ShownBranch | Unseen | None = NOT_ASKED
    ledger_rules: tuple[BranchRule, ...] | Unseen = NOT_ASKED
    ledger: ShownBranch | Unseen | None = NOT_ASKED
    protection: ClassicProtection | Unseen | None = None
    labels: tuple[RepositoryLabel, ...] | Unseen = NOT_ASKED
    categories: tuple[str, ...] | Unseen | None = NOT_ASKED
    issues: frozenset[int] | Unseen = NOT_ASKED
    secrets: frozenset[str] | Unseen = NOT_ASKED
    environment: DeploymentEnvironment | Unseen | None = NOT_ASKED


@dataclass(frozen=True, slots=True)
class Installation:
    """Everything that is examined, at `now` (UTC, by GitHub's clock).

    `web` is the address of the repository's page. `files` are the git ids that the community's files and
    the workflows in the clone may have, by path; `written` are the workflows that `govbot init` writes, as data.
    `places` says where a value at a path of a file stands.
    """

    repository: str
    web: str
    now: datetime
    governance: Governance
    findings: tuple[Finding, ...]
    files: Mapping[str, tuple[str, ...]]
    workflows: tuple[WorkflowFile, ...]
    written: Mapping[str, Mapping[str, Any]]
    people: PeopleSeen
    token: TokenSource | None
    places: Callable[[str, Path], Place]
    github: Observed

    @property
    def runner(self) -> WorkflowFile | None:
        """The workflow that runs govbot when something happens."""
        return next((each for each in self.workflows if each.about.runs_govbot), None)

    @property
    def started(self) -> tuple[WorkflowFile, ...]:
        """The workflows that stand for those that `govbot init` writes."""
        found = (self.counterpart(name) for name in self.written)
        return tuple(each for each in found if each is not None)

    @property
    def ours(self) -> tuple[WorkflowFile, ...]:
        """The same, and the others that use govbot, such as the one for teams."""
        started = self.started
        return tuple(
            each
            for each in self.workflows
            if each in started or any(action_in(uses) == "govbot" for _, uses in each.uses)
        )

    def page(self, path: str) -> str:
        """Return the address of a page of the repository: `settings/actions`."""
        return f"{self.web}/{path}"

    def counterpart(self, name: str) -> WorkflowFile | None:
        """Return the workflow that stands for the one that `govbot init` writes to `name`.

        It is the file of that name, or else the one of the same name that runs govbot, or wakes it.
        """
        same = next((each for each in self.workflows if each.about.file == name), None)
        if same is not None or name not in self.written:
            return same
        called = self.written[name].get("name")
        return next(
            (
                each
                for each in self.workflows
                if each.about.name == called and (each.about.runs_govbot or called == WAKE)
            ),
            None,
        )
