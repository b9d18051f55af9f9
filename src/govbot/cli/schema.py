"""`govbot schema`: the JSON Schema of each kind of file that people write."""

from __future__ import annotations

import json
from pathlib import Path

import click

from govbot.cli.output import examples, print_json
from govbot.cli.values import judged

__all__ = ["schema"]


def _known(name: str) -> None:
    from govbot.schemas import schema as schema_of

    schema_of(name)


@click.command(
    epilog=examples(
        "govbot schema body",
        "govbot schema --all --output schemas",
    )
)
@click.argument("name", required=False, callback=judged(_known))
@click.option("--all", "every", is_flag=True, help="All of them, as files.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The folder to write NAME.json to; without it, the schema is printed.",
)
def schema(*, name: str | None, every: bool, output: Path | None) -> None:
    """Print the JSON Schema called NAME: settings, people, body, rfc or case."""
    from govbot.files.writing import write_together
    from govbot.schemas import SCHEMAS
    from govbot.schemas import schema as schema_of

    if every == (name is not None):
        raise click.UsageError(f"Give one name ({', '.join(SCHEMAS)}), or --all.")
    if every and output is None:
        raise click.UsageError("--all writes files: say where with --output DIR.")
    names = list(SCHEMAS) if every else [str(name)]
    made = {each: schema_of(each) for each in names}
    if output is None:
        print_json(made[names[0]])
        return
    texts = {
        output / f"{each}.json": json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        for each, content in made.items()
    }
    write_together(texts)
    for path in texts:
        click.echo(f"wrote {path}")
