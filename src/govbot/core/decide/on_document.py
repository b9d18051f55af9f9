"""What the pull request's document does: it is registered, checked, and held to during a vote.

    pushed before a vote   -> DocumentSeen, and on to the next stage once the checks pass
    pushed during a vote   -> what the policy's `text_change` says: restart | notify | ignore

Text is told apart by its git blob id, so a push that does not touch the RFC changes nothing.
"""

from __future__ import annotations

from typing import assert_never

from govbot.core.checks import check_document, check_pull_request
from govbot.core.decide.docket import Docket
from govbot.core.decide.scope import elsewhere, files_left_out, is_elsewhere
from govbot.core.decide.text_changes import kind_of_change
from govbot.core.documents import Document
from govbot.core.errors import UserError
from govbot.core.findings import bounded
from govbot.core.records import (
    DocumentSeen,
    ProxyGiven,
    Recused,
    Registered,
    Source,
    StageEntered,
    VoteCancelled,
    VoteOpened,
)
from govbot.core.snapshot import PullState
from govbot.core.state import VoteState
from govbot.core.votes import Electorate, next_close

__all__ = ["carry_over", "hold_to_text", "kind_of_change", "register", "see_document"]


def register(docket: Docket) -> None:
    """Take the pull request up as an RFC when it holds one, is open, and into the default branch.

    One on which a vote was opened before stays what it was: a motion.
    """
    snapshot = docket.snapshot
    pull = snapshot.pull_request
    if (
        docket.state.taken_up is not None
        or not snapshot.documents
        or pull.state is not PullState.OPEN
        or is_elsewhere(snapshot)
    ):
        return
    source = Source(url=pull.url)
    document = snapshot.documents[0]
    docket.add(
        Registered(
            at=docket.now,
            actor=pull.author,
            source=source,
            number=pull.number,
            title=pull.title,
            path=document.path,
        )
    )
    docket.add(
        StageEntered(at=docket.now, stage=docket.lifecycle.initial, why="registered", source=source)
    )


def see_document(docket: Docket) -> None:
    """Record the document as it stands at the head commit, and what follows from a new text."""
    if docket.state.registered is None:
        return
    current = docket.state.open_vote
    due = next_close(current.vote) if current is not None else None
    if due is not None and due <= docket.now:
        return  # its time is up: a text pushed now does not undo it
    seen = _seen(docket)
    before = docket.state.document
    if seen is None or (before is not None and _is_same(before, seen)):
        docket.follow(docket.now)
        return
    docket.add(seen)
    hold_to_text(docket, seen)
    docket.follow(docket.now)


def hold_to_text(docket: Docket, seen: DocumentSeen) -> None:
    """Do to the open vote, if there is one, what its policy says of the text that was `seen`."""
    current = docket.state.open_vote
    if current is None or seen.blob == current.opening.blob:
        return
    why = elsewhere(docket.snapshot)
    if why is not None:
        docket.cancel_vote(why, at=docket.now)
        return
    kind = kind_of_change(current.opening.print, seen.print)
    match current.opening.policy.text_change.on(kind):
        case "restart":
            _restart(docket)
        case "notify" | "ignore":
            pass
        case other:
            assert_never(other)


def _seen(docket: Docket) -> DocumentSeen | None:
    """Return the record of the document now; None where its text did not have to be read again.

    In a pull request that is to be merged elsewhere now there is none.
    """
    snapshot = docket.snapshot
    governance = docket.governance
    number = snapshot.pull_request.number
    if not snapshot.documents or is_elsewhere(snapshot):
        if snapshot.pull_request.state is not PullState.OPEN:
            return None
        if files_left_out(snapshot) is not None and not is_elsewhere(snapshot):
            return None  # it may be among those that GitHub does not list
        path = docket.state.document.path if docket.state.document else ""
        return DocumentSeen(at=docket.now, path=path, blob="", head=snapshot.pull_request.head)
    if not all(document.text_read for document in snapshot.documents):
        return None
    document = _main_document(snapshot.documents, number)
    findings = check_pull_request(
        snapshot.documents, governance=governance, pull_request=number
    ) + check_document(
        document, governance=governance, pull_request=number, today=docket.now.date()
    )
    front = document.front
    findings = bounded(findings)
    return DocumentSeen(
        at=docket.now,
        actor=snapshot.pull_request.author,
        path=document.path,
        blob=document.blob,
        head=snapshot.pull_request.head,
        title=front.title if front else "",
        champion=front.champion if front else None,
        findings=findings,
        print=document.print,
    )


def _main_document(documents: tuple[Document, ...], number: int) -> Document:
    """Return the document that bears the pull request's number, else the first."""
    wanted = f"/{number:04d}-"
    return next((each for each in documents if wanted in f"/{each.path}"), documents[0])


def _is_same(before: DocumentSeen, seen: DocumentSeen) -> bool:
    """Say whether two records differ in nothing but when and at which commit."""
    return (before.path, before.blob, before.champion, before.findings) == (
        seen.path,
        seen.blob,
        seen.champion,
        seen.findings,
    )


def _restart(docket: Docket) -> None:
    """Cancel the vote on the old text and, where the new text can be voted on, open one on it."""
    current = docket.state.open_vote
    document = docket.state.document
    if current is None or document is None:
        return
    try:
        if not document.blob:
            raise UserError("The document was taken out of the pull request.")
        if document.errors:
            raise UserError("The text changed, and the new text does not pass the checks.")
        opening = docket.opening(
            current.opening.policy_name,
            at=docket.now,
            actor=current.opening.actor,
            source=Source(url=docket.snapshot.pull_request.url),
        )
    except UserError as error:
        docket.cancel_vote(error.message, at=docket.now)
        return
    reason = "The text changed, so the vote starts again on the new text."
    docket.add(VoteCancelled(at=docket.now, vote=current.number, reason=reason))
    docket.add(opening)
    carry_over(docket, current, opening)


def carry_over(docket: Docket, current: VoteState, opening: VoteOpened) -> None:
    """Let what was said about the whole matter hold in the vote that takes the place of `current`."""
    for account in current.vote.recused:
        if Electorate(opening.electorate).find(account) is not None:
            docket.add(
                Recused(
                    at=docket.now,
                    actor=account,
                    vote=opening.vote,
                    reason=f"left vote {current.number}, which started again",
                )
            )
    proxies = opening.policy.proxies
    for proxy in current.vote.proxies if proxies and proxies.scope == "all-votes" else ():
        is_over = proxy.until is not None and proxy.until < docket.now.date()
        if not is_over and Electorate(opening.electorate).find(proxy.giver) is not None:
            docket.add(
                ProxyGiven(
                    at=docket.now,
                    actor=proxy.giver,
                    vote=opening.vote,
                    holder=proxy.holder,
                    until=proxy.until,
                )
            )
