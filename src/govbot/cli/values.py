"""Values on the command line that are judged before a command begins: a wrong one is wrong usage.

$ govbot plan --repository commons
Error: Invalid value for '--repository': 'commons' does not name a repository.
Write it as owner/name: example/commons.
$ echo $?
2

What can only be told by looking at the repository, such as a number that nothing has, is not usage:
that ends with 1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from govbot.core.errors import UserError

__all__ = ["address", "judged", "repository"]


def judged(judge: Callable[[str], object]) -> Callable[..., Any]:
    """Return a callback for an option or argument; `judge` raises `UserError` for a wrong value."""

    def judging(_ctx: click.Context, _param: click.Parameter, value: Any) -> Any:
        given = value if isinstance(value, tuple) else () if value is None else (value,)
        for each in given:
            try:
                judge(each)
            except UserError as error:
                raise click.BadParameter(str(error)) from error
        return value

    return judging


def repository(name: str) -> None:
    """Judge the name of a repository on GitHub."""
    from govbot.gh.connection import check_repository

    check_repository(name)


def address(url: str) -> None:
    """Judge the address of GitHub's API."""
    from govbot.gh.connection import check_address

    check_address(url)
