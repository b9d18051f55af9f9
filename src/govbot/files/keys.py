"""Which keys a model takes at a place in the data.

accepted_keys(Settings, ("policies", "rfc-accept", "period"))   # ["length", "minimum", ...]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeGuard, get_args, get_origin

from pydantic import BaseModel

from govbot.core.model import Strict

__all__ = ["accepted_keys"]


def accepted_keys(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """Return the keys of the models that can stand at `path`, in the order they are declared."""
    found: list[Any] = [model]
    for part in path:
        found = [inner for annotation in found for inner in _inside(annotation, part)]
    models = [each for annotation in found for each in _alternatives(annotation) if _is_model(each)]
    names = (name for each in models for name in _fields(each) if name not in filled_in(each))
    return list(dict.fromkeys(names))


def filled_in(model: type[BaseModel]) -> frozenset[str]:
    """Return the fields of a model that no file may hold."""
    return model.filled_in if issubclass(model, Strict) else frozenset()


def _inside(annotation: object, part: str | int) -> list[Any]:
    inside = []
    for each in _alternatives(annotation):
        if _is_model(each):
            inside += [field for name, field in _fields(each).items() if name == part]
        elif isinstance(get_origin(each), type) and issubclass(get_origin(each), Mapping):
            inside.append(get_args(each)[1])
        elif get_origin(each) in {list, tuple} and isinstance(part, int):
            inside.append(get_args(each)[0])
    return inside


def _alternatives(annotation: object) -> list[Any]:
    """Take off `Annotated`, and take apart unions."""
    if get_origin(annotation) in {list, tuple, dict} or isinstance(annotation, type):
        return [annotation]
    if get_origin(annotation) is Annotated:
        return _alternatives(get_args(annotation)[0])
    return [each for argument in get_args(annotation) for each in _alternatives(argument)]


def _is_model(annotation: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}
