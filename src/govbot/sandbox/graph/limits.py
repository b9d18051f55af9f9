"""How much one GraphQL request may ask for, and what it costs.

    demand_of(schema, document, operation, variables)     # Demand(nodes=30_120, followed=301)
    allowance.take_field()                                # ResourceLimits, once it is too much

Possible nodes are counted from `first` and `last` before anything is answered, as GitHub describes it.
What an answer takes of its resources GitHub does not describe: `FIELDS`, `CHANGES` and `DIFFS` are about
where people have met the end of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    value_from_ast_untyped,
)

from govbot.sandbox.faults import Faults
from govbot.sandbox.rate_limits import Budget
from govbot.sandbox.refusals import Refusal

__all__ = ["NODES", "Allowance", "Demand", "ResourceLimits", "TimedOut", "demand_of"]

NODES = 500_000
"""The most nodes that a request may possibly be answered with."""

FIELDS = 20_000
"""The most fields of an answer; the rest of it is refused."""

CHANGES = 10
"""The most fields of a mutation that are done for certain; the rest is refused."""

DIFFS = 50
"""The most pull requests whose files one request may ask for: each is a diff to be computed."""

POINT = 100
"""How many connections are followed for one point."""


class ResourceLimits(Refusal):
    """What has been done of a request has taken all it may; the rest is refused."""

    status = 200
    type = "RESOURCE_LIMITS_EXCEEDED"

    def __init__(self) -> None:
        super().__init__("Resource limits for this query exceeded.")


class TimedOut(Exception):
    """The whole request takes too long, and is answered with 502."""


@dataclass(slots=True)
class Demand:
    """The nodes that a request may be answered with, and the connection at which they are too many."""

    nodes: int = 0
    followed: int = 0
    beyond: str = ""

    @property
    def points(self) -> int:
        """What it costs."""
        return max(1, round(self.followed / POINT))

    def add(self, connection: str, times: int, size: int) -> None:
        """Follow a connection so many times, for so many nodes each."""
        if self.beyond:
            return
        self.nodes += times * size
        self.followed += times
        if self.nodes > NODES:
            self.beyond = connection


@dataclass
class Allowance:
    """What one request asks for, and what it has had so far.

    `budget` is what is left to whoever asks, `changes` how many changes this request may make.
    """

    faults: Faults
    budget: Budget
    demand: Demand
    changes: int = CHANGES
    fields: int = 0
    diffs: set[int] = field(default_factory=set)

    def begin(self, changes: int) -> None:
        """Say how many changes a mutation is to make."""
        self.changes = self.faults.take_partial(changes) or CHANGES

    def take_change(self) -> None:
        """Make one more change."""
        self.changes -= 1
        if self.changes < 0:
            raise ResourceLimits

    def take_field(self) -> None:
        """Answer one more field."""
        self.fields += 1
        if self.fields > FIELDS:
            raise ResourceLimits

    def take_diff(self, pull: int) -> None:
        """Compute which files a pull request changes, by its id."""
        self.diffs.add(pull)
        if len(self.diffs) > DIFFS:
            raise TimedOut


def demand_of(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
) -> Demand:
    """What an operation of a valid document asks for."""
    fragments = {
        each.name.value: each
        for each in document.definitions
        if isinstance(each, FragmentDefinitionNode)
    }
    counting = _Counting(schema, fragments, variables)
    counting.follow(operation.selection_set, schema.get_root_type(operation.operation), 1)
    return counting.demand


@dataclass(frozen=True, slots=True)
class _Counting:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    demand: Demand = field(default_factory=Demand)

    def follow(self, selected: SelectionSetNode | None, kind: Any, times: int) -> None:
        """Count what is asked for below something of this type, of which there may be so many."""
        for each in selected.selections if selected else ():
            if self._is_left_out(each):
                continue
            match each:
                case FieldNode():
                    self._follow_field(each, kind, times)
                case FragmentSpreadNode(name=name):
                    fragment = self.fragments[name.value]
                    on = self.schema.get_type(fragment.type_condition.name.value)
                    self.follow(fragment.selection_set, on, times)
                case InlineFragmentNode(type_condition=condition, selection_set=inner):
                    on = self.schema.get_type(condition.name.value) if condition else kind
                    self.follow(inner, on, times)

    def _follow_field(self, asked: FieldNode, kind: Any, times: int) -> None:
        known = getattr(kind, "fields", {}).get(asked.name.value)
        if known is None:  # such as __typename
            return
        given = {each.name.value: self._value(each.value) for each in asked.arguments or ()}
        below = get_named_type(known.type)
        if below.name.endswith("Connection"):
            size = given.get("first") or given.get("last") or 1
            self.demand.add(asked.name.value, times, size)
        else:
            size = len(given["ids"]) if isinstance(given.get("ids"), list) else 1
        self.follow(asked.selection_set, below, times * size)

    def _value(self, node: ValueNode) -> Any:
        if isinstance(node, VariableNode):
            return self.variables.get(node.name.value)
        return value_from_ast_untyped(node, dict(self.variables))

    def _is_left_out(self, asked: Any) -> bool:
        return any(
            self._value(each.arguments[0].value) is (each.name.value == "skip")
            for each in asked.directives or ()
            if each.name.value in ("include", "skip")
        )
