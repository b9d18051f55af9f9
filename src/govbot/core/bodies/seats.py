"""Seats: how many, which are kept for whom, and which are filled together.

    seats: {count: 7, minimum: 5, reserved: [{seat: 1, for: founder}], classes: {a: [1, 2, 3], b: [4, 5, 6, 7]}}
    seats: {minimum: 3, maximum: 9}
    seats: {count: 6, groups: {users: [1, 2], vendors: [3, 4], academia: [5, 6]}}

With a `count` each seat is there to be filled, and one that is empty is vacant. With a `maximum` the
body is as large as it likes, up to that.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field, model_validator

from govbot.core.bodies.terms import CameBy
from govbot.core.durations import Duration
from govbot.core.model import Strict, misplaced

__all__ = ["ReservedSeat", "Seats", "Vacancies"]


class ReservedSeat(Strict):
    """A seat kept for a kind of person, such as a founder, or for a constituency, such as a body.

    `reserved_for` is the slug of a body whose members may hold the seat, a group that people.yaml puts
    people in, or, where neither exists, a word for those who read it.
    """

    seat: int = Field(ge=1)
    reserved_for: str = Field(alias="for", min_length=1)


class Seats(Strict):
    """How many seats a body has, and the fewest it can work with.

    `classes` are seats whose terms run together (a staggered body has two or more), `groups` those
    kept together for one kind of people, by name.
    """

    count: int | None = Field(default=None, ge=1)
    minimum: int | None = Field(default=None, ge=0)
    maximum: int | None = Field(default=None, ge=1)
    reserved: tuple[ReservedSeat, ...] = ()
    classes: dict[str, tuple[int, ...]] = Field(default_factory=dict)
    groups: dict[str, tuple[int, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _numbers_fit(self) -> Seats:
        if self.count is not None and self.maximum is not None:
            raise misplaced(
                "`count` is a number of seats to fill, `maximum` the most there may be; give one",
                "maximum",
            )
        if self.minimum is not None and self.most is not None and self.minimum > self.most:
            raise misplaced(
                f"minimum is {self.minimum}, but there are only {self.most} seats", "minimum"
            )
        if self.count is None:
            for key in ("reserved", "classes", "groups"):
                if getattr(self, key):
                    raise misplaced(f"`{key}` is about numbered seats: give their `count`", key)
        return self

    @property
    def most(self) -> int | None:
        """The most people who may hold a seat at one time; None where there is no limit."""
        return self.count if self.count is not None else self.maximum

    @property
    def numbers(self) -> range:
        """The numbers of the seats, from 1; none where the body is as large as it likes."""
        return range(1, (self.count or 0) + 1)

    def class_of(self, seat: int) -> str | None:
        """Return the name of the class that a seat is in, if it is in one."""
        return next(_names_of(self.classes, seat), None)

    def groups_of(self, seat: int) -> tuple[str, ...]:
        """Return the names of the groups that a seat is in."""
        return tuple(_names_of(self.groups, seat))

    def reserved_for(self, seat: int) -> str:
        """Return for whom a seat is kept, or nothing."""
        return next((each.reserved_for for each in self.reserved if each.seat == seat), "")


class Vacancies(Strict):
    """How a vacant seat is filled.

    `filled_by` is how somebody comes to it, `within` how long that may take, `who` says in a sentence
    who may stand or who decides.
    """

    filled_by: CameBy | None = None
    within: Duration | None = None
    who: str = ""


def _names_of(parts: dict[str, tuple[int, ...]], seat: int) -> Iterator[str]:
    return (name for name, seats in parts.items() if seat in seats)
