"""`govbot vote backtest`: what recorded votes would have come to under another policy.

$ govbot vote backtest --policy two-thirds
#12 vote 1: passed under rfc-accept, would have been failed
  Pass rule: it takes at least 2/3 of yes + no; yes has 4 of 7, where 5 are enough. Not met.
3 votes replayed under two-thirds; 1 of them would have come out otherwise.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govbot.cli.output import examples, format_option, plain, print_json, style

if TYPE_CHECKING:
    from govbot.app.backtest import Backtested
    from govbot.core.policies import Policy

__all__ = ["backtest"]


@click.command(
    epilog=examples(
        "govbot vote backtest --policy two-thirds",
        "govbot vote backtest 12 --policy new-rule.yaml --format json",
    )
)
@click.argument("number", type=click.IntRange(min=1), required=False)
@click.option(
    "--policy",
    "name",
    required=True,
    metavar="NAME|FILE",
    help="A policy of the community, a preset, or a YAML file that holds a policy.",
)
@format_option("text", "json")
def backtest(*, number: int | None, name: str, format: str) -> None:
    """Replay the recorded votes of this clone under another policy: those of NUMBER, or all.

    Takes what was said from the ledger as it was said. What people would have said under other rules
    nobody knows.
    """
    from govbot.app.backtest import backtested
    from govbot.app.community import open_community

    votes = tuple(backtested(open_community(Path.cwd()), name, _policy(name), number))
    if format == "json":
        print_json({"policy": name, "votes": [_as_data(each) for each in votes]})
        return
    for each in votes:
        click.echo(style(each.line, fg="yellow") if each.replay.differs else plain(each.line))
        for line in each.replay.why if each.replay.differs else ():
            click.echo(plain(f"  {line}"))
        for refused in each.replay.refused if each.replay.differs else ():
            click.echo(plain(f"  Not counted: {refused.by}: {refused.why}"))
    click.echo(_conclusion(name, votes))


def _policy(name: str) -> Policy:
    from govbot.app.community import known_policies
    from govbot.core.errors import UserError
    from govbot.core.policies import Policy
    from govbot.files import load_yaml, require

    if name.endswith((".yaml", ".yml", ".json")):
        path = Path(name)
        if not path.is_file():
            raise UserError(f"There is no file {name}.", "Name a file that holds a policy.")
        return require(Policy, load_yaml(path.resolve(), name))
    policies = known_policies(Path.cwd())
    if name not in policies:
        raise UserError(
            f"There is no policy `{name}`.",
            f"The policies are: {', '.join(sorted(policies))}; or name a YAML file.",
        )
    return policies[name]


def _conclusion(name: str, votes: tuple[Backtested, ...]) -> str:
    replayed = [each for each in votes if each.replay.answer is not None]
    other = sum(each.replay.differs for each in replayed)
    number = f"{len(replayed)} vote{'' if len(replayed) == 1 else 's'}"
    return (
        f"{number} replayed under {name}; {other or 'none'} of them would have come out otherwise."
    )


def _as_data(each: Backtested) -> dict[str, Any]:
    replay = each.replay
    return {
        "number": each.number,
        "vote": replay.vote,
        "policy": replay.policy,
        "recorded": replay.recorded,
        "outcome": replay.outcome or None,
        "differs": replay.differs,
        "left_out": replay.left_out or None,
        "why": list(replay.why) if replay.differs else [],
        "answer": replay.answer.model_dump(mode="json") if replay.answer else None,
    }
