"""The stages an RFC goes through, and the one table of transitions between them.

    proposed --checks-passed--> discussion --/vote open--> voting --vote-passed--> accepted
    accepted --merged--> implementing --/rfc advance--> released

    lifecycle:
      initial: proposed
      stages:
        discussion: {label: "rfc: discussion", color: "1d76db", minimum: 14 days, says: "..."}
      transitions:
        - {from: proposed, to: discussion, on: checks-passed}

The table is data. A vote that ends with neither yes nor no, and has no transition of its own, takes the
RFC back to the stage in which the vote was opened. This room decides nothing about votes: it answers
which transition fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from govbot.core.durations import Duration
from govbot.core.model import Strict, misplaced
from govbot.core.spelling import did_you_mean

__all__ = [
    "DEFAULT_LIFECYCLE",
    "NAME_PATTERN",
    "Lifecycle",
    "Need",
    "PullRequestEnd",
    "Stage",
    "Transition",
    "Trigger",
]

NAME_PATTERN = r"[a-z0-9][a-z0-9-]{0,39}"
"""What a stage or policy is called: as a command can say it."""


class Trigger(StrEnum):
    """What moves an RFC from one stage to another."""

    CHECKS_PASSED = "checks-passed"
    COMMAND = "command"
    MERGED = "merged"
    CLOSED = "closed"
    REOPENED = "reopened"
    VOTE_PASSED = "vote-passed"
    VOTE_FAILED = "vote-failed"
    VOTE_BLOCKED = "vote-blocked"
    VOTE_TIED = "vote-tied"
    VOTE_NO_QUORUM = "vote-no-quorum"
    VOTE_CANCELLED = "vote-cancelled"


class Need(StrEnum):
    """What has to be true before a command may move an RFC."""

    CHECKS = "checks"
    MINIMUM_TIME = "minimum-time"
    CHAMPION = "champion"
    NO_OPEN_CONCERNS = "no-open-concerns"


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Names = Annotated[
    tuple[str, ...], BeforeValidator(_as_list, json_schema_input_type=str | tuple[str, ...])
]


def _no_as_key(value: Any) -> Any:
    """Give back the key `on`, which YAML 1.1 reads as a boolean."""
    if isinstance(value, dict) and True in value:
        return {("on" if key is True else key): each for key, each in value.items()}
    return value


PullRequestEnd = Literal["merge", "squash", "rebase", "close"]
"""What is done to the pull request of an RFC that enters a stage: merged in one of three ways, or closed."""


class Stage(Strict):
    """A stage: its label on GitHub, how long it lasts at least, what it says to readers.

    `end` says that an RFC may rest here for good. `pull_request` is what govbot does to the pull request
    when a vote or a command brings the RFC here; without it, that is left to people.
    """

    label: str = Field(default="", max_length=50)
    color: str = Field(default="ededed", pattern=r"^[0-9a-fA-F]{6}$")
    minimum: Duration | None = None
    says: str = Field(default="", max_length=300)
    end: bool = False
    pull_request: PullRequestEnd | None = None


class Transition(Strict):
    """One row of the table. `opens` names the policy of the vote that the move opens."""

    from_: Names = Field(alias="from", min_length=1)
    to: str
    on: Trigger
    by: Names = ()
    needs: Annotated[
        tuple[Need, ...],
        BeforeValidator(_as_list, json_schema_input_type=Need | tuple[Need, ...]),
    ] = ()
    opens: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _read_on(cls, value: Any) -> Any:
        return _no_as_key(value)

    @model_validator(mode="after")
    def _command_says_who(self) -> Transition:
        if self.on is Trigger.COMMAND and not self.by:
            raise misplaced(
                "a transition on `command` says who may give it: `by: [author, council]`"
            )
        if self.on is not Trigger.COMMAND and (self.by or self.needs):
            raise misplaced(
                f"`by` and `needs` go with `on: command`, not with `on: {self.on}`",
                "by" if self.by else "needs",
            )
        if self.opens and self.on is not Trigger.COMMAND:
            raise misplaced(
                "a vote is opened by a command: `opens` goes with `on: command`", "opens"
            )
        return self


class Lifecycle(Strict):
    """Stages and transitions. A stage of the default lifecycle keeps what is not said of it."""

    initial: str = "proposed"
    stages: dict[str, Stage] = Field(default_factory=dict)
    transitions: tuple[Transition, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, value: Any) -> Any:
        """Fill in the default stages that the transitions use, and the default transitions."""
        if not isinstance(value, dict):
            return value
        value = dict(value)
        if not value.get("transitions"):
            value["transitions"] = DEFAULT_TRANSITIONS
        stages = value.get("stages") or {}
        if not isinstance(stages, dict) or not isinstance(value["transitions"], list | tuple):
            return value
        used = [value.get("initial", "proposed"), *stages, *_named(value["transitions"])]
        defaults = {name: each for name, each in DEFAULT_STAGES.items() if name in used}
        value["stages"] = defaults | {
            name: {**defaults.get(name, {}), **each} if isinstance(each, dict) else each
            for name, each in (
                (name, {} if each is None else each) for name, each in stages.items()
            )
        }
        return value

    @model_validator(mode="after")
    def _names_are_stages(self) -> Lifecycle:
        named: list[tuple[str, str, tuple[str | int, ...]]] = [
            (self.initial, "initial", ("initial",))
        ]
        for at, row in enumerate(self.transitions):
            where = f"the transition to {row.to}"
            named += [
                (name, where, ("transitions", at, "from", index))
                for index, name in enumerate(row.from_)
            ]
            named.append((row.to, where, ("transitions", at, "to")))
        for name, where, path in named:
            if name not in self.stages:
                known = ", ".join(self.stages)
                raise misplaced(
                    f"{where} names the stage `{name}`; the stages are: {known}",
                    *path,
                    hint=did_you_mean(name, self.stages).strip(),
                )
        for name in self.stages:
            if not re.fullmatch(NAME_PATTERN, name):
                raise misplaced(
                    f"`{name}` is no name for a stage: write lower-case letters, digits and hyphens, "
                    f"40 at most, so that `/rfc advance {name.lower()}` can say it",
                    "stages",
                    name,
                )
        return self

    @model_validator(mode="after")
    def _no_circles(self) -> Lifecycle:
        """Refuse rows that nobody has to ask for and that lead round in a circle."""
        for trigger in (Trigger.CHECKS_PASSED, Trigger.MERGED):
            for start in self.stages:
                seen, stage = {start}, self.on(start, trigger)
                while stage is not None:
                    if stage.to in seen:
                        raise misplaced(
                            f"the transitions on {trigger} lead from `{start}` round to `{stage.to}` "
                            f"again, and would never come to rest",
                            "transitions",
                            self.transitions.index(stage),
                        )
                    seen.add(stage.to)
                    stage = self.on(stage.to, trigger)
        return self

    @model_validator(mode="after")
    def _labels_are_distinct(self) -> Lifecycle:
        labels: dict[str, str] = {}
        for name in self.stages:
            label = self.label(name).lower()
            if label in labels:
                raise misplaced(
                    f"the stages `{labels[label]}` and `{name}` share the label `{self.label(name)}`",
                    *("stages", name, "label"),
                )
            labels[label] = name
        return self

    def label(self, stage: str) -> str:
        """Return the label that stands for `stage` on GitHub."""
        return self.stages[stage].label or f"rfc: {stage}"

    def stage_of_label(self, label: str) -> str | None:
        """Return the stage that `label` stands for. GitHub's labels ignore case."""
        wanted = label.lower()
        return next((name for name in self.stages if self.label(name).lower() == wanted), None)

    def leaving(self, stage: str, *triggers: Trigger) -> Iterator[Transition]:
        """Yield the transitions out of `stage`, in the order of the table."""
        for row in self.transitions:
            if stage in row.from_ and (not triggers or row.on in triggers):
                yield row

    def on(self, stage: str, trigger: Trigger) -> Transition | None:
        """Return the first transition out of `stage` on `trigger`, if there is one."""
        return next(self.leaving(stage, trigger), None)

    def command(self, stage: str, to: str) -> Transition | None:
        """Return the transition by command from `stage` to `to`, if there is one."""
        return next((row for row in self.leaving(stage, Trigger.COMMAND) if row.to == to), None)

    def is_end(self, stage: str) -> bool:
        """Say whether nothing leads on from `stage`, other than opening the pull request again."""
        return all(row.on is Trigger.REOPENED for row in self.leaving(stage))


