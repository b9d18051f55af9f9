"""A community's bodies on paper, as time passes: upkeep decided and planned for real, done to values.

    scene = UpkeepScene(community(council=...))
    scene.run()
    scene.issue("roster council").is_open      # True
    scene.on(date(2026, 12, 1)).run()

Texts are the real ones. What a change asks for is done to what the scene shows, so that a second run sees
what the first one did. People act through `close`, `reopen`, `say`, `delete`, `end_proposal` and `push`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, assert_never

from govbot.core.accounts import Account
from govbot.core.bodies import Body
from govbot.core.governance import Governance
from govbot.core.people import People, Person
from govbot.core.upkeep.changes import (
    CloseIssue,
    CommentOnIssue,
    DeleteIssueComment,
    EditIssue,
    OpenIssue,
    Propose,
    ReopenIssue,
    UpkeepChange,
    WithdrawProposal,
)
from govbot.core.upkeep.decision import decide_upkeep
from govbot.core.upkeep.due import UpkeepDecision
from govbot.core.upkeep.keys import marker_in
from govbot.core.upkeep.participation import Participation
from govbot.core.upkeep.plan import MOST_ROUNDS, plan_upkeep
from govbot.core.upkeep.snapshot import IssueComment, OwnIssue, OwnProposal, UpkeepSnapshot
from govbot.reports.upkeep import upkeep_texts
from tests import communities
from tests.communities import COUNCIL, IDS, council_of_seven, person

START, END = date(2026, 1, 1), date(2026, 6, 30)
BOT = Account(login="bot", is_bot=True)


def term(start: date = START, end: date | None = END, **more: Any) -> dict[str, Any]:
    return communities.term(start, end, **more)


def member(login: str, seat: int | None, *terms: dict[str, Any], **more: Any) -> dict[str, Any]:
    return communities.member(login, *(terms or (term(),)), seat=seat, **more)


def body(slug: str, members: Sequence[dict[str, Any]], **more: Any) -> Body:
    return communities.body(slug, *members, **more)


def council(**more: Any) -> Body:
    """Seven seats, all taken for the first half of 2026."""
    return communities.body("council", **council_of_seven(**more))


def community(*bodies: Body, **settings: Any) -> Governance:
    listed = {each.slug: each for each in bodies or (council(),)}
    people = [person(login, IDS[login]) for login in COUNCIL]
    return communities.community(listed, people=people, settings=settings)


class UpkeepScene:
    """What GitHub shows of upkeep, the files, and the clock."""

    def __init__(self, governance: Governance | None = None, day: date = START) -> None:
        self.governance = governance or community()
        self.now = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)
        self.issues: list[OwnIssue] = []
        self.proposals: list[OwnProposal] = []
        self.votes: list[Participation] = []
        self.written: list[str] = []
        self.decision: UpkeepDecision | None = None
        self._next = 100

    def on(self, day: date) -> UpkeepScene:
        """Move the clock to nine o'clock (UTC) of a day."""
        self.now = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)
        return self

    def wait(self, **length: float) -> UpkeepScene:
        """Let time pass: `wait(days=14)`."""
        self.now += timedelta(**length)
        return self

    def roster(self, *bodies: Body) -> UpkeepScene:
        """Write the files anew: these bodies, by the same settings."""
        self.governance = Governance(
            settings=self.governance.settings,
            people=self.governance.people,
            bodies={each.slug: each for each in bodies},
        )
        return self

    def rename(self, login: str, new: str) -> UpkeepScene:
        """Write somebody's new login into people.yaml, and no more of the old one."""
        return self.know(new, IDS[login], instead=login)

    def know(self, login: str, number: int, instead: str = "") -> UpkeepScene:
        """Write somebody with a numeric id into people.yaml, `instead` of whom was there."""
        others = [each for each in self.governance.people.people if each.github != instead]
        people = People(people=(*others, Person(github=login, id=number)))
        self.governance = self.governance.model_copy(update={"people": people})
        return self

    # What govbot does

    def plan(self) -> tuple[UpkeepChange, ...]:
        """Decide and plan, touching nothing."""
        snapshot = UpkeepSnapshot(
            issues=tuple(self.issues), proposals=tuple(self.proposals), read_at=self.now
        )
        decision = decide_upkeep(self.governance, snapshot, self.now, self.votes)
        self.decision = decision
        files = {
            each.branch: {each.file: "\n".join(f"{edit!r}" for edit in each.edits)}
            for each in decision.proposals
            if each.members
        }
        return plan_upkeep(snapshot, decision, upkeep_texts(decision, files), files)

    def run(self, keep: Sequence[bool] | None = None) -> list[UpkeepChange]:
        """Decide, plan and apply until nothing is left.

        With `keep`, crash in the first round: of its changes only those are made for which it has true,
        in turn.
        """
        done: list[UpkeepChange] = []
        for _ in range(MOST_ROUNDS):
            planned = self.plan()
            if not planned:
                return done
            for at, change in enumerate(planned):
                if keep is None or keep[at % len(keep)]:
                    self.apply(change)
                    done.append(change)
            if keep is not None:
                return done
        assert self.plan() == (), "a run comes to its end"
        return done

    def apply(self, change: UpkeepChange) -> None:
        """Do what a change asks for."""
        match change:
            case OpenIssue():
                number = self._number()
                self.issues.append(
                    OwnIssue(
                        number=number,
                        node=f"I_{number}",
                        title=change.title,
                        body=change.body,
                        is_open=True,
                    )
                )
            case EditIssue():
                self._set(change.number, title=change.title, body=change.body)
            case CommentOnIssue():
                self.written.append(change.key)
                self._add(change.number, change.body, BOT, by_viewer=True)
            case DeleteIssueComment():
                self._drop(change.node)
            case CloseIssue():
                self._set(change.number, is_open=False)
            case ReopenIssue():
                self._set(change.number, is_open=True)
            case Propose():
                self._propose(change)
            case WithdrawProposal():
                self._set_proposal(change.number, is_open=False, body=change.body)
            case _:
                assert_never(change)

    def _propose(self, change: Propose) -> None:
        fields = {"title": change.title, "body": change.body, "files": change.files}
        if change.number is not None:
            self._set_proposal(change.number, **fields)
            return
        assert not [p for p in self.proposals if p.is_open and p.branch == change.branch]
        number = self._number()
        made = {"number": number, "node": f"PR_{number}", "branch": change.branch, "is_open": True}
        # Not by number, which depends on how many things were made before.
        url = f"https://github.com/example/commons/pull/{change.branch}"
        self.proposals.append(OwnProposal.model_validate(made | fields | {"url": url}))

    # What people do

    def close(self, key: str) -> None:
        """Close an issue by hand."""
        self._set(self.issue(key).number, is_open=False)

    def reopen(self, key: str) -> None:
        """Reopen an issue by hand."""
        self._set(self.issue(key).number, is_open=True)

    def say(self, login: str, key: str, text: str) -> None:
        """Write a comment in an issue."""
        self._add(self.issue(key).number, text, Account(login=login, id=IDS.get(login)))

    def delete(self, key: str) -> None:
        """Delete the comment with a key."""
        self._drop(self.comment(key).node)

    def forget(self, login: str) -> None:
        """Delete all that somebody wrote."""
        for node in [
            each.node
            for issue in self.issues
            for each in issue.comments
            if each.author and each.author.login == login
        ]:
            self._drop(node)

    def end_proposal(self, *, merged: bool = False) -> None:
        """Close or merge the pull request that is open."""
        self._set_proposal(self.proposal.number, is_open=False, is_merged=merged)

    def push(self, text: str) -> None:
        """Push another text to the branch of the pull request that is open."""
        files = dict.fromkeys(self.proposal.files, text)
        self._set_proposal(self.proposal.number, files=files)

    # What there is to see

    def issue(self, key: str) -> OwnIssue:
        """The one issue with this key, or the beginning of it."""
        [found] = self.keyed(key)
        return found

    def keyed(self, key: str) -> list[OwnIssue]:
        """The issues with this key, or the beginning of it."""
        found = [(each, marker_in(each.body)) for each in self.issues]
        return [each for each, shown in found if shown and f"{shown.key} ".startswith(f"{key} ")]

    def comment(self, key: str) -> IssueComment:
        """The one comment with a key."""
        [found] = [
            each
            for issue in self.issues
            for each in issue.comments
            if (shown := marker_in(each.body)) and each.by_viewer and shown.key == key
        ]
        return found

    @property
    def keys(self) -> list[str]:
        """The keys of the comments that stand, in order."""
        bodies = [each.body for issue in self.issues for each in issue.comments]
        return [shown.key for each in bodies if (shown := marker_in(each))]

    @property
    def proposal(self) -> OwnProposal:
        """The one pull request that is open."""
        [found] = [each for each in self.proposals if each.is_open]
        return found

    @property
    def open_keys(self) -> list[str]:
        """The keys of the issues that are open."""
        found = [marker_in(each.body) for each in self.issues if each.is_open]
        return sorted(each.key for each in found if each)

    @property
    def state(self) -> tuple[Any, ...]:
        """Everything there is, but for numbers and the order of comments."""
        issues = sorted(
            (each.title, each.body, each.is_open, tuple(sorted(c.body for c in each.comments)))
            for each in self.issues
        )
        proposals = sorted(
            (each.branch, each.title, each.body, each.is_open, tuple(each.files.items()))
            for each in self.proposals
        )
        return issues, proposals

    def _number(self) -> int:
        self._next += 1
        return self._next

    def _set(self, number: int, **fields: Any) -> None:
        self.issues = [
            each.model_copy(update=fields) if each.number == number else each
            for each in self.issues
        ]

    def _set_proposal(self, number: int, **fields: Any) -> None:
        self.proposals = [
            each.model_copy(update=fields) if each.number == number else each
            for each in self.proposals
        ]

    def _add(self, number: int, text: str, author: Account, *, by_viewer: bool = False) -> None:
        said = IssueComment(
            node=f"IC_{self._number()}", author=author, body=text, by_viewer=by_viewer, at=self.now
        )
        [issue] = [each for each in self.issues if each.number == number]
        self._set(number, comments=(*issue.comments, said))

    def _drop(self, node: str) -> None:
        for issue in self.issues:
            left = tuple(each for each in issue.comments if each.node != node)
            self._set(issue.number, comments=left)
