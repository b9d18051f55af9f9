"""The folder `governance/`, found and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govbot.core.errors import UserError
from govbot.core.findings import Level
from govbot.core.lifecycle import Trigger
from govbot.files import Places, find_root, load_governance, require_governance

if TYPE_CHECKING:
    from pathlib import Path

# The examples of the design, word for word.
PEOPLE = """\
- github: ada
  id: 1001                    # numeric GitHub id; `govbot roster pin` fills it
  name: Ada Example
  affiliations:
    - {name: Acme, start: 2024-01-01}
  former_logins: [ada-old]
"""
COUNCIL = """\
name: Community Council
kind: council                 # steering | core | council | working-group | team | advisory | conduct
charter: docs/council.md
seats: {count: 7, minimum: 5} # also: reserved: [{seat: 1, for: founder}], classes: {a: [1, 2, 3]}
term:
  length: 6 months
  max_consecutive: 2
  max_lifetime: 6
  cooldown: 6 months          # out of the body after max_consecutive
  counts: always              # always | over-half | {longer_than: 12 months}
limits: {per_affiliation: 2}  # a number, or a ratio of seats; also: incompatible: [steering]
members:
  - github: ada
    seat: 1
    role: chair
    terms:
      - {start: 2026-01-01, end: 2026-06-30, by: election, record: elections/2026-h1}
    # also: leave: [{start, end, reason}], resigned, removed, emeritus
"""
SETTINGS = """\
policies:
  rfc-accept:
    electorate: council
    quorum: {of: eligible, at_least: 1/2, counting: [yes, no, abstain]}
    pass: {count: yes, more_than: 1/2, of: [yes, no]}
    veto: {by: council, reason: required}
    period: {length: 10 days, minimum: 72 hours, close_early: never, extend: {by: 7 days, times: 1, when: no-quorum}}
    text_change: restart        # restart | notify | ignore
lifecycle:
  initial: proposed
  stages:
    discussion: {label: "rfc: discussion", color: "1d76db", minimum: 14 days, says: "Anyone may comment."}
  transitions:
    - {from: proposed, to: discussion, on: checks-passed}
    - {from: [discussion, revision], to: voting, on: command, by: [champion, council], needs: [minimum-time, champion, no-open-concerns], opens: rfc-accept}
    - {from: voting, to: accepted, on: vote-passed}
    - {from: voting, to: rejected, on: vote-failed}
    - {from: accepted, to: implementing, on: merged}
    - {from: implementing, to: released, on: command, by: [maintainer]}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "governance" / "bodies").mkdir(parents=True)
    (tmp_path / "governance" / "govbot.yaml").write_text(SETTINGS)
    (tmp_path / "governance" / "people.yaml").write_text(PEOPLE)
    (tmp_path / "governance" / "bodies" / "council.yaml").write_text(COUNCIL)
    return tmp_path


def test_the_designs_example_is_read_as_it_is_written(root: Path) -> None:
    governance = require_governance(root, "4f1c")
    assert governance.commit == "4f1c"
    assert governance.people.people[0].id == 1001
    assert governance.bodies["council"].slug == "council"
    policy = governance.policy("rfc-accept")
    assert policy.pass_ is not None
    assert policy.pass_.need == "more than 1/2 of yes + no"
    assert policy.quorum is not None
    assert policy.quorum.counting == ("yes", "no", "abstain")
    row = governance.settings.lifecycle.on("voting", Trigger.VOTE_PASSED)
    assert row is not None
    assert row.to == "accepted"


def test_the_root_is_found_from_any_folder_below_it(root: Path) -> None:
    deep = root / "src" / "package"
    deep.mkdir(parents=True)
    assert find_root(deep) == find_root(root / "governance" / "bodies") == root.resolve()


def test_the_search_for_the_root_ends_where_the_repository_does(root: Path) -> None:
    inner = root / "vendored"
    (inner / ".git").mkdir(parents=True)
    with pytest.raises(
        UserError, match=r"There is no `governance/` in .*vendored or above it"
    ) as raised:
        find_root(inner)
    assert raised.value.hint == "Run `govbot init` in the repository's root to begin one."


