"""Who is meant: one person behind several spellings, in one community's files or in two that are compared.

    require_known(governance, "@ADA-old")        # "ada", as the login is now
    entries_of(governance, "ada")                # (("council", Member(github="ada", ...)), ...)
    Identities(before, after).of("ada-old", before)

A person is found by the numeric id first and by the login, now or formerly, second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govbot.core.bodies import Member
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.layout import PEOPLE_FILE
from govbot.core.spelling import did_you_mean

__all__ = [
    "Identities",
    "PersonKey",
    "entries_of",
    "known_logins",
    "person_key",
    "require_body",
    "require_known",
]

PersonKey = int | str
"""Who somebody is: the numeric id, else the login in lower case."""


def person_key(governance: Governance, login: str) -> PersonKey:
    """Return who a login is: the numeric id where it is known, else the login of today."""
    person = governance.people.find(login)
    if person is None:
        return login.lower()
    return person.id or person.github.lower()


def known_logins(governance: Governance) -> tuple[str, ...]:
    """Return every login that the files name, as they spell it, each once."""
    found = [person.github for person in governance.people.people]
    found += [member.github for body in governance.bodies.values() for member in body.members]
    return tuple({login.lower(): login for login in reversed(found)}.values())[::-1]


def require_known(governance: Governance, login: str) -> str:
    """Return the login of somebody whom the files name, as it is now; raise `UserError` otherwise."""
    login = login.removeprefix("@")
    person = governance.people.find(login)
    if person is not None:
        return person.github
    spelt = {each.lower(): each for each in known_logins(governance)}
    if login.lower() not in spelt:
        raise UserError(
            f"No file names `{login}`.",
            f"{did_you_mean(login, spelt.values())}People are listed in {PEOPLE_FILE}, members in "
            "their body's file.",
        )
    return spelt[login.lower()]


def require_body(governance: Governance, slug: str) -> str:
    """Return the slug of a body that there is; raise `UserError` with what may have been meant."""
    if slug in governance.bodies:
        return slug
    try:
        governance.body(slug)
    except UserError as error:
        hint = f"{did_you_mean(slug, governance.bodies)}{error.hint}"
        raise UserError(error.message, hint) from error
    return slug


def entries_of(
    governance: Governance, login: str, slug: str | None = None
) -> Iterator[tuple[str, Member]]:
    """Yield every entry that means this person, with the body: listed, or there because of an office.

    With a `slug`, only those of that body.
    """
    key = person_key(governance, login)
    bodies = governance.bodies if slug is None else {slug: governance.bodies[slug]}
    for name, body in bodies.items():
        for member in body.everyone:
            if person_key(governance, member.github) == key:
                yield name, member


@dataclass(frozen=True, slots=True)
class Identities:
    """Who is who in the files before and after a change."""

    before: Governance
    after: Governance

    def of(self, login: str, side: Governance) -> PersonKey:
        """Return what a login of one side has in common with the same person's of the other."""
        other = self.before if side is self.after else self.after
        here = side.people.find(login)
        name = here.github if here else login
        if here is not None and here.id is not None:
            return here.id
        there = other.people.find(name)
        if there is not None and there.id is not None:
            return there.id
        if side is self.before and there is not None:
            name = there.github
        return name.lower()
