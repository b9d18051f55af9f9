"""What a change of the files means for a body's own rules, in words.

    Seats: 9 instead of 7.
    Consecutive terms: at most 2 (there was no limit).

Every key of the body's file but its members is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from govbot.core.bodies import AffiliationLimit, Body

__all__ = ["RuleChange", "rule_changes"]

MEMBERS = {"members", "holders", "slug"}

NAMES = {
    "name": "Name",
    "kind": "Kind",
    "charter": "Charter",
    "seats.count": "Seats",
    "seats.minimum": "Fewest members it can work with",
    "seats.maximum": "Most members",
    "seats.reserved": "Reserved seats",
    "seats.classes": "Classes of seats",
    "seats.groups": "Groups of seats",
    "term.length": "Length of a term",
    "term.max_consecutive": "Most consecutive terms",
    "term.max_lifetime": "Most terms in all",
    "term.cooldown": "Time out after the last consecutive term",
    "term.counts": "Terms that count towards limits",
    "term.since": "Limits on terms hold since",
    "term.soft": "Limits on terms that only warn",
    "limits.per_affiliation": "Most members of one affiliation",
    "limits.incompatible": "Offices that exclude one another",
    "limits.represented": "Bodies and groups that are represented",
    "limits.since": "Limits across people hold since",
    "limits.soft": "Limits across people that only warn",
    "vacancies.filled_by": "Vacant seats are filled by",
    "vacancies.within": "Vacant seats are filled within",
    "vacancies.who": "Who may fill a vacant seat",
    "inactivity": "When a member counts as inactive",
    "github_team": "Team on GitHub",
    "ex_officio": "Members ex officio",
}

NESTED = {"seats", "term", "limits", "vacancies"}


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule that is another: the key in the body's file, and a sentence."""

    key: str
    text: str


def rule_changes(before: Body, after: Body) -> Iterator[RuleChange]:
    """Yield every rule of a body that changes, in the order of the file."""
    if before.slug != after.slug:
        yield RuleChange("slug", f"File: {after.slug}.yaml instead of {before.slug}.yaml.")
    was, now = dict(_rules(before)), dict(_rules(after))
    for key in {**now, **was}:
        old, new = was.get(key, ""), now.get(key, "")
        if old != new:
            yield RuleChange(key, f"{NAMES.get(key, key)}: {_instead(old, new)}.")


def _instead(old: str, new: str) -> str:
    if not old:
        return f"{new} (nothing was said before)"
    return f"{new} instead of {old}" if new else f"nothing is said any more (it was {old})"


def _rules(body: Body) -> Iterator[tuple[str, str]]:
    """Yield each rule's key and what it says, as the file would; an empty text where it says nothing."""
    said = body.model_dump(mode="json", by_alias=True, exclude=MEMBERS)
    said["limits"]["per_affiliation"] = _affiliation_words(body.limits.per_affiliation)
    for key, value in said.items():
        if key in NESTED:
            parts = value or {}
            yield from ((f"{key}.{name}", _words(each)) for name, each in parts.items())
        else:
            yield key, _words(value)


def _affiliation_words(limit: AffiliationLimit | None) -> str:
    """Write a limit on one affiliation: `2`, `1/3 of the seats; who comes to it serves the term out`."""
    if limit is None:
        return ""
    share = {"seats": " of the seats", "filled": " of those who serve"}[limit.of]
    text = f"{limit.at_most}{share if limit.at_most.is_share else ''}"
    if limit.on_change == "serve-out":
        return f"{text}; who comes to one during a term serves it out"
    return f"{text}; too many step down within {limit.within}" if limit.within else text


def _words(value: Any) -> str:
    """Write a value as one would say it: `{a: 1, b: [2, 3]}`; nothing for one that is not given."""
    match value:
        case None | "":
            return ""
        case bool():
            return "yes" if value else "no"
        case Mapping():
            pairs = ((key, _words(each)) for key, each in value.items())
            return ", ".join(f"{str(key).replace('_', ' ')} {each}" for key, each in pairs if each)
        case [*items]:
            texts = [_words(each) for each in items]
            joint = "; " if any(isinstance(each, Mapping | list) for each in items) else ", "
            return joint.join(texts)
        case _:
            return str(value)
