"""What a run knows: how the tests behave without a mutant, and which mutants they killed."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scripts.mutate_operators import Mutant
from scripts.mutate_processes import FOLDER, ROOT

__all__ = [
    "Baseline",
    "Results",
    "TestsFailedError",
    "digest_of",
    "imported_files",
    "read_baseline",
]

LEAST_SECONDS: Final = 10
"""Of processor time: what every mutant may use, however fast its tests are."""
PATIENCE: Final = 20
"""How many times the processor time of its tests a mutant may use."""


class TestsFailedError(Exception):
    """The tests fail, or none is found, before anything was changed."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the tests do without a mutant.

    `seconds` is the processor time of each test; `lines` names the tests that reach a line of a file,
    "" standing for the imports. `digest` tells the state that `files` were in from all others.
    """

    files: Sequence[str]
    digest: str
    seconds: Mapping[str, float]
    lines: Mapping[str, Mapping[int, frozenset[str]]]

    def reaching(self, file: str, lines: Iterable[int]) -> frozenset[str]:
        """Return the tests that reach one of `lines` of `file`."""
        of_file = self.lines.get(file, {})
        return frozenset().union(*(of_file.get(line, frozenset()) for line in lines))

    def fastest_first(self, tests: Iterable[str]) -> list[str]:
        """Return `tests`, those that cost least first."""
        return sorted(tests, key=lambda test: (self.seconds[test], test))

    def patience(self, tests: Iterable[str]) -> int:
        """Return the seconds of processor time that a mutant may use for `tests`."""
        return LEAST_SECONDS + int(PATIENCE * sum(self.seconds[test] for test in tests))


@dataclass(slots=True)
class Results:
    """Whether each mutant was killed, by its key; kept in a file, so that a run can be taken up again."""

    path: Path
    killed: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, digest: str) -> Results:
        """Return what is known about the project in the state that `digest` names."""
        results = cls(FOLDER / f"{digest}.jsonl")
        if results.path.exists():
            for line in results.path.read_text(encoding="utf-8").splitlines():
                key, killed = json.loads(line)
                results.killed[key] = killed
        return results

    def add(self, mutant: Mutant, *, killed: bool) -> None:
        """Note a result, for now and for the next run."""
        self.killed[mutant.key] = killed
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([mutant.key, killed]) + "\n")


def imported_files() -> list[str]:
    """Return the files of the project that this process has imported, from its root."""
    files = set(Path(__file__).parent.glob("mutate*.py"))
    for module in list(sys.modules.values()):
        path = Path(getattr(module, "__file__", None) or sys.executable)
        if path.is_relative_to(ROOT) and ".venv" not in path.parts:
            files.add(path)
    return sorted(str(path.relative_to(ROOT)) for path in files)


def digest_of(files: Iterable[str]) -> str:
    """Tell this state of `files`, under this Python, from others."""
    digest = hashlib.sha256(sys.version.encode())
    for file in files:
        digest.update(f"{file}\n".encode() + (ROOT / file).read_bytes())
    return digest.hexdigest()[:16]


def read_baseline(path: Path) -> Baseline:
    """Read what `Baseline` says from the file that the measuring process wrote."""
    content = json.loads(path.read_text(encoding="utf-8"))
    lines = {
        file: {int(line): frozenset(tests) for line, tests in of_file.items()}
        for file, of_file in content["lines"].items()
    }
    return Baseline(content["files"], content["digest"], content["seconds"], lines)
