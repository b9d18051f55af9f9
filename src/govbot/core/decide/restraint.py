"""How often somebody without an office is answered in words: five times a day on one number.

    answers_without_words(docket)    # {"4101", "review-77"}: for these the reaction has to do

Whoever writes a hundred refused commands would else have govbot write a hundred comments. Members of
bodies, voters and the champion are always answered.
"""

from __future__ import annotations

from collections import Counter

from govbot.core.accounts import Account
from govbot.core.decide.docket import Docket
from govbot.core.records import Asked, Record, Refused

__all__ = ["answers_without_words", "owes_reply"]

MOST_IN_A_DAY = 5


def answers_without_words(docket: Docket) -> frozenset[str]:
    """Return the keys of the answers that are not given in words, by what the records say.

    The first five of a day (UTC) are, in the order of the records: what was recorded later takes no
    answer back.
    """
    given: Counter[tuple[int | str, int]] = Counter()
    answered: set[str] = set()
    spared: set[str] = set()
    for record in docket.state.answered:
        key = _key(record)
        if key is None or key in answered or not owes_reply(record):
            continue
        answered.add(key)
        author = record.actor
        if author is None or _has_office(docket, author, record):
            continue
        # Who it is: the id, and for an account that has none the login.
        day = (author.id or author.login.lower(), record.at.date().toordinal())
        given[day] += 1
        if given[day] > MOST_IN_A_DAY:
            spared.add(key)
    return frozenset(spared)


def owes_reply(record: Record) -> bool:
    """Say whether a record is answered with words, not only with a reaction."""
    return isinstance(record, Refused) or (isinstance(record, Asked) and record.about == "help")


def _key(record: Record) -> str | None:
    source = record.source
    if source is None:
        return None
    return str(source.comment) if source.comment is not None else f"review-{source.review}"


def _has_office(docket: Docket, account: Account, record: Record) -> bool:
    if any(vote.vote.electorate.find(account) is not None for vote in docket.state.votes):
        return True
    roles = ("champion", *docket.governance.bodies)
    return docket.holds(roles, account, record.at)
