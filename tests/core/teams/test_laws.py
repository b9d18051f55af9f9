"""What holds for every community and every organisation."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from govbot.core.governance import Governance
from govbot.core.settings import OrganizationSettings
from govbot.core.teams import (
    AddToTeam,
    ChangeOrganizationRole,
    ChangeTeamRole,
    DeleteTeam,
    OrganizationSnapshot,
    RemoveFromOrganization,
    RemoveFromTeam,
    Team,
    TeamsChange,
    plan_teams,
    refusals,
    removals_in,
    wanted_on,
)
from tests.core.teams.organizations import DAY, IDS, account, after, community, organization, team

logins = st.sampled_from(sorted(IDS))
people = st.lists(logins, unique=True, max_size=9)
slugs = st.sampled_from(["council", "core", "docs", "old"])
roster = st.lists(
    st.builds(
        lambda login, chairs: {"github": login, "role": "chair" if chairs else ""},
        logins,
        st.booleans(),
    ),
    unique_by=lambda each: each["github"],
    max_size=9,
)


@st.composite
def communities(draw: st.DrawFn, *, with_owners: bool = True) -> Governance:
    settings: dict[str, Any] = {
        "minimum_owners": draw(st.integers(1, 3)),
        "remove_members": draw(st.booleans()),
        "most_removed": draw(st.sampled_from(["1/4", "1/2", "0%"])),
    }
    owners = draw(st.none() | people) if with_owners else None
    return community(draw(st.dictionaries(slugs, roster, max_size=4)), owners=owners, **settings)


@st.composite
def teams(draw: st.DrawFn, slug: str, owners: list[str]) -> Team:
    inside = draw(people)
    maintain = [login for login in inside if login in owners or draw(st.booleans())]
    return team(
        slug, [each for each in inside if each not in maintain], maintain, own=slug == "old"
    )


@st.composite
def organizations(draw: st.DrawFn, *, everybody: bool = False) -> OrganizationSnapshot:
    owners = draw(st.lists(logins, unique=True, min_size=1, max_size=5))
    shown = [draw(teams(slug, owners)) for slug in draw(st.lists(slugs, unique=True))]
    viewer = draw(st.none() | logins)
    return organization(
        owners,
        IDS if everybody else draw(people),
        shown,
        viewer=account(viewer) if viewer else None,
    )


@st.composite
def any_changes(draw: st.DrawFn, github: OrganizationSnapshot) -> tuple[TeamsChange, ...]:
    """Differences that nobody planned: each is possible by itself, in any order."""
    everybody = st.sampled_from([each.account for each in github.members])
    kinds: list[st.SearchStrategy[TeamsChange]] = [
        st.builds(
            ChangeOrganizationRole, account=everybody, role=st.sampled_from(["owner", "member"])
        ),
        st.builds(RemoveFromOrganization, account=everybody),
    ]
    for each in github.teams:
        kinds.append(st.just(DeleteTeam(team=each.slug, members=each.members)))
        if each.members:
            inside = st.sampled_from([one.account for one in each.members])
            kinds += [
                st.builds(RemoveFromTeam, team=st.just(each.slug), account=inside),
                st.builds(
                    ChangeTeamRole,
                    team=st.just(each.slug),
                    account=inside,
                    role=st.sampled_from(["maintainer", "member"]),
                ),
            ]
    found = draw(st.lists(st.one_of(kinds), unique=True, max_size=12))
    return tuple(found)


@given(communities(), organizations())
def test_after_the_changes_there_is_nothing_left_to_change(
    governance: Governance, github: OrganizationSnapshot
) -> None:
    there = github
    # Owners give up what they may only once others have accepted; an owner's role in a team shows then.
    for _ in range(3):
        there = after(there, plan_teams(governance, there, DAY).changes)
    assert plan_teams(governance, there, DAY).changes == ()


@given(communities(with_owners=False), organizations(everybody=True))
def test_once_is_enough_where_nobody_is_invited_and_the_owners_stay(
    governance: Governance, github: OrganizationSnapshot
) -> None:
    there = after(github, plan_teams(governance, github, DAY).changes)
    assert plan_teams(governance, there, DAY).changes == ()


@given(communities(), organizations())
def test_who_is_asked_for_is_there_in_the_end_and_nobody_else(
    governance: Governance, github: OrganizationSnapshot
) -> None:
    there = after(github, plan_teams(governance, github, DAY).changes)
    for asked in wanted_on(governance, DAY).teams:
        found = there.team(asked.slug)
        if asked.members:
            assert found is not None
            assert {each.account.id for each in found.members} == {
                each.account.id for each in asked.members
            }
        else:
            # Who left the organisation for another reason is in none of its teams.
            assert (found is None) == (github.team(asked.slug) is None)


@given(communities(), organizations(), st.data())
def test_there_are_never_too_few_owners_on_the_way(
    governance: Governance, github: OrganizationSnapshot, data: st.DataObject
) -> None:
    settings = governance.settings.organization
    assert settings is not None
    changes = plan_teams(governance, github, DAY).changes
    upto = data.draw(st.integers(0, len(changes)))
    least = min(settings.minimum_owners, len(github.owners))
    assert len(after(github, changes[:upto]).owners) >= least


@given(communities(), organizations())
def test_what_gives_comes_before_what_takes(
    governance: Governance, github: OrganizationSnapshot
) -> None:
    takes = [removals_in([each]) > 0 for each in plan_teams(governance, github, DAY).changes]
    assert takes == sorted(takes)


@given(communities(), organizations())
def test_the_guard_refuses_a_plan_only_for_how_many_it_removes(
    governance: Governance, github: OrganizationSnapshot
) -> None:
    plan = plan_teams(governance, github, DAY)
    settings = governance.settings.organization
    assert settings is not None
    number = removals_in(plan.changes)
    assert refusals(plan.changes, plan.wanted, github, settings, confirmed=number) == ()


@given(communities(), organizations(), st.data())
def test_the_guard_holds_for_any_difference(
    governance: Governance, github: OrganizationSnapshot, data: st.DataObject
) -> None:
    settings = governance.settings.organization
    assert settings is not None
    changes = data.draw(any_changes(github))
    if refusals(changes, wanted_on(governance, DAY), github, settings):
        return
    holds(settings, github, changes)


@given(communities(), organizations(), st.data())
def test_a_confirmed_number_lifts_neither_the_minimum_of_owners_nor_an_empty_roster(
    governance: Governance, github: OrganizationSnapshot, data: st.DataObject
) -> None:
    settings = governance.settings.organization
    assert settings is not None
    changes = data.draw(any_changes(github))
    wanted = wanted_on(governance, DAY)
    confirmed = removals_in(changes)
    if refusals(changes, wanted, github, settings, confirmed=confirmed):
        return
    owners = {each.id for each in github.owners}
    for change in changes:
        if isinstance(change, ChangeOrganizationRole) and change.role == "owner":
            owners.add(change.account.id)
        elif isinstance(change, ChangeOrganizationRole | RemoveFromOrganization):
            was = len(owners)
            owners.discard(change.account.id)
            assert len(owners) == was or len(owners) >= settings.minimum_owners
        elif isinstance(change, RemoveFromTeam):
            asked = wanted.team(change.team)
            assert asked is not None
            assert asked.members
        elif isinstance(change, DeleteTeam):
            assert change.team == "old"


def holds(
    settings: OrganizationSettings, github: OrganizationSnapshot, changes: tuple[TeamsChange, ...]
) -> None:
    """Count anew what is lost by whom: never more than the share, unless it is one person."""
    gone = {each.account.id for each in changes if isinstance(each, RemoveFromOrganization)}
    demoted = {
        each.account.id
        for each in changes
        if isinstance(each, ChangeOrganizationRole) and each.role == "member"
    }
    owners = {each.id for each in github.owners}
    members = {each.account.id for each in github.members}
    groups = [
        (members, gone),
        (owners, owners & (gone | demoted)),
        (members - owners, gone - owners),
    ]
    for each in github.teams:
        out = gone | {
            one.account.id
            for one in changes
            if isinstance(one, RemoveFromTeam) and one.team == each.slug
        }
        lowered = {
            one.account.id
            for one in changes
            if isinstance(one, ChangeTeamRole) and one.team == each.slug and one.role == "member"
        }
        inside = {one.account.id for one in each.members}
        # An owner of the organisation is shown as maintainer of every team, for being one.
        maintain = {one.account.id for one in each.members if one.role == "maintainer"} - owners
        groups += [
            (inside, inside & out),
            (maintain, maintain & (out | lowered)),
            (inside - maintain - owners, (inside - maintain - owners) & out),
        ]
    for group, lost in groups:
        assert len(lost) <= 1 or len(lost) <= settings.most_removed.value * len(group)
    assert not any(isinstance(each, DeleteTeam | AddToTeam) for each in changes)
