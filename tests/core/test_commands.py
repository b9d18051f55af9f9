from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from govbot.core.choices import Choice
from govbot.core.commands import (
    COMMANDS,
    MOST_COMMANDS,
    MOST_IN_REASON,
    MOST_IN_TITLE,
    Advance,
    CancelVote,
    Cast,
    Champion,
    CloseVote,
    Command,
    Concern,
    Help,
    OpenVote,
    Postpone,
    Proxy,
    Recuse,
    RefreshVote,
    Refusal,
    Resolve,
    Status,
    Supersede,
    Usage,
    Withdraw,
    parse,
)
from govbot.core.commands.arguments import READERS
from govbot.core.commands.titles import find_title
from govbot.core.prefilter import may_hold_command

YES, NO, ABSTAIN, BLOCK = Choice.YES, Choice.NO, Choice.ABSTAIN, Choice.BLOCK


def refused(body: str) -> Refusal:
    (answer,) = parse(body)
    assert isinstance(answer, Refusal), answer
    return answer


# What people type, and what it means -------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("/rfc status", Status()),
        ("/rfc help", Help()),
        ("/rfc advance", Advance()),
        ("/rfc advance voting", Advance("voting")),
        ("/rfc advance Voting", Advance("voting")),
        ("/rfc postpone", Postpone()),
        ("/rfc withdraw", Withdraw()),
        ("/rfc supersede #42", Supersede(42)),
        ("/rfc supersede 0042", Supersede(42)),
        ("/rfc champion @ada", Champion("ada")),
        ("/rfc champion Ada-Example", Champion("Ada-Example")),
        ("/vote open", OpenVote()),
        ("/vote open rfc-accept", OpenVote("rfc-accept")),
        ("/vote cancel the text was not ready", CancelVote("the text was not ready")),
        ("/vote close", CloseVote()),
        ("/vote refresh", RefreshVote()),
        ("/vote yes", Cast(YES)),
        ("/vote no because it is early", Cast(NO, "because it is early")),
        ("/vote abstain", Cast(ABSTAIN)),
        ("/vote block it breaks 1.x", Cast(BLOCK, "it breaks 1.x")),
        ("/vote block", Cast(BLOCK)),
        ("/vote block <!-- your reason -->", Cast(BLOCK)),
        ("/vote +1", Cast(YES)),
        ("/vote -1 too early", Cast(NO, "too early")),
        ("/vote 0", Cast(ABSTAIN)),
        ("+1", Cast(YES)),
        ("-1", Cast(NO)),
        ("0", Cast(ABSTAIN)),
        ("/recuse my employer wrote it", Recuse("my employer wrote it")),
        ("/proxy @ben", Proxy("ben")),
        ("/proxy ben until 2026-06-30", Proxy("ben", date(2026, 6, 30))),
        ("/concern Old clients break", Concern("Old clients break")),
        ("/resolve Old clients break", Resolve("Old clients break")),
    ],
)
def test_a_line_is_read_as_its_command(line: str, command: Command) -> None:
    assert parse(line) == (command,)


@pytest.mark.parametrize(
    "line",
    [
        "/VOTE YES",
        "/Vote Yes",
        "  /vote yes  ",
        "\t \n/vote\tyes",
        "/vote   yes",
        "/vote\N{NO-BREAK SPACE}yes",
        "\N{NO-BREAK SPACE}/vote yes",
        "/vote yes.",
        "/vote yes!",
        "/vote yes\r\n",
        "Fine by me.\r\n/vote yes\r\nThanks!",
        "Fine by me.\r/vote yes\rThanks!",
        "Fine by me.  \n/vote yes  \nThanks!",
        "Fine by me.\\\n/vote yes\\\nThanks!",
        "+1!",
        "+1\\\nThanks!",
        "/vote yes <!-- said on the call -->",
    ],
)
def test_white_space_capitals_and_a_full_stop_do_not_change_a_ballot(line: str) -> None:
    assert parse(line) == (Cast(YES),)


def test_a_mail_signature_that_markdown_takes_for_a_heading_loses_no_ballot() -> None:
    assert parse("/vote no\n-- \nAda, Example Corp") == (Cast(NO),)


