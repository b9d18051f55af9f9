"""Checks of the names in a community's rules: that each is somebody's or something's that exists."""

from __future__ import annotations

from collections.abc import Iterator

from govbot.core.accounts import Voter
from govbot.core.bodies import Body
from govbot.core.checks.declared import Declared, FilePath
from govbot.core.checks.frame import Community, Found
from govbot.core.findings import Level
from govbot.core.governance import Settings
from govbot.core.layout import PEOPLE_FILE, SETTINGS_FILE, body_file
from govbot.core.policies import Selector
from govbot.core.spelling import did_you_mean

__all__ = ["empty_selectors", "unknown_bodies", "unknown_voters"]


def unknown_bodies(community: Community) -> Iterator[Found]:
    """Every body that is named has a file."""
    named: list[tuple[str, str, FilePath, frozenset[str]]] = []
    if community.has_settings:
        named += [
            (slug, SETTINGS_FILE, path, frozenset())
            for slug, path in _named_in_settings(community.governance.settings)
        ]
    for declared in community.policies:
        named += [
            (each.body, SETTINGS_FILE, (*path, at), frozenset())
            for path, selectors in declared.selections()
            for at, each in enumerate(selectors)
            if each.body is not None
        ]
        named += [(name, SETTINGS_FILE, path, roles) for path, name, roles in declared.names()]
    for slug, body in community.bodies:
        named += [(name, body_file(slug), path, frozenset()) for name, path in _named_by(body)]
    for slug, file, path, roles in named:
        if slug not in roles and not community.has_body(slug):
            known = [*sorted(community.governance.bodies), *sorted(roles)]
            yield Found(
                f"{_subject(community, path)} names the body `{slug}`, which does not exist.",
                f"{did_you_mean(slug, known)}Write {body_file(slug)}, or name one of: "
                f"{', '.join(known) or 'none'}.",
                file,
                path,
                # What nobody wrote here is for whoever needs a vote to write.
                level=Level.WARNING if _is_default(community, path) else None,
            )


def _named_in_settings(settings: Settings) -> Iterator[tuple[str, FilePath]]:
    """Yield the bodies that the settings name beside their policies, each with its place."""
    for at, slug in enumerate(settings.maintainers):
        yield slug, ("maintainers", at)
    for at, slug in enumerate(settings.organization.owners if settings.organization else ()):
        yield slug, ("organization", "owners", at)
    for at, rule in enumerate(settings.codeowners.rules if settings.codeowners else ()):
        for index, slug in enumerate(rule.owners):
            yield slug, ("codeowners", "rules", at, "owners", index)


def _named_by(body: Body) -> Iterator[tuple[str, FilePath]]:
    """Yield the bodies that a body's file names, each with its place."""
    for at, office in enumerate(body.limits.incompatible):
        yield office.body, ("limits", "incompatible", at)
    for at, office in enumerate(body.ex_officio):
        yield office.body, ("ex_officio", at, "body")
    for at, member in enumerate(body.members):
        if member.ex_officio is not None:
            yield member.ex_officio.body, ("members", at, "ex_officio")
    for at, represented in enumerate(body.limits.represented):
        for index, name in enumerate(represented.bodies):
            yield name, ("limits", "represented", at, "bodies", index)


def unknown_voters(community: Community) -> Iterator[Found]:
    """Everybody whom a policy names is listed in people.yaml."""
    if not community.has_people:
        return
    people = community.governance.people
    logins = [each.github for each in people.people]
    for declared in community.policies:
        for path, selectors in declared.selections():
            for at, each in enumerate(selectors):
                if each.person is not None and people.find(each.person) is None:
                    yield Found(
                        f"`{declared.name}` lets {each.person} vote, who is not in {PEOPLE_FILE}.",
                        f"{did_you_mean(each.person, logins)}Add the person there, or mend the "
                        "login: a misspelt login would be a stranger's vote.",
                        SETTINGS_FILE,
                        (*path, at),
                    )


def empty_selectors(community: Community) -> Iterator[Found]:
    """Every entry of an electorate names what there is, and selects somebody who serves today."""
    for declared in community.policies:
        if declared.missing_bodies:
            continue
        for path, selectors in declared.selections():
            empty = [each for each in selectors if not _selects(each, declared.voters)]
            # Where nobody may vote at all, that has a finding of its own.
            is_told = len(empty) == len(selectors) and all(map(_is_body, selectors))
            for at, each in enumerate(selectors):
                if each.body is None:
                    continue
                wrong = _wrong_name(
                    declared, each, community.governance.bodies[each.body], (*path, at)
                )
                if wrong is not None:
                    yield wrong
                elif each in empty and not is_told:
                    yield Found(
                        f"`{declared.name}` names {each.words}, and nobody is that on "
                        f"{declared.today}.",
                        "Fill the seat, or take the entry out.",
                        SETTINGS_FILE,
                        (*path, at),
                        level=Level.WARNING,
                    )


def _wrong_name(declared: Declared, selector: Selector, body: Body, path: FilePath) -> Found | None:
    """Return what an entry names that its body does not have: a role, a kind of seat, a seat."""
    roles = [each.role for each in body.members if each.role]
    kinds = [each.reserved_for for each in body.seats.reserved] if body.seats else []
    for key, name, known in (
        ("role", selector.role, roles),
        ("reserved", selector.reserved, kinds),
    ):
        if name is not None and name.lower() not in {each.lower() for each in known}:
            what = "member has the role" if key == "role" else "seat is reserved for"
            there = ", ".join(dict.fromkeys(known)) or "none"
            return Found(
                f"`{declared.name}` names {selector.words}, and no {what} `{name}` in {body.name}.",
                f"{did_you_mean(name, known)}There are: {there}.",
                SETTINGS_FILE,
                (*path, key),
            )
    count = (body.seats.count if body.seats else None) or 0
    # A body without a count of seats may number them all the same.
    numbered = {each.seat for each in body.members} | set(range(1, count + 1))
    for index, seat in enumerate(selector.seats):
        if seat not in numbered:
            seats = f"{count or 'no'} seat{'' if count == 1 else 's'}"
            return Found(
                f"`{declared.name}` names seat {seat} of {selector.body}, and {body.name} has "
                f"{seats}.",
                f"Use 1 to {count}." if count else "Give the body `seats`, or leave them out here.",
                SETTINGS_FILE,
                (*path, "seats", index),
            )
    return None


def _selects(selector: Selector, voters: tuple[Voter, ...]) -> bool:
    return any(selector.selects(voter) for voter in voters)


def _is_body(selector: Selector) -> bool:
    return selector.body is not None and selector.is_plain


def _subject(community: Community, path: FilePath) -> str:
    if path[0] != "policies":
        return f"`{'.'.join(part for part in path if isinstance(part, str))}`"
    whose = "default " if _is_default(community, path) else ""
    key = next(part for part in reversed(path[2:]) if isinstance(part, str))
    before = path[path.index(key) - 1]
    part = f"{before}.{key}" if isinstance(before, str) and before != path[1] else key
    return f"`{part}` of the {whose}policy `{path[1]}`"


def _is_default(community: Community, path: FilePath) -> bool:
    """Say whether a path leads into a policy that is govbot's own default."""
    return path[0] == "policies" and path[1] not in community.governance.settings.policies
