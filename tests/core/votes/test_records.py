"""A vote that was recorded is counted again, and comes out as it was recorded."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from govbot.core.policies import Policy
from govbot.core.records import VoteClosed, parse_records, write_records
from govbot.core.verify import differences
from tests.communities import COUNCIL
from tests.core.scene import Scene, community
from tests.core.votes.voting import held
from tests.core.votes.worlds import policies
from tests.searches import search

EXTRAS: dict[str, list[Any]] = {
    "close_early": ["never", "decided", "all voted"],
    "extend": [None, {"by": "3 days", "when": ["no-quorum", "tied"]}],
    "final_comment": [None, "3 days"],
    "minimum": [None, "72 hours"],
    "close_by": [None, "chair"],
}
WORDS = [
    "/vote yes",
    "/vote yes",
    "/vote yes",
    "/vote no it breaks releases",
    "/vote abstain",
    "/vote block it breaks releases",
    "/recuse my employer",
    "/proxy @ben",
    "/proxy @gus",
    "/concern The keys",
    "/resolve The keys",
    "/vote close",
]


@st.composite
def recorded_policies(draw: st.DrawFn) -> Policy:
    """Any policy, with any period, and concerns or none."""
    policy = draw(policies())
    period = {key: draw(st.sampled_from(values)) for key, values in EXTRAS.items()}
    data = policy.model_dump(mode="json", by_alias=True, exclude_none=True) | {
        "period": {"length": "10 days"} | period,
        "concerns": draw(st.sampled_from([None, {}])),
    }
    return Policy.model_validate(data)


SAYINGS = st.lists(
    st.tuples(st.integers(1, 40), st.sampled_from([*COUNCIL, "mo", "zoe"]), st.sampled_from(WORDS)),
    max_size=12,
)


@search(60)
@given(recorded_policies(), SAYINGS, st.sets(st.integers(0, 12), max_size=3))
def test_a_recorded_vote_is_counted_again_and_comes_out_as_recorded(
    policy: Policy, sayings: list[tuple[int, str, str]], runs: set[int]
) -> None:
    scene = Scene(community(policies={"rfc-accept": policy})).to_vote()
    for number, (hours, login, words) in enumerate(sayings):
        scene.wait(hours=hours)
        scene.say(login, words)
        if number in runs:
            scene.run()
    scene.run()
    scene.wait(days=60)
    scene.run()
    written = write_records(scene.records)
    assert differences(parse_records(written, "rfcs/12.jsonl")) == ()


@search(60)
@given(recorded_policies(), SAYINGS)
def test_it_does_not_matter_how_late_or_how_often_anybody_looks(
    policy: Policy, sayings: list[tuple[int, str, str]]
) -> None:
    def held_with(*, looking: bool) -> list[Any]:
        scene = Scene(community(policies={"rfc-accept": policy})).to_vote()
        for hours, login, words in sayings:
            scene.wait(hours=hours)
            scene.say(login, words)
            scene.wait(minutes=2)
            if looking:
                scene.run()
        for _ in range(3):
            scene.wait(days=30)
            if looking:
                scene.run()
        scene.run()
        return [each.tally for each in scene.records if isinstance(each, VoteClosed)]

    assert held_with(looking=True) == held_with(looking=False)


@given(
    policies(),
    st.lists(st.sampled_from(["yes", "no because", "abstain", "block because"]), min_size=7),
)
def test_ending_when_all_have_voted_changes_nothing_while_nobody_changes_their_mind(
    policy: Policy, said: list[str]
) -> None:
    everybody = "; ".join(f"{login} {words}" for login, words in zip(COUNCIL, said, strict=False))
    condition = policy.model_dump(mode="json", by_alias=True, exclude_none=True)
    voters = [{"login": login, "body": body} for login, body in zip(COUNCIL, BODIES, strict=True)]
    electorate = [each for each in voters if _may_vote(policy, each)]
    outcomes = []
    for close_early in ("never", "all voted"):
        condition["period"] = {"length": "10 days", "close_early": close_early}
        case = {"policy": condition, "electorate": electorate}
        if electorate:
            answer = held(everybody, case=case)
            outcomes.append((answer.outcome, answer.counts, answer.threshold))
    assert outcomes[:1] == outcomes[1:]


BODIES = ("council", "council", "council", "council", "core-team", "core-team", "core-team")


def _may_vote(policy: Policy, voter: dict[str, str]) -> bool:
    return any(each.body == voter["body"] and each.is_plain for each in policy.selectors)
