"""`govbot vote required`: which changed files need a vote, and which rule says so.

$ govbot vote required governance/bodies/council.yaml README.md
PATH                            VOTE           RULE  PATTERN
governance/bodies/council.yaml  roster-change  1     governance/bodies/**
README.md                       none
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govbot.cli.output import examples, format_option, print_json, print_table
from govbot.core.errors import UserError

if TYPE_CHECKING:
    from govbot.core.required_votes import Match

__all__ = ["required"]

NO_VOTE = "none"


@click.command(
    epilog=examples(
        "govbot vote required governance/bodies/council.yaml",
        "govbot vote required --base origin/main",
        "govbot vote required --base origin/main --format json",
    )
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--base",
    metavar="REF",
    help="The paths that changed since this branch left REF, such as origin/main.",
)
@format_option("text", "json")
def required(*, paths: tuple[str, ...], base: str | None, format: str) -> None:
    """Say for each PATH under which policy a change of it has to be voted on.

    The rules are `required_votes` in the settings; the first one that matches a path decides. Paths
    need not exist. However the answer is, the exit code is 0.
    """
    from govbot.app.clone import changed_files
    from govbot.app.community import open_community
    from govbot.core.required_votes import winner

    if not paths and not base:
        raise click.UsageError("Name a PATH, or the REF that --base compares with.")
    community = open_community(Path.cwd())
    named = [_from_root(community.root, path) for path in paths]
    changed = changed_files(community.root, base) if base else ()
    rules = community.governance.settings.required_votes
    found = [(path, winner(rules, path)) for path in dict.fromkeys([*named, *changed])]
    if format == "json":
        print_json({"paths": [_as_data(path, match) for path, match in found]})
        return
    if not found:
        click.echo(f"Nothing changed since {base}.")
        return
    print_table(["Path", "Vote", "Rule", "Pattern"], [_as_row(*each) for each in found])
    for says in dict.fromkeys(match.rule.says for _, match in found if match and match.rule.says):
        click.echo(f"\n{says}")


def _from_root(root: Path, path: str) -> str:
    """Return a path as it is from the repository's root; it was given from the current folder."""
    # Nothing is looked up: what is deleted, or not there yet, has a path too.
    whole = Path(os.path.normpath(Path.cwd() / path))
    top = Path(os.path.normpath(root))
    if not whole.is_relative_to(top) or whole == top:
        raise UserError(f"{path} is no file of the repository in {root}.", "Name files below it.")
    return whole.relative_to(top).as_posix()


def _as_row(path: str, match: Match | None) -> list[str]:
    if match is None:
        return [path, NO_VOTE, "", ""]
    return [path, match.rule.policy, str(match.place + 1), match.pattern]


def _as_data(path: str, match: Match | None) -> dict[str, object]:
    if match is None:
        return {"path": path, "policy": None, "rule": None, "pattern": None, "says": ""}
    rule = match.rule
    return {
        "path": path,
        "policy": rule.policy if rule.asks else None,
        "rule": match.place + 1,
        "pattern": match.pattern,
        "says": rule.says,
    }
