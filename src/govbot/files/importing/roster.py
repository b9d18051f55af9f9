"""What is taken from another tool: people, bodies, and what could not be taken as it was.

    collected = Collection("sigs.yaml")
    collected.person("ada", name="Ada Example", affiliation="Acme")
    collected.body(Draft("SIG Docs", "sig-docs", Kind.TEAM, [Entry("ada", "chair"), Entry("Ada", "lead")]))
    collected.roster().bodies[0].members     # (ImportedMember("ada", "chair", also=("lead",)),)

A person is one person however their login is capitalised. Whatever is changed on the way is noted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from govbot.core.bodies import Kind
from govbot.core.errors import Place, UserError
from govbot.core.governance import RESERVED_ROLES
from govbot.core.people import one_spelling
from govbot.files.importing.names import login_of, on_one_line, slug_of

__all__ = [
    "SEVERAL",
    "Collection",
    "Draft",
    "Entry",
    "ImportedBody",
    "ImportedMember",
    "ImportedPerson",
    "ImportedRoster",
]

SEVERAL = (
    "These are several organisations, and govbot keeps the teams of one: no body has `github_team:`. "
    "Import one organisation alone to have it."
)


@dataclass(frozen=True, slots=True)
class ImportedPerson:
    """Somebody, as far as the other tool knows them."""

    github: str
    id: int | None = None
    name: str = ""
    email: str = ""
    affiliation: str = ""


@dataclass(frozen=True, slots=True)
class ImportedMember:
    """A member, without dates: no format has them. `also` are further roles in the same body."""

    github: str
    role: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedBody:
    """A body. `former` served once, nobody knows when; `remarks` are sentences about the body."""

    slug: str
    name: str
    kind: Kind
    charter: str = ""
    team: str = ""
    maintainers: tuple[str, ...] = ()
    members: tuple[ImportedMember, ...] = ()
    former: tuple[ImportedMember, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedRoster:
    """All that was taken from `source`. `notes` say what was not, and what was changed."""

    source: str
    people: tuple[ImportedPerson, ...]
    bodies: tuple[ImportedBody, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody as a list in the source names them: a login, a profile's address, or a name without one."""

    who: str
    role: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A body as a source has it. `slug` may be anything: what can be a file's name is made of it."""

    name: str
    slug: str
    kind: Kind
    members: Iterable[Entry]
    former: Iterable[Entry] = ()
    charter: str = ""
    team: str = ""
    maintainers: Sequence[str] = ()
    remarks: Sequence[str] = ()


