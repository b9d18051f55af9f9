"""A preset is named, changed and found, and what is wrong with that is said where it stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from click.testing import CliRunner

from govbot.cli import cli
from govbot.core.cases import Case
from govbot.core.findings import Finding
from govbot.core.governance import Settings
from govbot.core.policies import Policy
from govbot.files import load_presets, load_yaml, require, validate
from govbot.schemas import schema
from tests.presets.paper import count, logins, say, tally

CASE = """\
policy: {policy}
electorate: [ada, ben, cyd, dee]
opened: 2026-03-01T00:00:00Z
says:
  - {{at: 2026-03-02T09:00:00Z, by: ada, text: "/vote yes"}}
  - {{at: 2026-03-02T10:00:00Z, by: ben, text: "/vote yes"}}
"""


def settings(policy: str) -> str:
    return f"policies:\n  x:\n    {policy}\n"


def policy(changes: str) -> Policy:
    """Return the policy that settings with these changes of a preset hold."""
    return require(Settings, load_yaml(settings(changes), "f.yaml")).policies["x"]


def findings(text: str, model: type[Settings | Case] = Settings) -> list[Finding]:
    found = validate(model, load_yaml(text, "f.yaml"))
    assert isinstance(found, tuple)
    return list(found)


def test_a_preset_by_its_name_is_the_whole_policy() -> None:
    for name, preset in load_presets().items():
        assert policy(f"{{preset: {name}}}") == Policy.model_validate(preset.policy)


def test_a_key_that_a_preset_does_not_have_is_added() -> None:
    assert policy("{preset: gitvote, quorum: {at_least: 1/2}}").quorum is not None


def test_a_mapping_is_changed_key_by_key() -> None:
    changed = policy("{preset: conda-standard, period: {length: 2 weeks}}").period
    assert str(changed.length) == "2 weeks"
    assert changed.extend is not None
    nested = policy("{preset: conda-standard, period: {extend: {times: 3}}}").period.extend
    assert nested is not None
    assert (nested.times, str(nested.by)) == (3, "1 week")


def test_a_word_and_a_list_are_replaced() -> None:
    assert policy("{preset: gitvote, electorate: [tsc, core]}").bodies == ("tsc", "core")
    assert policy("{preset: gitvote, recusal: shrinks base}").recusal == "shrinks-base"
    assert policy("{preset: rust-fcp, concerns: {resolved_by: [chair]}}").concerns is not None


@pytest.mark.parametrize(
    ("changes", "need"),
    [
        ("{preset: gitvote, pass: {at_least: 75%}}", "at least 75% of eligible"),
        ("{preset: gitvote, pass: {more_than: 1/2}}", "more than 1/2 of eligible"),
        ("{preset: node-tsc, pass: {at_least: all but 1}}", "at least all but 1 of eligible"),
        ("{preset: node-tsc, pass: {of: seats}}", "more than 1/2 of seats"),
        ("{preset: two-thirds, pass: {plurality: true}}", "more yes than no"),
        ("{preset: two-thirds, pass: plurality}", "more yes than no"),
        ("{preset: apache-release, pass: {at_least: 2/3}}", "at least 2/3 of yes + no"),
    ],
)
def test_amounts_take_each_others_place(changes: str, need: str) -> None:
    rule = policy(changes).pass_
    assert rule is not None
    assert rule.need == need


def test_conditions_take_the_place_of_a_pass_rule_and_of_what_goes_with_it() -> None:
    joined = policy(
        "{preset: apache-release, any: [{pass: {at_least: 5}}, {pass: {at_least: all}}]}"
    )
    assert joined.pass_ is None
    assert joined.minimum_yes is None
    assert [leaf.pass_.need for leaf in joined.leaves() if leaf.pass_] == [
        "at least 5 yes",
        "at least all of yes + no",
    ]


def test_a_pass_rule_takes_the_place_of_conditions() -> None:
    single = policy("{preset: rust-fcp, pass: {at_least: all, of: eligible}}")
    assert not single.parts
    assert single.pass_ is not None
    assert single.pass_.need == "at least all of eligible"


def test_what_a_preset_says_of_a_tie_goes_with_the_amount_that_can_be_tied() -> None:
    assert policy("{preset: python-majority}").tie == "fails"
    assert policy("{preset: python-majority, pass: {at_least: 2/3}}").tie is None
    kept = policy("{preset: python-majority, pass: {of: cast}}")
    assert kept.tie == "fails"
    given = policy("{preset: python-majority, pass: {more_than: 1/2, of: cast}, tie: passes}")
    assert given.tie == "passes"


def test_null_takes_a_key_away() -> None:
    assert policy("{preset: apache-code-change, veto: null}").veto is None
    assert policy("{preset: conda-standard, quorum: null}").quorum is None
    assert policy("{preset: conda-standard, period: {extend: null}}").period.extend is None
    assert policy("{preset: gitvote, recusal: null}").recusal == "shrinks-base"
    assert policy("{preset: gitvote, all: null}") == policy("{preset: gitvote}")
    assert policy("{preset: rust-fcp, all: null, pass: {at_least: 5}}").pass_ is not None


def test_a_case_takes_a_preset_by_name_or_changed() -> None:
    assert tally("gitvote", 4, yes=2).outcome == "passed"
    assert tally({"preset": "gitvote"}, 4, yes=2).outcome == "passed"
    assert tally({"preset": "gitvote", "pass": {"at_least": "75%"}}, 4, yes=2).outcome == "failed"


def test_what_was_changed_is_counted_as_written_out() -> None:
    changed = {"preset": "gitvote", "pass": {"at_least": "75%"}}
    written = {
        "electorate": "council",
        "pass": {"at_least": "75%", "of": "eligible"},
        "period": {"length": "7 days"},
        "recusal": "keeps-base",
    }
    says = [say("v0", "/vote yes"), say("v1", "/recuse I wrote it")]
    assert count(changed, logins(4), says) == count(written, logins(4), says)
    assert count(changed, logins(4), says).eligible == 4


def test_the_policy_of_a_changed_preset_is_recorded_without_the_presets_name() -> None:
    changed = policy("{preset: gitvote, pass: {at_least: 75%}}")
    assert "preset" not in changed.model_dump(by_alias=True)
    assert Policy.model_validate(changed.model_dump(mode="json", by_alias=True)) == changed


# What `govbot vote count` prints.


def counted(folder: Path, text: str, name: str = "case.yaml") -> Any:
    (folder / name).write_text(text, encoding="utf-8")
    done = CliRunner().invoke(cli, ["vote", "count", str(folder / name), "--format", "json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)["outcome"]


def in_json(text: str) -> str:
    data = load_yaml(text, "case.yaml").data
    return json.dumps(data, default=lambda moment: moment.isoformat())


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no community."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_any_preset_is_counted_by_name_from_yaml_and_from_json(elsewhere: Path) -> None:
    for name in load_presets():
        text = CASE.format(policy=name)
        as_json = in_json(text)
        assert counted(elsewhere, text) == counted(elsewhere, as_json, "case.json")


def test_a_changed_preset_is_counted_from_yaml_and_from_json(elsewhere: Path) -> None:
    text = CASE.format(policy="{preset: gitvote, pass: {at_least: 75%}}")
    as_json = in_json(text)
    assert counted(elsewhere, CASE.format(policy="gitvote")) == "passed"
    assert counted(elsewhere, text) == "failed"
    assert counted(elsewhere, as_json, "case.json") == "failed"


def test_a_communitys_own_policy_wins_over_a_preset_of_its_name(elsewhere: Path) -> None:
    own = "policies: {gitvote: {preset: gitvote, pass: {at_least: all}}}"
    (elsewhere / "governance" / "bodies").mkdir(parents=True)
    (elsewhere / "governance" / "govbot.yaml").write_text(own, encoding="utf-8")
    body = "{name: Council, kind: council, members: [{github: ada}]}"
    (elsewhere / "governance" / "bodies" / "council.yaml").write_text(body, encoding="utf-8")
    assert counted(elsewhere, CASE.format(policy="gitvote")) == "failed"
    assert counted(elsewhere, CASE.format(policy="simple-majority")) == "passed"


def test_an_unknown_policy_is_answered_with_the_presets_too(elsewhere: Path) -> None:
    (elsewhere / "case.yaml").write_text(CASE.format(policy="gitvot"), encoding="utf-8")
    done = CliRunner().invoke(cli, ["vote", "count", "case.yaml"])
    assert done.exit_code != 0
    assert "There is no policy `gitvot`." in str(done.exception) + done.output
    assert "gitvote" in str(done.exception) + done.output


# Where a mistake is reported.


def test_a_preset_that_does_not_exist_is_named_at_its_line_with_those_that_do() -> None:
    (found,) = findings("policies:\n  x:\n    electorate: tsc\n    preset: gitvot\n")
    assert (found.line, found.column) == (4, 13)
    assert found.message.startswith("There is no preset `gitvot`; the presets are: apache-code")
    assert all(name in found.message for name in load_presets())
    assert found.hint == "Did you mean `gitvote`?"


def test_a_case_with_a_preset_that_does_not_exist_says_so_and_nothing_else() -> None:
    (found,) = findings(CASE.format(policy="{preset: gitvot}"), Case)
    assert (found.line, found.column) == (1, 18)
    assert found.message.startswith("There is no preset `gitvot`; the presets are: ")


@pytest.mark.parametrize("wrong", ["[gitvote]", "{a: b}", "3", "null"])
def test_a_preset_that_is_no_name_is_refused(wrong: str) -> None:
    (found,) = findings(settings(f"{{preset: {wrong}}}"))
    assert found.message.startswith("There is no preset `")


@pytest.mark.parametrize(
    ("changes", "column", "message"),
    [
        ("{preset: gitvote, pass: {at_least: 750%}}", 40, "`750%` is more than the whole."),
        ("{preset: gitvote, period: {lenght: 3 days}}", 32, "Unknown key `lenght` in"),
        ("{preset: rust-fcp, concerns: {resolved_by: 3}}", 48, "`resolved_by` is the number 3;"),
        ("{preset: gitvote, quorum: 3}", 31, "`3` alone does not say"),
    ],
)
def test_a_mistake_in_a_change_is_reported_where_the_change_stands(
    changes: str, column: int, message: str
) -> None:
    (found,) = findings(settings(changes))
    assert (found.line, found.column) == (3, column)
    assert found.message.startswith(message)
    (in_case,) = findings(CASE.format(policy=changes), Case)
    assert (in_case.line, in_case.column) == (1, column + 4)
    assert in_case.message.startswith(message.removesuffix(" in"))


def test_what_a_preset_says_and_a_change_makes_wrong_is_reported_at_the_presets_name() -> None:
    (found,) = findings("policies:\n  x:\n    preset: community-council\n    electorate: tsc\n")
    assert (found.line, found.column) == (3, 13)
    assert "veto is given to council" in found.message


def test_check_reports_a_rule_of_a_preset_at_the_presets_name(elsewhere: Path) -> None:
    text = "policies:\n  x:\n    preset: conda-standard\n"
    (elsewhere / "governance" / "bodies").mkdir(parents=True)
    (elsewhere / "governance" / "govbot.yaml").write_text(text, encoding="utf-8")
    body = "{name: Council, kind: council, members: [{github: ada}, {github: ben}]}"
    (elsewhere / "governance" / "bodies" / "council.yaml").write_text(body, encoding="utf-8")
    done = CliRunner().invoke(cli, ["check", "--format", "json"])
    found = [each for each in json.loads(done.stdout)["findings"] if "`x`" in each["message"]]
    assert {(each["file"], each["line"], each["column"]) for each in found} == {
        ("governance/govbot.yaml", 3, 13)
    }


# What editors are told.


@pytest.mark.parametrize("name", ["settings", "case"])
def test_the_schemas_name_every_preset(name: str) -> None:
    preset = schema(name)["$defs"]["Policy"]["properties"]["preset"]
    assert preset["enum"] == list(load_presets())


@pytest.mark.parametrize(
    ("text", "is_valid"),
    [
        ("{preset: gitvote}", True),
        ("{preset: gitvot}", False),
        ("{preset: conda-standard, period: {close_early: decided, extend: {times: 2}}}", True),
        ("{preset: gitvote, recusal: null, all: null}", True),
        ("{electorate: council, pass: {more_than: 1/2}}", False),
        ("{electorate: council, pass: {more_than: 1/2}, period: {minimum: 1 day}}", False),
        (
            "{electorate: c, pass: {at_least: 1}, period: {length: 1 day, extend: {times: 2}}}",
            False,
        ),
        ("{electorate: c, pass: {at_least: 1}, period: {length: 1 day, extend: null}}", True),
        ("{electorate: c, pass: {at_least: 1}, period: {length: 1 day}, recusal: null}", False),
    ],
)
def test_the_schema_asks_for_less_where_a_preset_is_named(text: str, *, is_valid: bool) -> None:
    data = load_yaml(settings(text), "f.yaml").data
    assert jsonschema_rs.validator_for(schema("settings")).is_valid(data) == is_valid
    assert isinstance(validate(Settings, load_yaml(settings(text), "f.yaml")), Settings) == is_valid
