"""Ballots, recusals and proxies, held against the rules of their vote: would they have been taken?

vote 1: the ballot of zoe at 2026-03-02 09:00 UTC is recorded as binding, but comes out as advisory
vote 1: the ballot of cyd at 2026-03-02 09:00 UTC is recorded as refused (The vote closed.), but ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govbot.core.commands import Cast, parse
from govbot.core.durations import format_time
from govbot.core.records import BallotCast, ProxyGiven, Recused, Refused
from govbot.core.state import Folding, VoteState, account_of, ballot_of
from govbot.core.verify.difference import Difference
from govbot.core.votes import Admitted, Ballot, Proxy, admit, admit_proxy, admit_recusal

__all__ = ["against_ballot", "against_proxy", "against_recusal", "against_refusal"]

KIND = {True: "binding", False: "advisory"}
UNTIMELY = re.compile(r"\b(closed|over|ended|late|opened)\b", re.IGNORECASE)
"""What a refusal says that is about the time."""
AFTER_THE_END = re.compile(r"\b(closed|late)\b", re.IGNORECASE)
"""The same, once the vote has ended. "The vote is over" is then said of what was seen too late, too."""


def against_ballot(current: VoteState | None, record: BallotCast) -> Iterator[Difference]:
    """Hold a ballot against the vote that it was cast in."""
    what = f"the ballot of {account_of(record).login} at {format_time(record.at)}"
    if current is None or not current.is_open:
        yield Difference(record.vote, what, "cast", "no open vote to cast it in")
        return
    admission = admit(current.vote, ballot_of(record, order=0))
    if not isinstance(admission, Admitted):
        yield Difference(record.vote, what, "cast", f"refused ({admission.why})")
    elif admission.binding != record.binding:
        yield Difference(record.vote, what, KIND[record.binding], KIND[admission.binding])


def against_refusal(folding: Folding, record: Refused) -> Iterator[Difference]:
    """Hold a ballot that was refused for its time against the vote that it came in time for."""
    current = folding.rules_of(len(folding.votes))
    if current is None or current.cancelled is not None:
        return
    is_untimely = UNTIMELY if current.is_open else AFTER_THE_END
    if record.because != "late" and not is_untimely.search(record.why):
        return
    cast = next((each for each in parse(record.line) if isinstance(each, Cast)), None)
    if cast is None:
        return
    by = account_of(record)
    admission = admit(current.vote, Ballot(by, cast.choice, record.at, cast.reason))
    if isinstance(admission, Admitted):
        what = f"the ballot of {by.login} at {format_time(record.at)}"
        counted = f"{KIND[admission.binding]}: {cast.choice}"
        yield Difference(current.number, what, f"refused ({record.why})", counted)


def against_recusal(current: VoteState | None, record: Recused) -> Iterator[Difference]:
    """Hold a recusal against the vote that was left."""
    what = f"the recusal of {account_of(record).login} at {format_time(record.at)}"
    refusal = admit_recusal(current.vote, account_of(record), record.at) if current else None
    if current is None or not current.is_open:
        yield Difference(record.vote, what, "taken", "no open vote to leave")
    elif refusal is not None:
        yield Difference(record.vote, what, "taken", f"refused ({refusal.why})")


def against_proxy(current: VoteState | None, record: ProxyGiven) -> Iterator[Difference]:
    """Hold a proxy against the vote that it was given in."""
    who = account_of(record)
    what = f"the ballot that {who.login} lent at {format_time(record.at)}"
    if current is None or not current.is_open:
        yield Difference(record.vote, what, "lent", "no open vote to lend it in")
        return
    refusal = admit_proxy(current.vote, Proxy(who, record.holder, record.at, record.until))
    if refusal is not None:
        yield Difference(record.vote, what, "lent", f"refused ({refusal.why})")
