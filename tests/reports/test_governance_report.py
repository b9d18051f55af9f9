"""The report on governance: what a member of the community reads once a week."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from govbot.core.accounts import Account
from govbot.core.bodies import Body
from govbot.core.choices import Choice
from govbot.core.governance import Governance
from govbot.core.records import MotionMoved, Record, Source
from govbot.core.state import fold
from govbot.reports import ReportView, governance_page, governance_report, report_view
from govbot.reports.reasons import ReasonRow
from tests.reports.community import TODAY, governance, states, voting
from tests.reports.markdown import MENTION, html_in, seen, texts, tokens


@pytest.fixture(scope="module")
def view() -> ReportView:
    return report_view(governance(), states(), TODAY)


class Page(HTMLParser):
    """What a browser would make of a page: its tags in order, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


# The view --------------------------------------------------------------------------------------


def test_the_body_says_who_serves_what_is_vacant_and_when_terms_end(view: ReportView) -> None:
    council = view.bodies[0]
    assert [member.login for member in council.members] == [
        "ada",
        "ben",
        "cyd",
        "dee",
        "eli",
        "fay",
    ]
    assert (council.vacancies, council.vacant) == (1, (7,))
    assert council.below_minimum == "5 serve, and it takes 6."
    ada, ben, cyd = council.members[:3]
    assert (ada.role, ada.seat, ada.affiliation, ada.days_left) == ("chair", 1, "Acme", 118)
    assert (ben.ends, ben.days_left, ben.ends_soon) == (date(2026, 3, 31), 27, True)
    assert (cyd.note, cyd.ends_soon) == ("on leave until 2026-03-15", False)
    assert (view.vacancies, view.ending_soon) == (1, 1)


def test_who_leaves_before_the_term_ends_serves_until_the_day_before() -> None:
    body = Body.model_validate(
        {
            "slug": "council",
            "name": "Council",
            "kind": "council",
            "members": [
                {
                    "github": "ada",
                    "resigned": "2026-03-10",
                    "terms": [{"start": "2026-01-01", "end": "2026-06-30"}],
                },
                {"github": "ben", "terms": [{"start": "2026-01-01"}]},
                {"github": "cyd", "terms": [{"start": "2025-01-01", "end": "2026-03-03"}]},
            ],
        }
    )
    view = report_view(Governance(bodies={"council": body}), {}, TODAY)
    ada, ben = view.bodies[0].members
    assert (ada.ends, ada.days_left) == (date(2026, 3, 9), 5)
    assert (ben.ends, ben.days_left) == (None, None)


def test_the_last_day_of_a_term_has_no_days_left() -> None:
    view = report_view(governance(), {}, date(2026, 6, 30))
    assert view.bodies[0].members[0].days_left == 0


def test_rfcs_are_under_way_or_over_and_decisions_are_as_recorded(view: ReportView) -> None:
    assert [(rfc.number, rfc.stage, rfc.days) for rfc in view.under_way] == [
        (9, "discussion", 31),
        (12, "accepted", 21),
        (14, "voting", 3),
    ]
    assert [rfc.number for rfc in view.over] == [7]
    assert [(each.number, each.outcome) for each in view.decisions] == [
        (12, "passed"),
        (7, "failed"),
    ]
    recorded = states()[12].last_tally
    assert recorded is not None
    assert view.decisions[0].explanation == recorded.explanation
    assert [(vote.number, vote.tally) for vote in view.votes] == [
        (14, "So far: 1 yes, 1 no; 5 have yet to vote.")
    ]


def test_an_outcome_is_read_and_never_counted_again() -> None:
    state = states()[12]
    altered: list[Record] = []
    for record in state.records:
        if record.kind == "vote-closed":
            tally = record.tally.model_copy(update={"explanation": ("As it was recorded.",)})
            altered.append(record.model_copy(update={"tally": tally}))
        else:
            altered.append(record)
    view = report_view(governance(), {12: fold(altered)}, TODAY)
    assert view.decisions[0].explanation == ("As it was recorded.",)


