"""What a change of the files means for who people are: added, taken out, renamed, and where they work.

gus is added to people.yaml.
ada-old is called ada now.
From 2026-03-01 on, ada is affiliated with Acme (it was Beta).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from govbot.core.durations import format_day
from govbot.core.governance import Governance
from govbot.core.people import Person
from govbot.core.rosters.persons import Identities, PersonKey

__all__ = ["PersonChange", "boundaries", "people_changes"]

ONE_DAY = timedelta(days=1)

What = Literal[
    "added", "removed", "renamed", "id", "name", "affiliation", "groups", "former", "email"
]
"""What of a person is another."""


@dataclass(frozen=True, slots=True)
class PersonChange:
    """One thing about a person that is another."""

    what: What
    login: str
    text: str


def people_changes(names: Identities) -> Iterator[PersonChange]:
    """Yield what changes in people.yaml: in its order, then those who are taken out."""
    was, now = _people(names, names.before), _people(names, names.after)
    for key, person in now.items():
        if key not in was:
            affiliated = _now(person)
            text = f"{person.github} is added to the people{affiliated}."
            yield PersonChange("added", person.github, text)
        elif was[key] != person:
            yield from _changed(was[key], person)
    for key, person in was.items():
        if key not in now:
            text = f"{person.github} is taken out of the people."
            yield PersonChange("removed", person.github, text)


def boundaries(person: Person) -> Iterator[date]:
    """Yield the days from which on a person's affiliation is another."""
    for each in person.affiliations:
        if each.start is not None:
            yield each.start
        if each.end is not None and each.end < date.max:
            yield each.end + ONE_DAY


def _people(names: Identities, side: Governance) -> dict[PersonKey, Person]:
    return {names.of(person.github, side): person for person in side.people.people}


def _now(person: Person) -> str:
    names = dict.fromkeys(each.name for each in person.affiliations)
    return f", affiliated with {', '.join(names)}" if names else ""


def _changed(was: Person, now: Person) -> Iterator[PersonChange]:
    login = now.github
    if was.github != login:
        is_spelling = was.github.lower() == login.lower()
        how = "is spelt" if is_spelling else "is called"
        yield PersonChange("renamed", login, f"{was.github} {how} {login} now.")
    if was.id != now.id:
        text = f"{login} has the numeric id {now.id}"
        text = f"{text}." if was.id is None else f"{text}, and not {was.id}."
        if now.id is None:
            text = f"{login} has no numeric id any more (it was {was.id})."
        yield PersonChange("id", login, text)
    if was.name != now.name:
        yield PersonChange(
            "name",
            login,
            f"{login} {f'is named {now.name}' if now.name else 'has no name any more'}.",
        )
    if was.affiliations != now.affiliations:
        yield from _affiliations(login, was, now)
    if was.groups != now.groups:
        groups = ", ".join(each.name for each in now.groups) or "none"
        yield PersonChange("groups", login, f"{login} belongs to these groups: {groups}.")
    if was.former_logins != now.former_logins:
        logins = ", ".join(now.former_logins) or "nothing else"
        yield PersonChange("former", login, f"{login} was formerly called {logins}.")
    if was.email != now.email:
        has = "another e-mail address" if now.email else "no e-mail address any more"
        yield PersonChange("email", login, f"{login} has {has}.")


def _affiliations(login: str, was: Person, now: Person) -> Iterator[PersonChange]:
    """Yield from when until when somebody works for whom, each time that differs from what the files had."""
    firsts = sorted({date.min, *boundaries(was), *boundaries(now)})
    lasts = [*(day - ONE_DAY for day in firsts[1:]), date.max]
    runs = groupby(
        zip(firsts, lasts, strict=True),
        lambda days: (was.affiliation_on(days[0]), now.affiliation_on(days[0])),
    )
    spoke = False
    for (old, new), days in runs:
        spells = list(days)
        if old != new:
            words = f"is affiliated with {new or 'nobody'} (it was {old or 'nobody'})."
            text = f"{_lead(spells[0][0], spells[-1][1])}{login} {words}"
            yield PersonChange("affiliation", login, text)
            spoke = True
    if not spoke:
        text = f"The affiliations of {login} are written another way, to the same effect."
        yield PersonChange("affiliation", login, text)


def _lead(first: date, last: date) -> str:
    """Return how a sentence begins that holds on these days: `From 2026-07-01 on, `."""
    if last == date.max:
        return "" if first == date.min else f"From {format_day(first)} on, "
    if first == date.min:
        return f"Until {format_day(last)}, "
    return f"From {format_day(first)} until {format_day(last)}, "
