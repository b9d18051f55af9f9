"""Checks of what an RFC's file is called: `rfcs/<number, four digits>-<slug>.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from govbot.core.checks.frame import Community, Found
from govbot.core.documents import Document
from govbot.core.findings import Level

__all__ = [
    "Name",
    "duplicate_numbers",
    "file_names",
    "is_template",
    "name_of",
    "numbers",
    "one_per_pull_request",
    "slugs",
]

FILE_NAME = re.compile(r"(?P<number>[0-9]{1,9})-(?P<slug>.+)\.md")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 60
TEMPLATE = "0000-template.md"


@dataclass(frozen=True, slots=True)
class Name:
    """An RFC's file name, taken apart."""

    folder: str
    digits: str
    slug: str

    @property
    def number(self) -> int:
        """The number, without leading zeros."""
        return int(self.digits)

    def path(self, number: int | None = None, slug: str | None = None) -> str:
        """Return the path with the number or the slug changed."""
        return (
            f"{self.folder}/{self.number if number is None else number:04d}-{slug or self.slug}.md"
        )


def file_names(community: Community) -> Iterator[Found]:
    """An RFC's file is called by its number, in four digits, and its slug."""
    for document in community.documents:
        name = name_of(document)
        if name is None:
            yield Found(
                f"`{document.path}` is not called as an RFC is.",
                "Call it <number>-<slug>.md, such as 0012-one-ledger.md; before the pull request is "
                "open, the number is 0000.",
                document.path,
            )
        elif name.digits != f"{name.number:04d}":
            yield Found(
                f"The number in `{document.path}` is not written in four digits.",
                f"git mv {document.path} {name.path()}",
                document.path,
            )


def numbers(community: Community) -> Iterator[Found]:
    """An RFC's number is the number of its pull request."""
    for document in community.documents:
        name = name_of(document)
        if name is None or is_template(document):
            continue
        is_added = community.changed is not None and document.path in community.changed
        number = community.pull_request
        if number is not None and (is_added or name.number == 0) and name.number != number:
            yield Found(
                f"The RFC's number is its pull request's, {number}; the file says {name.digits}.",
                f"git mv {document.path} {name.path(number)}",
                document.path,
            )
        elif name.number == 0 and number is None:
            yield Found(
                "This RFC has no number yet.",
                "Open its pull request; the file then gets the pull request's number.",
                document.path,
                level=Level.NOTICE,
            )


def duplicate_numbers(community: Community) -> Iterator[Found]:
    """No two RFCs have the same number."""
    first: dict[int, str] = {}
    for document in community.documents:
        name = name_of(document)
        if name is None or name.number == 0:
            continue
        if name.number in first:
            yield Found(
                f"{first[name.number]} has the number {name.number} too.",
                "An RFC's number is its pull request's, so one of the two is wrong: rename it.",
                document.path,
            )
        first.setdefault(name.number, document.path)


def slugs(community: Community) -> Iterator[Found]:
    """An RFC's slug is a few lower-case words with `-` between them."""
    for document in community.documents:
        name = name_of(document)
        if name is None or (SLUG.fullmatch(name.slug) and len(name.slug) <= LONGEST_SLUG):
            continue
        words = re.findall(r"[a-z0-9]+", name.slug.lower())
        slug = "-".join(words)[:LONGEST_SLUG].rstrip("-") or "a-few-words"
        yield Found(
            f"`{name.slug}` is not a slug: lower-case letters, digits and `-`, up to "
            f"{LONGEST_SLUG} characters.",
            f"git mv '{document.path}' {name.path(slug=slug)}",
            document.path,
        )


def one_per_pull_request(community: Community) -> Iterator[Found]:
    """A pull request adds one RFC."""
    if community.pull_request is None or community.changed is None:
        return
    if not community.is_whole and not community.documents:
        yield Found(
            "The pull request holds no RFC any more.",
            f"Put it back as {community.governance.settings.rfcs.folder}/"
            f"{community.pull_request:04d}-<slug>.md, or withdraw it with `/rfc withdraw`.",
            f"{community.governance.settings.rfcs.folder}/",
        )
    added = [
        each.path
        for each in community.documents
        if each.path in community.changed and not is_template(each)
    ]
    # The one with the pull request's number stays; where none has it, the first.
    number = f"/{community.pull_request:04d}-"
    added.sort(key=lambda path: (number not in path, path))
    for path in added[1:]:
        yield Found(
            f"This pull request adds {len(added)} RFCs; {added[0]} is one already.",
            "Move this one into a pull request of its own: an RFC's number is its pull request's.",
            path,
        )


def name_of(document: Document) -> Name | None:
    """Return the parts of the document's file name; None where it is not called as an RFC is."""
    folder, _, file = document.path.rpartition("/")
    match = FILE_NAME.fullmatch(file)
    return None if match is None else Name(folder, match["number"], match["slug"])


def is_template(document: Document) -> bool:
    """Say whether the document is the template, which is no RFC."""
    return document.path.rpartition("/")[2] == TEMPLATE