def test_reasons_and_titles_are_raw_with_white_space_collapsed() -> None:
    assert parse("/vote no  see `a*b`   and @ben <b>now</b> #1") == (
        Cast(NO, "see `a*b` and @ben <b>now</b> #1"),
    )
    assert parse("/concern  **Bold**\t title ") == (Concern("**Bold** title"),)


def test_a_line_that_follows_in_a_list_item_is_a_line_of_its_own() -> None:
    assert parse("1. I read it.\n\n   /vote yes") == (Cast(YES),)
    assert parse("- I read it.\n  /vote yes") == (Cast(YES),)
    assert parse("- /vote no\n  /vote yes") == (Cast(YES),)


def test_commands_keep_the_order_of_their_lines_and_repeats_are_collapsed() -> None:
    body = "/rfc champion @ada\ntext\n/vote open\n\n/rfc champion @ada\n/rfc status"
    assert parse(body) == (Champion("ada"), OpenVote(), Status())


# What is no command ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Looks good to me.",
        "I would /vote yes on this.",
        "I gave it a +1 yesterday",
        "+1 from me",
        "+1 -1",
        "+ 1",
        "- 1",
        "+10",
        "-1.5",
        "0 objections",
        "1",
        "/ vote yes",
        "//vote yes",
        "\\/vote yes",
        "- /vote yes",
        "* /vote yes",
        "1. /vote yes",
        "- [ ] /vote yes",
        "# /vote yes",
        "**/vote yes**",
        "~~/vote yes~~",
        "~~I am sure.\n/vote yes\nReally.~~",
        "`/vote yes`",
        "`code that\n/vote yes\ngoes on`",
        "``\n/vote yes\n``",
        "```\n/vote yes\n```",
        "```text\n/vote yes\n",
        "~~~\n/vote yes\n~~~",
        "    /vote yes",
        "\t/vote yes",
        "- item\n\n      /vote yes",
        "- ```\n  /vote yes\n  ```",
        "> /vote yes",
        ">/vote yes",
        "> > /vote yes",
        "- > /vote yes",
        "> - item\n>   /vote yes",
        "<!-- /vote yes -->",
        "<!--\n/vote yes\n-->",
        "<!--\n\n/vote yes",
        "Text <!--\n/vote yes\n--> goes on",
        "<div>\n/vote yes\n</div>",
        "<pre>\n\n/vote yes\n\n</pre>",
        "<script>\n/vote yes\n</script>",
        '<a href="/"\ntitle="\n/vote yes\n">text</a>',
        "[text](/address 'title\n/vote yes\n')",
        "[see\n/vote yes\n](/address)",
        "![see\n/vote yes\n](/address)",
        "[name]: /address 'title\n/vote yes\n'",
        "[see\n/vote yes\n][name]\n\n[name]: /address",
        "| /vote yes |\n|---|",
        "/lgtm",
        "/remove-label x",
        "/remove label",
        "/review",
        "/review café",
        "/retest",
        "/verify",
        "/priority high",
        "/close",
        "/rfcs/0001-ledger.md is the file",
        "/étude",
        "/тест",
        "éa /vote yes",
    ],
)
def test_what_is_not_a_line_of_plain_text_is_no_command(body: str) -> None:
    assert parse(body) == ()


def test_a_command_after_code_and_quotes_is_still_read() -> None:
    body = "> /vote no\n\nI disagree:\n\n```\n/vote abstain\n```\n\n/vote yes I tried it"
    assert parse(body) == (Cast(YES, "I tried it"),)


def test_code_that_opens_in_a_reason_hides_the_lines_it_covers() -> None:
    assert parse("/vote no because `x\n/vote yes` is wrong") == (Cast(NO, "because `x"),)


def test_a_comment_that_opens_in_a_reason_hides_the_lines_it_covers() -> None:
    assert parse("/vote no really <!-- x\n/vote yes\n-->") == (Cast(NO, "really"),)


def test_what_only_looks_like_a_comment_stays_in_a_reason() -> None:
    assert parse("/vote no `<!-- x -->` is not escaped") == (
        Cast(NO, "`<!-- x -->` is not escaped"),
    )


def test_a_command_right_below_a_quotation_is_answered_and_not_counted() -> None:
    refusal = refused("> Do we agree?\n/vote yes")
    assert refusal.line == "/vote yes"
    assert "right below a quotation" in refusal.why
    assert "empty line" in refusal.hint
    assert parse("> Do we agree?\n\n/vote yes") == (Cast(YES),)


