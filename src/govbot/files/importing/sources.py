"""The files of another tool as data: every plain value as the text that was written.

    read_yaml(Groups, text, "sigs.yaml")     # Groups(sigs=[...]), or UserError with file and line
    read_toml(Team, text, "teams/docs.toml")

A login such as `007` stays `007`. Keys that govbot has no use for are passed over: the format is another's.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, model_validator

from govbot.core.errors import Place, UserError
from govbot.files.loading import Loaded, load_yaml
from govbot.files.strict_yaml import StrictLoader
from govbot.files.texts import read_text
from govbot.files.validation import raise_findings, require

__all__ = ["MOST_BYTES", "Foreign", "likely_format", "read_toml", "read_yaml", "yaml_data"]

MOST_BYTES = 20_000_000
"""A list of the people of a large foundation is a few megabytes."""

Model = TypeVar("Model", bound=BaseModel)


class Foreign(BaseModel):
    """A value of another tool's file: what govbot does not use is passed over, null is nothing."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_nothing(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: each for key, each in value.items() if each is not None}


class _Words(StrictLoader):
    """Reads every plain scalar as the text it is, but null and `<<`."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - PyYAML keeps them on the class


_TAG = "tag:yaml.org,2002:"
for _name, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("merge", r"<<", ["<"]),
):
    _Words.add_implicit_resolver(_TAG + _name, re.compile(rf"(?:{_pattern})\Z"), _first)


def read_yaml(model: type[Model], text: str, name: str) -> Model:
    """Return what a YAML text holds; raise `UserError` with the first that is wrong, and its line."""
    return require(model, yaml_data(text, name))


def yaml_data(text: str, name: str) -> Loaded:
    """Return what a YAML text holds, every plain value as it was written; raise `UserError`."""
    loaded = load_yaml(text, name, limit=MOST_BYTES)
    raise_findings(loaded.findings)
    # It was read without error a moment ago.
    data = _Words(text).get_single_data()
    return Loaded(name, data, (), text)


def likely_format(text: str, name: str) -> str | None:
    """Return the format that a YAML text plainly is of, by its keys; None where they do not tell."""
    loaded = load_yaml(text, name, limit=MOST_BYTES)
    data = loaded.data
    if loaded.findings or not isinstance(data, dict):
        return None
    if data.keys() & {"sigs", "workinggroups", "usergroups", "committees"}:
        return "kubernetes"
    if isinstance(data.get("teams"), list):
        return "clowarden"
    if data.keys() & {"orgs", "admins"} or isinstance(data.get("teams"), dict):
        return "peribolos"
    return None


def read_toml(model: type[Model], text: str, name: str) -> Model:
    """Return what a TOML text holds; raise `UserError` with the first that is wrong."""
    checked = read_text(text, name, MOST_BYTES)
    if not isinstance(checked, str):
        raise_findings((checked,))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(
            f"The file is not TOML: {error}.", "Mend it there first.", Place(name)
        ) from error
    return require(model, Loaded(name, data))
