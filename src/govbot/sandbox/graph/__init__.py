"""The sandbox's GraphQL interface: `execute` answers a document against a world."""

from __future__ import annotations

from govbot.sandbox.graph.execute import demand, execute, makes_content, operation_names

__all__ = ["demand", "execute", "makes_content", "operation_names"]
