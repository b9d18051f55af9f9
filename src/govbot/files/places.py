"""Where a thing that was read stands in its file, for findings about what it means.

    places = Places(root)
    places("governance/bodies/council.yaml", ("members", 0, "terms", 1))   # ...:14:7

A file is read again, once, when the first place in it is asked for: a clean check asks for none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govbot.core.errors import Place
from govbot.files.loading import Loaded, load_yaml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Places"]


class Places:
    """Look up the place of the value at a path in a YAML file below `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._loaded: dict[str, Loaded] = {}

    def __call__(self, file: str, path: tuple[str | int, ...] = ()) -> Place:
        """Return the place, or the file alone where it holds nothing of the kind."""
        if file not in self._loaded:
            self._loaded[file] = load_yaml(self._root / file, file)
        loaded = self._loaded[file]
        return Place(file) if loaded.findings else loaded.place(path)
