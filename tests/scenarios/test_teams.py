"""GitHub's teams follow the rosters: renamed accounts, invitations nobody answers, and runs that die."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from govbot.app.teams import PlannedTeams, apply_organization, plan_organization
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.gh import Connection, GitHubUnavailable, connect
from govbot.gh.team_changes import RefusedChange
from govbot.sandbox import ACTIONS_TOKEN, Sandbox, World, council_of_seven
from govbot.sandbox.tokens import token_of
from tests.communities import COUNCIL, IDS, person
from tests.core.teams import organizations
from tests.scenarios.faults import Dies, Drops, Fails, Faulty
from tests.scenarios.wire import HERE, Killed, Line, Request, Response, wired

APP = "steward[bot]"


class Club:
    """An organisation whose owner is mo, and govbot, which an app lets change it."""

    def __init__(self, *members: str, owners: tuple[str, ...] = ("mo",)) -> None:
        self.world: World = council_of_seven({"README.md": "# Commons\n"})
        self.world.add_organization("example", owners=owners, members=members)
        self.world.install_app(APP)
        self.sandbox = Sandbox(self.world)
        self.line = Line()

    def connected(self, who: str = APP) -> Connection:
        token = token_of(self.world, who)
        return connect("example/commons", token, self.world.base_url)

    def ledger(self) -> Connection:
        return connect("example/commons", ACTIONS_TOKEN, self.world.base_url)

    def plan(self, governance: Governance, who: str = APP, **options: bool) -> PlannedTeams:
        HERE.sandbox, HERE.line = self.sandbox, self.line
        with wired(), self.ledger() as ledger, self.connected(who) as connection:
            planned = plan_organization(ledger, connection, governance, **options)
        assert planned is not None
        return planned

    def apply(
        self,
        governance: Governance,
        line: Line | None = None,
        *,
        who: str = APP,
        confirmed: int | None = None,
        invite_again: bool = False,
    ) -> tuple[RefusedChange, ...]:
        """Do what `govbot apply --only teams` does; return what GitHub refused."""
        HERE.sandbox, HERE.line = self.sandbox, line or Line()
        with wired(), self.ledger() as ledger, self.connected(who) as connection:
            planned = plan_organization(ledger, connection, governance, invite_again=invite_again)
            assert planned is not None
            applied = apply_organization(
                ledger, connection, governance, planned, confirmed=confirmed
            )
            for error in applied.errors:
                raise error
            return applied.refused

    def writes(self) -> list[str]:
        """What was changed so far, as requests."""
        return [
            f"{each.method} {each.path}"
            for each in self.sandbox.requests
            if each.method != "GET" and "/orgs/" in each.path
        ]

    def picture(self) -> dict[str, Any]:
        """Who belongs to what, and who is invited, by login."""
        home, people = self.world.organization(), self.world.state.people
        return {
            "members": {people[key].login: str(one.role) for key, one in home.members.items()},
            "teams": {
                team.slug: (
                    team.description,
                    {people[key].login: str(role) for key, role in sorted(team.members.items())},
                )
                for team in sorted(home.teams.values(), key=lambda each: each.slug)
            },
            "invited": [
                (
                    people[one.invitee or 0].login,
                    str(one.role),
                    sorted(home.teams[team].slug for team in one.teams),
                )
                for one in self.world.pending_invitations()
            ],
            "remembered": [each["account"]["login"] for each in map(json.loads, self.remembered())],
        }

    def remembered(self) -> list[str]:
        """The lines of the ledger about invitations."""
        git = self.world.git_of(self.world.repository())
        if not git.branch("governance-ledger"):
            return []
        return (git.file("governance-ledger", "invitations.jsonl") or b"").decode().splitlines()

    def team(self, slug: str) -> dict[str, str]:
        """Who is in a team, with their role."""
        members: dict[str, str] = self.picture()["teams"][slug][1]
        return members


def community(
    teams: Mapping[str, tuple[str, ...]],
    owners: tuple[str, ...] | None = None,
    people: tuple[dict[str, Any], ...] | None = None,
    **settings: Any,
) -> Governance:
    """A body for each team; a login with a star is its chair."""
    bodies = {
        slug: [
            {"github": login.rstrip("*"), "role": "chair" if login.endswith("*") else ""}
            for login in logins
        ]
        for slug, logins in teams.items()
    }
    known = [person(*each) for each in IDS.items()] if people is None else people
    return organizations.community(bodies, owners=owners, people=known, **settings)


def said(planned: PlannedTeams) -> list[str]:
    return [each.describe() for each in planned.plan.changes]


def everything() -> tuple[Club, Governance]:
    """A club in which every kind of change is due but deletion, and no guard refuses."""
    club = Club(*COUNCIL, owners=("mo", "gus"))
    world = club.world
    for slug, inside in {"council": COUNCIL, "old": ()}.items():
        world.create_team(slug, by=APP, privacy="closed")
        for login in inside:
            world.set_team_membership(slug, login, by="mo")
    world.set_team_membership("council", "ben", "maintainer", by="mo")
    governance = community(
        {"council": ("ada*", "ben", "cyd", "dee", "eli", "fay"), "docs": ("ben*", "zoe")},
        owners=("mo", "ada"),
    )
    return club, governance


def test_the_organisation_becomes_what_the_rosters_ask_for() -> None:
    club, governance = everything()

    assert said(club.plan(governance)) == [
        "create the team `docs` ('Docs. Kept by govbot for example/commons.')",
        "make ada an owner of the organisation",
        "invite zoe to the organisation, into the team `docs`",
        "add ben to the team `docs` as maintainer",
        "make ben a plain member of the team `council`, no longer its maintainer",
        "remove gus from the team `council`",
        "make gus a plain member of the organisation, no longer its owner",
    ]
    assert club.writes() == []
    assert club.apply(governance) == ()

    assert club.picture()["invited"] == [("zoe", "member", ["docs"])]
    assert club.picture()["members"]["ada"] == "admin"
    assert club.picture()["members"]["gus"] == "member"
    assert "gus" not in club.team("council")
    assert club.team("docs") == {"ben": "maintainer"}
    again = club.plan(governance)
    assert again.plan.changes == ()
    assert again.plan.notes == ("zoe was invited on 2026-03-01 and has not accepted yet.",)
    club.world.accept_invitation("zoe")
    assert said(club.plan(governance)) == []
    assert club.team("docs") == {"ben": "maintainer", "zoe": "member"}


def test_a_chair_who_was_invited_becomes_a_maintainer_once_they_accept() -> None:
    club, governance = Club(), community({"docs": ("zoe*",)})
    club.apply(governance)
    club.world.accept_invitation("zoe")
    club.apply(governance)
    assert club.team("docs") == {"zoe": "maintainer"}


def test_hour_after_hour_nobody_is_invited_twice() -> None:
    club, governance = Club(), community({"docs": ("zoe",)})
    for _hour in range(6 * 24):
        assert club.apply(governance) == ()
        club.world.advance(hours=1)
    assert [each for each in club.writes() if each.endswith("/invitations")] == [
        "POST /orgs/example/invitations"
    ]


def test_an_invitation_that_lapsed_is_named_and_sent_again_when_asked_for_once() -> None:
    club, governance = Club(), community({"docs": ("zoe",)})
    club.apply(governance)
    club.world.advance(days=8)
    sent = len(club.writes())

    for _hour in range(5):
        club.apply(governance)
        club.world.advance(hours=1)
    assert len(club.writes()) == sent
    (note,) = club.plan(governance).plan.notes
    assert note.startswith("zoe's invitation of 2026-03-01 lapsed on 2026-03-08")
    assert note.endswith("`govbot apply --only teams --invite-again` invites them again.")

    for _hour in range(5):
        club.apply(governance, invite_again=True)
        club.world.advance(hours=1)
    assert len(club.writes()) == sent + 1
    assert club.picture()["invited"] == [("zoe", "member", ["docs"])]


@pytest.mark.parametrize("by_hand", [False, True])
def test_who_declined_is_named_and_not_asked_again(*, by_hand: bool) -> None:
    club, governance = Club(), community({"docs": ("ada", "zoe")})
    if by_hand:
        club.world.set_membership("zoe", by="mo")
    club.apply(governance)
    club.world.remove_standing("zoe", by="mo")
    sent = len(club.writes())

    for _hour in range(5):
        club.apply(governance)
        club.world.advance(hours=1)
    assert len(club.writes()) == sent
    assert club.plan(governance).plan.notes[-1] == (
        "zoe was invited on 2026-03-01 and belongs to the organisation no more or not yet: the "
        "invitation was declined or taken back, or they left. "
        "`govbot apply --only teams --invite-again` invites them again."
    )
    club.apply(governance, invite_again=True)
    club.apply(governance, invite_again=True)
    assert len(club.writes()) == sent + 1


def test_who_left_is_not_asked_back_every_hour() -> None:
    club, governance = Club(), community({"docs": ("zoe",)})
    club.apply(governance)
    club.world.accept_invitation("zoe")
    club.world.remove_member("zoe", by="zoe")
    sent = len(club.writes())
    club.apply(governance)
    assert len(club.writes()) == sent


def test_the_ledger_has_a_line_for_each_invitation() -> None:
    club, governance = Club(), community({"docs": ("ada", "zoe")})
    for _hour in range(3):
        club.apply(governance)
        club.world.advance(hours=1)
    assert club.remembered() == [
        '{"kind":"invited","at":"2026-03-01T00:00:00Z","account":{"login":"ada","id":1001}}',
        '{"kind":"invited","at":"2026-03-01T00:00:00Z","account":{"login":"zoe","id":1010}}',
    ]


def test_a_line_of_the_ledger_that_is_none_is_said_with_its_place() -> None:
    club, governance = Club(), community({"docs": ("zoe",)})
    club.apply(governance)
    club.world.push_to("governance-ledger", {"invitations.jsonl": "{}\n"})
    with pytest.raises(UserError, match=r"governance-ledger:invitations\.jsonl:1: This line is no"):
        club.plan(governance)


def test_who_was_renamed_while_invited_is_not_invited_again() -> None:
    club, governance = Club(), community({"docs": ("zoe",)})
    club.apply(governance)
    club.world.rename("zoe", "zoe-example")
    assert club.plan(governance).plan.changes == ()
    club.world.add_person("zoe")  # whoever takes the login is somebody else
    assert club.plan(governance).plan.changes == ()
    club.world.accept_invitation("zoe-example")
    assert club.plan(governance).plan.changes == ()
    assert club.team("docs") == {"zoe-example": "member"}


def test_a_renamed_member_is_the_same_and_whoever_took_the_login_is_not() -> None:
    club = Club(*COUNCIL)
    governance = community({"council": COUNCIL})
    club.apply(governance)
    club.world.rename("ada", "ada-example")
    taker = club.world.add_person("ada")
    club.world.set_membership(taker.id, by="mo")
    club.world.accept_invitation(taker.id)

    assert club.plan(governance).plan.changes == ()
    assert "ada is called ada-example on GitHub now" in club.plan(governance).plan.notes[0]
    assert taker.login not in club.team("council")
    left = community({"council": COUNCIL[1:]})
    assert club.apply(left) == ()
    assert "ada-example" not in club.team("council")


def test_a_hundred_and_first_member_is_seen() -> None:
    club = Club(*COUNCIL)
    names = [f"member-{number:03}" for number in range(150)]
    club.world.create_team("council", by=APP, privacy="closed")
    people = [
        {"github": each.login, "id": each.id}
        for each in (club.world.add_person(name) for name in names)
    ]
    for name in names:
        club.world.set_membership(name, by="mo")
        club.world.accept_invitation(name)
        club.world.set_team_membership("council", name, by="mo")

    assert club.plan(community({"council": tuple(names)}, people=tuple(people))).plan.changes == ()
    left = community({"council": tuple(names[:-1])}, people=tuple(people))
    assert said(club.plan(left)) == ["remove member-149 from the team `council`"]


def test_the_one_who_creates_a_team_does_not_stay_in_it() -> None:
    club, governance = Club("ada"), community({"docs": ("ada",)})
    assert club.apply(governance, who="mo") == ()
    assert club.team("docs") == {"ada": "member"}
    assert club.plan(governance, who="mo").plan.changes == ()


def test_whose_token_it_is_cannot_give_up_what_it_is() -> None:
    club, governance = Club("ada"), community({"docs": ("ada",)}, owners=("ada",))
    assert club.apply(governance, who="mo") == ()
    assert club.picture()["members"] == {"ada": "admin", "mo": "admin"}


def test_people_of_a_team_inside_are_left_to_it() -> None:
    club = Club(*COUNCIL)
    parent = club.world.create_team("council", by=APP, privacy="closed")
    club.world.create_team("elections", by=APP, privacy="closed", parent=parent.id)
    for login in ("fay", "gus"):
        club.world.set_team_membership("elections", login, by="mo")
    governance = community({"council": ("ada", "ben")})
    assert club.apply(governance) == ()
    assert club.team("council") == {"ada": "member", "ben": "member"}
    assert club.plan(governance).plan.changes == ()


def test_a_team_of_its_own_is_deleted_when_the_number_is_confirmed() -> None:
    club = Club(*COUNCIL)
    club.apply(community({"council": ("ada",), "docs": ("ben", "cyd")}))
    club.world.create_team("friends", by=APP, privacy="closed", description="By hand.")
    governance = community({"council": ("ada",)})

    with pytest.raises(UserError, match="The team `docs` would be deleted") as caught:
        club.apply(governance)
    assert "--confirm-removals 2" in str(caught.value)
    assert "docs" in club.picture()["teams"]
    assert club.apply(governance, confirmed=2) == ()
    assert sorted(club.picture()["teams"]) == ["council", "friends"]


def test_the_guard_refuses_before_anything_is_done() -> None:
    club = Club(*COUNCIL)
    club.apply(community({"council": COUNCIL}))
    done = club.writes()
    halved = community({"council": ("ada", "ben", "cyd", "zoe")})

    for confirmed in (None, 3, 5):
        with pytest.raises(UserError) as caught:
            club.apply(halved, confirmed=confirmed)
        assert "4 of the 7 people in the team `council` would be removed" in str(caught.value)
    assert club.writes() == done
    assert club.apply(halved, confirmed=4) == ()
    assert club.team("council") == {"ada": "member", "ben": "member", "cyd": "member"}


def test_a_roster_with_nobody_empties_nothing() -> None:
    club = Club(*COUNCIL)
    club.apply(community({"council": COUNCIL}))
    before = club.picture()
    assert club.apply(community({"council": ()}, remove_members=True), confirmed=7) == ()
    assert club.picture() == before


# What GitHub does not show, or refuses


@pytest.mark.parametrize("who", ["github-actions[bot]", "zoe", "ada"])
def test_a_token_without_the_right_is_told_which_one_and_changes_nothing(who: str) -> None:
    club = Club(*COUNCIL)
    for login in ("ben", "cyd"):  # who hides is not shown to outsiders: half a list is none
        club.world.publicize_membership(login)
    with pytest.raises(UserError) as caught:
        club.apply(community({"council": ("ada",)}, remove_members=True), who=who)
    assert "of the organisation `example`" in caught.value.message
    assert "Members: read and write" in caught.value.hint
    assert club.writes() == []


class Answers(Line):
    """Answers reads of a path, with what `query` says of it, as it is told; the rest is carried."""

    def __init__(self, path: str, query: str, response: Response) -> None:
        super().__init__()
        self.path, self.query, self.response = path, dict(parse_qsl(query)), response

    def carry(self, request: Request, ask: Callable[[Request], Response]) -> Response:
        """Carry it, or answer."""
        self.sent += 1
        address = urlsplit(request.path)
        is_meant = (
            address.path.endswith(self.path)
            and self.query.items() <= dict(parse_qsl(address.query)).items()
        )
        return self.response if is_meant and request.verb == "GET" else ask(request)


FORBIDDEN = Response(403, {}, '{"message": "Resource not accessible by personal access token"}')
MISSING = Response(404, {}, '{"message": "Not Found"}')
BROKEN = Response(502, {}, '{"message": "Server Error"}')
PAGE = Response(200, {}, "<html>unicorn</html>")


@pytest.mark.parametrize("answer", [FORBIDDEN, MISSING, BROKEN, PAGE])
@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/orgs/example/members", "role=admin"),
        ("/orgs/example/members", "role=member&page=2"),
        ("/orgs/example/invitations", ""),
        ("/orgs/example/failed_invitations", ""),
        ("/orgs/example/teams", ""),
        ("/teams/council/members", "role=maintainer"),
        ("/teams/council/members", "role=member&page=2"),
        ("/teams/council/invitations", ""),
    ],
)
def test_a_page_that_fails_ends_it_before_anything_is_done(
    path: str, query: str, answer: Response
) -> None:
    club = Club(*COUNCIL)
    club.world.create_team("council", by=APP, privacy="closed")
    for number in range(120):
        name = f"member-{number:03}"
        club.world.add_person(name)
        club.world.set_membership(name, by="mo")
        club.world.accept_invitation(name)
        club.world.set_team_membership("council", name, by="mo")
    line = Answers(path, query, answer)
    with pytest.raises(UserError):
        club.apply(community({"council": COUNCIL}, remove_members=True), line, confirmed=240)
    assert club.writes() == []


@pytest.mark.parametrize("query", ["role=admin", ""])
def test_an_answer_without_anybody_changes_nothing(query: str) -> None:
    club = Club(*COUNCIL)
    club.apply(community({"council": COUNCIL}))
    before = club.picture()
    line = Answers("/orgs/example/members", query, Response(200, {}, "[]"))
    with pytest.raises(UserError, match="GitHub showed no owners"):
        club.apply(community({"council": COUNCIL[1:]}), line)
    assert club.picture() == before


class Refuses(Line):
    """Answers changes whose address ends so with 422."""

    def __init__(self, *ends: str) -> None:
        super().__init__()
        self.ends = ends

    def carry(self, request: Request, ask: Callable[[Request], Response]) -> Response:
        """Carry it, or refuse."""
        self.sent += 1
        if request.verb == "GET" or not request.path.endswith(self.ends):
            return ask(request)
        return Response(422, {}, '{"message": "Validation Failed"}')


def test_each_refusal_is_told_by_itself_and_the_rest_is_done() -> None:
    club = Club(*COUNCIL)
    governance = community({"council": ("ada", "ben", "cyd", "zoe")})
    refused = club.apply(governance, Refuses("/memberships/ben", "/invitations"))
    assert [str(each) for each in refused] == [
        (
            "invite zoe to the organisation, into the team `council`: GitHub refused the request: "
            "Validation Failed."
        ),
        "add ben to the team `council` as member: GitHub refused the request: Validation Failed.",
    ]
    assert sorted(club.team("council")) == ["ada", "cyd"]
    assert club.apply(governance) == ()
    assert sorted(club.team("council")) == ["ada", "ben", "cyd"]


def test_while_a_new_owner_is_refused_no_owner_is_let_go() -> None:
    club = Club("ada")
    governance = community({"council": ("ada",)}, owners=("ada",))
    refused = club.apply(governance, Refuses("/orgs/example/memberships/ada"))
    assert [each.message for each in refused] == [
        "GitHub refused the request: Validation Failed.",
        "ada could not be made an owner, and somebody has to be.",
    ]
    assert club.picture()["members"] == {"ada": "member", "mo": "admin"}


class MeanwhileApplies(Line):
    """Another run does all of it before this one's first change."""

    def __init__(self, club: Club, governance: Governance) -> None:
        super().__init__()
        self.club, self.governance, self.is_done = club, governance, False

    def carry(self, request: Request, ask: Callable[[Request], Response]) -> Response:
        """Carry it, after the other run."""
        self.sent += 1
        if request.verb != "GET" and "/orgs/" in request.path and not self.is_done:
            self.is_done = True
            assert self.club.apply(self.governance) == ()
            HERE.sandbox, HERE.line = self.club.sandbox, self
        return ask(request)


