"""Every REST route, as PyGithub uses it, against GitHub's own description."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import requests
from github import Github, GithubException, InputGitTreeElement

from govbot.sandbox import Running, World
from tests.sandbox.conftest import PROPOSAL, client
from tests.sandbox.contract import Exchange, Recorder, check

ACTIONS = "github-actions[bot]"


@pytest.fixture
def running(recorded: Running) -> Running:
    return recorded


@pytest.fixture
def mo(running: Running) -> Github:
    return client(running, "mo")


def test_a_repository_says_what_its_reader_may_do(mo: Github) -> None:
    repository = mo.get_repo("example/commons")
    assert repository.default_branch == "main"
    assert repository.permissions.push
    assert not repository.permissions.admin
    assert repository.owner.type == "Organization"


def test_people_are_found_by_login_in_any_case_and_by_token(mo: Github) -> None:
    assert mo.get_user("ADA").id == 1001
    assert mo.get_user().login == "mo"
    assert mo.get_user_by_id(1010).login == "zoe"
    assert mo.get_rate_limit().resources.core.limit == 5000


def test_a_label_is_made_changed_read_and_deleted(mo: Github) -> None:
    repository = mo.get_repo("example/commons")
    made = repository.create_label("rfc: voting", "fbca04", "A vote is open.")
    assert [label.name for label in repository.get_labels()] == ["rfc: voting"]
    made.edit("rfc: ballot/box", "000000", "Other words.")
    assert repository.get_label("rfc: ballot/box").description == "Other words."
    made.delete()
    assert repository.get_labels().totalCount == 0


def test_a_label_name_is_taken_in_any_case(mo: Github) -> None:
    repository = mo.get_repo("example/commons")
    repository.create_label("Ready", "fbca04")
    with pytest.raises(GithubException) as refused:
        repository.create_label("ready", "fbca04")
    assert refused.value.status == 422
    assert refused.value.data["errors"][0]["code"] == "already_exists"


def test_labels_go_on_and_come_off_a_pull_request(world: World, mo: Github) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    pull = mo.get_repo("example/commons").get_pull(1)
    pull.add_to_labels("one", "two words")
    pull.remove_from_labels("one")
    assert [label.name for label in pull.get_labels()] == ["two words"]
    with pytest.raises(GithubException) as refused:
        pull.remove_from_labels("one")
    assert refused.value.status == 404


def test_a_comment_is_made_edited_reacted_to_and_deleted(world: World, mo: Github) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    issue = mo.get_repo("example/commons").get_issue(1)
    comment = issue.create_comment("first")
    comment.edit("second")
    reaction = comment.create_reaction("+1")
    assert comment.create_reaction("+1").id == reaction.id
    assert [one.content for one in comment.get_reactions()] == ["+1"]
    assert comment.delete_reaction(reaction.id)
    assert issue.get_comment(comment.id).body == "second"
    comment.delete()
    assert issue.get_comments().totalCount == 0


def test_a_pull_request_is_opened_read_edited_and_merged(world: World, mo: Github) -> None:
    repository = mo.get_repo("example/commons")
    world.push_to("idea", {"rfcs/0001-code.md": PROPOSAL}, by="mo")
    pull = repository.create_pull(base="main", head="idea", title="Adopt", body="Why not?")
    pull.edit(title="Adopt a code", body="Because.")
    world.create_branch("side", by="mo")
    pull.edit(base="side")
    assert repository.get_pull(1).base.ref == "side"
    pull.edit(base="main")
    assert [one.number for one in repository.get_pulls()] == [1]
    assert [(one.filename, one.status) for one in pull.get_files()] == [
        ("rfcs/0001-code.md", "added")
    ]
    assert pull.get_commits().totalCount == 1
    assert pull.mergeable
    merged = pull.merge(commit_message="Decided.", sha=pull.head.sha)
    assert merged.merged
    assert repository.get_pull(1).merged_by.login == "mo"
    assert repository.get_contents("rfcs/0001-code.md").decoded_content.decode() == PROPOSAL  # type: ignore[union-attr]
    assert [one.number for one in repository.get_pulls(state="closed")] == [1]


def test_a_pull_request_is_closed_and_opened_again(world: World, mo: Github) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    pull = mo.get_repo("example/commons").get_pull(1)
    pull.edit(state="closed")
    assert world.issue(1).closed
    pull.edit(state="open")
    assert not world.issue(1).closed


def test_a_merge_of_another_head_is_refused(world: World, mo: Github) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    with pytest.raises(GithubException) as refused:
        mo.get_repo("example/commons").get_pull(1).merge(sha="0" * 40)
    assert refused.value.status == 409


def test_a_folder_is_listed_and_a_missing_file_is_not_found(mo: Github) -> None:
    repository = mo.get_repo("example/commons")
    found = repository.get_contents("governance")
    assert isinstance(found, list)
    assert [one.path for one in found] == ["governance/people.yaml"]
    with pytest.raises(GithubException) as refused:
        repository.get_contents("nothing.md")
    assert refused.value.status == 404


def test_a_file_is_made_and_replaced_by_whoever_knows_what_was_there(mo: Github) -> None:
    repository = mo.get_repo("example/commons")
    made = repository.create_file("rfcs/0001-code.md", "Propose a code", PROPOSAL)
    changed = repository.update_file(
        "rfcs/0001-code.md", "Mend it", "# Better\n", made["content"].sha
    )
    found = repository.get_contents("rfcs/0001-code.md")
    assert not isinstance(found, list)
    assert (found.sha, found.decoded_content) == (changed["content"].sha, b"# Better\n")
    assert repository.get_commit("main").commit.message == "Mend it"
    with pytest.raises(GithubException) as stale:
        repository.update_file("rfcs/0001-code.md", "Mend", "# Worse\n", made["content"].sha)
    with pytest.raises(GithubException) as blind:
        repository.create_file("rfcs/0001-code.md", "Begin again", "# Other\n")
    assert (stale.value.status, blind.value.status) == (409, 422)
    assert repository.get_commit("main").sha == changed["commit"].sha


@pytest.mark.parametrize(
    "path", ["rfcs//code.md", "rfcs/.git/code.md", "README.md/code.md", "governance"]
)
def test_a_path_that_no_file_can_have_is_refused(world: World, mo: Github, path: str) -> None:
    before = world.git_of(world.repository()).branch("main")
    with pytest.raises(GithubException) as refused:
        mo.get_repo("example/commons").create_file(path, "Propose", PROPOSAL)
    assert refused.value.status == 422
    assert world.git_of(world.repository()).branch("main") == before


def test_a_contributor_writes_files_in_a_fork_only(running: Running) -> None:
    repository = client(running, "zoe").get_repo("example/commons")
    with pytest.raises(GithubException) as refused:
        repository.create_file("rfcs/0001-code.md", "Propose a code", PROPOSAL)
    assert refused.value.status == 403
    fork = repository.create_fork()
    assert (fork.full_name, fork.fork) == ("zoe/commons", True)
    fork.create_file("rfcs/0001-code.md", "Propose a code", PROPOSAL)
    pull = repository.create_pull(base="main", head="zoe:main", title="Adopt", body="")
    assert [file.filename for file in pull.get_files()] == ["rfcs/0001-code.md"]


def test_a_branch_without_parents_is_made_from_git_objects(world: World, mo: Github) -> None:
    repository = mo.get_repo("example/commons")
    blob = repository.create_git_blob("ledger\n", "utf-8")
    element = InputGitTreeElement("README.md", "100644", "blob", sha=blob.sha)
    tree = repository.create_git_tree([element])
    commit = repository.create_git_commit("Begin the ledger", tree, [])
    made = repository.create_git_ref("refs/heads/governance-ledger", commit.sha)
    assert repository.get_git_ref("heads/governance-ledger").object.sha == commit.sha
    assert repository.get_git_blob(blob.sha).encoding == "base64"
    assert repository.get_git_tree(tree.sha, recursive=True).tree[0].path == "README.md"
    assert repository.get_git_commit(commit.sha).parents == []
    assert repository.get_commit("governance-ledger").sha == commit.sha
    assert world.git_of(world.repository()).file("governance-ledger", "README.md") == b"ledger\n"
    with pytest.raises(GithubException) as refused:
        repository.create_git_ref("refs/heads/governance-ledger", commit.sha)
    assert refused.value.status == 422
    made.delete()
    assert world.git_of(world.repository()).branch("governance-ledger") is None


def test_a_ref_moves_forward_only(world: World, mo: Github) -> None:
    repository = mo.get_repo("example/commons")
    first = world.create_branch("side")
    second = world.push_to("side", {"a": "b\n"})
    ref = repository.get_git_ref("heads/side")
    with pytest.raises(GithubException) as refused:
        ref.edit(first)
    assert refused.value.status == 422
    ref.edit(first, force=True)
    ref.edit(second)
    assert world.git_of(world.repository()).branch("side") == second


def test_only_the_actions_token_writes_check_runs(
    world: World, running: Running, mo: Github
) -> None:
    head = world.git_of(world.repository()).branch("main") or ""
    actions = client(running, ACTIONS).get_repo("example/commons")
    world.state.checks_are_final = False
    run = actions.create_check_run("govbot / rfc", head, status="in_progress")
    output = {"title": "Voting", "summary": "4 of 7"}
    run.edit(status="completed", conclusion="success", output=output)
    found = mo.get_repo("example/commons").get_commit("main").get_check_runs()
    assert [(one.name, one.conclusion) for one in found] == [("govbot / rfc", "success")]
    assert actions.get_check_run(run.id).output.title == "Voting"
    with pytest.raises(GithubException) as refused:
        mo.get_repo("example/commons").create_check_run("mine", head)
    assert refused.value.status == 403


def test_somebody_without_write_access_cannot_label_or_merge(
    world: World, running: Running
) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    pull = client(running, "zoe").get_repo("example/commons").get_pull(1)
    for attempt in (lambda: pull.add_to_labels("mine"), pull.merge):
        with pytest.raises(GithubException) as refused:
            attempt()
        assert refused.value.status == 403


def test_a_permission_is_told_to_those_who_may_write(running: Running, mo: Github) -> None:
    assert mo.get_repo("example/commons").get_collaborator_permission("mo") == "write"
    assert mo.get_repo("example/commons").get_collaborator_permission("zoe") == "read"
    with pytest.raises(GithubException) as refused:
        client(running, "zoe").get_repo("example/commons").get_collaborator_permission("mo")
    assert refused.value.status == 403


def test_two_hundred_comments_come_in_pages_of_a_hundred(world: World, running: Running) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    for place in range(203):
        world.comment(1, f"comment {place}", by="ada")
    address = f"{running.url}/repos/example/commons/issues/1/comments?per_page=500"
    headers = {"Authorization": f"token {running.token('ada')}"}
    first = requests.get(address, headers=headers, timeout=10)
    second = requests.get(first.links["next"]["url"], headers=headers, timeout=10)
    third = requests.get(second.links["next"]["url"], headers=headers, timeout=10)
    assert [len(page.json()) for page in (first, second, third)] == [100, 100, 3]
    assert first.links["last"]["url"] == second.links["next"]["url"]
    assert "next" not in third.links
    assert third.json()[-1]["body"] == "comment 202"


def test_an_unknown_token_a_missing_thing_and_broken_json_are_refused(running: Running) -> None:
    address = f"{running.url}/repos/example/commons"
    good = {"Authorization": f"token {running.token('ada')}"}
    bad = {"Authorization": "token nobody"}
    assert requests.get(address, headers=bad, timeout=10).status_code == 401
    assert requests.get(address, timeout=10).json()["message"] == "Requires authentication"
    missing = requests.get(f"{running.url}/repos/example/nothing", headers=good, timeout=10)
    assert missing.status_code == 404
    assert missing.json()["status"] == "404"


def test_every_answer_carries_the_sandboxs_time_and_what_is_left_of_the_hour(
    world: World, running: Running
) -> None:
    world.set_time(datetime(2026, 3, 11, 12, tzinfo=UTC))
    headers = {"Authorization": f"token {running.token('ada')}"}
    answer = requests.get(f"{running.url}/api/v3/user", headers=headers, timeout=10)
    assert answer.headers["Date"] == "Wed, 11 Mar 2026 12:00:00 GMT"
    assert int(answer.headers["X-RateLimit-Remaining"]) < 5000


def test_the_check_against_the_description_notices_a_wrong_answer(recorder: Recorder) -> None:
    wrong = Exchange("GET", "/repos/example/commons/labels/x", None, 200, {"id": "one"})
    assert any('"one" is not of type' in problem for problem in check([wrong]))
    null = Exchange("GET", "/repos/example/commons/labels/x", None, 200, None)
    assert check([null]) != []
    assert check([Exchange("GET", "/nowhere", None, 200, {})]) != []
    # The fixture of this file wants at least one exchange; this test makes its own.
    recorder.exchanges.append(Exchange("GET", "/rate_limit", None, 404, {"message": "x"}))
