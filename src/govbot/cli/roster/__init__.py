"""`govbot roster`: who serves, until when, and who may be next. Each module is one command.

$ govbot roster eligible ada council --on 2026-09-01
No: ...
From 2027-01-01 on, no rule stands in the way.
"""

from __future__ import annotations

import click

from govbot.cli.output import examples
from govbot.cli.roster.diff import diff
from govbot.cli.roster.eligible import eligible
from govbot.cli.roster.export import export
from govbot.cli.roster.forecast import forecast
from govbot.cli.roster.history import history
from govbot.cli.roster.importing import import_
from govbot.cli.roster.participation import participation
from govbot.cli.roster.pin import pin
from govbot.cli.roster.show import show
from govbot.cli.roster.terms import terms

__all__ = ["roster"]


@click.group(
    epilog=examples(
        "govbot roster show council",
        "govbot roster eligible ada council",
        "govbot roster forecast --until 2027-12-31",
        "govbot roster diff main..HEAD",
    )
)
def roster() -> None:
    """Show who serves on a body, until when, and who may be next."""


for _command in (
    show,
    history,
    terms,
    eligible,
    forecast,
    diff,
    participation,
    import_,
    pin,
    export,
):
    roster.add_command(_command)
