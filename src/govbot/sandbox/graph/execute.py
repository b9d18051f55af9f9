"""Answering a GraphQL document against the world.

    execute(world, token, allowance, {"query": "{ viewer { login } }"})
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
    OperationType,
    build_schema,
    execute_sync,
    get_operation_ast,
    parse,
    validate,
)

from govbot.sandbox.graph import mutations
from govbot.sandbox.graph.limits import NODES, Allowance, Demand, demand_of
from govbot.sandbox.graph.paging import BadPaging
from govbot.sandbox.graph.query_view import QueryView
from govbot.sandbox.graph.repository_views import RepositoryView
from govbot.sandbox.graph.view import View, Viewpoint
from govbot.sandbox.refusals import Refusal
from govbot.sandbox.tokens import Token
from govbot.sandbox.world import World

__all__ = ["demand", "execute", "makes_content", "operation_names", "published_schema", "schema"]

Value = Any
"""What a field is answered from, or with: a view, a JSON value, or a list of them."""

SCHEMA_FILE = Path(__file__).parent.parent / "schema.graphql"


def published_schema() -> GraphQLSchema:
    """The sandbox's schema: a part of the one that GitHub publishes."""
    return build_schema(SCHEMA_FILE.read_text(encoding="utf-8"))


@cache
def schema() -> GraphQLSchema:
    """The same, with null where GitHub answers so in spite of it: the label of an event may be gone."""
    made = published_schema()
    for name in ("LabeledEvent", "UnlabeledEvent"):
        event: Any = made.type_map[name]
        event.fields["label"].type = event.fields["label"].type.of_type
    return made


@cache
def snake(name: str) -> str:
    """`headRefOid` as `head_ref_oid`."""
    return re.sub("([A-Z])", r"_\1", name).lower()


def resolve(source: Value, info: GraphQLResolveInfo[Any], **arguments: Value) -> Value:
    """A field's value: a key of a dict, or the attribute or method of a view."""
    if isinstance(source, dict):
        return source.get(info.field_name)
    if isinstance(source, View):
        source.at.allowance.take_field()
    if is_mutation(info.operation) and info.path.prev is None:
        source.at.allowance.take_change()
        return mutations.perform(source.at, info.field_name, arguments["input"])
    value = getattr(source, snake(info.field_name))
    if callable(value):
        return value(**{snake(name): given for name, given in arguments.items()})
    return value


def resolve_type(value: View, _info: GraphQLResolveInfo[Any], _type: object) -> str:
    """The concrete type of something behind an interface or union."""
    return value.typename


def is_mutation(operation: OperationDefinitionNode) -> bool:
    """Whether an operation changes something."""
    return operation.operation is OperationType.MUTATION


def operation_of(request: dict[str, Any]) -> OperationDefinitionNode | None:
    """The operation that a request is for, where it makes sense."""
    document, _ = read(str(request.get("query") or ""))
    return get_operation_ast(document, request.get("operationName")) if document else None


def demand(request: dict[str, Any]) -> Demand:
    """What a request asks for, so that it can be refused before it is answered."""
    document, _ = read(str(request.get("query") or ""))
    operation = operation_of(request)
    if document is None or operation is None:
        return Demand()
    return demand_of(schema(), document, operation, request.get("variables") or {})


def makes_content(request: dict[str, Any]) -> bool:
    """Whether a request changes something."""
    operation = operation_of(request)
    return operation is not None and is_mutation(operation)


def execute(
    world: World, token: Token, allowance: Allowance, request: dict[str, Any]
) -> dict[str, Any]:
    """The answer to a request's `query`, `variables` and `operationName`; raises `TimedOut`."""
    query = request.get("query")
    if not isinstance(query, str) or not query.strip():
        return {
            "errors": [{"message": "A query attribute must be specified and must be a string."}]
        }
    document, problems = read(query)
    if document is None:
        return {"errors": [problem.formatted for problem in problems]}
    if allowance.demand.beyond:
        return {"errors": [too_many_nodes(allowance.demand)]}
    operation = operation_of(request)
    if operation is not None and is_mutation(operation):
        allowance.begin(len(operation.selection_set.selections))
    result = execute_sync(
        schema(),
        document,
        QueryView(Viewpoint(world, token, allowance, RepositoryView)),
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


def too_many_nodes(asked: Demand) -> dict[str, Any]:
    """The entry of `errors` for a query that might be answered with too much."""
    message = (
        f"By the time this query traverses to the {asked.beyond} connection, it is requesting up to "
        f"{asked.nodes:,} possible nodes which exceeds the maximum limit of {NODES:,}."
    )
    return {"type": "MAX_NODE_LIMIT_EXCEEDED", "message": message}


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
