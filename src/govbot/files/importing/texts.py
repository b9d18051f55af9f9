"""An imported roster as the texts of govbot's files, as a person would write them.

body_text(body)                        # the text of governance/bodies/<slug>.yaml
people_text(people)                    # the text of governance/people.yaml
with_people(text, people, "...")       # a people.yaml that is there, with more people at its end
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from textwrap import wrap
from typing import Any

from govbot.core.errors import Place, UserError
from govbot.files.flow_yaml import in_flow
from govbot.files.importing.roster import ImportedBody, ImportedMember, ImportedPerson
from govbot.files.yaml_spans import spans_of

__all__ = ["body_text", "people_text", "with_people"]

BYTE_ORDER_MARK = "\ufeff"
WIDTH = 98
BODY_HEAD = "# yaml-language-server: $schema=../schemas/body.json\n"
PEOPLE_HEAD = (
    "# yaml-language-server: $schema=schemas/people.json\n"
    "#\n"
    "# Everybody whom the files in bodies/ name. The numeric id stays when a login changes:\n"
    "# `govbot roster pin` fills it in.\n"
)


def body_text(body: ImportedBody, source: str, left: date | None = None) -> str:
    """Return the text of a body's file.

    Those who served once are named in a comment; with `left`, the first day (UTC) on which they no
    longer did, they are members with `emeritus:`.
    """
    lines = [f"Imported from {source}.", *body.remarks]
    head = _block({"name": body.name, "kind": body.kind.value}, "")
    if body.charter:
        head += _block({"charter": body.charter}, "")
    if body.team:
        head += f"github_team: {in_flow(_team(body))}\n"
    members = "".join(_member(each, None) for each in body.members)
    if left is not None:
        members += "".join(_member(each, left) for each in body.former)
    elif body.former:
        names = ", ".join(_named(each) for each in body.former)
        lines.append(f"Served formerly, on dates that are not known: {names}.")
    text = BODY_HEAD + "#\n" + "".join(map(_wrapped, lines)) + head
    return text + (f"\nmembers:\n{members}" if members else "\nmembers: []\n")


def people_text(people: Iterable[ImportedPerson]) -> str:
    """Return the text of a new people.yaml."""
    entries = _people(people, 0)
    return PEOPLE_HEAD + (entries or "[]\n")


def with_people(text: str, people: Sequence[ImportedPerson], name: str) -> str:
    """Return the text of a people.yaml with `people` at its end; nothing else in it changes.

    Raise `UserError` where the people in it are listed in brackets.
    """
    if not people:
        return text
    if text.startswith(BYTE_ORDER_MARK):
        return BYTE_ORDER_MARK + with_people(text.removeprefix(BYTE_ORDER_MARK), people, name)
    root = spans_of(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    if root.is_flow:
        if root.items:
            raise UserError(
                "The people in this file are listed in brackets, and more cannot be put below them.",
                "Write each person on lines of their own: `- github: ada`.",
                Place(name),
            )
        entries = _people(people, 0).rstrip("\n").replace("\n", newline)
        return text[: root.start] + entries + text[root.end :]
    entries = _people(people, root.column).replace("\n", newline)
    line_end = text.find("\n", root.end - 1)
    if line_end == -1:
        return text + newline + entries.removesuffix(newline)
    return text[: line_end + 1] + entries + text[line_end + 1 :]


def _people(people: Iterable[ImportedPerson], column: int) -> str:
    text = ""
    for each in people:
        values: dict[str, Any] = {"github": each.github}
        if each.id is not None:
            values["id"] = each.id
        if each.name:
            values["name"] = each.name
        if each.email:
            values["email"] = each.email
        text += _item(values, " " * column)
        if each.affiliation:
            pad = " " * (column + 2)
            text += f"{pad}affiliations:\n{pad}  - {in_flow({'name': each.affiliation})}\n"
    return text


def _member(member: ImportedMember, left: date | None) -> str:
    values: dict[str, Any] = {"github": member.github}
    if member.role:
        values["role"] = member.role
    if left is not None:
        values["emeritus"] = left
    also = f"    # also {_comment(', '.join(member.also))}\n" if member.also else ""
    return _item(values, "  ") + also


def _item(values: dict[str, Any], pad: str) -> str:
    """Return a mapping as an item of a list, its first key on the line of the dash."""
    text = _block(values, pad + "  ")
    return f"{pad}- {text[len(pad) + 2 :]}"


def _block(values: dict[str, Any], pad: str) -> str:
    return "".join(f"{pad}{key}: {in_flow(value)}\n" for key, value in values.items())


def _team(body: ImportedBody) -> Any:
    if not body.maintainers:
        return body.team
    return {"name": body.team, "maintainers": list(body.maintainers)}


def _named(member: ImportedMember) -> str:
    roles = [each for each in (member.role, *member.also) if each]
    return f"{member.github} ({', '.join(roles)})" if roles else member.github


def _wrapped(text: str) -> str:
    """Return text as lines of a comment."""
    lines = wrap(_comment(text), WIDTH, break_long_words=False, break_on_hyphens=False)
    return "".join(f"# {line}\n" for line in lines)


def _comment(text: str) -> str:
    """Return text for a comment: on one line, without what YAML does not allow in one."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
