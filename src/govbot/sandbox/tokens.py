"""Tokens: everybody has one, and it says who they are.

Authorization: Bearer sandbox-ada
Authorization: token sandbox-actions      (the token of an Actions run)
http://x:sandbox-ada@127.0.0.1/...        (as a password, for git)
"""

from __future__ import annotations

import base64

from govbot.sandbox.ground import Ground, Who
from govbot.sandbox.model import ACTIONS_ID, Person
from govbot.sandbox.refusals import NotFound, Unauthenticated

__all__ = ["ACTIONS_TOKEN", "person_behind", "token_of"]

ACTIONS_TOKEN = "sandbox-actions"  # noqa: S105 (it opens nothing but a sandbox)
"""The token that stands for `GITHUB_TOKEN` in an Actions run."""

PREFIX = "sandbox-"


def token_of(world: Ground, who: Who) -> str:
    """Somebody's token."""
    person = world.person(who)
    return ACTIONS_TOKEN if person.id == ACTIONS_ID else f"{PREFIX}{person.login}"


def person_behind(world: Ground, authorization: str | None) -> Person:
    """Who sends an `Authorization` header; raises `Unauthenticated` when nobody we know."""
    if not authorization:
        raise Unauthenticated("Requires authentication")
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() == "basic":
        token = password_in(token)
    if scheme.lower() in ("basic", "bearer", "token"):
        if token == ACTIONS_TOKEN:
            return world.person(ACTIONS_ID)
        if token.startswith(PREFIX):
            try:
                return world.person(token.removeprefix(PREFIX))
            except NotFound:
                pass
    raise Unauthenticated("Bad credentials")


def password_in(credentials: str) -> str:
    """The password of `Basic` credentials; empty when there is none to be read."""
    try:
        return base64.b64decode(credentials, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""
