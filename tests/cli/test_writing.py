"""`govbot report`, `schema`, `sandbox serve` and `demo`."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from govbot.schemas import SCHEMAS, schema
from tests.cli.conftest import GOVERNANCE, Clone, Govbot
from tests.core.scene import Scene

ROOT = Path(__file__).parents[2]


def test_a_report_is_markdown_or_one_page(
    govbot: Govbot, clone: Clone, decided: Scene, tmp_path: Path
) -> None:
    clone.ledger({12: decided.records})
    page = tmp_path / "governance.html"

    markdown = govbot("report")
    html = govbot("report", "--format", "html", "--output", page)

    assert "Community Council" in markdown.stdout
    assert "One ledger" in markdown.stdout
    assert html.stdout == f"wrote {page}\n"
    assert page.read_text("utf-8").lower().startswith("<!doctype html>")
    assert "Community Council" in page.read_text("utf-8")


def test_a_report_without_the_ledger_is_refused_and_not_empty(govbot: Govbot, clone: Clone) -> None:
    done = govbot("report")

    assert (done.exit_code, done.stdout) == (1, "")
    assert "does not have the ledger branch" in done.stderr


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_printed_by_name(govbot: Govbot, name: str) -> None:
    assert json.loads(govbot("schema", name).stdout) == schema(name)


def test_all_schemas_are_written_as_files(govbot: Govbot, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "schemas"

    done = govbot("schema", "--all", "--output", folder)

    assert done.exit_code == 0
    assert {path.stem for path in folder.iterdir()} == set(SCHEMAS)
    assert json.loads((folder / "body.json").read_text("utf-8")) == schema("body")


def test_an_unknown_schema_names_those_that_are(govbot: Govbot) -> None:
    done = govbot("schema", "bodies")

    assert done.exit_code == 2
    assert "There is no schema `bodies`.\nThe schemas are: settings, " in done.stderr


def test_the_sandbox_serves_these_rules_until_it_is_interrupted_and_keeps_its_state(
    clone: Clone, tmp_path: Path
) -> None:
    copy = Clone(tmp_path / "copy")
    state = tmp_path / "sandbox.json"
    command = [sys.executable, "-m", "govbot", "sandbox", "serve", "--state", str(state)]
    with subprocess.Popen(
        [*command, "--repository", "example/rehearsal"],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as served:
        try:
            assert served.stdout is not None
            first = served.stdout.readline()
            url = first.split()[4].rstrip(",")
            copy.git("clone", "--quiet", f"{url}/example/rehearsal.git", ".")
        finally:
            served.terminate()
            served.wait(timeout=30)

    assert first.endswith("with the repository example/rehearsal.\n")
    for name, text in GOVERNANCE.items():
        assert (copy.root / name).read_text("utf-8") == text
    assert served.returncode == 0
    assert "rehearsal" in state.read_text("utf-8")


def test_a_fault_that_is_none_is_said(govbot: Govbot) -> None:
    done = govbot("sandbox", "serve", "--fault", "503:1")

    assert done.exit_code == 2
    assert "Invalid value for '--fault': '503:1' is not a fault.\nWrite one of " in done.stderr


@pytest.mark.parametrize("command", [["sandbox", "serve"], ["plan"], ["apply"]], ids=" ".join)
@pytest.mark.parametrize("name", ["commons", "a b/c", "a/b/c", ""])
def test_what_names_no_repository_is_wrong_usage(
    govbot: Govbot, command: list[str], name: str
) -> None:
    done = govbot(*command, "--repository", name)

    assert done.exit_code == 2
    assert f"{name!r} does not name a repository." in done.stderr


@pytest.mark.parametrize("command", ["plan", "apply"])
def test_an_address_that_no_token_is_sent_to_is_wrong_usage(govbot: Govbot, command: str) -> None:
    done = govbot(command, "--repository", "example/commons", "--api-url", "http://example.com")

    assert done.exit_code == 2
    assert "Use https; http only reaches 127.0.0.1 and localhost." in done.stderr


@pytest.mark.parametrize("command", [["sandbox", "serve"], ["demo"]], ids=" ".join)
@pytest.mark.parametrize("package", ["waitress", "dulwich", "graphql", "werkzeug"])
def test_without_the_extra_the_sandbox_says_what_to_install(
    command: list[str], package: str
) -> None:
    # None in sys.modules is how Python itself marks a module that cannot be imported.
    program = (
        f"import sys; sys.modules[{package!r}] = None; sys.argv = ['govbot', *{command!r}]\n"
        "from govbot.__main__ import main; main()"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["optional-dependencies"]["sandbox"]
    first, second = done.stderr.splitlines()
    assert first == f"The sandbox needs the package {package}, which is not installed."
    said, _, words = second.partition(": ")
    assert said == "Install what it needs with"
    # In a shell, these words are the very requirements that the project declares.
    assert shlex.split(words)[:2] == ["pip", "install"]
    assert sorted(shlex.split(words)[2:]) == sorted(wanted)


def test_a_check_imports_neither_the_sandbox_nor_a_github_client(clone: Clone) -> None:
    program = (
        "import sys; from govbot.__main__ import main; sys.argv = ['govbot', 'check']\n"
        "try: main()\n"
        "finally: print(sorted({'github', 'jinja2', 'graphql', 'waitress'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "Nothing is wrong.\n[]\n"
