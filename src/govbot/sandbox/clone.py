"""A repository through git itself.

    git clone http://127.0.0.1:PORT/OWNER/REPO.git
    git push http://x:sandbox-mo@127.0.0.1:PORT/OWNER/REPO.git HEAD:main

Anybody may clone; pushing needs a token with write access as the password.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from dulwich.errors import HookError, NotGitRepository
from dulwich.hooks import Hook
from dulwich.repo import MemoryRepo
from dulwich.server import Backend
from dulwich.web import make_wsgi_chain

from govbot.sandbox.model import Permission, Person, Repository
from govbot.sandbox.refusals import NotFound, Refusal, Unauthenticated
from govbot.sandbox.tokens import token_behind
from govbot.sandbox.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

__all__ = ["GitOverHttp"]

SERVICE = re.compile(
    r"/(?P<name>[^/]+/[^/]+?)(\.git)?/(info/refs|git-upload-pack|git-receive-pack|HEAD)"
)
BRANCHES = "refs/heads/"


class OnlyBranches(Hook):
    """Declines to move what people do not move, such as the heads of pull requests."""

    def __init__(self, default_branch: str) -> None:
        self.kept = f"{BRANCHES}{default_branch}"

    def execute(self, *arguments: bytes) -> tuple[bytes, bytes]:
        """Look at a ref, its old and its new object; raises `HookError` to decline."""
        ref, _, after = (one.decode() for one in arguments)
        if not ref.startswith(BRANCHES):
            raise HookError(f"{ref} is not a branch")
        if ref == self.kept and not after.strip("0"):
            raise HookError("the default branch cannot be deleted")
        return b"", b""


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
        repo = self.world.git_of(home).repo
        repo.hooks["update"] = OnlyBranches(home.default_branch)
        return repo


class GitOverHttp:
    """Git's own addresses. `after_push` is called when a push has changed something."""

    def __init__(self, world: World, after_push: Callable[[], None]) -> None:
        self.world = world
        self.after_push = after_push
        self.chain = make_wsgi_chain(Repositories(world))

    def answers(self, path: str) -> bool:
        """Whether this is one of git's addresses."""
        return SERVICE.fullmatch(path) is not None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer git, holding the world still meanwhile; events follow the answer."""
        path = str(environ.get("PATH_INFO", ""))
        pushing = "git-receive-pack" in path + str(environ.get("QUERY_STRING", ""))
        with self.world.lock, self.world.holding_events():
            if not pushing:
                return list(self.chain(environ, start_response))
            try:
                home, actor = self._pusher(path, environ.get("HTTP_AUTHORIZATION"))
            except Refusal as refusal:
                return refuse(refusal, start_response)
            before = self.world.git_of(home).refs()
            answer = list(self.chain(environ, start_response))
            if self._follow(home, actor, before):
                self.after_push()
        self.world.deliver()
        return answer

    def _pusher(self, path: str, authorization: str | None) -> tuple[Repository, Person]:
        found = SERVICE.fullmatch(path)
        home = self.world.repository(found["name"] if found else "")
        token = token_behind(self.world, authorization)
        token.require("contents")
        self.world.require(token.person, home, Permission.WRITE)
        return home, token.person

    def _follow(self, home: Repository, actor: Person, before: dict[str, str]) -> bool:
        """Let pull requests and webhooks follow the branches that git has moved."""
        git = self.world.git_of(home)
        after = git.refs()
        for ref, oid in after.items():
            old = before.get(ref)
            if oid == old:
                continue
            if old is None:
                git.delete_ref(ref)
            else:
                git.set_ref(ref, old)
            self.world.move_branch(home, ref.removeprefix(BRANCHES), oid, actor)
        return after != before


def refuse(refusal: Refusal, start_response: StartResponse) -> list[bytes]:
    """Say no in words that git shows; ask for a token where none was given."""
    status = {401: "401 Unauthorized", 404: "404 Not Found"}.get(refusal.status, "403 Forbidden")
    headers = [("Content-Type", "text/plain")]
    if isinstance(refusal, Unauthenticated):
        headers.append(("WWW-Authenticate", 'Basic realm="sandbox"'))
    start_response(status, headers)
    return [f"{refusal.message}\n".encode()]
