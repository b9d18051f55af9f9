"""The story, as data: what happens to the world, step by step, and what a reader is told about it.

    for step in STORY:
        stage.play(step)

Nothing here runs anything: `govbot.demo.stage` does what a step says and carries the events that follow
to govbot. So the tests play the same story, and kill it, repeat it and turn it over as they like.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

__all__ = [
    "BEGINNING",
    "NUMBER",
    "REPOSITORY",
    "RFC_FILE",
    "STORY",
    "TITLE",
    "Action",
    "LabelsByHand",
    "Merges",
    "Opens",
    "Pushes",
    "Says",
    "Schedule",
    "Step",
    "community_files",
    "proposal",
]

REPOSITORY = "example/commons"

BEGINNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""When the story begins: within the council's first term."""

NUMBER = 1
"""The number of the pull request, and so of the RFC."""

TITLE = "One calendar for all working groups"
DRAFT_FILE = "rfcs/0000-one-calendar.md"
RFC_FILE = f"rfcs/{NUMBER:04d}-one-calendar.md"


@dataclass(frozen=True, slots=True)
class Opens:
    """Somebody opens the pull request, holding these files; None takes a file away."""

    by: str
    title: str
    files: Mapping[str, str | None] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Pushes:
    """Its author pushes to the pull request."""

    by: str
    files: Mapping[str, str | None] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Says:
    """Somebody writes a comment."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class LabelsByHand:
    """Somebody puts a label on."""

    by: str
    label: str


@dataclass(frozen=True, slots=True)
class Merges:
    """Somebody merges the pull request."""

    by: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """The workflow's hour has come; nobody did anything."""


Action = Opens | Pushes | Says | LabelsByHand | Merges | Schedule


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens, `after` so much time.

    `tells` is what a reader should know that the world does not show. With `lost`, GitHub never starts
    the run for it.
    """

    name: str
    action: Action
    after: timedelta
    tells: str = ""
    lost: bool = False


def proposal(name: str) -> str:
    """Return one of the RFC's texts: `draft` or `mended`."""
    return (files("govbot.demo") / "proposal" / f"{name}.md").read_text(encoding="utf-8")


@cache
def community_files() -> Mapping[str, str]:
    """Return the files of the community's repository, by path."""
    return dict(_texts(files("govbot.demo") / "community", ""))


def _texts(folder: Traversable, path: str) -> list[tuple[str, str]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        name = f"{path}{entry.name}"
        if entry.is_dir():
            found += _texts(entry, f"{name}/")
        else:
            found.append((name, entry.read_text(encoding="utf-8")))
    return found


STORY: tuple[Step, ...] = (
    Step(
        "a draft is opened",
        Opens("zoe", TITLE, {DRAFT_FILE: proposal("draft")}),
        timedelta(),
        "Her draft has no number yet, and two of its sections say nothing.",
    ),
    Step(
        "the draft is mended",
        Pushes("zoe", {DRAFT_FILE: None, RFC_FILE: proposal("mended")}),
        timedelta(minutes=40),
        "She did what the status comment asked for.",
    ),
    Step(
        "a question",
        Says("ben", "Whose time zone does it use? Half of us live where it is night at noon."),
        timedelta(hours=3),
        "No command, so govbot leaves before it has asked GitHub anything.",
    ),
    Step(
        "an answer",
        Says("zoe", "UTC, and everybody's own beside it. That is a matter of how it is shown."),
        timedelta(hours=1),
    ),
    Step(
        "a vote is asked for too early",
        Says("ada", "I have read it twice now.\n\n/vote open"),
        timedelta(days=2),
        "The discussion of an RFC lasts 14 days at least.",
    ),
    Step(
        "a label is moved by hand",
        LabelsByHand("mo", "rfc: accepted"),
        timedelta(hours=5),
        "A label shows where an RFC is; it does not move it there.",
    ),
    Step(
        "the vote is opened",
        Says("ada", "/vote open"),
        timedelta(days=12),
        "The policy, the voters and the text are now frozen in the ledger.",
    ),
    Step("yes", Says("ada", "/vote yes"), timedelta(minutes=5)),
    Step(
        "no, with a reason",
        Says("ben", "/vote no I would like to see it tried by one group first"),
        timedelta(hours=2),
    ),
    Step("plus one", Says("cyd", "I missed a meeting in February because of this.\n\n+1"), timedelta(hours=1)),
    Step("an abstention", Says("dee", "/vote abstain"), timedelta(hours=20)),
    Step(
        "two ballots in one comment",
        Says("eli", "I could live with either.\n\n/vote yes\n/vote no"),
        timedelta(hours=3),
        "Nobody guesses which of the two was meant.",
    ),
    Step("the one that was meant", Says("eli", "/vote yes"), timedelta(minutes=10)),
    Step("a ballot from outside the council", Says("zoe", "/vote yes"), timedelta(hours=4),
         "zoe is not on the council: her ballot is counted apart, as advice."),
    Step(
        "a block without a reason",
        Says("fay", "/vote block"),
        timedelta(days=1),
        "One block stops an RFC here, so it has to say why.",
    ),
    Step("no instead", Says("fay", "/vote no"), timedelta(minutes=30)),
    Step("no, at first", Says("gus", "/vote no"), timedelta(days=2)),
    Step("a changed mind", Says("gus", "ben has talked me round.\n\n/vote yes"), timedelta(days=1),
         "The last ballot that somebody casts in time is the one that counts."),
    Step(
        "a ballot that is late",
        Says("dee", "/vote yes"),
        timedelta(days=4, hours=17, minutes=35),
        "The deadline was at 18:40, and GitHub loses the event: no run is started.",
        lost=True,
    ),
    Step(
        "the schedule",
        Schedule(),
        timedelta(minutes=17),
        "The hourly run finds both: the vote that is over, and the ballot that came after it.",
    ),
    Step("the merge", Merges("mo"), timedelta(hours=1)),
    Step(
        "the release",
        Says("mo", "The calendar is up, with everything that was planned.\n\n/rfc advance"),
        timedelta(days=20),
    ),
)  # fmt: skip
"""From an unnumbered draft to the release, by way of one vote of a council of seven."""
