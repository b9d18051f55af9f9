"""A vote on paper comes out as the policy says, and says why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from govbot.core.cases import Answer, Case, evaluate
from govbot.core.errors import UserError
from govbot.core.policies import DEFAULT_POLICIES, Policy
from govbot.core.votes import Outcome
from tests.communities import COUNCIL

OPENED = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
MAJORITY: dict[str, Any] = {
    "electorate": "council",
    "quorum": {"at_least": "1/2"},
    "pass": {"more_than": "1/2"},
    "veto": {"by": "council"},
    "period": {"length": "10 days"},
}


def say(by: str, text: str, day: float = 1) -> dict[str, Any]:
    return {"at": OPENED + day * DAY, "by": by, "text": text}


def votes(**choices: str) -> list[dict[str, Any]]:
    return [say(by, f"/vote {choice}") for by, choice in choices.items()]


def answer(says: list[dict[str, Any]], policy: Any = None, **case: Any) -> Answer:
    data = {"policy": policy or MAJORITY, "electorate": COUNCIL, "opened": OPENED, "says": says}
    return evaluate(Case.model_validate(data | case), DEFAULT_POLICIES)


def why(result: Answer) -> list[tuple[str, str]]:
    return [(refused.by, refused.why) for refused in result.refused]


def test_a_majority_of_yes_over_no_passes_and_explains_itself() -> None:
    says = votes(ada="yes", ben="yes", cyd="no", dee="yes", eli="abstain", fay="no", zoe="yes")
    result = answer(says, policy="rfc-accept")
    assert result.outcome is Outcome.PASSED
    assert result.counts == {"yes": 3, "no": 2, "abstain": 1, "block": 0}
    assert result.advisory == {"yes": 1, "no": 0, "abstain": 0}
    assert (result.quorum.have, result.quorum.need) == ("6/7", "at least 1/2 of eligible")
    assert (result.threshold.have, result.threshold.need) == ("3/5", "more than 1/2 of yes + no")
    assert result.pending == ("gus",)
    assert result.closes == OPENED + 10 * DAY
    assert result.explanation == (
        "7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.",
        "6 voted: 3 yes, 2 no, 1 abstain. gus has not voted.",
        "Advisory, and not counted: 1 yes.",
        "Quorum: it takes at least 1/2 of eligible; 6/7 took part. Met.",
        "Pass rule: it takes more than 1/2 of yes + no; yes has 3 of 5, where 3 are enough. Met.",
        "The vote passed.",
        "One more yes would have changed nothing; one more no would have tied it.",
    )


def test_more_no_than_yes_fails() -> None:
    assert answer(votes(ada="no", ben="no", cyd="no", dee="yes")).outcome is Outcome.FAILED


def test_as_many_yes_as_no_is_tied_which_is_neither() -> None:
    result = answer(votes(ada="no", ben="no", cyd="yes", dee="yes"))
    assert result.outcome is Outcome.TIED
    assert "neither a yes nor a no" in result.explanation[-2]


def test_half_is_not_more_than_half_of_all_but_is_no_tie_under_an_absolute_rule() -> None:
    policy = MAJORITY | {"pass": {"more_than": "1/2", "of": "eligible"}}
    says = votes(ada="yes", ben="yes", cyd="yes", dee="no", eli="no", fay="no")
    assert answer(says, policy).outcome is Outcome.FAILED


def test_too_few_voters_decide_nothing() -> None:
    result = answer(votes(ada="yes", ben="yes", cyd="yes"))
    assert result.outcome is Outcome.NO_QUORUM
    assert result.quorum.have == "3/7"


def test_exactly_the_quorum_is_enough() -> None:
    policy = MAJORITY | {"quorum": {"at_least": "4/7"}}
    assert answer(votes(ada="yes", ben="yes", cyd="yes", dee="abstain"), policy).quorum.met


def test_one_block_with_a_reason_stops_a_vote_that_would_pass() -> None:
    says = [*votes(ada="yes", ben="yes", cyd="yes", dee="yes"), say("eli", "/vote block unsafe")]
    result = answer(says)
    assert result.outcome is Outcome.BLOCKED
    assert "eli blocks: unsafe" in result.explanation


def test_a_block_without_a_reason_is_refused_and_does_not_count() -> None:
    result = answer([*votes(ada="yes", ben="yes", cyd="yes", dee="yes"), say("eli", "/vote block")])
    assert result.outcome is Outcome.PASSED
    assert result.counts["block"] == 0
    assert [refused.by for refused in result.refused] == ["eli"]


def test_a_block_by_someone_without_a_veto_is_refused() -> None:
    result = answer([say("zoe", "/vote block I dislike it")])
    assert why(result) == [
        (
            "zoe",
            (
                "Only council may block, and zoe does not vote for it here. "
                "Vote `/vote no` instead; it is counted as advice."
            ),
        )
    ]


def test_a_policy_without_a_veto_gives_nobody_a_block() -> None:
    policy = {key: value for key, value in MAJORITY.items() if key != "veto"}
    result = answer([say("ada", "/vote block because")], policy)
    assert "gives nobody a block" in result.refused[0].why


def test_the_latest_ballot_of_a_voter_counts_whatever_the_order_in_the_file() -> None:
    says = [say("ada", "/vote no", 3), say("ada", "/vote yes", 2), say("ADA", "/vote abstain", 1)]
    result = answer(says)
    assert result.counts == {"yes": 0, "no": 1, "abstain": 0, "block": 0}
    assert [(b.by, b.choice) for b in result.ballots] == [("ada", "no")]


def test_of_two_ballots_at_one_moment_the_later_in_the_file_counts() -> None:
    assert answer([say("ada", "/vote no"), say("ada", "/vote yes")]).counts["yes"] == 1


def test_a_ballot_at_the_opening_counts_and_one_at_the_deadline_does_not() -> None:
    result = answer([say("ada", "/vote yes", 0), say("ben", "/vote yes", 10)])
    assert result.counts["yes"] == 1
    assert why(result) == [
        (
            "ben",
            (
                "The vote closed at 2026-03-11 00:00 UTC; "
                "this was written at 2026-03-11 00:00 UTC, so it does not count."
            ),
        )
    ]


def test_a_ballot_before_the_opening_does_not_count_even_when_the_vote_opens_later() -> None:
    result = answer([say("ada", "/vote yes", -1)])
    assert result.counts["yes"] == 0
    assert "was written before" in result.refused[0].why


def test_a_comment_with_two_different_ballots_counts_as_neither() -> None:
    result = answer([say("ada", "/vote yes\n/vote no")])
    assert result.counts == {"yes": 0, "no": 0, "abstain": 0, "block": 0}
    assert len(result.refused) == 1


def test_plus_one_in_a_sentence_or_a_code_fence_is_no_ballot() -> None:
    says = [
        say("ada", "I gave it a +1 yesterday"),
        say("ben", "```\n/vote yes\n```"),
        say("cyd", "> /vote yes"),
    ]
    result = answer(says)
    assert result.counts["yes"] == 0
    assert result.refused == ()


def test_plus_one_alone_on_a_line_is_a_yes() -> None:
    assert answer([say("ada", "I read it.\n\n+1")]).counts["yes"] == 1


def test_without_now_the_count_is_taken_when_everything_is_over() -> None:
    assert answer(votes(ada="yes")).outcome is Outcome.NO_QUORUM


def test_before_the_deadline_the_vote_is_open() -> None:
    result = answer(votes(ada="yes"), now=OPENED + 2 * DAY)
    assert result.outcome is Outcome.OPEN
    assert result.explanation[-3] == "The vote is open until 2026-03-11 00:00 UTC."


def test_what_is_said_after_now_is_not_counted_yet() -> None:
    result = answer([say("ada", "/vote yes", 5)], now=OPENED + 2 * DAY)
    assert result.counts["yes"] == 0
    assert why(result) == [("ada", "This was written after 2026-03-03 00:00 UTC.")]


def test_a_missed_quorum_extends_the_vote_once_and_then_ends_it() -> None:
    early = votes(ada="yes", ben="yes")
    late = [say("cyd", "/vote yes", 12), say("dee", "/vote yes", 12)]
    assert answer(early, "rfc-accept", now=OPENED + 10 * DAY).outcome is Outcome.OPEN
    extended = answer(early + late, "rfc-accept")
    assert (extended.outcome, extended.closes) == (Outcome.PASSED, OPENED + 17 * DAY)
    missed = answer(early, "rfc-accept")
    assert (missed.outcome, missed.closes) == (Outcome.NO_QUORUM, OPENED + 17 * DAY)


def test_a_vote_may_end_once_all_have_voted_but_not_before_its_minimum() -> None:
    period = {"length": "10 days", "minimum": "72 hours", "close_early": "all-voted"}
    policy = MAJORITY | {"period": period}
    says = [say(login, "/vote yes", 1) for login in COUNCIL]
    result = answer([*says, say("ada", "/vote no", 4)], policy)
    assert (result.outcome, result.closes) == (Outcome.PASSED, OPENED + 3 * DAY)
    assert [refused.by for refused in result.refused] == ["ada"]
    changed_in_time = answer([*says, say("ada", "/vote no", 2)], policy)
    assert changed_in_time.counts["no"] == 1


def test_a_recusal_takes_the_voter_out_of_every_total() -> None:
    says = [*votes(ada="yes", ben="yes", cyd="yes"), say("gus", "/recuse my employer")]
    result = answer([*says, say("gus", "/vote no", 2)])
    assert (result.eligible, result.recused, result.quorum.have) == (6, ("gus",), "3/6")
    assert result.outcome is Outcome.PASSED
    assert why(result) == [("gus", "gus has left this vote with `/recuse`.")]


def test_someone_outside_the_electorate_has_no_ballot_to_leave() -> None:
    assert "not in the electorate" in answer([say("zoe", "/recuse why not")]).refused[0].why


def test_weights_count_exactly() -> None:
    electorate = [{"login": "ada", "weight": "3/2"}, {"login": "ben", "weight": 4}, "cyd"]
    result = answer(votes(ada="yes", ben="no", cyd="yes"), electorate=electorate)
    assert result.counts["yes"] == "5/2"
    assert result.outcome is Outcome.FAILED
    assert result.threshold.have == "5/13"


def test_two_thirds_is_met_by_two_of_three_and_66_67_percent_is_not() -> None:
    def outcome(amount: str) -> Outcome:
        policy = MAJORITY | {"pass": {"at_least": amount}, "quorum": None}
        return answer(votes(ada="yes", ben="yes", cyd="no"), policy).outcome

    assert outcome("2/3") is Outcome.PASSED
    assert outcome("66.67%") is Outcome.FAILED


def test_python_ejection_needs_at_least_two_thirds_of_those_who_did_not_abstain() -> None:
    # PEP 13: "at least two-thirds" of those voting, where 4:2 reaches it and 3:2 does not.
    policy = MAJORITY | {"pass": {"at_least": "2/3"}}
    assert answer(votes(ada="yes", ben="yes", cyd="yes", dee="yes", eli="no", fay="no"), policy
                  ).outcome is Outcome.PASSED  # fmt: skip
    assert answer(votes(ada="yes", ben="yes", cyd="yes", dee="no", eli="no"), policy
                  ).outcome is Outcome.FAILED  # fmt: skip


def test_a_steward_cancels_and_nobody_else_does() -> None:
    says = [say("ada", "/vote cancel wrong text"), say("mo", "/vote cancel wrong text", 2)]
    result = answer([*says, say("ben", "/vote yes", 3)], maintainers=["mo"])
    assert result.outcome is Outcome.CANCELLED
    assert why(result) == [
        ("ada", "Only maintainer may cancel this vote."),
        ("ben", "The vote was cancelled at 2026-03-03 00:00 UTC."),
    ]


def test_a_renamed_voter_is_known_by_id_and_a_taken_over_login_is_not() -> None:
    electorate = [{"login": "ada", "id": 1}, {"login": "ben", "id": 2}]
    says = [
        {"at": OPENED, "by": "ada-new", "id": 1, "text": "/vote yes"},
        {"at": OPENED, "by": "ben", "id": 99, "text": "/vote no"},
    ]
    result = answer(says, electorate=electorate)
    assert result.counts == {"yes": 1, "no": 0, "abstain": 0, "block": 0}
    assert result.advisory["no"] == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"electorate": []}, "at least 1 item"),
        ({"electorate": ["ada", "ADA"]}, "stands in the electorate twice"),
        ({"now": OPENED - DAY}, "before the vote opened"),
        ({"sayings": []}, "Extra inputs"),
    ],
)
def test_a_case_that_makes_no_sense_is_refused(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        answer([], **change)


def test_an_unknown_policy_is_named_with_those_there_are() -> None:
    with pytest.raises(UserError, match="no policy `rfc-acept`") as caught:
        answer([], policy="rfc-acept")
    assert "rfc-accept" in caught.value.hint


def test_a_voter_who_names_no_body_votes_for_every_body_of_the_policy() -> None:
    policy = MAJORITY | {"electorate": ["steering", "council"], "veto": {"by": "council"}}
    assert answer([say("ada", "/vote block it leaks")], policy).counts["block"] == 1


def test_a_voter_who_names_a_body_blocks_for_that_body_only() -> None:
    policy = MAJORITY | {"electorate": ["steering", "council"], "veto": {"by": "council"}}
    electorate = [{"login": "ada", "body": "steering"}, {"login": "ben", "body": "council"}]
    says = [say("ada", "/vote block no"), say("ben", "/vote block it leaks")]
    assert answer(says, policy, electorate=electorate).counts["block"] == 1


def test_a_vote_in_which_the_last_voter_leaves_ends_no_sooner_than_that() -> None:
    period = {"length": "10 days", "close_early": "all-voted"}
    says = [*votes(ada="yes", ben="yes"), say("cyd", "/recuse my employer", 5)]
    result = answer(says, MAJORITY | {"period": period}, electorate=["ada", "ben", "cyd"])
    assert (result.outcome, result.closes) == (Outcome.PASSED, OPENED + 5 * DAY)


def test_all_voted_without_a_quorum_waits_for_the_deadline() -> None:
    period = {"length": "10 days", "close_early": "all-voted"}
    policy = MAJORITY | {"period": period, "quorum": {"at_least": "1/2", "counting": ["yes", "no"]}}
    result = answer([say(login, "/vote abstain") for login in COUNCIL], policy)
    assert (result.outcome, result.closes) == (Outcome.NO_QUORUM, OPENED + 10 * DAY)


def test_a_proxy_and_a_closing_by_hand_get_the_sentence_they_would_get_on_github() -> None:
    result = answer([say("ada", "/proxy @ben"), say("ben", "/vote close")], policy="rfc-accept")
    assert why(result) == [
        (
            "ada",
            (
                "The policy `rfc-accept` does not let a ballot be lent. Every voter votes in person, "
                "with `/vote yes`, `/vote no` or `/vote abstain`."
            ),
        ),
        (
            "ben",
            (
                "The vote runs until 2026-03-11 00:00 UTC and is not ended sooner by hand. "
                "It closes by itself; `/vote cancel <reason>` calls it off."
            ),
        ),
    ]


def test_a_login_written_as_a_mention_is_the_login() -> None:
    assert answer([say("@ada", "/vote yes")]).counts["yes"] == 1
    assert answer([say("ada", "/vote yes")], electorate=["@ada", "ben"]).counts["yes"] == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"opened": 20260301}, "is not a time"),
        ({"opened": "9999-12-30T00:00:00Z"}, "the year 9999 is not between"),
        ({"opened": "0001-01-01T00:00:00+05:00"}, "the year 1 is not between"),
        ({"policy": MAJORITY | {"pass": {"more_than": "1/2", "of": ["yes", "yes", "no"]}}}, "once"),
        ({"policy": MAJORITY | {"veto": {"by": "steering"}}}, "who may not vote here"),
        ({"electorate": ["ada", ""]}, "is not a login"),
        ({"electorate": ["ada", "ada\u200b"]}, "is not a login"),
        ({"electorate": ["ada", {"login": "аda"}]}, "is not a login"),
    ],
)
def test_what_would_be_counted_wrongly_is_refused(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        answer([], **change)


# Laws -------------------------------------------------------------------------------------------

CHOICES = st.sampled_from(["yes", "no", "abstain", None])
BALLOTS = st.fixed_dictionaries(dict.fromkeys(COUNCIL, CHOICES))
AMOUNTS = st.sampled_from(["1/2", "2/3", "3/5", "66.67%", "100%"])
COMPARISONS = st.sampled_from(["more_than", "at_least"])
BASES = st.sampled_from([["yes", "no"], ["yes", "no", "abstain"], "cast", "eligible", "seats"])


@st.composite
def policies(draw: st.DrawFn) -> dict[str, Any]:
    rule = {draw(COMPARISONS): draw(AMOUNTS), "of": draw(BASES)}
    quorum = draw(st.sampled_from([None, {"at_least": "1/2"}, {"at_least": 3, "of": "seats"}]))
    policy = MAJORITY | {"pass": rule, "quorum": quorum}
    Policy.model_validate(policy)
    return policy


def says_of(ballots: dict[str, str | None]) -> list[dict[str, Any]]:
    return [say(login, f"/vote {choice}") for login, choice in ballots.items() if choice]


@given(BALLOTS, policies(), st.sampled_from(COUNCIL))
def test_one_more_yes_never_turns_a_pass_into_anything_else(
    ballots: dict[str, str | None], policy: dict[str, Any], login: str
) -> None:
    before = answer(says_of(ballots), policy).outcome
    after = answer(says_of(ballots | {login: "yes"}), policy).outcome
    assert before is not Outcome.PASSED or after is Outcome.PASSED


@given(BALLOTS, policies(), st.randoms(use_true_random=False))
def test_the_order_of_ballots_of_different_people_does_not_matter(
    ballots: dict[str, str | None], policy: dict[str, Any], random: Any
) -> None:
    says = says_of(ballots)
    shuffled = random.sample(says, len(says))
    first, second = answer(says, policy), answer(shuffled, policy)
    assert (first.outcome, first.counts, first.explanation) == (
        second.outcome,
        second.counts,
        second.explanation,
    )


@given(BALLOTS, policies(), st.integers(min_value=2, max_value=5))
def test_multiplying_every_weight_changes_no_outcome(
    ballots: dict[str, str | None], policy: dict[str, Any], factor: int
) -> None:
    shares_only = policy | {"quorum": {"at_least": "1/2"}}
    heavy = [{"login": login, "weight": factor} for login in COUNCIL]
    if policy["pass"]["of"] == "seats":
        shares_only["pass"] = policy["pass"] | {"of": "eligible"}
    plain = answer(says_of(ballots), shares_only)
    weighted = answer(says_of(ballots), shares_only, electorate=heavy)
    assert (plain.outcome, plain.threshold.have) == (weighted.outcome, weighted.threshold.have)


@given(BALLOTS, policies())
def test_the_numbers_of_the_explanation_are_the_counts(
    ballots: dict[str, str | None], policy: dict[str, Any]
) -> None:
    result = answer(says_of(ballots), policy)
    cast = [choice for choice in ballots.values() if choice]
    assert result.counts == {
        choice: cast.count(choice) for choice in ("yes", "no", "abstain", "block")
    }
    assert result.explanation[1].startswith(
        f"{len(cast)} voted: {cast.count('yes')} yes, {cast.count('no')} no"
    )
    assert len(result.pending) == len(COUNCIL) - len(cast)


# Each is an example of a kind that was seen in public: an answer by e-mail carries the message it answers.
OUTLOOK = "\r\n\r\n________________________________\r\nFrom: ben\r\nSent: Monday, March 2\r\n\r\n"


def test_a_mail_that_carries_a_ballot_below_its_header_is_no_ballot_and_its_author_is_told() -> (
    None
):
    says = [say("ada", "/vote no"), say("ben", "/vote yes")]
    says.append(say("cyd", f"Not yet, see my question.{OUTLOOK}/vote yes\r\n"))
    result = answer(says, policy={**MAJORITY, "quorum": None, "electorate": "council"})
    assert result.outcome is Outcome.TIED
    assert [by for by, _ in why(result)] == ["cyd"]


def test_a_mail_that_refuses_a_command_does_not_carry_it_out() -> None:
    says = votes(ada="yes", ben="yes", cyd="yes", dee="yes")
    says.append(say("mo", f"You may not do that, zoe.{OUTLOOK}/vote cancel I dislike it"))
    result = answer(says, maintainers=["mo"])
    assert result.outcome is Outcome.PASSED
    ((by, words),) = why(result)
    assert by == "mo"
    assert "below the header of another message" in words


def test_who_tells_others_how_to_vote_has_not_voted() -> None:
    says = votes(ada="yes", ben="no")
    says.append(say("cyd", "Please write a line with\n/vote yes or no by Friday."))
    assert answer(says).counts == {"yes": 1, "no": 1, "abstain": 0, "block": 0}


def test_a_number_inside_a_paragraph_changes_no_ballot_and_is_told_once() -> None:
    says = [
        *votes(cyd="yes"),
        say("cyd", "I ran it, and the exit code was\n0\nso it works.", day=2),
    ]
    says.append(say("cyd", "This time it was\n0\nas well.", day=3))
    result = answer(says)
    assert (result.counts["yes"], result.counts["abstain"]) == (1, 0)
    ((by, words),) = why(result)
    assert (by, "write `/vote abstain`" in words) == ("cyd", True)


HIDDEN = {
    "ada": "<blockquote>\n\n/vote yes\n\n</blockquote>",
    "ben": "<details><summary>what others said</summary>\n\n/vote yes\n\n</details>",
    "cyd": "<del>\n\n/vote yes\n\n</del>",
    "dee": f"I am against it.{OUTLOOK}/vote yes\r\n",
    "eli": "who | what\n--- | ---\n/vote yes | x",
    "fay": "text[^1]\n\n[^1]:\n    /vote yes",
    "gus": "see <code>\n/vote yes\n</code>",
}


def test_no_ballot_counts_that_a_reader_does_not_see_as_said() -> None:
    result = answer([say(by, text) for by, text in HIDDEN.items()])
    assert result.counts["yes"] == 0
    assert [by for by, _ in why(result)] == [*HIDDEN]


def test_numbers_with_a_reason_count_where_the_policy_says_so() -> None:
    says = [
        say("ada", "+1 (binding)"),
        say("ben", "-1 the examples do not run"),
        say("cyd", "+1\nok"),
    ]
    result = answer(says, policy={**MAJORITY, "numbers": "with reason"})
    assert (result.counts["yes"], result.counts["no"]) == (2, 1)
    assert answer(says).counts["yes"] == 1


def test_what_is_nearly_a_ballot_is_not_counted_and_said() -> None:
    result = answer([say("ada", "-1 it breaks the build on ARM"), say("zoe", "+1 (binding)")])
    assert result.counts["no"] == 0
    assert [(each.by, each.why) for each in result.refused] == [
        (
            "ada",
            (
                "This looks like a ballot but is not one: it was not counted. "
                "If you mean it as one, write `/vote no`."
            ),
        )
    ]
