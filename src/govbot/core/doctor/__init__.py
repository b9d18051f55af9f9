"""What `govbot doctor` looks at: a function and a row each, over what was seen of one repository.

    for row, diagnosis in diagnose(installation):
        row.title, diagnosis.health, diagnosis.says     # "Ledger", Health.MISSING, "... force-pushed ..."

All of it is pure: what was seen, in the clone and on GitHub, is a value, and so is the time.
"""

from __future__ import annotations

from govbot.core.doctor import actions, branches, people, places, teams, workflow_files
from govbot.core.doctor.frame import Diagnosis, Examination, Health
from govbot.core.doctor.installation import Installation, Observed, PeopleSeen, Unseen

__all__ = [
    "EXAMINATIONS",
    "Diagnosis",
    "Examination",
    "Health",
    "Installation",
    "Observed",
    "PeopleSeen",
    "Unseen",
    "diagnose",
]

EXAMINATIONS = (
    Examination("governance-files", "Governance files", people.files_in_order),
    Examination("default-branch", "Default branch", branches.files_there),
    Examination("workflow-files", "Workflow files", workflow_files.as_written),
    Examination("wake-up", "Wake-up", workflow_files.woken),
    Examination("pinned-actions", "Pinned actions", workflow_files.pinned),
    Examination("actions-allowed", "Actions allowed", actions.actions_allowed),
    Examination("events-allowed", "Events allowed", actions.events_allowed),
    Examination("workflow-token", "Workflow token", actions.default_token),
    Examination("pull-requests", "Pull requests", actions.may_propose),
    Examination("workflows-on", "Workflows on", actions.switched_on),
    Examination("schedule", "Schedule", actions.schedule_came),
    Examination("ledger", "Ledger", branches.ledger_protected),
    Examination("required-check", "Required check", branches.check_required),
    Examination("labels", "Labels", places.labels_there),
    Examination("announcements", "Announcements", places.announcements_go),
    Examination("people", "People", people.everybody_known),
    Examination("teams-token", "Teams' token", teams.teams_have_token),
)


def diagnose(seen: Installation) -> tuple[tuple[Examination, Diagnosis], ...]:
    """Return every row with what it says, in the order of the table."""
    return tuple((each, each.look(seen)) for each in EXAMINATIONS)
