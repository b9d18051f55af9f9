"""Checks of the times in a policy: each is tried from the days on which a vote could open.

Opened on 2026-03-15, a vote under `p` ends on 2026-03-17, before its minimum of 72 hours is over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from govbot.core.checks.declared import Declared, FilePath
from govbot.core.checks.frame import Community, Found
from govbot.core.durations import Duration, format_day
from govbot.core.findings import Level
from govbot.core.layout import SETTINGS_FILE

__all__ = ["idle_extensions", "late_reminders", "short_periods", "strange_holidays"]

DAYS_TRIED = 14
"""From how many days on, one after another, a vote is opened: two of every day of the week."""
DAY_OF_ANY_YEAR = re.compile(r"[0-9]{2}-[0-9]{2}")


def short_periods(community: Community) -> Iterator[Found]:
    """A vote runs at least as long as its own minimum."""
    for declared in community.policies:
        period = declared.policy.period
        if period.minimum is None:
            continue
        short = [day for day in _days(declared) if period.end(day) < period.earliest_end(day)]
        if short:
            opened = short[0]
            end = extended = period.end(opened)
            if period.extend is not None:
                for _ in range(period.extend.times):
                    extended = period.after(period.extend.by, extended)
            is_short_still = end < extended < period.earliest_end(opened)
            extends = f", extended on {_day(extended)}" if is_short_still else ""
            yield Found(
                f"A vote under `{declared.name}` runs {period.length}, less than its minimum of "
                f"{period.minimum}: opened on {_day(opened)}, it ends on {_day(end)}{extends}, and "
                f"the minimum is over on {_day(period.earliest_end(opened))}.",
                "Lengthen `length`, or shorten `minimum`.",
                SETTINGS_FILE,
                declared.path("period", "length"),
                level=None if len(short) == DAYS_TRIED else Level.WARNING,
            )


def late_reminders(community: Community) -> Iterator[Found]:
    """A reminder falls due while the vote runs."""
    for declared in community.policies:
        reminders = declared.policy.reminders
        if reminders is None:
            continue
        due: list[tuple[Duration, FilePath, str]] = [
            (before, declared.path("reminders", "before_end", at), "reminder")
            for at, before in enumerate(reminders.before_end)
        ]
        if reminders.last_call is not None:
            due.append((reminders.last_call, declared.path("reminders", "last_call"), "last call"))
        period = declared.policy.period
        for before, path, what in due:
            opened = next(
                (day for day in _days(declared) if period.after(before, day) >= period.end(day)),
                None,
            )
            if opened is not None:
                yield Found(
                    f"The {what} {before} before the end of a vote under `{declared.name}` comes "
                    f"before the vote: opened on {_day(opened)}, it ends on "
                    f"{_day(period.end(opened))}, {period.length} later.",
                    f"Write less than {period.length}, or leave it out.",
                    SETTINGS_FILE,
                    path,
                    level=Level.WARNING,
                )
        if not due:
            yield Found(
                f"`reminders` of `{declared.name}` reminds nobody.",
                "Write `before_end: [3 days]` or `last_call: 24 hours`, or leave it out.",
                SETTINGS_FILE,
                declared.path("reminders"),
                level=Level.WARNING,
            )


def idle_extensions(community: Community) -> Iterator[Found]:
    """What a vote is extended for can come to pass."""
    for declared in community.policies:
        extension = declared.policy.period.extend
        if extension is None:
            continue
        leaves = [node for _, node in declared.leaves()]
        asks_quorum = any(node.quorum is not None for _, node in declared.nodes())
        can_tie = any(
            leaf.tie in ("extend", "chair-decides")
            or (leaf.tie is None and leaf.pass_ is not None and leaf.pass_.is_half)
            for leaf in leaves
        )
        is_for = {"no-quorum": asks_quorum, "tied": can_tie}
        ties_extend = any(leaf.tie == "extend" for leaf in leaves)
        for at, reason in enumerate(extension.when):
            if not is_for[reason] and not ties_extend:
                why = (
                    "asks for no quorum"
                    if reason == "no-quorum"
                    else "has no rule that can be tied"
                )
                yield Found(
                    f"A vote under `{declared.name}` is extended on `{reason}`, and {why}: it never "
                    "is.",
                    "Add a `quorum`, or leave `extend` out."
                    if reason == "no-quorum"
                    else "Leave `tied` out of `when`.",
                    SETTINGS_FILE,
                    declared.path("period", "extend", "when", at),
                    level=Level.WARNING,
                )


def strange_holidays(community: Community) -> Iterator[Found]:
    """Some holidays are still to come, and every calendar is one that some policy goes by."""
    settings = community.governance.settings
    calendars = settings.calendars if community.has_settings else {}
    lists: list[tuple[FilePath, str, tuple[str, ...]]] = [
        (("calendars", name), f"the calendar `{name}`", days) for name, days in calendars.items()
    ]
    named: set[str] = set()
    if community.has_settings:
        for name, policy in settings.policies.items():
            holidays = policy.period.holidays
            if isinstance(holidays, str):
                named.add(holidays)
            elif holidays:
                lists.append((("policies", name, "period", "holidays"), f"`{name}`", holidays))
    for path, whose, days in lists:
        if days and all(
            not DAY_OF_ANY_YEAR.fullmatch(day) and day < community.today.isoformat() for day in days
        ):
            yield Found(
                f"Every holiday of {whose} is over: the last was {max(days)}.",
                "Add those to come, or write `12-25` for one of every year.",
                SETTINGS_FILE,
                path,
                level=Level.WARNING,
            )
    for name in calendars:
        if name not in named:
            yield Found(
                f"No policy goes by the calendar `{name}`.",
                f"Name it in a policy, `holidays: {name}`, or take it out.",
                SETTINGS_FILE,
                ("calendars", name),
                level=Level.WARNING,
            )


def _days(declared: Declared) -> list[datetime]:
    day = declared.today
    first = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return [first + timedelta(days=number) for number in range(DAYS_TRIED)]


def _day(moment: datetime) -> str:
    return format_day(moment.date())
