"""Comments and reactions.

comment = world.comment(1, "/vote yes", by="ada")
world.edit_comment(comment, "/vote no", by="ada")
world.react(comment, "+1", by="bob")
world.delete_comment(comment, by="ada")
"""

from __future__ import annotations

from collections.abc import Iterator

from govbot.sandbox import webhooks
from govbot.sandbox.ground import Ground, Who
from govbot.sandbox.model import (
    Comment,
    Discussion,
    Issue,
    Permission,
    Person,
    Reaction,
    ReactionContent,
    Repository,
    Review,
)
from govbot.sandbox.refusals import Forbidden, InvalidInput, NotFound

__all__ = ["BODY_LIMIT", "Conversation", "Reactable", "check_body"]

BODY_LIMIT = 65536
"""The longest body GitHub takes, in characters."""


Reactable = Comment | Issue | Review | Discussion
"""What one can react to: whatever somebody wrote."""


def check_body(body: str, *, blank: bool = False) -> None:
    """Refuse a body that GitHub would not take."""
    if len(body) > BODY_LIMIT:
        error = {"resource": "IssueComment", "code": "custom", "field": "body"}
        text = f"Body is too long (maximum is {BODY_LIMIT} characters)"
        raise InvalidInput(
            text, error | {"message": f"body is too long (maximum is {BODY_LIMIT} characters)"}
        )
    if not blank and not body.strip():
        error = {"resource": "IssueComment", "code": "missing_field", "field": "body"}
        raise InvalidInput("Body can't be blank", error)


class Conversation(Ground):
    """What people say. A comment may be named by its id or be the comment itself."""

    def comment(
        self, number: int, body: str, *, by: Who, repository: str | Repository | None = None
    ) -> Comment:
        """Say something on an issue or pull request; anyone may, unless it is locked."""
        home = self.repository(repository)
        actor = self.person(by)
        issue = self.issue(number, home)
        self._refuse_when_locked(home, issue, actor, "Unable to create comment")
        check_body(body)
        comment = Comment(
            id=self.next_id("comment"),
            issue=number,
            author=actor.id,
            body=body,
            created_at=self.now,
            updated_at=self.now,
        )
        issue.comments.append(comment)
        issue.updated_at = self.now
        webhooks.comment_event(self, home, issue, comment, actor, "created")
        return comment

    def edit_comment(self, comment: Comment | int, body: str, *, by: Who | None = None) -> Comment:
        """Change a comment; its author may (the default), and anyone with write access."""
        home, issue, found, actor = self._mine(comment, by)
        self._refuse_when_locked(home, issue, actor, "Unable to update comment")
        check_body(body)
        before, found.body = found.body, body
        if before != body:
            found.updated_at = found.edited_at = issue.updated_at = self.now
            found.editor = actor.id
            changes = {"body": {"from": before}}
            webhooks.comment_event(self, home, issue, found, actor, "edited", changes)
        return found

    def delete_comment(self, comment: Comment | int, *, by: Who | None = None) -> None:
        """Delete a comment; its author may (the default), and anyone with write access."""
        home, issue, found, actor = self._mine(comment, by)
        issue.comments.remove(found)
        webhooks.comment_event(self, home, issue, found, actor, "deleted")

    def minimize_comment(
        self, comment: Comment | int, reason: str = "outdated", *, by: Who | None = None
    ) -> Comment:
        """Fold a comment away; its author may, and anyone with triage access."""
        found = self._mine(comment, by, Permission.TRIAGE)[2]
        found.minimized = reason
        return found

    def _mine(
        self, comment: Comment | int, by: Who | None, needed: Permission = Permission.WRITE
    ) -> tuple[Repository, Issue, Comment, Person]:
        number = comment.id if isinstance(comment, Comment) else comment
        home, issue, found = self.find_comment(number)
        actor = self.person(found.author if by is None else by)
        if actor.id != found.author:
            self.require(actor, home, needed)
        return home, issue, found, actor

    def react(
        self, to: Reactable | int, content: str | ReactionContent, *, by: Who
    ) -> tuple[Reaction, bool]:
        """React to what somebody wrote, a number being that of a comment.

        Says whether the reaction is new: twice counts once.
        """
        given = self._reactions(to)
        actor = self.person(by)
        wanted = ReactionContent(content)
        for reaction in given:
            if (reaction.by, reaction.content) == (actor.id, wanted):
                return reaction, False
        for home, issue in self._locked_conversations(given):
            self._refuse_when_locked(home, issue, actor, "Unable to react")
        reaction = Reaction(self.next_id("reaction", 8001), wanted, actor.id, self.now)
        given.append(reaction)
        return reaction, True

    def unreact(self, to: Reactable | int, content: str | ReactionContent, *, by: Who) -> Reaction:
        """Take a reaction of one's own back."""
        given = self._reactions(to)
        actor = self.person(by)
        wanted = ReactionContent(content)
        for reaction in given:
            if (reaction.by, reaction.content) == (actor.id, wanted):
                given.remove(reaction)
                return reaction
        raise NotFound("There is no such reaction of yours.")

    def _reactions(self, to: Reactable | int) -> list[Reaction]:
        return self.find_comment(to)[2].reactions if isinstance(to, int) else to.reactions

    def lock_conversation(
        self, number: int, *, by: Who, repository: str | Repository | None = None
    ) -> None:
        """Lock a conversation, so that only people with write access may comment."""
        home = self.repository(repository)
        actor = self.person(by)
        self.require(actor, home, Permission.TRIAGE)
        issue = self.issue(number, home)
        issue.locked = True
        webhooks.issue_event(self, home, issue, actor, "locked")

    def unlock_conversation(
        self, number: int, *, by: Who, repository: str | Repository | None = None
    ) -> None:
        """Let everybody comment again."""
        home = self.repository(repository)
        actor = self.person(by)
        self.require(actor, home, Permission.TRIAGE)
        issue = self.issue(number, home)
        issue.locked = False
        webhooks.issue_event(self, home, issue, actor, "unlocked")

    def _refuse_when_locked(
        self, home: Repository, issue: Issue, actor: Person, unable: str
    ) -> None:
        """Raise `Forbidden` for a bot, whatever it may write, and for whoever may not write."""
        may = self.allows(actor, home, Permission.WRITE) and actor.type != "Bot"
        if issue.locked and not may:
            raise Forbidden(f"{unable} because issue is locked.")

    def _locked_conversations(self, given: list[Reaction]) -> Iterator[tuple[Repository, Issue]]:
        """The conversation of whatever has these reactions, where it is locked."""
        for home in self.state.repositories.values():
            for issue in (each for each in home.issues.values() if each.locked):
                written = [issue, *issue.comments, *(issue.pull.reviews if issue.pull else ())]
                if any(each.reactions is given for each in written):
                    yield home, issue
