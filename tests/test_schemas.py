"""The JSON Schemas say of a file what the models do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from govbot.core.errors import UserError
from govbot.files import load_yaml
from govbot.schemas import SCHEMAS, descriptions, schema
from tests.files.test_community import COUNCIL, PEOPLE, SETTINGS
from tests.files.test_documents import RFC

ROOT = Path(__file__).parent.parent
CASE = """\
policy: rfc-accept
electorate: [{login: ada, id: 1, weight: 1, affiliation: Acme}, ben]
opened: 2026-03-01T00:00:00Z
now: 2026-03-11T00:00:00Z
says:
  - {at: 2026-03-02T09:00:00Z, by: ada, text: "/vote yes"}
"""


def as_json(text: str) -> Any:
    """Read YAML as an editor does: YAML 1.2, days and times as text."""
    return json.loads(
        json.dumps(load_yaml(text, "f.yaml").data, default=lambda day: day.isoformat())
    )


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_is_one_of_the_2020_12_dialect(name: str) -> None:
    made = schema(name)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(made)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("settings", SETTINGS),
        ("people", PEOPLE),
        ("body", COUNCIL),
        ("rfc", RFC.split("---\n")[1]),
        ("case", CASE),
    ],
)
def test_the_examples_of_the_design_are_valid(name: str, text: str) -> None:
    validator = jsonschema_rs.validator_for(schema(name), validate_formats=True)
    assert [error.message for error in validator.iter_errors(as_json(text))] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("settings", "polices: {}"),
        ("settings", "lifecycle: {stages: {voting: {color: red}}}"),
        ("settings", "lifecycle: {transitions: [{from: a, to: b, on: whim}]}"),
        ("people", "ada: 1"),
        ("people", "- {github: ada smith}"),
        ("body", "name: Council"),
        ("body", "{name: Council, kind: council, slug: council}"),
        ("body", "{name: Council, kind: council, term: {length: 6}}"),
        ("rfc", "{title: T, authors: [], created: 2026-03-01}"),
        ("rfc", "{title: T, authors: [ada], created: 2026-03-01, status: accepted}"),
        ("case", "{policy: rfc-accept, electorate: [], opened: 2026-03-01T00:00:00Z}"),
    ],
)
def test_what_the_models_refuse_the_schemas_refuse(name: str, text: str) -> None:
    assert not jsonschema_rs.validator_for(schema(name)).is_valid(as_json(text))


def test_every_key_of_every_schema_is_described_and_nothing_else_is() -> None:
    used: dict[str, set[str]] = {}
    for name, (model, _) in SCHEMAS.items():
        made = schema(name)
        for key, definition in {model.__name__: made, **made.get("$defs", {})}.items():
            if "properties" in definition:
                used.setdefault(key, set()).update(definition["properties"])
    assert {model: set(keys) for model, keys in descriptions().items()} == used


def test_an_unknown_schema_is_answered_with_those_there_are() -> None:
    with pytest.raises(UserError) as raised:
        schema("bodies")
    assert raised.value.hint == "The schemas are: settings, people, body, rfc, case."


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_files_that_editors_read_are_up_to_date(name: str) -> None:
    written = json.loads((ROOT / "docs" / "schemas" / f"{name}.json").read_text())
    assert written == schema(name), "run `make docs`"


def test_yaml_of_version_1_1_is_understood_by_the_models_too() -> None:
    data = yaml.safe_load(SETTINGS)
    model, _ = SCHEMAS["settings"]
    assert model.model_validate(data) == model.model_validate(load_yaml(SETTINGS, "f.yaml").data)
