"""The replies that the ledger owes: one for each comment or review that was refused or asked for help.

Nobody is left without an answer and nobody is answered twice: an answer is known by the comment or
review it answers (`key`), so a reply that stands on GitHub already is not written again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from govbot.core.decide.docket import Docket
from govbot.core.markers import answer_marker, review_answer_marker
from govbot.core.model import Strict
from govbot.core.records import Asked, Record, Refused

__all__ = ["Answer", "RefusedLine", "answers_owed", "is_in_sight", "reactions_due"]


class RefusedLine(Strict):
    """A line that was refused, why, and what would work."""

    line: str
    why: str
    hint: str


class Answer(Strict):
    """One reply. `marker` makes it known again; `url` is what it answers, `login` whom."""

    key: str
    marker: str
    login: str
    url: str
    what: Literal["comment", "review"] = "comment"
    refused: tuple[RefusedLine, ...] = ()
    wants_help: bool = False


def answers_owed(docket: Docket) -> tuple[Answer, ...]:
    """Return every reply that the ledger implies for the comments and reviews in the snapshot."""
    return (*_to_comments(docket), *_to_reviews(docket))


def reactions_due(records: Sequence[Record]) -> frozenset[str]:
    """Return how govbot reacts to what led to these records: confused to what it refused."""
    return frozenset("CONFUSED" if isinstance(each, Refused) else "EYES" for each in records)


def is_in_sight(docket: Docket, record: Record) -> bool:
    """Say whether every comment that was written since `record` is in the snapshot.

    Else its comment may be there all the same, and is not written again.
    """
    return docket.snapshot.comments_from <= docket.state.comments_before(record) + 1


def _to_comments(docket: Docket) -> Iterator[Answer]:
    shown = {comment.id: comment for comment in docket.snapshot.comments}
    for number, records in docket.state.answered_by_comment.items():
        refused, wants_help = _said(records)
        was_seen = number <= docket.state.settled
        if number not in shown or was_seen or not (refused or wants_help):
            continue
        comment = shown[number]
        yield Answer(
            key=str(number),
            marker=answer_marker(number),
            login=comment.author.login,
            url=comment.url,
            refused=refused,
            wants_help=wants_help,
        )


def _to_reviews(docket: Docket) -> Iterator[Answer]:
    shown = {review.id: review for review in docket.snapshot.reviews}
    for number, records in docket.state.answered_by_review.items():
        refused, wants_help = _said(records)
        if number not in shown or not (refused or wants_help):
            continue
        if not is_in_sight(docket, records[0]):
            continue
        review = shown[number]
        yield Answer(
            key=f"review-{number}",
            marker=review_answer_marker(number),
            login=review.author.login,
            url=review.url,
            what="review",
            refused=refused,
            wants_help=wants_help,
        )


def _said(records: Sequence[Record]) -> tuple[tuple[RefusedLine, ...], bool]:
    """Return what has to be said about these records of one comment or review."""
    refused = tuple(
        RefusedLine(line=record.line, why=record.why, hint=record.hint)
        for record in records
        if isinstance(record, Refused)
    )
    return refused, any(isinstance(each, Asked) and each.about == "help" for each in records)
