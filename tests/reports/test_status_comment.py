"""What a person sees about an RFC: on the pull request, in the check run, in the shell."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from govbot.core.choices import Choice
from govbot.core.decide import Status
from govbot.core.decide.history import HistoryLine
from govbot.core.findings import Finding, Level
from govbot.reports import check_summary, status_comment, status_lines
from tests.communities import COUNCIL
from tests.reports.markdown import html_in, seen
from tests.reports.situations import (
    ACCEPTED,
    DISCUSSION,
    OPENED,
    PROPOSED,
    REJECTED,
    RELEASED,
    URL,
    VOTING,
    WITHDRAWN,
    vote_status,
    way,
)

STAGES = {
    "proposed": (PROPOSED, ("proposed",)),
    "discussion": (DISCUSSION, ("proposed", "discussion")),
    "voting": (VOTING, ("proposed", "discussion", "voting")),
    "accepted": (ACCEPTED, ("proposed", "discussion", "voting", "accepted")),
    "rejected": (REJECTED, ("proposed", "discussion", "voting", "rejected")),
    "withdrawn": (WITHDRAWN, ("proposed", "withdrawn")),
    "released": (RELEASED, ("proposed", "accepted", "implementing", "released")),
}


# The whole text --------------------------------------------------------------------------------


def test_a_comment_while_the_vote_is_open() -> None:
    assert status_comment(VOTING, way("proposed", "discussion", "voting")) == (
        """\
<!-- govbot:status -->
### 🗳️ A vote is open until 2026-03-11 00:00 UTC

proposed → discussion → **voting** → accepted → implementing → released

RFC 12, “One ledger branch”. The vote is open, on the text as it stood when it opened. Champion: **ben**.

#### What happens next

- The vote closes at 2026-03-11 00:00 UTC.
- If it passes, the RFC becomes `accepted`.
- If it fails, the RFC becomes `rejected`.

#### Vote 1 under `rfc-accept`

**So far: 2 yes, 1 no, 1 abstain; 3 have yet to vote.**

| Ballot | Number | Who |
|---|--:|---|
| yes | 2 | ada, ben |
| no | 1 | cyd |
| abstain | 1 | dee |
| yet to vote | 3 | eli, fay, gus |
| advisory, not counted | 1 | zoe (yes) |

"""
        + bullets(VOTING)
        + """
<details>
<summary>Reasons (3)</summary>

- **ada** (yes): the plan answers my question
- **cyd** (no): old clients break, see &lt;b&gt;#&#8203;12&lt;/b&gt; and @&#8203;council: `https://example.org/old`
- **zoe** (yes, advisory): `govbot run` would be \\*faster\\*

</details>

<details>
<summary>History (3 events)</summary>

