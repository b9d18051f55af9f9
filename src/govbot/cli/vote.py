"""`govbot vote`: count a vote on paper, count recorded votes again, explain one.

$ govbot vote verify
#12 vote 1: passed, 7 ballots, as recorded
1 vote counted again; none of them differ.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govbot.cli.backtest import backtest
from govbot.cli.output import examples, format_option, plain, print_json, print_table, style
from govbot.cli.program import NEGATIVE
from govbot.cli.required import required
from govbot.core.errors import UserError

if TYPE_CHECKING:
    from govbot.core.cases import Answer
    from govbot.core.state import VoteState
    from govbot.core.votes import Tally

__all__ = ["vote"]

LARGEST_CASE = 100_000_000
"""Bytes. Nobody but its author is kept waiting by a case, so it may be larger than other files."""

OUTCOME_COLORS = {"passed": "green", "failed": "red", "blocked": "red", "open": "cyan"}


@click.group(
    epilog=examples("govbot vote count case.yaml", "govbot vote verify", "govbot vote show 12")
)
def vote() -> None:
    """Count votes, and count recorded votes again."""


vote.add_command(backtest)
vote.add_command(required)


@vote.command(
    epilog=examples(
        "govbot vote count case.yaml",
        "govbot vote count case.json --format json",
    )
)
@click.argument("case", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@format_option("text", "json")
def count(*, case: str, format: str) -> None:
    """Count the vote that the file CASE describes, in YAML or JSON; `-` reads standard input.

    CASE may be a file of the ledger too (`git show governance-ledger:rfcs/12.jsonl`): then every vote in
    it is counted anew. The answer is the same as that of a vote on GitHub under the same policy. However
    the vote comes out, the exit code is 0 when it was counted; it is 1 when a ledger file has it otherwise.
    """
    from govbot.app.community import known_policies
    from govbot.app.ledger_file import is_ledger
    from govbot.core.cases import Case, evaluate
    from govbot.files import load_yaml, require

    source = sys.stdin.buffer.read() if case == "-" else Path(case).resolve()
    name = "standard input" if case == "-" else case
    beginning = source[:100] if isinstance(source, bytes) else _beginning(source)
    if is_ledger(beginning.decode(errors="replace")):
        _count_ledger(source, name, format)
        return
    with _leaving_garbage():
        read = require(Case, load_yaml(source, name, limit=LARGEST_CASE))
        # What is wrong with the files here is no business of a case that brings its own policy.
        policies = known_policies(Path.cwd()) if isinstance(read.policy, str) else {}
        answer = evaluate(read, policies)
        if format == "json":
            click.echo(answer.model_dump_json(indent=2))
        else:
            _print_answer(answer)


@vote.command(
    epilog=examples(
        "govbot vote verify",
        "govbot vote verify 12",
    )
)
@click.argument("number", type=click.IntRange(min=1), required=False)
@format_option("text", "json")
@click.pass_context
def verify(ctx: click.Context, *, number: int | None, format: str) -> None:
    """Count the recorded votes of this clone again: those of RFC or motion NUMBER, or all.

    Needs nothing but the clone. Exits with 1 when something does not come out as recorded.
    """
    from govbot.app.community import open_community
    from govbot.app.recount import conclusion, recounted

    votes = recounted(open_community(Path.cwd()), number)
    if format == "json":
        print_json(
            {
                "votes": [
                    {
                        "rfc": each.rfc,
                        "vote": each.vote,
                        "outcome": each.outcome,
                        "ballots": each.ballots,
                        "differences": list(each.differences),
                    }
                    for each in votes
                ]
            }
        )
    else:
        for each in votes:
            click.echo(style(each.line, fg="red") if each.differences else each.line)
            for difference in each.differences:
                click.echo(plain(f"  {difference}"))
        click.echo(conclusion(votes))
    if any(each.differences for each in votes):
        ctx.exit(NEGATIVE)


@vote.command(
    epilog=examples(
        "govbot vote show 12",
        "govbot vote show 12 --vote 1 --format json",
    )
)
@click.argument("number", type=click.IntRange(min=1))
@click.option(
    "--vote",
    "which",
    type=click.IntRange(min=1),
    help="Which of its votes; the last, unless given.",
)
@format_option("text", "json")
def show(*, number: int, which: int | None, format: str) -> None:
    """Explain a vote on RFC, issue or pull request NUMBER: every step of the count, ballots and reasons."""
    from govbot.app.community import open_community
    from govbot.app.recount import tally_of

    state = open_community(Path.cwd()).state(number)
    if not state.votes:
        raise UserError(f"No vote was opened on #{number}.", "`govbot rfc show` says where it is.")
    last = next((each for each in state.votes if each.number == which), state.votes[-1])
    if which not in (None, last.number):
        numbers = ", ".join(str(each.number) for each in state.votes)
        raise UserError(f"#{number} has no vote {which}.", f"Its votes are: {numbers}.")
    tally = tally_of(last)
    if format == "json":
        print_json({"rfc": number, "vote": last.number, **tally.model_dump(mode="json")})
        return
    what = "RFC" if state.registered is not None else state.kind.capitalize()
    _print_vote(f"{what} {number}", last, tally)


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(100)


def _count_ledger(source: bytes | Path, name: str, format: str) -> None:
    from govbot.app.ledger_file import counted_votes

    content = source if isinstance(source, bytes) else source.read_bytes()
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise UserError(
            f"{name} is not UTF-8 text: {error.reason} at byte {error.start}."
        ) from error
    votes = counted_votes(text, name)
    if format == "json":
        print_json(
            {
                "votes": [
                    {
                        "vote": each.number,
                        "policy": each.state.opening.policy_name,
                        **each.tally.model_dump(mode="json"),
                        "differences": list(each.differences),
                    }
                    for each in votes
                ]
            }
        )
        return
    for each in votes:
        _print_vote(name, each.state, each.tally)
        for difference in each.differences:
            click.echo(style(f"  differs from the record: {difference}", fg="red"))
    if any(each.differences for each in votes):
        click.get_current_context().exit(NEGATIVE)


@contextmanager
def _leaving_garbage() -> Iterator[None]:
    """Keep Python from looking for garbage: in a large case, which has none, that is half of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _print_answer(answer: Answer) -> None:
    from govbot.core.durations import format_time

    click.echo(style(answer.outcome, fg=OUTCOME_COLORS.get(answer.outcome, "yellow"), bold=True))
    verb = "Closes" if answer.outcome == "open" else "Closed"
    click.echo(f"  {verb} at {format_time(answer.closes)}.")
    for line in answer.explanation:
        click.echo(f"  {plain(line)}")
    if answer.refused:
        click.echo("Not counted:")
        for each in answer.refused:
            click.echo(f"  {plain(f'{each.by}: {each.why}')}")


