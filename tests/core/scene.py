"""A pull request on paper: comments, pushes and time, decided by the real `decide`.

    scene = Scene()
    scene.say("ada", "/vote yes")
    scene.run()
    scene.stage       # "voting"

What GitHub would show is kept as values; each run is decided from them and the records so far, and what
`plan_changes` asks for is done to them, so a second run sees what the first one did.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from govbot.core.accounts import Account
from govbot.core.changes import (
    AddComment,
    AddLabel,
    Announce,
    Change,
    ClosePullRequest,
    CreateLabel,
    DeleteComment,
    DeleteDiscussion,
    EditComment,
    EndCheckRun,
    MergePullRequest,
    React,
    RemoveLabel,
    SetCheckRun,
)
from govbot.core.decide import Decision, Status, decide
from govbot.core.documents import Document, FrontMatter, Section
from govbot.core.effects import Texts, plan_changes
from govbot.core.governance import Governance
from govbot.core.markers import STATUS_MARKER
from govbot.core.records import Record, Refused, parse_records, write_records
from govbot.core.snapshot import (
    ChangedFile,
    CheckRun,
    Comment,
    LabelEvent,
    Posting,
    PullRequest,
    PullState,
    Review,
    ReviewState,
    Snapshot,
)
from govbot.core.state import RfcState, fold
from tests import communities
from tests.communities import HALF_YEAR, IDS, council_of_seven, member

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
NUMBER = 12


def account(login: str) -> Account:
    return Account(login=login, id=IDS.get(login))


def community(**settings: Any) -> Governance:
    """The council of seven and a core team of mo, by these settings."""
    core = {"name": "Core-Team", "kind": "core", "members": [member("mo", HALF_YEAR, role="chair")]}
    bodies = {"council": council_of_seven(chair="ada"), "core-team": core}
    return communities.community(bodies, settings=settings, commit="c0ffee")


def document(blob: str = "b10b", number: int = NUMBER, **front: Any) -> Document:
    data = {"title": "One ledger", "authors": ["zoe"], "champion": "ada", "created": "2026-02-28"}
    titles = ("Summary", "Motivation", "Proposal", "Alternatives")
    return Document(
        path=f"rfcs/{number:04d}-one-ledger.md",
        blob=blob,
        front=FrontMatter.model_validate(data | front),
        sections=tuple(
            Section(title=title, level=2, line=10 * place)
            for place, title in enumerate(titles, start=1)
        ),
    )


def _with(written: Any, node: str, reaction: str) -> Any:
    """Return what was written with one more reaction, if it is the one of that node."""
    if written.node != node:
        return written
    return written.model_copy(update={"reactions": written.reactions | {reaction}})


class Scene:
    """One pull request of the contributor zoe, in a community with a council of seven."""

    def __init__(self, governance: Governance | None = None) -> None:
        self.governance = governance or community()
        self.now = START
        self.documents: tuple[Document, ...] = (document(),)
        self.comments: list[Comment] = []
        self.reviews: list[Review] = []
        self.comments_from = 0
        self.place: str | None = "#42"
        self.posted: list[Comment] = []
        self.is_whole = True
        self.merges = True
        self.label_events: list[LabelEvent] = []
        self.labels: list[str] = []
        self.check: CheckRun | None = None
        self.pull = PullState.OPEN
        self.closed_at: datetime | None = None
        self.records: tuple[Record, ...] = ()
        self.changes: tuple[Change, ...] = ()
        self.head, self.base = "5eed", "main"
        self.more_files: tuple[ChangedFile, ...] = ()
        self.unlisted = 0
        self.committed_at: datetime | None = None
        self.decision: Decision | None = None
        self._next = 100

    def wait(self, **length: float) -> Scene:
        """Let time pass: `wait(days=14)`."""
        self.now += timedelta(**length)
        return self

    def say(self, login: str, text: str, **comment: Any) -> Comment:
        """Write a comment now."""
        self._next += 1
        data: dict[str, Any] = {
            "node": f"IC_{self._next}",
            "id": self._next,
            "author": account(login),
            "body": text,
            "url": f"https://github.com/example/commons/pull/{NUMBER}#issuecomment-{self._next}",
            "created_at": self.now,
        }
        said = Comment.model_validate(data | comment)
        self.comments.append(said)
        return said

    def edit(self, comment: Comment, text: str, by: str) -> None:
        """Edit a comment now."""
        edited = {"body": text, "edited_at": self.now, "editor": account(by)}
        place = next(i for i, each in enumerate(self.comments) if each.id == comment.id)
        self.comments[place] = self.comments[place].model_copy(update=edited)

    def delete(self, comment: Comment) -> None:
        """Delete a comment."""
        self.comments = [each for each in self.comments if each.id != comment.id]

    def review(self, login: str, state: ReviewState, text: str = "", **review: Any) -> Review:
        """Send a review now."""
        self._next += 1
        data: dict[str, Any] = {
            "node": f"PRR_{self._next}",
            "id": self._next,
            "author": account(login),
            "state": state,
            "body": text,
            "url": f"https://github.com/example/commons/pull/{NUMBER}#pullrequestreview-{self._next}",
            "submitted_at": self.now,
            "commit": self.head,
        }
        sent = Review.model_validate(data | review)
        self.reviews.append(sent)
        return sent

    def change_review(self, review: Review, **changes: Any) -> None:
        """Edit or dismiss a review."""
        place = next(i for i, each in enumerate(self.reviews) if each.id == review.id)
        self.reviews[place] = self.reviews[place].model_copy(update=changes)

    def move_label(self, login: str, label: str, *, added: bool) -> None:
        """Put a label on or take it off by hand."""
        self._next += 1
        event = LabelEvent(
            node=f"LE_{self._next}", label=label, added=added, actor=account(login), at=self.now
        )
        self.label_events.append(event)
        if added:
            self.labels.append(label)
        else:
            self.labels.remove(label)

    def push(self, blob: str, **front: Any) -> None:
        """Push a new text of the RFC."""
        self.documents = (document(blob, **front),)
        self.head = f"head-{blob}"
        self.check = None

    def close(self, state: PullState = PullState.CLOSED) -> None:
        """Close or merge the pull request now."""
        self.pull, self.closed_at = state, self.now

    def snapshot(self) -> Snapshot:
        """What GitHub shows now."""
        own = [ChangedFile(path=each.path, change="added") for each in self.documents]
        files = (*own, *self.more_files)
        return Snapshot(
            repository="example/commons",
            repository_node="R_1",
            default_branch="main",
            governance=self.governance,
            pull_request=PullRequest(
                node="PR_12",
                number=NUMBER,
                title="One ledger",
                author=account("zoe"),
                state=self.pull,
                url=f"https://github.com/example/commons/pull/{NUMBER}",
                head=self.head,
                base=self.base,
                committed_at=self.committed_at,
                created_at=START,
                merged_at=self.closed_at if self.pull is PullState.MERGED else None,
                closed_at=self.closed_at,
                labels=tuple(self.labels),
                files=files,
                files_in_all=len(files) + self.unlisted,
            ),
            documents=self.documents,
            comments=tuple(each for each in self.comments if each.id >= self.comments_from),
            comments_from=self.comments_from,
            reviews=tuple(self.reviews),
            label_events=tuple(self.label_events),
            check_run=self.check,
        )

    def decide(self) -> Decision:
        """Decide, touching nothing."""
        return self._decide()[1]

    def _decide(self) -> tuple[Snapshot, Decision]:
        """Decide, and again with the places that have to be read for it."""
        snapshot = self.snapshot()
        decision = decide(snapshot, self.records, self.now)
        if decision.places_to_read:
            postings = [self._posting() for _ in decision.places_to_read]
            snapshot = snapshot.model_copy(update={"postings": tuple(postings)})
            decision = decide(snapshot, self.records, self.now)
        return snapshot, decision

    def _posting(self) -> Posting:
        node = f"I_{self.place}" if self.place else None
        return Posting(
            place=self.place or "",
            node=node,
            posted=tuple(reversed(self.posted)),
            is_whole=self.is_whole,
        )

    def run(self, *, act: bool = True) -> Decision:
        """Decide, record, and (unless the run crashes before it can `act`) do what follows."""
        snapshot, decision = self._decide()
        lines = write_records(self.records) + write_records(decision.records)
        self.records = parse_records(lines, "the ledger")
        self.decision = decision
        if act:
            self.changes = plan_changes(snapshot, decision, self._texts(decision))
            for change in self.changes:
                self._do(change)
        return decision

    @staticmethod
    def _texts(decision: Decision) -> Texts:
        said = decision.status.model_dump_json() if decision.status else ""
        answers = {each.key: f"{each.marker}\n{each!r}" for each in decision.answers}
        reminder, restart = decision.reminder, decision.restart
        return Texts(
            status=f"{STATUS_MARKER}\n{said}",
            summary=said,
            answers=answers,
            reminder=f"{reminder.marker}\n{reminder!r}" if reminder else "",
            restart=f"{restart.marker}\n{restart!r}" if restart else "",
            announcements={
                end.marker: (f"vote {end.vote}", f"{end.marker}\n{end.tally.outcome}")
                for end in decision.ends
            },
        )

    def _do(self, change: Change) -> None:
        match change:
            case AddLabel(label=label):
                self.labels.append(label)
            case RemoveLabel(label=label):
                self.labels.remove(label)
            case AddComment(body=text):
                self.say("govbot", text, by_viewer=True, author=Account(login="bot", is_bot=True))
            case EditComment(node=node, body=text):
                place = next(i for i, each in enumerate(self.comments) if each.node == node)
                self.comments[place] = self.comments[place].model_copy(update={"body": text})
            case DeleteComment(node=node):
                self.comments = [each for each in self.comments if each.node != node]
                self.posted = [each for each in self.posted if each.node != node]
            case React(node=node, content=content):
                self.comments = [_with(each, node, content) for each in self.comments]
                self.reviews = [_with(each, node, content) for each in self.reviews]
            case Announce(title=title, body=text):
                self.post(text, title)
            case DeleteDiscussion(node=node):
                self.posted = [each for each in self.posted if each.node != node]
            case ClosePullRequest():
                self.close()
            case MergePullRequest(head=head):
                assert head == self.head
                if self.merges:
                    self.close(PullState.MERGED)
            case SetCheckRun():
                self.check = CheckRun(
                    node="CR_1",
                    conclusion=change.conclusion,
                    title=change.title,
                    summary=change.summary,
                    set_at=self.now,
                )
            case CreateLabel() | EndCheckRun():
                pass
            case _:
                raise AssertionError(change)

    @property
    def state(self) -> RfcState:
        """What the records imply."""
        return fold(self.records)

    @property
    def stage(self) -> str | None:
        """The stage the RFC is in."""
        return self.state.stage

    @property
    def status(self) -> Status:
        """What the last run has to say about the RFC."""
        assert self.decision is not None
        assert self.decision.status is not None
        return self.decision.status

    @property
    def refusals(self) -> list[tuple[str, str]]:
        """Who was refused what, in the sentence they got."""
        return [
            (record.actor.login if record.actor else "", f"{record.why} {record.hint}".strip())
            for record in self.records
            if isinstance(record, Refused)
        ]

    def post(self, text: str, title: str = "") -> None:
        """Let govbot post an announcement now."""
        self._next += 1
        self.posted.append(
            Comment(
                node=f"POST_{self._next}",
                id=self._next,
                author=Account(login="bot", is_bot=True),
                body=text,
                url=f"https://github.com/example/commons/issues/42#{title.replace(' ', '-')}",
                created_at=self.now,
                by_viewer=True,
            )
        )

    def to_vote(self) -> Scene:
        """Carry the RFC to an open vote."""
        self.run()
        self.wait(days=14)
        self.say("ada", "/vote open")
        self.run()
        assert self.stage == "voting", self.refusals
        return self
