"""A policy written as a change of a preset: `{preset: gitvote, pass: {at_least: 75%}}`.

    over_preset({"preset": "gitvote", "pass": {"at_least": "75%"}}, presets)
    # everything the preset says, with the pass rule's bound changed

Mappings are changed key by key. What can only be said in one way is said in the new one: `at_least`
replaces `more_than`, and `all` a `pass`. A key that is set to nothing is taken away. What the preset
says of a tie goes with the amount that can be tied.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govbot.core.model import misplaced
from govbot.core.spelling import did_you_mean

__all__ = ["over_preset"]

AMOUNTS = frozenset({"more_than", "at_least", "plurality"})

ALTERNATIVES = (
    AMOUNTS,
    frozenset({"pass", "all", "any"}),
    frozenset({"discussions", "issue"}),
)


def over_preset(value: Any, presets: Mapping[str, Mapping[str, Any]]) -> Any:
    """Return a policy's data with what its `preset` says; raise `ValueError` where there is none such."""
    if not isinstance(value, dict) or "preset" not in value:
        return value
    name = value["preset"]
    if not isinstance(name, str) or name not in presets:
        known = ", ".join(sorted(presets)) or "none are known here"
        raise misplaced(
            f"there is no preset `{name}`; the presets are: {known}",
            "preset",
            hint=did_you_mean(str(name), presets).strip(),
        )
    changes = {key: each for key, each in value.items() if key != "preset"}
    return _changed(presets[name], changes)


def _changed(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    given = {key for key, value in changes.items() if value is not None}
    replaced = {
        other
        for group in ALTERNATIVES
        if not group.isdisjoint(given)
        for other in group - set(changes)
    }
    if not {"all", "any"}.isdisjoint(given):
        # What goes with a pass rule goes with it.
        replaced |= {"tie", "silence", "minimum_yes"} - set(changes)
    if isinstance(changes.get("pass"), dict) and not AMOUNTS.isdisjoint(changes["pass"]):
        replaced |= {"tie"} - set(changes)
    result = {key: value for key, value in base.items() if key not in replaced}
    for key, value in changes.items():
        before = result.get(key)
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict) and isinstance(before, dict):
            result[key] = _changed(before, value)
        else:
            result[key] = value
    return result
