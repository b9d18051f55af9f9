r"""The lines of a comment that a command may stand on, and how the page shows them.

    Please reconsider.      not a command's beginning
    /vote no                PLAIN: its author says so
    - /vote yes             PLAIN, but behind a list's marker: it does not begin as a command
    > /vote yes             HIDDEN: quoted; so are code, what is struck out, and HTML comments
    <b>                     SHOWN: a reader sees bold text, a table, a footnote, a formula, something
    /vote yes                      folded away or set as code with HTML, and not that somebody votes
    </b>
    > It is early.          JOINED: the page shows it as a part of the quotation
    /vote yes
    From: ben               FOREIGN: below the header of a mail
    Sent: Monday
    /vote yes

The Markdown parser decides, as it does for the page people see; of what GitHub adds to Markdown, the rules
are here and in `raw_html`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from govbot.core.commands.mail import own_lines
from govbot.core.commands.marks import START, Mark, marks
from govbot.core.commands.raw_html import Wrapping, without_comments
from govbot.core.prefilter import NEAR_BALLOT

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from markdown_it.token import Token

__all__ = ["Line", "Shown", "read_lines"]

LINE_END = re.compile(r"\r\n?|\n")
NEAR = re.compile(NEAR_BALLOT, re.ASCII)
LEAVES = frozenset({"inline", "fence", "code_block", "html_block"})
NESTING = {"blockquote_open": 1, "blockquote_close": -1}
TABLES = {"table_open": 1, "table_close": -1}
FOOTNOTE = re.compile(r"[ \t>*+.)0-9-]*\[\^[^\]\s]+\]:")
COLUMN = re.compile(r"(?=.*[|:])\|?[ \t]*:?-+:?[ \t]*\|?")
TAG_ALONE = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


class Shown(Enum):
    """How the page shows a line: see the top of this file."""

    PLAIN = "plain"
    JOINED = "joined"
    FOREIGN = "foreign"
    SHOWN = "shown"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without white space around it or HTML comments in it.

    `begins_paragraph` says that it is the first of its paragraph, and `is_alone` that it is a paragraph of
    its own or the first of its comment. `is_start` says that it begins as a command may.
    """

    text: str
    shown: Shown
    is_start: bool = True
    begins_paragraph: bool = False
    is_alone: bool = False


def _blocks() -> MarkdownIt:
    markdown = MarkdownIt("commonmark").enable("table")
    # Only paragraphs that may hold a command are read closer, by another parser (`marks`).
    markdown.core.ruler.disable("inline")
    return markdown


DEFINITIONS = _blocks()
# GitHub takes definitions of links out of a paragraph when all its lines are known; this parser ends it there.
BLOCKS = _blocks().disable("reference")


def read_lines(body: str) -> Iterator[Line]:
    """Yield the lines of a comment that begin as a command may or look like a ballot, in order."""
    # As the Markdown parser does, so that both see the same lines.
    body = body.replace("\0", "\ufffd")
    yield from _Page(body).lines()


