"""What a model refuses, as findings: all at once, each at the key or value it is about.

    body = validate(Body, load_yaml(path, "governance/bodies/council.yaml"))
    # a Body, or findings: council.yaml:4:3  unknown-key  Unknown key `lenght` in `term`.

A sentence says what was found, its hint what is allowed.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from govbot.core.errors import Place, UserError
from govbot.core.findings import MOST, Finding, Level, bounded
from govbot.core.spelling import did_you_mean
from govbot.files.keys import accepted_keys
from govbot.files.presets import VALIDATION_CONTEXT, with_presets
from govbot.files.wording import expected, in_words, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

    from govbot.files.loading import Loaded, Path_

__all__ = ["Findings", "findings_of", "raise_findings", "require", "validate"]

Findings = tuple[Finding, ...]
Model = TypeVar("Model", bound=BaseModel)

SHOWN = 10


def validate(model: type[Model], loaded: Loaded) -> Model | Findings:
    """Return the model that `loaded` holds, or everything that is wrong with it."""
    if loaded.findings:
        return loaded.findings
    try:
        return model.model_validate(loaded.data, context=VALIDATION_CONTEXT)
    except ValidationError as error:
        return findings_of(error, model, loaded)


def require(model: type[Model], loaded: Loaded) -> Model:
    """Return the model that `loaded` holds; raise `UserError` with the first findings."""
    found = validate(model, loaded)
    if isinstance(found, tuple):
        _raise(found)
    return found


def raise_findings(findings: Findings) -> None:
    """Raise the errors among the findings as one `UserError`, if there are any."""
    if errors := [each for each in findings if each.level is Level.ERROR]:
        _raise(errors)


def _raise(errors: Sequence[Finding]) -> NoReturn:
    first, rest = errors[0], errors[1:]
    details = [f"{_place(each)}: {each.message} {each.hint}".rstrip() for each in rest[:SHOWN]]
    if len(rest) > SHOWN:
        details.append(f"... and {len(rest) - SHOWN} more; `govbot check` lists them all.")
    message = f"{first.message} {first.hint}".rstrip()
    raise UserError(message, place=_place(first), details=tuple(details))


def findings_of(
    error: ValidationError,
    model: type[BaseModel],
    loaded: Loaded,
    *,
    data: object = None,
    inside: int = 0,
) -> Findings:
    """Turn Pydantic's errors into findings.

    Where the model was given more than the file holds, `data` is what it was given, and `inside` is
    how many keys deep the file's content lies in it.
    """
    data = with_presets(loaded.data) if data is None else data
    errors_in_all = error.errors(include_url=False)
    # What is said of one file has a bound, and so has the time that it takes to find each place.
    placed = [(_resolve(each, data), each) for each in errors_in_all[: MOST + 1]]
    findings = []
    # Pydantic reports each branch of a union; its errors share the path and stand together.
    for (_, union), group in groupby(placed, key=lambda pair: (pair[0].union, pair[0].union)):
        errors = list(group)
        if union is not None and (begun := [e for e in errors if _is_begun(*e, union, data)]):
            errors = begun
        elif union is not None:
            findings.append(_no_branch(errors, union, data, loaded, inside))
            continue
        findings += [
            _finding(path.path, each, model, loaded, data, inside) for path, each in errors
        ]
    told = tuple(dict.fromkeys(findings))
    return bounded(told, len(errors_in_all)) if len(errors_in_all) > MOST else told


class _Resolved:
    """Where an error is in the data, and the union it comes from: its path, or None."""

    def __init__(self, path: Path_, union: Path_ | None) -> None:
        self.path = path
        self.union = union


def _resolve(error: ErrorDetails, data: object) -> _Resolved:
    """Take out of Pydantic's location what is no key of the data: the names of union branches."""
    path: list[str | int] = []
    union: Path_ | None = None
    location = error["loc"]
    for at, part in enumerate(location):
        is_last = at == len(location) - 1
        if isinstance(data, dict) and (part in data or (is_last and error["type"] == "missing")):
            path.append(part)
            data = data.get(part)
        elif isinstance(data, list | tuple) and isinstance(part, int) and part < len(data):
            path.append(part)
            data = data[part]
        elif isinstance(part, str) and union is None and part != "[key]":
            union = tuple(path)
    # A validator of a whole model says which part of it is wrong.
    path += error.get("ctx", {}).get("at", ())
    return _Resolved(tuple(path), union)


def _is_begun(resolved: _Resolved, error: ErrorDetails, union: Path_, data: object) -> bool:
    """Say whether an error comes from the branch of a union that the value is meant to be."""
    if len(resolved.path) > len(union):
        return True
    is_ours = error["type"] == "value_error" or "at" in error.get("ctx", {})
    return is_ours and isinstance(_value(data, union), dict)


def _no_branch(
    errors: Sequence[tuple[_Resolved, ErrorDetails]],
    path: Path_,
    data: object,
    loaded: Loaded,
    inside: int,
) -> Finding:
    value = _value(data, path)
    wanted = [each for _, error in errors if (each := expected(error))]
    key = _key(path)
    if not wanted:
        id, message, hint = wording(errors[0][1], key, value)
        return Finding.error(id, loaded.place(path[inside:]), message, hint)
    message = f"`{key}` is {in_words(value)}; that is not allowed."
    hint = f"Allowed: {'; or '.join(dict.fromkeys(wanted))}."
    return Finding.error("wrong-value", loaded.place(path[inside:]), message, hint)


def _finding(
    path: Path_,
    error: ErrorDetails,
    model: type[BaseModel],
    loaded: Loaded,
    data: object,
    inside: int,
) -> Finding:
    in_file = path[inside:]
    match error["type"]:
        case "extra_forbidden":
            allowed = accepted_keys(model, path[:-1])
            hint = f"{did_you_mean(str(path[-1]), allowed)}Allowed: {', '.join(allowed)}."
            message = f"Unknown key `{path[-1]}`{_within(in_file[:-1])}."
            return Finding.error("unknown-key", loaded.key_place(in_file), message, hint)
        case "missing":
            message = f"The key `{path[-1]}` is missing{_within(in_file[:-1])}."
            return Finding.error(
                "missing-key", loaded.place(in_file[:-1]), message, f"Add `{path[-1]}: ...`."
            )
        case _ if not in_file:
            wanted = expected(error)
            if wanted is not None:
                message = f"The file holds {in_words(_value(data, path))}; {wanted} is expected."
                return Finding.error("wrong-type", loaded.place(), message, "")
    id, message, hint = wording(error, _key(path), _value(data, path))
    return Finding.error(id, loaded.place(in_file), message, hint)


def _key(path: Path_) -> str:
    """Name the value at `path`: `terms[0]`, `end`."""
    last = next((at for at in range(len(path) - 1, -1, -1) if isinstance(path[at], str)), 0)
    return "".join(f"[{part}]" if isinstance(part, int) else part for part in path[last:])


def _within(path: Path_) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return f" in `{text.removeprefix('.')}`" if text else ""


def _value(data: object, path: Path_) -> object:
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(part, int) and isinstance(data, list | tuple) and part < len(data):
            data = data[part]
    return data


def _place(finding: Finding) -> Place:
    return Place(finding.file, finding.line, finding.column)
