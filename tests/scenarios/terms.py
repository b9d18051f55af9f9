"""A community whose default branch is checked out anew for every run, as the workflow does.

    commons = Commons.founded(council("ada", "ben", "cyd"))
    commons.commit(council=...)            # somebody edits the roster on the default branch
    commons.on(date(2026, 6, 1))           # that morning, the schedule comes
    commons.said(1)                        # what stands in the first comments of govbot's on #1

What is seen of it is told without the times and ids that differ from one world to another.
"""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

from govbot.actions.run import RunReport
from govbot.app.upkeep import run_upkeep
from govbot.demo.sight import LEDGER_BRANCH
from govbot.files import require_governance
from govbot.gh import connect
from govbot.sandbox.model import ACTIONS_ID, Event, Issue
from govbot.sandbox.scenes import COUNCIL, council_of_seven
from tests.scenarios.town import Town, write
from tests.scenarios.wire import HERE, Line, wired

__all__ = ["BODY", "PEOPLE", "SETTINGS", "Commons", "roster"]

BODY = "governance/bodies/council.yaml"
SETTINGS = "governance/govbot.yaml"
PEOPLE = "governance/people.yaml"
OTHERS = ("hal", "ivy", "jo", "kim", "lee", "max", "nia", "oto")
NUMBERED = {**COUNCIL, "zoe": 1010, "mo": 1020} | {
    login: number for number, login in enumerate(OTHERS, start=1030)
}

CHECKED_OUT: dict[str, Path] = {}
"""The folders with the files of each commit that was ever checked out."""


def roster(members: Iterable[str], head: str) -> str:
    """Return a body's file: what is said of the body, then a line for each member."""
    return head + "members:\n" + "".join(f"  - {{{member}}}\n" for member in members)


def everybody() -> str:
    """Return the people's file."""
    return "".join(f"- {{github: {login}, id: {number}}}\n" for login, number in NUMBERED.items())


@dataclass
class Commons(Town):
    """A town whose governance is what its default branch says."""

    @classmethod
    def founded(cls, files: Mapping[str, str], now: datetime) -> Self:
        """A repository with these files and a list of everybody, at that time."""
        world = council_of_seven({PEOPLE: everybody(), **files}, now=now)
        for login in OTHERS:
            world.add_person(login, id=NUMBERED[login])
        return cls(world)

    def _run(self, event: Event, folder: Path, line: Line | None) -> RunReport | None:
        self.root = self._checked_out()
        return super()._run(event, folder, line)

    def _checked_out(self) -> Path:
        git = self.world.git_of(self.world.repository())
        head = git.branch("main") or ""
        tree = git.get_commit(head).tree.decode()
        if tree not in CHECKED_OUT:
            root = Path(tempfile.mkdtemp(prefix="govbot-terms-"))
            atexit.register(shutil.rmtree, root)
            write(root, {path: self.file(path) for path in git.files(head)})
            CHECKED_OUT[tree] = root
        return CHECKED_OUT[tree]

    # What happens

    def commit(self, path: str, text: str, message: str = "Update the roster") -> None:
        """Let the maintainer push a file to the default branch."""
        self.world.push_to("main", {path: text}, by="mo", message=message)
        self.lose_events()

    def morning(self, day: date) -> None:
        """Let a day begin."""
        self.world.set_time(datetime(day.year, day.month, day.day, 0, 17, tzinfo=UTC))

    def on(self, day: date, line: Line | None = None) -> RunReport | None:
        """Let a day's first hour of the schedule come."""
        self.morning(day)
        return self.sweep(line)

    def upkeep_as(self, token: str) -> None:
        """Do what `govbot apply` does about terms, from the shell of whoever has this token."""
        HERE.sandbox, HERE.line = self.sandbox, Line()
        name = self.world.full_name(self.world.repository())
        governance = require_governance(self._checked_out())
        with wired(), connect(name, token, self.world.base_url) as connection:
            run_upkeep(connection, governance)

    def merge(self, number: int) -> None:
        """Let the maintainer merge a pull request, and the runs that follow be made."""
        self.world.merge(number, by="mo")
        self.settle()

    # What is there

    def file(self, path: str, branch: str = "main") -> str:
        """A file on a branch."""
        return (self.world.git_of(self.world.repository()).file(branch, path) or b"").decode()

    def own(self, *, is_open: bool | None = None, pulls: bool = False) -> list[Issue]:
        """govbot's own issues, or pull requests, in order."""
        return [
            each
            for each in self.world.repository().issues.values()
            if each.author == ACTIONS_ID
            and bool(each.pull) is pulls
            and is_open in (None, not each.closed)
        ]

    def titles(self, *, is_open: bool | None = None, pulls: bool = False) -> list[str]:
        """Their titles."""
        return [each.title for each in self.own(is_open=is_open, pulls=pulls)]

    def said(self, number: int) -> list[str]:
        """What govbot said in comments, without markers."""
        return [without_marker(body) for body in self.bodies(number)]

    def scene(self) -> dict[str, Any]:
        """Everything of govbot's that can be seen of terms, without ids, numbers and times."""
        home = self.world.repository()
        numbers = {each.number: each.title for each in self.own(pulls=True)}

        def named(text: str) -> str:
            return re.sub(
                r"(#|/pull/|/issues/)(\d+)",
                lambda found: f"{found[1]}{numbers.get(int(found[2]), found[2])}",
                text,
            )

        return {
            "issues": sorted(
                (
                    each.title,
                    named(each.body),
                    each.closed,
                    sorted(label.name for label in self.world.labels_of(each, home)),
                    sorted((one.author, named(one.body)) for one in each.comments),
                )
                for each in self.own()
            ),
            "pulls": sorted(
                (
                    each.title,
                    named(each.body),
                    each.closed,
                    bool(each.pull and each.pull.merged_at),
                    self._proposed(each),
                    sorted(set(self.checks(each.number))),  # two runs at once may each set it
                )
                for each in self.own(pulls=True)
            ),
            "branches": [
                name.removeprefix("refs/heads/")
                for name in self.world.git_of(home).refs()
                if name.startswith("refs/heads/") and not name.endswith(LEDGER_BRANCH)
            ],
            "council": self.file(BODY),
        }

    def _proposed(self, issue: Issue) -> dict[str, str]:
        home = self.world.repository()
        head = self.world.pull_of(issue).head_oid
        git = self.world.git_of(home)
        return {
            each.path: (git.file(head, each.path) or b"").decode()
            for each in self.world.changed_files(issue, home)
        }


def without_marker(body: str) -> str:
    """Return what people see of a text."""
    return re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL).strip()
