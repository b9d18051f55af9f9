"""The command line: `govbot COMMAND ...`. Each module is a group of commands: parse, call, print, exit.

    govbot check                            0: nothing to mend; 1: a finding
    govbot roster eligible zoe council      0: yes; 1: no
    govbot chek                             2: wrong usage
    (anything that is a bug)                3: the traceback, then one sentence

What is not needed for every command is imported inside the commands, so that each starts fast.
"""

from __future__ import annotations

import click

from govbot.cli.check import check
from govbot.cli.completion import completion
from govbot.cli.demo import demo
from govbot.cli.doctor import doctor
from govbot.cli.init import init
from govbot.cli.output import examples
from govbot.cli.plan import apply, plan
from govbot.cli.program import Program
from govbot.cli.report import report
from govbot.cli.rfc import rfc
from govbot.cli.roster import roster
from govbot.cli.run import run
from govbot.cli.sandbox import sandbox
from govbot.cli.schema import schema
from govbot.cli.status import status
from govbot.cli.vote import vote

__all__ = ["cli"]


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "govbot init --owner ada --owner ben     begin in a repository",
        "govbot check                            what is wrong, with file and line",
        "govbot doctor                           what is missing on GitHub",
        "govbot status                           where every open RFC stands",
        "govbot vote verify                      count every recorded vote again",
    ),
)
@click.version_option(package_name="govbot", message="%(prog)s %(version)s")
def cli() -> None:
    """Governance as code: RFCs, votes and rosters, from YAML kept in the repository."""


for _command in (
    init, check, doctor, status, rfc, vote, roster, plan, apply, report, schema, sandbox, demo, run, completion,
):  # fmt: skip
    cli.add_command(_command)
