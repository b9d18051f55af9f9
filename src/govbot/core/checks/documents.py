"""Checks of what an RFC holds: its front matter and its sections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from govbot.core.checks.frame import Community, Found
from govbot.core.checks.names import is_template, name_of
from govbot.core.documents import PLACEHOLDER_AUTHOR, STATUS_KEYS, Document, FrontMatter
from govbot.core.people import same_login
from govbot.core.spelling import did_you_mean

__all__ = [
    "authors",
    "champions",
    "dates",
    "required_rfcs",
    "required_sections",
    "status_keys",
    "superseded_rfcs",
]

EARLIEST = date(2000, 1, 1)


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
            elif section.is_empty and not is_template(document):
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
    logins = [each.github for each in community.governance.people.people]
    for document, front in _fronts(community):
        if front.champion and community.governance.people.find(front.champion) is None:
            yield Found(
                f"The champion, {front.champion}, is not in governance/people.yaml.",
                f"{did_you_mean(front.champion, logins)}Name somebody who is, or leave `champion` "
                "empty until there is one: a member can be named later with `/rfc champion @login`.",
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


def _references(community: Community, key: Literal["requires", "supersedes"]) -> Iterator[Found]:
    names = [name_of(each) for each in community.documents]
    known = {name.number for name in names if name is not None}
    for document, front in _fronts(community):
        name = name_of(document)
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
        if document.front is not None and not is_template(document):
            yield document, document.front


def _line(document: Document, key: str) -> int:
    return document.lines.get(key, 1)
