"""The end of a vote, announced once in the place that its policy names.

    announce: {discussions: Announcements}      announce: {issue: 42}

    ends_to_announce(docket)     # (EndOfVote(vote=1, ...),): the ledger does not say yet that it was
    note_announced(docket)       # Announced(source=...), once it stands there

Where that place is read is for whoever gathers: only those of `ends_to_announce`, in their order. One run
posts an announcement, and once it was seen it is never posted again. A vote that was cancelled decided
nothing and is not announced.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from govbot.core.decide.docket import Docket
from govbot.core.decide.postings import is_taken_on, may_be_taken_on, take_on, tries
from govbot.core.markers import announcement_marker, is_marked
from govbot.core.model import Strict
from govbot.core.policies import Announcement
from govbot.core.records import Announced, Source
from govbot.core.snapshot import Comment, Posting
from govbot.core.state import VoteState
from govbot.core.votes import Tally

__all__ = ["EndOfVote", "ends_to_announce", "note_announced", "notices_on_announcements", "posted"]


class EndOfVote(Strict):
    """How a vote ended, as it is announced, and when (`closed`, UTC).

    `posting` is the place as it was read, None until then; `is_ours` says whether this run posts it.
    """

    number: int
    what: Literal["RFC", "Issue", "Pull request"]
    title: str
    url: str
    vote: int
    policy: str
    tally: Tally
    stage: str
    marker: str
    place: Announcement
    closed: datetime
    posting: Posting | None = None
    is_ours: bool = False


def ends_to_announce(docket: Docket) -> tuple[EndOfVote, ...]:
    """Return the votes that ended and are not known to be announced, oldest first."""
    postings = dict(zip(_places_read(docket), docket.snapshot.postings, strict=False))
    return tuple(
        end
        for vote in docket.state.votes
        if vote.announced is None
        for end in _end(docket, vote, postings.get(vote.opening.policy.announce))
    )


def _places_read(docket: Docket) -> list[Announcement | None]:
    """Return the places of this decision in the order in which they were read, or will be."""
    owed = [
        vote
        for vote in docket.state.votes
        if vote.closed is not None
        and vote.opening.policy.announce is not None
        and (vote.announced is None or vote.announced in docket.new)
    ]
    return list(dict.fromkeys(vote.opening.policy.announce for vote in owed))


def _end(docket: Docket, vote: VoteState, posting: Posting | None) -> Iterator[EndOfVote]:
    place = vote.opening.policy.announce
    state = docket.state
    pull = docket.snapshot.pull_request
    if place is None or vote.closed is None:
        return
    title = state.document.title if state.document else ""
    motion = state.motion
    marker = announcement_marker(pull.number, vote.number)
    is_rfc = state.registered is not None
    yield EndOfVote(
        number=pull.number,
        what="RFC" if is_rfc else "Issue" if pull.is_issue else "Pull request",
        title=title or pull.title or (motion.title if motion else ""),
        url=pull.url or (motion.source.url if motion and motion.source else ""),
        vote=vote.number,
        policy=vote.opening.policy_name,
        tally=vote.closed.tally,
        stage=_stage_after(docket, vote),
        marker=marker,
        place=place,
        closed=vote.closed.at,
        posting=posting,
        is_ours=is_taken_on(docket, marker),
    )


def _stage_after(docket: Docket, vote: VoteState) -> str:
    """Return the stage that the outcome led to; none for a motion."""
    if vote.closed is None:
        return ""
    entered = [
        each.stage
        for each in docket.state.stages
        if each.at == vote.closed.at and each.why.startswith("vote-")
    ]
    return entered[0] if entered else ""


def posted(end: EndOfVote) -> tuple[Comment, ...]:
    """Return what stands in its place already, the oldest first: there should be one."""
    found = end.posting.posted if end.posting else ()
    return tuple(each for each in reversed(found) if is_marked(each.body, end.marker))


def note_announced(docket: Docket) -> None:
    """Record the announcements that stand, and those that this run posts."""
    votes = {vote.number: vote for vote in docket.state.votes}
    for end in ends_to_announce(docket):
        copies = posted(end)
        if len(copies) == 1:
            docket.add(
                Announced(at=copies[0].created_at, vote=end.vote, source=Source(url=copies[0].url))
            )
        elif not copies and _may_be_posted(docket, votes[end.vote], end):
            take_on(docket, votes[end.vote], end.marker)


def _may_be_posted(docket: Docket, vote: VoteState, end: EndOfVote) -> bool:
    """Say whether this run may post it. One that was tried may stand where nobody could read back to."""
    posting = end.posting
    if posting is None or posting.node is None:
        return False
    is_in_sight = posting.is_whole or tries(vote, end.marker) == 0
    return is_in_sight and may_be_taken_on(docket, vote, end.marker)


def notices_on_announcements(docket: Docket) -> Iterator[str]:
    """Yield what keeps the end of a vote from being announced."""
    votes = {vote.number: vote for vote in docket.state.votes}
    for end in ends_to_announce(docket):
        if end.posting is None:
            continue
        if end.posting.node is None:
            yield (
                f"The end of vote {end.vote} is not announced yet: there is no {_wanted(end)} that "
                f"govbot can write to. It is, once there is one."
            )
        elif tries(votes[end.vote], end.marker) > 1 and not posted(end):
            yield (
                f"The end of vote {end.vote} is not announced yet: govbot's announcement never "
                f"appeared in {end.posting.place}. Its token may not be allowed to write there. It "
                f"tries again, less and less often, down to once a day."
            )


def _wanted(end: EndOfVote) -> str:
    if end.place.issue is not None:
        return f"issue {end.place.issue}"
    return f"category `{end.place.discussions}` of discussions"
