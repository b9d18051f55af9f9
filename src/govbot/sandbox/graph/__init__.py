"""The sandbox's GraphQL interface: `execute` answers a document against a world."""

from __future__ import annotations

from govbot.sandbox.graph.execute import execute, operation_names

__all__ = ["execute", "operation_names"]
