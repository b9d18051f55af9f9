"""Concerns: an objection short of a veto, which holds back the vote that is still to come.

/concern Who keeps the keys      a member of any body raises it
/resolve Who keeps the keys      whoever raised it, a chair or a maintainer resolves it
"""

from __future__ import annotations

from govbot.core.commands import find_title
from govbot.core.decide.docket import Docket
from govbot.core.decide.saying import RefusedError, Said
from govbot.core.lifecycle import Need, Trigger
from govbot.core.records import ConcernRaised, ConcernResolved
from govbot.core.votes import admit_concern, who_resolves

__all__ = ["raise_concern", "resolve_concern"]


def raise_concern(docket: Docket, said: Said, title: str) -> None:
    """Record a concern of a member: it holds back a vote still to come, or one that is open."""
    current = docket.state.open_vote
    if current is not None and current.vote.policy.concerns is not None:
        refusal = admit_concern(current.vote, said.by, title, said.at)
        if refusal is not None:
            raise RefusedError(refusal.why, refusal.hint)
        docket.add(ConcernRaised(at=said.at, actor=said.by, source=said.source, title=title))
        return
    if not _holds_back(docket):
        raise RefusedError(
            f"A concern holds back a vote that is still to come, and the RFC is in the stage "
            f"`{docket.state.stage}`.",
            "While a vote is open, `/vote no` or `/vote block <reason>` says it.",
        )
    day = said.at.date()
    if not any(docket.governance.serves(slug, said.by, day) for slug in docket.governance.bodies):
        raise RefusedError(
            "Only a member of one of the community's bodies may raise a concern.",
            "Write your objection as a comment; a member can raise it.",
        )
    if any(each.title.lower() == title.lower() for each in docket.state.concerns):
        raise RefusedError(f"The concern “{title}” is open already.")
    docket.add(ConcernRaised(at=said.at, actor=said.by, source=said.source, title=title))


def _holds_back(docket: Docket) -> bool:
    """Say whether a concern can hold anything back: a transition that minds them is still ahead."""
    if docket.state.open_vote is not None:
        return False
    stages, ahead = {docket.state.stage}, set[str | None]()
    while stages - ahead:
        ahead |= stages
        rows = [row for row in docket.lifecycle.transitions if ahead.intersection(row.from_)]
        if any(Need.NO_OPEN_CONCERNS in row.needs for row in rows):
            return True
        stages = {row.to for row in rows if row.on is not Trigger.REOPENED}
    return False


def resolve_concern(docket: Docket, said: Said, title: str) -> None:
    """Record that a concern is resolved, by who raised it, a chair or a maintainer."""
    meant = find_title(title, [each.title for each in docket.state.concerns])
    concern = next((each for each in docket.state.concerns if each.title == meant), None)
    if concern is None:
        titles = ", ".join(f"“{each.title}”" for each in docket.state.concerns) or "none"
        raise RefusedError(f"No open concern has this title. Open concerns: {titles}.")
    raised_by = concern.actor
    is_raiser = raised_by is not None and raised_by.is_same(said.by)
    roles = _who_resolves(docket)
    may_resolve = (
        ("raiser" in roles and is_raiser)
        or ("chair" in roles and _is_chair(docket, said))
        or docket.holds(
            tuple(role for role in roles if role not in ("raiser", "chair")), said.by, said.at
        )
    )
    if not may_resolve:
        raise RefusedError(f"Only {who_resolves(roles)} may resolve it.")
    docket.add(ConcernResolved(at=said.at, actor=said.by, source=said.source, title=concern.title))


def _who_resolves(docket: Docket) -> tuple[str, ...]:
    """Return the roles that may resolve a concern: as the open vote's policy says, where it does."""
    current = docket.state.open_vote
    rules = current.vote.policy.concerns if current is not None else None
    return rules.resolved_by if rules is not None else ("raiser", "chair", "maintainer")


def _is_chair(docket: Docket, said: Said) -> bool:
    """Say whether somebody is a chair: of the electorate, where an open vote is held; else of any body."""
    current = docket.state.open_vote
    if current is not None and current.vote.policy.concerns is not None:
        return docket.holds(("chair",), said.by, said.at)
    day = said.at.date()
    return any(
        member.role.lower() == "chair"
        and docket.governance.serves(slug, said.by, day)
        and docket.governance.is_member(member, said.by)
        for slug in docket.governance.bodies
        for member, _ in docket.governance.serving(slug, day)
    )
