"""Votes on an issue, and on a pull request that edits a roster, in a community that requires them.

town = begin()
say(town, "ada", "/vote open mascot")      # an hour later, on the issue
let_vote(town, ballots_of("yes"))
run_out(town)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from govbot.demo.stage import beginning
from govbot.demo.story import community_files
from tests.communities import COUNCIL
from tests.scenarios.crashes import Moment
from tests.scenarios.town import Town, checkout

__all__ = [
    "ISSUE",
    "MOMENTS",
    "ROSTER",
    "ballots_of",
    "begin",
    "community",
    "let_vote",
    "moments",
    "roster_change",
    "run_out",
    "say",
]

ROSTER = "governance/bodies/council.yaml"
POLICY = """{electorate: council, quorum: {at_least: 1/2}, pass: {more_than: 1/2},
     period: {length: 10 days}, text_change: %s}"""
SETTINGS = f"""\
policies:
  roster: {POLICY % "restart"}
  mascot: {POLICY % "notify"}
required_votes:
  - {{paths: ["governance/bodies/**"], policy: roster, says: "A roster is the council's."}}
"""
ISSUE = 1


def community() -> Path:
    return checkout(SETTINGS)


def thaw(frozen: bytes) -> Town:
    return Town.thaw(frozen, community())


@cache
def _begun() -> bytes:
    town = Town(beginning(), root=community())
    town.world.open_issue("A mascot", "We should have one.", by="zoe")
    town.settle()
    return town.freeze()


def begin() -> Town:
    """A community with rules on required votes, and an issue."""
    return thaw(_begun())


def say(town: Town, by: str, text: str, number: int = ISSUE) -> None:
    """Say something an hour later, and let govbot hear it."""
    town.world.advance(hours=1)
    town.world.comment(number, text, by=by)
    town.settle()


def let_vote(town: Town, ballots: dict[str, str], number: int = ISSUE) -> None:
    for login, choice in ballots.items():
        say(town, login, f"/vote {choice}", number)


def ballots_of(choice: str) -> dict[str, str]:
    return dict.fromkeys(COUNCIL[:5], choice)


def run_out(town: Town) -> None:
    """Let the period pass, and the schedule come."""
    town.world.advance(days=11)
    town.sweep()


def roster_change(town: Town) -> int:
    """Open a pull request that edits the roster, and let govbot see it."""
    text = community_files()[ROSTER] + "# A remark.\n"
    number = town.world.open_pull_request("A remark", {ROSTER: text}, by="zoe").number
    town.settle()
    return number


# What happens to a motion, step by step -----------------------------------------------------------------


def its_end(town: Town) -> None:
    town.world.advance(days=11)
    town.schedule()


MOMENTS: dict[str, Callable[[Town], object]] = {
    "it is opened": lambda town: town.world.comment(ISSUE, "/vote open roster", by="ada"),
    # Advice falls with the text without a call to vote again, which a killed run leaves for a while.
    "advice": lambda town: town.world.comment(ISSUE, "/vote yes", by="zoe"),
    "a refusal": lambda town: town.world.comment(ISSUE, "/rfc advance", by="ben"),
    "an edit": lambda town: town.world.edit(ISSUE, body="Two.", by="zoe"),
    "yes": lambda town: town.world.comment(ISSUE, "+1", by="ada"),
    "the end": its_end,
}


@cache
def moments() -> dict[str, Moment]:
    """All of it, told once."""
    town, found = begin(), {}
    for name, act in MOMENTS.items():
        town.world.advance(hours=1)
        act(town)
        found[name] = Moment.play(name, town)
    return found
