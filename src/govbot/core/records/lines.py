"""Ledger files as text: parsed strictly, one record a line, and written with keys in a fixed order."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from govbot.core.errors import Place, UserError
from govbot.core.records.ballots import (
    Announced,
    BallotCast,
    PostingNoted,
    ProxyGiven,
    Recused,
    Reminded,
    VoteCancelled,
    VoteClosed,
    VoteExtended,
    VoteOpened,
    VoteRefreshed,
)
from govbot.core.records.proposals import (
    Asked,
    ChampionNamed,
    ConcernRaised,
    ConcernResolved,
    DocumentSeen,
    LabelMoved,
    MotionMoved,
    PullRequestSeen,
    Refused,
    Registered,
    StageEntered,
    Watermark,
)

__all__ = ["Record", "parse_records", "write_records"]

Record = (
    Registered
    | MotionMoved
    | DocumentSeen
    | StageEntered
    | ChampionNamed
    | ConcernRaised
    | ConcernResolved
    | VoteOpened
    | BallotCast
    | Recused
    | VoteRefreshed
    | ProxyGiven
    | VoteExtended
    | VoteClosed
    | VoteCancelled
    | Reminded
    | PostingNoted
    | Announced
    | Asked
    | Refused
    | LabelMoved
    | PullRequestSeen
    | Watermark
)

_ADAPTER: TypeAdapter[Record] = TypeAdapter(Annotated[Record, Field(discriminator="kind")])


def parse_records(text: str, name: str) -> tuple[Record, ...]:
    """Read a ledger file. `name` is what to call it in errors.

    Raise `UserError` with the line when one is not a record: nothing is skipped and nothing guessed.
    """
    records = []
    # Not `splitlines`: a reason may hold characters that it takes for the end of a line.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            records.append(_ADAPTER.validate_json(line))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = "".join(f"{part}: " for part in first["loc"])
            raise UserError(
                f"This line is not a record of the ledger: {where}{first['msg']}.",
                "Records are appended and never edited by hand; a newer govbot may have written it.",
                Place(name, number),
            ) from error
    return tuple(records)


def write_records(records: tuple[Record, ...]) -> str:
    """Return records as lines of a ledger file, keys in a fixed order, what is unset left out."""
    return "".join(
        json.dumps(_ordered(record), ensure_ascii=False, separators=(",", ":")) + "\n"
        for record in records
    )


def _ordered(record: Record) -> dict[str, object]:
    data = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {"kind": data.pop("kind")} | data
