"""The rules of known communities as files, `<name>.yaml`: whose each is, what it says, the policy.

    names()             # ("apache-code-change", "apache-procedural", ...)
    text("gitvote")     # the file, as it stands in this folder

`govbot.files.load_presets` reads them; docs/reference/presets.md shows them all.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["names", "text"]


@cache
def names() -> tuple[str, ...]:
    """Return the name of every preset, in the order of the alphabet."""
    stems = (each.name.removesuffix(".yaml") for each in files(__name__).iterdir())
    return tuple(
        sorted(stem for stem in stems if files(__name__).joinpath(f"{stem}.yaml").is_file())
    )


def text(name: str) -> str:
    """Return the file of the preset of this name; raise `KeyError` where there is none."""
    if name not in names():
        raise KeyError(name)
    return files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
