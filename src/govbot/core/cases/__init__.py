"""A vote on paper: a policy, an electorate, who said what when, and how it comes out.

    policy: rfc-accept
    electorate: [ada, ben, {login: cyd, id: 1003, weight: 2}]
    opened: 2026-03-01T00:00:00Z
    says:
      - {at: 2026-03-02T09:00:00Z, by: ada, text: "/vote yes"}

`govbot vote count CASE.yaml` counts it under the same code that counts a vote on GitHub. Without `now`
the count is taken when everything is over: at the deadline, extensions included.
"""

from __future__ import annotations

from govbot.core.cases.hearing import evaluate
from govbot.core.cases.model import Answer, Case, RefusedSaying, Saying

__all__ = ["Answer", "Case", "RefusedSaying", "Saying", "evaluate"]
