"""The limits that a body breaks today, as `govbot check` has them.

    broken_limits(governance, today)["council"]
    # (Broken(rule="affiliation-limit", text="Acme has 3 people on Council from 2026-07-01 on ..."), ...)

Only what forbids something, and is not over, is told: a soft limit asks for a reason in a pull request, and is done with.
Of an affiliation that grew by a change of job it is told while people have time to step down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from govbot.core.bodies import Body, tenures_of
from govbot.core.checks import check_repository
from govbot.core.checks.frame import FilePath
from govbot.core.errors import Place
from govbot.core.findings import Finding, Level
from govbot.core.governance import Governance
from govbot.core.layout import body_file
from govbot.core.rosters.breaks import Break, affiliation_breaks
from govbot.core.rosters.limits import later
from govbot.core.rosters.wording import listed, number_of

__all__ = ["Broken", "broken_limits"]

RULES = frozenset(
    {
        *("term-limit", "cooldown", "lifetime-limit", "incompatible-offices", "representation"),
        *("seat-taken-twice", "overlapping-terms", "body-too-large", "reserved-seat-holder"),
    }
)
"""The checks about who serves. That a body is short, or a seat empty, is said by itself."""

SAYS_TODAY = frozenset({"representation", "body-too-large", "reserved-seat-holder"})
"""The checks whose sentence names the day it was found on: that would make it another every day."""


TO_A_TERM = 4
"""How long a path to a term is: `members`, which, `terms`, which."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A limit that is broken: the id of its check, and a sentence."""

    rule: str
    text: str


def broken_limits(governance: Governance, day: date) -> Mapping[str, tuple[Broken, ...]]:
    """Return the limits that are broken on `day` (UTC), by the body whose they are."""
    slugs = {body_file(slug): slug for slug in governance.bodies}
    found: dict[str, list[Broken]] = defaultdict(list)
    paths: list[FilePath] = []

    def numbered(file: str, path: FilePath) -> Place:
        paths.append(path)
        return Place(file, len(paths))

    for each in check_repository(governance, (), day, places=numbered):
        if each.file not in slugs or each.id not in RULES or each.level is not Level.ERROR:
            continue
        slug = slugs[each.file]
        path = paths[each.line - 1] if each.line else ()
        if not _is_past(governance.bodies[slug], path, day):
            found[slug].append(Broken(each.id, _lasting(each, day)))
    for slug, body in governance.bodies.items():
        found[slug] += _affiliations(governance, body, day)
    return {slug: tuple(each) for slug, each in found.items() if each}


def _is_past(body: Body, path: FilePath, day: date) -> bool:
    """Say whether a finding is about a term that is over: nobody can do anything about that now."""
    if len(path) < TO_A_TERM or path[0] != "members" or path[2] != "terms":
        return False
    _, member, _, term, *_ = path
    return isinstance(member, int) and all(
        each.end < day for each in tenures_of(body.members[member]) if each.index == term
    )


def _lasting(finding: Finding, day: date) -> str:
    if finding.id not in SAYS_TODAY:
        return finding.message
    return finding.message.replace(f" on {day}", "")


def _affiliations(governance: Governance, body: Body, day: date) -> Iterator[Broken]:
    limit = body.limits.per_affiliation
    if limit is None or "per_affiliation" in body.limits.soft:
        return
    for each in affiliation_breaks(governance, body):
        if not each.start <= day <= each.end:
            continue
        if not each.joined and limit.on_change == "serve-out":
            continue
        yield Broken("affiliation-limit", _sentence(body, each))


def _sentence(body: Body, found: Break) -> str:
    limit = body.limits.per_affiliation
    have = number_of(len(found.people), "person", "people")
    text = (
        f"{found.affiliation} has {have} on {body.name} ({listed(found.people)}); "
        f"the most is {found.most}."
    )
    if found.joined or limit is None or limit.within is None:
        return text
    return f"{text} Somebody of them steps down by {later(found.start, limit.within)}."
