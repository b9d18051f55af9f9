"""Checks of the limits on terms: how many in a row, how many in a lifetime, how long to stay out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from govbot.core.checks.frame import Community, Found
from govbot.core.checks.rolls import Entry, Roll
from govbot.core.findings import Level
from govbot.core.layout import body_file
from govbot.core.rosters.limits import first_day_back, is_gap
from govbot.core.rosters.wording import number_of, ordinal, span

__all__ = ["SOFT", "broken_cooldowns", "lifetime_terms", "terms_in_a_row"]

ADOPTED = "If the rule was adopted later, say from when on: `term: {since: ...}`."
SOFT = "The limit is soft: say in the pull request why it is passed here."
"""What would work where a limit only asks for a reason."""


def terms_in_a_row(community: Community) -> Iterator[Found]:
    """Nobody serves more consecutive terms than a body allows."""
    for slug, roll, entry, last in _past_the_most(community):
        if _is_out_for_a_while(roll, entry, last):
            continue
        rules = roll.body.term
        back = first_day_back(rules, last)
        comes_back = f", or {entry.login} comes back, on {back} at the earliest" if back else ""
        yield Found(
            f"The term of {entry.login} {span(entry.start, entry.end)} is the "
            f"{ordinal(entry.served.consecutive)} consecutive one in {roll.body.name}, which allows "
            f"{rules.max_consecutive}.",
            SOFT
            if "max_consecutive" in rules.soft
            else f"Somebody else takes the seat{comes_back}. {ADOPTED}",
            body_file(slug),
            entry.path,
            level=Level.WARNING if "max_consecutive" in rules.soft else None,
        )


def broken_cooldowns(community: Community) -> Iterator[Found]:
    """Whoever served all the consecutive terms that a body allows stays out for its cooldown."""
    for slug, roll, entry, last in _past_the_most(community):
        if not _is_out_for_a_while(roll, entry, last):
            continue
        rules = roll.body.term
        back = first_day_back(rules, last)
        is_soft = bool({"cooldown", "max_consecutive"} & {*rules.soft})
        yield Found(
            f"{entry.login} begins a term in {roll.body.name} on {entry.start}, after "
            f"{number_of(entry.served.consecutive - 1, 'term', 'consecutive terms')} until {last}; "
            f"{rules.cooldown} out of it are asked for.",
            SOFT if is_soft else f"Begin it on {back} at the earliest. {ADOPTED}",
            body_file(slug),
            entry.path,
            level=Level.WARNING if is_soft else None,
        )


def lifetime_terms(community: Community) -> Iterator[Found]:
    """Nobody serves more terms in a body than it allows in a lifetime."""
    for slug, roll in community.rolls.items():
        rules = roll.body.term
        if rules.max_lifetime is None:
            continue
        is_soft = "max_lifetime" in rules.soft
        for each in roll:
            if each.served.lifetime > rules.max_lifetime:
                yield Found(
                    f"The term of {each.login} {span(each.start, each.end)} is the "
                    f"{ordinal(each.served.lifetime)} in {roll.body.name}, which allows "
                    f"{rules.max_lifetime} in a lifetime.",
                    SOFT if is_soft else f"Somebody else takes the seat. {ADOPTED}",
                    body_file(slug),
                    each.path,
                    level=Level.WARNING if is_soft else None,
                )


def _past_the_most(community: Community) -> Iterator[tuple[str, Roll, Entry, date]]:
    """Yield each term that is one too many in a row, with the last day served before it."""
    for slug, roll in community.rolls.items():
        most = roll.body.term.max_consecutive
        if most is None:
            continue
        for entries in roll.people.values():
            last = date.min
            for each in entries:
                if each.served.consecutive > most:
                    yield slug, roll, each, last
                last = max(last, each.end)


def _is_out_for_a_while(roll: Roll, entry: Entry, last: date) -> bool:
    """Say whether a term begins after a break, if one that is too short."""
    return roll.body.term.cooldown is not None and is_gap(last, entry.start)
