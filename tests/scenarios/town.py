"""govbot against the sandbox, in one process: what happens, and what is left.

    town = Town.begin()                         # the demo's community, before its first RFC
    number = town.open()                        # somebody opens a pull request with one
    town.settle()                               # every event carried to `govbot run`
    town.labels(number)                         # ["rfc: discussion"]
    town.picture()                              # what GitHub and the ledger show, without ids

A run is `govbot.actions.run.run` with the environment of an Actions step, over the wire of wire.py. Its token
may do what the workflow file gives to the job, and no more.
"""

from __future__ import annotations

import atexit
import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Self

from govbot.actions.event import concerns_govbot
from govbot.actions.run import RunReport, run
from govbot.app.bugs import raise_bugs
from govbot.app.sweep import run_sweep
from govbot.core.markers import CHECK_NAME, STATUS_MARKER
from govbot.core.records import Record, parse_records
from govbot.core.state import RfcState, fold
from govbot.demo.sight import LEDGER_BRANCH, ledger_text
from govbot.demo.stage import beginning, happen
from govbot.demo.story import NUMBER, Step, community_files
from govbot.files import require_governance
from govbot.gh import connect
from govbot.sandbox import Sandbox, World, event_environment, job_permissions, state_file
from govbot.sandbox.model import ACTIONS_ID, Event
from govbot.sandbox.runner import GOVBOT_EVENTS
from tests.scenarios.wire import HERE, Line, wired

__all__ = ["RFC", "WORKFLOW", "Town", "checkout", "folder_with", "undated", "without", "write"]


WORKFLOW = Path(__file__).parents[2] / ".github" / "workflows" / "govbot.yml"
"""The workflow whose runs these are."""

permissions_of_job = cache(job_permissions)


def folder_with(files: Mapping[str, str]) -> Path:
    """A folder with these files, as the workflow checks them out; it goes with the process."""
    root = Path(tempfile.mkdtemp(prefix="govbot-scenarios-"))
    atexit.register(shutil.rmtree, root)
    write(root, files)
    return root


@cache
def checkout(settings: str = "") -> Path:
    """A folder with the demo's community, with other settings where some are given."""
    changed = {"governance/govbot.yaml": settings} if settings else {}
    return folder_with({**community_files(), **changed})


