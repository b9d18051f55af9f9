"""For whom a seat is reserved, and who that is: members of a body, people of a group, or only words.

qualifies(governance, "ada", "wg-docs", day)      # True: ada serves there
qualifies(governance, "ada", "founder", day)      # True: people.yaml says so
qualifies(governance, "ada", "a user", day)       # None: neither a body nor a group, people judge it
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date

from govbot.core.bodies import tenures_of
from govbot.core.governance import Governance
from govbot.core.people import People, one_spelling
from govbot.core.rosters.persons import person_key

__all__ = ["group_names", "qualifies"]


def group_names(people: People) -> frozenset[str]:
    """Return every group that people.yaml puts somebody in, each in its one spelling."""
    return frozenset(one_spelling(each.name) for person in people.people for each in person.groups)


def qualifies(
    governance: Governance,
    login: str,
    reserved_for: str,
    day: date,
    groups: AbstractSet[str] | None = None,
) -> bool | None:
    """Say whether somebody may hold a seat reserved for `reserved_for` on `day`; None where only people can.

    `groups` is `group_names(people)`, for those who ask often.
    """
    if reserved_for in governance.bodies:
        key = person_key(governance, login)
        return any(
            each.holds_on(day)
            for member in governance.bodies[reserved_for].everyone
            if person_key(governance, member.github) == key
            for each in tenures_of(member)
        )
    known = group_names(governance.people) if groups is None else groups
    if one_spelling(reserved_for) in known:
        person = governance.people.find(login)
        return person is not None and person.is_in(reserved_for, day)
    return None
