"""The ledger branch as a local clone shows it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from govbot.core.errors import UserError
from govbot.ledger import MOTIONS, governance_commit, ledger_name, read_ledger, read_one

BRANCH = "governance-ledger"
WHO = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), *arguments],
        check=True,
        capture_output=True,
        env=os.environ | WHO,
    )
    return done.stdout.decode().strip()


class Project:
    """A repository as GitHub has it, and somebody's clone of it."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.clone = folder / "clone"
        self.home.mkdir()
        git(self.home, "init", "--quiet", "--initial-branch=main")
        self.commit("main", {"README.md": b"# Commons\n"})

    def commit(self, branch: str, files: dict[str, bytes], root: Path | None = None) -> str:
        root = root or self.home
        known = subprocess.run(
            ["git", "-C", str(root), "rev-parse", "--quiet", "--verify", f"refs/heads/{branch}"],
            check=False,
            capture_output=True,
        )
        if known.returncode == 0:
            git(root, "checkout", "--quiet", branch)
        else:
            git(root, "checkout", "--quiet", "--orphan", branch)
            git(root, "rm", "-rf", "--quiet", "--ignore-unmatch", ".")
        for path, content in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message", "Records")
        return git(root, "rev-parse", "HEAD")

    def cloned(self, *options: str) -> Path:
        git(self.home, "checkout", "--quiet", "main")
        git(self.home.parent, "clone", "--quiet", *options, self.home.as_uri(), str(self.clone))
        return self.clone


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def hostile_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a git hook's environment looks like: it names another repository."""
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet", "--initial-branch=main")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    yield
    monkeypatch.undo()


def test_each_file_of_the_branch_is_read_by_its_number_in_ascending_order(project: Project) -> None:
    project.commit(BRANCH, {"rfcs/12.jsonl": b"twelve\n", "rfcs/2.jsonl": b"two\n"})
    assert list(read_ledger(project.cloned(), BRANCH).items()) == [(2, "two\n"), (12, "twelve\n")]


def test_what_is_not_a_ledger_file_is_left_alone(project: Project) -> None:
    files = {
        "README.md": b"about\n",
        "rfcs/README.md": b"about\n",
        "rfcs/012.jsonl": b"not a number as govbot writes it\n",
        "rfcs/old/3.jsonl": b"deeper\n",
        "motions/4.jsonl": b"a motion\n",
        "rfcs/5.jsonl": b"five\n",
    }
    project.commit(BRANCH, files)
    assert read_ledger(project.cloned(), BRANCH) == {5: "five\n"}


def test_the_motions_are_read_from_their_own_folder(project: Project) -> None:
    files = {"rfcs/5.jsonl": b"five\n", "motions/4.jsonl": b"four\n", "motions/5.jsonl": b"also\n"}
    project.commit(BRANCH, files)
    clone = project.cloned()
    assert read_ledger(clone, BRANCH, MOTIONS) == {4: "four\n", 5: "also\n"}
    assert read_one(clone, BRANCH, 4, MOTIONS) == "four\n"
    assert read_one(clone, BRANCH, 4) == ""


def test_a_motion_that_is_not_text_is_named_by_its_file(project: Project) -> None:
    project.commit(BRANCH, {"motions/9.jsonl": b"broken \xff\n"})
    with pytest.raises(UserError) as caught:
        read_ledger(project.cloned(), BRANCH, MOTIONS)
    assert str(caught.value).startswith("governance-ledger:motions/9.jsonl:1: This line")


def test_an_empty_ledger_is_not_an_error(project: Project) -> None:
    project.commit(BRANCH, {"README.md": b"about\n"})
    clone = project.cloned()
    assert read_ledger(clone, BRANCH) == {}
    assert read_one(clone, BRANCH, 7) == ""


def test_one_file_is_read_by_its_number(project: Project) -> None:
    project.commit(BRANCH, {"rfcs/7.jsonl": "seven: ä\u2028ö\n".encode(), "rfcs/77.jsonl": b"no\n"})
    assert read_one(project.cloned(), BRANCH, 7) == "seven: ä\u2028ö\n"


