"""Who may do something in a vote, as far as the ledger shows who is what.

    may_hold(("chair", "council"), zoe, current.vote, folding)     # False: zoe is no voter of this vote
    may_hold(("maintainer",), zoe, current.vote, folding)          # True: the ledger does not know them

Only what is certain is said no to: the roster is not in the ledger, the electorate is.
"""

from __future__ import annotations

from govbot.core.accounts import Account
from govbot.core.state import Folding
from govbot.core.votes import Vote

__all__ = ["may_hold"]


def may_hold(roles: tuple[str, ...], account: Account, vote: Vote, folding: Folding) -> bool:
    """Say whether `account` may have one of `roles`; no only where the ledger shows that it has none."""
    return any(_may_hold(role, account, vote, folding) for role in roles)


def _may_hold(role: str, account: Account, vote: Vote, folding: Folding) -> bool:
    match role:
        case "author":
            taken_up = folding.state.taken_up
            author = taken_up.actor if taken_up is not None else None
            return author is None or author.is_same(account)
        case "champion":
            # A champion that the document names has no id there, and may have another login by now.
            champion = folding.state.champion
            return champion is not None and (champion.id is None or champion.is_same(account))
        case "chair":
            return role in vote.roles_of(account)
        case _:
            return not _is_all_there(role, vote) or role in vote.roles_of(account)


def _is_all_there(body: str, vote: Vote) -> bool:
    """Say whether the whole of a body is in the electorate, so that who is not there is not on it.

    Who joined the body later is not there before the vote was refreshed.
    """
    return any(each.body == body and each.is_plain for each in vote.policy.selectors)
