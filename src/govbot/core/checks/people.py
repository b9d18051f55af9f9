"""Checks of `governance/people.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from govbot.core.checks.frame import Community, Found
from govbot.core.layout import PEOPLE_FILE
from govbot.core.people import one_spelling

__all__ = [
    "affiliations_spelt_apart",
    "duplicate_people",
    "former_logins_in_use",
    "people_without_id",
]


def people_without_id(community: Community) -> Iterator[Found]:
    """Every person has the numeric GitHub id, which stays when a login changes."""
    if not community.has_people:
        return
    for at, person in enumerate(community.governance.people.people):
        if person.id is None:
            yield Found(
                f"{person.github} has no `id`: whoever takes this login later would be taken "
                "for the same person.",
                f"Add `id: ...`, the number at https://api.github.com/users/{person.github}.",
                PEOPLE_FILE,
                (at,),
            )


def duplicate_people(community: Community) -> Iterator[Found]:
    """Nobody is listed twice, and no id stands for two people."""
    if not community.has_people:
        return
    logins: set[str] = set()
    ids: dict[int, str] = {}
    for at, person in enumerate(community.governance.people.people):
        login = person.github.lower()
        if login in logins:
            yield Found(
                f"{person.github} is listed a second time.",
                "Keep one entry for each person; logins ignore case.",
                PEOPLE_FILE,
                (at, "github"),
            )
        elif person.id is not None and person.id in ids:
            yield Found(
                f"{person.github} and {ids[person.id]} have the same id, {person.id}.",
                "If they are one person, keep one entry and list the other login under "
                "`former_logins`.",
                PEOPLE_FILE,
                (at, "id"),
            )
        logins.add(login)
        if person.id is not None:
            ids.setdefault(person.id, person.github)


def former_logins_in_use(community: Community) -> Iterator[Found]:
    """A former login belongs to nobody else."""
    if not community.has_people:
        return
    people = community.governance.people.people
    now = {person.github.lower(): person.github for person in people}
    before: dict[str, str] = {}
    for at, person in enumerate(people):
        for index, login in enumerate(person.former_logins):
            name = login.lower()
            whose = None
            if now.get(name) == person.github:
                whose = "the one they have now"
            elif name in now:
                whose = f"{now[name]}'s now"
            elif name in before:
                whose = f"of {before[name]} too"
            if whose is not None:
                yield Found(
                    f"`{login}` is a former login of {person.github}, and {whose}.",
                    "Remove it unless the login did change hands; it then finds its holder of today.",
                    PEOPLE_FILE,
                    (at, "former_logins", index),
                )
            before[name] = person.github


def affiliations_spelt_apart(community: Community) -> Iterator[Found]:
    """One affiliation is written in one way."""
    if not community.has_people:
        return
    first: dict[str, tuple[str, str]] = {}
    for at, person in enumerate(community.governance.people.people):
        for index, affiliation in enumerate(person.affiliations):
            written, whose = first.setdefault(
                one_spelling(affiliation.name), (affiliation.name, person.github)
            )
            if written != affiliation.name:
                yield Found(
                    f"The affiliation `{affiliation.name}` of {person.github} is `{written}` with "
                    f"{whose}: an affiliation cap takes the two for one.",
                    f"Write `{written}` in both places.",
                    PEOPLE_FILE,
                    (at, "affiliations", index, "name"),
                )
