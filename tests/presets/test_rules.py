"""Each preset decides as its community's rule says, at its boundary and on both sides of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from govbot.core.policies import DEFAULT_POLICIES, Policy
from govbot.files import load_presets, load_yaml, policies_and_presets
from tests.presets.paper import count, every_tally, logins, say, tally

NAMES = {
    "apache-code-change",
    "apache-procedural",
    "apache-release",
    "community-council",
    "conda-enhancement",
    "conda-membership",
    "conda-standard",
    "consensus-minus-one",
    "gitvote",
    "lazy-consensus",
    "node-tsc",
    "numfocus-async",
    "python-majority",
    "python-two-thirds",
    "rust-fcp",
    "simple-majority",
    "two-thirds",
    "unanimous",
}

# Preset, how many may vote, how many said yes, no and abstain (the rest said nothing), the outcome.
TALLIES = [
    # At least half of everybody; an abstention is no yes.
    ("gitvote", 4, 2, 0, 0, "passed"),
    ("gitvote", 4, 2, 2, 0, "passed"),
    ("gitvote", 4, 1, 0, 0, "failed"),
    ("gitvote", 5, 2, 0, 3, "failed"),
    ("gitvote", 5, 3, 0, 2, "passed"),
    ("gitvote", 5, 0, 0, 0, "failed"),
    # Three in favour and no veto.
    ("apache-code-change", 9, 3, 0, 0, "passed"),
    ("apache-code-change", 9, 2, 0, 0, "failed"),
    ("apache-code-change", 9, 2, 0, 7, "failed"),
    ("apache-code-change", 9, 3, 0, 6, "passed"),
    ("apache-code-change", 9, 8, 1, 0, "blocked"),
    ("apache-code-change", 9, 2, 1, 0, "blocked"),
    ("apache-code-change", 9, 0, 0, 0, "failed"),
    # Three in favour, and more than against.
    ("apache-release", 9, 3, 0, 0, "passed"),
    ("apache-release", 9, 2, 0, 0, "failed"),
    ("apache-release", 9, 2, 1, 0, "failed"),
    ("apache-release", 9, 3, 2, 0, "passed"),
    ("apache-release", 9, 3, 3, 0, "failed"),
    ("apache-release", 9, 4, 5, 0, "failed"),
    ("apache-release", 9, 5, 4, 0, "passed"),
    ("apache-release", 9, 0, 0, 9, "failed"),
    # More in favour than against, or silence.
    ("apache-procedural", 9, 0, 0, 0, "passed"),
    ("apache-procedural", 9, 0, 0, 9, "passed"),
    ("apache-procedural", 9, 1, 0, 0, "passed"),
    ("apache-procedural", 9, 0, 1, 0, "failed"),
    ("apache-procedural", 9, 1, 1, 0, "failed"),
    ("apache-procedural", 9, 2, 1, 0, "passed"),
    ("apache-procedural", 9, 4, 5, 0, "failed"),
    # Nobody objects.
    ("lazy-consensus", 9, 0, 0, 0, "passed"),
    ("lazy-consensus", 9, 9, 0, 0, "passed"),
    ("lazy-consensus", 9, 0, 0, 3, "passed"),
    ("lazy-consensus", 9, 8, 1, 0, "blocked"),
    ("lazy-consensus", 9, 0, 1, 0, "blocked"),
    # All but two, and more than half: what it takes of a team of each size.
    ("rust-fcp", 1, 1, 0, 0, "passed"),
    ("rust-fcp", 1, 0, 0, 0, "failed"),
    ("rust-fcp", 2, 2, 0, 0, "passed"),
    ("rust-fcp", 2, 1, 0, 0, "failed"),
    ("rust-fcp", 3, 2, 0, 0, "passed"),
    ("rust-fcp", 3, 1, 0, 0, "failed"),
    ("rust-fcp", 4, 3, 0, 0, "passed"),
    ("rust-fcp", 4, 2, 0, 0, "failed"),
    ("rust-fcp", 5, 3, 0, 0, "passed"),
    ("rust-fcp", 5, 2, 0, 0, "failed"),
    ("rust-fcp", 6, 4, 0, 0, "passed"),
    ("rust-fcp", 6, 3, 0, 0, "failed"),
    ("rust-fcp", 7, 5, 0, 0, "passed"),
    ("rust-fcp", 7, 4, 0, 3, "failed"),
    ("rust-fcp", 7, 4, 3, 0, "failed"),
    ("rust-fcp", 11, 9, 0, 0, "passed"),
    ("rust-fcp", 11, 8, 0, 0, "failed"),
    # More than half of those who do not abstain.
    ("python-majority", 5, 3, 2, 0, "passed"),
    ("python-majority", 5, 2, 2, 1, "failed"),
    ("python-majority", 5, 2, 1, 2, "passed"),
    ("python-majority", 5, 1, 0, 4, "passed"),
    ("python-majority", 5, 0, 0, 5, "failed"),
    ("python-majority", 5, 2, 3, 0, "failed"),
    # At least two thirds of them.
    ("python-two-thirds", 5, 3, 2, 0, "failed"),
    ("python-two-thirds", 5, 4, 1, 0, "passed"),
    ("python-two-thirds", 5, 2, 1, 2, "passed"),
    ("python-two-thirds", 5, 3, 1, 1, "passed"),
    ("python-two-thirds", 5, 2, 2, 1, "failed"),
    ("python-two-thirds", 5, 0, 0, 5, "failed"),
    # Half take part, five at the least, and more than half of yes and no.
    ("conda-standard", 12, 4, 2, 0, "passed"),
    ("conda-standard", 12, 5, 0, 0, "no-quorum"),
    ("conda-standard", 12, 1, 0, 5, "passed"),
    ("conda-standard", 12, 3, 3, 0, "failed"),
    ("conda-standard", 12, 0, 0, 6, "failed"),
    ("conda-standard", 8, 4, 0, 0, "no-quorum"),
    ("conda-standard", 8, 4, 0, 1, "passed"),
    ("conda-standard", 4, 4, 0, 0, "no-quorum"),
    # The same at 60%.
    ("conda-enhancement", 10, 6, 0, 0, "passed"),
    ("conda-enhancement", 10, 5, 0, 0, "no-quorum"),
    ("conda-enhancement", 10, 3, 2, 1, "passed"),
    ("conda-enhancement", 10, 4, 3, 0, "failed"),
    ("conda-enhancement", 6, 4, 0, 0, "no-quorum"),
    ("conda-enhancement", 6, 4, 0, 1, "passed"),
    # The same at two thirds.
    ("conda-membership", 9, 4, 2, 0, "passed"),
    ("conda-membership", 9, 5, 0, 0, "no-quorum"),
    ("conda-membership", 9, 5, 3, 0, "failed"),
    ("conda-membership", 9, 2, 1, 3, "passed"),
    ("conda-membership", 6, 4, 0, 0, "no-quorum"),
    ("conda-membership", 6, 4, 0, 1, "passed"),
    # More than half of all members.
    ("node-tsc", 10, 6, 0, 0, "passed"),
    ("node-tsc", 10, 5, 0, 5, "failed"),
    ("node-tsc", 10, 5, 5, 0, "failed"),
    ("node-tsc", 9, 5, 4, 0, "passed"),
    ("node-tsc", 9, 4, 0, 0, "failed"),
    # A quorum of yes, and no no.
    ("numfocus-async", 7, 4, 0, 0, "passed"),
    ("numfocus-async", 7, 4, 0, 3, "passed"),
    ("numfocus-async", 7, 3, 0, 4, "no-quorum"),
    ("numfocus-async", 7, 6, 1, 0, "failed"),
    ("numfocus-async", 8, 4, 0, 0, "no-quorum"),
    ("numfocus-async", 8, 5, 0, 0, "passed"),
    # Half take part, more in favour than against, and no block.
    ("community-council", 7, 3, 1, 0, "passed"),
    ("community-council", 7, 3, 0, 0, "no-quorum"),
    ("community-council", 7, 1, 0, 3, "passed"),
    ("community-council", 7, 2, 2, 0, "tied"),
    ("community-council", 7, 3, 4, 0, "failed"),
    # More in favour than against.
    ("simple-majority", 9, 1, 0, 0, "passed"),
    ("simple-majority", 9, 2, 2, 5, "tied"),
    ("simple-majority", 9, 4, 5, 0, "failed"),
    ("simple-majority", 9, 0, 0, 9, "failed"),
    # Exactly two thirds is enough.
    ("two-thirds", 9, 2, 1, 0, "passed"),
    ("two-thirds", 9, 6, 3, 0, "passed"),
    ("two-thirds", 9, 5, 3, 1, "failed"),
    ("two-thirds", 9, 0, 0, 9, "failed"),
    # Nobody against, and half take part.
    ("unanimous", 6, 3, 0, 0, "passed"),
    ("unanimous", 6, 2, 0, 0, "no-quorum"),
    ("unanimous", 6, 5, 1, 0, "failed"),
    ("unanimous", 6, 1, 0, 5, "passed"),
    ("unanimous", 6, 0, 0, 6, "failed"),
    # One against at the most.
    ("consensus-minus-one", 6, 5, 1, 0, "passed"),
    ("consensus-minus-one", 6, 4, 2, 0, "failed"),
    ("consensus-minus-one", 6, 2, 1, 0, "passed"),
    ("consensus-minus-one", 6, 2, 0, 0, "no-quorum"),
    ("consensus-minus-one", 2, 1, 1, 0, "failed"),
    ("consensus-minus-one", 2, 2, 0, 0, "passed"),
    ("consensus-minus-one", 6, 1, 0, 5, "failed"),
]


@pytest.mark.parametrize(("name", "voters", "yes", "no", "abstain", "outcome"), TALLIES)
def test_a_preset_decides_as_its_rule_says(
    name: str, voters: int, yes: int, no: int, abstain: int, outcome: str
) -> None:
    answer = tally(name, voters, yes, no, abstain)
    assert answer.outcome == outcome, "\n".join(answer.explanation)
    assert not answer.refused


def test_every_preset_is_there_and_has_its_table() -> None:
    assert set(load_presets()) == NAMES
    assert {name for name, *_ in TALLIES} == NAMES


# The rules again, in arithmetic of their own, for everything that everybody could say.


@dataclass(frozen=True)
class Said:
    """How many are in the team, and how many of them said what."""

    team: int
    yes: int
    no: int
    abstain: int

    @property
    def outstanding(self) -> int:
        return self.team - self.yes

    @property
    def turnout(self) -> int:
        return self.yes + self.no + self.abstain

    @property
    def half_take_part(self) -> bool:
        return 2 * self.turnout >= self.team

    @property
    def two_thirds(self) -> bool:
        return self.yes > 0 and self.yes >= 2 * self.no


PASSES: dict[str, Callable[[Said], bool]] = {
    "gitvote": lambda said: 2 * said.yes >= said.team,
    "apache-code-change": lambda said: said.yes >= 3 and said.no == 0,
    "apache-release": lambda said: said.yes >= 3 and said.yes > said.no,
    "apache-procedural": lambda said: said.yes > said.no or said.no == 0,
    "lazy-consensus": lambda said: said.no == 0,
    "rust-fcp": lambda said: said.outstanding < 3 and said.yes > said.outstanding,
    "python-majority": lambda said: said.yes > said.no,
    "python-two-thirds": lambda said: said.two_thirds,
    "conda-standard": lambda said: said.half_take_part and said.turnout >= 5 and said.yes > said.no,
    "conda-enhancement": lambda said: (
        10 * said.turnout >= 6 * said.team
        and said.turnout >= 5
        and said.yes > 0
        and 10 * said.yes >= 6 * (said.yes + said.no)
    ),
    "conda-membership": lambda said: (
        3 * said.turnout >= 2 * said.team and said.turnout >= 5 and said.two_thirds
    ),
    "node-tsc": lambda said: 2 * said.yes > said.team,
    "numfocus-async": lambda said: 2 * said.yes > said.team and said.no == 0,
    "community-council": lambda said: said.half_take_part and said.yes > said.no,
    "simple-majority": lambda said: said.yes > said.no,
    "two-thirds": lambda said: said.two_thirds,
    "unanimous": lambda said: said.half_take_part and said.yes > 0 and said.no == 0,
    "consensus-minus-one": lambda said: said.half_take_part and said.yes >= 2 and said.no <= 1,
}


@pytest.mark.parametrize("team", [1, 2, 5, 6])
@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_preset_passes_just_what_its_rule_passes(name: str, team: int) -> None:
    for yes, no, abstain in every_tally(team):
        passed = tally(name, team, yes, no, abstain).outcome == "passed"
        assert passed == PASSES[name](Said(team, yes, no, abstain)), (yes, no, abstain)


# What a number of ballots does not show.


def day(number: int, hour: int = 0) -> datetime:
    return datetime(2026, 3, number, hour, tzinfo=UTC)


def test_the_community_council_is_the_default_policy() -> None:
    presets = policies_and_presets({})
    assert presets["community-council"] == DEFAULT_POLICIES["rfc-accept"]


@pytest.mark.parametrize("name", ["apache-code-change", "lazy-consensus"])
def test_a_no_without_a_reason_is_no_veto_and_its_author_is_told(name: str) -> None:
    says = [say(login, "/vote yes") for login in ("ada", "ben", "cyd")]
    answer = count(name, ["ada", "ben", "cyd", "dee"], [*says, say("dee", "-1")])
    assert answer.outcome == "passed"
    [refused] = answer.refused
    assert (refused.by, "says why" in refused.why) == ("dee", True)


def test_a_veto_of_apache_is_taken_back_by_who_cast_it() -> None:
    says = [say(login, "/vote yes") for login in ("ada", "ben", "cyd")]
    veto = say("dee", "/vote no it is slower", "2026-03-02T00:00:00Z")
    again = say("dee", "/vote yes", "2026-03-02T12:00:00Z")
    voters = ["ada", "ben", "cyd", "dee"]
    assert count("apache-code-change", voters, [*says, veto]).outcome == "blocked"
    assert count("apache-code-change", voters, [*says, veto, again]).outcome == "passed"


@pytest.mark.parametrize("name", ["apache-code-change", "apache-release"])
def test_the_ballots_of_others_are_not_among_apaches_three(name: str) -> None:
    says = [say(login, "/vote yes") for login in ("ada", "ben", "zoe", "yan", "xia")]
    answer = count(name, ["ada", "ben", "cyd"], says)
    assert (answer.outcome, answer.counts["yes"], answer.advisory["yes"]) == ("failed", 2, 3)


def test_a_release_of_apache_is_not_vetoed() -> None:
    says = [say(login, "/vote yes") for login in ("ada", "ben", "cyd")]
    answer = count("apache-release", [*logins(5), "ada", "ben", "cyd"], [*says, say("v1", "-1")])
    assert (answer.outcome, answer.counts["no"]) == ("passed", 1)


@pytest.mark.parametrize("name", ["apache-procedural", "lazy-consensus"])
def test_silence_is_agreement_after_72_hours_and_not_before(name: str) -> None:
    voters = logins(5)
    assert count(name, voters, [], now="2026-03-03T23:59:59Z").outcome == "open"
    after = count(name, voters, [], now="2026-03-04T00:00:00Z")
    assert (after.outcome, after.closes) == ("passed", day(4))


@pytest.mark.parametrize(
    ("name", "base"), [("gitvote", 4), ("node-tsc", 4), ("rust-fcp", 4), ("simple-majority", 3)]
)
def test_who_leaves_the_vote_is_still_one_where_the_rule_is_about_all_members(
    name: str, base: int
) -> None:
    answer = count(name, logins(4), [say("v0", "/recuse I wrote it")])
    assert (answer.recused, answer.eligible) == (("v0",), base)


def approvals(number: int, at: str) -> list[dict[str, Any]]:
    return [say(login, "/vote yes", at) for login in logins(number)]


def test_the_final_comment_period_of_rust_begins_with_the_approval_that_is_enough() -> None:
    says = [
        *approvals(4, "2026-03-02T00:00:00Z"),
        say("v4", "/vote yes", "2026-03-05T06:00:00Z"),
    ]
    answer = count("rust-fcp", logins(7), says)
    assert (answer.outcome, answer.closes) == ("passed", day(15, 6))


def test_an_open_concern_keeps_the_final_comment_period_of_rust_from_beginning() -> None:
    concern = say("v6", "/concern it is unsound", "2026-03-01T06:00:00Z")
    says = [concern, *approvals(6, "2026-03-02T00:00:00Z")]
    held = count("rust-fcp", logins(7), says, now="2026-04-01T00:00:00Z")
    assert (held.outcome, held.held_by) == ("open", ("it is unsound",))

    resolved = say("v6", "/resolve it is unsound", "2026-03-08T00:00:00Z")
    answer = count("rust-fcp", logins(7), [*says, resolved])
    assert (answer.outcome, answer.closes) == ("passed", day(18))


def test_a_concern_in_the_final_comment_period_of_rust_makes_its_ten_days_begin_again() -> None:
    says = [
        *approvals(5, "2026-03-02T00:00:00Z"),
        say("v6", "/concern it is unsound", "2026-03-11T00:00:00Z"),
        say("v6", "/resolve it is unsound", "2026-03-14T00:00:00Z"),
    ]
    answer = count("rust-fcp", logins(7), says)
    assert (answer.outcome, answer.closes) == ("passed", day(24))


def test_a_concern_of_rust_is_resolved_only_by_who_raised_it() -> None:
    says = [
        *approvals(7, "2026-03-02T00:00:00Z"),
        say("v6", "/concern it is unsound", "2026-03-03T00:00:00Z"),
        say("boss", "/resolve it is unsound", "2026-03-04T00:00:00Z"),
    ]
    answer = count("rust-fcp", logins(7), says, maintainers=["boss"], now="2026-04-01T00:00:00Z")
    assert answer.outcome == "open"
    assert [each.by for each in answer.refused] == ["boss"]


@pytest.mark.parametrize("name", ["python-majority", "unanimous", "consensus-minus-one"])
def test_a_vote_is_over_when_everybody_has_voted(name: str) -> None:
    says = approvals(5, "2026-03-02T00:00:00Z")
    assert count(name, logins(5), says).closes == day(2)
    assert count(name, logins(6), says).closes == day(8)


@pytest.mark.parametrize("name", ["conda-standard", "conda-enhancement", "conda-membership"])
def test_a_vote_of_conda_without_its_quorum_has_one_more_week(name: str) -> None:
    early, late = approvals(4, "2026-03-02T00:00:00Z"), approvals(10, "2026-03-12T00:00:00Z")
    voters = logins(10)
    assert count(name, voters, early).closes == day(15)
    assert count(name, voters, early).outcome == "no-quorum"
    assert count(name, voters, [*early, *late[4:]]).outcome == "passed"


def test_a_vote_of_numfocus_lasts_five_days() -> None:
    assert tally("numfocus-async", 7, yes=7).closes == day(6)


def test_every_preset_is_a_policy_for_the_council_and_says_what_it_chose() -> None:
    for name, preset in load_presets().items():
        policy = Policy.model_validate(preset.policy)
        assert policy.bodies == ("council",), name
        assert not policy.persons, name
        assert preset.chosen, name


def changes_named() -> Iterator[tuple[str, str]]:
    """Yield the changes that presets propose in their words: `pass: {at_least: 75%}`."""
    for name, preset in load_presets().items():
        for words in preset.chosen:
            yield from ((name, change) for change in re.findall(r"`([^`]+: [^`]+)`", words))


@pytest.mark.parametrize(("name", "change"), list(changes_named()))
def test_a_change_that_a_preset_proposes_can_be_made(name: str, change: str) -> None:
    changes = load_yaml(change, "change.yaml").data
    changed = tally({"preset": name} | changes, 6, yes=4, abstain=2)
    assert changed.outcome in {"passed", "failed", "no-quorum"}


def test_changes_are_proposed() -> None:
    assert len(list(changes_named())) > 15