def _named(transitions: Any) -> Iterator[str]:
    """Yield the stages that rows name, as far as they are written as they should be."""
    for row in transitions:
        if isinstance(row, dict):
            origins = row.get("from")
            origins = origins if isinstance(origins, list | tuple) else [origins]
            yield from (name for name in (*origins, row.get("to")) if isinstance(name, str))


DEFAULT_STAGES: dict[str, dict[str, Any]] = {
    "proposed": {"color": "c5def5", "says": "The document is being completed; the checks say what is missing."},
    "discussion": {"color": "1d76db", "minimum": "14 days", "says": "Anyone may comment."},
    "revision": {"color": "5319e7", "says": "The author works the feedback into the text."},
    "voting": {"color": "fbca04", "says": "The vote is open, on the text as it stood when it opened."},
    "accepted": {"color": "0e8a16", "says": "The vote passed; the pull request can be merged."},
    "implementing": {"color": "006b75", "says": "The RFC is merged and being implemented."},
    "released": {"color": "0b6623", "says": "The RFC is implemented and released.", "end": True},
    "rejected": {"color": "b60205", "says": "The vote failed.", "end": True},
    "withdrawn": {"color": "d4c5f9", "says": "The author withdrew the RFC.", "end": True},
    "postponed": {"color": "bfd4f2", "says": "The RFC waits; it can be taken up again."},
    "superseded": {"color": "cccccc", "says": "Another RFC has taken its place.", "end": True},
}  # fmt: skip

