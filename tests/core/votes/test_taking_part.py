"""Who takes part and for how much: recusal, leave, proxies, affiliation caps, advice, renamed accounts."""

from __future__ import annotations

from typing import Any

import pytest

from govbot.core.accounts import Account, Voter
from govbot.core.choices import Choice
from govbot.core.votes import Ballot, Electorate, Proxy, Vote, count
from tests.communities import COUNCIL
from tests.core.votes.voting import OPENED, ballots, day, ended, held, outcome, policy, refusals

HALF = {"at_least": "1/2"}


def by_whom(answer: Any) -> list[str]:
    """Return each ballot as `ada yes`, with `through ben` where it was lent, by name."""
    return sorted(
        f"{each.by} {each.choice}{f' through {each.via}' if each.via else ''}"
        for each in answer.ballots
        if each.binding
    )


# Recusal -----------------------------------------------------------------------------------------


def test_a_recusal_shrinks_the_base_of_everything() -> None:
    answer = held("ada yes; ben yes; cyd yes; gus /recuse my employer", quorum=HALF)
    assert (answer.eligible, answer.recused, answer.quorum.have) == (6, ("gus",), "3/6")
    assert answer.outcome == "passed"
    assert "Left the vote, and not counted in any total: gus." in answer.explanation


def test_a_recusal_may_keep_the_base() -> None:
    said = "ada yes; ben yes; cyd yes; gus /recuse my employer"
    answer = held(said, quorum=HALF, recusal="keeps base")
    assert (answer.eligible, answer.recused, answer.quorum.have) == (7, ("gus",), "3/7")
    assert answer.outcome == "no-quorum"
    assert "Left the vote, and still counted among the eligible: gus." in answer.explanation
    assert answer.explanation[0].startswith("6 could vote, for council: ada, ben")


def test_who_leaves_takes_the_ballot_along_and_casts_no_other() -> None:
    answer = held("ada yes; gus no; 2 gus /recuse my employer; 3 gus yes; 4 gus /recuse again")
    assert answer.counts == {"yes": 1, "no": 0, "abstain": 0, "block": 0}
    assert refusals(answer) == [
        ("gus", "gus has left this vote with `/recuse`."),
        ("gus", "gus has left this vote already."),
    ]


def test_somebody_on_leave_who_leaves_the_vote_does_not_come_into_the_base() -> None:
    electorate = ["ada", {"login": "ben", "on_leave": True}]
    rules: dict[str, Any] = {
        "leave": "may vote",
        "recusal": "keeps base",
        "quorum": {"at_least": "all"},
    }
    answer = held("ada yes; ben /recuse away", voters=electorate, **rules)
    assert (answer.outcome, answer.eligible) == ("passed", 1)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            "zoe /recuse why not",
            "zoe is not in the electorate of this vote, so there is no ballot to leave.",
        ),
        (
            "ada no; ben no; cyd no; 12 gus /recuse late",
            "The vote ended at 2026-03-12 00:00 UTC.",
        ),
    ],
)
def test_a_recusal_that_cannot_be_says_why(said: str, why: str) -> None:
    assert [why for _, why in refusals(held(said))] == [why]


def test_what_is_said_before_the_opening_moves_nothing() -> None:
    for words in (
        "/recuse I wrote it",
        "/proxy @ben",
        "/vote cancel no",
        "/concern Keys",
        "/vote yes",
    ):
        rules: dict[str, Any] = {"proxies": {}, "concerns": {}, "stewards": ["council"]}
        early = [{"at": day(-1), "by": "ada", "text": words}]
        answer = held(case={"says": early}, **rules)
        assert (answer.recused, answer.held_by, answer.ballots) == ((), (), ())
        assert answer.outcome == "failed"
        assert "this was written before, at 2026-03-01 00:00 UTC." in refusals(answer)[0][1]


# Leave -------------------------------------------------------------------------------------------

ON_LEAVE = [*COUNCIL[:6], {"login": "gus", "on_leave": True}]


def test_somebody_on_leave_does_not_vote_where_leave_excludes() -> None:
    answer = held("ada yes; gus no", voters=ON_LEAVE)
    assert (answer.eligible, answer.advisory["no"]) == (6, 1)


