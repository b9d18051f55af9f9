"""`govbot vote`: counting on paper, counting again, explaining."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govbot.core.records import VoteClosed, write_records
from govbot.reports import status_comment
from tests.cli.conftest import Clone, Govbot
from tests.communities import COUNCIL
from tests.core.scene import Scene

CASE = """\
policy: rfc-accept
electorate: [ada, ben, cyd, dee, eli, fay, gus]
opened: 2026-03-01T00:00:00Z
says:
  - {at: 2026-03-02T09:00:00Z, by: ada, text: "/vote yes"}
  - {at: 2026-03-02T10:00:00Z, by: ben, text: "+1"}
  - {at: 2026-03-02T11:00:00Z, by: CYD, text: "/vote no"}
  - {at: 2026-03-02T12:00:00Z, by: dee, text: "/vote yes"}
  - {at: 2026-03-03T09:00:00Z, by: zoe, text: "/vote yes"}
  - {at: 2026-03-11T00:00:00Z, by: eli, text: "/vote no"}
"""

ANSWER = {
    "outcome": "passed",
    "counts": {"yes": 3, "no": 1, "abstain": 0, "block": 0},
    "advisory": {"yes": 1, "no": 0, "abstain": 0},
    "eligible": 7,
    "recused": [],
    "pending": ["eli", "fay", "gus"],
    "quorum": {"met": True, "have": "4/7", "need": "at least 1/2 of eligible"},
    "threshold": {"met": True, "have": "3/4", "need": "more than 1/2 of yes + no"},
    "ballots": [
        {"by": "ada", "choice": "yes", "at": "2026-03-02T09:00:00Z", "binding": True},
        {"by": "ben", "choice": "yes", "at": "2026-03-02T10:00:00Z", "binding": True},
        {"by": "cyd", "choice": "no", "at": "2026-03-02T11:00:00Z", "binding": True},
        {"by": "dee", "choice": "yes", "at": "2026-03-02T12:00:00Z", "binding": True},
        {"by": "zoe", "choice": "yes", "at": "2026-03-03T09:00:00Z", "binding": False},
    ],
    "refused": [
        {
            "by": "eli",
            "at": "2026-03-11T00:00:00Z",
            "why": "The vote closed at 2026-03-11 00:00 UTC; this was written at "
            "2026-03-11 00:00 UTC, so it does not count.",
        }
    ],
    "closes": "2026-03-11T00:00:00Z",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


def test_the_answer_is_json_of_the_documented_shape(govbot: Govbot, case: Path) -> None:
    done = govbot("vote", "count", case, "--format", "json")

    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    explanation = answer.pop("explanation")
    assert answer == ANSWER
    assert list(answer) == list(ANSWER)
    # The order of keys within is kept too: equal texts, not only equal values.
    assert json.dumps(answer) == json.dumps(ANSWER)
    assert list(answer["ballots"][0]) == ["by", "choice", "at", "binding"]
    assert list(answer["refused"][0]) == ["by", "at", "why"]
    assert explanation[-2:] == [
        "The vote passed.",
        "Neither one more yes nor one more no would have changed that.",
    ]


def test_a_case_in_json_and_on_standard_input_counts_the_same(govbot: Govbot, case: Path) -> None:
    says = [
        {"at": "2026-03-02T09:00:00Z", "by": "ada", "text": "/vote yes"},
        {"at": "2026-03-02T10:00:00Z", "by": "ben", "text": "+1"},
        {"at": "2026-03-02T11:00:00Z", "by": "CYD", "text": "/vote no"},
        {"at": "2026-03-02T12:00:00Z", "by": "dee", "text": "/vote yes"},
        {"at": "2026-03-03T09:00:00Z", "by": "zoe", "text": "/vote yes"},
        {"at": "2026-03-11T00:00:00Z", "by": "eli", "text": "/vote no"},
    ]
    electorate = [*COUNCIL]
    data = {
        "policy": "rfc-accept",
        "electorate": electorate,
        "opened": "2026-03-01T00:00:00Z",
        "says": says,
    }
    written = case.with_suffix(".json")
    written.write_text(json.dumps(data, indent="\t"), encoding="utf-8")

    first = govbot("vote", "count", case, "--format", "json").stdout

    assert govbot("vote", "count", written, "--format", "json").stdout == first
    assert govbot("vote", "count", "-", "--format", "json", given=CASE).stdout == first


def test_text_says_the_outcome_first_and_then_why(govbot: Govbot, case: Path) -> None:
    lines = govbot("vote", "count", case).stdout.splitlines()

    assert lines[0] == "passed"
    assert "  The vote passed." in lines
    assert lines[-2] == "Not counted:"
    assert lines[-1].startswith("  eli: The vote closed at 2026-03-11 00:00 UTC")


@pytest.mark.parametrize(
    ("choices", "outcome"),
    [(("no", "no", "no", "no"), "failed"), (("yes",), "no-quorum"), ((), "no-quorum")],
)
def test_an_outcome_is_an_answer_and_never_an_error(
    govbot: Govbot, case: Path, choices: tuple[str, ...], outcome: str
) -> None:
    voters = ("ada", "ben", "cyd", "dee")
    said = "".join(
        f'  - {{at: 2026-03-02T09:00:00Z, by: {by}, text: "/vote {choice}"}}\n'
        for by, choice in zip(voters, choices, strict=False)
    )
    head, _, _ = CASE.partition("says:\n")
    case.write_text(f"{head}says:\n{said}" if said else head, encoding="utf-8")

    done = govbot("vote", "count", case, "--format", "json")

    assert (done.exit_code, json.loads(done.stdout)["outcome"]) == (0, outcome)


def test_the_policies_of_the_repository_can_be_named(
    govbot: Govbot, clone: Clone, case: Path
) -> None:
    clone.write(
        {
            "governance/govbot.yaml": "policies:\n  two-thirds:\n    electorate: council\n"
            "    pass: {at_least: 2/3, of: eligible}\n    period: {length: 3 days}\n"
        }
    )
    case.write_text(CASE.replace("rfc-accept", "two-thirds"), encoding="utf-8")

    answer = json.loads(govbot("vote", "count", case, "--format", "json").stdout)

    assert answer["outcome"] == "failed"
    assert answer["closes"] == "2026-03-04T00:00:00Z"


def test_a_policy_that_is_not_there_names_those_that_are(govbot: Govbot, case: Path) -> None:
    case.write_text(CASE.replace("rfc-accept", "rfc-acept"), encoding="utf-8")

    done = govbot("vote", "count", case)

    assert done.exit_code == 1
    assert done.stderr.startswith("There is no policy `rfc-acept`.\nThe policies are: ")


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (CASE + "surprise: true\n", "11:1: Unknown key `surprise`."),
        (CASE.replace("by: CYD, ", ""), "7:5: The key `by` is missing"),
        ("[]", "1:1: The file holds a list"),
        ("a: b: c", "1:5: "),
        ("", ": The file is empty."),
    ],
)
def test_a_case_that_is_wrong_is_said_with_its_line(
    govbot: Govbot, case: Path, wrong: str, place: str
) -> None:
    case.write_text(wrong, encoding="utf-8")

    done = govbot("vote", "count", case)

    assert done.exit_code == 1
    assert done.stdout == ""
    assert place in done.stderr.splitlines()[0]
    assert done.stderr.startswith(str(case))


def test_a_large_case_may_be_larger_than_a_governance_file(govbot: Govbot, case: Path) -> None:
    line = '  - {at: 2026-03-03T09:00:00Z, by: ada, text: "/vote yes"}\n'
    case.write_text(CASE + line * 40_000, encoding="utf-8")
    assert case.stat().st_size > 2_000_000

    done = govbot("vote", "count", case, "--format", "json")

    assert json.loads(done.stdout)["counts"] == {"yes": 3, "no": 1, "abstain": 0, "block": 0}


def test_a_vote_that_comes_out_as_recorded_is_verified(
    govbot: Govbot, clone: Clone, decided: Scene
) -> None:
    clone.ledger({12: decided.records})

    for arguments in ((), ("12",)):
        done = govbot("vote", "verify", *arguments)

        assert done.exit_code == 0
        assert done.stdout == (
            "#12 vote 1: passed, 5 ballots, as recorded\n1 vote counted again; none of them differ.\n"
        )


def test_an_open_vote_is_verified_too(govbot: Govbot, clone: Clone, voting: Scene) -> None:
    clone.ledger({12: voting.records})

    assert govbot("vote", "verify").stdout.startswith("#12 vote 1: open, 4 ballots, as recorded\n")


def test_a_ledger_that_was_tampered_with_is_found_out(
    govbot: Govbot, clone: Clone, decided: Scene
) -> None:
    closed = next(each for each in decided.records if isinstance(each, VoteClosed))
    text = write_records(decided.records)
    assert '"choice":"no"' in text
    honest = text.replace('"number":12', '"number":14')
    clone.ledger({12: text.replace('"choice":"no"', '"choice":"block"', 1), 14: honest})

    done = govbot("vote", "verify")

    assert closed.tally.outcome == "passed"
    assert done.exit_code == 1
    assert "#12 vote 1: passed, 5 ballots, differs" in done.stdout
    assert "#14 vote 1: passed, 5 ballots, as recorded" in done.stdout
    assert "2 votes counted again; 1 of them differs." in done.stdout
    assert "outcome is recorded as passed, but comes out as blocked" in done.stdout


def test_a_file_that_was_copied_to_another_number_is_found_out(
    govbot: Govbot, clone: Clone, decided: Scene
) -> None:
    clone.ledger({12: decided.records, 14: decided.records})
    done = govbot("vote", "verify")
    assert done.exit_code == 1
    assert "#12 vote 1: passed, 5 ballots, as recorded" in done.stdout
    assert "the number is recorded as #14, but comes out as #12, by its records" in done.stdout


def test_verifying_answers_programs_in_json(govbot: Govbot, clone: Clone, decided: Scene) -> None:
    clone.ledger({12: decided.records})

    done = govbot("vote", "verify", "--format", "json")

    assert json.loads(done.stdout) == {
        "votes": [{"rfc": 12, "vote": 1, "outcome": "passed", "ballots": 5, "differences": []}]
    }


def test_a_line_of_the_ledger_that_is_no_record_is_an_error_with_its_place(
    govbot: Govbot, clone: Clone, decided: Scene
) -> None:
    text = write_records(decided.records)
    clone.ledger({12: text + '{"kind":"surprise"}\n'})

    done = govbot("vote", "verify")

    assert done.exit_code == 1
    assert done.stderr.startswith(f"governance-ledger:rfcs/12.jsonl:{text.count(chr(10)) + 1}:")


@pytest.mark.parametrize("command", [("vote", "verify"), ("vote", "show"), ("rfc", "show")])
def test_an_rfc_that_the_ledger_lacks_is_said(
    govbot: Govbot, clone: Clone, voting: Scene, command: tuple[str, str]
) -> None:
    clone.ledger({12: voting.records})

    done = govbot(*command, "99")

    assert done.exit_code == 1
    assert done.stderr == (
        "The ledger has nothing about #99.\n`govbot rfc list` lists what it has.\n"
    )


def test_a_clone_without_the_ledger_says_how_to_fetch_it(govbot: Govbot, clone: Clone) -> None:
    done = govbot("vote", "verify")

    assert done.exit_code == 1
    assert "git fetch origin governance-ledger" in done.stderr


def test_showing_a_vote_explains_it_and_lists_the_ballots(
    govbot: Govbot, clone: Clone, decided: Scene
) -> None:
    clone.ledger({12: decided.records})

    lines = govbot("vote", "show", "12").stdout.splitlines()

    assert lines[0] == "RFC 12, vote 1, under the policy rfc-accept"
    assert lines[1] == "Opened 2026-03-16 09:00 UTC, closed 2026-03-26 09:00 UTC"
    assert lines[2] == "passed"
    assert "  The vote passed." in lines
    table = lines[lines.index("") + 1 :]
    assert table[0].split() == ["WHO", "BALLOT", "WHEN", "COUNTS"]
    assert table[1].split() == ["ada", "yes", "2026-03-16", "10:00", "UTC", "binding"]
    zoe = next(row.split() for row in table if row.startswith("zoe"))
    assert zoe[-1] == "advisory"
    assert table[table.index("") + 1 :] == ["Reasons:", "  cyd (no): it is late"]


def test_showing_a_vote_in_json_is_its_tally(govbot: Govbot, clone: Clone, voting: Scene) -> None:
    clone.ledger({12: voting.records})

    shown = json.loads(govbot("vote", "show", "12", "--format", "json").stdout)

    assert list(shown)[:3] == ["rfc", "vote", "outcome"]
    assert (shown["rfc"], shown["vote"], shown["outcome"]) == (12, 1, "open")
    assert shown["pending"] == ["dee", "eli", "fay", "gus"]
    assert [each.get("reason") for each in shown["ballots"]] == [None, None, "it is late", None]


def test_a_reason_is_the_same_in_the_vote_the_rfc_the_report_and_for_programs(
    govbot: Govbot, clone: Clone, decided: Scene
) -> None:
    clone.ledger({12: decided.records})

    assert "  cyd (no): it is late" in govbot("vote", "show", "12").stdout
    assert "    cyd (no): it is late" in govbot("rfc", "show", "12").stdout
    assert "- **cyd** (no): it is late" in govbot("report").stdout
    assert "- **cyd** (no): it is late" in status_comment(decided.status)
    vote = json.loads(govbot("vote", "show", "12", "--format", "json").stdout)
    rfc = json.loads(govbot("rfc", "show", "12", "--format", "json").stdout)
    assert vote["ballots"] == rfc["vote"]["tally"]["ballots"]
    assert next(each for each in vote["ballots"] if each["by"] == "cyd")["reason"] == "it is late"


def test_a_reason_that_was_replaced_is_shown_nowhere(
    govbot: Govbot, clone: Clone, voting: Scene
) -> None:
    voting.wait(hours=1)
    voting.say("cyd", "/vote no")
    voting.run()
    clone.ledger({12: voting.records})

    for command in ("vote show 12", "rfc show 12"):
        for format in ("text", "json"):
            assert "it is late" not in govbot(*command.split(), "--format", format).stdout
    for format in ("markdown", "html"):
        assert "it is late" not in govbot("report", "--format", format).stdout
    assert "it is late" not in status_comment(voting.status)


def test_an_rfc_without_a_vote_says_so(govbot: Govbot, clone: Clone) -> None:
    scene = Scene()
    scene.run()
    clone.ledger({12: scene.records})

    done = govbot("vote", "show", "12")

    assert done.exit_code == 1
    assert done.stderr.startswith("No vote was opened on #12.")