def test_a_ledger_without_an_rfc_is_left_out() -> None:
    view = report_view(governance(), {3: fold(())}, TODAY)
    assert view.under_way == view.over == ()


# Markdown --------------------------------------------------------------------------------------


def test_a_motion_is_among_the_votes_and_decisions_and_not_among_the_rfcs() -> None:
    day = datetime(2026, 3, 1, tzinfo=UTC)
    moved = MotionMoved(
        at=day,
        actor=Account(login="zoe", id=99),
        source=Source(url="https://github.com/example/community/issues/31"),
        number=31,
        title="Meet on Tuesdays",
        subject="issue",
    )
    _, *vote = voting(31, day, Choice.YES, Choice.NO)

    view = report_view(governance(), {31: fold([moved, *vote])}, TODAY)

    assert (view.under_way, view.over) == ((), ())
    assert [(each.number, each.title, each.url) for each in view.votes] == [
        (31, "Meet on Tuesdays", "https://github.com/example/community/issues/31")
    ]
    assert "[31](<https://github.com/example/community/issues/31>) Meet on Tuesdays" in (
        governance_report(view)
    )


def test_the_report_opens_with_numbers_and_open_votes(view: ReportView) -> None:
    assert governance_report(view).startswith(
        """\
# Governance on 2026-03-04

1 vote is open, 3 RFCs are under way, 1 seat is vacant, 1 term ends within 30 days. \
Read from the community's files at `4f1c4f1c4f`.

## Open votes

| Vote on | Closes | Tally | Yet to vote |
|---|---|---|---|
| [14](<https://github.com/example/community/pull/14>) A code of conduct | 2026-03-11 00:00 UTC \
| So far: 1 yes, 1 no; 5 have yet to vote. | cyd, dee, eli, fay, gus |

<details>
<summary>Reasons given so far on 14 (1)</summary>

- **ben** (no): &lt;b&gt;Old&lt;/b&gt; clients break, @&#8203;council: `[why](https://example.org/old)`

</details>

## Bodies

### Community Council

Council, 7 seats, **1 vacant** (7). **Too few:** 5 serve, and it takes 6. Charter: `docs/council.md`.

| Who | Seat | Role | Affiliation | Term ends | Note |
|---|--:|---|---|---|---|
| ada (Ada Example) | 1 | chair | Acme | 2026-06-30 (118 days left) |  |
| ben (Ben Example) | 2 |  |  | 2026-03-31 (27 days left) | **ends soon** |
| cyd (Cyd Example) | 3 |  | Acme | 2026-06-30 (118 days left) | on leave until 2026-03-15 |
"""
    )


def test_the_report_gives_every_decision_with_its_reasons(view: ReportView) -> None:
    page = governance_report(view)
    for decision in view.decisions:
        assert f"**{decision.outcome}** at " in page
        for sentence in decision.explanation:
            assert sentence in seen(page)
    assert page.count("clients break") == 1 + 1 + 4


def test_a_report_that_is_too_long_leaves_out_reasons_before_decisions(view: ReportView) -> None:
    decision = replace(
        view.decisions[0],
        reasons=tuple(ReasonRow(f"voter-{each}", "yes", "because " * 200) for each in range(30)),
    )
    page = governance_report(replace(view, decisions=(decision,) * 60))
    assert len(page.encode()) < 1_000_000
    assert page.count("- **voter-19** (yes): because") == 60
    assert "- **voter-20**" not in page
    assert (
        "30 reasons are cut short or left out here; `govbot vote show 12` has all of them." in page
    )
    page = governance_report(replace(view, decisions=(decision,) * 400))
    assert len(page.encode()) < 1_000_000
    assert "- **voter-0**" not in page
    assert "earlier decisions left out" not in page


