"""Reading a repository with git itself: `git clone http://127.0.0.1:PORT/OWNER/REPO.git`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dulwich.errors import NotGitRepository
from dulwich.repo import MemoryRepo
from dulwich.server import Backend
from dulwich.web import make_wsgi_chain

from govbot.sandbox.refusals import NotFound
from govbot.sandbox.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

__all__ = ["GitOverHttp"]

SERVICE = re.compile(r"/[^/]+/[^/]+?(\.git)?/(info/refs|git-upload-pack|git-receive-pack|HEAD)")


class Repositories(Backend):
    """The world's repositories by path."""

    def __init__(self, world: World) -> None:
        self.world = world

    def open_repository(  # type: ignore[override]  # dulwich serves a BaseRepo, and declares less
        self, path: str | bytes
    ) -> MemoryRepo:
        """The repository at `/owner/name` or `/owner/name.git`; dulwich gives either type."""
        name = path.decode() if isinstance(path, bytes) else path
        try:
            home = self.world.repository(name.strip("/").removesuffix(".git"))
        except NotFound as missing:
            raise NotGitRepository(name) from missing
        return self.world.git_of(home).repo


class GitOverHttp:
    """Git's own addresses; pushing is refused, as changes go through the world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.chain = make_wsgi_chain(Repositories(world))

    def answers(self, path: str) -> bool:
        """Whether this is one of git's addresses."""
        return SERVICE.fullmatch(path) is not None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer git, holding the world still meanwhile."""
        asked = str(environ.get("PATH_INFO", "")) + str(environ.get("QUERY_STRING", ""))
        if "git-receive-pack" in asked:
            start_response("403 Forbidden", [("Content-Type", "text/plain")])
            return [b"This repository can be cloned, and not pushed to.\n"]
        with self.world.lock:
            return list(self.chain(environ, start_response))
