"""Telling the story: one step after the other, then what is left of it when it is over.

    play()      # the story, the status comment, the ledger's last lines, a re-count, the requests

On a terminal it takes its time, so that it can be read along; anywhere else it goes as fast as it can.
"""

from __future__ import annotations

import sys
import time
from typing import TextIO

from govbot.demo.ending import ending
from govbot.demo.stage import Carried, Stage, open_stage
from govbot.demo.story import STORY
from govbot.demo.view import View, view_for

__all__ = ["play"]

SECONDS = 10.0
"""How long the story takes to tell on a terminal at speed 1, what it takes to happen included."""


def play(*, plain: bool | None = None, speed: float = 1.0, output: TextIO | None = None) -> None:
    """Play the whole story and print it to `output` (standard output by default).

    `plain` asks for lines as they go into a file; None leaves it to whether `output` is a terminal
    and to NO_COLOR. `speed` is how much faster than usual the live view is told.
    """
    output = output or sys.stdout
    view = view_for(output, plain=plain)
    carried: list[Carried] = []
    with view, open_stage() as stage:
        started = time.monotonic()
        for place, step in enumerate(STORY, start=1):
            stage.happen(step)
            view.happened(step, stage.sight())
            carried += _settle(stage, view)
            if view.is_live:
                due = started + SECONDS / speed * place / len(STORY)
                time.sleep(max(0.0, due - time.monotonic()))
        view.over()
        for part in ending(stage, carried):
            view.show(part)


def _settle(stage: Stage, view: View) -> list[Carried]:
    carried = []
    for one in stage.settle():
        view.carried(one, stage.sight())
        carried.append(one)
    return carried
