"""The difference between what is due and what GitHub shows, as changes, in the order to make them.

    decision = decide_upkeep(governance, snapshot, now, votes)
    files = {each.branch: ... for each in decision.proposals}      # whole texts, with `each.edits` made
    texts = upkeep_texts(decision, files)                          # govbot.reports.upkeep
    plan_upkeep(snapshot, decision, texts, files)
    # (OpenIssue(...), CommentOnIssue(...), Propose(...))

A comment needs an issue that stands open, and what was said is noted only once it was seen. So read, decide
and apply again until nothing is left to change: after at most four rounds, of which most runs need none.
Made in part, or twice, it comes out the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

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
from govbot.core.upkeep.due import EmeritusProposal, Issue, Notice, UpkeepDecision
from govbot.core.upkeep.keys import marker_in, print_of
from govbot.core.upkeep.snapshot import IssueComment, OwnIssue, OwnProposal, UpkeepSnapshot

__all__ = ["MOST_ROUNDS", "Files", "UpkeepTexts", "plan_upkeep"]

MOST_ROUNDS = 4
"""How often a run reads, decides and applies: to open or reopen, to comment, to note it, to see it done."""

UpkeepTexts = Mapping[str, tuple[str, str]]
"""Titles and bodies by key, already rendered. A comment has no title."""

Files = Mapping[str, Mapping[str, str]]
"""Whole texts of files by branch and path. A branch that is not there is not proposed."""


def plan_upkeep(
    snapshot: UpkeepSnapshot, decision: UpkeepDecision, texts: UpkeepTexts, files: Files
) -> tuple[UpkeepChange, ...]:
    """Return the changes that bring GitHub to what `decision` says."""
    return (
        *_second_issues(snapshot, decision),
        *_issues(snapshot, decision, texts),
        *_proposals(snapshot, decision, texts, files),
    )


def _issues(
    snapshot: UpkeepSnapshot, decision: UpkeepDecision, texts: UpkeepTexts
) -> Iterator[UpkeepChange]:
    by_number = {each.number: each for each in snapshot.issues}
    for issue in decision.issues:
        title, body = texts[issue.key]
        if issue.number is None:
            yield OpenIssue(key=issue.key, title=title, body=body, label=decision.label)
            continue
        own = by_number[issue.number]
        notices = [each for each in decision.notices if each.issue == issue.key]
        yield from _in_issue(own, issue, notices, texts)


def _in_issue(
    own: OwnIssue, issue: Issue, notices: Sequence[Notice], texts: UpkeepTexts
) -> Iterator[UpkeepChange]:
    title, body = texts[issue.key]
    purpose = f"“{title}”"
    if issue.is_new and not own.is_open:
        # What is new is said once it is open: a comment that is seen is never said again.
        yield ReopenIssue(number=own.number, node=own.node, purpose=purpose)
    else:
        for notice in notices:
            yield CommentOnIssue(
                number=own.number,
                node=own.node,
                key=notice.key,
                body=texts[notice.key][1],
                purpose=notice.purpose,
            )
    yield from _second_comments(own)
    if (own.title, _text(own.body)) != (title, _text(body)):
        yield EditIssue(number=own.number, node=own.node, title=title, body=body)
    if own.is_open and not issue.stands and not issue.is_over:
        yield CloseIssue(number=own.number, node=own.node, purpose=f"{purpose}: nothing is left")


def _second_comments(own: OwnIssue) -> Iterator[UpkeepChange]:
    """Yield what deletes the second copies of a comment that two runs wrote."""
    keyed = [(key, each) for each in own.comments if each.by_viewer if (key := _key(each))]
    keyed.sort(key=lambda each: each[0])
    for _, copies in groupby(keyed, key=lambda each: each[0]):
        for _, spare in list(copies)[1:]:
            yield DeleteIssueComment(number=own.number, node=spare.node, purpose="a comment")


def _key(comment: IssueComment) -> str | None:
    found = marker_in(comment.body)
    return found.key if found else None


def _second_issues(snapshot: UpkeepSnapshot, decision: UpkeepDecision) -> Iterator[UpkeepChange]:
    """Yield what closes the second copies of an issue that two runs opened."""
    kept = {each.number for each in decision.issues}
    keys = {each.key for each in decision.issues if each.number is not None}
    for own in snapshot.issues:
        found = marker_in(own.body)
        is_spare = found is not None and found.key in keys and own.number not in kept
        if is_spare and own.is_open:
            yield CloseIssue(number=own.number, node=own.node, purpose="it was opened twice")


def _proposals(
    snapshot: UpkeepSnapshot, decision: UpkeepDecision, texts: UpkeepTexts, files: Files
) -> Iterator[UpkeepChange]:
    for due in decision.proposals:
        title, body = texts[due.key]
        running = [
            each for each in snapshot.proposals if each.branch == due.branch and each.is_open
        ]
        own = running[0] if running else None
        if own is not None and not due.members:
            if _is_as_pushed(own, due):
                yield WithdrawProposal(
                    number=own.number,
                    node=own.node,
                    branch=due.branch,
                    body=body,
                    purpose="nothing is left to propose",
                )
            continue
        wanted = files.get(due.branch)
        if not due.members or wanted is None or (own and not _may_update(own, due, body, wanted)):
            continue
        yield Propose(
            key=due.key,
            branch=due.branch,
            title=title,
            body=body,
            files=dict(wanted),
            label=decision.label,
            number=own.number if own else None,
            node=own.node if own else None,
        )


def _may_update(
    own: OwnProposal, due: EmeritusProposal, body: str, wanted: Mapping[str, str]
) -> bool:
    """Say whether an open pull request lacks something and is still govbot's own.

    What somebody else pushed to its branch, or wrote into its text, is left to them.
    """
    is_there = print_of(own.files.get(due.file)) == print_of(wanted.get(due.file))
    found, meant = marker_in(own.body), marker_in(body)
    if found is None or (is_there and found == meant):
        return False
    return is_there or _is_as_pushed(own, due)


def _is_as_pushed(own: OwnProposal, due: EmeritusProposal) -> bool:
    """Say whether the file is as govbot left it."""
    found = marker_in(own.body)
    return found is not None and print_of(own.files.get(due.file)) in found.said


def _text(body: str) -> str:
    """Return a text as it compares: GitHub may give line ends and outer white space back otherwise."""
    return body.replace("\r\n", "\n").strip()
