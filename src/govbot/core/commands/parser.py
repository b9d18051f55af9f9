r"""A comment's text -> its commands and refusals, in the order of its lines.

>>> parse("/vote blokc too early\n\n```\n/vote yes\n```")[0].hint
'Did you mean `/vote block`? After `/vote` goes one of `yes`, `no`, `abstain`, `block`, ...'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from govbot.core.choices import Choice
from govbot.core.commands.arguments import BALLOTS, READERS, RefusedError
from govbot.core.commands.kinds import Cast, Command, Refusal
from govbot.core.commands.lines import Line, Shown, read_lines
from govbot.core.commands.look_alikes import fold, looks_like, without_invisible
from govbot.core.commands.near_misses import NearMiss, near_miss, sign
from govbot.core.prefilter import may_hold_command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["MOST_COMMANDS", "Reading", "parse", "read"]

MOST_COMMANDS = 20
MOST_IN_LINE = 200
MOST_IN_WORD = 30

NUMBER_ALONE = re.compile(r"([+-]1|0)[.!]*")
NUMBER_WITH_REASON = re.compile(r"([+-]1)(?:[,:;.!\u2013\u2014-]|(?=\()|[ \t])[ \t]*(.+)")
MISSPELT = re.compile(r"/([a-z]+)(?:[.,;!?]+|[:=][a-z0-9+-]*)?", re.IGNORECASE)
PLAIN_WORD = re.compile(r"[a-z0-9-]+")
END_OF_WORD = ".,:;!"
# Close enough to be meant, far enough to leave other programs' commands (`/remove`, `/review`) alone.
CLOSE = 0.8

# Of the ballots, those that nothing else is written like.
GUESSED = frozenset({"abstain", "block"})
FIRST_WORDS = tuple(dict.fromkeys(name.split()[0].removeprefix("/") for name in READERS))


@dataclass(frozen=True, slots=True)
class _Read:
    """A line that was followed or refused, and the ballots it cast or tried to cast."""

    line: str
    answer: Command | Refusal
    ballots: frozenset[Choice] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a comment asks for and what is refused in it, in the order of its lines; and what is nearly a ballot."""

    answers: tuple[Command | Refusal, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()


def parse(body: str) -> tuple[Command | Refusal, ...]:
    """Return what a comment's text asks for, in the order of its lines.

    A command written twice is there once. Different ballots are replaced by one refusal, and so are
    all commands after the first 20.
    """
    return read(body).answers


@lru_cache(maxsize=2048)
def read(body: str, *, numbers_take_reasons: bool = False) -> Reading:
    """Return all that there is to know of a comment's text.

    Where `numbers_take_reasons`, `-1 too early` is a ballot. A run asks more than once, of what a comment
    holds now and of what it would mean later: it is read once.
    """
    if not may_hold_command(body):
        return Reading()
    found: list[_Read] = []
    near: list[NearMiss] = []
    foreign: list[str] = []
    for line in read_lines(body):
        if line.shown is Shown.FOREIGN:
            foreign.append(line.text)
            continue
        if line.is_start:
            each = _read(line)
        else:
            ballot = _read_number(line) if numbers_take_reasons else None
            each = ballot or near_miss(line)
        if isinstance(each, NearMiss):
            near.append(each)
        elif each is not None:
            found.append(each)
    answers = _with_one_ballot(found)
    answers += _below_header(foreign, answers)
    if not answers and not near and (alone := sign(body)):
        near = [alone]
    return Reading(_bounded(list(dict.fromkeys(answers))), tuple(near))


def _with_one_ballot(read: list[_Read]) -> list[Command | Refusal]:
    tries = [each for each in read if each.ballots]
    choices = [choice for choice in Choice if any(choice in each.ballots for each in tries)]
    if len(tries) > 1 and len(choices) > 1:
        refusal = _refusal(
            ", ".join(each.line for each in tries),
            f"This comment holds different ballots ({_listed(choices, 'and')}), so none of them counts.",
            f"Write one ballot in a new comment, for example `/vote {choices[0]}`.",
        )
        return [refusal if each.ballots else each.answer for each in read]
    # The same ballot twice is one ballot, with the first reason there is.
    casts = [each.answer for each in read if isinstance(each.answer, Cast)]
    ballot = next((cast for cast in casts if cast.reason), casts[0] if casts else None)
    return [ballot if ballot and isinstance(each.answer, Cast) else each.answer for each in read]


def _bounded(answers: list[Command | Refusal]) -> tuple[Command | Refusal, ...]:
    kept, left_out = answers[:MOST_COMMANDS], answers[MOST_COMMANDS:]
    if not left_out:
        return tuple(kept)
    first = left_out[0]
    refusal = _refusal(
        first.line if isinstance(first, Refusal) else first.text,
        f"One comment may hold {MOST_COMMANDS} commands, so everything from this line on was left out.",
        "Write the rest in a new comment.",
    )
    return (*kept, refusal)


def _refusal(line: str, why: str, hint: str) -> Refusal:
    return Refusal(
        line if len(line) <= MOST_IN_LINE else line[: MOST_IN_LINE - 1] + "\u2026", why, hint
    )


def _read(line: Line) -> _Read | NearMiss | None:
    if line.shown is Shown.HIDDEN:
        return None
    number = NUMBER_ALONE.fullmatch(line.text)
    if number and not line.is_alone and line.shown is Shown.PLAIN:
        return NearMiss(line.text, BALLOTS[number[1]], is_stray=True)
    try:
        command = _command(line.text)
    except RefusedError as error:
        refusal = _refusal(line.text, error.why, error.hint)
        read = _Read(line.text, refusal, frozenset(error.ballots))
    else:
        if command is None:
            return None
        ballots = frozenset({command.choice} if isinstance(command, Cast) else ())
        read = _Read(line.text, command, ballots)
    if line.shown is Shown.JOINED:
        return _below_quotation(line.text)
    if line.shown is Shown.SHOWN:
        return _set_apart(read)
    return read


def _set_apart(read: _Read) -> NearMiss | None:
    """Return what a ballot nearly is that a reader does not see as said."""
    if not read.ballots:
        return None
    choice = next(iter(read.ballots)) if len(read.ballots) == 1 else None
    return NearMiss(read.line, choice)


def _read_number(line: Line) -> _Read | None:
    """Return the ballot of a number with a reason, where those are ballots."""
    found = NUMBER_WITH_REASON.fullmatch(line.text)
    if found is None or line.shown is not Shown.PLAIN or not line.begins_paragraph:
        return None
    choice = BALLOTS[found[1]]
    try:
        command = READERS[f"/vote {choice}"](" ".join(found[2].split()))
    except RefusedError as error:
        return _Read(
            line.text, _refusal(line.text, error.why, error.hint), frozenset(error.ballots)
        )
    return _Read(line.text, command, frozenset({choice}))


def _below_quotation(line: str) -> _Read:
    why = "This line stands right below a quotation, so it is part of the quotation."
    hint = "Write it in a new comment, with an empty line between the quotation and the command."
    return _Read(line, _refusal(line, why, hint))


def _below_header(lines: list[str], answers: list[Command | Refusal]) -> list[Refusal]:
    """Refuse the first command below a mail's header that does not stand above it as well."""
    for line in lines:
        try:
            command = _command(line)
        except RefusedError as error:
            if not error.ballots:
                continue
        else:
            if command is None or command in answers:
                continue
        why = "This stands below the header of another message, so it may be somebody else's words."
        return [_refusal(line, why, "If they are yours, write them in a new comment.")]
    return []


def _command(line: str) -> Command | None:
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
    allowed = f"After `{name}` goes one of {_listed(known, 'or')}."
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


def _listed(words: Iterable[str], joined_by: str) -> str:
    *most, last = (f"`{word}`" for word in words)
    return f"{', '.join(most)} {joined_by} {last}"