def test_two_runs_at_once_end_where_one_would() -> None:
    whole, governance = everything()
    whole.apply(governance)
    club, _ = everything()
    club.apply(governance, MeanwhileApplies(club, governance))
    assert club.picture() == whole.picture()
    assert club.plan(governance).plan.changes == ()
    assert len(club.world.pending_invitations()) == 1


def test_a_team_that_is_hidden_and_so_cannot_be_created_is_not_changed() -> None:
    club = Club(*COUNCIL)
    club.world.create_team("council", by="mo", privacy="closed")
    hidden = Answers("/orgs/example/teams", "", Response(200, {}, "[]"))
    refused = club.apply(community({"council": ("ada", "ben")}), hidden)
    assert [each.message for each in refused][1:] == ["the team could not be created."] * 2
    assert club.team("council") == {"mo": "maintainer"}
    assert club.writes() == ["POST /orgs/example/teams"]


class Renames(Line):
    """Before the first change is carried, the login is given up and somebody else takes it."""

    def __init__(self, world: World, login: str) -> None:
        super().__init__()
        self.world, self.login, self.taker = world, login, 0

    def carry(self, request: Request, ask: Callable[[Request], Response]) -> Response:
        """Carry it."""
        self.sent += 1
        if not self.taker and "/users/" in request.path:
            self.world.rename(self.login, f"{self.login}-example")
            self.taker = self.world.add_person(self.login).id
        return ask(request)