- 2026-02-01 09:00 UTC entered `proposed`: the pull request was opened
- 2026-02-01 09:05 UTC entered `discussion`: the checks passed
- [2026-03-01 00:00 UTC](<https://github.com/example/community/pull/12#issuecomment-77>) ben opened \
vote 1 under `rfc-accept`

</details>
"""
    )


def test_a_comment_when_the_vote_has_passed() -> None:
    status = ACCEPTED.model_copy(update={"history": ()})
    assert status_comment(status, way("proposed", "discussion", "voting", "accepted")) == (
        """\
<!-- govbot:status -->
### ✅ The RFC is accepted: it may be merged

proposed → discussion → voting → **accepted** → implementing → released

RFC 12, “One ledger branch”. The vote passed; the pull request can be merged. Champion: **ben**.

#### What happens next

- When the pull request is merged, the RFC becomes `implementing`.

#### Vote 1 under `rfc-accept`

**Passed: 2 yes, 1 no, 1 abstain; 2 did not vote.**

| Ballot | Number | Who |
|---|--:|---|
| yes | 2 | ada, ben |
| no | 1 | cyd |
| abstain | 1 | dee |
| did not vote | 2 | eli, fay |
| left the vote | 1 | gus |
| advisory, not counted | 1 | zoe (yes) |

"""
        + bullets(ACCEPTED)
    )


def test_a_comment_when_the_checks_fail_names_the_gravest_first() -> None:
    assert status_comment(PROPOSED, way("proposed")) == (
        """\
<!-- govbot:status -->
### ❌ 2 things to mend

**proposed** → discussion → voting → accepted → implementing → released

RFC 12, “One ledger branch”. The document is being completed; the checks say what is missing.

#### What the checks found

- ❌ `rfcs/0012-one-ledger-branch.md:9` The section “Motivation” is empty. (`rfc-section`)
  Say which problem this solves, and for whom.
- ❌ `rfcs/0003-one-ledger-branch.md` The file's number is 3, and the pull request's is 12. \
(`rfc-number`)
- ⚠️ `rfcs/0012-one-ledger-branch.md:4` No champion is named. (`rfc-champion`)
  Add `champion: <login>`, or let somebody write `/rfc champion @user`.

#### What is missing

- The checks found 2 things to mend in the document.

#### What happens next

- When the checks pass, the RFC becomes `discussion`.

<details>
<summary>History (1 event)</summary>

- 2026-02-01 09:00 UTC entered `proposed`: the pull request was opened

</details>
"""
    )


def test_a_comment_is_short_where_there_is_little_to_say() -> None:
    assert status_comment(WITHDRAWN) == (
        "<!-- govbot:status -->\n"
        "### ❌ The RFC is withdrawn\n"
        "\n"
        "Stage: **withdrawn**\n"
        "\n"
        "RFC 12, “One ledger branch”. The author withdrew the RFC.\n"
    )


def test_lines_for_a_terminal_while_the_vote_is_open() -> None:
    assert status_lines(VOTING, way("proposed", "discussion", "voting"))[:20] == [
        "RFC 12: One ledger branch",
        "A vote is open until 2026-03-11 00:00 UTC",
        "",
        "proposed > discussion > [voting] > accepted > implementing > released",
        "The vote is open, on the text as it stood when it opened.",
        "Champion: ben",
        "",
        "What happens next:",
        "  - The vote closes at 2026-03-11 00:00 UTC.",
        "  - If it passes, the RFC becomes `accepted`.",
        "  - If it fails, the RFC becomes `rejected`.",
        "",
        "Vote 1 under `rfc-accept`:",
        "  So far: 2 yes, 1 no, 1 abstain; 3 have yet to vote.",
        "  yes: ada, ben",
        "  no: cyd",
        "  abstain: dee",
        "  yet to vote: eli, fay, gus",
        "  advisory, not counted: zoe (yes)",
        "  - 7 could vote, for council: ada, ben, cyd, dee, eli, fay and gus.",
    ]


def test_lines_for_a_terminal_end_a_vote_with_the_reasons() -> None:
    lines = status_lines(VOTING)
    place = lines.index("  Reasons:")
    assert lines[place - 1].startswith("  - One more yes")
    assert lines[place + 1 : place + 4] == [
        "    ada (yes): the plan answers my question",
        "    cyd (no): old clients break, see <b>#12</b> and @council: https://example.org/old",
        "    zoe (yes, advisory): `govbot run` would be *faster*",
    ]


def bullets(status: Status) -> str:
    """Return the explanation as the comment has it; its sentences are the core's to test."""
    assert status.vote is not None
    assert len(status.vote.tally.explanation) > 3
    return "".join(f"- {sentence}\n" for sentence in status.vote.tally.explanation)


# Every stage -----------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_says_where_it_is_and_why(stage: str) -> None:
    status, entered = STAGES[stage]
    for page in (status_comment(status, way(*entered)), check_summary(status, way(*entered))):
        assert f"**{stage}**" in page
        assert status.says in page
        for sentence in (*status.missing, *status.next, *status.concerns, *status.notices):
            assert sentence.replace("`", "") in seen(page)
        if status.vote is not None:
            for sentence in status.vote.tally.explanation:
                assert sentence in seen(page)
    lines = status_lines(status, way(*entered))
    assert status.verdict.headline in lines
    assert any(f"[{stage}]" in line for line in lines)


@pytest.mark.parametrize("stage", STAGES)
def test_a_check_is_in_brief_and_leads_to_the_comment(stage: str) -> None:
    status, entered = STAGES[stage]
    page = check_summary(status, way(*entered))
    assert "govbot:status" not in page
    assert "<details>" not in page
    assert f"(<{URL}>)" in page


@pytest.mark.parametrize("stage", STAGES)
def test_the_same_status_is_the_same_text(stage: str) -> None:
    status, entered = STAGES[stage]
    again = Status.model_validate(status.model_dump())
    assert status_comment(status, way(*entered)) == status_comment(again, way(*entered))


def test_concerns_and_notices_are_shown() -> None:
    status = DISCUSSION.model_copy(
        update={
            "notices": ("The label `rfc: voting` was put on by zoe. A label does not move it.",)
        }
    )
    page = status_comment(status)
    assert "#### Open concerns\n\n- Old clients\n" in page
    assert "#### Please note\n\n- The label `rfc: voting` was put on by zoe." in page


def test_a_title_cannot_write_a_second_status_comment_or_ping_the_council() -> None:
    title = "x <!-- govbot:status --> @org/council fixes #1 | </details>"
    page = status_comment(VOTING.model_copy(update={"title": title}))
    assert page.count("<!-- govbot:") == 1
    assert "x &lt;!-- govbot:status --&gt; @&#8203;org/council fixes #&#8203;1 &#124;" in page
    assert title in seen(page)


# Too long --------------------------------------------------------------------------------------


def long_history(events: int) -> tuple[HistoryLine, ...]:
    return tuple(
        HistoryLine(at=OPENED + timedelta(hours=hour), text=f"event {hour} " + "x" * 300, url=URL)
        for hour in range(events)
    )


def long_findings(number: int) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            id="rfc-section", level=Level.ERROR, file="rfcs/0012-a.md", line=line, message="@" * 300
        )
        for line in range(number)
    )


