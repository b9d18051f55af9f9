"""What Pydantic says of a value, in words for the person who wrote it.

string_type, 12        "`github` is the number 12; text is expected."  "Put it in quotes."
literal_error, "anual" "`anual` is not allowed for `counts`."          "Allowed: ..."
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from govbot.core.people import LOGIN_PATTERN
from govbot.core.spelling import did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["expected", "in_words", "quoted", "wording"]

LONGEST_QUOTE = 60

_EXPECTED = {
    "string": "text",
    "int": "a whole number",
    "bool": "true or false",
    "date": "a day such as 2026-03-01",
    "datetime": "a time such as 2026-03-01T09:00:00Z",
    "tuple": "a list",
    "list": "a list",
    "set": "a list",
    "frozen_set": "a list",
    "dict": "a mapping (`key: value`)",
    "model": "a mapping (`key: value`)",
    "dataclass": "a mapping (`key: value`)",
}


def expected(error: ErrorDetails) -> str | None:
    """Say what kind of value was wanted, where the error is about the kind."""
    kind, _, what = error["type"].rpartition("_")
    if error["type"] in {"literal_error", "enum"}:
        return str(error.get("ctx", {}).get("expected", "")).replace("'", "`")
    if what in {"type", "parsing"} or error["type"].startswith(("date_from", "int_from")):
        return _EXPECTED.get(kind.split("_from")[0])
    return None


def wording(error: ErrorDetails, key: str, value: object) -> tuple[str, str, str]:
    """Return the id, the message and the hint for an error about the `value` of `key`."""
    kind = error["type"]
    context = error.get("ctx", {})
    wanted = expected(error)
    if kind in {"literal_error", "enum"}:
        allowed = re.findall(r"`([^`]*)`", wanted or "")
        hint = f"{did_you_mean(str(value), allowed)}Allowed: {', '.join(allowed)}."
        return "wrong-value", f"{quoted(value)} is not allowed for `{key}`.", hint
    if wanted is not None:
        hint = ""
        if wanted == "text" and isinstance(value, int | float | date):
            hint = "Put it in quotes."
        elif value is None:
            hint = "Write a value, or leave the key out."
        return "wrong-type", f"`{key}` is {in_words(value)}; {wanted} is expected.", hint
    if kind == "string_pattern_mismatch" and context.get("pattern") == LOGIN_PATTERN:
        message = f"{quoted(value)} is not a GitHub login."
        return "wrong-value", message, "A login has letters, digits and `-`, up to 39 of them."
    if kind == "string_pattern_mismatch":
        message = f"{quoted(value)} is not allowed for `{key}`."
        if (color := re.fullmatch(r"#([0-9a-fA-F]{6})", str(value))) is not None:
            return "wrong-value", message, f'Write it without the `#`: "{color[1]}".'
        return "wrong-value", message, f"It has to match `{context.get('pattern')}`."
    if kind == "value_error":
        return "wrong-value", _sentence(str(context.get("error", error["msg"]))), ""
    if kind in {"too_short", "string_too_short"}:
        return "wrong-value", f"`{key}` is empty.", "Write at least one."
    if kind in {"too_long", "string_too_long"}:
        limit = context.get("max_length")
        return "wrong-value", f"`{key}` is too long; {limit} is the most.", ""
    if not error["type"].endswith(("_equal", "_than")) and "-" in kind:
        # A rule of ours that has an id of its own.
        return kind, _sentence(error["msg"]), str(context.get("hint", ""))
    message = error["msg"].removeprefix("Input should be ")
    return "wrong-value", f"`{key}` is {in_words(value)}; it has to be {message}.", ""


def in_words(value: object) -> str:
    """Say what a value is, as its author would: `the number 12`, `a list`, `empty`."""
    match value:
        case None:
            return "empty"
        case bool():
            return f"`{str(value).lower()}`"
        case int() | float():
            return f"the number {quoted(value).strip('`')}"
        case datetime():
            return f"the time `{value.isoformat()}`"
        case date():
            return f"the day `{value.isoformat()}`"
        case list() | tuple():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return f"the text {quoted(value)}"


def quoted(value: object) -> str:
    """Return a value in backticks, on one line and shortened, whatever it holds."""
    if isinstance(value, list | tuple | dict):
        return in_words(value)
    try:
        text = " ".join(str(value).split()).replace("`", "'")
    except ValueError:  # a number too long for Python to write
        return "`a very long number`"
    return f"`{text[:LONGEST_QUOTE]}...`" if len(text) > LONGEST_QUOTE else f"`{text}`"


def _sentence(text: str) -> str:
    text = text.strip()
    text = text if text.startswith("`") else text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."
