"""Act as the people of a sandbox: propose, push, comment, merge, let time pass, read the status.

    python sandbox_people.py zoe proposes rfcs/0000-one-ledger.md "One ledger"
    python sandbox_people.py zoe pushes 1 rfcs/0001-one-ledger.md
    python sandbox_people.py ada says 1 "/vote yes"
    python sandbox_people.py mo merges 1
    python sandbox_people.py time passes "14 days"
    python sandbox_people.py govbot said 1

On GitHub people do this with a browser and git. GITHUB_API_URL says where the sandbox is.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

from github import Auth, Github, InputGitTreeElement
from github.Repository import Repository

URL = os.environ["GITHUB_API_URL"]
REPOSITORY = os.environ.get("GITHUB_REPOSITORY", "example/commons")
BRANCH = "proposal"


def repository(who: str) -> Repository:
    """Return the repository as `who` sees it; in a sandbox everybody's token is their name."""
    token = Auth.Token(f"sandbox-{who}")
    hasty = Github(
        base_url=URL, auth=token, seconds_between_requests=None, seconds_between_writes=None
    )
    return hasty.get_repo(REPOSITORY)


def commit(path: str) -> str:
    """Commit the file on top of the default branch, and return the commit."""
    # The sandbox has no forks over HTTP: mo, who may write, pushes for everybody.
    there = repository("mo")
    main = there.get_git_commit(there.get_git_ref("heads/main").object.sha)
    text = Path(path).read_text(encoding="utf-8")
    tree = there.create_git_tree([InputGitTreeElement(path, "100644", "blob", text)], main.tree)
    return there.create_git_commit(f"Propose {path}", tree, [main]).sha


def proposes(who: str, path: str, title: str) -> None:
    """Open a pull request that holds one file."""
    repository("mo").create_git_ref(f"refs/heads/{BRANCH}", commit(path))
    pull = repository(who).create_pull("main", BRANCH, title=title, body="")
    print(f"{who} opened pull request #{pull.number}.")


def pushes(who: str, number: str, path: str) -> None:
    """Replace what the pull request holds by one file."""
    repository("mo").get_git_ref(f"heads/{BRANCH}").edit(commit(path), force=True)
    print(f"{who} pushed {path} to #{number}.")


def says(who: str, number: str, text: str) -> None:
    """Write a comment."""
    repository(who).get_issue(int(number)).create_comment(text)
    print(f"{who} said: {text}")


def merges(who: str, number: str) -> None:
    """Merge the pull request."""
    repository(who).get_pull(int(number)).merge()
    print(f"{who} merged #{number}.")


def passes(_time: str, length: str) -> None:
    """Move the clock of the sandbox."""
    body = json.dumps({"advance": length}).encode()
    request = urllib.request.Request(f"{URL}/_sandbox/clock", data=body)  # noqa: S310 - loopback
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - as above
        print(f"It is now {json.load(answer)['now'][:10]}.")


def said(_govbot: str, number: str) -> None:
    """Print what govbot wrote last on the pull request, without what is folded away."""
    comments = repository("zoe").get_issue(int(number)).get_comments()
    own = [each for each in comments if each.user.login == "github-actions[bot]"]
    latest = max(own, key=lambda each: (each.updated_at, each.id))
    shown = latest.body.partition("<details>")[0].strip().splitlines()
    print("\n".join(line for line in shown if not line.startswith("<!--")).strip())


VERBS: Mapping[str, Callable[..., None]] = {
    each.__name__: each for each in (proposes, pushes, says, merges, passes, said)
}

if __name__ == "__main__":
    who, verb, *rest = sys.argv[1:]
    VERBS[verb](who, *rest)
