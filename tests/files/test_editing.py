"""One key is put into a YAML text, and nothing else changes: not a comment, not a space."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.core.errors import UserError
from govbot.files.editing import Edit, with_key, with_keys
from govbot.files.flow_yaml import in_flow
from govbot.files.loading import load_yaml

ROSTER = """\
# The council.
name: Council
members:
  # the chair
  - github: ada   # since the beginning
    seat: 1
    terms:
      - {start: 2026-01-01}   # open
  # about ben
  - {github: ben, seat: 2} # in brackets
  - github: cyd
    role: |
      keeps the
      minutes

# the end
"""


def test_a_key_is_added_below_the_last_one_and_above_the_comment_of_the_next_entry() -> None:
    made = with_key(ROSTER, ("members", 0), "emeritus", date(2027, 1, 1))
    assert made == ROSTER.replace(
        "open\n  # about ben", "open\n    emeritus: 2027-01-01\n  # about ben"
    )


def test_a_key_is_added_after_the_one_that_is_named() -> None:
    made = with_key(ROSTER, ("members", 0), "id", 7, after="github")
    assert made == ROSTER.replace("beginning\n", "beginning\n    id: 7\n")


def test_a_key_is_added_in_brackets() -> None:
    made = with_key(ROSTER, ("members", 1), "emeritus", date(2027, 1, 1))
    assert made == ROSTER.replace("seat: 2}", "seat: 2, emeritus: 2027-01-01}")


def test_a_key_is_added_below_a_block_of_text() -> None:
    made = with_key(ROSTER, ("members", 2), "seat", 3)
    assert made == ROSTER.replace("minutes\n", "minutes\n    seat: 3\n")


def test_a_key_of_the_whole_file_is_added_at_its_end() -> None:
    assert with_key("a: 1\n# end\n", (), "b", 2) == "a: 1\nb: 2\n# end\n"


def test_a_value_is_replaced_where_it_stands() -> None:
    made = with_key(ROSTER, ("members", 0), "github", "ada-new")
    assert made == ROSTER.replace("github: ada ", "github: ada-new ")


def test_a_block_of_text_is_replaced_by_a_line() -> None:
    made = with_key(ROSTER, ("members", 2), "role", "takes notes: all")
    assert made == ROSTER.replace(
        "role: |\n      keeps the\n      minutes\n", 'role: "takes notes: all"\n'
    )


def test_the_same_value_again_changes_nothing() -> None:
    assert with_key(ROSTER, ("members", 0), "seat", 1) == ROSTER


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- a: 1\n  old:\n  - x # c\n", "- a: 1\n  old:\n  - x # c\n  - y\n"),
        ("- a: 1\n  old:\n    - x\n  # c\n", "- a: 1\n  old:\n    - x\n    - y\n  # c\n"),
        ("- {a: 1, old: [x]} # c\n", "- {a: 1, old: [x, y]} # c\n"),
        ("- {a: 1, old: []}\n", "- {a: 1, old: [x, y]}\n"),
        ("- a: 1\n  old:\n    - w\n", "- a: 1\n  old: [x, y]\n"),
    ],
)
def test_a_list_that_becomes_longer_keeps_what_it_has(before: str, after: str) -> None:
    assert with_key(before, (0,), "old", ["x", "y"]) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:", "a: 3"),
        ("a: # later", "a: 3 # later"),
        ("{}", "{a: 3}"),
        ("{b: 1,\n c: 2,\n}\n", "{b: 1,\n c: 2, a: 3,\n}\n"),
        ("b: 1", "b: 1\na: 3"),
        ("b: 1 # c", "b: 1 # c\na: 3"),
        ("b: |+\n  x\n\n", "b: |+\n  x\n\na: 3\n"),
        ("b: x\n  y\n# c\n", "b: x\n  y\na: 3\n# c\n"),
        ("b: 1\r\nc: 2\r\n", "b: 1\r\nc: 2\r\na: 3\r\n"),
        ("\ufeffb: 1\n", "\ufeffb: 1\na: 3\n"),
        ("# é 😀\nb: 'é 😀'\n", "# é 😀\nb: 'é 😀'\na: 3\n"),
        ("---\nb: 1\n...\n", "---\nb: 1\na: 3\n...\n"),
    ],
)
def test_a_text_of_any_shape_takes_a_key(before: str, after: str) -> None:
    assert with_key(before, (), "a", 3) == after


def test_a_key_goes_below_a_value_that_is_an_alias() -> None:
    text = "x: &who ada\nm:\n  y: *who\n  # c\n"
    assert with_key(text, ("m",), "z", 1) == "x: &who ada\nm:\n  y: *who\n  z: 1\n  # c\n"


@pytest.mark.parametrize(
    ("text", "path", "why"),
    [
        ("a: &x {b: 1}\nc: *x\n", ("c",), "it is written elsewhere"),
        ("a: &x {b: 1}\nc: *x\n", ("a",), "something else in the file would change with it"),
        ("a: &x\n  k: 1\nc: *x\n", ("a",), "something else in the file would change with it"),
        ("a: {k: &x 1}\nc: *x\n", ("a",), "what stands there has a name"),
        ("a:\n  k: # why\n    - 1\n", ("a",), "there may be comments in what stands there"),
        ("a: [b: 1]\n", ("a", 0), "something else in the file would change with it"),
        ("a: &x {b: {}}\nc:\n  <<: *x\n", ("c", "b"), "it is written elsewhere"),
    ],
)
def test_what_cannot_be_changed_alone_is_refused_with_what_to_write(
    text: str, path: tuple[str | int, ...], why: str
) -> None:
    with pytest.raises(UserError) as caught:
        with_key(text, path, "k", 2, name="governance/people.yaml")
    said = str(caught.value)
    assert said.startswith("governance/people.yaml:")
    assert f"The key `k` cannot be written without touching anything else: {why}" in said
    assert "Write it by hand" in said
    assert "`k: 2`" in said


def test_a_repeated_key_is_refused_where_it_stands() -> None:
    with pytest.raises(UserError, match=r"f\.yaml:2:1: The key `a` stands here a second time"):
        with_key("a: 1\na: 2\n", (), "b", 3, name="f.yaml")


def test_a_place_that_is_not_there_is_refused() -> None:
    with pytest.raises(UserError, match=r"There is no mapping at `members\[5\]`"):
        with_key(ROSTER, ("members", 5), "a", 1)


def test_several_keys_are_set_at_once_in_the_order_in_which_they_are_given() -> None:
    made = with_keys(
        ROSTER,
        [
            Edit(("members", 0), "emeritus", date(2027, 1, 1)),
            Edit(("members", 0), "votes", value=False),
            Edit(("members", 1), "seat", 5),
            Edit((), "kind", "council", after="name"),
            Edit(("members", 0), "seat", 1),
        ],
    )
    assert made == (
        ROSTER.replace("open\n", "open\n    emeritus: 2027-01-01\n    votes: false\n")
        .replace("seat: 2", "seat: 5")
        .replace("name: Council\n", "name: Council\nkind: council\n")
    )


def test_when_one_of_several_keys_cannot_be_set_none_is() -> None:
    with pytest.raises(UserError, match="`k: 2`"):
        with_keys("a: &x {b: 1}\nc: *x\nd: {}\n", [Edit(("d",), "k", 1), Edit(("c",), "k", 2)])


# The law, over documents of every shape ---------------------------------------------------------

WORDS = st.sampled_from(
    [
        *("ada", "a b", "yes", "true", "12", "0012", "1.5", "2026-01-01", "x: y", "- x", "#x"),
        *("a#b", "it's", '"', "", " ", "é", "😀", "[", "{a}", "a,b", "null", "~", "*x", "&x"),
        *("!x", "|", "a\nb", "\u2028", "@a", "%"),
    ]
)
SCALARS = st.one_of(
    WORDS,
    st.text(max_size=6, alphabet=st.characters(codec="utf-8")),
    st.integers(),
    st.booleans(),
    st.none(),
    st.dates(min_value=date(1000, 1, 1)),
)
KEYS = st.sampled_from(["a", "b", "c", "github", "x y", "yes", "1"])
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, Any]:
    """A text and the data it holds: in blocks and in brackets, with comments and empty lines."""
    data = draw(st.dictionaries(KEYS, DATA, min_size=1, max_size=4))

    def comment() -> str:
        return draw(st.sampled_from(["", "", " # a: {b}", "  #"]))

    def above(column: int) -> str:
        return draw(st.sampled_from(["", "", "\n", " " * column + "# - x\n", "# [\n"]))

    def lines(value: Any, column: int) -> str:
        text = ""
        pad = " " * column
        if isinstance(value, dict):
            for key, each in value.items():
                text += above(column) + pad + in_flow(key) + ":" + inside(each, column)
        else:
            for each in value:
                text += above(column) + pad + "-" + inside(each, column, of_list=True)
        return text

    def inside(value: Any, column: int, *, of_list: bool = False) -> str:
        is_block = isinstance(value, dict | list) and value and draw(st.booleans())
        if not is_block:
            if value is None and draw(st.booleans()):
                return comment() + "\n"
            return " " + in_flow(value) + comment() + "\n"
        deeper = column + draw(st.integers(1, 3))
        if of_list and isinstance(value, dict) and draw(st.booleans()):
            # `- a: 1`: the first key on the line of the dash.
            text = lines(value, column + 2)
            if text.startswith(" " * (column + 2)) and not text.lstrip(" ").startswith("#"):
                return " " + text[column + 2 :]
        if isinstance(value, list) and not of_list and draw(st.booleans()):
            deeper = column
        return comment() + "\n" + lines(value, deeper)

    text = lines(data, 0) + draw(st.sampled_from(["", "# end\n", "\n\n"]))
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    return text, data


def mappings(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path] if isinstance(data, dict) else []
    if isinstance(data, dict | list):
        inside = data.items() if isinstance(data, dict) else enumerate(data)
        found += [each for key, value in inside for each in mappings(value, (*path, key))]
    return found


@given(documents(), SCALARS, st.data())
def test_the_data_has_the_new_key_and_the_text_has_only_more(
    document: tuple[str, Any], value: Any, choices: st.DataObject
) -> None:
    text, data = document
    assert load_yaml(text, "").data == data
    path = choices.draw(st.sampled_from(mappings(data)))
    after = choices.draw(st.sampled_from(["", "a"]))
    windows = choices.draw(st.booleans())
    text = text.replace("\n", "\r\n") if windows else text

    made = with_key(text, path, "new", value, after=after)

    expected = copy.deepcopy(data)
    part = expected
    for step in path:
        part = part[step]
    part["new"] = value
    loaded = load_yaml(made, "")
    assert not loaded.findings
    assert loaded.data == expected
    assert _is_text_with_one_piece_more(text, made)
    if windows and "\n" in text:
        assert "\n" not in made.replace("\r\n", "")


@given(documents(), SCALARS, st.data())
def test_a_replaced_value_leaves_every_other_line_alone(
    document: tuple[str, Any], value: Any, choices: st.DataObject
) -> None:
    text, data = document
    paths = [each for each in mappings(data) if part_at(data, each)]
    path = choices.draw(st.sampled_from(paths))
    key = choices.draw(st.sampled_from(sorted(part_at(data, path))))

    refusal = ""
    try:
        made = with_key(text, path, key, value)
    except UserError as error:
        refusal = error.message
        made = ""
    if not made:
        assert "there may be comments in what stands there" in refusal
        assert "#" in text
        return

    expected = copy.deepcopy(data)
    part_at(expected, path)[key] = value
    assert load_yaml(made, "").data == expected
    if not isinstance(part_at(data, path)[key], dict | list):
        before, after = text.splitlines(), made.splitlines()
        assert len(before) == len(after)
        assert sum(one != other for one, other in zip(before, after, strict=True)) <= 1


@pytest.mark.parametrize("login", ["0x10", "0xdeadbeef", "1e3", "0o7", "007", "null", "2026-01-01"])
def test_a_login_that_an_editor_would_take_for_something_else_is_quoted(login: str) -> None:
    assert in_flow(login) == f'"{login}"'


@pytest.mark.parametrize(
    "login", ["0xPoe", "e3", "yes", "No", "1c3t3a", "17cupsofcoffee", "the8472"]
)
def test_a_login_that_only_looks_odd_is_not_quoted(login: str) -> None:
    assert in_flow(login) == login


@given(DATA)
def test_every_value_reads_back_as_it_was_written(value: Any) -> None:
    assert load_yaml(f"a: {in_flow(value)}", "").data == {"a": value}


@given(documents(), st.lists(SCALARS, min_size=1, max_size=4), st.data())
def test_several_keys_at_once_are_the_same_as_one_after_the_other(
    document: tuple[str, Any], values: list[Any], choices: st.DataObject
) -> None:
    text, data = document
    paths = choices.draw(
        st.lists(
            st.sampled_from(mappings(data)),
            unique=True,
            min_size=1,
            max_size=min(len(values), len(mappings(data))),
        )
    )
    edits = [Edit(path, "new", value) for path, value in zip(paths, values, strict=False)]
    one_by_one = text
    for each in edits:
        one_by_one = with_key(one_by_one, each.path, each.key, each.value)
    assert with_keys(text, edits) == one_by_one


def part_at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def _is_text_with_one_piece_more(text: str, made: str) -> bool:
    """Say whether `made` is `text` with one piece put in somewhere."""
    same = 0
    while same < len(text) and text[same] == made[same]:
        same += 1
    return made.endswith(text[same:]) and len(made) > len(text)
