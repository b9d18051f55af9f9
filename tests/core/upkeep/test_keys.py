"""Keys and markers: what is written is read again, and nothing in a key ends its marker."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from govbot.core.upkeep.keys import OVER, Marker, digest, key_of, marker, marker_in, print_of
from tests.reports.nasty import nasty


def test_a_key_is_its_words_in_lower_case() -> None:
    assert (
        key_of("reminder", "council", "Ada", date(2026, 6, 30)) == "reminder council ada 2026-06-30"
    )
    assert key_of("inactive council ada 17/1") == "inactive council ada 17-1"
    assert key_of("short", "council", date.min) == "short council always"


def test_a_marker_says_what_was_said() -> None:
    text = marker("roster council", ["ends ada"], OVER)
    assert text == f"<!-- govbot:roster council | over {digest('ends ada')} -->"
    shown = marker_in(f"{text}\nHow the terms stand.")
    assert shown == Marker("roster council", frozenset({OVER, digest("ends ada")}))
    assert shown.has_said("ends ada")
    assert not shown.has_said("ends ben")
    assert shown.is_over


def test_a_marker_counts_only_at_the_beginning() -> None:
    assert marker_in("Look: <!-- govbot:roster council -->") is None
    assert marker_in("") is None


@given(words=st.lists(nasty, min_size=1, max_size=3), said=st.lists(nasty, max_size=5))
def test_whatever_is_in_a_key_a_marker_is_read_as_it_was_written(
    words: list[str], said: list[str]
) -> None:
    key = key_of("about", *words)
    text = marker(key, said)
    assert text.count("-->") == 1
    shown = marker_in(f"{text}\n<!-- govbot:roster council -->")
    assert shown == Marker(key, frozenset(map(digest, said)))


def test_a_text_is_the_same_with_other_line_ends() -> None:
    assert print_of("a\r\nb\n") == print_of("a\nb\n")
    assert print_of("a\nb\n") != print_of("a\nc\n")
