"""Exchanges that others recorded from GitHub: PyGithub's own tests, and @octokit/fixtures.

    (moved,) = of_octokit("rename-repository", "get", 301)
    moved.answer          # what GitHub answered, for the server of the fixture `answering`

requirements/contract.toml names the files, and make downloads them.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.gh.conftest import Answer
from tests.sandbox.contract import contract_folder

OF_THE_TRANSPORT = {
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "status",
    "transfer-encoding",
}
"""Headers of the connection on which it was recorded, which the server writes itself."""

LINES = 11
"""Of an exchange in a file of PyGithub's, the empty one after it included."""


@dataclass(frozen=True, slots=True)
class RealExchange:
    """One request that somebody sent to GitHub, and its answer. `asked` is the JSON that was sent."""

    verb: str
    path: str
    asked: Any
    answer: Answer

    @property
    def data(self) -> Any:
        """The JSON of the answer."""
        return json.loads(self.answer.body)


def of_pygithub(test: str, verb: str, path: str) -> list[RealExchange]:
    """The exchanges of one of PyGithub's tests with this verb, whose path ends so."""
    file = contract_folder() / "pygithub" / "tests" / "ReplayData" / f"{test}.txt"
    lines = file.read_text(encoding="utf-8").split("\n")
    found = [
        _of_lines(lines[at : at + LINES - 1]) for at in range(0, len(lines) - LINES + 2, LINES)
    ]
    return [each for each in found if each.verb == verb and each.path.endswith(path)]


def _of_lines(lines: list[str]) -> RealExchange:
    _scheme, verb, _host, _port, path, _headers, asked, status, headers, body = lines
    answer = Answer(int(status), body, _headers_of(ast.literal_eval(headers)))
    return RealExchange(verb, path, None if asked == "None" else json.loads(asked), answer)


def of_octokit(scenario: str, verb: str, status: int) -> list[RealExchange]:
    """The exchanges of a scenario with this verb and status of the answer."""
    folder = contract_folder() / "octokit-fixtures" / "scenarios" / "api.github.com" / scenario
    recorded = json.loads((folder / "raw-fixture.json").read_text(encoding="utf-8"))
    return [
        _of_octokit(each)
        for each in recorded
        if (each["method"].lower(), each["status"]) == (verb, status)
    ]


def _of_octokit(recorded: dict[str, Any]) -> RealExchange:
    raw = iter(recorded["rawHeaders"])
    body = json.dumps(recorded["response"]) if recorded["response"] != "" else ""
    answer = Answer(recorded["status"], body, _headers_of(zip(raw, raw, strict=True)))
    return RealExchange(recorded["method"].upper(), recorded["path"], recorded["body"], answer)


def _headers_of(pairs: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> dict[str, str]:
    return {name: value for name, value in pairs if name.lower() not in OF_THE_TRANSPORT}