def test_content_that_looks_like_the_answer_of_git_is_read_as_it_is(project: Project) -> None:
    looks = b"0123456789012345678901234567890123456789 blob 3\nabc\n"
    project.commit(BRANCH, {"rfcs/1.jsonl": looks, "rfcs/2.jsonl": b"", "rfcs/3.jsonl": b"three"})
    assert read_ledger(project.cloned(), BRANCH) == {1: looks.decode(), 2: "", 3: "three"}


def test_two_files_with_the_same_text_are_both_read(project: Project) -> None:
    project.commit(BRANCH, {"rfcs/1.jsonl": b"same\n", "rfcs/2.jsonl": b"same\n"})
    assert read_ledger(project.cloned(), BRANCH) == {1: "same\n", 2: "same\n"}


def test_what_was_fetched_counts_and_not_a_local_branch_of_the_same_name(project: Project) -> None:
    project.commit(BRANCH, {"rfcs/1.jsonl": b"from GitHub\n"})
    clone = project.cloned()
    git(clone, "branch", BRANCH, f"origin/{BRANCH}")
    project.commit(BRANCH, {"rfcs/1.jsonl": b"made up here\n"}, root=clone)
    assert read_one(clone, BRANCH, 1) == "from GitHub\n"


def test_a_local_branch_is_read_where_nothing_was_fetched(project: Project) -> None:
    project.commit(BRANCH, {"rfcs/1.jsonl": b"here\n"})
    assert read_one(project.home, BRANCH, 1) == "here\n"


def test_the_branch_may_have_another_name(project: Project) -> None:
    project.commit("records/of-votes", {"rfcs/1.jsonl": b"one\n"})
    assert read_ledger(project.cloned(), "records/of-votes") == {1: "one\n"}


def test_a_tag_with_the_name_of_the_branch_is_not_taken_for_it(project: Project) -> None:
    project.commit(BRANCH, {"rfcs/1.jsonl": b"recorded\n"})
    clone = project.cloned()
    git(clone, "tag", f"origin/{BRANCH}", "main")
    git(clone, "tag", BRANCH, "main")
    assert read_one(clone, BRANCH, 1) == "recorded\n"


def test_a_clone_without_the_branch_says_how_to_fetch_it_and_that_works(project: Project) -> None:
    project.commit(BRANCH, {"rfcs/1.jsonl": b"one\n"})
    clone = project.cloned("--single-branch")
    with pytest.raises(UserError) as caught:
        read_ledger(clone, BRANCH)
    assert caught.value.message == "This clone does not have the ledger branch `governance-ledger`."
    advice = caught.value.hint.splitlines()[0].removeprefix("Fetch it: git ").split()
    git(clone, *advice)
    assert read_ledger(clone, BRANCH) == {1: "one\n"}


def test_a_folder_that_is_no_clone_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not in a git clone"):
        read_ledger(tmp_path, BRANCH)
    with pytest.raises(UserError, match="is not in a git clone"):
        read_ledger(tmp_path / "nowhere", BRANCH)
    with pytest.raises(UserError, match="is not in a git clone"):
        governance_commit(tmp_path)


