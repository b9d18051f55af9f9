"""REST: a repository, the files in it, and who may do what."""

from __future__ import annotations

import base64

from govbot.sandbox.git import Entry
from govbot.sandbox.model import Permission
from govbot.sandbox.refusals import NotFound
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.shapes import (
    Shape,
    repository_url,
    shape_person,
    shape_repository,
)

__all__ = ["ROUTES"]

CONTENT_LIMIT = 1_000_000


def get_repository(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}."""
    return Answer(shape_repository(call.world, call.home, call.viewer))


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


def get_permission(call: Call) -> Answer:
    """GET .../collaborators/{login}/permission: `maintain` shows as write, `triage` as read."""
    call.world.require(call.viewer, call.home, Permission.WRITE)
    person = call.world.person(call.place["login"])
    role = call.world.permission(person, call.home)
    shown = {Permission.MAINTAIN: Permission.WRITE, Permission.TRIAGE: Permission.READ}
    allowed = {
        "pull": role.rank >= Permission.READ.rank,
        "triage": role.rank >= Permission.TRIAGE.rank,
        "push": role.rank >= Permission.WRITE.rank,
        "maintain": role.rank >= Permission.MAINTAIN.rank,
        "admin": role.rank >= Permission.ADMIN.rank,
    }
    user = shape_person(call.world, person) | {"role_name": role.value, "permissions": allowed}
    permission = shown.get(role, role).value
    return Answer({"permission": permission, "role_name": role.value, "user": user})


ROUTES = [
    route("GET", "...", get_repository),
    route("GET", ".../contents/", get_contents),
    route("GET", ".../contents/<path:path>", get_contents),
    route("GET", ".../collaborators/<login>/permission", get_permission),
]