# Refusals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "why", "hint"),
    [
        ("/vote", "`/vote` does not say what to do.", "`yes`, `no`, `abstain`, `block`"),
        ("/rfc", "`/rfc` does not say what to do.", "`status`, `help`"),
        ("/vote blokc x", "There is no `/vote blokc`.", "Did you mean `/vote block`?"),
        ("/vote approve", "There is no `/vote approve`.", "`+1`, `-1`, `0`"),
        ("/vote yes/no", "`/vote` has no such command.", "`yes`, `no`"),
        ("/vote \N{THUMBS UP SIGN}", "`/vote` has no such command.", "`yes`, `no`"),
        ("/vote да", "`/vote` has no such command.", "`yes`, `no`"),
        ("/rfc advanse", "There is no `/rfc advanse`.", "Did you mean `/rfc advance`?"),
        ("/voet yes", "There is no `/voet`.", "Did you mean `/vote`?"),
        ("/votes", "There is no `/votes`.", "Did you mean `/vote`?"),
        ("/recluse x", "There is no `/recluse`.", "Did you mean `/recuse`?"),
        ("/vote: yes", "Only a space may follow `/vote`.", "Write `/vote`, a space"),
        ("/vote=yes", "Only a space may follow `/vote`.", "Write `/vote`, a space"),
        ("/vote block ...", "`/vote block` needs a reason.", "`/vote block <reason>`"),
        ("/vote block <reason>", "`/vote block` needs a reason.", "for example `/vote block "),
        ("/vote cancel", "`/vote cancel` needs a reason.", "`/vote cancel <reason>`"),
        ("/recuse", "`/recuse` needs a reason.", "`/recuse <reason>`"),
        ("/concern", "`/concern` needs a title.", "`/concern <title>`"),
        ("/resolve", "`/resolve` needs a title.", "`/resolve <title>`"),
        ("/rfc status please", "Nothing may stand behind `/rfc status`", "alone on a line"),
        ("/rfc advance to voting", "not the name of a stage", "`/rfc advance voting`"),
        ("/rfc advance vоting", "not the name of a stage", "`/rfc advance voting`"),
        ("/vote open ../x", "not the name of a policy", "`/vote open rfc-accept`"),
        ("/rfc supersede", "needs the number of the RFC", "`/rfc supersede #42`"),
        ("/rfc supersede the-other", "needs the number of the RFC", "`/rfc supersede #42`"),
        ("/rfc supersede #0", "needs the number of the RFC", "`/rfc supersede #42`"),
        ("/rfc supersede #\N{ARABIC-INDIC DIGIT FOUR}", "needs the number", "#42"),
        ("/rfc champion", "needs the GitHub login of one person", "`/rfc champion @ada`"),
        ("/rfc champion @org/team", "needs the GitHub login of one person", "@ada"),
        ("/rfc champion dependabot[bot]", "needs the GitHub login of one person", "@ada"),
        ("/rfc champion -ada", "needs the GitHub login of one person", "@ada"),
        ("/rfc champion @аda", "needs the GitHub login of one person", "@ada"),
        ("/rfc champion @a\N{ZERO WIDTH SPACE}da", "needs the GitHub login", "@ada"),
        ("/rfc champion @" + "a" * 40, "needs the GitHub login of one person", "@ada"),
        ("/proxy", "needs the GitHub login of one person", "`/proxy @<user> [until <date>]`"),
        ("/proxy @ben 2026-06-30", "takes only `until` and a day", "until 2026-06-30"),
        ("/proxy @ben until", "is not a day", "until 2026-06-30"),
        ("/proxy @ben until 2026-02-30", "is not a day", "until 2026-06-30"),
        ("/proxy @ben until 30.6.2026", "is not a day", "until 2026-06-30"),
        ("/proxy @ben until 20260630", "is not a day", "until 2026-06-30"),
        ("/proxy @ben until tomorrow", "is not a day", "until 2026-06-30"),
        ("/vote yes no", "names different ballots", "Choose one"),
    ],
)
def test_a_line_that_cannot_be_understood_is_answered_with_what_would_work(
    line: str, why: str, hint: str
) -> None:
    refusal = refused(line)
    assert why in refusal.why
    assert hint in refusal.hint


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("/vоte yes", "/vote"),  # a Cyrillic o
        ("/vote уes", "/vote yes"),  # a Cyrillic u
        ("/ｖｏｔｅ yes", "/vote"),
        ("／vote yes", "/vote"),
        ("∕vote yes", "/vote"),
        ("/vo\N{ZERO WIDTH SPACE}te yes", "/vote"),
        ("/vote\N{ZERO WIDTH SPACE}yes", "/vote"),
        ("/vote y\N{ZERO WIDTH JOINER}es", "/vote yes"),
        ("\N{ZERO WIDTH SPACE}/vote yes", "/vote"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}/vote yes", "/vote"),
        ("/vöte yes", "/vote"),
        ("\N{ZERO WIDTH SPACE}/vote\N{ZERO WIDTH SPACE}yes", "/vote"),
        ("/rеcuse me", "/recuse"),
        ("/\N{CYRILLIC SMALL LETTER IZHITSA}\N{CYRILLIC SMALL LETTER O}te yes", "/vote"),
        ("/\N{CYRILLIC SMALL LETTER ER}r\N{CYRILLIC SMALL LETTER O}xy @ben", "/proxy"),
        ("/\N{CYRILLIC SMALL LETTER ES}oncern it is early", "/concern"),
        ("\N{HEAVY PLUS SIGN}1", "+1"),
        ("\N{HEAVY MINUS SIGN}1", "-1"),
        ("\N{SUPERSCRIPT PLUS SIGN}1", "+1"),
        ("\N{MINUS SIGN}1", "-1"),
        ("\N{EN DASH}1", "-1"),
        ("＋１", "+1"),
        ("+1\N{VARIATION SELECTOR-16}", "+1"),
        ("+1 \N{ZERO WIDTH SPACE}", "+1"),
        ("\N{FULLWIDTH DIGIT ZERO}", "0"),
        ("/vote \N{MINUS SIGN}1", "/vote -1"),
    ],
)
def test_look_alike_letters_are_refused_and_said_to_be_so(line: str, meant: str) -> None:
    refusal = refused(line)
    assert f"looks like `{meant}`" in refusal.why
    assert "look-alike or invisible characters" in refusal.why
    assert f"Type `{meant}` by hand" in refusal.hint


