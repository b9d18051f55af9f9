"""REST: git's own objects: blobs, trees, commits and refs."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime

from govbot.sandbox.clock import moment
from govbot.sandbox.git import GitRepository
from govbot.sandbox.model import Permission
from govbot.sandbox.refusals import InvalidInput, NotFound
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.shapes import Shape, node_id, repository_url, shape_person, timestamp

__all__ = ["ROUTES", "shape_commit", "shape_git_commit"]


def git_of(call: Call) -> GitRepository:
    """The git repository of the call."""
    return call.world.git_of(call.home)


def writable(call: Call) -> GitRepository:
    """The same, for somebody who may write."""
    call.world.require(call.viewer, call.home, Permission.WRITE)
    return git_of(call)


def create_blob(call: Call) -> Answer:
    """POST .../git/blobs, as text or Base64."""
    content = call.needed("content", "Blob")
    try:
        encoded = call.value("encoding") == "base64"
        data = base64.b64decode(content) if encoded else content.encode()
    except binascii.Error:
        raise InvalidInput("content is not valid Base64") from None
    oid = writable(call).add_blob(data)
    url = f"{repository_url(call.world, call.home)}/git/blobs/{oid}"
    return Answer({"url": url, "sha": oid}, 201, {"Location": url})


def get_blob(call: Call) -> Answer:
    """GET .../git/blobs/{sha}, of any size, as Base64."""
    oid = call.place["sha"]
    data = git_of(call).blob(oid)
    if data is None:
        raise NotFound("Not Found")
    return Answer(
        {
            "sha": oid,
            "node_id": node_id("B", call.home.id, oid),
            "size": len(data),
            "url": f"{repository_url(call.world, call.home)}/git/blobs/{oid}",
            "content": base64.encodebytes(data).decode(),
            "encoding": "base64",
        }
    )


def create_tree(call: Call) -> Answer:
    """POST .../git/trees: lines with `content` or `sha` (null takes a file away)."""
    git = writable(call)
    base = call.value("base_tree")
    if base is not None and git.tree_of(base) is None:
        raise NotFound("Not Found")
    files = git.files(base) if base else {}
    for line in call.needed("tree", "Tree"):
        oid = git.add_blob(line["content"]) if "content" in line else line.get("sha")
        if oid is None:
            files.pop(line["path"], None)
        elif git.blob(oid) is None:
            raise InvalidInput(f"tree.sha {oid} is not a valid blob")
        else:
            files[line["path"]] = (int(line.get("mode", "100644"), 8), oid)
    return Answer(shape_tree(call, git.add_tree(files)), 201)


def get_tree(call: Call) -> Answer:
    """GET .../git/trees/{sha}, with everything below it when `recursive` is given."""
    git = git_of(call)
    oid = git.resolve(call.place["sha"])
    tree = git.tree_of(oid) if oid else None
    if tree is None:
        raise NotFound("Not Found")
    return Answer(shape_tree(call, tree.id.decode(), recursive="recursive" in call.query))


def shape_tree(call: Call, oid: str, *, recursive: bool = False) -> Shape:
    """A `git-tree`."""
    base = f"{repository_url(call.world, call.home)}/git"
    lines = _lines(git_of(call), oid, "", recursive=recursive)
    for line in lines:
        line["url"] = f"{base}/{line['type']}s/{line['sha']}"
    return {"sha": oid, "url": f"{base}/trees/{oid}", "tree": lines, "truncated": False}


def _lines(git: GitRepository, oid: str, start: str, *, recursive: bool) -> list[Shape]:
    tree = git.tree_of(oid)
    lines: list[Shape] = []
    for entry in git.entries(tree) if tree else []:
        path = start + entry.name
        line: Shape = {"path": path, "mode": f"{entry.mode:06o}", "type": entry.kind}
        line["sha"] = entry.oid
        if entry.kind == "blob":
            line["size"] = len(git.blob(entry.oid) or b"")
        lines.append(line)
        if recursive and entry.kind == "tree":
            lines += _lines(git, entry.oid, f"{path}/", recursive=True)
    return lines


def create_commit(call: Call) -> Answer:
    """POST .../git/commits; no `parents` makes the first commit of a history."""
    git = writable(call)
    tree = call.needed("tree", "Commit")
    parents = call.value("parents") or []
    if git.tree_of(tree) is None or not all(git.has(parent) for parent in parents):
        raise InvalidInput("Tree SHA or parent SHA does not exist")
    author = call.value("author") or {}
    name, address = call.world.signature(call.viewer)
    signature = (author.get("name", name), author.get("email", address))
    at = moment(author["date"]) if author.get("date") else call.world.now
    oid = git.add_commit(tree, parents, call.needed("message", "Commit"), signature, at)
    return Answer(shape_git_commit(call, oid), 201)


def get_git_commit(call: Call) -> Answer:
    """GET .../git/commits/{sha}."""
    try:
        return Answer(shape_git_commit(call, call.place["sha"]))
    except KeyError:
        raise NotFound("Not Found") from None


def shape_git_commit(call: Call, oid: str) -> Shape:
    """A `git-commit`."""
    commit = git_of(call).get_commit(oid)
    base = repository_url(call.world, call.home)
    page = f"{call.world.base_url}/{call.world.full_name(call.home)}/commit"
    name, _, address = commit.author.decode().partition(" <")
    when = timestamp(datetime.fromtimestamp(commit.commit_time, UTC))
    who = {"name": name, "email": address.rstrip(">"), "date": when}
    tree = commit.tree.decode()
    parents = [parent.decode() for parent in commit.parents]
    unsigned = {"verified": False, "reason": "unsigned", "signature": None, "payload": None}
    return {
        "sha": oid,
        "node_id": node_id("C", call.home.id, oid),
        "url": f"{base}/git/commits/{oid}",
        "html_url": f"{page}/{oid}",
        "author": who,
        "committer": who,
        "tree": {"sha": tree, "url": f"{base}/git/trees/{tree}"},
        "message": commit.message.decode("utf-8", "replace"),
        "parents": [
            {"sha": one, "url": f"{base}/git/commits/{one}", "html_url": f"{page}/{one}"}
            for one in parents
        ],
        "verification": unsigned | {"verified_at": None},
    }


def shape_commit(call: Call, oid: str) -> Shape:
    """A `commit`: the same, with the accounts of its author and committer."""
    inner = shape_git_commit(call, oid)
    base = repository_url(call.world, call.home)
    number = inner["author"]["email"].partition("+")[0]
    person = call.world.state.people.get(int(number)) if number.isdigit() else None
    account = shape_person(call.world, person) if person else None
    parts = ("author", "committer", "message", "tree", "url", "verification")
    parents = [one | {"url": f"{base}/commits/{one['sha']}"} for one in inner["parents"]]
    return {
        "sha": oid,
        "node_id": inner["node_id"],
        "url": f"{base}/commits/{oid}",
        "html_url": inner["html_url"],
        "comments_url": f"{base}/commits/{oid}/comments",
        "commit": {name: inner[name] for name in parts} | {"comment_count": 0},
        "author": account,
        "committer": account,
        "parents": parents,
    }


def get_commit(call: Call) -> Answer:
    """GET .../commits/{ref}."""
    oid = git_of(call).resolve(call.place["ref"])
    try:
        return Answer(shape_commit(call, oid or ""))
    except KeyError:
        raise InvalidInput(f"No commit found for SHA: {call.place['ref']}") from None


def shape_ref(call: Call, name: str) -> Shape:
    """A `git-ref` by its full name."""
    oid = git_of(call).ref(name)
    if oid is None:
        raise NotFound("Not Found")
    base = f"{repository_url(call.world, call.home)}/git"
    return {
        "ref": name,
        "node_id": node_id("REF", call.home.id, name),
        "url": f"{base}/{name}",
        "object": {"type": "commit", "sha": oid, "url": f"{base}/commits/{oid}"},
    }


def get_ref(call: Call) -> Answer:
    """GET .../git/ref/{ref}, such as `heads/main`."""
    name = f"refs/{call.place['ref']}"
    if call.faults.hides_ref(call.home.id, name, call.world.now):
        raise NotFound("Not Found")
    return Answer(shape_ref(call, name))


def create_ref(call: Call) -> Answer:
    """POST .../git/refs; refused when the ref is there or the commit is not."""
    git = writable(call)
    name, oid = call.needed("ref", "Reference"), call.needed("sha", "Reference")
    if not name.startswith("refs/") or not name.count("/") > 1:
        raise InvalidInput("Reference name must start with 'refs' and have two slashes.")
    if git.ref(name):
        raise InvalidInput("Reference already exists")
    if not git.has(oid):
        raise InvalidInput("Object does not exist")
    if name.startswith("refs/heads/"):
        branch = name.removeprefix("refs/heads/")
        call.world.move_branch(call.home, branch, oid, call.viewer)
    else:
        git.set_ref(name, oid)
    shape = shape_ref(call, name)
    call.faults.keep_new_ref(call.home.id, name, call.world.now)
    return Answer(shape, 201, {"Location": shape["url"]})


def update_ref(call: Call) -> Answer:
    """PATCH .../git/refs/{ref}; without `force` it must be a fast-forward."""
    git = writable(call)
    name, oid = f"refs/{call.place['ref']}", call.needed("sha", "Reference")
    before = git.ref(name)
    if before is None:
        raise InvalidInput("Reference does not exist")
    if not git.has(oid):
        raise InvalidInput("Object does not exist")
    if not call.value("force") and git.merge_base(before, oid) != before:
        raise InvalidInput("Update is not a fast forward")
    branch = name.removeprefix("refs/heads/")
    call.world.move_branch(call.home, branch, oid, call.viewer)
    call.world.close_emptied(call.home, branch, call.viewer)
    return Answer(shape_ref(call, name))


def delete_ref(call: Call) -> Answer:
    """DELETE .../git/refs/{ref}."""
    git = writable(call)
    name = f"refs/{call.place['ref']}"
    if git.ref(name) is None:
        raise InvalidInput("Reference does not exist")
    if name.startswith("refs/heads/"):
        branch = name.removeprefix("refs/heads/")
        call.world.delete_branch(branch, by=call.viewer, repository=call.home)
    else:
        git.delete_ref(name)
    return Answer(status=204)


ROUTES = [
    route("POST", ".../git/blobs", create_blob),
    route("GET", ".../git/blobs/<sha>", get_blob),
    route("POST", ".../git/trees", create_tree),
    route("GET", ".../git/trees/<path:sha>", get_tree),
    route("POST", ".../git/commits", create_commit),
    route("GET", ".../git/commits/<sha>", get_git_commit),
    route("GET", ".../git/ref/<path:ref>", get_ref),
    route("POST", ".../git/refs", create_ref),
    route("PATCH", ".../git/refs/<path:ref>", update_ref),
    route("DELETE", ".../git/refs/<path:ref>", delete_ref),
    route("GET", ".../commits/<path:ref>", get_commit),
]
