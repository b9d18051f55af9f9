"""The difference between what the ledger implies and what GitHub shows, as changes.

    plan_changes(snapshot, decision, texts)
    # (RemoveLabel("rfc: discussion"), AddLabel("rfc: voting"), EditComment(...), React(...), ...)

So the next run finishes what a crash left half done, and a run with nothing to do changes nothing.
`Texts` are the words, already rendered: the core plans where they go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from govbot.core.changes import (
    AddComment,
    AddLabel,
    Announce,
    Change,
    Conclusion,
    DeleteComment,
    DeleteDiscussion,
    EditComment,
    EndCheckRun,
    React,
    RemoveLabel,
    SetCheckRun,
)
from govbot.core.decide import Decision, EndOfVote
from govbot.core.decide.announcements import posted
from govbot.core.decide.answers import reactions_due
from govbot.core.decide.postings import leaves_words_to_the_bot
from govbot.core.labels import plan_labels
from govbot.core.markers import (
    CHECK_NAME,
    STATUS_MARKER,
    is_marked,
    reminder_marker_in,
    restart_marker_in,
)
from govbot.core.records import Record
from govbot.core.snapshot import CheckRun, Comment, PullState, Review, Snapshot
from govbot.core.votes import in_words

__all__ = ["Texts", "plan_changes"]


@dataclass(frozen=True, slots=True)
class Texts:
    """Rendered words: the status comment (with its marker), the check's summary, answers by key.

    `announcements` are titles and bodies by marker.
    """

    status: str = ""
    summary: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    reminder: str = ""
    restart: str = ""
    announcements: Mapping[str, tuple[str, str]] = field(default_factory=dict)


RANK: dict[Conclusion, int] = {"failure": 0, "pending": 1, "success": 2}
RIVAL = (
    "Something else has set a check of the same name on this commit. This one is govbot's; to accept no "
    "other, let govbot act as a GitHub App of its own and name that as the source of the required check."
)


def plan_changes(snapshot: Snapshot, decision: Decision, texts: Texts) -> tuple[Change, ...]:
    """Return the changes that bring GitHub to what `decision` implies, in the order to make them."""
    # Whoever else may write in a conversation that is locked, a bot may not; it catches up afterwards.
    speaks = not leaves_words_to_the_bot(snapshot) and not snapshot.pull_request.is_locked
    announces = not leaves_words_to_the_bot(snapshot)
    if snapshot.pull_request.is_gone:
        # Nothing can be written on it, and what was decided there is announced all the same.
        return tuple(_announcements(decision, texts))
    return (
        *_labels(snapshot, decision),
        *(_status_comment(snapshot, decision, texts) if speaks else ()),
        *(_answers(snapshot, decision, texts) if speaks else ()),
        *(_reactions(snapshot, decision) if speaks else ()),
        *(_calls(snapshot, decision, texts) if speaks else ()),
        *(_announcements(decision, texts) if announces else ()),
        *_check_run(snapshot, decision, texts),
        *((decision.pull_request_end,) if decision.pull_request_end else ()),
    )


def _labels(snapshot: Snapshot, decision: Decision) -> Iterator[Change]:
    lifecycle = snapshot.governance.settings.lifecycle
    stage = decision.state.stage
    if stage is None or stage not in lifecycle.stages:
        return
    wanted = lifecycle.label(stage)
    for label in snapshot.pull_request.labels:
        named = lifecycle.stage_of_label(label)
        if named is not None and named != stage:
            yield RemoveLabel(label=label)
    if wanted.lower() in {label.lower() for label in snapshot.pull_request.labels}:
        return
    if wanted.lower() not in {label.lower() for label in snapshot.label_nodes}:
        missing = plan_labels((), lifecycle)
        yield from (change for change in missing if change.name == wanted)
    yield AddLabel(label=wanted)


def _status_comment(snapshot: Snapshot, decision: Decision, texts: Texts) -> Iterator[Change]:
    if decision.status is None:
        return
    own = [c for c in snapshot.comments if is_marked(c.body, STATUS_MARKER) and c.by_viewer]
    purpose = f"the status comment of #{snapshot.pull_request.number}"
    if not own:
        yield AddComment(body=texts.status, purpose=purpose)
        return
    if _text(own[0].body) != _text(texts.status):
        yield EditComment(node=own[0].node, body=texts.status, purpose=purpose)
    for spare in own[1:]:
        yield DeleteComment(node=spare.node, purpose=f"a second copy of {purpose}")


def _answers(snapshot: Snapshot, decision: Decision, texts: Texts) -> Iterator[Change]:
    own = [comment for comment in snapshot.comments if comment.by_viewer]
    for answer in decision.answers:
        given = [comment for comment in own if is_marked(comment.body, answer.marker)]
        purpose = f"the answer to {answer.login} at {answer.url}"
        if not given:
            yield AddComment(body=texts.answers[answer.key], purpose=purpose)
        for spare in given[1:]:
            yield DeleteComment(node=spare.node, purpose=f"a second copy of {purpose}")


def _reactions(snapshot: Snapshot, decision: Decision) -> Iterator[Change]:
    state = decision.state
    for comment in snapshot.comments:
        yield from _react(comment, state.answered_by_comment.get(comment.id, ()))
    for review in snapshot.reviews:
        yield from _react(review, state.answered_by_review.get(review.id, ()))


def _react(written: Comment | Review, records: Sequence[Record]) -> Iterator[Change]:
    for content in sorted(reactions_due(records) - written.reactions):
        yield React.model_validate({"node": written.node, "content": content, "url": written.url})


def _calls(snapshot: Snapshot, decision: Decision, texts: Texts) -> Iterator[Change]:
    """Yield the comments that mention voters, and take back second copies of them."""
    own = [comment for comment in snapshot.comments if comment.by_viewer]
    for what, marker_in, owed, text in (
        ("a reminder", reminder_marker_in, decision.reminder, texts.reminder),
        ("a call to vote again", restart_marker_in, decision.restart, texts.restart),
    ):
        given: dict[str, list[Comment]] = {}
        for comment in own:
            marker = marker_in(comment.body)
            if marker is not None:
                given.setdefault(marker, []).append(comment)
        if owed is not None and owed.marker not in given:
            yield AddComment(body=text, purpose=f"{what} to {in_words(owed.who)}")
        for copies in given.values():
            for spare in copies[1:]:
                yield DeleteComment(node=spare.node, purpose=f"a second copy of {what}")


def _announcements(decision: Decision, texts: Texts) -> Iterator[Change]:
    for end in decision.ends:
        posting = end.posting
        if posting is None or posting.node is None:
            continue
        copies = posted(end)
        if not copies and end.is_ours:
            title, body = texts.announcements[end.marker]
            yield Announce(
                node=posting.node,
                place=posting.place,
                is_discussion=_is_discussion(end),
                title=title,
                body=body,
            )
        for spare in copies[1:]:
            purpose = f"a second announcement of the end of vote {end.vote}"
            delete = DeleteDiscussion if _is_discussion(end) else DeleteComment
            yield delete(node=spare.node, purpose=purpose)


def _is_discussion(end: EndOfVote) -> bool:
    return end.place.discussions is not None


def _check_run(snapshot: Snapshot, decision: Decision, texts: Texts) -> Iterator[Change]:
    status = decision.status
    pull = snapshot.pull_request
    if pull.is_issue or (status is None and pull.state is not PullState.OPEN):
        return
    verdict = decision.verdict
    if verdict is None:
        return
    conclusion, title = verdict.conclusion, verdict.headline
    is_green = conclusion == "success"
    idle = f"{title}, so there is nothing to decide." if is_green else f"{title.rstrip('.')}."
    summary = texts.summary if status else idle
    shown = snapshot.check_run
    about: int | None = pull.number
    kept = _kept(shown, conclusion) if shown and shown.is_of_another(pull.number) else None
    if shown is not None and kept is not None:
        # It is only set again where readers would not go on seeing it.
        conclusion, title, summary, about = kept, shown.title, shown.summary, shown.about
    elif shown is not None and shown.has_rival:
        summary = f"{summary.rstrip()}\n\n{RIVAL}\n"
    is_there = shown is not None and shown.concludes(conclusion, snapshot.read_at)
    is_there = is_there and shown is not None and shown.about in {None, about}
    if is_there and shown and (shown.title, _text(shown.summary)) == (title, _text(summary)):
        return
    yield SetCheckRun(
        head=snapshot.pull_request.head,
        # GitHub may not let a conclusion be changed, so another conclusion is another check run.
        node=shown.node if shown and is_there else None,
        about=about,
        name=CHECK_NAME,
        conclusion=conclusion,
        title=title,
        summary=summary,
    )
    if shown and shown.is_pending and conclusion != "pending":
        yield EndCheckRun(node=shown.node, conclusion=conclusion)


def _kept(shown: CheckRun, conclusion: Conclusion) -> Conclusion | None:
    """Return the conclusion of another pull request of the same commit, where that is left as it is.

    A check is a commit's, and what may be merged from it may be, whichever of them it is merged by. So a
    pull request raises it, and lowers only its own: nobody's turns another's red.
    """
    said = next((each for each in RANK if each == shown.conclusion), None)
    return said if said is not None and RANK[said] >= RANK[conclusion] else None


def _text(body: str) -> str:
    """Return a text as it compares: GitHub may give line ends and outer white space back otherwise."""
    return body.replace("\r\n", "\n").strip()
