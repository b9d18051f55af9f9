"""GitHub Actions, as the repository's settings have it: allowed, with which token, and when it last ran."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import Any

from govbot.core.doctor.answers import ActionsPolicy, SelectedActions
from govbot.core.doctor.frame import Diagnosis, could_not_see, missing, not_needed, right
from govbot.core.doctor.installation import Installation, Unseen
from govbot.core.workflow_files import WorkflowFile, action_in

__all__ = [
    "actions_allowed",
    "default_token",
    "events_allowed",
    "may_propose",
    "schedule_came",
    "switched_on",
]

GENERAL = "settings/actions"
POLICIES = "settings/actions/policies"
GITHUB_OWNERS = {"actions", "github"}
LATE = timedelta(days=1)
"""How long after the last run of the schedule something is wrong: GitHub is late by hours at most."""

EVENTS, ACTORS = "restrict_action_events", "restrict_action_actors"
OFF = {
    "disabled_inactivity": "GitHub does that after 60 quiet days",
    "disabled_manually": "somebody did that",
    "disabled_fork": "all workflows of a new fork are",
    "deleted": "it was deleted",
}
"""Why a workflow is off, by its state."""

HINT = "Press *Enable workflow* there; nothing is lost."


def actions_allowed(seen: Installation) -> Diagnosis:
    """GitHub Actions may run here, with the actions that govbot's workflows use."""
    where = seen.page(GENERAL)
    actions, selected = seen.github.actions, seen.github.selected
    if isinstance(actions, Unseen):
        return could_not_see(actions, where)
    if not actions.enabled:
        return missing("Actions are switched off.", "Allow actions to run.", where)
    if actions.allowed_actions not in {"selected", "local_only"}:
        return right("Actions may run, with every action.")
    if isinstance(selected, Unseen):
        return could_not_see(selected, where)
    barred = sorted(_barred(seen, selected))
    if barred:
        names = ", ".join(f"`{each}`" for each in barred)
        return missing(f"Not among the actions that may run: {names}.", "Allow them too.", where)
    return right("Actions may run, with the actions that govbot's workflows use.")


def events_allowed(seen: Installation) -> Diagnosis:
    """No policy for Actions keeps the events that govbot waits for from starting it."""
    where = seen.page(POLICIES)
    policies = seen.github.policies
    if isinstance(policies, Unseen):
        return could_not_see(policies, where)
    strange = ""
    for policy in policies:
        waited_for = set(_events(seen, policy))
        if policy.enforcement != "active" or not waited_for:
            continue
        for rule in policy.rules or ():
            if rule.type == ACTORS:
                return missing(
                    f"The policy “{policy.name}” says who may start workflows: what others write "
                    "is answered by the schedule only.",
                    "Take the rule off, or leave govbot's workflows out of it.",
                    where,
                )
            allowed = rule.parameters.allowed_events if rule.parameters else None
            if rule.type != EVENTS or allowed is None:
                strange = strange or f"The policy “{policy.name}” has a rule of an unknown kind."
                continue
            lost = sorted(waited_for - set(allowed))
            if lost:
                names = ", ".join(f"`{each}`" for each in lost)
                says = f"The policy “{policy.name}” does not allow {names}."
                return missing(says, "Allow these events too.", where)
        if policy.rules is None:
            strange = strange or f"What the policy “{policy.name}” says is not shown."
    if strange:
        return could_not_see(Unseen(strange), where)
    return right("No policy keeps away an event that govbot waits for.")


def default_token(seen: Installation) -> Diagnosis:
    """What a workflow's token may do is enough: asked for in the file, or given by default."""
    where = seen.page(GENERAL)
    defaults = seen.github.defaults
    runner = seen.runner
    if runner is not None and all("permissions" in each for each in _jobs_of_govbot(runner)):
        is_more = not isinstance(defaults, Unseen) and (
            defaults.default_workflow_permissions == "write"
        )
        more = "; by default others may write, which nothing here needs" if is_more else ""
        return right(f"govbot's workflow asks for what it needs{more}.")
    if isinstance(defaults, Unseen):
        return could_not_see(defaults, where)
    if defaults.default_workflow_permissions == "write":
        return right("Workflows may write by default, and govbot's asks for nothing else.")
    return missing(
        "Workflows may only read by default, and govbot's does not ask for more.",
        "Put `permissions:` into its job, as `govbot init` writes them.",
        runner.about.file if runner else where,
    )


