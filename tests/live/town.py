"""A scratch repository in the sandbox, the driver run against it, and answers that are made to differ.

with scratch_town() as town:
    town.run("github-actions[bot]", "ada", "zoe")     # Told(code=0, output="as assumed ...")
with scratch_town(alter=no_reactions) as town: ...    # GitHub as it might be
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govbot.sandbox.scenes import COUNCIL, council_of_seven
from govbot.sandbox.server import Running, serve
from govbot.sandbox.world import World
from scripts.live.__main__ import main
from scripts.live.access import LiveAccess
from scripts.live.scratch import MARKER_FILE
from tests.sandbox.contract import Recorder, check

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REPOSITORY = "example/scratch"
ACTIONS = "github-actions[bot]"
EVERYBODY = (ACTIONS, "ada", "zoe", "cyd", "ben", "dee", "eli", "fay", "gus", "mo")

Alter = Callable[[Any], Any]
"""What is made of the JSON of an answer."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one run of the driver printed, and its exit code."""

    code: int
    output: str

    @property
    def rows(self) -> dict[str, list[str]]:
        """Each row's words, on one line, by how it came out."""
        rows: dict[str, list[str]] = {}
        outcome = ""
        for line in self.output.partition("\n\n")[0].splitlines():
            if line[:15].strip():
                outcome = line[:15].strip()
                rows.setdefault(outcome, []).append(line[15:])
            else:
                rows[outcome][-1] += " " + line[15:]
        return rows


@dataclass
class Town:
    """The repository, being served. `waited` is how many seconds the driver asked to wait for."""

    running: Running
    waited: list[float] = field(default_factory=list)

    @property
    def world(self) -> World:
        """What is served."""
        return self.running.world

    def token(self, login: str) -> str:
        """Somebody's token."""
        return self.running.token(login)

    def access(self, *logins: str, organization: str = "") -> LiveAccess:
        """Access with the tokens of these, govbot's first."""
        tokens = tuple(map(self.token, logins))
        return LiveAccess(REPOSITORY, tokens, self.running.url, organization)

    def environment(self, *logins: str, **more: str) -> dict[str, str]:
        """The variables that name the tokens of these, govbot's first."""
        token, *further = map(self.token, logins)
        return {
            "GOVBOT_LIVE_REPOSITORY": REPOSITORY,
            "GOVBOT_LIVE_TOKEN": token,
            "GOVBOT_LIVE_TOKENS": " ".join(further),
            "GITHUB_API_URL": self.running.url,
        } | more

    def wait(self, seconds: float) -> None:
        """Let the time of the sandbox pass, and none of our own."""
        self.waited.append(seconds)
        self.world.advance(timedelta(seconds=seconds))

    def run(self, *logins: str, cassettes: Path = Path("nowhere"), **more: str) -> Told:
        """Run the whole of it."""
        output = io.StringIO()
        code = main(self.environment(*logins, **more), self.wait, output, cassettes)
        return Told(code, output.getvalue())


@contextmanager
def scratch_town(marker: str | None = REPOSITORY, alter: Alter | None = None) -> Iterator[Town]:
    """Serve a repository of this marker, whose GraphQL answers are altered; all may write to it."""
    files = {"README.md": "# Scratch\n"} | ({} if marker is None else {MARKER_FILE: marker})
    world = council_of_seven(files, repository=REPOSITORY)
    world.add_organization("example", owners=["mo", "ada"], members=["ben"])
    for login in (*COUNCIL, "zoe"):
        world.grant(login, "write")
    recorder = Recorder()

    def wrap(application: WSGIApplication) -> WSGIApplication:
        recorded = recorder.around(application)
        return Altering(recorded, alter) if alter else recorded

    with serve(world, wrap=wrap) as running:
        yield Town(running)
    # Whatever is tried live, each REST exchange is as GitHub's own description has it.
    assert check(recorder.exchanges) == []


class Altering:
    """Puts an altered answer in the place of each that GraphQL gives."""

    def __init__(self, application: WSGIApplication, alter: Alter) -> None:
        self.application = application
        self.alter = alter

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        if not str(environ.get("PATH_INFO", "")).endswith("/graphql"):
            return self.application(environ, start_response)
        begun: list[Any] = []

        def begin(*arguments: Any) -> Callable[[bytes], object]:
            begun[:] = arguments
            return lambda _body: None

        given = b"".join(self.application(environ, begin))
        answer = json.dumps(self.alter(json.loads(given))).encode()
        headers = [each for each in begun[1] if each[0].lower() != "content-length"]
        start_response(begun[0], [*headers, ("Content-Length", str(len(answer)))])
        return [answer]


def each_object(answer: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in an answer, however deep."""
    if isinstance(answer, dict):
        yield answer
        for value in list(answer.values()):
            yield from each_object(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from each_object(value)
