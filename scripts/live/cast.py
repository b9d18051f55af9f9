"""Who plays whom in the demo's story, and the rules that the community then has.

    cast = cast_of(scratch)
    cast["ben"].account.login     # whoever plays ben
    governance_of(cast, scratch, discussion="14 days")

One account can play everybody: then ada votes often, and the last ballot counts. A second account is zoe,
who is not on the council; each further one takes a seat. They come in such an order that the vote passes,
however many there are.
"""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from govbot.core.bodies import Body
from govbot.core.governance import Governance, Settings
from govbot.core.people import People
from govbot.demo.story import community_files
from scripts.live.rows import NotTried
from scripts.live.scratch import Participant, ScratchRepository

__all__ = ["COUNCIL", "PERIOD_MINUTES", "cast_of", "governance_of", "has_own_account", "on_council"]

COUNCIL = ("ada", "cyd", "ben", "dee", "eli", "fay", "gus")
ORDER = ("ada", "zoe", *COUNCIL[1:], "mo")

PERIOD_MINUTES = 5
"""How long the vote lasts, instead of the demo's ten days. Its ballots take less than two."""

Players = Mapping[str, Participant]


def cast_of(scratch: ScratchRepository) -> Players:
    """Return who plays each person of the story; whoever has no account of their own is played by ada's.

    Raise `NotTried` where there is no person at all: a bot has no vote.
    """
    if not scratch.people:
        raise NotTried(
            "The story needs a person's token, in GOVBOT_LIVE_TOKENS: a bot serves on no council."
        )
    own = dict(zip(ORDER, scratch.people, strict=False))
    return {login: own.get(login, own["ada"]) for login in ORDER}


def on_council(cast: Players) -> tuple[Participant, ...]:
    """Return those who serve on the council, each once."""
    seated = {cast[login].account.id: cast[login] for login in COUNCIL}
    return tuple(seated.values())


def has_own_account(cast: Players, login: str) -> bool:
    """Say whether this person of the story is played by an account that plays nobody before them."""
    before = ORDER[: ORDER.index(login)]
    return all(not cast[each].account.is_same(cast[login].account) for each in before)


def governance_of(cast: Players, scratch: ScratchRepository, *, discussion: str) -> Governance:
    """Return the demo's rules with the people of the cast, a short vote and this least `discussion`.

    Nobody can move GitHub's clock, so what takes weeks in the demo takes minutes here, or no time.
    """
    settings = yaml.safe_load(community_files()["governance/govbot.yaml"])
    settings["policies"]["rfc-accept"]["period"] = {"length": f"{PERIOD_MINUTES} minutes"}
    settings["lifecycle"]["stages"]["discussion"] = {"minimum": discussion}
    settings["ledger"] = {"branch": scratch.name("story-ledger")}
    accounts = {each.account.id: each.account.login for each in cast.values()}
    people = [{"github": login, "id": id} for id, login in accounts.items()]
    council = [{"github": each.account.login} for each in on_council(cast)]
    core = [{"github": cast["mo"].account.login, "role": "lead"}]
    return Governance(
        settings=Settings.model_validate(settings),
        people=People.model_validate({"people": people}),
        bodies={
            "council": _body("council", "Community Council", council),
            "core-team": _body("core-team", "Core Team", core),
        },
    )


def _body(slug: str, name: str, members: list[dict[str, str]]) -> Body:
    kind = "council" if slug == "council" else "core"
    return Body.model_validate({"slug": slug, "name": name, "kind": kind, "members": members})
