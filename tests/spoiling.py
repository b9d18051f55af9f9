"""What is read in JSON, with something left out or something else in its place.

path = chance.choice(list(paths(data)))
spoil(data, path, chance.choice(HOW))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["HOW", "paths", "spoil"]

INSTEAD: dict[str, Any] = {"null": None, "object": {}, "list": [], "text": "x", "number": 7}
LEFT_OUT = "left out"
Path = tuple[str | int, ...]
HOW = [*INSTEAD, LEFT_OUT]


def paths(data: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from paths(value, (*path, key))
    elif isinstance(data, list):
        for at, value in enumerate(data[:3]):
            yield from paths(value, (*path, at))


def spoil(data: Any, path: Path, how: str) -> Any:
    if not path:
        return INSTEAD.get(how, {})
    *before, last = path
    place = data
    for part in before:
        place = place[part]
    if how == LEFT_OUT:
        del place[last]
    else:
        place[last] = INSTEAD[how]
    return data
