"""PyYAML's safe C loader with YAML 1.2's scalars, text as keys, and bounds on depth and aliases.

    yes, no, on     words, as an editor takes them (YAML 1.1 makes booleans of them)
    0012            twelve (YAML 1.1 makes ten of it)
    2026-03-01      a day

A repeated key is kept in `repeated`, for whoever loads to report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from typing import Any

import yaml
from yaml.constructor import ConstructorError

__all__ = ["StrictLoader", "TooComplexError", "refuse_expansion"]

MAX_DEPTH = 50
MAX_NODES = 1_000_000


class TooComplexError(Exception):
    """The text is small, but what it stands for is not."""

    def __init__(self, message: str, mark: yaml.Mark) -> None:
        super().__init__(message)
        self.mark = mark


class StrictLoader(yaml.CSafeLoader):
    """PyYAML's safe C loader, with YAML 1.2's scalars, and with bounds."""

    # Its own tables, empty at first: none of YAML 1.1's scalars and tags is inherited.
    yaml_implicit_resolvers = {}  # noqa: RUF012 - PyYAML keeps them on the class
    yaml_constructors = {}  # noqa: RUF012 - as above

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.repeated: list[tuple[str, yaml.Mark]] = []
        self._depth = 0
        self._seen: set[int] = set()

    def descend_resolver(self, node: yaml.Node | None, _index: object) -> None:
        """Count how deep the node about to be read is, and stop at the bound."""
        self._depth += 1
        if self._depth > MAX_DEPTH and node is not None:
            raise TooComplexError(
                f"Lists and mappings are nested more than {MAX_DEPTH} deep.",
                node.start_mark,
            )

    def ascend_resolver(self) -> None:
        """Count the way back."""
        self._depth -= 1

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Merge `<<` into a mapping, after comparing the keys that it has itself."""
        # Flattening merges `<<` into the node, so the keys are compared once, and before.
        if id(node) not in self._seen:
            self._seen.add(id(node))
            keys: set[str] = set()
            for key, _ in node.value:
                if key.value.__class__ is str:
                    if key.value in keys:
                        self.repeated.append((key.value, key.start_mark))
                    keys.add(key.value)
        super().flatten_mapping(node)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - as PyYAML calls it
        """Return a mapping whose keys are text."""
        # Keys are text as they are written, as JSON has them: `1: x` and `2026-01-01: x` as well.
        self.flatten_mapping(node)
        mapping: dict[Hashable, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise ConstructorError(None, None, "found unhashable key", key.start_mark)
            mapping[key.value] = self.construct_object(value, deep=deep)
        return mapping

    def construct_whole_number(self, node: yaml.ScalarNode) -> int:
        """Return a number in decimal digits."""
        try:
            return int(node.value, 10)
        except ValueError as error:
            raise _unfit(node, "a whole number") from error

    def construct_decimal(self, node: yaml.ScalarNode) -> float:
        """Return a number with a point."""
        try:
            return float(node.value)
        except ValueError as error:
            raise _unfit(node, "a number") from error

    def construct_truth(self, node: yaml.ScalarNode) -> bool:
        """Return true or false."""
        if node.value.lower() not in {"true", "false"}:
            raise _unfit(node, "true or false")
        return bool(node.value.lower() == "true")

    def construct_moment(self, node: yaml.ScalarNode) -> object:
        """Return a day, or a day and a time."""
        try:
            return self.construct_yaml_timestamp(node)
        except (ValueError, AttributeError, OverflowError) as error:
            raise _unfit(node, "a day or time that exists") from error

    def construct_unknown(self, node: yaml.Node) -> None:
        """Refuse a tag that is none of these."""
        raise ConstructorError(None, None, f"the tag `{node.tag}` is not allowed", node.start_mark)


def _unfit(node: yaml.ScalarNode, what: str) -> ConstructorError:
    return ConstructorError(None, None, f"`{node.value[:40]}` is not {what}", node.start_mark)


_TAG = "tag:yaml.org,2002:"
_MOMENT = (
    r"\d{4}-\d\d-\d\d(?:(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?"
    r"(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)?"
)

for _name, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]*\.[0-9]+|[-+]?[0-9]+\.", "-+.0123456789"),
    ("timestamp", _MOMENT, "0123456789"),
    ("merge", r"<<", "<"),
):
    StrictLoader.add_implicit_resolver(
        _TAG + _name, re.compile(rf"(?:{_pattern})\Z", re.ASCII), list(_first)
    )


def _only(kind: type[yaml.Node], constructor: Callable[..., Any]) -> Callable[..., Any]:
    """Return a constructor that refuses what its tag cannot stand before, such as `!!int [1]`."""

    def construct(loader: StrictLoader, node: yaml.Node) -> Any:
        if not isinstance(node, kind):
            tag = node.tag.replace(_TAG, "!!")
            message = f"the tag `{tag}` does not fit what stands behind it"
            raise ConstructorError(None, None, message, node.start_mark)
        return constructor(loader, node)

    return construct


for _name, _kind, _constructor in (
    ("null", yaml.ScalarNode, StrictLoader.construct_yaml_null),
    ("str", yaml.ScalarNode, StrictLoader.construct_yaml_str),
    ("seq", yaml.SequenceNode, StrictLoader.construct_yaml_seq),
    ("map", yaml.MappingNode, StrictLoader.construct_yaml_map),
    ("int", yaml.ScalarNode, StrictLoader.construct_whole_number),
    ("float", yaml.ScalarNode, StrictLoader.construct_decimal),
    ("bool", yaml.ScalarNode, StrictLoader.construct_truth),
    ("timestamp", yaml.ScalarNode, StrictLoader.construct_moment),
):
    StrictLoader.add_constructor(_TAG + _name, _only(_kind, _constructor))
StrictLoader.add_constructor(None, StrictLoader.construct_unknown)


def refuse_expansion(root: yaml.Node) -> None:
    """Count the nodes with every alias written out, each node once; raise when they are too many."""
    sizes: dict[int, int] = {}

    def size(node: yaml.Node) -> int:
        if id(node) not in sizes:
            sizes[id(node)] = MAX_NODES + 1  # an alias to what it stands in has no end
            children: list[yaml.Node] = []
            if isinstance(node, yaml.MappingNode):
                children = [each for pair in node.value for each in pair]
            elif isinstance(node, yaml.SequenceNode):
                children = node.value
            sizes[id(node)] = 1 + sum(size(child) for child in children)
        return sizes[id(node)]

    if size(root) > MAX_NODES:
        raise TooComplexError(
            "The aliases (`*name`) stand for more than this file may hold.", root.start_mark
        )
