"""The workflows of govbot: they are there, as `govbot init` writes them, woken, and pinned by commit."""

from __future__ import annotations

import re

from govbot.core.checks.frame import Community
from govbot.core.checks.workflows import blocked_events, unwoken_workflows
from govbot.core.doctor.frame import Diagnosis, missing, right
from govbot.core.doctor.installation import Installation
from govbot.core.doctor.lacking import lacking
from govbot.core.workflow_files import Path
from govbot.core.workflows import WORKFLOWS_FOLDER

__all__ = ["as_written", "pinned", "woken"]

COMMIT = re.compile(r"[0-9a-f]{40}", re.IGNORECASE)
DIGEST = re.compile(r"docker://.+@sha256:[0-9a-f]{64}", re.IGNORECASE)
WRITE_AGAIN = "Delete it and run `govbot init`, or put back what is missing."


def as_written(seen: Installation) -> Diagnosis:
    """The three workflows are there, and hold everything that `govbot init` writes."""
    files = {name: seen.counterpart(name) for name in seen.written}
    absent = [name for name, found in files.items() if found is None]
    if absent:
        names = ", ".join(f"`{name}`" for name in absent)
        verb = "is" if len(absent) == 1 else "are"
        return missing(f"{names} {verb} not there.", "Run `govbot init`.", absent[0])
    for name, found in files.items():
        if found is None:
            continue
        file = found.about.file
        if found.data is None:
            return missing(f"`{file}` cannot be read as a workflow.", WRITE_AGAIN, file)
        lacks = lacking(seen.written[name], found.data)
        if lacks:
            what = ", ".join(f"`{_said(each)}`" for each in lacks)
            says = f"`{file}` is not as `govbot init` writes it: {what}."
            return missing(says, WRITE_AGAIN, str(seen.places(file, lacks[0])))
    return right(f"{len(files)} files hold all that `govbot init` writes.")


def woken(seen: Installation) -> Diagnosis:
    """What happens to a pull request wakes govbot, by no event that GitHub blocks."""
    workflows = tuple(each.about for each in seen.workflows)
    community = Community(seen.governance, (), seen.now.date(), workflows=workflows)
    for look in (blocked_events, unwoken_workflows):
        for found in look(community):
            return missing(found.message, found.hint, str(seen.places(found.file, found.path)))
    if not any(each.runs_govbot for each in workflows):
        return missing("No workflow runs govbot.", "Run `govbot init`.", WORKFLOWS_FOLDER)
    return right("What happens to a pull request starts a run.")


def pinned(seen: Installation) -> Diagnosis:
    """Every action in govbot's workflows is named by a full commit, which nobody can move."""
    loose: list[tuple[str, str]] = []
    count = 0
    for file in seen.ours:
        for path, uses in file.uses:
            count += 1
            if not _is_pinned(uses):
                loose.append((uses, str(seen.places(file.about.file, path))))
    if not loose:
        return right(f"{count} of {count} actions are named by commit.")
    uses, where = loose[0]
    more = f", and {len(loose) - 1} more" if len(loose) > 1 else ""
    if uses == "OWNER/govbot@COMMIT":
        says = f"`{uses}` is still to be filled in{more}."
        return missing(says, "Write govbot's repository, and the commit to run.", where)
    return missing(
        f"`{uses}` names no commit{more}: whoever moves it changes what runs with your token.",
        "Write the full commit behind the @, 40 digits.",
        where,
    )


def _is_pinned(uses: str) -> bool:
    # What is in the repository itself is of the commit that runs.
    is_local = uses.startswith("./")
    return is_local or bool(COMMIT.fullmatch(uses.partition("@")[2]) or DIGEST.fullmatch(uses))


def _said(path: Path) -> str:
    return ".".join(map(str, path))