def test_two_different_ballots_are_refused_and_other_commands_still_count() -> None:
    answers = parse("/rfc status\n/vote yes\n/concern Too early\n\n-1")
    assert answers[0] == Status()
    assert answers[2] == Concern("Too early")
    assert isinstance(answers[1], Refusal)
    assert answers[1].line == "/vote yes, -1"
    assert "different ballots (`yes` and `no`), so none of them counts" in answers[1].why
    assert len(answers) == 3


def test_two_different_ballots_on_one_line_do_not_count() -> None:
    refusal = refused("/vote yes, /vote no")
    assert "names different ballots, so none of them counts" in refusal.why
    assert parse("/vote yes and I would have said /vote yes before") == (
        Cast(YES, "and I would have said /vote yes before"),
    )


def test_a_ballot_next_to_a_block_without_a_reason_does_not_count() -> None:
    refusal = refused("/vote yes\n/vote block")
    assert "different ballots (`yes` and `block`)" in refusal.why


def test_a_ballot_next_to_a_misspelt_word_counts_and_the_word_is_answered() -> None:
    ballot, refusal = parse("/vote yes\n/vote mabye")
    assert ballot == Cast(YES)
    assert isinstance(refusal, Refusal)


def test_the_same_ballot_twice_is_one_ballot_with_the_first_reason_given() -> None:
    body = "+1\n\n/vote yes it is simple\n\n/vote yes it is fast"
    assert parse(body) == (Cast(YES, "it is simple"),)


@pytest.mark.parametrize(
    ("command", "most"),
    [
        ("/vote yes", MOST_IN_REASON),
        ("/vote block", MOST_IN_REASON),
        ("/vote cancel", MOST_IN_REASON),
        ("/recuse", MOST_IN_REASON),
        ("/concern", MOST_IN_TITLE),
        ("/resolve", MOST_IN_TITLE),
    ],
)
def test_a_reason_or_title_that_is_too_long_is_refused_with_both_lengths(
    command: str, most: int
) -> None:
    (accepted,) = parse(f"{command} {'x' * most}")
    assert not isinstance(accepted, Refusal)
    refusal = refused(f"{command} {'x' * (most + 1)}")
    assert f"{most + 1:,} characters long; at most {most:,} are allowed" in refusal.why
    assert len(refusal.line) == 200
    assert refusal.line.endswith("…")


