"""The end of a vote, announced once in the place that its policy names.

    announce: {discussions: Announcements}      announce: {issue: 42}

    ends_to_announce(docket)     # (EndOfVote(vote=1, ...),): the ledger does not say yet that it was
    note_announced(docket)       # Announced(source=...), once it stands there

Where that place is read is for whoever gathers: only those of `ends_to_announce`, in their order. A vote
that was cancelled decided nothing and is not announced.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from govbot.core.decide.docket import Docket
from govbot.core.markers import announcement_marker
from govbot.core.model import Strict
from govbot.core.policies import Announcement
from govbot.core.records import Announced, Source
from govbot.core.snapshot import Comment, Posting
from govbot.core.state import VoteState
from govbot.core.votes import Tally

__all__ = ["EndOfVote", "ends_to_announce", "note_announced", "notices_on_announcements", "posted"]

SETTLING = timedelta(minutes=10)
"""How long after it was written an announcement is taken for the only one: by then every run that had
not seen it is over, and a second copy would show."""


class EndOfVote(Strict):
    """How a vote ended, as it is announced. `posting` is the place as it was read, None until then."""

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
    posting: Posting | None = None


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
    is_rfc = state.registered is not None
    yield EndOfVote(
        number=pull.number,
        what="RFC" if is_rfc else "Issue" if pull.is_issue else "Pull request",
        title=title or pull.title,
        url=pull.url,
        vote=vote.number,
        policy=vote.opening.policy_name,
        tally=vote.closed.tally,
        stage=_stage_after(docket, vote),
        marker=announcement_marker(pull.number, vote.number),
        place=place,
        posting=posting,
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
    return tuple(each for each in reversed(found) if end.marker in each.body)


def note_announced(docket: Docket) -> None:
    """Record the announcements that stand, once no second copy can come."""
    for end in ends_to_announce(docket):
        copies = posted(end)
        if len(copies) == 1 and copies[0].created_at <= docket.now - SETTLING:
            docket.add(
                Announced(at=copies[0].created_at, vote=end.vote, source=Source(url=copies[0].url))
            )


def notices_on_announcements(docket: Docket) -> Iterator[str]:
    """Yield what keeps the end of a vote from being announced."""
    for end in ends_to_announce(docket):
        if end.posting is not None and end.posting.node is None:
            yield (
                f"The end of vote {end.vote} is not announced yet: there is no {_wanted(end)} that "
                f"govbot can write to. It is, once there is one."
            )


def _wanted(end: EndOfVote) -> str:
    if end.place.issue is not None:
        return f"issue {end.place.issue}"
    return f"category `{end.place.discussions}` of discussions"