def test_a_clone_that_belongs_to_another_user_is_not_trusted(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # git itself, told in its own way to take everything for somebody else's.
    stand_in = tmp_path / "bin" / "git"
    stand_in.parent.mkdir()
    stand_in.write_text(
        "#!/bin/sh\n"
        f"export GIT_TEST_ASSUME_DIFFERENT_OWNER=1 GIT_CONFIG_GLOBAL={os.devnull}\n"
        f'exec {shutil.which("git")} "$@"\n'
    )
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", f"{stand_in.parent}:{os.environ['PATH']}")
    with pytest.raises(UserError, match="does not trust") as caught:
        read_ledger(project.home, BRANCH)
    assert f"safe.directory {project.home}" in caught.value.hint


def test_without_git_it_is_what_is_missing(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError, match="There is no git"):
        read_ledger(project.home, BRANCH)


@pytest.mark.parametrize("lost", ["rfcs", "rfcs/1.jsonl"])
def test_a_damaged_clone_is_called_one(project: Project, lost: str) -> None:
    project.commit(BRANCH, {"rfcs/1.jsonl": b"one\n"})
    oid = git(project.home, "rev-parse", f"{BRANCH}:{lost}")
    (project.home / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(UserError, match=r"could not read the clone|is damaged"):
        read_ledger(project.home, BRANCH)


def test_a_line_that_is_not_text_is_named_with_branch_path_and_line(project: Project) -> None:
    project.commit(BRANCH, {"rfcs/9.jsonl": b"fine\nfine\nbroken \xff\n"})
    with pytest.raises(UserError) as caught:
        read_ledger(project.cloned(), BRANCH)
    assert str(caught.value).startswith("governance-ledger:rfcs/9.jsonl:3: This line")


def test_an_environment_that_names_another_repository_changes_nothing(
    project: Project, hostile_environment: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as clean:
        clean.delenv("GIT_DIR")
        clean.delenv("GIT_INDEX_FILE")
        project.commit(BRANCH, {"rfcs/1.jsonl": b"one\n"})
        clone = project.cloned()
        head = git(clone, "rev-parse", "HEAD")
    assert read_ledger(clone, BRANCH) == {1: "one\n"}
    assert governance_commit(clone) == head


def test_a_replaced_object_does_not_change_what_was_recorded(project: Project) -> None:
    project.commit(BRANCH, {"rfcs/1.jsonl": b"as recorded\n", "rfcs/2.jsonl": b"forged\n"})
    clone = project.cloned()
    recorded = git(clone, "rev-parse", f"origin/{BRANCH}:rfcs/1.jsonl")
    forged = git(clone, "rev-parse", f"origin/{BRANCH}:rfcs/2.jsonl")
    git(clone, "replace", recorded, forged)
    assert read_one(clone, BRANCH, 1) == "as recorded\n"


def test_reading_runs_nothing_that_the_repository_names(project: Project, tmp_path: Path) -> None:
    attributes = b"*.jsonl diff=spy filter=spy\n"
    project.commit(BRANCH, {"rfcs/1.jsonl": b"one\n", ".gitattributes": attributes})
    clone = project.cloned()
    ran = tmp_path / "ran"
    spy = f"sh -c 'touch {ran}; cat'"
    for setting in ("diff.spy.textconv", "filter.spy.smudge", "core.fsmonitor", "core.pager"):
        git(clone, "config", setting, spy)
    for hook in ("post-checkout", "reference-transaction", "post-index-change"):
        path = clone / ".git" / "hooks" / hook
        path.write_text(f"#!/bin/sh\ntouch {ran}\n")
        path.chmod(0o755)
    assert read_ledger(clone, BRANCH) == {1: "one\n"}
    assert not ran.exists()


def test_the_governance_commit_is_the_one_checked_out(project: Project, tmp_path: Path) -> None:
    assert governance_commit(project.home) == git(project.home, "rev-parse", "HEAD")
    empty = tmp_path / "empty"
    empty.mkdir()
    git(empty, "init", "--quiet")
    assert governance_commit(empty) == ""


def test_a_thousand_files_are_read(project: Project) -> None:
    files = {f"rfcs/{number}.jsonl": b"x" * number for number in range(1, 1001)}
    project.commit(BRANCH, files)
    texts = read_ledger(project.cloned(), BRANCH)
    assert [len(text) for text in texts.values()] == list(range(1, 1001))


def test_the_name_of_a_file_is_what_git_would_be_asked_for() -> None:
    assert ledger_name(BRANCH, 12) == "governance-ledger:rfcs/12.jsonl"
    assert ledger_name(BRANCH, 12, MOTIONS) == "governance-ledger:motions/12.jsonl"