def test_commands_beyond_the_bound_become_one_refusal() -> None:
    body = "\n".join(f"/rfc champion @person-{number}" for number in range(MOST_COMMANDS + 5))
    *kept, last = parse(body)
    assert kept == [Champion(f"person-{number}") for number in range(MOST_COMMANDS)]
    assert isinstance(last, Refusal)
    assert last.line == f"/rfc champion @person-{MOST_COMMANDS}"
    assert "may hold 20 commands" in last.why


def test_repeats_do_not_count_towards_the_bound() -> None:
    assert parse("/vote yes\n" * (MOST_COMMANDS + 5)) == (Cast(YES),)


# The table ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("usage", COMMANDS, ids=lambda usage: usage.name)
def test_each_example_is_the_command_it_documents(usage: Usage) -> None:
    (command,) = parse(usage.example)
    assert not isinstance(command, Refusal)
    assert command.text == usage.example
    assert f"{usage.example} ".startswith(f"{usage.name} ")
    assert may_hold_command(usage.example)


def test_the_table_lists_every_command_once_and_no_other() -> None:
    assert sorted(usage.name for usage in COMMANDS) == sorted(READERS)


# Laws --------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *("/vote yes", "/vote no", "/vote block", "/rfc advance", "/proxy @a", "+1", "-1", "0"),
        *("/vоte yes", "\u200b/vote yes", "\N{MINUS SIGN}1", "/vote yes <!--", "-->", "<!-- x -->"),
        *("`", "```", "~~~", "> ", "- ", "    ", "[", "](", ")", "\\", "~~", "<div>", "\0", "a"),
        *("\n", "\n\n", "\r\n", "\r", " ", "\t", "\u2028", "\x0b", "\x0c", "\x85", "\u00a0"),
    ]
)
COMMENTS = st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join))
LINE_END = re.compile(r"\r\n?|\n")


@given(COMMENTS)
@example("/vote yes\0")
@example("\ud800/vote yes\n/vote \ud800")
def test_any_text_is_read_without_an_error_into_a_bounded_answer(body: str) -> None:
    answers = parse(body)
    assert len(answers) <= MOST_COMMANDS + 1
    assert len(set(answers)) == len(answers)
    choices = [answer for answer in answers if isinstance(answer, Cast)]
    assert len(choices) <= 1


@given(COMMENTS)
def test_whatever_is_answered_passes_the_quick_look(body: str) -> None:
    assert may_hold_command(body) or parse(body) == ()


@given(COMMENTS)
def test_nothing_in_a_code_fence_is_a_command(body: str) -> None:
    longest = max((len(run) for run in re.findall("`+", body)), default=0)
    fence = "`" * max(3, longest + 1)
    assert parse(f"{fence}\n{body}\n{fence}") == ()


@given(COMMENTS)
def test_nothing_quoted_is_a_command(body: str) -> None:
    assert parse("\n".join(f"> {line}" for line in LINE_END.split(body))) == ()


@given(COMMENTS)
def test_nothing_in_an_html_comment_is_a_command(body: str) -> None:
    assert parse(f"<!--\n{body.replace('-->', '')}\n-->") == ()


@given(COMMENTS)
def test_the_words_of_a_refusal_repeat_nothing_that_could_do_harm(body: str) -> None:
    for answer in parse(body):
        if isinstance(answer, Refusal):
            outside_code = re.sub(r"`[^`]*`", "", answer.why + answer.hint)
            assert re.fullmatch(r"[A-Za-z0-9 .,:;?()'-]*", outside_code)
            assert answer.why.isascii()
            assert len(answer.why) + len(answer.hint) < 500


