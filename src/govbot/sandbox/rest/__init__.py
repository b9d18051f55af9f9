"""The sandbox's REST interface: `ROUTES` says which function answers which address."""

from __future__ import annotations

from govbot.sandbox.rest import checks, git_data, issues, labels, pulls, repositories, users

__all__ = ["ROUTES"]

ROUTES = [
    *users.ROUTES,
    *repositories.ROUTES,
    *labels.ROUTES,
    *issues.ROUTES,
    *pulls.ROUTES,
    *git_data.ROUTES,
    *checks.ROUTES,
]
