"""What stands behind a command's words: reasons, titles, names, numbers, logins and days.

READERS["/proxy"]("@ben until 2026-06-30")   # Proxy("ben", date(2026, 6, 30))
READERS["/proxy"]("@ben until tomorrow")     # RefusedError: `tomorrow` is no day
"""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from govbot.core.choices import Choice
from govbot.core.commands.kinds import (
    Advance,
    CancelVote,
    Cast,
    Champion,
    CloseVote,
    Command,
    Concern,
    Help,
    OpenVote,
    Postpone,
    Proxy,
    Recuse,
    RefreshVote,
    Resolve,
    Status,
    Supersede,
    Withdraw,
)
from govbot.core.commands.table import COMMANDS
from govbot.core.people import LOGIN_PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["BALLOTS", "MOST_IN_REASON", "MOST_IN_TITLE", "READERS", "RefusedError", "how_to_write"]

MOST_IN_REASON = 2_000
MOST_IN_TITLE = 200

BALLOTS = {
    "yes": Choice.YES,
    "no": Choice.NO,
    "abstain": Choice.ABSTAIN,
    "block": Choice.BLOCK,
    "+1": Choice.YES,
    "-1": Choice.NO,
    "0": Choice.ABSTAIN,
}
LOGIN = re.compile(LOGIN_PATTERN)
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")
NUMBER = re.compile(r"#?0*([1-9][0-9]{0,8})")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PLACEHOLDER = re.compile(r"<[a-z]+>", re.IGNORECASE)
ANOTHER_BALLOT = re.compile(r"/vote\s+(yes|no|abstain|block)\b", re.IGNORECASE)
END_OF_SENTENCE = ".,;!"
AROUND_WORD = END_OF_SENTENCE + "()?:*_`"
BETWEEN = frozenset({"or", "/", "|", "oder", "ou", "o"})
JOINED_BY = BETWEEN | {"and", "&"}

USAGES = {usage.name: usage for usage in COMMANDS}


class RefusedError(Exception):
    """Why a line is not followed, what would work, and the ballots it tried to be."""

    def __init__(self, why: str, hint: str, *ballots: Choice) -> None:
        super().__init__(why)
        self.why = why
        self.hint = hint
        self.ballots = ballots


def how_to_write(name: str) -> str:
    """Return the hint for the command of that name, such as `/vote cancel`."""
    usage = USAGES[name]
    example = "" if usage.example == usage.syntax else f", for example `{usage.example}`"
    return f"Write `{usage.syntax}`{example}."


def _alone(command: Command) -> Callable[[str], Command]:
    def read(rest: str) -> Command:
        if rest.strip(END_OF_SENTENCE):
            raise RefusedError(
                f"Nothing may stand behind `{command.text}` on its line.",
                f"Write `{command.text}` alone on a line, and the rest on other lines.",
            )
        return command

    return read


def _words(name: str, text: str, what: str, most: int, *ballots: Choice) -> str:
    """Return a reason or title that has to be given."""
    if PLACEHOLDER.fullmatch(text) or not any(character.isalnum() for character in text):
        raise RefusedError(f"`{name}` needs a {what}.", how_to_write(name), *ballots)
    return _bounded(text, what, most, *ballots)


def _bounded(text: str, what: str, most: int, *ballots: Choice) -> str:
    if len(text) > most:
        raise RefusedError(
            f"The {what} is {len(text):,} characters long; at most {most:,} are allowed.",
            f"Write a shorter {what} on the command's line, and the rest on other lines.",
            *ballots,
        )
    return text


def _name(name: str, rest: str, what: str) -> str | None:
    word = rest.rstrip(END_OF_SENTENCE).lower()
    if word and not NAME.fullmatch(word):
        raise RefusedError(
            f"What stands behind `{name}` is not the name of a {what}: "
            "that is one word of letters, digits and hyphens.",
            how_to_write(name),
        )
    return word or None


def _login(name: str, word: str) -> str:
    login = word.removeprefix("@")
    if not LOGIN.fullmatch(login):
        raise RefusedError(
            f"`{name}` needs the GitHub login of one person: letters, digits and hyphens, at most 39.",
            how_to_write(name),
        )
    return login


