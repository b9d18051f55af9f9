"""How the parts of a policy are written: names, choices, and words with a space or a hyphen.

electorate: council            the same as [council]
counting: [yes, no]            YAML 1.1's booleans are taken for the choices they were
close_early: all voted         the same as all-voted
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from govbot.core.choices import Choice

__all__ = ["Choices", "Hyphenated", "Names", "OneChoice", "as_list", "once_each"]


def as_list(value: Any) -> Any:
    """Accept one of something where a list of it may stand."""
    return [value] if isinstance(value, str | dict) else value


def _as_choice(value: Any) -> Any:
    """Accept the booleans that YAML 1.1 makes of a bare `yes` and `no`."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _as_choices(value: Any) -> Any:
    return [_as_choice(each) for each in value] if isinstance(value, list | tuple) else value


def once_each(value: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return `value`; raise `ValueError` where something stands in it twice."""
    repeated = [str(each) for each in dict.fromkeys(value) if value.count(each) > 1]
    if repeated:
        raise ValueError(f"{' and '.join(repeated)} stands here more than once")
    return value


def _hyphenated(value: Any) -> Any:
    return value.replace(" ", "-") if isinstance(value, str) else value


Hyphenated = BeforeValidator(_hyphenated)
"""Before a `Literal` of words with hyphens: they may be written with spaces too."""

Names = Annotated[
    tuple[str, ...],
    BeforeValidator(as_list, json_schema_input_type=str | tuple[str, ...]),
    AfterValidator(once_each),
    Field(min_length=1),
]
OneChoice = Annotated[Choice, BeforeValidator(_as_choice)]
Choices = Annotated[
    tuple[Choice, ...],
    BeforeValidator(_as_choices),
    AfterValidator(once_each),
    Field(min_length=1),
]
