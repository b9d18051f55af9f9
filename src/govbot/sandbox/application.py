"""The sandbox as a WSGI application: REST, GraphQL, git over HTTP, and its own controls.

    sandbox = Sandbox(world)
    werkzeug.test.Client(sandbox).get("/repos/example/commons", headers=...)
    sandbox.requests[-1].path

Everything is answered under `/`, and REST under `/api/v3` too, GraphQL under `/api/graphql`.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import HTTPException
from werkzeug.http import http_date
from werkzeug.routing import Map
from werkzeug.wrappers import Request, Response

from govbot.sandbox import control
from govbot.sandbox.clone import GitOverHttp
from govbot.sandbox.faults import Faults, Killed, Meeting
from govbot.sandbox.graph import execute, operation_names
from govbot.sandbox.model import Person
from govbot.sandbox.refusals import Forbidden, NotFound, Refusal
from govbot.sandbox.rest import ROUTES
from govbot.sandbox.rest.call import Answer, Call, Json
from govbot.sandbox.tokens import person_behind
from govbot.sandbox.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

__all__ = ["RequestRecord", "Sandbox"]

DOCUMENTATION = "https://docs.github.com/rest"
GRAPHQL_PATHS = ("/graphql", "/api/graphql")
LIMIT = 5000
UNREADABLE = object()


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """A request that came in. `operations` are the names of GraphQL operations in it."""

    method: str
    path: str
    login: str | None
    operations: tuple[str, ...]
    body: Any
    status: int | None


class Sandbox:
    """A world and the faults it is met with, answering requests. `requests` is the log."""

    def __init__(self, world: World, faults: Faults | None = None) -> None:
        self.world = world
        self.faults = faults or Faults()
        self.requests: list[RequestRecord] = []
        self.after_change: Callable[[], None] = lambda: None
        self.git = GitOverHttp(world, self._keep)
        self._gate = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request; raises `Killed` where the connection is to be dropped."""
        request = Request(environ)
        path = re.sub("^/api/v3(?=/|$)", "", request.path) or "/"
        if self.git.answers(path):
            return self.git(environ, start_response)
        body = read_json(request)
        if path.startswith(control.PREFIX):
            response = self._serve(request, path, body, None)
            return response(environ, start_response)
        with self._gate:
            meeting = self.faults.meet()
            place = len(self.requests)
            graphql = path in GRAPHQL_PATHS and isinstance(body, dict)
            names = operation_names(body) if graphql else ()
            login = self._login(request)
            self.requests.append(RequestRecord(request.method, path, login, names, body, None))
        if meeting is Meeting.DROP:
            raise Killed("The connection was dropped.")
        if meeting is Meeting.FAIL:
            response = self._respond(Answer({"message": "Server Error"}, 502))
        else:
            response = self._serve(request, path, body, meeting)
            if meeting is Meeting.SERVE_THEN_FAIL:
                response = self._respond(Answer({"message": "Server Error"}, 502))
        self.requests[place] = replace(self.requests[place], status=response.status_code)
        return response(environ, start_response)

    def _keep(self) -> None:
        # `after_change` is set later than `git`, so it is looked up at each push.
        self.after_change()

    def _login(self, request: Request) -> str | None:
        try:
            return person_behind(self.world, request.headers.get("Authorization")).login
        except Refusal:
            return None

    def _serve(self, request: Request, path: str, body: Json, meeting: Meeting | None) -> Response:
        """Do what is asked with the world to ourselves, then let the events out."""
        with self.world.lock, self.world.holding_events():
            try:
                answer = self._answer(request, path, body, meeting)
            except Refusal as refusal:
                answer = refused(refusal)
            except HTTPException:
                answer = refused(NotFound("Not Found"))
            if request.method != "GET":
                self.after_change()
            response = self._respond(answer)
        self.world.deliver()
        return response

    def _answer(self, request: Request, path: str, body: Json, meeting: Meeting | None) -> Answer:
        query = request.args.to_dict()
        if path.startswith(control.PREFIX):
            name = path.removeprefix(control.PREFIX)
            return control.control(self.world, self.faults, request.method, name, query, body)
        viewer = person_behind(self.world, request.headers.get("Authorization"))
        if meeting is Meeting.LIMIT:
            return self._limited(viewer)
        if body is UNREADABLE:
            raise Refusal("Problems parsing JSON")
        if path in GRAPHQL_PATHS and request.method == "POST":
            return Answer(execute(self.world, viewer, self.faults, body or {}))
        adapter = routes().bind("sandbox", path_info=path, default_method=request.method)
        endpoint, place = adapter.match()
        answer: Answer = endpoint(Call(self.world, viewer, dict(place), query, body, path))
        return answer

    def _limited(self, viewer: Person) -> Answer:
        message = f"API rate limit exceeded for user ID {viewer.id}."
        answer = refused(Forbidden(message))
        answer.headers["X-RateLimit-Remaining"] = "0"
        return answer

    def _respond(self, answer: Answer) -> Response:
        now = self.world.now
        used = min(len(self.requests), LIMIT - 1)
        response = Response(status=answer.status)
        if answer.body is not None:
            response.set_data(json.dumps(answer.body))
            response.content_type = "application/json; charset=utf-8"
        else:
            del response.headers["Content-Type"]
        response.headers["Date"] = http_date(now)
        response.headers["X-GitHub-Media-Type"] = "github.v3; format=json"
        response.headers["X-RateLimit-Limit"] = str(LIMIT)
        response.headers["X-RateLimit-Used"] = str(used)
        response.headers["X-RateLimit-Remaining"] = str(LIMIT - used)
        reset = now + timedelta(hours=1)
        response.headers["X-RateLimit-Reset"] = str(int(reset.timestamp()))
        response.headers.update(answer.headers)
        return response


@cache
def routes() -> Map:
    """The addresses of REST; compiling them takes longer than answering a dozen requests."""
    return Map([rule.empty() for rule in ROUTES], strict_slashes=False, merge_slashes=False)


def read_json(request: Request) -> Json:
    """The JSON body; None when there is none, and `UNREADABLE` when it is not JSON."""
    data = request.get_data()
    if not data:
        return None
    try:
        return json.loads(data)
    except ValueError:
        return UNREADABLE


def refused(refusal: Refusal) -> Answer:
    """A refusal as REST answers it."""
    body: dict[str, Any] = {"message": refusal.message}
    if refusal.errors:
        body["errors"] = refusal.errors
    body |= {"documentation_url": DOCUMENTATION, "status": str(refusal.status)}
    return Answer(body, refusal.status)
