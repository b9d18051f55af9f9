"""Exact shares and counts: `2/3`, `66.67%`, a whole number such as `3`, `all`, `all but 1`.

    >>> Amount.parse("2/3")
    Amount(value=Fraction(2, 3), kind='share', text='2/3')

Ratios are `fractions.Fraction`, never floats, so `66.67%` is exactly 6667/10000 and is never taken
for two thirds. A bare `66.67` or `0.5` says neither, and is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, assert_never

from pydantic_core import core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

__all__ = ["Amount"]

ALLOWED = "Write a fraction (2/3), a percentage (66.67%), a whole number (3), `all` or `all but 1`."


@dataclass(frozen=True, slots=True)
class Amount:
    """A share of something, a whole number, or all but so many; `text` is as it was written."""

    value: Fraction
    kind: Literal["share", "count", "all-but"]
    text: str

    @classmethod
    def parse(cls, value: object) -> Amount:
        """Read an amount; raise `ValueError` with what is allowed when it is not one.

        A whole number is a count. A fraction or percentage is a share, from 0 to 1.
        """
        if isinstance(value, Amount):
            return value
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ValueError(f"`{value}` is neither a share nor a count. {ALLOWED}")
        text = str(value).strip()
        if re.fullmatch(r"[0-9]{1,9}", text):
            return cls(Fraction(int(text)), "count", text)
        if match := re.fullmatch(r"all(?:\s+but\s+([0-9]{1,9}))?", text, re.IGNORECASE):
            but = int(match[1] or 0)
            return cls(Fraction(but), "all-but", f"all but {but}" if but else "all")
        if match := re.fullmatch(r"([0-9]{1,9})\s*/\s*([0-9]{1,9})", text):
            if int(match[2]) == 0:
                raise ValueError(f"`{text}` divides by zero. {ALLOWED}")
            share = Fraction(int(match[1]), int(match[2]))
            text = f"{match[1]}/{match[2]}"
        elif match := re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,9})?)\s*%", text):
            share = Fraction(match[1]) / 100
            text = f"{match[1]}%"
        else:
            raise ValueError(f"`{text}` is neither a share nor a count. {ALLOWED}")
        if share > 1:
            raise ValueError(f"`{text}` is more than the whole. {ALLOWED}")
        return cls(share, "share", text)

    @property
    def is_share(self) -> bool:
        """Say whether this is a share of something."""
        return self.kind == "share"

    @property
    def is_count(self) -> bool:
        """Say whether this is a number, whatever it is compared with."""
        return self.kind == "count"

    def of(self, base: Fraction) -> Fraction:
        """Return how much this asks for, given what it is a part of."""
        match self.kind:
            case "share":
                return self.value * base
            case "count":
                return self.value
            case "all-but":
                return max(base - self.value, Fraction(0))
            case _:
                assert_never(self.kind)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: Any, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda amount: int(amount.value) if amount.is_count else amount.text
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "anyOf": [
                {"type": "integer", "minimum": 0},
                {
                    "type": "string",
                    "pattern": r"^\d+\s*/\s*\d+$|^\d{1,3}(\.\d+)?\s*%$|^all( but \d+)?$",
                },
            ],
            "examples": ["2/3", "66.67%", 3, "all but 1"],
        }
