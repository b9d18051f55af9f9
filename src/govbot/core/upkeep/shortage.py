"""A body with fewer members than it can work with, and policies under which no vote can pass any more.

shortage(body, day)                    # Shortage(serving=4, minimum=5, since=2026-07-01)
lost_votes(governance, day)["council"] # ((LostVote(policy="rfc-accept", why="..."), 2026-08-01),)

Both are said once for a time in which they hold. A policy that could not pass with every seat taken is
wrong as it is written, which `govbot check` says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from govbot.core.bodies import Body
from govbot.core.checks.declared import Declared
from govbot.core.checks.reach import days_that_matter, policies_of, reach_on
from govbot.core.checks.shortfalls import can_pass
from govbot.core.checks.trials import Trial
from govbot.core.governance import Governance
from govbot.core.rosters.standing import standing, turning_days
from govbot.core.upkeep.due import LostVoteNotice, ShortageNotice
from govbot.core.upkeep.facts import LostVote, Shortage
from govbot.core.upkeep.issues import Said
from govbot.core.upkeep.keys import key_of
from govbot.core.upkeep.seats import began, is_founded, remaining

__all__ = ["Lost", "lost_votes", "shortage", "shortage_notices"]

Lost = tuple[LostVote, date]
"""A policy under which no vote can pass, and the first day of the time in which that is so."""


def shortage(body: Body, day: date) -> Shortage | None:
    """Return by how much a body is below its minimum on `day` (UTC), and since when; None where not."""
    now = standing(body, day)
    if not now.is_short:
        return None
    days = turning_days(body, date.min)
    since = began(days, day, lambda each: standing(body, each).is_short)
    return Shortage(serving=now.serving, minimum=now.minimum, since=since)


def lost_votes(governance: Governance, day: date) -> Mapping[str, tuple[Lost, ...]]:
    """Return the policies under which no vote can pass on `day` (UTC), by the bodies that lack somebody."""
    found: dict[str, list[Lost]] = defaultdict(list)
    for name in policies_of(governance):
        reach = reach_on(governance, name, day)
        if not reach.is_lost or not _could_pass(governance, name, day):
            continue
        policy = governance.policy(name)
        days = days_that_matter(governance, policy, date.min)
        since = began(days, day, partial(_is_lost, governance, name))
        for slug in _lacking(governance, policy.bodies, day):
            found[slug].append((LostVote(policy=name, why=reach.why), since))
    return {slug: tuple(each) for slug, each in found.items()}


def shortage_notices(
    governance: Governance,
    body: Body,
    day: date,
    short: Shortage | None,
    lost: tuple[Lost, ...],
    said: Said,
) -> Iterator[LostVoteNotice | ShortageNotice]:
    """Yield what the remaining members are told, once for a time in which it holds.

    What was lost on one day is told in one comment. Where nobody remains, the maintainers are told.
    """
    about = {
        "issue": key_of("roster", body.slug),
        "slug": body.slug,
        "name": body.name,
        "who": remaining(governance, body, day) or _maintainers(governance, day),
    }
    if short is not None:
        words = {"key": key_of("short", body.slug, short.since), "tokens": ["short"]}
        yield ShortageNotice.model_validate(words | {"shortage": short} | about)
    together: dict[tuple[date, bool], list[LostVote]] = defaultdict(list)
    for each, since in lost:
        together[since, said.before.has_said(_token(each))].append(each)
    for (since, _), some in together.items():
        policies = sorted(each.policy for each in some)
        words = {
            "key": key_of("lost", body.slug, *policies, since),
            "tokens": [_token(each) for each in some],
        }
        yield LostVoteNotice.model_validate(words | {"lost": some, "since": since} | about)


def _maintainers(governance: Governance, day: date) -> tuple[str, ...]:
    logins = [
        login
        for slug in governance.maintainers()
        if slug in governance.bodies
        for login in remaining(governance, governance.bodies[slug], day)
    ]
    return tuple({login.lower(): login for login in logins}.values())


def _token(lost: LostVote) -> str:
    return f"lost {lost.policy}"


def _is_lost(governance: Governance, name: str, day: date) -> bool:
    return reach_on(governance, name, day).is_lost


def _could_pass(governance: Governance, name: str, day: date) -> bool:
    declared = Declared(name, governance.policy(name), governance, day)
    return can_pass(Trial.in_full(declared), declared.policy)


def _lacking(governance: Governance, slugs: tuple[str, ...], day: date) -> tuple[str, ...]:
    """Return the bodies that somebody is missing from on `day`; all of them where that is none."""
    founded = [slug for slug in slugs if is_founded(governance.bodies[slug], day)]
    lacking = [slug for slug in founded if _lacks(governance.bodies[slug], day)]
    return tuple(lacking or founded)


def _lacks(body: Body, day: date) -> bool:
    now = standing(body, day)
    is_away = len(now.members) < len(now.holders)
    return bool(now.vacant) or now.is_short or is_away or not now.members
