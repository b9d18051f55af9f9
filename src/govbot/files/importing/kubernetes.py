"""The format of Kubernetes' `sigs.yaml`: groups of four kinds, each with its leads.

    sigs:
    - dir: sig-docs
      name: Docs
      charter_link: charter.md
      leadership:
        chairs:
        - {github: ada, name: Ada Example, company: Acme, email: ada@example.org}
        tech_leads: [...]
        emeritus_leads: [...]
    workinggroups: [...]
    usergroups: [...]
    committees: [...]

A committee lists its members as chairs, so that nobody there is taken for one. Leads emeriti have no
dates, so that they are named in a comment. A group's teams on GitHub hold more people than its leads,
and are not taken over; nor are subprojects with their leads, nor liaisons: a note says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from govbot.core.bodies import Kind
from govbot.files.importing.names import kind_of
from govbot.files.importing.roster import Collection, Draft, Entry, ImportedRoster
from govbot.files.importing.sources import Foreign, read_yaml

__all__ = ["read_kubernetes"]


class Lead(Foreign):
    github: str = ""
    name: str = ""
    company: str = ""
    email: str = ""


class Leadership(Foreign):
    chairs: tuple[Lead, ...] = ()
    tech_leads: tuple[Lead, ...] = ()
    emeritus_leads: tuple[Lead, ...] = ()


class Subproject(Foreign):
    name: str = ""
    leads: tuple[Lead, ...] = ()


class Contact(Foreign):
    teams: tuple[object, ...] = ()
    liaison: Lead | None = None


class Group(Foreign):
    dir: str = ""
    name: str = Field(min_length=1)
    charter_link: str = ""
    stakeholder_sigs: tuple[str, ...] = ()
    leadership: Leadership = Leadership()
    subprojects: tuple[Subproject, ...] = ()
    contact: Contact = Contact()


class Groups(Foreign):
    sigs: tuple[Group, ...] = ()
    workinggroups: tuple[Group, ...] = ()
    usergroups: tuple[Group, ...] = ()
    committees: tuple[Group, ...] = ()


def read_kubernetes(text: str, name: str = "sigs.yaml") -> ImportedRoster:
    """Return the roster in a `sigs.yaml`; raise `UserError` where it cannot be read."""
    groups = read_yaml(Groups, text, name)
    collected = Collection(name)
    for each in groups.sigs:
        _take(collected, each, "sig", f"SIG {each.name}", Kind.TEAM)
    for each in groups.workinggroups:
        _take(collected, each, "wg", f"WG {each.name}", Kind.WORKING_GROUP)
    for each in groups.usergroups:
        _take(collected, each, "ug", f"UG {each.name}", Kind.WORKING_GROUP)
    for each in groups.committees:
        kind = kind_of(each.name, Kind.COUNCIL)
        _take(collected, each, "committee", f"{each.name} Committee", kind)
    if groups.committees:
        collected.note("Committees list their members as chairs: nobody in them has a role here.")
    _note_the_rest(
        collected, [*groups.sigs, *groups.workinggroups, *groups.usergroups, *groups.committees]
    )
    return collected.roster()


def _note_the_rest(collected: Collection, groups: Sequence[Group]) -> None:
    """Say what of the file has no place here."""
    left = []
    if teams := sum(len(each.contact.teams) for each in groups):
        left.append(f"{teams} team(s) on GitHub")
    if parts := sum(len(each.subprojects) for each in groups):
        leads = sum(len(part.leads) for each in groups for part in each.subprojects)
        left.append(
            f"{parts} subproject(s)" + (f" with {leads} lead(s) of theirs" if leads else "")
        )
    if liaisons := sum(each.contact.liaison is not None for each in groups):
        left.append(f"{liaisons} liaison(s)")
    if left:
        collected.note(f"Not taken over: {', '.join(left)}.")


def _take(collected: Collection, group: Group, prefix: str, name: str, kind: Kind) -> None:
    leads = group.leadership
    for each in (*leads.chairs, *leads.tech_leads, *leads.emeritus_leads):
        # Whoever is emeritus has no company there, and nobody's is taken from such an entry.
        company = "" if each in leads.emeritus_leads else each.company
        collected.person(each.github, name=each.name, email=each.email, affiliation=company)
    remarks = []
    if group.stakeholder_sigs:
        remarks.append(f"Stakeholders: {', '.join(group.stakeholder_sigs)}.")
    chair = "" if prefix == "committee" else "chair"
    collected.body(
        Draft(
            name,
            group.dir or f"{prefix}-{group.name}",
            kind=kind,
            members=[*_entries(leads.chairs, chair), *_entries(leads.tech_leads, "tech lead")],
            former=_entries(leads.emeritus_leads, "lead"),
            charter=_charter(group),
            remarks=remarks,
        )
    )


def _entries(leads: tuple[Lead, ...], role: str) -> Iterator[Entry]:
    return (Entry(each.github, role, each.name) for each in leads)


def _charter(group: Group) -> str:
    """Return the charter's address, or its path in the repository that has `sigs.yaml`."""
    link = group.charter_link.strip()
    return link if not link or "://" in link or not group.dir else f"{group.dir}/{link}"
