"""Motions: a vote on an issue, or on a pull request that holds no RFC.

    /vote open roster-change   -> MotionMoved, DocumentSeen, VoteOpened
    /vote open                 -> the first vote that the pull request's files need, and that is missing
    /rfc advance               -> refused: it is for RFCs

A motion has no stages. Everything else, from ballots to the closing by time, is as for an RFC. What is
voted on is the issue's title and text, or the pull request as it stands at its head commit.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from govbot.core.commands import (
    Advance,
    Champion,
    Command,
    Concern,
    Help,
    OpenVote,
    Postpone,
    Resolve,
    Status,
    Supersede,
    Withdraw,
)
from govbot.core.decide.docket import Docket
from govbot.core.decide.motion_needs import Standing, votes_needed
from govbot.core.decide.on_document import hold_to_text
from govbot.core.decide.saying import RefusedError, Said
from govbot.core.decide.scope import elsewhere
from govbot.core.decide.stage_commands import refuse_second_vote
from govbot.core.decide.text_changes import refuse_text_unseen
from govbot.core.documents import Fingerprint
from govbot.core.policies import electorate_words
from govbot.core.records import DocumentSeen, MotionMoved, Source, VoteOpened
from govbot.core.snapshot import PullRequest, PullState
from govbot.core.votes import Electorate, in_words, next_close

__all__ = ["open_motion", "refuse_without_rfc", "see_motion"]


def open_motion(docket: Docket, said: Said, policy: str | None) -> None:
    """Follow `/vote open` where there is no RFC: open a vote under `policy`."""
    refuse_second_vote(docket)
    pull = docket.snapshot.pull_request
    if not _is_open(docket, said.at):
        raise RefusedError(
            f"The {pull.kind} is closed, so no vote can be opened on it.", "Open it again first."
        )
    refuse_text_unseen(docket.snapshot, said)
    name = policy or _first_missing(docket)
    # What would follow is tried apart: a command that is refused leaves no trace of a motion.
    trial = Docket(docket.snapshot, docket.state, docket.now)
    if trial.state.motion is None:
        trial.add(
            MotionMoved(
                at=said.at,
                actor=pull.author,
                source=Source(url=pull.url),
                number=pull.number,
                title=pull.title,
                subject="issue" if pull.is_issue else "pull-request",
            )
        )
    seen = _seen(docket, said.at)
    before = trial.state.document
    if before is None or before.blob != seen.blob:
        trial.add(seen)
    opening = trial.opening(name, at=said.at, actor=said.by, source=said.source)
    _require_opener(trial, said, opening)
    for record in (*trial.new, opening):
        docket.add(record)


def _is_open(docket: Docket, at: datetime) -> bool:
    pull = docket.snapshot.pull_request
    if docket.state.pull is not PullState.OPEN:
        return False
    ended = pull.merged_at or pull.closed_at
    return pull.state is PullState.OPEN or (ended is not None and at < ended)


def _first_missing(docket: Docket) -> str:
    needed = votes_needed(docket)
    missing = [each.policy for each in needed if each.standing is not Standing.PASSED]
    if missing:
        return missing[0]
    known = ", ".join(sorted(docket.governance.settings.all_policies))
    raise RefusedError(
        "It is not said under which policy to vote."
        if not needed
        else "Every vote that these files need has passed, so it is not said what to vote on.",
        f"Write `/vote open <policy>`. The policies are: {known}.",
    )


def _require_opener(docket: Docket, said: Said, opening: VoteOpened) -> None:
    """Refuse whoever may not open a vote under this policy; by default its voters and maintainers may."""
    policy = opening.policy
    if policy.opened_by is not None:
        roles = policy.opened_by
        may, who = docket.holds(roles, said.by, said.at), " or ".join(roles)
    else:
        is_voter = Electorate(opening.electorate).find(said.by) is not None
        may = is_voter or docket.holds(("maintainer",), said.by, said.at)
        who = f"{electorate_words(policy.selectors)} or maintainer"
    if not may:
        raise RefusedError(f"Only {who} may open a vote under `{opening.policy_name}`.")


def see_motion(docket: Docket) -> None:
    """Record another text than the one before, and do to an open vote what its policy says of that."""
    state = docket.state
    is_gone = docket.snapshot.pull_request.is_gone
    if state.motion is None or state.document is None or is_gone:
        return
    current = state.open_vote
    due = next_close(current.vote) if current is not None else None
    if due is not None and due <= docket.now:
        return  # its time is up: a text that is changed now does not undo it
    why = elsewhere(docket.snapshot)
    if why is not None:
        docket.cancel_vote(why, at=docket.now)
        return
    matters = any(vote.is_open or vote.passed for vote in state.votes)
    seen = _seen(docket, docket.now)
    if not matters or seen.blob == state.document.blob:
        return
    docket.add(seen)
    hold_to_text(docket, seen)


def _seen(docket: Docket, at: datetime) -> DocumentSeen:
    pull = docket.snapshot.pull_request
    blob, fingerprint = _text(pull)
    return DocumentSeen(
        at=at,
        actor=pull.author,
        path="",
        blob=blob,
        head=pull.head,
        title=pull.title,
        print=fingerprint,
    )


def _text(pull: PullRequest) -> tuple[str, Fingerprint | None]:
    """Return what tells the text that is voted on from any other, and from one only spaced otherwise."""
    if not pull.is_issue:
        return pull.head, None
    text = f"{pull.title}\n\n{pull.body}".replace("\r\n", "\n")
    blob = _hash(text)
    return blob, Fingerprint(body=blob, words=_hash(" ".join(text.split())))


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def refuse_without_rfc(docket: Docket, command: Command) -> None:
    """Refuse a command that means nothing where there is no RFC, with what would work."""
    state = docket.state
    kind = docket.snapshot.pull_request.kind
    why = elsewhere(docket.snapshot)
    if why is not None and state.open_vote is None and not isinstance(command, Help):
        raise RefusedError(why)
    match command:
        case Help() | OpenVote():
            return
        case Status():
            if state.motion is None and not votes_needed(docket):
                raise RefusedError(_nothing_here(docket), _how_to_begin(docket))
        case Advance() | Champion() | Postpone() | Supersede() | Withdraw():
            if state.motion is None:
                raise RefusedError(_nothing_here(docket), _how_to_begin(docket))
            raise RefusedError(
                f"`{command.text}` is for RFCs, and this {kind} is none.",
                _how_to_vote(docket),
            )
        case Concern():
            current = state.open_vote
            if current is None or current.opening.policy.concerns is None:
                raise RefusedError(
                    "A concern holds back an RFC, or a vote whose policy has `concerns`; "
                    f"there is neither on this {kind}.",
                    "While a vote is open, `/vote no` or `/vote block <reason>` says it.",
                )
        case Resolve():
            if not state.concerns and (state.open_vote is None or not _has_concerns(docket)):
                raise RefusedError(f"No concern is open on this {kind}.")
        case _:
            if state.open_vote is None and not state.votes:
                raise RefusedError(f"No vote is open on this {kind}.", _how_to_begin(docket))


def _has_concerns(docket: Docket) -> bool:
    current = docket.state.open_vote
    return current is not None and bool(current.vote.open_concerns)


def _nothing_here(docket: Docket) -> str:
    if docket.snapshot.pull_request.is_issue:
        return "Nothing is voted on in this issue, so there is nothing to do here."
    return "This pull request holds no RFC, so there is nothing to do here."


def _how_to_begin(docket: Docket) -> str:
    folder = docket.governance.settings.rfcs.folder
    return (
        "`/vote open <policy>` opens a vote here. An RFC is a pull request with a document "
        f"`{folder}/<number>-<slug>.md`."
    )


def _how_to_vote(docket: Docket) -> str:
    if docket.state.open_vote is not None:
        return "What you can do here: " + in_words(["`/vote yes`", "`/vote no`", "`/vote abstain`"])
    return "`/vote open <policy>` opens another vote here."