def test_a_folder_that_is_merely_called_governance_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "governance").mkdir()
    (tmp_path / "governance" / "minutes.md").write_text("# Minutes\n")
    with pytest.raises(UserError):
        find_root(tmp_path)


def test_settings_and_people_are_optional_and_their_defaults_are_named(root: Path) -> None:
    (root / "governance" / "govbot.yaml").unlink()
    (root / "governance" / "people.yaml").unlink()
    governance, findings = load_governance(root)
    assert [(each.id, each.level) for each in findings] == [
        ("default-settings", Level.NOTICE),
        ("default-people", Level.NOTICE),
    ]
    assert governance == require_governance(root)
    assert governance.policy("rfc-accept").bodies == ("council",)


def test_without_a_body_nobody_may_vote(root: Path) -> None:
    (root / "governance" / "bodies" / "council.yaml").unlink()
    _, findings = load_governance(root)
    assert [each.id for each in findings] == ["no-bodies"]
    with pytest.raises(UserError, match="There is no body: nobody may vote"):
        require_governance(root)


def test_one_wrong_file_does_not_hide_what_is_wrong_with_another(root: Path) -> None:
    bodies = root / "governance" / "bodies"
    (bodies / "wg-docs.yaml").write_text("name: Docs\nkind: working-group\nmembres: []\n")
    (root / "governance" / "people.yaml").write_text(PEOPLE + "- github: ben\n  ide: 7\n")
    (root / "governance" / "govbot.yaml").write_text("polices: {}\n")
    governance, findings = load_governance(root)
    assert [(each.id, each.file, each.line) for each in findings] == [
        ("unknown-key", "governance/govbot.yaml", 1),
        ("unknown-key", "governance/people.yaml", 8),
        ("unknown-key", "governance/bodies/wg-docs.yaml", 3),
    ]
    assert list(governance.bodies) == ["council"]
    assert [person.github for person in governance.people.people] == ["ada"]


def test_a_persons_error_is_placed_in_the_list_that_the_file_is(root: Path) -> None:
    (root / "governance" / "people.yaml").write_text("- github: ada\n- {github: ben, id: many}\n")
    _, (finding,) = load_governance(root)
    assert (finding.line, finding.column) == (2, 21)
    assert finding.message == "`id` is the text `many`; a whole number is expected."


def test_people_have_to_be_a_list(root: Path) -> None:
    (root / "governance" / "people.yaml").write_text("ada: {id: 1001}\n")
    _, (finding,) = load_governance(root)
    assert finding.message == (
        "The file holds a mapping; a list of people (`- github: ada`) is expected."
    )


@pytest.mark.parametrize("name", ["Council.yaml", "my council.yaml", "maintainer.yaml", "a_b.yaml"])
def test_a_body_whose_name_cannot_be_used_is_refused(root: Path, name: str) -> None:
    (root / "governance" / "bodies" / name).write_text(COUNCIL)
    _, findings = load_governance(root)
    assert [(each.id, each.file) for each in findings] == [
        ("body-slug", f"governance/bodies/{name}")
    ]


@pytest.mark.parametrize("name", ["bodies/council.yml", "settings.yaml", "bodies/old/council.yaml"])
def test_a_file_that_nobody_reads_is_named(root: Path, name: str) -> None:
    path = root / "governance" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(COUNCIL)
    _, findings = load_governance(root)
    assert [(each.id, each.file) for each in findings] == [("unknown-file", f"governance/{name}")]


def test_a_body_cannot_give_itself_another_slug(root: Path) -> None:
    (root / "governance" / "bodies" / "council.yaml").write_text(COUNCIL + "slug: steering\n")
    governance, (finding,) = load_governance(root)
    assert finding.hint == "Remove it: the file's name says that the body is `council`."
    assert governance.bodies == {}


def test_places_are_looked_up_in_the_file(root: Path) -> None:
    places = Places(root)
    file = "governance/bodies/council.yaml"
    assert str(places(file, ("members", 0, "terms", 0, "start"))) == f"{file}:17:17"
    assert str(places("governance/none.yaml", ("a",))) == "governance/none.yaml"
