r"""Text from people is data: what makes it harmless in Markdown on GitHub, in HTML and on a terminal.

    >>> str(markdown_text("ask @ada about #12 | *now* <b>", 100))
    'ask @&#8203;ada about #&#8203;12 &#124; \\*now\\* &lt;b&gt;'
    >>> str(markdown_prose("The label `rfc: voting` was put on by @zoe.", 100))
    'The label `rfc: voting` was put on by @&#8203;zoe.'

    >>> str(markdown_quoted("see https://example.org, @ada", 100))
    'see `https://example.org`, @&#8203;ada'

GitHub looks for mentions, issue numbers and commits in what Markdown has already become, so a
backslash does not stop them; a zero-width space behind the `@` does, and cannot be seen. Text comes out
as one line, without control characters and direction overrides, and no longer than `longest` characters
(before escaping). What is already escaped is `Markup`; `govbot.reports.rendering` escapes all else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

from markupsafe import Markup
from markupsafe import escape as escape_html

from govbot.core.people import LOGIN_PATTERN

__all__ = [
    "clean",
    "html_code",
    "html_link",
    "html_prose",
    "html_text",
    "markdown_code",
    "markdown_link",
    "markdown_mention",
    "markdown_prose",
    "markdown_quoted",
    "markdown_text",
    "plain_link",
    "plain_text",
]

ZERO_WIDTH_SPACE = "\u200b"
"""Written as `&#8203;`, so that a reader of the source sees it."""

# Persian and many emoji are spelt with these two; every other invisible character is left out.
JOINERS = "\u200c\u200d"
LOST = "\ufffd"

CODE_IN_PROSE = re.compile(r"`([^`]+)`")
WEB_ADDRESS = re.compile(r"(https?://[A-Za-z0-9][A-Za-z0-9._~:/?#&=%+,;@-]*[A-Za-z0-9/_=-])")
BEGINNING_OF_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
WORD_WITH_ADDRESS = re.compile(
    r"((?<!\S)(?=\S*(?:://|www\.))\S+?(?=[.,;:!?]*(?:\s|$)))", re.IGNORECASE
)
"""What GitHub makes a link of by itself is in such a word; what looks for them is at most as long as it."""
REFERENCE = re.compile(
    r"(?P<issue>\bGH-)|(?P<commit>(?<![0-9A-Za-z_])[0-9A-F]{7,40}(?![0-9A-Za-z_]))", re.IGNORECASE
)
"""An issue by its other name, and a commit: both become links on GitHub."""

ESCAPED = str.maketrans(
    {
        **{character: f"\\{character}" for character in "\\`*_[]~"},
        # Cells of a table end at a pipe even where a backslash stands before it; `$` is mathematics.
        **{character: f"&#{ord(character)};" for character in "|$"},
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "@": "@&#8203;",
        "#": "#&#8203;",
        ZERO_WIDTH_SPACE: "&#8203;",
    }
)
BLOCK = re.compile(r"(?P<digits>[0-9]*)(?P<sign>(?<=[0-9])[.)]|(?<![0-9])[-+=:])")
"""What makes a list, a rule or a heading of the line it begins. `#` and `>` are escaped anyway."""
LOGIN = re.compile(LOGIN_PATTERN)
COMMIT_PART = 6
"""Fewer characters than GitHub takes for a commit."""
LONGEST_ADDRESS = 2_000


def clean(text: str, longest: int) -> str:
    """Return `text` as one line without what cannot be seen, cut to `longest` characters."""
    text = text[: 4 * longest]
    if not text.isprintable():
        text = "".join(_visible(character) for character in text)
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    match unicodedata.category(character):
        case "Cs":
            return LOST
        case "Cc" | "Cf" if character not in JOINERS:
            return ""
        case _:
            return character


def markdown_text(text: str, longest: int) -> Markup:
    """Return text for a line, a list item or a table's cell of Markdown. Web addresses stay links."""
    return _text_with_addresses(clean(text, longest))


def markdown_code(text: str, longest: int) -> Markup:
    """Return text as inline code. Backticks, pipes and comment openers need the tag.

    In the tag an address would be a link, so it is broken up as references are.
    """
    line = clean(text, longest)
    if not line:
        return Markup("")
    if any(special in line for special in ("`", "|", "<!--")):
        line = BEGINNING_OF_ADDRESS.sub(ZERO_WIDTH_SPACE, line)
        return Markup("<code>") + _escaped(line) + Markup("</code>")
    return _markup("`" + line + "`")


