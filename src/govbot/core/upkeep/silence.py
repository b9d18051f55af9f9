"""Members who do not vote: asked once, and moved to emeritus where nothing comes back.

    inactivity: {missed: 3, answer_within: 14 days}

    found = silence(governance, body, today, votes, said)
    found.notices     # the question to each, written already or not
    found.waiting     # who was asked and may still answer
    found.over        # who did not answer in time, as members to propose

Any comment of theirs in the tracking issue after the question is an answer, as is taking part in a vote.
A question that somebody deleted is taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from govbot.core.bodies import Body, Inactivity
from govbot.core.governance import Governance
from govbot.core.upkeep.due import Emeritus, InactiveMember, InactivityNotice
from govbot.core.upkeep.emeritus import Over
from govbot.core.upkeep.inactivity import Inactive, inactive_members
from govbot.core.upkeep.issues import Said
from govbot.core.upkeep.keys import key_of
from govbot.core.upkeep.participation import Participation

__all__ = ["Silence", "silence"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Silence:
    """What follows for a body from its members' silence."""

    notices: tuple[InactivityNotice, ...] = ()
    waiting: tuple[InactiveMember, ...] = ()
    over: tuple[Over, ...] = ()


def silence(
    governance: Governance,
    body: Body,
    today: date,
    votes: Sequence[Participation],
    said: Said,
) -> Silence:
    """Return who is to be asked, who was, and who did not answer in time, on `today` (UTC)."""
    rule = body.inactivity
    if rule is None:
        return Silence()
    notices: list[InactivityNotice] = []
    waiting: list[InactiveMember] = []
    over: list[Over] = []
    for each in inactive_members(governance, body.slug, today, votes):
        if each.member.ex_officio is not None:
            continue
        notice = _notice(body, rule, each, today)
        notices.append(notice)
        asked = said.comments.get(notice.key)
        if asked is None or _has_answered(governance, each, said, asked.at, votes):
            continue
        last_day = rule.answer_within.after_day(asked.at.date())
        found = InactiveMember(login=each.login, why=each.why, answer_by=last_day)
        if today <= last_day:
            waiting.append(found)
            continue
        index = next(at for at, member in enumerate(body.members) if member is each.member)
        why = f"{each.why}; no answer by {last_day}"
        over.append((Emeritus(login=each.login, day=last_day + ONE_DAY, why=why), index))
    return Silence(tuple(notices), tuple(waiting), tuple(over))


def _notice(body: Body, rule: Inactivity, inactive: Inactive, today: date) -> InactivityNotice:
    return InactivityNotice(
        key=key_of(inactive.key),
        issue=key_of("roster", body.slug),
        slug=body.slug,
        name=body.name,
        who=(inactive.login,),
        inactive=InactiveMember(
            login=inactive.login,
            why=inactive.why,
            answer_by=rule.answer_within.after_day(today),
        ),
    )


def _has_answered(
    governance: Governance,
    inactive: Inactive,
    said: Said,
    since: datetime,
    votes: Sequence[Participation],
) -> bool:
    """Say whether the member wrote in the issue, or took part in a vote, after the question."""
    for comment in said.own.comments if said.own else ():
        is_theirs = comment.author and governance.is_member(inactive.member, comment.author)
        if is_theirs and comment.at > since:
            return True
    return any(
        vote.closed > since
        and any(governance.is_member(inactive.member, each) for each in vote.took_part)
        for vote in votes
    )
