"""What is said about terms: the tracking issue, vacant seats, notices, and the emeritus pull request.

    upkeep_texts(decision, files)
    # {"roster council": ("Terms of Community Council", "<!-- govbot:roster council -->..."), ...}

Only a notice mentions anybody, and only those who have to act: whose term ends, who is asked whether they
still serve, and the members of a body that has become too small.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_never

from govbot.core.bodies import CameBy
from govbot.core.durations import format_day
from govbot.core.layout import body_file
from govbot.core.upkeep.due import (
    AnyIssue,
    AnyNotice,
    EmeritusProposal,
    FurtherVacancy,
    InactivityNotice,
    LostVoteNotice,
    Reminder,
    ShortageNotice,
    Tracking,
    UpkeepDecision,
    VacancyIssue,
)
from govbot.core.upkeep.facts import Reminded, VacantSeat
from govbot.core.upkeep.plan import Files, UpkeepTexts
from govbot.core.votes import in_words
from govbot.reports.escape import clean
from govbot.reports.fitting import Room, first, fit
from govbot.reports.rendering import render

__all__ = ["issue_text", "notice_text", "proposal_text", "upkeep_texts"]

LONGEST_TITLE = 200
"""GitHub takes 256 characters as a title."""

WAYS: dict[CameBy, str] = {
    "election": "by election",
    "appointment": "by appointment",
    "vacancy": "for the rest of the term",
    "founding": "by those who found the body",
}


def upkeep_texts(decision: UpkeepDecision, files: Files) -> UpkeepTexts:
    """Return title and body of everything that is due, by key; `files` are the proposed texts by branch."""
    texts: dict[str, tuple[str, str]] = {}
    for issue in decision.issues:
        texts[issue.key] = issue_text(issue)
    for notice in decision.notices:
        texts[notice.key] = ("", notice_text(notice))
    for proposal in decision.proposals:
        texts[proposal.key] = proposal_text(proposal, files.get(proposal.branch, {}))
    return texts


def issue_text(issue: AnyIssue) -> tuple[str, str]:
    """Return the title and the text of an issue about a body."""
    match issue:
        case Tracking():
            title = f"Terms of {issue.name}"
            body = fit(lambda room: _tracking(issue, room))
        case VacancyIssue():
            title = f"Vacant seats of {issue.name}"
            body = fit(lambda room: _vacancies(issue, room))
        case _:
            assert_never(issue)
    return clean(title, LONGEST_TITLE), body


def notice_text(notice: AnyNotice) -> str:
    """Return a comment: Markdown, its marker first."""
    match notice:
        case Reminder():
            return fit(lambda room: _reminder(notice, room))
        case FurtherVacancy():
            template, values = (
                "further_vacancy.md",
                {"seat": _seat(notice.vacant) if notice.vacant.seat else ""},
            )
        case ShortageNotice():
            template, values = "shortage.md", {}
        case LostVoteNotice():
            return fit(
                lambda room: _notice(
                    "shortage.md", notice, room, {"lost": first(notice.lost, room.sentences)}
                )
            )
        case InactivityNotice():
            template, values = "inactivity.md", {}
        case _:
            assert_never(notice)
    return fit(lambda room: _notice(template, notice, room, values))


def _notice(template: str, notice: AnyNotice, room: Room, values: Mapping[str, Any]) -> str:
    return render(
        template,
        longest=room.characters,
        marker=notice.marker,
        notice=notice,
        file=body_file(notice.slug),
        who=first(notice.who, room.ballots),
        **values,
    )


def _reminder(notice: Reminder, room: Room) -> str:
    together: dict[tuple[Any, ...], list[Reminded]] = {}
    for each in notice.people:
        together.setdefault(_situation(each), []).append(each)
    found = list(together.items())
    # Everybody is mentioned, be there room for their reasons or not.
    left = [each for _, some in found[room.sentences :] for each in some]
    situations = [
        {
            "back_from": some[0].back_from,
            "next_holder": some[0].next_holder,
            "is_filled": some[0].is_filled,
            "again": some[0].again,
            "people": [_called(each) for each in some],
        }
        for _, some in found
    ]
    values = {
        "situations": first(situations, room.sentences),
        "others": [_called(each) for each in left],
    }
    return _notice("term_reminder.md", notice, room, values)


def _situation(person: Reminded) -> tuple[Any, ...]:
    """Return what is the same for all who are told in one sentence."""
    if person.back_from or person.next_holder or person.is_filled:
        return person.back_from, person.next_holder, person.is_filled
    again = person.again
    return again.may_stand, again.why, again.from_day


def _called(person: Reminded) -> dict[str, str]:
    return {"login": person.login, "place": _place(person.seat, person.role)}


def proposal_text(proposal: EmeritusProposal, files: Mapping[str, str]) -> tuple[str, str]:
    """Return the title and the text of the pull request that moves members to emeritus."""
    names = in_words([each.login for each in proposal.members])
    title = f"Move {names} of {proposal.name} to emeritus"
    body = fit(
        lambda room: render(
            "emeritus.md",
            longest=room.characters,
            marker=proposal.marker(files),
            proposal=proposal,
            members=first(proposal.members, room.ballots),
            is_over=any(not each.why for each in proposal.members),
            is_silent=any(each.why for each in proposal.members),
        )
    )
    return clean(title, LONGEST_TITLE), body


def _tracking(issue: Tracking, room: Room) -> str:
    return render(
        "tracking.md",
        longest=room.characters,
        marker=issue.marker,
        issue=issue,
        file=body_file(issue.slug),
        endings=first(
            [{"ending": each, "place": _place(each.seat, each.role)} for each in issue.endings],
            room.ballots,
        ),
        vacant=first([_seat(each) for each in issue.vacant], room.ballots),
        lost=first(issue.lost, room.sentences),
        broken=first(issue.broken, room.findings),
        inactive=first(issue.inactive, room.ballots),
        unopened=first(issue.unopened, room.ballots),
        by_hand=first(issue.by_hand, room.ballots),
        members=first([_member(each) for each in issue.members], room.ballots),
    )


def _vacancies(issue: VacancyIssue, room: Room) -> str:
    return render(
        "vacancies.md",
        longest=room.characters,
        marker=issue.marker,
        issue=issue,
        file=body_file(issue.slug),
        number=sum(each.count for each in issue.vacant),
        vacant=first([_seat(each) for each in issue.vacant], room.ballots),
        way=WAYS[issue.by] if issue.by else "",
        full=first(issue.full, room.sentences),
        barred=first(issue.barred, room.sentences),
    )


def _place(seat: int | None, role: str) -> str:
    """Return a place on a body as people call it: `seat 1, chair`."""
    return ", ".join(part for part in (f"seat {seat}" if seat else "", role) if part)


def _seat(vacant: VacantSeat) -> str:
    """Return a vacant seat in words: `Seat 6 since 2026-07-01, reserved for founder`."""
    if vacant.seat is None:
        return "1 seat" if vacant.count == 1 else f"{vacant.count} seats"
    words = f"Seat {vacant.seat}"
    words += f" since {format_day(vacant.since)}" if vacant.since else ""
    words += f", reserved for {vacant.reserved_for}" if vacant.reserved_for else ""
    if vacant.fill_by:
        words += f", {'overdue since' if vacant.is_overdue else 'to be filled by'} "
        words += format_day(vacant.fill_by)
    if vacant.taken_from:
        words += f"; {vacant.taken_by} has it from {format_day(vacant.taken_from)} on"
    return words


def _member(member: Any) -> dict[str, str]:
    """Return a row of the table of those who serve."""
    until = format_day(member.until) if member.until else "no end"
    return {
        "login": member.login,
        "place": _place(member.seat, member.role),
        "until": until,
        "away": "on leave" if member.is_on_leave else "",
    }
