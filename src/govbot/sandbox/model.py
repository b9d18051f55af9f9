"""What the sandbox remembers: plain values, all of which go into the state file.

    Person(id=1001, login="ada")
    Issue(number=1, title="Adopt a code of conduct", pull=PullRequest(...))

People are referred to by their numeric id everywhere, so a renamed login keeps its history.
A pull request is an issue which has a `pull`, as on GitHub. All times are UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Literal

from govbot.sandbox.organization_model import Organization
from govbot.sandbox.settings_model import RepositorySettings

__all__ = [
    "ACTIONS_APP",
    "ACTIONS_ID",
    "ACTIONS_LOGIN",
    "EPOCH",
    "Annotation",
    "App",
    "Approval",
    "CheckRun",
    "CheckSuite",
    "Comment",
    "Discussion",
    "DiscussionCategory",
    "Event",
    "Issue",
    "Label",
    "LabelMove",
    "Permission",
    "Person",
    "PullRequest",
    "Queued",
    "Reaction",
    "ReactionContent",
    "Repository",
    "Review",
    "ReviewState",
    "State",
    "StateReason",
]

ACTIONS_LOGIN = "github-actions[bot]"
"""The login, in REST, of the actor behind the token that an Actions run is given."""

ACTIONS_ID = 41898282
"""The numeric id of that actor on github.com."""

EPOCH = datetime(2026, 3, 1, tzinfo=UTC)
"""Where the sandbox's clock stands when nobody has set it."""


class Permission(StrEnum):
    """What a person may do in a repository, from least to most."""

    NONE = "none"
    READ = "read"
    TRIAGE = "triage"
    WRITE = "write"
    MAINTAIN = "maintain"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """The place in the order from `none` to `admin`, counted from 0."""
        return list(Permission).index(self)


class ReactionContent(StrEnum):
    """The eight reactions, as REST writes them; the names are GraphQL's."""

    THUMBS_UP = "+1"
    THUMBS_DOWN = "-1"
    LAUGH = "laugh"
    HOORAY = "hooray"
    CONFUSED = "confused"
    HEART = "heart"
    ROCKET = "rocket"
    EYES = "eyes"


@dataclass(slots=True)
class Person:
    """Somebody with an account: a user, a bot, or the organization that owns a repository.

    A mannequin is a placeholder for the author of something that was imported, and may have anybody's login.
    """

    id: int
    login: str
    type: Literal["User", "Bot", "Organization", "Mannequin"] = "User"
    name: str | None = None
    created_at: datetime = EPOCH


@dataclass(slots=True)
class Label:
    """A label of one repository; `color` is six hexadecimal digits without a hash sign."""

    id: int
    name: str
    color: str
    description: str | None = None


@dataclass(slots=True)
class LabelMove:
    """Somebody put a label on (`added`) or took it off; the label is as it was then."""

    id: int
    label: Label
    added: bool
    by: int
    at: datetime


@dataclass(slots=True)
class Reaction:
    """One person's reaction to what somebody wrote."""

    id: int
    content: ReactionContent
    by: int
    created_at: datetime


@dataclass(slots=True)
class Comment:
    """A comment on an issue or pull request; `editor` is whoever edited it last."""

    id: int
    issue: int
    author: int
    body: str
    created_at: datetime
    updated_at: datetime
    edited_at: datetime | None = None
    editor: int | None = None
    minimized: str | None = None
    reactions: list[Reaction] = field(default_factory=list)


class ReviewState(StrEnum):
    """How a review stands, as REST writes it; webhooks write it in small letters."""

    APPROVED = "APPROVED"
    CHANGES_REQUESTED = "CHANGES_REQUESTED"
    COMMENTED = "COMMENTED"
    DISMISSED = "DISMISSED"


@dataclass(slots=True)
class Review:
    """A submitted review of a pull request at the commit `oid`; the body may be empty."""

    id: int
    author: int
    body: str
    state: ReviewState
    oid: str
    created_at: datetime
    updated_at: datetime
    edited_at: datetime | None = None
    editor: int | None = None
    reactions: list[Reaction] = field(default_factory=list)


@dataclass(slots=True)
class PullRequest:
    """What a pull request has beyond an issue. Object ids are hexadecimal SHA-1."""

    id: int
    base: str
    head: str
    head_repository: str
    head_oid: str
    base_oid: str
    draft: bool = False
    merged_at: datetime | None = None
    merged_by: int | None = None
    merge_oid: str | None = None
    reviews: list[Review] = field(default_factory=list)


class StateReason(StrEnum):
    """Why an issue that is no pull request was closed or is open again."""

    COMPLETED = "completed"
    NOT_PLANNED = "not_planned"
    REOPENED = "reopened"


@dataclass(slots=True)
class Rename:
    """An issue or pull request was given another title."""

    id: int
    before: str
    after: str
    by: int
    at: datetime


