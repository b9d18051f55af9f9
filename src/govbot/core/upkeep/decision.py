"""What is due on a day, for every body: issues, comments in them, and pull requests.

    decide_upkeep(governance, snapshot, now, votes)
    # UpkeepDecision(issues=(Tracking(...),), notices=(Reminder(...),), proposals=(...))

A body on which nobody ever served has nothing due, and one that is no more has nothing left. What is
switched off in the settings is not touched, and an issue or pull request that stands by then is left to people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from govbot.core.bodies import Body
from govbot.core.governance import Governance
from govbot.core.upkeep.due import (
    AnyIssue,
    AnyNotice,
    EmeritusProposal,
    Tracking,
    UpkeepDecision,
    VacancyIssue,
)
from govbot.core.upkeep.emeritus import (
    declined,
    expired,
    open_proposals,
    proposal,
    with_edits,
    withdrawals,
)
from govbot.core.upkeep.facts import Emeritus
from govbot.core.upkeep.hindrances import Hindrances, is_unopened
from govbot.core.upkeep.issues import Said, Shown, by_subject
from govbot.core.upkeep.keys import key_of
from govbot.core.upkeep.limits import broken_limits
from govbot.core.upkeep.participation import Participation
from govbot.core.upkeep.seats import is_founded
from govbot.core.upkeep.shortage import lost_votes
from govbot.core.upkeep.silence import Silence, silence
from govbot.core.upkeep.snapshot import OwnProposal, UpkeepSnapshot
from govbot.core.upkeep.tracking import Known, tracking
from govbot.core.upkeep.vacancies import vacancies

__all__ = ["decide_upkeep"]

NOTHING_HINDERS = Hindrances()


def decide_upkeep(
    governance: Governance,
    snapshot: UpkeepSnapshot,
    now: datetime,
    votes: Sequence[Participation] = (),
    hindrances: Hindrances = NOTHING_HINDERS,
) -> UpkeepDecision:
    """Return what is due at `now` (UTC), as the files, the issues and the closed `votes` have it.

    `hindrances` are what kept an earlier attempt of this run from it.
    """
    rosters = governance.settings.rosters
    if snapshot.left_to_bot:
        return UpkeepDecision(label=rosters.label)
    today = now.date()
    bodies = [each for each in governance.bodies.values() if is_founded(each, today)]
    shown = by_subject(snapshot.issues)
    lost = lost_votes(governance, today) if rosters.tracking_issues else {}
    broken = broken_limits(governance, today) if rosters.tracking_issues else {}
    issues: list[AnyIssue] = []
    notices: list[AnyNotice] = []
    proposals: list[EmeritusProposal] = []
    for body in bodies:
        own = shown.get(key_of("roster", body.slug), ())
        said = Said.so_far(own[0].own if own else None)
        quiet = (
            silence(governance, body, today, votes, said) if rosters.tracking_issues else Silence()
        )
        proposed: EmeritusProposal | None = None
        by_hand: tuple[Emeritus, ...] = ()
        if rosters.emeritus_pull_requests:
            proposed, by_hand = _proposal(
                governance, body, today, quiet, said, snapshot.proposals, hindrances
            )
        if proposed is not None:
            proposals.append(proposed)
        if rosters.tracking_issues:
            running = open_proposals(snapshot.proposals, proposed)
            known = Known(
                lost.get(body.slug, ()),
                broken.get(body.slug, ()),
                quiet,
                proposed,
                running,
                is_unopened(proposed, running, said, hindrances),
                by_hand,
            )
            tracked = tracking(governance, body, today, said, known)
            if tracked is not None:
                issues.append(tracked[0])
                notices.extend(tracked[1])
        if rosters.vacancy_issues:
            vacant = vacancies(
                governance, body, today, shown.get(key_of("vacancies", body.slug), ())
            )
            if vacant is not None:
                issues.append(vacant[0])
                notices.extend(vacant[1])
    issues.extend(_of_no_body(governance, {key_of(each.slug) for each in bodies}, shown))
    if rosters.emeritus_pull_requests:
        proposals.extend(withdrawals({each.slug for each in bodies}, snapshot.proposals))
    return UpkeepDecision(
        label=rosters.label,
        issues=tuple(issues),
        notices=tuple(notices),
        proposals=tuple(proposals),
    )


def _proposal(
    governance: Governance,
    body: Body,
    today: date,
    quiet: Silence,
    said: Said,
    proposals: Sequence[OwnProposal],
    hindrances: Hindrances,
) -> tuple[EmeritusProposal | None, tuple[Emeritus, ...]]:
    """Return the pull request that names those whose terms are over, and those who stay silent.

    Beside it are those of them whose entries people have to edit.
    """
    over = [*expired(governance, body, today), *quiet.over]
    left = [each for each in over if not declined(proposals, body.slug, each[0])]
    by_hand = hindrances.by_hand.get(body.slug, ())
    named = [each for each in left if each[0].token not in by_hand]
    due = proposal(body, named, proposals, said.own.url if said.own else "")
    return due, with_edits(body, [each for each in left if each[0].token in by_hand])


def _of_no_body(
    governance: Governance, slugs: Collection[str], shown: Mapping[str, tuple[Shown, ...]]
) -> Iterator[AnyIssue]:
    """Yield the issues about a body that is no more: nothing is left to say in them."""
    rosters = governance.settings.rosters
    for subject, issues in shown.items():
        kind, _, slug = subject.partition(" ")
        if slug in slugs:
            continue
        body = governance.bodies.get(slug)
        about = {"slug": slug, "name": body.name if body else slug}
        for each in issues:
            if each.marker.is_over:
                continue
            fields = about | Said.so_far(each.own).fields(each.marker.key, (), ())
            if kind == "roster" and rosters.tracking_issues:
                yield Tracking.model_validate(fields)
            if kind == "vacancies" and rosters.vacancy_issues:
                yield VacancyIssue.model_validate(fields)