_OPEN: list[str] = ["proposed", "discussion", "revision"]

DEFAULT_TRANSITIONS: list[dict[str, Any]] = [
    {"from": "proposed", "to": "discussion", "on": "checks-passed"},
    {"from": ["discussion", "revision"], "to": "voting", "on": "command", "by": ["champion", "council"],
     "needs": ["checks", "minimum-time", "champion", "no-open-concerns"], "opens": "rfc-accept"},
    {"from": "discussion", "to": "revision", "on": "command", "by": ["author", "champion", "council"]},
    {"from": "revision", "to": "discussion", "on": "command", "by": ["author", "champion", "council"]},
    {"from": "voting", "to": "accepted", "on": "vote-passed"},
    {"from": "voting", "to": "rejected", "on": "vote-failed"},
    {"from": "voting", "to": "revision", "on": "vote-blocked"},
    {"from": "accepted", "to": "implementing", "on": "merged"},
    {"from": "implementing", "to": "released", "on": "command", "by": ["maintainer"]},
    {"from": [*_OPEN, "accepted"], "to": "withdrawn", "on": "command", "by": ["author"]},
    {"from": _OPEN, "to": "postponed", "on": "command", "by": ["author", "champion", "council"]},
    {"from": "postponed", "to": "discussion", "on": "command", "by": ["author", "champion", "council"]},
    {"from": [*_OPEN, "postponed", "accepted", "implementing", "released"], "to": "superseded",
     "on": "command", "by": ["author", "council"]},
    {"from": [*_OPEN, "voting", "postponed", "accepted"], "to": "withdrawn", "on": "closed"},
    {"from": "withdrawn", "to": "proposed", "on": "reopened"},
]  # fmt: skip

DEFAULT_LIFECYCLE = Lifecycle.model_validate({})
