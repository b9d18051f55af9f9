"""RFC documents, read from Markdown."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.core.blobs import blob_id
from govbot.core.governance import Governance
from govbot.files import MAX_BYTES, load_documents, read_document

if TYPE_CHECKING:
    from pathlib import Path

    from govbot.core.documents import Document

RFC = """\
---
title: One ledger branch
authors: [ada, "@ben"]
champion: cyd
created: 2026-03-01
requires: 0012
---

# One ledger branch

## Summary

Text.

## Motivation

<!-- What is wrong today?

## Not a heading
-->

## Proposal

### Details

More text.

## Alternatives
"""


def read(text: str) -> Document:
    return read_document("rfcs/0042-one-ledger.md", blob_id(text.encode()), text)


def empty(document: Document) -> dict[str, bool]:
    return {each.title: each.is_empty for each in document.sections}


def test_front_matter_is_read_with_the_line_of_each_key() -> None:
    document = read(RFC)
    assert document.front is not None
    assert document.front.title == "One ledger branch"
    assert document.front.authors == ("ada", "ben")
    assert document.front.requires == (12,)
    assert document.lines == {"title": 2, "authors": 3, "champion": 4, "created": 5, "requires": 6}
    assert document.findings == ()


def test_sections_have_their_lines_in_the_file() -> None:
    assert [(each.title, each.level, each.line) for each in read(RFC).sections] == [
        ("One ledger branch", 1, 9),
        ("Summary", 2, 11),
        ("Motivation", 2, 15),
        ("Proposal", 2, 22),
        ("Details", 3, 24),
        ("Alternatives", 2, 28),
    ]


def test_a_section_with_only_comments_is_empty_and_one_with_subsections_is_not() -> None:
    assert empty(read(RFC)) == {
        "One ledger branch": False,
        "Summary": False,
        "Motivation": True,
        "Proposal": False,
        "Details": False,
        "Alternatives": True,
    }


@pytest.mark.parametrize(
    "hidden",
    [
        "```\n## Hidden\n```\n",
        "~~~~\n## Hidden\n~~~\n~~~~\n",
        "    ## Hidden\n",
        "> ## Hidden\n",
        "- item\n\n  ## Hidden\n",
        "<!--\n## Hidden\n-->\n",
    ],
)
def test_a_heading_inside_something_else_is_no_section(hidden: str) -> None:
    document = read(f"---\ntitle: T\n---\n\n## Summary\n\n{hidden}")
    assert [each.title for each in document.sections] == ["Summary"]


def test_code_is_text() -> None:
    assert empty(read("---\nx: 1\n---\n## Summary\n```\ncode\n```\n")) == {"Summary": False}


@pytest.mark.parametrize("text", ["", "# Title\n", "\n---\ntitle: T\n---\n"])
def test_a_document_without_front_matter_says_how_to_begin(text: str) -> None:
    (finding,) = read(text).findings
    assert finding.id == "rfc-front-matter"
    assert finding.line == 1
    assert finding.message == "The document does not begin with front matter."


def test_front_matter_that_is_not_closed_is_named() -> None:
    (finding,) = read("---\ntitle: T\n\n## Summary\n").findings
    assert finding.message == "The front matter is opened with `---` and not closed."


def test_a_syntax_error_in_front_matter_has_the_files_line() -> None:
    (finding,) = read("---\ntitle: T\nauthors: @ada\n---\n").findings
    assert (finding.id, finding.line, finding.column) == ("yaml-syntax", 3, 10)


def test_empty_front_matter_is_named() -> None:
    assert [each.id for each in read("---\n---\n## Summary\n").findings] == ["empty-file"]


def test_unknown_keys_are_named_and_the_rest_is_read() -> None:
    document = read(RFC.replace("champion:", "shepherd:"))
    assert [(each.id, each.line, each.message) for each in document.findings] == [
        ("unknown-key", 4, "Unknown key `shepherd`.")
    ]
    assert document.front is not None
    assert document.front.title == "One ledger branch"


def test_a_key_for_the_stage_is_left_to_the_checks() -> None:
    document = read(RFC.replace("champion: cyd", "Status: accepted"))
    assert document.findings == ()
    assert document.lines["Status"] == 4


def test_every_wrong_value_is_reported_at_its_line() -> None:
    document = read("---\ntitle: 3\nauthors: []\ncreated: soon\nrequires: [x]\n---\n")
    assert [(each.id, each.line) for each in document.findings] == [
        ("wrong-type", 2),
        ("wrong-value", 3),
        ("wrong-type", 4),
        ("wrong-type", 5),
    ]
    assert document.front is None


def test_a_document_that_is_too_large_is_not_parsed() -> None:
    document = read("#" * (MAX_BYTES + 1))
    assert [each.id for each in document.findings] == ["too-large"]


@given(st.binary(max_size=200))
def test_the_blob_id_is_gits(content: bytes) -> None:
    git = subprocess.run(
        ["git", "hash-object", "--stdin"], input=content, capture_output=True, check=True
    )
    assert blob_id(content) == git.stdout.decode().strip()


def test_the_folder_is_read_in_order_and_without_its_readme(tmp_path: Path) -> None:
    folder = tmp_path / "rfcs"
    folder.mkdir()
    (folder / "README.md").write_text("# RFCs\n")
    (folder / "0002-b.md").write_text(RFC)
    (folder / "0001-a.md").write_bytes(b"---\ntitle: Caf\xe9\n---\n")
    documents = load_documents(tmp_path, Governance())
    assert [each.path for each in documents] == ["rfcs/0001-a.md", "rfcs/0002-b.md"]
    assert [(each.id, each.line) for each in documents[0].findings] == [("not-utf-8", 2)]
    assert documents[1].blob == blob_id(RFC.encode())


@given(st.text(max_size=300))
def test_no_text_whatever_makes_reading_fail(text: str) -> None:
    read(text)
    read(f"---\n{text}\n---\n{text}")


@pytest.mark.parametrize(
    ("line", "id"), [("k{}: 1\n", "unknown-key"), ("title: {}\n", "duplicate-key")]
)
def test_what_is_wrong_with_one_text_is_bounded_and_found_in_little_time(
    line: str, id: str
) -> None:
    keys = "".join(line.format(number) for number in range(20_000))
    began = time.process_time()
    document = read_document("rfcs/0001-a.md", "0" * 40, f"---\n{keys}---\n\n## Summary\n")
    assert time.process_time() - began < 20, (
        "it took a minute, and four times as long for twice as many"
    )
    assert len(document.findings) == 101
    assert {each.id for each in document.findings[:100]} <= {id, "missing-key"}
    assert document.findings[-1].id == "more-findings"
    assert "more things are wrong in this file." in document.findings[-1].message
    assert sum(len(each.message + each.hint) for each in document.findings) < 40_000
