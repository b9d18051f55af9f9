"""Only what its author says, and a reader sees as said, is a command; nobody's vote is lost in silence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from govbot.core.choices import Choice
from govbot.core.commands import Cast, NearMiss, Refusal, parse, read, to_tell
from govbot.core.prefilter import may_hold_command
from tests.core.rendered import said
from tests.searches import search

YES, NO, ABSTAIN = Choice.YES, Choice.NO, Choice.ABSTAIN


def told(body: str, standing: Choice | None = None) -> str | None:
    """What a voter who wrote this is told to write; nothing where it counts or needs no answer."""
    found = to_tell(read(body).near_misses, standing)
    return found.meant() if found is not None else None


# Mail ---------------------------------------------------------------------------------------------

HEADERS = [
    "From: ben <notifications@github.com>\nSent: Monday, March 2, 2026 2:00 AM\nSubject: Re: x",
    "________________________________\nFrom: ben\nSent: Monday",
    "-----Original Message-----\nFrom: ben\nSent: Monday",
    "-----Original Message-----",
    "---------- Forwarded message ---------\nFrom: ben\nDate: Mon, Mar 2",
    "Begin forwarded message:\n\nFrom: ben\nSubject: x",
    "*From:* ben\n*Sent:* Monday",
    "**From:** ben  \n**Date:** Monday  ",
    "From: ben\n\nSent: Monday",
    "Date: Monday\nFrom: ben\nTo: example/commons",
    "To: example/commons\nFrom: ben",
    "Reply-To: example/commons\nSubject: x",
    "Von: ben\nGesendet: Montag, 2. März 2026 02:00\nBetreff: AW: x",
    "-----Ursprüngliche Nachricht-----\nVon: ben\nDatum: 2.3.2026",
    "De : ben\nEnvoyé : lundi 2 mars 2026",
    "De: ben\nEnviado el: lunes, 2 de marzo",
    "De: ben\nEnviada em: segunda-feira",
    "Da: ben\nInviato: lunedì 2 marzo",
    "Van: ben\nVerzonden: maandag 2 maart",
    "Från: ben\nSkickat: den 2 mars",
    "Lähettäjä: ben\nLähetetty: maanantai",
    "Od: ben\nWysłano: 2 marca",
    "Od: ben\nOdesláno: pondělí",
    "Feladó: ben\nElküldve: hétfő",
    "Gönderen: ben\nGönderildi: 2 Mart",
    "Από: ben\nΣτάλθηκε: Δευτέρα",
    "От: ben\nОтправлено: 2 марта",
    "Від: ben\nНадіслано: 2 березня",
    "发件人: ben\n发送时间: 2026年3月2日",
    "发件人：ben\n主题：x",
    "差出人: ben\n件名: x",
    "보낸 사람: ben\n제목: x",
    "On Mon, Mar 2, 2026 at 2:00 AM ben <notifications@github.com> wrote:",
    "On Mon, Mar 2, 2026 at 2:00 AM ben <notifications@github.com>\nwrote:",
    "On Mon, Mar 2, 2026 at 2:00 AM ben ***@***.***> wrote:",
    "Am 02.03.2026 um 02:00 schrieb ben:",
    "Le lun. 2 mars 2026 à 02:00, ben <notifications@github.com> a écrit :",
    "El lun, 2 mar 2026 a las 2:00, ben (<notifications@github.com>) escribió:",
    "Em seg., 2 de mar. de 2026 às 02:00, ben <n@example.org> escreveu:",
    "Op ma 2 mrt 2026 om 02:00 schreef ben <n@example.org>:",
    "Den mån 2 mars 2026 kl 02:00 skrev ben <n@example.org>:",
    "пн, 2 мар. 2026 г. в 02:00, ben <n@example.org>:",
    "2026年3月2日(月) 2:00 ben <n@example.org>:",
    "ben <n@example.org> 于2026年3月2日周一 02:00写道：",
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_stands_below_the_header_of_a_mail_is_not_its_senders(header: str, end: str) -> None:
    body = f"Not yet, see my question.\n\n{header}\n\n/vote yes\n\n-1\n".replace("\n", end)
    (refusal,) = parse(body)
    assert isinstance(refusal, Refusal)
    assert refusal.line == "/vote yes"
    assert "below the header of another message" in refusal.why
    assert "in a new comment" in refusal.hint


@pytest.mark.parametrize("header", HEADERS)
def test_what_stands_above_the_header_counts_and_its_repetition_below_is_no_news(
    header: str,
) -> None:
    assert parse(f"/vote no\n\n{header}\n\n/vote no\n") == (Cast(NO),)
    ballot, refusal = parse(f"/vote no\n\n{header}\n\n/vote yes\n")
    assert ballot == Cast(NO)
    assert isinstance(refusal, Refusal)


@pytest.mark.parametrize(
    "body",
    [
        "On Mon, Mar 2, 2026 at 2:00 AM ben <n@example.org> wrote:\n\n> /vote yes\n\n/vote no",
        "Am 02.03.2026 um 02:00 schrieb ben:\n> /vote yes\n> Really.\n\n/vote no",
        "I wrote 3 tests:\n\n- one\n- two\n- three\n\n/vote no",
        "ben wrote on Monday that it is early.\n\n/vote no",
        "To: the council\nCc: everybody\n\n/vote no",
        "Date: Monday\nPlace: the usual one\n\n/vote no",
        "From: here\nit goes on\nto: there\n\n/vote no",
        "> From: ben\n> Sent: Monday\n\n/vote no",
        "```\nFrom: ben\nSent: Monday\n```\n\n/vote no",
        "Subject: the calendar\n\nI read it.\n\n/vote no",
    ],
)
def test_a_marked_quotation_and_words_that_are_no_header_lose_no_ballot(body: str) -> None:
    assert parse(body) == (Cast(NO),)


PROSE = st.lists(
    st.sampled_from(
        ["/vote yes", "/vote no", "+1", "-1", "Fine.", "", "> a", "- b", "/concern x", "`c`"]
    ),
    max_size=8,
).map("\n".join)


@given(PROSE, st.sampled_from(HEADERS), PROSE)
def test_what_stands_below_an_unmarked_header_never_changes_the_count(
    above: str, header: str, below: str
) -> None:
    def taken(body: str) -> list[object]:
        return [each for each in parse(body) if not isinstance(each, Refusal)]

    # Something unmarked follows the header, as it does in a mail.
    alone, answered = f"{above}\n\n{header}\n\nSo it was.\n", f"\n{below}\n"
    assert taken(alone + answered) == taken(alone)


# Asking, not guessing -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "/vote yes or no by Friday",
        "/vote yes or no",
        "/vote yes, no or abstain",
        "/vote no or yes, I do not mind",
        "/vote yes / no",
        "/vote yes | no | abstain",
        "/vote yes (or no)",
        "/vote yes and no",
        "/vote +1 or -1",
    ],
)
def test_a_line_that_names_several_ballots_is_refused(line: str) -> None:
    (refusal,) = parse(line)
    assert isinstance(refusal, Refusal)
    assert "names different ballots, so none of them counts" in refusal.why
    assert "`/vote " not in refusal.hint, "no ballot is suggested"


@pytest.mark.parametrize(
    ("line", "choice"),
    [
        ("/vote yes no objections", YES),
        ("/vote yes, no objections from me", YES),
        ("/vote yes and no objections", YES),
        ("/vote no yes-men here", NO),
        ("/vote yes or else we never will", YES),
        ("/vote no, not yet", NO),
    ],
)
def test_a_reason_that_holds_the_word_of_another_ballot_is_a_reason(
    line: str, choice: Choice
) -> None:
    (ballot,) = parse(line)
    assert isinstance(ballot, Cast)
    assert ballot.choice is choice


@pytest.mark.parametrize("number", ["+1", "-1", "0", "+1.", "-1 <!-- x -->"])
@pytest.mark.parametrize(
    "where", ["{}", "{}\nbecause I tried it", "Fine.\n\n{}", "Fine.\n\n{}\n\nReally.", "\n\n{}\na"]
)
def test_a_number_is_a_ballot_as_a_paragraph_of_its_own_or_as_the_first_line(
    number: str, where: str
) -> None:
    (ballot,) = parse(where.format(number))
    assert isinstance(ballot, Cast)


@pytest.mark.parametrize(
    "where",
    ["It says\n{}", "I ran it, and the exit code was\n{}\nso it works.", "Hi.\n\n{}\nand more"],
)
def test_a_number_elsewhere_changes_no_ballot_and_is_told_unless_it_says_the_same(
    where: str,
) -> None:
    assert parse(where.format("0")) == ()
    assert told(where.format("0")) == "`/vote abstain`"
    assert told(where.format("0"), standing=YES) == "`/vote abstain`"
    assert told(where.format("+1"), standing=YES) is None
    assert parse("/vote yes\n\n" + where.format("0")) == (Cast(YES),)


def test_a_comment_behind_a_ballot_makes_no_difference() -> None:
    assert parse("/vote yes <!-- x -->") == parse("+1 <!-- x -->") == (Cast(YES),)
    assert may_hold_command("+1 <!-- x -->")


@given(st.text("abcdeghiklnoprstuvy01+-", min_size=1, max_size=8))
@example("1")
@example("on")
@example("unblock")
@example("now")
@example("nes")
def test_no_suggestion_is_a_ballot_for_or_against(word: str) -> None:
    for answer in parse(f"/vote {word}"):
        if isinstance(answer, Refusal):
            assert not re.search(r"Did you mean `/vote (yes|no|\+1|-1|0)`", answer.hint)
            if "Did you mean `/vote block`" in answer.hint:
                assert word.startswith("b")


# Votes in another form ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        *("\N{THUMBS UP SIGN}", "\N{THUMBS UP SIGN}\U0001f3fd", "\N{WHITE HEAVY CHECK MARK}"),
        *("LGTM", "lgtm!", "LGTM \N{THUMBS UP SIGN}", "+0", "-0", "\u00b10", "-0.5", "+2"),
        *("yes", "No.", "Aye", "I agree", "approved", ":+1:", ":thumbsdown:", "@zoe LGTM"),
        *("**+1**", "# -1", "`+1`", "yes, agreed", "Nein", " oui \n"),
    ],
)
def test_a_comment_that_is_nothing_but_a_sign_is_told_the_ballots_there_are(body: str) -> None:
    assert parse(body) == ()
    assert may_hold_command(body)
    assert told(body) == "`/vote yes`, `/vote no` or `/vote abstain`"
    assert told(body, standing=YES) is None


@pytest.mark.parametrize(
    "body",
    [
        *(
            "- [x] /vote yes",
            "- [ ] /vote yes",
            "**/vote yes**",
            "__/vote yes__ because",
            "# /vote yes",
        ),
        *(
            "@govbot /vote yes",
            "@govbot, /vote yes please",
            "1. /vote yes",
            "* /vote yes",
            "\\/vote yes",
        ),
        *(
            "| /vote yes | x |\n|---|---|",
            "<b>/vote yes</b>",
            "<!-- a note -->/vote yes",
            "(/vote yes)",
        ),
        *("vote: yes", "I vote yes.", "+1 great", "+1 (binding)", "Fine.\n\n### /vote yes"),
        *("<code>\n/vote yes\n</code>", "<pre>\n/vote yes\n</pre>", "<div>\n\n/vote yes\n\n</div>"),
        *(
            "see <code>\n/vote yes\n</code>",
            "<details>\n\n/vote yes\n\n</details>",
            "*hm\n/vote yes\n.*",
        ),
        *("$$\n/vote yes\n$$", "so $x\n/vote yes\ny$", "who | what\n--- | ---\n/vote yes | x"),
        *("a[^1]\n\n[^1]:\n    /vote yes", "a[^1]\n\n[^1]: b\n/vote yes", "[see\n/vote yes\n](/a)"),
        *(
            "<b>\n\nIt is early.\n\n/vote yes",
            "<ul><li>\n\n+1\n\n</li></ul>",
            "[^1]: /a\n/vote yes",
        ),
    ],
)
def test_a_ballot_in_a_form_that_does_not_count_is_told_once_how_to(body: str) -> None:
    assert parse(body) == ()
    assert may_hold_command(body)
    assert told(body) == "`/vote yes`"
    assert told(body, standing=NO) is None


@pytest.mark.parametrize(
    "body",
    [
        *("~~/vote yes~~", "~/vote yes~", "~~I think\n/vote yes\nso~~", "~I think\n/vote yes\nso~"),
        *("> /vote yes", "```\n/vote yes\n```"),
        *(
            "<!-- /vote yes -->",
            "    /vote yes",
        ),
        *("`/vote yes`", '"/vote yes"'),
        *("`/vote yes` is how to vote", "- `/vote yes` to accept it\n- `/vote no` to reject it"),
        *(
            "- /vote yes\n- /vote no\n- /vote abstain",
            "I would /vote yes on this.",
            "Yes, I think so.",
        ),
        *("No objections", "LGTM apart from the typo", "10 files", "We voted no in March"),
    ],
)
def test_what_is_taken_back_quoted_or_talk_gets_no_answer(body: str) -> None:
    assert parse(body) == ()
    assert told(body) is None


def test_tags_that_github_leaves_out_lose_no_ballot() -> None:
    assert parse("It returns Vec<String>.\n/vote yes") == (Cast(YES),)
    assert parse("Write <reason> there.\n\n/vote yes") == (Cast(YES),)
    assert parse("<details>more</details>\n\n/vote yes") == (Cast(YES),)
    assert parse("a <br> b <img src='x'>\n/vote yes") == (Cast(YES),)


@pytest.mark.parametrize(
    ("line", "ballot"),
    [
        ("-1 it breaks the build", Cast(NO, "it breaks the build")),
        ("+1 (binding)", Cast(YES, "(binding)")),
        ("+1, works here", Cast(YES, "works here")),
        ("-1: too early", Cast(NO, "too early")),
    ],
)
def test_a_number_with_a_reason_is_a_ballot_where_the_policy_says_so(
    line: str, ballot: Cast
) -> None:
    assert read(line, numbers_take_reasons=True).answers == (ballot,)
    assert read(f"Thanks.\n\n{line}\nReally.", numbers_take_reasons=True).answers == (ballot,)
    assert read(f"Thanks,\n{line}", numbers_take_reasons=True).answers == ()
    assert read(f"- {line}", numbers_take_reasons=True).answers == ()
    assert read(line).answers == ()


def test_numbers_with_reasons_that_contradict_each_other_are_refused() -> None:
    (refusal,) = read("+1 for A\n\n-1 for B", numbers_take_reasons=True).answers
    assert isinstance(refusal, Refusal)
    assert "different ballots" in refusal.why


DISCUSSION = Path(__file__).with_name("discussion.md").read_text(encoding="utf-8").split("\n%%\n")


def test_what_people_write_in_discussions_casts_no_ballot_and_gets_no_answer() -> None:
    assert len(set(DISCUSSION)) == 500
    for comment in DISCUSSION:
        for body in (comment, comment.replace("\n", "\r\n")):
            reading = read(body, numbers_take_reasons=True)
            assert (reading.answers, reading.near_misses) == ((), ()), comment


# GitHub's own rendering -------------------------------------------------------------------------------

BALLOTS = st.integers(0, 9).map(lambda number: f"/vote yes because r{number}")
AROUND = st.sampled_from(
    [
        *(
            "",
            "",
            "",
            "text",
            "text `code` text",
            "- item",
            "1. item",
            "  text",
            "    text",
            "> quote",
        ),
        *(
            "```",
            "~~~",
            "`",
            "``",
            "*",
            "**",
            "_",
            "~",
            "~~",
            "~~struck",
            "so~~",
            "*stressed",
            "so*",
        ),
        *("<b>", "</b>", "<del>", "</del>", "<div>", "</div>", "<details>", "</details>", "<pre>"),
        *(
            "</pre>",
            "<blockquote>",
            "</blockquote>",
            "<code>",
            "</code>",
            "text <code>",
            "text <b>",
        ),
        *("<!--", "-->", "<!-- x -->", "text <!--", "text -->", "<ul><li>", "</li></ul>", "<br>"),
        *(
            '<a href="x">',
            "</a>",
            '<div title="',
            '">',
            "Vec<String>",
            "<reason>",
            "a <",
            "<a",
            ">",
        ),
        *("a | b", "--- | ---", "| a |", "|---|", "[^1]: note", "text[^1]", "[^1]:", "    more"),
        *(
            "[see",
            "](/a)",
            "[b]: /c",
            "[",
            "]",
            "![",
            "---",
            "===",
            "-- ",
            "# heading",
            "\\",
            "&lt;",
        ),
        *("<script>", "</script>", "<style>", "<textarea>"),
    ]
)
PREFIXES = st.sampled_from(["", "", "", "", "", "  ", "> ", "- ", "  - ", "    ", "* ", "1. ", ">"])
LINES = st.tuples(PREFIXES, BALLOTS | AROUND | AROUND).map("".join)
COMMENTS = st.lists(LINES, max_size=9).map("\n".join)


@search(1_000)
@given(COMMENTS)
@example("/vote yes because r0\n|---|\n|---|")
@example("> a\n    >\n    b\n/vote yes because r0")
@example("> /vote yes because r0\n    >\n/vote yes because r0")
@example("> [b]: /c\n/vote yes because r0")
@example("- /vote yes because r0\n</code>\n/vote yes because r1\n/vote yes because r0")
@example("> /vote yes because r0\n</b>\n> \n/vote yes because r0")
@example("[^1]: note\n/vote yes because r1\n\ntext[^1]")
def test_a_line_counts_only_if_github_shows_it_as_plain_text(body: str) -> None:
    for answer in parse(body):
        if isinstance(answer, Cast):
            shown = [f"{' '.join(line.split())} " for line in said(body)]
            assert any(line.startswith(f"/vote yes {answer.reason} ") for line in shown)


@search(1_000)
@given(COMMENTS)
def test_a_ballot_that_github_shows_as_plain_text_counts_or_its_author_is_told(body: str) -> None:
    # It ends a quotation for the browser, and for nobody who reads.
    assume("</blockquote>" not in body)
    seen = [line for line in said(body) if re.fullmatch(r"/vote yes because r[0-9]", line)]
    reading = read(body)
    assert reading.answers or reading.near_misses or not seen


def test_near_misses_are_values() -> None:
    assert read("+1 great").near_misses == (NearMiss("+1 great", YES),)
