"""Every example in the documentation is what it says: commands exist, files are valid, votes come out."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import click
import pytest
import yaml
from pydantic import BaseModel

from govbot.cli import cli
from govbot.core.bodies import Body
from govbot.core.cases import Case, evaluate
from govbot.core.commands import Refusal, parse
from govbot.core.documents import FrontMatter
from govbot.core.governance import Settings
from govbot.core.people import People
from govbot.core.policies import DEFAULT_POLICIES, Policy
from govbot.files import VALIDATION_CONTEXT, load_yaml, policies_and_presets
from tests.docs.pages import PAGES, PROJECT, Block, every_block, identity

SHELL = tuple(every_block("console", "sh"))
YAML = tuple(every_block("yaml"))
CASES = tuple(block for block in YAML if block.head.startswith("# case.yaml"))
INLINE = re.compile(r"`govbot ([a-z][^`]*)`")
RESERVED = {"OWNER/NAME", "LOGIN", "BODY"}


def commands() -> Iterator[tuple[str, str]]:
    """Yield every command line of govbot in the documentation, and where it stands."""
    for block in SHELL:
        for line in block.text.splitlines():
            for command in re.findall(
                r"(?:^|\$ |bin/|\()govbot( [^)\"|]*(?:\"[^\"]*\"[^|]*)?)", line
            ):
                yield command.strip(), str(block)
    for page in PAGES:
        for command in INLINE.findall(page.read_text(encoding="utf-8")):
            yield command, page.relative_to(PROJECT).as_posix()


COMMANDS = sorted(set(commands()))


def test_there_are_commands_and_examples_to_test() -> None:
    assert len(COMMANDS) > 40
    assert len(CASES) >= 2
    assert len(YAML) > 15


@pytest.mark.parametrize(("line", "where"), COMMANDS, ids=identity)
def test_every_command_line_is_one_that_govbot_takes(line: str, where: str) -> None:
    words = shlex.split(line, comments=True)
    command: click.Command = cli
    context = click.Context(cli, info_name="govbot")
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name = words.pop(0)
        found = command.get_command(context, name)
        assert found is not None, f"{where}: there is no `govbot {line}`"
        command, context = found, click.Context(found, parent=context, info_name=name)
    options = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
    options |= set(command.get_help_option_names(context))
    for word in words:
        if word.startswith("--"):
            assert word.partition("=")[0] in options, f"{where}: `govbot {line}`: no option {word}"
    if words and not any(word.isupper() or word in ("...", "N") for word in words):
        parsed = [word for word in words if word not in context.help_option_names]
        command.make_parser(context).parse_args(list(parsed))


@pytest.mark.parametrize("block", YAML, ids=identity)
def test_every_yaml_example_is_valid(block: Block) -> None:
    data = without_booleans(block)
    match model_of(block):
        case None:
            assert data is not None
        case model:
            given = {"people": data} if model is People else data
            if model is Body and block.head.endswith("(part)"):
                given = {"name": "Community Council", "kind": "council"} | data
            model.model_validate(given, context=VALIDATION_CONTEXT)


@pytest.mark.parametrize("block", CASES, ids=identity)
def test_every_case_comes_out_as_the_page_says(block: Block) -> None:
    outcome = block.head.removeprefix("# case.yaml, outcome: ")
    case = Case.model_validate(without_booleans(block), context=VALIDATION_CONTEXT)
    assert evaluate(case, policies_and_presets(DEFAULT_POLICIES)).outcome == outcome


def test_the_count_in_words_is_the_one_that_is_shown() -> None:
    [block] = [each for each in CASES if each.page.name == "verify-a-vote.md"]
    answer = evaluate(Case.model_validate(without_booleans(block)), DEFAULT_POLICIES)
    page = block.page.read_text(encoding="utf-8")
    for line in answer.explanation:
        assert f"  {line}\n" in page
    for each in answer.refused:
        assert f"  {each.by}: {each.why}\n" in page


@pytest.mark.parametrize("block", tuple(every_block("text")), ids=identity)
def test_every_command_in_an_example_comment_is_understood(block: Block) -> None:
    commands = [line for line in block.text.splitlines() if line.startswith(("/", "+1", "-1"))]
    for line in commands:
        assert not any(isinstance(each, Refusal) for each in parse(line)), line


def model_of(block: Block) -> type[BaseModel] | None:
    """Return the model of the file that an example says it is; None for a workflow or a part."""
    file = block.head.removeprefix("# ")
    match file.split(", ")[0].split(" ")[0]:
        case "governance/govbot.yaml":
            return Settings
        case "governance/people.yaml":
            return People
        case name if name.startswith("governance/bodies/"):
            return Body
        case "front":
            return FrontMatter
        case "case.yaml":
            return Case
        case "new-rule.yaml":
            return Policy
        case name if name.startswith((".github/", ".pre-commit", "yaml-language-server")):
            return None
    raise AssertionError(f"{block} does not say in its first line which file it is")


def without_booleans(block: Block) -> Any:
    """Read YAML as govbot does: `yes` is a word."""
    if model_of(block) is None:
        return yaml.safe_load(block.text) or block.text
    loaded = load_yaml(block.text.encode(), str(block))
    assert not loaded.findings, loaded.findings
    return loaded.data
