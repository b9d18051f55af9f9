"""What govbot does about each step of the demo's story, and what of that was otherwise.

otherwise_than_expected("yes", ["ledger: ballot no"], sets_checks=True)
# ["missing: ledger: ballot yes", "missing: mark: ...", "not expected: ledger: ballot no"]
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

__all__ = ["EXPECTED", "otherwise_than_expected"]

TAKEN, REFUSED = "mark: the comment is marked as taken", "mark: the comment is marked as refused"
NOTHING: tuple[str, ...] = ()

EXPECTED = {
    "a draft is opened": (
        "finding: *The RFC's number is its pull request's*",
        "finding: *The section `Motivation` is empty.",
        "finding: *The section `Alternatives` is missing.",
        "ledger: registered, stage proposed, document",
        "label: + rfc: proposed",
    ),
    "the draft is mended": (
        "ledger: document, stage discussion",
        "label: + rfc: discussion",
        "label: - rfc: proposed",
    ),
    "a question": NOTHING,
    "an answer": NOTHING,
    "a vote is asked for too early": (
        "ledger: refused",
        "answer: `/vote open` was refused. It is too early for voting.",
        "answer: The minimum time runs until *",
        REFUSED,
    ),
    "a label is moved by hand": ("ledger: label moved", "label: - rfc: accepted"),
    "the vote is opened": (
        "ledger: stage voting, vote 1 opened until *",
        "label: + rfc: voting",
        "label: - rfc: discussion",
        TAKEN,
    ),
    "yes": ("ledger: ballot yes", TAKEN),
    "no, with a reason": ("ledger: ballot no", TAKEN),
    "plus one": ("ledger: ballot yes", TAKEN),
    "an abstention": ("ledger: ballot abstain", TAKEN),
    "two ballots in one comment": (
        "ledger: refused",
        "answer: `/vote yes, /vote no` was refused.*",
        "answer: Write one ballot in a new comment*",
        REFUSED,
    ),
    "the one that was meant": ("ledger: ballot yes", TAKEN),
    "a ballot from outside the council": ("ledger: advisory ballot yes", TAKEN),
    "a block without a reason": (
        "ledger: refused",
        "answer: `/vote block` was refused. A block says why.",
        "answer: Write `/vote block <reason>`.",
        REFUSED,
    ),
    "no instead": ("ledger: ballot no", TAKEN),
    "no, at first": ("ledger: ballot no", TAKEN),
    "a changed mind": ("ledger: ballot yes", TAKEN),
    "the schedule": (
        "ledger: vote 1 closed at *: passed, stage accepted, refused",
        "label: + rfc: accepted",
        "label: - rfc: voting",
        "answer: `/vote yes` was refused. The vote closed at *so it does not count.",
        REFUSED,
        "check: * is success: *",
    ),
    "the merge": (
        "ledger: pull request, stage implementing",
        "label: + rfc: implementing",
        "label: - rfc: accepted",
        "check: * is success: *",
    ),
    "the release": (
        "ledger: stage released",
        "label: + rfc: released",
        "label: - rfc: implementing",
        TAKEN,
        "check: * is success: *",
    ),
}
"""What govbot does about each step, as patterns of the demo's own lines, in any order. `a ballot that is
late` is missing: nothing runs for it."""

ALL_EXPECTED = {"finding", "ledger", "label", "answer", "mark"}
"""Of these kinds each line is expected; of checks only those above, where the token may set them."""


def otherwise_than_expected(step: str, did: Iterable[str], *, sets_checks: bool) -> list[str]:
    """Say of a step what of the expected is missing, and what is there besides."""
    lines = list(did)
    patterns = [each for each in EXPECTED[step] if sets_checks or not each.startswith("check:")]
    missing = [each for each in patterns if not any(fnmatchcase(line, each) for line in lines)]
    besides = [
        line
        for line in lines
        if line.partition(":")[0] in ALL_EXPECTED
        and not any(fnmatchcase(line, each) for each in patterns)
    ]
    return [
        *(f"missing: {each}" for each in missing),
        *(f"not expected: {each}" for each in besides),
    ]
