"""What is so about a body on a day, as the texts of upkeep tell it.

    EndingTerm(login="ada", seat=1, role="chair", last_day=date(2026, 12, 31))
    VacantSeat(seat=6, since=date(2026, 7, 1), reserved_for="founder")
    Emeritus(login="cyd", day=date(2026, 7, 1), edits=(Edit(...),))

`govbot.core.upkeep.due` has the issues, comments and pull requests in which they are told.
"""

from __future__ import annotations

from datetime import date

from govbot.core.model import Strict

__all__ = [
    "Again",
    "Edit",
    "Emeritus",
    "EndingTerm",
    "InactiveMember",
    "LostVote",
    "OpenProposal",
    "Reminded",
    "Seated",
    "Shortage",
    "VacantSeat",
]


class Again(Strict):
    """Whether somebody may begin a next term, why not, and the first day on which they may.

    `from_day` is None where they may now, or where that day cannot be foreseen.
    """

    login: str
    may_stand: bool
    why: tuple[str, ...] = ()
    from_day: date | None = None


class Seated(Strict):
    """Somebody with a place on the body. `until` is the last day; None where no end is known."""

    login: str
    seat: int | None
    role: str
    until: date | None
    is_on_leave: bool = False


class EndingTerm(Strict):
    """A term that ends soon, and is not followed by another of the same person's."""

    login: str
    seat: int | None
    role: str
    last_day: date


class Reminded(Strict):
    """Somebody who is reminded that their term ends, in a place on the body.

    `again` says whether they may stand again, `back_from` when they begin the next term that the file
    has already. `next_holder` has the seat the day after; `is_filled` says that by then no seat of the
    body is empty. `tokens` are all the words by which it is known again that they were reminded.
    """

    login: str
    seat: int | None
    role: str
    again: Again
    back_from: date | None = None
    next_holder: str = ""
    is_filled: bool = False
    tokens: tuple[str, ...] = ()


class VacantSeat(Strict):
    """A seat that nobody holds, or so many where seats have no numbers.

    `since` is its first empty day, `fill_by` the last on which the body's rule wants it filled (which
    may be past: then it `is_overdue`),
    `taken_from` the day on which `taken_by` begins a term in it.
    """

    seat: int | None
    count: int = 1
    since: date | None = None
    fill_by: date | None = None
    is_overdue: bool = False
    reserved_for: str = ""
    taken_by: str = ""
    taken_from: date | None = None


class Shortage(Strict):
    """Fewer serve than the body's minimum, since that day."""

    serving: int
    minimum: int
    since: date


class LostVote(Strict):
    """A policy under which no vote can pass with those who serve; `why` says what is missing."""

    policy: str
    why: str


class InactiveMember(Strict):
    """A member who did not vote, and was asked. They answer until the end of `answer_by`."""

    login: str
    why: str
    answer_by: date


class OpenProposal(Strict):
    """A pull request of govbot's about the body."""

    number: int
    title: str
    url: str


class Edit(Strict):
    """One key of a file: `value` is put at `key` of the mapping at `path`."""

    file: str
    path: tuple[str | int, ...]
    key: str
    value: date

    @property
    def written(self) -> str:
        """The key and its value as the file has them: `emeritus: 2026-07-01`."""
        return f"{self.key}: {self.value}"


class Emeritus(Strict):
    """Somebody whose service is over. `day` is the first on which they do not serve.

    `who` tells them from others whatever their login is: the numeric id where that is known. `why` is
    empty where the term is over, and says how they were silent where it is not. `edits` write it down.
    """

    login: str
    day: date
    who: str = ""
    why: str = ""
    edits: tuple[Edit, ...] = ()

    @property
    def token(self) -> str:
        """What a pull request that names them is remembered by."""
        return f"{self.who or self.login.lower()} {self.day}"

    @property
    def tokens(self) -> tuple[str, str]:
        """All that they may be remembered by: their id may not have been known then."""
        return self.token, f"{self.login.lower()} {self.day}"
