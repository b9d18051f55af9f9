"""The tracking issue of a body: how its terms stand now, and what was said about them.

    Terms of Community Council
    - ada (seat 1) serves until 2026-12-31
    - Seat 6 is vacant since 2026-07-01

It is opened when there is first something to say, closed when nothing is left, and edited in place. It
says days and never how many are left, so that it changes only when something does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from govbot.core.bodies import Body
from govbot.core.governance import Governance
from govbot.core.rosters.persons import person_key
from govbot.core.upkeep.due import AnyNotice, EmeritusProposal, Tracking
from govbot.core.upkeep.facts import Emeritus, EndingTerm, OpenProposal, Shortage, VacantSeat
from govbot.core.upkeep.hindrances import UNOPENED
from govbot.core.upkeep.issues import Said
from govbot.core.upkeep.keys import key_of
from govbot.core.upkeep.limits import Broken
from govbot.core.upkeep.reminders import ending_terms, reminders
from govbot.core.upkeep.seats import seated, vacant_seats
from govbot.core.upkeep.shortage import Lost, shortage, shortage_notices
from govbot.core.upkeep.silence import Silence

__all__ = ["Known", "tracking"]


@dataclass(frozen=True, slots=True)
class Known:
    """What was found out about a body elsewhere, for its tracking issue to say.

    `proposal` is the pull request that is due, and `running` is what stands open of it. GitHub does not
    let govbot open it where `is_unopened`. `by_hand` are those whose entries govbot cannot edit.
    """

    lost: tuple[Lost, ...]
    broken: tuple[Broken, ...]
    silence: Silence
    proposal: EmeritusProposal | None
    running: tuple[OpenProposal, ...] = ()
    is_unopened: bool = False
    by_hand: tuple[Emeritus, ...] = ()


def tracking(
    governance: Governance, body: Body, day: date, said: Said, known: Known
) -> tuple[Tracking, tuple[AnyNotice, ...]] | None:
    """Return a body's tracking issue on `day` (UTC) with the comments it is owed.

    None where there is neither an issue nor anything to say. What the issue about vacant seats or a
    pull request tells by itself is said here too, and opens no issue of its own.
    """
    short = shortage(body, day)
    notices: tuple[AnyNotice, ...] = (
        *shortage_notices(governance, body, day, short, known.lost, said),
        *reminders(governance, body, day, said),
        *known.silence.notices,
    )
    endings = ending_terms(governance, body, day)
    vacant = vacant_seats(governance, body, day)
    matters = tuple(_matters(governance, endings, vacant, short, known))
    owed = said.owed(notices)
    elsewhere = [each for each in matters if _is_told_elsewhere(governance, each, known)]
    if said.own is None and len(elsewhere) == len(matters) and not owed:
        return None
    issue = Tracking(
        slug=body.slug,
        name=body.name,
        members=seated(governance, body, day),
        endings=endings,
        vacant=vacant,
        shortage=short,
        lost=tuple(each for each, _ in known.lost),
        broken=tuple(each.text for each in known.broken),
        inactive=known.silence.waiting,
        proposals=known.running,
        unopened=known.proposal.members if known.proposal and known.is_unopened else (),
        by_hand=known.by_hand,
        **said.fields(
            key_of("roster", body.slug), matters, notices, elsewhere, known.silence.answered
        ),
    )
    return issue, owed


def _is_told_elsewhere(governance: Governance, matter: str, known: Known) -> bool:
    kind, _, _ = matter.partition(" ")
    if kind == "vacant":
        return governance.settings.rosters.vacancy_issues
    return kind == "emeritus" and not known.is_unopened


def _matters(
    governance: Governance,
    endings: Sequence[EndingTerm],
    vacant: Sequence[VacantSeat],
    short: Shortage | None,
    known: Known,
) -> Iterator[str]:
    """Yield what the text says that holds the issue open, each by a name that stays as long as it is so."""
    for ending in endings:
        yield f"ends {person_key(governance, ending.login)} {ending.last_day}"
    # Not since when: a day that is corrected is no news.
    for seat in vacant:
        for at in range(seat.count):
            yield f"vacant {seat.seat or f'place {at}'}"
    if short is not None:
        yield "too few"
    for lost, _ in known.lost:
        yield f"without {lost.policy}"
    for broken in known.broken:
        # Its sentence may change with the roster; that a limit of this kind is broken is the news.
        yield f"broken {broken.rule}"
    for inactive in known.silence.waiting:
        yield f"asked {person_key(governance, inactive.login)}"
    for who in known.proposal.members if known.proposal else ():
        yield f"emeritus {who.token}"
    if known.is_unopened:
        yield UNOPENED
    for who in known.by_hand:
        yield f"by hand {who.token}"
