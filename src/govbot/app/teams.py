"""GitHub's teams and CODEOWNERS, as the rosters want them: what would change, and the same, done.

    planned = plan_organization(repository, organization, governance)
    planned.plan.changes, planned.refusals()
    apply_organization(repository, organization, governance, planned)   # UserError where the guard refuses

    plan_code_owners(connection, governance)        # a pull request to open, to update or to close, or None

`repository` and `organization` are connections with two tokens: that of the repository reads and appends to
the ledger, which remembers who was invited. Without `organization` in the settings no request is made for
teams, and without `codeowners` none for CODEOWNERS.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from govbot.core.errors import Place, UserError
from govbot.core.governance import Governance
from govbot.core.layout import SETTINGS_FILE
from govbot.core.settings import ORGANIZATION_TOKEN, CodeOwnersSettings, OrganizationSettings
from govbot.core.teams import (
    PLACES,
    DeleteTeam,
    Invitation,
    Invite,
    OrganizationSnapshot,
    Roll,
    TeamsChange,
    TeamsPlan,
    code_owners,
    plan_teams,
    refusals,
    removals_in,
    require_read_there,
    with_section,
)
from govbot.core.upkeep.changes import Propose, WithdrawProposal
from govbot.core.upkeep.snapshot import OwnProposal
from govbot.gh import GITHUB_API, Connection, connect
from govbot.gh.failures import Failure
from govbot.gh.files import DEFAULT_BRANCH, read_files
from govbot.gh.invitations import is_remembered, read_invited, record_invited
from govbot.gh.organization import read_organization
from govbot.gh.proposals import propose, read_proposals, withdraw
from govbot.gh.team_changes import ChangesInterrupted, RefusedChange, apply_team_changes

__all__ = [
    "ORGANIZATION_TOKEN",
    "AppliedTeams",
    "PlannedTeams",
    "apply_code_owners",
    "apply_organization",
    "organization_connection",
    "plan_code_owners",
    "plan_organization",
]

BRANCH = "govbot/codeowners"
TITLE = "Let CODEOWNERS follow the rosters"


@dataclass(frozen=True, slots=True)
class PlannedTeams:
    """What would change in the organisation, what it was read from, and why it may not be done, if so."""

    plan: TeamsPlan
    snapshot: OrganizationSnapshot
    settings: OrganizationSettings

    def refusals(self, confirmed: int | None = None) -> tuple[str, ...]:
        """Return what the guard says against it; `confirmed` is how many removals somebody agreed to."""
        return refusals(
            self.plan.changes, self.plan.wanted, self.snapshot, self.settings, confirmed
        )

    def without_deletions(self) -> PlannedTeams | None:
        """Return the same without the teams to delete, where the guard refuses those and nothing else.

        A description that somebody wrote by hand makes a team look like govbot's own: were everything
        refused for that, it would keep those in whose terms are over.
        """
        changes = tuple(each for each in self.plan.changes if not isinstance(each, DeleteTeam))
        if changes == self.plan.changes:
            return None
        rest = replace(self, plan=self.plan.model_copy(update={"changes": changes}))
        return None if rest.refusals() else rest


def organization_connection(connection: Connection, environment: Mapping[str, str]) -> Connection:
    """Connect with the token for the organisation; without one of its own, that of the repository."""
    token = (
        environment.get(ORGANIZATION_TOKEN)
        or environment.get("GITHUB_TOKEN")
        or environment.get("GH_TOKEN")
        or ""
    )
    try:
        return connect(connection.repository, token, connection.api_url or GITHUB_API)
    except UserError as error:
        if not environment.get(ORGANIZATION_TOKEN):
            raise
        hint = f"The token in {ORGANIZATION_TOKEN} is meant."
        raise UserError(error.message, hint) from error


@dataclass(frozen=True, slots=True)
class AppliedTeams:
    """What was done, what GitHub refused, and what went wrong besides."""

    done: tuple[TeamsChange, ...] = ()
    refused: tuple[RefusedChange, ...] = ()
    errors: tuple[UserError, ...] = ()


def plan_organization(
    repository: Connection,
    organization: Connection,
    governance: Governance,
    *,
    invite_again: bool = False,
) -> PlannedTeams | None:
    """Read the organisation and return what would change; None where the settings name none.

    The day is that of GitHub's clock, in UTC. With `invite_again`, people whose invitation lapsed are
    invited once more. Raise `UserError` where not all of it can be read.
    """
    settings = governance.settings.organization
    if settings is None:
        return None
    teams = [each.github_team.name for each in governance.bodies.values() if each.github_team]
    snapshot = read_organization(organization, settings.name or organization.owner, teams)
    remembered = read_invited(repository, governance)
    snapshot = snapshot.model_copy(update={"remembered": remembered})
    day = snapshot.read_at.date()
    plan = plan_teams(governance, snapshot, day, invite_again=invite_again)
    return PlannedTeams(plan, snapshot, settings)


def apply_organization(
    repository: Connection,
    organization: Connection,
    governance: Governance,
    planned: PlannedTeams,
    *,
    confirmed: int | None = None,
) -> AppliedTeams:
    """Make the planned changes, and remember who was invited: by this run, or by anybody before it.

    Raise `UserError` where the guard refuses: then nothing was done. Where it refuses nothing but to
    delete teams, and no number is confirmed, the rest is done.
    """
    errors: list[UserError] = []
    if against := planned.refusals(confirmed):
        rest = planned.without_deletions() if confirmed is None else None
        removals = [each.describe() for each in planned.plan.changes if removals_in([each])]
        said = (*against, f"The removals are: {'; '.join(removals)}.") if removals else against
        if rest is None:
            raise UserError(
                f"Nothing was changed in the organisation `{planned.plan.organization}`.",
                details=said,
            )
        errors.append(UserError("No team was deleted.", details=against))
        planned = rest
    try:
        done, refused = apply_team_changes(organization, planned.snapshot, planned.plan.changes)
    except ChangesInterrupted as error:
        done, refused = error.done, error.refused
        errors.append(error)
    sent = [
        Invitation(account=each.account, at=organization.server_time)
        for each in done
        if isinstance(each, Invite)
    ]
    asked = Roll(each.account for each in planned.plan.wanted.people)
    seen = [each for each in planned.snapshot.invitations if each.account and each.account in asked]
    new = [each for each in (*seen, *sent) if not is_remembered(each, planned.snapshot.remembered)]
    if new:
        try:
            record_invited(repository, governance, new)
        except UserError as error:
            errors.append(error)
    return AppliedTeams(done, refused, tuple(errors))


def plan_code_owners(
    connection: Connection, governance: Governance
) -> Propose | WithdrawProposal | None:
    """Return what brings CODEOWNERS on the default branch to the rosters; None where nothing is to do.

    One pull request is open at a time. What somebody closed unmerged is not proposed again until the
    section changes. Raise `UserError` where paths would be left without an owner, or where the file is
    not the one that GitHub reads.
    """
    settings = governance.settings.codeowners
    if settings is None:
        return None
    texts = read_files(connection, DEFAULT_BRANCH, PLACES, whole=True)
    require_read_there(settings.file, texts)
    text = texts.get(settings.file, "")
    proposals = read_proposals(connection, [BRANCH])
    organization = governance.settings.organization
    owner = (organization.name if organization else "") or connection.owner
    _require_own_teams(governance, settings, owner, connection)
    lines = code_owners(governance, settings, owner, connection.server_time.date())
    wanted = with_section(text, lines, settings.file)
    is_open = next((each for each in reversed(proposals) if each.is_open), None)
    if wanted == text:
        return _withdrawn(is_open) if is_open else None
    marker = _marker(lines)
    if is_open is None:
        # What was refused before something else was proposed was about other rosters.
        refused = any(marker in each.body and not each.is_merged for each in proposals[-1:])
        return None if refused else _proposal(governance, settings, wanted, marker, None)
    if is_open.files == {settings.file: wanted} and marker in is_open.body:
        return None
    return _proposal(governance, settings, wanted, marker, is_open)


def _require_own_teams(
    governance: Governance, settings: CodeOwnersSettings, owner: str, connection: Connection
) -> None:
    """Raise `UserError` where a team of another organisation would own paths: GitHub takes none."""
    teams = [
        team.name
        for rule in settings.rules
        for slug in rule.owners
        if (team := governance.body(slug).github_team) is not None
    ]
    if teams and owner.lower() != connection.owner.lower():
        raise UserError(
            f"The team `{teams[0]}` is in the organisation `{owner}`, and can own nothing in "
            f"{connection.repository}: GitHub takes only teams of `{connection.owner}`.",
            "Name bodies without a team in `codeowners`, or see whether `organization.name` is right.",
            Place(SETTINGS_FILE),
        )


def apply_code_owners(connection: Connection, change: Propose | WithdrawProposal) -> Failure | None:
    """Do it; return what GitHub refused."""
    if isinstance(change, Propose):
        return propose(connection, change)
    return withdraw(connection, change)


def _proposal(
    governance: Governance,
    settings: CodeOwnersSettings,
    text: str,
    marker: str,
    earlier: OwnProposal | None,
) -> Propose:
    body = (
        f"{marker}\n\nThe rosters have changed, and with them who owns which paths. This brings the "
        f"part of `{settings.file}` between govbot's comments to what the rosters say today; nothing "
        "else in the file is touched.\n\nClosed without merging, it is not proposed again until the "
        "rosters ask for something else."
    )
    return Propose(
        key="codeowners",
        branch=BRANCH,
        title=TITLE,
        body=body,
        files={settings.file: text},
        label=governance.settings.rosters.label,
        number=earlier.number if earlier else None,
        node=earlier.node if earlier else None,
    )


def _withdrawn(proposal: OwnProposal) -> WithdrawProposal:
    return WithdrawProposal(
        number=proposal.number,
        node=proposal.node,
        branch=proposal.branch,
        purpose="CODEOWNERS says what the rosters say",
        # Without the marker: that govbot closed it does not mean that somebody refused it.
        body="CODEOWNERS says what the rosters say, so there is nothing left to propose.",
    )


def _marker(lines: tuple[str, ...]) -> str:
    """Return the marker of a pull request that proposes exactly these lines."""
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
    return f"<!-- govbot:codeowners {digest} -->"
