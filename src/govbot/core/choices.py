"""What a ballot can say: `yes`, `no`, `abstain` or `block`."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Choice"]


class Choice(StrEnum):
    """A ballot's choice. A block stops the outcome where the policy gives a veto."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    BLOCK = "block"
