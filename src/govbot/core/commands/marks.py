r"""Where in a paragraph a line begins as a command may, and what is open around it there.

    see *this            marks(...) yields one Mark: text="/vote yes", is_set_apart=True, for a reader sees
    /vote yes            it stressed, as a part of a sentence
    or that*

What begins inside code, a link's address, a tag or an HTML comment begins no line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from govbot.core.prefilter import COMMAND_START

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from govbot.core.commands.raw_html import Wrapping

__all__ = ["START", "Mark", "marks"]

START = re.compile(COMMAND_START)
MARK = "command_start"
COMMENT = re.compile(r"<!---?>|<!--.*?(?:-->|$)")
STRUCK = {"s_open": 1, "s_close": -1}
SET_APART = {
    f"{kind}_{side}": change
    for kind in ("link", "em", "strong")
    for side, change in (("open", 1), ("close", -1))
}
FORMULA = re.compile(
    r"(?<!\\)\$\$.+?(?<!\\)\$\$|(?<![\\$\w])\$(?![\s$])[^$]*?(?<![\s\\$])\$(?![\w$])", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The line of a paragraph, without HTML comments in it, and what is open where it begins.

    `is_struck` is that its author took it back, and `is_set_apart` that it is stressed, a part of a link, a
    formula or of HTML.
    """

    at: int
    text: str
    is_struck: bool
    is_set_apart: bool


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


def _inlines() -> MarkdownIt:
    # Brackets in brackets cost time by the level, and no honest text has more than a few.
    options = {"maxNesting": 4, "strikethrough_single_tilde": True}
    markdown = MarkdownIt("commonmark", options).enable("strikethrough")
    markdown.inline.ruler.disable("image")
    markdown.inline.ruler.before("text", MARK, _mark_start)
    return markdown


INLINES = _inlines()


def marks(paragraph: str, references: dict[str, Any], html: Wrapping) -> Iterator[Mark]:
    """Yield the lines that begin as a command may, and leave in `html` what is open at the end.

    `references` are the addresses of links that the comment gives.
    """
    tokens: list[Token] = []
    INLINES.inline.parse(paragraph, INLINES, references, tokens)
    tags = [token.content for token in tokens if token.type == "html_inline"]
    hidden = {each.split("\n", 1)[0] for each in tags}
    formulas = [found.span() for found in FORMULA.finditer(paragraph)] if "$" in paragraph else []
    shown = paragraph.split("\n")
    struck = apart = at = counted = 0
    for token in tokens:
        struck += STRUCK.get(token.type, 0)
        apart += SET_APART.get(token.type, 0)
        if token.type == "html_inline":
            html.read(token.content)
        if token.type != MARK:
            continue
        offset: int = token.meta["offset"]
        at += paragraph.count("\n", counted, offset)
        counted = offset
        before = bisect_right(formulas, (offset, len(paragraph))) - 1
        is_formula = before >= 0 and offset < formulas[before][1]
        text = _without_hidden(_without_break(shown, at), hidden)
        yield Mark(at, text, struck > 0, apart > 0 or is_formula or bool(html))


def _without_break(shown: Sequence[str], at: int) -> str:
    ends_paragraph = at == len(shown) - 1
    return shown[at] if ends_paragraph else shown[at].removesuffix("\\")


def _without_hidden(text: str, hidden: AbstractSet[str]) -> str:
    return COMMENT.sub(lambda found: " " if found[0] in hidden else found[0], text).strip()
