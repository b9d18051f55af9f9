"""What is due about terms: values that say what an issue, a comment or a pull request is to tell.

    decision.issues[0]       # Tracking(key="roster council", endings=(...), vacant=(...), ...)
    decision.notices[0]      # Reminder(issue="roster council", last_day=date(2026, 12, 31), ...)
    decision.proposals[0]    # EmeritusProposal(key="emeritus council", members=(Emeritus(...),), ...)

`govbot.reports.upkeep` writes the words for each, `govbot.core.upkeep.plan` says where they go.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from govbot.core.bodies import CameBy
from govbot.core.model import Strict
from govbot.core.upkeep.facts import (
    Again,
    Edit,
    Emeritus,
    EndingTerm,
    InactiveMember,
    LostVote,
    OpenProposal,
    Reminded,
    Seated,
    Shortage,
    VacantSeat,
)
from govbot.core.upkeep.keys import marker as marker_of
from govbot.core.upkeep.keys import print_of
from govbot.core.votes import in_words

__all__ = [
    "AnyIssue",
    "AnyNotice",
    "EmeritusProposal",
    "FurtherVacancy",
    "InactivityNotice",
    "Issue",
    "LostVoteNotice",
    "Notice",
    "Reminder",
    "ShortageNotice",
    "Tracking",
    "UpkeepDecision",
    "VacancyIssue",
]


class Issue(Strict):
    """An issue of govbot's as it should be. `number` is that of the one there is.

    `name` is the body's. `marker` begins its text. It `stands` while there is something to say; `is_new`
    says that some of it was never said in the issue, and `is_over` that govbot left it closed once.
    """

    key: str
    marker: str
    slug: str
    name: str
    number: int | None
    stands: bool
    is_new: bool
    is_over: bool


class Tracking(Issue):
    """How the terms of a body stand. `broken` are the limits that are, in sentences.

    `unopened` are those whose pull request GitHub did not let govbot open, `by_hand` those whose entries
    govbot cannot edit.
    """

    members: tuple[Seated, ...] = ()
    endings: tuple[EndingTerm, ...] = ()
    vacant: tuple[VacantSeat, ...] = ()
    shortage: Shortage | None = None
    lost: tuple[LostVote, ...] = ()
    broken: tuple[str, ...] = ()
    inactive: tuple[InactiveMember, ...] = ()
    proposals: tuple[OpenProposal, ...] = ()
    unopened: tuple[Emeritus, ...] = ()
    by_hand: tuple[Emeritus, ...] = ()


class VacancyIssue(Issue):
    """Which seats are vacant, and who may fill them.

    `full` are affiliations of which nobody more may join, `barred` those who served and may not come
    back yet. `by` and `who` are the body's own rule.
    """

    vacant: tuple[VacantSeat, ...] = ()
    by: CameBy | None = None
    who: str = ""
    full: tuple[str, ...] = ()
    barred: tuple[Again, ...] = ()


class Notice(Strict):
    """A comment in the issue `issue` (its key), written once. `who` are those it mentions.

    `tokens` say what it says in other words, which stay the same where a login, or a day that lies in
    the past, is corrected. What was said in any of these words is not said again while it is so.
    """

    key: str
    tokens: tuple[str, ...] = ()
    issue: str
    slug: str
    name: str
    who: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All that it is known again by, once it was written."""
        return (self.key, *self.tokens)

    @property
    def marker(self) -> str:
        """The marker that begins its text."""
        return marker_of(self.key)

    @property
    def purpose(self) -> str:
        """What it is, in words: `a reminder to ada`."""
        raise NotImplementedError


class Reminder(Notice):
    """Terms end soon, on one day: all who are told so in one comment.

    The key tells it from another comment to others about the same day. What counts as written is what
    each of them was told.
    """

    last_day: date
    people: tuple[Reminded, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All that it is known again by: by whom it was told, not by the comment that told it."""
        return tuple(word for each in self.people for word in each.tokens)

    @property
    def marker(self) -> str:
        """The marker that begins its text, with whom it tells."""
        return marker_of(self.key, self.words)

    @property
    def purpose(self) -> str:
        """What it is, in words."""
        return f"a reminder to {in_words(self.who)}"


class FurtherVacancy(Notice):
    """One more seat fell vacant while others were."""

    vacant: VacantSeat

    @property
    def purpose(self) -> str:
        """What it is, in words."""
        return "that a further seat is vacant"


class ShortageNotice(Notice):
    """The body is below its minimum."""

    shortage: Shortage

    @property
    def purpose(self) -> str:
        """What it is, in words."""
        return f"that fewer than {self.shortage.minimum} serve"


class LostVoteNotice(Notice):
    """No vote can pass under some policies, since the same day."""

    lost: tuple[LostVote, ...]
    since: date

    @property
    def purpose(self) -> str:
        """What it is, in words."""
        return f"that no vote can pass under {in_words([f'`{each.policy}`' for each in self.lost])}"


class InactivityNotice(Notice):
    """A member did not vote and is asked whether they still serve."""

    inactive: InactiveMember

    @property
    def purpose(self) -> str:
        """What it is, in words."""
        return f"a question to {', '.join(self.who)}"


AnyIssue = Tracking | VacancyIssue
AnyNotice = Reminder | FurtherVacancy | ShortageNotice | LostVoteNotice | InactivityNotice


class EmeritusProposal(Strict):
    """Members to be moved to emeritus by a pull request from `branch`; without any, it is withdrawn.

    `asked_in` is the address of the issue in which those who were silent were asked.
    """

    key: str
    slug: str
    name: str
    branch: str
    file: str
    members: tuple[Emeritus, ...] = ()
    asked_in: str = ""

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All that is written into the file, in the order of the members."""
        return tuple(edit for each in self.members for edit in each.edits)

    def marker(self, files: Mapping[str, str]) -> str:
        """Return the marker of its text: who is named, and a digest of the files as they were proposed."""
        return marker_of(
            self.key, [each.token for each in self.members], print_of(files.get(self.file))
        )


class UpkeepDecision(Strict):
    """Everything that is due, for every body. `label` is what the issues and pull requests carry."""

    label: str
    issues: tuple[AnyIssue, ...] = ()
    notices: tuple[AnyNotice, ...] = ()
    proposals: tuple[EmeritusProposal, ...] = ()
