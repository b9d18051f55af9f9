"""A workflow file as data: which actions it uses, and where.

file = WorkflowFile(about, {"jobs": {"govbot": {"steps": [{"uses": "actions/checkout@de0f..."}]}}})
file.uses         # ((("jobs", "govbot", "steps", 0, "uses"), "actions/checkout@de0f..."),)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from govbot.core.workflows import Workflow

__all__ = ["Path", "TokenSource", "WorkflowFile", "action_in"]

Path = tuple[str | int, ...]

OWN = re.compile(r"(?:\./|[^/\s]+/govbot(?:@.*)?)", re.IGNORECASE)
"""How a step names govbot's own action: by its address, or within its own repository."""

SECRET = re.compile(r"\$\{\{\s*secrets\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")


@dataclass(frozen=True, slots=True)
class TokenSource:
    """Where a workflow takes a token from: the secret's name, and the environment of the job.

    `secret` is empty where it is none, such as a token that the job makes for an App of its own.
    """

    file: str
    path: Path
    secret: str = ""
    environment: str = ""


@dataclass(frozen=True, slots=True)
class WorkflowFile:
    """A file below `.github/workflows`: what govbot has to know of it, and its data (None: unreadable)."""

    about: Workflow
    data: Mapping[str, Any] | None

    @property
    def jobs(self) -> dict[str, dict[str, Any]]:
        """Its jobs by name, as far as they are any."""
        jobs = (self.data or {}).get("jobs")
        found = jobs.items() if isinstance(jobs, dict) else ()
        return {str(name): job for name, job in found if isinstance(job, dict)}

    @property
    def uses(self) -> tuple[tuple[Path, str], ...]:
        """Every action and workflow that it uses, each with its path in the file."""
        return tuple(self._uses())

    def source_of(self, variable: str) -> TokenSource | None:
        """Return where the value of an environment variable comes from; None where none has its name."""
        for path, held, environment in self._holders():
            given = held.get("env")
            if isinstance(given, dict) and variable in given:
                secret = SECRET.fullmatch(str(given[variable]).strip())
                at = (*path, "env", variable)
                return TokenSource(self.about.file, at, secret[1] if secret else "", environment)
        return None

    def _holders(self) -> Iterator[tuple[Path, Mapping[str, Any], str]]:
        """Yield what may have variables, with its path and environment: the workflow, jobs, steps."""
        yield (), self.data or {}, ""
        for name, job in self.jobs.items():
            environment = _environment(job)
            yield ("jobs", name), job, environment
            yield from ((path, step, environment) for path, step in _steps(name, job))

    def _uses(self) -> Iterator[tuple[Path, str]]:
        for name, job in self.jobs.items():
            for path, held in ((("jobs", name), job), *_steps(name, job)):
                if "uses" in held:
                    yield (*path, "uses"), str(held["uses"])


def action_in(uses: object) -> str:
    """Return which action a step uses, without the commit; all addresses of govbot are one."""
    text = str(uses)
    return "govbot" if OWN.fullmatch(text) else text.partition("@")[0]


def _steps(name: str, job: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    steps = job.get("steps")
    for at, step in enumerate(steps if isinstance(steps, list) else ()):
        if isinstance(step, dict):
            yield ("jobs", name, "steps", at), step


def _environment(job: dict[str, Any]) -> str:
    named = job.get("environment")
    return str(named.get("name") or "") if isinstance(named, dict) else str(named or "")
