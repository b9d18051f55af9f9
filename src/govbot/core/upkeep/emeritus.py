"""Members whose service is over, proposed as emeritus: one pull request a body, from a branch of its own.

    expired(governance, body, date(2027, 1, 1))
    # ((Emeritus(login="ada", day=2027-01-01), (0,)), ...)

Proposed is whose terms are all over, with nothing in the file that says how they left. Whom somebody
struck by closing the pull request is not proposed again for the end of the same term.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from govbot.core.bodies import Body, Departure, Member, Tenure, tenures_of
from govbot.core.governance import Governance
from govbot.core.layout import body_file
from govbot.core.rosters.limits import people_of
from govbot.core.rosters.persons import person_key
from govbot.core.upkeep.due import EmeritusProposal
from govbot.core.upkeep.facts import Edit, Emeritus, OpenProposal
from govbot.core.upkeep.keys import digest, key_of, marker_in
from govbot.core.upkeep.snapshot import OwnProposal

__all__ = [
    "branch_of",
    "declined",
    "expired",
    "is_of_emeritus",
    "open_proposals",
    "proposal",
    "with_edits",
    "withdrawals",
]

ONE_DAY = timedelta(days=1)

Over = tuple[Emeritus, tuple[int, ...]]
"""Somebody whose service is over, and the places of their entries in the body's `members`."""

BRANCHES = "govbot/emeritus-"


def branch_of(slug: str) -> str:
    """Return the branch from which a body's emeritus members are proposed."""
    return f"{BRANCHES}{slug}"


def is_of_emeritus(branch: str) -> bool:
    """Say whether members of some body are proposed from this branch."""
    return branch.startswith(BRANCHES)


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
    login = governance.people.login_of(member.github)
    who = str(person_key(governance, member.github))
    return Emeritus(login=login, day=last.end + ONE_DAY, who=who), (index,)


def _left(member: Member, since: date) -> bool:
    """Say whether the entry says how the member left a service that began then, or later."""
    left = (member.resigned, member.removed, member.emeritus)
    return any(each is not None and each >= since for each in left)


def declined(proposals: Sequence[OwnProposal], slug: str, who: Emeritus) -> bool:
    """Say whether a person closed, unmerged, a pull request that named this member and day."""
    tokens = set(map(digest, who.tokens))
    closed = (
        marker_in(each.body)
        for each in proposals
        if each.branch == branch_of(slug) and not each.is_open and not each.is_merged
    )
    return any(found is not None and tokens & found.said for found in closed)


def proposal(
    body: Body, over: Sequence[Over], proposals: Sequence[OwnProposal], asked_in: str = ""
) -> EmeritusProposal | None:
    """Return the pull request that is due; one that names nobody is to be withdrawn, None is none.

    `asked_in` is the address of the body's tracking issue.
    """
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
        members=with_edits(body, over),
        asked_in=asked_in,
    )


def withdrawals(
    slugs: Collection[str], proposals: Sequence[OwnProposal]
) -> Iterator[EmeritusProposal]:
    """Yield what withdraws the open pull requests for bodies that are none of these: they are no more."""
    for each in proposals:
        slug = each.branch.removeprefix(BRANCHES)
        if each.is_open and is_of_emeritus(each.branch) and slug not in slugs:
            yield EmeritusProposal(
                key=key_of("emeritus", slug),
                slug=slug,
                name=slug,
                branch=each.branch,
                file=body_file(slug),
            )


def with_edits(body: Body, over: Sequence[Over]) -> tuple[Emeritus, ...]:
    """Return the members, each with what writes it into their entries."""
    file = body_file(body.slug)
    return tuple(
        who.model_copy(update={"edits": tuple(_edits(body, file, who, places))})
        for who, places in over
    )


def _edits(body: Body, file: str, who: Emeritus, places: Sequence[int]) -> Iterator[Edit]:
    for index in places:
        yield Edit(file=file, path=("members", index), key="emeritus", value=who.day)
        # An entry holds one such day. What an earlier one ended keeps its end.
        for each in tenures_of(body.members[index]):
            if each.departure is Departure.EMERITUS and each.index is not None:
                path = ("members", index, "terms", each.index)
                yield Edit(file=file, path=path, key="end", value=each.end)


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
