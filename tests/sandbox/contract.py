"""Holds what the sandbox says against GitHub's own description of its REST interface.

    recorder = Recorder()
    with serve(world, wrap=recorder.around):
        ...
    assert check(recorder.exchanges) == []

`GOVBOT_CONTRACT` names the folder of the downloads; `.cache/contract` otherwise, put there by make.
"""

from __future__ import annotations

import copy
import json
import os
import re
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["Exchange", "Recorder", "check", "contract_folder", "description", "schema_text"]

ROOT = Path(__file__).parents[2]

JSON = "application/json"

ALLOWED = {
    # PyGithub sends a bare array of names; the description knows only an object with `labels`,
    # and GitHub takes both.
    ("POST", "/repos/{owner}/{repo}/issues/{issue_number}/labels", "request"),
}
"""What may differ from the description: method, path of the description, side."""

AMBIGUOUS = {("PUT", "/repos/{owner}/{repo}/contents/{path}", "409")}
"""Answers of which the description says `oneOf`, though a plain error fits each of the choices."""


NEWER_PATHS = re.compile(r"/repos/[^/]+/[^/]+/actions/policies(/[0-9]+)?")
"""What GitHub has added since the description that is downloaded: policies for Actions."""


def contract_folder() -> Path:
    """Where the downloads are."""
    return Path(os.environ.get("GOVBOT_CONTRACT", ROOT / ".cache" / "contract"))


NEWER = """
extend type PullRequestReview {
  fullDatabaseId: BigInt
}
"""
"""What GitHub has added since the schema that is downloaded: ids that have outgrown 32 bits."""


def schema_text() -> str:
    """GitHub's published GraphQL schema."""
    folder = contract_folder() / "github-api-simulator" / "schema"
    return (folder / "schema.docs.graphql").read_text(encoding="utf-8") + NEWER


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer; bodies are parsed JSON, or None."""

    method: str
    path: str
    request: Any
    status: int
    response: Any


@dataclass(slots=True)
class Recorder:
    """A WSGI middleware that keeps every exchange."""

    exchanges: list[Exchange] = field(default_factory=list)

    def around(self, application: WSGIApplication) -> WSGIApplication:
        """The application, listened to."""

        def listening(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            request = Request(environ)
            sent = request.get_data()
            environ["wsgi.input"] = BytesIO(sent)
            iterable, status, headers = run_wsgi_app(application, environ)
            response = Response(iterable, status, headers)
            answered = response.get_data()
            if not request.path.endswith((".git/info/refs", ".git/git-upload-pack")):
                self.exchanges.append(
                    Exchange(
                        request.method,
                        re.sub("^/api/v3", "", request.path),
                        json.loads(sent) if sent else None,
                        response.status_code,
                        json.loads(answered) if answered else None,
                    )
                )
            start_response(status, list(headers))
            return [answered]

        return listening


@cache
def description() -> dict[str, Any]:
    """GitHub's OpenAPI description, with `nullable` written as JSON Schema says it."""
    folder = contract_folder() / "github-api-simulator" / "schema"
    found: dict[str, Any] = json.loads((folder / "api.github.com.json").read_text("utf-8"))
    spell_out_nullable(found)
    return found


def spell_out_nullable(value: Any) -> None:
    """Replace every `nullable: true`, beside a type or not, in place."""
    if isinstance(value, list):
        for item in value:
            spell_out_nullable(item)
    if not isinstance(value, dict):
        return
    for item in value.values():
        spell_out_nullable(item)
    if value.get("nullable") is True:
        plain = {name: item for name, item in value.items() if name != "nullable"}
        value.clear()
        value["anyOf"] = [plain, {"type": "null"}]


@cache
def registry() -> jsonschema_rs.Registry:
    """The description, to be referred to from the schemas of single exchanges."""
    return jsonschema_rs.Registry([("urn:github", description())])


@cache
def validator(pointer: str) -> Any:
    """A validator for the schema at a JSON pointer of the description."""
    schema = {"$ref": f"urn:github#{pointer}"}
    return jsonschema_rs.Draft202012Validator(schema, registry=registry())