@pytest.mark.parametrize("owners", [(), ("mo", "ada")])
def test_who_takes_a_login_between_reading_and_changing_gets_nothing(
    owners: tuple[str, ...],
) -> None:
    club = Club(*COUNCIL)
    club.world.create_team("council", by=APP, privacy="closed")
    governance = community({"council": ("ada",)}, owners=owners)
    line = Renames(club.world, "ada")
    refused = club.apply(governance, line)
    assert {each.message for each in refused} == {
        "The login ada is not that account's any more. The next run reads again."
    }
    home = club.world.organization()
    assert line.taker not in home.members
    assert club.team("council") == {}
    assert club.picture()["invited"] == []
    assert club.apply(governance) == ()
    assert list(club.team("council")) == ["ada-example"]


class Limits(Line):
    """Answers the second change, and every one after it, as a secondary rate limit does."""

    def __init__(self) -> None:
        super().__init__()
        self.changes = 0

    def carry(self, request: Request, ask: Callable[[Request], Response]) -> Response:
        """Carry it, or refuse."""
        self.sent += 1
        self.changes += request.verb != "GET" and "/orgs/" in request.path
        if self.changes < 2 or "/orgs/" not in request.path:
            return ask(request)
        return Response(403, {}, '{"message": "You have exceeded a secondary rate limit."}')


