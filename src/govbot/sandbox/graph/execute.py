"""Answering a GraphQL document against the world.

    execute(world, viewer, faults, {"query": "{ viewer { login } }"})
    # {"data": {"viewer": {"login": "ada"}}}

Errors are GitHub's: the answer is still 200, and each of `errors` has a `type`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    execute_sync,
    parse,
    validate,
)

from govbot.sandbox.faults import Faults
from govbot.sandbox.graph import mutations
from govbot.sandbox.graph.paging import BadPaging
from govbot.sandbox.graph.query_view import QueryView
from govbot.sandbox.graph.repository_views import RepositoryView
from govbot.sandbox.graph.view import View, Viewpoint
from govbot.sandbox.model import Person
from govbot.sandbox.refusals import Refusal
from govbot.sandbox.world import World

__all__ = ["execute", "operation_names", "schema"]

Value = Any
"""What a field is answered from, or with: a view, a JSON value, or a list of them."""

SCHEMA_FILE = Path(__file__).parent.parent / "schema.graphql"


@cache
def schema() -> GraphQLSchema:
    """The sandbox's schema: a part of GitHub's."""
    return build_schema(SCHEMA_FILE.read_text(encoding="utf-8"))


@cache
def snake(name: str) -> str:
    """`headRefOid` as `head_ref_oid`."""
    return re.sub("([A-Z])", r"_\1", name).lower()


def resolve(source: Value, info: GraphQLResolveInfo[Any], **arguments: Value) -> Value:
    """A field's value: a key of a dict, or the attribute or method of a view."""
    if isinstance(source, dict):
        return source.get(info.field_name)
    if info.operation.operation.value == "mutation" and info.path.prev is None:
        return mutations.perform(source.at, info.field_name, arguments["input"])
    value = getattr(source, snake(info.field_name))
    if callable(value):
        return value(**{snake(name): given for name, given in arguments.items()})
    return value


def resolve_type(value: View, _info: GraphQLResolveInfo[Any], _type: object) -> str:
    """The concrete type of something behind an interface or union."""
    return value.typename


def execute(
    world: World, viewer: Person, faults: Faults, request: dict[str, Any]
) -> dict[str, Any]:
    """The answer to a request's `query`, `variables` and `operationName`."""
    query = request.get("query")
    if not isinstance(query, str) or not query.strip():
        return {
            "errors": [{"message": "A query attribute must be specified and must be a string."}]
        }
    document, problems = read(query)
    if document is None:
        return {"errors": [problem.formatted for problem in problems]}
    result = execute_sync(
        schema(),
        document,
        QueryView(Viewpoint(world, viewer, faults, RepositoryView)),
        field_resolver=resolve,
        type_resolver=resolve_type,
        variable_values=request.get("variables") or {},
        operation_name=request.get("operationName"),
    )
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [show_error(error) for error in result.errors]
        if any(isinstance(error.original_error, BadPaging) for error in result.errors):
            answer["data"] = None
    return answer


@lru_cache(maxsize=64)
def read(query: str) -> tuple[DocumentNode | None, tuple[GraphQLError, ...]]:
    """A query that makes sense, or what is wrong with it. The same few are asked again and again."""
    try:
        document = parse(query)
    except GraphQLError as error:
        return None, (error,)
    problems = tuple(validate(schema(), document))
    return (None if problems else document), problems


def show_error(error: GraphQLError) -> dict[str, Any]:
    """An entry of `errors`; what is not a refusal is a bug of the sandbox and is raised."""
    original = error.original_error
    shown: dict[str, Any] = dict(error.formatted)
    if isinstance(original, Refusal):
        return {"type": original.type} | shown | {"message": original.message}
    if original is not None and not isinstance(original, GraphQLError):
        raise original
    return shown


def operation_names(request: dict[str, Any]) -> tuple[str, ...]:
    """What a request is about: its operation's name, or the fields it begins with."""
    document, _ = read(str(request.get("query") or ""))
    if document is None:
        return ()
    names: list[str] = []
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            fields = definition.selection_set.selections
            first = [field.name.value for field in fields if hasattr(field, "name")]
            names += [definition.name.value] if definition.name else first
    return tuple(names)
