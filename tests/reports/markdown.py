"""What a reader of Markdown sees, and what GitHub would find in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

PARSER = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable(["table", "strikethrough"])

MENTION = re.compile(r"(?<![\w`])@[A-Za-z0-9]")
REFERENCE = re.compile(r"#\d|\bGH-\d", re.IGNORECASE)
COMMIT = re.compile(r"(?<![0-9A-Za-z_])[0-9a-f]{7,40}(?![0-9A-Za-z_])", re.IGNORECASE)
ZERO_WIDTH_SPACE = "\u200b"


def tokens(page: str) -> Iterator[Token]:
    """Yield every token, those inside lines too."""
    for token in PARSER.parse(page):
        yield token
        yield from token.children or ()


def html_in(page: str) -> list[str]:
    """Return the HTML in a page."""
    return [token.content.strip() for token in tokens(page) if token.type.startswith("html_")]


def texts(page: str, *, in_links: bool = True) -> Iterator[str]:
    """Yield the text nodes: no code, and links only if asked for."""
    links = 0
    for token in tokens(page):
        links += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "text" and (in_links or not links):
            yield token.content


def seen(page: str) -> str:
    """Return what a person reads, code included."""
    kinds = ("text", "code_inline")
    read = "".join(token.content for token in tokens(page) if token.type in kinds)
    return read.replace(ZERO_WIDTH_SPACE, "")


def assert_harmless(page: str, marker: str) -> None:
    """Hold what has to be true of every comment, whatever people wrote."""
    assert page.startswith(marker + "\n")
    assert page.count("<!-- govbot:") == 1
    assert len(page.encode()) <= 65_535
    for text in texts(page):
        assert not MENTION.search(text), text
    for text in texts(page, in_links=False):
        assert not REFERENCE.search(text), text
        assert not COMMIT.search(text), text
    ours = r"<details>\n<summary>(History \([0-9,]+ events?\)|Reasons \([0-9]+\))</summary>"
    for html in html_in(page):
        assert html.startswith(marker) or re.fullmatch(rf"</?code>|{ours}|</details>", html), html
    kinds = {token.type for token in tokens(page)}
    assert not kinds & {
        *("image", "fence", "code_block", "blockquote_open", "hr", "ordered_list_open", "s_open"),
    }
