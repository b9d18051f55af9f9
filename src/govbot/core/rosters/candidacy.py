"""What stands in the way of one person's next term in one body: each rule, on any day.

    candidacy = Candidacy.of(governance, "council", "ada")
    candidacy.obstacles(date(2026, 7, 1))
    # ((Reason("max_consecutive", "..."), Reason("cooldown", "...")), ())
    candidacy.turning_days()       # every day on which one of them can go

Whoever serves on the day is judged for the term that would begin after the running one. Only terms that
have begun by the day are looked back on; the others of the body are taken from the roster as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from govbot.core.bodies import Body, Office, Tenure
from govbot.core.governance import Governance
from govbot.core.rosters.affiliations import affiliations_among, limit_in_words
from govbot.core.rosters.limits import (
    Served,
    counted,
    first_day_back,
    is_gap,
    later,
    next_numbers,
    people_of,
)
from govbot.core.rosters.persons import PersonKey, person_key
from govbot.core.rosters.reserved import qualifies
from govbot.core.rosters.wording import listed, number_of, ordinal, span, until

__all__ = ["Candidacy", "Exclusion", "Reason", "exclusions_of", "holding"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reason:
    """What stands in the way, or is to be considered: the rule's id, and a sentence."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An office that excludes a body: in words, whose rule that is, and who ever holds it, and when."""

    held: str
    rule: Body
    holders: Mapping[PersonKey, tuple[Tenure, ...]]


@dataclass(frozen=True, slots=True)
class _Clash:
    """An office that excludes this body: in words, whose rule that is, and the times in which it is held."""

    held: str
    rule: Body
    tenures: tuple[Tenure, ...]


