"""The sandbox's REST interface: `ROUTES` says which function answers which address."""

from __future__ import annotations

from govbot.sandbox.rest import (
    actions,
    checks,
    contents,
    environments,
    git_data,
    issues,
    labels,
    organizations,
    pulls,
    reactions,
    repositories,
    reviews,
    rules,
    teams,
    users,
)

__all__ = ["ROUTES"]

ROUTES = [
    *users.ROUTES,
    *organizations.ROUTES,
    *teams.ROUTES,
    *repositories.ROUTES,
    *contents.ROUTES,
    *labels.ROUTES,
    *issues.ROUTES,
    *reactions.ROUTES,
    *pulls.ROUTES,
    *reviews.ROUTES,
    *git_data.ROUTES,
    *checks.ROUTES,
    *actions.ROUTES,
    *environments.ROUTES,
    *rules.ROUTES,
]
