"""Who took part in which vote, read from GitHub on the schedule: what inactivity is judged by.

participation_on_github(connection, governance, remembers=True)   # (Participation(number=12, ...), ...)

`govbot.app.attendance` reads the same from a clone.
"""

from __future__ import annotations

from govbot.core.governance import Governance
from govbot.core.upkeep.participation import Participation
from govbot.gh import Connection
from govbot.gh.participation import read_participation

__all__ = ["participation_on_github"]


def participation_on_github(
    connection: Connection, governance: Governance, *, remembers: bool
) -> tuple[Participation, ...]:
    """Return who took part in each closed vote, by number; without a request where no body asks.

    With `remembers`, the list on the ledger branch that saves reading is kept up: `govbot plan` does not.
    """
    if not any(body.inactivity for body in governance.bodies.values()):
        return ()
    return read_participation(connection, governance, remembers=remembers)
