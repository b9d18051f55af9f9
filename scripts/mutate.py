"""Changes the code, one small thing at a time, and says which changes no test notices.

    make mutate
    make mutate ONLY=src/govbot/core/votes/counting.py

    src/govbot/core/votes/counting.py:172: no test notices
    -    met = have > need if rule.more_than is not None else have >= need
    +    met = have > need if rule.more_than is not None else have > need

    539 mutants in 61 s: 501 killed, 12 answered, 26 survived.
    Score: 92.9 % killed; 90 % is asked for.

What is changed, and which tests are asked, is in pyproject.toml under [tool.mutate]. A mutant that is
the same program in other words is answered in scripts/mutants_answered.toml, with the reason. Nothing
is written but .cache/mutate, where a run that was stopped is taken up again. It needs a system with
`fork`. Exits with 1 when the score is below what is asked for, or an answer is out of date.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from scripts.mutate_imports import run_imports
from scripts.mutate_operators import Mutant, mutants
from scripts.mutate_processes import FOLDER, ROOT, BrokenRunError
from scripts.mutate_results import Results, TestsFailedError, digest_of
from scripts.mutate_swaps import run_swaps

ANSWERS: Final = ROOT / "scripts" / "mutants_answered.toml"


@dataclass(frozen=True, slots=True)
class Answer:
    """A survivor that somebody read: what it changes into what, and why no test can tell."""

    file: str
    line: str
    becomes: str
    why: str


def read_answers() -> list[Answer]:
    """The answers in scripts/mutants_answered.toml, if there are any."""
    content = tomllib.loads(ANSWERS.read_text(encoding="utf-8"))
    return [
        Answer(
            each["file"],
            " ".join(each["line"].split()),
            " ".join(each["becomes"].split()),
            each["why"],
        )
        for each in content.get("mutant", [])
    ]


def files_of(patterns: list[str], key: str) -> list[str]:
    """The Python files that the patterns of [tool.mutate] name, from the root of the project."""
    found: list[Path] = []
    for pattern in patterns:
        matches = sorted(ROOT.glob(pattern))
        if not matches:
            sys.exit(f"pyproject.toml, [tool.mutate] {key}: nothing is named {pattern}.")
        for match in matches:
            found += sorted(match.rglob("*.py")) if match.is_dir() else [match]
    return [str(path.relative_to(ROOT)) for path in dict.fromkeys(found)]


def restricted(files: list[str], only: str | None) -> list[str]:
    """Those of `files` that are `only`, or lie in it."""
    if only is None:
        return files
    wanted = Path(only).resolve()
    chosen = [file for file in files if (ROOT / file).is_relative_to(wanted)]
    if not chosen:
        sys.exit(f"{only} is not among the files that [tool.mutate] in pyproject.toml names.")
    return chosen


ENVIRONMENT: Final = {
    "PYTHONHASHSEED": "0",  # the same order of every set, so the same result every time
    "PYTHONPYCACHEPREFIX": str(FOLDER / "bytecode"),
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    "HYPOTHESIS_STORAGE_DIRECTORY": str(FOLDER / "hypothesis"),
    "GOVBOT_HYPOTHESIS": "mutate",
}


def run(every: list[Mutant], texts: dict[str, str], tests: list[str], jobs: int) -> Results:
    """Run the tests against all mutants, saying how far it is."""
    began = time.monotonic()
    print(f"{len(every)} mutants of {len(texts)} files; measuring the tests ...", flush=True)
    baseline = run_swaps(every, texts, tests, jobs)
    results = Results.of(baseline.digest)
    for old in FOLDER.glob("*.jsonl"):
        if old != results.path:
            old.unlink()
    left = [mutant for mutant in every if mutant.key not in results.killed]
    took = time.monotonic() - began
    print(
        f"{len(every) - len(left)} done in {took:.0f} s; {len(left)} need an import ...", flush=True
    )
    if left:
        run_imports(
            left,
            texts,
            tests,
            baseline,
            jobs,
            lambda mutant, killed: results.add(mutant, killed=killed),
        )
    read = {file: (ROOT / file).read_text(encoding="utf-8") for file in texts}
    if digest_of(baseline.files) != baseline.digest or read != texts:
        raise BrokenRunError("Files of the project were changed meanwhile.")
    return results


def report(
    every: list[Mutant], texts: dict[str, str], results: Results, seconds: float, at_least: int
) -> int:
    """Print the survivors and the score; return the exit status."""
    answers = read_answers()
    used: set[Answer] = set()
    answered: list[Mutant] = []
    survived: list[Mutant] = []
    for mutant in every:
        if results.killed[mutant.key]:
            continue
        line, becomes = mutant.changed(texts[mutant.file])
        fitting = {
            each
            for each in answers
            if (each.file, each.line, each.becomes) == (mutant.file, line, becomes)
        }
        used |= fitting
        (answered if fitting else survived).append(mutant)
    for mutant in survived:
        print(f"\n{mutant.file}:{mutant.line}: no test notices")
        print(mutant.difference(texts[mutant.file]))
    print()
    outdated = [each for each in answers if each.file in texts and each not in used]
    for answer in outdated:
        print(f"{ANSWERS.name}: no survivor of {answer.file} needs the answer to: {answer.becomes}")
    per_file = Counter(mutant.file for mutant in every)
    alive = Counter(mutant.file for mutant in survived)
    for file, number in per_file.items():
        print(f"{number:6} mutants, {alive[file]:4} survived: {file}")
    killed = len(every) - len(answered) - len(survived)
    score = 100 * killed / (len(every) - len(answered) or 1)
    print(
        f"\n{len(every)} mutants in {seconds:.0f} s: {killed} killed, {len(answered)} answered, "
        f"{len(survived)} survived."
    )
    print(f"Score: {score:.1f} % killed of those not answered; {at_least} % is asked for.")
    return int(score < at_least or bool(outdated))


def main() -> int:
    """Run it as pyproject.toml says."""
    if any(os.environ.get(name) != value for name, value in ENVIRONMENT.items()):
        again = [sys.executable, "-m", "scripts.mutate", *sys.argv[1:]]
        os.execve(sys.executable, again, os.environ | ENVIRONMENT)  # noqa: S606 - itself
    parser = argparse.ArgumentParser(description="Says which changes of the code no test notices.")
    parser.add_argument("only", nargs="?", help="a file or folder; without it, everything")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at a time")
    arguments = parser.parse_args()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    settings: dict[str, Any] = project["tool"]["mutate"]
    files = restricted(files_of(settings["paths"], "paths"), arguments.only)
    tests = files_of(settings["tests"], "tests")
    texts = {file: (ROOT / file).read_text(encoding="utf-8") for file in files}
    every = [mutant for file in files for mutant in mutants(file, texts[file])]
    began = time.monotonic()
    os.chdir(ROOT)
    try:
        results = run(every, texts, tests, arguments.jobs)
    except TestsFailedError as error:
        sys.exit(f"{error}\nThe tests do not pass as they are, so no mutant can be judged.")
    except BrokenRunError as error:
        for path in FOLDER.glob("*.jsonl"):
            path.unlink()
        sys.exit(f"{error}\nSo nothing is known about any mutant: run it again.")
    return report(every, texts, results, time.monotonic() - began, settings["at_least"])


if __name__ == "__main__":
    sys.exit(main())
