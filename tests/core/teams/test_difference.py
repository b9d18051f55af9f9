"""What GitHub's teams need to become what the rosters ask for, in the words that people read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from govbot.core.accounts import Account
from govbot.core.governance import Governance
from govbot.core.teams import OrganizationSnapshot, plan_teams
from tests.core.teams.organizations import (
    DAY,
    IDS,
    account,
    community,
    invited,
    organization,
    said,
    team,
)

COUNCIL = "govbot for example/commons."
WANTED = community({"council": ["ada", {"github": "ben", "role": "Chair"}]})
EARLIER = datetime(2026, 6, 20, 8, tzinfo=UTC)
LAPSED = datetime(2026, 6, 27, 8, tzinfo=UTC)


def changes(governance: Governance, github: OrganizationSnapshot, day: date = DAY) -> list[str]:
    return said(plan_teams(governance, github, day).changes)


def notes(governance: Governance, github: OrganizationSnapshot) -> list[str]:
    return list(plan_teams(governance, github, DAY).notes)


@pytest.mark.parametrize(
    ("github", "expected"),
    [
        pytest.param(
            organization(members=["ada", "ben"]),
            [
                f"create the team `council` ('Council. Kept by {COUNCIL}')",
                "add ada to the team `council` as member",
                "add ben to the team `council` as maintainer",
            ],
            id="a team that is not there is created, with its members",
        ),
        pytest.param(
            organization(teams=[team("council", ["ada"])]),
            ["invite ben to the organisation, into the team `council`"],
            id="who does not belong to the organisation is invited to it",
        ),
        pytest.param(
            organization(teams=[team("council", ["ada", "ben"])]),
            ["make ben a maintainer of the team `council`"],
            id="who has the role becomes a maintainer",
        ),
        pytest.param(
            organization(teams=[team("council", [], ["ada", "ben"])]),
            [
                "make ada a plain member of the team `council`, no longer its maintainer",
            ],
            id="who has not got the role stops being one",
        ),
        pytest.param(
            organization(teams=[team("council", ["ada", "gus"], ["ben"])]),
            ["remove gus from the team `council`"],
            id="who does not serve leaves the team",
        ),
        pytest.param(
            organization(teams=[team("council", ["ada"], ["ben"]), team("friends", ["gus"])]),
            [],
            id="a team that no body names is left alone",
        ),
        pytest.param(
            organization(["mo", "ada"], teams=[team("council", [], ["ada", "ben"])]),
            [],
            id="an owner is a maintainer of every team, whatever anybody says",
        ),
        pytest.param(
            organization(teams=[team("council", ["ada"], ["ben"]), team("old", ["gus"], own=True)]),
            ["delete the team `old`, which has 1 member"],
            id="a team of govbot's own that no body names is deleted",
        ),
        pytest.param(
            organization(teams=[team("council", ["ada"], ["ben"]), team("old", own=True)]),
            ["delete the team `old`, which is empty"],
            id="and so is an empty one",
        ),
    ],
)
def test_changes(github: OrganizationSnapshot, expected: list[str]) -> None:
    assert changes(WANTED, github) == expected


@pytest.mark.parametrize(
    "description",
    [
        "",
        "Kept by hand.",
        "Kept by govbot for example/elsewhere.",
        "Kept by govbot for example/commons. No longer.",
        "Kept by govbot for example/commons-too.",
    ],
)
def test_a_team_that_govbot_did_not_create_is_never_deleted(description: str) -> None:
    mine = team("council", ["ada"], ["ben"])
    assert changes(WANTED, organization(teams=[mine, team("old", description=description)])) == []


def test_a_team_with_teams_in_it_is_not_deleted_and_that_is_said() -> None:
    github = organization(
        teams=[
            team("council", ["ada"], ["ben"]),
            team("old", own=True),
            team("inside", parent="old"),
        ]
    )
    assert changes(WANTED, github) == []
    assert notes(WANTED, github) == [
        "No body names the team `old` any more. It is not deleted, because `inside` in it would go too."
    ]


def test_members_of_a_team_inside_are_not_taken_out_of_the_team_around_it() -> None:
    around = team("council", ["ada", "gus", "hal"], ["ben"])
    github = organization(teams=[around, team("inside", ["gus"], parent="council")])
    assert changes(WANTED, github) == ["remove hal from the team `council`"]


def test_who_is_on_leave_stays_in_the_team_and_who_served_does_not() -> None:
    term = {"start": "2026-01-01", "end": "2026-06-30"}
    leave = [{"start": "2026-06-01", "end": "2026-06-20"}]
    governance = community(
        {"council": [{"github": "ada", "terms": [term], "leave": leave}, {"github": "ben"}]}
    )
    github = organization(teams=[team("council", ["ada", "ben"])])
    assert changes(governance, github, date(2026, 6, 10)) == []
    assert changes(governance, github, date(2026, 6, 30)) == []
    assert changes(governance, github, date(2026, 7, 1)) == ["remove ada from the team `council`"]


def sharing(first: list[str], second: list[str], **settings: Any) -> Governance:
    """Two bodies, `council` and `board`, that name the team `council`."""
    found = community({"council": first, "board": second}, **settings)
    shared = found.bodies["council"].github_team
    board = found.bodies["board"].model_copy(update={"github_team": shared})
    return Governance(
        settings=found.settings, people=found.people, bodies={**found.bodies, "board": board}
    )


def test_two_bodies_can_share_a_team() -> None:
    github = organization(members=["ben"], teams=[team("council", ["ada", "gus"])])
    assert changes(sharing(["ada"], ["ben", "ada"]), github) == [
        "add ben to the team `council` as member",
        "remove gus from the team `council`",
    ]


def test_where_one_of_two_bodies_is_empty_nobody_leaves_the_team_they_share() -> None:
    governance = sharing(["ada", "ben"], [])
    github = organization(members=["ben"], teams=[team("council", ["ada", "gus"], ["hal"])])
    assert changes(governance, github) == ["add ben to the team `council` as member"]
    assert notes(governance, github) == [
        "Nobody is removed from the team `council` or a role in it: nobody serves on board."
    ]


def test_where_one_of_the_bodies_of_owners_is_empty_no_owner_is_let_go() -> None:
    governance = community({"council": ["ada"]}, owners=[])
    settings = governance.settings.organization
    assert settings is not None
    both = governance.model_copy(
        update={
            "settings": governance.settings.model_copy(
                update={
                    "organization": settings.model_copy(update={"owners": ("council", "admins")})
                }
            )
        }
    )
    github = organization(["mo", "gus"], teams=[team("council", ["ada"])])
    assert changes(both, github) == ["make ada an owner of the organisation"]
    assert notes(both, github) == [
        "mo and gus stay owners of the organisation: nobody serves on admins."
    ]


def test_nobody_leaves_while_somebody_without_an_id_could_be_them_under_a_new_login() -> None:
    governance = community(
        {"council": ["ada", "ben"]}, owners=["mo", "ada"], people=[], remove_members=True
    )
    renamed = Account(login="ada-example", id=IDS["ada"])
    github = organization(["mo", "ada"], teams=[team("council", ["ben"], ["ada"])])
    github = OrganizationSnapshot.model_validate_json(
        github.model_dump_json().replace('"login":"ada"', f'"login":"{renamed.login}"')
    )
    why = "ada has no id in governance/people.yaml, and could be somebody here under another login."
    assert changes(governance, github) == []
    assert notes(governance, github)[1:] == [
        f"Nobody is removed from the team `council` or a role in it: {why}",
        f"ada-example stays an owner of the organisation: {why}",
        f"Nobody is removed from the organisation: {why}",
    ]


def test_somebody_without_an_id_who_is_invited_is_nobody_here_under_another_login() -> None:
    governance = community({"council": ["ada", "ben"]}, people=[])
    github = organization(
        teams=[team("council", ["ben", "gus"])], invitations=(invited("ada", EARLIER),)
    )
    assert changes(governance, github) == ["remove gus from the team `council`"]


def test_who_is_invited_as_an_owner_and_is_not_to_be_one_is_named() -> None:
    governance = community({"council": ["ada"]}, owners=["mo", "ben"])
    pending = tuple(
        invited(login, EARLIER).model_copy(update={"role": role})
        for login, role in (("zoe", "owner"), ("ben", "owner"), ("gus", "member"))
    )
    github = organization(["mo"], teams=[team("council", ["ada"])], invitations=pending)
    assert notes(governance, github)[-1] == (
        "zoe is invited as an owner of the organisation and is not to be one: an owner can take the "
        "invitation back."
    )
    assert not any("gus" in each or "ben is invited" in each for each in notes(governance, github))
    nobodys = community({"council": ["ada"]})
    assert notes(nobodys, github) == []


# Who somebody is


def test_a_renamed_account_is_the_same_person_and_its_new_login_is_said() -> None:
    renamed = Account(login="Ada-Example", id=IDS["ada"])
    github = organization(teams=[team("council", ["ada"], ["ben"])])
    github = OrganizationSnapshot.model_validate_json(
        github.model_dump_json().replace('"login":"ada"', f'"login":"{renamed.login}"')
    )
    plan = plan_teams(WANTED, github, DAY)
    assert plan.changes == ()
    assert plan.notes == (
        (
            "ada is called Ada-Example on GitHub now: write the new login into governance/people.yaml, "
            "and the old one under `former_logins`."
        ),
    )


def test_whoever_took_a_login_that_was_given_up_is_somebody_else() -> None:
    github = organization(teams=[team("council", ["ada"], ["ben"])])
    github = OrganizationSnapshot.model_validate_json(
        github.model_dump_json().replace(f'"id":{IDS["ada"]}', '"id":66')
    )
    plan = plan_teams(WANTED, github, DAY)
    assert said(plan.changes) == [
        "invite ada to the organisation, into the team `council`",
        "remove ada from the team `council`",
    ]
    assert [each.account.id for each in plan.changes] == [IDS["ada"], 66]  # type: ignore[union-attr] # both are about somebody


def test_logins_ignore_case() -> None:
    governance = community({"council": ["ADA", "bEN", "Ada"]}, people=[])
    github = organization(teams=[team("council", ["ada", "ben"])])
    assert changes(governance, github) == []
    assert notes(governance, github) == []


def test_who_has_no_id_is_given_nothing_loses_nothing_and_is_named() -> None:
    governance = community(
        {"council": ["ada", {"github": "ben", "role": "chair"}, "cyd", "dee"]}, people=[]
    )
    github = organization(members=["cyd"], teams=[team("council", ["ada", "ben"])])
    assert changes(governance, github) == []
    told = notes(governance, github)
    assert [each.split(" ", 1)[0] for each in told] == ["dee", "ben", "cyd"]
    assert told[0] == (
        "dee has no id in governance/people.yaml, and is given nothing: the login could be somebody "
        "else's by now. `govbot roster pin` fills the ids in."
    )


def test_who_is_to_own_the_organisation_and_has_no_id_is_named_once() -> None:
    governance = community({"council": ["ada"]}, owners=["mo", "ada", "gus"], people=[])
    github = organization(["mo"], ["gus"], [team("council", ["ada"])])
    assert changes(governance, github) == []
    assert [each.split(" ", 1)[0] for each in notes(governance, github)] == ["ada", "gus"]


def test_only_the_roles_that_maintain_make_a_maintainer_in_any_spelling() -> None:
    governance = community(
        {
            "council": [
                {"github": "ada", "role": "scribe"},
                {"github": "ben", "role": "CHAIR"},
                {"github": "cyd"},
                {"github": "cyd", "role": "chair"},
            ]
        }
    )
    github = organization(members=["ada", "ben", "cyd"], teams=[team("council")])
    assert changes(governance, github) == [
        "add ada to the team `council` as member",
        "add ben to the team `council` as maintainer",
        "add cyd to the team `council` as maintainer",
    ]


# Invitations


def test_an_invitation_that_is_pending_is_not_sent_again() -> None:
    github = organization(
        teams=[team("council", [], ["ben"])], invitations=(invited("ada", EARLIER),)
    )
    assert changes(WANTED, github) == []
    assert notes(WANTED, github) == ["ada was invited on 2026-06-20 and has not accepted yet."]


def test_an_invitation_that_lapsed_is_named_and_sent_again_only_when_asked_for() -> None:
    github = organization(
        teams=[team("council", [], ["ben"])], failed=(invited("ada", EARLIER, LAPSED),)
    )
    plan = plan_teams(WANTED, github, DAY)
    again = plan_teams(WANTED, github, DAY, invite_again=True)
    assert plan.changes == ()
    assert plan.notes == (
        (
            "ada's invitation of 2026-06-20 lapsed on 2026-06-27 (GitHub says: Invitation expired). "
            "`govbot apply --only teams --invite-again` invites them again."
        ),
    )
    assert said(again.changes) == ["invite ada to the organisation, into the team `council`"]
    assert again.notes == ()


@pytest.mark.parametrize("start", ["2026-06-27", "2026-06-28"])
def test_an_invitation_counts_from_the_first_day_of_the_tenure(start: str) -> None:
    begun = {"github": "ada", "terms": [{"start": start, "end": "2026-12-31"}]}
    governance = community({"council": [begun, "ben"]})
    teams = [team("council", ["ben"])]
    for github in (
        organization(teams=teams, failed=(invited("ada", EARLIER, LAPSED),)),
        organization(teams=teams, remembered=(invited("ada", LAPSED),)),
    ):
        assert (changes(governance, github) == []) is (start == "2026-06-27")


def test_a_lapse_without_a_reason_is_told_without_one() -> None:
    lapsed = invited("ada", EARLIER, LAPSED).model_copy(update={"reason": " "})
    github = organization(teams=[team("council", [], ["ben"])], failed=(lapsed,))
    assert notes(WANTED, github)[0].startswith(
        "ada's invitation of 2026-06-20 lapsed on 2026-06-27. `govbot apply"
    )


def test_an_invitation_leads_only_into_the_teams_of_the_person() -> None:
    governance = community({"council": ["ada"], "core": ["ben"], "docs": ["ada"]}, owners=["zoe"])
    github = organization(["zoe"], ["ben"], [team("core", ["ben"])])
    assert "invite ada to the organisation, into the teams `council` and `docs`" in changes(
        governance, github
    )
    alone = community({"council": ["zoe"]}, owners=["ada", "mo"])
    joined = organization(["mo"], teams=[team("council", ["zoe"])])
    assert changes(alone, joined) == ["invite ada as an owner of the organisation"]


def test_while_a_second_invitation_is_pending_the_first_is_not_held_against_anybody() -> None:
    github = organization(
        teams=[team("council", [], ["ben"])],
        invitations=(invited("ada", LAPSED),),
        failed=(invited("ada", EARLIER, LAPSED),),
    )
    plan = plan_teams(WANTED, github, DAY, invite_again=True)
    assert plan.changes == ()
    assert plan.notes == ("ada was invited on 2026-06-27 and has not accepted yet.",)


def test_what_lapsed_before_the_term_began_was_about_another_one() -> None:
    begun = {"github": "ada", "terms": [{"start": "2026-07-01", "end": "2026-12-31"}]}
    governance = community({"council": [begun, "ben"]})
    github = organization(
        teams=[team("council", ["ben"])], failed=(invited("ada", EARLIER, LAPSED),)
    )
    assert changes(governance, github) == [
        "invite ada to the organisation, into the team `council`"
    ]


def test_an_invitation_that_is_gone_without_a_trace_is_remembered_and_not_sent_again() -> None:
    github = organization(
        teams=[team("council", [], ["ben"])], remembered=(invited("ada", EARLIER),)
    )
    plan = plan_teams(WANTED, github, DAY)
    assert plan.changes == ()
    assert plan.notes == (
        (
            "ada was invited on 2026-06-20 and belongs to the organisation no more or not yet: the "
            "invitation was declined or taken back, or they left. "
            "`govbot apply --only teams --invite-again` invites them again."
        ),
    )
    again = plan_teams(WANTED, github, DAY, invite_again=True)
    assert said(again.changes) == ["invite ada to the organisation, into the team `council`"]
    begun = {"github": "ada", "terms": [{"start": "2026-07-01", "end": "2026-12-31"}]}
    assert said(plan_teams(community({"council": [begun, "ben"]}), github, DAY).changes)[0] == (
        "invite ada to the organisation, into the team `council`"
    )


def test_one_invitation_leads_into_every_team_and_into_the_role() -> None:
    governance = community({"council": ["ada", "ben"], "core": ["ada", "ben"]}, owners=["ada"])
    github = organization(["ben"], teams=[team("council", [], ["ben"]), team("core", [], ["ben"])])
    assert changes(governance, github) == [
        "invite ada as an owner of the organisation, into the teams `council` and `core`"
    ]


def test_who_is_invited_into_a_team_and_does_not_serve_there_is_named() -> None:
    github = organization(
        teams=[team("council", ["ada"], ["ben"], invited=(account("zoe"), account("ada")))]
    )
    assert notes(WANTED, github) == [
        (
            "zoe is invited into the team `council` and does not serve there: an owner can take the "
            "invitation back."
        )
    ]


def test_an_address_that_was_invited_is_nobody() -> None:
    unknown = invited("ada", EARLIER).model_copy(update={"account": None})
    github = organization(teams=[team("council", [], ["ben"])], invitations=(unknown,))
    assert changes(WANTED, github) == ["invite ada to the organisation, into the team `council`"]


# Owners, and who belongs to the organisation


def test_owners_follow_their_roster_and_those_who_give_it_up_come_last() -> None:
    governance = community({"council": ["ada"]}, owners=["ada", "ben"])
    github = organization(["mo", "ben"], teams=[team("council", ["ada", "gus"])])
    assert changes(governance, github) == [
        "make ada an owner of the organisation",
        "remove gus from the team `council`",
        "make mo a plain member of the organisation, no longer its owner",
    ]


def test_without_a_roster_of_owners_nobodys_role_is_touched() -> None:
    github = organization(["mo", "gus"], ["hal"], [team("council", ["ada"], ["ben"])])
    governance = community({"council": ["ada", {"github": "ben", "role": "chair"}]})
    assert changes(governance, github) == []


def test_so_many_owners_stay_that_there_are_never_fewer_than_the_minimum() -> None:
    governance = community({"council": ["gus"]}, owners=["ada", "ben"], minimum_owners=2)
    github = organization(
        ["mo", "gus"],
        ["ada"],
        [team("council", [], ["gus"])],
        invitations=(invited("ben", EARLIER),),
    )
    assert changes(governance, github) == [
        "make ada an owner of the organisation",
        "make mo a plain member of the organisation, no longer its owner",
    ]
    assert notes(governance, github)[-1] == (
        "gus stays an owner of the organisation until it has 2 others: who is invited counts once "
        "they accept."
    )


def test_the_account_of_the_token_stays_what_it_is() -> None:
    governance = community({"council": ["ada"]}, owners=["ada"], remove_members=True)
    github = organization(["mo", "ada"], teams=[team("council", [], ["ada"])], viewer=account("mo"))
    assert changes(governance, github) == []
    assert notes(governance, github) == [
        "mo stays an owner of the organisation: it is the account of the token."
    ]


def test_who_creates_a_team_leaves_it_again_unless_they_serve_there() -> None:
    governance = community({"council": ["ada"], "core": ["mo"]})
    github = organization(["mo"], ["ada"], viewer=account("mo"))
    created = plan_teams(governance, github, DAY).changes[:2]
    assert [each.without for each in created] == ["mo", ""]  # type: ignore[union-attr] # both create a team


def test_several_owners_stay_where_several_are_missing() -> None:
    governance = community({"council": ["gus"]}, owners=["ada"], minimum_owners=3)
    github = organization(["mo", "gus", "hal"], ["ada"], [team("council", [], ["gus"])])
    assert changes(governance, github) == [
        "make ada an owner of the organisation",
        "make mo a plain member of the organisation, no longer its owner",
    ]
    assert notes(governance, github) == [
        (
            "gus and hal stay owners of the organisation until it has 3 others: who is invited counts "
            "once they accept."
        )
    ]
    enough = organization(["ada", "ben", "cyd"], teams=[team("council", ["gus"])])
    assert notes(community({"council": ["gus"]}, owners=["ada"], minimum_owners=1), enough) == []


def test_an_owner_without_an_id_is_not_made_one() -> None:
    governance = community({"council": ["ada"]}, owners=["mo", "ada"], people=[])
    github = organization(["mo"], teams=[team("council", ["ada"])])
    assert changes(governance, github) == []


def test_members_leave_the_organisation_only_where_the_settings_say_so() -> None:
    github = organization(["mo"], ["hal"], [team("council", ["ada"], ["ben"])])
    chair = {"github": "ben", "role": "chair"}
    assert changes(community({"council": ["ada", chair]}), github) == []
    assert changes(community({"council": ["ada", chair]}, remove_members=True), github) == [
        "remove hal from the organisation"
    ]


def test_an_owner_who_serves_nowhere_leaves_once_and_is_not_demoted_first() -> None:
    governance = community({"council": ["ada"]}, owners=["ada"], remove_members=True)
    github = organization(["mo", "ada"], teams=[team("council", [], ["ada"])])
    assert changes(governance, github) == ["remove mo from the organisation"]


# Rosters with nobody in them


def test_a_body_on_which_nobody_serves_leaves_everything_as_it_is() -> None:
    governance = community({"council": []}, owners=[], remove_members=True)
    github = organization(["mo"], ["hal"], [team("council", ["ada", "ben"])])
    assert changes(governance, github) == []
    assert notes(governance, github) == [
        "Nobody serves on council: the team `council` stays as it is.",
        "Nobody serves on admins: the organisation's owners stay as they are.",
        "Nobody is removed from the organisation while a roster is empty.",
    ]


def test_a_team_without_members_to_be_is_not_created() -> None:
    assert changes(community({"council": []}), organization()) == []


def test_a_team_whose_members_were_not_read_is_not_touched() -> None:
    github = organization(members=["ada", "ben"], teams=[team("council", is_read=False)])
    assert changes(WANTED, github) == []
