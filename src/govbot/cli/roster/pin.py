"""`govbot roster pin`: the numeric ids of the people in people.yaml, and the logins they have now.

$ govbot roster pin
pinned   ada: id 1001
pinned   ben-old is called ben now (id 1002)
problem  zoee: GitHub has no such login. ...
"""

from __future__ import annotations

from pathlib import Path

import click

from govbot.cli.output import examples, plain
from govbot.cli.program import NEGATIVE
from govbot.cli.target import connected, target_options

__all__ = ["pin"]


@click.command(epilog=examples("govbot roster pin", "govbot roster pin --check"))
@click.option(
    "--check", is_flag=True, help="Write nothing; exit with 1 when there is something to do."
)
@target_options
@click.pass_context
def pin(ctx: click.Context, *, check: bool, repository: str | None, api_url: str | None) -> None:
    """Fill in the numeric GitHub ids in people.yaml, and follow logins that changed.

    The id stays when somebody changes their login; govbot knows people by it. A new login is written
    into people.yaml and into the bodies' files, and the old one is kept under `former_logins`. An id
    that is there is never replaced. Where GitHub stops answering, those found so far are written; run
    it again for the others. Exits with 1 when a problem is left for you to mend.
    """
    from govbot.app.pin import pin as plan
    from govbot.files import find_root

    root = find_root(Path.cwd())
    with connected(root, repository, api_url) as connection:
        pinned = plan(root, connection)
    if not check:
        pinned.write()
    for sentence in pinned.done:
        click.echo(plain(f"{'to do ' if check else 'pinned'}   {sentence}"))
    for sentence in pinned.problems:
        click.echo(plain(f"problem  {sentence}"))
    if not pinned.done and not pinned.problems and pinned.stopped is None:
        click.echo("Everybody has an id, and is called as GitHub calls them.")
    elif pinned.texts and not check:
        click.echo(f"\nWrote {', '.join(sorted(pinned.texts))}. See the difference: git diff")
    if pinned.stopped is not None:
        raise pinned.stopped
    if pinned.problems or (check and pinned.done):
        ctx.exit(NEGATIVE)
