"""The presets, read when one is named.

    load_presets()["gitvote"].says                 # what the rule says, in words
    policies_and_presets(settings.all_policies)    # a community's policies, and behind them the presets
    validate(Settings, loaded)                     # here `{preset: gitvote, pass: ...}` finds its preset

Nothing is read before it is asked for: a community that names no preset does not wait for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import Field

from govbot import presets
from govbot.core.model import Strict
from govbot.core.policies import Policy, over_preset
from govbot.files.loading import load_yaml

__all__ = [
    "VALIDATION_CONTEXT",
    "Preset",
    "load_presets",
    "policies_and_presets",
    "with_presets",
]


class Preset(Strict):
    """The rule of a community. `source` is a public address that states it.

    `chosen` says what was decided where the wording leaves a choice, and why.
    """

    about: str = Field(min_length=1)
    source: str = Field(pattern=r"^https://[^\s]+$")
    says: str = Field(min_length=1)
    chosen: tuple[str, ...] = Field(min_length=1)
    policy: dict[str, Any]


@cache
def load_presets() -> Mapping[str, Preset]:
    """Return every preset by its name, in the order of the alphabet."""
    return {name: _load(name) for name in presets.names()}


def _load(name: str) -> Preset:
    loaded = load_yaml(presets.text(name), f"{name}.yaml")
    assert not loaded.findings, loaded.findings  # noqa: S101 - the files are govbot's own
    return Preset.model_validate(loaded.data)


def policies_and_presets(own: Mapping[str, Policy]) -> Mapping[str, Policy]:
    """Return a community's own policies, and the presets behind them: of one name, its own."""
    made = {
        name: Policy.model_validate(preset.policy)
        for name, preset in load_presets().items()
        if name not in own
    }
    return {**own, **made}


class _PresetData(Mapping[str, Mapping[str, Any]]):
    """The policy of every preset, as data. They are read when the first is asked for."""

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        return load_presets()[name].policy

    def __iter__(self) -> Iterator[str]:
        return iter(load_presets())

    def __len__(self) -> int:
        return len(load_presets())


PRESET_DATA = _PresetData()
VALIDATION_CONTEXT: Mapping[str, Any] = {"presets": PRESET_DATA}
"""What Pydantic is given beside a file, so that a policy in it may name a preset."""


def with_presets(data: object) -> object:
    """Return a file's data with every policy that changes a preset written out, as models see it."""
    match data:
        case dict():
            name = data.get("preset")
            is_known = isinstance(name, str) and name in PRESET_DATA
            whole: dict[Any, Any] = over_preset(data, PRESET_DATA) if is_known else data
            return {key: with_presets(value) for key, value in whole.items()}
        case list():
            return [with_presets(each) for each in data]
        case _:
            return data
