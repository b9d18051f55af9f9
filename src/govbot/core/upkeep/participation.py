"""Who took part in which vote: what inactivity is judged by.

    Participation(number=12, vote=1, opened=..., closed=..., electorate=(...), took_part=(...))

It comes from the ledger. To take part is to have a binding ballot counted, to recuse, or to lend the
ballot to somebody who cast it.
"""

from __future__ import annotations

from datetime import datetime

from govbot.core.accounts import Account
from govbot.core.model import Strict

__all__ = ["Participation"]


class Participation(Strict):
    """One closed vote: who could take part, and who did. Times are UTC."""

    number: int
    vote: int
    opened: datetime
    closed: datetime
    electorate: tuple[Account, ...]
    took_part: tuple[Account, ...]
