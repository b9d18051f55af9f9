"""`govbot roster export`: the rosters as JSON and a calendar, the same bytes for the same rosters."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from icalendar import Calendar

from govbot.core.bodies import members_on
from govbot.files import require_governance
from tests.cli.conftest import Clone, Govbot
from tests.core.scene import Scene

PEOPLE = """\
- github: ada
  id: 1001
  name: Ada Example
  email: ada@example.org
  affiliations: [{name: Acme, start: 2024-01-01}]
  former_logins: [ada-old]
- {github: ben, id: 1002}
- {github: cyd, id: 1003}
"""
COUNCIL = """\
name: Community Council
kind: council
charter: docs/council.md
seats: {count: 3, minimum: 2, reserved: [{seat: 3, for: founder}]}
members:
  - github: Ada-old
    seat: 1
    role: chair
    terms: [{start: 2026-01-01, end: 2026-12-31, by: election, record: elections/2026}]
    leave: [{start: 2026-04-20, end: 2026-05-20, reason: a private reason}]
  - github: ben
    seat: 3
    terms: [{start: 2025-01-01, end: 2026-06-30}]
    resigned: 2026-04-01
  - {github: cyd, seat: 2}
"""
TEAM = "name: Docs\nkind: team\ngithub_team: docs\nmembers: [{github: cyd}]\n"
FILES = {
    "governance/people.yaml": PEOPLE,
    "governance/bodies/council.yaml": COUNCIL,
    "governance/bodies/docs.yaml": TEAM,
}


def exported(govbot: Govbot, *arguments: str) -> Path:
    done = govbot("roster", "export", "--to", "site", "--on", "2026-05-01", *arguments)
    assert done.exit_code == 0, done.output
    return Path("site")


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_body_says_who_holds_which_seat_and_which_are_vacant(
    govbot: Govbot, empty: Clone
) -> None:
    empty.commit(FILES)
    body = read(exported(govbot) / "v1/bodies/council.json")
    assert body["members"] == [
        {
            "github": "ada",
            "id": 1001,
            "name": "Ada Example",
            "affiliation": "Acme",
            "seat": 1,
            "role": "chair",
            "start": "2026-01-01",
            "end": "2026-12-31",
            "service": "on-leave",
            "on_leave_until": "2026-05-20",
            "votes": True,
            "ex_officio": None,
        },
        {
            "github": "cyd",
            "id": 1003,
            "name": None,
            "affiliation": None,
            "seat": 2,
            "role": None,
            "start": None,
            "end": None,
            "service": "serves",
            "on_leave_until": None,
            "votes": True,
            "ex_officio": None,
        },
    ]
    assert body["vacancies"] == [{"seat": 3, "since": "2026-04-01", "reserved_for": "founder"}]
    assert (body["serving"], body["below_minimum"]) == (1, True)
    assert body["charter"] == "docs/council.md"
    ben = next(each for each in body["terms"] if each["github"] == "ben")
    assert (ben["end"], ben["departure"]) == ("2026-03-31", "resigned")


def test_the_index_names_every_file_and_the_commit(govbot: Govbot, empty: Clone) -> None:
    commit = empty.commit(FILES)
    empty.git("remote", "add", "origin", "https://github.com/example/commons.git")
    folder = exported(govbot) / "v1"
    index = read(folder / "index.json")
    assert (index["version"], index["commit"], index["on"]) == (1, commit, "2026-05-01")
    assert index["repository"] == "example/commons"
    assert [(each["slug"], each["serving"], each["vacant"]) for each in index["bodies"]] == [
        ("council", 1, 1),
        ("docs", 1, 0),
    ]
    named = [each["file"] for each in index["bodies"]] + [index["people"], index["history"]]
    assert all((folder / name).is_file() for name in named)


def test_people_and_history_tell_of_everybody_and_no_address(govbot: Govbot, empty: Clone) -> None:
    empty.commit(FILES)
    folder = exported(govbot)
    people = read(folder / "v1/people.json")["people"]
    assert [(each["github"], [b["body"] for b in each["bodies"]]) for each in people] == [
        ("ada", ["council"]),
        ("ben", []),
        ("cyd", ["council", "docs"]),
    ]
    changes = read(folder / "v1/history.json")["changes"]
    assert [(each["on"], each["what"], each["github"], each["how"]) for each in changes] == [
        ("2025-01-01", "joins", "ben", None),
        ("2026-01-01", "joins", "ada", "election"),
        ("2026-04-01", "leaves", "ben", "resigned"),
        ("2027-01-01", "leaves", "ada", "term-over"),
    ]
    for path in folder.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert "ada@example.org" not in text
            assert "a private reason" not in text


def test_of_a_term_that_follows_another_at_once_it_is_said_that_the_person_stays(
    govbot: Govbot, empty: Clone
) -> None:
    council = """\
