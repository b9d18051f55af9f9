"""Votes that communities published come out under their preset as they were published."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from govbot.core.policies import DEFAULT_POLICIES
from govbot.core.votes import Electorate, Outcome, Vote
from govbot.core.votes import count as count_vote
from govbot.files import load_yaml, policies_and_presets
from tests.presets.paper import ballots, count, logins, say, tally

FILE = Path(__file__).with_name("published_outcomes.yaml")
LOADED = load_yaml(FILE, FILE.name)
PUBLISHED: list[dict[str, Any]] = LOADED.data
COMMUNITIES = {"conda", "gitvote", "pep13", "tvm", "ctc", "tsc", "cpc", "kernelci"}
COMMUNITIES |= {"jupyter", "debian"}
RUST = "https://github.com/rust-lang/compiler-team/issues/1001"


@pytest.mark.parametrize("facts", PUBLISHED, ids=[each["id"] for each in PUBLISHED])
def test_a_published_vote_comes_out_as_it_was_published(facts: dict[str, Any]) -> None:
    council, emeritus = logins(facts["voters"]), logins(facts.get("emeritus", 0), "e")
    others = logins(sum(facts.get("others", {}).values()), "x")
    in_vote = council[facts.get("recused", 0) :]
    says = [say(login, "/recuse I abstain") for login in council if login not in in_vote]
    says += ballots(in_vote, facts["ballots"])
    says += ballots(emeritus, facts.get("emeritus_ballots", {}))
    says += ballots(others, facts.get("others", {}))
    voters: list[Any] = [*council]
    if emeritus:
        voters = [{"login": login, "body": "council"} for login in council]
        voters += [{"login": login, "body": "emeritus"} for login in emeritus]

    answer = count(facts["policy"], voters, says)

    assert answer.outcome == facts["outcome"], "\n".join(answer.explanation)
    assert not answer.refused
    assert sum(answer.advisory.values()) == len(others)
    assert len(answer.recused) == facts.get("recused", 0)


def test_every_fact_names_its_source_and_every_community_is_there() -> None:
    assert not LOADED.findings
    assert len({each["id"] for each in PUBLISHED}) == len(PUBLISHED)
    assert all(each["source"].startswith("https://") for each in PUBLISHED)
    assert {each["id"].partition("-")[0] for each in PUBLISHED} == COMMUNITIES


def test_gitvote_matches_logins_whatever_their_case() -> None:
    # cncf/gitvote, src/results/tests.rs: allowed voters are matched case-insensitively
    answer = count("gitvote", ["ALICE", "BOB"], [say("alice", "/vote yes")])
    assert (answer.outcome, answer.counts["yes"], answer.pending) == ("passed", 1, ("BOB",))


def test_gitvote_never_passes_where_nobody_may_vote() -> None:
    # cncf/gitvote, src/results/tests.rs: no allowed voters
    opened = datetime(2026, 3, 1, tzinfo=UTC)
    closes = opened + timedelta(days=7)
    policy = policies_and_presets(DEFAULT_POLICIES)["gitvote"]
    empty = Vote("gitvote", policy, Electorate(()), 0, opened, closes)
    assert count_vote(empty, closes).outcome is Outcome.FAILED


def test_a_major_change_with_five_approvals_missing_waits() -> None:
    # RUST, 2026-07-08: six of eleven had approved, and a comment names the five still missing.
    answer = tally("rust-fcp", 11, yes=6)
    assert answer.closes == datetime(2026, 9, 1, tzinfo=UTC)
    assert answer.outcome == "failed"


def test_a_major_change_with_two_approvals_missing_is_over_ten_days_later() -> None:
    # RUST: the final comment period began on 2026-07-29 with nine of eleven, and ended on 2026-08-08.
    voters = logins(11)
    says = [say(login, "/vote yes", "2026-07-08T12:00:00Z") for login in voters[:8]]
    ninth = say(voters[8], "/vote yes", "2026-07-29T09:00:00Z")
    began, over = "2026-07-29T09:00:00Z", "2026-08-08T09:00:00Z"

    before = count(
        "rust-fcp", voters, says, opened="2026-07-01T00:00:00Z", now="2026-07-29T08:59:00Z"
    )
    during = count("rust-fcp", voters, [*says, ninth], opened="2026-07-01T00:00:00Z", now=began)
    after = count("rust-fcp", voters, [*says, ninth], opened="2026-07-01T00:00:00Z")

    assert (before.outcome, before.closes) == ("open", datetime(2027, 1, 1, tzinfo=UTC))
    assert (during.outcome, during.closes) == ("open", datetime.fromisoformat(over))
    assert (after.outcome, after.closes) == ("passed", datetime.fromisoformat(over))


@pytest.mark.parametrize(
    ("team", "approved", "concerns"),
    [
        pytest.param(7, 1, 1, id="https://github.com/rust-lang/rust/pull/160951"),
        pytest.param(5, 1, 0, id="https://github.com/rust-lang/rust/issues/162175"),
    ],
)
def test_a_proposal_with_one_approval_has_no_final_comment_period(
    team: int, approved: int, concerns: int
) -> None:
    voters = logins(team)
    says = ballots(voters, {"yes": approved})
    says += [say(voters[0], "/concern the wording", "2026-03-02T00:00:00Z")] * concerns
    answer = count("rust-fcp", voters, says, now="2026-04-01T00:00:00Z")
    assert (answer.outcome, answer.closes) == ("open", datetime(2026, 9, 1, tzinfo=UTC))
    assert len(answer.held_by) == concerns


@pytest.mark.parametrize(
    ("share", "members", "fewest"),
    [("1/2", 12, 6), ("1/2", 11, 6), ("1/2", 7, 4), ("2/3", 12, 8), ("2/3", 11, 8), ("2/3", 7, 5)],
)
def test_the_quorums_of_the_kubernetes_steering_charter_round_up(
    share: str, members: int, fewest: int
) -> None:
    # https://github.com/kubernetes/steering/blob/main/charter.md (Quorum)
    policy = {"preset": "two-thirds", "quorum": {"at_least": share}}
    assert tally(policy, members, yes=fewest).quorum.met
    assert not tally(policy, members, yes=fewest - 1).quorum.met


def test_the_quorum_of_debian_is_three_times_half_the_square_root_of_its_developers() -> None:
    # http://www.debian.org/vote/2007/vote_002: 1037 developers, 3Q is 48.30, 132 preferred the option
    quorum = {"more_than": 48, "counting": ["yes"]}
    policy = {"preset": "simple-majority", "quorum": quorum}
    assert tally(policy, 1037, yes=132).quorum.met
    assert tally(policy, 1037, yes=49).quorum.met
    assert not tally(policy, 1037, yes=48).quorum.met
