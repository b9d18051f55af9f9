"""Rules that ask for a vote by path: which one decides, and which never does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from govbot.core.checks import check_repository
from govbot.core.findings import Level
from govbot.core.required_votes import RequiredVote, never_wins, policies_required, winner
from tests.core.scene import community


def rules(*written: tuple[str, str]) -> tuple[RequiredVote, ...]:
    """Rules from patterns, separated by blanks, and a policy."""
    return tuple(RequiredVote(paths=tuple(paths.split()), policy=name) for paths, name in written)


RULES = rules(
    ("governance/bodies/drafts/**", "none"),
    ("governance/bodies/** !*.md", "roster"),
    ("/LICENSE *.lock", "legal"),
    ("governance/**", "rules"),
    ("docs/", "words"),
)


@pytest.mark.parametrize(
    ("path", "policy", "pattern"),
    [
        ("governance/bodies/council.yaml", "roster", "governance/bodies/**"),
        ("governance/bodies/drafts/new.yaml", "none", "governance/bodies/drafts/**"),
        ("governance/bodies/README.md", "rules", "governance/**"),
        ("governance/govbot.yaml", "rules", "governance/**"),
        ("LICENSE", "legal", "/LICENSE"),
        ("vendor/LICENSE", None, None),
        ("a/b/poetry.lock", "legal", "*.lock"),
        ("docs/how-to/vote.md", "words", "docs/"),
        ("src/docs/vote.md", "words", "docs/"),
        ("Governance/bodies/council.yaml", None, None),
        ("README.md", None, None),
    ],
)
def test_the_first_rule_that_matches_decides(
    path: str, policy: str | None, pattern: str | None
) -> None:
    match = winner(RULES, path)
    assert (match.rule.policy if match else None) == policy
    assert (match.pattern if match else None) == pattern


def test_policies_come_in_the_order_of_the_rules_with_their_paths() -> None:
    paths = [
        "docs/a.md",
        "governance/bodies/drafts/x.yaml",
        "LICENSE",
        "governance/bodies/b.yaml",
        "governance/bodies/a.yaml",
        "README.md",
    ]
    asked = policies_required(RULES, paths)
    assert list(asked.items()) == [
        ("roster", ("governance/bodies/b.yaml", "governance/bodies/a.yaml")),
        ("legal", ("LICENSE",)),
        ("words", ("docs/a.md",)),
    ]


@pytest.mark.parametrize(
    ("written", "never"),
    [
        ((("governance/**", "a"), ("governance/bodies/*.yaml", "b")), [1]),
        ((("governance/bodies/*.yaml", "a"), ("governance/**", "b")), []),
        ((("*", "a"), ("docs/", "b"), ("*.md", "c")), [1, 2]),
        ((("**", "none"), ("a/b", "b")), [1]),
        ((("a/*", "a"), ("a/**", "b")), [1]),
        ((("a/*.md", "a"), ("a/**/*.md", "b")), []),
        ((("a/**/*.md", "a"), ("a/*.md", "b")), [1]),
        ((("docs/** !docs/a.md", "a"), ("docs/a.md", "b")), []),
        ((("docs/** !docs/a.md", "a"), ("docs/b.md", "b")), [1]),
        ((("x/", "a"), ("y/", "b"), ("x/a y/b", "c")), [2]),
        ((("x/", "a"), ("x/a z/b", "c")), []),
        ((("docs/**", "a"), ("docs/** src/[ab].py", "b")), []),
        ((("a", "x"), ("a", "y")), [1]),
        ((("/a", "x"), ("a", "y")), []),
    ],
)
def test_a_rule_that_never_decides_is_told_from_one_that_may(
    written: tuple[tuple[str, str], ...], never: list[int]
) -> None:
    found = rules(*written)
    assert [place for place in range(len(found)) if never_wins(found, place)] == never


NAMES = st.sampled_from(["a", "b", "ab", "c.md", "a.md"])
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
PATTERNS = st.lists(NAMES | st.sampled_from(["*", "**", "*.md", "a*"]), min_size=1, max_size=3).map(
    "/".join
)


@given(
    st.lists(st.lists(PATTERNS, min_size=1, max_size=2), min_size=1, max_size=4),
    st.lists(PATHS, max_size=30),
)
def test_a_rule_that_is_said_never_to_decide_decides_about_no_path(
    patterns: list[list[str]], paths: list[str]
) -> None:
    found = tuple(RequiredVote(paths=tuple(each), policy="p") for each in patterns)
    deciding = {match.place for path in paths if (match := winner(found, path)) is not None}
    assert not [place for place in deciding if never_wins(found, place) is not None]


@given(st.lists(PATTERNS, min_size=1, max_size=4), st.lists(PATHS, max_size=10))
def test_a_rule_at_the_end_changes_nothing_for_a_path_that_is_decided(
    patterns: list[str], paths: list[str]
) -> None:
    found = tuple(RequiredVote(paths=(each,), policy="p") for each in patterns)
    more = (*found, RequiredVote(paths=("*",), policy="q"))
    for path in paths:
        decided = winner(found, path)
        if decided is not None:
            assert winner(more, path) == decided


@pytest.mark.parametrize(
    ("paths", "why"),
    [
        ([], "at least 1 item"),
        ([" "], "matches no file"),
        (["# docs"], "matches no file"),
        (["!docs/**"], "not only exceptions"),
    ],
)
def test_what_is_no_rule_is_refused_with_the_reason(paths: list[str], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        RequiredVote(paths=tuple(paths), policy="p")


def found_in(
    *written: dict[str, Any], files: tuple[str, ...] | None = None
) -> list[tuple[str, Level, str]]:
    findings = check_repository(
        community(required_votes=list(written)), (), date(2026, 3, 1), files=files
    )
    return [
        (each.id, each.level, each.message)
        for each in findings
        if each.id.startswith("required-vote")
    ]


def test_a_policy_that_does_not_exist_is_found() -> None:
    assert found_in({"paths": ["a", "b/**"], "policy": "rooster"}) == [
        (
            "required-vote-policy",
            Level.ERROR,
            "Changes to `a` and `b/**` need a vote under `rooster`, and there is no such policy.",
        )
    ]


def test_a_rule_that_never_decides_is_found() -> None:
    found = found_in(
        {"paths": ["governance/**"], "policy": "rfc-accept"},
        {"paths": ["governance/bodies/*.yaml"], "policy": "none"},
    )
    assert found == [
        (
            "required-vote-shadowed",
            Level.WARNING,
            (
                "Rule 2 of `required_votes` (governance/bodies/*.yaml) never decides: rule 1 "
                "(`governance/**`) takes its files first."
            ),
        )
    ]


def test_rules_that_can_be_followed_are_in_order() -> None:
    assert (
        found_in(
            {"paths": ["governance/drafts/**"], "policy": "none"},
            {"paths": ["governance/**"], "policy": "rfc-accept"},
        )
        == []
    )


FILES = ("README.md", "governance/bodies/council.yaml", "src/app/poetry.lock")


def test_a_pattern_that_no_file_has_is_found() -> None:
    found = found_in(
        {"paths": ["governence/**", "README.md"], "policy": "rfc-accept"},
        {"paths": ["*.lock", "!src/old/*.lock"], "policy": "none"},
        files=FILES,
    )
    assert found == [
        (
            "required-vote-unmatched",
            Level.WARNING,
            "`governence/**` in rule 1 of `required_votes` matches no file of the repository.",
        ),
        (
            "required-vote-unmatched",
            Level.WARNING,
            "`!src/old/*.lock` in rule 2 of `required_votes` matches no file of the repository.",
        ),
    ]


@pytest.mark.parametrize(
    "pattern", ["README.md", "/README.md", "governance/", "bodies", "**/*.yaml", "*.lock", "src/**"]
)
def test_a_pattern_that_some_file_has_is_not_found(pattern: str) -> None:
    assert found_in({"paths": [pattern], "policy": "rfc-accept"}, files=FILES) == []


def test_where_the_files_are_not_known_no_pattern_is_found() -> None:
    assert found_in({"paths": ["governence/**"], "policy": "rfc-accept"}) == []
