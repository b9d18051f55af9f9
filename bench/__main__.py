"""How fast govbot is, in numbers.

    make bench

prints each figure beside what is aimed for. It fails nothing: a slow machine is not a bug, and a figure
that gets worse is for people to see in the log.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from bench.community import write_community
from bench.installation import install
from bench.strangers import costs
from govbot.app.cycle import run_pull_request
from govbot.files import require_governance
from govbot.gh import connect
from govbot.sandbox import ACTIONS_TOKEN, council_of_seven, serve

REPEATS = 15
VOTERS = 100_000
AIM = "{:<58} {:>12}   {}"


def main() -> None:
    """Measure and print everything."""
    print(AIM.format("what", "measured", "aim"))
    _quiet_event()
    _installation()
    _ballot()
    _check()
    _large_vote()
    _strangers()


def _best(run: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the shortest of several runs, in seconds: what the machine can do when left alone."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def _python(
    *arguments: str, environment: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Callable[[], object]:
    command = [sys.executable, *arguments]
    variables = os.environ | dict(environment or {})
    return lambda: subprocess.run(command, env=variables, cwd=cwd, check=True, capture_output=True)


def _quiet_event() -> None:
    event = {
        "action": "created",
        "issue": {"number": 12, "pull_request": {}},
        "comment": {"body": "I read it twice.", "user": {"type": "User"}},
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "event.json"
        path.write_text(json.dumps(event), encoding="utf-8")
        environment = {"GITHUB_EVENT_NAME": "issue_comment", "GITHUB_EVENT_PATH": str(path)}
        nothing = _best(_python("-c", "pass"))
        event_time = _best(_python("-m", "govbot", "run", environment=environment))
    ratio = event_time / nothing
    print(
        AIM.format(
            "an event that does not concern govbot, to `python -c pass`",
            f"{ratio:.1f}x",
            "at most 3x",
        )
    )


def _installation() -> None:
    by_uv, by_pip = install("uv", repeats=5), install("pip", repeats=2)
    before = install("before", repeats=2)
    rows = (
        ("installing the action with uv: CPU time", f"{by_uv.cpu:.2f} s", "at most 2 s"),
        ("the same on a fresh machine, as GitHub's are", f"{by_uv.cold:.2f} s", ""),
        ("the same packages with pip", f"{by_pip.cpu:.2f} s", ""),
        ("with pip, as it was: all that is asked for", f"{before.cpu:.2f} s", ""),
        ("as it was, to uv", f"{before.cpu / by_uv.cpu:.1f}x", "at least 8x"),
        ("installed by uv", f"{by_uv.mebibytes:.0f} MiB", ""),
        ("installed as it was", f"{before.mebibytes:.0f} MiB", ""),
        ("the first start after uv: CPU time", f"{by_uv.first_start:.2f} s", ""),
        ("the first start as it was: CPU time", f"{before.first_start:.2f} s", ""),
    )
    for row in rows:
        print(AIM.format(*row))


RFC = """\
---
title: One ledger
authors: [zoe]
champion: ada
created: 2025-12-30
---

## Summary

One branch holds all records.

## Motivation

Records are scattered.

## Proposal

Use one branch.

## Alternatives

Many branches.
"""


def _ballot() -> None:
    root = Path(__file__).parent.parent
    governance = require_governance(root)
    world = council_of_seven()
    pull = world.open_pull_request("One ledger", {"rfcs/0001-one-ledger.md": RFC}, by="zoe")
    with (
        serve(world) as running,
        connect("example/commons", ACTIONS_TOKEN, running.url) as github,
    ):
        run_pull_request(github, governance, pull.number)
        world.advance(days=14)
        world.comment(pull.number, "/vote open", by="ada")
        run_pull_request(github, governance, pull.number)
        world.comment(pull.number, "/vote yes", by="ben")
        requests = github.requests
        start = time.thread_time()
        run_pull_request(github, governance, pull.number)
        cpu = time.thread_time() - start
    print(AIM.format("a ballot: requests to GitHub", str(github.requests - requests), "3"))
    print(AIM.format("a ballot: CPU time of the run", f"{1000 * cpu:.0f} ms", ""))


def _check() -> None:
    sizes = (
        (100, 10, 100, ""),
        (1_000, 100, 1_000, "under 2 s, linear"),
        (1_000, 100, 1, ""),
        (10_000, 1_000, 1, "10 times the line above, linear"),
    )
    for people, bodies, rfcs, aim in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_community(Path(folder), people=people, bodies=bodies, rfcs=rfcs)
            spent = _best(_python("-m", "govbot", "check", cwd=Path(folder)), repeats=3)
        what = f"govbot check: {people:,} people, {bodies:,} bodies, {rfcs:,} RFCs"
        print(AIM.format(what, f"{spent:.2f} s", aim))


def _large_vote() -> None:
    voters = [f"voter-{number}" for number in range(VOTERS)]
    choices = ("yes", "no", "abstain")
    says = [
        {
            "at": f"2026-03-02T{place % 24:02}:00:00Z",
            "by": voter,
            "text": f"/vote {choices[place % 3]}",
        }
        for place, voter in enumerate(voters)
    ]
    case = {
        "policy": "rfc-accept",
        "electorate": voters,
        "opened": "2026-03-01T00:00:00Z",
        "says": says,
    }
    with tempfile.TemporaryDirectory() as folder:
        as_json = Path(folder) / "case.json"
        as_json.write_text(json.dumps(case), encoding="utf-8")
        as_yaml = Path(folder) / "case.yaml"
        as_yaml.write_text(_yaml(case), encoding="utf-8")
        for path in (as_json, as_yaml):
            count = _python("-m", "govbot", "vote", "count", str(path), "--format", "json")
            spent = _best(count, repeats=3)
            what = f"one vote with {VOTERS:,} ballots, from {path.suffix.removeprefix('.').upper()}"
            print(AIM.format(what, f"{spent:.2f} s", "under 2 s"))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(AIM.format("memory of the largest of these", f"{peak} MiB", ""))


def _strangers() -> None:
    for what, seconds, ratio in costs():
        print(AIM.format(f"{what}, to half of it", f"{ratio:.1f}x", "at most 2.5x"))
        print(AIM.format("    all of it", f"{seconds:.2f} s", "under 1 s"))


def _yaml(case: dict[str, object]) -> str:
    """Return a case as a person would write it: one line a saying, a plain list of voters."""
    lines = [f"policy: {case['policy']}", f"opened: {case['opened']}", "electorate:"]
    electorate, says = case["electorate"], case["says"]
    assert isinstance(electorate, list)
    assert isinstance(says, list)
    lines += [f"  - {login}" for login in electorate]
    lines.append("says:")
    lines += [f'  - {{at: {s["at"]}, by: {s["by"]}, text: "{s["text"]}"}}' for s in says]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
