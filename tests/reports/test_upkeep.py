"""What is said about terms: word for word where it matters, and harmless whatever people are called."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from govbot.core.upkeep.due import (
    AnyNotice,
    EmeritusProposal,
    FurtherVacancy,
    InactivityNotice,
    LostVoteNotice,
    Reminder,
    ShortageNotice,
    Tracking,
    VacancyIssue,
)
from govbot.core.upkeep.facts import (
    Again,
    Edit,
    Emeritus,
    EndingTerm,
    InactiveMember,
    LostVote,
    OpenProposal,
    Reminded,
    Seated,
    Shortage,
    VacantSeat,
)
from govbot.core.upkeep.keys import marker_in
from govbot.reports.upkeep import issue_text, notice_text, proposal_text
from tests.reports.markdown import assert_harmless, tokens
from tests.reports.nasty import nasty

ROSTER = "<!-- govbot:roster council -->"
VACANCIES = "<!-- govbot:vacancies council 2026-07-01 -->"
REMINDER = "reminder council 2026-12-31 30-days 1f2e3d4c"
JULY = date(2026, 7, 1)
ABOUT: dict[str, Any] = {"slug": "council", "name": "Community Council"}
TO_ROSTER: dict[str, Any] = {**ABOUT, "issue": "roster council"}
STANDS = {"number": None, "stands": True, "is_new": True, "is_over": False}

ENDING = EndingTerm(login="ada", seat=1, role="chair", last_day=date(2026, 12, 31))
SEAT = VacantSeat(seat=6, since=JULY, fill_by=date(2026, 8, 30), reserved_for="founder")
SHORT = Shortage(serving=4, minimum=5, since=JULY)
LOST = LostVote(policy="rfc-accept", why="3 can take part, and 4 are needed")
ASKED = InactiveMember(
    login="ben", why="cast no ballot in the last 2 votes: #12, #15", answer_by=date(2026, 3, 15)
)


def tracking(**more: object) -> Tracking:
    said = {"key": "roster council", "marker": ROSTER, **ABOUT, **STANDS}
    return Tracking.model_validate(said | more)


def vacancies(**more: object) -> VacancyIssue:
    said = {"key": "vacancies council 2026-07-01", "marker": VACANCIES, **ABOUT, **STANDS}
    return VacancyIssue.model_validate(said | more)


def reminded(login: str = "ada", seat: int | None = 1, role: str = "", **more: object) -> Reminded:
    said = {"login": login, "seat": seat, "role": role}
    return Reminded.model_validate(
        said | {"again": Again(login=login, may_stand=True), "tokens": (login,)} | more
    )


def reminder(*people: Reminded, **more: object) -> Reminder:
    said = {
        "key": REMINDER,
        "who": tuple(each.login for each in people),
        "people": people,
        "last_day": date(2026, 12, 31),
        **TO_ROSTER,
    }
    return Reminder.model_validate(said | more)


def test_the_tracking_issue_says_how_the_body_stands() -> None:
    title, body = issue_text(
        tracking(
            members=(
                Seated(login="ada", seat=1, role="chair", until=date(2026, 12, 31)),
                Seated(login="ben", seat=2, role="", until=None, is_on_leave=True),
            ),
            endings=(ENDING,),
            vacant=(SEAT,),
            shortage=SHORT,
            lost=(LOST,),
            broken=("3 of 7 seats are held by people of Acme; the most is 2.",),
            inactive=(ASKED,),
            proposals=(
                OpenProposal(
                    number=31, title="Move cyd of Council to emeritus", url="https://x.org/31"
                ),
            ),
        )
    )
    assert title == "Terms of Community Council"
    assert body == (
        "<!-- govbot:roster council -->\n"
        "How the terms of **Community Council** stand, from `governance/bodies/council.yaml`. "
        "govbot keeps this text up to date.\n"
        "\n"
        "#### Terms that end soon\n"
        "\n"
        "- **ada** (seat 1, chair): the last day is 2026-12-31.\n"
        "\n"
        "#### Vacant seats\n"
        "\n"
        "- Seat 6 since 2026-07-01, reserved for founder, to be filled by 2026-08-30\n"
        "\n"
        "#### Too few members\n"
        "\n"
        "- 4 people serve, and the minimum is 5.\n"
        "- No vote can pass under `rfc-accept`: 3 can take part, and 4 are needed.\n"
        "\n"
        "#### Limits that are broken\n"
        "\n"
        "- 3 of 7 seats are held by people of Acme; the most is 2.\n"
        "\n"
        "#### Asked whether they still serve\n"
        "\n"
        "- **ben** cast no ballot in the last 2 votes: #&#8203;12, #&#8203;15. "
        "An answer is awaited until 2026-03-15.\n"
        "\n"
        "#### Proposed\n"
        "\n"
        "- [Move cyd of Council to emeritus](<https://x.org/31>)\n"
        "\n"
        "#### Who serves\n"
        "\n"
        "| Member | Place | Last day | |\n"
        "|---|---|---|---|\n"
        "| ada | seat 1, chair | 2026-12-31 |  |\n"
        "| ben | seat 2 | no end | on leave |\n"
    )


def test_a_tracking_issue_with_nothing_due_says_so() -> None:
    serving = Seated(login="ada", seat=1, role="", until=None)
    _, body = issue_text(tracking(stands=False, members=(serving,)))
    assert body == (
        "<!-- govbot:roster council -->\n"
        "Nothing is left to do about the terms of **Community Council**.\n"
        "\n"
        "#### Who serves\n"
        "\n"
        "| Member | Place | Last day | |\n"
        "|---|---|---|---|\n"
        "| ada | seat 1 | no end |  |\n"
    )


def test_the_vacancy_issue_says_which_seats_and_who_may_fill_them() -> None:
    title, body = issue_text(
        vacancies(
            vacant=(SEAT, VacantSeat(seat=7, taken_by="gus", taken_from=date(2026, 8, 1))),
            by="election",
            who="Anyone with a merged pull request may stand.",
            full=("Acme",),
            barred=(
                Again(
                    login="ada",
                    may_stand=False,
                    why=("It would be the third consecutive term of ada; Council allows 2.",),
                    from_day=date(2027, 1, 1),
                ),
            ),
        )
    )
    assert title == "Vacant seats of Community Council"
    assert body == (
        "<!-- govbot:vacancies council 2026-07-01 -->\n"
        "**Community Council** has 2 vacant seats. "
        "This is closed when all are filled in `governance/bodies/council.yaml`.\n"
        "\n"
        "- Seat 6 since 2026-07-01, reserved for founder, to be filled by 2026-08-30\n"
        "- Seat 7; gus has it from 2026-08-01 on\n"
        "\n"
        "#### How they are filled\n"
        "\n"
        "By election.\n"
        "Anyone with a merged pull request may stand.\n"
        "\n"
        "#### Who may not fill one\n"
        "\n"
        "- Anybody of Acme: as many of them serve as may.\n"
        "- **ada**, before 2027-01-01. "
        "It would be the third consecutive term of ada; Council allows 2.\n"
    )


def test_a_vacancy_issue_whose_seats_are_filled_says_so() -> None:
    _, body = issue_text(vacancies(stands=False))
    assert body == f"{VACANCIES}\nNo seat of **Community Council** is vacant.\n"


def test_a_reminder_mentions_everybody_and_says_who_may_go_on_and_who_not() -> None:
    why = "It would be the third consecutive term of ada; Community Council allows 2."
    barred = Again(login="ada", may_stand=False, why=(why,), from_day=date(2027, 7, 1))
    page = notice_text(
        reminder(
            reminded("ada", role="chair", again=barred),
            reminded("eli", 5),
            reminded("fay", 6),
            reminded("gus", None),
        )
    )
    marker, _, text = page.partition("\n")
    shown = marker_in(marker)
    assert shown is not None
    assert shown.key == REMINDER
    assert all(map(shown.has_said, ("ada", "eli", "fay", "gus")))
    assert text == (
        "4 terms on **Community Council** end. The last day is **2026-12-31**. "
        "Without a next term in `governance/bodies/council.yaml`, "
        "none of them serves or votes after it.\n"
        "\n"
        "- @ada (seat 1, chair) may not serve another term right after it, "
        f"but from 2027-07-01 on. {why}\n"
        "- @eli (seat 5), @fay (seat 6) and @gus may serve another term.\n"
    )


def test_a_reminder_to_one_alone_is_as_short() -> None:
    text = notice_text(reminder(reminded())).partition("\n")[2]
    assert text == (
        "1 term on **Community Council** ends. The last day is **2026-12-31**. "
        "Without a next term in `governance/bodies/council.yaml`, "
        "nobody serves or votes in it after that day.\n"
        "\n"
        "- @ada (seat 1) may serve another term.\n"
    )


def test_a_reminder_that_foresees_no_day_names_none() -> None:
    again = Again(login="ada", may_stand=False, why=("Council allows 2.",))
    page = notice_text(reminder(reminded(again=again)))
    assert page.endswith("may not serve another term right after it. Council allows 2.\n")


def test_a_reminder_to_who_is_followed_by_somebody_asks_for_nothing() -> None:
    page = notice_text(
        reminder(
            reminded("ada", 1, next_holder="ben", is_filled=True),
            reminded("cyd", 3, is_filled=True),
            reminded("dee", 4, is_filled=True),
        )
    )
    assert page.endswith(
        "- @ada (seat 1): **ben** has the seat after that. There is nothing to do.\n"
        "- @cyd (seat 3) and @dee (seat 4): all seats are filled after that. "
        "There is nothing to do.\n"
    )


def test_a_reminder_to_who_comes_back_later_says_when() -> None:
    assert notice_text(reminder(reminded(back_from=date(2027, 1, 15)))).endswith(
        "- @ada (seat 1): the next term begins on 2027-01-15.\n"
    )


def test_a_reminder_with_long_reasons_for_many_fits_and_mentions_them_all() -> None:
    people = [
        reminded(
            f"person-{number}",
            number,
            again=Again(login="x", may_stand=False, why=(f"{number} " + "word " * 800,) * 5),
        )
        for number in range(1, 51)
    ]
    page = notice_text(reminder(*people))
    assert len(page.encode()) <= 65_535
    assert all(f"@{each.login} " in page for each in people)


def test_the_tracking_issue_says_what_could_not_be_proposed_and_what_to_do() -> None:
    file = "governance/bodies/council.yaml"

    def over(login: str) -> Emeritus:
        edit = Edit(file=file, path=("members", 0), key="emeritus", value=JULY)
        return Emeritus(login=login, day=JULY, edits=(edit,))

    _, body = issue_text(tracking(unopened=(over("ada"),), by_hand=(over("ben"),)))
    assert (
        "#### Could not be proposed\n"
        "\n"
        "GitHub did not let govbot open the pull request that writes this into "
        "`governance/bodies/council.yaml`. Allow it: Settings, Actions, General, Workflow permissions, "
        "“Allow GitHub Actions to create and approve pull requests” "
        "(in an organisation it may have to be allowed there first). Or write it by hand:\n"
        "\n"
        "- **ada**: `emeritus: 2026-07-01`\n"
        "\n"
        "govbot cannot edit these entries of `governance/bodies/council.yaml`. "
        "Write into them by hand:\n"
        "\n"
        "- **ben**: `emeritus: 2026-07-01`\n"
        "\n"
    ) in body


def test_a_further_vacancy_mentions_nobody() -> None:
    notice = FurtherVacancy(
        key="vacant council 6 2026-07-01", issue="vacancies council", vacant=SEAT, **ABOUT
    )
    assert notice_text(notice) == (
        "<!-- govbot:vacant council 6 2026-07-01 -->\n"
        "Another seat of **Community Council** is vacant. "
        "Seat 6 since 2026-07-01, reserved for founder, to be filled by 2026-08-30.\n"
    )


def test_a_further_vacancy_without_a_number_is_only_one_more() -> None:
    notice = FurtherVacancy(
        key="vacant council place-2",
        issue="vacancies council",
        vacant=VacantSeat(seat=None),
        **ABOUT,
    )
    page = notice_text(notice)
    assert page.endswith("-->\nAnother seat of **Community Council** is vacant.\n")


def test_those_who_remain_are_told_that_they_are_too_few() -> None:
    notice = ShortageNotice(
        key="short council 2026-07-01", who=("ada", "ben"), shortage=SHORT, **TO_ROSTER
    )
    assert notice_text(notice) == (
        "<!-- govbot:short council 2026-07-01 -->\n"
        "@ada, @ben:\n"
        "\n"
        "**Community Council** has too few members since 2026-07-01: "
        "4 people serve, and the minimum is 5. "
        "It is over when enough serve by `governance/bodies/council.yaml`.\n"
    )


def test_that_no_vote_can_pass_is_said_with_what_is_missing() -> None:
    notice = LostVoteNotice(
        key="lost council rfc-accept 2026-07-01",
        who=("ada",),
        lost=(LOST,),
        since=JULY,
        **TO_ROSTER,
    )
    assert notice_text(notice) == (
        "<!-- govbot:lost council rfc-accept 2026-07-01 -->\n"
        "@ada:\n"
        "\n"
        "With those who serve now:\n"
        "\n"
        "- **No vote can pass under `rfc-accept`**: 3 can take part, and 4 are needed.\n"
        "\n"
        "It is over when more people serve by `governance/bodies/council.yaml`, "
        "or the policy asks for less.\n"
    )


def test_a_body_without_members_has_nobody_to_mention() -> None:
    notice = ShortageNotice(key="short council 2026-07-01", shortage=SHORT, **TO_ROSTER)
    assert "@" not in notice_text(notice)


def test_an_inactive_member_is_asked_with_the_day_to_answer_by() -> None:
    notice = InactivityNotice(
        key="inactive council ben 15-1", who=("ben",), inactive=ASKED, **TO_ROSTER
    )
    assert notice_text(notice) == (
        "<!-- govbot:inactive council ben 15-1 -->\n"
        "@ben: do you still serve on **Community Council**?\n"
        "\n"
        "ben cast no ballot in the last 2 votes: #&#8203;12, #&#8203;15.\n"
        "\n"
        "If you do, write anything here until the end of **2026-03-15** (UTC), "
        "or take part in a vote. If you are away for a time, "
        "have `leave` put into your entry in `governance/bodies/council.yaml`.\n"
        "If you do not, have `resigned` and the day put there, and write nothing here: "
        "any comment of yours means that you stay. "
        "Without an answer, a pull request will propose to move you to emeritus.\n"
    )


def proposal(*members: Emeritus) -> EmeritusProposal:
    file = "governance/bodies/council.yaml"
    return EmeritusProposal(
        key="emeritus council",
        branch="govbot/emeritus-council",
        file=file,
        members=members,
        asked_in="https://x.org/1",
        **ABOUT,
    )


def test_the_pull_request_says_who_from_when_on_and_why() -> None:
    silent = Emeritus(login="ben", day=JULY, why="cast no ballot; no answer by 2026-06-30")
    due = proposal(Emeritus(login="ada", day=JULY), silent)
    title, body = proposal_text(due, {due.file: "members: ..."})
    assert title == "Move ada and ben of Community Council to emeritus"
    assert body.split("\n", 1)[1] == (
        "This writes into `governance/bodies/council.yaml` "
        "who leaves **Community Council**, or has left it.\n"
        "\n"
        "- **ada**, from 2026-07-01 on: the term is over.\n"
        "- **ben**, from 2026-07-01 on: cast no ballot; no answer by 2026-06-30.\n"
        "\n"
        "Whose term is over serves and votes no more, with or without this. "
        "If they go on, add the new term to the file: that takes them out of this.\n"
        "Who gave no answer serves on until this is merged. If they mean to stay, a comment of "
        "theirs in [the issue in which they were asked](<https://x.org/1>) takes them out of this; "
        "a comment here does not.\n"
        "If you close this without merging it, nobody named here is proposed again for the same "
        "reason.\n"
    )


def test_a_pull_request_with_nothing_left_says_so() -> None:
    _, body = proposal_text(proposal(), {})
    assert body.endswith("Nothing is left to propose for **Community Council**.\n")


def test_what_stands_in_an_issue_mentions_nobody() -> None:
    _, body = issue_text(tracking(endings=(ENDING,), inactive=(ASKED,)))
    assert "@" not in body


def test_a_body_of_thousands_fits() -> None:
    members = tuple(
        Seated(login=f"person-{number}", seat=number, role="member", until=JULY)
        for number in range(1, 5_000)
    )
    endings = tuple(
        EndingTerm(login=each.login, seat=each.seat, role="", last_day=JULY) for each in members
    )
    _, body = issue_text(tracking(members=members, endings=endings))
    assert len(body.encode()) <= 65_535
    assert "more terms end soon." in body


@given(text=nasty, other=nasty)
def test_an_issue_is_harmless_whatever_people_and_seats_are_called(text: str, other: str) -> None:
    again = Again(login=text, may_stand=False, why=(other,))
    seat = VacantSeat(seat=1, reserved_for=text, taken_by=other, taken_from=JULY)
    found = tracking(
        name=text,
        members=(Seated(login=other, seat=1, role=text, until=None),),
        endings=(EndingTerm(login=text, seat=None, role=other, last_day=JULY),),
        vacant=(seat,),
        shortage=SHORT,
        lost=(LostVote(policy=text, why=other),),
        broken=(text,),
        inactive=(InactiveMember(login=text, why=other, answer_by=JULY),),
    )
    _, body = issue_text(found)
    assert_harmless(body, ROSTER)
    assert sum(token.type == "table_open" for token in tokens(body)) == 1
    _, body = issue_text(
        vacancies(name=text, vacant=(seat,), who=other, full=(text,), barred=(again,))
    )
    assert_harmless(body, VACANCIES)


@given(text=nasty, other=nasty, of=st.sampled_from(["short", "lost", "inactive", "vacant"]))
def test_a_notice_is_harmless_but_for_those_it_mentions(text: str, other: str, of: str) -> None:
    about = TO_ROSTER | {"name": text, "key": "short council"}
    notices: dict[str, AnyNotice] = {
        "short": ShortageNotice(shortage=SHORT, **about),
        "lost": LostVoteNotice(lost=(LostVote(policy=text, why=other),), since=JULY, **about),
        "inactive": InactivityNotice(
            inactive=InactiveMember(login=text, why=other, answer_by=JULY), **about
        ),
        "vacant": FurtherVacancy(vacant=VacantSeat(seat=1, reserved_for=other), **about),
    }
    assert_harmless(notice_text(notices[of]), "<!-- govbot:short council -->")


@given(text=nasty, other=nasty)
def test_a_pull_request_is_harmless_whatever_people_are_called(text: str, other: str) -> None:
    due = proposal(Emeritus(login=text, day=JULY, why=other)).model_copy(update={"name": text})
    title, body = proposal_text(due, {due.file: other})
    shown = marker_in(body)
    assert shown is not None
    assert_harmless(body, body.split("\n", 1)[0])
    assert "\n" not in title
    assert len(title) <= 200
