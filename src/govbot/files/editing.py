"""Put keys into a YAML text, and leave every other character as it is.

    with_key(text, ("members", 3), "emeritus", date(2027, 1, 1))

    - github: ada            - github: ada
      seat: 1   # chair  ->    seat: 1   # chair
                               emeritus: 2027-01-01

It works in blocks and in brackets, keeps comments, order, indentation, line ends and anchors, and reads
what it made: if that is not the same data with these keys, it refuses and says what to write by hand.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from govbot.core.errors import Place, UserError
from govbot.files.flow_yaml import in_flow, is_same_data
from govbot.files.loading import Loaded, Path_, load_yaml
from govbot.files.validation import raise_findings
from govbot.files.yaml_spans import Span, spans_of

__all__ = ["Edit", "with_key", "with_keys"]

BYTE_ORDER_MARK = "\ufeff"
LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Edit:
    """A key to be set in the mapping at `path`. A new one stands after the key `after`, if that is there."""

    path: Path_
    key: str
    value: Any
    after: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What takes the place of the characters from `start` to before `end`."""

    start: int
    end: int
    text: str


class _UnfitError(Exception):
    """The key cannot be set without touching more than itself."""


def with_key(
    text: str, path: Path_, key: str, value: Any, *, after: str = "", name: str = "the file"
) -> str:
    """Return `text` with `key` of the mapping at `path` set to `value`: added, or replaced.

    `value` is what `govbot.files.flow_yaml.in_flow` takes. A new key stands after the key `after`, if
    the mapping has that, else at its end. `name` is the file as errors name it. Give the text as it is
    in the file, its line ends untouched (`open(..., newline="")`).

    Raise `UserError` where the text cannot be read, has no mapping at `path`, or where one key cannot
    be set by itself: an anchor that is used elsewhere, a key that stands twice, a comment within what
    would be replaced.
    """
    return with_keys(text, [Edit(path, key, value, after)], name=name)


