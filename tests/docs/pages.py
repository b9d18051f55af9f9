"""The pages of the documentation, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt

__all__ = ["PAGES", "PROJECT", "Block", "blocks", "every_block", "identity"]

PROJECT: Final = Path(__file__).parent.parent.parent
PAGES: Final = tuple(
    sorted(
        [
            *PROJECT.glob("*.md"),
            *PROJECT.glob("docs/**/*.md"),
            *PROJECT.glob("rfcs/*.md"),
            *PROJECT.glob(".github/*.md"),
        ]
    )
)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: the page, its first line there (from 1), its language and its text."""

    page: Path
    line: int
    language: str
    text: str

    @property
    def head(self) -> str:
        """The first line."""
        return self.text.partition("\n")[0]

    def __str__(self) -> str:
        return f"{self.page.relative_to(PROJECT)}:{self.line}"


@cache
def blocks(page: Path) -> tuple[Block, ...]:
    """Return the fenced blocks of a page."""
    tokens = MarkdownIt().parse(page.read_text(encoding="utf-8"))
    return tuple(
        Block(page, token.map[0] + 1, token.info.strip(), token.content)
        for token in tokens
        if token.type == "fence" and token.map is not None
    )


def every_block(*languages: str) -> Iterator[Block]:
    """Yield the blocks of all pages in one of these languages."""
    for page in PAGES:
        yield from (block for block in blocks(page) if block.language in languages)


def identity(value: object) -> str:
    """Name a page or a block for pytest."""
    if isinstance(value, Path):
        return value.relative_to(PROJECT).as_posix()
    return re.sub(r"\s+", " ", str(value))
