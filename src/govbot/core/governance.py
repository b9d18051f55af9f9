"""The community's files as one value: settings, people, bodies, and the commit they were read at.

    governance = Governance(settings=..., people=..., bodies=..., commit="4f1c...")
    governance.electorate(policy, date(2026, 3, 1))         # who may vote, frozen when a vote opens
    governance.holds("maintainer", account, day)            # may this account act as one?

Who somebody is follows from the numeric id first and the login second; see `govbot.core.people`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pydantic import Field, ValidationInfo, field_validator, model_validator

from govbot.core.accounts import Account, Voter
from govbot.core.bodies import (
    Body,
    Kind,
    Member,
    Service,
    members_on,
    service_on,
    tenure_on,
    with_offices,
)
from govbot.core.errors import UserError
from govbot.core.lifecycle import DEFAULT_LIFECYCLE, NAME_PATTERN, Lifecycle
from govbot.core.model import Strict, misplaced
from govbot.core.people import People, Person
from govbot.core.policies import (
    DEFAULT_POLICIES,
    Calendar,
    Policy,
    electorate_words,
    weight_under,
)
from govbot.core.required_votes import RequiredVote
from govbot.core.settings import CodeOwnersSettings, OrganizationSettings, RosterSettings
from govbot.core.spelling import did_you_mean

__all__ = ["RESERVED_ROLES", "Governance", "LedgerSettings", "RfcSettings", "Settings"]

# What a transition may name beside a body; no body is called so.
RESERVED_ROLES = frozenset({"anyone", "author", "champion", "maintainer"})

DEFAULT_SECTIONS = ("Summary", "Motivation", "Proposal", "Alternatives")


class RfcSettings(Strict):
    """Where RFCs are kept and what each has to hold."""

    folder: str = Field(default="rfcs", pattern=r"^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$")
    required_sections: tuple[str, ...] = DEFAULT_SECTIONS


class LedgerSettings(Strict):
    """The branch that holds the records."""

    branch: str = Field(
        default="governance-ledger", pattern=r"^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$"
    )


class Settings(Strict):
    """`governance/govbot.yaml`. Everything has a default.

    `maintainers` names the bodies whose members may act as maintainers; without it, the bodies of
    kind `core`. A policy given here takes the place of the default of the same name. `required_votes`
    are rules in order: the first that matches a changed file decides whether it needs a vote.
    """

    maintainers: tuple[str, ...] = ()
    policies: dict[str, Policy] = Field(default_factory=dict)
    calendars: dict[str, Calendar] = Field(default_factory=dict)
    lifecycle: Lifecycle = DEFAULT_LIFECYCLE
    rfcs: RfcSettings = RfcSettings()
    ledger: LedgerSettings = LedgerSettings()
    required_votes: tuple[RequiredVote, ...] = ()
    rosters: RosterSettings = RosterSettings()
    organization: OrganizationSettings | None = None
    codeowners: CodeOwnersSettings | None = None

    @model_validator(mode="after")
    def _policy_names_can_be_said(self) -> Settings:
        for name in self.policies:
            if not re.fullmatch(NAME_PATTERN, name):
                raise misplaced(
                    f"`{name}` is no name for a policy: write lower-case letters, digits and "
                    f"hyphens, 40 at most, so that `/vote open {name.lower()}` can say it",
                    "policies",
                    name,
                )
        return self

    @model_validator(mode="after")
    def _calendars_exist(self) -> Settings:
        for name, policy in self.policies.items():
            try:
                policy.on_holidays(self.calendars)
            except ValueError as error:
                raise misplaced(
                    f"the policy `{name}` names a calendar: {error}",
                    *("policies", name, "period", "holidays"),
                    hint=did_you_mean(str(policy.period.holidays), self.calendars).strip(),
                ) from error
        return self

    @model_validator(mode="after")
    def _opened_policies_exist(self) -> Settings:
        known = self.all_policies
        for at, row in enumerate(self.lifecycle.transitions):
            if row.opens is not None and row.opens not in known:
                raise misplaced(
                    f"the transition to {row.to} opens the policy `{row.opens}`; "
                    f"the policies are: {', '.join(known)}",
                    *("lifecycle", "transitions", at, "opens"),
                    hint=did_you_mean(row.opens, known).strip(),
                )
        return self

    @property
    def all_policies(self) -> dict[str, Policy]:
        """The community's policies over the defaults, each with the days of the calendar it names."""
        own = {name: each.on_holidays(self.calendars) for name, each in self.policies.items()}
        return DEFAULT_POLICIES | own


