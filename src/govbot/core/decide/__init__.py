"""The decision: from what GitHub shows and the ledger holds to new records and what to say.

    decision = decide(snapshot, records, now)
    decision.records    # to append to the ledger, before anything else is touched
    decision.status     # what the status comment, the check run and the terminal say
    decision.answers    # the replies that the ledger owes
    decision.reminder   # the reminder that is due, in words
    decision.restart    # the call to vote again, where a new text took ballots away
    decision.ends       # the votes whose end is to be announced

Pure: the same snapshot, records and time give the same decision, however often and on whichever
machine. An event only says which pull request to look at; everything is decided from its state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from govbot.core.changes import ClosePullRequest, MergePullRequest
from govbot.core.decide.announcements import EndOfVote, ends_to_announce, note_announced
from govbot.core.decide.answers import Answer, answers_owed
from govbot.core.decide.docket import Docket
from govbot.core.decide.motion import see_motion
from govbot.core.decide.motion_status import status_of_motion
from govbot.core.decide.on_document import register, see_document
from govbot.core.decide.pull_request_end import end_owed
from govbot.core.decide.reminders import Reminder, remind, reminder_owed
from govbot.core.decide.restarts import Restart, call_again, restart_owed
from govbot.core.decide.restraint import answers_without_words
from govbot.core.decide.status import Standing, Status, Verdict, VoteStatus, status_of
from govbot.core.decide.timeline import take_timeline
from govbot.core.decide.unconcerned import verdict_on_nothing
from govbot.core.policies import Announcement
from govbot.core.records import Record
from govbot.core.snapshot import Snapshot
from govbot.core.state import RfcState, fold

__all__ = [
    "Answer",
    "Decision",
    "EndOfVote",
    "Reminder",
    "Restart",
    "Standing",
    "Status",
    "Verdict",
    "VoteStatus",
    "decide",
]


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows: new records, the state with them, what to say, and the answers owed.

    `status` is None where there is no RFC, no motion, and no vote that is needed. `ends` are the votes
    whose end is to be announced: their places have to be read before it can be. `pull_request_end` is
    what the stage does to the pull request, and `unconcerned` what its check says without a status
    (None: nothing).
    """

    records: tuple[Record, ...]
    state: RfcState
    status: Status | None
    answers: tuple[Answer, ...]
    unconcerned: Verdict | None
    reminder: Reminder | None = None
    restart: Restart | None = None
    ends: tuple[EndOfVote, ...] = ()
    pull_request_end: ClosePullRequest | MergePullRequest | None = None

    @property
    def verdict(self) -> Verdict | None:
        """What the check run says; None where nothing is to be said."""
        return self.status.verdict if self.status else self.unconcerned

    @property
    def places_to_read(self) -> tuple[Announcement, ...]:
        """Where ends of votes are to be announced, each place once and in order, not read so far."""
        unread = [end.place for end in self.ends if end.posting is None]
        return tuple(dict.fromkeys(unread))


def decide(snapshot: Snapshot, records: Sequence[Record], now: datetime) -> Decision:
    """Decide about one pull request or issue at `now` (UTC), given all its records in the ledger."""
    docket = Docket(snapshot, fold(records), now.replace(microsecond=0))
    register(docket)
    if docket.state.registered is not None and not docket.state.checks_pass:
        see_document(docket)
    # A text that can be voted on stays the text until everything said about it was taken: a new one
    # never reaches back over a vote that was opened, a ballot that was cast, a deadline that passed.
    take_timeline(docket)
    see_document(docket)
    see_motion(docket)
    remind(docket)
    call_again(docket)
    note_announced(docket)
    is_rfc = docket.state.registered is not None
    without_words = answers_without_words(docket)
    return Decision(
        records=tuple(docket.new),
        state=docket.state,
        status=status_of(docket) if is_rfc else status_of_motion(docket),
        answers=tuple(each for each in answers_owed(docket) if each.key not in without_words),
        unconcerned=verdict_on_nothing(docket),
        reminder=reminder_owed(docket),
        restart=restart_owed(docket),
        ends=ends_to_announce(docket),
        pull_request_end=end_owed(docket),
    )
