"""The issue about a body's vacant seats: which, since when, and who may fill them by what rule.

    vacancies: {filled_by: election, within: 60 days, who: "Anyone with a merged pull request may stand."}

One issue for a time in which seats are empty; it is closed when all are filled, and a later vacancy opens
another. A seat that falls vacant meanwhile is said in a comment.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from govbot.core.bodies import Body
from govbot.core.governance import Governance
from govbot.core.rosters.eligibility import may_fill
from govbot.core.rosters.standing import standing, turning_days
from govbot.core.upkeep.due import FurtherVacancy, VacancyIssue
from govbot.core.upkeep.facts import Again, VacantSeat
from govbot.core.upkeep.issues import Said, Shown
from govbot.core.upkeep.keys import key_of
from govbot.core.upkeep.seats import began, remaining, vacant_seats

__all__ = ["vacancies"]

ONE_DAY = timedelta(days=1)

Due = tuple[VacancyIssue, tuple[FurtherVacancy, ...]]


def vacancies(governance: Governance, body: Body, day: date, issues: Sequence[Shown]) -> Due | None:
    """Return the issue about the seats that are vacant on `day` (UTC), with the comments it is owed.

    None where none is vacant and no issue says that one is.
    """
    empty = vacant_seats(governance, body, day)
    spell = _spell(body, day) if empty else None
    shown = _shown(issues, spell)
    if shown is None and spell is None:
        return None
    own = shown.own if shown else None
    said = Said.so_far(own)
    key = shown.marker.key if shown else key_of("vacancies", body.slug, spell)
    found = tuple(
        FurtherVacancy(
            key=key_of("vacant", body.slug, place, _since(each, spell)),
            # Without the day, which may be corrected, and is no news then.
            tokens=(f"vacant {place}",),
            issue=key,
            slug=body.slug,
            name=body.name,
            vacant=_one(each),
        )
        for each in empty
        for place in _places(each)
    )
    known = [each for each in found if own is None or said.has_written(each)]
    notices = tuple(each for each in found if each not in known)
    matters = [word for each in known for word in each.tokens]
    serving = {login.lower() for login in remaining(governance, body, day)}
    limits = may_fill(governance, body.slug, day) if empty else None
    issue = VacancyIssue(
        slug=body.slug,
        name=body.name,
        vacant=empty,
        by=body.vacancies.filled_by,
        who=body.vacancies.who,
        full=limits.full if limits else (),
        barred=tuple(
            Again(
                login=governance.people.login_of(each.login),
                may_stand=False,
                why=tuple(reason.text for reason in each.reasons),
                from_day=each.until + ONE_DAY if each.until else None,
            )
            for each in (limits.excluded if limits else ())
            if governance.people.login_of(each.login).lower() not in serving
        ),
        **said.fields(key, matters, notices),
    )
    return issue, notices


def _shown(issues: Sequence[Shown], spell: date | None) -> Shown | None:
    """Return the issue of this spell: the open one, else one that a person closed meanwhile."""
    left = [each for each in issues if not each.marker.is_over]
    for each in left:
        if each.own.is_open:
            return each
    if spell is None:
        return left[-1] if left else None
    words = key_of(spell)
    of_this = (each for each in issues if each.marker.key.split()[-1] == words)
    # A day that was corrected makes no other vacancy of what somebody has read and closed.
    return next(of_this, left[-1] if left else None)


def _spell(body: Body, day: date) -> date:
    """Return the first day of the time, up to `day`, in which some seat was empty."""
    days = turning_days(body, date.min)
    return began(days, day, lambda each: bool(standing(body, each).vacant))


def _places(vacant: VacantSeat) -> list[str]:
    if vacant.seat is not None:
        return [str(vacant.seat)]
    return [f"place-{at}" for at in range(1, vacant.count + 1)]


def _since(vacant: VacantSeat, spell: date | None) -> date | str | None:
    return spell if vacant.seat is None else vacant.since or "always"


def _one(vacant: VacantSeat) -> VacantSeat:
    return vacant.model_copy(update={"count": 1})
