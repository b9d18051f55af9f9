"""The teams of the organisation and CODEOWNERS, as the rosters want them.

Teams of example:
  invite zoe to the organisation, into the team `council`
  remove gus from the team `council`
  note: ada was invited on 2026-06-29 and has not accepted yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from typing import TYPE_CHECKING, Any

from govbot.cli.plan.parts import Done, Planned, Target, Undone, indented
from govbot.core.errors import UserError

if TYPE_CHECKING:
    from govbot.app.teams import PlannedTeams
    from govbot.gh import Connection

__all__ = ["CodeOwners", "Teams"]


class Teams:
    """Teams, invitations and owners."""

    working = "teams"

    def plan(self, target: Target) -> Planned:
        """Say what would change, who is waited for, and whether the guard refuses it."""
        if target.governance.settings.organization is None:
            return Planned((), None, is_idle=True)
        try:
            with _connected(target) as organization:
                planned = _planned(target, organization)
        except UserError as error:
            lines = ("The teams cannot be planned:", *indented((str(error),)))
            return Planned(lines, _as_data(None, error), is_idle=False, errors=(error,))
        if planned is None:
            return Planned((), None, is_idle=True)
        return _shown(planned)

    def apply(self, target: Target) -> Iterator[Done | Undone]:
        """Do it, unless the guard refuses."""
        from govbot.app.teams import apply_organization

        if target.governance.settings.organization is None:
            return
        try:
            with _connected(target) as organization:
                planned = _planned(target, organization)
                if planned is None:
                    return
                yield from (Done(f"teams: {each}") for each in planned.plan.notes)
                applied = apply_organization(
                    target.connection,
                    organization,
                    target.governance,
                    planned,
                    confirmed=target.confirmed,
                )
        except UserError as error:
            yield Undone(f"teams: {error}", error)
            return
        yield from (Done(f"teams: {each.describe()}") for each in applied.done)
        yield from (Undone(f"teams: {each}") for each in applied.refused)
        yield from (Undone(f"teams: {each}", each) for each in applied.errors)


class CodeOwners:
    """The part of CODEOWNERS that follows the rosters."""

    working = "CODEOWNERS"

    def plan(self, target: Target) -> Planned:
        """Say what would be proposed."""
        from govbot.app.teams import plan_code_owners

        if target.governance.settings.codeowners is None:
            return Planned((), None, is_idle=True)
        try:
            change = plan_code_owners(target.connection, target.governance)
        except UserError as error:
            lines = ("CODEOWNERS cannot be planned:", *indented((str(error),)))
            data = {"changes": [], "error": str(error)}
            return Planned(lines, data, is_idle=False, errors=(error,))
        said = (change.describe(),) if change else ()
        lines = ("CODEOWNERS:", *indented(said)) if said else ()
        return Planned(lines, {"changes": list(said), "error": None}, is_idle=not said)

    def apply(self, target: Target) -> Iterator[Done | Undone]:
        """Propose it."""
        from govbot.app.teams import apply_code_owners, plan_code_owners

        try:
            change = plan_code_owners(target.connection, target.governance)
            if change is None:
                return
            failure = apply_code_owners(target.connection, change)
        except UserError as error:
            yield Undone(f"CODEOWNERS: {error}", error)
            return
        yield (
            Undone(f"CODEOWNERS: {failure}")
            if failure
            else Done(f"CODEOWNERS: {change.describe()}")
        )


def _connected(target: Target) -> AbstractContextManager[Connection]:
    from govbot.app.teams import organization_connection

    return closing(organization_connection(target.connection, target.environment))


def _planned(target: Target, organization: Connection) -> PlannedTeams | None:
    from govbot.app.teams import plan_organization

    return plan_organization(
        target.connection, organization, target.governance, invite_again=target.invite_again
    )


def _shown(planned: PlannedTeams) -> Planned:
    changes = tuple(each.describe() for each in planned.plan.changes)
    notes = tuple(f"note: {each}" for each in planned.plan.notes)
    against = planned.refusals()
    lines: tuple[str, ...] = ()
    if changes or notes:
        lines = (f"Teams of {planned.plan.organization}:", *indented((*changes, *notes)))
    if against:
        said = (
            "`govbot apply` would refuse to change the teams:"
            if planned.without_deletions() is None
            else "`govbot apply` would delete no team, and do the rest:"
        )
        lines += (said, *indented(against))
    errors = (UserError("The guard refuses.", details=against),) if against else ()
    return Planned(lines, _as_data(planned, None), not changes and not against, errors)


def _as_data(planned: PlannedTeams | None, error: UserError | None) -> dict[str, Any]:
    from govbot.core.teams import removals_in

    plan = planned.plan if planned else None
    return {
        "organization": plan.organization if plan else None,
        "changes": [each.describe() for each in plan.changes] if plan else [],
        "removals": removals_in(plan.changes) if plan else 0,
        "notes": list(plan.notes) if plan else [],
        "refused": list(planned.refusals()) if planned else [],
        "error": str(error) if error else None,
    }
