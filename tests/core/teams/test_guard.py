"""What the guard refuses, at the edges, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from govbot.core.governance import Governance
from govbot.core.teams import (
    ChangeOrganizationRole,
    ChangeTeamRole,
    DeleteTeam,
    OrganizationSnapshot,
    RemoveFromOrganization,
    RemoveFromTeam,
    TeamsChange,
    plan_teams,
    refusals,
    removals_in,
    wanted_on,
)
from tests.core.teams.organizations import DAY, IDS, account, community, organization, team

NAMES = sorted(IDS)


def against(
    changes: Sequence[TeamsChange],
    github: OrganizationSnapshot,
    confirmed: int | None = None,
    governance: Governance | None = None,
    **settings: Any,
) -> tuple[str, ...]:
    governance = governance or community({"council": ["ada"]}, owners=["mo"], **settings)
    rules = governance.settings.organization
    assert rules is not None
    return refusals(changes, wanted_on(governance, DAY), github, rules, confirmed)


def leave(team_slug: str, *names: str) -> list[TeamsChange]:
    return [RemoveFromTeam(team=team_slug, account=account(each)) for each in names]


@pytest.mark.parametrize(
    ("size", "removed", "is_allowed"),
    [
        (1, 1, True),  # one person may always go
        (2, 1, True),
        (3, 1, True),
        (3, 2, False),
        (4, 1, True),
        (4, 2, False),
        (7, 2, False),
        (8, 2, True),  # exactly a quarter
        (8, 3, False),
        (11, 2, True),
        (11, 3, False),
    ],
)
def test_no_more_than_a_quarter_of_a_team_and_always_one_person(
    size: int, removed: int, *, is_allowed: bool
) -> None:
    github = organization(teams=[team("council", NAMES[:size])])
    assert (against(leave("council", *NAMES[:removed]), github) == ()) is is_allowed


@pytest.mark.parametrize("size", range(1, 12))
def test_a_quarter_is_never_rounded_up(size: int) -> None:
    github = organization(teams=[team("council", NAMES[:size])])
    allowed = [
        number
        for number in range(size + 1)
        if against(leave("council", *NAMES[:number]), github) == ()
    ]
    assert allowed == list(range(max(1, size // 4) + 1))


def test_it_says_how_many_of_how_many_who_and_what_would_confirm() -> None:
    github = organization(teams=[team("council", ["ada", "ben", "cyd", "dee"])])
    assert against(leave("council", "ben", "cyd"), github) == (
        "2 of the 4 people in the team `council` would be removed, more than 1/4: ben and cyd.",
        (
            "In all, 2 removals are planned. `govbot apply --only teams --confirm-removals 2` confirms "
            "exactly these."
        ),
    )


def test_the_exact_number_lifts_the_rule_and_no_other_number_does() -> None:
    github = organization(teams=[team("council", ["ada", "ben", "cyd", "dee"])])
    changes = leave("council", "ben", "cyd")
    assert against(changes, github, confirmed=2) == ()
    for wrong in (1, 3, 100):
        assert against(changes, github, confirmed=wrong)[-1] == (
            f"{wrong} removals were confirmed, but there are 2. "
            "`govbot apply --only teams --confirm-removals 2` confirms exactly these."
        )


def test_a_number_that_nobody_needed_does_no_harm() -> None:
    github = organization(teams=[team("council", ["ada", "ben", "cyd", "dee"])])
    assert against(leave("council", "ben"), github, confirmed=7) == ()


def test_a_demotion_takes_somebody_out_of_the_role() -> None:
    github = organization(teams=[team("council", NAMES[:8], NAMES[8:10])])
    changes = [
        ChangeTeamRole(team="council", account=account(each), role="member") for each in NAMES[8:10]
    ]
    assert against(changes[:1], github) == ()
    assert against(changes, github)[0].startswith(
        "2 of the 2 maintainers of the team `council` would be removed"
    )


def test_becoming_a_maintainer_is_no_loss() -> None:
    github = organization(teams=[team("council", NAMES[:4])])
    changes = [
        ChangeTeamRole(team="council", account=account(each), role="maintainer")
        for each in NAMES[:4]
    ]
    assert against(changes, github) == ()
    assert removals_in(changes) == 0


def test_each_team_counts_by_itself() -> None:
    governance = community({"council": ["ada"], "core": ["ada"]})
    github = organization(teams=[team("council", ["ada", "ben"]), team("core", ["ada", "ben"])])
    changes = leave("council", "ben") + leave("core", "ben")
    assert against(changes, github, governance=governance) == ()
    assert removals_in(changes) == 2


def test_one_person_from_each_of_many_teams_is_many_people() -> None:
    rosters = {f"wg-{each}": [each] for each in NAMES[:5]}
    trios = [NAMES[at : at + 2] for at in range(0, 10, 2)]
    github = organization(
        teams=[team(slug, trio) for slug, trio in zip(rosters, trios, strict=True)]
    )
    governance = community(rosters)
    leaving = [
        change for slug, trio in zip(rosters, trios, strict=True) for change in leave(slug, trio[1])
    ]
    assert against(leaving[:2], github, governance=governance) == ()  # two of ten
    assert against(leaving[:3], github, governance=governance)[0] == (
        "3 of the 10 people in the teams that rosters name would be removed, more than 1/4: "
        "ben, dee and fay."
    )
    assert against(leaving[:3], github, 3, governance=governance) == ()


def test_leaving_the_organisation_counts_in_every_team() -> None:
    github = organization(["mo"], NAMES[:8], [team("council", ["ada", "ben"])])
    changes = [RemoveFromOrganization(account=account(each)) for each in ("ada", "ben")]
    assert against(changes, github, remove_members=True)[0].startswith(
        "2 of the 2 people in the team `council` would be removed"
    )


def test_owners_are_a_group_of_their_own() -> None:
    github = organization(["mo", "ada", "ben", "cyd"], NAMES)
    changes = [
        ChangeOrganizationRole(account=account(each), role="member") for each in ("ada", "ben")
    ]
    assert against(changes[:1], github) == ()
    assert against(changes, github)[0] == (
        "2 of the 4 owners of the organisation would be removed, more than 1/4: ada and ben."
    )


def test_plain_members_are_a_group_of_their_own() -> None:
    github = organization(["mo", "ada", "ben", "cyd"], ["dee", "eli", "fay", "gus"])
    leaving = [RemoveFromOrganization(account=account(each)) for each in ("dee", "eli")]
    assert against(leaving, github, remove_members=True)[0] == (
        "2 of the 4 plain members of the organisation would be removed, more than 1/4: dee and eli."
    )
    half = organization(teams=[team("council", NAMES[:4], NAMES[4:8])])
    assert against(leave("council", *NAMES[:2]), half)[0] == (
        "2 of the 4 plain members of the team `council` would be removed, more than 1/4: "
        "ada and ben."
    )
    assert against(leave("council", NAMES[0], NAMES[4]), half) == ()


def test_an_owner_is_in_neither_role_of_a_team() -> None:
    github = organization(["ada", "ben"], teams=[team("council", NAMES[2:8], ["ada", "ben"])])
    assert against(leave("council", "ada", "ben"), github) == ()


def test_people_of_another_team_or_role_are_not_counted() -> None:
    github = organization(teams=[team("council", NAMES[:4]), team("core", ["ada", "hal"])])
    lowered = [
        ChangeTeamRole(team="council", account=account(each), role="member") for each in NAMES[:4]
    ]
    assert against(lowered, github) == ()  # none of them maintains it
    assert removals_in(lowered) == 4


def test_members_of_a_team_inside_do_not_make_the_team_around_it_larger() -> None:
    github = organization(
        teams=[
            team("council", ["ada", "ben", "cyd", *NAMES[4:]]),
            team("inside", NAMES[4:], parent="council"),
        ]
    )
    assert against(leave("council", "ben", "cyd"), github)[0].startswith("2 of the 3 people")


def test_deleting_a_team_is_always_to_be_confirmed_and_counts_as_all_its_members() -> None:
    old = team("old", ["ada", "ben", "cyd"], own=True)
    empty = team("empty", own=True)
    github = organization(members=NAMES, teams=[old, empty])
    changes = [DeleteTeam(team="old", members=old.members), DeleteTeam(team="empty")]
    assert against(changes, github) == (
        "The team `old` would be deleted with all its members: ada, ben and cyd.",
        "The team `empty` would be deleted.",
        (
            "In all, 4 removals are planned. `govbot apply --only teams --confirm-removals 4` confirms "
            "exactly these."
        ),
    )
    assert against(changes, github, confirmed=4) == ()


# What no number lifts


def test_fewer_owners_than_the_minimum_are_never_left() -> None:
    github = organization(["mo", "ada", "ben"])
    changes = [
        ChangeOrganizationRole(account=account(each), role="member") for each in ("ada", "ben")
    ]
    assert against(changes, github, confirmed=2, minimum_owners=2) == (
        (
            "govbot will not make ben a plain member of the organisation, no longer its owner: the "
            "organisation would have 1 owner, and keeps at least 2."
        ),
    )


def test_there_are_enough_owners_at_every_moment_not_only_in_the_end() -> None:
    github = organization(["mo"], ["ada"])
    give = ChangeOrganizationRole(account=account("ada"), role="owner")
    take = ChangeOrganizationRole(account=account("mo"), role="member")
    assert against([give, take], github) == ()
    assert against([take, give], github) != ()


def test_too_few_owners_from_the_start_stand_in_nobodys_way() -> None:
    github = organization(["mo"], ["ada"])
    give = ChangeOrganizationRole(account=account("ada"), role="owner")
    assert against([give], github, minimum_owners=5) == ()


@pytest.mark.parametrize("confirmed", [None, 1])
def test_after_a_read_that_failed_nothing_is_changed(confirmed: int | None) -> None:
    github = organization(
        teams=[team("council", ["ada", "ben"])], missing=("the members of the team `core`",)
    )
    assert against(leave("council", "ben"), github, confirmed) == (
        "GitHub did not show the members of the team `core`, so nothing is changed.",
    )


def test_after_an_answer_without_anybody_nothing_is_changed() -> None:
    github = organization([], [])
    assert against([], github) == (
        "GitHub showed no owners, which every organisation has, so nothing is changed.",
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            RemoveFromTeam(team="empty", account=account("ben")),
            "govbot will not remove ben from the team `empty`: its roster names nobody.",
        ),
        (
            RemoveFromTeam(team="friends", account=account("ben")),
            "govbot will not remove ben from the team `friends`: its roster names nobody.",
        ),
        (
            RemoveFromTeam(team="unread", account=account("ben")),
            "govbot will not remove ben from the team `unread`: its members were not read.",
        ),
        (
            ChangeTeamRole(team="empty", account=account("ben"), role="member"),
            (
                "govbot will not make ben a plain member of the team `empty`, no longer its maintainer: "
                "its roster names nobody."
            ),
        ),
        (
            RemoveFromTeam(team="gone", account=account("ben")),
            "govbot will not remove ben from the team `gone`: its members were not read.",
        ),
        (
            RemoveFromTeam(team="shared", account=account("ben")),
            "govbot will not remove ben from the team `shared`: nobody serves on empty-too.",
        ),
        (
            DeleteTeam(team="friends"),
            "govbot will not delete the team `friends`, which is empty: govbot did not create it.",
        ),
        (
            DeleteTeam(team="council"),
            "govbot will not delete the team `council`, which is empty: a body names it.",
        ),
        (
            DeleteTeam(team="around"),
            "govbot will not delete the team `around`, which is empty: there are teams in it.",
        ),
        (
            RemoveFromOrganization(account=account("ben")),
            (
                "govbot will not remove ben from the organisation: the settings do not say "
                "`remove_members`."
            ),
        ),
        (
            ChangeOrganizationRole(account=account("mo"), role="member"),
            (
                "govbot will not make mo a plain member of the organisation, no longer its owner: no "
                "roster says who owns the organisation."
            ),
        ),
    ],
)
def test_no_number_confirms_what_no_roster_asks_for(change: TeamsChange, why: str) -> None:
    rosters = {
        "council": ["ada"],
        "empty": [],
        "unread": ["ada"],
        "gone": ["ada"],
        "shared": ["ada"],
    }
    governance = community({**rosters, "empty-too": []})
    shared = governance.bodies["shared"].github_team
    other = governance.bodies["empty-too"].model_copy(update={"github_team": shared})
    governance = governance.model_copy(update={"bodies": {**governance.bodies, "empty-too": other}})
    github = organization(
        ["mo", "hal"],
        teams=[
            team("unread", is_read=False),
            team("council", ["ada"], own=True),
            team("empty", ["ben"]),
            team("friends", ["ben"]),
            team("shared", ["ada", "ben"]),
            team("around", own=True),
            team("within", parent="around"),
        ],
    )
    assert against([change], github, confirmed=1, governance=governance) == (why,)


def test_nobody_leaves_the_organisation_while_a_roster_is_empty() -> None:
    governance = community({"council": ["ada"], "empty": []}, remove_members=True)
    github = organization(members=["ben"], teams=[team("council", ["ada"])])
    change = RemoveFromOrganization(account=account("ben"))
    assert against([change], github, confirmed=1, governance=governance) == (
        "govbot will not remove ben from the organisation: a roster is empty.",
    )


def test_a_new_council_of_which_half_is_new_needs_the_number() -> None:
    governance = community({"council": NAMES[3:10]})
    github = organization(members=NAMES, teams=[team("council", NAMES[:7])])
    plan = plan_teams(governance, github, DAY)
    rules = governance.settings.organization
    assert rules is not None
    assert removals_in(plan.changes) == 3
    assert refusals(plan.changes, plan.wanted, github, rules)[0].startswith("3 of the 7 people")
    assert refusals(plan.changes, plan.wanted, github, rules, confirmed=3) == ()
