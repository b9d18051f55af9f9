"""Which changed files need a vote, and under which policy: rules by path, the first that matches wins.

    required_votes:
      - {paths: ["governance/bodies/**"], policy: roster-change, says: "A roster is the council's."}
      - {paths: ["governance/bodies/drafts/**"], policy: none}

    winner(rules, "governance/bodies/council.yaml")
    # Match(place=0, rule=..., pattern="governance/bodies/**")

Patterns are those of a `.gitignore` file. A rule that is to exempt some files stands before the one that
would take them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pathspec import GitIgnoreSpec
from pydantic import Field, field_validator

from govbot.core.model import Strict

__all__ = [
    "EXEMPT",
    "Match",
    "RequiredVote",
    "matches_some",
    "never_wins",
    "policies_required",
    "winner",
]

EXEMPT = "none"
"""What stands for the policy in a rule whose files need no vote."""


class RequiredVote(Strict):
    """Changes to files of these `paths` need a vote under `policy`; under `none`, they need none."""

    paths: tuple[str, ...] = Field(min_length=1)
    policy: str
    says: str = ""

    @field_validator("paths")
    @classmethod
    def _paths_are_patterns(cls, paths: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in paths:
            if not pattern.strip() or pattern.startswith("#"):
                raise ValueError(
                    f"`{pattern}` matches no file: write a path as in .gitignore, such as "
                    "`governance/bodies/**`"
                )
            try:
                GitIgnoreSpec.from_lines([pattern])
            except ValueError as error:
                raise ValueError(f"`{pattern}` is no pattern as in .gitignore: {error}") from error
        if all(pattern.startswith("!") for pattern in paths):
            raise ValueError("a rule needs a pattern of its files, not only exceptions with `!`")
        return paths

    @property
    def asks(self) -> bool:
        """Say whether the rule asks for a vote at all."""
        return self.policy != EXEMPT


@dataclass(frozen=True, slots=True)
class Match:
    """The rule that decides about a path, its place among the rules (from 0), and its pattern."""

    place: int
    rule: RequiredVote
    pattern: str


def winner(rules: Sequence[RequiredVote], path: str) -> Match | None:
    """Return what decides about `path`: the first rule with a pattern for it; None without one."""
    for place, rule in enumerate(rules):
        found = _patterns(rule.paths).check_file(path)
        if found.include and found.index is not None:
            return Match(place, rule, rule.paths[found.index])
    return None


def policies_required(
    rules: Sequence[RequiredVote], paths: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Return the policies that these paths need a vote under, each with its paths.

    Policies come in the order of the rules, paths in theirs.
    """
    matches = [(match, path) for path in paths if (match := winner(rules, path)) is not None]
    asked = [(match, path) for match, path in matches if match.rule.asks]
    found: dict[str, list[str]] = {}
    for match, path in sorted(asked, key=lambda each: each[0].place):
        found.setdefault(match.rule.policy, []).append(path)
    return {policy: tuple(dict.fromkeys(touched)) for policy, touched in found.items()}


def never_wins(rules: Sequence[RequiredVote], place: int) -> Match | None:
    """Return an earlier rule that decides about everything the rule at `place` has patterns for.

    The rule is tried with a number of paths of every shape that its patterns allow, with names that
    nobody uses: a rule that takes those takes any. None where the rule decides about some path.
    """
    own = _patterns(rules[place].paths)
    earlier = None
    for pattern in rules[place].paths:
        if pattern.startswith("!"):
            continue
        tried = [path for path in _examples(pattern) if own.match_file(path)]
        matches = [winner(rules[:place], path) for path in tried]
        if not matches or None in matches:
            return None
        earlier = earlier or matches[0]
    return earlier


def matches_some(pattern: str, files: Iterable[str]) -> bool:
    """Say whether a pattern, or what one with `!` excepts, is that of any of these files."""
    spec = _patterns((pattern.removeprefix("!"),))
    return any(spec.match_file(path) for path in files)


@lru_cache(maxsize=64)
def _patterns(paths: tuple[str, ...]) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(paths)


NAMES = ("zq", "zqzqzq.zq")
FOLDERS = ("", "zq/", "zq/zqz/")


def _examples(pattern: str) -> Iterator[str]:
    """Yield paths that `pattern` may match, whatever matches nothing being left to the caller."""
    stem = pattern.rstrip("/").removeprefix("/")
    is_anchored = "/" in pattern.rstrip("/")
    for before in ("",) if is_anchored else FOLDERS:
        for folders in FOLDERS:
            for name in NAMES:
                # `**` stands for any number of folders, `*` and `?` for a part of one name.
                middle = stem.replace("**/", folders).replace("**", f"{folders}{name}")
                middle = middle.replace("*", name).replace("?", "z")
                yield f"{before}{middle}"
                yield f"{before}{middle}/{name}"
