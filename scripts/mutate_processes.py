"""Processes that each try one mutant, or measure the tests.

    for index, failed in forked([try_one, try_another], jobs=2, log="collect"): ...

A process ends as soon as one test failed in it. Processor time limits it and wall-clock time does not,
so that a busy machine changes no result.
"""

from __future__ import annotations

import os
import resource
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NoReturn

import pytest
from hypothesis import HealthCheck, Phase, settings

__all__ = [
    "BROKEN",
    "FAILED",
    "FOLDER",
    "ROOT",
    "BrokenRunError",
    "end_when_failed",
    "forked",
    "limit",
    "log_of",
    "prepare",
    "run_pytest",
]

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / ".cache" / "mutate"
MEMORY: Final = 4 << 30
"""Bytes of address space that one mutant may take."""
FAILED: Final = 1
"""How a process ends when a test failed in it."""
BROKEN: Final = 70
"""How a process ends that came to no answer."""


class BrokenRunError(Exception):
    """A run broke by itself, so it says nothing about a mutant. What it printed is in `args`."""


def forked(
    children: Iterable[Callable[[], int]], jobs: int, log: str
) -> Iterator[tuple[int, bool]]:
    """Run each of `children` in a fork, `jobs` at a time; yield its index and whether a test failed.

    A child that the system ended has failed as well: it used up what it may use, or crashed.

    Raises:
        BrokenRunError: a child ended in a way that says nothing; `log` names what it printed to.

    """
    running: dict[int, int] = {}

    def one() -> tuple[int, bool]:
        process, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        if code > FAILED:
            raise BrokenRunError(f"A run ended with {code}.\n\n{log_of(log)}")
        return running.pop(process), code != 0

    for index, child in enumerate(children):
        if len(running) >= jobs:
            yield one()
        process = os.fork()
        if process == 0:
            _leave(child)
        running[process] = index
    while running:
        yield one()


def _leave(child: Callable[[], int]) -> NoReturn:
    """Run `child` and end the process, with nothing of its parent's clearing up."""
    status = BROKEN
    try:
        status = child()
    except BaseException:  # noqa: BLE001 - printed, and then the process ends
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def log_of(name: str) -> str:
    """Return what the processes that print to the log `name` printed last."""
    return (FOLDER / f"{name}.log").read_text(encoding="utf-8", errors="replace")


def limit(seconds: int) -> None:
    """Let this process use `seconds` of processor time, and not all of the memory."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def prepare(log: str) -> None:
    """Send what is printed to a file, and find the project in this checkout."""
    descriptor = os.open(FOLDER / f"{log}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    sys.path[:0] = [str(ROOT / "src")]


def run_pytest(tests: list[str], plugin: object) -> int:
    """Run `tests` in this process, with few examples of each property, the same every time."""
    settings.register_profile(
        "mutate",
        max_examples=10,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],  # a mutant is dead at the first counter-example
        suppress_health_check=list(HealthCheck),  # and only an assertion kills it
    )
    plugins = ["-p", "_hypothesis_pytestplugin", "-p", "no:cacheprovider"]
    # No assertion has to explain itself: that a test failed is all that counts.
    plain = ["--assert=plain", "--capture=no", "--quiet"]
    return int(pytest.main([*plugins, *plain, f"--rootdir={ROOT}", *tests], [plugin]))


def end_when_failed(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """End the process at the first test that fails, before anything is made of the failure."""
    if call.excinfo is not None and not call.excinfo.errisinstance(pytest.skip.Exception):
        os.write(1, f"{item.nodeid}: {call.excinfo.typename}\n".encode())
        os._exit(FAILED)
