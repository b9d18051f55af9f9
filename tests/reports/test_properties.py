"""Whatever people write in titles, logins, reasons and concerns, a comment stays what it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govbot.core.choices import Choice
from govbot.core.decide import Status, Verdict
from govbot.core.decide.history import HistoryLine
from govbot.core.findings import Finding, Level
from govbot.reports import check_summary, status_comment, status_lines
from tests.reports.markdown import assert_harmless, tokens
from tests.reports.nasty import nasty
from tests.reports.situations import OPENED, URL, vote_status

MARKER = "<!-- govbot:status -->"


@st.composite
def statuses(draw: st.DrawFn) -> Status:
    voters = tuple(draw(st.lists(nasty, min_size=1, max_size=4, unique_by=str.lower)))
    ballots = {login: draw(st.sampled_from(Choice)) for login in voters[:-1]}
    some = st.lists(nasty, max_size=3).map(tuple)
    return Status(
        number=12,
        title=draw(nasty),
        url=URL,
        stage=draw(nasty),
        says=draw(nasty),
        champion=draw(st.none() | nasty),
        verdict=Verdict(conclusion="failure", headline=draw(nasty)),
        missing=draw(some),
        next=draw(some),
        concerns=draw(some),
        notices=draw(some),
        findings=tuple(
            Finding(id="rfc-section", level=Level.ERROR, file=text, line=1, message=text, hint=text)
            for text in draw(some)
        ),
        vote=vote_status(ballots, voters=voters, reason=draw(nasty)),
        history=tuple(HistoryLine(at=OPENED, text=text, url=draw(nasty)) for text in draw(some)),
    )


@given(statuses())
def test_a_status_comment_is_harmless_whatever_it_tells_of(status: Status) -> None:
    page = status_comment(status)
    assert_harmless(page, MARKER)
    found = list(tokens(page))
    parts = (status.findings, status.missing, status.next, status.concerns, status.notices)
    headings = 2 + sum(bool(part) for part in parts)
    assert sum(token.type == "heading_open" for token in found) == headings
    assert sum(token.type == "table_open" for token in found) == 1
    assert status.vote is not None
    explained = status.vote.tally.explanation
    items = sum(len(part) for part in (*parts, status.history, explained))
    items += sum(bool(each.reason) for each in status.vote.tally.ballots)
    assert sum(token.type == "list_item_open" for token in found) == items


@given(statuses())
def test_a_check_summary_is_harmless_whatever_it_tells_of(status: Status) -> None:
    assert_harmless(f"{MARKER}\n{check_summary(status)}", MARKER)


@given(statuses())
def test_a_terminal_is_not_steered(status: Status) -> None:
    lines = status_lines(status)
    assert not any(
        not character.isprintable() for line in lines for character in line if ord(character) < 0xA0
    )
    assert "\u202e" not in "".join(lines)
