"""`govbot vote backtest`, and `govbot vote count` on a file of the ledger."""

from __future__ import annotations

import json
from pathlib import Path

from govbot.core.records import write_records
from tests.cli.conftest import Clone, Govbot
from tests.core.scene import Scene

TWO_THIRDS = """\
electorate: council
pass: {at_least: 3/4}
period: {length: 10 days}
"""


def test_the_votes_that_would_have_come_out_otherwise_are_listed_with_the_reason(
    govbot: Govbot, clone: Clone, decided: Scene, tmp_path: Path
) -> None:
    clone.ledger({12: decided.records})
    rule = tmp_path / "rule.yaml"
    rule.write_text(TWO_THIRDS, encoding="utf-8")

    done = govbot("vote", "backtest", "--policy", rule)

    assert done.exit_code == 0
    assert done.stdout == (
        "#12 vote 1: passed under rfc-accept, would have been failed\n"
        "  Pass rule: it takes at least 3/4 of yes + no; yes has 2 of 3, where 3 are enough. Not met.\n"
        f"1 vote replayed under {rule}; 1 of them would have come out otherwise.\n"
    )


def test_under_its_own_policy_nothing_differs(govbot: Govbot, clone: Clone, decided: Scene) -> None:
    clone.ledger({12: decided.records})

    done = govbot("vote", "backtest", "12", "--policy", "rfc-accept")

    assert done.stdout == (
        "#12 vote 1: passed under rfc-accept, the same\n"
        "1 vote replayed under rfc-accept; none of them would have come out otherwise.\n"
    )


def test_an_open_vote_is_not_replayed(govbot: Govbot, clone: Clone, voting: Scene) -> None:
    clone.ledger({12: voting.records})

    done = govbot("vote", "backtest", "--policy", "rfc-accept")

    assert done.stdout.splitlines()[0] == "#12 vote 1: open, not replayed: it is still open"


def test_programs_get_the_whole_answer(
    govbot: Govbot, clone: Clone, decided: Scene, tmp_path: Path
) -> None:
    clone.ledger({12: decided.records})
    rule = tmp_path / "rule.yaml"
    rule.write_text(TWO_THIRDS, encoding="utf-8")

    done = govbot("vote", "backtest", "--policy", rule, "--format", "json")

    (vote,) = json.loads(done.stdout)["votes"]
    assert (vote["number"], vote["vote"], vote["recorded"]) == (12, 1, "passed")
    assert (vote["outcome"], vote["differs"], vote["left_out"]) == ("failed", True, None)
    assert vote["answer"]["counts"] == {"yes": 2, "no": 1, "abstain": 1, "block": 0}


def test_a_policy_that_nobody_knows_is_said(govbot: Govbot, clone: Clone, decided: Scene) -> None:
    clone.ledger({12: decided.records})

    done = govbot("vote", "backtest", "--policy", "rfc-acept")

    assert done.exit_code == 1
    assert done.stderr.startswith("There is no policy `rfc-acept`.\nThe policies are: ")


def test_a_rule_that_is_wrong_is_said_with_its_line(
    govbot: Govbot, clone: Clone, decided: Scene, tmp_path: Path
) -> None:
    clone.ledger({12: decided.records})
    rule = tmp_path / "rule.yaml"
    rule.write_text(TWO_THIRDS.replace("3/4", "66.67"), encoding="utf-8")

    done = govbot("vote", "backtest", "--policy", rule)

    assert done.exit_code == 1
    assert done.stderr.startswith(f"{rule}:2:")


def test_a_file_of_the_ledger_is_counted_vote_by_vote(
    govbot: Govbot, decided: Scene, tmp_path: Path
) -> None:
    file = tmp_path / "12.jsonl"
    file.write_text(write_records(decided.records), encoding="utf-8")

    lines = govbot("vote", "count", file).stdout.splitlines()

    assert lines[0] == f"{file}, vote 1, under the policy rfc-accept"
    assert lines[2] == "passed"
    assert "  4 voted: 2 yes, 1 no, 1 abstain. eli, fay and gus have not voted." in lines


def test_a_file_of_the_ledger_that_was_edited_differs_from_its_record(
    govbot: Govbot, decided: Scene
) -> None:
    text = write_records(decided.records).replace('"choice":"no"', '"choice":"block"', 1)

    done = govbot("vote", "count", "-", "--format", "json", given=text)

    (vote,) = json.loads(done.stdout)["votes"]
    assert (vote["vote"], vote["policy"], vote["outcome"]) == (1, "rfc-accept", "blocked")
    assert "vote 1: outcome is recorded as passed, but comes out as blocked" in vote["differences"]


def test_a_file_of_the_ledger_without_a_vote_says_so(govbot: Govbot, tmp_path: Path) -> None:
    scene = Scene()
    scene.run()
    file = tmp_path / "12.jsonl"
    file.write_text(write_records(scene.records), encoding="utf-8")

    done = govbot("vote", "count", file)

    assert done.exit_code == 1
    assert done.stderr.startswith(f"{file}: No vote was opened in this ledger file.")
