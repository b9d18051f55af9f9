"""What a count says for itself, as a member of the council reads it."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent
from typing import Any

import pytest

from govbot.core.cases import Answer
from tests.communities import COUNCIL
from tests.core.votes.voting import ballots, held

VETO = {"by": "council"}
CHAIRED: list[Any] = [{"login": "ada", "role": "chair"}, *COUNCIL[1:]]
NESTED: dict[str, Any] = {
    "electorate": None,
    "all_": [
        {"electorate": "council", "quorum": {"at_least": "1/2"}, "pass": {"more_than": "1/2"}},
        {
            "any": [
                {"electorate": "wg", "pass": {"at_least": "2/3"}},
                {"electorate": "team", "pass": {"at_least": 3}, "name": "the team"},
            ]
        },
    ],
}
THREE_BODIES = [
    *({"login": login, "body": "council"} for login in COUNCIL[:3]),
    *({"login": login, "body": "wg"} for login in ("gil", "hal")),
    *({"login": login, "body": "team"} for login in ("tam", "una", "val")),
]
TWO_EACH = ballots(yes="ada ben", no="cyd dee")
SITUATIONS: dict[str, tuple[Callable[[], Answer], str]] = {
    "a vote that passes with room to spare": (
        lambda: held(
            ballots(yes="ada ben cyd dee", no="eli", abstain="fay"), quorum={"at_least": "1/2"}
        ),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        6 voted: 4 yes, 1 no, 1 abstain. gus has not voted.
        Quorum: it takes at least 1/2 of eligible; 6/7 took part. Met.
        Pass rule: it takes more than 1/2 of yes + no; yes has 4 of 5, where 3 are enough. Met.
        The vote passed.
        Neither one more yes nor one more no would have changed that.
        """,
    ),
    "a vote that fails by one": (
        lambda: held(ballots(yes="ada ben", no="eli fay gus"), quorum={"at_least": "1/2"}),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        5 voted: 2 yes, 3 no. cyd and dee have not voted.
        Quorum: it takes at least 1/2 of eligible; 5/7 took part. Met.
        Pass rule: it takes more than 1/2 of yes + no; yes has 2 of 5, where 3 are enough. Not met.
        The vote failed.
        One more yes would have tied it; one more no would have changed nothing.
        """,
    ),
    "an even vote": (
        lambda: held(ballots(yes="ada ben", no="eli fay")),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        4 voted: 2 yes, 2 no. cyd, dee and gus have not voted.
        Quorum: no quorum is asked for; 4/7 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 2 of 4, where 3 are enough. Not met.
        The vote is tied: yes and no are equal, which is neither a yes nor a no.
        One more yes would have passed it; one more no would have failed it.
        """,
    ),
    "too few": (
        lambda: held(ballots(yes="ada ben"), quorum={"at_least": "1/2"}),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        2 voted: 2 yes, 0 no. cyd, dee, eli, fay and gus have not voted.
        Quorum: it takes at least 1/2 of eligible; 2/7 took part, where 4 are needed. Not met.
        Pass rule: it takes more than 1/2 of yes + no; yes has 2 of 2, where 2 are enough. Met.
        Nothing is decided: too few took part.
        Neither one more yes nor one more no would have changed that.
        """,
    ),
    "nobody": (
        lambda: held(""),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        0 voted: 0 yes, 0 no. ada, ben, cyd, dee, eli, fay and gus have not voted.
        Quorum: no quorum is asked for; 0/7 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 0 of 0. Not met.
        The vote failed.
        One more yes would have passed it; one more no would have changed nothing.
        """,
    ),
    "a block": (
        lambda: held(ballots(yes="ada ben cyd") + "; gus block it leaks", veto=VETO),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        4 voted: 3 yes, 0 no, 1 block. dee, eli and fay have not voted.
        gus blocks: it leaks
        Quorum: no quorum is asked for; 4/7 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 3 of 3, where 2 are enough. Met.
        The vote is blocked: a block stops it whatever the other ballots say.
        Without the block it would have passed.
        """,
    ),
    "two blocks": (
        lambda: held(ballots(yes="ada ben") + "; eli block a; gus block b", veto=VETO),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        4 voted: 2 yes, 0 no, 2 block. cyd, dee and fay have not voted.
        eli blocks: a
        gus blocks: b
        Quorum: no quorum is asked for; 4/7 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 2 of 2, where 2 are enough. Met.
        The vote is blocked: a block stops it whatever the other ballots say.
        Without the 2 blocks it would have passed.
        """,
    ),
    "a block that is overridden": (
        lambda: held(
            ballots(yes="ada ben cyd dee") + "; gus block it leaks",
            veto=VETO | {"override": {"at_least": "2/3"}},
        ),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        5 voted: 4 yes, 0 no, 1 block. eli and fay have not voted.
        gus blocks: it leaks
        To pass in spite of a block it takes at least 2/3 of yes + no + block; there is 4/5. The vote goes on, and a block counts as a no.
        Quorum: no quorum is asked for; 5/7 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 4 of 5, where 3 are enough. Met.
        The vote passed.
        Neither one more yes nor one more no would have changed that.
        """,
    ),
    "a block that is not overridden": (
        lambda: held(
            ballots(yes="ada") + "; gus block it leaks",
            veto=VETO | {"override": {"at_least": "2/3"}},
        ),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        2 voted: 1 yes, 0 no, 1 block. ben, cyd, dee, eli and fay have not voted.
        gus blocks: it leaks
        To pass in spite of a block it takes at least 2/3 of yes + no + block; there is 1/2. Not met.
        Quorum: no quorum is asked for; 2/7 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 1 of 1, where 1 is enough. Met.
        The vote is blocked: a block stops it whatever the other ballots say.
        Without the block it would have passed.
        """,
    ),
    "a no that is a veto": (
        lambda: held(
            ballots(yes="ada ben cyd") + "; gus no it breaks", veto=VETO | {"choice": "no"}
        ),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        4 voted: 3 yes, 1 no. dee, eli and fay have not voted.
        gus vetoes: it breaks
        Quorum: no quorum is asked for; 4/7 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 3 of 4, where 3 are enough. Met.
        The vote is blocked: a veto stops it whatever the other ballots say.
        Without the veto it would have passed.
        """,
    ),
    "a number of yes": (
        lambda: held(ballots(yes="ada ben"), pass_={"at_least": 3}),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        2 voted: 2 yes, 0 no. cyd, dee, eli, fay and gus have not voted.
        Quorum: no quorum is asked for; 2/7 took part.
        Pass rule: it takes at least 3 yes; yes has 2. Not met.
        The vote failed.
        One more yes would have passed it; one more no would have changed nothing.
        """,
    ),
    "too few yes": (
        lambda: held(ballots(yes="ada ben", no="cyd"), minimum_yes=3),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        3 voted: 2 yes, 1 no. dee, eli, fay and gus have not voted.
        Quorum: no quorum is asked for; 3/7 took part.
        Pass rule: it takes more than 1/2 of yes + no, and at least 3 yes; yes has 2 of 3, where 3 are needed. Not met.
        The vote failed.
        One more yes would have passed it; one more no would have changed nothing.
        """,
    ),
    "everybody voted and one turned it": (
        lambda: held(
            ballots(yes="ada ben cyd dee eli", no="fay gus"), pass_={"at_least": "all but 1"}
        ),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        7 voted: 5 yes, 2 no.
        Quorum: no quorum is asked for; 7/7 took part.
        Pass rule: it takes at least all but 1 of yes + no; yes has 5 of 7, where 6 are enough. Not met.
        The vote failed.
        One no fewer would have passed it.
        """,
    ),
    "a tie of other choices": (
        lambda: held(
            ballots(yes="ada ben", no="fay", abstain="cyd dee"),
            pass_={"plurality": True, "of": ["yes", "no", "abstain"]},
        ),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        5 voted: 2 yes, 1 no, 2 abstain. eli and gus have not voted.
        Quorum: no quorum is asked for; 5/7 took part.
        Pass rule: it takes more yes than no or abstain; yes has 2, and the most of the others is 2. Not met.
        The vote is tied: yes and abstain are equal, which is neither a yes nor a no.
        One more yes would have passed it; one more no would have changed nothing.
        """,
    ),
    "silence": (
        lambda: held("ada abstain", silence="passes", quorum={"at_least": "1/2"}),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        1 voted: 0 yes, 0 no, 1 abstain. ben, cyd, dee, eli, fay and gus have not voted.
        Quorum: none is needed, since nobody objected.
        Pass rule: it takes nobody to object, or else more than 1/2 of yes + no; yes has 0 of 0. Met.
        Nobody objected, and silence passes it.
        The vote passed.
        One more yes would have changed nothing; one more no would have left it without a quorum.
        """,
    ),
    "a chair who decides": (
        lambda: held(ballots(yes="ada ben", no="eli fay"), tie="chair decides", voters=CHAIRED),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        4 voted: 2 yes, 2 no. cyd, dee and gus have not voted.
        Quorum: no quorum is asked for; 4/7 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 2 of 4, where 3 are enough. Not met.
        Yes and no are equal, and the policy says that the chair decides: yes.
        The vote passed.
        One more yes would have changed nothing; one more no would have failed it.
        """,
    ),
    "weights": (
        lambda: held(
            "ada yes; ben no; cyd yes",
            voters=[{"login": "ada", "weight": "3/2"}, {"login": "ben", "weight": 4}, "cyd", "dee"],
        ),
        """
        4 could vote, for council: ada, ben, cyd and dee.
        3 voted: 5/2 yes, 4 no, by weight. dee has not voted.
        Quorum: no quorum is asked for; 13/2 of 15/2 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 5/2 of 13/2, where more than 13/4 is enough. Not met.
        The vote failed.
        Neither one more yes nor one more no would have changed that.
        """,
    ),
    "one voter who could turn it": (
        lambda: held(
            "ada yes; ben no",
            voters=[
                {"login": "ada", "weight": 2},
                {"login": "ben", "weight": 3},
                "cyd",
                {"login": "dee", "weight": 2},
            ],
        ),
        """
        4 could vote, for council: ada, ben, cyd and dee.
        2 voted: 2 yes, 3 no, by weight. cyd and dee have not voted.
        Quorum: no quorum is asked for; 5/8 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 2 of 5, where 3 are enough. Not met.
        The vote failed.
        One more yes could have tied it; one more no would have changed nothing.
        """,
    ),
    "everybody voted alike": (
        lambda: held(ballots(yes="ada ben cyd dee eli fay gus")),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        7 voted: 7 yes, 0 no.
        Quorum: no quorum is asked for; 7/7 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 7 of 7, where 4 are enough. Met.
        The vote passed.
        Everybody has voted, and no single ballot turned it.
        """,
    ),
    "open": (
        lambda: held(ballots(yes="ada ben cyd"), at=3, quorum={"at_least": "1/2"}),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        3 voted so far: 3 yes, 0 no. dee, eli, fay and gus have not voted.
        Quorum: it takes at least 1/2 of eligible; 3/7 took part, where 4 are needed. Not met.
        Pass rule: it takes more than 1/2 of yes + no; yes has 3 of 3, where 2 are enough. Met.
        The vote is open until 2026-03-12 00:00 UTC.
        If it ended as it stands, it would miss its quorum.
        One more yes or one more no would pass it.
        """,
    ),
    "open with more time": (
        lambda: held(
            "ada yes",
            at=12,
            quorum={"at_least": "1/2"},
            period={"length": "10 days", "extend": {"by": "7 days"}},
        ),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        1 voted so far: 1 yes, 0 no. ben, cyd, dee, eli, fay and gus have not voted.
        Quorum: it takes at least 1/2 of eligible; 1/7 took part, where 4 are needed. Not met.
        Pass rule: it takes more than 1/2 of yes + no; yes has 1 of 1, where 1 is enough. Met.
        The vote is open until 2026-03-19 00:00 UTC; its time was extended once.
        If it ended as it stands, it would miss its quorum.
        Neither one more yes nor one more no would change that.
        """,
    ),
    "open and blocked": (
        lambda: held("ada yes; ben block it leaks", at=3, veto=VETO),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        2 voted so far: 1 yes, 0 no, 1 block. cyd, dee, eli, fay and gus have not voted.
        ben blocks: it leaks
        Quorum: no quorum is asked for; 2/7 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 1 of 1, where 1 is enough. Met.
        The vote is open until 2026-03-12 00:00 UTC.
        If it ended as it stands, it would be blocked.
        Without the block it would pass.
        """,
    ),
    "open and everybody voted": (
        lambda: held(ballots(yes="ada ben cyd dee", no="eli fay gus"), at=2),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        7 voted so far: 4 yes, 3 no.
        Quorum: no quorum is asked for; 7/7 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 4 of 7, where 4 are enough. Met.
        The vote is open until 2026-03-12 00:00 UTC.
        If it ended as it stands, it would pass.
        One yes fewer would tie it.
        """,
    ),
    "held by a concern": (
        lambda: held("ada yes; ben /concern Keys", concerns={}),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        1 voted so far: 1 yes, 0 no. ben, cyd, dee, eli, fay and gus have not voted.
        Quorum: no quorum is asked for; 1/7 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 1 of 1, where 1 is enough. Met.
        Held by what is not resolved: “Keys”. The outcome waits for that.
        Ballots are taken until 2026-03-12 00:00 UTC.
        If it ended as it stands, it would pass.
        One more yes would change nothing; one more no would tie it.
        """,
    ),
    "called off": (
        lambda: held("ada yes; 2 mo /vote cancel wrong", case={"maintainers": ["mo"]}),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        1 voted: 1 yes, 0 no. ben, cyd, dee, eli, fay and gus have not voted.
        The vote was cancelled.
        """,
    ),
    "a final comment period": (
        lambda: held(
            ballots(yes="ada ben cyd"),
            at=11,
            period={"length": "10 days", "final_comment": "5 days"},
        ),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        3 voted so far: 3 yes, 0 no. dee, eli, fay and gus have not voted.
        Quorum: no quorum is asked for; 3/7 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 3 of 3, where 2 are enough. Met.
        The vote is in its final comment period until 2026-03-17 00:00 UTC.
        If it ended as it stands, it would pass.
        Neither one more yes nor one more no would change that.
        """,
    ),
    "a final comment period that a concern holds": (
        lambda: held(
            ballots(yes="ada ben cyd") + "; 11 ada /concern Keys",
            at=12,
            concerns={},
            period={"length": "10 days", "final_comment": "5 days"},
        ),
        """
        7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.
        3 voted so far: 3 yes, 0 no. dee, eli, fay and gus have not voted.
        Quorum: no quorum is asked for; 3/7 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 3 of 3, where 2 are enough. Met.
        Held by what is not resolved: “Keys”. The outcome waits for that.
        The vote is in its final comment period, which a concern holds.
        If it ended as it stands, it would pass.
        Neither one more yes nor one more no would change that.
        """,
    ),
    "several electorates": (
        lambda: held(ballots(yes="ada ben gil", no="hal"), voters=THREE_BODIES, **NESTED),
        """
        8 could vote, for council or wg or team: ada, ben, cyd, gil, hal, tam, una and val.
        4 voted: 3 yes, 1 no. cyd, tam, una and val have not voted.
        It takes all of these: council, any of these. 1 of 2 holds. Not met.
        council: quorum: it takes at least 1/2 of eligible; 2/3 took part. Met.
        council: pass rule: it takes more than 1/2 of yes + no; yes has 2 of 2, where 2 are enough. Met.
        any of these: it takes one of these: wg, the team. 0 of 2 hold. Not met.
        wg: pass rule: it takes at least 2/3 of yes + no; yes has 1 of 2, where 2 are enough. Not met.
        the team: pass rule: it takes at least 3 yes; yes has 0. Not met.
        The vote failed.
        Neither one more yes nor one more no would have changed that.
        """,
    ),
    "somebody who left": (
        lambda: held("ada yes; ben yes; gus /recuse x"),
        """
        6 could vote, for council: ada, ben, cyd, dee, eli and fay.
        Left the vote, and not counted in any total: gus.
        2 voted: 2 yes, 0 no. cyd, dee, eli and fay have not voted.
        Quorum: no quorum is asked for; 2/6 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 2 of 2, where 2 are enough. Met.
        The vote passed.
        Neither one more yes nor one more no would have changed that.
        """,
    ),
    "an affiliation that is cut": (
        lambda: held(
            ballots(yes="ada ben cyd", no="dee"),
            voters=[
                *({"login": login, "affiliation": "Acme"} for login in ("ada", "ben", "cyd")),
                "dee",
                "eli",
            ],
            affiliation_cap=2,
        ),
        """
        5 could vote, for council: ada, ben, cyd, dee and eli.
        4 voted: 2 yes, 1 no, by weight. eli has not voted.
        No affiliation counts for more than 2, so the ballots of Acme count in part.
        Quorum: no quorum is asked for; 4/5 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 2 of 3, where 2 are enough. Met.
        The vote passed.
        One more yes would have changed nothing; one more no would have tied it.
        """,
    ),
    "another body that decides about a block": (
        lambda: held(
            "ada yes; ben block it leaks; sue yes; tom yes; una no",
            voters=[
                *({"login": login, "body": "council"} for login in ("ada", "ben")),
                *({"login": login, "body": "steering"} for login in ("sue", "tom", "una")),
            ],
            veto={"by": "council", "override": {"electorate": "steering", "at_least": "2/3"}},
        ),
        """
        5 could vote, for council or steering: ada, ben, sue, tom and una.
        5 voted: 1 yes, 0 no, 1 block; 3 count for the override alone.
        ben blocks: it leaks
        To pass in spite of a block it takes at least 2/3 of yes + no + block; there is 2/3. The vote goes on, and a block counts as a no.
        Quorum: no quorum is asked for; 2/2 took part.
        Pass rule: it takes more than 1/2 of yes + no; yes has 1 of 2, where 2 are enough. Not met.
        The vote is tied: yes and no are equal, which is neither a yes nor a no.
        One block fewer would have passed it; one yes fewer could have failed it.
        """,
    ),
}


@pytest.mark.parametrize(("hold", "text"), SITUATIONS.values(), ids=SITUATIONS)
def test_every_step_is_said_and_last_what_one_ballot_would_have_changed(
    hold: Callable[[], Answer], text: str
) -> None:
    assert "\n".join(hold().explanation) == dedent(text).strip()


@pytest.mark.parametrize(
    ("hold", "line"),
    [
        (
            lambda: held(TWO_EACH, tie="passes"),
            "Yes and no are equal, and the policy says that a tie passes.",
        ),
        (
            lambda: held(TWO_EACH, tie="fails"),
            "Yes and no are equal, and the policy says that a tie fails.",
        ),
        (
            lambda: held(
                TWO_EACH,
                tie="passes",
                pass_={"more_than": "1/2", "of": "eligible"},
                voters=COUNCIL[:4],
            ),
            "Yes and no are equal, and the policy says that a tie passes.",
        ),
        (
            lambda: held("ada yes", quorum={"more_than": "3/7"}),
            "Quorum: it takes more than 3/7 of eligible; 1/7 took part, where 4 are needed. Not met.",
        ),
        (
            lambda: held("ada yes", quorum={"at_least": "3/7"}),
            "Quorum: it takes at least 3/7 of eligible; 1/7 took part, where 3 are needed. Not met.",
        ),
        (
            lambda: held(
                "ada yes; ben no",
                voters=[{"login": "ada", "weight": "1/2"}, "ben", "cyd"],
                pass_={"at_least": "2/3"},
            ),
            (
                "Pass rule: it takes at least 2/3 of yes + no; yes has 1/2 of 3/2, "
                "where 1 is enough. Not met."
            ),
        ),
        (
            lambda: held(
                f"{ballots(yes='ada ben cyd dee')}; gus no it breaks",
                veto=VETO | {"choice": "no", "override": {"at_least": "2/3"}},
            ),
            (
                "To pass in spite of a veto it takes at least 2/3 of yes + no + block; "
                "there is 4/5. The vote goes on, and a veto counts as a no."
            ),
        ),
        (
            lambda: held(
                ballots(yes="ada ben cyd dee"),
                voters=[*({"login": login, "affiliation": "Acme"} for login in COUNCIL[:4]), "gus"],
                affiliation_cap="2/5",
            ),
            "No affiliation counts for more than 2/5 of eligible, so the ballots of Acme count in part.",
        ),
        (
            lambda: held(
                "ada yes",
                at=20,
                quorum={"at_least": "1/2"},
                period={"length": "10 days", "extend": {"by": "7 days", "times": 2}},
            ),
            "The vote is open until 2026-03-26 00:00 UTC; its time was extended 2 times.",
        ),
        (
            lambda: held(
                "ada yes; ben yes",
                voters=THREE_BODIES[:3],
                all_=[{"pass": {"at_least": each}} for each in (1, 2, 3)],
            ),
            "It takes all of these: council, council, council. 2 of 3 hold. Not met.",
        ),
    ],
)
def test_what_is_there_and_what_it_takes_is_said_in_words(
    hold: Callable[[], Answer], line: str
) -> None:
    assert line in hold().explanation


@pytest.mark.parametrize(
    ("said", "how_many"), [("sue yes", "1 counts"), ("sue yes; tom no", "2 count")]
)
def test_ballots_that_count_for_the_override_alone_are_told_apart(said: str, how_many: str) -> None:
    answer = held(
        f"ada yes; {said}",
        voters=[
            {"login": "ada", "body": "council"},
            *({"login": login, "body": "steering"} for login in ("sue", "tom", "una")),
        ],
        veto={"by": "council", "override": {"electorate": "steering", "at_least": "2/3"}},
    )
    assert f" voted: 1 yes, 0 no; {how_many} for the override alone." in answer.explanation[1]


def test_more_names_than_anybody_reads_are_counted() -> None:
    voters = [f"voter-{number}" for number in range(1, 31)]
    could, voted, *_ = held("voter-1 yes", voters=voters).explanation
    assert could.startswith("30 could vote, for council: voter-1, voter-2, ")
    assert could.endswith(", voter-20 and 10 more.")
    assert voted.endswith(", voter-21 and 9 more have not voted.")


def test_as_many_names_as_can_be_read_are_named() -> None:
    voters = [f"voter-{number}" for number in range(1, 22)]
    assert held("", voters=voters[:20]).explanation[0].endswith(", voter-19 and voter-20.")
    assert held("", voters=voters).explanation[0].endswith(", voter-20 and 1 more.")


NO_IS_A_VETO: dict[str, Any] = VETO | {"choice": "no"}


@pytest.mark.parametrize(
    ("said", "changes", "was", "means"),
    [
        ("ada yes", {"pass_": {"at_least": 2}}, "yes would have passed it", "would pass it"),
        (
            "ada yes; ben yes; cyd no",
            {"pass_": {"at_least": "2/3"}},
            "no would have failed it",
            "would fail it",
        ),
        ("ada yes", {}, "no would have tied it", "would tie it"),
        (
            "",
            {"silence": "passes", "quorum": {"at_least": "1/2"}},
            "no would have left it without a quorum",
            "would leave it without a quorum",
        ),
        ("ada yes", {"veto": NO_IS_A_VETO}, "no would have blocked it", "would block it"),
    ],
)
def test_what_one_more_ballot_makes_of_it_is_said_before_the_end_and_after_it(
    said: str, changes: dict[str, Any], was: str, means: str
) -> None:
    voters = COUNCIL[:4]
    assert f"one more {was}" in held(said, voters=voters, **changes).explanation[-1].lower()
    assert means in held(said, voters=voters, at=5, **changes).explanation[-1]


@pytest.mark.parametrize(
    ("said", "changes", "would", "would_have"),
    [
        ("ada yes", {}, "would pass", "would have passed"),
        ("ada no", {}, "would fail", "would have failed"),
        ("ada yes; ben no", {}, "would be tied", "would have been tied"),
        (
            "ada yes",
            {"quorum": {"at_least": 3}},
            "would miss its quorum",
            "would have missed its quorum",
        ),
    ],
)
def test_what_it_comes_to_as_it_stands_and_without_a_block_is_said(
    said: str, changes: dict[str, Any], would: str, would_have: str
) -> None:
    assert f"If it ended as it stands, it {would}." in held(said, at=5, **changes).explanation
    changes = changes | {"veto": VETO}
    blocked = f"{said}; gus block it leaks"
    now = held(blocked, at=5, **changes).explanation
    assert "If it ended as it stands, it would be blocked." in now
    assert now[-1] == f"Without the block it {would}."
    assert held(blocked, **changes).explanation[-1] == f"Without the block it {would_have}."


def test_a_veto_in_place_of_a_yes_is_told() -> None:
    rules: dict[str, Any] = {"voters": COUNCIL[:2], "veto": NO_IS_A_VETO}
    said = "ada yes; ben yes"
    assert held(said, **rules).explanation[-1] == (
        "One no in place of a yes would have blocked it."
    )
    assert held(said, at=5, **rules).explanation[-1] == ("One no in place of a yes would block it.")


def test_nobody_is_named_where_it_depends_on_whose_ballot_it_is() -> None:
    weights = {"ada": 1, "ben": 3, "cyd": 1, "dee": 2}
    voters = [{"login": login, "weight": weight} for login, weight in weights.items()]
    assert held("ada yes; ben no", voters=voters).explanation[-1] == (
        "One more yes could have tied it; one more no would have changed nothing."
    )


def test_where_everybody_left_nothing_more_is_said() -> None:
    answer = held("ada /recuse I wrote it", voters=["ada"])
    assert answer.explanation[0] == "0 could vote, for council: nobody."
    assert answer.explanation[-1] == "The vote failed."


def test_however_many_are_alike_who_could_turn_it_is_found() -> None:
    alike = [f"voter-{number}" for number in range(1, 31)]
    voters = [*alike, {"login": "zoe", "weight": 40}]
    everybody = ballots(yes=" ".join([*alike, "zoe"]))
    assert held(everybody, voters=voters).explanation[-1] == (
        "One no in place of a yes could have failed it."
    )
    assert held(ballots(yes="zoe"), voters=voters).explanation[-1] == (
        "Neither one more yes nor one more no would have changed that."
    )
    assert held(ballots(no=" ".join(alike[:3])), voters=voters).explanation[-1] == (
        "One more yes could have passed it; one more no would have changed nothing."
    )


@pytest.mark.parametrize(
    ("said", "changes", "line"),
    [
        ("ada yes; ben yes; cyd no", {}, "One yes fewer would have tied it."),
        (
            "ada no; ben no; cyd yes",
            {},
            "One no fewer would have tied it; one yes in place of a no would have passed it.",
        ),
        (
            "ada yes; ben yes; cyd no; dee no",
            {},
            "One no fewer would have passed it; one yes fewer would have failed it.",
        ),
        ("ada no", {}, "One yes in place of a no would have passed it."),
        (
            "ada yes; ben yes; cyd no; dee abstain",
            {"pass_": {"at_least": 3}},
            "One yes in place of a no would have passed it.",
        ),
        (
            "ada yes; ben yes; cyd abstain; dee abstain",
            {"pass_": {"more_than": "1/2", "of": "cast"}},
            "One abstention fewer would have passed it.",
        ),
        (
            "ada yes; ben abstain; cyd abstain",
            {"quorum": {"at_least": 2, "counting": ["yes", "no"]}},
            "One yes in place of an abstention would have passed it.",
        ),
        (
            "ada yes; ben yes; cyd yes",
            {"quorum": {"at_least": "all"}},
            "One ballot fewer would have left it without a quorum.",
        ),
        (
            "ada yes; ben yes; cyd yes; dee abstain",
            {"quorum": {"at_least": 3, "counting": ["yes", "no"]}},
            "One ballot fewer could have left it without a quorum.",
        ),
        (
            "ada yes; ben yes; cyd no",
            {
                "quorum": {"at_least": 3},
                "voters": [{"login": "ada", "weight": 2}, "ben", "cyd"],
                "pass_": {"at_least": 3},
            },
            "One yes fewer could have failed it.",
        ),
        (
            "ada yes; ben no; cyd yes",
            {"quorum": {"at_least": "all"}},
            "One no in place of a yes would have failed it.",
        ),
    ],
)
def test_when_everybody_voted_it_is_said_in_numbers_what_one_ballot_would_have_changed(
    said: str, changes: dict[str, Any], line: str
) -> None:
    everybody = {"voters": COUNCIL[: said.count(";") + 1]}
    assert held(said, **(everybody | changes)).explanation[-1] == line


def test_why_somebody_blocks_stands_in_the_count_in_brief() -> None:
    why = "it leaks " * 100
    lines = held(f"ada yes; gus block {why}", veto=VETO).explanation
    assert next(each for each in lines if each.startswith("gus blocks: it leaks it leaks")) == (
        f"gus blocks: {why[:299].rstrip()}…"
    )


def test_a_proxy_is_told_with_who_cast_it() -> None:
    answer = held("ada /proxy @ben; 2 ben yes", proxies={})
    assert answer.explanation[1:3] == (
        "2 voted: 2 yes, 0 no. cyd, dee, eli, fay and gus have not voted.",
        "Voted through somebody else: ada through ben.",
    )


def test_a_tie_of_several_conditions_is_told_as_that() -> None:
    parts = [
        {"electorate": "council", "pass": {"more_than": "1/2"}, "name": "most of the council"},
        {"electorate": "wg", "pass": {"at_least": 1}},
    ]
    said = "ada yes; ben no; gil yes"
    answer = held(said, voters=THREE_BODIES[:5], electorate=None, all_=parts)
    assert answer.explanation[2] == (
        "It takes all of these: most of the council, wg. 1 of 2 holds. Not met."
    )
    assert answer.explanation[-2:] == (
        "The vote is tied: one of its conditions is, which is neither a yes nor a no.",
        "One more yes could have passed it; one more no could have failed it.",
    )


def test_a_yes_that_turns_it_only_from_somebody_who_is_not_on_leave_could_have() -> None:
    answer = held(
        "ada yes",
        voters=["ada", "ben", {"login": "cyd", "on_leave": True}],
        leave="may vote",
        pass_={"at_least": "all", "of": "eligible"},
    )
    assert answer.explanation[-1] == (
        "One more yes could have passed it; one more no would have changed nothing."
    )
