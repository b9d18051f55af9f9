"""Members whose service is over, proposed as emeritus: one pull request a body, from a branch of its own.

    expired(governance, body, date(2027, 1, 1))
    # (Emeritus(login="ada", day=2027-01-01), ...)

Proposed is whose terms are all over, with nothing in the file that says how they left. Whom somebody
struck by closing the pull request is not proposed again for the end of the same term.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from govbot.core.bodies import Body, Member, Tenure
from govbot.core.governance import Governance
from govbot.core.layout import body_file
from govbot.core.rosters.limits import people_of
from govbot.core.upkeep.due import Edit, Emeritus, EmeritusProposal, OpenProposal
from govbot.core.upkeep.keys import digest, key_of, marker_in
from govbot.core.upkeep.seats import login_of
from govbot.core.upkeep.snapshot import OwnProposal

__all__ = ["branch_of", "declined", "expired", "open_proposals", "proposal"]

ONE_DAY = timedelta(days=1)

Over = tuple[Emeritus, int]
"""Somebody whose service is over, and the place of their entry in the body's `members`."""


def branch_of(slug: str) -> str:
    """Return the branch from which a body's emeritus members are proposed."""
    return f"govbot/emeritus-{slug}"


def expired(governance: Governance, body: Body, day: date) -> tuple[Over, ...]:
    """Return whose terms are all over by `day` (UTC), with the day after the last one."""
    found = (_over(governance, body, each, day) for each in people_of(governance, body).values())
    return tuple(sorted((each for each in found if each), key=lambda each: each[1]))


def _over(governance: Governance, body: Body, tenures: Sequence[Tenure], day: date) -> Over | None:
    last = max(tenures, key=lambda each: each.end)
    member = last.member
    if last.end >= day or last.departure or member.ex_officio or _left(member, last.start):
        return None
    index = next(at for at, each in enumerate(body.members) if each is member)
    login = login_of(governance, member.github)
    return Emeritus(login=login, day=last.end + ONE_DAY), index


def _left(member: Member, since: date) -> bool:
    """Say whether the entry says how the member left a service that began then, or later."""
    left = (member.resigned, member.removed, member.emeritus)
    return any(each is not None and each >= since for each in left)


def declined(proposals: Sequence[OwnProposal], slug: str, who: Emeritus) -> bool:
    """Say whether a person closed, unmerged, a pull request that named this member and day."""
    token = digest(who.token)
    closed = (
        marker_in(each.body)
        for each in proposals
        if each.branch == branch_of(slug) and not each.is_open and not each.is_merged
    )
    return any(found is not None and token in found.said for found in closed)


def proposal(
    body: Body, over: Sequence[Over], proposals: Sequence[OwnProposal]
) -> EmeritusProposal | None:
    """Return the pull request that is due; one that names nobody is to be withdrawn, None is none."""
    branch = branch_of(body.slug)
    if not over and not any(each.branch == branch and each.is_open for each in proposals):
        return None
    file = body_file(body.slug)
    return EmeritusProposal(
        key=key_of("emeritus", body.slug),
        slug=body.slug,
        name=body.name,
        branch=branch,
        file=file,
        members=tuple(who for who, _ in over),
        edits=tuple(_edits(file, over)),
    )


def _edits(file: str, over: Sequence[Over]) -> Iterator[Edit]:
    for who, index in over:
        yield Edit(file=file, path=("members", index), key="emeritus", value=who.day)


def open_proposals(
    proposals: Sequence[OwnProposal], due: EmeritusProposal | None
) -> tuple[OpenProposal, ...]:
    """Return what is open of a pull request that is due, for other texts to link."""
    if due is None or not due.members:
        return ()
    return tuple(
        OpenProposal(number=each.number, title=each.title, url=each.url)
        for each in proposals
        if each.branch == due.branch and each.is_open
    )