def _cast(choice: Choice) -> Callable[[str], Command]:
    name = f"/vote {choice}"

    def read(rest: str) -> Command:
        others = _other_ballots(choice, rest.lower())
        if others:
            raise RefusedError(
                "This line names different ballots, so none of them counts.",
                "Choose one, and write it on a line of its own.",
                choice,
                *others,
            )
        if choice is Choice.BLOCK and rest:
            # Whether a block has to say why is for the policy to say; what is no reason is none anyway.
            return Cast(choice, _words(name, rest, "reason", MOST_IN_REASON, choice))
        return Cast(choice, _bounded(rest, "reason", MOST_IN_REASON, choice))

    return read


def _other_ballots(choice: Choice, rest: str) -> list[Choice]:
    """Return the ballots other than `choice` that stand behind it, where it is not clear which is meant.

    "yes or no by Friday" and "yes, no" are not; "yes no objections" is.
    """
    written_out = {BALLOTS[word] for word in ANOTHER_BALLOT.findall(rest)} - {choice}
    if written_out:
        return sorted(written_out)
    words = [word for each in rest.split() if (word := each.strip(AROUND_WORD))]
    leading = list(takewhile(lambda word: word in BALLOTS or word in JOINED_BY, words))
    is_choice = any(word in BETWEEN for word in leading)
    if not is_choice and len(leading) < len(words):
        return []
    named = {BALLOTS[word] for word in leading if word in BALLOTS}
    return sorted(named - {choice})


def _supersede(rest: str) -> Command:
    found = NUMBER.fullmatch(rest.rstrip(END_OF_SENTENCE))
    if found is None:
        raise RefusedError(
            "`/rfc supersede` needs the number of the RFC that replaces this one.",
            how_to_write("/rfc supersede"),
        )
    return Supersede(int(found[1]))


def _proxy(rest: str) -> Command:
    login, _, end = rest.rstrip(END_OF_SENTENCE).partition(" ")
    person = _login("/proxy", login)
    if not end:
        return Proxy(person)
    until, _, day = end.partition(" ")
    if until.lower() != "until":
        raise RefusedError(
            "Behind the login, `/proxy` takes only `until` and a day.", how_to_write("/proxy")
        )
    try:
        return Proxy(person, date.fromisoformat(day if DAY.fullmatch(day) else ""))
    except ValueError:
        raise RefusedError(
            "What stands behind `until` is not a day: write year, month and day, as in 2026-06-30.",
            how_to_write("/proxy"),
        ) from None


def _champion(rest: str) -> Command:
    return Champion(_login("/rfc champion", rest.rstrip(END_OF_SENTENCE)))


READERS: dict[str, Callable[[str], Command]] = {
    "/rfc status": _alone(Status()),
    "/rfc help": _alone(Help()),
    "/rfc advance": lambda rest: Advance(_name("/rfc advance", rest, "stage")),
    "/rfc postpone": _alone(Postpone()),
    "/rfc withdraw": _alone(Withdraw()),
    "/rfc supersede": _supersede,
    "/rfc champion": _champion,
    "/vote open": lambda rest: OpenVote(_name("/vote open", rest, "policy")),
    "/vote cancel": lambda rest: CancelVote(_words("/vote cancel", rest, "reason", MOST_IN_REASON)),
    "/vote close": _alone(CloseVote()),
    "/vote refresh": _alone(RefreshVote()),
    **{f"/vote {choice}": _cast(choice) for choice in Choice},
    "/recuse": lambda rest: Recuse(_words("/recuse", rest, "reason", MOST_IN_REASON)),
    "/proxy": _proxy,
    "/concern": lambda rest: Concern(_words("/concern", rest, "title", MOST_IN_TITLE)),
    "/resolve": lambda rest: Resolve(_words("/resolve", rest, "title", MOST_IN_TITLE)),
}
"""For each command's name, what reads the rest of its line (white space collapsed)."""