@dataclass(slots=True)
class Collection:
    """A roster that grows as a source is read."""

    source: str
    notes: list[str] = field(default_factory=list)
    _people: dict[str, ImportedPerson] = field(default_factory=dict)
    _logins: dict[int, str] = field(default_factory=dict)
    _bodies: dict[str, ImportedBody] = field(default_factory=dict)

    def person(
        self,
        who: str,
        *,
        id: int | None = None,
        name: str = "",
        email: str = "",
        affiliation: str = "",
    ) -> str | None:
        """Take in a person; return the login as it was first written, None where there is none.

        What is known already stays; what is said otherwise later is noted.
        """
        login = login_of(who)
        if login is None:
            return None
        known = self._people.get(login.lower(), ImportedPerson(login))
        other = self._logins.setdefault(id, login) if id is not None else login
        if other.lower() != login.lower():
            raise UserError(
                f"{other} and {login} have the same id in what is imported, {id}.",
                "One of them is wrong, or they are one person: mend it there first.",
                Place(self.source),
            )
        if id is not None and known.id not in (None, id):
            raise UserError(
                f"{login} has two ids in what is imported: {known.id} and {id}.",
                "One of them is wrong, or one login was held by two people: mend it there first.",
                Place(self.source),
            )
        affiliation = on_one_line(affiliation)
        if affiliation and known.affiliation:
            if one_spelling(affiliation) != one_spelling(known.affiliation):
                self.note(
                    f"{known.github} is at {known.affiliation} in one place and at {affiliation} in "
                    "another; the first is kept."
                )
            affiliation = known.affiliation
        self._people[login.lower()] = replace(
            known,
            id=known.id if known.id is not None else id,
            name=known.name or on_one_line(name),
            email=known.email or on_one_line(email),
            affiliation=affiliation or known.affiliation,
        )
        return known.github

    def body(self, draft: Draft) -> None:
        """Take in a body."""
        name, remarks = on_one_line(draft.name), [on_one_line(each) for each in draft.remarks]
        serving = self._members(name, draft.members, remarks)
        logins = {each.github.lower() for each in serving}
        left = self._members(name, draft.former, remarks)
        for each in left:
            if each.github.lower() in logins:
                self.note(f"{name}: {each.github} is a member and a former one; taken as a member.")
        slug = self._free_slug(draft.slug, name)
        self._bodies[slug] = ImportedBody(
            slug=slug,
            name=name or slug,
            kind=draft.kind,
            charter=draft.charter,
            team=slug_of(draft.team),
            maintainers=tuple(draft.maintainers) if draft.team else (),
            members=serving,
            former=tuple(each for each in left if each.github.lower() not in logins),
            remarks=tuple(remarks),
        )

    def people(self) -> tuple[ImportedPerson, ...]:
        """Return the people taken in so far, by login."""
        return tuple(person for _, person in sorted(self._people.items()))

    def note(self, sentence: str) -> None:
        """Say once what became of something."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def roster(self) -> ImportedRoster:
        """Return what was taken in: people by login, bodies by slug."""
        if not self._bodies:
            raise UserError(
                "There is no team or group in what is to be imported.",
                "`govbot roster import --help` says what each format looks like.",
                Place(self.source),
            )
        several = sum(bool(each.also) for body in self._bodies.values() for each in body.members)
        if several:
            self.note(
                f"{several} member(s) have several roles in one body: the first is theirs, and the others "
                "stand as comments beside it."
            )
        return ImportedRoster(
            self.source,
            self.people(),
            tuple(body for _, body in sorted(self._bodies.items())),
            tuple(self.notes),
        )

    def _members(
        self, name: str, entries: Iterable[Entry], remarks: list[str]
    ) -> tuple[ImportedMember, ...]:
        """Return the members, each person once with all their roles; the first role is theirs."""
        found: dict[str, ImportedMember] = {}
        for entry in entries:
            login = self.person(entry.who, name=entry.name)
            if login is None:
                self._without_login(name, entry, remarks)
                continue
            known = found.get(login.lower())
            if known is None:
                found[login.lower()] = ImportedMember(login, entry.role)
            elif entry.role and entry.role != known.role and entry.role not in known.also:
                if known.role:
                    found[login.lower()] = replace(known, also=(*known.also, entry.role))
                else:
                    found[login.lower()] = replace(known, role=entry.role)
        return tuple(found.values())

    def _without_login(self, body: str, entry: Entry, remarks: list[str]) -> None:
        login, role = on_one_line(entry.who), f", {entry.role}" if entry.role else ""
        who = on_one_line(entry.name) or (f"`{login}`" if login else "somebody without a name")
        if login:
            self.note(f"{body}: {who}{role}, is left out: `{login}` is no login of GitHub's.")
        else:
            self.note(f"{body}: {who}{role}, has no GitHub account there and is left out.")
        remarks.append(f"Not taken over, for want of a GitHub account: {who}{role}.")

    def _free_slug(self, wanted: str, name: str) -> str:
        """Return a slug that no other body has."""
        slug = slug_of(wanted) or slug_of(name) or "team"
        if slug in RESERVED_ROLES:
            slug = f"{slug}-team"
        free, number = slug, 1
        while free in self._bodies:
            number += 1
            free = f"{slug}-{number}"
        if free != wanted:
            self.note(f"{name or wanted} is called `{free}` here: {_why(wanted, slug, free)}.")
        return free


def _why(wanted: str, slug: str, free: str) -> str:
    if free != slug:
        return f"`{slug}` is another's"
    if slug.removesuffix("-team") in RESERVED_ROLES:
        return f"`{wanted}` has a meaning of its own"
    return "a body is called in lower-case letters, digits and `-`"