def markdown_prose(text: str, longest: int) -> Markup:
    """Return a sentence in which backticks mean code, as govbot's own sentences are written."""
    return _prose(text, longest, _text_with_addresses)


def markdown_quoted(text: str, longest: int) -> Markup:
    """Return somebody's own words: a sentence likewise, in which an address is code and no link.

    Under govbot's name nothing that a stranger wrote leads anywhere, or tells another issue of itself.
    """
    return _prose(text, longest, _text_with_addresses_as_code)


def _prose(text: str, longest: int, write: Callable[..., Markup]) -> Markup:
    """Return code in backticks as code, and the rest as `write` does it."""
    pieces = CODE_IN_PROSE.split(clean(text, longest))
    return Markup("").join(
        markdown_code(piece, longest) if index % 2 else write(piece, starts=not index)
        for index, piece in enumerate(pieces)
    )


def markdown_link(label: str, longest: int, address: str) -> Markup:
    """Return a link to a web address, or only its label where the address is not one."""
    text = markdown_prose(label, longest)
    target = _web_address(address)
    return _markup(f"[{text}](<{target}>)") if target else text


def markdown_mention(login: str, longest: int) -> Markup:
    """Return a login so that GitHub tells its owner, or as text where it is no login."""
    return _markup(f"@{login}") if LOGIN.fullmatch(login) else markdown_text(login, longest)


def _text_with_addresses(line: str, *, starts: bool = True) -> Markup:
    pieces = WEB_ADDRESS.split(line)
    return Markup("").join(
        # `@` would name another host, or a person.
        _markup(f"<{piece.replace('@', '%40')}>")
        if index % 2
        else _escaped(piece, starts=starts and not index)
        for index, piece in enumerate(pieces)
    )


def _text_with_addresses_as_code(line: str, *, starts: bool) -> Markup:
    pieces = WORD_WITH_ADDRESS.split(line)
    return Markup("").join(
        markdown_code(piece, len(piece))
        if index % 2
        else _escaped(piece, starts=starts and not index)
        for index, piece in enumerate(pieces)
    )


def _escaped(line: str, *, starts: bool = True) -> Markup:
    """Escape what means something anywhere and, where it `starts` a text, at the start of a line."""
    broken = REFERENCE.sub(_broken, line)
    start = BLOCK.match(broken) if starts else None
    digits = start["digits"] if start else ""
    sign = "\\" if start else ""
    return _markup(digits + sign + broken[len(digits) :].translate(ESCAPED))


def _broken(found: re.Match[str]) -> str:
    text = found[0]
    if found["issue"]:
        return text + ZERO_WIDTH_SPACE
    starts = range(0, len(text), COMMIT_PART)
    return ZERO_WIDTH_SPACE.join(text[start : start + COMMIT_PART] for start in starts)


def html_text(text: str, longest: int) -> Markup:
    """Return text for an HTML element or a quoted attribute."""
    return escape_html(clean(text, longest))


def html_code(text: str, longest: int) -> Markup:
    """Return text as inline code in HTML."""
    return Markup("<code>{}</code>").format(clean(text, longest))


def html_prose(text: str, longest: int) -> Markup:
    """Return a sentence in which backticks mean code, in HTML."""
    pieces = CODE_IN_PROSE.split(clean(text, longest))
    return Markup("").join(
        html_code(piece, longest) if index % 2 else escape_html(piece)
        for index, piece in enumerate(pieces)
    )


def html_link(label: str, longest: int, address: str) -> Markup:
    """Return a link in HTML, or only its label where the address is not one of the web."""
    text = html_prose(label, longest)
    target = _web_address(address)
    return Markup('<a href="{}">{}</a>').format(target, text) if target else text


def plain_text(text: str, longest: int) -> Markup:
    """Return text for a terminal: without the characters that would steer it."""
    return _markup(clean(text, longest))


def plain_link(label: str, longest: int, _address: str) -> Markup:
    """Return the label: a terminal shows no links."""
    return plain_text(label, longest)


def _web_address(address: str) -> str:
    """Return an address that stands in a link without ending it; empty when it is not of the web."""
    if not re.match(r"https?://[^/]", address):
        return ""
    target = quote(address.encode(errors="replace"), safe=":/?#[]@!&'()*+,;=%")
    return target if len(target) <= LONGEST_ADDRESS else ""


def _markup(text: str) -> Markup:
    """Mark as escaped what the functions above have just escaped."""
    return Markup(text)  # noqa: S704 - the one place where text becomes markup
