"""Write the tables of docs/ that can be made from the code, so that they cannot say something else.

    python scripts/write_reference.py            # writes
    python scripts/write_reference.py --check    # ends with 1 where a page is not as it would be written

A page holds `<!-- table: keys Policy -->` and `<!-- end of table -->`; what is between is written here.
The rest of the page is prose, and is left alone.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from govbot.core.commands import COMMANDS
from govbot.core.lifecycle import DEFAULT_LIFECYCLE, Transition, Trigger
from govbot.core.policies import Extension, Period, Policy
from govbot.files import load_presets
from govbot.presets import text as preset_text
from govbot.schemas import SCHEMAS, schema

DOCS = Path(__file__).parent.parent / "docs"
# In a policy without a preset, which is what the tables are about.
NEEDED = {
    model.__name__: [name for name, field in model.model_fields.items() if field.is_required()]
    for model in (Policy, Period, Extension)
}
BLOCK = re.compile(r"(<!-- table: ([^>]+?) -->\n).*?(<!-- end of table -->)", re.DOTALL)


def main(arguments: list[str]) -> int:
    """Write every page, or say which are not as they would be written."""
    stale = []
    for page in sorted(DOCS.rglob("*.md")):
        before = page.read_text(encoding="utf-8")
        after = filled(before)
        if after == before:
            continue
        if "--check" in arguments:
            stale.append(page)
        else:
            page.write_text(after, encoding="utf-8")
            print(f"wrote {page.relative_to(DOCS.parent)}")
    for page in stale:
        print(f"{page.relative_to(DOCS.parent)} is stale: run python scripts/write_reference.py")
    return 1 if stale else 0


def filled(text: str) -> str:
    """Return a page with its tables as the code has them now."""

    def fill(match: re.Match[str]) -> str:
        name, *rest = match[2].split()
        lines = "\n".join(TABLES[name](*rest)).rstrip("\n")
        return f"{match[1]}\n{lines}\n\n{match[3]}"

    return BLOCK.sub(fill, text)


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a Markdown table."""
    columns = tuple(heads)
    yield row(columns)
    yield "|" + "---|" * len(columns)
    for cells in rows:
        yield row(cells)


def row(cells: Iterable[str]) -> str:
    """Return a row of a Markdown table; a `|` in a cell is part of its text."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def keys(model: str) -> Iterator[str]:
    """Yield the keys that a part of a file may hold: `keys Policy`."""
    definition = definitions()[model]
    needed = definition.get("required", NEEDED.get(model, ()))
    rows = (
        (
            f"`{key}`",
            type_words(each),
            default_words(each, is_needed=key in needed),
            each["description"],
        )
        for key, each in definition["properties"].items()
    )
    yield from table(("Key", "Value", "Default", "Meaning"), rows)


@cache
def definitions() -> Mapping[str, dict[str, Any]]:
    """Return every object of every schema, by the name of its model."""
    found: dict[str, dict[str, Any]] = {}
    for name, (model, _) in SCHEMAS.items():
        whole = schema(name)
        found |= {key: each for key, each in whole.get("$defs", {}).items() if "properties" in each}
        if "properties" in whole:
            found[model.__name__] = whole
    return found


def type_words(value: Mapping[str, Any]) -> str:
    """Say in words what a value may be."""
    if "$ref" in value:
        return reference_words(value["$ref"].rpartition("/")[2])
    examples = [str(each) for each in value.get("examples", ())]
    if "6 months" in examples:
        return "a length of time"
    if "2/3" in examples:
        return "a share or a number"
    if value.get("type") == ["integer", "string"]:
        return "a number or a fraction"
    if "anyOf" in value:
        kinds = [type_words(each) for each in value["anyOf"] if each.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if "enum" in value:
        return ", ".join(f"`{each}`" for each in value["enum"])
    if "const" in value:
        return f"`{value['const']}`"
    return plain_type_words(value)


def plain_type_words(value: Mapping[str, Any]) -> str:
    """Say in words what a value without alternatives may be."""
    match value.get("type"), value.get("format"):
        case "string", "date":
            return "a day"
        case "string", "date-time":
            return "a time"
        case "string", _:
            return "text"
        case "integer", _:
            return "a whole number"
        case "number", _:
            return "a number"
        case "boolean", _:
            return "`true`, `false`"
        case "array", _:
            return f"a list: {type_words(value['items'])}"
        case "object", _:
            return f"names, each with {type_words(value['additionalProperties'])}"
    raise ValueError(f"no words for {value}")


def reference_words(model: str) -> str:
    """Say in words what a named type is: its values, or a link to its keys."""
    for name in SCHEMAS:
        definition = schema(name).get("$defs", {}).get(model, {})
        if "enum" in definition:
            return ", ".join(f"`{each}`" for each in definition["enum"])
    return f"[{model_words(model)}]({page_of(model)}#{anchor(model)})"


@cache
def page_of(model: str) -> str:
    """Return the page of docs/reference/ that holds the keys of a model."""
    marker = f"<!-- table: keys {model} -->"
    pages = (DOCS / "reference").glob("*.md")
    return next(page.name for page in pages if marker in page.read_text(encoding="utf-8"))


def model_words(model: str) -> str:
    """Return a model's name in words: `PassRule` is `pass rule`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model).lower()


