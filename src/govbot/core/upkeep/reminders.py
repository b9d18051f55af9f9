"""Terms that end soon, and the one reminder that is owed for each.

    rosters: {remind: [60 days, 30 days, 7 days]}

    reminders(governance, body, date(2026, 12, 6), said)
    # (Reminder(last_day=date(2026, 12, 31), people=(Reminded(login="ada", seat=1, ...), ...), ...),)

Only the nearest of the times is owed: 25 days before the end it is the one for 30. One that was missed
is not made up for. Who goes on from the next day, in whatever seat, is not reminded.

All whose terms end on one day are told in one comment. Who becomes due later for the same day and time is
told in another: the marker of each has whom it told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial

from govbot.core.bodies import Body, tenures_of
from govbot.core.durations import Duration
from govbot.core.governance import Governance
from govbot.core.rosters.eligibility import eligibility
from govbot.core.rosters.persons import entries_of, person_key
from govbot.core.rosters.standing import standing
from govbot.core.rosters.upcoming import Ending, upcoming
from govbot.core.upkeep.due import Reminder
from govbot.core.upkeep.facts import Again, EndingTerm, Reminded
from govbot.core.upkeep.issues import Said
from govbot.core.upkeep.keys import digest, key_of

__all__ = ["again", "ending_terms", "nearest", "reminders"]

ONE_DAY = timedelta(days=1)

PEOPLE_AT_ONCE = 50
"""How many are mentioned in one comment, each by name. There is another comment for more."""

WORDS_OF_A_KEY = 5
"""The key of a reminder: `reminder`, the body, the last day, the time before it, a digest of whom it tells."""


def ending_terms(governance: Governance, body: Body, day: date) -> tuple[EndingTerm, ...]:
    """Return the terms that end within the longest time for a reminder, the nearest end first."""
    return tuple(
        EndingTerm(
            login=governance.people.login_of(each.tenure.member.github),
            seat=each.tenure.seat,
            role=each.tenure.role,
            last_day=each.tenure.end,
        )
        for each, _ in _endings(governance, body, day)
    )


def reminders(governance: Governance, body: Body, day: date, said: Said) -> tuple[Reminder, ...]:
    """Return the reminders that are owed on `day` (UTC), written already or not.

    Of one end, those who were told come in one reminder, and those who were not in others.
    """
    is_filled = cache(partial(_is_filled, body))
    together: dict[tuple[date, Duration, bool], dict[str, Reminded]] = {}
    for each, length in _endings(governance, body, day):
        # Who said that they leave, or was removed, knows.
        if each.tenure.departure is not None:
            continue
        found = _reminded(governance, body, each, length, is_filled)
        is_told = any(map(said.has, found.tokens))
        if not is_told and _is_told(governance, each, length, said):
            continue
        people = together.setdefault((each.tenure.end, length, is_told), {})
        # Of two places that somebody leaves on one day they are told once.
        people.setdefault(str(person_key(governance, found.login)), found)
    return tuple(
        _reminder(body, last_day, length, some)
        for (last_day, length, _), people in together.items()
        for some in _some_at_once(people)
    )


def _some_at_once(people: Mapping[str, Reminded]) -> Iterator[dict[str, Reminded]]:
    everybody = list(people.items())
    for start in range(0, len(everybody), PEOPLE_AT_ONCE):
        yield dict(everybody[start : start + PEOPLE_AT_ONCE])


def nearest(lengths: tuple[Duration, ...], last_day: date, day: date) -> Duration | None:
    """Return the shortest of the times before `last_day` that `day` has reached; None where none is."""
    reached = [
        (moment, str(each), each)
        for each in lengths
        if (moment := each.before(_midnight(last_day))).date() <= day <= last_day
    ]
    return max(reached, key=lambda each: each[:2])[2] if reached else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def again(governance: Governance, login: str, slug: str, day: date) -> Again:
    """Return whether somebody may begin a next term, as seen on `day`."""
    found = eligibility(governance, login, slug, day)
    return Again(
        login=governance.people.login_of(login),
        may_stand=found.eligible,
        why=tuple(each.text for each in found.reasons),
        from_day=found.next_eligible,
    )


def _endings(governance: Governance, body: Body, day: date) -> Iterator[tuple[Ending, Duration]]:
    for each in upcoming(governance, day, slug=body.slug):
        if each.tenure.is_open or each.next is not None or each.tenure.member.ex_officio:
            continue
        length = nearest(governance.settings.rosters.remind, each.tenure.end, day)
        if length is not None:
            yield each, length


def _is_filled(body: Body, day: date) -> bool:
    return bool(body.seats and body.seats.count and not standing(body, day).vacant)


def _reminder(
    body: Body, last_day: date, length: Duration, people: Mapping[str, Reminded]
) -> Reminder:
    return Reminder(
        key=key_of(
            "reminder", body.slug, last_day, _threshold(length), digest(" ".join(sorted(people)))
        ),
        issue=key_of("roster", body.slug),
        slug=body.slug,
        name=body.name,
        who=tuple(each.login for each in people.values()),
        last_day=last_day,
        people=tuple(people.values()),
    )


def _reminded(
    governance: Governance,
    body: Body,
    ending: Ending,
    length: Duration,
    is_filled: Callable[[date], bool],
) -> Reminded:
    tenure = ending.tenure
    login = tenure.member.github
    return Reminded(
        login=governance.people.login_of(login),
        seat=tenure.seat,
        role=tenure.role,
        # As seen on the last day, so that the answer is the same whenever it is given.
        again=again(governance, login, body.slug, tenure.end),
        back_from=_back_from(governance, body, ending),
        next_holder=_next_holder(governance, body, ending),
        is_filled=is_filled(tenure.end + ONE_DAY),
        tokens=_tokens(governance, login, tenure.end, _threshold(length)),
    )


def _threshold(length: Duration) -> str:
    return str(length).replace(" ", "-")


def _tokens(governance: Governance, login: str, last_day: date, threshold: str) -> tuple[str, ...]:
    """Return all words by which a reminder to somebody is known again: their id, and every login of theirs.

    An id that was not known yet when they were told is in none of the words of that time.
    """
    person = governance.people.find(login)
    names = [str(person_key(governance, login)), login.lower()]
    if person is not None:
        names += [each.lower() for each in (person.github, *person.former_logins)]
    return tuple(f"reminder {name} {last_day} {threshold}" for name in dict.fromkeys(names))


def _is_told(governance: Governance, ending: Ending, length: Duration, said: Said) -> bool:
    """Say whether somebody was told of an end, for another time before it, since this one is due: the
    times may be set otherwise at any time.
    """
    last_day = ending.tenure.end
    due = length.before(_midnight(last_day)).date()
    for shown, at in said.told:
        words = shown.key.split()
        if len(words) != WORDS_OF_A_KEY or words[0] != "reminder" or at.date() < due:
            continue
        tokens = _tokens(governance, ending.login, last_day, words[3])
        if any(map(shown.has_said, tokens)):
            return True
    return False


def _back_from(governance: Governance, body: Body, ending: Ending) -> date | None:
    """Return the day on which the same person begins a later term, where the roster has one."""
    return min(
        (
            each.start
            for _, member in entries_of(governance, ending.login, body.slug)
            for each in tenures_of(member)
            if each.start > ending.tenure.end
        ),
        default=None,
    )


def _next_holder(governance: Governance, body: Body, ending: Ending) -> str:
    """Return who has the seat from the day after, as the roster says by now."""
    follows = ending.tenure.end + ONE_DAY
    return next(
        (
            governance.people.login_of(member.github)
            for member in body.everyone
            for each in tenures_of(member)
            if ending.tenure.seat is not None
            and each.seat == ending.tenure.seat
            and each.holds_on(follows)
        ),
        "",
    )
