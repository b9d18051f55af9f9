"""The ten facts about GitHub that govbot's promises rest on most, a function each.

    for fact in FACTS:
        fact.observe(scratch)     # Observed("found again, titled Three", as_assumed=True)

Why these: each is believed from documentation or from what others measured, and where one is wrong no
test against the sandbox would notice.

- Nothing twice: govbot knows its own comment and check again, and what it has answered by a reaction. Otherwise each run writes another.
- Nobody blocked: a check that was red can turn green.
- Nothing lost: a commit onto a head that moved is refused, a ledger that was just made takes its first
  records, and a text is what git has, so that a frozen text and a ledger never differ by a byte.
- Nothing half done: one refused field of a mutation stops none of the others, and ten are not too many.
- Nobody waits: the branch of a pull request leads to it.
- Nothing unreadable: what people delete on the way leaves the rest readable.

Left out is what needs an administrator, an organization, minutes of load or a second job, and what
govbot asks about each time, such as whether a conversation is locked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scripts.live.facts import checks, commits, conversation
from scripts.live.rows import Observed
from scripts.live.scratch import ScratchRepository

__all__ = ["FACTS", "Fact"]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something govbot assumes of GitHub, in a sentence, and how it is seen in a scratch repository."""

    id: str
    sentence: str
    observe: Callable[[ScratchRepository], Observed]


FACTS = (
    Fact(
        "check-known",
        "A check run is found again by its external id and its app.",
        checks.check_is_known,
    ),
    Fact(
        "check-turns",
        "A check run takes new words; a newer one beside it has another conclusion.",
        checks.check_turns,
    ),
    Fact(
        "own-comment",
        "A comment is known as one's own by its author's number, and has a full id.",
        conversation.own_comment_is_known,
    ),
    Fact(
        "reaction",
        "A comment shows that it was reacted to.",
        conversation.reaction_is_shown,
    ),
    Fact(
        "ten-fields",
        "Of ten changes in one mutation, one that is refused leaves nine, in order.",
        conversation.ten_fields_but_one,
    ),
    Fact(
        "deleted-label",
        "Where a label was deleted, the moves of other labels are still read.",
        conversation.deleted_label_hides_no_other,
    ),
    Fact(
        "branch-leads-back",
        "The branch of a pull request leads to it.",
        commits.branch_leads_back,
    ),
    Fact(
        "stale-head",
        "A commit onto a head that moved is refused as STALE_DATA, and changes nothing.",
        commits.stale_head_is_refused,
    ),
    Fact(
        "new-branch",
        "A branch that was just made takes a commit within seconds, byte for byte.",
        commits.new_branch_takes_a_commit,
    ),
    Fact(
        "same-bytes",
        "GraphQL gives the text of a file byte for byte.",
        commits.text_is_byte_for_byte,
    ),
)
