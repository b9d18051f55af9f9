"""Tries mutants of what an import runs: a field, a constant, a validator's decorator.

Each is a fork of a process that has imported the libraries and nothing of the project. It imports the
changed module and runs all the tests. A module that no longer imports is a mutant killed.
"""

from __future__ import annotations

import gc
import importlib
import importlib.util
import sys
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from typing import Final

import pytest

from scripts.mutate_operators import Mutant
from scripts.mutate_processes import (
    FAILED,
    ROOT,
    BrokenRunError,
    end_when_failed,
    forked,
    limit,
    log_of,
    prepare,
    run_pytest,
)
from scripts.mutate_results import Baseline

__all__ = ["run_imports"]

LIBRARIES: Final = (
    "anyascii",
    "dateutil.relativedelta",
    "hypothesis.strategies",
    "markdown_it",
    "pydantic",
    "yaml",
)
"""What the tests of the core import besides the project: imported once, before any mutant."""


def run_imports(
    mutants: list[Mutant],
    texts: Mapping[str, str],
    tests: list[str],
    baseline: Baseline,
    jobs: int,
    done: Callable[[Mutant, bool], None],
) -> None:
    """Run all of `tests` against each of `mutants`, from a fresh import on; tell `done` each result.

    Raises:
        BrokenRunError: the tests fail like this even where nothing is changed.

    """
    _import_libraries()

    def child(mutant: Mutant) -> Callable[[], int]:
        def run() -> int:
            prepare("import")
            limit(baseline.patience(baseline.seconds))
            sys.meta_path.insert(0, _Changed(mutant, texts[mutant.file]))
            # Whatever else pytest complains of, it did not without the change: see below.
            return FAILED if run_pytest(tests, _InOrder(mutant, baseline)) else 0

        return run

    unchanged = child(replace(mutants[0], start=0, end=0, replacement=""))
    if any(killed for _, killed in forked([unchanged], 1, "import")):
        raise BrokenRunError(log_of("import"))
    for index, killed in forked([child(mutant) for mutant in mutants], jobs, "import"):
        done(mutants[index], killed)


def _import_libraries() -> None:
    for name in LIBRARIES:
        importlib.import_module(name)
    gc.freeze()


class _Changed(MetaPathFinder):
    """Imports one module with a change in it."""

    def __init__(self, mutant: Mutant, text: str) -> None:
        self.path = str(ROOT / mutant.file)
        parts = Path(mutant.file).with_suffix("").parts
        self.name = ".".join(parts[1:] if parts[0] == "src" else parts).removesuffix(".__init__")
        self.text = mutant.applied(text)

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Find the module that is changed, and no other."""
        if name != self.name:
            return None
        loader = _ChangedLoader(name, self.path, self.text)
        return importlib.util.spec_from_file_location(name, self.path, loader=loader)


class _ChangedLoader(SourceFileLoader):
    def __init__(self, name: str, path: str, text: str) -> None:
        super().__init__(name, path)
        self.text = text

    def get_code(self, _: str) -> types.CodeType:
        return compile(self.text, self.path, "exec", dont_inherit=True)


@dataclass(slots=True)
class _InOrder:
    """Runs the tests that reach the changed file first, the cheap ones before the others."""

    mutant: Mutant
    baseline: Baseline

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        file = self.mutant.file
        reaching = self.baseline.reaching(file, self.baseline.lines.get(file, ()))
        seconds = self.baseline.seconds
        items.sort(
            key=lambda each: (each.nodeid not in reaching, seconds.get(each.nodeid, 0), each.nodeid)
        )

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        end_when_failed(item, call)
