"""A community on a day, and its ledgers: what the report on governance is made from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from govbot.core.accounts import Account, Voter
from govbot.core.choices import Choice
from govbot.core.governance import Governance
from govbot.core.policies import DEFAULT_POLICIES
from govbot.core.records import (
    BallotCast,
    ConcernRaised,
    DocumentSeen,
    Record,
    Registered,
    Source,
    StageEntered,
    VoteClosed,
    VoteOpened,
)
from govbot.core.state import RfcState, fold
from govbot.core.votes import Closed, conclude
from tests.communities import COUNCIL, community, person

TODAY = date(2026, 3, 4)
NAMES = COUNCIL
REASONS = {Choice.NO: "<b>Old</b> clients break, @council: [why](https://example.org/old)"}
"""What is written with each such ballot."""


def governance() -> Governance:
    """A council of seven seats with one vacant, one member on leave and one term that ends soon."""
    terms = [{"start": "2026-01-01", "end": "2026-06-30"}]
    members: list[dict[str, object]] = [
        {"github": login, "seat": seat, "terms": terms}
        for seat, login in enumerate(NAMES[:6], start=1)
    ]
    members[0]["role"] = "chair"
    members[1]["terms"] = [{"start": "2025-10-01", "end": "2026-03-31"}]
    members[2]["leave"] = [{"start": "2026-03-01", "end": "2026-03-15"}]
    council = {
        "name": "Community Council",
        "charter": "docs/council.md",
        "seats": {"count": 7, "minimum": 6},
        "members": members,
    }
    docs = {
        "name": "Documentation <b>Group</b> | @docs",
        "kind": "working-group",
        "members": [{"github": "cyd", "role": "chair"}],
    }
    people = [
        person(login, number, "Acme" if number % 2 else "", name=f"{login.title()} Example")
        for number, login in enumerate(NAMES, start=1)
    ]
    return community({"council": council, "docs": docs}, people=people, commit="4f1c" * 10)


def electorate() -> tuple[Voter, ...]:
    return tuple(
        Voter(login=login, id=number, body="council", seat=number)
        for number, login in enumerate(NAMES, start=1)
    )


def registered(number: int, title: str, day: datetime) -> list[Record]:
    author = Account(login="zoe", id=99)
    url = f"https://github.com/example/community/pull/{number}"
    path = f"rfcs/{number:04}-text.md"
    return [
        Registered(
            at=day, actor=author, source=Source(url=url), number=number, title=title, path=path
        ),
        StageEntered(at=day, stage="proposed", why="registered"),
        DocumentSeen(
            at=day, path=path, blob=f"{number:040}", head="c" * 40, title=title, champion="ben"
        ),
        StageEntered(at=day, stage="discussion", previous="proposed", why="checks-passed"),
    ]


def voting(number: int, day: datetime, *choices: Choice) -> list[Record]:
    """Open a vote, and let the first of the council say these."""
    opening = VoteOpened(
        at=day,
        actor=Account(login="ben", id=2),
        vote=1,
        policy_name="rfc-accept",
        policy=DEFAULT_POLICIES["rfc-accept"],
        electorate=electorate(),
        seats=7,
        closes=day + timedelta(days=10),
        governance_commit="4f1c" * 10,
        path=f"rfcs/{number:04}-text.md",
        blob=f"{number:040}",
    )
    ballots = [
        BallotCast(
            at=day + timedelta(hours=place),
            actor=Account(login=NAMES[place], id=place + 1),
            vote=1,
            choice=choice,
            reason=REASONS.get(choice, ""),
            binding=True,
        )
        for place, choice in enumerate(choices)
    ]
    return [
        StageEntered(at=day, stage="voting", previous="discussion", why="command"),
        opening,
        *ballots,
    ]


def closed(records: list[Record], stage: str) -> list[Record]:
    """End the vote as it comes out."""
    current = fold(records).open_vote
    assert current is not None
    result = conclude(current.vote)
    assert isinstance(result, Closed)
    at = result.tally.closes
    return [
        *records,
        VoteClosed(at=at, vote=1, tally=result.tally),
        StageEntered(at=at, stage=stage, previous="voting", why="vote-" + result.tally.outcome),
    ]


def states() -> dict[int, RfcState]:
    day = datetime(2026, 2, 1, 9, tzinfo=UTC)
    yes, no = Choice.YES, Choice.NO
    discussed = [
        *registered(9, "Release every six weeks", day),
        ConcernRaised(at=day, actor=Account(login="eli", id=5), title="Old clients"),
    ]
    accepted = closed(
        [*registered(12, "One ledger branch", day), *voting(12, day, yes, yes, yes, no)], "accepted"
    )
    rejected = closed(
        [
            *registered(7, "Vote by | @everybody <script>", day),
            *voting(7, day - timedelta(days=9), no, no, no, no, yes),
        ],
        "rejected",
    )
    opened = [
        *registered(14, "A code of conduct", day),
        *voting(14, datetime(2026, 3, 1, tzinfo=UTC), yes, no),
    ]
    return {9: fold(discussed), 12: fold(accepted), 7: fold(rejected), 14: fold(opened)}
