"""Who took part in which vote, without reading every file of the ledger every hour.

    read_participation(connection, governance, remembers=True)     # (Participation(number=12, ...), ...)

The ledger branch keeps a list of the votes, `participation.json`, with the git ids of the files that they
were read from:

    {"rule": 1, "accounts": [{"login": "ada", "id": 1001}],
     "numbers": {"12": {"files": ["", "3b18e5..."], "votes": [{"vote": 1, "electorate": [0], ...}]}}}

What is listed is taken only while a number's files have those very ids; all else is read. A number with an
open vote is not listed: it changes with each ballot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, ValidationError

from govbot.core.accounts import Account
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.model import Strict
from govbot.core.records import Record, parse_records
from govbot.core.state import fold
from govbot.core.upkeep.participation import Participation, participation_in
from govbot.gh.answers import Node
from govbot.gh.connection import Connection
from govbot.gh.errors import Problem
from govbot.gh.ledger_lists import numbered_files, read_list, write_lists
from govbot.gh.queries import BLOB
from govbot.gh.texts import read_texts

__all__ = ["PARTICIPATION", "VOTES", "read_participation"]

PARTICIPATION = "participation.json"

FOLDERS = ("motions", "rfcs")
"""In the order in which a number's records were written: it may have been a motion before it was an RFC."""

VOTES = f"""
query Votes($owner: String!, $name: String!, $branch: String!, $list: String!) {{
  repository(owner: $owner, name: $name) {{
    ref(qualifiedName: $branch) {{ target {{ ...Recorded }} }}
  }}
}}
fragment Recorded on Commit {{
  oid
  motions: file(path: "motions") {{ object {{ ...Files }} }}
  rfcs: file(path: "rfcs") {{ object {{ ...Files }} }}
  list: file(path: $list) {{ object {{ ...Text }} }}
}}
fragment Files on Tree {{ entries {{ name oid type }} }}
{BLOB}
"""

Files = tuple[str, ...]
"""The git ids of a number's files, by `FOLDERS`; empty where there is none."""

Place = Annotated[int, Field(ge=0)]


class _ListedVote(Strict):
    """A vote, its people by their place in the list's accounts."""

    vote: int
    opened: AwareDatetime
    closed: AwareDatetime
    bodies: tuple[str, ...] | None
    electorate: tuple[Place, ...]
    took_part: tuple[Place, ...]


class _ListedNumber(Strict):
    files: Files
    votes: tuple[_ListedVote, ...]


class _List(Strict):
    """The list. `rule` is raised when what is read from the same records changes."""

    rule: Literal[1] = 1
    accounts: tuple[Account, ...]
    numbers: dict[int, _ListedNumber]


def read_participation(
    connection: Connection, governance: Governance, *, remembers: bool
) -> tuple[Participation, ...]:
    """Return who took part in each vote that the ledger has, by number.

    A request, and one for every 25 files that are not listed as they are; with `remembers`, one more where
    the list gains something. Raise `UserError` for a file that cannot be read: who is inactive is not told
    from half of the votes.
    """
    branch = governance.settings.ledger.branch
    variables = {
        "owner": connection.owner,
        "name": connection.name,
        "branch": f"refs/heads/{branch}",
        "list": PARTICIPATION,
    }
    found = connection.query(VOTES, variables).ignoring(_is_not_there_yet)["repository"]
    commit = (found.get("ref") or {}).get("target") or {}
    files = _files(commit)
    known = _known(connection, commit)
    votes = {number: known[number][1] for number in files if _is_known(known, number, files)}
    texts = read_texts(
        connection,
        [blob for number in files if number not in votes for blob in files[number] if blob],
    )
    lasting = dict(votes)
    for number in files:
        if number not in votes:
            votes[number], is_over = _read(branch, number, files[number], texts)
            if is_over:
                lasting[number] = votes[number]
    if remembers and any(not _is_known(known, number, files) for number in lasting):
        listed = _listed({number: (files[number], lasting[number]) for number in sorted(lasting)})
        write_lists(
            connection,
            governance,
            commit["oid"],
            {PARTICIPATION: listed.model_dump(mode="json")},
            "List who took part in which vote",
        )
    return tuple(vote for number in sorted(votes) for vote in votes[number])


Known = Mapping[int, tuple[Files, tuple[Participation, ...]]]


def _files(commit: Node) -> dict[int, Files]:
    folders = [numbered_files(commit.get(folder)) for folder in FOLDERS]
    numbers = sorted({number for folder in folders for number in folder})
    return {number: tuple(each.get(number, "") for each in folders) for number in numbers}


def _is_known(known: Known, number: int, files: Mapping[int, Files]) -> bool:
    return number in known and known[number][0] == files[number]


def _read(
    branch: str, number: int, files: Files, texts: Mapping[str, str | None]
) -> tuple[tuple[Participation, ...], bool]:
    """Return the votes of one number as its files have them, and whether all of them are over."""
    records: list[Record] = []
    for folder, blob in zip(FOLDERS, files, strict=True):
        if not blob:
            continue
        name, text = f"{branch}:{folder}/{number}.jsonl", texts[blob]
        if text is None:
            raise UserError(
                f"{name} is no text.",
                "Records are appended by govbot and never edited by hand: see `git log -p` of the branch.",
            )
        records += parse_records(text, name)
    state = fold(records)
    return participation_in(number, state), not any(vote.is_open for vote in state.votes)


def _known(connection: Connection, commit: Node) -> Known:
    """Return what the list says. One that makes no sense, or is by another rule, says nothing."""
    try:
        listed = _List.model_validate(read_list(connection, commit.get("list")))
        return {
            number: (each.files, tuple(_vote(number, vote, listed.accounts) for vote in each.votes))
            for number, each in listed.numbers.items()
        }
    except (ValidationError, IndexError):
        return {}


def _vote(number: int, vote: _ListedVote, accounts: tuple[Account, ...]) -> Participation:
    return Participation(
        number=number,
        vote=vote.vote,
        opened=vote.opened,
        closed=vote.closed,
        electorate=tuple(accounts[place] for place in vote.electorate),
        took_part=tuple(accounts[place] for place in vote.took_part),
        bodies=vote.bodies,
    )


def _listed(votes: Known) -> _List:
    places: dict[Account, int] = {}

    def place(accounts: Iterable[Account]) -> tuple[int, ...]:
        return tuple(places.setdefault(each, len(places)) for each in accounts)

    numbers = {
        number: _ListedNumber(
            files=files,
            votes=tuple(
                _ListedVote(
                    vote=each.vote,
                    opened=each.opened,
                    closed=each.closed,
                    bodies=each.bodies,
                    electorate=place(each.electorate),
                    took_part=place(each.took_part),
                )
                for each in own
            ),
        )
        for number, (files, own) in votes.items()
    }
    return _List(accounts=tuple(places), numbers=numbers)


def _is_not_there_yet(problem: Problem) -> bool:
    """Say whether it is about a branch, folder or list that has yet to be made."""
    return problem.type == "NOT_FOUND" and problem.path[-1:] in {
        *((folder,) for folder in FOLDERS),
        ("list",),
        ("ref",),
    }
