"""The branches: the default one holds govbot's files, the ledger is protected, the check is required."""

from __future__ import annotations

from govbot.core.doctor.answers import BranchRule, ClassicChecks
from govbot.core.doctor.frame import Diagnosis, could_not_see, missing, right
from govbot.core.doctor.installation import Installation, Unseen
from govbot.core.layout import FOLDER
from govbot.core.markers import CHECK_NAME

__all__ = ["check_required", "files_there", "ledger_protected"]

RULES = "settings/rules"
CLASSIC = "settings/branches"
FORCE_PUSH, DELETION, CHECKS = "non_fast_forward", "deletion", "required_status_checks"
HINDRANCES = ("pull_request", CHECKS, "merge_queue", "workflows", "required_deployments")
"""Rules under which nothing can be pushed to a branch; nobody would open a pull request for a record."""

ACTIONS_APP = 15368
"""The id of the App *GitHub Actions* on github.com."""

NAMED = 3
"""How many files are named where they differ."""


def files_there(seen: Installation) -> Diagnosis:
    """The default branch holds the governance files and workflows as they are in this clone."""
    repository, files = seen.github.repository, seen.github.files
    if isinstance(repository, Unseen):
        return could_not_see(repository, seen.web)
    branch = repository.default_branch
    if repository.archived:
        says = "The repository is archived: nothing runs in it."
        return missing(says, "Take it out of the archive.", seen.page("settings"))
    if isinstance(files, Unseen):
        return could_not_see(files, seen.page(f"tree/{branch}"))
    differing = [name for name, ids in seen.files.items() if files.get(name) not in ids]
    if not differing:
        return right(f"`{branch}` holds the {len(seen.files)} files as they are here.")
    are_absent = all(name not in files for name in differing)
    names = ", ".join(f"`{each}`" for each in differing[:NAMED])
    more = f" and {len(differing) - NAMED} more" if len(differing) > NAMED else ""
    if are_absent:
        says = f"`{branch}` does not hold {names}{more}."
        return missing(says, "Commit and push: govbot goes by what is there.", differing[0])
    return missing(
        f"{names}{more} on `{branch}` is not what is here.",
        "Push what is here, or pull what is there: govbot goes by what is there.",
        seen.page(f"tree/{branch}/{FOLDER}"),
    )


def ledger_protected(seen: Installation) -> Diagnosis:
    """Nobody can force-push or delete the ledger, and govbot can append to it."""
    branch = seen.governance.settings.ledger.branch
    rules, shown = seen.github.ledger_rules, seen.github.ledger
    where = seen.page(RULES)
    if isinstance(rules, Unseen):
        return could_not_see(rules, where)
    kinds = {each.type for each in rules}
    for hindrance in HINDRANCES:
        if hindrance in kinds:
            return missing(
                f"A rule, `{hindrance}`, keeps govbot from appending to `{branch}`.",
                "Take the rule off, or let govbot's own App bypass it.",
                where,
            )
    there = "" if shown is not None else "; the first record makes the branch"
    if {FORCE_PUSH, DELETION} <= kinds:
        return right(f"`{branch}` can be neither force-pushed nor deleted{there}.")
    classic = seen.github.protection
    if isinstance(shown, Unseen):
        return could_not_see(shown, where)
    if isinstance(classic, Unseen):
        return could_not_see(classic, seen.page(CLASSIC))
    can = []
    if FORCE_PUSH not in kinds and (
        classic is None or (classic.allow_force_pushes and classic.allow_force_pushes.enabled)
    ):
        can.append("force-pushed")
    if DELETION not in kinds and (
        classic is None or (classic.allow_deletions and classic.allow_deletions.enabled)
    ):
        can.append("deleted")
    if not can:
        return right(f"`{branch}` can be neither force-pushed nor deleted{there}.")
    return missing(
        f"`{branch}` can be {' and '.join(can)}: the record could be rewritten{there}.",
        f"New branch ruleset for `{branch}`: restrict deletions, block force pushes.",
        where,
    )


def check_required(seen: Installation) -> Diagnosis:
    """The check `govbot / rfc` is required on the default branch, and it is said from whom it is taken."""
    rules, shown = seen.github.default_rules, seen.github.default
    where = seen.page(RULES)
    if isinstance(rules, Unseen):
        return could_not_see(rules, where)
    sources = _sources(rules)
    if not sources and isinstance(shown, Unseen):
        return could_not_see(shown, where)
    if not sources and shown is not None and not isinstance(shown, Unseen) and shown.protection:
        sources = _classic_sources(shown.protection.required_status_checks)
    if not sources:
        return missing(
            f"`{CHECK_NAME}` is not required: a proposal can be merged before it is decided.",
            f"Require status checks to pass: add `{CHECK_NAME}`, from *GitHub Actions*.",
            where,
        )
    own = [each for each in sources if each not in {None, ACTIONS_APP}]
    if own:
        return right(
            f"`{CHECK_NAME}` is required, from the App with the id {own[0]} alone. Where that is your "
            "own, nobody else can set it."
        )
    who = "GitHub Actions" if ACTIONS_APP in sources else "any source"
    return right(
        f"`{CHECK_NAME}` is required, from {who}. A workflow in a pull request may call a job so: "
        "only a GitHub App of your own as its source prevents forging."
    )


def _sources(rules: tuple[BranchRule, ...]) -> list[int | None]:
    """Return the apps that the check has to come from, by id; None is any."""
    return [
        check.integration_id
        for rule in rules
        if rule.type == CHECKS and rule.parameters
        for check in rule.parameters.required_status_checks or ()
        if check.context == CHECK_NAME
    ]


def _classic_sources(found: ClassicChecks | None) -> list[int | None]:
    if found is None:
        return []
    sources = [
        None if each.app_id == -1 else each.app_id
        for each in found.checks
        if each.context == CHECK_NAME
    ]
    return sources or [None for each in found.contexts if each == CHECK_NAME]
