"""The part of CODEOWNERS that follows the rosters."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.teams import code_owners, require_read_there, with_section
from tests.core.teams.organizations import DAY, IDS

LINES = ("/rfcs/ @example/council", "*.lock @ada @ben")
SECTION = """\
# govbot: begin
# Written by govbot from governance/: changes here are overwritten.
/rfcs/ @example/council
*.lock @ada @ben
# govbot: end
"""


def rules(*found: dict[str, Any], **members: list[Any]) -> Governance:
    bodies: dict[str, Any] = {
        slug: {"slug": slug, "name": slug, "kind": "team", "members": listed}
        for slug, listed in members.items()
    }
    if "council" in bodies:
        bodies["council"]["github_team"] = "council"
    people = [{"github": "ada-new", "id": IDS["ada"], "former_logins": ["ada"]}]
    return Governance.model_validate(
        {
            "settings": {"codeowners": {"rules": list(found)}},
            "people": {"people": people},
            "bodies": bodies,
        }
    )


def lines(governance: Governance, day: date = DAY) -> tuple[str, ...]:
    settings = governance.settings.codeowners
    assert settings is not None
    return code_owners(governance, settings, "example", day)


def test_a_body_with_a_team_is_the_team_and_any_other_those_who_serve() -> None:
    governance = rules(
        {"paths": ["/rfcs/", "/governance/"], "owners": ["council"]},
        {"paths": ["*.lock"], "owners": ["build", "council"]},
        {"paths": ["/vendor/"]},
        council=[{"github": "cyd"}],
        build=[{"github": "ada"}, {"github": "ben"}],
    )
    assert lines(governance) == (
        "/rfcs/ @example/council",
        "/governance/ @example/council",
        "*.lock @ada-new @ben @example/council",
        "/vendor/",
    )


def test_who_is_on_leave_or_past_their_term_owns_nothing() -> None:
    governance = rules(
        {"paths": ["/"], "owners": ["build"]},
        build=[
            {"github": "ben", "terms": [{"start": "2026-01-01", "end": "2026-06-30"}]},
            {"github": "cyd", "leave": [{"start": "2026-06-01"}]},
            {"github": "dee"},
        ],
    )
    assert lines(governance, date(2026, 5, 1)) == ("/ @ben @cyd @dee",)
    assert lines(governance, DAY) == ("/ @dee",)


def test_paths_never_lose_all_their_owners() -> None:
    gone = {"github": "ben", "emeritus": "2026-05-01"}
    for slug in ("build", "council"):
        with pytest.raises(UserError) as caught:
            lines(rules({"paths": ["/a", "/b"], "owners": [slug]}, **{slug: [gone]}))
        assert str(caught.value) == (
            f"governance/govbot.yaml: Nobody serves on {slug}, so /a and /b would have no owner in "
            "CODEOWNERS.\n"
            "It stays as it is. Name another body in `codeowners`, or none if nobody is to own them."
        )


def test_a_team_whose_members_are_all_on_leave_still_owns_its_paths() -> None:
    away = {"github": "ben", "leave": [{"start": "2026-06-01"}]}
    governance = rules({"paths": ["/a"], "owners": ["council"]}, council=[away])
    assert lines(governance) == ("/a @example/council",)


def test_a_blank_in_a_path_is_escaped_once() -> None:
    governance = rules({"paths": ["/my docs/", r"/their\ docs/"]})
    assert lines(governance) == (r"/my\ docs/", r"/their\ docs/")


@pytest.mark.parametrize(
    "path", ["", " ", "# no", "/c#/", "/a #b", "!no", "/a\n* @mallory", "/a\t", "/a\\"]
)
def test_a_path_that_would_be_something_else_is_refused(path: str) -> None:
    with pytest.raises(UserError, match="is no path that CODEOWNERS can have"):
        lines(rules({"paths": [path]}))


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", SECTION),
        ("* @mo\n", f"* @mo\n\n{SECTION}"),
        ("* @mo", f"* @mo\n\n{SECTION}"),
        (f"* @mo\n{SECTION}/mine @zoe\n", f"* @mo\n{SECTION}/mine @zoe\n"),
        (
            "* @mo\n# govbot: begin\n/old @gus\n# govbot: end\n\n/mine @zoe",
            f"* @mo\n{SECTION}\n/mine @zoe",
        ),
        ("  # govbot: begin \n /old\n # govbot: end\n", SECTION),
        ("* @mo\r\n", "* @mo\r\n\r\n" + SECTION.replace("\n", "\r\n")),
        (
            "* @mo\r\n# govbot: begin\n/old @gus\n# govbot: end\n/mine @zoe\n",
            "* @mo\r\n" + SECTION.replace("\n", "\r\n", 4) + "/mine @zoe\n",
        ),
        (
            "* @mo\n# govbot: begin\r\n/old @gus\r\n# govbot: end\r\n/mine @zoe\n",
            "* @mo\n" + SECTION.replace("\n", "\r\n") + "/mine @zoe\n",
        ),
    ],
)
def test_only_the_lines_between_the_markers_change(before: str, expected: str) -> None:
    assert with_section(before, LINES) == expected
    assert with_section(expected, LINES) == expected


@pytest.mark.parametrize(
    ("text", "at", "begins", "ends"),
    [
        ("# govbot: begin\n", 1, "once", "nowhere"),
        ("*\n  # govbot: end \n", 2, "nowhere", "once"),
        ("# govbot: end\n# govbot: begin\n", 2, "once", "once"),
        (SECTION + SECTION, 1, "2 times", "2 times"),
    ],
)
def test_markers_that_are_no_pair_are_refused_with_their_line(
    text: str, at: int, begins: str, ends: str
) -> None:
    with pytest.raises(UserError) as caught:
        with_section(text, LINES, ".github/CODEOWNERS")
    assert str(caught.value).startswith(
        f".github/CODEOWNERS:{at}: It is not clear which lines are govbot's: `# govbot: begin` stands "
        f"there {begins}, `# govbot: end` {ends}.\nKeep one "
    )


def test_a_file_that_github_would_not_load_is_refused() -> None:
    long = "# a comment\n" * 249_980
    assert with_section(long, LINES).startswith("# a comment")
    with pytest.raises(UserError, match="3 MB or more"):
        with_section(long + "# a comment\n" * 20, LINES)


@pytest.mark.parametrize(
    ("file", "there", "read"),
    [
        (".github/CODEOWNERS", [], ""),
        (".github/CODEOWNERS", [".github/CODEOWNERS", "CODEOWNERS"], ""),
        ("docs/CODEOWNERS", ["docs/CODEOWNERS"], ""),
        # GitHub would stop reading the one that is there.
        (".github/CODEOWNERS", ["CODEOWNERS"], "CODEOWNERS"),
        ("CODEOWNERS", ["docs/CODEOWNERS"], "docs/CODEOWNERS"),
        # GitHub would not read the one that is written.
        ("docs/CODEOWNERS", ["CODEOWNERS", "docs/CODEOWNERS"], "CODEOWNERS"),
        ("CODEOWNERS", [".github/CODEOWNERS"], ".github/CODEOWNERS"),
    ],
)
def test_only_the_file_that_github_reads_is_written(file: str, there: list[str], read: str) -> None:
    if not read:
        require_read_there(file, there)
        return
    with pytest.raises(UserError) as caught:
        require_read_there(file, there)
    assert caught.value.message.startswith(f"GitHub reads `{read}`: it takes the first")
    assert f"Write `file: {read}` into `codeowners`" in caught.value.hint


plain_lines = st.lists(st.text("abc/* @", max_size=8), max_size=5)


@given(plain_lines, plain_lines, plain_lines)
def test_whatever_stands_around_the_section_stays(
    above: list[str], below: list[str], wanted: list[str]
) -> None:
    text = "\n".join([*above, SECTION.rstrip("\n"), *below])
    made = with_section(text, tuple(wanted))
    before, _, rest = made.partition("# govbot: begin")
    _, _, after = rest.partition("# govbot: end")
    assert before == "".join(f"{each}\n" for each in above)
    assert after == "".join(f"\n{each}" for each in below)
    assert with_section(made, tuple(wanted)) == made
