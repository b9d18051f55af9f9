"""The rosters of a community as files for others to read: JSON, and a calendar.

    exported = export(open_community(Path.cwd()), date(2026, 3, 1))
    exported.write(Path("site"))     # ("calendar.ics", "v1/bodies/council.json", ...)

The same commit, ledger and day give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from govbot.app.clone import git, repository_of, uncommitted
from govbot.app.community import Community
from govbot.core.errors import UserError
from govbot.core.layout import FOLDER
from govbot.files.writing import write_together
from govbot.reports.api import VERSION, About, roster_api
from govbot.reports.occasions import OpenVote, occasions

__all__ = ["GITHUB", "Exported", "Format", "export"]

Format = Literal["json", "ics", "all"]

CALENDAR = "calendar.ics"
GITHUB = "https://github.com"


@dataclass(frozen=True, slots=True)
class Exported:
    """The files, by their paths. `has_json` says whether they are the whole of the static interface.

    `is_of_commit` says whether the rosters are as the commit that the files name has them.
    """

    files: dict[str, bytes]
    has_json: bool
    is_of_commit: bool = True

    def write(self, folder: Path) -> tuple[str, ...]:
        """Write every file below `folder`; return the paths of bodies' files that were removed.

        A body that is no more has no file any more; nothing else there is touched.
        """
        write_together({folder / name: content for name, content in self.files.items()})
        return tuple(self._remove(folder)) if self.has_json else ()

    def _remove(self, folder: Path) -> Iterator[str]:
        for path in sorted((folder / VERSION / "bodies").glob("*.json")):
            name = path.relative_to(folder).as_posix()
            if name not in self.files:
                path.unlink()
                yield name


def export(
    community: Community, day: date, format: Format = "all", server: str = GITHUB
) -> Exported:
    """Return what there is to publish of a community, as its rosters stand on `day` (UTC).

    `server` is the address of GitHub's pages, to which votes link.
    Raise `UserError` where nothing has been committed yet: the files say which commit they are of.
    """
    about = _about(community)
    files: dict[str, bytes] = {}
    if format != "ics":
        for name, data in roster_api(community.governance, day, about).items():
            files[name] = (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()
    if format != "json":
        from govbot.reports.calendar import calendar

        votes = tuple(_open_votes(community, about.repository, server))
        files[CALENDAR] = calendar(
            occasions(community.governance, votes, day),
            title=f"Governance of {about.repository or community.root.name}",
            host=_host(about.repository or community.root.name),
            stamp=about.committed,
        )
    changed = uncommitted(community.root, FOLDER)
    return Exported(dict(sorted(files.items())), has_json=format != "ics", is_of_commit=not changed)


def _about(community: Community) -> About:
    done = git(community.root, "rev-list", "--max-count=1", "--timestamp", "HEAD", "--")
    if done.returncode != 0:
        raise UserError(
            "Nothing has been committed yet.",
            "Commit the files first: what is exported says which commit it is of.",
        )
    seconds, _, commit = done.stdout.strip().partition(" ")
    committed = datetime.fromtimestamp(int(seconds), UTC)
    return About(repository_of(community.root), commit, committed)


def _open_votes(community: Community, repository: str | None, server: str) -> Iterator[OpenVote]:
    """Yield the votes that the ledger has as open, where the clone has a ledger."""
    if not community.has_ledger:
        return
    for number, state in community.states().items():
        vote, subject = state.open_vote, state.taken_up
        if vote is None or subject is None:
            continue
        url = f"{server}/{repository}/issues/{number}" if repository else ""
        title = (state.document.title if state.document else "") or subject.title
        yield OpenVote(number, vote.number, title, vote.vote.policy_name, vote.vote.closes, url)


def _host(name: str) -> str:
    """Return `commons.example` for `example/commons`: what comes behind the `@` of a UID."""
    owner, _, repository = name.rpartition("/")
    parts = [part for part in (repository, owner) if part]
    return ".".join("".join(c if c.isalnum() or c in "-." else "-" for c in part) for part in parts)