def write(root: Path, files: Mapping[str, str]) -> None:
    """Write files, by path."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


@dataclass
class Town:
    """A world, the sandbox that answers for it, and the events that nobody has carried yet."""

    world: World
    root: Path = field(default_factory=checkout)
    seen: int = 0
    workflow: str = WORKFLOW.read_text(encoding="utf-8")

    def __post_init__(self) -> None:
        self.sandbox = Sandbox(self.world)
        self.reports: list[RunReport] = []

    @classmethod
    def begin(cls) -> Self:
        """The community before its first RFC."""
        return cls(beginning())

    def freeze(self) -> bytes:
        """All that there is, to be thawed as often as needed."""
        return state_file.dump(self.world)

    @classmethod
    def thaw(cls, frozen: bytes, root: Path | None = None) -> Self:
        """A world as it was frozen, with no event waiting, and the files in `root` checked out."""
        world = state_file.parse(frozen)
        return cls(world, root or checkout(), seen=len(world.state.events))

    # What happens

    def play(self, step: Step, line: Line | None = None) -> None:
        """Let a step happen and carry what follows."""
        happen(self.world, step)
        if step.lost:
            self.lose_events()
        self.settle(line)

    def waiting(self) -> list[Event]:
        """The events that the workflow listens to and that nobody has carried."""
        events = self.world.state.events[self.seen :]
        return [event for event in events if event.name in GOVBOT_EVENTS]

    def lose_events(self) -> list[Event]:
        """Take the waiting events out of the queue: GitHub starts no run for them."""
        events = self.waiting()
        self.seen = len(self.world.state.events)
        return events

    def settle(self, line: Line | None = None) -> list[RunReport | None]:
        """Carry every waiting event."""
        return [self.carry(event, line) for event in self.lose_events()]

    def settle_first(self) -> None:
        """Carry the first event that waits, and lose the others."""
        self.carry(self.lose_events()[0])

    def carry(self, event: Event, line: Line | None = None) -> RunReport | None:
        """Start a run for an event; None where govbot leaves at once."""
        with tempfile.TemporaryDirectory() as folder, wired():
            return self._run(event, Path(folder), line)

    def _run(self, event: Event, folder: Path, line: Line | None) -> RunReport | None:
        """As `carry`, for whoever has done the wiring."""
        permissions = permissions_of_job(self.workflow, "govbot")
        environment = event_environment(self.world, event, folder, permissions)
        if not concerns_govbot(environment):
            return None
        HERE.sandbox, HERE.line = self.sandbox, line or Line()
        report = run(environment, start=self.root)
        self.reports.append(report)
        raise_bugs(report.bugs)  # as the program does
        return report

    def schedule(self) -> Self:
        """Let the schedule's hour come, whose event is all that waits then."""
        self.lose_events()
        self.world.tick()
        return self

    def sweep(self, line: Line | None = None) -> RunReport | None:
        """Let the schedule's hour come, and its run."""
        (report,) = self.schedule().settle(line)
        return report

    def sweep_as(self, token: str) -> None:
        """Do what `govbot apply` does from the shell of whoever has this token."""
        HERE.sandbox, HERE.line = self.sandbox, Line()
        name = self.world.full_name(self.world.repository())
        with wired(), connect(name, token, self.world.base_url) as connection:
            raise_bugs(each for _, each in run_sweep(connection, require_governance(self.root)))

    def with_files(self, root: Path, files: Mapping[str, str]) -> Path:
        """Write the community's files, with these in place of theirs, to `root`; return it."""
        write(root, {**community_files(), **files})
        return root

    def open(self, title: str = "Adopt", by: str = "zoe", number: int | None = None) -> int:
        """Open a pull request with a complete RFC; return its number."""
        number = number or self.world.next_number()
        text = RFC.replace("TITLE", title)
        files = {f"rfcs/{number:04d}-{title.lower().replace(' ', '-')}.md": text}
        return self.world.open_pull_request(title, files, by=by).number

    # What is there

    @property
    def requests(self) -> int:
        """How many requests were made so far."""
        return len(self.sandbox.requests)

    def ledger(self, number: int = NUMBER) -> str:
        """The lines of an RFC's ledger file, or of a motion's."""
        git = self.world.git_of(self.world.repository())
        path = f"motions/{number}.jsonl"
        motion = git.file(LEDGER_BRANCH, path) if git.branch(LEDGER_BRANCH) else None
        return (motion or b"").decode() + ledger_text(self.world, number)

    def records(self, number: int = NUMBER) -> tuple[Record, ...]:
        """The records of an RFC."""
        return parse_records(self.ledger(number), "the ledger")

    def kinds(self, number: int = NUMBER) -> list[str]:
        """The kinds of an RFC's records, but for the watermarks."""
        return [each.kind for each in self.records(number) if each.kind != "watermark"]

    def state(self, number: int = NUMBER) -> RfcState:
        """What the ledger implies."""
        return fold(self.records(number))

    def labels(self, number: int = NUMBER) -> list[str]:
        """The labels on the pull request."""
        home = self.world.repository()
        return [label.name for label in self.world.labels_of(self.world.issue(number), home)]

    def bodies(self, number: int = NUMBER) -> list[str]:
        """What govbot wrote on the pull request, the status comment among it."""
        comments = self.world.issue(number).comments
        return [each.body for each in comments if each.author == ACTIONS_ID]

    def statuses(self, number: int = NUMBER) -> list[str]:
        """The status comments: there should be one."""
        return [body for body in self.bodies(number) if STATUS_MARKER in body]

    def answers(self, number: int = NUMBER) -> list[str]:
        """The replies."""
        return [body for body in self.bodies(number) if STATUS_MARKER not in body]

    def checks(self, number: int = NUMBER) -> list[tuple[str, str | None]]:
        """Conclusion and title of the check on the head commit: the newest of its name counts."""
        runs = self.world.check_runs(self.world.pull_of(self.world.issue(number)).head_oid)
        return [
            (run.conclusion or run.status, run.title) for run in runs if run.name == CHECK_NAME
        ][-1:]

    def newest_checks(self) -> dict[tuple[str, str], tuple[str | None, ...]]:
        """How each check stands on each commit: of those of a name, people see the newest."""
        return {
            (run.name, run.head_oid): (run.conclusion or run.status, run.title, run.summary)
            for run in self.world.repository().check_runs
        }

    def ballots(self, number: int = NUMBER) -> list[tuple[str, str, bool]]:
        """Who cast what, in the order of the ledger, and whether it binds."""
        return [
            (record.actor.login if record.actor else "", str(record.choice), record.binding)
            for record in self.records(number)
            if record.kind == "ballot"
        ]

    # The same without ids

    def picture(self) -> dict[str, Any]:
        """Everything that can be seen, in a form that only differs where the worlds do.

        Comments are known by who wrote the how-manieth, not by id. Nothing else is left out but
        who triggered which event, and the git ids of commits.
        """
        home = self.world.repository()
        git = self.world.git_of(home)
        return {
            "labels": sorted((each.name, each.color, each.description) for each in home.labels),
            "pulls": {number: self._pull(number) for number in home.issues},
            "checks": sorted(
                (
                    run.name,
                    run.head_oid,
                    run.conclusion or run.status,
                    run.title or "",
                    run.summary or "",
                )
                for run in home.check_runs
            ),
            "ledger": {
                path: self._named((git.file(LEDGER_BRANCH, path) or b"").decode()).split("\n")
                for path in self._ledger_paths()
            },
        }

    def facts(self, number: int = NUMBER) -> dict[str, Any]:
        """What must come out the same whenever govbot came to see what happened."""
        shown = self._pull(number)
        return {
            "stages": [record.stage for record in self.state(number).stages],
            "votes": [
                line
                for line in self._named(self.ledger(number)).split("\n")
                if line.startswith('{"kind":"vote-')
            ],
            "ballots": self.ballots(number),
            "refused": [
                (each.actor, each.at, each.line)
                for each in self.records(number)
                if each.kind == "refused"
            ],
            "labels": shown["labels"],
            "comments": [(name, reactions) for name, _, reactions, _ in shown["comments"]],
            "checks": self.checks(number),
        }

    def _ledger_paths(self) -> list[str]:
        git = self.world.git_of(self.world.repository())
        head = git.branch(LEDGER_BRANCH)
        # The lists beside the records only save time.
        return (
            sorted(path for path in git.files(head) if not path.endswith(".json")) if head else []
        )

    def _pull(self, number: int) -> dict[str, Any]:
        issue = self.world.issue(number)
        return {
            "state": (issue.closed, bool(issue.pull and issue.pull.merged_at)),
            "labels": sorted(self.labels(number)),
            "label moves": [
                (move.label.name, move.added, move.by, move.at) for move in issue.label_moves
            ],
            "comments": sorted(
                (
                    self._names()[comment.id],
                    self._named(comment.body),
                    sorted((each.content.value, each.by) for each in comment.reactions),
                    comment.created_at,
                )
                for comment in issue.comments
            ),
        }

    def _names(self) -> dict[int, str]:
        """What to call each comment: `ada 2`, `status`, `answer to ada 2`."""
        names: dict[int, str] = {}
        counts: dict[int, int] = {}
        own = []
        for issue in self.world.repository().issues.values():
            for comment in issue.comments:
                if comment.author == ACTIONS_ID:
                    own.append(comment)
                    continue
                counts[comment.author] = counts.get(comment.author, 0) + 1
                login = self.world.state.people[comment.author].login
                names[comment.id] = f"{login} {counts[comment.author]}"
        for comment in own:
            answered = re.search(r"<!-- govbot:answer:(\d+) -->", comment.body)
            about = names.get(int(answered[1]), "?") if answered else ""
            names[comment.id] = f"answer to {about}" if answered else "status"
        return names

    def _named(self, text: str) -> str:
        """Return a text with names for ids."""
        names = self._names()
        text = re.sub(r'"event":"[^"]*"', '"event":"..."', text)
        text = re.sub(r":(31\d{8})\b", r':"\1"', text)
        return re.sub(r"\b31\d{8}\b", lambda found: names.get(int(found[0]), "?"), text)


RFC = """---
title: TITLE
authors: [zoe]
champion: ada
created: 2026-03-02
---

## Summary

Something.

## Motivation

Something.

## Proposal

Something.

## Alternatives

Something.
"""


def undated(picture: dict[str, Any]) -> dict[str, Any]:
    """Return a picture without when govbot wrote its comments and moved its labels."""
    pulls = {
        number: pull
        | {
            "label moves": sorted((name, added, by) for name, added, by, _ in pull["label moves"]),
            "comments": [(name, body, reactions) for name, body, reactions, _ in pull["comments"]],
        }
        for number, pull in picture["pulls"].items()
    }
    return picture | {"pulls": pulls}


def without(picture: dict[str, Any], *kinds: str) -> dict[str, Any]:
    """Return a picture without ledger records of these kinds."""
    kept = {
        path: [line for line in lines if line and json.loads(line)["kind"] not in kinds]
        for path, lines in picture["ledger"].items()
        if path.endswith(".jsonl")
    }
    return picture | {"ledger": kept}