class _Page:
    """A comment as blocks, and what of its author's words is open at the place that was reached."""

    def __init__(self, body: str) -> None:
        lines = LINE_END.split(body)
        self.source = [line.strip() for line in lines]
        self.blocks = BLOCKS.parse(body, {})
        self.references: dict[str, object] = {}
        shown = _covered(DEFINITIONS.parse(body, self.references)) if "]:" in body else None
        self.defined = set(range(len(lines))) - shown if shown is not None else set()
        fenced = _covered(self.blocks, {"fence"})
        self.own = own_lines(lines, fenced)
        self.below_quotation = _below_quotations(self.source, fenced)
        self.noted = _set_apart_by_github(self.source)
        self.first = next((at for at, line in enumerate(self.source) if line), 0)
        self.html = Wrapping()
        self.quotations = self.tables = 0

    def lines(self) -> Iterator[Line]:
        """Yield what may be a command or a ballot."""
        for token in self.blocks:
            self.quotations += NESTING.get(token.type, 0)
            self.tables += TABLES.get(token.type, 0)
            if token.map is None:
                continue
            if token.type == "inline" and not self.tables:
                yield from self._of_text(token, token.map[0])
            elif token.type == "html_block":
                yield from self._of_html(token.content)
            elif token.type == "table_open":
                yield from self._of_table(*token.map)

    def _of_text(self, token: Token, first: int) -> Iterator[Line]:
        content = token.content
        shown = [line.strip() for line in content.split("\n")]
        raw = self.source[first : first + len(shown)]
        near = {at for at, line in enumerate(raw) if not self.quotations and NEAR.fullmatch(line)}
        how = Shown.SHOWN if self.html else Shown.PLAIN
        if token.level > 1:
            self._note_tags(first, shown)
        is_read = "<" in content or any(START.match(line) for line in raw)
        # They differ where a list's or a quotation's marker stands before the text.
        begun = {
            at: line
            for line, at in (self._begun(token, first) if is_read else ())
            if shown[at] == raw[at]
        }
        for at in sorted(near | begun.keys()):
            if at in begun:
                yield begun[at]
            elif first + at < self.own:
                yield Line(raw[at], how, is_start=False, begins_paragraph=at == 0)

    def _begun(self, paragraph: Token, first: int) -> Iterator[tuple[Line, int]]:
        """Yield each line of a paragraph that begins as a command may, with its place there."""
        many = paragraph.content.count("\n") + 1
        for mark in marks(paragraph.content, self.references, self.html):
            how = self._shown(first + mark.at, mark)
            is_first = mark.at == 0 and first == self.first
            line = Line(
                mark.text,
                how,
                begins_paragraph=mark.at == 0,
                is_alone=is_first or many == 1,
            )
            yield line, mark.at

    def _shown(self, number: int, mark: Mark) -> Shown:
        if mark.is_struck or number in self.defined:
            return Shown.HIDDEN
        if number >= self.own:
            return Shown.FOREIGN
        if self.quotations or number in self.below_quotation:
            return Shown.JOINED
        return Shown.SHOWN if mark.is_set_apart or number in self.noted else Shown.PLAIN

    def _note_tags(self, first: int, shown: Sequence[str]) -> None:
        """Note where HTML begins with a tag on a line of its own: right below a list item, GitHub says so."""
        tag = next((at for at, line in enumerate(shown, first) if TAG_ALONE.fullmatch(line)), None)
        if tag is not None:
            _note(self.source, tag, self.noted)

    def _of_html(self, content: str) -> Iterator[Line]:
        self.html.read(content)
        yield from self._set_apart(without_comments(content).split("\n"))

    def _of_table(self, first: int, end: int) -> Iterator[Line]:
        rows = self.source[first:end]
        self.html.read("\n".join(rows))
        yield from self._set_apart(rows)

    def _set_apart(self, lines: Sequence[str]) -> Iterator[Line]:
        for line in lines if not self.quotations else ():
            text = line.strip("|> \t")
            if START.match(text) or NEAR.fullmatch(text):
                yield Line(text, Shown.SHOWN, is_start=START.match(text) is not None)


def _covered(blocks: Sequence[Token], kinds: Container[str] = LEAVES) -> set[int]:
    """Return the lines that stand in blocks of these kinds."""
    ranges = (each.map for each in blocks if each.type in kinds and each.map)
    return {number for each in ranges for number in range(*each)}


def _below_quotations(source: Sequence[str], fenced: Container[int]) -> set[int]:
    """Return the lines between a quotation and the next empty line, or fence of code."""
    below: set[int] = set()
    for at, line in enumerate(source):
        if line and at not in fenced and at and (source[at - 1].startswith(">") or at - 1 in below):
            below.add(at)
    return below


def _set_apart_by_github(source: Sequence[str]) -> set[int]:
    """Return the lines of footnotes and of tables with one column, which this parser does not know.

    What belongs to a footnote after an empty line is indented, and is taken for code.
    """
    noted: set[int] = set()
    for at, line in enumerate(source):
        if FOOTNOTE.match(line):
            _note(source, at, noted)
        elif at and COLUMN.fullmatch(line):
            _note(source, at - 1, noted)
    return noted


def _note(source: Sequence[str], number: int, noted: set[int]) -> None:
    """Note the lines from this one to the next empty one."""
    while number < len(source) and source[number] and number not in noted:
        noted.add(number)
        number += 1