def test_somebody_on_leave_who_may_vote_counts_only_once_they_do() -> None:
    answer = held("ada yes; ben yes; cyd yes", voters=ON_LEAVE, leave="may vote", quorum=HALF)
    assert (answer.outcome, answer.eligible, answer.quorum.have) == ("passed", 6, "3/6")
    assert answer.pending == ("dee", "eli", "fay")
    assert "On leave, and counted only once they vote: gus." in answer.explanation
    back = held("ada yes; ben yes; gus yes", voters=ON_LEAVE, leave="may vote", quorum=HALF)
    assert (back.outcome, back.quorum.have) == ("no-quorum", "3/7")


def test_everybody_on_leave_is_no_electorate() -> None:
    with pytest.raises(Exception, match="everybody in the electorate is on leave"):
        held("ada yes", voters=[{"login": "ada", "on_leave": True}])


def test_all_have_voted_when_those_who_are_there_have() -> None:
    period = {"length": "10 days", "close_early": "all voted"}
    said = ballots(yes="ada ben cyd dee eli fay")
    answer = held(said, voters=ON_LEAVE, leave="may vote", period=period)
    assert ended(answer) == ("passed", 1)


# Proxies -----------------------------------------------------------------------------------------

LEND: dict[str, Any] = {"proxies": {}}


def test_a_ballot_that_was_lent_is_cast_as_the_holder_votes() -> None:
    answer = held("ada /proxy @ben; 2 ben yes", **LEND)
    assert by_whom(answer) == ["ada yes through ben", "ben yes"]
    assert answer.counts["yes"] == 2
    assert "Voted through somebody else: ada through ben." in answer.explanation


def test_it_is_cast_as_the_holder_voted_before_and_as_the_holder_changes_it() -> None:
    assert by_whom(held("ben yes; 2 ada /proxy @ben", **LEND)) == ["ada yes through ben", "ben yes"]
    assert by_whom(held("ada /proxy @ben; 2 ben yes; 3 ben no", **LEND)) == [
        "ada no through ben",
        "ben no",
    ]


def test_the_weight_and_the_affiliation_of_a_lent_ballot_are_the_givers() -> None:
    electorate = [{"login": "ada", "weight": 3}, "ben", "cyd"]
    assert held("ada /proxy @ben; 2 ben yes", voters=electorate, **LEND).counts["yes"] == 4


def test_whoever_lent_a_ballot_votes_in_person_after_all() -> None:
    answer = held("ada /proxy @ben; 2 ben yes; 3 ada no; 4 ben abstain", **LEND)
    assert by_whom(answer) == ["ada no", "ben abstain"]


def test_voting_in_person_frees_the_holder_for_somebody_else() -> None:
    answer = held("ada /proxy @ben; 2 ada no; 3 cyd /proxy @ben; 4 ben yes", **LEND)
    assert by_whom(answer) == ["ada no", "ben yes", "cyd yes through ben"]


def test_a_ballot_may_be_lent_after_having_voted_and_stands_until_the_holder_votes() -> None:
    assert by_whom(held("ada yes; 2 ada /proxy @ben", **LEND)) == ["ada yes"]
    assert by_whom(held("ada yes; 2 ada /proxy @ben; 3 ben no", **LEND)) == [
        "ada no through ben",
        "ben no",
    ]


def test_of_lending_and_voting_at_one_moment_the_later_in_the_list_counts() -> None:
    lent = held("ada yes; ada /proxy @ben; 2 ben no", **LEND)
    assert by_whom(lent) == ["ada no through ben", "ben no"]
    voted = held("ada /proxy @ben; ada yes; 2 ben no", **LEND)
    assert by_whom(voted) == ["ada yes", "ben no"]


def test_lending_it_to_somebody_else_takes_the_place_of_the_first() -> None:
    answer = held("ada /proxy @ben; 2 ada /proxy @cyd; 3 ben yes; 3 cyd no", **LEND)
    assert by_whom(answer) == ["ada no through cyd", "ben yes", "cyd no"]
    waiting = held("ada /proxy @ben; 2 ada /proxy @cyd; 3 ben yes", **LEND)
    assert by_whom(waiting) == ["ben yes"]


def test_a_vote_in_which_all_have_voted_ends_no_sooner_than_the_last_ballot_was_lent() -> None:
    period = {"length": "10 days", "close_early": "all voted"}
    said = "ben yes; 3 ada /proxy @ben"
    assert ended(held(said, voters=["ada", "ben"], period=period, **LEND)) == ("passed", 3)


def test_a_proxy_counts_for_what_the_holder_casts_up_to_its_last_day() -> None:
    said = "ada /proxy @ben until 2026-03-04; 2 ben yes; 3 ben no"
    assert by_whom(held(said, **LEND)) == ["ada yes through ben", "ben no"]
    assert by_whom(held("ada /proxy @ben until 2026-03-04; 3 ben no", **LEND)) == ["ben no"]


