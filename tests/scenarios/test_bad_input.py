"""Whatever people write, by mistake or on purpose: an answer or an error in words, and nothing lost."""

from __future__ import annotations

import pytest

from govbot.core.errors import UserError
from govbot.demo.sight import LEDGER_BRANCH
from govbot.demo.story import NUMBER
from tests.scenarios.story import after
from tests.scenarios.town import RFC, Town

LONGEST = 65_536


def test_the_longest_comment_that_github_takes_is_read_to_its_end() -> None:
    town = after("the vote is opened")
    command = "\n\n/vote yes"
    town.world.comment(NUMBER, "x" * (LONGEST - len(command)) + command, by="ada")
    town.settle()
    assert town.ballots() == [("ada", "yes", True)]


def test_the_longest_comment_full_of_commands_gets_one_answer_that_fits() -> None:
    town = after("the vote is opened")
    line = "/rfc advance nowhere\n"
    town.world.comment(NUMBER, line * (LONGEST // len(line)), by="zoe")
    town.settle()
    town.sweep()
    (answer,) = [each for each in town.answers() if "nowhere" in each]
    assert len(answer) <= LONGEST
    assert len(town.statuses()) == 1


def test_the_longest_line_that_is_refused_gets_an_answer_that_fits() -> None:
    town = after("the vote is opened")
    town.world.comment(NUMBER, "/vote " + "y" * (LONGEST - 6), by="ada")
    town.settle()
    assert len(town.answers()[-1]) < 3_000
    assert town.kinds()[-1] == "refused"


def test_the_longest_reason_is_kept_whole_in_the_ledger_or_refused_with_an_answer() -> None:
    town = after("the vote is opened")
    reason = "because " * 8_000
    town.world.comment(NUMBER, f"/vote no {reason}", by="ada")
    answers = len(town.answers())
    town.settle()
    kept = [record.reason for record in town.records() if record.kind == "ballot"]
    assert kept == [reason.strip()] or len(town.answers()) == answers + 1
    assert len(town.statuses()[0]) <= LONGEST


@pytest.mark.parametrize(
    "title",
    [
        "\u202etxet desrever",
        "zero\u200bwidth\u2066 and @everyone of @example/council",
        "<!-- govbot:status --> | # heading | `code` </details><script>alert(1)</script>",
        "A" * 256,
        "𝒞alendar 📅 \u0301\u0301\u0301",
        "line\u2028separator\u2029and\u0085next",
    ],
)
def test_tricks_in_a_title_stay_text(title: str) -> None:
    town = Town.begin()
    number = town.world.open_pull_request(title, {"rfcs/0001-adopt.md": RFC}, by="zoe").number
    town.settle()
    (status,) = town.statuses(number)
    assert status.count("<!-- govbot:") == 1
    assert "<script" not in status
    assert "@everyone" not in status
    assert not any(each in status for each in "\u202e\u2066\u2028\u2029")
    assert town.state(number).stage == "discussion"
    # What is in the ledger is one line a record, whatever was in the title.
    assert len(town.ledger(number).split("\n")) == len(town.records(number)) + 1


@pytest.mark.parametrize(
    "front",
    [
        'title: "\\u202e<!-- govbot:status -->"',
        "title: '@everyone | <img src=x onerror=alert(1)>'",
    ],
)
def test_tricks_in_the_documents_title_stay_text(front: str) -> None:
    town = Town.begin()
    text = RFC.replace("title: TITLE", front)
    town.world.open_pull_request("Adopt", {"rfcs/0001-adopt.md": text}, by="zoe")
    town.settle()
    (status,) = town.statuses()
    assert status.count("<!-- govbot:") == 1
    assert "<img" not in status
    assert "@everyone" not in status


def test_a_login_that_looks_like_another_is_another() -> None:
    town = after("the vote is opened")
    town.world.add_person("аda")  # Cyrillic, which GitHub itself does not allow
    town.world.comment(NUMBER, "/vote yes", by="аda")
    town.settle()
    assert [binding for _, _, binding in town.ballots()] == [False]


def test_letters_that_look_like_a_command_are_answered_and_not_obeyed() -> None:
    town = after("the vote is opened")
    town.world.comment(NUMBER, "／vote yes", by="ada")
    answers = len(town.answers())
    town.settle()
    assert town.ballots() == []
    assert len(town.answers()) == answers + 1


def test_an_injection_in_a_comment_is_words() -> None:
    town = after("the vote is opened")
    town.world.comment(NUMBER, "/vote no $(touch /tmp/x); `id` ${{ github.token }}", by="ada")
    town.settle()
    (record,) = [record for record in town.records() if record.kind == "ballot"]
    assert record.reason == "$(touch /tmp/x); `id` ${{ github.token }}"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"---\ntitle: x\n---\n" + b"x" * 10_000_000, "is the most that is read"),
        (b"---\ntitle: \xff\xfe\x00\x01\n---\n\x00\x00", ""),
        (b"", "does not begin with front matter"),
        (b"---\ntitle: [one\n---\n\n## Summary\n\nText.\n", "0001-adopt.md:"),
        (b"---\ntitle: one\ntitle: two\n---\n\n## Summary\n\nText.\n", "title"),
        (b"---\ntitle: one\nunknown: two\n---\n\n## Summary\n\nText.\n", "unknown"),
        (b"---\n- a\n- list\n---\n", "0001-adopt.md:"),
        (b"---\nno end\n", "opened with `---` and not closed"),
    ],
    ids=["10 MB", "binary", "empty", "broken YAML", "twice", "unknown key", "a list", "no end"],
)
def test_a_document_that_cannot_be_read_is_proposed_and_says_what_to_mend(
    content: bytes, says: str
) -> None:
    town = Town.begin()
    town.world.open_pull_request("Adopt", {"rfcs/0001-adopt.md": content}, by="zoe")
    for report in town.settle():
        assert report is not None
        assert not report.failed
    assert town.state().stage == "proposed"
    (status,) = town.statuses()
    assert says in status
    ((conclusion, title),) = town.checks()
    assert conclusion == "failure"
    assert title is not None
    assert title.endswith("to mend")
    assert town.waiting() == []
    records = town.ledger()
    town.sweep()
    assert town.ledger() == records


