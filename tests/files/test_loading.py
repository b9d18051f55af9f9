"""What a person reads when a YAML file is not what it should be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from govbot.files import MAX_BYTES, load_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from govbot.core.findings import Finding


def only(text: str | bytes) -> Finding:
    findings = load_yaml(text, "governance/govbot.yaml").findings
    assert len(findings) == 1
    return findings[0]


def place(finding: Finding) -> tuple[int | None, int | None]:
    return finding.line, finding.column


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("y", "y"),
        ("true", True),
        ("0012", 12),
        ("-3", -3),
        ("5319e7", "5319e7"),
        ("66.67", 66.67),
        ("66.67%", "66.67%"),
        ("1/2", "1/2"),
        ("10:30", "10:30"),
        ("~", None),
        ('"12"', "12"),
        ("2026-03-01", date(2026, 3, 1)),
        ("2026-03-01T09:00:00Z", datetime(2026, 3, 1, 9, tzinfo=UTC)),
        ("10 days", "10 days"),
    ],
)
def test_scalars_are_what_an_editor_takes_them_for(text: str, value: object) -> None:
    assert load_yaml(f"key: {text}", "f.yaml").data == {"key": value}


def test_a_tab_is_named() -> None:
    finding = only("policies:\n\trfc-accept: 1\n")
    assert finding.id == "yaml-syntax"
    assert place(finding) == (2, 1)
    assert finding.message == "A tab indents this line."
    assert finding.hint == "Indent with spaces: YAML does not allow tabs."


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("a: b: c", (1, 5), "A `:` is not allowed here."),
        ("a: @ada", (1, 4), "`@` cannot begin a value."),
        ("a: [1,\nb: 2\n", (1, 4), "A list opened with `[` is not closed."),
        ("a: {b: 1\n", (1, 4), "A mapping opened with `{` is not closed."),
        ("a: 'x", (1, 4), "A quotation mark is opened and not closed."),
        ("- a\nb: c\n", (2, 1), "The indentation does not fit the lines before."),
        ("a: ]", (1, 4), "A value is missing here."),
        ("a: *x", (1, 4), "An alias (`*name`) refers to an anchor that is not there."),
        ("a: [*.lock]", (1, 5), "`*` begins an alias in YAML, and a name of letters"),
        ("a:\n- *\n", (2, 3), "`*` begins an alias in YAML, and a name of letters"),
        ("a: &.x", (1, 4), "`&` begins an anchor in YAML, and a name of letters"),
        ("a: b\n---\nc: d\n", (2, 1), "A second document begins here."),
        ("? [a]\n: b\n", (1, 3), "A key is a list or a mapping."),
        ("a: 2026-02-30", (1, 4), "`2026-02-30` is not a day or time that exists."),
        ("a: !!python/name:os.system x", (1, 4), "The tag `tag:yaml.org,2002:python/name"),
        ("a: !!int many", (1, 4), "`many` is not a whole number."),
        ("a: !!bool 3", (1, 4), "`3` is not true or false."),
        ("a: !!float x", (1, 4), "`x` is not a number."),
        ("a: b\nc: x\x01y", (2, 5), "A control character stands here."),
    ],
)
def test_a_syntax_error_is_explained_at_its_place(
    text: str, where: tuple[int, int], message: str
) -> None:
    finding = only(text)
    assert finding.id == "yaml-syntax"
    assert place(finding) == where
    assert finding.message.startswith(message)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a: [*.lock]", '"*.lock"'),
        ("a: [**/*.lock, b]", '"**/*.lock"'),
        ("a: {b: *.lock}", '"*.lock"'),
        ("a:\n  - *.lock # locks\n", '"*.lock"'),
        ("a: *", '"*"'),
    ],
)
def test_a_pattern_that_yaml_takes_for_an_alias_is_shown_in_quotes(text: str, hint: str) -> None:
    assert only(text).hint == f"Text that begins with it goes in quotes: {hint}."


def test_every_repeated_key_is_reported_at_its_second_place() -> None:
    findings = load_yaml("a: 1\na: 2\nb: {c: 1, c: 3}\n", "f.yaml").findings
    assert [(each.id, each.line, each.column) for each in findings] == [
        ("duplicate-key", 2, 1),
        ("duplicate-key", 3, 11),
    ]


def test_a_key_that_overrides_a_merged_one_is_no_repetition() -> None:
    loaded = load_yaml("a: &a {x: 1, y: 2}\nb: {<<: *a, x: 3}\n", "f.yaml")
    assert loaded.findings == ()
    assert loaded.data["b"] == {"x": 3, "y": 2}


def test_a_file_of_ten_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(10 * 1024 * 1024)  # zeros, which would be another error if they were read
    (finding,) = load_yaml(path, "big.yaml").findings
    assert finding.id == "too-large"
    assert (
        finding.message == f"The file is 10,485,760 bytes; {MAX_BYTES:,} is the most that is read."
    )


def test_a_text_that_is_too_large_is_refused() -> None:
    assert only("#" * (MAX_BYTES + 1)).id == "too-large"


def test_an_alias_bomb_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert only("\n".join(lines)).id == "yaml-too-complex"


def test_an_alias_to_what_it_stands_in_is_refused() -> None:
    assert only("a: &a [*a]").id == "yaml-too-complex"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_nesting_without_end_is_refused(opening: str) -> None:
    finding = only(opening * 100_000)
    assert finding.id == "yaml-too-complex"
    assert finding.message == "Lists and mappings are nested more than 50 deep."


def test_text_that_is_not_utf_8_is_refused_at_the_byte() -> None:
    finding = only("name: Café\nother: é\n".encode("latin-1"))
    assert finding.id == "not-utf-8"
    assert place(finding) == (1, 10)
    assert finding.message == "The byte 0xe9 is not UTF-8."


@pytest.mark.parametrize("text", ["", "  \n\n", "# only a comment\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    assert only(text).id == "empty-file"


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    (finding,) = load_yaml(tmp_path / "none.yaml", "none.yaml").findings
    assert finding.id == "unreadable-file"
    assert finding.message == "The file cannot be read: No such file or directory."


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert load_yaml(path, "f.yaml").data == {"a": 1, "b": 2}


def test_json_is_read_and_has_places() -> None:
    loaded = load_yaml('{"a": 1,\n "b": {"c": 2}}', "case.json")
    assert loaded.data == {"a": 1, "b": {"c": 2}}
    assert str(loaded.place(("b", "c"))) == "case.json:2:13"


def test_a_repeated_key_in_json_is_an_error() -> None:
    assert only('{"a": 1, "a": 2}').id == "duplicate-key"


def test_a_place_that_is_not_there_is_the_nearest_above() -> None:
    loaded = load_yaml("a:\n  b: 1\n", "f.yaml")
    assert str(loaded.place(("a", "b"))) == "f.yaml:2:6"
    assert str(loaded.place(("a", "missing", "deeper"))) == "f.yaml:1:1"
    assert str(loaded.key_place(("a", "b"))) == "f.yaml:2:3"


TAGS = ["map", "seq", "str", "int", "float", "bool", "null", "timestamp", "set", "omap", "binary"]
VALUES = ["[a]", "{a: b}", "a", "[1]", "[[1]]", "[{a: b}]", "&x a", "|\n  a", "2026-13-45", ".inf"]


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("value", VALUES)
def test_a_tag_before_what_it_does_not_fit_is_a_finding_with_its_line(tag: str, value: str) -> None:
    for text in (f"a: 1\nx: !!{tag} {value}\n", f"x:\n  <<: !!{tag} {value}\n"):
        loaded = load_yaml(text, "rfcs/0001-a.md", line_offset=1)
        assert all(each.line in {3, 4} for each in loaded.findings)


def test_a_mapping_s_tag_before_a_list_is_said_to_be_wrong() -> None:
    (found,) = load_yaml("title: T\nx: !!map [a]\n", "rfcs/0001-a.md", line_offset=1).findings
    assert (found.line, found.column) == (3, 4)
    assert "the tag `!!map` does not fit what stands behind it" in found.message.replace(
        "The", "the"
    )


@pytest.mark.parametrize("text", ['{"title": "\\ud800"}', '{"\\udfff": 1}', '{"a": ["x\\ud800y"]}'])
def test_half_a_character_in_json_is_a_finding(text: str) -> None:
    (found,) = load_yaml(text, "f").findings
    assert found.line == 1
    assert load_yaml('{"a": "\\ud83d\\ude00"}', "f").data == {"a": "\N{GRINNING FACE}"}
