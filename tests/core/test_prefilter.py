from __future__ import annotations

import re
import subprocess
import sys
import time

import pytest

from govbot.core.prefilter import SPACES, may_hold_command


@pytest.mark.parametrize(
    "body",
    [
        "/vote yes",
        "Fine.\r\n\t/RFC status",
        "Fine.\r/recuse me",
        "+1",
        "I read it.\n-1!\nThanks",
        "0  \r\n",
        "+1\\\ntext",
        "/voet yes",
    ],
)
def test_a_comment_with_a_command_or_an_attempt_at_one_passes(body: str) -> None:
    assert may_hold_command(body)


@pytest.mark.parametrize(
    "body",
    [
        "/vоte yes",
        "/ѵote yes",
        "\N{FULLWIDTH SOLIDUS}vote yes",
        "\N{ZERO WIDTH SPACE}/vote yes",
        "\N{MINUS SIGN}1",
        "＋１",
        "+1\N{VARIATION SELECTOR-16}",
    ],
)
def test_look_alikes_pass_so_that_they_are_answered(body: str) -> None:
    assert may_hold_command(body)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Looks good to me, thanks!",
        "I gave it a +1 yesterday.\nBen gave it a +1, too.",
        "- one\n- two\n\n10 of 12\n0 objections\n-10",
        "See https://example.org/vote/yes or docs/vote.md",
        "> /vote yes",
        "/lgtm\n/assign @ada",
        "/rfcs/0012-one-calendar.md says so.\n/var/log is full",
        "Здравствуйте\nこんにちは",
        " \t" * 30_000,
        "\r" * 60_000,
        "0" * 60_000,
    ],
)
def test_comments_without_a_command_are_left_at_once(body: str) -> None:
    assert not may_hold_command(body)


def test_white_space_is_what_python_takes_for_it_but_for_the_ends_of_lines() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))

    assert re.findall(f"[{SPACES}]", everything) == re.findall(r"[^\S\r\n]", everything)


def test_it_imports_nothing_but_regular_expressions() -> None:
    program = (
        "import re, sys; before = set(sys.modules); import govbot.core.prefilter; "
        "print(*sorted(set(sys.modules) - before))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert ran.stdout.split() == ["govbot", "govbot.core", "govbot.core.prefilter"]


PIECES = (
    *(
        "@a-1.",
        "@a-",
        "@a ",
        "lgtm",
        "lgtm ",
        " ",
        "\t",
        "-",
        "1.",
        "9)",
        "*",
        "_",
        "#",
        "[x]",
        "[ ]",
        "|",
        "~",
    ),
    *(
        "<b>",
        "<b",
        "</",
        "`",
        "'",
        '"',
        "+1",
        "-1",
        "+1 ",
        "0",
        "yes ",
        "no,",
        "ok",
        "ship it ",
        "\U0001f44d",
    ),
    *(
        "/vote ",
        "/vote yes",
        "vote ",
        "i vote ",
        "vote:",
        "\\",
        ".",
        "!",
        ":+1:",
        "\r",
        "\xa0",
        "\u200b",
        "/",
        "x",
    ),
)


@pytest.mark.parametrize("first", PIECES)
def test_no_comment_takes_longer_than_it_is_long(first: str) -> None:
    for second in PIECES:
        for body in (
            (first + second) * 500,
            first + second * 3_000 + "x",
            first * 1_500 + second * 1_500,
        ):
            began = time.process_time()
            may_hold_command(body)
            # It takes a few milliseconds, and hours where a character can be read in two ways.
            assert time.process_time() - began < 1, (first, second)
