"""Act as the people of a sandbox: propose, push, talk, review, merge, let time pass, read.

    python sandbox_people.py zoe proposes rfcs/0000-one-ledger.md "One ledger"
    python sandbox_people.py zoe pushes 1 rfcs/0001-one-ledger.md
    python sandbox_people.py ada says 1 "/vote yes"
    python sandbox_people.py ben approves 1
    python sandbox_people.py mo merges 1
    python sandbox_people.py zoe opens "Recall gus" "He never came."
    python sandbox_people.py zoe joins
    python sandbox_people.py time passes "14 days"
    python sandbox_people.py govbot said 1

On GitHub people do this with a browser and git. GITHUB_API_URL says where the sandbox is.
"""

from __future__ import annotations

import inspect
import itertools
import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

import requests
from github import Auth, Github, GithubException, InputGitTreeElement
from github.Repository import Repository


class Mistake(Exception):
    """Something was asked that cannot be done; the message says what would work."""


def url() -> str:
    """Return where the sandbox is."""
    found = os.environ.get("GITHUB_API_URL")
    if not found:
        raise Mistake(
            "GITHUB_API_URL is not set. Set it to the address that `govbot sandbox serve` printed."
        )
    return found


def repository(who: str) -> Repository:
    """Return the repository as `who` sees it; in a sandbox everybody's token is their name."""
    hasty = Github(
        base_url=url(),
        auth=Auth.Token(f"sandbox-{who}"),
        retry=None,
        seconds_between_requests=None,
        seconds_between_writes=None,
    )
    return hasty.get_repo(os.environ.get("GITHUB_REPOSITORY", "example/commons"))


def commit(home: Repository, fork: Repository, path: str) -> str:
    """Commit the file to the fork, on top of the default branch, and return the commit."""
    main = home.get_git_commit(home.get_git_ref(f"heads/{home.default_branch}").object.sha)
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Mistake(f"{path} cannot be read: {getattr(error, 'strerror', error)}.") from error
    name = PurePosixPath(path)
    if name.is_absolute() or ".." in name.parts:
        raise Mistake(f"{path} is not below this folder. Name it as it is in the repository.")
    tree = fork.create_git_tree([InputGitTreeElement(str(name), "100644", "blob", text)], main.tree)
    return fork.create_git_commit(f"Propose {name}", tree, [main]).sha


def numbered(text: str) -> int:
    """Return the number of an issue or pull request."""
    if not text.isdecimal() or not int(text):
        raise Mistake(f"{text!r} is not the number of an issue or pull request, such as 1.")
    return int(text)


def start(fork: Repository, name: str, oid: str) -> str:
    """Start a branch at a commit, under the first name like this that is free; return the name."""
    for count in itertools.count(1):
        branch = f"{name}-{count}"
        try:
            fork.create_git_ref(f"refs/heads/{branch}", oid)
        except GithubException as error:
            if error.data.get("message") != "Reference already exists":
                raise
        else:
            return branch
    raise AssertionError("counting has no end")


def proposes(who: str, file: str, title: str) -> None:
    """Open a pull request that holds one file, from a fork."""
    home = repository(who)
    fork = home.create_fork()
    branch = start(fork, "proposal", commit(home, fork, file))
    pull = home.create_pull(home.default_branch, f"{who}:{branch}", title=title, body="")
    print(f"{who} opened pull request #{pull.number}.")


def pushes(who: str, number: str, file: str) -> None:
    """Replace what the pull request holds by one file."""
    home = repository(who)
    head = home.get_pull(numbered(number)).head
    head.repo.get_git_ref(f"heads/{head.ref}").edit(commit(home, head.repo, file), force=True)
    print(f"{who} pushed {file} to #{number}.")


def opens(who: str, title: str, text: str = "") -> None:
    """Open an issue."""
    print(f"{who} opened issue #{repository(who).create_issue(title, text).number}.")


def says(who: str, number: str, text: str) -> None:
    """Write a comment on an issue or pull request."""
    repository(who).get_issue(numbered(number)).create_comment(text)
    print(f"{who} said: {text}")


def edits(who: str, number: str, text: str) -> None:
    """Write the text of an issue or pull request anew."""
    repository(who).get_issue(numbered(number)).edit(body=text)
    print(f"{who} edited #{number}.")


def approves(who: str, number: str, text: str = "") -> None:
    """Review a pull request: approve it."""
    repository(who).get_pull(numbered(number)).create_review(body=text, event="APPROVE")
    print(f"{who} approved #{number}.")


def objects(who: str, number: str, text: str) -> None:
    """Review a pull request: request changes."""
    repository(who).get_pull(numbered(number)).create_review(body=text, event="REQUEST_CHANGES")
    print(f"{who} requested changes of #{number}: {text}")


