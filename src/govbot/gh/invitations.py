"""Who was invited to the organisation, as the ledger remembers it in `invitations.jsonl`.

    {"kind":"invited","at":"2026-07-01T09:00:00Z","account":{"login":"zoe","id":1010}}

GitHub forgets an invitation that was declined or taken back. Without a memory, whoever declined would be
invited again by every run. Lines are appended, one for each invitation that was sent or seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Literal

from pydantic import AwareDatetime, ValidationError

from govbot.core.accounts import Account
from govbot.core.errors import Place, UserError
from govbot.core.governance import Governance
from govbot.core.model import Strict
from govbot.core.teams import Invitation
from govbot.gh.connection import Connection
from govbot.gh.errors import Problem, StaleLedger
from govbot.gh.ledger_branch import append_records
from govbot.gh.queries import BLOB
from govbot.gh.texts import text_of

__all__ = ["INVITATIONS", "INVITED", "is_remembered", "read_invited", "record_invited"]

INVITATIONS = "invitations.jsonl"
TRIES = 5

INVITED = f"""
query Invited($owner: String!, $name: String!, $branch: String!, $file: String!) {{
  repository(owner: $owner, name: $name) {{
    ref(qualifiedName: $branch) {{ target {{ ...Remembered }} }}
  }}
}}
fragment Remembered on Commit {{
  oid
  file(path: $file) {{ object {{ ...Text }} }}
}}
{BLOB}
"""


class _Line(Strict):
    kind: Literal["invited"] = "invited"
    at: AwareDatetime
    account: Account


@dataclass(frozen=True, slots=True)
class _File:
    head: str | None
    text: str


def read_invited(connection: Connection, governance: Governance) -> tuple[Invitation, ...]:
    """Return every invitation that the ledger remembers, oldest first; one request."""
    return _parsed(_read(connection, governance), governance)


def record_invited(
    connection: Connection, governance: Governance, invitations: Sequence[Invitation]
) -> None:
    """Append those of the invitations that the ledger does not remember yet, if there are any.

    Raise `UserError` where GitHub will not, or others keep appending.
    """
    for _ in range(TRIES):
        file = _read(connection, governance)
        known = _parsed(file, governance)
        new = [each for each in invitations if not is_remembered(each, known)]
        if not new:
            return
        names = ", ".join(each.account.login for each in new if each.account)
        try:
            append_records(
                connection,
                governance,
                INVITATIONS,
                file.head,
                file.text,
                "".join(map(_line, new)),
                f"Invited to the organisation: {names}",
            )
        except StaleLedger:
            continue
        return
    raise UserError(
        "Others kept appending to the ledger, so it was not recorded who was invited.",
        "The next run records it.",
    )


def _read(connection: Connection, governance: Governance) -> _File:
    variables = {
        "owner": connection.owner,
        "name": connection.name,
        "branch": f"refs/heads/{governance.settings.ledger.branch}",
        "file": INVITATIONS,
    }
    found = connection.query(INVITED, variables).ignoring(_is_not_there_yet)["repository"]
    commit = (found.get("ref") or {}).get("target") or {}
    blob = (commit.get("file") or {}).get("object")
    text = text_of(connection, blob) if blob else ""
    if text is None:  # taken for empty, it would be written anew with whoever is invited next
        raise UserError(
            "The record of invitations is no text.",
            "Bring it back to what it was: see `git log` of the branch.",
            Place(f"{governance.settings.ledger.branch}:{INVITATIONS}"),
        )
    return _File(commit.get("oid"), text)


def _parsed(file: _File, governance: Governance) -> tuple[Invitation, ...]:
    found: list[Invitation] = []
    for number, text in enumerate(file.text.splitlines(), start=1):
        try:
            line = _Line.model_validate_json(text)
        except ValidationError as error:
            raise UserError(
                "This line is no record of an invitation.",
                "Records are appended by govbot and never edited by hand: see `git log -p` of the branch.",
                Place(f"{governance.settings.ledger.branch}:{INVITATIONS}", number),
            ) from error
        found.append(Invitation(account=line.account, at=line.at))
    return tuple(found)


def is_remembered(invitation: Invitation, known: Sequence[Invitation]) -> bool:
    """Say whether this invitation, or a later one of the same person, is remembered."""
    account = invitation.account
    return account is None or any(
        each.account is not None and each.account.is_same(account) and each.at >= invitation.at
        for each in known
    )


def _line(invitation: Invitation) -> str:
    account = invitation.account
    if account is None:
        raise ValueError("an address that was invited is nobody to remember")
    return _Line(at=invitation.at.astimezone(UTC), account=account).model_dump_json() + "\n"


def _is_not_there_yet(problem: Problem) -> bool:
    return problem.type == "NOT_FOUND" and len(problem.path) > 1