@cache
def patterns() -> list[tuple[re.Pattern[str], str]]:
    """Every path of the description, those with the fewest parameters first."""
    paths = sorted(description()["paths"], key=lambda path: (path.count("{"), -len(path)))
    return [(pattern_of(path), path) for path in paths]


BY_NUMBERS = (
    ("^/organizations/[0-9]+/team/[0-9]+", "/orgs/example/teams/by-number"),
    ("^/organizations/[0-9]+/invitations/", "/orgs/example/invitations/"),
)
"""Addresses of which the description only says, in words, that they are other names of these."""


def pattern_of(path: str) -> re.Pattern[str]:
    """A path with parameters as a pattern; a file's path a ref and a label may have slashes."""
    text = re.escape(path).replace(r"\{", "{").replace(r"\}", "}")
    text = re.sub(r"\{(path|ref|name)\}", "(.+)", text)
    return re.compile(re.sub(r"\{[a-z_]+\}", "([^/]+)", text) + "/?$")


def check(exchanges: Iterable[Exchange]) -> list[str]:
    """One sentence for each way in which an exchange is not as GitHub describes it."""
    return [
        problem
        for exchange in exchanges
        if exchange.path not in ("/graphql", "/api/graphql")
        and not exchange.path.startswith("/_sandbox/")
        and not NEWER_PATHS.fullmatch(exchange.path)
        for problem in problems_of(exchange)
    ]


def problems_of(exchange: Exchange) -> list[str]:
    """What is wrong with one exchange."""
    name = f"{exchange.method} {exchange.path} {exchange.status}"
    place = exchange.path
    for numbers, plain in BY_NUMBERS:
        place = re.sub(numbers, plain, place)
    for pattern, path in patterns():
        operation = description()["paths"][path].get(exchange.method.lower())
        if operation is not None and pattern.fullmatch(place):
            return [
                f"{name}: {problem}"
                for problem in [
                    *request_problems(exchange, path, operation),
                    *response_problems(exchange, path, operation),
                ]
            ]
    return [f"{name}: GitHub has no such operation"]


def escape(part: str) -> str:
    """A part of a JSON pointer."""
    return part.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")


def request_problems(exchange: Exchange, path: str, operation: dict[str, Any]) -> list[str]:
    """What is wrong with what was sent, if it was accepted."""
    refused = exchange.status >= 400
    allowed = (exchange.method, path, "request") in ALLOWED
    if exchange.request is None or refused or allowed or "requestBody" not in operation:
        return []
    method = exchange.method.lower()
    start = f"/paths/{escape(path)}/{method}/requestBody"
    pointer = f"{start}/content/application~1json/schema"
    return [str(error.message) for error in validator(pointer).iter_errors(exchange.request)]


def response_problems(exchange: Exchange, path: str, operation: dict[str, Any]) -> list[str]:
    """What is wrong with the answer."""
    code = str(exchange.status)
    ambiguous = (exchange.method, path, code) in AMBIGUOUS
    undescribed = code in ("401", "403", "404", "502") and code not in operation["responses"]
    if ambiguous or undescribed:
        # Any operation may be answered so; the description says it for some only.
        pointer = "/components/schemas/basic-error"
    elif code == "422" and code not in operation["responses"]:
        pointer = "/components/schemas/validation-error-simple"
    elif code not in operation["responses"]:
        return [f"GitHub does not answer {code}"]
    else:
        described = operation["responses"][code]
        start = f"/paths/{escape(path)}/{exchange.method.lower()}/responses/{code}"
        if "$ref" in described:
            start = described["$ref"].removeprefix("#")
            described = copy.copy(description()["components"]["responses"][start.split("/")[-1]])
        if "content" not in described and exchange.status < 400:
            return [] if exchange.response is None else ["the answer should have no body"]
        if "content" not in described:
            # The description leaves out some refusals' words; GitHub does not.
            start, described = "/components/responses/not_found", {"content": {JSON: {}}}
        if JSON not in described["content"]:
            return []
        pointer = f"{start}/content/application~1json/schema"
    return [str(error.message) for error in validator(pointer).iter_errors(exchange.response)]
