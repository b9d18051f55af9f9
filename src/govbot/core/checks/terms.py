"""Checks of terms: that a person's do not overlap, have the length that was agreed, and can be counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from govbot.core.bodies import tenures_of
from govbot.core.checks.frame import Community, Found
from govbot.core.checks.rolls import Entry
from govbot.core.layout import body_file
from govbot.core.rosters.limits import later
from govbot.core.rosters.wording import span, until

__all__ = [
    "idle_cooldowns",
    "leaves_outside_terms",
    "long_terms",
    "open_terms",
    "overlapping_terms",
    "overlaps",
    "unmeasured_partial_terms",
]

ONE_DAY = timedelta(days=1)


def overlapping_terms(community: Community) -> Iterator[Found]:
    """Nobody has two terms in one body at the same time."""
    for slug, roll in community.rolls.items():
        for entries in roll.people.values():
            # Whoever holds an office elsewhere may have a seat of their own as well.
            found = overlaps(each for each in entries if not each.is_ex_officio)
            for earlier, after in found:
                has_terms = earlier.tenure.term is not None
                yield Found(
                    _overlap(earlier, after),
                    "A term's end is its last day; end one before the other starts."
                    if has_terms
                    else "Keep one entry, with all terms; who is listed without `terms` serves from "
                    "the beginning and without end.",
                    body_file(slug),
                    after.path,
                )
                # Every term overlaps an entry without any: once is enough.
                if not has_terms:
                    break


def _overlap(earlier: Entry, after: Entry) -> str:
    who = after.login
    if earlier.tenure.term is None:
        if after.tenure.term is None:
            return f"{who} is listed twice at the same time, both times without terms."
        return f"{who} has a term from {after.start} on, and is listed without terms as well."
    return (
        f"{who} has two terms from {after.start} on: the term from {earlier.start} runs "
        f"{until(earlier.end)}."
    )


def long_terms(community: Community) -> Iterator[Found]:
    """No term is longer than the body's terms are."""
    for slug, roll in community.rolls.items():
        rules = roll.body.term
        if rules.length is None:
            continue
        for each in roll:
            term = each.tenure.term
            if term is None or term.end is None or each.is_ex_officio:
                continue
            last = later(term.start, rules.length) - ONE_DAY
            if term.end > last and (rules.since is None or rules.since <= term.start):
                yield Found(
                    f"The term of {each.login} {span(term.start, term.end)} is longer than the "
                    f"{rules.length} of {roll.body.name}.",
                    f"End it on {last}, its last day; or, if the length was agreed on later, say "
                    "from when on: `term: {since: ...}`.",
                    body_file(slug),
                    each.path,
                )


def open_terms(community: Community) -> Iterator[Found]:
    """Every term in a body whose terms have a length has an end."""
    for slug, roll in community.rolls.items():
        length = roll.body.term.length
        if length is None:
            continue
        for each in roll:
            term = each.tenure.term
            if not each.tenure.is_open or each.is_ex_officio:
                continue
            if term is None:
                yield Found(
                    f"{each.login} has no terms, and the terms of {roll.body.name} are {length}.",
                    "Write `terms: [{start: ..., end: ...}]`: without, it never ends.",
                    body_file(slug),
                    each.path,
                )
            else:
                yield Found(
                    f"The term of {each.login} from {term.start} has no end, and the terms of "
                    f"{roll.body.name} are {length}.",
                    f"Write `end: {later(term.start, length) - ONE_DAY}`, its last day.",
                    body_file(slug),
                    each.path,
                )


def unmeasured_partial_terms(community: Community) -> Iterator[Found]:
    """What is half of a term can be told where half terms do not count."""
    for slug, body in community.bodies:
        if body.term.counts == "over-half" and body.term.length is None:
            yield Found(
                f"Terms of {body.name} count from half of their length on, and no length is given: "
                "every term counts.",
                "Write `term: {length: ...}`, or count by `{longer_than: ...}`.",
                body_file(slug),
                ("term", "counts"),
            )


def idle_cooldowns(community: Community) -> Iterator[Found]:
    """A cooldown comes after a number of terms."""
    for slug, body in community.bodies:
        if body.term.cooldown is not None and body.term.max_consecutive is None:
            yield Found(
                f"{body.name} asks for {body.term.cooldown} out of the body, and does not say after "
                "how many terms: nobody ever has to wait.",
                "Write `term: {max_consecutive: ...}`, or leave `cooldown` out.",
                body_file(slug),
                ("term", "cooldown"),
            )


def leaves_outside_terms(community: Community) -> Iterator[Found]:
    """A leave of absence falls into a term."""
    for slug, body in community.bodies:
        for at, member in enumerate(body.members):
            tenures = tenures_of(member) if member.leave else ()
            for index, leave in enumerate(member.leave):
                if tenures and not any(
                    each.start <= (leave.end or each.end) and leave.start <= each.end
                    for each in tenures
                ):
                    yield Found(
                        f"{community.governance.people.login_of(member.github)} does not serve on {body.name} during the leave from "
                        f"{leave.start} on.",
                        "Mend its days, or remove it.",
                        body_file(slug),
                        ("members", at, "leave", index),
                    )


def overlaps(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield each term that begins while an earlier one runs, with that one; they come by their first day."""
    running: Entry | None = None
    for entry in entries:
        if running is not None and entry.start <= running.end:
            yield running, entry
        if running is None or entry.end > running.end:
            running = entry