@pytest.mark.parametrize(
    "nonsense",
    [
        "nonsense\n",
        '{"kind":"ballot"}\n',
        '{"kind":"unheard-of","at":"2026-03-02T09:00:00Z"}\n',
        "[]\n",
        '{"kind":"stage","at":"2026-03-02T09:00:00Z","stage":"x","why":"y","extra":1}\n',
    ],
)
def test_a_ledger_edited_by_hand_is_an_error_that_names_the_line_and_nothing_is_written(
    nonsense: str,
) -> None:
    town = after("the vote is opened")
    lines = town.ledger().split("\n")
    edited = "\n".join([*lines[:2], nonsense.strip(), *lines[2:]])
    town.world.push_to(LEDGER_BRANCH, {f"rfcs/{NUMBER}.jsonl": edited}, by="mo")
    town.lose_events()
    town.world.comment(NUMBER, "/vote yes", by="ada")
    before = town.picture()
    with pytest.raises(UserError) as error:
        town.settle()
    assert f"{LEDGER_BRANCH}:rfcs/{NUMBER}.jsonl:3" in str(error.value)
    assert town.picture() == before


def test_a_ledger_edited_by_hand_stops_no_other_rfc_on_the_schedule() -> None:
    town = after("the vote is opened")
    other = town.open("A house")
    town.lose_events()
    town.world.push_to(LEDGER_BRANCH, {f"rfcs/{NUMBER}.jsonl": "nonsense\n"}, by="mo")
    report = town.sweep()
    assert report is not None
    assert [error.partition(":")[0] for error in report.errors] == [f"#{NUMBER}"]
    assert town.state(other).stage == "discussion"


def test_a_ledger_that_is_not_text_is_an_error_and_nothing_is_written() -> None:
    town = after("the vote is opened")
    binary: dict[str, str | bytes | None] = {f"rfcs/{NUMBER}.jsonl": b"\xff\xfe\x00\x01"}
    town.world.push_to(LEDGER_BRANCH, binary, by="mo")
    town.lose_events()
    town.world.comment(NUMBER, "/vote yes", by="ada")
    comments = len(town.world.issue(NUMBER).comments)
    with pytest.raises(UserError, match="ledger"):
        town.settle()
    assert len(town.world.issue(NUMBER).comments) == comments