def reviews(who: str, number: str, text: str) -> None:
    """Review a pull request with words alone."""
    repository(who).get_pull(numbered(number)).create_review(body=text, event="COMMENT")
    print(f"{who} reviewed #{number}: {text}")


def labels(who: str, number: str, label: str) -> None:
    """Put a label on an issue or pull request."""
    repository(who).get_issue(numbered(number)).add_to_labels(label)
    print(f"{who} labeled #{number}: {label}")


def unlabels(who: str, number: str, label: str) -> None:
    """Take a label off."""
    repository(who).get_issue(numbered(number)).remove_from_labels(label)
    print(f"{who} took the label {label} off #{number}.")


def closes(who: str, number: str) -> None:
    """Close an issue or pull request."""
    repository(who).get_issue(numbered(number)).edit(state="closed")
    print(f"{who} closed #{number}.")


def reopens(who: str, number: str) -> None:
    """Open an issue or pull request again."""
    repository(who).get_issue(numbered(number)).edit(state="open")
    print(f"{who} opened #{number} again.")


def merges(who: str, number: str) -> None:
    """Merge the pull request."""
    repository(who).get_pull(numbered(number)).merge()
    print(f"{who} merged #{number}.")


def joins(who: str) -> None:
    """Accept the invitation to the organization that owns the repository."""
    home = repository(who)
    owner = home.owner.login
    path = f"/user/memberships/orgs/{owner}"
    home.requester.requestJsonAndCheck("PATCH", path, input={"state": "active"})
    print(f"{who} joined {owner}.")


def passes(time: str, length: str) -> None:
    """Move the clock of the sandbox, whoever says so: `time passes "14 days"`."""
    del time
    body = json.dumps({"advance": length}).encode()
    request = urllib.request.Request(f"{url()}/_sandbox/clock", data=body)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - as above
            print(f"It is now {json.load(answer)['now'][:10]}.")
    except urllib.error.HTTPError as error:
        raise Mistake(json.load(error)["message"]) from error


def said(who: str, number: str) -> None:
    """Print what somebody, or govbot, wrote last there, without what is folded away."""
    login = "github-actions[bot]" if who == "govbot" else who
    comments = repository("zoe").get_issue(numbered(number)).get_comments()
    own = [each for each in comments if each.user.login.lower() == login.lower()]
    if not own:
        raise Mistake(f"{who} has not written anything on #{number} yet.")
    latest = max(own, key=lambda each: (each.updated_at, each.id))
    shown = latest.body.partition("<details>")[0].strip().splitlines()
    print("\n".join(line for line in shown if not line.startswith("<!--")).strip())


VERBS: Mapping[str, Callable[..., None]] = {
    each.__name__: each
    for each in (
        *(proposes, pushes, opens, says, edits, approves, objects, reviews),
        *(labels, unlabels, closes, reopens, merges, joins, passes, said),
    )
}


def usage(verb: str) -> str:
    """Return how a verb is used: `WHO says NUMBER TEXT`."""
    who, *rest = inspect.signature(VERBS[verb]).parameters.values()
    words = [
        each.name.upper() if each.default is each.empty else f"[{each.name.upper()}]"
        for each in rest
    ]
    return " ".join([who.name if who.name == "time" else "WHO", verb, *words])


def act(arguments: list[str]) -> None:
    """Do what the command line says; raise `Mistake` when it makes no sense."""
    everything = "\n  ".join(usage(verb) for verb in VERBS)
    if len(arguments) < 2:  # noqa: PLR2004 - who and what
        raise Mistake(f"Say who does what:\n  {everything}")
    who, verb, *rest = arguments
    if verb not in VERBS:
        raise Mistake(f"Nobody {verb!r} here. What people do:\n  {everything}")
    try:
        inspect.signature(VERBS[verb]).bind(who, *rest)
    except TypeError:
        raise Mistake(f"That is not all of it, or too much. Write: {usage(verb)}") from None
    VERBS[verb](who, *rest)


def refusal(who: str, error: GithubException) -> str:
    """Return in one line what the sandbox answered."""
    if error.status == requests.codes.unauthorized:
        return f"There is nobody called {who} in the sandbox."
    data = error.data if isinstance(error.data, dict) else {}
    details = [
        each if isinstance(each, str) else each.get("message") or f"{each['field']}: {each['code']}"
        for each in data.get("errors", [])
    ]
    return f"The sandbox refused: {'; '.join([str(data.get('message', error)), *details])}"


if __name__ == "__main__":
    try:
        act(sys.argv[1:])
    except BrokenPipeError:
        # Whoever reads had enough. Python would complain once more when it closes the output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Mistake as mistake:
        sys.exit(str(mistake))
    except GithubException as error:
        sys.exit(refusal(sys.argv[1], error))
    except (requests.ConnectionError, urllib.error.URLError):
        sys.exit(f"Nothing answers at {url()}. Start the sandbox with: govbot sandbox serve")
