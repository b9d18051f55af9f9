"""Whether a vote could pass with those who serve on a day, and from when on it could not.

    reach = reach_on(governance, date(2026, 7, 1))["rfc-accept"]
    reach.is_lost       # True
    reach.why           # "3 can take part, and 4 are needed"
    first_lost(governance, "rfc-accept", after, until)      # the first day on which nothing could pass

It is tried as if everybody who serves voted, in whichever way does most for the proposal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from govbot.core.accounts import plain_number
from govbot.core.checks.declared import Declared
from govbot.core.checks.frame import Community
from govbot.core.checks.shortfalls import can_pass, shortfall_of
from govbot.core.checks.trials import Trial
from govbot.core.governance import Governance
from govbot.core.policies import Policy, electorate_words
from govbot.core.rosters.standing import turning_days

__all__ = ["Reach", "days_that_matter", "first_lost", "policies_of", "reach_on"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether a vote under a policy could pass on a day; `why` says what is missing, empty where none is.

    `voters` are how many may vote.
    """

    policy: str
    day: date
    voters: int
    why: str

    @property
    def is_lost(self) -> bool:
        """Say whether no vote could pass, or nobody may vote."""
        return bool(self.why)


def policies_of(governance: Governance, slug: str | None = None) -> tuple[str, ...]:
    """Return the policies in use, or those whose electorate names a body: the community's own, and the
    defaults that its lifecycle opens. One that names a body which does not exist is left out.
    """
    return tuple(
        each.name
        for each in Community(governance, (), date.min).policies
        if not each.missing_bodies and (slug is None or slug in each.policy.bodies)
    )


def reach_on(governance: Governance, name: str, day: date) -> Reach:
    """Return whether a vote under a policy could pass on `day` (UTC)."""
    declared = Declared(name, governance.policy(name), governance, day)
    voters = declared.voters
    if not voters:
        who = electorate_words(declared.policy.selectors)
        return Reach(name, day, 0, f"nobody may vote: no member of {who} serves")
    trial = Trial.today(declared)
    why = "" if can_pass(trial, declared.policy) else _why(declared, trial)
    return Reach(name, day, len(voters), why)


def first_lost(governance: Governance, name: str, day: date, until: date) -> Reach | None:
    """Return the first day from `day` to `until` on which no vote under a policy could pass; None where
    one always could, if nothing is done to the rosters.
    """
    days = days_that_matter(governance, governance.policy(name), day)
    found = (reach_on(governance, name, each) for each in (day, *days) if each <= until)
    return next((each for each in found if each.is_lost), None)


def days_that_matter(governance: Governance, policy: Policy, after: date) -> tuple[date, ...]:
    """Return the days after `after` on which who may vote, or how they weigh, changes by itself."""
    days: set[date] = set()
    for slug in policy.bodies:
        if slug in governance.bodies:
            days |= set(turning_days(governance.bodies[slug], after))
    if policy.affiliation_cap is not None:
        for person in governance.people.people:
            for each in person.affiliations:
                days |= {each.start} if each.start else set()
                days |= {each.end + ONE_DAY} if each.end and each.end < date.max else set()
    return tuple(sorted(each for each in days if each > after))


def _why(declared: Declared, trial: Trial) -> str:
    """Return the first of a policy's conditions that cannot hold, and what it lacks."""
    for path, node in declared.nodes():
        held = trial.within(node)
        if not held.size:
            who = electorate_words(node.counted)
            return f"nobody may vote under {declared.called(path, node)}: no member of {who} serves"
        short = shortfall_of(declared, held, path, node)
        if short is not None and short.key == "quorum":
            number = plain_number(short.have)
            return f"{number} can take part, and {short.needed}"
        if short is not None:
            return short.proof
    return "its conditions exclude one another with those who serve"
