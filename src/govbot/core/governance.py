"""The community's files as one value: settings, people, bodies, and the commit they were read at.

    governance = Governance(settings=..., people=..., bodies=..., commit="4f1c...")
    governance.electorate(("council",), date(2026, 3, 1))   # who may vote, frozen when a vote opens
    governance.holds("maintainer", account, day)            # may this account act as one?

Who somebody is follows from the numeric id first and the login second; see `govbot.core.people`.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from pydantic import Field, model_validator

from govbot.core.accounts import Account, Voter
from govbot.core.bodies import Body, Kind, Member, members_on
from govbot.core.errors import UserError
from govbot.core.lifecycle import DEFAULT_LIFECYCLE, NAME_PATTERN, Lifecycle
from govbot.core.model import Strict
from govbot.core.people import People, Person
from govbot.core.policies import DEFAULT_POLICIES, Policy

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
    kind `core`. A policy given here takes the place of the default of the same name.
    """

    maintainers: tuple[str, ...] = ()
    policies: dict[str, Policy] = Field(default_factory=dict)
    lifecycle: Lifecycle = DEFAULT_LIFECYCLE
    rfcs: RfcSettings = RfcSettings()
    ledger: LedgerSettings = LedgerSettings()

    @model_validator(mode="after")
    def _policy_names_can_be_said(self) -> Settings:
        for name in self.policies:
            if not re.fullmatch(NAME_PATTERN, name):
                raise ValueError(
                    f"`{name}` is no name for a policy: write lower-case letters, digits and "
                    f"hyphens, 40 at most, so that `/vote open {name.lower()}` can say it"
                )
        return self

    @model_validator(mode="after")
    def _opened_policies_exist(self) -> Settings:
        known = self.all_policies
        for row in self.lifecycle.transitions:
            if row.opens is not None and row.opens not in known:
                raise ValueError(
                    f"the transition to {row.to} opens the policy `{row.opens}`; "
                    f"the policies are: {', '.join(known)}"
                )
        return self

    @property
    def all_policies(self) -> dict[str, Policy]:
        """The community's policies over the defaults."""
        return DEFAULT_POLICIES | self.policies


class Governance(Strict):
    """Everything the community's files say, at one commit."""

    settings: Settings = Settings()
    people: People = People()
    bodies: dict[str, Body] = Field(default_factory=dict)
    commit: str = ""

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

    def electorate(self, slugs: tuple[str, ...], day: date) -> tuple[Voter, ...]:
        """Return the voters of these bodies on `day`, each person once.

        Raise `UserError` when that is nobody: a list that failed to load never makes everyone a voter.
        """
        voters: dict[int | str, Voter] = {}
        for slug in slugs:
            for member, person in self.serving(slug, day):
                voter = Voter(
                    login=person.github if person else member.github,
                    id=person.id if person else None,
                    body=slug,
                    seat=member.seat,
                    role=member.role,
                    affiliation=person.affiliation_on(day) if person else None,
                    weight=Fraction(1),
                )
                key = voter.id or voter.login.lower()
                known = voters.get(key)
                if known is not None:
                    voter = known.model_copy(update={"also": (*known.also, slug)})
                voters[key] = voter
        if not voters:
            raise UserError(
                f"Nobody may vote: no member of {' or '.join(slugs)} serves on {day}.",
                "A vote needs at least one member whose term runs and who is not on leave.",
            )
        return tuple(voters.values())

    def seats(self, slugs: tuple[str, ...], day: date) -> int:
        """Return how many seats these bodies have on `day`; without seats, how many serve."""
        bodies = [self.body(slug) for slug in slugs]
        return sum(
            body.seats.count if body.seats else len(members_on(body, day)) for body in bodies
        )

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
