"""Whether a group of pull requests in a merge queue may be merged together.

    verdict_of_group({12: Verdict(...), 14: Verdict(...)})
    # Verdict(conclusion="failure", headline="#14 may not be merged: In discussion; next: `voting`")

GitHub tests the pull requests that wait in one commit. It is green only if each of them is.
"""

from __future__ import annotations

from collections.abc import Mapping

from govbot.core.decide.verdict import Verdict

__all__ = ["verdict_of_group"]


def verdict_of_group(verdicts: Mapping[int, Verdict | None]) -> Verdict:
    """Return the verdict on pull requests, by number, that would be merged together."""
    for number, verdict in sorted(verdicts.items()):
        if verdict is not None and verdict.conclusion != "success":
            headline = f"#{number} may not be merged: {verdict.headline}"
            return Verdict(conclusion="failure", headline=headline)
    named = ", ".join(f"#{number}" for number in sorted(verdicts))
    return Verdict(conclusion="success", headline=f"May be merged together: {named}")