def test_a_proxy_lasts_no_longer_than_the_policy_lets_it_even_if_the_vote_is_extended() -> None:
    rules: dict[str, Any] = {
        "proxies": {"longest": "10 days"},
        "quorum": {"at_least": 3},
        "period": {"length": "10 days", "extend": {"by": "7 days"}},
    }
    assert by_whom(held("ada /proxy @ben; cyd yes; 12 ben no", **rules)) == ["ben no", "cyd yes"]
    assert by_whom(held("ada /proxy @ben; 9 ben no", **rules)) == ["ada no through ben", "ben no"]


def test_a_holder_has_no_more_than_the_limit() -> None:
    said = "ada /proxy @gus; ben /proxy @gus; cyd /proxy @gus; 2 gus yes"
    one = held(said, **LEND)
    assert by_whom(one) == ["ada yes through gus", "gus yes"]
    assert refusals(one)[0] == (
        "ben",
        "gus holds one proxy already, which is the most there may be.",
    )
    two = held(said, proxies={"limit": 2})
    assert two.counts["yes"] == 3
    assert refusals(two) == [
        ("cyd", "gus holds 2 proxies already, which is the most there may be.")
    ]


def test_a_proxy_that_ran_out_or_whose_giver_left_takes_no_place() -> None:
    over = held("ada /proxy @gus until 2026-03-04; 4 ben /proxy @gus; 5 gus yes", **LEND)
    assert by_whom(over) == ["ben yes through gus", "gus yes"]
    left = held("ada /proxy @gus; 2 ada /recuse my employer; 3 ben /proxy @gus; 4 gus yes", **LEND)
    assert by_whom(left) == ["ben yes through gus", "gus yes"]


@pytest.mark.parametrize(
    ("said", "proxies", "why"),
    [
        (
            "ada /proxy @ben",
            None,
            (
                "The policy `the policy of the case` does not let a ballot be lent. Every voter votes "
                "in person, with `/vote yes`, `/vote no` or `/vote abstain`."
            ),
        ),
        ("zoe /proxy @ben", {}, "zoe has no ballot in this vote that could be lent."),
        (
            "ada /recuse mine; 2 ada /proxy @ben",
            {},
            "ada has no ballot in this vote that could be lent.",
        ),
        (
            "ada /proxy @ada",
            {},
            "Nobody lends a ballot to themselves. Vote in person: that ends a proxy.",
        ),
        (
            "ada /proxy @zoe",
            {},
            (
                "A ballot is lent to somebody who may vote here, and zoe may not. "
                "The voters are: ada, ben, cyd, dee, eli, fay and gus."
            ),
        ),
        ("ben /recuse mine; 2 ada /proxy @ben", {}, "ben has left this vote with `/recuse`."),
        (
            "ben /proxy @cyd; 2 ada /proxy @ben",
            {},
            (
                "ben has lent a ballot too, and a proxy is not passed on. "
                "Lend yours to somebody who votes in person."
            ),
        ),
        (
            "ada /proxy @ben; 2 ben /proxy @cyd",
            {},
            (
                "ben holds somebody's ballot, and a proxy is not passed on. "
                "Vote in person, or let whoever lent the ballot lend it to somebody else."
            ),
        ),
        (
            "5 ada /proxy @ben until 2026-03-04",
            {},
            "2026-03-04 is over already. Name a day that is still to come.",
        ),
        (
            "ada /proxy @ben",
            {"longest": "3 days"},
            (
                "A ballot is lent for 3 days at most, and the vote runs longer. "
                "Write `/proxy @ben until 2026-03-06`."
            ),
        ),
        (
            "ada /proxy @ben until 2026-03-09",
            {"longest": "3 days"},
            (
                "A ballot is lent for 3 days at most: until 2026-03-06. "
                "Write `/proxy @ben until 2026-03-06`."
            ),
        ),
    ],
)
def test_a_ballot_that_cannot_be_lent_says_why(said: str, proxies: Any, why: str) -> None:
    assert [why for _, why in refusals(held(said, proxies=proxies))] == [why]


def test_a_ballot_cannot_be_lent_after_the_deadline_while_a_concern_holds_the_outcome() -> None:
    said = (
        "ben yes; ada /concern Keys; 12 ada /proxy @ben; 12 cyd /recuse late; 13 ada /resolve Keys"
    )
    answer = held(said, proxies={}, concerns={})
    assert by_whom(answer) == ["ben yes"]
    assert answer.recused == ()
    assert len(refusals(answer)) == 2


