"""What a person reads when a file says something that no model takes."""

from __future__ import annotations

import pytest

from govbot.core.bodies import Body
from govbot.core.errors import UserError
from govbot.core.findings import Finding, Level
from govbot.core.governance import Settings
from govbot.files import load_yaml, require, validate

BODY = "governance/bodies/council.yaml"


def findings(text: str, model: type[Body | Settings] = Body) -> list[Finding]:
    found = validate(model, load_yaml(text, BODY))
    assert isinstance(found, tuple)
    return list(found)


def line(finding: Finding) -> tuple[str, int | None, int | None, str, str]:
    return finding.id, finding.line, finding.column, finding.message, finding.hint


def test_an_unknown_key_is_reported_at_the_key_with_what_was_meant() -> None:
    (found,) = findings("name: Council\nkind: council\nterm: {lenght: 6 months}\n")
    assert line(found) == (
        "unknown-key",
        3,
        8,
        "Unknown key `lenght` in `term`.",
        (
            "Did you mean `length`? Allowed: length, max_consecutive, max_lifetime, cooldown, counts, "
            "since, soft."
        ),
    )
    assert found.level is Level.ERROR
    assert found.docs == "docs/checks.md#unknown-key"


def test_what_follows_from_elsewhere_is_not_among_the_keys_to_write() -> None:
    (found,) = findings("name: C\nkind: council\nvacancy: {}\n")
    assert found.hint.startswith("Did you mean `vacancies`? Allowed: name, kind, charter, ")
    assert "slug" not in found.hint
    assert "holders" not in found.hint


def test_a_missing_key_is_reported_at_what_misses_it() -> None:
    (found,) = findings("name: Council\nkind: council\nmembers:\n  - {seat: 1}\n")
    assert line(found) == (
        "missing-key",
        4,
        5,
        "The key `github` is missing in `members[0]`.",
        "Add `github: ...`.",
    )


def test_a_number_where_text_is_meant_wants_quotes() -> None:
    (found,) = findings("name: 12\nkind: council\n")
    assert line(found) == (
        "wrong-type",
        1,
        7,
        "`name` is the number 12; text is expected.",
        "Put it in quotes.",
    )


def test_a_value_that_is_not_allowed_is_answered_with_those_that_are() -> None:
    (found,) = findings("name: Council\nkind: counsil\n")
    assert found.message == "`counsil` is not allowed for `kind`."
    assert found.hint.startswith("Did you mean `council`? Allowed: steering, core, council,")


def test_a_term_that_ends_before_it_starts_has_an_id_of_its_own() -> None:
    (found,) = findings(
        "name: Council\nkind: council\nmembers:\n"
        "  - github: ada\n    terms:\n      - {start: 2026-01-01, end: 2025-06-30}\n"
    )
    assert line(found)[:4] == (
        "term-order",
        6,
        9,
        "The term ends (2025-06-30) before it starts (2026-01-01); a term's end is its last day.",
    )


def test_the_branches_of_a_union_are_one_finding() -> None:
    (found,) = findings("name: C\nkind: council\nterm: {counts: sometimes}\n")
    assert found.id == "wrong-value"
    assert found.message == "`counts` is the text `sometimes`; that is not allowed."
    assert found.hint == "Allowed: `always`, `over-half` or `never`; or a mapping (`key: value`)."


def test_inside_a_union_the_branch_that_was_begun_is_explained() -> None:
    found = findings("name: C\nkind: council\nterm: {counts: {longer: 12 months}}\n")
    assert [each.message for each in found] == [
        "The key `longer_than` is missing in `term.counts`.",
        "Unknown key `longer` in `term.counts`.",
    ]


def test_everything_wrong_is_reported_at_once() -> None:
    found = findings(
        """\
name: 12
kind: counsil
seats: {count: 3, minimum: 5}
term: {length: 6}
members:
  - github: "@x y"
  - github: ada
    term: []
"""
    )
    assert [(each.id, each.line) for each in found] == [
        ("wrong-type", 1),
        ("wrong-value", 2),
        ("wrong-value", 3),
        ("wrong-value", 4),
        ("wrong-value", 6),
        ("unknown-key", 8),
    ]


def test_a_bare_66_67_is_refused_where_two_thirds_may_have_been_meant() -> None:
    (found,) = findings(
        "policies:\n  p:\n    electorate: council\n    period: {length: 3 days}\n"
        "    pass: {count: yes, at_least: 66.67}\n",
        Settings,
    )
    assert (found.line, found.column) == (5, 34)
    assert found.message == (
        "`66.67` is neither a share nor a count. "
        "Write a fraction (2/3), a percentage (66.67%), a whole number (3), "
        "`all` or `all but 1`."
    )


def test_a_file_of_the_wrong_kind_is_refused_whole() -> None:
    (found,) = findings("- ada\n- ben\n")
    assert found.message == "The file holds a list; a mapping (`key: value`) is expected."


@pytest.mark.parametrize("key", ["1", "true", "2026-01-01"])
def test_a_key_that_looks_like_something_else_is_text(key: str) -> None:
    (found,) = findings(f"name: C\nkind: council\n{key}: x\n")
    assert (found.id, found.line, found.message) == ("unknown-key", 3, f"Unknown key `{key}`.")


@pytest.mark.parametrize("login", ["аda", "ada\u202e", "ada\u200b", "ada smith", "-ada", "a" * 40])
def test_a_login_that_github_would_not_give_is_refused(login: str) -> None:
    (found,) = findings(f'name: C\nkind: council\nmembers:\n  - github: "{login}"\n')
    assert found.id == "wrong-value"
    assert found.message.endswith("is not a GitHub login.")


def test_what_people_wrote_is_quoted_on_one_line_and_shortened() -> None:
    (found,) = findings(f'name: C\nkind: "{"x" * 500}\\nsecond line `code`"\n')
    assert "\n" not in found.message
    assert len(found.message) < 120


def test_an_error_holds_the_first_findings_with_their_places() -> None:
    with pytest.raises(UserError) as raised:
        require(Body, load_yaml("name: 12\nkind: counsil\n", BODY))
    text = str(raised.value)
    assert text.startswith(f"{BODY}:1:7: `name` is the number 12; text is expected.")
    assert f"{BODY}:2:7: `counsil` is not allowed for `kind`." in text


def test_an_error_with_very_many_findings_says_how_many_more_there_are() -> None:
    members = "".join(f"  - {{github: ada, wrong{n}: 1}}\n" for n in range(30))
    with pytest.raises(UserError, match=r"\.\.\. and 19 more; `govbot check` lists them all\."):
        require(Body, load_yaml(f"name: C\nkind: council\nmembers:\n{members}", BODY))


@pytest.mark.parametrize("label", ["x" * 51, "rfc: " + "ä" * 46])
def test_a_stage_s_label_that_github_would_not_take_is_reported_where_it_stands(label: str) -> None:
    text = f'lifecycle:\n  stages:\n    discussion: {{label: "{label}"}}\n'
    (found,) = findings(text, Settings)
    assert found.level is Level.ERROR
    assert found.line == 3
    assert "50" in found.message + found.hint


def test_the_label_of_a_stage_with_the_longest_name_is_one_that_github_takes() -> None:
    name = "s" * 40
    text = f"lifecycle:\n  stages:\n    {name}: {{}}\n"
    settings = require(Settings, load_yaml(text, "governance/govbot.yaml"))
    assert len(settings.lifecycle.label(name)) <= 50
    (found,) = findings(text.replace(name, f"{name}s"), Settings)
    assert found.level is Level.ERROR
