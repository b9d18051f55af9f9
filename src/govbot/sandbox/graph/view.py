"""What a GraphQL field is answered from: a thing as somebody sees it.

    Viewpoint(world, token, allowance, RepositoryView)
    CommentView(at, repository, issue, comment).viewer_did_author

A view's attributes carry the schema's names in snake case; a field with arguments is a method.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from govbot.sandbox.faults import Faults
from govbot.sandbox.graph.limits import Allowance
from govbot.sandbox.model import ACTIONS_ID, Person, Repository
from govbot.sandbox.shapes import node_id, timestamp
from govbot.sandbox.tokens import Token
from govbot.sandbox.world import World

__all__ = ["ActorView", "HomeView", "View", "Viewpoint", "actor", "moment", "page_of"]


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Who looks at which world, with which token, and what that token may still ask for."""

    world: World
    token: Token
    allowance: Allowance
    show_repository: Callable[[Viewpoint, Repository], View]

    @property
    def faults(self) -> Faults:
        """The faults that are to be met on the way."""
        return self.allowance.faults

    @property
    def viewer(self) -> Person:
        """Whose token it is."""
        return self.token.person

    def knows(self, person_id: int) -> bool:
        """Whether GitHub says of what this person did that the viewer did it.

        It is not known whether it does for what a workflow did in another job, so here it does not.
        """
        return person_id == self.viewer.id and not self.token.is_of_job


class View:
    """A thing of the schema; `typename` is its concrete type there."""

    typename: ClassVar[str]

    def __init__(self, at: Viewpoint) -> None:
        self.at = at
        self.world = at.world


class HomeView(View):
    """A thing that belongs to a repository, its `home`."""

    def __init__(self, at: Viewpoint, home: Repository) -> None:
        super().__init__(at)
        self.home = home

    def repository(self) -> View:
        """Where it is."""
        return self.at.show_repository(self.at, self.home)


def moment(value: datetime | None) -> str | None:
    """A time as GraphQL answers write it."""
    return timestamp(value) if value else None


class ActorView(View):
    """A person, a bot or an organization."""

    def __init__(self, at: Viewpoint, person: Person, *, as_user: bool = False) -> None:
        super().__init__(at)
        self.person = person
        # `viewer` is a User by the schema, even for a token that belongs to a bot.
        self.typename = "User" if as_user else person.type  # type: ignore[misc]  # per instance
        bare = person.type == "Bot" and not as_user
        self.login = person.login.removesuffix("[bot]") if bare else person.login
        self.id = node_id(person.type[0], person.id)
        self.database_id = person.id
        self.name = person.name
        path = "/apps/github-actions" if person.id == ACTIONS_ID else f"/{person.login}"
        self.resource_path = path
        self.url = f"{self.world.base_url}{path}"
        self.created_at = self.updated_at = timestamp(person.created_at)

    def avatar_url(self, size: int | None = None) -> str:
        """Where the picture would be."""
        end = f"?s={size}" if size else ""
        return f"{self.world.base_url}/avatars/u/{self.person.id}{end}"


def actor(at: Viewpoint, person_id: int | None) -> ActorView | None:
    """The person with this id; null when the account is gone."""
    person = at.world.state.people.get(person_id) if person_id is not None else None
    return ActorView(at, person) if person else None


def page_of(view: View, repository: Repository, end: str) -> str:
    """An address of a page of a repository."""
    return f"{view.world.base_url}/{view.world.full_name(repository)}{end}"
