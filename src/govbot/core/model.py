"""The one way in which the core's values are modelled: frozen, and strict about their keys.

    raise misplaced("the veto is given to wg, who may not vote here", "veto", "by")

A validator of a whole model says so which part of it is wrong.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

__all__ = ["Strict", "misplaced"]


class Strict(BaseModel):
    """A value that never changes and refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    filled_in: ClassVar[frozenset[str]] = frozenset()
    """The fields that follow from elsewhere, and that no file may hold."""


def misplaced(problem: str, *at: str | int, hint: str = "") -> PydanticCustomError:
    """Return the error for a validator to raise where `problem` is about a part of its model.

    `at` is where the part is in the model's data, `hint` what would work.
    """
    return PydanticCustomError(
        "wrong-value", "{problem}", {"problem": problem, "at": at, "hint": hint}
    )
