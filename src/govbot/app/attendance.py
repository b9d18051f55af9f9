"""How the members of bodies take part in votes, from the ledger of a clone.

    found = attendance_of(community, date(2026, 9, 1), "council")
    found[0].login, found[0].verdict        # "ada", "cast no ballot in the last 3 votes: #12, #15, #17"

Nothing here talks to GitHub.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from govbot.app.community import Community
from govbot.core.upkeep.attendance import Attendance, attendance
from govbot.core.upkeep.inactivity import spell_of
from govbot.core.upkeep.participation import Participation, participation_in

__all__ = ["Attended", "attendance_of", "participation_in_clone"]


@dataclass(frozen=True, slots=True)
class Attended:
    """One member of one body. `verdict` says why the body's rule has them as inactive, else nothing.

    `is_judged` is false where the body has no such rule, and while the member is on leave.
    """

    body: str
    attendance: Attendance
    is_judged: bool
    verdict: str = ""

    @property
    def share(self) -> Fraction | None:
        """The share of the votes in which the member took part; None where there was no vote."""
        asked = len(self.attendance.asked)
        return Fraction(self.attendance.taken_part, asked) if asked else None


def attendance_of(community: Community, day: date, slug: str | None = None) -> tuple[Attended, ...]:
    """Return how everybody with a place on a body, or on any, took part in votes up to `day`.

    The rosters and rules are those of the files now. Raise `UserError` when there is no such body.
    """
    governance = community.governance
    slugs = [slug] if slug is not None else list(governance.bodies)
    for each in slugs:
        governance.body(each)
    votes = participation_in_clone(community)
    return tuple(
        _attended(community, each, member, day)
        for each in slugs
        for member in attendance(governance, each, day, votes)
    )


def participation_in_clone(community: Community) -> tuple[Participation, ...]:
    """Return who took part in each closed vote, by number, from the clone's ledger branch.

    Nobody did where the clone has no such branch: it begins with the first RFC.
    """
    if not community.has_ledger:
        return ()
    return tuple(
        vote
        for number, state in community.states().items()
        for vote in participation_in(number, state)
    )


def _attended(community: Community, slug: str, member: Attendance, day: date) -> Attended:
    rule = community.governance.body(slug).inactivity
    if rule is None or member.is_on_leave:
        return Attended(slug, member, is_judged=False)
    spell = spell_of(rule, member, day)
    return Attended(slug, member, is_judged=True, verdict=spell.why if spell else "")
