"""A policy as the community declared it: its conditions with their places, and who votes under it.

declared.nodes()           # (("policies", "p", "all", 0), condition) for each condition in it
declared.voters            # who may vote today
declared.voters_in_full    # who could, with every seat taken and nobody away
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from govbot.core.accounts import Voter
from govbot.core.bodies import (
    Body,
    Member,
    ReservedSeat,
    Seats,
    Service,
    service_on,
    tenure_on,
)
from govbot.core.bodies import Kind as BodyKind
from govbot.core.errors import UserError
from govbot.core.governance import RESERVED_ROLES, Governance
from govbot.core.policies import Condition, Policy, Selector, weight_under
from govbot.core.votes.kinds import Kind

__all__ = ["Declared", "FilePath"]

FilePath = tuple[str | int, ...]


@dataclass(frozen=True)
class Declared:
    """A policy and its name, on a day (UTC). `is_default` says that it is govbot's own."""

    name: str
    policy: Policy
    governance: Governance
    today: date
    is_default: bool = False

    def path(self, *keys: str | int) -> FilePath:
        """Return where something of the policy is in the settings."""
        return ("policies", self.name, *keys)

    def nodes(self) -> Iterator[tuple[FilePath, Condition]]:
        """Yield every condition with its place, each with the electorate that it has."""
        yield from _nodes(self.path(), self.policy)

    def leaves(self) -> Iterator[tuple[FilePath, Condition]]:
        """Yield every pass rule with its place."""
        return ((path, node) for path, node in self.nodes() if node.pass_ is not None)

    def called(self, path: FilePath, node: Condition) -> str:
        """Return what a sentence calls a condition of the policy."""
        if len(path) == len(self.path()):
            return f"`{self.name}`"
        which = " ".join(
            f"{key}[{path[at + 1]}]" if at + 1 < len(path) else str(key)
            for at, key in enumerate(path)
            if at >= len(self.path()) and isinstance(key, str)
        )
        return f"`{node.name or which}` of `{self.name}`"

    def selections(self) -> Iterator[tuple[FilePath, tuple[Selector, ...]]]:
        """Yield every list of selectors that is written in the policy, with its place."""
        for path, node in _written(self.path(), self.policy):
            yield (*path, "electorate"), node.electorate or ()
        veto, concerns = self.policy.veto, self.policy.concerns
        if veto is not None:
            yield self.path("veto", "by"), veto.by or ()
            if veto.override is not None:
                yield self.path("veto", "override", "electorate"), veto.override.electorate or ()
        if concerns is not None:
            yield self.path("concerns", "by"), concerns.by or ()

    def names(self) -> Iterator[tuple[FilePath, str, frozenset[str]]]:
        """Yield every role or body that may do something, with its place and the roles known there."""
        policy = self.policy
        concerns, here = policy.concerns, RESERVED_ROLES | {"chair"}
        for keys, names, roles in (
            (("stewards",), policy.stewards, here),
            (("opened_by",), policy.opened_by, RESERVED_ROLES),
            (("period", "close_by"), policy.period.close_by, here),
            (
                ("concerns", "resolved_by"),
                concerns.resolved_by if concerns is not None else (),
                here | {"raiser"},
            ),
        ):
            for at, name in enumerate(names or ()):
                yield self.path(*keys, at), name, roles

    @property
    def missing_bodies(self) -> tuple[str, ...]:
        """The bodies it names that do not exist, or could not be read."""
        return tuple(slug for slug in self.policy.bodies if slug not in self.governance.bodies)

    @cached_property
    def voters(self) -> tuple[Voter, ...]:
        """Who may vote today, as a vote that opened now would have it; nobody without the bodies."""
        if self.missing_bodies:
            return ()
        return _electorate(self.governance, self.policy, self.today)

    @cached_property
    def voters_in_full(self) -> tuple[Voter, ...]:
        """Who could vote with every seat taken, nobody on leave, and no two of one affiliation.

        A body that does not exist is imagined with one voter for each entry that names it.
        """
        bodies = {
            slug: _filled(body, self.today) if slug in self.policy.bodies else body
            for slug, body in self.governance.bodies.items()
        }
        bodies |= {slug: _imagined(slug, self.policy) for slug in self.missing_bodies}
        governance = self.governance.model_copy(update={"bodies": bodies})
        return tuple(
            voter.model_copy(update={"affiliation": None})
            for voter in _electorate(governance, self.policy, self.today)
        )

    @cached_property
    def kinds(self) -> tuple[tuple[Kind, int], ...]:
        """The kinds of those who may vote today, and how many there are of each."""
        return _kinds_of(self, self.voters)

    @cached_property
    def kinds_in_full(self) -> tuple[tuple[Kind, int], ...]:
        """The kinds of those who could vote, and how many there are of each."""
        return _kinds_of(self, self.voters_in_full)

    @cached_property
    def seats_of(self) -> dict[str, int]:
        """How many seats each body has; of one that does not exist nothing is said."""
        if self.missing_bodies:
            return {}
        return self.governance.seats_of(self.policy, self.today)

    @property
    def seats(self) -> int:
        """How many seats there are for everybody who votes."""
        return sum(self.seats_of.values()) + len(self.policy.persons)

    def on_leave(self, condition: Condition) -> int:
        """Count the members of the bodies that vote for a condition who are on leave today."""
        bodies = {each.body for each in condition.counted}
        return sum(
            service_on(member, self.today) is Service.ON_LEAVE
            for slug, body in self.governance.bodies.items()
            if slug in bodies
            for member in body.members
        )


