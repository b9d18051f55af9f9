r"""The HTML in a comment: what it wraps, and whether the author of a line below it still speaks plainly.

    <details>

    /vote yes        a reader sees it folded away, and not that somebody votes

    </details>

GitHub shows some elements and drops the tags of others; text between the tags of a name that HTML does not
know (`Vec<String>`) stands as it is. An element that is never closed wraps the rest of the comment, and so
does a tag that never ends: it may swallow what follows.
"""

from __future__ import annotations

import re
from collections import Counter

from markdown_it.common.html_blocks import block_names

__all__ = ["Wrapping", "without_comments"]

TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
COMMENT = re.compile(r"<!---?>|<!--.*?(?:-->|\Z)", re.DOTALL)
BEGINS_TAG = re.compile(r"<[a-z/!?]", re.IGNORECASE)
QUOTED_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")

NEVER_CLOSED = frozenset(
    ("area", "base", "basefont", "col", "frame", "hr", "link", "meta", "param", "source", "track")
)
INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdo",
        "big",
        "button",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "math",
        "picture",
        "pre",
        "q",
        "rt",
        "ruby",
        "s",
        "samp",
        "script",
        "small",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "sup",
        "svg",
        "textarea",
        "time",
        "title",
        "tt",
        "u",
        "var",
    ]
)
WRAPS = (frozenset(block_names) | INLINE) - NEVER_CLOSED


class Wrapping:
    """The elements that are open at a place of a comment, read from its beginning on."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._many: Counter[str] = Counter()
        self._is_cut = False

    def read(self, html: str) -> None:
        """Take in a piece of HTML, as the Markdown parser found it."""
        self._is_cut |= html.rfind("<!--") > html.rfind("-->")
        html = without_comments(html)
        for closes, name in TAG.findall(html):
            self._take(name.lower(), closes=bool(closes))
        hides_tags = any("<" in found[0] for found in QUOTED_VALUE.finditer(html))
        self._is_cut |= hides_tags or BEGINS_TAG.search(html, html.rfind(">") + 1) is not None

    def _take(self, name: str, *, closes: bool) -> None:
        if name in WRAPS and not closes:
            self._open.append(name)
            self._many[name] += 1
        elif self._many[name]:
            # What stands open inside it ends with it.
            while (last := self._open.pop()) != name:
                self._many[last] -= 1
            self._many[name] -= 1

    def __bool__(self) -> bool:
        """Whether anything is open here."""
        return self._is_cut or bool(self._open)


def without_comments(html: str) -> str:
    """Return HTML with a space in place of each comment, and of what a comment without an end swallows."""
    return COMMENT.sub(" ", html)
