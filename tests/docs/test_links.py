"""Every link in the documentation leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.docs.pages import PAGES, PROJECT, identity

ELSEWHERE = ("http://", "https://", "mailto:")


@pytest.mark.parametrize("page", PAGES, ids=identity)
def test_every_link_within_the_project_resolves(page: Path) -> None:
    broken = [link for link in links(page) if not resolves(page, link)]
    assert broken == []


def test_every_page_of_the_documentation_is_reached_from_its_index() -> None:
    index = PROJECT / "docs" / "README.md"
    reached: set[Path] = set()
    waiting = [index]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        waiting += [
            (page.parent / link.partition("#")[0]).resolve()
            for link in links(page)
            if not link.startswith((*ELSEWHERE, "#"))
        ]
    pages = {page for page in PAGES if "docs" in page.relative_to(PROJECT).parts}
    assert pages - reached == set()


def test_links_elsewhere_use_https() -> None:
    found = [(page.name, link) for page in PAGES for link in links(page)]
    assert [each for each in found if each[1].startswith("http://")] == []


def resolves(page: Path, link: str) -> bool:
    """Say whether a link leads to a file of the project, and to a heading in it."""
    if link.startswith(ELSEWHERE):
        return True
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.is_relative_to(PROJECT) or not target.exists():
        return False
    return not anchor or anchor in anchors(target)


@cache
def links(page: Path) -> tuple[str, ...]:
    """Return where a page's links and pictures lead."""
    return tuple(
        str(token.attrs.get("href") or token.attrs.get("src"))
        for token in every_token(page)
        if token.type in ("link_open", "image")
    )


@cache
def anchors(page: Path) -> frozenset[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    tokens = list(parse(page))
    found: list[str] = []
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            words = "".join(
                each.content
                for each in token.children or ()
                if each.type in ("text", "code_inline")
            )
            plain = re.sub(r"[^\w\- ]", "", words.lower()).strip().replace(" ", "-")
            times = sum(
                re.fullmatch(rf"{re.escape(plain)}(-\d+)?", each) is not None for each in found
            )
            found.append(f"{plain}-{times}" if times else plain)
    return frozenset(found)


def every_token(page: Path) -> Iterator[Token]:
    """Yield the tokens of a page, those inside paragraphs too."""
    for token in parse(page):
        yield token
        yield from token.children or ()


def parse(page: Path) -> list[Token]:
    """Return the tokens of a page's Markdown."""
    text = page.read_text(encoding="utf-8")
    return MarkdownIt("commonmark").enable("table").parse(text)
