"""What `make live` runs: prints a row for each thing that was tried; exit code 1 where one differs."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from govbot.core.errors import UserError
from scripts.live.access import LiveAccess
from scripts.live.driver import try_everything
from scripts.live.recording import CASSETTES
from scripts.live.rows import Comparison, LiveRow, as_lines, summary, wrapped

__all__ = ["main"]


def main(
    environment: Mapping[str, str] = os.environ,
    wait: Callable[[float], None] = time.sleep,
    output: TextIO | None = None,
    cassettes: Path = CASSETTES,
) -> int:
    """Try everything and print each row as it comes. Return 1 where one differs, 2 for what is amiss."""
    output = output or sys.stdout
    rows: list[LiveRow] = []
    try:
        access = LiveAccess.from_environment(environment)
    except UserError as error:
        return _refused(str(error), output)
    try:
        for row in try_everything(access, wait, cassettes):
            rows.append(row)
            shown = replace(row, words=access.without_tokens(row.words))
            print(*as_lines(shown), sep="\n", file=output, flush=True)
    except UserError as error:
        return _refused(access.without_tokens(str(error)), output)
    print(f"\n{summary(rows)}", file=output)
    return 1 if any(row.comparison is Comparison.DIFFERS for row in rows) else 0


def _refused(why: str, output: TextIO) -> int:
    for line in why.splitlines():
        print(*wrapped(line), sep="\n", file=output)
    return 2


if __name__ == "__main__":
    sys.exit(main())
