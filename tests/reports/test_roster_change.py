"""The summary of what a change means for the rosters: whole, bounded, and harmless."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from govbot.core.checks.roster_change import roster_change, touches_rosters
from govbot.core.governance import Governance
from govbot.reports.rosters import (
    MOST_BYTES,
    roster_change_lines,
    roster_change_report,
    roster_change_unknown,
)
from tests import communities
from tests.communities import HALF_YEAR, member, person
from tests.reports.markdown import COMMIT, MENTION, REFERENCE, html_in, seen, texts, tokens
from tests.reports.nasty import nasty

TODAY = date(2026, 6, 1)
NOBODY = Governance()


def community(
    count: int, *, name: str = "Council", role: str = "chair", company: str = "Acme"
) -> Governance:
    members = [member(f"m{number}", HALF_YEAR, role=role) for number in range(count)]
    people = [person(f"m{number}", number + 1, company) for number in range(count)]
    return communities.community({"council": {"name": name, "members": members}}, people=people)


def printable(text: str) -> bool:
    return bool(text.strip()) and "\ud800" not in text


@given(text=nasty.filter(printable))
def test_the_summary_is_harmless_whatever_people_are_called(text: str) -> None:
    after = community(2, name=text, role=text, company=text)

    page = roster_change_report(roster_change(NOBODY, after, TODAY))

    assert set(html_in(page)) <= {"<code>", "</code>"}
    for each in texts(page):
        assert not MENTION.search(each), each
    for each in texts(page, in_links=False):
        assert not REFERENCE.search(each), each
        assert not COMMIT.search(each), each
    headings = [token for token in tokens(page) if token.type == "heading_open"]
    # The page's own, those of the body and of the people, and those of what breaks.
    assert len(headings) in {3, 4}


@given(text=nasty.filter(printable))
def test_why_it_cannot_be_told_is_harmless(text: str) -> None:
    page = roster_change_unknown(text)

    assert set(html_in(page)) <= {"<code>", "</code>"}
    assert not any(MENTION.search(each) for each in texts(page))


@pytest.mark.parametrize("count", range(1, 7))
def test_page_and_terminal_say_the_same(count: int) -> None:
    change = roster_change(NOBODY, community(count), TODAY)

    page = seen(roster_change_report(change))
    lines = roster_change_lines(change)

    assert lines[0] == "Council (council)"
    for body in change.difference.bodies:
        told = [each.text for each in body.members]
        told += [each.text for each in body.affiliations]
        for text in told:
            assert f"  {text}" in lines
            assert text in page
    for each in change.difference.people:
        assert f"  {each.text}" in lines
        assert each.text in page


def test_a_change_of_nothing_says_so() -> None:
    change = roster_change(community(2), community(2), TODAY)

    assert "Nothing changes for the rosters." in roster_change_report(change)
    assert roster_change_lines(change) == []


def test_a_very_large_change_fits_and_says_what_is_left_out() -> None:
    after = community(900, role="r" * 2_000)

    page = roster_change_report(roster_change(NOBODY, after, TODAY))

    assert len(page.encode()) <= MOST_BYTES
    assert "more changes of this body: `govbot roster diff` tells them all." in page


def test_errors_stand_before_warnings() -> None:
    after = community(2)
    council = after.bodies["council"].model_dump(by_alias=True, exclude={"slug", "holders"})
    council |= {"seats": {"count": 3, "minimum": 3}, "limits": {"per_affiliation": 1}}
    limited = Governance.model_validate(
        {"people": after.people.model_dump(), "bodies": {"council": council}}
    )

    change = roster_change(after, limited, TODAY)

    assert [each.level for each in change.new] == ["error", "warning"]
    assert [each.id for each in roster_change(limited, after, TODAY).mended] == [
        each.id for each in change.new
    ]


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("governance/people.yaml", True),
        ("governance/bodies/council.yaml", True),
        ("governance/govbot.yaml", False),
        ("rfcs/0001-people.yaml.md", False),
    ],
)
def test_only_people_and_bodies_are_rosters(path: str, *, answer: bool) -> None:
    assert touches_rosters(["README.md", path]) is answer
