"""The checks of a repository: each a named function with its rule in one sentence, in one table.

    governance/bodies/council.yaml:14:7  error  seat-taken-twice
      Seat 3 is taken twice from 2026-07-01 on: ada holds it until 2026-12-31, and ben until ...

`check_repository` is `govbot check`; `check_document` and `check_pull_request` are what the status of
an RFC says is missing. All are pure: the day is an argument, and places come from the caller.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from govbot.core.checks import (
    composition,
    lifecycle,
    limits,
    names,
    objections,
    outcomes,
    people,
    periods,
    policies,
    recusals,
    references,
    required_votes,
    rosters,
    seats,
    terms,
    workflows,
)
from govbot.core.checks import documents as rfc
from govbot.core.checks.frame import Check, Community, Places, file_only, findings_from
from govbot.core.documents import Document
from govbot.core.findings import Finding, Level
from govbot.core.governance import Governance
from govbot.core.workflows import Workflow

__all__ = [
    "CHECKS",
    "Check",
    "Places",
    "check_document",
    "check_pull_request",
    "check_repository",
]

GOVERNANCE_CHECKS = (
    Check("person-without-id", Level.NOTICE, people.people_without_id),
    Check("duplicate-person", Level.ERROR, people.duplicate_people),
    Check("former-login-in-use", Level.WARNING, people.former_logins_in_use),
    Check("affiliation-spelling", Level.WARNING, people.affiliations_spelt_apart),
    Check("unknown-member", Level.ERROR, rosters.unknown_members),
    Check("unknown-office", Level.WARNING, rosters.unknown_offices),
    Check("unknown-group", Level.WARNING, rosters.unknown_groups),
    Check("overlapping-terms", Level.ERROR, terms.overlapping_terms),
    Check("term-length", Level.WARNING, terms.long_terms),
    Check("term-open", Level.WARNING, terms.open_terms),
    Check("partial-terms", Level.WARNING, terms.unmeasured_partial_terms),
    Check("cooldown-idle", Level.WARNING, terms.idle_cooldowns),
    Check("leave-outside-term", Level.WARNING, terms.leaves_outside_terms),
    Check("term-limit", Level.ERROR, limits.terms_in_a_row),
    Check("cooldown", Level.ERROR, limits.broken_cooldowns),
    Check("lifetime-limit", Level.ERROR, limits.lifetime_terms),
    Check("seat-taken-twice", Level.ERROR, seats.seats_taken_twice),
    Check("seat-number", Level.ERROR, seats.seat_numbers),
    Check("seat-gap", Level.NOTICE, seats.seat_gaps),
    Check("reserved-seat-unfilled", Level.WARNING, seats.unfilled_reserved_seats),
    Check("reserved-seat-holder", Level.ERROR, seats.reserved_seat_holders),
    Check("stagger-balance", Level.WARNING, seats.stagger_balance),
    Check("affiliation-limit", Level.ERROR, composition.affiliation_limits),
    Check("incompatible-offices", Level.ERROR, composition.incompatible_offices),
    Check("representation", Level.ERROR, composition.representation),
    Check("body-below-minimum", Level.WARNING, rosters.bodies_below_minimum),
    Check("body-too-large", Level.ERROR, rosters.bodies_too_large),
    Check("unknown-body", Level.ERROR, references.unknown_bodies),
    Check("unknown-voter", Level.ERROR, references.unknown_voters),
    Check("empty-electorate", Level.ERROR, policies.empty_electorates),
    Check("empty-selector", Level.ERROR, references.empty_selectors),
    Check("policy-weights", Level.ERROR, policies.weightless_electorates),
    Check("policy-quorum", Level.ERROR, outcomes.impossible_quorums),
    Check("policy-pass", Level.ERROR, outcomes.impossible_pass_rules),
    Check("policy-count", Level.ERROR, policies.counted_choices),
    Check("policy-contradiction", Level.ERROR, outcomes.contradictions),
    Check("policy-out-of-reach", Level.WARNING, outcomes.conditions_out_of_reach),
    Check("policy-abstention", Level.WARNING, policies.abstentions_that_object),
    Check("policy-rounded-share", Level.WARNING, policies.rounded_shares),
    Check("policy-recusal", Level.WARNING, recusals.defeating_recusals),
    Check("policy-chair", Level.ERROR, objections.empty_chairs),
    Check("policy-veto", Level.ERROR, objections.pointless_vetoes),
    Check("policy-reviews", Level.ERROR, objections.refused_reviews),
    Check("policy-period", Level.ERROR, periods.short_periods),
    Check("policy-reminders", Level.WARNING, periods.late_reminders),
    Check("policy-extension", Level.WARNING, periods.idle_extensions),
    Check("policy-holidays", Level.WARNING, periods.strange_holidays),
    Check("required-vote-policy", Level.ERROR, required_votes.unknown_policies),
    Check("required-vote-shadowed", Level.WARNING, required_votes.shadowed_rules),
    Check("required-vote-unmatched", Level.WARNING, required_votes.unmatched_patterns),
    Check("lifecycle-unreachable", Level.WARNING, lifecycle.unreachable_stages),
    Check("lifecycle-dead-end", Level.WARNING, lifecycle.dead_ends),
    Check("lifecycle-vote", Level.ERROR, lifecycle.vote_stages),
    Check("lifecycle-role", Level.ERROR, lifecycle.unknown_roles),
    Check("no-maintainers", Level.WARNING, lifecycle.missing_maintainers),
    Check("workflow-blocked-event", Level.WARNING, workflows.blocked_events),
    Check("workflow-not-woken", Level.WARNING, workflows.unwoken_workflows),
)

DOCUMENT_CHECKS = (
    Check("rfc-file-name", Level.ERROR, names.file_names),
    Check("rfc-number", Level.ERROR, names.numbers),
    Check("rfc-duplicate-number", Level.ERROR, names.duplicate_numbers),
    Check("rfc-slug", Level.ERROR, names.slugs),
    Check("rfc-required-sections", Level.ERROR, rfc.required_sections),
    Check("rfc-champion", Level.ERROR, rfc.champions),
    Check("rfc-authors", Level.ERROR, rfc.authors),
    Check("rfc-dates", Level.ERROR, rfc.dates),
    Check("rfc-status-key", Level.ERROR, rfc.status_keys),
    Check("rfc-requires", Level.WARNING, rfc.required_rfcs),
    Check("rfc-supersedes", Level.WARNING, rfc.superseded_rfcs),
)

PULL_REQUEST_CHECKS = (Check("rfc-one-per-pull-request", Level.ERROR, names.one_per_pull_request),)

CHECKS = (*GOVERNANCE_CHECKS, *DOCUMENT_CHECKS, *PULL_REQUEST_CHECKS)


def check_repository(  # noqa: PLR0913 - what a repository holds, part by part
    governance: Governance,
    documents: Iterable[Document],
    today: date,
    *,
    pull_request: int | None = None,
    changed: Collection[str] | None = None,
    unread: Collection[str] = (),
    files: Collection[str] | None = None,
    actions: tuple[Workflow, ...] = (),
    places: Places = file_only,
) -> tuple[Finding, ...]:
    """Return everything that is wrong with the community's files, by file and line.

    `today` is in UTC. `changed` are the paths that the pull request adds (or renames to): an RFC among
    them carries its number. `unread` are the files whose reading found errors; those findings are the
    caller's to add. `files` are the paths of all files in the repository (None: not known), `actions`
    its workflows of GitHub Actions. `places` says where a value at a path of a file stands.
    """
    community = Community(
        governance,
        tuple(documents),
        today,
        pull_request,
        changed,
        frozenset(unread),
        files=files,
        workflows=actions,
    )
    found = [finding for document in community.documents for finding in document.findings]
    found += findings_from(CHECKS, community, places)
    return tuple(sorted(found, key=lambda each: (each.file, each.line or 0, each.column or 0)))


def check_document(
    document: Document, *, governance: Governance, pull_request: int | None, today: date
) -> tuple[Finding, ...]:
    """Return everything that is wrong with one RFC, its syntax included, by line.

    With a `pull_request`, the RFC is the one that it adds.
    """
    community = Community(
        governance, (document,), today, pull_request, {document.path}, is_whole=False
    )
    found = [*document.findings, *findings_from(DOCUMENT_CHECKS, community)]
    return tuple(sorted(found, key=lambda each: each.line or 0))


def check_pull_request(
    documents: Iterable[Document], *, governance: Governance, pull_request: int
) -> tuple[Finding, ...]:
    """Return what is wrong with a pull request of these RFCs, beside the RFCs themselves.

    It holds one: neither more nor, once it was registered, none.
    """
    held = tuple(documents)
    community = Community(
        governance, held, date.min, pull_request, {each.path for each in held}, is_whole=False
    )
    return tuple(findings_from(PULL_REQUEST_CHECKS, community))
