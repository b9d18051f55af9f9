"""`govbot check`: everything that is wrong with the community's files and RFCs, each with its place.

$ govbot check
governance/bodies/council.yaml:14:7  error  term-order
  The term ends (2025-06-30) before it starts (2026-01-01); a term's end is its last day.

1 error.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govbot.cli.output import (
    examples,
    format_option,
    plain,
    print_json,
    style,
    today,
    workflow_command,
)
from govbot.cli.program import NEGATIVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govbot.core.findings import Finding

__all__ = ["check"]

COLORS = {"error": "red", "warning": "yellow", "notice": "cyan"}


@click.command(
    epilog=examples(
        "govbot check",
        "govbot check --format json",
        "govbot check --format github --pull-request 12 --base origin/main",
    )
)
@format_option("text", "json", "github")
@click.option(
    "--pull-request",
    type=click.IntRange(min=1),
    metavar="N",
    help="The pull request being checked: its RFC carries this number.",
)
@click.option(
    "--changed",
    multiple=True,
    metavar="PATH",
    help="A file that the pull request adds or renames to; may be given often.",
)
@click.option("--base", metavar="REF", help="Ask git instead: the files added since REF.")
@click.pass_context
def check(
    ctx: click.Context,
    *,
    format: str,
    pull_request: int | None,
    changed: tuple[str, ...],
    base: str | None,
) -> None:
    """Check the governance files and RFCs of this repository.

    Exits with 1 when there is an error; warnings and notices do not fail the check.

    With --format github and --base, what a change of people or bodies means for the rosters is added to
    the file that GITHUB_STEP_SUMMARY names, as `govbot roster diff` says it.
    """
    from govbot.app.clone import added_files
    from govbot.app.community import check as check_community
    from govbot.core.findings import Level
    from govbot.files import find_root

    here = Path.cwd()
    if changed and base:
        raise click.UsageError("--changed and --base say the same; give one of them.")
    added = changed or None
    if base:
        added = added_files(find_root(here), base)
    found = check_community(here, today=today(), pull_request=pull_request, added=added)
    findings = sorted(found, key=lambda each: (each.file, each.line or 0, each.column or 0))
    match format:
        case "json":
            print_json({"findings": [each.model_dump(mode="json") for each in findings]})
        case "github":
            _annotate(findings)
            if base:
                _summarise(find_root(here), base)
        case _:
            _print(findings)
    if any(each.level is Level.ERROR for each in findings):
        ctx.exit(NEGATIVE)


def _print(findings: Sequence[Finding]) -> None:
    places = [plain(_place(each)) for each in findings]
    widest = max(map(len, places), default=0)
    for finding, place in zip(findings, places, strict=True):
        level = style(f"{finding.level:7}", fg=COLORS[finding.level], bold=True)
        click.echo(f"{place:{widest}}  {level}  {finding.id}")
        click.echo(f"  {plain(finding.message)}")
        if finding.hint:
            click.echo(f"  {plain(finding.hint)}")
        click.echo()
    click.echo(_summary(findings))


def _annotate(findings: Sequence[Finding]) -> None:
    for each in findings:
        click.echo(
            workflow_command(
                each.level,
                "\n".join(part for part in (each.message, each.hint) if part),
                file=each.file,
                line=each.line,
                col=each.column,
                title=f"govbot: {each.id}",
            )
        )
    click.echo(_summary(findings))


def _summarise(root: Path, base: str) -> None:
    """Add what the pull request means for the rosters to the job's summary, where it changes them."""
    from govbot.app.clone import changed_files
    from govbot.app.revisions import changed_from
    from govbot.core.checks.roster_change import roster_change, touches_rosters
    from govbot.core.errors import UserError
    from govbot.reports.rosters import roster_change_report, roster_change_unknown

    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path or not touches_rosters(changed_files(root, base)):
        return
    try:
        sides = changed_from(root, base)
        text = roster_change_report(roster_change(sides.before, sides.after, today()))
    except (
        UserError
    ) as error:  # the annotations say what is wrong with the files, or did on the base
        text = roster_change_unknown(str(error))
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(text)


def _place(finding: Finding) -> str:
    parts = (finding.file, finding.line, finding.column)
    return ":".join(str(part) for part in parts if part is not None)


def _summary(findings: Sequence[Finding]) -> str:
    if not findings:
        return "Nothing is wrong."
    counts = Counter(str(each.level) for each in findings)
    parts = [f"{n} {level}{'' if n == 1 else 's'}" for level in COLORS if (n := counts[level])]
    return f"{', '.join(parts)}."
