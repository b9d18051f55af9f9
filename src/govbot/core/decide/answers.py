"""The replies that the ledger owes: one for each comment that was refused or asked for help.

Nobody is left without an answer and nobody is answered twice: an answer is known by the comment it
answers (`key`), so a reply that stands on GitHub already is not written again.
"""

from __future__ import annotations

from govbot.core.decide.docket import Docket
from govbot.core.markers import answer_marker
from govbot.core.model import Strict
from govbot.core.records import Asked, Refused

__all__ = ["Answer", "RefusedLine", "answers_owed"]


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
    refused: tuple[RefusedLine, ...] = ()
    wants_help: bool = False


def answers_owed(docket: Docket) -> tuple[Answer, ...]:
    """Return every reply that the ledger implies for the comments in the snapshot."""
    shown = {comment.id: comment for comment in docket.snapshot.comments}
    answers = []
    for number, records in docket.state.answered_by_comment.items():
        refused = tuple(
            RefusedLine(line=record.line, why=record.why, hint=record.hint)
            for record in records
            if isinstance(record, Refused)
        )
        wants_help = any(isinstance(each, Asked) and each.about == "help" for each in records)
        was_seen = number <= docket.state.settled
        if number not in shown or was_seen or not (refused or wants_help):
            continue
        comment = shown[number]
        answers.append(
            Answer(
                key=str(number),
                marker=answer_marker(number),
                login=comment.author.login,
                url=comment.url,
                refused=refused,
                wants_help=wants_help,
            )
        )
    return tuple(answers)
