"""What each check finds, and the sentence it says. Each test changes one thing in a good community."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from govbot.core.checks import (
    CHECKS,
    check_document,
    check_pull_request,
    check_repository,
)
from govbot.core.documents import Document, FrontMatter, Section
from govbot.core.errors import Place
from govbot.core.findings import Finding, Level
from govbot.core.governance import Governance
from tests import communities
from tests.communities import COUNCIL, IDS, person

TODAY = date(2026, 3, 15)
TERM = {"start": "2026-01-01", "end": "2026-06-30"}
COUNCIL_FILE = "governance/bodies/council.yaml"
SETTINGS_FILE = "governance/govbot.yaml"
POLICY: dict[str, Any] = {
    "electorate": "council",
    "pass": {"count": "yes", "more_than": "1/2", "of": ["yes", "no"]},
    "period": {"length": "10 days"},
}


def community(
    *,
    people: list[dict[str, Any]] | None = None,
    council: dict[str, Any] | None = None,
    core: dict[str, Any] | None = None,
    settings: dict[str, Any] | None = None,
) -> Governance:
    """Three people, a council of ada and ben, a core team of cyd: nothing is wrong with it."""
    bodies: dict[str, dict[str, Any]] = {
        "council": {
            "seats": {"count": 3, "minimum": 2},
            "members": [
                {"github": "ada", "seat": 1, "terms": [TERM]},
                {"github": "ben", "seat": 2, "terms": [TERM]},
            ],
        }
        | (council or {}),
        "core": {"kind": "core", "members": [{"github": "cyd"}]} | (core or {}),
    }
    known = [person(login, IDS[login]) for login in COUNCIL[:3]] if people is None else people
    return communities.community(bodies, people=known, settings=settings)


def rfc(path: str = "rfcs/0042-one-ledger.md", **changes: Any) -> Document:
    front = {
        "title": "One ledger",
        "authors": ["zoe"],
        "champion": "ada",
        "created": "2026-03-01",
    } | changes.pop("front", {})
    titles = ("Summary", "Motivation", "Proposal", "Alternatives")
    fields: dict[str, Any] = {
        "blob": "0" * 40,
        "front": FrontMatter.model_validate(front),
        "lines": {"title": 2, "authors": 3, "champion": 4, "created": 5, "requires": 6},
        "sections": tuple(
            Section(title=title, level=2, line=10 + at) for at, title in enumerate(titles)
        ),
    }
    return Document(path=path, **(fields | changes))


def findings(governance: Governance, *documents: Document, **options: Any) -> list[Finding]:
    return list(check_repository(governance, documents, TODAY, **options))


def only(governance: Governance, *documents: Document, **options: Any) -> Finding:
    found = findings(governance, *documents, **options)
    assert len(found) == 1, found
    return found[0]


def document_finding(document: Document, *, pull_request: int | None = 42) -> Finding:
    found = check_document(document, governance=community(), pull_request=pull_request, today=TODAY)
    assert len(found) == 1, found
    return found[0]


def test_a_good_community_has_no_findings() -> None:
    assert findings(community(), rfc()) == []


def test_every_check_has_an_id_of_its_own_and_says_its_rule_in_one_sentence() -> None:
    ids = [check.id for check in CHECKS]
    assert len(ids) == len(set(ids))
    for check in CHECKS:
        assert check.description.endswith("."), check.id
        assert check.description[0].isupper(), check.id


def test_a_place_is_looked_up_for_what_was_found() -> None:
    asked: list[tuple[str, tuple[str | int, ...]]] = []

    def places(file: str, path: tuple[str | int, ...]) -> Place:
        asked.append((file, path))
        return Place(file, 14, 7)

    found = findings(community(council={"seats": {"count": 1}}), places=places)
    assert {(each.line, each.column) for each in found} == {(14, 7)}
    assert (COUNCIL_FILE, ("members", 1, "seat")) in asked


# People -----------------------------------------------------------------------------------------


def test_a_person_without_an_id_is_noticed() -> None:
    people: list[dict[str, Any]] = [
        {"github": "ada"},
        {"github": "ben", "id": 2},
        {"github": "cyd", "id": 3},
    ]
    found = only(community(people=people))
    assert (found.id, found.level) == ("person-without-id", Level.NOTICE)
    assert found.message.startswith("ada has no `id`")


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ({"github": "ADA", "id": 9}, "ADA is listed a second time."),
        ({"github": "ada-new", "id": 1}, "ada-new and ada have the same id, 1."),
    ],
)
def test_nobody_is_listed_twice(extra: dict[str, Any], message: str) -> None:
    people = [{"github": login, "id": at} for at, login in enumerate(("ada", "ben", "cyd"), 1)]
    found = only(community(people=[*people, extra]))
    assert (found.id, found.message) == ("duplicate-person", message)


@pytest.mark.parametrize(
    ("former", "message"),
    [
        ("Ben", "`Ben` is a former login of ada, and ben's now."),
        ("ADA", "`ADA` is a former login of ada, and the one they have now."),
    ],
)
def test_a_former_login_that_somebody_has_now_is_a_warning(former: str, message: str) -> None:
    people: list[dict[str, Any]] = [
        {"github": "ada", "id": 1, "former_logins": [former]},
        {"github": "ben", "id": 2},
        {"github": "cyd", "id": 3},
    ]
    found = only(community(people=people))
    assert (found.id, found.level, found.message) == ("former-login-in-use", Level.WARNING, message)


def test_a_former_login_of_two_people_is_a_warning() -> None:
    people: list[dict[str, Any]] = [
        {"github": "ada", "id": 1, "former_logins": ["old"]},
        {"github": "ben", "id": 2, "former_logins": ["Old"]},
        {"github": "cyd", "id": 3},
    ]
    assert only(community(people=people)).message == (
        "`Old` is a former login of ben, and of ada too."
    )


# Rosters ----------------------------------------------------------------------------------------


def test_a_member_nobody_knows_is_an_error() -> None:
    council = {"members": [{"github": "ada"}, {"github": "adda"}]}
    found = only(community(council=council))
    assert (found.id, found.message) == (
        "unknown-member",
        "adda is not in governance/people.yaml.",
    )


def test_a_member_is_known_by_a_former_login() -> None:
    people: list[dict[str, Any]] = [
        {"github": "ada-new", "id": 1, "former_logins": ["ada"]},
        {"github": "ben", "id": 2},
        {"github": "cyd", "id": 3},
    ]
    assert findings(community(people=people)) == []


@pytest.mark.parametrize("options", [{"unread": {"governance/people.yaml"}}, {}])
def test_without_a_list_of_people_nobody_is_unknown(options: dict[str, Any]) -> None:
    people = [{"github": "ada", "id": 1}] if options else []
    assert findings(community(people=people), rfc(), **options) == []


def test_terms_that_overlap_by_a_day_are_an_error() -> None:
    terms = [TERM, {"start": "2026-06-30", "end": "2026-12-31"}]
    members = [{"github": "ada", "seat": 1, "terms": terms}, {"github": "ben", "seat": 2}]
    found = only(community(council={"members": members}))
    assert (found.id, found.message) == (
        "overlapping-terms",
        "ada has two terms from 2026-06-30 on: the term from 2026-01-01 runs until 2026-06-30.",
    )


def test_terms_that_follow_one_another_do_not_overlap() -> None:
    terms = [{"start": "2026-07-01"}, TERM]
    members = [{"github": "ada", "seat": 1, "terms": terms}, {"github": "ben", "seat": 2}]
    assert findings(community(council={"members": members})) == []


def test_one_person_in_two_entries_is_one_person() -> None:
    members = [{"github": "ada", "seat": 1, "terms": [TERM]}, {"github": "ADA", "seat": 2}]
    assert [
        (each.id, each.message) for each in findings(community(council={"members": members}))
    ] == [
        (
            "overlapping-terms",
            "ada has a term from 2026-01-01 on, and is listed without terms as well.",
        ),
        ("body-below-minimum", "Council has 1 serving on 2026-03-15; its minimum is 2."),
    ]


def test_two_people_in_one_seat_on_one_day_are_an_error() -> None:
    members = [
        {"github": "ada", "seat": 1, "terms": [TERM]},
        {"github": "ben", "seat": 1, "terms": [{"start": "2026-03-01"}]},
    ]
    found = only(community(council={"members": members}))
    assert (found.id, found.message) == (
        "seat-taken-twice",
        (
            "Seat 1 is taken twice from 2026-03-01 on: ada holds it until 2026-06-30, "
            "and ben until further notice."
        ),
    )


def test_a_seat_is_free_from_the_day_of_a_resignation() -> None:
    members = [
        {"github": "ada", "seat": 1, "terms": [TERM], "resigned": "2026-03-01"},
        {"github": "ben", "seat": 1, "terms": [{"start": "2026-03-01"}]},
        {"github": "cyd", "seat": 2},
    ]
    assert findings(community(council={"members": members})) == []


@pytest.mark.parametrize(
    "change",
    [
        {"members": [{"github": "ada", "seat": 1}, {"github": "ben", "seat": 4}]},
        {"seats": {"count": 3, "reserved": [{"seat": 4, "for": "founder"}]}},
        {"seats": {"count": 3, "classes": {"a": [1, 2], "b": [3, 4]}}},
        {"seats": {"count": 3, "classes": {"a": [0, 1, 2], "b": [3, 4]}}},
        {"seats": {"count": 3, "groups": {"users": [1, 4]}}},
    ],
)
def test_a_seat_beyond_the_count_is_an_error(change: dict[str, Any]) -> None:
    found = findings(community(council=change))
    assert {each.id for each in found} == {"seat-number"}
    assert found[-1].message == "There is no seat 4: Council has 3 seats."


def test_a_body_below_its_minimum_today_is_a_warning() -> None:
    leave = [{"start": "2026-03-01"}]
    members = [{"github": "ada", "seat": 1}, {"github": "ben", "seat": 2, "leave": leave}]
    found = only(community(council={"members": members}))
    assert (found.id, found.level, found.message) == (
        "body-below-minimum",
        Level.WARNING,
        "Council has 1 serving on 2026-03-15; its minimum is 2.",
    )


def test_a_body_with_more_people_than_seats_is_an_error() -> None:
    found = only(
        community(core={"seats": {"count": 1}, "members": [{"github": "ada"}, {"github": "cyd"}]})
    )
    assert (found.id, found.message) == (
        "body-too-large",
        "Core has 2 serving on 2026-03-15, and only one seat.",
    )


# Policies ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"policies": {"p": POLICY | {"electorate": ["council", "concil"]}}},
            "`electorate` of the policy `p` names the body `concil`, which does not exist.",
        ),
        (
            {"policies": {"p": POLICY | {"stewards": ["author", "concil"]}}},
            "`stewards` of the policy `p` names the body `concil`, which does not exist.",
        ),
        (
            {"maintainers": ["core", "concil"]},
            "`maintainers` names the body `concil`, which does not exist.",
        ),
        (
            {"organization": {"owners": ["core", "concil"]}},
            "`organization.owners` names the body `concil`, which does not exist.",
        ),
        (
            {"codeowners": {"rules": [{"paths": ["/rfcs/"], "owners": ["core", "concil"]}]}},
            "`codeowners.rules.owners` names the body `concil`, which does not exist.",
        ),
    ],
)
def test_a_body_that_does_not_exist_is_an_error(settings: dict[str, Any], message: str) -> None:
    found = only(community(settings=settings))
    assert (found.id, found.message) == ("unknown-body", message)
    assert found.hint.startswith(
        "Did you mean `council`? Write governance/bodies/concil.yaml, or name one of: core, council"
    )


def test_an_incompatible_body_has_to_exist() -> None:
    found = only(community(council={"limits": {"incompatible": ["steering"]}}))
    assert (found.id, found.file) == ("unknown-body", COUNCIL_FILE)


def test_a_body_whose_file_has_errors_is_not_called_unknown() -> None:
    governance = community()
    without = governance.model_copy(update={"bodies": {"core": governance.bodies["core"]}})
    assert findings(without, unread={COUNCIL_FILE}) == []
    assert {each.id for each in findings(without)} == {"unknown-body", "lifecycle-role"}


def test_settings_with_errors_are_not_judged_by_the_defaults() -> None:
    governance = Governance(bodies={"core": community().bodies["core"]})
    assert findings(governance, unread={SETTINGS_FILE}) == []


def test_an_electorate_that_names_nobody_is_an_error() -> None:
    found = only(community(council={"members": [], "seats": {"count": 3}}))
    assert (found.id, found.level) == ("empty-electorate", Level.ERROR)


def test_an_electorate_whose_terms_are_over_is_a_warning() -> None:
    past = [{"start": "2025-01-01", "end": "2025-06-30"}]
    council = {"members": [{"github": "ada", "terms": past}], "seats": {"count": 3}}
    found = only(community(council=council))
    assert (found.id, found.level) == ("empty-electorate", Level.WARNING)
    assert found.message == (
        "Nobody may vote under `rfc-accept`: no member of council serves on 2026-03-15."
    )


def test_a_default_policy_that_nothing_opens_is_not_judged() -> None:
    settings: dict[str, Any] = {
        "policies": {"p": POLICY | {"electorate": "core"}},
        "lifecycle": {
            "stages": {"decided": {"end": True}},
            "transitions": [
                {"from": "proposed", "to": "voting", "on": "command", "by": "author", "opens": "p"},
                {"from": "voting", "to": "decided", "on": "vote-passed"},
                {"from": "voting", "to": "decided", "on": "vote-failed"},
            ],
        },
    }
    governance = community(settings=settings)
    without = governance.model_copy(update={"bodies": {"core": governance.bodies["core"]}})
    assert findings(without) == []


# Lifecycle --------------------------------------------------------------------------------------


def lifecycle(*transitions: dict[str, Any], **stages: Any) -> Governance:
    return community(
        settings={
            "policies": {"p": POLICY},
            "lifecycle": {"stages": stages, "transitions": list(transitions)},
        }
    )


OPENING = {"from": "proposed", "to": "voting", "on": "command", "by": "author", "opens": "p"}
PASSED = {"from": "voting", "to": "released", "on": "vote-passed"}
FAILED = {"from": "voting", "to": "rejected", "on": "vote-failed"}


def test_a_stage_that_nothing_leads_to_is_a_warning() -> None:
    row = {"from": "review", "to": "proposed", "on": "checks-passed"}
    found = only(lifecycle(OPENING, PASSED, FAILED, row, review={}))
    assert (found.id, found.message) == (
        "lifecycle-unreachable",
        "No RFC can get to the stage `review`: no transition leads there from `proposed`.",
    )


def test_a_stage_that_nothing_leads_out_of_is_a_warning_unless_it_is_an_end() -> None:
    row = {"from": "proposed", "to": "archive", "on": "closed"}
    found = only(lifecycle(OPENING, PASSED, FAILED, row, archive={}))
    assert (found.id, found.message) == (
        "lifecycle-dead-end",
        "Nothing leads on from the stage `archive`: an RFC there stays for good.",
    )
    assert findings(lifecycle(OPENING, PASSED, FAILED, row, archive={"end": True})) == []


def test_a_vote_has_to_lead_somewhere_both_ways() -> None:
    found = findings(lifecycle(OPENING, PASSED))
    assert [(each.id, each.message) for each in found] == [
        (
            "lifecycle-vote",
            "The stage `voting` opens the vote `p`, and nothing happens on `vote-failed`.",
        )
    ]


def test_a_command_is_given_by_a_role_or_a_body() -> None:
    found = only(lifecycle(OPENING | {"by": ["author", "council", "concil"]}, PASSED, FAILED))
    assert (found.id, found.message) == (
        "lifecycle-role",
        (
            "The transition to `voting` lets `concil` give the command, and that is neither a role "
            "nor a body."
        ),
    )


def test_a_missing_body_of_the_default_lifecycle_is_named_once() -> None:
    governance = community()
    without = governance.model_copy(update={"bodies": {"core": governance.bodies["core"]}})
    roles = [each for each in findings(without) if each.id == "lifecycle-role"]
    assert [each.message for each in roles] == [
        (
            "The default lifecycle lets `council` give the command, and that is neither a role nor a "
            "body."
        )
    ]


def test_maintainers_are_needed_where_a_transition_needs_one() -> None:
    found = only(community(core={"kind": "team"}))
    assert (found.id, found.level, found.message) == (
        "no-maintainers",
        Level.WARNING,
        (
            "Only a maintainer may move an RFC to `released`, and there are none: no body is of kind "
            "`core`."
        ),
    )
    assert findings(community(core={"kind": "team"}, settings={"maintainers": ["core"]})) == []


# RFCs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "id", "message", "hint"),
    [
        (
            "rfcs/one-ledger.md",
            "rfc-file-name",
            "`rfcs/one-ledger.md` is not called as an RFC is.",
            (
                "Call it <number>-<slug>.md, such as 0012-one-ledger.md; before the pull request is "
                "open, the number is 0000."
            ),
        ),
        (
            "rfcs/42-one-ledger.md",
            "rfc-file-name",
            "The number in `rfcs/42-one-ledger.md` is not written in four digits.",
            "git mv rfcs/42-one-ledger.md rfcs/0042-one-ledger.md",
        ),
        (
            "rfcs/0000-one-ledger.md",
            "rfc-number",
            "The RFC's number is its pull request's, 42; the file says 0000.",
            "git mv rfcs/0000-one-ledger.md rfcs/0042-one-ledger.md",
        ),
        (
            "rfcs/0041-one-ledger.md",
            "rfc-number",
            "The RFC's number is its pull request's, 42; the file says 0041.",
            "git mv rfcs/0041-one-ledger.md rfcs/0042-one-ledger.md",
        ),
        (
            "docs/rfcs/0042-One_Ledger.md",
            "rfc-slug",
            "`One_Ledger` is not a slug: lower-case letters, digits and `-`, up to 60 characters.",
            "git mv 'docs/rfcs/0042-One_Ledger.md' docs/rfcs/0042-one-ledger.md",
        ),
        (
            "rfcs/0042-日本.md",
            "rfc-slug",
            "`日本` is not a slug: lower-case letters, digits and `-`, up to 60 characters.",
            "git mv 'rfcs/0042-日本.md' rfcs/0042-a-few-words.md",
        ),
    ],
)
def test_a_file_that_is_called_wrongly_is_told_its_name(
    path: str, id: str, message: str, hint: str
) -> None:
    found = document_finding(rfc(path))
    assert (found.id, found.message, found.hint) == (id, message, hint)


def test_a_number_above_9999_is_written_out() -> None:
    document = rfc("rfcs/12345-one-ledger.md")
    governance = community()
    assert check_document(document, governance=governance, pull_request=12345, today=TODAY) == ()


def test_before_the_pull_request_0000_is_only_noticed() -> None:
    found = only(community(), rfc("rfcs/0000-one-ledger.md"))
    assert (found.id, found.level) == ("rfc-number", Level.NOTICE)


def test_an_older_rfc_does_not_need_the_pull_requests_number() -> None:
    old, new = rfc("rfcs/0007-old.md"), rfc("rfcs/0042-new.md")
    changed = {"rfcs/0042-new.md", "README.md"}
    assert findings(community(), old, new, pull_request=42, changed=changed) == []


def test_the_template_may_be_empty_but_has_the_sections() -> None:
    document = rfc("rfcs/0000-template.md", front={"authors": ["your-login"]})
    sections = tuple(each.model_copy(update={"is_empty": True}) for each in document.sections)
    template = document.model_copy(update={"sections": sections})
    assert findings(community(), template) == []
    without = document.model_copy(update={"sections": sections[1:]})
    assert only(community(), without).message == "The section `Summary` is missing."


def test_two_rfcs_with_one_number_are_an_error() -> None:
    found = only(community(), rfc("rfcs/0042-a.md"), rfc("rfcs/0042-b.md"))
    assert (found.id, found.file, found.message) == (
        "rfc-duplicate-number",
        "rfcs/0042-b.md",
        "rfcs/0042-a.md has the number 42 too.",
    )


def test_a_section_that_is_missing_or_empty_is_an_error() -> None:
    good = rfc().sections
    missing = document_finding(rfc(sections=good[:3]))
    assert (missing.id, missing.message) == (
        "rfc-required-sections",
        "The section `Alternatives` is missing.",
    )
    hollow = good[1].model_copy(update={"is_empty": True, "title": "MOTIVATION"})
    empty = document_finding(rfc(sections=(good[0], hollow, *good[2:])))
    assert (empty.line, empty.message) == (11, "The section `Motivation` is empty.")


def test_the_sections_are_those_of_the_settings() -> None:
    governance = community(settings={"rfcs": {"required_sections": ["Security"]}})
    assert only(governance, rfc()).message == "The section `Security` is missing."


def test_a_champion_nobody_knows_is_an_error_and_none_is_fine() -> None:
    found = document_finding(rfc(front={"champion": "zed"}))
    assert (found.id, found.line, found.message) == (
        "rfc-champion",
        4,
        "The champion, zed, is not in governance/people.yaml.",
    )
    assert findings(community(), rfc(front={"champion": None})) == []


@pytest.mark.parametrize(
    ("authors", "message"),
    [
        (["your-login"], "`your-login` is the template's placeholder."),
        (["Zoe", "ben", "@zoe"], "zoe is named twice among the authors."),
    ],
)
def test_authors_are_real_and_named_once(authors: list[str], message: str) -> None:
    found = document_finding(rfc(front={"authors": authors}))
    assert (found.id, found.line, found.message) == ("rfc-authors", 3, message)


@pytest.mark.parametrize(
    ("created", "is_fine"),
    [
        ("2026-03-15", True),
        ("2026-03-16", True),
        ("2026-03-17", False),
        ("0206-03-15", False),
    ],
)
def test_an_rfc_was_created_on_a_day_that_has_come(created: str, is_fine: bool) -> None:  # noqa: FBT001 - a column of the table
    found = findings(community(), rfc(front={"created": created}))
    assert [each.id for each in found] == ([] if is_fine else ["rfc-dates"])


@pytest.mark.parametrize("key", ["status", "Stage", "state"])
def test_a_stage_in_the_front_matter_is_refused(key: str) -> None:
    found = document_finding(rfc(lines={"title": 2, key: 7}))
    assert (found.id, found.line) == ("rfc-status-key", 7)
    assert found.hint == "Remove it: the ledger holds the stage, and the label shows it."


def test_an_rfc_that_is_not_here_cannot_be_required_or_superseded() -> None:
    front = {"requires": [7, 99], "supersedes": [98, 42]}
    found = findings(community(), rfc("rfcs/0007-old.md"), rfc(front=front))
    assert [(each.id, each.level, each.message) for each in found] == [
        ("rfc-supersedes", Level.WARNING, "`supersedes` names RFC 98, which is not here."),
        ("rfc-supersedes", Level.WARNING, "RFC 42 supersedes itself."),
        ("rfc-requires", Level.WARNING, "`requires` names RFC 99, which is not here."),
    ]


def test_what_one_document_refers_to_is_asked_only_of_the_repository() -> None:
    document = rfc(front={"requires": [7]})
    assert check_document(document, governance=community(), pull_request=42, today=TODAY) == ()


def test_a_documents_own_findings_come_with_the_checks() -> None:
    syntax = Finding(
        id="unknown-key", level=Level.ERROR, file="rfcs/0042-x.md", line=3, message="Unknown key."
    )
    document = rfc(front={"created": "2062-01-01"}, findings=(syntax,))
    found = check_document(document, governance=community(), pull_request=42, today=TODAY)
    assert [each.id for each in found] == ["unknown-key", "rfc-dates"]


def test_a_document_whose_text_was_not_read_is_not_called_empty() -> None:
    document = Document(path="rfcs/0042-x.md", blob="0" * 40, text_read=False)
    assert check_document(document, governance=community(), pull_request=42, today=TODAY) == ()


def test_two_rfcs_in_one_pull_request_are_an_error_at_the_stranger() -> None:
    documents = (rfc("rfcs/0001-a.md"), rfc("rfcs/0042-b.md"))
    (found,) = check_pull_request(documents, governance=community(), pull_request=42)
    assert (found.id, found.file, found.message) == (
        "rfc-one-per-pull-request",
        "rfcs/0001-a.md",
        "This pull request adds 2 RFCs; rfcs/0042-b.md is one already.",
    )
    assert check_pull_request(documents[1:], governance=community(), pull_request=42) == ()


def test_a_registered_pull_request_keeps_its_rfc() -> None:
    (found,) = check_pull_request((), governance=community(), pull_request=42)
    assert found.message == "The pull request holds no RFC any more."
    assert found.hint == (
        "Put it back as rfcs/0042-<slug>.md, or withdraw it with `/rfc withdraw`."
    )


def test_a_pull_request_without_an_rfc_is_fine_in_the_repository() -> None:
    assert findings(community(), rfc(), pull_request=43, changed={"README.md"}) == []
