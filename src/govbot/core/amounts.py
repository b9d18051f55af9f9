"""Exact shares and counts: `2/3`, `1/2`, `66.67%`, or a whole number such as `3`.

    >>> Amount.parse("2/3")
    Amount(value=Fraction(2, 3), is_share=True, text='2/3')

Ratios are `fractions.Fraction`, never floats, so `66.67%` is exactly 6667/10000 and is never taken
for two thirds. A bare `66.67` or `0.5` says neither, and is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pydantic_core import core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

__all__ = ["Amount"]

ALLOWED = "Write a fraction (2/3), a percentage (66.67%) or a whole number of ballots (3)."


@dataclass(frozen=True, slots=True)
class Amount:
    """A share of something, or a whole number of ballots; `text` is how its author wrote it."""

    value: Fraction
    is_share: bool
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
            return cls(Fraction(int(text)), is_share=False, text=text)
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
        return cls(share, is_share=True, text=text)

    def of(self, base: Fraction) -> Fraction:
        """Return how much this asks for, given what it is a share of."""
        return self.value * base if self.is_share else self.value

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: Any, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda amount: amount.text if amount.is_share else int(amount.value)
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "anyOf": [
                {"type": "integer", "minimum": 0},
                {"type": "string", "pattern": r"^\d+\s*/\s*\d+$|^\d{1,3}(\.\d+)?\s*%$"},
            ],
            "examples": ["2/3", "66.67%", 3],
        }
