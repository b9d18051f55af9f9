"""Write docs/reference/cli.md from the commands themselves: what each does, its options, examples.

python scripts/write_cli_reference.py            # writes
python scripts/write_cli_reference.py --check    # ends with 1 where the page is stale
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from govbot.cli import cli

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "cli.md"
COMMAND = "python scripts/write_cli_reference.py"

BEGINNING = f"""\
<!-- Written by `{COMMAND}`; edit the commands in src/govbot/cli/ instead. -->

# The command line

Every command has `--help`. Lists are tables on a terminal, aligned columns in a pipe, and data for
programs with `--format json`, whose shape is kept stable. Colours follow `NO_COLOR`.

## Exit codes

| Code | Meaning |
|---|---|
| 0 | Done. |
| 1 | A finding, a negative answer, or something you can mend: standard error says what. |
| 2 | Wrong usage. |
| 3 | A bug: the traceback is in the log. |
"""


def main(arguments: list[str]) -> int:
    """Write the page, or say whether it is stale."""
    if "--check" not in arguments:
        PAGE.write_text(page(), encoding="utf-8")
        print(f"wrote {PAGE}")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    print(f"{PAGE} is stale: run {COMMAND}")
    return 1


def page() -> str:
    """Return the page as the commands have it now."""
    context = click.Context(cli, info_name="govbot")
    return "\n".join([BEGINNING, *_commands(cli, context, level=2)])


def _commands(group: click.Group, above: click.Context, level: int) -> Iterator[str]:
    for name in group.list_commands(above):
        command = group.commands[name]
        context = click.Context(command, info_name=name, parent=above)
        yield from _command(command, context, level)
        if isinstance(command, click.Group):
            yield from _commands(command, context, level + 1)


def _command(command: click.Command, context: click.Context, level: int) -> Iterator[str]:
    yield f"{'#' * level} `{context.command_path}`\n"
    yield inspect.cleandoc(command.help or "")
    yield ""
    if isinstance(command, click.Group):
        return
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"```text\n{context.command_path} {usage}\n```\n"
    options = [each for each in command.params if isinstance(each, click.Option)]
    if options:
        yield "| Option | Meaning |\n|---|---|"
        yield from (_option(each, context) for each in options)
        yield ""
    examples = [line.strip() for line in (command.epilog or "").splitlines()[2:]]
    yield "\n".join(["```sh", *examples, "```", ""])


def _option(option: click.Option, context: click.Context) -> str:
    record = option.get_help_record(context)
    assert record is not None  # noqa: S101 - no option here is hidden
    written, meaning = (part.replace("|", "\\|") for part in record)
    return f"| `{written}` | {meaning.replace('  [', ' [')} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
