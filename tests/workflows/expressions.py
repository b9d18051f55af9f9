"""The `if:` of a job, answered as GitHub would, as far as the workflows here need it.

    holds("github.event_name == 'issues' && !cancelled()", {"github": {"event_name": "issues"}})   # True

Letters are compared without regard to case, and what is not there is null.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["holds"]

TOKEN: Final = re.compile(
    r"(?P<text>'(?:[^']|'')*')|(?P<call>[a-zA-Z]+)(?=\()|(?P<name>[a-z_]+(?:\.[a-z_]+)*)"
    r"|(?P<sign>&&|\|\||!=|!)"
)
SIGNS: Final = {"&&": " and ", "||": " or ", "!=": "!=", "!": " not "}


def holds(expression: str, context: Mapping[str, Any], *, cancelled: bool = False) -> bool:
    """Whether an expression is true; `context` is what GitHub calls `github`, `needs` and so on."""

    def value(path: str) -> object:
        found: Any = context
        for key in path.split("."):
            found = found.get(key) if isinstance(found, dict) else None
        return found.lower() if isinstance(found, str) else found

    known = {
        "cancelled": lambda: cancelled,
        "contains": lambda text, part: part in (text or ""),
        "format": lambda text, *parts: text.format(*(part or "" for part in parts)),
        "startsWith": lambda text, part: (text or "").startswith(part),
        "value": value,
    }
    python = TOKEN.sub(_in_python, " ".join(expression.split()))
    # Of what is evaluated nothing is there but the names above, and it is our own file.
    return bool(eval(python, {"__builtins__": {}}, known))  # noqa: S307


def _in_python(found: re.Match[str]) -> str:
    if found["text"]:
        return repr(found["text"][1:-1].replace("''", "'").lower())
    if found["name"]:
        return f"value({found['name']!r})"
    return SIGNS[found["sign"]] if found["sign"] else found["call"]
