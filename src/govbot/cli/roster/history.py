"""`govbot roster history`: everything the files tell of one person's service.

$ govbot roster history ada
ada (Ada Example, id 1001), formerly ada-old
Affiliations: Acme from 2024-01-01 on.

BODY     SEAT  ROLE   TERM                      CAME BY   IN A ROW  IN ALL  STATE
council  1     chair  2026-01-01 to 2026-06-30  election  1         1       over
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govbot.cli.output import DAY, examples, format_option, plain, print_json, print_table, today
from govbot.cli.roster.options import day_or_none, span_words, term_days

if TYPE_CHECKING:
    from datetime import datetime

    from govbot.core.people import Affiliation
    from govbot.core.rosters.history import History, ServiceEntry

__all__ = ["history"]


@click.command(
    epilog=examples("govbot roster history ada", "govbot roster history ada --format json")
)
@click.argument("person")
@click.option("--on", type=DAY, metavar="DATE", help="Seen from this day, in UTC; default: today.")
@format_option("text", "json")
def history(*, person: str, on: datetime | None, format: str) -> None:
    """Show every term of PERSON (a login, now or formerly), in every body, with leaves and affiliations."""
    from govbot.app.community import open_community
    from govbot.core.rosters.history import history as history_of

    day = on.date() if on else today()
    found = history_of(open_community(Path.cwd()).governance, person, day)
    if format == "json":
        print_json(_json(found))
        return
    _print_person(found)
    if not found.services:
        click.echo("No body's file has a term of theirs.")
        return
    click.echo()
    columns = ["Body", "Seat", "Role", "Term", "Came by", "In a row", "In all", "State"]
    print_table(columns, [_row(each, day) for each in found.services])
    for each in found.services:
        for leave in each.leaves:
            reason = f" ({leave.reason})" if leave.reason else ""
            ends = f"until {leave.end}" if leave.end else "until further notice"
            click.echo(plain(f"{each.body}: on leave from {leave.start} {ends}{reason}."))
    for left in found.left:
        click.echo(plain(f"{left.body}: {left.how} from {left.day} on."))


def _print_person(found: History) -> None:
    person = found.person
    about = [person.name] if person and person.name else []
    about += [f"id {person.id}"] if person and person.id else []
    line = f"{found.login} ({', '.join(about)})" if about else found.login
    if person and person.former_logins:
        line = f"{line}, formerly {', '.join(person.former_logins)}"
    click.echo(plain(line))
    if found.affiliations:
        click.echo(plain(f"Affiliations: {_spans(found.affiliations)}."))
    if found.groups:
        click.echo(plain(f"Groups: {_spans(found.groups)}."))


def _spans(entries: tuple[Affiliation, ...]) -> str:
    def said(each: Affiliation) -> str:
        match each.start, each.end:
            case None, None:
                return each.name
            case _, None:
                return f"{each.name} from {each.start} on"
            case None, _:
                return f"{each.name} until {each.end}"
            case _:
                return f"{each.name} from {each.start} until {each.end}"

    return "; ".join(said(each) for each in entries)


def _row(entry: ServiceEntry, day: date) -> list[str]:
    tenure, served = entry.tenure, entry.served
    came = tenure.term.by if tenure.term else None
    if tenure.member.ex_officio is not None:
        came_by = f"ex officio ({tenure.member.ex_officio})"
    else:
        came_by = came or ""
    return [
        entry.body,
        str(tenure.seat or ""),
        tenure.role,
        span_words(tenure),
        came_by,
        str(served.consecutive or "does not count"),
        str(served.lifetime or "does not count"),
        _state(entry, day),
    ]


def _state(entry: ServiceEntry, day: date) -> str:
    tenure = entry.tenure
    if tenure.departure is not None and entry.when == "past":
        return str(tenure.departure)
    if entry.when == "present":
        return "on leave" if any(each.holds_on(day) for each in entry.leaves) else "serves"
    return {"past": "over", "future": "to come"}[entry.when]


def _json(found: History) -> dict[str, Any]:
    person = found.person
    return {
        "login": found.login,
        "id": person.id if person else None,
        "name": person.name if person else "",
        "former_logins": list(person.former_logins) if person else [],
        "affiliations": [_dated(each) for each in found.affiliations],
        "groups": [_dated(each) for each in found.groups],
        "terms": [_term(each) for each in found.services],
        "left": [
            {"body": each.body, "how": each.how, "on": each.day.isoformat()} for each in found.left
        ],
    }


def _dated(entry: Affiliation) -> dict[str, str | None]:
    return {
        "name": entry.name,
        "start": day_or_none(entry.start),
        "end": day_or_none(entry.end),
    }


def _term(entry: ServiceEntry) -> dict[str, Any]:
    tenure, term, office = entry.tenure, entry.tenure.term, entry.tenure.member.ex_officio
    return {
        "body": entry.body,
        "seat": tenure.seat,
        "role": tenure.role,
        **term_days(tenure),
        "given_end": day_or_none(term.end if term else None),
        "by": term.by if term else None,
        "record": term.record if term else "",
        "ex_officio": str(office) if office else None,
        "departure": tenure.departure,
        "counts": entry.served.counts,
        "consecutive": entry.served.consecutive,
        "lifetime": entry.served.lifetime,
        "when": entry.when,
        "leave": [
            {
                "start": day_or_none(each.start),
                "end": day_or_none(each.end),
                "reason": each.reason,
            }
            for each in entry.leaves
        ],
    }