def with_keys(text: str, edits: Sequence[Edit], *, name: str = "the file") -> str:
    """Return `text` with all of the edits, each of another key, as `with_key` makes one.

    The text is read once for all of them. Raise as `with_key`: then none is made.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    body = text.removeprefix(BYTE_ORDER_MARK)
    loaded = load_yaml(body, name)
    raise_findings(loaded.findings)
    wanted = _apart(loaded.data)
    edits = [edit for edit in edits if _set(wanted, edit, name)]
    if not edits:
        return text
    root = spans_of(body)
    # Where two lines come to one place, that of the inner mapping comes first.
    pieces = [
        (_piece_of(body, root, edit, loaded), -len(edit.path), at) for at, edit in enumerate(edits)
    ]
    made = body
    # From the end on, so that what stands before stays where it was found.
    for piece, *_ in sorted(pieces, key=lambda each: (each[0].start, *each[1:]), reverse=True):
        made = made[: piece.start] + piece.text + made[piece.end :]
    found = load_yaml(made, name)
    if found.findings or not is_same_data(found.data, wanted):
        _refuse("something else in the file would change with it", loaded, edits)
    return mark + made


def _set(wanted: Any, edit: Edit, name: str) -> bool:
    """Set the key in the data, as a file would give it; say whether that changes anything."""
    part = wanted
    for step in edit.path:
        try:
            part = part[step]
        except (KeyError, IndexError, TypeError):
            part = None
    if not isinstance(part, dict):
        where = _words(edit.path)
        message = f"There is no mapping at {where}."
        raise UserError(message, "The file changed meanwhile.", Place(name))
    value = load_yaml(in_flow({edit.key: edit.value}), "").data[edit.key]
    if edit.key in part and is_same_data(part[edit.key], value):
        return False
    part[edit.key] = value
    return True


def _apart(data: Any) -> Any:
    """Return a copy in which nothing is shared: what an alias stands for is there twice."""
    if isinstance(data, dict):
        return {key: _apart(each) for key, each in data.items()}
    if isinstance(data, list):
        return [_apart(each) for each in data]
    return copy.copy(data)


def _piece_of(text: str, root: Span, edit: Edit, loaded: Loaded) -> _Piece:
    try:
        span = _span_at(root, edit.path)
        old = span.value_of(edit.key)
        return _added(text, span, edit) if old is None else _replaced(text, span, old, edit)
    except _UnfitError as error:
        _refuse(str(error), loaded, [edit])


def _span_at(span: Span, path: Path_) -> Span:
    for step in path:
        found = None
        if span.kind == "mapping":
            found = span.value_of(str(step))
        elif span.kind == "sequence" and isinstance(step, int):
            found = span.items[step]
        if found is None:
            raise _UnfitError(
                "it is written elsewhere, and stands here by its name (`*name` or `<<`)"
            )
        span = found
    if span.kind != "mapping":
        raise _UnfitError("it is written elsewhere, and stands here by its name (`*name`)")
    return span


def _added(text: str, span: Span, edit: Edit) -> _Piece:
    entry = f"{in_flow(edit.key)}: {in_flow(edit.value)}"
    if not span.items:
        return _Piece(span.start + 1, span.start + 1, entry)
    before = next((each for name, each in span.entries if name.text == edit.after), span.items[-1])
    if span.is_flow:
        return _Piece(before.end, before.end, f", {entry}")
    return _below(text, before.end, span.items[0].column, [entry])


def _below(text: str, end: int, column: int, entries: Sequence[str]) -> _Piece:
    """Return lines for below the one in which the character before `end` stands."""
    newline = found.group() if (found := LINE_END.search(text)) else "\n"
    lines = "".join(f"{' ' * column}{entry}{newline}" for entry in entries)
    if text[end - 1] in "\r\n":
        return _Piece(end, end, lines)
    line_end = LINE_END.search(text, end)
    if line_end is None:
        return _Piece(len(text), len(text), newline + lines.removesuffix(newline))
    return _Piece(line_end.end(), line_end.end(), lines)


def _replaced(text: str, span: Span, old: Span, edit: Edit) -> _Piece:
    more = _appended(text, old, edit.value)
    if more is not None:
        return more
    if any(each.anchor for each in _parts(old)):
        raise _UnfitError("what stands there has a name (`&name`)")
    if not old.is_block:
        space = "" if text[old.start - 1].isspace() else " "
        return _Piece(old.start, old.end, space + in_flow(edit.value))
    name = next(each for each, _ in span.entries if each.text == edit.key)
    begin = text.index(":", name.end) + 1
    if "#" in text[begin : old.end]:
        raise _UnfitError("there may be comments in what stands there")
    return _Piece(begin, old.end, f" {in_flow(edit.value)}")


def _appended(text: str, old: Span, value: Any) -> _Piece | None:
    """Return what is added to a list; None where the value is not the list and more."""
    if old.kind != "sequence" or not old.items or not isinstance(value, list | tuple):
        return None
    has = load_yaml(text[old.start : old.end], "") if old.is_flow else None
    kept = has.data if has and not has.findings else [each.text for each in old.items]
    if any(each.kind != "scalar" for each in old.items) or kept != list(value[: len(kept)]):
        return None
    new = [in_flow(each) for each in value[len(kept) :]]
    end = old.items[-1].end
    if old.is_flow:
        return _Piece(end, end, "".join(f", {each}" for each in new))
    return _below(text, end, old.column, [f"- {each}" for each in new]) if not old.anchor else None


def _parts(span: Span) -> list[Span]:
    return [span, *(part for each in span.items for part in _parts(each))]


def _refuse(reason: str, loaded: Loaded, edits: Sequence[Edit]) -> NoReturn:
    keys = ", ".join(dict.fromkeys(f"`{each.key}`" for each in edits))
    by_hand = "; ".join(
        f"in {_words(each.path)}: `{in_flow(each.key)}: {in_flow(each.value)}`" for each in edits
    )
    raise UserError(
        f"The key {keys} cannot be written without touching anything else: {reason}.",
        f"Write it by hand, {by_hand}",
        loaded.place(edits[0].path),
    )


def _words(path: Path_) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return f"`{text.removeprefix('.')}`" if text else "the file"
