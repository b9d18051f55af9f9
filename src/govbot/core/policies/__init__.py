"""The rules of a vote, as data: who may vote, when it counts, what passes.

    policy = Policy.model_validate({"electorate": "council", "pass": {"more_than": "1/2"}, ...})
    policy.pass_.need          # "more than 1/2 of yes + no"
    policy.leaves()            # every pass rule in it, where several are joined

docs/reference/policies.md has every key with an example.
"""

from __future__ import annotations

from govbot.core.policies.ballots import Proxies, Reviews
from govbot.core.policies.conditions import Condition, PassRule, Quorum
from govbot.core.policies.electorates import (
    Selector,
    Selectors,
    electorate_words,
    weight_under,
)
from govbot.core.policies.fields import Names
from govbot.core.policies.notices import Announcement, Reminders
from govbot.core.policies.objections import Concerns, Override, Veto
from govbot.core.policies.periods import Calendar, Extension, Period
from govbot.core.policies.policy import DEFAULT_POLICIES, Policy
from govbot.core.policies.presets import over_preset
from govbot.core.policies.text_changes import ChangeKind, Consequence, TextChange

__all__ = [
    "DEFAULT_POLICIES",
    "Announcement",
    "Calendar",
    "ChangeKind",
    "Concerns",
    "Condition",
    "Consequence",
    "Extension",
    "Names",
    "Override",
    "PassRule",
    "Period",
    "Policy",
    "Proxies",
    "Quorum",
    "Reminders",
    "Reviews",
    "Selector",
    "Selectors",
    "TextChange",
    "Veto",
    "electorate_words",
    "over_preset",
    "weight_under",
]
