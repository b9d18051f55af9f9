"""How an open vote goes on, in sentences: when it closes, what could move that, how to vote.

    The vote closes at 2026-03-11 00:00 UTC.
    If too few have taken part by then, it goes on for 7 days.
    To vote, write `/vote yes`, `/vote no` or `/vote abstain` on a line of its own in a comment.

For RFCs and motions alike; where the outcome leads is theirs to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from govbot.core.choices import Choice
from govbot.core.durations import format_time
from govbot.core.policies import electorate_words
from govbot.core.votes import Vote, in_words, judge, next_close, roll_of

__all__ = ["headline_of", "how_to_vote", "is_blocked", "ways_on"]

REVIEW_WORDS = {"approve": "an approving review", "request_changes": "a review asking for changes"}


def headline_of(vote: Vote, now: datetime) -> str:
    """Return how an open vote stands at `now` (UTC), in a line."""
    closes = next_close(vote)
    if closes is None:
        number = len(vote.open_concerns)
        held = f"held by {number} concern{'' if number == 1 else 's'}"
        if _is_over(vote, now):
            return f"The ballots are in, and the outcome is {held}"
        until = f" until {format_time(vote.deadline)}" if vote.deadline else ""
        return f"A vote is open{until}, {held}"
    if _is_over(vote, now):
        return "The vote is over, and about to be counted"
    if vote.final_since is not None:
        return f"In its final comment period until {format_time(closes)}"
    return f"A vote is open until {format_time(closes)}"


def is_blocked(vote: Vote) -> bool:
    """Say whether a veto stands that nothing overrides."""
    return bool(_standing_vetoes(vote))


def _standing_vetoes(vote: Vote) -> tuple[str, ...]:
    """Return the logins of those whose veto stands; nobody's, where they are overridden."""
    judgement = judge(vote, roll_of(vote))
    if judgement.overridden:
        return ()
    return tuple(each.voter.login for each in judgement.vetoes)


def _is_over(vote: Vote, now: datetime) -> bool:
    """Say whether ballots are no longer taken, though the vote has not been closed yet."""
    return vote.deadline is not None and now >= vote.deadline


def ways_on(vote: Vote, now: datetime) -> Iterator[str]:
    """Yield what happens next in a vote that is open at `now` (UTC), and how to take part."""
    yield from _when(vote, now)
    if _is_over(vote, now):
        return
    if vetoes := _standing_vetoes(vote):
        yield f"It cannot pass while the veto of {in_words(vetoes)} stands."
    yield from how_to_vote(vote)


def _when(vote: Vote, now: datetime) -> Iterator[str]:
    period = vote.policy.period
    closes = next_close(vote)
    if closes is None:
        titles = in_words([f"“{each.title}”" for each in vote.open_concerns])
        if vote.deadline is not None:
            taken = "were" if _is_over(vote, now) else "are"
            yield f"Ballots {taken} taken until {format_time(vote.deadline)}."
        yield f"The outcome waits until this is resolved: {titles}. `/resolve <title>` says that it is."
        return
    if _is_over(vote, now):
        yield "Ballots are no longer taken; the next run counts them."
        return
    yield f"The vote closes at {format_time(closes)}."
    if vote.final_since is not None:
        return
    earliest = period.earliest_end(vote.opened)
    soonest = f", from {format_time(earliest)} on" if period.minimum else ""
    match period.close_early:
        case "all-voted" if closes == vote.closes:
            yield f"It closes sooner when everybody has voted{soonest}."
        case "decided" if closes == vote.closes:
            yield f"It closes sooner when no missing ballot could change the outcome{soonest}."
        case _:
            pass
    if period.close_by is not None:
        yield f"{' or '.join(period.close_by)} may close it with `/vote close`{soonest}."
    if period.extend is not None and vote.extensions < period.extend.times:
        ties = any(leaf.tie == "extend" for leaf in vote.policy.leaves())
        tied = " or it is tied" if ties or "tied" in period.extend.when else ""
        if "no-quorum" in period.extend.when:
            yield f"If too few have taken part by then{tied}, it goes on for {period.extend.by}."
        else:
            yield f"If it is tied by then, it goes on for {period.extend.by}."
    if period.final_comment is not None:
        yield f"When it would pass, a final comment period of {period.final_comment} begins."


def how_to_vote(vote: Vote) -> Iterator[str]:
    """Yield how a ballot is cast in an open vote, and what else may be done in it."""
    policy = vote.policy
    no = "`/vote no`"
    if policy.veto is not None and policy.veto.ballot is Choice.NO:
        no = "`/vote no <reason>` (a veto)"
    yield (
        f"To vote, write `/vote yes`, {no} or `/vote abstain` on a line of its own in a comment. "
        "The last one counts."
    )
    if policy.veto is not None and policy.veto.ballot is Choice.BLOCK:
        who = electorate_words(policy.holders_of_veto)
        yield f"`/vote block <reason>` ({who}) stops it, and says why."
    if policy.concerns is not None:
        yield "`/concern <title>` holds the outcome until it is resolved."
    if policy.proxies is not None:
        yield "`/proxy @user` lets somebody else cast your ballot."
    reviews = policy.reviews
    if reviews is not None:
        for kind, choice in (
            ("approve", reviews.approve),
            ("request_changes", reviews.request_changes),
        ):
            if choice is not None:
                yield f"{REVIEW_WORDS[kind].capitalize()} is a ballot too: {choice}."
