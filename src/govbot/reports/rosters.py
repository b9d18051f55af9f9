"""What a change of the rosters means, for those who review it: Markdown, and lines for a terminal.

## What this means for the rosters

### Community Council
- ben joins on 2026-07-01: seat 3, until 2026-12-31, by election; the first consecutive term of at most 2.
- Acme: 2 of at most 2 from 2026-07-01 on (1 without this change).
"""

from __future__ import annotations

from dataclasses import dataclass

from govbot.core.checks.roster_change import RosterChange
from govbot.core.findings import Finding
from govbot.core.rosters.comparison import BodyDifference, Status
from govbot.reports.fitting import Part, first
from govbot.reports.rendering import place, render

__all__ = ["roster_change_lines", "roster_change_report", "roster_change_unknown"]

MOST_BYTES = 1_000_000
"""GitHub takes 1 MiB as the summary of a step."""

LONGEST = (2_500, 500, 200)
MOST = (2_000, 500, 50)
"""How many sentences there may be of one body, of people and of findings."""
BODIES = (1_000, 200, 50)

STATUS: dict[Status, str] = {
    "new": "This body is new.",
    "removed": "This body is taken out.",
    "changed": "",
}


@dataclass(frozen=True, slots=True)
class _Section:
    """One body: its name, and what changes, sentence by sentence."""

    name: str
    slug: str
    sentences: Part[str]


def roster_change_report(change: RosterChange) -> str:
    """Return what a change means as Markdown, no longer than a step's summary may be."""
    page = ""
    for longest, most, bodies in zip(LONGEST, MOST, BODIES, strict=True):
        sections = first([_section(each, most) for each in change.difference.bodies], bodies)
        page = render(
            "roster_change.md",
            longest=longest,
            change=change,
            bodies=sections,
            new=first(change.new, most),
            mended=first(change.mended, most),
            people=first([each.text for each in change.difference.people], most),
        )
        if len(page.encode()) <= MOST_BYTES:
            break
    return page


def roster_change_unknown(why: str) -> str:
    """Return, as Markdown, that it cannot be told what a change means, and why."""
    return render("roster_change_unknown.md", longest=LONGEST[0], why=why)


def roster_change_lines(change: RosterChange) -> list[str]:
    """Return what a change means as lines of a terminal, whole."""
    lines: list[str] = []
    for heading, sentences in _parts(change):
        lines += [heading, *(f"  {each}" for each in sentences), ""]
    return lines[:-1]


def _parts(change: RosterChange) -> list[tuple[str, list[str]]]:
    parts = [(f"{each.name} ({each.slug})", _sentences(each)) for each in change.difference.bodies]
    people = [each.text for each in change.difference.people]
    new, mended = ([_finding(each) for each in found] for found in (change.new, change.mended))
    parts += [("People", people), ("What it breaks", new), ("What it mends", mended)]
    return [(heading, sentences) for heading, sentences in parts if sentences]


def _section(body: BodyDifference, most: int) -> _Section:
    return _Section(body.name, body.slug, first(_sentences(body), most))


def _sentences(body: BodyDifference) -> list[str]:
    return [
        *([STATUS[body.status]] if STATUS[body.status] else []),
        *(each.text for each in body.members),
        *(each.text for each in body.seats),
        *(each.text for each in body.affiliations),
        *(each.text for each in body.rules),
    ]


def _finding(finding: Finding) -> str:
    return f"{finding.level}: {finding.message} ({place(finding)})"
