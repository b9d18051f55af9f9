"""A comment as GitHub's own Markdown renders it and a browser reads that: what does a reader see as said?

said("Fine.\\n/vote yes")          # ["Fine.", "/vote yes"]
said("<b>\\n\\n/vote yes\\n\\n</b>")   # []: it is bold
"""

from __future__ import annotations

from collections.abc import Iterator

from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["said"]

OPTIONS = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_HARDBREAKS | Options.CMARK_OPT_UNSAFE
INLINE = frozenset({"a", "b", "code", "del", "em", "s", "strong", "sup"})
DROPPED = frozenset({"string", "reason"})
"""Names of no element, as in `Vec<String>`: GitHub leaves out the tag, and the text stands as it is."""
PLAIN = frozenset({"body", "p", "ul", "ol", "li", "h1", "h2"})
"""Where text is plain. A signature's `-- ` makes a heading of what stands above it."""
BREAK = "\0"


def said(body: str) -> list[str]:
    """Return the lines of plain text that a reader sees, without white space around them."""
    html = github_flavored_markdown_to_html(body.replace("\0", "\ufffd"), OPTIONS)
    tree = LexborHTMLParser(html)
    assert tree.body is not None
    text = "".join(_texts(tree.body, is_plain=True))
    return [line.strip() for line in text.split(BREAK) if line.strip()]


def _texts(node: LexborNode, *, is_plain: bool) -> Iterator[str]:
    """Yield the plain text, with a break at the end of each line and where a block begins or ends."""
    for child in node.iter(include_text=True):
        name = child.tag
        if name == "-text":
            # What is not plain still stands on its line, and is in the way of one that would begin there.
            yield (child.text_content or "") if is_plain else "\N{BLACK SQUARE}"
        elif name == "br":
            yield BREAK
        elif name in DROPPED:
            yield from _texts(child, is_plain=is_plain)
        else:
            around = "" if name in INLINE else BREAK
            yield around
            yield from _texts(child, is_plain=is_plain and name in PLAIN)
            yield around
