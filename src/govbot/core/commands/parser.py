r"""A comment's text -> its commands and refusals, in the order of its lines.

>>> parse("/vote blokc too early\n\n```\n/vote yes\n```")[0].hint
'Did you mean `/vote block`? After `/vote` goes one of `yes`, `no`, `abstain`, `block`, ...'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from govbot.core.choices import Choice
from govbot.core.commands.arguments import BALLOTS, READERS, RefusedError
from govbot.core.commands.kinds import Cast, Command, Refusal
from govbot.core.commands.lines import Line, Shown, read_lines
from govbot.core.commands.near_misses import NearMiss, near_miss, sign
from govbot.core.commands.understanding import MOST_IN_LINE, NUMBER_ALONE, listed, understood
from govbot.core.prefilter import may_hold_command

__all__ = ["MOST_COMMANDS", "Reading", "parse", "read"]

MOST_COMMANDS = 20

NUMBER_WITH_REASON = re.compile(r"([+-]1)(?:[,:;.!\u2013\u2014-]|(?=\()|[ \t])[ \t]*(.+)")


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
            f"This comment holds different ballots ({listed(choices, 'and')}), so none of them counts.",
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
        command = understood(line.text)
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
            command = understood(line)
        except RefusedError as error:
            if not error.ballots:
                continue
        else:
            if command is None or command in answers:
                continue
        why = "This stands below the header of another message, so it may be somebody else's words."
        return [_refusal(line, why, "If they are yours, write them in a new comment.")]
    return []
