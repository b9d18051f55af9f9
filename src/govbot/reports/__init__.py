"""What people read: the status of an RFC, the replies to comments, the report on governance.

    status_comment(decision.status)     # Markdown for GitHub
    answer_comment(decision.answers[0])
    reminder_comment(decision.reminder)
    governance_page(report_view(governance, states, today))   # a page that needs nothing else

Each is a pure function of a view and a template in `templates/`, one for each message or page. What
people wrote is data: `govbot.reports.escape` makes it harmless, and nothing gets past it.
"""

from __future__ import annotations

from govbot.reports.answers import answer_comment
from govbot.reports.governance import governance_page, governance_report
from govbot.reports.notices import announcement, reminder_comment, restart_comment
from govbot.reports.status import check_summary, status_comment, status_lines
from govbot.reports.views import ReportView, report_view
from govbot.reports.way import Way, way_of

__all__ = [
    "ReportView",
    "Way",
    "announcement",
    "answer_comment",
    "check_summary",
    "governance_page",
    "governance_report",
    "reminder_comment",
    "report_view",
    "restart_comment",
    "status_comment",
    "status_lines",
    "way_of",
]
