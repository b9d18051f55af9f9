"""Rosters as other tools keep them, and as govbot's files: one module for each format.

    roster = read_rust_team({"people/ada.toml": "...", "teams/compiler.toml": "..."})
    roster.bodies[0].members        # (ImportedMember(github="ada", role="lead"), ...)
    body_text(roster.bodies[0])     # the text of governance/bodies/compiler.yaml

Reading a format takes texts and gives a roster: no file, no network. What a format holds and govbot has
no place for is said in `notes`, and stands as a comment in the file that is written.
"""

from govbot.files.importing.clowarden import read_clowarden
from govbot.files.importing.github_teams import FoundAccount, FoundTeam, read_github_teams
from govbot.files.importing.kubernetes import read_kubernetes
from govbot.files.importing.names import login_of
from govbot.files.importing.peribolos import read_peribolos
from govbot.files.importing.roster import (
    ImportedBody,
    ImportedMember,
    ImportedPerson,
    ImportedRoster,
)
from govbot.files.importing.rust_team import read_rust_team
from govbot.files.importing.sources import likely_format
from govbot.files.importing.texts import body_text, people_text, with_people

__all__ = [
    "FoundAccount",
    "FoundTeam",
    "ImportedBody",
    "ImportedMember",
    "ImportedPerson",
    "ImportedRoster",
    "body_text",
    "likely_format",
    "login_of",
    "people_text",
    "read_clowarden",
    "read_github_teams",
    "read_kubernetes",
    "read_peribolos",
    "read_rust_team",
    "with_people",
]