def test_a_rate_limit_on_the_way_ends_it_and_says_what_was_done_and_who_was_invited() -> None:
    club, governance = Club("ada", "ben"), community({"docs": ("zoe", "ada", "ben")})
    club.world.create_team("docs", by=APP, privacy="closed")
    HERE.sandbox, HERE.line = club.sandbox, Limits()
    with wired(), club.ledger() as ledger, club.connected() as connection:
        planned = plan_organization(ledger, connection, governance)
        assert planned is not None
        applied = apply_organization(ledger, connection, governance, planned)
    assert [each.describe() for each in applied.done] == [
        "invite zoe to the organisation, into the team `docs`"
    ]
    (error,) = applied.errors
    assert "its rate limit is used up" in str(error)
    assert "1 of 3 changes were made, 1 were not tried." in str(error)
    assert "Of this one it is not known: add ada to the team `docs` as member." in str(error)
    assert club.picture()["remembered"] == ["zoe"]
    assert club.apply(governance) == ()
    assert sorted(club.team("docs")) == ["ada", "ben"]


def test_a_description_written_by_hand_stops_nothing_but_deletions() -> None:
    club = Club(*COUNCIL)
    club.apply(community({"council": COUNCIL}))
    forged = "Mine. Kept by govbot for example/commons."
    club.world.create_team("friends", by="gus", privacy="closed", description=forged)
    governance = community({"council": COUNCIL[:-1]})

    with pytest.raises(UserError, match="No team was deleted") as caught:
        club.apply(governance)
    assert "The team `friends` would be deleted with all its members: gus." in str(caught.value)
    assert "--confirm-removals 2" in str(caught.value)
    assert "friends" in club.picture()["teams"]
    assert "gus" not in club.team("council")
    with pytest.raises(UserError, match="Nothing was changed"):
        club.apply(governance, confirmed=7)


