"""Text as the unkind, and the unlucky, would write it."""

from __future__ import annotations

from hypothesis import strategies as st

FRAGMENTS = (
    *("@ada", "@org/team", "@", "#12", "org/repo#3", "GH-7", "fixes #1", "closes GH-2", "#"),
    *("0123456789abcdef0123456789abcdef01234567", "deadbeef", "abc1234"),
    *("<!-- govbot:status -->", "<!--", "-->", "<script>", "</details>", "<img src=x>", "&#64;ada"),
    *("&lt;", "&", "<", ">", "|", "\\", "\\|", "`", "``", "```", "~~~", "~~", "*", "**", "_", "__"),
    *(
        "[x](http://x)",
        "![x](y)",
        "[",
        "]",
        "(",
        ")",
        "[^1]",
        "[ ]",
        "$",
        "$$x$$",
        "---",
        "===",
        "- ",
    ),
    *(
        "1. ",
        "12) ",
        "+ ",
        "> ",
        "# ",
        ":--",
        "    ",
        "\n",
        "\r\n",
        "\n\n",
        "\t",
        "\x00",
        "\x1b[31m",
    ),
    *("\u202e", "\u2066", "\u200b", "\u200d", "\u2028", "\ufeff", "\ud800", "\U000e0041"),
    *("https://example.org/@ada?x=1#2", "http://a_b.example/*", "www.example.org", "javascript:x"),
    *("é", "漢字", "عربي", "👩\u200d💻", "İ", "ﬁ", "１", "＠ada", "a", "Z", "0", " "),
)

nasty = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=12)), min_size=1, max_size=12
).map("".join)
