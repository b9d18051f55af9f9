"""Checks of RFC documents: `rfcs/<number, four digits>-<slug>.md` and what each holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from govbot.core.checks.frame import Community, Found
from govbot.core.documents import PLACEHOLDER_AUTHOR, STATUS_KEYS, Document, FrontMatter
from govbot.core.findings import Level
from govbot.core.people import same_login

__all__ = [
    "authors",
    "champions",
    "dates",
    "duplicate_numbers",
    "file_names",
    "numbers",
    "one_per_pull_request",
    "required_rfcs",
    "required_sections",
    "slugs",
    "status_keys",
    "superseded_rfcs",
]

FILE_NAME = re.compile(r"(?P<number>[0-9]{1,9})-(?P<slug>.+)\.md")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 60
TEMPLATE = "0000-template.md"
EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Name:
    """An RFC's file name, taken apart."""

    folder: str
    digits: str
    slug: str

    @property
    def number(self) -> int:
        return int(self.digits)

    def path(self, number: int | None = None, slug: str | None = None) -> str:
        """Return the path with the number or the slug changed."""
        return (
            f"{self.folder}/{self.number if number is None else number:04d}-{slug or self.slug}.md"
        )


def file_names(community: Community) -> Iterator[Found]:
    """An RFC's file is called by its number, in four digits, and its slug."""
    for document in community.documents:
        name = _name(document)
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
        name = _name(document)
        if name is None or _is_template(document):
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
        name = _name(document)
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
        name = _name(document)
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


def required_sections(community: Community) -> Iterator[Found]:
    """An RFC has every section that the settings ask for, and says something in each."""
    if not community.has_settings:
        return
    required = community.governance.settings.rfcs.required_sections
    for document in community.documents:
        if not document.text_read or (document.findings and not document.sections):
            continue
        present = {each.title.casefold(): each for each in document.sections}
        for title in required:
            section = present.get(title.casefold())
            if section is None:
                yield Found(
                    f"The section `{title}` is missing.",
                    f"Add `## {title}`; the sections are: {', '.join(required)}.",
                    document.path,
                    line=document.sections[-1].line if document.sections else 1,
                )
            elif section.is_empty and not _is_template(document):
                yield Found(
                    f"The section `{title}` is empty.",
                    "Write a sentence at least; comments (`<!-- -->`) are not shown to readers.",
                    document.path,
                    line=section.line,
                )


def champions(community: Community) -> Iterator[Found]:
    """An RFC's champion is somebody the community knows."""
    if not community.has_people:
        return
    for document, front in _fronts(community):
        if front.champion and community.governance.people.find(front.champion) is None:
            yield Found(
                f"The champion, {front.champion}, is not in governance/people.yaml.",
                "Name somebody who is, or leave `champion` empty until there is one: a member can "
                "be named later with `/rfc champion @login`.",
                document.path,
                line=_line(document, "champion"),
            )


def authors(community: Community) -> Iterator[Found]:
    """An RFC names its authors, each once."""
    for document, front in _fronts(community):
        line = _line(document, "authors")
        if any(same_login(author, PLACEHOLDER_AUTHOR) for author in front.authors):
            yield Found(
                f"`{PLACEHOLDER_AUTHOR}` is the template's placeholder.",
                "Write the GitHub logins of the authors: `authors: [ada]`.",
                document.path,
                line=line,
            )
        logins = [author.lower() for author in front.authors]
        for author in sorted({each for each in logins if logins.count(each) > 1}):
            yield Found(
                f"{author} is named twice among the authors.",
                "Name each author once; logins ignore case.",
                document.path,
                line=line,
            )


def dates(community: Community) -> Iterator[Found]:
    """An RFC was created on a day that has come."""
    # An author east of Greenwich may be a day ahead of UTC.
    latest = community.today + timedelta(days=1)
    for document, front in _fronts(community):
        if not EARLIEST <= front.created <= latest:
            when = "in the future" if front.created > latest else "long before GitHub"
            yield Found(
                f"`created` is {front.created}, {when}: today is {community.today} (UTC).",
                f"Write the day the RFC was begun, such as `created: {community.today}`.",
                document.path,
                line=_line(document, "created"),
            )


def status_keys(community: Community) -> Iterator[Found]:
    """An RFC's front matter does not say its stage, which the ledger does."""
    for document in community.documents:
        for key, line in document.lines.items():
            if key.lower() in STATUS_KEYS:
                yield Found(
                    f"`{key}` in the front matter would say the stage a second time, and grow stale.",
                    "Remove it: the ledger holds the stage, and the label shows it.",
                    document.path,
                    line=line,
                )


def required_rfcs(community: Community) -> Iterator[Found]:
    """An RFC requires RFCs that exist."""
    yield from _references(community, "requires")


def superseded_rfcs(community: Community) -> Iterator[Found]:
    """An RFC supersedes RFCs that exist."""
    yield from _references(community, "supersedes")


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
        if each.path in community.changed and not _is_template(each)
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


def _references(community: Community, key: Literal["requires", "supersedes"]) -> Iterator[Found]:
    names = [_name(each) for each in community.documents]
    known = {name.number for name in names if name is not None}
    for document, front in _fronts(community):
        name = _name(document)
        for number in front.requires if key == "requires" else front.supersedes:
            line = _line(document, key)
            if name is not None and name.number == number:
                yield Found(
                    f"RFC {number} {key} itself.",
                    f"Remove {number} from `{key}`.",
                    document.path,
                    line=line,
                )
            elif community.is_whole and number not in known:
                yield Found(
                    f"`{key}` names RFC {number}, which is not here.",
                    "Mend the number, or merge the other RFC first.",
                    document.path,
                    line=line,
                )


def _fronts(community: Community) -> Iterator[tuple[Document, FrontMatter]]:
    for document in community.documents:
        if document.front is not None and not _is_template(document):
            yield document, document.front


def _name(document: Document) -> Name | None:
    folder, _, file = document.path.rpartition("/")
    match = FILE_NAME.fullmatch(file)
    return None if match is None else Name(folder, match["number"], match["slug"])


def _is_template(document: Document) -> bool:
    return document.path.rpartition("/")[2] == TEMPLATE


def _line(document: Document, key: str) -> int:
    return document.lines.get(key, 1)