def test_the_guard_names_every_removal_that_its_number_confirms() -> None:
    club = Club(*COUNCIL)
    club.apply(community({"council": COUNCIL, "docs": ("ada", "ben")}))
    with pytest.raises(UserError) as caught:
        club.apply(community({"council": COUNCIL[:4], "docs": ("ada",)}))
    assert caught.value.details[-1] == (
        "The removals are: remove eli from the team `council`; remove fay from the team `council`; "
        "remove gus from the team `council`; remove ben from the team `docs`."
    )


def test_an_invitation_as_an_owner_that_is_not_asked_for_is_named() -> None:
    club = Club("ada")
    club.world.set_membership("zoe", "admin", by="mo")
    governance = community({"docs": ("ada",)}, owners=("mo",))
    (note,) = club.plan(governance).plan.notes
    assert note == (
        "zoe is invited as an owner of the organisation and is not to be one: an owner can take the "
        "invitation back."
    )


def test_a_record_of_invitations_that_is_no_text_is_not_written_anew() -> None:
    club, governance = Club(), community({"docs": ("zoe",)})
    club.apply(governance)
    club.world.push_to("governance-ledger", {"invitations.jsonl": b"\x00\xff"})
    with pytest.raises(UserError, match="The record of invitations is no text"):
        club.plan(governance)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            Response(401, {}, '{"message": "Bad credentials"}'),
            "GOVBOT_ORGANIZATION_TOKEN holds one",
        ),
        (
            Response(
                403, {}, '{"message": "Resource protected by organization SAML enforcement."}'
            ),
            "Resource protected by organization SAML enforcement.",
        ),
    ],
)
def test_why_the_token_reads_nothing_is_said(answer: Response, said: str) -> None:
    club = Club("ada")
    with pytest.raises(UserError) as caught:
        club.apply(community({"docs": ("ada",)}), Answers("/members", "", answer))
    assert said in str(caught.value)
    assert token_of(club.world, APP) not in str(caught.value)


