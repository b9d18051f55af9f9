"""Commits, trees, blobs and refs as GraphQL shows them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar, Unpack

from dulwich.objects import Blob, Commit, Tree

from govbot.sandbox.changed_files import changed_files, is_binary
from govbot.sandbox.git import Entry
from govbot.sandbox.graph.check_views import suites_of
from govbot.sandbox.graph.paging import Bounds, Connection
from govbot.sandbox.graph.view import ActorView, HomeView, View, Viewpoint, page_of
from govbot.sandbox.model import Repository
from govbot.sandbox.refusals import NotFound
from govbot.sandbox.shapes import node_id, timestamp

__all__ = ["CommitView", "RefView", "git_object"]

TEXT_LIMIT = 512_000
"""How many bytes of a blob `text` holds before it is cut off."""


class GitView(HomeView):
    """Anything with an object id."""

    letter: ClassVar[str]

    def __init__(self, at: Viewpoint, home: Repository, oid: str) -> None:
        super().__init__(at, home)
        self.git = self.world.git_of(home)
        self.oid = oid
        self.abbreviated_oid = oid[:7]
        self.id = node_id(self.letter, home.id, oid)


class BlobView(GitView):
    """A file's content; null text when binary, and cut off when large."""

    typename = "Blob"
    letter = "B"

    def __init__(self, at: Viewpoint, home: Repository, oid: str) -> None:
        super().__init__(at, home, oid)
        data = self.git.blob(oid) or b""
        self.byte_size = len(data)
        self.is_binary = is_binary(data)
        self.is_truncated = not self.is_binary and len(data) > TEXT_LIMIT
        shown = data[:TEXT_LIMIT].decode("utf-8", "replace")
        self.text = None if self.is_binary else shown


class TreeView(GitView):
    """A folder."""

    typename = "Tree"
    letter = "T"

    def __init__(self, at: Viewpoint, home: Repository, oid: str, path: str = "") -> None:
        super().__init__(at, home, oid)
        self.path = path

    def entries(self) -> list[EntryView]:
        """What is in it, in git's order."""
        tree = self.git.tree_of(self.oid)
        entries = self.git.entries(tree) if tree else []
        return [EntryView(self.at, self.home, entry, self.path) for entry in entries]


class EntryView(HomeView):
    """One line of a folder."""

    typename = "TreeEntry"

    def __init__(self, at: Viewpoint, home: Repository, entry: Entry, folder: str) -> None:
        super().__init__(at, home)
        self.name = entry.name
        self.mode = entry.mode
        self.oid = entry.oid
        self.type = entry.kind
        self.path = f"{folder}/{entry.name}" if folder else entry.name
        self.size = len(self.world.git_of(home).blob(entry.oid) or b"")

    def object(self) -> View | None:
        """What the line points at."""
        return git_object(self.at, self.home, self.oid, self.path)


class CommitView(GitView):
    """A commit."""

    typename = "Commit"
    letter = "C"

    def __init__(self, at: Viewpoint, home: Repository, oid: str) -> None:
        super().__init__(at, home, oid)
        self.commit = self.git.get_commit(oid)
        self.message = self.commit.message.decode("utf-8", "replace")
        self.message_headline, _, rest = self.message.partition("\n")
        self.message_body = rest.strip("\n")
        self.committed_date = self._date()
        self.url = page_of(self, home, f"/commit/{oid}")

    def _date(self) -> str:
        return timestamp(datetime.fromtimestamp(self.commit.commit_time, UTC))

    def author(self) -> dict[str, Any]:
        """Whoever wrote it, and the account of that address."""
        name, _, address = self.commit.author.decode("utf-8", "replace").partition(" <")
        number = address.partition("+")[0]
        person = self.world.state.people.get(int(number)) if number.isdigit() else None
        user = ActorView(self.at, person) if person and person.type == "User" else None
        return {
            "name": name,
            "email": address.rstrip(">"),
            "date": self.committed_date,
            "user": user,
        }

    def tree(self) -> TreeView:
        """The topmost folder."""
        return TreeView(self.at, self.home, self.commit.tree.decode())

    def file(self, path: str) -> EntryView:
        """The file or folder at a path; as on GitHub, an error beside a null where there is none."""
        entry = self.git.lookup(self.oid, path)
        if entry is None:
            raise NotFound(f"Could not resolve file for path '{path}'.")
        folder = path.strip("/").rpartition("/")[0]
        return EntryView(self.at, self.home, entry, folder)

    def parents(self, **page: Unpack[Bounds]) -> Connection:
        """The commits before it."""
        oids = [parent.decode() for parent in self.commit.parents]
        return Connection("parents", oids, self._other, **page)

    def history(self, path: str | None = None, **page: Unpack[Bounds]) -> Connection:
        """The commits that led to it, newest first; with a path, those that changed it."""
        oids = self.git.history(self.oid)[::-1]
        if path is not None:
            oids = [oid for oid in oids if self._touches(oid, path)]
        return Connection("history", oids, self._other, **page)

    def _touches(self, oid: str, path: str) -> bool:
        parents = self.git.get_commit(oid).parents
        before = self.git.lookup(parents[0].decode(), path) if parents else None
        after = self.git.lookup(oid, path)
        return (before and before.oid) != (after and after.oid)

    def _other(self, oid: str) -> CommitView:
        return CommitView(self.at, self.home, oid)

    def _files(self) -> list[Any]:
        parents = self.commit.parents
        return changed_files(self.git, parents[0].decode() if parents else None, self.oid)

    def changed_files(self) -> int:
        """How many files it changes."""
        return len(self._files())

    def additions(self) -> int:
        """How many lines it adds."""
        return sum(file.additions for file in self._files())

    def deletions(self) -> int:
        """How many lines it takes away."""
        return sum(file.deletions for file in self._files())

    def check_suites(
        self, filter_by: dict[str, Any] | None = None, **page: Unpack[Bounds]
    ) -> Connection:
        """The suites that fit the filter, or hold a check run that does, oldest first."""
        return suites_of(self.at, self.home, self.oid, filter_by or {}, page)


class RefView(HomeView):
    """A branch or tag."""

    typename = "Ref"

    def __init__(self, at: Viewpoint, home: Repository, full_name: str) -> None:
        super().__init__(at, home)
        self.oid = self.world.git_of(home).ref(full_name) or ""
        self.id = node_id("REF", home.id, full_name)
        kind, _, self.name = full_name.removeprefix("refs/").partition("/")
        self.prefix = f"refs/{kind}/"

    def associated_pull_requests(self, **given: Any) -> Connection:
        """The pull requests of this repository that come from the branch."""
        source = {"head_ref_name": self.name, "head_repository": self.world.full_name(self.home)}
        home: Any = self.repository()
        shown: Connection = home.pull_requests(**given | source)
        return shown

    def target(self) -> View | None:
        """The commit it points at."""
        return git_object(self.at, self.home, self.oid)


def git_object(at: Viewpoint, home: Repository, oid: str, path: str = "") -> View | None:
    """The commit, tree or blob with this id."""
    found = at.world.git_of(home).get(oid)
    if isinstance(found, Commit):
        return CommitView(at, home, oid)
    if isinstance(found, Tree):
        return TreeView(at, home, oid, path)
    return BlobView(at, home, oid) if isinstance(found, Blob) else None
