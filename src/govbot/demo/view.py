"""How the story is shown: a live view on a terminal, plain lines anywhere else.

    with view_for(sys.stdout) as view:
        view.happened(step, sight)
        view.carried(run, sight)

Both print the same lines, which scroll by as they come. The live view keeps a panel below them that
says where the RFC stands.
"""

from __future__ import annotations

import io
import os
import textwrap
from collections.abc import Mapping
from types import TracebackType
from typing import Self, TextIO, assert_never

from rich.console import Console, RenderableType
from rich.live import Live
from rich.markdown import Markdown
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from govbot.core.durations import format_time
from govbot.core.lifecycle import DEFAULT_LIFECYCLE
from govbot.core.votes import Tally
from govbot.demo.ending import Part
from govbot.demo.sight import Sight
from govbot.demo.stage import Carried
from govbot.demo.story import (
    NUMBER,
    TITLE,
    Action,
    LabelsByHand,
    Merges,
    Opens,
    Pushes,
    Says,
    Schedule,
    Step,
)
from govbot.reports import way_of

__all__ = ["View", "view_for"]

WIDTH = 100
NARROWEST = 20
STYLES = {
    "finding": "red",
    "ledger": "green",
    "note": "yellow",
    "label": "cyan",
    "answer": "yellow",
    "check": "magenta",
}
CHOICE_STYLES = {"yes": "green", "no": "red", "abstain": "blue", "block": "magenta"}


class View:
    """Shows the story on a console; with `live`, a panel stands below it while it is told."""

    def __init__(self, console: Console, *, live: bool) -> None:
        self.console = console
        self.is_live = live
        self._live = Live(console=console, auto_refresh=False, transient=False) if live else None

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Leave the terminal as it was, also when the story breaks off."""
        self.over()

    def happened(self, step: Step, sight: Sight) -> None:
        """Show what somebody did, in their own words."""
        who, what, words = _told(step.action)
        lines = Text().append(f"\n{format_time(sight.now)}  ", "dim")
        lines.append(f"{who} " if who else "", "bold").append(what)
        for each in words:
            lines.append(self._wrapped("    │ ", each))
        if step.tells:
            lines.append(self._wrapped("    ", step.tells, "italic"))
        self._print(lines, sight)

    def carried(self, run: Carried, sight: Sight) -> None:
        """Show what govbot did about it."""
        requests = f"{run.requests} request{'' if run.requests == 1 else 's'}"
        did = "" if run.lines else ": nothing to do"
        lines = Text().append(f"    govbot ({run.event.name}, {requests}){did}", "dim")
        for each in run.lines:
            mark = f"      {each.what:<8} "
            lines.append(self._wrapped(mark, each.words, STYLES.get(each.what, "")))
        self._print(lines, sight)

    def over(self) -> None:
        """Say that the story is over: what comes after it is not told step by step."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def show(self, part: Part) -> None:
        """Show a part of the ending."""
        self.console.print()
        self.console.print(Rule(Text(part.heading, "bold"), align="left", style="dim"))
        self.console.print()
        if part.markdown:
            page = Text.assemble(
                *(
                    (each.text, each.style or "")
                    for each in self.console.render(Markdown(part.markdown))
                )
            )
            for row in page.split():
                row.rstrip()
                self.console.print(row, soft_wrap=True)
        for line in part.lines:
            self.console.print(Text(line), soft_wrap=True)

    def _wrapped(self, mark: str, words: str, style: str = "") -> Text:
        """Return a text on lines of its own, the first of them after `mark`, none too long."""
        rest = mark if "│" in mark else " " * len(mark)
        text = Text()
        parts = textwrap.wrap(
            words, max(NARROWEST, self.console.width - len(mark)), break_on_hyphens=False
        )
        for place, part in enumerate(parts):
            text.append(f"\n{rest if place else mark}", "dim").append(part, style)
        return text

    def _print(self, lines: Text, sight: Sight) -> None:
        self.console.print(lines, soft_wrap=True)
        if self._live is not None:
            self._live.update(standing(sight), refresh=True)


def view_for(output: TextIO, *, plain: bool | None = None) -> View:
    """Return the view that fits `output`, or the one that `plain` asks for."""
    if plain is None:
        plain = not output.isatty() or bool(os.environ.get("NO_COLOR"))
    if isinstance(output, io.TextIOWrapper):
        # A terminal that cannot show a sign should show the rest.
        output.reconfigure(errors="replace")
    if plain:
        console = Console(file=output, width=WIDTH, color_system=None, highlight=False)
        return View(console, live=False)
    return View(Console(file=output, highlight=False, force_terminal=True), live=True)


def _told(action: Action) -> tuple[str, str, list[str]]:
    """Return who did it, what it was, and what they wrote."""
    match action:
        case Opens(by, title, files):
            return by, f"opens pull request #{NUMBER}", [title, *_file_lines(files)]
        case Pushes(by, files):
            return by, f"pushes to #{NUMBER}", _file_lines(files)
        case Says(by, text):
            return by, "writes", [line for line in text.split("\n") if line]
        case LabelsByHand(by, label):
            return by, f"puts the label “{label}” on #{NUMBER} by hand", []
        case Merges(by):
            return by, f"merges #{NUMBER}", []
        case Schedule():
            return "", "The hourly schedule starts a run", []
        case _:
            assert_never(action)


def _file_lines(files: Mapping[str, str | None]) -> list[str]:
    return [f"{'-' if text is None else '+'} {path}" for path, text in files.items()]


def standing(sight: Sight) -> RenderableType:
    """Return the panel: where the RFC stands, its label and check, and the tally."""
    way = way_of(DEFAULT_LIFECYCLE, [record.stage for record in sight.state.stages])
    path = Text()
    if way is not None:
        for stage in way.behind:
            path.append(stage, "dim").append(" → ", "dim")
        path.append(way.here, "bold reverse")
        for stage in way.ahead:
            path.append(" → ", "dim").append(stage)
    rows = Table.grid(padding=(0, 2))
    rows.add_row(Text("stage", "dim"), path)
    rows.add_row(Text("label", "dim"), Text(", ".join(sight.labels), "cyan"))
    rows.add_row(Text("check", "dim"), Text(": ".join(sight.check or ())))
    rows.add_row(Text("tally", "dim"), _bars(sight.tally))
    return Panel(
        rows,
        title=f"RFC {NUMBER}: {TITLE}",
        subtitle=format_time(sight.now),
        title_align="left",
        subtitle_align="right",
    )


def _bars(tally: Tally | None) -> Text:
    if tally is None:
        return Text("no vote yet", "dim")
    bars = Text()
    for choice, style in CHOICE_STYLES.items():
        weight = tally.counts[choice]
        if weight or choice != "block":
            bars.append(f"{choice} ").append("█" * int(weight), style).append(f"{weight}   ")
    left = len(tally.pending)
    bars.append(f"{tally.outcome}" if tally.outcome != "open" else f"{left} to come", "dim")
    return bars