def test_without_an_organisation_in_the_settings_no_request_is_made() -> None:
    club = Club()
    HERE.sandbox, HERE.line = club.sandbox, Line()
    with wired(), club.connected() as connection:
        assert plan_organization(connection, connection, Governance()) is None
    assert club.sandbox.requests == []


# Runs that die


def requests_of_a_whole_run() -> int:
    club, governance = everything()
    line = Line()
    club.apply(governance, line)
    return line.sent


def lines() -> Iterator[Faulty]:
    for place in range(1, requests_of_a_whole_run() + 1):
        yield Dies(place)
        for done in (False, True):
            yield Fails(place, done=done)
            yield Drops(place, done=done)


@pytest.mark.crashes
def test_a_run_that_ends_at_any_request_is_finished_by_the_next() -> None:
    whole, governance = everything()
    whole.apply(governance)
    expected = whole.picture()
    for line in lines():
        club, _ = everything()
        try:
            club.apply(governance, line)
        except (Killed, GitHubUnavailable):
            club.world.advance(timedelta(hours=1))
        assert line.struck
        refused = club.apply(governance)
        moment = (type(line).__name__, line.at, line.done)
        assert refused == (), moment
        assert club.picture() == expected, moment
        assert club.plan(governance).plan.changes == (), moment
        sent = [each for each in club.writes() if each.endswith("/invitations")]
        assert len(sent) == 1, moment
