r"""One line -> its command, or why it is none, and what would work.

understood("/vote no too early")     # Cast(Choice.NO, "too early")
understood("/vote blokc")            # RefusedError: Did you mean `/vote block`?
understood("/lgtm")                  # None: it does not try to be one
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from govbot.core.commands.arguments import BALLOTS, READERS, RefusedError
from govbot.core.commands.kinds import Cast
from govbot.core.commands.look_alikes import fold, looks_like, without_invisible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from govbot.core.commands.kinds import Command

__all__ = ["MOST_IN_LINE", "NUMBER_ALONE", "listed", "understood"]

MOST_IN_LINE = 200
MOST_IN_WORD = 30

NUMBER_ALONE = re.compile(r"([+-]1|0)[.!]*")
MISSPELT = re.compile(r"/([a-z]+)(?:[.,;!?]+|[:=][a-z0-9+-]*)?", re.IGNORECASE)
PLAIN_WORD = re.compile(r"[a-z0-9-]+")
END_OF_WORD = ".,:;!"
# Close enough to be meant, far enough to leave other programs' commands (`/remove`, `/review`) alone.
CLOSE = 0.8

# Of the ballots, those that nothing else is written like.
GUESSED = frozenset({"abstain", "block"})
FIRST_WORDS = tuple(dict.fromkeys(name.split()[0].removeprefix("/") for name in READERS))


def understood(line: str) -> Command | None:
    """Return the command, or None for a line that does not try to be one; raise `RefusedError`."""
    if number := NUMBER_ALONE.fullmatch(line):
        return Cast(BALLOTS[number[1]])
    first, _, rest = " ".join(line.split()).partition(" ")
    name = first.lower()
    if name.removeprefix("/") not in FIRST_WORDS or not name.startswith("/"):
        _refuse_posing(line, first)
        _refuse_misspelt(first)
        return None
    if name in READERS:
        return READERS[name](rest)
    second, _, rest = rest.partition(" ")
    return _reader(name, second)(rest)


def _reader(name: str, second: str) -> Callable[[str], Command]:
    """Return what reads the rest of a line that begins with `/rfc` or `/vote` and a second word."""
    word = second.lower().rstrip(END_OF_WORD)
    spelt = BALLOTS[word].value if name == "/vote" and word in BALLOTS else word
    if reader := READERS.get(f"{name} {spelt}"):
        return reader
    known = [each.split()[1] for each in READERS if each.startswith(f"{name} ")]
    if name == "/vote":
        known = list(dict.fromkeys([*BALLOTS, *known]))
    allowed = f"After `{name}` goes one of {listed(known, 'or')}."
    if not word:
        raise RefusedError(f"`{name}` does not say what to do.", allowed)
    if meant := looks_like(fold(without_invisible(word[:MOST_IN_WORD])), known):
        raise _posing(f"{name} {meant}")
    # A ballot is never guessed at: a suggestion could be the opposite of what somebody means.
    guessed = [each for each in known if each not in BALLOTS or each in GUESSED]
    guessed = [each for each in guessed if each[0] == word[0]]
    close = get_close_matches(word[:MOST_IN_WORD], guessed, n=1)
    is_plain = len(word) <= MOST_IN_WORD and PLAIN_WORD.fullmatch(word)
    raise RefusedError(
        f"There is no `{name} {word}`." if is_plain else f"`{name}` has no such command.",
        f"Did you mean `{name} {close[0]}`? {allowed}" if close else allowed,
    )


def _refuse_posing(line: str, first: str) -> None:
    """Raise `RefusedError` if the line only looks as if it began with a command."""
    if line.isascii():
        return
    for instead in ("", " "):
        words = fold(without_invisible(line[:MOST_IN_LINE], instead)).split()
        if number := NUMBER_ALONE.fullmatch(" ".join(words)):
            raise _posing(number[1])
        if first.isascii() or not words or not words[0].startswith("/"):
            continue
        if meant := looks_like(words[0].removeprefix("/").rstrip(END_OF_WORD), FIRST_WORDS):
            raise _posing(f"/{meant}")


def _posing(meant: str) -> RefusedError:
    return RefusedError(
        f"This line looks like `{meant}`, but it contains look-alike or invisible characters.",
        f"Type `{meant}` by hand, in plain letters, in a new comment.",
    )


def _refuse_misspelt(first: str) -> None:
    """Raise `RefusedError` if a line's first word is nearly a command's."""
    found = MISSPELT.fullmatch(first)
    if found is None or len(found[1]) > MOST_IN_WORD:
        return
    word = found[1].lower()
    if word in FIRST_WORDS:
        raise RefusedError(
            f"Only a space may follow `/{word}`.", f"Write `/{word}`, a space, and the rest."
        )
    nearby = [name for name in FIRST_WORDS if name[0] == word[0]]
    close = get_close_matches(word, nearby, n=1, cutoff=CLOSE)
    close += [name for name in nearby if sorted(name) == sorted(word)]
    if close:
        raise RefusedError(f"There is no `/{word}`.", f"Did you mean `/{close[0]}`?")


def listed(words: Iterable[str], joined_by: str) -> str:
    """Return words as code, the last behind `joined_by`."""
    *most, last = (f"`{word}`" for word in words)
    return f"{', '.join(most)} {joined_by} {last}"
