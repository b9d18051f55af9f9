r"""YAML's syntax errors in words that say what to do.

a: b: c      "A `:` is not allowed here."  "Put a value that holds `: ` in quotes; ..."
\t- a        "A tab indents this line."    "Indent with spaces: YAML does not allow tabs."
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from govbot.core.errors import Place
from govbot.core.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["syntax_finding"]

_INDENTATION = (
    "The indentation does not fit the lines before.",
    "Entries of one list or mapping begin in the same column.",
)

_NO_NAME = "did not find expected alphabetic or numeric character"
"""What libyaml says of `*.lock`."""

# What libyaml says, and what we say instead; `{character}` is the one it stopped at.
_EXPLANATIONS: Mapping[str, tuple[str, str]] = {
    "mapping values are not allowed": (
        "A `:` is not allowed here.",
        "Put a value that holds `: ` in quotes, and check that the line is not indented too far.",
    ),
    "found character that cannot start any token": (
        "`{character}` cannot begin a value.",
        'Put the value in quotes: "{character}...".',
    ),
    "expected ',' or ']'": ("A list opened with `[` is not closed.", "Close it with `]`."),
    "expected ',' or '}'": ("A mapping opened with `{{` is not closed.", "Close it with `}}`."),
    "did not find expected node content": (
        "A value is missing here.",
        "Write it, and close what was opened with `[` or `{{`.",
    ),
    "found unexpected end of stream": (
        "A quotation mark is opened and not closed.",
        "Close it, or leave out both.",
    ),
    "did not find expected '-' indicator": _INDENTATION,
    "did not find expected key": _INDENTATION,
    "could not find expected ':'": (
        "This line has no `:` after its key.",
        "Write `key: value`, or indent the line as part of the value above it.",
    ),
    "found undefined alias": (
        "An alias (`*name`) refers to an anchor that is not there.",
        "Define it earlier in the file with `&name`, or put text that begins with `*` in quotes.",
    ),
    "but found another document": (
        "A second document begins here.",
        "Keep one document in a file: remove the `---`.",
    ),
    "found unhashable key": ("A key is a list or a mapping.", "Use plain text as keys."),
    "found unknown escape character": (
        "A backslash in double quotes is followed by a letter that means nothing.",
        "Use single quotes, or write the backslash twice.",
    ),
}


def syntax_finding(error: yaml.YAMLError, text: str, name: str, line_offset: int = 0) -> Finding:
    """Explain an error of PyYAML's about `text`, which begins after `line_offset` lines of `name`."""
    lines = text.splitlines() or [""]
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    if mark is None:
        line, column = _control_character(text, lines)
        message, hint = "A control character stands here.", "Remove it; YAML allows only text."
    else:
        # libyaml points past the last line when something is not closed: say where it was opened.
        opened = error.context_mark if isinstance(error, yaml.MarkedYAMLError) else None
        if opened is not None and (
            mark.line >= len(lines) or "end of stream" in str(error) or _NO_NAME in str(error)
        ):
            mark = opened
        line, column = min(mark.line, len(lines) - 1), mark.column
        message, hint = _explain(error, lines[line], column)
    place = Place(name, line + 1 + line_offset, column + 1)
    return Finding.error("yaml-syntax", place, message, hint)


def _explain(error: yaml.YAMLError, line: str, column: int) -> tuple[str, str]:
    problem = str(getattr(error, "problem", None) or error)
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or line[column : column + 1] == "\t":
        return "A tab indents this line.", "Indent with spaces: YAML does not allow tabs."
    if _NO_NAME in problem and (found := re.compile(r"[*&][^\s,\]}]*").match(line, column)):
        what = "an alias" if found[0].startswith("*") else "an anchor"
        return (
            f"`{found[0][0]}` begins {what} in YAML, and a name of letters and digits follows it.",
            f'Text that begins with it goes in quotes: "{found[0]}".',
        )
    for said, (message, hint) in _EXPLANATIONS.items():
        if said in problem:
            character = line[column : column + 1]
            return message.format(character=character), hint.format(character=character)
    return f"{problem[:1].upper()}{problem[1:]}.", ""


def _control_character(text: str, lines: list[str]) -> tuple[int, int]:
    position = next((at for at, each in enumerate(text) if not _is_text(each)), 0)
    line = text.count("\n", 0, position)
    return min(line, len(lines) - 1), position - (text.rfind("\n", 0, position) + 1)


def _is_text(character: str) -> bool:
    return character.isprintable() or (
        character.isspace() and character not in "\x0b\x0c\x1c\x1d\x1e\x1f"
    )