def test_what_people_wrote_does_nothing_in_the_report(view: ReportView) -> None:
    page = governance_report(view)
    ours = r"<details>\n<summary>Reasons given (so far )?on [0-9]+ \([0-9]+\)</summary>|</details>"
    assert all(re.fullmatch(ours, html) for html in html_in(page))
    assert not any(MENTION.search(text) for text in texts(page))
    assert "Vote by | @everybody <script>" in seen(page)
    cells = sum(token.type in ("td_open", "th_open") for token in tokens(page))
    assert cells == 4 * 2 + 6 * 7 + 6 * 2 + 5 * 4 + 5 * 2


def test_a_community_with_nothing_yet_gets_a_short_report() -> None:
    assert governance_report(report_view(Governance(), {}, TODAY)) == (
        "# Governance on 2026-03-04\n"
        "\n"
        "0 votes are open, 0 RFCs are under way, 0 seats are vacant, 0 terms end within 30 days.\n"
        "\n"
        "## Bodies\n"
        "\n"
        "There are no bodies: `governance/bodies/` is empty.\n"
    )


def test_a_long_report_leaves_out_the_oldest_decisions(view: ReportView) -> None:
    many = [view.decisions[0]] * 4_000
    long = ReportView(
        view.day, view.commit, view.bodies, view.under_way, view.over, view.votes, tuple(many)
    )
    page = governance_report(long)
    assert len(page.encode()) < 1_000_000
    assert "3,500 earlier decisions left out here" in page


# HTML ------------------------------------------------------------------------------------------


def test_the_page_needs_nothing_else_and_runs_nothing(view: ReportView) -> None:
    page = governance_page(view)
    tags = {tag for tag, _ in Page(page).tags}
    assert not tags & {"script", "link", "img", "iframe", "base", "object"}
    assert "url(" not in page
    assert "@import" not in page
    assert all(
        (attributes.get("href") or "https://").startswith("https://")
        for _, attributes in Page(page).tags
    )


def test_the_page_can_be_read_by_everybody(view: ReportView) -> None:
    page = governance_page(view)
    tags = Page(page).tags
    assert ("html", {"lang": "en"}) in tags
    assert page.startswith("<!doctype html>")
    assert "prefers-color-scheme: dark" in page
    assert any(tag == "meta" and each.get("name") == "viewport" for tag, each in tags)
    levels = [int(tag[1]) for tag, _ in tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    headers = [attributes for tag, attributes in tags if tag == "th"]
    assert headers
    assert all(each.get("scope") in ("col", "row") for each in headers)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as the Web Content Accessibility Guidelines define it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_every_colour_of_text_stands_out_in_the_light_and_in_the_dark(view: ReportView) -> None:
    style = governance_page(view).split("</style>")[0]
    schemes = style.split("@media (prefers-color-scheme: dark)")
    assert len(schemes) == 2
    for scheme in schemes:
        found = dict(
            line.strip().removeprefix("--").rstrip(";").split(": ")
            for line in scheme.splitlines()
            if line.strip().startswith("--")
        )
        for name in ("ink", "quiet", "link", "mark", "good", "bad"):
            for ground in ("page", "shade"):
                assert contrast(found[name], found[ground]) >= 4.5, (name, ground)


def test_the_page_shows_what_people_wrote_as_text(view: ReportView) -> None:
    parsed = Page(governance_page(view))
    assert "Vote by | @everybody <script>" in parsed.text
    assert "Documentation <b>Group</b> | @docs" in parsed.text
    assert "b" not in {tag for tag, _ in parsed.tags}


def test_the_page_names_everybody_who_serves_and_every_reason(view: ReportView) -> None:
    text = Page(governance_page(view)).text
    for body in view.bodies:
        for member in body.members:
            assert f"{member.login} {member.name}" in text
    for decision in view.decisions:
        for sentence in decision.explanation:
            assert sentence in text
        for row in decision.reasons:
            assert f"{row.who} ({row.ballot}): {row.words}" in text
    assert "Reasons given so far on 14 (1)" in text
