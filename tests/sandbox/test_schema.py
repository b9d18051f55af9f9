"""The sandbox's GraphQL schema is a part of GitHub's, to the letter."""

from __future__ import annotations

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
    is_introspection_type,
    is_specified_scalar_type,
)

from govbot.sandbox.graph.execute import published_schema, schema
from govbot.sandbox.graph.mutations import MUTATIONS
from tests.sandbox.contract import schema_text


def differences(part: GraphQLSchema, whole: GraphQLSchema) -> list[str]:
    """Every way in which the part is not in the whole."""
    found: list[str] = []
    for name, mine in part.type_map.items():
        if is_introspection_type(mine) or is_specified_scalar_type(mine):
            continue
        theirs = whole.type_map.get(name)
        if theirs is None or type(theirs) is not type(mine):
            found.append(f"{name} is not such a type")
        else:
            found += compare(name, mine, theirs)
    return found


def compare(name: str, mine: GraphQLNamedType, theirs: GraphQLNamedType) -> list[str]:
    found: list[str] = []
    if isinstance(mine, GraphQLEnumType) and isinstance(theirs, GraphQLEnumType):
        if not mine.values.keys() <= theirs.values.keys():
            found.append(f"{name} has other values")
    if isinstance(mine, GraphQLUnionType) and isinstance(theirs, GraphQLUnionType):
        members = {one.name for one in theirs.types}
        found += [f"{name} lacks {one.name}" for one in mine.types if one.name not in members]
    fielded = GraphQLObjectType | GraphQLInterfaceType
    if isinstance(mine, fielded) and isinstance(theirs, fielded):
        interfaces = {one.name for one in theirs.interfaces}
        found += [f"{name} is no {one}" for one in mine.interfaces if one.name not in interfaces]
        for field, value in mine.fields.items():
            other = theirs.fields.get(field)
            if other is None or str(other.type) != str(value.type):
                found.append(f"{name}.{field} is not {value.type}")
                continue
            found += arguments(f"{name}.{field}", value.args, other.args)
    if isinstance(mine, GraphQLInputObjectType) and isinstance(theirs, GraphQLInputObjectType):
        for field, given in mine.fields.items():
            wanted = theirs.fields.get(field)
            if wanted is None or str(wanted.type) != str(given.type):
                found.append(f"{name}.{field} is not {given.type}")
        needed = [key for key, one in theirs.fields.items() if str(one.type).endswith("!")]
        found += [f"{name} lacks {key}" for key in needed if key not in mine.fields]
    return found


def arguments(
    name: str, mine: dict[str, GraphQLArgument], theirs: dict[str, GraphQLArgument]
) -> list[str]:
    found = []
    for key, value in mine.items():
        other = theirs.get(key)
        if other is None or str(other.type) != str(value.type):
            found.append(f"{name}({key}) is not {value.type}")
        elif other.default_value != value.default_value:
            found.append(f"{name}({key}) has another default")
    needed = [key for key, one in theirs.items() if str(one.type).endswith("!")]
    return found + [f"{name} lacks ({key})" for key in needed if key not in mine]


def test_every_type_field_argument_and_value_is_githubs() -> None:
    assert differences(published_schema(), build_schema(schema_text(), assume_valid=True)) == []


def test_the_comparison_notices_what_github_does_not_have() -> None:
    whole = build_schema(schema_text(), assume_valid=True)
    part = build_schema(
        """
        type Query { viewer: User, relay(first: Int): Query!, nothing: String }
        type User { login: String! }
        enum OrderDirection { UP DOWN }
        """
    )
    assert sorted(differences(part, whole)) == [
        "OrderDirection has other values",
        "Query.nothing is not String",
        "Query.relay(first) is not Int",
        "Query.viewer is not User",
    ]


def test_every_mutation_of_the_schema_is_answered() -> None:
    mutation = schema().mutation_type
    assert mutation is not None
    assert mutation.fields.keys() == MUTATIONS.keys()
