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
from functools import cache
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import HTTPException
from werkzeug.http import http_date
from werkzeug.routing import Map
from werkzeug.wrappers import Request, Response

from govbot.sandbox import control
from govbot.sandbox.clone import GitOverHttp
from govbot.sandbox.faults import Faults, Killed, Meeting
from govbot.sandbox.graph import demand, execute, makes_content, operation_names
from govbot.sandbox.graph.limits import Allowance, TimedOut
from govbot.sandbox.rate_limits import Budget, RateLimits, Spent
from govbot.sandbox.refusals import NotFound, Refusal
from govbot.sandbox.refused import refused, refused_for_now, timed_out
from govbot.sandbox.rest import ROUTES
from govbot.sandbox.rest.call import Answer, Call, Endpoint, Json
from govbot.sandbox.rest.permissions import require_for
from govbot.sandbox.tokens import Token, token_behind
from govbot.sandbox.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

__all__ = ["RequestRecord", "Sandbox"]

GRAPHQL_PATHS = ("/graphql", "/api/graphql")
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
        self.limits = RateLimits()
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
        token = self._token(request)
        return token.person.login if token else None

    def _token(self, request: Request) -> Token | None:
        try:
            return token_behind(self.world, request.headers.get("Authorization"))
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
            token = self._token(request)
            budget = self._budget(token, path) if token else None
            response = self._respond(answer, budget)
        self.world.deliver()
        return response

    def _answer(self, request: Request, path: str, body: Json, meeting: Meeting | None) -> Answer:
        query = request.args.to_dict()
        if path.startswith(control.PREFIX):
            name = path.removeprefix(control.PREFIX)
            return control.control(self.world, self.faults, request.method, name, query, body)
        token = token_behind(self.world, request.headers.get("Authorization"))
        if body is UNREADABLE:
            raise Refusal("Problems parsing JSON")
        if path in GRAPHQL_PATHS and request.method == "POST":
            return self._answer_graphql(token, body or {}, meeting)
        adapter = routes().bind("sandbox", path_info=path, default_method=request.method)
        endpoint, place = adapter.match()
        call = Call(
            self.world,
            token,
            self.faults,
            self.limits,
            request.method,
            dict(place),
            query,
            body,
            path,
        )
        return self._answer_rest(endpoint, call, meeting)

    def _answer_rest(self, endpoint: Endpoint, call: Call, meeting: Meeting | None) -> Answer:
        budget, changes = self._budget(call.token, call.path), call.method != "GET"
        points = 0 if call.path == "/rate_limit" else 1
        spent = self._spend(call.token, budget, points, meeting, makes_content=changes)
        if spent is not None:
            return refused_for_now(spent, budget)
        require_for(call)
        return endpoint(call)

    def _answer_graphql(self, token: Token, body: Json, meeting: Meeting | None) -> Answer:
        budget, asked, changes = self._budget(token, "/graphql"), demand(body), makes_content(body)
        spent = self._spend(token, budget, asked.points, meeting, makes_content=changes)
        if spent is not None:
            return refused_for_now(spent, budget)
        try:
            return Answer(execute(self.world, token, Allowance(self.faults, budget, asked), body))
        except TimedOut:
            return timed_out()

    def _budget(self, token: Token, path: str) -> Budget:
        resource = "graphql" if path in GRAPHQL_PATHS else "core"
        return self.limits.budget(token.person, resource, self.world.now)

    def _spend(
        self,
        token: Token,
        budget: Budget,
        points: int,
        meeting: Meeting | None,
        *,
        makes_content: bool,
    ) -> Spent | None:
        if meeting is Meeting.LIMIT:
            return Spent.PRIMARY
        return self.limits.spend(
            token.person, budget, self.world.now, points, makes_content=makes_content
        )

    def _respond(self, answer: Answer, budget: Budget | None = None) -> Response:
        now = self.world.now
        response = Response(status=answer.status)
        if answer.body is not None:
            response.set_data(json.dumps(answer.body))
            response.content_type = "application/json; charset=utf-8"
        else:
            del response.headers["Content-Type"]
        response.headers["Date"] = http_date(now)
        response.headers["X-GitHub-Media-Type"] = "github.v3; format=json"
        response.headers.update((budget.headers() if budget else {}) | answer.headers)
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