LOGINS = st.from_regex(r"[A-Za-z0-9](-?[A-Za-z0-9]){0,15}", fullmatch=True)
NAMES = st.from_regex(r"[a-z0-9](-?[a-z0-9]){0,15}", fullmatch=True)
WORDS = (
    st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=100)
    .map(lambda text: " ".join(f"because {text}".split()))
    .filter(lambda text: "<!--" not in text)
)
CANONICAL: st.SearchStrategy[Command] = st.one_of(
    st.sampled_from(
        [
            Status(),
            Help(),
            Postpone(),
            Withdraw(),
            CloseVote(),
            RefreshVote(),
            Advance(),
            OpenVote(),
        ]
    ),
    st.builds(Advance, NAMES),
    st.builds(OpenVote, NAMES),
    st.builds(Supersede, st.integers(1, 999_999_999)),
    st.builds(Champion, LOGINS),
    st.builds(CancelVote, WORDS),
    st.builds(Cast, st.sampled_from([YES, NO, ABSTAIN]), st.just("") | WORDS),
    st.builds(Cast, st.just(BLOCK), WORDS),
    st.builds(Recuse, WORDS),
    st.builds(Proxy, LOGINS, st.none() | st.dates()),
    st.builds(Concern, WORDS),
    st.builds(Resolve, WORDS),
)


@given(CANONICAL)
def test_the_text_of_a_command_is_read_as_that_command(command: Command) -> None:
    assert parse(command.text) == (command,)
    assert parse(f"Some text.\r\n\r\n{command.text}\r\n\r\nMore.") == (command,)
    for end in ("\n", "\r\n", "\r"):
        assert may_hold_command(f"Some text.{end} {command.text.upper()}{end}More.")


# The longest comment GitHub takes, shaped to be slow to read ------------------------------------------

LONGEST = 65_536


def longest(piece: str, after: str = "") -> str:
    return (piece * (LONGEST // len(piece) + 1))[: LONGEST - len(after)] + after


@pytest.mark.parametrize(
    "piece",
    [*">*[`<~|_!#\\&0", "> ", "- ", "![", "[a](", "**a ", "~~a ", "<!--", "1. ", "\n", "\r"],
)
def test_a_long_comment_of_markdown_signs_holds_no_command_and_hides_none(piece: str) -> None:
    assert parse(longest(piece)) == ()
    assert parse("/vote yes\n\n" + longest(piece, after="\n\n")) == (Cast(YES),)


@pytest.mark.parametrize("piece", ["[", "![", "*", "a ", "~~a ", "(", "&"])
def test_a_command_below_a_long_line_of_markdown_signs_is_read(piece: str) -> None:
    assert parse(longest(piece, after="\n/vote yes")) == (Cast(YES),)


def test_a_long_comment_of_commands_is_bounded() -> None:
    answers = parse("\n".join(f"/rfc advance s{number}" for number in range(3_500)))
    assert len(answers) == MOST_COMMANDS + 1


@pytest.mark.parametrize(
    "line", [longest("/vote "), "/vote " + "y" * LONGEST, "/vote no " + "x" * LONGEST]
)
def test_a_long_line_that_is_no_command_is_answered_briefly(line: str) -> None:
    refusal = refused(line)
    assert len(refusal.line) == 200
    assert len(refusal.why) + len(refusal.hint) < 300


@pytest.mark.parametrize("line", [longest("/v"), longest("/"), "/" + "v" * LONGEST])
def test_a_long_line_that_only_begins_like_a_command_is_no_command(line: str) -> None:
    assert parse(line) == ()


def test_a_long_comment_of_ballots_and_html_comments_is_one_ballot() -> None:
    body = "\n".join(f"/vote yes <!--{number}-->" for number in range(2_500))
    assert parse(body) == (Cast(YES),)


@pytest.mark.parametrize(
    ("said", "titles", "found"),
    [
        ("Old clients", ["The cost", "Old clients"], "Old clients"),
        ("OLD CLIENTS.", ["Old clients"], "Old clients"),
        ("Old clients", ["Old clients?"], "Old clients?"),
        ('"Old clients"', ["Old clients"], "Old clients"),
        ("Old client", ["Old clients"], None),
        ("Old. clients", ["Old clients"], None),
        # The same to the letter is meant before what only ends otherwise.
        ("The cost.", ["The cost", "The cost."], "The cost."),
        ("The cost!", ["The cost", "The cost."], None),
        ("?", ["!", "Keys"], None),
        ("!", ["!", "Keys"], "!"),
        ("Keys", [], None),
    ],
)
def test_a_title_is_found_whatever_its_capitals_and_the_punctuation_around_it(
    said: str, titles: list[str], found: str | None
) -> None:
    assert find_title(said, titles) == found
