"""The sandbox's own addresses, which GitHub does not have.

GET  /_sandbox/clock                     {"now": "2026-03-01T00:00:00Z"}
POST /_sandbox/clock    {"advance": "10 days"} or {"set": "2026-03-11T00:00:00Z"}
GET  /_sandbox/events?after=12           the webhooks since, oldest first
GET  /_sandbox/state                     everything, without the git objects
POST /_sandbox/tick     {"cron": "0 * * * *"}
POST /_sandbox/dispatch {"workflow": "govbot.yml", "inputs": {}, "by": "mo"}
POST /_sandbox/faults   {"rules": ["502:0.1"]}
POST /_sandbox/discussions {"enabled": false}
POST /_sandbox/organization {"login": "example", "owners": ["mo"], "members": ["ada", "ben"]}
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from govbot.core.errors import UserError
from govbot.sandbox.clock import later, moment
from govbot.sandbox.faults import Faults
from govbot.sandbox.model import Event, State
from govbot.sandbox.refusals import InvalidInput, NotFound
from govbot.sandbox.rest.call import Answer, Json
from govbot.sandbox.shapes import timestamp
from govbot.sandbox.world import World

__all__ = ["PREFIX", "control"]

PREFIX = "/_sandbox/"

STATE: TypeAdapter[State] = TypeAdapter(State)
EVENTS: TypeAdapter[list[Event]] = TypeAdapter(list[Event])


def control(
    world: World, faults: Faults, method: str, name: str, query: dict[str, str], body: Json
) -> Answer:
    """Answer one of the addresses above; `name` is what follows the prefix."""
    given = body if isinstance(body, dict) else {}
    try:
        match method, name:
            case "GET", "clock":
                return Answer({"now": timestamp(world.now)})
            case "POST", "clock":
                return set_clock(world, given)
            case "GET", "events":
                after = query.get("after", "0")
                start = int(after) if after.isdigit() else 0
                return Answer(json.loads(EVENTS.dump_json(world.state.events[start:])))
            case "GET", "state":
                return Answer(json.loads(STATE.dump_json(world.state)))
            case "POST", "tick":
                world.tick(str(given.get("cron", "0 * * * *")))
                return Answer(status=204)
            case "POST", "dispatch":
                workflow, inputs = str(given.get("workflow", "")), given.get("inputs") or {}
                world.dispatch(workflow, inputs, by=str(given.get("by", "")))
                return Answer(status=204)
            case "POST", "discussions":
                world.enable_discussions(enabled=bool(given.get("enabled", True)))
                return Answer(status=204)
            case "POST", "organization":
                login, owners = str(given.get("login", "example")), given.get("owners") or ()
                world.add_organization(login, owners=owners, members=given.get("members") or ())
                return Answer(status=204)
            case "POST", "faults":
                faults.reset(*given.get("rules", []))
                return Answer(status=204)
    except UserError as error:
        raise InvalidInput(str(error)) from error
    raise NotFound("Not Found")


def set_clock(world: World, given: dict[str, Any]) -> Answer:
    """Move the clock by `advance`, or put it at `set`."""
    if "advance" in given:
        world.set_time(later(str(given["advance"]), world.now))
    elif "set" in given:
        world.set_time(moment(str(given["set"])))
    else:
        raise UserError("The clock was not told what to do.", "Give `advance` or `set`.")
    return Answer({"now": timestamp(world.now)})