def may_propose(seen: Installation) -> Diagnosis:
    """GitHub Actions may open pull requests, where govbot is to open some."""
    reasons = tuple(_proposals(seen))
    if not reasons:
        return not_needed("govbot opens no pull requests here.")
    where = seen.page(GENERAL)
    defaults = seen.github.defaults
    if isinstance(defaults, Unseen):
        return could_not_see(defaults, where)
    if defaults.can_approve_pull_request_reviews:
        return right(f"govbot may open those about {' and '.join(reasons)}.")
    return missing(
        f"govbot may not open those about {' and '.join(reasons)}.",
        "Tick *Allow GitHub Actions to create and approve pull requests*, at the end of the page.",
        where,
    )


def switched_on(seen: Installation) -> Diagnosis:
    """GitHub has govbot's workflows on its list, and none of them is switched off."""
    listed = seen.github.workflows
    if isinstance(listed, Unseen):
        return could_not_see(listed, seen.page("actions"))
    states = {each.path: each.state for each in listed}
    ours = [each.about.file for each in seen.started]
    for file in ours:
        page = seen.page(_page_of(file))
        if file not in states:
            says = f"GitHub does not know `{file}`."
            return missing(says, "Push it to the default branch.", seen.page("actions"))
        if states[file] != "active":
            why = OFF.get(states[file], f"its state is `{states[file]}`")
            return missing(f"`{file}` is off: {why}.", HINT, page)
    if not ours:
        return not_needed("There is no workflow to be switched on.")
    return right(f"{len(ours)} of {len(ours)} workflows are switched on.")


def schedule_came(seen: Installation) -> Diagnosis:
    """The schedule came within a day, and its run went well."""
    runner = seen.runner
    if runner is None:
        return not_needed("No workflow runs govbot.")
    page = seen.page(_page_of(runner.about.file))
    last, listed = seen.github.last_run, seen.github.workflows
    if isinstance(last, Unseen):
        return could_not_see(last, page)
    if last is None:
        since = _known_since(seen, runner.about.file)
        if isinstance(listed, Unseen) or (since is not None and seen.now - since <= LATE):
            return right("It has not come yet; GitHub may take a few hours.")
        return missing("It has never come.", "Look whether the workflow is on.", page)
    ago = _ago(seen.now - last.created_at)
    if last.conclusion not in {None, "success"}:
        says = f"The last run by schedule, {ago}, ended with `{last.conclusion}`."
        return missing(says, "Its log says why.", last.html_url or page)
    if seen.now - last.created_at > LATE:
        fix = "Press *Run workflow* there; if it stays away, GitHub's status page may say why."
        return missing(f"It came last {ago}.", fix, page)
    return right(f"It came last {ago}.")


def _jobs_of_govbot(file: WorkflowFile) -> Iterator[dict[str, Any]]:
    """Yield the jobs of a workflow that use govbot."""
    names = {str(path[1]) for path, uses in file.uses if action_in(uses) == "govbot"}
    return (file.jobs[name] for name in names)


def _barred(seen: Installation, selected: SelectedActions | None) -> Iterator[str]:
    """Yield the actions of govbot's workflows that may not be used; without `selected`, only one's own may."""
    owner = seen.repository.partition("/")[0].lower()
    for file in seen.ours:
        for _, uses in file.uses:
            name = uses.partition("@")[0]
            theirs = name.partition("/")[0].lower()
            if uses.startswith("./") or theirs == owner:
                continue
            if selected is not None:
                if selected.github_owned_allowed and theirs in GITHUB_OWNERS:
                    continue
                if any(
                    fnmatchcase(uses.lower(), each.lower()) for each in selected.patterns_allowed
                ):
                    continue
            yield name


def _events(seen: Installation, policy: ActionsPolicy) -> Iterator[str]:
    """Yield the events of govbot's workflows that the policy is about."""
    paths = policy.conditions.workflow_path if policy.conditions else None
    for file in seen.ours:
        if paths is not None:
            named = "~ALL" in paths.include or _matches(file.about.file, paths.include)
            if not named or _matches(file.about.file, paths.exclude):
                continue
        yield from file.about.events


def _matches(path: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(path, each) for each in patterns)


def _proposals(seen: Installation) -> Iterator[str]:
    """Yield what govbot opens pull requests about here."""
    settings = seen.governance.settings
    if settings.rosters.emeritus_pull_requests and seen.governance.bodies:
        yield "who no longer serves"
    if settings.codeowners is not None:
        yield "CODEOWNERS"


def _known_since(seen: Installation, file: str) -> datetime | None:
    """Return since when GitHub knows the workflow, as far as it says so."""
    listed = seen.github.workflows
    found = () if isinstance(listed, Unseen) else listed
    return next((each.created_at for each in found if each.path == file), None)


def _page_of(file: str) -> str:
    return f"actions/workflows/{file.rpartition('/')[2]}"


def _ago(span: timedelta) -> str:
    """Return how long ago something was, in the largest unit that is whole."""
    minutes = max(int(span.total_seconds()) // 60, 0)
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"
