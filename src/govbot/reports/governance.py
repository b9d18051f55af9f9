"""The report on governance: Markdown for a workflow's summary, and a page that needs nothing else.

    governance_report(view)    # Markdown: bodies, open votes, RFCs, decisions
    governance_page(view)      # the same as HTML, for a phone and for the dark

The page holds its own style and no script, and loads nothing.
"""

from __future__ import annotations

from govbot.reports.fitting import first
from govbot.reports.rendering import render
from govbot.reports.views import ReportView

__all__ = ["governance_page", "governance_report"]

MOST_BYTES = 1_000_000
"""GitHub takes 1 MiB as the summary of a step."""

LONGEST = 2_500
DECISIONS = (500, 100, 20, 0)
RFCS = (5_000, 5_000, 1_000, 200)


def governance_report(view: ReportView) -> str:
    """Return the report as Markdown, older decisions left out where it would be too long."""
    page = ""
    for decisions, rfcs in zip(DECISIONS, RFCS, strict=True):
        page = render(
            "report.md",
            longest=LONGEST if decisions else 100,
            view=view,
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
