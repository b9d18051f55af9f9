"""report.yml: the weekly report, in the summary of the run, from the files and the ledger of the clone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.workflows.community import RFC, TEXT, Community, Run

pytestmark = pytest.mark.runner


def reported(community: Community) -> Run:
    """The run of report.yml when its hour has come."""
    community.tick("report.yml")
    (run,) = community.settle()
    assert run.workflow == "report.yml"
    assert run.requests == 0
    return run


def test_the_report_is_the_job_s_summary(community: Community) -> None:
    community.world.open_pull_request("One calendar", {RFC: TEXT}, by="zoe")
    community.carry()
    community.world.advance(timedelta(days=14))
    community.world.comment(1, "/vote open", by="ada")
    community.world.comment(1, "/vote yes", by="ben")
    community.carry()

    run = reported(community)

    assert run.succeeded, run.result.log
    summary = run.result.summary
    assert summary.startswith("# Governance on ")
    assert summary.count("# Governance on ") == 1
    assert "1 vote is open" in summary
    assert "One calendar for all working groups | 2026-03-25 00:00 UTC |" in summary
    assert "So far: 1 yes, 0 no; 6 have yet to vote." in summary
    assert "gus (Gus Example)" in summary


def test_before_the_first_rfc_there_is_a_report_too(community: Community) -> None:
    run = reported(community)

    assert run.succeeded, run.result.log
    assert "0 votes are open" in run.result.summary
    assert "gus (Gus Example)" in run.result.summary
