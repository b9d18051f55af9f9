"""YAML text as data, with the place of everything in it.

    loaded = load_yaml(Path("governance/govbot.yaml"), "governance/govbot.yaml")
    loaded.data                                  # {"policies": {...}}
    loaded.place(("policies", "rfc-accept"))     # governance/govbot.yaml:4:3

The scalars are YAML 1.2's, as editors and JSON Schema see them: `yes`, `no` and `on` are words, and
`0012` is twelve. Repeated keys are errors, as are a file too large, too deep, or blown up by aliases.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from govbot.core.errors import Place
from govbot.core.findings import MOST, Finding, bounded
from govbot.files.strict_yaml import StrictLoader, TooComplexError, refuse_expansion
from govbot.files.syntax import syntax_finding
from govbot.files.texts import MAX_BYTES, read_text

__all__ = ["Loaded", "load_yaml"]


HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""How JSON writes half a character. Two in a row are a whole one; one alone is in no file."""

# What may be an alias: a name behind a star, where a value can begin. Without one, nothing expands.
ALIAS = re.compile(r"(?:^|[\s,:\[{-])\*[^\s,\[\]{}]")

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Loaded:
    """What a text holds, where each part stands, and what was wrong with its syntax.

    `name` is the file as findings name it. `data` means nothing where there are `findings`.
    `line_offset` is how many lines of the file come before `text`.
    """

    name: str
    data: Any = None
    findings: tuple[Finding, ...] = ()
    text: str = ""
    line_offset: int = 0

    @cached_property
    def _root(self) -> yaml.Node | None:
        # A second pass over the text, made only when a place is asked for.
        try:
            return StrictLoader(self.text).get_single_node() if self.text else None
        except (TooComplexError, yaml.YAMLError):
            return None  # JSON that YAML does not read, such as one indented with tabs

    def place(self, path: Path_ = ()) -> Place:
        """Return where the value at `path` stands; the nearest thing above it where it does not.

        What a policy has from a preset stands where it names that.
        """
        node = self._root
        if node is None:
            return Place(self.name)
        mark = node.start_mark
        for part in path:
            if isinstance(node, yaml.MappingNode):
                if (entry := _entry(node, part) or _entry(node, "preset")) is not None:
                    key, node = entry
                    mark = (node if isinstance(node, yaml.ScalarNode) else key).start_mark
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
                if part < len(node.value):
                    node = node.value[part]
                    mark = node.start_mark
        return self._at(mark)

    def key_place(self, path: Path_) -> Place:
        """Return where the key that `path` ends with stands."""
        node = self._root
        for part in path[:-1]:
            if isinstance(node, yaml.MappingNode):
                entry = _entry(node, part)
                node = entry[1] if entry is not None else node
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
                node = node.value[part] if part < len(node.value) else node
        if isinstance(node, yaml.MappingNode) and (entry := _entry(node, path[-1])) is not None:
            return self._at(entry[0].start_mark)
        return self.place(path)

    def _at(self, mark: yaml.Mark) -> Place:
        return Place(self.name, mark.line + 1 + self.line_offset, mark.column + 1)


def _entry(node: yaml.MappingNode, key: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """Return the key and value nodes of an entry. The last wins: what `<<` merges in stands first."""
    found = (each for each in reversed(node.value) if each[0].value == str(key))
    return next(found, None)


def load_yaml(
    source: Path | str | bytes, name: str, *, limit: int = MAX_BYTES, line_offset: int = 0
) -> Loaded:
    """Read YAML (or JSON, which is YAML) from a file or a text.

    What is wrong is in `findings` of the result: nothing is raised. `limit` is in bytes.
    """
    text = read_text(source, name, limit)
    if isinstance(text, Finding):
        return Loaded(name, findings=(text,))
    if not text.strip():
        return Loaded(
            name, findings=(Finding.error("empty-file", Place(name), "The file is empty."),)
        )
    if text.lstrip().startswith("{"):
        try:
            data = json.loads(text, object_pairs_hook=_unrepeated)
            if HALF.search(text):
                json.dumps(data, ensure_ascii=False).encode()
            return Loaded(name, data, (), text)
        except (ValueError, RecursionError):
            pass  # YAML's flow style, or a mistake that the YAML parser explains with its place.
    return _parse(text, name, line_offset)


def _parse(text: str, name: str, line_offset: int) -> Loaded:
    def at(mark: yaml.Mark | None) -> Place:
        if mark is None:
            return Place(name)
        return Place(name, mark.line + 1 + line_offset, mark.column + 1)

    try:
        loader = StrictLoader(text)
        root = loader.get_single_node()
        if root is None:
            message = "The file holds nothing but comments."
            return Loaded(name, findings=(Finding.error("empty-file", at(None), message),))
        if ALIAS.search(text):
            refuse_expansion(root)
        data = loader.construct_document(root)
    except TooComplexError as error:
        finding = Finding.error(
            "yaml-too-complex", at(error.mark), str(error), "Write it out plainly."
        )
        return Loaded(name, findings=(finding,))
    except yaml.YAMLError as error:
        return Loaded(name, findings=(syntax_finding(error, text, name, line_offset),))
    repeated = tuple(
        Finding.error(
            "duplicate-key",
            at(mark),
            f"The key `{key}` stands here a second time.",
            "Keep one of the two; YAML would silently take the last.",
        )
        for key, mark in loader.repeated[: MOST + 1]
    )
    return Loaded(name, data, bounded(repeated, len(loader.repeated)), text, line_offset)


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[Hashable, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a repeated key, which the YAML parser explains with its place")
    return found  # type: ignore[return-value] # a JSON object's keys are text
