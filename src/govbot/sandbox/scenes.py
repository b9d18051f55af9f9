"""Worlds to begin with.

world = council_of_seven({"governance/bodies/council.yaml": TEXT})
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from govbot.sandbox.model import EPOCH
from govbot.sandbox.world import World

__all__ = ["CONTRIBUTOR", "COUNCIL", "MAINTAINER", "council_of_seven"]

COUNCIL = {
    "ada": 1001,
    "ben": 1002,
    "cyd": 1003,
    "dee": 1004,
    "eli": 1005,
    "fay": 1006,
    "gus": 1007,
}
"""The council's logins and numeric ids."""

CONTRIBUTOR = ("zoe", 1010)
"""Somebody who may only open pull requests and comment."""

MAINTAINER = ("mo", 1020)
"""Somebody with write access."""


def council_of_seven(
    files: Mapping[str, str] | None = None,
    *,
    repository: str = "example/commons",
    now: datetime = EPOCH,
) -> World:
    """A repository with these files, seven council members, the contributor zoe and the maintainer mo."""
    world = World(now)
    for login, number in [*COUNCIL.items(), CONTRIBUTOR, MAINTAINER]:
        world.add_person(login, id=number, name=f"{login.capitalize()} Example")
    world.add_repository(repository, files)
    world.grant(MAINTAINER[0], "write")
    return world
