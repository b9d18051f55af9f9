r"""What a YAML text is made of, and from where to where each part stands in it.

    root = spans_of("- github: ada\n  seat: 1\n")
    root.items[0].entries[1]     # the key `seat` at 16..20, the value `1` at 22..23

Unlike the nodes that PyYAML makes, an alias stands where it is written, and a part ends with its last
character: the comments below it are not its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

import yaml

from govbot.files.strict_yaml import StrictLoader

__all__ = ["Span", "spans_of"]


class _Mark(Protocol):
    """Where PyYAML, written in C or in Python, says that something stands."""

    index: int
    column: int


Kind = Literal["scalar", "alias", "sequence", "mapping"]


@dataclass(frozen=True, slots=True)
class Span:
    """One part of a text, from the character `start` to before the character `end`.

    `column` is that of its first character. `style` is that of a scalar: `|` and `>` are blocks.
    `is_flow` says whether a list or mapping is written in brackets.
    """

    kind: Kind
    start: int
    end: int
    column: int
    text: str = ""
    style: str = ""
    is_flow: bool = False
    anchor: str = ""
    items: tuple[Span, ...] = ()

    @property
    def entries(self) -> tuple[tuple[Span, Span], ...]:
        """The keys of a mapping, each with its value."""
        return tuple(zip(self.items[::2], self.items[1::2], strict=True))

    @property
    def is_block(self) -> bool:
        """Say whether it is written on lines of its own: a list, a mapping, or a block of text."""
        if self.kind in {"sequence", "mapping"}:
            return not self.is_flow
        return self.style in {"|", ">"}

    def value_of(self, key: str) -> Span | None:
        """Return the value of a key of a mapping."""
        return next((value for each, value in self.entries if each.text == key), None)


def spans_of(text: str) -> Span:
    """Return the first document of a text that has been read without error."""
    events = _events(text)
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            return _span(event, events, text)
    raise ValueError("the text holds no document")


def _events(text: str) -> Iterator[yaml.Event]:
    loader = StrictLoader(text)
    while (event := loader.get_event()) is not None:
        yield event


def _span(event: yaml.NodeEvent, events: Iterator[yaml.Event], text: str) -> Span:
    begin = _mark(event.start_mark)
    start, column, end = begin.index, begin.column, _mark(event.end_mark).index
    anchor = event.anchor or ""
    match event:
        case yaml.AliasEvent():
            return Span("alias", start, end, column)
        case yaml.ScalarEvent():
            style = event.style or ""
            if style in {"|", ">"}:
                end = _end_of_block(text, start, end)
            return Span("scalar", start, end, column, event.value, style, anchor=anchor)
        case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
            items: list[Span] = []
            for each in events:
                if isinstance(each, yaml.CollectionEndEvent):
                    end = _mark(each.end_mark).index
                    break
                if isinstance(each, yaml.NodeEvent):
                    items.append(_span(each, events, text))
            is_flow = bool(event.flow_style)
            if not is_flow:
                # A block is over where a line begins further left: its own end is its last item's.
                end = items[-1].end
            kind: Kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
            return Span(
                kind, start, end, column, is_flow=is_flow, anchor=anchor, items=tuple(items)
            )
        case _:
            raise TypeError(f"YAML has no node that begins with {event!r}")


def _mark(mark: _Mark | None) -> _Mark:
    if mark is None:
        raise TypeError("what was read from a text stands somewhere in it")
    return mark


def _end_of_block(text: str, start: int, end: int) -> int:
    """Return where a block of text ends: empty lines below it are its own only where it says `+`."""
    header, _, _ = text[start:end].partition("\n")
    return end if "+" in header else start + len(text[start:end].rstrip())