@dataclass(frozen=True, slots=True)
class Candidacy:
    """One person and one body; `others` are everybody else of the body, each with all their tenures."""

    governance: Governance
    body: Body
    login: str
    tenures: tuple[Tenure, ...]
    others: Mapping[PersonKey, tuple[Tenure, ...]]
    clashes: tuple[_Clash, ...] = field(default=())

    @classmethod
    def of(
        cls,
        governance: Governance,
        slug: str,
        login: str,
        people: Mapping[PersonKey, tuple[Tenure, ...]] | None = None,
        exclusions: Sequence[Exclusion] | None = None,
    ) -> Candidacy:
        """Return the candidacy of a login, now or formerly; raise `UserError` without such a body.

        `people` is `people_of(governance, body)`, and `exclusions` is `exclusions_of(governance, slug)`,
        for those who ask about many.
        """
        body = governance.body(slug)
        key = person_key(governance, login)
        found = people_of(governance, body) if people is None else people
        return cls(
            governance,
            body,
            governance.people.login_of(login),
            found.get(key, ()),
            {each: tenures for each, tenures in found.items() if each != key},
            tuple(
                _Clash(each.held, each.rule, each.holders[key])
                for each in (exclusions_of(governance, slug) if exclusions is None else exclusions)
                if key in each.holders
            ),
        )

    def history(self, day: date) -> tuple[Served, ...]:
        """Return the terms that have begun by `day`, oldest first."""
        return counted((each for each in self.tenures if each.start <= day), self.body.term)

    def next_start(self, day: date) -> date | None:
        """Return the day on which the next term would begin; None while one runs that has no end."""
        running = [
            each.end
            for each in self.tenures
            if each.holds_on(day) and each.member.ex_officio is None
        ]
        if not running:
            return day
        last = max(running)
        return None if last == date.max else last + ONE_DAY

    def obstacles(self, day: date) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
        """Return what forbids a next term as seen on `day`, and what only asks for thought."""
        start = self.next_start(day)
        found = [*self._terms(day, start)]
        found += self._affiliation(start or day)
        found += self._offices(start or day)
        found += self._reserved(start or day)
        reasons = tuple(reason for reason, is_soft in found if not is_soft)
        return reasons, tuple(reason for reason, is_soft in found if is_soft)

    def turning_days(self) -> tuple[date, ...]:
        """Return the days on which an obstacle can go, in order."""
        rules = self.body.term
        days = {first_day_back(rules, each.end) or date.max for each in self.tenures}
        if "cooldown" in rules.soft:
            days |= {_after(_after(each.end)) for each in self.tenures}
        watched = [*self.tenures, *(each for clash in self.clashes for each in clash.tenures)]
        logins = [self.login]
        seats = self.body.seats
        if self.body.limits.per_affiliation is not None or (seats and seats.reserved):
            watched += [each for tenures in self.others.values() for each in tenures]
            logins += [tenures[0].member.github for tenures in self.others.values()]
        for reserved in seats.reserved if seats else ():
            constituency = self.governance.bodies.get(reserved.reserved_for)
            if constituency is not None:
                key = person_key(self.governance, self.login)
                watched += people_of(self.governance, constituency).get(key, ())
        days |= {day for each in watched for day in (each.start, _after(each.end))}
        for login in logins:
            person = self.governance.people.find(login)
            for spell in (*person.affiliations, *person.groups) if person else ():
                days |= {spell.start or date.min, _after(spell.end or date.max)}
        return tuple(sorted(days - {date.min, date.max}))

    def _terms(self, day: date, start: date | None) -> Iterator[tuple[Reason, bool]]:
        rules = self.body.term
        history = self.history(day)
        begun = [each.tenure for each in history]
        consecutive, lifetime = next_numbers(begun, rules, start or date.max)
        last = max((each.end for each in begun), default=None)
        if rules.max_consecutive is not None and consecutive > rules.max_consecutive:
            text = (
                f"It would be the {ordinal(consecutive)} consecutive term of {self.login}; "
                f"{self.body.name} allows {rules.max_consecutive}."
            )
            # Where the cooldown is advice, whoever is out for a while may come back before its end.
            may_return = (
                "cooldown" in rules.soft and last is not None and is_gap(last, start or last)
            )
            yield Reason("max_consecutive", text), "max_consecutive" in rules.soft or may_return
            if rules.cooldown is not None and last is not None and last != date.max:
                back = later(last + ONE_DAY, rules.cooldown)
                text = (
                    f"After {number_of(rules.max_consecutive, 'term', 'consecutive terms')}, "
                    f"{rules.cooldown} out of {self.body.name} are asked for; those of {self.login} "
                    f"run {span(last + ONE_DAY, back - ONE_DAY)}."
                )
                # Where the run may go on for a good reason, so may it without a break.
                yield (
                    Reason("cooldown", text),
                    bool({"cooldown", "max_consecutive"} & {*rules.soft}),
                )
        if rules.max_lifetime is not None and lifetime > rules.max_lifetime:
            text = (
                f"It would be the {ordinal(lifetime)} term of {self.login} in all; "
                f"{self.body.name} allows {rules.max_lifetime} in a lifetime."
            )
            yield Reason("max_lifetime", text), "max_lifetime" in rules.soft

    def _affiliation(self, day: date) -> Iterator[tuple[Reason, bool]]:
        if self.body.limits.per_affiliation is None:
            return
        person = self.governance.people.find(self.login)
        name = person.affiliation_on(day) if person else None
        found = affiliations_among(self.governance, self.body, self.others, day)
        if found.limit is not None and name and not found.has_room(name):
            have = number_of(len(found.of(name)), "member", "members")
            most = limit_in_words(found.limit, found.seats, found.filled + 1)
            text = (
                f"{self.login} is of {name}, which has {have} of {self.body.name} already "
                f"({listed(found.of(name))}); the most is {most}."
                if found.of(name)
                else f"{self.login} is of {name}, and the most of one affiliation is {most}."
            )
            yield Reason("per_affiliation", text), "per_affiliation" in self.body.limits.soft

    def _offices(self, day: date) -> Iterator[tuple[Reason, bool]]:
        for clash in self.clashes:
            limits = clash.rule.limits
            running = [each.end for each in clash.tenures if each.holds_on(day)]
            if running and (limits.since is None or limits.since <= day):
                text = f"{self.login} {clash.held} {until(max(running))}, which " + (
                    f"excludes a seat on {self.body.name}."
                    if clash.rule is self.body
                    else f"{clash.rule.name} does not allow together with {self.body.name}."
                )
                yield Reason("incompatible", text), "incompatible" in limits.soft

    def _reserved(self, day: date) -> Iterator[tuple[Reason, bool]]:
        """Yield that every seat that is free is kept for others."""
        seats = self.body.seats
        if seats is None or seats.count is None or not seats.reserved:
            return
        taken = {
            each.seat
            for tenures in self.others.values()
            for each in tenures
            if each.holds_on(day) and (each.seat is not None or each.member.ex_officio is None)
        }
        if None in taken:
            return
        free = [each for each in seats.numbers if each not in taken]
        kept = {each: seats.reserved_for(each) for each in free}
        if free and all(self._is_for_others(kept[each], day) for each in free):
            where = listed([f"seat {each} for {kept[each]}" for each in free])
            text = f"What is free on {self.body.name} is reserved: {where}."
            yield Reason("reserved", text), False

    def _is_for_others(self, reserved_for: str, day: date) -> bool:
        if not reserved_for:
            return False
        return qualifies(self.governance, self.login, reserved_for, day) is False


def exclusions_of(governance: Governance, slug: str) -> tuple[Exclusion, ...]:
    """Return the offices that exclude a body: by its own rule, or by that of the other body."""
    body = governance.body(slug)
    own = [
        (office, body) for office in body.limits.incompatible if office.body in governance.bodies
    ]
    theirs = [
        (Office(body=other), rule)
        for other, rule in governance.bodies.items()
        if other != slug and any(_is_whole(each, slug) for each in rule.limits.incompatible)
    ]
    return tuple(_exclusion(governance, office, rule) for office, rule in (*own, *theirs))


def _is_whole(office: Office, slug: str) -> bool:
    # A rule about one role says nothing about a term in which that role is not held.
    return office.body == slug and not office.role


def holding(office: Office, body: Body) -> str:
    """Return what somebody does who holds an office of `body`: `serves on Board`, `is chair of Board`."""
    return f"is {office.role} of {body.name}" if office.role else f"serves on {body.name}"


def _exclusion(governance: Governance, office: Office, rule: Body) -> Exclusion:
    body = governance.bodies[office.body]
    held = {
        key: tuple(each for each in tenures if office.is_held_by(each.role))
        for key, tenures in people_of(governance, body).items()
    }
    return Exclusion(
        holding(office, body), rule, {key: tenures for key, tenures in held.items() if tenures}
    )


def _after(day: date) -> date:
    return day if day == date.max else day + ONE_DAY
