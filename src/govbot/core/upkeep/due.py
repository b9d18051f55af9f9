"""What is due about terms: values that say what an issue, a comment or a pull request is to tell.

    decision.issues[0]       # Tracking(key="roster council", endings=(...), vacant=(...), ...)
    decision.notices[0]      # Reminder(key="reminder council ada 2026-12-31 30-days", who=("ada",), ...)
    decision.proposals[0]    # EmeritusProposal(key="emeritus council", edits=(Edit(...),), ...)

`govbot.reports.upkeep` writes the words for each, `govbot.core.upkeep.plan` says where they go.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from govbot.core.bodies import CameBy
from govbot.core.model import Strict
from govbot.core.upkeep.keys import marker as marker_of
from govbot.core.upkeep.keys import print_of
from govbot.core.votes import in_words

__all__ = [
    "Again",
    "AnyIssue",
    "AnyNotice",
    "Edit",
    "Emeritus",
    "EmeritusProposal",
    "EndingTerm",
    "FurtherVacancy",
    "InactiveMember",
    "InactivityNotice",
    "Issue",
    "LostVote",
    "LostVoteNotice",
    "Notice",
    "OpenProposal",
    "Reminder",
    "Seated",
    "Shortage",
    "ShortageNotice",
    "Tracking",
    "UpkeepDecision",
    "VacancyIssue",
    "VacantSeat",
]


class Again(Strict):
    """Whether somebody may begin a next term, why not, and the first day on which they may.

    `from_day` is None where they may now, or where that day cannot be foreseen.
    """

    login: str
    may_stand: bool
    why: tuple[str, ...] = ()
    from_day: date | None = None


class Seated(Strict):
    """Somebody with a place on the body. `until` is the last day; None where no end is known."""

    login: str
    seat: int | None
    role: str
    until: date | None
    is_on_leave: bool = False


class EndingTerm(Strict):
    """A term that ends soon, and is not followed by another of the same person's."""

    login: str
    seat: int | None
    role: str
    last_day: date


class VacantSeat(Strict):
    """A seat that nobody holds, or so many where seats have no numbers.

    `since` is its first empty day, `fill_by` the last on which the body's rule wants it filled,
    `taken_from` the day on which `taken_by` begins a term in it.
    """

    seat: int | None
    count: int = 1
    since: date | None = None
    fill_by: date | None = None
    reserved_for: str = ""
    taken_by: str = ""
    taken_from: date | None = None


class Shortage(Strict):
    """Fewer serve than the body's minimum, since that day."""

    serving: int
    minimum: int
    since: date


class LostVote(Strict):
    """A policy under which no vote can pass with those who serve; `why` says what is missing."""

    policy: str
    why: str


class InactiveMember(Strict):
    """A member who did not vote, and was asked. They answer until the end of `answer_by`."""

    login: str
    why: str
    answer_by: date


class OpenProposal(Strict):
    """A pull request of govbot's about the body."""

    number: int
    title: str
    url: str


class Issue(Strict):
    """An issue of govbot's as it should be. `number` is that of the one there is.

    `name` is the body's. `marker` begins its text. It `stands` while there is something to say; `is_new` says that some of it
    was never said in the issue, and `is_over` that govbot left it closed once.
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
    """How the terms of a body stand. `broken` are the limits that are, in sentences."""

    members: tuple[Seated, ...] = ()
    endings: tuple[EndingTerm, ...] = ()
    vacant: tuple[VacantSeat, ...] = ()
    shortage: Shortage | None = None
    lost: tuple[LostVote, ...] = ()
    broken: tuple[str, ...] = ()
    inactive: tuple[InactiveMember, ...] = ()
    proposals: tuple[OpenProposal, ...] = ()


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
    def marker(self) -> str:
        """The marker that begins its text."""
        return marker_of(self.key)

    @property
    def purpose(self) -> str:
        """What it is, in words: `a reminder to ada`."""
        raise NotImplementedError


class Reminder(Notice):
    """A term ends soon. `again` says whether its holder may stand again, `back_from` when they begin
    the next term that the file has already. `next_holder` has the seat the day after; `is_filled` says
    that by then no seat of the body is empty. `due` is the day from which on this is said.
    """

    seat: int | None
    role: str
    last_day: date
    due: date
    again: Again
    back_from: date | None = None
    next_holder: str = ""
    is_filled: bool = False

    @property
    def purpose(self) -> str:
        """What it is, in words."""
        return f"a reminder to {', '.join(self.who)}"


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


class Edit(Strict):
    """One key of a file: `value` is put at `key` of the mapping at `path`."""

    file: str
    path: tuple[str | int, ...]
    key: str
    value: date


class Emeritus(Strict):
    """Somebody whose service is over. `day` is the first on which they do not serve.

    `who` tells them from others whatever their login is: the numeric id where that is known. `why` is
    empty where the term is over, and says how they were silent where it is not.
    """

    login: str
    day: date
    who: str = ""
    why: str = ""

    @property
    def token(self) -> str:
        """What a pull request that names them is remembered by."""
        return f"{self.who or self.login.lower()} {self.day}"

    @property
    def tokens(self) -> tuple[str, str]:
        """All that they may be remembered by: their id may not have been known then."""
        return self.token, f"{self.login.lower()} {self.day}"


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
    edits: tuple[Edit, ...] = ()
    asked_in: str = ""

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