def anchor(model: str) -> str:
    """Return the anchor of a model's heading."""
    return model_words(model).replace(" ", "-")


def default_words(value: Mapping[str, Any], *, is_needed: bool) -> str:
    """Say what holds without the key."""
    if is_needed:
        return "needed"
    default = value.get("default")
    if default in (None, "", [], {}):
        return ""
    if isinstance(default, list):
        return f"`[{', '.join(map(str, default))}]`"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def commands() -> Iterator[str]:
    """Yield every comment command."""
    rows = ((f"`{each.syntax}`", each.who, each.does, f"`{each.example}`") for each in COMMANDS)
    yield from table(("Write", "Who", "What it does", "Example"), rows)


def stages() -> Iterator[str]:
    """Yield the stages of the default lifecycle."""
    lifecycle = DEFAULT_LIFECYCLE
    rows = (
        (
            f"`{name}`",
            f"`{lifecycle.label(name)}`",
            f"`{stage.color}`",
            str(stage.minimum or ""),
            "yes" if stage.end else "",
            stage.says,
        )
        for name, stage in lifecycle.stages.items()
    )
    yield from table(("Stage", "Label", "Colour", "Minimum", "End", "Says"), rows)


def transitions() -> Iterator[str]:
    """Yield the transitions of the default lifecycle."""
    rows = (
        (names(each.from_), f"`{each.to}`", trigger_words(each), names(each.by), names(each.needs))
        for each in DEFAULT_LIFECYCLE.transitions
    )
    yield from table(("From", "To", "On", "By", "Needs"), rows)


def names(values: Iterable[str]) -> str:
    """Return names as code, one after the other."""
    return ", ".join(f"`{each}`" for each in values)


def trigger_words(each: Transition) -> str:
    """Return what makes the move, and the vote it opens."""
    return f"`{each.on}`" + (f", opens `{each.opens}`" if each.opens else "")


def diagram() -> Iterator[str]:
    """Yield the main way of the default lifecycle as a Mermaid diagram, without the ways out."""
    aside = {"withdrawn", "postponed", "superseded"}
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {DEFAULT_LIFECYCLE.initial}"
    for each in DEFAULT_LIFECYCLE.transitions:
        for origin in each.from_:
            if not aside & {origin, each.to}:
                yield f"    {origin} --> {each.to}: {diagram_words(each)}"
    yield "```"


def diagram_words(each: Transition) -> str:
    """Return what stands on an arrow."""
    if each.on is not Trigger.COMMAND:
        return each.on.replace("-", " ")
    return "/vote open" if each.opens else f"/rfc advance {each.to}"


def presets() -> Iterator[str]:
    """Yield a section for each preset: whose rule it is, what it says, what was chosen, the policy."""
    for name, preset in load_presets().items():
        yield from (f"## {name}", "", preset.about, "")
        yield from (f"**It says:** {preset.says} ([Source]({preset.source}))", "")
        yield from ("**What was chosen:**", "")
        yield from (f"- {each}" for each in preset.chosen)
        yield from ("", "```yaml", "# governance/govbot.yaml", "policies:", f"  {name}:")
        yield from (
            f"  {line}" for line in preset_text(name).partition("\npolicy:\n")[2].splitlines()
        )
        yield from ("```", "")


TABLES: Mapping[str, Callable[..., Iterator[str]]] = {
    "keys": keys,
    "commands": commands,
    "stages": stages,
    "transitions": transitions,
    "diagram": diagram,
    "presets": presets,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
