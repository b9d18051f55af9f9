"""Tries mutants of functions, fast: all tests are collected once, and every mutant is a fork of that.

In the fork the function's code is exchanged wherever the function is known, and the tests that reach
the changed lines run, the fastest first. A mutant of what an import runs cannot be tried like this;
nor can a survivor whose lines an import runs too, because that import is over.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import coverage
import pytest

from scripts.mutate_operators import Mutant
from scripts.mutate_processes import (
    BROKEN,
    FAILED,
    FOLDER,
    ROOT,
    BrokenRunError,
    end_when_failed,
    forked,
    limit,
    log_of,
    prepare,
    run_pytest,
)
from scripts.mutate_results import (
    Baseline,
    Results,
    TestsFailedError,
    digest_of,
    imported_files,
    read_baseline,
)

__all__ = ["run_swaps"]


def run_swaps(
    mutants: list[Mutant], texts: Mapping[str, str], tests: list[str], jobs: int
) -> Baseline:
    """Measure `tests`, and run them against every mutant of a function that can be exchanged.

    Everything happens in a process of its own; the results are in `Results.of(baseline.digest)`.
    Mutants without a result there are for `run_imports`.

    Raises:
        TestsFailedError: the tests do not pass as they are.
        BrokenRunError: something else went wrong.

    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    measured = FOLDER / "baseline.json"
    measured.unlink(missing_ok=True)

    def child() -> int:
        prepare("collect")
        tracer = coverage.Coverage(
            data_file=None, config_file=False, include=[str(ROOT / file) for file in texts]
        )
        tracer.start()
        swaps = _Swaps(mutants, texts, jobs, measured, tracer)
        run_pytest(tests, swaps)
        return 0 if swaps.is_sound else BROKEN

    failed = any(failed for _, failed in forked([child], 1, "collect"))
    if not measured.exists():
        raise TestsFailedError(log_of("collect"))
    if failed:
        raise BrokenRunError(log_of("collect"))
    return read_baseline(measured)


@dataclass(slots=True)
class _Swaps:
    """Collects the tests, measures them in one fork, and gives each mutant a fork."""

    mutants: list[Mutant]
    texts: Mapping[str, str]
    jobs: int
    measured: Path
    tracer: coverage.Coverage
    is_measured: bool = False
    is_sound: bool = True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed or not session.items:
            return True
        if any(failed for _, failed in forked([lambda: self.measure(session.items)], 1, "collect")):
            return True
        self.tracer.stop()
        self.is_measured = True
        baseline = read_baseline(self.measured)
        results = Results.of(baseline.digest)
        functions = _functions({str(ROOT / file) for file in self.texts})
        gc.freeze()
        todo: list[tuple[Mutant, Callable[[], int]]] = []
        for mutant in self.mutants:
            if mutant.key in results.killed or mutant.function is None:
                continue
            reaching = baseline.reaching(mutant.file, mutant.lines)
            ordered = baseline.fastest_first(reaching - {""})
            if not reaching:
                results.add(mutant, killed=False)
            elif ordered and _can_swap(functions.get((str(ROOT / mutant.file), *mutant.function))):
                swap = self.swap(mutant, functions, session.items, ordered, baseline)
                todo.append((mutant, swap))
        runs = [run for _, run in todo]
        every_test = [item.nodeid for item in session.items]
        if todo:  # and last, what changes nothing: no test may fail for what happened meanwhile
            nothing = replace(todo[0][0], start=0, end=0, replacement="")
            runs.append(self.swap(nothing, functions, session.items, every_test, baseline))
        for index, killed in forked(runs, self.jobs, "collect"):
            if index == len(todo):
                self.is_sound = not killed
                continue
            mutant = todo[index][0]
            # Where an import runs the line as well, surviving here says nothing yet.
            if killed or "" not in baseline.reaching(mutant.file, mutant.lines):
                results.add(mutant, killed=killed)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        if self.is_measured:
            end_when_failed(item, call)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            sys.stdout.write(f"{report.nodeid}\n{report.longreprtext}\n")
            sys.stdout.flush()
            os._exit(FAILED)

    def measure(self, items: list[pytest.Item]) -> int:
        seconds = {}
        for item, following in zip(items, [*items[1:], None], strict=True):
            self.tracer.switch_context(item.nodeid)
            began = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            seconds[item.nodeid] = time.process_time() - began
        self.tracer.stop()
        data = self.tracer.get_data()
        lines = {file: data.contexts_by_lineno(str(ROOT / file)) for file in self.texts}
        files = imported_files()
        content = {"files": files, "digest": digest_of(files), "seconds": seconds, "lines": lines}
        self.measured.write_text(json.dumps(content), encoding="utf-8")
        return 0

    def swap(
        self,
        mutant: Mutant,
        functions: Mapping[tuple[str, str, int], list[types.FunctionType]],
        items: list[pytest.Item],
        ordered: list[str],
        baseline: Baseline,
    ) -> Callable[[], int]:
        def run() -> int:
            path = str(ROOT / mutant.file)
            name, line = mutant.function or ("", 0)
            limit(baseline.patience(ordered))
            code = _code_of(path, mutant.applied(self.texts[mutant.file]), name, line)
            for function in functions[path, name, line]:
                function.__code__ = code
            by_name = {item.nodeid: item for item in items}
            chosen = [by_name[name] for name in ordered]
            for item, following in zip(chosen, [*chosen[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            return 0

        return run


def _functions(paths: set[str]) -> dict[tuple[str, str, int], list[types.FunctionType]]:
    """Find the functions of `paths` that live in this process, by file, name and first line."""
    found: dict[tuple[str, str, int], list[types.FunctionType]] = {}
    for function in gc.get_objects():
        if isinstance(function, types.FunctionType):
            code = function.__code__
            if code.co_filename in paths:
                key = (code.co_filename, code.co_qualname, code.co_firstlineno)
                found.setdefault(key, []).append(function)
    return found


def _can_swap(functions: list[types.FunctionType] | None) -> bool:
    """Say whether functions live and stand for themselves: a closure's code fits only itself."""
    return bool(functions) and not any(each.__code__.co_freevars for each in functions or ())


def _code_of(path: str, text: str, name: str, line: int) -> types.CodeType:
    todo = [compile(text, path, "exec", dont_inherit=True)]
    while todo:
        code = todo.pop()
        if (code.co_qualname, code.co_firstlineno) == (name, line):
            return code
        todo += [each for each in code.co_consts if isinstance(each, types.CodeType)]
    raise LookupError(f"{path} has no function {name} at line {line}")
