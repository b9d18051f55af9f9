"""What govbot finds in the repository: labels of the stages, and where ends of votes are announced."""

from __future__ import annotations

from govbot.core.changes import CreateLabel
from govbot.core.doctor.frame import Diagnosis, could_not_see, missing, not_needed, right
from govbot.core.doctor.installation import Installation, Unseen
from govbot.core.labels import plan_labels
from govbot.core.layout import SETTINGS_FILE

__all__ = ["announcements_go", "labels_there"]


def labels_there(seen: Installation) -> Diagnosis:
    """The repository has the label of every stage."""
    where = seen.page("labels")
    labels = seen.github.labels
    if isinstance(labels, Unseen):
        return could_not_see(labels, where)
    lifecycle = seen.governance.settings.lifecycle
    plan = plan_labels(labels, lifecycle)
    absent = [each.name for each in plan if isinstance(each, CreateLabel)]
    count = len(lifecycle.stages)
    if absent:
        more = f" and {len(absent) - 1} more" if len(absent) > 1 else ""
        says = f"{len(absent)} of {count} labels are not there: `{absent[0]}`{more}."
        return missing(says, "Run `govbot apply`, which makes them.", where)
    changed = f"; `govbot apply` would change the looks of {len(plan)}" if plan else ""
    return right(f"All {count} labels of stages are there{changed}.")


def announcements_go(seen: Installation) -> Diagnosis:
    """Every place in which a policy announces how a vote ended is there."""
    categories, issues = seen.github.categories, seen.github.issues
    named = {
        name: policy.announce
        for name, policy in seen.governance.settings.all_policies.items()
        if policy.announce is not None
    }
    if not named:
        return not_needed("No policy announces how a vote ended.")
    for name, place in named.items():
        at = str(seen.places(SETTINGS_FILE, ("policies", name, "announce")))
        if place.discussions is not None:
            if isinstance(categories, Unseen):
                return could_not_see(categories, seen.page("discussions"))
            if categories is None:
                says = f"Discussions are off, and `{name}` announces there."
                return missing(says, "Tick *Discussions* in the settings.", seen.page("settings"))
            if place.discussions.lower() not in {each.lower() for each in categories}:
                return missing(
                    f"There is no category {place.discussions}, where `{name}` announces.",
                    "Make it, or name another in the policy.",
                    seen.page("discussions/categories"),
                )
        elif isinstance(issues, Unseen):
            return could_not_see(issues, seen.page("issues"))
        elif place.issue not in issues:
            says = f"There is no issue #{place.issue}, where `{name}` announces."
            return missing(says, "Open one, and name its number.", at)
    return right(f"{len(named)} {'policy announces' if len(named) == 1 else 'policies announce'}.")