def _nodes(path: FilePath, node: Condition) -> Iterator[tuple[FilePath, Condition]]:
    yield path, node
    for at, part in enumerate(node.parts):
        key = "all" if node.all_ else "any"
        yield from _nodes((*path, key, at), part.within(node))


def _written(path: FilePath, node: Condition) -> Iterator[tuple[FilePath, Condition]]:
    """Yield the conditions as they are written: without the electorate of the one around them."""
    yield path, node
    for at, part in enumerate(node.parts):
        yield from _written((*path, "all" if node.all_ else "any", at), part)


def _electorate(governance: Governance, policy: Policy, day: date) -> tuple[Voter, ...]:
    try:
        return governance.electorate(policy, day)
    except UserError:
        return ()


def _filled(body: Body, day: date) -> Body:
    """Return the body with somebody in every seat, and nobody away."""
    stays, lapsed = [], []
    for member in body.everyone:
        service, tenure = service_on(member, day), tenure_on(member, day)
        holds_seat = service in (Service.SERVES, Service.ON_LEAVE)
        if holds_seat or (not _count(body) and service is not Service.LEFT):
            seat, role = (tenure.seat, tenure.role) if tenure else (member.seat, member.role)
            stays.append(_always(member, seat, role))
        else:
            lapsed.append(member)
    if not _count(body):
        return body.model_copy(update={"members": tuple(stays), "holders": ()})
    taken = {member.seat for member in stays}
    free = [seat for seat in range(1, _count(body) + 1) if seat not in taken]
    roles = {member.seat: member.role for member in lapsed}
    unnumbered = iter([member.role for member in lapsed if member.seat is None])
    for seat in free[: max(0, _count(body) - len(stays))]:
        role = roles.get(seat) or next(unnumbered, "")
        stays.append(Member(github=f"vacant-{body.slug[:20]}-{seat}", seat=seat, role=role))
    return body.model_copy(update={"members": tuple(stays), "holders": ()})


def _count(body: Body) -> int:
    """Return how many seats there are to be filled: none where the body is as large as it likes."""
    return (body.seats.count if body.seats else None) or 0


def _always(member: Member, seat: int | None, role: str) -> Member:
    """Return a member in the seat and role of one day, from the beginning and without end."""
    return Member(github=member.github, seat=seat, role=role, votes=member.votes)


def _imagined(slug: str, policy: Policy) -> Body:
    entries = [each for each in policy.selectors if each.body == slug]
    members, reserved = [], []
    for at, entry in enumerate(entries, 1):
        seat = entry.seats[0] if entry.seats else at
        members.append(
            Member(github=f"imagined-{at}-{slug[:20]}", seat=seat, role=entry.role or "")
        )
        if entry.reserved:
            reserved.append(ReservedSeat.model_validate({"seat": seat, "for": entry.reserved}))
    seats = Seats(count=len(entries), reserved=tuple(reserved))
    return Body(slug=slug, name=slug, kind=BodyKind.TEAM, seats=seats, members=tuple(members))


def _kinds_of(declared: Declared, voters: tuple[Voter, ...]) -> tuple[tuple[Kind, int], ...]:
    """Return the kinds of voters that the policy can tell apart, with how many there are of each."""
    groups = _groups(declared)
    is_capped = declared.policy.affiliation_cap is not None
    alike: dict[tuple[object, ...], list[Voter]] = {}
    for voter in voters:
        key = (
            *(_ratio(weight_under(group, voter)) for group in groups),
            frozenset(each.body for each in voter.memberships if each.role.lower() == "chair"),
            voter.affiliation if is_capped else None,
            voter.on_leave,
        )
        alike.setdefault(key, []).append(voter)
    return tuple((Kind(held[0]), len(held)) for held in alike.values())


def _ratio(weight: Fraction | None) -> tuple[int, int] | None:
    """Return a weight as a ratio: a fraction takes long to hash."""
    return None if weight is None else weight.as_integer_ratio()


def _groups(declared: Declared) -> tuple[tuple[Selector, ...], ...]:
    """Return every electorate that some rule of the policy counts."""
    policy = declared.policy
    groups = [policy.selectors, policy.holders_of_veto]
    groups += [node.counted for _, node in declared.nodes()]
    if policy.veto is not None and policy.veto.override is not None:
        groups.append(policy.veto.override.electorate or ())
    return tuple(dict.fromkeys(groups))