class Governance(Strict):
    """Everything the community's files say, at one commit."""

    settings: Settings = Settings()
    people: People = People()
    bodies: dict[str, Body] = Field(default_factory=dict)
    commit: str = ""

    @field_validator("bodies", mode="after")
    @classmethod
    def _offices_have_holders(
        cls, bodies: dict[str, Body], info: ValidationInfo
    ) -> dict[str, Body]:
        return with_offices(bodies, info.data.get("people"))

    def policy(self, name: str) -> Policy:
        """Return the policy of this name; raise `UserError` naming those there are."""
        policies = self.settings.all_policies
        if name not in policies:
            raise UserError(
                f"There is no policy `{name}`.", f"The policies are: {', '.join(sorted(policies))}."
            )
        return policies[name]

    def body(self, slug: str) -> Body:
        """Return the body of this slug; raise `UserError` naming those there are."""
        if slug not in self.bodies:
            known = ", ".join(sorted(self.bodies)) or "none; add governance/bodies/<slug>.yaml"
            raise UserError(f"There is no body `{slug}`.", f"The bodies are: {known}.")
        return self.bodies[slug]

    def serving(self, slug: str, day: date) -> tuple[tuple[Member, Person | None], ...]:
        """Return who serves on the body on `day`, each with what is known of the person."""
        return tuple(
            (member, self.people.find(member.github)) for member in members_on(self.body(slug), day)
        )

    def electorate(self, policy: Policy, day: date) -> tuple[Voter, ...]:
        """Return everybody who may vote under `policy` on `day`, each person once.

        Raise `UserError` when that is nobody: a list that failed to load never makes everyone a voter.
        """
        voters: dict[int | str, Voter] = {}
        found = [each for slug in policy.bodies for each in self._voters_of(slug, policy, day)]
        found += [self._voter_named(login, day) for login in policy.persons]
        for voter in found:
            if weight_under(policy.selectors, voter) is None:
                continue
            key = voter.id or voter.login.lower()
            known = voters.get(key)
            if known is None:
                voters[key] = voter
                continue
            # Made anew: a copy would keep the memberships that it was asked for before.
            fields = {name: getattr(known, name) for name in Voter.model_fields}
            fields["also"] = (*known.also, *voter.memberships)
            # Whoever serves on one of the bodies votes, on leave from another or not.
            fields["on_leave"] = known.on_leave and voter.on_leave
            # Who is there for longer than one of the terms votes for as long as the longest.
            ends = (known.until, voter.until)
            fields["until"] = None if None in ends else max(filter(None, ends))
            voters[key] = Voter(**fields)
        if not voters:
            who = electorate_words(policy.selectors)
            raise UserError(
                f"Nobody may vote: no member of {who} serves on {day}.",
                "A vote needs at least one member whose term runs and who is not on leave.",
            )
        return tuple(voters.values())

    def _voters_of(self, slug: str, policy: Policy, day: date) -> Iterator[Voter]:
        """Yield the voters of one body: those who serve, and those on leave where they may vote too."""
        body = self.body(slug)
        for member in body.everyone:
            if not member.votes:
                continue
            service = service_on(member, day)
            on_leave = service is Service.ON_LEAVE and policy.leave == "may-vote"
            if service is not Service.SERVES and not on_leave:
                continue
            person = self.people.find(member.github)
            tenure = tenure_on(member, day)
            seat = tenure.seat if tenure else member.seat
            yield Voter(
                login=person.github if person else member.github,
                id=person.id if person else None,
                body=slug,
                seat=seat,
                role=tenure.role if tenure else member.role,
                reserved=body.seats.reserved_for(seat) if body.seats and seat else "",
                affiliation=person.affiliation_on(day) if person else None,
                on_leave=on_leave,
                until=tenure.end if tenure and not tenure.is_open else None,
            )

    def _voter_named(self, login: str, day: date) -> Voter:
        """Return somebody whom a policy names; the membership keeps the name it was given there."""
        person = self.people.find(login)
        return Voter(
            login=person.github if person else login,
            id=person.id if person else None,
            body=f"@{login}",
            affiliation=person.affiliation_on(day) if person else None,
        )

    def seats_of(self, policy: Policy, day: date) -> dict[str, int]:
        """Return how many seats each body has that votes under `policy`; without seats, who serve."""
        bodies = {slug: self.body(slug) for slug in policy.bodies}
        return {
            slug: (body.seats.count if body.seats else None) or len(members_on(body, day))
            for slug, body in bodies.items()
        }

    def seats_apart(self, policy: Policy, day: date) -> dict[str, int]:
        """Return the seats of each body where not all of them count for every condition; else none."""
        return self.seats_of(policy, day) if len(policy.selectors) > 1 else {}

    def seats(self, policy: Policy, day: date) -> int:
        """Return how many seats there are under `policy` on `day`: its bodies', and those of people."""
        return sum(self.seats_of(policy, day).values()) + len(policy.persons)

    def maintainers(self) -> tuple[str, ...]:
        """Return the slugs of the bodies whose members are maintainers."""
        if self.settings.maintainers:
            return self.settings.maintainers
        return tuple(slug for slug, body in self.bodies.items() if body.kind is Kind.CORE)

    def serves(self, slug: str, account: Account, day: date) -> bool:
        """Say whether `account` serves on the body on `day`. A body that is unknown has no members."""
        if slug not in self.bodies:
            return False
        return any(self.is_member(member, account) for member, _ in self.serving(slug, day))

    def is_member(self, member: Member, account: Account) -> bool:
        """Say whether a roster's entry means `account`: by id where both are known, else by login."""
        known = self.people.find(member.github)
        if known is None:
            return account.is_called(member.github)
        return Account(login=known.github, id=known.id).is_same(account)

    def holds(self, role: str, account: Account, day: date) -> bool:
        """Say whether `account` is a `maintainer` or serves on the body that `role` names."""
        slugs = self.maintainers() if role == "maintainer" else (role,)
        return any(self.serves(slug, account, day) for slug in slugs)
