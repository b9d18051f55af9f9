"""Keeping a world in a file: one JSON document, git objects included.

    save(world, Path("sandbox.json"))
    world = load(Path("sandbox.json"))

    frozen = dump(world)               # the same in memory: thawed as often as needed
    world = parse(frozen)

The file is written beside its place and moved there, so a crash leaves the old one whole.
"""

from __future__ import annotations

import base64
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dulwich.objects import ShaFile
from pydantic import TypeAdapter, ValidationError

from govbot.core.errors import Place, UserError
from govbot.sandbox.git import GitRepository
from govbot.sandbox.model import State
from govbot.sandbox.world import World

__all__ = ["dump", "load", "parse", "save"]

VERSION = 1


@dataclass(slots=True)
class SavedGit:
    """One repository's refs and, unless it is a fork, its objects: type number and Base64."""

    refs: dict[str, str]
    objects: list[tuple[int, str]]


@dataclass(slots=True)
class Saved:
    """The whole file."""

    version: int
    state: State
    git: dict[str, SavedGit]


ADAPTER: TypeAdapter[Saved] = TypeAdapter(Saved)


def dump(world: World) -> bytes:
    """The whole of a world, as its file has it: equal worlds give equal bytes."""
    state = world.state
    frozen, state.now = state.now, world.now
    try:
        return ADAPTER.dump_json(Saved(VERSION, state, _git(world)), indent=1)
    finally:
        state.now = frozen


def save(world: World, path: Path) -> None:
    """Write the world, whole or not at all; raise `UserError` where the disk does not let it."""
    text = dump(world)
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            try:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink()
                raise
    except OSError as error:
        raise UserError(f"{path} could not be written: {error.strerror}.") from error


def _git(world: World) -> dict[str, SavedGit]:
    saved = {}
    for name, repository in world.state.repositories.items():
        git = world.git[name]
        objects = []
        if repository.network == name:
            objects = [
                (one.type_num, base64.b64encode(one.as_raw_string()).decode())
                for one in git.objects()
            ]
        saved[name] = SavedGit(git.refs(), objects)
    return saved


def load(path: Path) -> World:
    """Read a world; raises `UserError` when the file is not one."""
    return parse(path.read_bytes(), str(path))


def parse(text: bytes, source: str = "the state") -> World:
    """Make the world that `dump` gave; `source` is where the text came from, for the error."""
    try:
        saved = ADAPTER.validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UserError(
            f"This is not a sandbox's state: {where or 'the file'}: {first['msg']}.",
            "Give a file that the sandbox wrote, or one that does not exist yet.",
            Place(source),
        ) from error
    if saved.version != VERSION:
        raise UserError(
            f"The state is of version {saved.version}; this sandbox reads version {VERSION}.",
            "Start with another file.",
            Place(source),
        )
    world = World()
    world.state = saved.state
    # Parents come before their forks, which share the parent's objects.
    forks_last = sorted(saved.git, key=lambda name: saved.state.repositories[name].network != name)
    for name in forks_last:
        repository = saved.state.repositories[name]
        parent = None if repository.network == name else world.git[repository.network]
        git = GitRepository(parent)
        for number, content in saved.git[name].objects:
            git.add(ShaFile.from_raw_string(number, base64.b64decode(content)))
        for ref, oid in saved.git[name].refs.items():
            git.set_ref(ref, oid)
        world.git[name] = git
    world.git = {name: world.git[name] for name in saved.state.repositories}
    return world
