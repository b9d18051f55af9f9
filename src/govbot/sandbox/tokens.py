"""Tokens: everybody has one, and it says who they are.

Authorization: Bearer sandbox-ada
Authorization: token sandbox-actions                   (the token of an Actions run that may do anything)
Authorization: token sandbox-actions+issues=write      (of a job with these `permissions:`, and no others)
http://x:sandbox-ada@127.0.0.1/...                     (as a password, for git)
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from govbot.sandbox.ground import Ground, Who
from govbot.sandbox.model import ACTIONS_ID, Person
from govbot.sandbox.refusals import Forbidden, NotFound, Unauthenticated

__all__ = ["ACTIONS_TOKEN", "Token", "token_behind", "token_of", "token_of_job"]

ACTIONS_TOKEN = "sandbox-actions"  # noqa: S105 (it opens nothing but a sandbox)
"""The token that stands for `GITHUB_TOKEN` in an Actions run, where no workflow file limits it."""

PREFIX = "sandbox-"


@dataclass(frozen=True, slots=True)
class Token:
    """Whose token it is; `permissions` are those of a job, by scope, or None where there is no such limit."""

    person: Person
    permissions: Mapping[str, str] | None = None

    @property
    def is_of_job(self) -> bool:
        """Whether a job got it, and loses it when it ends."""
        return self.permissions is not None

    def require(self, *scopes: str) -> None:
        """Raise `Forbidden` unless it may write in all of these scopes, such as `pull-requests`."""
        given = self.permissions
        if given is not None and any(given.get(scope) != "write" for scope in scopes):
            raise Forbidden("Resource not accessible by integration")


def token_of(world: Ground, who: Who) -> str:
    """Somebody's token."""
    person = world.person(who)
    return ACTIONS_TOKEN if person.id == ACTIONS_ID else f"{PREFIX}{person.login}"


def token_of_job(permissions: Mapping[str, str]) -> str:
    """The token of a job with these permissions: `{"issues": "write"}`."""
    return "+".join([ACTIONS_TOKEN, *(f"{scope}={may}" for scope, may in permissions.items()), ""])


def token_behind(world: Ground, authorization: str | None) -> Token:
    """The token in an `Authorization` header; raises `Unauthenticated` when it is nobody's."""
    if not authorization:
        raise Unauthenticated("Requires authentication")
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() == "basic":
        token = password_in(token)
    if scheme.lower() in ("basic", "bearer", "token"):
        name, plus, permissions = token.partition("+")
        if name == ACTIONS_TOKEN:
            given = dict(each.split("=", 1) for each in permissions.split("+") if "=" in each)
            return Token(world.person(ACTIONS_ID), given if plus else None)
        if token.startswith(PREFIX):
            try:
                return Token(world.person(token.removeprefix(PREFIX)))
            except NotFound:
                pass
    raise Unauthenticated("Bad credentials")


def password_in(credentials: str) -> str:
    """The password of `Basic` credentials; empty when there is none to be read."""
    try:
        return base64.b64decode(credentials, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""
