"""JSON Schemas of the files people write, for editors and for other programs.

    govbot schema body          # prints schema("body")

A file that begins with `# yaml-language-server: $schema=...` is completed and checked as it is typed.
The schemas are draft 2020-12. They say what a file may hold; the rules between values are the checks'.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, RootModel

from govbot.core.bodies import Body
from govbot.core.cases import Case
from govbot.core.documents import FrontMatter
from govbot.core.errors import UserError
from govbot.core.governance import Settings
from govbot.core.people import Person
from govbot.presets import names as preset_names

__all__ = ["SCHEMAS", "descriptions", "schema"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class PeopleFile(RootModel[list[Person]]):
    """Everybody the community's files name. Identity is the numeric id; a login may change."""


# One row for each kind of file: the model that reads it, and the title an editor shows.
SCHEMAS: Mapping[str, tuple[type[BaseModel], str]] = {
    "settings": (Settings, "governance/govbot.yaml: policies, lifecycle and settings"),
    "people": (PeopleFile, "governance/people.yaml: who people are"),
    "body": (Body, "governance/bodies/<slug>.yaml: a body and its roster"),
    "rfc": (FrontMatter, "The front matter of an RFC"),
    "case": (Case, "CASE.yaml: a vote for `govbot vote count`"),
}

# What govbot fills in itself, from the file's name and from other files.
FILLED_IN = {Body.__name__: Body.filled_in}

# What a policy has to say where it names no preset that says it: the key, and the keys inside it.
WITHOUT_PRESET = {
    "period": {"required": ["length"], "properties": {"extend": {"required": ["by"]}}}
}


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of this name; raise `UserError` naming those there are."""
    if name not in SCHEMAS:
        known = ", ".join(SCHEMAS)
        raise UserError(f"There is no schema `{name}`.", f"The schemas are: {known}.")
    model, title = SCHEMAS[name]
    made = model.model_json_schema(by_alias=True)
    for key, definition in {model.__name__: made, **made.get("$defs", {})}.items():
        _complete(key, definition)
    _allow_presets(made.get("$defs", {}))
    return {"$schema": DIALECT, **made, "title": title}


@cache
def descriptions() -> Mapping[str, Mapping[str, str]]:
    """Return what an editor says of each key, by model: `descriptions.json`, beside this module."""
    text = files("govbot").joinpath("descriptions.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = json.loads(text)
    return loaded


def _complete(name: str, definition: dict[str, Any]) -> None:
    """Say what each key means, and that no other is allowed."""
    properties = definition.get("properties")
    if properties is None:
        return
    definition["additionalProperties"] = False
    for filled_in in FILLED_IN.get(name, ()):
        del properties[filled_in]
    for key, value in properties.items():
        value["description"] = descriptions()[name][key]
        value.pop("title", None)
        # Whole tables as defaults would be shown in full; what a missing key means is described.
        if value.get("default", ...) is None or isinstance(value.get("default"), dict):
            del value["default"]
        # "At least one", said of a list that may be written as one text, is said of both.
        if (least := value.get("minLength")) is not None:
            for each in (value, *value.get("anyOf", ())):
                if each.get("type") == "array":
                    each["minItems"] = least


def _allow_presets(definitions: dict[str, Any]) -> None:
    """Say that a policy needs less where it names a preset, and can take away what that says."""
    policy = definitions.get("Policy")
    if policy is None:
        return
    properties = policy["properties"]
    kept = {"preset", *WITHOUT_PRESET}
    unset: dict[str, Any] = {}
    for key in properties.keys() - kept:
        value = properties[key]
        if {"type": "null"} in value.get("anyOf", ()):
            continue
        said = {name: value.pop(name) for name in ("description", "default") if name in value}
        properties[key] = {"anyOf": [value, {"type": "null"}], **said}
        unset[key] = {"not": {"type": "null"}}
    properties["preset"] = {
        "enum": [*preset_names()],
        "type": "string",
        "description": properties["preset"]["description"],
    }
    for name in ("Policy", "Period", "Extension"):
        del definitions[name]["required"]
    alone = {key: unset[key] for key in properties if key in unset} | WITHOUT_PRESET
    policy["anyOf"] = [
        {"required": ["preset"]},
        {"required": [*WITHOUT_PRESET], "properties": alone},
    ]
