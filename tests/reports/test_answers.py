"""What somebody reads whose command was refused, or who asked for help."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govbot.core.commands import COMMANDS
from govbot.core.decide import Answer
from govbot.core.decide.answers import RefusedLine
from govbot.reports import answer_comment
from tests.reports.markdown import assert_harmless, seen, tokens
from tests.reports.nasty import nasty

URL = "https://github.com/example/community/pull/12#issuecomment-77"
MARKER = "<!-- govbot:answer:77 -->"


def answer(*refused: RefusedLine, login: str = "zoe", wants_help: bool = False) -> Answer:
    return Answer(
        key="77", marker=MARKER, login=login, url=URL, refused=refused, wants_help=wants_help
    )


def test_a_refused_ballot_is_answered_with_why_and_what_would_work() -> None:
    late = RefusedLine(
        line="/vote yes",
        why="The vote closed at 2026-03-11 00:00 UTC; this was written at 2026-03-11 00:01 UTC.",
        hint="`/vote open` opens another one.",
    )
    assert answer_comment(answer(late)) == (
        "<!-- govbot:answer:77 -->\n"
        "**zoe**, about [your comment]"
        "(<https://github.com/example/community/pull/12#issuecomment-77>):\n"
        "\n"
        "- `/vote yes` was refused. The vote closed at 2026-03-11 00:00 UTC; "
        "this was written at 2026-03-11 00:01 UTC.\n"
        "  `/vote open` opens another one.\n"
    )


def test_each_refused_line_is_answered() -> None:
    page = answer_comment(
        answer(
            RefusedLine(line="/rfc postpone", why="Only ben may.", hint=""),
            RefusedLine(
                line="/vote maybe", why="There is no such ballot.", hint="Write `/vote yes`."
            ),
        )
    )
    assert "- `/rfc postpone` was refused. Only ben may.\n- `/vote maybe` was refused." in page


def test_help_lists_every_command_in_a_table_that_holds() -> None:
    page = answer_comment(answer(wants_help=True))
    for usage in COMMANDS:
        assert f"| `{usage.syntax}` |" in page
        assert usage.does.replace("`", "") in seen(page)
    found = list(tokens(page))
    assert sum(token.type == "tr_open" for token in found) == len(COMMANDS) + 1
    assert sum(token.type == "td_open" for token in found) == 3 * len(COMMANDS)


def test_a_line_that_quotes_a_marker_does_not_forge_one() -> None:
    line = RefusedLine(line="/vote yes <!-- govbot:status --> `", why="No vote is open.", hint="")
    page = answer_comment(answer(line))
    assert_harmless(page, MARKER)
    assert line.line in seen(page)


def test_a_comment_of_nothing_but_refused_lines_gets_one_answer_that_fits() -> None:
    lines = [RefusedLine(line="|" * 5_000, why="@" * 5_000, hint="#1" * 5_000)] * 400
    page = answer_comment(answer(*lines, wants_help=True))
    assert_harmless(page, MARKER)
    assert "390 more lines were refused as well." in page


@given(login=nasty, line=nasty, why=nasty, hint=nasty, wants_help=st.booleans())
def test_an_answer_is_harmless_whatever_it_quotes(
    *, login: str, line: str, why: str, hint: str, wants_help: bool
) -> None:
    refused = RefusedLine(line=line, why=why, hint=hint)
    page = answer_comment(answer(refused, login=login, wants_help=wants_help))
    assert_harmless(page, MARKER)
    found = list(tokens(page))
    assert sum(token.type == "list_item_open" for token in found) == 1
    assert sum(token.type == "heading_open" for token in found) == 0
