"""What `governance/govbot.yaml` says about rosters, GitHub's teams and CODEOWNERS.

rosters: {remind: [60 days, 30 days, 7 days]}
organization: {owners: [core-team], minimum_owners: 2}
codeowners:
  rules:
    - {paths: [/rfcs/, /governance/], owners: [council]}
"""

from __future__ import annotations

from pydantic import Field, model_validator

from govbot.core.amounts import Amount
from govbot.core.durations import Duration
from govbot.core.model import Strict, misplaced

__all__ = [
    "ORGANIZATION_TOKEN",
    "CodeOwnersRule",
    "CodeOwnersSettings",
    "OrganizationSettings",
    "RosterSettings",
]

ORGANIZATION_TOKEN = "GOVBOT_ORGANIZATION_TOKEN"  # noqa: S105 (the name of a variable)
"""The variable with the token that may change the organisation."""


class RosterSettings(Strict):
    """What the schedule does about terms.

    `remind` is how long before the end of a term its holder is told, in the tracking issue of the body.
    Without `tracking_issues` there is neither that issue nor a reminder; without `vacancy_issues`, no
    issue about empty seats; without `emeritus_pull_requests`, nobody is proposed as emeritus.
    """

    remind: tuple[Duration, ...] = (Duration(60, "day"), Duration(30, "day"), Duration(7, "day"))
    tracking_issues: bool = True
    vacancy_issues: bool = True
    emeritus_pull_requests: bool = True
    label: str = Field(default="governance: roster", min_length=1, max_length=50)


class OrganizationSettings(Strict):
    """The organisation on GitHub whose teams follow the rosters.

    `name` is the organisation, by default the owner of the repository. `owners` are the bodies whose
    members own it; without, nobody's role there is touched. With `remove_members`, who serves on no
    body that has a team is no member of the organisation. `most_removed` is the share of the
    organisation, of a team or of a role that one `govbot apply` takes away unasked.
    """

    name: str = Field(default="", pattern=r"^([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))?$")
    owners: tuple[str, ...] = ()
    minimum_owners: int = Field(default=2, ge=1)
    remove_members: bool = False
    most_removed: Amount = Amount.parse("1/4")

    @model_validator(mode="after")
    def _is_a_share(self) -> OrganizationSettings:
        if not self.most_removed.is_share:
            raise misplaced("write a share, such as 1/4", "most_removed")
        return self


class CodeOwnersRule(Strict):
    """Paths, as CODEOWNERS writes them, and the bodies that own them.

    A body with a team is written as that team, any other as the logins of those who serve.
    """

    paths: tuple[str, ...] = Field(min_length=1)
    owners: tuple[str, ...] = ()


class CodeOwnersSettings(Strict):
    """The part of CODEOWNERS that follows the rosters; the rest of the file is not touched."""

    file: str = Field(default=".github/CODEOWNERS", pattern=r"^(\.github/|docs/)?CODEOWNERS$")
    rules: tuple[CodeOwnersRule, ...] = Field(min_length=1)
