r"""Real git objects in memory: what is read here has the ids that `git` itself would give it.

    git = GitRepository()
    git.commit("main", {"README.md": "Hello\\n"}, message="Start", author=..., at=...)
    git.file("main", "README.md")

A fork is made with `GitRepository(parent)`: the objects are shared, the branches are its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from dulwich.graph import find_merge_base
from dulwich.index import commit_tree
from dulwich.object_store import iter_tree_contents
from dulwich.objects import Blob, Commit, ObjectID, ShaFile, Tree
from dulwich.refs import Ref
from dulwich.repo import MemoryRepo

__all__ = ["FILE_MODE", "Entry", "Files", "GitRepository"]

Files = Mapping[str, "str | bytes | None"]
"""Path to content; `None` takes the file away."""

FILE_MODE = 0o100644
"""The mode of a file that cannot be run."""

OID_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a tree: `kind` is `blob`, `tree` or `commit`."""

    name: str
    mode: int
    oid: str
    kind: str


class GitRepository:
    """Branches, commits, trees and blobs of one repository. Object ids are hexadecimal SHA-1."""

    def __init__(self, parent: GitRepository | None = None) -> None:
        self.repo = MemoryRepo()
        if parent is not None:
            self.repo.object_store = parent.repo.object_store
        self.repo.refs.set_symbolic_ref(Ref(b"HEAD"), Ref(b"refs/heads/main"))

    # Refs

    def refs(self) -> dict[str, str]:
        """Every full ref name (`refs/heads/main`) with the object id it points at."""
        names = sorted(name for name in self.repo.refs.allkeys() if name != b"HEAD")
        return {name.decode(): self.repo.refs[name].decode() for name in names}

    def ref(self, name: str) -> str | None:
        """The object id behind a full ref name, or None."""
        try:
            return self.repo.refs[Ref(name.encode())].decode()
        except KeyError:
            return None

    def set_ref(self, name: str, oid: str) -> None:
        """Point the full ref name at an object."""
        self.repo.refs[Ref(name.encode())] = ObjectID(oid.encode())

    def delete_ref(self, name: str) -> None:
        """Take a ref away."""
        del self.repo.refs[Ref(name.encode())]

    def branch(self, name: str) -> str | None:
        """The head commit of a branch, if there is such a branch."""
        return self.ref(f"refs/heads/{name}")

    def resolve(self, expression: str) -> str | None:
        """An object id for a branch, tag, full ref, `HEAD` or object id."""
        for candidate in (expression, f"refs/heads/{expression}", f"refs/tags/{expression}"):
            if candidate == "HEAD" or candidate.startswith("refs/"):
                oid = self.ref(candidate)
                if oid is not None:
                    return oid
        return expression if self.has(expression) else None

    # Objects

    def has(self, oid: str) -> bool:
        """Whether there is an object with this full id."""
        if len(oid) != OID_LENGTH or not all(digit in "0123456789abcdef" for digit in oid):
            return False
        return ObjectID(oid.encode()) in self.repo.object_store

    def get(self, oid: str) -> ShaFile | None:
        """The object with this id, if there is one."""
        return self.repo.object_store[ObjectID(oid.encode())] if self.has(oid) else None

    def get_commit(self, oid: str) -> Commit:
        """The commit with this id; raises KeyError when it is not one."""
        found = self.get(oid)
        if not isinstance(found, Commit):
            raise KeyError(oid)
        return found

    def tree_of(self, oid: str) -> Tree | None:
        """The tree of a commit, or the tree itself."""
        found = self.get(oid)
        if isinstance(found, Commit):
            found = self.get(found.tree.decode())
        return found if isinstance(found, Tree) else None

    def entries(self, tree: Tree) -> list[Entry]:
        """The lines of a tree, in git's order."""
        kinds = {0o040000: "tree", 0o160000: "commit"}
        return [
            Entry(item.path.decode(), item.mode, item.sha.decode(), kinds.get(item.mode, "blob"))
            for item in tree.items()
        ]

    def lookup(self, oid: str, path: str) -> Entry | None:
        """The entry at a path below a commit or tree; the path is `/`-separated."""
        tree = self.tree_of(oid)
        found: Entry | None = None
        for part in path.strip("/").split("/"):
            if tree is None:
                return None
            found = next((entry for entry in self.entries(tree) if entry.name == part), None)
            if found is None:
                return None
            tree = self.tree_of(found.oid) if found.kind == "tree" else None
        return found

    def blob(self, oid: str) -> bytes | None:
        """The content of a blob."""
        found = self.get(oid)
        return found.data if isinstance(found, Blob) else None

    def file(self, revision: str, path: str) -> bytes | None:
        """The content of a file in a branch, ref or commit."""
        oid = self.resolve(revision)
        entry = self.lookup(oid, path) if oid else None
        return self.blob(entry.oid) if entry else None

    def files(self, oid: str) -> dict[str, tuple[int, str]]:
        """Every file below a commit or tree: path to mode and blob id."""
        tree = self.tree_of(oid)
        if tree is None:
            return {}
        return {
            entry.path.decode(): (entry.mode or FILE_MODE, (entry.sha or b"").decode())
            for entry in iter_tree_contents(self.repo.object_store, tree.id)
        }

    def objects(self) -> Iterator[ShaFile]:
        """Every object there is, in the order of ids."""
        for oid in sorted(self.repo.object_store):
            yield self.repo.object_store[oid]

    # Writing

    def add(self, thing: ShaFile) -> str:
        """Store an object and give its id."""
        self.repo.object_store.add_object(thing)
        return thing.id.decode()

    def add_blob(self, content: str | bytes) -> str:
        """Store a blob and give its id."""
        data = content.encode() if isinstance(content, str) else content
        return self.add(Blob.from_string(data))

    def add_tree(self, files: Mapping[str, tuple[int, str]]) -> str:
        """Store the trees for path to mode and blob id, and give the topmost id."""
        blobs = [
            (path.encode(), ObjectID(oid.encode()), mode) for path, (mode, oid) in files.items()
        ]
        return commit_tree(self.repo.object_store, blobs).decode()

    def changed_tree(self, base: str | None, changes: Files) -> str:
        """The tree of `base` (a commit or tree) with the changes made to it."""
        files = self.files(base) if base else {}
        for path, content in changes.items():
            if content is None:
                files.pop(path, None)
            else:
                mode = files.get(path, (FILE_MODE, ""))[0]
                files[path] = (mode, self.add_blob(content))
        return self.add_tree(files)

    def add_commit(
        self, tree: str, parents: list[str], message: str, author: tuple[str, str], at: datetime
    ) -> str:
        """Store a commit; `author` is a name and an address, and is also the committer."""
        commit = Commit()
        commit.tree = ObjectID(tree.encode())
        commit.parents = [ObjectID(parent.encode()) for parent in parents]
        name, address = author
        commit.author = commit.committer = f"{name} <{address}>".encode()
        commit.author_time = commit.commit_time = int(at.timestamp())
        commit.author_timezone = commit.commit_timezone = 0
        commit.encoding = b"UTF-8"
        commit.message = message.encode()
        return self.add(commit)

    def commit(
        self, branch: str, changes: Files, *, message: str, author: tuple[str, str], at: datetime
    ) -> str:
        """Add a commit to a branch, which need not exist yet, and give its id."""
        head = self.branch(branch)
        tree = self.changed_tree(head, changes)
        oid = self.add_commit(tree, [head] if head else [], message, author, at)
        self.set_ref(f"refs/heads/{branch}", oid)
        return oid

    # History

    def merge_base(self, first: str, second: str) -> str | None:
        """The best common ancestor of two commits."""
        found = find_merge_base(self.repo, [ObjectID(first.encode()), ObjectID(second.encode())])
        return found[0].decode() if found else None

    def history(self, head: str, stop: str | None = None) -> list[str]:
        """Commits from `head` back, oldest first, without `stop` and what came before it."""
        include = [ObjectID(head.encode())]
        exclude = [ObjectID(stop.encode())] if stop else []
        walker = self.repo.get_walker(include=include, exclude=exclude)
        return [entry.commit.id.decode() for entry in walker][::-1]

    def merged_tree(self, ours: str, theirs: str) -> str | None:
        """The tree of both commits' changes since they parted, or None when a file conflicts.

        Files are taken whole: two changes to one file conflict even on different lines.
        """
        base_oid = self.merge_base(ours, theirs)
        base = self.files(base_oid) if base_oid else {}
        left, right = self.files(ours), self.files(theirs)
        merged: dict[str, tuple[int, str]] = {}
        for path in left.keys() | right.keys():
            before, mine, other = base.get(path), left.get(path), right.get(path)
            if mine != other and before not in (mine, other):
                return None
            chosen = other if mine == before else mine
            if chosen is not None:
                merged[path] = chosen
        return self.add_tree(merged)
