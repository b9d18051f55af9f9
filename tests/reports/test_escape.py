"""What people wrote is shown as they wrote it, and does nothing."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.reports.escape import (
    clean,
    html_link,
    html_prose,
    html_text,
    markdown_code,
    markdown_link,
    markdown_prose,
    markdown_quoted,
    markdown_text,
    plain_text,
)
from tests.reports.markdown import COMMIT, MENTION, REFERENCE, html_in, seen, texts, tokens
from tests.reports.nasty import nasty

LONGEST = 1_000


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("ask @ada and @org/team", "ask @&#8203;ada and @&#8203;org/team"),
        ("fixes #1", "fixes #&#8203;1"),
        ("closes org/repo#12", "closes org/repo#&#8203;12"),
        ("resolves GH-7", "resolves GH-&#8203;7"),
        ("see 0123456789abcdef", "see 012345&#8203;6789ab&#8203;cdef"),
        ("a | b", "a &#124; b"),
        ("<!-- govbot:status -->", "&lt;!-- govbot:status --&gt;"),
        ("*loud* and `code`", r"\*loud\* and \`code\`"),
        ("1. not a list", r"1\. not a list"),
        ("- not a list", r"\- not a list"),
        ("1234567. not a commit", "123456&#8203;7. not a commit"),
        ("--- well-known 2. things", r"\--- well-known 2. things"),
        ("two\nlines\r\nand\u2028more", "two lines and more"),
        ("pays $5 and $6", "pays &#36;5 and &#36;6"),
        ("\u202eevil\u202c \x1b[31mred", r"evil \[31mred"),
        ("https://example.org/a_b?c=1, that", "<https://example.org/a_b?c=1>, that"),
        ("https://example.org/@ada", "<https://example.org/%40ada>"),
        ("plain words, in English.", "plain words, in English."),
    ],
)
def test_markdown_says_what_was_written_and_does_nothing(written: str, escaped: str) -> None:
    assert markdown_text(written, LONGEST) == escaped


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("/vote cancel <reason>", "`/vote cancel <reason>`"),
        ("@ada #12", "`@ada #12`"),
        ("a`b", r"<code>a\`b</code>"),
        ("a|b", "<code>a&#124;b</code>"),
        ("<!-- govbot:status -->", "<code>&lt;!-- govbot:status --&gt;</code>"),
        ("", ""),
        ("two\nlines", "`two lines`"),
    ],
)
def test_code_cannot_be_left(written: str, escaped: str) -> None:
    assert markdown_code(written, LONGEST) == escaped


def test_a_sentence_keeps_its_code_and_loses_its_mentions() -> None:
    sentence = "@ada put `rfc: voting` on: `/vote open` opens it; ` alone stays."
    assert markdown_prose(sentence, LONGEST) == (
        "@&#8203;ada put `rfc: voting` on: `/vote open` opens it; \\` alone stays."
    )


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("see https://example.org/a_b, @ada", "see `https://example.org/a_b`, @&#8203;ada"),
        ("[here](https://example.org)", "`[here](https://example.org)`"),
        ("WWW.example.org or (ftp://x)", "`WWW.example.org` or `(ftp://x)`"),
        ("mail ada@example.org", "mail ada@&#8203;example.org"),
        ("use `git log` or https://x/`a", r"use `git log` or <code>https:&#8203;//x/\`a</code>"),
        ("a|www.example.org", "<code>a&#124;www&#8203;.example.org</code>"),
        ("`a|http://x`", "<code>a&#124;http:&#8203;//x</code>"),
        ("https://github.com/o/r/issues/1", "`https://github.com/o/r/issues/1`"),
        ("- [x] done, fixes #1", r"\- \[x\] done, fixes #&#8203;1"),
        ("plain words, in English.", "plain words, in English."),
    ],
)
def test_somebody_s_own_words_lead_nowhere(written: str, escaped: str) -> None:
    assert markdown_quoted(written, LONGEST) == escaped


@given(nasty)
def test_no_words_of_anybody_become_a_link(written: str) -> None:
    page = f"- {markdown_quoted(written, LONGEST)}\n"
    assert "link_open" not in {token.type for token in tokens(page)}
    assert all(html in ("<code>", "</code>") for html in html_in(page))
    for text in texts(page):
        assert not re.search(r"://|www\.", text, re.IGNORECASE)
        assert not MENTION.search(text)
        assert not REFERENCE.search(text)
        assert not COMMIT.search(text)


def test_a_link_leads_only_to_the_web() -> None:
    assert markdown_link("here", 100, "https://example.org/a(b)>c d") == (
        "[here](<https://example.org/a(b)%3Ec%20d>)"
    )
    assert markdown_link("here", 100, "javascript:alert(1)") == "here"
    assert html_link("here", 100, 'https://example.org/"x') == (
        '<a href="https://example.org/%22x">here</a>'
    )
    assert html_link("here", 100, "data:text/html,x") == "here"
    assert markdown_link("here", 100, "https://example.org/" + "x" * 3_000) == "here"


def test_long_text_is_cut_and_shows_it() -> None:
    assert clean("a" * 100, 10) == "a" * 9 + "…"
    assert clean("a" * 10, 10) == "a" * 10


def test_letters_that_need_a_joiner_keep_it() -> None:
    assert clean("👩\u200d💻 می\u200cخواهم", 100) == "👩\u200d💻 می\u200cخواهم"


@given(nasty)
def test_a_terminal_gets_one_line_that_steers_nothing(written: str) -> None:
    line = plain_text(written, LONGEST)
    assert "\n" not in line
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in line)
    assert not any("\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" for c in line)


@given(nasty.filter(lambda text: "http" not in text))
def test_a_reader_sees_the_text_and_only_the_text(written: str) -> None:
    line = clean(written, LONGEST)
    page = f"- {markdown_text(written, LONGEST)}\n"
    assert seen(page) == line
    assert not html_in(page)
    kinds = {token.type for token in tokens(page)} - {"text", "inline", "bullet_list_open"}
    assert kinds <= {"bullet_list_close", "list_item_open", "list_item_close"} | {
        "paragraph_open",
        "paragraph_close",
    }


@given(nasty)
def test_nobody_is_mentioned_and_nothing_is_referred_to(written: str) -> None:
    page = f"{markdown_text(written, LONGEST)} and {markdown_prose(written, LONGEST)}\n"
    assert "<!--" not in page
    for text in texts(page, in_links=False):
        assert not MENTION.search(text)
        assert not REFERENCE.search(text)
        assert not COMMIT.search(text)


@given(nasty.filter(lambda text: "http" not in text))
def test_a_cell_of_a_table_holds_the_whole_text_and_no_more(written: str) -> None:
    cells = (markdown_text(written, 200), markdown_code(written, 200), markdown_prose(written, 200))
    page = "| a | b | c |\n|---|---|---|\n| " + " | ".join(cells) + " |\n\nbehind\n"
    found = [token for token in tokens(page) if token.type == "inline"]
    shown = [
        "".join(
            part.content for part in token.children or () if part.type in ("text", "code_inline")
        )
        for token in found
    ]
    assert len(shown) == 7
    for text in shown[3:5]:
        assert text.replace("\u200b", "") == clean(written, 200)
    assert shown[6] == "behind"


@given(nasty)
def test_code_shows_what_was_written(written: str) -> None:
    line = clean(written, LONGEST)
    assert seen(f"x{markdown_code(written, LONGEST)}\n") == "x" + line


@given(st.one_of(nasty, st.text()))
def test_html_shows_what_was_written(written: str) -> None:
    for page in (html_text(written, LONGEST), html_prose(written, LONGEST)):
        bare = page.replace("<code>", "").replace("</code>", "")
        assert "<" not in bare
        assert '"' not in bare