def test_anyone_may_hold_a_ballot_where_the_policy_says_so() -> None:
    answer = held("ada /proxy @zoe; 2 zoe yes", proxies={"to": "anyone"})
    assert by_whom(answer) == ["ada yes through zoe"]
    assert answer.advisory["yes"] == 1


def test_a_ballot_held_by_somebody_who_leaves_is_the_givers_again() -> None:
    answer = held("ada /proxy @ben; 2 ben yes; 3 ben /recuse my employer", **LEND)
    assert by_whom(answer) == []
    assert answer.pending == ("ada", "cyd", "dee", "eli", "fay", "gus")


def test_a_block_through_a_proxy_blocks_for_givers_who_may_and_is_a_no_for_others() -> None:
    electorate = [{"login": "ada", "role": "chair"}, {"login": "ben", "role": "chair"}, "cyd"]
    chairs = {"by": {"body": "council", "role": "chair"}}
    both = held("ada /proxy @ben; 2 ben block it leaks", voters=electorate, veto=chairs, **LEND)
    assert by_whom(both) == ["ada block through ben", "ben block"]
    no = held("cyd /proxy @ben; 2 ben block it leaks", voters=electorate, veto=chairs, **LEND)
    assert by_whom(no) == ["ben block", "cyd no through ben"]


def test_a_no_cast_without_a_reason_is_no_veto_of_the_giver() -> None:
    electorate = [{"login": "ada", "role": "chair"}, "ben", "cyd", "dee"]
    rules: dict[str, Any] = {"veto": {"by": {"body": "council", "role": "chair"}, "choice": "no"}}
    said = "ada /proxy @ben; cyd yes; dee yes; 2 ben no"
    assert outcome(said, voters=electorate, **rules, **LEND) == "tied"
    assert outcome(f"{said} it leaks", voters=electorate, **rules, **LEND) == "blocked"


def test_a_no_that_needs_no_reason_is_a_veto_of_the_giver_too() -> None:
    electorate = [{"login": "ada", "role": "chair"}, "ben", "cyd", "dee"]
    chairs = {"by": {"body": "council", "role": "chair"}, "choice": "no", "reason": "optional"}
    said = "ada /proxy @ben; cyd yes; dee yes; 2 ben no"
    assert outcome(said, voters=electorate, veto=chairs, **LEND) == "blocked"


def test_every_ballot_that_stands_is_listed_by_time_with_who_cast_it() -> None:
    said = "ada /proxy @ben; 2 ben yes; 1.5 zoe no; 3 cyd no; 3 ada abstain; 1.2 CYD yes"
    assert [
        (each.by, each.choice.value, each.binding, each.via) for each in held(said, **LEND).ballots
    ] == [
        ("zoe", "no", False, ""),
        ("ben", "yes", True, ""),
        ("cyd", "no", True, ""),
        ("ada", "abstain", True, ""),
    ]
    lent = held("ada /proxy @ben; 2 ben yes", **LEND).ballots
    assert [(each.by, each.via) for each in lent] == [("ada", "ben"), ("ben", "")]


# Affiliations ------------------------------------------------------------------------------------

ACME = [
    *({"login": login, "affiliation": "Acme"} for login in ("ada", "ben", "cyd", "dee")),
    *({"login": login, "affiliation": login.title()} for login in ("eli", "fay")),
    "gus",
    "hal",
]
FOUR_AGAINST_THREE = ballots(yes="ada ben cyd dee", no="eli fay gus")


@pytest.mark.parametrize(
    ("cap", "counts", "eligible", "came"),
    [
        (None, (4, 3), 8, "passed"),
        (2, (2, 3), 6, "failed"),
        ("1/4", (2, 3), 6, "failed"),
        ("3/8", (3, 3), 7, "tied"),
        ("1/2", (4, 3), 8, "passed"),
        ("all but 5", (3, 3), 7, "tied"),
    ],
)
def test_the_ballots_of_one_affiliation_count_for_no_more_than_the_cap(
    cap: Any, counts: tuple[Any, Any], eligible: Any, came: str
) -> None:
    answer = held(FOUR_AGAINST_THREE, voters=ACME, affiliation_cap=cap)
    assert (answer.counts["yes"], answer.counts["no"]) == counts
    assert (answer.eligible, answer.outcome) == (eligible, came)


