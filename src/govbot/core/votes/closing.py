"""When a vote ends, and what comes of it then.

    next_close(vote)      -> when it closes as things stand; None while a concern holds it
    conclude(vote)        -> Extended(closes, why) | Closed(tally), once that moment has come

Nothing here depends on when it is asked: a run that comes late finds the moment that was right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from govbot.core.choices import Choice
from govbot.core.durations import format_time
from govbot.core.policies import Condition
from govbot.core.votes.casting import Roll, holds_veto, roll_of
from govbot.core.votes.counting import tally_of
from govbot.core.votes.judging import Judged, judge
from govbot.core.votes.model import ExtensionReason, Outcome, Tally, Vote
from govbot.core.votes.pass_rule import Standing

__all__ = ["Closed", "Extended", "close_by_hand", "conclude", "is_decided", "next_close"]

CASTABLE = (Choice.YES, Choice.NO, Choice.ABSTAIN)


@dataclass(frozen=True, slots=True)
class Extended:
    """The deadline moved to `closes`."""

    closes: datetime
    why: ExtensionReason


@dataclass(frozen=True, slots=True)
class Closed:
    """The vote ended with this tally."""

    tally: Tally


def next_close(vote: Vote) -> datetime | None:
    """Return when `vote` closes as things stand: its deadline, or sooner where its policy says so.

    None while a concern holds the outcome. It closes early once its minimum is over and nothing has
    changed since, and only where that decides something: without a quorum, and in a tie that asks for
    more time, there is time until the deadline.
    """
    deadline = vote.deadline
    if deadline is None or vote.open_concerns:
        return None
    moment = min(deadline, _early_close(vote) or deadline)
    resolved = [each.resolved for each in vote.concerns if each.resolved is not None]
    return max([moment, *resolved])


def _early_close(vote: Vote) -> datetime | None:
    """Return when `vote` closes before its deadline, where it does."""
    if vote.final_since is not None or vote.policy.period.close_early == "never":
        return None
    roll = roll_of(vote)
    if not roll.binding:
        return None
    if vote.policy.period.close_early == "all-voted":
        is_over = not roll.pending and _settles(vote, judge(vote, roll).outcome)
    else:
        is_over = _is_decided(vote, roll)
    if not is_over:
        return None
    last = max(each.ballot.at for each in roll.binding)
    return max(vote.policy.period.earliest_end(vote.opened), vote.changed or vote.opened, last)


def is_decided(vote: Vote) -> bool:
    """Say whether no ballot that is still missing could change the outcome; those cast stand.

    It says no where it cannot be sure: under an affiliation cap that is a share, as long as somebody
    could still change what it is a share of.
    """
    return _is_decided(vote, roll_of(vote))


def _settles(vote: Vote, outcome: Outcome) -> bool:
    """Say whether a vote with this outcome has nothing to wait for once nobody has a ballot left."""
    if outcome is Outcome.TIED:
        return not _extends_ties(vote)
    return outcome is not Outcome.NO_QUORUM


def _is_decided(vote: Vote, roll: Roll) -> bool:
    outcome = judge(vote, roll).outcome
    if not roll.missing:
        return _settles(vote, outcome)
    if outcome not in (Outcome.PASSED, Outcome.FAILED):
        return False
    if _has_moving_cap(vote, roll) or _awaits_holder(vote, roll):
        return False
    if any(holds_veto(vote, each) for each in roll.missing):
        return False
    worlds = [roll, *(roll.if_all_missing_said(choice) for choice in CASTABLE)]
    if vote.policy.recusal == "shrinks-base":
        worlds.append(roll.if_all_pending_left())
    judged = [judge(vote, world) for world in worlds]
    if any(each.outcome is Outcome.BLOCKED for each in judged):
        return False  # ballots that are missing could undo the override of a veto
    return _in_all([each.root for each in judged]) is outcome


def _awaits_holder(vote: Vote, roll: Roll) -> bool:
    """Say whether somebody voted and then lent the ballot to a person who has not voted since."""
    own = {each.voter.login for each in roll.binding if not each.via}
    givers = (vote.electorate.find(each.giver) for each in vote.proxies)
    return any(giver is not None and giver.login in own for giver in givers)


def _has_moving_cap(vote: Vote, roll: Roll) -> bool:
    """Say whether what one affiliation may count for still depends on who takes part."""
    cap = vote.policy.affiliation_cap
    moves = vote.policy.recusal == "shrinks-base" or bool(roll.absent)
    return cap is not None and not cap.is_count and moves


def _in_all(worlds: list[Judged]) -> Outcome | None:
    """Return the outcome that a condition has in all of these worlds and any between; None for several.

    The first world is that in which no ballot comes. In the others everybody votes alike, or leaves.
    """
    first = worlds[0]
    if not first.parts:
        return _rule_in_all(first.condition, [each.standing for each in worlds if each.standing])
    if not all(each.quorum.met for each in worlds):
        return None
    parts = [_in_all([each.parts[place] for each in worlds]) for place in range(len(first.parts))]
    return _joined(first.condition, parts)


def _rule_in_all(condition: Condition, worlds: list[Standing]) -> Outcome | None:
    """Return the outcome of a pass rule in all of these worlds and any between; None for several.

    Each part of a rule moves with every ballot by no more than if all missing voters chose what moves it
    most. So a part that holds in all worlds, or in none, does so whatever the missing ballots say. That
    is true of the parts, and not of what they come to together: so they are looked at one by one.
    """
    if all(each.has_quorum and each.has_share and each.has_yes for each in worlds):
        return Outcome.PASSED
    if condition.silence == "passes" and not worlds[0].is_opposed:
        return None  # it passes while nobody objects, and somebody may
    rule = condition.pass_
    if rule is None or not all(each.has_quorum for each in worlds):
        return None
    if rule.count not in CASTABLE or rule.count not in (rule.choices or CASTABLE):
        return None  # what moves it most may be a mixture
    may_tie = rule.is_half and condition.tie != "fails"
    reached = any(each.is_level if may_tie else each.has_share for each in worlds)
    return None if reached and any(each.has_yes for each in worlds) else Outcome.FAILED


def _joined(condition: Condition, parts: list[Outcome | None]) -> Outcome | None:
    settled, needed = (
        (Outcome.FAILED, Outcome.PASSED) if condition.all_ else (Outcome.PASSED, Outcome.FAILED)
    )
    if settled in parts:
        return settled
    return needed if all(part is needed for part in parts) else None


def conclude(vote: Vote) -> Extended | Closed:
    """End `vote` at `next_close(vote)`: move the deadline where the policy says so, else close it.

    Raise `ValueError` while a concern holds it.
    """
    moment = next_close(vote)
    deadline = vote.deadline
    if moment is None or deadline is None:
        raise ValueError("the vote is held by a concern, and does not end")
    # Ballots were taken until the deadline, however long a concern held the outcome after it.
    tally = tally_of(replace(vote, closes=min(moment, deadline)))
    if tally.outcome is Outcome.PASSED:
        return _passing(vote, tally, moment)
    ordinary = vote.ordinary_closes
    if ordinary is not None and ordinary > moment:
        return Extended(ordinary, "final-comment-over")
    return _more_time(vote, tally, moment) or Closed(tally)


def _passing(vote: Vote, tally: Tally, moment: datetime) -> Extended | Closed:
    """Close a vote that passes, unless its final comment period is still to come."""
    period = vote.policy.period
    if period.final_comment is None or vote.final_since is not None:
        return Closed(tally)
    return Extended(period.after(period.final_comment, moment), "final-comment")


def _more_time(vote: Vote, tally: Tally, moment: datetime) -> Extended | None:
    """Return the extension that the outcome asks for, where there is one left."""
    extension = vote.policy.period.extend
    if extension is None or vote.extensions >= extension.times:
        return None
    # A concern may have held the outcome long past the deadline: nobody could vote meanwhile.
    closes = vote.policy.period.after(extension.by, max(vote.closes, moment))
    if tally.outcome is Outcome.NO_QUORUM and "no-quorum" in extension.when:
        return Extended(closes, "no-quorum")
    if tally.outcome is Outcome.TIED and _extends_ties(vote):
        return Extended(closes, "tied")
    return None


def _extends_ties(vote: Vote) -> bool:
    """Say whether the policy gives a tied vote more time."""
    extension = vote.policy.period.extend
    if extension is None:
        return False
    return "tied" in extension.when or any(leaf.tie == "extend" for leaf in vote.policy.leaves())


def close_by_hand(
    vote: Vote, at: datetime, holds: Callable[[tuple[str, ...]], bool]
) -> Closed | str:
    """Close `vote` at `at` (UTC) by hand; return the reason where that may not be.

    `holds` says whether whoever asks has one of the roles it is given.
    """
    period = vote.policy.period
    closes = vote.deadline
    until = f"The vote runs until {format_time(closes)}" if closes else "The vote is held"
    if period.close_by is None:
        return f"{until} and is not ended sooner by hand."
    if not holds(period.close_by):
        return f"Only {' or '.join(period.close_by)} may close this vote."
    earliest = period.earliest_end(vote.opened)
    if at < earliest:
        return f"The vote runs until {format_time(earliest)} at least."
    if vote.open_concerns:
        titles = ", ".join(f"“{each.title}”" for each in vote.open_concerns)
        return f"The vote is held by open concerns: {titles}."
    if vote.final_since is not None:
        return f"{until}, in its final comment period, which nobody cuts short."
    tally = tally_of(replace(vote, closes=at))
    if tally.outcome is Outcome.PASSED and period.final_comment is not None:
        return (
            f"{until}. It would pass, and a final comment period of {period.final_comment} follows."
        )
    return Closed(tally)