def test_the_oldest_history_goes_first_and_the_comment_says_where_the_rest_is() -> None:
    page = status_comment(VOTING.model_copy(update={"history": long_history(400)}))
    assert "History (400 events)" in page
    assert (
        "_300 earlier events are left out here; `rfcs/12.jsonl` on the ledger branch holds all"
        in page
    )
    assert "event 399 " in page
    assert "event 299 " not in page
    assert "zoe (yes)" in page


def with_reason(reason: str, number: int, **parts: object) -> Status:
    """Return a status in which so many people vote yes with this reason."""
    voters = tuple(f"voter-{place:03}" for place in range(number))
    vote = vote_status(dict.fromkeys(voters, Choice.YES), voters=voters, reason=reason)
    return VOTING.model_copy(update={"vote": vote, **parts})


def test_a_long_reason_is_whole_where_there_is_room() -> None:
    reason = "because " * 249
    page = status_comment(with_reason(reason, 3))
    assert page.count(reason.strip()) == 3
    assert "<summary>Reasons (3)</summary>" in page
    assert "left out here" not in page


def test_long_reasons_are_cut_before_any_is_left_out_and_the_comment_says_where_all_are() -> None:
    page = status_comment(with_reason("because " * 249, 60))
    assert len(page.encode()) <= 65_535
    assert "<summary>Reasons (60)</summary>" in page
    assert page.count("** (yes): because because") == 60
    assert (
        "_60 reasons are cut short or left out here; `rfcs/12.jsonl` on the ledger branch holds "
        "all of them._"
    ) in page


