"""A new RFC from the template: the file, its name, and the front matter filled in.

    new_rfc(community, "One ledger branch", author="zoe", today=date(2026, 3, 1))
    # rfcs/0000-one-ledger-branch.md

The number is 0000 until the pull request is open: an RFC's number is its pull request's.
"""

from __future__ import annotations

import json
import re
from datetime import date
from importlib.resources import files
from pathlib import Path

from anyascii import anyascii

from govbot.app.community import Community
from govbot.core.documents import PLACEHOLDER_AUTHOR
from govbot.core.errors import UserError
from govbot.core.people import LOGIN_PATTERN
from govbot.files.writing import write_new

__all__ = ["TEMPLATE", "check_author", "check_title", "new_rfc", "slug_of"]

TEMPLATE = "0000-template.md"
LONGEST_TITLE = 200
LONGEST_SLUG = 60


def slug_of(title: str) -> str:
    """Return a title as lower-case Latin words with `-` between them; raise `UserError` without any."""
    words = re.findall(r"[a-z0-9]+", anyascii(title).lower().replace("'", ""))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}".strip("-")
        if len(longer) > LONGEST_SLUG:
            break
        slug = longer
    slug = slug or "".join(words)[:LONGEST_SLUG]
    if not slug:
        raise UserError(
            "The title holds no letter and no digit, so no file name can be made of it.",
            "Give a title in words: govbot rfc new 'One ledger branch'",
        )
    return slug


def check_title(title: str) -> None:
    """Raise `UserError` for what cannot be the title of an RFC."""
    if len(title) > LONGEST_TITLE or not title.isprintable():
        raise UserError(
            "This cannot be a title.",
            f"Use up to {LONGEST_TITLE} characters on one line, without control characters.",
        )
    slug_of(title)


def check_author(login: str) -> None:
    """Raise `UserError` for what cannot be a GitHub login."""
    if not re.match(LOGIN_PATTERN, login):
        raise UserError(
            f"{login!r} is not a GitHub login.",
            "A login has letters, digits and `-`, up to 39 of them.",
        )


def new_rfc(community: Community, title: str, *, author: str | None, today: date) -> Path:
    """Write the file of a new RFC and return its path below the repository's root.

    Raise `UserError` when the title or the author cannot be one, or there is such a file already.
    """
    title = " ".join(title.split())
    check_title(title)
    if author is not None:
        check_author(author)
    folder = Path(community.governance.settings.rfcs.folder)
    path = folder / f"0000-{slug_of(title)}.md"
    values = {
        "title": json.dumps(title, ensure_ascii=False),
        "authors": f"[{author or PLACEHOLDER_AUTHOR}]",
        "created": today.isoformat(),
    }
    text = _filled_in(_template(community.root / folder / TEMPLATE), values)
    if not write_new(community.root / path, text):
        raise UserError(f"{path} exists already.", "Choose another title, or edit that file.")
    return path


def _template(path: Path) -> str:
    if path.exists():
        return path.read_text(encoding="utf-8")
    return files("govbot.app").joinpath("starter/rfcs/0000-template.md").read_text(encoding="utf-8")


def _filled_in(template: str, values: dict[str, str]) -> str:
    """Return the template with these keys of its front matter set."""
    opening, found, rest = template.partition("---\n")
    front, closed, body = rest.partition("\n---\n")
    if opening or not found or not closed:
        raise UserError(
            f"{TEMPLATE} does not begin with front matter between two lines `---`.",
            "Mend the template; `govbot check` says where.",
        )
    lines = front.split("\n")
    for key, value in values.items():
        at = next((at for at, each in enumerate(lines) if each.startswith(f"{key}:")), len(lines))
        lines[at : at + 1] = [f"{key}: {value}"]
    return "\n".join(["---", *lines, "---", body])
