"""REST: the files in a repository, read and written one at a time."""

from __future__ import annotations

import base64
import binascii

from govbot.sandbox.git import FILE_MODE, Entry, GitRepository
from govbot.sandbox.model import Permission
from govbot.sandbox.refusals import Conflict, InvalidInput, NotFound
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.rest.git_data import shape_git_commit
from govbot.sandbox.shapes import Shape, repository_url

__all__ = ["ROUTES"]

CONTENT_LIMIT = 1_000_000
"""The largest file whose content is in the answer, in bytes."""


def get_contents(call: Call) -> Answer:
    """GET .../contents/{path}: a file with its content, or the lines of a folder."""
    git = call.world.git_of(call.home)
    ref = call.query.get("ref") or call.home.default_branch
    oid = git.resolve(ref)
    if oid is None:
        raise NotFound(f"No commit found for the ref {ref}")
    path = str(call.place.get("path") or "").strip("/")
    entry = git.lookup(oid, path) if path else None
    if path and entry is None:
        raise NotFound("Not Found")
    if entry is not None and entry.kind == "blob":
        data = git.blob(entry.oid) or b""
        file = shape_entry(call, entry, path, ref, len(data))
        # GitHub gives no content for files above one megabyte here; the blob has it.
        large = len(data) > CONTENT_LIMIT
        text = "" if large else base64.encodebytes(data).decode()
        return Answer(file | {"content": text, "encoding": "none" if large else "base64"})
    tree = git.tree_of(entry.oid if entry else oid)
    entries = git.entries(tree) if tree else []
    start = f"{path}/" if path else ""
    sizes = [len(git.blob(one.oid) or b"") for one in entries]
    return Answer(
        [
            shape_entry(call, one, start + one.name, ref, size)
            for one, size in zip(entries, sizes, strict=True)
        ]
    )


def shape_entry(call: Call, entry: Entry, path: str, ref: str, size: int) -> Shape:
    """A file or folder without its content."""
    kind = {"tree": "dir", "commit": "submodule"}.get(entry.kind, "file")
    base = repository_url(call.world, call.home)
    page = f"{call.world.base_url}/{call.world.full_name(call.home)}"
    url = f"{base}/contents/{path}?ref={ref}"
    git_url = f"{base}/git/{entry.kind}s/{entry.oid}"
    html_url = f"{page}/{entry.kind}/{ref}/{path}"
    return {
        "name": entry.name,
        "path": path,
        "sha": entry.oid,
        "size": size,
        "type": kind,
        "url": url,
        "git_url": git_url,
        "html_url": html_url,
        "download_url": f"{page}/raw/{ref}/{path}" if kind == "file" else None,
        "_links": {"self": url, "git": git_url, "html": html_url},
    }


def check_path(git: GitRepository, head: str, path: str) -> None:
    """Refuse a path that is no file's, or that has a file in its way."""
    parts = path.split("/")
    if any(part in ("", ".", "..", ".git") for part in parts):
        raise InvalidInput("path contains a malformed path component")
    for length in range(1, len(parts) + 1):
        start = "/".join(parts[:length])
        entry = git.lookup(head, start)
        if entry is not None and entry.kind != ("blob" if length == len(parts) else "tree"):
            raise InvalidInput(f"{start} is a {'file' if entry.kind == 'blob' else 'folder'}.")


def put_contents(call: Call) -> Answer:
    """PUT .../contents/{path}: make a file, or replace the one whose blob `sha` names."""
    call.world.require(call.viewer, call.home, Permission.WRITE)
    git = call.world.git_of(call.home)
    path, branch = str(call.place["path"]), call.value("branch") or call.home.default_branch
    message = str(call.needed("message", "Content"))
    try:
        # What `base64` prints is broken into lines, and GitHub takes it so.
        text = "".join(str(call.needed("content", "Content")).split())
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidInput("content is not valid Base64") from None
    head = git.branch(branch)
    if head is None:
        raise NotFound(f"Branch {branch} not found")
    check_path(git, head, path)
    before, known = git.lookup(head, path), call.value("sha")
    if before is not None and known is None:
        raise InvalidInput('Invalid request.\n\n"sha" wasn\'t supplied.')
    if known is not None and (before is None or before.oid != known):
        raise Conflict(f"{path} does not match {known}")
    oid = call.world.push_to(
        branch, {path: data}, by=call.viewer, message=message, repository=call.home
    )
    entry = Entry(path.rpartition("/")[2], FILE_MODE, git.add_blob(data), "blob")
    return Answer(
        {
            "content": shape_entry(call, entry, path, branch, len(data)),
            "commit": shape_git_commit(call, oid),
        },
        200 if before else 201,
    )


ROUTES = [
    route("GET", ".../contents/", get_contents),
    route("GET", ".../contents/<path:path>", get_contents),
    route("PUT", ".../contents/<path:path>", put_contents),
]
