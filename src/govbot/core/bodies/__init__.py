"""Bodies and who serves on them: seats, dated terms, limits, and who holds a seat on a day.

    body = Body.model_validate({"name": "Council", "kind": "council", "members": [...]})
    members_on(body, date(2026, 3, 1))

What the file says is in `body`, `terms`, `seats` and `limits`; who serves when follows in `service` and
`offices`. Whether the limits hold, and who may be next, is counted in `govbot.core.rosters`.
"""

from govbot.core.bodies.body import Body, ExOfficio, GithubTeam, Kind, Member
from govbot.core.bodies.limits import (
    AffiliationLimit,
    Inactivity,
    Limits,
    Office,
    Representation,
)
from govbot.core.bodies.offices import with_offices
from govbot.core.bodies.seats import ReservedSeat, Seats, Vacancies
from govbot.core.bodies.service import (
    Departure,
    Service,
    Tenure,
    holders_on,
    members_on,
    service_on,
    tenure_on,
    tenures_of,
)
from govbot.core.bodies.terms import CameBy, Counts, Leave, LongerThan, Term, TermRules

__all__ = [
    "AffiliationLimit",
    "Body",
    "CameBy",
    "Counts",
    "Departure",
    "ExOfficio",
    "GithubTeam",
    "Inactivity",
    "Kind",
    "Leave",
    "Limits",
    "LongerThan",
    "Member",
    "Office",
    "Representation",
    "ReservedSeat",
    "Seats",
    "Service",
    "Tenure",
    "Term",
    "TermRules",
    "Vacancies",
    "holders_on",
    "members_on",
    "service_on",
    "tenure_on",
    "tenures_of",
    "with_offices",
]
