"""How ballots come in: by proxy, by review, with a cap for each affiliation.

proxies: {to: electorate, limit: 1, longest: 14 days, scope: vote}
reviews: {approve: yes, request_changes: no}
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from govbot.core.durations import Duration
from govbot.core.model import Strict
from govbot.core.policies.fields import Hyphenated, OneChoice

__all__ = ["Proxies", "Reviews"]


class Proxies(Strict):
    """To whom a voter may lend the ballot with `/proxy @user [until DATE]`, and for how long.

    A holder has at most `limit` of them. With the scope `all-votes` a proxy goes on when the vote is
    started again. Whoever lent a ballot may vote in person after all.
    """

    to: Literal["electorate", "anyone"] = "electorate"
    limit: int = Field(default=1, ge=1)
    longest: Duration | None = None
    scope: Annotated[Literal["vote", "all-votes"], Hyphenated] = "vote"


class Reviews(Strict):
    """Which ballot a review of the pull request is, for each of its kinds; none where it is left out."""

    approve: OneChoice | None = None
    request_changes: OneChoice | None = None
