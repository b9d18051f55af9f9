"""A value as YAML on one line, as a person would write it.

    in_flow({"start": date(2026, 1, 1), "by": "election"})     # {start: 2026-01-01, by: election}
    in_flow("yes: no")                                         # "yes: no"

A text is quoted only where it would otherwise be read as something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from govbot.files.loading import load_yaml

__all__ = ["in_flow", "is_same_data"]


NUMBER_ELSEWHERE = re.compile(r"0[xo][0-9a-fA-F]+\Z|[-+]?[0-9.]+[eE][-+]?[0-9]+\Z")
"""What editors take for a number, as YAML 1.2's core schema says, and govbot takes for a text."""


def in_flow(value: Any) -> str:
    """Return a text, number, truth value, day, list or mapping of these as YAML on one line.

    Raise `TypeError` for anything else: YAML files of ours hold nothing else.
    """
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return value if _is_plain(value) else _quoted(value)
        case datetime():
            raise TypeError("a day is written, not a moment")
        case date():
            return value.isoformat()
        case Mapping():
            inside = ", ".join(
                f"{in_flow(str(key))}: {in_flow(each)}" for key, each in value.items()
            )
            return f"{{{inside}}}"
        case Sequence():
            return f"[{', '.join(in_flow(each) for each in value)}]"
        case _:
            raise TypeError(f"{value!r} is nothing that a YAML file of ours holds")


def is_same_data(one: Any, other: Any) -> bool:
    """Say whether two values that were read are the same, `1` and `true` apart."""
    if one.__class__ is not other.__class__:
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(is_same_data(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_same_data, one, other))
    return bool(one == other)


def _is_plain(text: str) -> bool:
    """Say whether a text may stand without quotation marks, in brackets and outside, as key and value."""
    if NUMBER_ELSEWHERE.match(text):
        return False
    if not text.isprintable() or text != text.strip() or text[:1] in {"", "?", "-", ":"}:
        return False
    if text.isascii() and text.replace("-", "").isalpha() and text.lower() not in {"y", "n"}:
        return _reads_as(f"[{text}]", [text])
    return _reads_as(f"{{{text}: [{text}]}}", {text: [text]}) and _reads_as(
        f"a: {text}", {"a": text}
    )


def _reads_as(line: str, value: object) -> bool:
    loaded = load_yaml(line, "")
    return not loaded.findings and is_same_data(loaded.data, value)


def _quoted(text: str) -> str:
    """Return a text in double quotation marks, with what cannot be seen written as its number."""
    return '"' + "".join(_character(each) for each in text) + '"'


def _character(character: str) -> str:
    if character in {'"', "\\"}:
        return "\\" + character
    if character.isprintable():
        return character
    if character in "\n\t\r":
        return json.dumps(character)[1:-1]
    number = ord(character)
    return f"\\U{number:08x}" if number > 0xFFFF else f"\\u{number:04x}"  # noqa: PLR2004 - four hexadecimal digits
