r"""The part of CODEOWNERS that follows the rosters, between two comments; the rest is left as it is.

    # govbot: begin
    # Written by govbot from governance/: changes here are overwritten.
    /rfcs/ @example/council
    *.lock @ada @ben
    # govbot: end

Of the lines that match a path, the last one decides: a section that is new goes to the end. A rule with
bodies on which nobody serves would leave its paths without an owner, and is an error; a rule that names no
body says on purpose that nobody owns them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from govbot.core.bodies import holders_on, members_on
from govbot.core.errors import Place, UserError
from govbot.core.governance import Governance
from govbot.core.layout import FOLDER, SETTINGS_FILE
from govbot.core.rosters.wording import listed
from govbot.core.settings import CodeOwnersRule, CodeOwnersSettings

__all__ = ["BEGIN", "END", "PLACES", "code_owners", "require_read_there", "with_section"]

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where GitHub looks for the file, in this order. It reads the first that is there, and no other."""

BEGIN = "# govbot: begin"
END = "# govbot: end"
ABOUT = f"# Written by govbot from {FOLDER}/: changes here are overwritten."
LARGEST = 3_000_000
"""From this size on, in bytes, GitHub does not load the file."""

BLANK = re.compile(r"(?<!\\) ")


def code_owners(
    governance: Governance, settings: CodeOwnersSettings, organization: str, day: date
) -> tuple[str, ...]:
    """Return the lines of the section, in the order of the rules; `organization` has the teams.

    Raise `UserError` where paths would lose all their owners, or a path cannot be written.
    """
    return tuple(
        " ".join([_pattern(path), *owners])
        for rule in settings.rules
        for owners in [tuple(dict.fromkeys(_owners(rule, governance, organization, day)))]
        for path in rule.paths
    )


def require_read_there(file: str, there: Collection[str]) -> None:
    """Raise `UserError` where `file` would not be what GitHub reads, or would hide what it reads now.

    `there` are the files of `PLACES` that the repository has.
    """
    read = next((each for each in PLACES if each in there), file)
    if read != file:
        raise UserError(
            f"GitHub reads `{read}`: it takes the first that is there of {listed(PLACES)}, and no other. "
            f"With `{file}`, one of the two would mean nothing.",
            f"Write `file: {read}` into `codeowners`, or move what is in it to `{file}`.",
            Place(SETTINGS_FILE),
        )


def with_section(text: str, lines: tuple[str, ...], file: str = "CODEOWNERS") -> str:
    """Return the text of CODEOWNERS with these lines between the markers; nothing else is changed.

    Raise `UserError` where the markers are not one pair, in order, or the file would be too large.
    """
    made = _with_section(text, lines, file)
    if len(made.encode()) >= LARGEST:
        raise UserError(
            "CODEOWNERS would have 3 MB or more, and GitHub reads no such file.",
            "Write fewer paths, or shorter ones.",
            Place(file),
        )
    return made


def _with_section(text: str, lines: tuple[str, ...], file: str) -> str:
    ending = "\r\n" if "\r\n" in text else "\n"
    section = ending.join([BEGIN, ABOUT, *lines, END])
    # Lines may end in one way here and in the other there: the markers are found all the same.
    have = text.split("\n")
    begins = [at for at, line in enumerate(have) if line.strip() == BEGIN]
    ends = [at for at, line in enumerate(have) if line.strip() == END]
    if not begins and not ends:
        before = text if not text or text.endswith("\n") else f"{text}{ending}"
        return f"{before}{ending if before else ''}{section}{ending}"
    if len(begins) != 1 or len(ends) != 1 or begins > ends:
        at = (begins or ends)[0] + 1
        raise UserError(
            f"It is not clear which lines are govbot's: `{BEGIN}` stands there {_times(begins)}, "
            f"`{END}` {_times(ends)}.",
            f"Keep one `{BEGIN}` and, below it, one `{END}`; or take both out, and govbot adds them.",
            Place(file, at),
        )
    if have[ends[0]].endswith("\r"):
        section += "\r"
    return "\n".join([*have[: begins[0]], section, *have[ends[0] + 1 :]])


def _owners(
    rule: CodeOwnersRule, governance: Governance, organization: str, day: date
) -> Iterator[str]:
    anybody = not rule.owners
    for slug in rule.owners:
        body = governance.body(slug)
        if body.github_team is not None:
            if holders_on(body, day):
                anybody = True
                yield f"@{organization}/{body.github_team.name}"
            continue
        for member in members_on(body, day):
            anybody = True
            yield f"@{governance.people.login_of(member.github)}"
    if not anybody:
        raise UserError(
            f"Nobody serves on {listed(rule.owners)}, so {listed(rule.paths)} would have no owner in "
            "CODEOWNERS.",
            "It stays as it is. Name another body in `codeowners`, or none if nobody is to own them.",
            Place(SETTINGS_FILE),
        )


def _pattern(path: str) -> str:
    """Return a path as CODEOWNERS has it: with blanks escaped, and on one line."""
    is_wrong = not path.strip() or not path.isprintable() or "#" in path
    # A backslash at the end would make the owners a part of the path.
    if is_wrong or path.startswith("!") or path.endswith("\\"):
        raise UserError(
            f"{path!r} is no path that CODEOWNERS can have.",
            "Write a pattern such as /rfcs/, docs/ or *.lock. `#` begins a comment: write `?` for it. `!` "
            "means nothing, and a path does not end in a backslash.",
            Place(SETTINGS_FILE),
        )
    return BLANK.sub(r"\\ ", path)


def _times(found: list[int]) -> str:
    return {0: "nowhere", 1: "once"}.get(len(found), f"{len(found)} times")
