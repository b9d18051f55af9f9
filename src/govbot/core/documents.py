"""An RFC document: front matter, sections, and where each stands in the file.

    ---
    title: One ledger branch
    authors: [ada]
    champion: ben
    created: 2026-03-01
    ---
    ## Summary

The core never reads a file: `govbot.files` makes a `Document` from the text, with what was wrong with
its syntax as findings; `govbot.core.checks` adds what is wrong with its sense.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from govbot.core.findings import Finding
from govbot.core.model import Strict
from govbot.core.people import LOGIN_PATTERN

__all__ = ["PLACEHOLDER_AUTHOR", "STATUS_KEYS", "Document", "Fingerprint", "FrontMatter", "Section"]

# What authors write the stage as. It is refused: the ledger says the stage.
STATUS_KEYS = frozenset({"stage", "state", "status"})

# Who the template says wrote it.
PLACEHOLDER_AUTHOR = "your-login"

# As it is written; the `@` is taken off.
WrittenLogin = Annotated[str, Field(pattern=f"^@?{LOGIN_PATTERN.removeprefix('^')}")]
Login = Annotated[
    str,
    BeforeValidator(
        lambda value: value.removeprefix("@") if isinstance(value, str) else value,
        json_schema_input_type=WrittenLogin,
    ),
    Field(pattern=LOGIN_PATTERN),
]


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str | int) else value


Numbers = Annotated[
    tuple[Annotated[int, Field(ge=1)], ...],
    BeforeValidator(_as_list, json_schema_input_type=int | tuple[int, ...]),
]


class FrontMatter(Strict):
    """The YAML block that opens an RFC. The stage is never in it: the ledger says the stage."""

    title: str = Field(min_length=1, max_length=200)
    authors: Annotated[
        tuple[Login, ...],
        BeforeValidator(
            _as_list,
            json_schema_input_type=WrittenLogin
            | Annotated[tuple[WrittenLogin, ...], Field(min_length=1)],
        ),
    ] = Field(min_length=1)
    champion: Login | None = None
    created: date
    requires: Numbers = ()
    supersedes: Numbers = ()
    discussion: str | None = None


class Section(Strict):
    """A heading of the document, its line from 1, and whether any text stands below it."""

    title: str
    level: int
    line: int
    is_empty: bool = False


class Fingerprint(Strict):
    """What tells a kind of change from another: hashes of a text's parts.

    `body` is of all below the front matter, `words` of the whole text with every run of white space
    taken for one space.
    """

    body: str
    words: str


class Document(Strict):
    """An RFC as it stands in a commit. `blob` is the git id of its text.

    `front` is None where the front matter could not be read; `findings` say why. `lines` gives the
    line of each front matter key. `text_read` is false where only the blob id was looked up, and
    `is_link` says that the file is a symbolic link, whose text is a path.
    """

    path: str
    blob: str
    front: FrontMatter | None = None
    lines: dict[str, int] = Field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()
    text_read: bool = True
    is_link: bool = False
    print: Fingerprint | None = None
