"""What GitHub's teams and CODEOWNERS have to look like, and what that takes.

    plan = plan_teams(governance, snapshot, date(2026, 7, 1))
    [change.describe() for change in plan.changes]  # ["add ada to the team `council` as member"]
    refusals(plan, snapshot, settings)              # () or why nothing of it may be done

Who is in a team follows from the rosters alone. What is there is read from GitHub whole, and people are
known by their numeric id: who was renamed is the same person, whoever took their login is not.
"""

from govbot.core.teams.changes import (
    AddToTeam,
    ChangeOrganizationRole,
    ChangeTeamRole,
    CreateTeam,
    DeleteTeam,
    Invite,
    RemoveFromOrganization,
    RemoveFromTeam,
    TeamsChange,
    removals_in,
)
from govbot.core.teams.codeowners import PLACES, code_owners, require_read_there, with_section
from govbot.core.teams.desired import Wanted, WantedMember, WantedTeam, wanted_on
from govbot.core.teams.difference import TeamsPlan, plan_teams
from govbot.core.teams.guard import refusals
from govbot.core.teams.ownership import description_of, is_own
from govbot.core.teams.snapshot import (
    Invitation,
    OrganizationMember,
    OrganizationRole,
    OrganizationSnapshot,
    Roll,
    Team,
    TeamMember,
    TeamRole,
)

__all__ = [
    "PLACES",
    "AddToTeam",
    "ChangeOrganizationRole",
    "ChangeTeamRole",
    "CreateTeam",
    "DeleteTeam",
    "Invitation",
    "Invite",
    "OrganizationMember",
    "OrganizationRole",
    "OrganizationSnapshot",
    "RemoveFromOrganization",
    "RemoveFromTeam",
    "Roll",
    "Team",
    "TeamMember",
    "TeamRole",
    "TeamsChange",
    "TeamsPlan",
    "Wanted",
    "WantedMember",
    "WantedTeam",
    "code_owners",
    "description_of",
    "is_own",
    "plan_teams",
    "refusals",
    "removals_in",
    "require_read_there",
    "wanted_on",
    "with_section",
]
