"""check.yml on pull requests from forks: findings beside the lines they are about, and a job that fails.

It looks at what merging the pull request would give, and asks GitHub nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflows.community import FILES, RFC, TEXT, Community, Run

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.runner


def checked(community: Community) -> Run:
    """The one run of check.yml that what just happened starts."""
    (run,) = community.settle("check.yml")
    assert run.event.name == "pull_request"
    assert run.requests == 0
    return run


def errors(run: Run) -> dict[tuple[str, int], str]:
    """The message of each error, by the file and line it is shown at."""
    return {
        (each.file, each.line): each.message
        for each in run.result.annotations
        if each.level == "error"
    }


def line_of(text: str, beginning: str) -> int:
    """Which line of a text begins so, counted from 1."""
    (found,) = [
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if line.startswith(beginning)
    ]
    return found


def propose(community: Community, files: Mapping[str, str | None]) -> None:
    pull = community.world.open_pull_request("One calendar", files, by="zoe")
    assert community.world.pull_of(pull).head_repository == "zoe/commons"


def test_a_good_rfc_passes(community: Community) -> None:
    propose(community, {RFC: TEXT})

    run = checked(community)

    assert run.succeeded, run.result.log
    assert run.result.annotations == ()
    assert "Nothing is wrong." in run.result.log


def test_every_mistake_in_an_rfc_is_shown_at_its_line_and_the_job_fails(
    community: Community,
) -> None:
    broken = TEXT.replace("champion: ada", "champion: nobody").replace(
        "Twice in February two groups met at the same hour.", "<!-- Why? -->"
    )
    propose(community, {RFC: broken})

    run = checked(community)

    assert not run.succeeded
    found = errors(run)
    assert found.keys() == {
        (RFC, line_of(broken, "champion:")),
        (RFC, line_of(broken, "## Motivation")),
    }
    assert "nobody" in found[RFC, line_of(broken, "champion:")]
    assert "Motivation" in found[RFC, line_of(broken, "## Motivation")]


def test_a_number_that_is_not_the_pull_request_s_is_an_error(community: Community) -> None:
    propose(community, {"rfcs/0007-one-calendar.md": TEXT})

    run = checked(community)

    assert not run.succeeded
    (message,) = errors(run).values()
    assert "0001-one-calendar.md" in message


def test_two_rfcs_in_one_pull_request_are_an_error(community: Community) -> None:
    propose(community, {RFC: TEXT, "rfcs/0001-another.md": TEXT})

    run = checked(community)

    assert not run.succeeded
    assert "rfcs/0001-another.md" in run.result.log


def test_a_mended_rfc_passes(community: Community) -> None:
    propose(community, {RFC: TEXT.replace("## Proposal", "## Idea")})
    before = checked(community)
    community.world.push(1, {RFC: TEXT}, by="zoe")

    after = checked(community)

    assert (before.succeeded, after.succeeded) == (False, True)
    assert after.event.action == "synchronize"


def test_an_rfc_that_others_merged_meanwhile_is_not_taken_for_this_one_s(
    community: Community,
) -> None:
    propose(community, {RFC: TEXT})
    propose_other = community.world.open_pull_request
    other = propose_other("Another", {"rfcs/0002-another.md": TEXT}, by="ben", head="another")
    community.world.merge(other.number, by="mo")
    community.lose()
    community.world.edit(1, body="Ready.", by="zoe")

    run = checked(community)

    assert run.succeeded, run.result.log


def test_a_mistake_in_the_governance_files_is_shown_at_its_line(community: Community) -> None:
    name = "governance/govbot.yaml"
    broken = FILES[name].replace("more_than: 1/2", "more_than: 66.67")
    propose(community, {name: broken})

    run = checked(community)

    assert not run.succeeded
    assert (name, line_of(broken, "    pass:")) in errors(run)


def test_what_only_the_default_branch_gets_wrong_is_not_hidden(community: Community) -> None:
    """The check is of all of it, as it would be merged: a clean pull request cannot pass on its own."""
    wrong = {"governance/bodies/council.yaml": "name: Council\nkind: council\nmembres: []\n"}
    propose(community, {RFC: TEXT})
    community.world.push_to("main", wrong, by="mo")

    run = checked(community)

    assert not run.succeeded
    assert ("governance/bodies/council.yaml", 3) in errors(run)


COUNCIL = "governance/bodies/council.yaml"


def test_a_change_of_a_roster_is_told_in_plain_words_in_the_summary(community: Community) -> None:
    joining = "  - {github: zoe, seat: 8, role: secretary, terms: [{start: 2026-07-01, end: 2026-12-31}]}\n"
    propose(community, {COUNCIL: f"{FILES[COUNCIL]}{joining}"})

    run = checked(community)

    assert run.succeeded, run.result.log
    assert run.result.summary == (
        "## What this means for the rosters\n\n"
        "### Council\n\n"
        "- zoe joins on 2026-07-01: seat 8, as secretary, until 2026-12-31.\n"
    )


def test_a_limit_that_a_roster_breaks_is_beside_its_line_and_in_the_summary(
    community: Community,
) -> None:
    limited = FILES[COUNCIL].replace(
        "members:\n", "term: {max_consecutive: 1, length: 6 months}\nmembers:\n"
    )
    terms = "[{start: 2026-01-01, end: 2026-06-30}, {start: 2026-07-01, end: 2026-12-31}]"
    broken = f"{limited}  - {{github: zoe, terms: {terms}}}\n"
    propose(community, {COUNCIL: broken})

    run = checked(community)

    assert not run.succeeded
    [(place, message)] = errors(run).items()
    assert place == (COUNCIL, line_of(broken, "  - {github: zoe"))
    summary = run.result.summary
    assert summary.startswith(
        "## What this means for the rosters\n\n### What it breaks\n\n- **Error**"
    )
    assert message.partition("\n")[0] in summary
    assert "- Most consecutive terms: 1 (nothing was said before).\n" in summary
    assert (
        "zoe serves another term from 2026-07-01: until 2026-12-31; the second consecutive term of "
        "at most 1.\n"
    ) in summary


def test_what_people_write_in_a_roster_is_text_in_the_summary(community: Community) -> None:
    unkind = "  - {github: zoe, role: '</li> <img src=x> @ada #12 `$(id)`'}\n"
    propose(community, {COUNCIL: f"{FILES[COUNCIL]}{unkind}"})

    summary = checked(community).result.summary

    assert "as &lt;/li&gt; &lt;img src=x&gt; @&#8203;ada #&#8203;12 " in summary
    assert "<img" not in summary


def test_a_pull_request_that_changes_no_roster_has_no_summary(community: Community) -> None:
    propose(community, {RFC: TEXT})

    assert checked(community).result.summary == ""


def test_a_roster_that_cannot_be_read_says_so_in_the_summary(community: Community) -> None:
    propose(community, {COUNCIL: FILES[COUNCIL].replace("kind: council", "kind: counsil")})

    run = checked(community)

    assert not run.succeeded
    assert (
        "This cannot be told, because the governance files have errors: "
        "governance/bodies/council.yaml:2:7: "
    ) in run.result.summary
