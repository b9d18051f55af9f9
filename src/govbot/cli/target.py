"""Which repository on GitHub a command works on, and with what token.

govbot plan                                   the repository of the remote `origin`
govbot plan --repository example/commons      another one
GITHUB_TOKEN=... GITHUB_API_URL=...           as GitHub Actions sets them
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govbot.cli import values

if TYPE_CHECKING:
    from govbot.gh import Connection

__all__ = ["connected", "target_options"]


def target_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--repository` and `--api-url` to a command."""
    command = click.option(
        "--api-url",
        metavar="URL",
        callback=values.judged(values.address),
        help="The address of GitHub's API; default: GITHUB_API_URL, then github.com's.",
    )(command)
    return click.option(
        "--repository",
        metavar="OWNER/NAME",
        callback=values.judged(values.repository),
        help="The repository; default: GITHUB_REPOSITORY, then the remote `origin`.",
    )(command)


def connected(
    root: Path, repository: str | None, api_url: str | None, token: str | None = None
) -> Connection:
    """Connect as the options, the environment and the clone say, in this order.

    `token` takes the place of the environment's.
    """
    from govbot.actions.run import connection_from
    from govbot.app.clone import repository_of

    environment = dict(os.environ)
    named = repository or environment.get("GITHUB_REPOSITORY") or repository_of(root)
    environment["GITHUB_REPOSITORY"] = named or ""
    if api_url:
        environment["GITHUB_API_URL"] = api_url
    if token:
        environment["GITHUB_TOKEN"] = token
    return connection_from(environment)
