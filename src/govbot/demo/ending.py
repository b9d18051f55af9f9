"""What is left when the story is over, and what anybody can hold against it.

    for part in ending(stage, carried): ...

The status comment as GitHub shows it, the last lines of the ledger, a re-count in a clone that git has
made, and how many requests each kind of event took.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from govbot.app.community import open_community
from govbot.app.recount import conclusion, recounted
from govbot.core.errors import UserError
from govbot.demo.sight import LEDGER_BRANCH, Sight
from govbot.demo.stage import Carried, Stage, git
from govbot.demo.story import NUMBER

__all__ = ["Part", "as_page", "ending", "ledger_lines", "recount_lines", "request_rows"]

LEDGER_LINES = 8
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the ending: a heading, and Markdown or lines (as they are) below it."""

    heading: str
    markdown: str = ""
    lines: tuple[str, ...] = ()


def ending(stage: Stage, carried: Sequence[Carried]) -> Iterator[Part]:
    """Yield the parts of the ending, in the order in which they are shown."""
    sight = stage.sight()
    yield Part(
        f"The status comment of pull request #{NUMBER}, as GitHub shows it",
        markdown=as_page(sight.status),
    )
    yield Part(
        f"The last of {len(sight.records)} records on the branch {LEDGER_BRANCH}",
        lines=ledger_lines(sight),
    )
    yield Part("Counted again from a clone of the repository", lines=tuple(recount_lines(stage)))
    yield Part("What it took of GitHub", lines=tuple(request_rows(carried)))


def as_page(status: str) -> str:
    """Return a comment's Markdown without what GitHub does not show, its folded part under a heading."""
    lines = []
    for line in status.split("\n"):
        if line.startswith("<summary>"):
            title = line.removeprefix("<summary>").removesuffix("</summary>")
            lines.append(f"#### ▾ {title}")
        elif not line.startswith(("<!--", "<details", "</details")):
            lines.append(line)
    return "\n".join(lines).strip()


def ledger_lines(sight: Sight) -> tuple[str, ...]:
    """Return the last records as they stand in the file, one a line, long ones cut short."""
    lines = sight.ledger.rstrip("\n").split("\n")[-LEDGER_LINES:]
    return tuple(
        line if len(line) <= LONGEST else f"{line[:LONGEST]}… and {len(line) - LONGEST} characters"
        for line in lines
    )


def recount_lines(stage: Stage) -> Iterator[str]:
    """Clone the repository with git, count every vote in the clone again, and say what came out."""
    with TemporaryDirectory(prefix="govbot-demo-clone-") as folder:
        clone = Path(folder) / "commons"
        yield f"$ git clone {stage.address}"
        git("clone", "--quiet", stage.address, str(clone))
        community = open_community(clone)
        yield "$ govbot vote verify"
        votes = recounted(community)
        for vote in votes:
            if vote.differences:
                raise UserError(f"RFC {vote.rfc} does not come out as recorded.")
            yield vote.line
        yield conclusion(votes)


def request_rows(carried: Sequence[Carried]) -> Iterator[str]:
    """Say for each kind of event how many there were and how many requests they took."""
    kinds: dict[str, list[int]] = {}
    for one in carried:
        action = f" ({one.event.action})" if one.event.action else ""
        kinds.setdefault(f"{one.event.name}{action}", []).append(one.requests)
    for kind, requests in kinds.items():
        each = ", ".join(map(str, requests))
        yield f"{kind:<36} {len(requests):>2} of them: {each}"
    yield f"{'together':<36} {len(carried):>2} events, {sum(one.requests for one in carried)} requests"
