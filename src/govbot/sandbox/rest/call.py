"""One REST request: who makes it, about which repository, with which values.

def get_label(call: Call) -> Answer:
    return Answer(shape_label(call.world, call.home, call.world.get_label(...)))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from werkzeug.routing import Rule

from govbot.sandbox.faults import Faults
from govbot.sandbox.model import Person, Repository
from govbot.sandbox.rate_limits import RateLimits
from govbot.sandbox.refusals import InvalidInput
from govbot.sandbox.tokens import Token
from govbot.sandbox.world import World

__all__ = ["Answer", "Call", "Endpoint", "Json", "route"]

Json = Any
"""A value read from JSON: what is in it is for the reader to check."""


@dataclass(slots=True)
class Answer:
    """What is answered: the JSON value (None is an empty body), the status, more headers."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Call:
    """A request that has been routed. `place` holds the parts of the address by name."""

    world: World
    token: Token
    faults: Faults
    limits: RateLimits
    method: str
    place: dict[str, Any]
    query: dict[str, str]
    body: Any
    path: str

    @property
    def viewer(self) -> Person:
        """Who makes it."""
        return self.token.person

    @cached_property
    def home(self) -> Repository:
        """The repository the address names."""
        return self.world.repository(f"{self.place['owner']}/{self.place['repo']}")

    @property
    def number(self) -> int:
        """The issue or pull request the address names."""
        return int(self.place["number"])

    def value(self, name: str, default: Json = None) -> Json:
        """A value of the JSON body."""
        return self.body.get(name, default) if isinstance(self.body, dict) else default

    def needed(self, name: str, resource: str) -> Json:
        """A value of the JSON body that must be there."""
        found = self.value(name)
        if found is None:
            error = {"resource": resource, "code": "missing_field", "field": name}
            raise InvalidInput(f'Invalid request.\n\n"{name}" wasn\'t supplied.', error)
        return found

    def page(self, items: Sequence[Any], show: Callable[[Any], Any], key: str = "") -> Answer:
        """One page of a list, with the `Link` header when there are others.

        With a `key` the list is wrapped in an object with its `total_count`.
        """
        size = min(max(self._whole("per_page", 30), 1), 100)
        number = max(self._whole("page", 1), 1)
        last = max((len(items) + size - 1) // size, 1)
        shown = [show(item) for item in items[(number - 1) * size : number * size]]
        links: dict[str, int] = {}
        if number > 1:
            links |= {"prev": min(number - 1, last), "first": 1}
        if number < last:
            links |= {"next": number + 1, "last": last}
        parts = [f'<{self._address(page)}>; rel="{name}"' for name, page in links.items()]
        headers = {"Link": ", ".join(parts)} if parts else {}
        body = {"total_count": len(items), key: shown} if key else shown
        return Answer(body, 200, headers)

    def _whole(self, name: str, default: int) -> int:
        text = self.query.get(name, "")
        return int(text) if text.isdigit() else default

    def _address(self, page: int) -> str:
        return f"{self.world.base_url}{self.path}?{urlencode(self.query | {'page': str(page)})}"


Endpoint = Callable[[Call], Answer]


def route(method: str, path: str, endpoint: Endpoint) -> Rule:
    """A line of a route table; `{owner}/{repo}` may be left out of paths that start with `.../`."""
    full = path.replace("...", "/repos/<owner>/<repo>")
    return Rule(full, methods=[method], endpoint=endpoint)
