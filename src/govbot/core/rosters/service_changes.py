"""What a change of the files means for one person in one body, in sentences.

    ben joins on 2026-07-01: seat 3, until 2026-12-31, by election; the first of at most 2 consecutive terms.
    dee resigns: they serve until 2026-04-30, and not until 2026-06-30 (seat 4).

Whatever changes a day on which somebody serves has a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, assert_never

from govbot.core.bodies import CameBy, Departure, TermRules
from govbot.core.durations import format_day
from govbot.core.rosters.spells import Away, Pair, Spell, matched
from govbot.core.rosters.wording import listed, ordinal, since, span, until

__all__ = ["MemberChange", "Move", "service_changes"]

ONE_DAY = timedelta(days=1)

Move = Literal["joins", "stays", "leaves", "term", "seat", "role", "leave", "ballot", "departure"]
"""What somebody does, or what of their service is another."""

CAME: dict[CameBy | None, str] = {
    "election": "by election",
    "appointment": "by appointment",
    "vacancy": "for the rest of somebody else's term",
    "founding": "as a founding member",
    None: "",
}


@dataclass(frozen=True, slots=True)
class MemberChange:
    """One thing that changes for one person in a body. `day` is the first day of it."""

    move: Move
    login: str
    day: date
    text: str


def service_changes(
    login: str, before: Sequence[Spell], after: Sequence[Spell], rules: TermRules
) -> Iterator[MemberChange]:
    """Yield what changes in somebody's service; `rules` are the body's after the change."""
    pairs = matched(before, after)
    for was, now in pairs:
        if was is None and now is not None:
            yield _begun(login, now, after, rules)
        elif was is not None and now is None:
            yield _gone(login, was, after)
        elif was is not None and now is not None:
            yield from _changed(login, was, now, rules)
    yield from _places(login, pairs)


def _begun(login: str, now: Spell, after: Sequence[Spell], rules: TermRules) -> MemberChange:
    ends = [each.end for each in after if each != now and each.end < now.start]
    runs = any(each != now and each.start < now.start <= each.end for each in after)
    move: Move = "joins"
    verb, when = "comes back" if ends else "joins", "on"
    if runs or any(each == now.start - ONE_DAY for each in ends):
        move, verb, when = "stays", "serves another term", "from"
    if now.office is not None:
        verb = f"{verb} ex officio ({now.office})"
    first = "" if now.start == date.min else f" {when} {format_day(now.start)}"
    text = f"{login} {verb}{first}: {', '.join(_particulars(now))}{_count_words(now, rules)}."
    return MemberChange(move, login, now.start, text)


def _gone(login: str, was: Spell, after: Sequence[Spell]) -> MemberChange:
    served = f"the term {span(was.start, was.end)}" if was.has_term else "the place"
    if not after:
        text = f"{login} leaves the roster: {served}{_which(was)} is taken out."
    else:
        text = f"{login} does not serve {span(was.start, was.end)}{_which(was)}: that term is taken out."
    return MemberChange("leaves", login, was.start, text)


def _changed(login: str, was: Spell, now: Spell, rules: TermRules) -> Iterator[MemberChange]:
    which = _which(now)
    if was.start != now.start:
        text = f"{login} serves {since(now.start)} on, and not {since(was.start)} on{which}."
        yield MemberChange("term", login, min(was.start, now.start), text)
    if (was.end, was.departure) != (now.end, now.departure):
        yield _ended(login, was, now)
    elif was.given != now.given:
        given = f"was given {until(now.given)}, and not {until(was.given)}"
        text = f"The term of {login} {since(now.start)}{which} {given}."
        yield MemberChange("term", login, now.start, text)
    yield from _leaves(login, was, now)
    yield from _recorded(login, was, now, rules)


def _ended(login: str, was: Spell, now: Spell) -> MemberChange:
    which = _which(now)
    instead = f"they serve {until(now.end)}, and not {until(was.end)}"
    if was.end == now.end:
        instead = f"they serve {until(now.end)}, as before"
    match now.departure:
        case Departure.RESIGNED:
            how = "resigns"
        case Departure.REMOVED:
            how = "is removed"
        case Departure.EMERITUS:
            how = "becomes emeritus"
        case None if was.departure is not None:
            how = "does not leave early"
        case None:
            how = "serves longer" if now.end > was.end else "serves less long"
        case _:
            assert_never(now.departure)
    move: Move = "leaves" if now.end < was.end else "term"
    day = min(now.end, was.end)
    first = day if day == date.max else day + ONE_DAY
    return MemberChange(move, login, first, f"{login} {how}: {instead}{which}.")


def _leaves(login: str, was: Spell, now: Spell) -> Iterator[MemberChange]:
    """Yield leaves that are new or gone. What an earlier or later end cuts off is not another leave."""
    first, last = max(was.start, now.start), min(was.end, now.end)
    old, new = ({_within(each, first, last) for each in side.away} for side in (was, now))
    for away in now.away:
        within = _within(away, first, last)
        if within is None or within not in old:
            text = f"{login} is on leave {span(*away)}, and keeps {_seat(now, 'the')}."
            yield MemberChange("leave", login, away[0], text)
    for away in was.away:
        within = _within(away, first, last)
        if within is not None and within not in new:
            text = f"{login} is not on leave {span(*away)}, as the files had it."
            yield MemberChange("leave", login, away[0], text)


def _within(away: Away, first: date, last: date) -> tuple[date, date] | None:
    """Return the days of a leave from `first` to `last`, if there are any."""
    start, end = max(away[0], first), min(away[1], last)
    return (start, end) if start <= end else None


def _recorded(login: str, was: Spell, now: Spell, rules: TermRules) -> Iterator[MemberChange]:
    """Yield what is written of a term beside its days, and whether it counts in another way."""
    if was.by != now.by:
        came = CAME[now.by] or "in a way that is not said"
        text = f"{login} came {came}, {_term(now)}."
        yield MemberChange("term", login, now.start, text)
    term = f"the term of {login} {since(now.start)}"
    if was.partial != now.partial:
        said = {
            True: "is the rest of a term",
            False: "is a whole term",
            None: "is one or the other",
        }
        lead = "The file no longer says whether" if now.partial is None else "The file says that"
        yield MemberChange("term", login, now.start, f"{lead} {term} {said[now.partial]}.")
    numbers = ((was.consecutive, now.consecutive), (was.lifetime, now.lifetime))
    counts = _count_words(now, rules).removeprefix("; ")
    if counts and any(old != new and None not in (old, new) for old, new in numbers):
        yield MemberChange("term", login, now.start, f"Now {term} counts another way: {counts}.")
    if was.record != now.record:
        has = f"has the record {now.record}" if now.record else "has no record"
        yield MemberChange("term", login, now.start, f"Now {term} {has}.")


def _places(login: str, pairs: Sequence[Pair]) -> Iterator[MemberChange]:
    """Yield what changes in seats, roles, ballots and offices, once for all terms in which it does."""
    found: dict[tuple[Move, str], list[Spell]] = {}
    for was, now in pairs:
        if was is not None and now is not None:
            for change in _place_words(was, now):
                found.setdefault(change, []).append(now)
    for (move, words), spells in found.items():
        yield MemberChange(move, login, spells[0].start, f"{login} {words}, {_terms(spells)}.")


def _place_words(was: Spell, now: Spell) -> Iterator[tuple[Move, str]]:
    if was.seat != now.seat:
        yield "seat", f"moves from {_seat(was)} to {_seat(now)}"
    if was.role != now.role:
        yield "role", _role_words(was.role, now.role)
    if was.votes != now.votes:
        yield "ballot", "has a ballot" if now.votes else "has a voice and no ballot"
    if was.office != now.office:
        how = f"ex officio ({now.office})" if now.office else "in their own right"
        yield "term", f"serves {how}"


def _particulars(spell: Spell) -> Iterator[str]:
    if spell.seat is not None:
        yield f"seat {spell.seat}"
    if spell.role and spell.office is None:
        yield f"as {spell.role}"
    if spell.departure is None:
        yield until(spell.end)
    else:
        yield f"{until(spell.end)} ({spell.departure}; the term was given {until(spell.given)})"
    if CAME[spell.by]:
        yield CAME[spell.by]
    if not spell.votes:
        yield "with a voice and no ballot"
    for start, end in spell.away:
        yield f"on leave {span(start, end)}"


def _count_words(spell: Spell, rules: TermRules) -> str:
    """Say which term it is, consecutive and in all, where the body limits that."""
    if spell.office is not None or not spell.has_term:
        return ""
    limits = (
        (spell.consecutive, rules.max_consecutive, "consecutive term"),
        (spell.lifetime, rules.max_lifetime, "term in all"),
    )
    numbers = [
        f"the {ordinal(number)} {what} of at most {most}"
        for number, most, what in limits
        if number and most is not None
    ]
    if not numbers and any(number == 0 for number, _, _ in limits):
        return "; it does not count towards limits"
    return f"; {listed(numbers)}" if numbers else ""


def _role_words(was: str, now: str) -> str:
    if not now:
        return f"is no longer {was}"
    return f"is {now}, and no longer {was}" if was else f"becomes {now}"


def _seat(spell: Spell, article: str = "") -> str:
    if spell.seat is None:
        return f"{article} place".strip() if article else "no numbered seat"
    return f"seat {spell.seat}"


def _which(spell: Spell) -> str:
    return f" (seat {spell.seat})" if spell.seat is not None else ""


def _terms(spells: Sequence[Spell]) -> str:
    first, last = spells[0], spells[-1]
    if len(spells) > 1:
        return f"in {len(spells)} terms {span(first.start, last.end)}"
    return (
        f"in the term {span(first.start, first.end)}" if first.has_term else "as long as they serve"
    )


def _term(spell: Spell) -> str:
    return _terms([spell])