def _print_vote(subject: str, last: VoteState, tally: Tally) -> None:
    from govbot.core.durations import format_time
    from govbot.reports.reasons import reason_rows

    policy = last.opening.policy_name
    click.echo(f"{subject}, vote {last.number}, under the policy {plain(policy)}")
    ending = f"{'closes' if last.is_open else 'closed'} {format_time(tally.closes)}"
    if last.cancelled is not None:
        ending = f"cancelled {format_time(last.cancelled.at)}: {plain(last.cancelled.reason)}"
    click.echo(f"Opened {format_time(last.vote.opened)}, {ending}")
    click.echo(style(tally.outcome, fg=OUTCOME_COLORS.get(tally.outcome, "yellow"), bold=True))
    for line in tally.explanation:
        click.echo(f"  {plain(line)}")
    if tally.ballots:
        click.echo()
        print_table(["Who", "Ballot", "When", "Counts"], [_ballot(each) for each in tally.ballots])
    reasons = reason_rows(tally)
    if reasons:
        click.echo("\nReasons:")
    for row in reasons:
        click.echo(plain(f"  {row.who} ({row.ballot}): {row.words}"))


def _ballot(ballot: Any) -> list[str]:
    from govbot.core.durations import format_time

    counts = "binding" if ballot.binding else "advisory"
    if ballot.via:
        counts = f"{counts}, through {ballot.via}"
    return [ballot.by, ballot.choice, format_time(ballot.at), counts]