@dataclass(slots=True)
class Issue:
    """An issue, or a pull request when `pull` is there; `labels` are label ids, oldest first."""

    id: int
    number: int
    title: str
    body: str
    author: int
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None
    closed_by: int | None = None
    state_reason: StateReason | None = None
    edited_at: datetime | None = None
    editor: int | None = None
    locked: bool = False
    labels: list[int] = field(default_factory=list)
    label_moves: list[LabelMove] = field(default_factory=list)
    renames: list[Rename] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    reactions: list[Reaction] = field(default_factory=list)
    pull: PullRequest | None = None

    @property
    def closed(self) -> bool:
        """Whether it is closed (a merged pull request is closed too)."""
        return self.closed_at is not None


@dataclass(slots=True)
class DiscussionCategory:
    """What discussions of one kind stand under; `emoji` is written as `:bulb:`."""

    id: int
    name: str
    slug: str
    emoji: str
    description: str
    answerable: bool = False


@dataclass(slots=True)
class Discussion:
    """A discussion; its number comes from the same sequence as those of issues."""

    id: int
    number: int
    category: int
    title: str
    body: str
    author: int
    created_at: datetime
    updated_at: datetime
    edited_at: datetime | None = None
    editor: int | None = None
    reactions: list[Reaction] = field(default_factory=list)


@dataclass(slots=True)
class Annotation:
    """A remark of a check run on lines of a file."""

    path: str
    start_line: int
    end_line: int
    level: str
    message: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class App:
    """A GitHub App, in whose name check runs are set."""

    id: int
    slug: str
    name: str


ACTIONS_APP = App(15368, "github-actions", "GitHub Actions")


@dataclass(slots=True)
class CheckSuite:
    """What one app has to say of a commit: of Actions, what one run of a workflow has."""

    id: int
    head_oid: str
    created_at: datetime
    app: App = ACTIONS_APP


@dataclass(slots=True)
class CheckRun:
    """A check run on a commit, in one of its suites. Words are those of REST."""

    id: int
    name: str
    head_oid: str
    suite: int
    status: str = "queued"
    conclusion: str | None = None
    title: str | None = None
    summary: str | None = None
    text: str | None = None
    external_id: str | None = None
    details_url: str | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    annotations: list[Annotation] = field(default_factory=list)


@dataclass(slots=True)
class Queued:
    """A pull request in the merge queue of a branch, and the commit that would merge it and those before."""

    number: int
    base: str
    head_oid: str


@dataclass(slots=True)
class Repository:
    """One repository. `network` names the repository whose git objects it shares (its parent).

    `last_number` is the highest number of something deleted: numbers are never given twice.
    Without `workflows_may_propose` the Actions token opens no pull request, as a setting has it.
    `permissions` are those of people by their id, `team_permissions` those of teams by theirs.
    """

    id: int
    owner: int
    name: str
    network: str
    created_at: datetime
    default_branch: str = "main"
    description: str | None = None
    fork_of: str | None = None
    permissions: dict[int, Permission] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)
    issues: dict[int, Issue] = field(default_factory=dict)
    check_suites: list[CheckSuite] = field(default_factory=list)
    check_runs: list[CheckRun] = field(default_factory=list)
    discussions_enabled: bool = False
    discussion_categories: list[DiscussionCategory] = field(default_factory=list)
    discussions: dict[int, Discussion] = field(default_factory=dict)
    last_number: int = 0
    workflows_may_propose: bool = True
    team_permissions: dict[int, Permission] = field(default_factory=dict)
    queue: list[Queued] = field(default_factory=list)
    settings: RepositorySettings = field(default_factory=RepositorySettings)


@dataclass(slots=True)
class Event:
    """A webhook as an Actions run gets it. `id` counts from 1, in order."""

    id: int
    name: str
    action: str | None
    repository: str
    actor: str
    ref: str
    sha: str
    at: datetime
    payload: dict[str, Any]


class Approval(StrEnum):
    """Whether a first-time contributor's runs wait until somebody approves them.

    Whether GitHub tells other workflows of a run that waits is not known: `TOLD` and `UNTOLD` are both.
    """

    NONE = "none"
    TOLD = "told"
    UNTOLD = "untold"


@dataclass(slots=True)
class State:
    """Everything but the git objects. `next_ids` holds the next number of each kind of id.

    `organizations` are by the id of their account; an account may own a repository without one.
    `held` are the events of runs that wait to be approved. Suites of checks are gone after
    `retention_days`; where `checks_are_final`, no later run changes how a check stands.
    """

    now: datetime = EPOCH
    people: dict[int, Person] = field(default_factory=dict)
    repositories: dict[str, Repository] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    next_ids: dict[str, int] = field(default_factory=dict)
    organizations: dict[int, Organization] = field(default_factory=dict)
    approval: Approval = Approval.NONE
    held: list[Event] = field(default_factory=list)
    retention_days: int = 90
    checks_are_final: bool = True
