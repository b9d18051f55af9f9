"""The tutorial is done as it is written, against a sandbox, and says what it says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.docs.pages import PROJECT, Block, blocks

TUTORIAL = PROJECT / "docs" / "tutorial" / "first-rfc.md"
EXPORT = re.compile(r"^export (GITHUB_[A-Z_]+)=(\S+)$", re.MULTILINE)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The variables of a reader's terminal, and a git that knows who commits."""
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\n\tname = Zoe\n\temail = zoe@example.org\n", encoding="utf-8")
    return {
        "GIT_CONFIG_GLOBAL": str(settings),
        "GIT_CONFIG_NOSYSTEM": "1",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PEOPLE": str(PROJECT / "scripts" / "sandbox_people.py"),
        "PYTHONUTF8": "1",
    }


@pytest.fixture
def folder(tmp_path: Path, environment: dict[str, str]) -> Path:
    """The repository of the rehearsal."""
    made = tmp_path / "rehearsal"
    run(f"git init --quiet --initial-branch main {made}", tmp_path, environment)
    return made


def test_the_tutorial_shows_what_happens(folder: Path, environment: dict[str, str]) -> None:
    done = 0
    with ExitStack() as until_the_end:
        for block in blocks(TUTORIAL):
            for name, text in files_in(block):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text, encoding="utf-8")
            if "govbot sandbox serve" in block.text:
                url = until_the_end.enter_context(second_terminal(block, folder, environment))
                environment |= dict(EXPORT.findall(shell())) | {"GITHUB_API_URL": url}
            for command, expected in commands_in(block):
                if command == "make install":
                    continue
                shown = run(command, folder, environment)
                assert re.fullmatch(pattern(expected), masked(shown)), (
                    f"{block}: $ {command}\n--- the tutorial says\n{expected}\n--- it is\n{shown}"
                )
                done += 1
    assert done > 30


def test_the_tutorial_exports_what_the_test_does(environment: dict[str, str]) -> None:
    exported = set(re.findall(r"^export ([A-Z_]+)=", shell(), re.MULTILINE))
    assert exported == {"PATH", "PEOPLE", "GITHUB_API_URL", "GITHUB_TOKEN", "GITHUB_REPOSITORY"}
    assert exported - {name for name, _ in EXPORT.findall(shell())} <= environment.keys()


def shell() -> str:
    """Return what the reader does in the shell without looking at the answer."""
    return "".join(block.text for block in blocks(TUTORIAL) if block.language == "sh")


@contextmanager
def second_terminal(block: Block, folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """Serve the sandbox as the block says, but at any port that is free; give its address."""
    (said,) = (line for line in block.text.splitlines() if line.startswith("govbot sandbox serve"))
    with subprocess.Popen(
        shlex.split(re.sub(r"--port \d+", "--port 0", said)),
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as serving:
        assert serving.stdout is not None
        try:
            announced = re.search(r"http://127\.0\.0\.1:\d+", serving.stdout.readline())
            assert announced
            yield announced[0]
        finally:
            serving.terminate()


def files_in(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the file that the reader is asked to write, by its name."""
    if block.language == "yaml":
        yield block.head.removeprefix("# "), block.text
    if block.language == "markdown":
        before = block.page.read_text(encoding="utf-8").splitlines()[block.line - 2]
        named = re.fullmatch(r"<!-- file: (.+) -->", before)
        assert named, f"{block} does not say which file it is"
        yield named[1], block.text


def commands_in(block: Block) -> Iterator[tuple[str, str]]:
    """Yield each command of a block, and what it is said to print."""
    if block.language == "console":
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            yield command, expected


def run(command: str, folder: Path, environment: dict[str, str]) -> str:
    """Run a command as a reader's shell would; return what it prints, errors too."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"$ {command}\n{done.stdout}"
    return done.stdout


def masked(text: str) -> str:
    """Return a text without what depends on how fast one reads: the sandbox's clock runs."""
    return re.sub(r"\d\d:\d\d(:\d\d)? UTC", "00:00 UTC", text)


def pattern(expected: str) -> str:
    """Return a pattern for what is expected; a line `...` stands for any lines."""
    lines = expected.splitlines(keepends=True)
    return "".join("(?s:.*)" if line == "...\n" else re.escape(masked(line)) for line in lines)
