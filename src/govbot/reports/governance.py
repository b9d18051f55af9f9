"""The report on governance: Markdown for a workflow's summary, and a page that needs nothing else.

    governance_report(view)    # Markdown: bodies, open votes, RFCs, decisions
    governance_page(view)      # the same as HTML, for a phone and for the dark

The page holds its own style and no script, and loads nothing.
"""

from __future__ import annotations

from functools import partial

from govbot.reports.fitting import first
from govbot.reports.reasons import shown_reasons
from govbot.reports.rendering import render
from govbot.reports.views import ReportView

__all__ = ["governance_page", "governance_report"]

MOST_BYTES = 1_000_000
"""GitHub takes 1 MiB as the summary of a step."""

LONGEST = 2_500
DECISIONS = (500, 500, 500, 100, 20, 0)
RFCS = (5_000, 5_000, 5_000, 5_000, 1_000, 200)
REASONS = (500, 20, 0, 0, 0, 0)
"""How many of each vote are shown."""
IN_A_REASON = (2_000, 300, 0, 0, 0, 0)


def governance_report(view: ReportView) -> str:
    """Return the report as Markdown, reasons and then older decisions left out where it would be too long."""
    page = ""
    for decisions, rfcs, reasons, characters in zip(
        DECISIONS, RFCS, REASONS, IN_A_REASON, strict=True
    ):
        page = render(
            "report.md",
            longest=LONGEST if decisions else 100,
            view=view,
            shown=partial(shown_reasons, most=reasons, characters=characters),
            decisions=first(view.decisions, decisions),
            under_way=first(view.under_way, rfcs),
            over=first(view.over[::-1], rfcs),
        )
        if len(page.encode()) <= MOST_BYTES:
            break
    return page


def governance_page(view: ReportView) -> str:
    """Return the report as one HTML page, whole."""
    return render("report.html", longest=LONGEST, view=view)
