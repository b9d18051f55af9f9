"""RFC documents: Markdown with YAML front matter, read into a `Document`.

    document = read_document("rfcs/0012-one-ledger.md", blob_id(content), content.decode())
    document.front.title, document.sections

Sections are the headings outside code, quotes and lists. A section that holds only comments, such as
the template's hints, is empty.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from govbot.core.blobs import blob_id
from govbot.core.documents import STATUS_KEYS, Document, Fingerprint, FrontMatter, Section
from govbot.core.errors import Place
from govbot.core.findings import Finding
from govbot.files.folders import files_in
from govbot.files.loading import Loaded, load_yaml
from govbot.files.texts import decode, read_bytes, too_large
from govbot.files.validation import Findings, validate

if TYPE_CHECKING:
    from pathlib import Path

    from markdown_it.token import Token

    from govbot.core.governance import Governance

__all__ = ["linked_document", "load_documents", "read_document"]

FENCE = "---"
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
KEY = re.compile(r"^[\"']?([A-Za-z_]+)[\"']?\s*:", re.MULTILINE)
MARKUP = re.compile(r"[*_`]+")

# Only the structure is needed: without the inline rules a document is read in half the time.
_MARKDOWN = MarkdownIt("commonmark").disable("inline")


def load_documents(root: Path, governance: Governance) -> tuple[Document, ...]:
    """Read every Markdown file of the RFC folder, in the order of their names.

    `README.md` is not an RFC.
    """
    folder = governance.settings.rfcs.folder
    return tuple(
        _load(path, f"{folder}/{path.name}")
        for path in files_in(root, folder, ".md")
        if path.name.lower() != "readme.md"
    )


def read_document(path: str, blob: str, text: str) -> Document:
    """Read an RFC from its text. What is wrong with its syntax is in the document's `findings`."""
    text = text.removeprefix("\ufeff")
    if refusal := too_large(path, len(text)):
        return Document(path=path, blob=blob, findings=(refusal,))
    front, body, body_line, findings = _split(path, text)
    sections = _sections(body, body_line)
    fingerprint = Fingerprint(body=_hash(body), words=_hash(" ".join(text.split())))
    if front is None:
        return Document(
            path=path, blob=blob, sections=sections, findings=findings, print=fingerprint
        )
    lines = _lines(front)
    read, findings = _front_matter(front)
    return Document(
        path=path,
        blob=blob,
        front=read,
        lines=lines,
        sections=sections,
        findings=findings,
        print=fingerprint,
    )


def linked_document(path: str, blob: str) -> Document:
    """Return what is made of an RFC that is a symbolic link: the finding that it is one."""
    finding = Finding.error(
        "unreadable-file",
        Place(path),
        "An RFC is a file with a text of its own; this is a symbolic link.",
        "Put the text into the file itself.",
    )
    return Document(path=path, blob=blob, findings=(finding,), is_link=True)


def _hash(text: str) -> str:
    """Return a short hash of a text: enough to tell two texts of one RFC apart."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _load(path: Path, name: str) -> Document:
    if path.is_symlink():
        return linked_document(name, "")
    content = read_bytes(path, name)
    if isinstance(content, Finding):
        return Document(path=name, blob="", findings=(content,))
    text = decode(content, name)
    if isinstance(text, Finding):
        return Document(path=name, blob=blob_id(content), findings=(text,))
    return read_document(name, blob_id(content), text)


def _split(path: str, text: str) -> tuple[Loaded | None, str, int, Findings]:
    """Return the front matter, the text after it and that text's first line, or what is wrong."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != FENCE:
        finding = Finding.error(
            "rfc-front-matter",
            Place(path, 1, 1),
            "The document does not begin with front matter.",
            "Its first line is `---`, then `title: ...`, `authors: [...]`, `created: ...`, `---`; "
            "rfcs/0000-template.md has them all.",
        )
        return None, text, 1, (finding,)
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        message = "The front matter is opened with `---` and not closed."
        hint = "Put a line `---` after the last key."
        return None, "", 1, (Finding.error("rfc-front-matter", Place(path, 1, 1), message, hint),)
    front = load_yaml("".join(lines[1:end]), path, line_offset=1)
    return front, "".join(lines[end + 1 :]), end + 2, ()


def _front_matter(loaded: Loaded) -> tuple[FrontMatter | None, Findings]:
    """Read the keys that are right even where others are not, so that checks can go on.

    A key for the stage is for `govbot.core.checks` to explain.
    """
    found = validate(FrontMatter, loaded)
    if isinstance(found, FrontMatter):
        return found, ()
    if not isinstance(loaded.data, dict) or loaded.findings:
        return None, found
    known = {key: value for key, value in loaded.data.items() if key in FrontMatter.model_fields}
    stated = tuple(
        each for each in found if each.id != "unknown-key" or _key(loaded, each) not in STATUS_KEYS
    )
    again = validate(FrontMatter, Loaded(loaded.name, known, text=loaded.text))
    return (again if isinstance(again, FrontMatter) else None), stated


def _key(loaded: Loaded, finding: Finding) -> str:
    return next((key for key, line in _lines(loaded).items() if line == finding.line), "").lower()


def _lines(loaded: Loaded) -> dict[str, int]:
    """Return the line of each key. Looked for in the text, which spares parsing it a second time."""
    if loaded.findings or not isinstance(loaded.data, dict):
        return {}
    return {
        match[1]: loaded.text.count("\n", 0, match.start()) + 1 + loaded.line_offset
        for match in KEY.finditer(loaded.text)
        if match[1] in loaded.data
    }


def _sections(text: str, first_line: int) -> tuple[Section, ...]:
    found: list[tuple[str, int, int, bool]] = []
    tokens = _MARKDOWN.parse(text)
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map is not None:
            title = MARKUP.sub("", COMMENT.sub("", tokens[at + 1].content)).strip()
            found.append((title, int(token.tag[1:]), token.map[0] + first_line, False))
        elif found and _is_text(token.content) and not _is_title(tokens, at):
            # A section holds what its subsections hold.
            level = found[-1][1]
            for index in range(len(found) - 1, -1, -1):
                title, depth, line, _ = found[index]
                if index == len(found) - 1 or depth < level:
                    found[index] = (title, depth, line, True)
                    level = min(level, depth)
    return tuple(
        Section(title=title, level=level, line=line, is_empty=not has_text)
        for title, level, line, has_text in found
    )


def _is_text(content: str) -> bool:
    return bool(content) and bool(COMMENT.sub("", content).strip())


def _is_title(tokens: list[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].type == "heading_open" and tokens[at - 1].level == 0
