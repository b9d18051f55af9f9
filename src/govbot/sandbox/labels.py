"""Labels of a repository, and putting them on issues and pull requests.

world.create_label("rfc: voting", color="fbca04", by="mo")
world.label(1, "rfc: voting", by="mo")
world.unlabel(1, "rfc: voting", by="mo")
"""

from __future__ import annotations

import re
from dataclasses import replace

from govbot.sandbox import webhooks
from govbot.sandbox.ground import Ground, Who
from govbot.sandbox.model import ACTIONS_ID, Issue, Label, LabelMove, Permission, Repository
from govbot.sandbox.refusals import InvalidInput, NotFound

__all__ = ["Labels"]

DEFAULT_COLOR = "ededed"
DESCRIPTION_LIMIT = 100
NAME_LIMIT = 50


def invalid(field: str, code: str) -> InvalidInput:
    """GitHub's answer to a label it cannot take."""
    error = {"resource": "Label", "code": code, "field": field}
    return InvalidInput("Validation Failed", error)


class Labels(Ground):
    """What the world knows of labels. Names are compared without regard to case."""

    def find_label(self, name: str, repository: Repository) -> Label | None:
        """The label with this name, if the repository has it."""
        labels = repository.labels
        return next((label for label in labels if label.name.lower() == name.lower()), None)

    def get_label(self, name: str, repository: Repository) -> Label:
        """The label with this name."""
        found = self.find_label(name, repository)
        if found is None:
            raise NotFound("Not Found")
        return found

    def labels_of(self, issue: Issue, repository: Repository) -> list[Label]:
        """The labels on an issue or pull request, oldest label first."""
        return [label for label in repository.labels if label.id in issue.labels]

    def create_label(
        self,
        name: str,
        color: str = DEFAULT_COLOR,
        description: str | None = None,
        *,
        by: Who = ACTIONS_ID,
        repository: str | Repository | None = None,
    ) -> Label:
        """Make a label; needs write access. `color` is six hexadecimal digits."""
        home = self.repository(repository)
        self.require(self.person(by), home, Permission.WRITE)
        if self.find_label(name, home):
            raise invalid("name", "already_exists")
        self._check(name, color, description)
        label = Label(self.next_id("label", 2001), name, color.lower(), description)
        home.labels.append(label)
        return label

    def _check(self, name: str, color: str, description: str | None) -> None:
        if not name or len(name) > NAME_LIMIT:
            raise invalid("name", "invalid")
        if not re.fullmatch("[0-9a-fA-F]{6}", color):
            raise invalid("color", "invalid")
        if description is not None and len(description) > DESCRIPTION_LIMIT:
            raise invalid("description", "invalid")

    def update_label(
        self,
        name: str,
        *,
        new_name: str | None = None,
        color: str | None = None,
        description: str | None = None,
        by: Who = ACTIONS_ID,
        repository: str | Repository | None = None,
    ) -> Label:
        """Change a label wherever it stands; needs write access."""
        home = self.repository(repository)
        self.require(self.person(by), home, Permission.WRITE)
        label = self.get_label(name, home)
        wanted = new_name or label.name
        if self.find_label(wanted, home) not in (None, label):
            raise invalid("name", "already_exists")
        self._check(wanted, color or label.color, description)
        label.name = wanted
        label.color = (color or label.color).lower()
        label.description = label.description if description is None else description
        return label

    def delete_label(
        self, name: str, *, by: Who = ACTIONS_ID, repository: str | Repository | None = None
    ) -> None:
        """Take a label away, from everything it stands on; needs write access."""
        home = self.repository(repository)
        self.require(self.person(by), home, Permission.WRITE)
        label = self.get_label(name, home)
        for issue in home.issues.values():
            if label.id in issue.labels:
                issue.labels.remove(label.id)
        home.labels.remove(label)

    def label(
        self,
        number: int,
        *names: str,
        by: Who = ACTIONS_ID,
        repository: str | Repository | None = None,
    ) -> list[Label]:
        """Put labels on, making those that are missing; needs triage access."""
        home = self.repository(repository)
        actor = self.person(by)
        issue = self.issue(number, home)
        self.require(actor, home, Permission.TRIAGE)
        for name in names:
            label = self.find_label(name, home)
            if label is None:
                self._check(name, DEFAULT_COLOR, None)
                label = Label(self.next_id("label", 2001), name, DEFAULT_COLOR)
                home.labels.append(label)
            if label.id not in issue.labels:
                issue.labels.append(label.id)
                self._remember(issue, label, added=True, by=actor.id)
                issue.updated_at = self.now
                webhooks.issue_event(self, home, issue, actor, "labeled", label=label)
        return self.labels_of(issue, home)

    def unlabel(
        self,
        number: int,
        *names: str,
        by: Who = ACTIONS_ID,
        repository: str | Repository | None = None,
    ) -> list[Label]:
        """Take labels off; needs triage access, and each label to be there."""
        home = self.repository(repository)
        actor = self.person(by)
        issue = self.issue(number, home)
        self.require(actor, home, Permission.TRIAGE)
        for name in names:
            label = self.find_label(name, home)
            if label is None or label.id not in issue.labels:
                raise NotFound("Label does not exist")
            issue.labels.remove(label.id)
            self._remember(issue, label, added=False, by=actor.id)
            issue.updated_at = self.now
            webhooks.issue_event(self, home, issue, actor, "unlabeled", label=label)
        return self.labels_of(issue, home)

    def _remember(self, issue: Issue, label: Label, *, added: bool, by: int) -> None:
        move = LabelMove(self.next_id("label move", 6001), replace(label), added, by, self.now)
        issue.label_moves.append(move)
