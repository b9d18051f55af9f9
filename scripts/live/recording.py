"""Recording the cassettes of tests/gh against the scratch repository.

    record(access, CASSETTES)     # a row; the cassettes are replaced when all of them were recorded

They are recorded by the tests that replay them, in a process of their own, into a folder of their own.
A team is part of them, so the repository's organization has to be named, and the token be a person's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from scripts.live.access import LiveAccess
from scripts.live.rows import NotTried, Observed

__all__ = ["CASSETTES", "record"]

ROOT: Final = Path(__file__).resolve().parents[2]
CASSETTES: Final = ROOT / "tests" / "gh" / "cassettes"
TESTS: Final = "tests/gh/test_cassettes.py"
FAILURES: Final = ("FAILED", "ERROR")
LONGEST: Final = 600
"""In seconds."""


def record(access: LiveAccess, into: Path = CASSETTES) -> Observed:
    """Record every cassette with the first of the tokens, which has to be a person's.

    Raise `NotTried` where no organization is named, in which a team may be made and deleted.
    """
    if not access.organization:
        raise NotTried(
            "A team is part of the recordings: name the repository's organization in"
            " GOVBOT_LIVE_ORGANIZATION to let one be made in it and deleted."
        )
    with TemporaryDirectory(prefix="govbot-live-") as folder:
        done = _run(access, Path(folder))
        recorded = sorted(Path(folder).iterdir())
        if done.returncode:
            failed = [each for each in done.stdout.splitlines() if each.startswith(FAILURES)]
            said = "; ".join(failed) or done.stdout[-500:] or done.stderr[-500:]
            return Observed(f"nothing was kept: {access.without_tokens(said)}", as_assumed=False)
        for each in recorded:
            if access.without_tokens(text := each.read_text(encoding="utf-8")) != text:
                return Observed(f"nothing was kept: {each.name} holds a token", as_assumed=False)
        into.mkdir(parents=True, exist_ok=True)
        for old in into.iterdir():
            old.unlink()
        for each in recorded:
            shutil.copy(each, into / each.name)
    return Observed(f"{len(recorded)} files were written", as_assumed=True)


def _run(access: LiveAccess, folder: Path) -> subprocess.CompletedProcess[str]:
    # Where a test fails, the long form of its traceback would show the token.
    options = ["--record", f"--cassettes={folder}", "--tb=line", "-q", "-p", "no:cacheprovider"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", TESTS, "-m", "cassette", *options],
        cwd=ROOT,
        env={
            **os.environ,
            "GOVBOT_LIVE_REPOSITORY": access.repository,
            "GOVBOT_LIVE_TOKEN": access.tokens[0],
            "GITHUB_API_URL": access.api_url,
            "COLUMNS": "400",  # pytest leaves out why a test failed where there is no room
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
