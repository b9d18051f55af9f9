"""What the check run says of a pull request about which there is nothing to tell: no RFC, no vote, no need.

    Verdict(conclusion="success", headline="No RFC in this pull request")
    Verdict(conclusion="failure", headline="govbot decides only about pull requests into `main`")
    None            # into another branch, with nothing in it that govbot decides about: no check is set

Into another branch than the default one a pull request never is green, nor neutral, which GitHub takes
for as good: a commit has one check, and may be proposed for the default branch as well.
"""

from __future__ import annotations

from govbot.core.decide.docket import Docket
from govbot.core.decide.motion_needs import touches_protected_files
from govbot.core.decide.scope import files_left_out, is_elsewhere
from govbot.core.decide.verdict import Verdict, hindrance_of

__all__ = ["NO_RFC", "verdict_on_nothing"]

NO_RFC = "No RFC in this pull request"


def verdict_on_nothing(docket: Docket) -> Verdict | None:
    """Return the verdict on a pull request that has no status; None where it is not for govbot to judge."""
    snapshot = docket.snapshot
    hindrance = hindrance_of(snapshot)
    if hindrance is None:
        return Verdict(conclusion="success", headline=NO_RFC)
    is_ledger = snapshot.pull_request.base == snapshot.governance.settings.ledger.branch
    is_known = is_elsewhere(snapshot) and files_left_out(snapshot) is None
    if is_ledger or not is_known or snapshot.documents or touches_protected_files(docket):
        return hindrance
    return None
