"""`govbot init`: the files that a repository begins with.

$ govbot init --owner ada --owner ben
wrote  governance/govbot.yaml
...
Next: ...
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from govbot.cli.output import examples, today

__all__ = ["init"]

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ADDRESS = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+@[A-Za-z0-9._/-]+")


PRIVATE = "Is the repository private? (The schedule then runs hourly, as minutes cost there.)"


def _logins(
    _ctx: click.Context, _param: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    from govbot.core.people import LOGIN_PATTERN

    logins = tuple(dict.fromkeys(each.removeprefix("@") for each in value))
    for login in logins:
        if not re.match(LOGIN_PATTERN, login):
            raise click.BadParameter(f"{login!r} is not a GitHub login.")
    return logins


def _slug(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    from govbot.core.governance import RESERVED_ROLES

    if not SLUG.fullmatch(value) or value in RESERVED_ROLES:
        raise click.BadParameter(
            f"{value!r} cannot be the name of a body: use lower-case letters, digits and `-`."
        )
    return value


def _action(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    from govbot.app.setup import ACTION

    if value is not None and (value == ACTION or not ADDRESS.fullmatch(value)):
        raise click.BadParameter(
            f"{value!r} does not name an action. Write owner/repository@commit with the real ones."
        )
    return value


@click.command(
    epilog=examples(
        "govbot init",
        "govbot init --owner ada --owner ben --owner cyd",
        "govbot init --body steering-committee --owner ada",
        "govbot init --private",
    )
)
@click.option(
    "--owner",
    "owners",
    multiple=True,
    metavar="LOGIN",
    callback=_logins,
    help="A member of the first body; may be given often.",
)
@click.option(
    "--body",
    default="council",
    show_default=True,
    metavar="SLUG",
    callback=_slug,
    help="What the first body is called.",
)
@click.option(
    "--action",
    metavar="OWNER/REPOSITORY@COMMIT",
    callback=_action,
    help="Where the workflows find govbot's action, by commit; default: to be filled in.",
)
@click.option(
    "--private/--public",
    default=None,
    help="Whether the repository is private: the schedule then comes hourly, for minutes cost there; "
    "else every 15 minutes. Asked for on a terminal.",
)
def init(*, owners: tuple[str, ...], body: str, action: str | None, private: bool | None) -> None:
    """Write the first files of a repository.

    Files that are there are left as they are.
    """
    from govbot.app.clone import top_of
    from govbot.app.setup import ACTION, HOURLY, OFTEN, set_up
    from govbot.core.layout import body_file

    root = top_of(Path.cwd())
    if private is None:
        private = sys.stdin.isatty() and click.confirm(PRIVATE, default=False)
    steps = set_up(
        root,
        body=body,
        owners=owners,
        today=today(),
        action=action or ACTION,
        cron=HOURLY if private else OFTEN,
    )
    for step in steps:
        if step.written:
            click.echo(f"wrote  {step.path}")
        else:
            click.echo(f"kept   {step.path} (it was there already)")
    click.echo("\nNext:")
    if not owners:
        click.echo(f"  - Put the members on the roster: {body_file(body)}")
    click.echo("  - Add each person's numeric id: govbot roster pin, with a token in GITHUB_TOKEN.")
    if action is None:
        click.echo(f"  - Put govbot's address in the place of {ACTION} in .github/workflows.")
    click.echo("  - See what is left to do: govbot check")
    click.echo("  - Commit all of it to the default branch, and push.")
    click.echo("  - See what is still missing on GitHub, and where to click: govbot doctor")
