"""What is said about a vote beside its status: the reminder, the announcement of its end."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from govbot.core.choices import Choice
from govbot.core.decide import EndOfVote, Reminder, Restart
from govbot.core.policies import Announcement
from govbot.core.votes import ConditionTally, Measure, Outcome
from govbot.reports import (
    announcement,
    reminder_comment,
    restart_comment,
    status_comment,
    status_lines,
)
from tests.communities import COUNCIL
from tests.reports.markdown import assert_harmless, seen, tokens
from tests.reports.nasty import nasty
from tests.reports.situations import ACCEPTED, BALLOTS, CLOSES, URL, VOTING, vote_status

REMINDER_MARKER = "<!-- govbot:reminder:1:20260310t000000z -->"
END_MARKER = "<!-- govbot:announcement:12:1 -->"


def reminder(**more: Any) -> Reminder:
    said: dict[str, Any] = {
        "marker": REMINDER_MARKER,
        "vote": 1,
        "who": ("eli", "fay"),
        "closes": CLOSES,
        "last_call": False,
        "how": ("To vote, write `/vote yes` on a line of its own.",),
        "url": f"{URL}#issuecomment-70",
    }
    return Reminder.model_validate(said | more)


def restart(**more: Any) -> Restart:
    said: dict[str, Any] = {
        "marker": "<!-- govbot:restart:2 -->",
        "vote": 2,
        "before": 1,
        "who": ("ada", "ben"),
        "closes": CLOSES,
        "how": ("To vote, write `/vote yes` on a line of its own.",),
        "url": f"{URL}#issuecomment-70",
    }
    return Restart.model_validate(said | more)


def end(*, discussions: str | None = None, **more: Any) -> EndOfVote:
    place = Announcement(discussions=discussions) if discussions else Announcement(issue=42)
    said: dict[str, Any] = {
        "number": 12,
        "what": "RFC",
        "title": "One ledger branch",
        "url": URL,
        "vote": 1,
        "policy": "rfc-accept",
        "tally": vote_status(dict.fromkeys(COUNCIL[:5], Choice.YES), now=CLOSES).tally,
        "stage": "accepted",
        "marker": END_MARKER,
        "closed": CLOSES,
        "place": place,
    }
    return EndOfVote.model_validate(said | more)


def test_a_reminder_mentions_those_who_are_missing_and_says_what_to_do() -> None:
    assert reminder_comment(reminder()) == (
        "<!-- govbot:reminder:1:20260310t000000z -->\n"
        "**Vote 1 closes at 2026-03-11 00:00 UTC.**\n"
        "\n"
        "@eli, @fay: your ballots are missing.\n"
        "\n"
        "- To vote, write `/vote yes` on a line of its own.\n"
        "\n"
        "[How the vote stands](<https://github.com/example/community/pull/12#issuecomment-70>)\n"
    )


def test_a_last_call_says_that_it_is_one() -> None:
    page = reminder_comment(reminder(who=("eli",), last_call=True))
    assert "**Last call: vote 1 closes at 2026-03-11 00:00 UTC.**" in page
    assert "@eli: your ballot is missing." in page


def without_mentions(page: str) -> str:
    """Take away those who are rightly mentioned: a login may look like a commit, or like GH-7."""
    return re.sub(r"(^|, )@[A-Za-z0-9-]+", r"\1somebody", page, flags=re.MULTILINE)


def test_a_reminder_to_thousands_fits() -> None:
    page = reminder_comment(reminder(who=tuple(f"person-{number}" for number in range(9_000))))
    assert len(page.encode()) <= 65_535
    assert "and 8,500 more" in page or "and 8500 more" in page


@given(who=st.lists(nasty, min_size=1, max_size=5), how=st.lists(nasty, max_size=3))
def test_a_reminder_mentions_nothing_that_is_no_login(who: list[str], how: list[str]) -> None:
    page = reminder_comment(reminder(who=(*who, "not a login"), how=how))
    assert_harmless(without_mentions(page), REMINDER_MARKER)


def test_a_call_to_vote_again_mentions_those_whose_ballots_fell_and_says_why() -> None:
    assert restart_comment(restart()) == (
        "<!-- govbot:restart:2 -->\n"
        "**The text changed, so vote 1 started again as vote 2. "
        "It closes at 2026-03-11 00:00 UTC.**\n"
        "\n"
        "@ada, @ben: your ballots were about the old text, and do not count in the new vote. "
        "Please read the new text and vote again.\n"
        "\n"
        "- To vote, write `/vote yes` on a line of its own.\n"
        "\n"
        "[How the vote stands](<https://github.com/example/community/pull/12#issuecomment-70>)\n"
    )


def test_a_call_to_one_says_ballot() -> None:
    page = restart_comment(restart(who=("ada",)))
    assert "@ada: your ballot was about the old text, and does not count in the new vote." in page


def test_a_call_to_thousands_fits() -> None:
    page = restart_comment(restart(who=tuple(f"person-{number}" for number in range(9_000))))
    assert len(page.encode()) <= 65_535
    assert " more: your ballots were" in page


@given(who=st.lists(nasty, min_size=1, max_size=5), how=st.lists(nasty, max_size=3))
def test_a_call_mentions_nothing_that_is_no_login(who: list[str], how: list[str]) -> None:
    page = restart_comment(restart(who=(*who, "not a login"), how=how))
    assert_harmless(without_mentions(page), "<!-- govbot:restart:2 -->")


def test_the_end_of_a_vote_is_announced_with_outcome_tally_and_reasons() -> None:
    title, body = announcement(end())
    assert title == "RFC 12, vote 1: passed (One ledger branch)"
    assert body.startswith(
        "<!-- govbot:announcement:12:1 -->\n"
        "### ✅ RFC 12, vote 1: passed (One ledger branch)\n"
        "\n"
        "**Passed: 5 yes, 0 no; 2 did not vote.**\n"
        "\n"
        "RFC 12, “One ledger branch”, was voted on under `rfc-accept`. It is now `accepted`.\n"
        "\n"
        "- 7 could vote"
    )
    assert body.endswith("[All about it](<https://github.com/example/community/pull/12>)\n")


def test_a_discussion_shows_its_title_by_itself() -> None:
    _, body = announcement(end(discussions="Announcements"))
    assert "###" not in body
    assert body.startswith(f"{END_MARKER}\n**Passed: 5 yes, 0 no; 2 did not vote.**\n")


def test_a_vote_that_failed_is_announced_as_that() -> None:
    tally = vote_status(dict.fromkeys(COUNCIL[:5], Choice.NO), now=CLOSES).tally
    title, body = announcement(end(tally=tally, what="Issue", stage="", title="A mascot"))
    assert title == "Issue 12, vote 1: failed (A mascot)"
    assert "### ❌ Issue 12" in body
    assert "It is now" not in body


@given(title=nasty, policy=nasty)
def test_an_announcement_is_harmless_whatever_the_title_is(title: str, policy: str) -> None:
    named, body = announcement(end(title=title, policy=policy))
    assert_harmless(body, END_MARKER)
    assert sum(token.type == "heading_open" for token in tokens(body)) == 1
    assert len(named) <= 200
    assert not {unicodedata.category(character) for character in named} & {"Cc", "Cs", "Zl", "Zp"}


CONDITIONS = (
    ConditionTally(
        name="all of",
        depth=0,
        outcome=Outcome.FAILED,
        counts={"yes": 3},
        eligible=9,
    ),
    ConditionTally(
        name="council | and more",
        depth=1,
        outcome=Outcome.PASSED,
        counts={"yes": 3},
        eligible=7,
        quorum=Measure(met=True, have="4 of 7", need="at least 1/2 of eligible"),
        threshold=Measure(met=True, have="3 of 4", need="more than 1/2"),
    ),
    ConditionTally(
        name="wg-security",
        depth=1,
        outcome=Outcome.NO_QUORUM,
        counts={"yes": 0},
        eligible=2,
        quorum=Measure(met=False, have="0 of 2", need="at least 1"),
    ),
)


def test_several_conditions_are_shown_each_with_what_it_takes() -> None:
    assert VOTING.vote is not None
    tally = VOTING.vote.tally.model_copy(update={"conditions": CONDITIONS})
    vote = VOTING.vote.model_copy(update={"tally": tally})
    page = status_comment(VOTING.model_copy(update={"vote": vote}))
    found = list(tokens(page))
    # The ballots' table, and one of four columns.
    assert sum(token.type == "table_open" for token in found) == 2
    assert "| · council &#124; and more | 4 of 7 (at least 1/2 of eligible) |" in page
    assert "3 of 4 (more than 1/2) | holds |" in page
    assert "| · wg-security | 0 of 2 (at least 1) |  | no quorum |" in page
    lines = status_lines(VOTING.model_copy(update={"vote": vote}))
    assert "  · wg-security: no quorum; quorum: 0 of 2 (at least 1)" in lines
    assert "| · wg-security |" in announcement(end(tally=tally))[1]


def test_a_vote_with_one_condition_has_no_table_of_conditions() -> None:
    assert "Pass rule |" not in status_comment(ACCEPTED)


def test_what_holds_a_vote_is_shown_with_its_tally() -> None:
    assert VOTING.vote is not None
    tally = VOTING.vote.tally.model_copy(update={"held_by": ("Old @clients", "Keys")})
    status = VOTING.model_copy(update={"vote": VOTING.vote.model_copy(update={"tally": tally})})
    assert "Held by Old @clients, Keys, until it is resolved." in seen(status_comment(status))
    assert "  Held by Old @clients, Keys, until it is resolved." in status_lines(status)


def test_a_ballot_that_was_lent_is_shown_with_who_cast_it() -> None:
    vote = vote_status(BALLOTS)
    lent = tuple(
        type(each)(each.by, each.choice, each.at, each.binding, "ada") if each.by == "ben" else each
        for each in vote.tally.ballots
    )
    tally = vote.tally.model_copy(update={"ballots": lent})
    page = status_comment(
        VOTING.model_copy(update={"vote": vote.model_copy(update={"tally": tally})})
    )
    assert "| yes | 2 | ada, ben through ada |" in page


def test_the_status_comment_mentions_nobody() -> None:
    page = status_comment(VOTING)
    assert "@&#8203;council" in page
    assert "@" not in page.replace("@&#8203;", "")
