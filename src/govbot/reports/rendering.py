"""The templates, and the rule that nothing reaches a page unescaped.

    render("answer.md", longest=2_000, answer=answer)
    # {{ line.why }}          escaped as text
    # {{ line.why | prose }}  escaped, with `code` in backticks kept as code
    # {{ row.words | quoted }}  somebody's own words: the same, and no address in them is a link
    # {{ line.line | code }}  as inline code
    # {{ "the comment" | link(answer.url) }}
    # {{ reminder.who | mentions }}   the one filter with which somebody is pinged

A template's last suffix but `.jinja` says what it is written in: `md`, `html` or `txt`. What an
expression prints is escaped for that language unless one of these filters has done it: forgetting is
not possible. Anything but a text or a whole number is an error, so `None` is never printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from govbot.core.durations import format_day, format_time
from govbot.core.findings import Finding
from govbot.reports import escape

__all__ = ["FILTERS", "environment", "render"]

MARKER = re.compile(r"<!-- govbot:[a-z0-9:_. |-]+ -->")

Write = Callable[[str, int], Markup]


@dataclass(frozen=True, slots=True)
class Language:
    """How text, code, sentences, people's own words, links and people are written in one language.

    A `mention` tells somebody on GitHub; elsewhere it is a name.
    """

    text: Write
    code: Write
    prose: Write
    quoted: Write
    link: Callable[[str, int, str], Markup]
    mention: Write


LANGUAGES = {
    "md": Language(
        escape.markdown_text,
        escape.markdown_code,
        escape.markdown_prose,
        escape.markdown_quoted,
        escape.markdown_link,
        escape.markdown_mention,
    ),
    "html": Language(
        escape.html_text,
        escape.html_code,
        escape.html_prose,
        escape.html_prose,
        escape.html_link,
        escape.html_text,
    ),
    "txt": Language(
        escape.plain_text,
        escape.plain_text,
        escape.plain_text,
        escape.plain_text,
        escape.plain_link,
        escape.plain_text,
    ),
}

FILTERS = frozenset(
    {
        *("code", "prose", "quoted", "link", "names", "mentions", "marker"),
        *("time", "day", "number", "noun"),
        *("length", "string", "capitalize"),
    }
)
"""The filters that templates may use: the others of Jinja's escape for HTML only, or not at all."""


def render(template: str, *, longest: int, **values: Any) -> str:
    """Render `templates/<template>.jinja`; each text in it is cut to `longest` characters."""
    language = template.rpartition(".")[2]
    page = environment(language).get_template(f"{template}.jinja")
    text = page.render(longest=longest, **values)
    # Conditions in a template leave empty lines behind; two would end a list or a table no better.
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


@cache
def environment(language: str) -> Environment:
    """Return the Jinja environment for one language: `md`, `html` or `txt`."""
    write = LANGUAGES[language]
    made = Environment(
        loader=PackageLoader("govbot.reports"),
        autoescape=True,
        finalize=_finalize(write.text),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        code=_bounded(write.code),
        prose=_bounded(write.prose),
        quoted=_bounded(write.quoted),
        link=_link(write),
        names=_names(write.text),
        mentions=_names(write.mention),
        time=format_time,
        day=format_day,
        number=_number,
        noun=_noun,
        marker=_marker,
    )
    made.globals["place"] = place
    return made


def _finalize(write: Write) -> Callable[[Context, object], Markup]:
    @pass_context
    def finalize(context: Context, value: object) -> Markup:
        if isinstance(value, Markup):
            return value
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise TypeError(f"a template prints {value!r}, which is neither a text nor a number")
        return write(str(value), context["longest"])

    return finalize


def _bounded(write: Write) -> Callable[[Context, object], Markup]:
    @pass_context
    def bounded(context: Context, value: object) -> Markup:
        return write(str(value), context["longest"])

    return bounded


def _link(write: Language) -> Callable[[Context, str, str], Markup]:
    @pass_context
    def link(context: Context, label: str, address: str) -> Markup:
        return write.link(label, context["longest"], address)

    return link


def _names(write: Write) -> Callable[[Context, Iterable[str]], Markup]:
    @pass_context
    def names(context: Context, value: Iterable[object]) -> Markup:
        return Markup(", ").join(write(str(name), context["longest"]) for name in value)

    return names


def _marker(value: str) -> Markup:
    """Return a marker of govbot's own as it is: an HTML comment that holds nothing else."""
    if not MARKER.fullmatch(value):
        raise ValueError(f"{value!r} is not one of govbot's markers")
    return Markup(value)  # noqa: S704 - the pattern allows nothing that would be markup


def place(finding: Finding) -> str:
    """Return where a finding is: `rfcs/0012-ledger.md:3`."""
    return finding.file if finding.line is None else f"{finding.file}:{finding.line}"


def _number(value: int, one: str, more: str) -> str:
    """Return a number with its noun: `{{ 2 | number("vote", "votes") }}` is `2 votes`."""
    return f"{value:,} {_noun(value, one, more)}"


def _noun(value: int, one: str, more: str) -> str:
    return one if value == 1 else more