name: Council
kind: council
members:
  - github: ada-old
    terms:
      - {start: 2025-01-01, end: 2025-12-31}
      - {start: 2026-01-01, end: 2026-12-31}
  - github: ben
    terms:
      - {start: 2025-01-01, end: 2025-12-31}
      - {start: 2026-01-02, end: 2026-12-31}
"""
    empty.commit({"governance/people.yaml": PEOPLE, "governance/bodies/council.yaml": council})
    changes = read(exported(govbot) / "v1/history.json")["changes"]
    assert [(each["on"], each["what"], each["github"], each["continues"]) for each in changes] == [
        ("2025-01-01", "joins", "ada", False),
        ("2025-01-01", "joins", "ben", False),
        ("2026-01-01", "leaves", "ada", True),
        ("2026-01-01", "leaves", "ben", False),
        ("2026-01-01", "joins", "ada", True),
        ("2026-01-02", "joins", "ben", False),
        ("2027-01-01", "leaves", "ada", False),
        ("2027-01-01", "leaves", "ben", False),
    ]


def test_changes_that_are_not_committed_are_said_to_be_in_the_files(
    govbot: Govbot, empty: Clone
) -> None:
    empty.commit(FILES)
    assert "not committed" not in govbot("roster", "export", "--to", "site").output
    empty.write({"governance/bodies/docs.yaml": TEAM.replace("Docs", "Documentation")})
    done = govbot("roster", "export", "--to", "site")
    assert done.exit_code == 0, done.output
    assert done.stderr == (
        "note: governance/ has changes that are not committed. They are in these files, and not in the "
        "commit that the files name.\n"
    )


def test_who_serves_is_who_members_on_says(govbot: Govbot, empty: Clone) -> None:
    empty.commit(FILES)
    governance = require_governance(empty.root)
    for day in ("2025-06-01", "2026-04-01", "2026-06-01", "2028-01-01"):
        govbot("roster", "export", "--to", "site", "--on", day)
        for slug, body in governance.bodies.items():
            members = read(Path("site") / f"v1/bodies/{slug}.json")["members"]
            serving = [each["github"] for each in members if each["service"] == "serves"]
            on_day = members_on(body, date.fromisoformat(day))
            assert sorted(serving) == sorted(
                each.github.removesuffix("-old").lower() for each in on_day
            )


def test_the_same_commit_and_day_give_the_same_bytes(
    govbot: Govbot, empty: Clone, voting: Scene
) -> None:
    empty.commit(FILES)
    empty.ledger({12: voting.records})

    def all_bytes() -> dict[str, bytes]:
        folder = exported(govbot)
        return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}

    first = all_bytes()
    assert all_bytes() == first
    stamp = empty.git("log", "-1", "--format=%cd", "--date=format-local:%Y%m%dT%H%M%SZ")
    assert f"DTSTAMP:{stamp}".encode() in first["site/calendar.ics"]


def test_an_open_vote_is_in_the_calendar(govbot: Govbot, empty: Clone, voting: Scene) -> None:
    empty.commit(FILES)
    empty.git("remote", "add", "origin", "https://github.com/example/commons.git")
    empty.ledger({12: voting.records})
    parsed: Any = Calendar.from_ical((exported(govbot) / "calendar.ics").read_bytes())
    events = parsed.walk("VEVENT")
    (vote,) = [each for each in events if str(each["uid"]).startswith("vote.")]
    assert str(vote["summary"]).startswith("Vote on #12 closes: ")
    assert str(vote["url"]) == "https://github.com/example/commons/issues/12"
    assert vote["dtstart"].dt.isoformat() == "2026-03-26T09:00:00+00:00"


def test_a_body_that_is_no_more_has_no_file_and_nothing_else_is_removed(
    govbot: Govbot, empty: Clone
) -> None:
    empty.commit(FILES)
    folder = exported(govbot)
    (folder / "index.html").write_text("mine", encoding="utf-8")
    (empty.root / "governance/bodies/docs.yaml").unlink()

    done = govbot("roster", "export", "--to", "site", "--format", "json")

    assert "removed  site/v1/bodies/docs.json (there is no such body)" in done.stdout
    assert not (folder / "v1/bodies/docs.json").exists()
    assert (folder / "index.html").exists()
    assert (folder / "calendar.ics").exists()


def test_one_format_alone_can_be_asked_for(govbot: Govbot, empty: Clone) -> None:
    empty.commit(FILES)
    folder = exported(govbot, "--format", "ics")
    assert [each.name for each in folder.iterdir()] == ["calendar.ics"]


def test_before_the_first_commit_there_is_nothing_to_export(govbot: Govbot, empty: Clone) -> None:
    empty.write(FILES)
    done = govbot("roster", "export", "--to", "site")
    assert done.exit_code == 1
    assert "Nothing has been committed yet." in done.stderr
    assert not Path("site").exists()
