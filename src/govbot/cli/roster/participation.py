"""`govbot roster participation`: who takes part in votes, and what the rule about inactivity says."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govbot.cli.output import examples, format_option, plain, print_json, print_table, today
from govbot.cli.roster.options import ON

if TYPE_CHECKING:
    from govbot.app.attendance import Attended

__all__ = ["participation"]


@click.command(
    epilog=examples(
        "govbot roster participation council",
        "govbot roster participation council --on 2026-09-01 --format json",
    )
)
@click.argument("body", required=False)
@ON
@format_option("text", "json")
def participation(*, body: str | None, on: datetime | None, format: str) -> None:
    """Show in how many votes the members of BODY, or of every body, took part.

    The votes are those of the ledger that closed by the day. A vote counts for a member who was in its
    electorate and served all through it, without a day of leave.
    """
    from govbot.app.attendance import attendance_of
    from govbot.app.community import open_community
    from govbot.core.upkeep.inactivity import rule_in_words

    community = open_community(Path.cwd())
    day = on.date() if on else today()
    found = attendance_of(community, day, body)
    if format == "json":
        print_json({"on": day.isoformat(), "members": [_as_json(each) for each in found]})
        return
    if not found:
        click.echo(plain(f"Nobody serves on {body or 'any body'} on {day}."))
        return
    print_table(
        ["Body", "Login", "Votes", "Took part", "Share", "Missed in a row", "Rule"],
        [
            [
                each.body,
                each.attendance.login,
                str(len(each.attendance.asked)),
                str(each.attendance.taken_part),
                str(each.share) if each.share is not None else "",
                str(each.attendance.missed_in_a_row),
                _verdict(each),
            ]
            for each in found
        ],
    )
    click.echo()
    for slug in dict.fromkeys(each.body for each in found):
        rule = community.governance.body(slug).inactivity
        words = f"inactive is who {rule_in_words(rule)}" if rule else "no rule about inactivity"
        click.echo(plain(f"{slug}: {words}."))


def _as_json(each: Attended) -> dict[str, object]:
    own = each.attendance
    return {
        "body": each.body,
        "login": own.login,
        "on_leave": own.is_on_leave,
        "asked": len(own.asked),
        "took_part": own.taken_part,
        "share": str(each.share) if each.share is not None else None,
        "missed_in_a_row": own.missed_in_a_row,
        "inactive": bool(each.verdict) if each.is_judged else None,
        "why": each.verdict,
        "votes": [
            {"number": vote.vote.number, "vote": vote.vote.vote, "took_part": vote.took_part}
            for vote in own.asked
        ],
    }


def _verdict(each: Attended) -> str:
    if each.attendance.is_on_leave:
        return "on leave"
    return each.verdict or ("active" if each.is_judged else "")
