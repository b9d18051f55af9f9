"""What a workflow lacks of what `govbot init` writes.

    lacking(written, there)      # (("on", "issues", "types"), ("jobs", "govbot", "concurrency"))

More than is written is no lack: another event, another step, another key. Permissions are the exception,
for more of them is more harm. What is a matter of taste is not compared: names, time-outs, runners, the
commit of an action, when the schedule comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from govbot.core.workflow_files import Path, action_in

__all__ = ["lacking"]

TASTE = {"name", "timeout-minutes", "runs-on", "arguments", "cron"}


def lacking(written: Mapping[str, Any], there: Mapping[str, Any]) -> tuple[Path, ...]:
    """Return the paths at which `there` lacks what is `written`, in the order in which that stands."""
    named = () if written.get("name") == there.get("name") else (("name",),)
    return (*named, *_lacks(written, there, ()))


def _lacks(written: Any, there: Any, path: Path) -> Iterator[Path]:
    key = path[-1] if path else ""
    if key == "permissions":
        if written != there:
            yield path
    elif isinstance(written, Mapping):
        if not isinstance(there, Mapping):
            yield path
            return
        for name, value in written.items():
            if name in TASTE:
                continue
            if name in there:
                yield from _lacks(value, there[name], (*path, name))
            else:
                yield (*path, name)
    elif isinstance(written, list):
        yield from _lacks_of_list(written, there, path)
    elif key == "uses":
        if action_in(written) != action_in(there):
            yield path
    elif _plain(written) != _plain(there):
        yield path


def _lacks_of_list(written: list[Any], there: Any, path: Path) -> Iterator[Path]:
    """A list has to hold each thing that is written, in any place."""
    held = there if isinstance(there, list) else [there]
    for value in written:
        found = [tuple(_lacks(value, each, ())) for each in held]
        if not any(each == () for each in found):
            yield path
            return


def _plain(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value
