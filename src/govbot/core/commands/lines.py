r"""The lines of a comment where a command can stand: those its author wrote as plain text.

    Please reconsider.      not a command's beginning
    /vote no                a line
    - /vote yes             behind a list's marker: not a line of its own
    > /vote yes             quoted
        /vote yes           code
    <!-- /vote yes -->      not shown to anyone

The Markdown parser decides what is code, quoted or hidden, as it does for the page people see. Only
lines that begin as a command may (`govbot.core.prefilter`) are looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from govbot.core.prefilter import COMMAND_START

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

__all__ = ["CommandLine", "command_lines", "paragraphs"]

LINE_END = re.compile(r"\r\n?|\n")
START = re.compile(COMMAND_START)
MARK = "command_start"
COMMENT = re.compile(r"<!---?>|<!--.*?(?:-->|$)")
# A command inside these is part of something else: a link's text, or text struck out.
OPENS = frozenset({"link_open", "s_open"})
CLOSES = frozenset({"link_close", "s_close"})


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A line that begins as a command may, without white space around it or HTML comments in it.

    `joins_quotation` says that the author wrote it right below a quotation, without an empty line, so
    that the page shows it as part of the quotation.
    """

    text: str
    joins_quotation: bool


def _mark_start(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's own signature
    """Leave a mark with its place in the text where a line begins as a command may.

    The parser asks at every place that is not inside code, HTML or a link's address, so that a mark
    proves that its line begins as plain text.
    """
    if silent or not START.match(state.src, state.pos):
        return False
    begins_line = state.pos == 0 or (
        not state.pending and state.tokens and state.tokens[-1].type in {"softbreak", "hardbreak"}
    )
    if not begins_line:
        return False
    state.push(MARK, "", 0).meta["offset"] = state.pos
    state.pos += 1
    return True


def _blocks() -> MarkdownIt:
    markdown = MarkdownIt("commonmark")
    # Only paragraphs that may hold a command are read closer, by the other parser.
    markdown.core.ruler.disable("inline")
    return markdown


def _inlines() -> MarkdownIt:
    # Brackets in brackets cost time by the level, and no honest text has more than a few.
    markdown = MarkdownIt("commonmark", {"maxNesting": 4}).enable("strikethrough")
    markdown.inline.ruler.disable(["emphasis", "image"])
    markdown.inline.ruler.before("text", MARK, _mark_start)
    return markdown


BLOCKS = _blocks()
INLINES = _inlines()


def command_lines(body: str) -> Iterator[CommandLine]:
    """Yield the lines of a comment that begin as a command may, in order."""
    # As the Markdown parser does, so that both see the same lines.
    body = body.replace("\0", "\ufffd")
    source = LINE_END.split(body)
    shared: dict[str, object] = {}
    quotations = 0
    for token in BLOCKS.parse(body, shared):
        if token.type == "blockquote_open":
            quotations += 1
        elif token.type == "blockquote_close":
            quotations -= 1
        elif token.type == "inline" and token.map:
            raw = [line.strip() for line in source[token.map[0] : token.map[1]]]
            if any(START.match(line) for line in raw):
                for text in _of_paragraph(token.content, raw, shared):
                    yield CommandLine(text, joins_quotation=quotations > 0)


def paragraphs(body: str) -> Iterator[str]:
    """Yield the lines of a comment's paragraphs and list items, as they were written; none that are quoted."""
    body = body.replace("\0", "\ufffd")
    source = LINE_END.split(body)
    quotations = 0
    for token in BLOCKS.parse(body, {}):
        if token.type == "blockquote_open":
            quotations += 1
        elif token.type == "blockquote_close":
            quotations -= 1
        elif token.type == "inline" and token.map and not quotations:
            yield from (line.strip(" \t") for line in source[token.map[0] : token.map[1]])


def _of_paragraph(content: str, raw: Sequence[str], shared: dict[str, object]) -> Iterator[str]:
    tokens: list[Token] = []
    INLINES.inline.parse(content, INLINES, shared, tokens)
    hidden = {token.content.split("\n", 1)[0] for token in tokens if token.type == "html_inline"}
    shown = content.split("\n")
    wrapped = line = counted = 0
    for token in tokens:
        wrapped += (token.type in OPENS) - (token.type in CLOSES)
        if token.type != MARK or wrapped:
            continue
        offset: int = token.meta["offset"]
        line += content.count("\n", counted, offset)
        counted = offset
        # They differ where a list's or a quotation's marker stands before the text.
        if shown[line].strip() == raw[line]:
            yield _without_comments(_without_break(shown, line), hidden)


def _without_break(shown: Sequence[str], line: int) -> str:
    ends_paragraph = line == len(shown) - 1
    return shown[line] if ends_paragraph else shown[line].removesuffix("\\")


def _without_comments(text: str, hidden: AbstractSet[str]) -> str:
    return COMMENT.sub(lambda found: " " if found[0] in hidden else found[0], text).strip()
