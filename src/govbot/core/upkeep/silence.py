"""Members who do not vote: asked once, and moved to emeritus where nothing comes back.

    inactivity: {missed: 3, answer_within: 14 days}

    found = silence(governance, body, today, votes, said)
    found.notices     # the question to each, written already or not
    found.waiting     # who was asked and may still answer
    found.over        # who did not answer in time, as members to propose

An answer is what shows, after the question, that they are there: a comment of theirs in the tracking issue,
a vote in which they took part, a leave of absence, a new term. Votes from before it count no more, so that
who goes on missing votes is asked anew. A question that somebody deleted is taken back; an answer that was
seen once stays one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from govbot.core.bodies import Body, Inactivity, tenure_on, tenures_of
from govbot.core.governance import Governance
from govbot.core.rosters.persons import person_key
from govbot.core.upkeep.attendance import Attendance, attendance
from govbot.core.upkeep.due import InactivityNotice
from govbot.core.upkeep.emeritus import Over
from govbot.core.upkeep.facts import Emeritus, InactiveMember
from govbot.core.upkeep.inactivity import Inactive, inactivity_of
from govbot.core.upkeep.issues import Said
from govbot.core.upkeep.keys import key_of
from govbot.core.upkeep.participation import Participation
from govbot.core.upkeep.snapshot import IssueComment

__all__ = ["Silence", "silence"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Silence:
    """What follows for a body from its members' silence. `answered` names each question with an answer."""

    notices: tuple[InactivityNotice, ...] = ()
    waiting: tuple[InactiveMember, ...] = ()
    over: tuple[Over, ...] = ()
    answered: tuple[str, ...] = ()


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
    answered: list[str] = []
    for member in attendance(governance, body.slug, today, votes):
        if member.member.ex_officio is not None:
            continue
        for found in _questions(governance, body, rule, member, today, votes, said):
            notices.append(found.notice)
            if found.is_answered:
                answered.append(_answered(found.notice))
            if found.asked is None or found.is_answered:
                continue
            last_day = rule.answer_within.after_day(found.asked.at.date())
            why = found.notice.inactive.why
            if today <= last_day:
                waiting.append(InactiveMember(login=member.login, why=why, answer_by=last_day))
                continue
            day = last_day + ONE_DAY
            why = f"{why}; no answer by {last_day}"
            who = str(person_key(governance, member.login))
            over.append(
                (
                    Emeritus(login=member.login, day=day, who=who, why=why),
                    _places(body, member, today),
                )
            )
    return Silence(tuple(notices), tuple(waiting), tuple(over), tuple(answered))


def _answered(question: InactivityNotice) -> str:
    return f"answered {question.key}"


@dataclass(frozen=True, slots=True)
class _Question:
    """A question, the comment in which it was put, if it was, and whether something answers it."""

    notice: InactivityNotice
    asked: IssueComment | None
    is_answered: bool = False


def _questions(
    governance: Governance,
    body: Body,
    rule: Inactivity,
    member: Attendance,
    today: date,
    votes: Sequence[Participation],
    said: Said,
) -> Iterator[_Question]:
    """Yield each question to a member since they last took part: those with an answer, and the last."""
    counted = member
    while inactive := inactivity_of(governance, body.slug, rule, counted, today):
        notice = _notice(governance, body, rule, inactive, today)
        words = (notice.key, *notice.tokens)
        asked = next((said.comments[each] for each in words if each in said.comments), None)
        answer = min(
            _signs(governance, member, said, asked.at, today, votes) if asked else (), default=None
        )
        if answer is None and asked is not None and said.before.has_said(_answered(notice)):
            answer = asked.at
        yield _Question(notice, asked, answer is not None)
        if answer is None:
            return
        left = tuple(each for each in member.asked if each.vote.closed > answer)
        counted = replace(member, asked=left)


def _signs(
    governance: Governance,
    member: Attendance,
    said: Said,
    since: datetime,
    today: date,
    votes: Sequence[Participation],
) -> Iterator[datetime]:
    """Yield when, after a question, something showed that the member is there (UTC)."""
    for comment in said.own.comments if said.own else ():
        is_theirs = comment.author and governance.is_member(member.member, comment.author)
        if is_theirs and comment.at > since:
            yield comment.at
    for vote in votes:
        took_part = any(governance.is_member(member.member, each) for each in vote.took_part)
        if took_part and vote.closed > since:
            yield vote.closed
    for entry in member.entries:
        for leave in entry.leave:
            # One that holds on the day of the question was written into the file after it.
            if leave.start <= today and (leave.end is None or leave.end >= since.date()):
                yield max(since, _begin(leave.start))
        for tenure in tenures_of(entry):
            if since.date() < tenure.start <= today:
                yield _begin(tenure.start)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _places(body: Body, member: Attendance, today: date) -> tuple[int, ...]:
    """Return the places in `members` of every entry with which somebody is on the body today."""
    return tuple(
        at
        for at, each in enumerate(body.members)
        if any(each is entry for entry in member.entries)
        if each.ex_officio is None and tenure_on(each, today) is not None
    )


def _notice(
    governance: Governance, body: Body, rule: Inactivity, inactive: Inactive, today: date
) -> InactivityNotice:
    person = governance.people.find(inactive.login)
    # An id that was not known yet when the question was put is in none of its words.
    logins = (inactive.login, inactive.member.github, *(person.former_logins if person else ()))
    _, _, spell = inactive.key.rpartition(" ")
    return InactivityNotice(
        key=key_of(inactive.key),
        tokens=tuple({key_of("inactive", body.slug, each, spell): None for each in logins}),
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
