"""Write this project's own workflows that `govbot init` writes for others, from the same starter.

    make docs

Here they run the action of this folder. What they look for in comments is made from the parser's own
expressions, so that after a change of those the files have to be written again.
"""

from __future__ import annotations

from pathlib import Path

from govbot.app.setup import workflow

PROJECT = Path(__file__).parent.parent
WORKFLOWS = (".github/workflows/govbot.yml", ".github/workflows/govbot-wake.yml")


def main() -> None:
    """Write each file."""
    for name in WORKFLOWS:
        (PROJECT / name).write_text(workflow(name, action="./"), encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main()
