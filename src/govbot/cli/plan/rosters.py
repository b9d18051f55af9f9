"""What terms ask for as time passes: issues about the bodies, and pull requests about who served."""

from __future__ import annotations

from collections.abc import Iterator

from govbot.cli.plan.parts import Done, Planned, Target, Undone, indented
from govbot.core.errors import UserError

__all__ = ["Rosters"]


class Rosters:
    """Reminders, vacancies and emeritus members."""

    working = "rosters"

    def plan(self, target: Target) -> Planned:
        """Say what is due."""
        from govbot.app.upkeep import plan_upkeep_of

        try:
            planned = plan_upkeep_of(target.connection, target.governance)
        except UserError as error:
            return _shown((), (error,))
        return _shown(
            tuple(each.describe() for each in planned.changes), (*planned.errors, *planned.warnings)
        )

    def apply(self, target: Target) -> Iterator[Done | Undone]:
        """Do it."""
        from govbot.app.upkeep import run_upkeep

        result = run_upkeep(target.connection, target.governance)
        yield from (Done(f"rosters: {each.describe()}") for each in result.done)
        yield from (Undone(f"rosters: {each}") for each in result.failures)
        left = (*result.errors, *result.warnings)
        yield from (Undone(f"rosters: {each}", each) for each in left)


def _shown(said: tuple[str, ...], errors: tuple[UserError, ...]) -> Planned:
    lines: tuple[str, ...] = ("Rosters:", *indented(said)) if said else ()
    if errors:
        lines += ("Of the rosters, this cannot be planned:", *indented(tuple(map(str, errors))))
    data = {"changes": list(said), "errors": [str(each) for each in errors]}
    return Planned(lines, data, not lines, errors)
