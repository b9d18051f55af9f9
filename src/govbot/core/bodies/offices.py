"""Members ex officio: whoever holds an office in one body is a member of another.

    # bodies/council.yaml
    ex_officio:
      - {body: wg-docs, role: chair}

    with_offices(bodies)["council"].holders     # (Member(github="cyd", ex_officio=..., ...),)

A member can also be listed with `ex_officio: {body: wg-docs}`: they serve as long as they hold that
office, and need no terms of their own. Only members that a body's file lists in their own right hold an
office in it, so that no body waits for another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govbot.core.bodies.body import Body, Member
from govbot.core.bodies.limits import Office
from govbot.core.bodies.service import tenures_of
from govbot.core.bodies.terms import Term
from govbot.core.people import People, same_login

__all__ = ["with_offices"]


def with_offices(bodies: Mapping[str, Body], people: People | None = None) -> dict[str, Body]:
    """Return the bodies, each with the members that it has because of an office elsewhere.

    `people` tell who is meant by a former login.
    """
    known = People() if people is None else people
    return {slug: _with_holders(body, bodies, known) for slug, body in bodies.items()}


def _with_holders(body: Body, bodies: Mapping[str, Body], people: People) -> Body:
    if not body.ex_officio and not any(each.ex_officio for each in body.members):
        return body
    holders = tuple(
        Member(
            github=holder.github,
            seat=office.seat,
            role="ex officio",
            leave=holder.leave,
            ex_officio=Office(body=office.body, role=office.role),
            votes=office.votes,
            # A file may not give both an office and terms; these follow from the office.
        ).model_copy(update={"terms": terms})
        for office in body.ex_officio
        for holder, terms in _held(office, bodies)
    )
    members = tuple(_bound(each, bodies, people) for each in body.members)
    return body.model_copy(update={"members": members, "holders": holders})


def _bound(member: Member, bodies: Mapping[str, Body], people: People) -> Member:
    """Return a listed member who serves because of an office with the times in which they held it.

    Whoever is on leave from the office is on leave here too.
    """
    if member.ex_officio is None:
        return member
    who = people.login_of(member.github)
    found = [
        (holder, held)
        for holder, held in _held(member.ex_officio, bodies)
        if same_login(people.login_of(holder.github), who)
    ]
    if not found:
        return member.never_holding()
    leave = (*member.leave, *(each for holder, _ in found for each in holder.leave))
    return member.model_copy(
        update={
            "terms": tuple(term for _, held in found for term in held),
            "leave": tuple(dict.fromkeys(leave)),
        }
    )


def _held(office: Office, bodies: Mapping[str, Body]) -> Iterator[tuple[Member, tuple[Term, ...]]]:
    """Yield whoever ever held the office in their own right, with the times in which they did as terms."""
    source = bodies.get(office.body)
    for member in source.members if source else ():
        if member.ex_officio is not None:
            continue
        terms = tuple(
            Term(start=each.start, end=None if each.is_open else each.end)
            for each in tenures_of(member)
            if office.is_held_by(each.role)
        )
        if terms:
            yield member, terms
