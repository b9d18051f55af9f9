"""The votes that a pull request's files need, and how each of them stands.

    votes_needed(docket)
    # (NeededVote(policy="roster-change", paths=("governance/bodies/council.yaml",), standing=MISSING),)

A vote counts for the text it was about: whether it still does after a push is for the policy under which
it was held (`text_change: ignore` lets it).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto

from govbot.core.decide.docket import Docket
from govbot.core.decide.scope import is_elsewhere
from govbot.core.decide.text_changes import kind_of_change
from govbot.core.documents import Fingerprint
from govbot.core.required_votes import policies_required, winner
from govbot.core.state import VoteState

__all__ = [
    "NeededVote",
    "Standing",
    "is_about",
    "other_files_to_vote_on",
    "touches_protected_files",
    "votes_needed",
]


class Standing(StrEnum):
    """How a vote that is needed stands. One that was about another text is `MISSING` again."""

    MISSING = auto()
    OPEN = auto()
    PASSED = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class NeededVote:
    """A policy that a vote is needed under, the files that ask for it, and what the rule says."""

    policy: str
    paths: tuple[str, ...]
    says: str
    standing: Standing
    vote: VoteState | None = None


def votes_needed(docket: Docket) -> tuple[NeededVote, ...]:
    """Return the votes that the files of the pull request need, in the order of the rules.

    Into another branch than the default one they need none, and none is held.
    """
    if is_elsewhere(docket.snapshot):
        return ()
    return tuple(
        NeededVote(policy, paths, _says(docket, paths[0]), *_standing(docket, policy))
        for policy, paths in _asked(docket).items()
    )


def touches_protected_files(docket: Docket) -> bool:
    """Say whether the pull request changes files that need a vote, whatever branch it is into."""
    return bool(_asked(docket))


def other_files_to_vote_on(docket: Docket) -> tuple[str, ...]:
    """Return the files beside the RFC's own document that need a vote of their own."""
    document = docket.state.document
    own = {document.path if document else "", *(each.path for each in docket.snapshot.documents)}
    paths = [path for touched in _asked(docket).values() for path in touched]
    return tuple(path for path in paths if path not in own)


def is_about(vote: VoteState, blob: str, fingerprint: Fingerprint | None = None) -> bool:
    """Say whether a vote still holds for the text `blob`: it was about it, or lets such a change pass."""
    opening = vote.opening
    kind = kind_of_change(opening.print, fingerprint)
    return opening.blob == blob or opening.policy.text_change.on(kind) == "ignore"


def _is_into(vote: VoteState, base: str) -> bool:
    """Say whether a vote was about a merge into `base`: into another branch, a head is another change."""
    return vote.opening.base in ("", base)


def _asked(docket: Docket) -> dict[str, tuple[str, ...]]:
    rules = docket.governance.settings.required_votes
    files = docket.snapshot.pull_request.files
    return policies_required(rules, [path for file in files for path in file.paths])


def _says(docket: Docket, path: str) -> str:
    match = winner(docket.governance.settings.required_votes, path)
    return match.rule.says if match else ""


def _standing(docket: Docket, policy: str) -> tuple[Standing, VoteState | None]:
    head, base = docket.snapshot.pull_request.head, docket.snapshot.pull_request.base
    for vote in reversed(docket.state.votes):
        if vote.opening.policy_name != policy or vote.cancelled is not None:
            continue
        if vote.is_open:
            return Standing.OPEN, vote
        if not is_about(vote, head) or not _is_into(vote, base):
            return Standing.MISSING, vote
        return (Standing.PASSED if vote.passed else Standing.FAILED), vote
    return Standing.MISSING, None
