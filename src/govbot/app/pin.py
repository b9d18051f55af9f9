"""Numeric ids for the people of a community, and new logins for those who changed theirs.

    pinned = plan_pin(root, called=..., numbered=...)
    pinned.done         # ("ada: id 1001", "ben-old is called ben now (id 1002)")
    pinned.problems     # ("zoee: GitHub has no such login. ...",)
    pinned.stopped      # what ended the asking before everybody was asked for, if anything did
    pinned.write()

An id is never replaced by another. `called` and `numbered` ask GitHub for the account with a login or an id.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from govbot.core.errors import UserError
from govbot.core.layout import PEOPLE_FILE, body_file
from govbot.core.people import Person, same_login
from govbot.files import require_governance
from govbot.files.editing import Edit, with_keys
from govbot.files.writing import write_together

if TYPE_CHECKING:
    from govbot.core.governance import Governance
    from govbot.gh import Connection

__all__ = ["Pinned", "pin", "plan_pin"]


class Account(Protocol):
    """An account on GitHub, as it is now."""

    @property
    def login(self) -> str: ...
    @property
    def id(self) -> int: ...
    @property
    def is_person(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class _Found:
    """What became of one person: a key and value for people.yaml, a sentence; or only a problem."""

    done: str = ""
    problem: str = ""
    id: int | None = None
    login: str = ""


@dataclass(slots=True)
class Pinned:
    """What is to be written, by path from the root, and what is said about it."""

    root: Path
    texts: dict[str, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    stopped: UserError | None = None

    def write(self) -> None:
        """Write all of it, or raise `UserError` and leave everything as it was."""
        write_together({self.root / name: text for name, text in self.texts.items()})


@dataclass(frozen=True, slots=True)
class _Change:
    """What one person's entries become: the edits of each file, and what is said of them."""

    done: str
    edits: dict[str, list[Edit]]


def pin(root: Path, connection: Connection) -> Pinned:
    """Return what pinning would do to the community at `root`: one request to GitHub for each person."""
    from govbot.gh.accounts import account_called, account_numbered

    return plan_pin(
        root,
        called=lambda login: account_called(connection, login),
        numbered=lambda id: account_numbered(connection, id),
    )


def plan_pin(
    root: Path,
    *,
    called: Callable[[str], Account | None],
    numbered: Callable[[int], Account | None],
) -> Pinned:
    """Return what pinning would do; raise `UserError` where the files cannot be read, or list nobody.

    Where GitHub stops answering, that is `stopped`: who was found before can be written, and a limit of
    requests an hour that is smaller than the community is got through in several runs.
    """
    governance = require_governance(root)
    people = governance.people.people
    if not people:
        raise UserError(
            f"Nobody is listed in {PEOPLE_FILE}.",
            "List the people there, each as `- github: LOGIN`.",
        )
    pinned = Pinned(root)
    taken: dict[int, str] = {each.id: each.github for each in people if each.id is not None}
    changes: list[_Change] = []
    # Whoever has no id yet comes first, so that each run gets further than the one before.
    for at, person in sorted(enumerate(people), key=lambda each: each[1].id is not None):
        try:
            found = (
                _without_id(person, called(person.github), taken)
                if person.id is None
                else _with_id(person, person.id, people, called, numbered)
            )
        except UserError as error:
            pinned.stopped = error
            break
        if found.id is not None:
            taken[found.id] = person.github
        if found.problem:
            pinned.problems.append(found.problem)
        elif found.done:
            changes.append(_Change(found.done, _edits(governance, at, person, found)))
    _write_into(pinned, changes)
    return pinned


def _without_id(person: Person, account: Account | None, taken: dict[int, str]) -> _Found:
    login = person.github
    if account is None:
        return _Found(
            problem=f"{login}: GitHub has no such login. It is misspelt, or the account was renamed or "
            "deleted; mend `github:`, or write the `id` yourself and pin again."
        )
    if not account.is_person:
        return _Found(problem=f"{login}: this is an organisation or an app, and no person.")
    if account.id in taken:
        return _Found(
            problem=f"{login}: its id, {account.id}, is that of {taken[account.id]} in the file. One "
            "person is listed twice: keep one entry, and put the other login under `former_logins`."
        )
    return _Found(done=f"{login}: id {account.id}", id=account.id)


def _with_id(
    person: Person,
    id: int,
    people: Sequence[Person],
    called: Callable[[str], Account | None],
    numbered: Callable[[int], Account | None],
) -> _Found:
    account = numbered(id)
    login = person.github
    if account is None:
        other = called(login)
        if other is not None:
            return _Found(
                problem=f"{login}: the account with the id {id} is gone, and the login is now that of "
                f"another account, with the id {other.id}. Nothing was changed: if the person has a new "
                "account, write its login and id yourself; if not, the login is a stranger's."
            )
        return _Found(problem=f"{login}: the account with the id {id} is gone from GitHub.")
    if same_login(account.login, login):
        return _Found()
    if any(same_login(each.github, account.login) for each in people):
        return _Found(
            problem=f"{login}: the account with the id {id} is called {account.login} now, and the file "
            "lists that login as somebody else's. Mend the two entries by hand."
        )
    return _Found(done=f"{login} is called {account.login} now (id {id})", login=account.login)


def _edits(governance: Governance, at: int, person: Person, found: _Found) -> dict[str, list[Edit]]:
    """Return what is to be written of one person, by file."""
    if found.id is not None:
        return {PEOPLE_FILE: [Edit((at,), "id", found.id, after="github")]}
    former = [each for each in person.former_logins if not same_login(each, found.login)]
    edits = {
        PEOPLE_FILE: [
            Edit((at,), "former_logins", [*former, person.github], after="github"),
            Edit((at,), "github", found.login),
        ]
    }
    for slug, body in governance.bodies.items():
        for index, member in enumerate(body.members):
            if governance.people.find(member.github) is person:
                edit = Edit(("members", index), "github", found.login)
                edits.setdefault(body_file(slug), []).append(edit)
    return edits


def _write_into(pinned: Pinned, changes: Sequence[_Change]) -> None:
    """Make the new texts: each file at once, and change by change where one of them cannot be written."""
    pinned.done += [each.done for each in changes]
    for name in dict.fromkeys(name for each in changes for name in each.edits):
        text = before = (pinned.root / name).read_bytes().decode()
        try:
            edits = [edit for each in changes for edit in each.edits.get(name, ())]
            text = with_keys(text, edits, name=name)
        except UserError:
            text = _one_by_one(pinned, changes, name, text)
        if text != before:
            pinned.texts[name] = text


def _one_by_one(pinned: Pinned, changes: Sequence[_Change], name: str, text: str) -> str:
    """Return the text with every change that can be written; the others are problems.

    A login that stays in a body breaks nothing: as a former one it still finds the person.
    """
    for each in changes:
        try:
            text = with_keys(text, each.edits.get(name, ()), name=name)
        except UserError as error:
            pinned.problems.append(f"{each.done}; this could not be written. {error}")
            if name == PEOPLE_FILE:
                pinned.done.remove(each.done)
    return text
