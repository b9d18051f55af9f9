"""`govbot doctor`: what is right and what is missing for govbot to work in a repository.

    examined = examine(root, connection)
    for row, diagnosis in examined: ...          # "Ledger", missing, "... can be force-pushed ..."

It only reads: the files of the clone, and GitHub, in a number of requests that is bounded.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from govbot.app.pin import plan_pin
from govbot.app.setup import starter_workflows
from govbot.core.blobs import blob_id
from govbot.core.doctor import Diagnosis, Examination, Installation, PeopleSeen, Unseen, diagnose
from govbot.core.errors import UserError
from govbot.core.findings import Level
from govbot.core.governance import Governance
from govbot.core.layout import BODIES_FOLDER, FOLDER
from govbot.core.settings import ORGANIZATION_TOKEN
from govbot.core.workflows import WORKFLOWS_FOLDER
from govbot.files import Places, load_governance, load_yaml
from govbot.files.folders import files_in
from govbot.files.workflows import load_workflow_files
from govbot.gh import Connection
from govbot.gh.accounts import Account, account_called, account_numbered
from govbot.gh.doctor import MOST, Inquiry, observe
from govbot.gh.lookups import accounts_called
from govbot.gh.reads import METADATA, Reads

__all__ = ["examine", "web_address"]


def examine(root: Path, connection: Connection) -> tuple[tuple[Examination, Diagnosis], ...]:
    """Look at the clone at `root` and at its repository; return every row with what it says.

    Raise `UserError` where GitHub does not take the token, or shows no such repository.
    """
    governance, findings = load_governance(root)
    workflows = load_workflow_files(root)
    token = next(
        (found for each in workflows if (found := each.source_of(ORGANIZATION_TOKEN))), None
    )
    runner = next((each.about.file for each in workflows if each.about.runs_govbot), "")
    files = _files(root)
    lifecycle = governance.settings.lifecycle
    announced = [
        policy.announce for policy in governance.settings.all_policies.values() if policy.announce
    ]
    reads = Reads(connection, MOST)
    github = observe(
        reads,
        Inquiry(
            ledger=governance.settings.ledger.branch,
            files=tuple(files),
            labels=tuple(map(lifecycle.label, lifecycle.stages)),
            issues=tuple({each.issue for each in announced if each.issue is not None}),
            workflow=runner,
            environment=token.environment if token and governance.settings.organization else "",
            with_categories=any(each.discussions is not None for each in announced),
        ),
    )
    has_errors = any(each.level is Level.ERROR for each in findings)
    people = (
        PeopleSeen(unseen=Unseen("The governance files have errors."))
        if has_errors
        else _people(root, governance, reads)
    )
    return diagnose(
        Installation(
            repository=connection.repository,
            web=f"{web_address(connection.api_url)}/{connection.repository}",
            now=connection.server_time,
            governance=governance,
            findings=findings,
            files=files,
            workflows=workflows,
            written={
                name: load_yaml(text, name).data for name, text in starter_workflows().items()
            },
            people=people,
            token=token,
            places=Places(root),
            github=github,
        )
    )


def web_address(api_url: str) -> str:
    """Return the address of GitHub's pages: https://api.github.com has them at https://github.com.

    GitHub Enterprise Server has its interface below its own address, at /api/v3.
    """
    address = urlsplit(api_url)
    return f"{address.scheme}://{address.netloc.removeprefix('api.')}"


def _files(root: Path) -> dict[str, tuple[str, ...]]:
    """Return the git ids that the files that govbot goes by may have, as they are in the clone."""
    found = [
        *files_in(root, FOLDER, ".yaml"),
        *files_in(root, BODIES_FOLDER, ".yaml"),
        *files_in(root, WORKFLOWS_FOLDER, ".yaml", ".yml"),
    ]
    texts = {
        each.relative_to(root).as_posix(): each.read_bytes() for each in found if each.is_file()
    }
    # A checkout may have other line ends than the commit.
    return {
        name: (blob_id(text), blob_id(text.replace(b"\r\n", b"\n")))
        for name, text in sorted(texts.items())
    }


def _people(root: Path, governance: Governance, reads: Reads) -> PeopleSeen:
    """Ask GitHub what `govbot roster pin` would: all logins at once, and the few that are not found singly."""
    people = governance.people.people
    if not people:
        return PeopleSeen()
    known = accounts_called(reads, [each.github for each in people])
    if isinstance(known, Unseen):
        return PeopleSeen(unseen=known)
    by_id = {each.id: each for each in known.values()}

    def called(login: str) -> Account | None:
        return known.get(login.lower()) or one(lambda: account_called(reads.connection, login))

    def numbered(id: int) -> Account | None:
        return by_id.get(id) or one(lambda: account_numbered(reads.connection, id))

    def one(look: Callable[[], Account | None]) -> Account | None:
        found = reads.ask(look, METADATA)
        if isinstance(found, Unseen):
            raise UserError(found.why)
        return found

    pinned = plan_pin(root, called=called, numbered=numbered)
    stopped = Unseen(pinned.stopped.message) if pinned.stopped else None
    return PeopleSeen(tuple(pinned.done), tuple(pinned.problems), stopped)
