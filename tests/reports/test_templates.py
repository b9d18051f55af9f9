"""No template gets around the escaping: what it prints is escaped, and only our filters are used."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files

import pytest
from jinja2 import nodes
from jinja2.exceptions import UndefinedError

from govbot.reports.rendering import FILTERS, environment

TEMPLATES = sorted(
    each.name
    for each in files("govbot.reports").joinpath("templates").iterdir()
    if each.name.endswith(".jinja")
)


def parsed(name: str) -> nodes.Template:
    made = environment(name.split(".")[-2])
    assert made.loader is not None
    return made.parse(made.loader.get_source(made, name)[0])


def test_there_is_a_template_for_each_page() -> None:
    assert {name.removesuffix(".jinja") for name in TEMPLATES} >= {
        *("answer.md", "check_summary.md", "report.html", "report.md"),
        *("status.txt", "status_comment.md"),
    }


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_uses_only_filters_that_keep_text_escaped(name: str) -> None:
    used = {node.name for node in parsed(name).find_all(nodes.Filter)}
    assert used <= FILTERS


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_neither_joins_texts_nor_switches_escaping_off(name: str) -> None:
    # Jinja joins text to what is escaped already by its own rules, which are those of HTML.
    joining = (nodes.Concat, nodes.Add, nodes.Mod, nodes.MarkSafe, nodes.ScopedEvalContextModifier)
    assert list(parsed(name).find_all(joining)) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_calls_only_what_is_known(name: str) -> None:
    called = {
        node.node.name if isinstance(node.node, nodes.Name) else "a method"
        for node in parsed(name).find_all(nodes.Call)
    }
    assert called <= {
        "left_out",
        "cell",
        "caller",
        "place",
        "people",
        "entries",
        "reasons",
        "shown",
    }


@pytest.mark.parametrize("language", ["md", "html", "txt"])
def test_what_is_printed_without_a_filter_is_escaped(language: str) -> None:
    page = environment(language).from_string("{{ text }}")
    printed = page.render(longest=100, text="<b>\x1b[31m")
    assert printed == {"md": r"&lt;b&gt;\[31m", "html": "&lt;b&gt;[31m", "txt": "<b>[31m"}[language]


@pytest.mark.parametrize("value", [None, True, 1.5, ["a"]])
def test_nothing_but_texts_and_whole_numbers_is_printed(value: object) -> None:
    page = environment("md").from_string("{{ value }}")
    with pytest.raises(TypeError, match="neither a text nor a number"):
        page.render(longest=100, value=value)


@pytest.mark.parametrize("source", ["{{ gone | prose }}", "{% for each in gone %}{% endfor %}"])
def test_a_name_that_is_not_given_is_an_error(source: str) -> None:
    with pytest.raises(UndefinedError):
        environment("md").from_string(source).render(longest=100)


def test_a_marker_is_nothing_but_a_marker() -> None:
    page = environment("md").from_string("{{ value | marker }}")
    assert page.render(value="<!-- govbot:answer:7 -->") == "<!-- govbot:answer:7 -->"
    with pytest.raises(ValueError, match="not one of govbot's markers"):
        page.render(value="<!-- govbot:answer:7 --><b>")


def test_the_core_is_imported_without_jinja() -> None:
    program = (
        "import sys, govbot.core.decide, govbot.core.effects; sys.exit('jinja2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
