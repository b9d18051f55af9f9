"""The demo's story, played in a scratch repository: every step a row.

    for row in play_story(scratch): ...

Each step is done by somebody with their own token; then govbot runs as it does for an event, with its
own, and what it did is read from GitHub. Then it runs once more, and must find nothing to do. Nobody
can move GitHub's clock: the vote lasts five minutes, and the discussion one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import assert_never

from govbot.app.cycle import Result, run_pull_request
from govbot.app.sweep import run_sweep
from govbot.core.changes import SetCheckRun
from govbot.core.errors import UserError
from govbot.core.markers import STATUS_MARKER, is_marked
from govbot.core.snapshot import Snapshot
from govbot.demo.sight import Sight, changes
from govbot.demo.story import (
    DRAFT_FILE,
    NUMBER,
    RFC_FILE,
    STORY,
    TITLE,
    LabelsByHand,
    Merges,
    Opens,
    Pushes,
    Says,
    Schedule,
    Step,
)
from scripts.live.branches import change_files
from scripts.live.cast import (
    PERIOD_MINUTES,
    cast_of,
    governance_of,
    has_own_account,
    on_council,
)
from scripts.live.expected import otherwise_than_expected
from scripts.live.rows import LiveRow, NotTried, Observed, compared
from scripts.live.scratch import ScratchRepository

__all__ = ["play_story"]

MARGIN = timedelta(seconds=5)


def play_story(scratch: ScratchRepository) -> Iterator[LiveRow]:
    """Play every step, and yield its row as it comes."""
    played: Playing | None = None

    def observe(step: Step) -> Observed:
        nonlocal played
        scratch.keep_within_bounds()
        played = played or Playing(scratch)
        return played.play(step)

    for step in STORY:
        yield compared(f"Story: {step.name}.", partial(observe, step))


class Playing:
    """The story while it is being played: who plays whom, under which rules, and in which pull request."""

    def __init__(self, scratch: ScratchRepository) -> None:
        self.scratch = scratch
        self.cast = cast_of(scratch)
        self.patient = governance_of(self.cast, scratch, discussion="14 days")
        self.quick = governance_of(self.cast, scratch, discussion="1 minute")
        self.governance = self.patient
        self.branch = scratch.name("story")
        self.number = 0
        scratch.branches.append(self.patient.settings.ledger.branch)

    def play(self, step: Step) -> Observed:
        """Do what the step says, let govbot run, and compare what it did."""
        if step.name != "a draft is opened" and not self.number:
            raise NotTried("The pull request of the story was not opened.")
        if step.name == "the release" and self.number in self.scratch.opened:
            raise NotTried("The pull request was not merged.")
        if step.name == "the vote is opened":
            self.governance = self.quick
            entered = self._look()[0].state.stage_since
            if entered is not None:
                self._wait_until(entered + timedelta(minutes=1))
        if step.lost:
            return self._too_late(step)
        self._do(step)
        before, _ = self._look()
        results = self._run(is_schedule=isinstance(step.action, Schedule))
        after, snapshot = self._look()
        did = [f"{line.what}: {line.words}" for line in changes(before, after)]
        return self._observed(step, did, results, snapshot)

    def _observed(
        self, step: Step, did: list[str], results: list[Result], snapshot: Snapshot
    ) -> Observed:
        again = [
            str(each)
            for result in self._run()
            for each in (
                *(record.kind for record in result.recorded),
                *(change.describe() for change in result.done),
            )
        ]
        statuses = sum(
            each.by_viewer and is_marked(each.body, STATUS_MARKER) for each in snapshot.comments
        )
        refused = [
            str(failure)
            for result in results
            for failure in result.failures
            # A personal token may set no check: the facts say so.
            if not (isinstance(failure.change, SetCheckRun) and self.scratch.govbot.is_person)
        ]
        parts = [
            *otherwise_than_expected(step.name, did, sets_checks=not self.scratch.govbot.is_person),
            *(f"done again: {each}" for each in again),
            *(f"refused: {each}" for each in refused),
            *([f"{statuses} status comments"] if statuses != 1 else []),
        ]
        said = "; ".join(each for each in did if each.partition(":")[0] in {"ledger", "label"})
        words = "; ".join(parts) or said or "nothing to do"
        return Observed(words + self._otherwise(step), not parts)

    def _otherwise(self, step: Step) -> str:
        """Say what is otherwise than in the demo: who plays, and how long things last."""
        by = getattr(step.action, "by", "")
        words = ""
        if by and not has_own_account(self.cast, by):
            words += f"; played by {self.cast[by].account.login} in the place of {by}"
        if step.name == "the vote is opened":
            words += f"; it lasts {PERIOD_MINUTES} minutes, after 1 minute of discussion"
        return words

    def _do(self, step: Step) -> None:
        scratch, action = self.scratch, step.action
        match action:
            case Opens(by, _, files):
                self.number = scratch.open_pull_request(
                    self.cast[by], self.branch, self._texts(files), TITLE
                )
            case Pushes(by, files):
                (text,) = self._texts(files).values()
                changed = {DRAFT_FILE: None, self.file: text}
                change_files(self.cast[by].connection, self.branch, changed, "Mend the draft")
            case Says(by, text):
                self._require_outsider(step)
                scratch.comment(self.cast[by], self.number, text)
            case LabelsByHand(by, label):
                if self.cast[by].account.is_same(scratch.govbot.account):
                    raise NotTried(
                        "It takes a label that another account than govbot's puts on: give a further"
                        " token in GOVBOT_LIVE_TOKENS."
                    )
                connection = self.cast[by].connection
                address = f"/repos/{connection.repository}/issues/{self.number}/labels"
                connection.write("POST", address, {"labels": [label]})
            case Merges(by):
                connection = self.cast[by].connection
                address = f"/repos/{connection.repository}/pulls/{self.number}/merge"
                connection.write("PUT", address, {})
                scratch.files.append(self.file)
                del scratch.opened[self.number]
            case Schedule():
                pass  # the ballot that was late was written after the deadline
            case _:
                assert_never(action)

    def _require_outsider(self, step: Step) -> None:
        council = [each.account for each in on_council(self.cast)]
        if step.name == "a ballot from outside the council" and self.cast["zoe"].account in council:
            raise NotTried(
                "It takes the account of somebody who is not on the council: give a further token in"
                " GOVBOT_LIVE_TOKENS."
            )

    def _too_late(self, step: Step) -> Observed:
        """Write the ballot once the vote is over. Nothing runs for it, as if GitHub lost the event."""
        votes = self._look()[0].state.votes
        if not votes:
            raise NotTried("No vote was opened.")
        closes = votes[-1].vote.closes
        self._wait_until(closes)
        self._do(step)
        written = self._look()[1].comments[-1].created_at
        words = f"written {(written - closes).total_seconds():.0f} seconds after the deadline"
        return Observed(words + self._otherwise(step), written >= closes)

    @property
    def file(self) -> str:
        """The RFC's file, by the number that GitHub gave."""
        return RFC_FILE.replace(f"{NUMBER:04d}", f"{self.number:04d}")

    def _texts(self, files: Mapping[str, str | None]) -> dict[str, str]:
        """Return the files, with the logins of those who play the author and the champion."""
        author, champion = (self.cast[each].account.login for each in ("zoe", "ada"))
        return {
            path: text.replace("[zoe]", f"[{author}]").replace(": ada", f": {champion}")
            for path, text in files.items()
            if text is not None
        }

    def _look(self) -> tuple[Sight, Snapshot]:
        """Return what there is to see on GitHub, and all that was read."""
        snapshot = self.scratch.snapshot(self.number, self.governance)
        own = [each.body for each in snapshot.comments if each.by_viewer and is_marked(each.body)]
        check = snapshot.check_run
        sight = Sight(
            now=self.scratch.govbot.connection.server_time,
            labels=snapshot.pull_request.labels,
            check=(check.conclusion, check.title) if check else None,
            status=next((each for each in own if is_marked(each, STATUS_MARKER)), ""),
            answers=tuple(each for each in own if not is_marked(each, STATUS_MARKER)),
            taken=_marked(snapshot, "EYES"),
            refused=_marked(snapshot, "CONFUSED"),
            ledger=snapshot.ledger.text,
        )
        return sight, snapshot

    def _run(self, *, is_schedule: bool = False) -> list[Result]:
        """Let govbot run, as for an event of the pull request or as the schedule lets it."""
        connection = self.scratch.govbot.connection
        if not is_schedule:
            return [run_pull_request(connection, self.governance, self.number)]
        results = []
        for number, result in run_sweep(connection, self.governance):
            if isinstance(result, UserError) and number in {None, self.number}:
                raise result
            if isinstance(result, Result) and number == self.number:
                results.append(result)
        return results

    def _wait_until(self, moment: datetime) -> None:
        left = moment + MARGIN - self.scratch.govbot.connection.server_time
        if left > timedelta():
            self.scratch.wait(left.total_seconds())


def _marked(snapshot: Snapshot, reaction: str) -> frozenset[int]:
    return frozenset(each.id for each in snapshot.comments if reaction in each.reactions)
