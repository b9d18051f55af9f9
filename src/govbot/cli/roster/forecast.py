"""`govbot roster forecast`: what the bodies look like when nothing is done.

$ govbot roster forecast council --until 2027-06-30
Community Council (council)
DAY         SERVING  VACANT      WHAT CHANGES
2026-11-21  7                    as it stands
2027-01-01  4        1, 2 and 3  ada's term is over (seat 1); ...

2027-01-01: too few serve: 4, and the minimum is 5.
2027-01-01: no vote can pass under rfc-accept: 3 can take part, and 4 are needed.
2027-01-01: ada may not begin another term at once: ...
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govbot.cli.output import DAY, examples, format_option, plain, print_json, print_table, today
from govbot.cli.roster.options import ON, day_or_none
from govbot.core.rosters.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govbot.app.rosters import Barred, Outlook
    from govbot.core.rosters.forecast import Turn
    from govbot.core.rosters.standing import Standing

__all__ = ["forecast"]

ONE_DAY = timedelta(days=1)

MOST_NAMES = 10
"""How many bodies for which nothing changes are named."""


@click.command(
    epilog=examples(
        "govbot roster forecast",
        "govbot roster forecast council --until 2027-12-31",
        "govbot roster forecast --format json",
    )
)
@click.argument("body", required=False)
@click.option(
    "--until", type=DAY, metavar="DATE", help="The last day, in UTC; default: a year later."
)
@ON
@format_option("text", "json")
def forecast(*, body: str | None, until: datetime | None, on: datetime | None, format: str) -> None:
    """Say what comes for BODY, or for every body, when nothing is done: seats that fall vacant, votes that
    cannot pass any more, members who may not serve again.
    """
    from govbot.app.community import open_community
    from govbot.app.rosters import outlook
    from govbot.core.durations import Duration
    from govbot.core.rosters.limits import later

    day = on.date() if on else today()
    last = until.date() if until else later(day, Duration(1, "year"))
    if last < day:
        raise click.UsageError(f"--until {last} is before {day}, where the forecast begins.")
    found = outlook(open_community(Path.cwd()).governance, day, last, body)
    if format == "json":
        print_json(
            {
                "on": day.isoformat(),
                "until": last.isoformat(),
                "bodies": [_json(each) for each in found],
            }
        )
        return
    # Of one body that was asked for, it is said that nothing comes; of all, only what does.
    told = [each for each in found if body is not None or not each.is_quiet]
    for each in told:
        _print(each)
    quiet = [each.forecast.body.slug for each in found if each not in told]
    if quiet:
        more = len(quiet) - MOST_NAMES
        names = listed([*quiet[:MOST_NAMES], f"{more} more"] if more > 1 else quiet)
        click.echo(plain(f"Nothing changes by itself until {last} for {names}."))
    elif not found:
        click.echo("There is no body.")


def _print(outlook: Outlook) -> None:
    coming = outlook.forecast
    click.echo(plain(f"{coming.body.name} ({coming.body.slug})"))
    rows = [_row(coming.now, ["as it stands"])]
    rows += [_row(turn.standing, _events(turn, outlook)) for turn in coming.turns]
    print_table(["Day", "Serving", "Vacant", "What changes"], rows)
    warnings = sorted(_warnings(outlook))
    if not coming.turns:
        click.echo(f"Nothing changes by itself until {coming.until}.")
    if warnings:
        click.echo()
    for day, text in warnings:
        click.echo(plain(f"{day}: {text}"))
    click.echo()


def _events(turn: Turn, outlook: Outlook) -> list[str]:
    from govbot.core.rosters.forecast import turn_in_words

    return list(turn_in_words(turn, outlook.logins))


def _row(standing: Standing, events: list[str]) -> list[str]:
    vacant = [str(each.seat) for each in standing.vacant if each.seat is not None]
    unnumbered = len(standing.vacant) - len(vacant)
    return [
        standing.day.isoformat(),
        str(standing.serving),
        listed(vacant) or (str(unnumbered) if unnumbered else ""),
        "; ".join(events),
    ]


def _warnings(outlook: Outlook) -> Iterator[tuple[date, str]]:
    coming = outlook.forecast
    if coming.short_from is not None:
        stands = coming.on(coming.short_from)
        yield (
            coming.short_from,
            f"too few serve: {stands.serving}, and the minimum is {stands.minimum}.",
        )
    for lost in outlook.lost:
        yield lost.day, f"no vote can pass under {lost.policy}: {lost.why}."
    for barred in outlook.barred:
        yield barred.tenure.end + ONE_DAY, _barred(barred)


def _barred(barred: Barred) -> str:
    reasons = " ".join(each.text for each in barred.answer.reasons)
    later = barred.answer.next_eligible
    again = f" From {later} on, no rule stands in the way." if later else ""
    return f"{barred.login} may not begin another term at once: {reasons}{again}"


def _json(outlook: Outlook) -> dict[str, Any]:
    coming = outlook.forecast
    return {
        "body": coming.body.slug,
        "name": coming.body.name,
        "days": [
            _standing(coming.now, [], outlook),
            *(_standing(turn.standing, _events(turn, outlook), outlook) for turn in coming.turns),
        ],
        "below_minimum_from": day_or_none(coming.short_from),
        "policies_lost": [
            {"policy": each.policy, "from": each.day.isoformat(), "text": each.why}
            for each in outlook.lost
        ],
        "ineligible": [
            {
                "login": each.login,
                "from": day_or_none(each.tenure.end + ONE_DAY),
                "reasons": [{"rule": one.rule, "text": one.text} for one in each.answer.reasons],
                "next_eligible": day_or_none(each.answer.next_eligible),
            }
            for each in outlook.barred
        ],
    }


def _standing(standing: Standing, events: list[str], outlook: Outlook) -> dict[str, Any]:
    return {
        "on": standing.day.isoformat(),
        "serving": standing.serving,
        "members": [outlook.logins[each.github] for each in standing.members],
        "vacant": [
            {"seat": each.seat, "since": day_or_none(each.since)} for each in standing.vacant
        ],
        "below_minimum": standing.is_short,
        "changes": events,
    }
