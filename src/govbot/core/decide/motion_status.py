"""What there is to say about a motion, and about a pull request whose files need a vote.

    status = status_of_motion(docket)
    status.stage       ""
    status.verdict     Verdict(conclusion="pending", headline="It needs a vote under `roster-change`")
    status.next        ("`/vote open roster-change` opens the vote (council or maintainer).",)

The same value as for an RFC, so that the same templates say it.
"""

from __future__ import annotations

from collections.abc import Iterator

from govbot.core.decide.announcements import notices_on_announcements
from govbot.core.decide.docket import Docket
from govbot.core.decide.history import history_of
from govbot.core.decide.motion_needs import NeededVote, Standing, is_about, votes_needed
from govbot.core.decide.notices import notices_on_vote
from govbot.core.decide.scope import elsewhere, files_left_out
from govbot.core.decide.status import Status, concerns_in_words, vote_status
from govbot.core.decide.verdict import Verdict, hindrance_of
from govbot.core.decide.voting import headline_of, ways_on
from govbot.core.markers import STATUS_MARKER, is_marked
from govbot.core.policies import electorate_words
from govbot.core.snapshot import PullState
from govbot.core.state import VoteState
from govbot.core.votes import Outcome, in_words

__all__ = ["status_of_motion"]

WORDS = {
    Outcome.OPEN: "is open",
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.BLOCKED: "was blocked",
    Outcome.TIED: "was tied",
    Outcome.NO_QUORUM: "found no quorum",
    Outcome.CANCELLED: "was cancelled",
}


def status_of_motion(docket: Docket) -> Status | None:
    """Return what there is to say; None where nothing was voted on and nothing has to be."""
    state = docket.state
    pull = docket.snapshot.pull_request
    needed = votes_needed(docket)
    if state.motion is None and not _is_worth_saying(docket, needed):
        return None
    last = state.votes[-1] if state.votes else None
    return Status(
        number=pull.number,
        title=pull.title,
        url=pull.url,
        stage="",
        what="Issue" if pull.is_issue else "Pull request",
        says=_says(docket, needed),
        champion=None,
        verdict=_verdict(docket, needed),
        is_locked=pull.is_locked,
        missing=tuple(_missing(docket, needed)),
        next=tuple(_next(docket, needed)),
        concerns=concerns_in_words(state),
        notices=tuple(_notices(docket)),
        vote=vote_status(last) if last is not None else None,
        history=history_of(state),
    )


def _is_worth_saying(docket: Docket, needed: tuple[NeededVote, ...]) -> bool:
    """Say whether a pull request without a motion concerns govbot: it needs a vote, or needed one."""
    is_open = docket.snapshot.pull_request.state is PullState.OPEN
    comments = docket.snapshot.comments
    has_status = any(each.by_viewer and is_marked(each.body, STATUS_MARKER) for each in comments)
    return has_status or (bool(needed) and is_open)


def _says(docket: Docket, needed: tuple[NeededVote, ...]) -> str:
    state = docket.state
    pull = docket.snapshot.pull_request
    if not state.votes:
        if not needed and hindrance_of(docket.snapshot) is not None:
            return "No vote was held here."
        if not needed:
            return "None of the files it changes needs a vote any more."
        return "Some of the files it changes need a vote before it may be merged."
    if pull.is_issue:
        return "What is voted on is this issue, its title and text, as they stood at the opening."
    text = state.votes[-1].opening.blob[:10]
    return f"What is voted on is this pull request as it stood at the opening, at `{text}`."


def _verdict(docket: Docket, needed: tuple[NeededVote, ...]) -> Verdict:
    state = docket.state
    hindrance = hindrance_of(docket.snapshot)
    if hindrance is not None:
        return hindrance
    if state.open_vote is not None:
        return Verdict(conclusion="pending", headline=headline_of(state.open_vote.vote, docket.now))
    if needed:
        return _verdict_on_need(docket, needed)
    if not state.votes:
        return Verdict(conclusion="success", headline="No vote is needed")
    last = state.votes[-1]
    if last.closed is None:
        # Nothing asks for a vote here, so it is as if this one had never been opened.
        return Verdict(conclusion="success", headline=_outcome(last))
    if not last.passed:
        return Verdict(conclusion="failure", headline=_outcome(last))
    if _is_other_text(docket, last):
        return Verdict(conclusion="failure", headline="The text is not the one that was voted on")
    return Verdict(conclusion="success", headline=_outcome(last))