def test_an_affiliation_that_is_split_is_cut_evenly() -> None:
    said = ballots(yes="ada ben cyd", no="dee eli")
    answer = held(said, voters=ACME, affiliation_cap=2)
    assert answer.counts == {"yes": "3/2", "no": "3/2", "abstain": 0, "block": 0}
    assert (
        "No affiliation counts for more than 2, so the ballots of Acme count in part."
        in answer.explanation
    )


def test_those_without_an_affiliation_are_not_one_together() -> None:
    assert held(ballots(yes=" ".join(COUNCIL)), affiliation_cap=1).counts["yes"] == 7


def test_the_quorum_counts_everybody_who_took_part_whatever_the_cap() -> None:
    answer = held(
        ballots(yes="ada ben cyd dee"), voters=ACME, affiliation_cap=2, quorum={"at_least": 4}
    )
    assert (answer.quorum.have, answer.quorum.met) == ("4/8", True)
    assert (answer.counts["yes"], answer.outcome) == (2, "passed")


@pytest.mark.parametrize("cap", [None, 2])
@pytest.mark.parametrize(
    ("veto", "have"),
    [
        ({"by": "council"}, "3/8"),
        ({"by": "council", "override": {"at_least": "1/2"}}, "4/8"),
    ],
)
def test_a_block_takes_part_where_it_counts_as_a_no_with_a_cap_or_without(
    cap: int | None, veto: dict[str, Any], have: str
) -> None:
    said = f"{ballots(yes='ada ben cyd')}; eli block it leaks"
    answer = held(
        said,
        voters=ACME,
        affiliation_cap=cap,
        veto=veto,
        quorum={"at_least": 1, "counting": ["yes", "no"]},
    )
    assert answer.quorum.have == have


def test_what_a_quorum_takes_is_told_of_everybody_whatever_the_cap() -> None:
    answer = held("ada yes", voters=ACME, affiliation_cap=2, quorum={"at_least": "3/4"})
    assert answer.explanation[2] == (
        "Quorum: it takes at least 3/4 of eligible; 1/8 took part, where 6 are needed. Not met."
    )


def test_the_cap_is_on_the_ballots_that_are_cast() -> None:
    assert held("ada yes; eli yes", voters=ACME, affiliation_cap=2).counts["yes"] == 2


# Who is who --------------------------------------------------------------------------------------


def test_everybody_else_advises_one_ballot_each_counted_apart() -> None:
    answer = held("ada yes; zoe yes; yan no; 2 zoe no; yan abstain")
    assert answer.advisory == {"yes": 0, "no": 1, "abstain": 1}
    assert answer.counts["yes"] == 1
    assert "Advisory, and not counted: 1 no, 1 abstain." in answer.explanation


def test_the_latest_ballot_counts_and_of_one_moment_the_later_in_the_list() -> None:
    assert by_whom(held("3 ada no; 2 ada yes; ADA abstain")) == ["ada no"]
    assert by_whom(held("ada no; ada yes")) == ["ada yes"]


def test_after_the_electorate_was_taken_anew_the_ballots_of_those_who_left_it_are_advice() -> None:
    def tally(*logins: str, proxies: Any = None) -> Any:
        return count(
            Vote(
                policy_name="p",
                policy=policy(proxies=proxies, veto={"by": {"body": "council", "role": "chair"}}),
                electorate=Electorate(tuple(Voter(login=each, body="council") for each in logins)),
                seats=7,
                opened=OPENED,
                closes=day(10),
                ballots=(
                    Ballot(Account("ada"), Choice.BLOCK, day(1), "it leaks"),
                    Ballot(Account("ben"), Choice.YES, day(1)),
                    Ballot(Account("cyd"), Choice.YES, day(1)),
                ),
                proxies=(Proxy(Account("dee"), Account("ada"), day(1)),),
            ),
            day(10),
        )

    assert tally("ben", "cyd").advisory == {"yes": 0, "no": 1, "abstain": 0}
    # ada is no chair any more: the block holds nobody up, and is a no.
    kept = tally("ada", "ben")
    assert (kept.outcome, kept.threshold.have) == ("tied", "1/2")
    assert "May not block any more, so that it counts as a no: ada." in kept.explanation
    assert by_whom(tally("ben", "dee", proxies={})) == ["ben yes"]
    assert by_whom(tally("ben", "dee", proxies={"to": "anyone"})) == [
        "ben yes",
        "dee no through ada",
    ]
