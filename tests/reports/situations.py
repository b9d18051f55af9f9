"""Situations an RFC can be in, as the core describes them: what the reports are shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from govbot.core.accounts import Account, Voter
from govbot.core.choices import Choice
from govbot.core.decide import Standing, Status, Verdict, VoteStatus
from govbot.core.decide.history import HistoryLine
from govbot.core.findings import Finding, Level
from govbot.core.lifecycle import DEFAULT_LIFECYCLE
from govbot.core.policies import DEFAULT_POLICIES
from govbot.core.votes import Ballot, Electorate, Vote, count, with_reasons
from govbot.reports.way import Way, way_of
from tests.communities import COUNCIL

URL = "https://github.com/example/community/pull/12"
OPENED = datetime(2026, 3, 1, tzinfo=UTC)
CLOSES = datetime(2026, 3, 11, tzinfo=UTC)


def way(*entered: str) -> Way:
    found = way_of(DEFAULT_LIFECYCLE, entered)
    assert found is not None
    return found


def vote_status(
    ballots: dict[str, Choice],
    *,
    now: datetime = OPENED,
    voters: tuple[str, ...] = COUNCIL,
    recused: tuple[str, ...] = (),
    reason: str = "",
    reasons: Mapping[str, str] | None = None,
) -> VoteStatus:
    """Count these ballots under the default policy: open before the deadline, ended from then on.

    Each comes with its own of `reasons`, or else with `reason`.
    """
    electorate = tuple(
        Voter(login=login, id=number, body="council", seat=number)
        for number, login in enumerate(voters, start=1)
    )
    ids = {voter.login: voter.id for voter in electorate}
    vote = Vote(
        policy_name="rfc-accept",
        policy=DEFAULT_POLICIES["rfc-accept"],
        electorate=Electorate(electorate),
        seats=len(voters),
        opened=OPENED,
        closes=CLOSES,
        ballots=tuple(
            Ballot(
                Account(login=login, id=ids.get(login, 9_000 + order)),
                choice,
                OPENED + timedelta(hours=order),
                (reasons or {}).get(login, reason),
                order,
            )
            for order, (login, choice) in enumerate(ballots.items())
        ),
        recused=tuple(Account(login=login, id=ids[login]) for login in recused),
    )
    return VoteStatus(
        number=1,
        policy="rfc-accept",
        opened=OPENED,
        closes=CLOSES,
        tally=with_reasons(count(vote, now), vote),
        voters=tuple(
            Standing(login=login, choice=ballots.get(login))
            for login in voters
            if login not in recused
        ),
    )


BALLOTS = {
    "ada": Choice.YES,
    "ben": Choice.YES,
    "cyd": Choice.NO,
    "zoe": Choice.YES,
    "dee": Choice.ABSTAIN,
}

REASONS = {
    "ada": "the plan answers my question",
    "cyd": "old clients break, see <b>#12</b> and @council: https://example.org/old",
    "zoe": "`govbot run` would be *faster*",
}

HISTORY = (
    HistoryLine(
        at=datetime(2026, 2, 1, 9, tzinfo=UTC),
        text="entered `proposed`: the pull request was opened",
        url=URL,
    ),
    HistoryLine(
        at=datetime(2026, 2, 1, 9, 5, tzinfo=UTC),
        text="entered `discussion`: the checks passed",
        url=URL,
    ),
    HistoryLine(
        at=OPENED,
        text="ben opened vote 1 under `rfc-accept`",
        url=f"{URL}#issuecomment-77",
    ),
)

PROPOSED = Status(
    number=12,
    title="One ledger branch",
    url=URL,
    stage="proposed",
    says="The document is being completed; the checks say what is missing.",
    champion=None,
    verdict=Verdict(conclusion="failure", headline="2 things to mend"),
    missing=("The checks found 2 things to mend in the document.",),
    next=("When the checks pass, the RFC becomes `discussion`.",),
    findings=(
        Finding(
            id="rfc-champion",
            level=Level.WARNING,
            file="rfcs/0012-one-ledger-branch.md",
            line=4,
            message="No champion is named.",
            hint="Add `champion: <login>`, or let somebody write `/rfc champion @user`.",
        ),
        Finding(
            id="rfc-section",
            level=Level.ERROR,
            file="rfcs/0012-one-ledger-branch.md",
            line=9,
            message="The section “Motivation” is empty.",
            hint="Say which problem this solves, and for whom.",
        ),
        Finding(
            id="rfc-number",
            level=Level.ERROR,
            file="rfcs/0003-one-ledger-branch.md",
            message="The file's number is 3, and the pull request's is 12.",
        ),
    ),
    history=HISTORY[:1],
)

DISCUSSION = Status(
    number=12,
    title="One ledger branch",
    url=URL,
    stage="discussion",
    says="Anyone may comment.",
    champion="ben",
    verdict=Verdict(conclusion="pending", headline="In discussion; next: `voting`"),
    missing=(
        "The minimum time runs until 2026-02-15 09:05 UTC.",
        "Open concerns have to be resolved first: “Old clients”.",
    ),
    next=("`/vote open` (champion or council) opens the vote under `rfc-accept`.",),
    concerns=("Old clients",),
    history=HISTORY[:2],
)

VOTING = Status(
    number=12,
    title="One ledger branch",
    url=URL,
    stage="voting",
    says="The vote is open, on the text as it stood when it opened.",
    champion="ben",
    verdict=Verdict(conclusion="pending", headline="A vote is open until 2026-03-11 00:00 UTC"),
    next=(
        "The vote closes at 2026-03-11 00:00 UTC.",
        "If it passes, the RFC becomes `accepted`.",
        "If it fails, the RFC becomes `rejected`.",
    ),
    vote=vote_status(BALLOTS, reasons=REASONS),
    history=HISTORY,
)

ACCEPTED = Status(
    number=12,
    title="One ledger branch",
    url=URL,
    stage="accepted",
    says="The vote passed; the pull request can be merged.",
    champion="ben",
    verdict=Verdict(conclusion="success", headline="The RFC is accepted: it may be merged"),
    next=("When the pull request is merged, the RFC becomes `implementing`.",),
    vote=vote_status(BALLOTS, now=CLOSES, recused=("gus",)),
    history=HISTORY,
)

REJECTED = Status(
    number=12,
    title="One ledger branch",
    url=URL,
    stage="rejected",
    says="The vote failed.",
    champion="ben",
    verdict=Verdict(conclusion="failure", headline="The RFC is rejected"),
    vote=vote_status(dict.fromkeys(COUNCIL[:5], Choice.NO), now=CLOSES),
)

WITHDRAWN = Status(
    number=12,
    title="One ledger branch",
    url=URL,
    stage="withdrawn",
    says="The author withdrew the RFC.",
    champion=None,
    verdict=Verdict(conclusion="failure", headline="The RFC is withdrawn"),
)

RELEASED = Status(
    number=12,
    title="One ledger branch",
    url=URL,
    stage="released",
    says="The RFC is implemented and released.",
    champion="ben",
    verdict=Verdict(conclusion="success", headline="Merged; the RFC is released"),
)