def _verdict_on_need(docket: Docket, needed: tuple[NeededVote, ...]) -> Verdict:
    left = [each for each in needed if each.standing is not Standing.PASSED]
    if not left:
        return Verdict(conclusion="success", headline="Every vote that its files need has passed")
    if docket.snapshot.pull_request.state is PullState.MERGED:
        return Verdict(conclusion="failure", headline="Merged without the vote that its files need")
    failed = next((each for each in left if each.standing is Standing.FAILED), None)
    if failed is not None and failed.vote is not None:
        return Verdict(conclusion="failure", headline=_outcome(failed.vote))
    policies = in_words([f"`{each.policy}`" for each in left])
    return Verdict(conclusion="pending", headline=f"It needs a vote under {policies}")


def _outcome(vote: VoteState) -> str:
    outcome = vote.closed.tally.outcome if vote.closed is not None else Outcome.CANCELLED
    return f"Vote {vote.number} {WORDS[outcome]}"


def _is_other_text(docket: Docket, vote: VoteState) -> bool:
    document = docket.state.document
    return document is not None and not is_about(vote, document.blob, document.print)


def _missing(docket: Docket, needed: tuple[NeededVote, ...]) -> Iterator[str]:
    why = elsewhere(docket.snapshot) or files_left_out(docket.snapshot)
    if why is not None:
        yield why
    for each in needed:
        if each.standing in (Standing.PASSED, Standing.OPEN):
            continue
        paths = in_words([f"`{path}`" for path in each.paths])
        verb = "needs" if len(each.paths) == 1 else "need"
        says = f" {each.says}" if each.says else ""
        yield f"{paths} {verb} a vote under `{each.policy}`.{says}"
        if each.vote is not None:
            yield f"{_outcome(each.vote)}{_on_what(each)}."


def _on_what(need: NeededVote) -> str:
    """Say which text a vote was about, where that is why it does not count."""
    if need.standing is not Standing.MISSING or need.vote is None:
        return ""
    return f", on the text `{need.vote.opening.blob[:10]}`: what was pushed since needs a vote of its own"


def _next(docket: Docket, needed: tuple[NeededVote, ...]) -> Iterator[str]:
    state = docket.state
    if state.open_vote is not None:
        yield from ways_on(state.open_vote.vote, docket.now)
        return
    is_open = docket.snapshot.pull_request.state is PullState.OPEN
    if not is_open or elsewhere(docket.snapshot) is not None:
        return
    left = [each.policy for each in needed if each.standing is not Standing.PASSED]
    for policy in left:
        yield f"`/vote open {policy}` opens the vote{_by(docket, policy)}."
    if state.votes and not left:
        yield "`/vote open <policy>` opens another vote."


def _by(docket: Docket, name: str) -> str:
    """Say who may open a vote under a policy; nothing where there is no such policy."""
    policy = docket.governance.settings.all_policies.get(name)
    if policy is None:
        return ", once there is such a policy"
    if policy.opened_by is not None:
        return f" ({' or '.join(policy.opened_by)})"
    return f" ({electorate_words(policy.selectors)} or maintainer)"


def _notices(docket: Docket) -> Iterator[str]:
    state = docket.state
    if state.votes:
        last = state.votes[-1]
        is_noticed = last.passed or (
            last.is_open and last.opening.blob != (state.document.blob if state.document else "")
        )
        if is_noticed and _is_other_text(docket, last):
            yield (
                f"The text was changed since the vote opened: the vote is about what the "
                f"{state.kind} said then."
            )
    if docket.snapshot.documents and state.motion is not None:
        yield (
            "The RFC that this pull request holds is not taken up, because a vote was opened here "
            "before: open a pull request of its own for it."
        )
    yield from notices_on_vote(docket)
    yield from notices_on_announcements(docket)