def test_reasons_go_before_ballots() -> None:
    page = status_comment(with_reason("because " * 30, 500))
    assert len(page.encode()) <= 65_535
    assert page.count("** (yes): because") == 100
    assert "400 reasons are cut short or left out here" in page
    assert "voter-499 |" in page


def test_a_vote_without_reasons_has_no_such_section() -> None:
    status = VOTING.model_copy(update={"vote": vote_status({"ada": Choice.YES})})
    assert "Reasons" not in status_comment(status)
    assert not any("Reasons" in line for line in status_lines(status))


def test_the_check_leaves_reasons_to_the_comment() -> None:
    assert "the plan answers my question" not in check_summary(VOTING)


def test_the_reason_of_a_lent_ballot_says_who_cast_it() -> None:
    vote = VOTING.vote
    assert vote is not None
    lent = tuple(
        replace(each, via="ben") if each.by == "ada" else each for each in vote.tally.ballots
    )
    tally = vote.tally.model_copy(update={"ballots": lent})
    page = status_comment(
        VOTING.model_copy(update={"vote": vote.model_copy(update={"tally": tally})})
    )
    assert "- **ada through ben** (yes): the plan answers my question" in page


def test_ballots_go_before_findings() -> None:
    voters = tuple(f"voter-with-a-rather-long-name-{number:03}" for number in range(1_200))
    status = VOTING.model_copy(
        update={
            "vote": vote_status(dict.fromkeys(voters, Choice.YES), voters=voters),
            "findings": long_findings(22),
            "history": long_history(400),
        }
    )
    page = status_comment(status)
    assert len(page.encode()) <= 65_535
    assert "| yes | 1200 | voter-with-a-rather-long-name-000, " in page
    assert "and 1100 more |" in page
    assert "1,100 names are left out here" in page
    assert "400 earlier events are left out here" in page
    assert "`rfcs/0012-a.md:21`" in page


def test_findings_go_last() -> None:
    page = status_comment(VOTING.model_copy(update={"findings": long_findings(300)}))
    assert len(page.encode()) <= 65_535
    assert "280 findings are left out here" in page
    assert "`rfcs/0012-a.md:0`" in page


def test_a_check_summary_has_room_for_fifty_findings() -> None:
    findings = tuple(
        Finding(
            id="rfc-section", level=Level.ERROR, file="rfcs/0012-a.md", line=line, message="Empty."
        )
        for line in range(60)
    )
    page = check_summary(VOTING.model_copy(update={"findings": findings}))
    assert page.count("Empty.") == 50
    assert "10 findings are left out here" in page


@pytest.mark.parametrize("character", ["@", "👩"])
def test_the_worst_that_people_can_write_still_fits(character: str) -> None:
    long = character * 5_000
    everybody = tuple(f"{character * 60}{number}" for number in range(60))
    status = PROPOSED.model_copy(
        update={
            "title": long,
            "says": long,
            "champion": long,
            "missing": (long,) * 60,
            "next": (long,) * 60,
            "notices": (long,) * 60,
            "concerns": (long,) * 60,
            "findings": tuple(
                Finding(id="rfc-section", level=Level.ERROR, file=long, message=long, hint=long)
                for _ in range(60)
            ),
            "vote": vote_status(
                dict.fromkeys(everybody, Choice.BLOCK), voters=everybody, reason=long
            ),
            "history": tuple(
                HistoryLine(at=OPENED, text=long, url=f"{URL}#{long}") for _ in range(60)
            ),
        }
    )
    for page in (status_comment(status), check_summary(status)):
        assert len(page.encode()) <= 65_535
        assert "left out here; `rfcs/12.jsonl` on the ledger branch" in page
    assert set(html_in(status_comment(status))) >= {"</details>"}


def test_everybody_who_may_vote_is_named_once() -> None:
    page = status_comment(VOTING.model_copy(update={"history": ()}))
    table = page[page.index("| Ballot") : page.index("- 7 could vote")]
    for login in COUNCIL:
        assert table.count(login) == 1
