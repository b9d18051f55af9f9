"""The repository that cassettes are recorded against: the sandbox, or a real one.

    GOVBOT_LIVE_TOKEN, GOVBOT_LIVE_REPOSITORY     the real one; without them, the sandbox

Either gets a branch, a pull request with one RFC and one comment, and an issue, by the same requests. The
repository belongs to an organization, of which the token's owner is one.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from govbot.core.governance import Governance, LedgerSettings, Settings
from govbot.core.lifecycle import Lifecycle
from govbot.gh import Connection, connect
from govbot.sandbox.scenes import council_of_seven
from govbot.sandbox.server import serve
from scripts.live.access import LiveAccess
from scripts.live.branches import begin_branch
from scripts.live.scratch import open_scratch

ABOUT = "stage.json"
DOCUMENT = "rfcs/0001-code-of-conduct.md"
TEXT = "---\ntitle: Adopt a code of conduct\n---\n\n## Summary\n\nBe kind.\n"
TITLE = "Adopt a code of conduct"
COMMENT = "/vote yes"
MOTION, MOTION_TEXT = "Recall the treasurer", "The books are not kept."
LIFECYCLE = Lifecycle.model_validate(
    {
        "initial": "draft",
        "stages": {"draft": {}, "done": {}},
        "transitions": [{"from": "draft", "to": "done", "on": "merged"}],
    }
)

# The cassettes name the address, and should not change because it did.
SANDBOX_PORT = 8765


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the exchanges take place; `mark` tells one recording's branches from another's."""

    repository: str
    api_url: str
    number: int
    issue: int
    mark: str

    @property
    def organization(self) -> str:
        """The organization that the repository belongs to."""
        return self.repository.partition("/")[0]

    @property
    def governance(self) -> Governance:
        """Settings that stay as they are here, with a ledger branch of this recording's own."""
        ledger = LedgerSettings(branch=f"recording-{self.mark}-ledger")
        return Governance(settings=Settings(ledger=ledger, lifecycle=LIFECYCLE))

    def keep(self, folder: Path) -> None:
        """Write down, beside the cassettes, what a replay has to know."""
        folder.mkdir(exist_ok=True)
        (folder / ABOUT).write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")


def recorded(folder: Path) -> Stage:
    """The stage of the cassettes that are in the folder."""
    return Stage(**json.loads((folder / ABOUT).read_text(encoding="utf-8")))


@contextmanager
def built(environment: Mapping[str, str]) -> Iterator[tuple[Stage, str]]:
    """Build a stage to record on; give it with the token to use, and close what is open after."""
    if environment.get("GOVBOT_LIVE_REPOSITORY"):
        access = LiveAccess.from_environment(environment)
        # It refuses a repository that is not marked as scratch, and deletes what the tests made.
        with open_scratch(access, time.sleep) as scratch:
            scratch.branches += [f"recording-{scratch.mark}", f"recording-{scratch.mark}-ledger"]
            place = (access.repository, access.tokens[0], access.api_url, scratch.mark)
            with _open(*place) as built_there:
                yield built_there
        return
    world = council_of_seven({"README.md": "# Commons\n"})
    world.add_organization("example", owners=["mo", "ada"], members=["ben"])
    with serve(world, SANDBOX_PORT) as running:
        token = running.token("mo")
        with _open("example/commons", token, running.url, "sandbox") as built_here:
            yield built_here


@contextmanager
def _open(repository: str, token: str, api_url: str, mark: str) -> Iterator[tuple[Stage, str]]:
    with connect(repository, token, api_url) as connection:
        number = _pull_request(connection, f"recording-{mark}")
        issue = int(connection.post("/issues", {"title": MOTION, "body": MOTION_TEXT})["number"])
        yield Stage(repository, api_url, number, issue, mark), token
        connection.patch(f"/pulls/{number}", {"state": "closed"})
        connection.patch(f"/issues/{issue}", {"state": "closed"})


def _pull_request(connection: Connection, branch: str) -> int:
    base = connection.get("")["default_branch"]
    begin_branch(connection, branch, base, {DOCUMENT: TEXT}, TITLE)
    pull = connection.post("/pulls", {"title": TITLE, "head": branch, "base": base})
    connection.post(f"/issues/{pull['number']}/comments", {"body": COMMENT})
    return int(pull["number"])
