"""Draw the pictures of README.md from what the demo really says: docs/images/*.svg.

    python scripts/draw_pictures.py             # writes
    python scripts/draw_pictures.py --check     # ends with 1 where one is not as it would be drawn

The demo's story is played in the sandbox up to the middle of its vote. One picture is what `govbot demo`
prints on the way; the other is the status comment then, dressed as GitHub dresses a comment.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from markdown_it import MarkdownIt
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from govbot.demo.stage import open_stage
from govbot.demo.story import STORY
from govbot.demo.view import View, standing

FOLDER = Path(__file__).parent.parent / "docs" / "images"
SHOWN = (6, 8, 11, 12)
"""The steps that the picture of the terminal shows, from 0: the vote is opened, and people vote."""

COLUMNS = 92
WIDTH = 760
LINE = 24
CHARACTERS = 92
"""How many characters of a comment's text fit on a line: to guess how high the picture is."""

STYLE = """
  .card { font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif;
          color: #1f2328; background: #fff; border: 1px solid #d1d9e0; border-radius: 6px; }
  .head { background: #f6f8fa; border-bottom: 1px solid #d1d9e0; border-radius: 6px 6px 0 0;
          padding: 8px 16px; color: #59636e; }
  .head b { color: #1f2328; }
  .head span { border: 1px solid #d1d9e0; border-radius: 2em; padding: 0 7px; font-size: 12px; }
  .body { padding: 4px 16px 12px; }
  h3 { font-size: 1.25em; margin: 12px 0; } h4 { font-size: 1em; margin: 16px 0 8px; }
  p { margin: 8px 0; } ul { margin: 8px 0; padding-left: 2em; }
  code { font: 85% ui-monospace, "SF Mono", Menlo, Consolas, monospace; background: #eff1f3;
         border-radius: 6px; padding: .2em .4em; }
  table { border-collapse: collapse; margin: 8px 0; }
  td, th { border: 1px solid #d1d9e0; padding: 4px 13px; }
"""


def main(arguments: list[str]) -> int:
    """Write the pictures, or say which are not as they would be drawn."""
    stale = []
    for name, picture in pictures().items():
        path = FOLDER / name
        if "--check" not in arguments:
            path.write_text(picture, encoding="utf-8")
            print(f"wrote {path.relative_to(FOLDER.parent.parent)}")
        elif not path.exists() or path.read_text(encoding="utf-8") != picture:
            stale.append(name)
    for name in stale:
        print(f"docs/images/{name} is stale: run python scripts/draw_pictures.py")
    return 1 if stale else 0


def pictures() -> Mapping[str, str]:
    """Return each picture by the name of its file."""
    console = Console(
        record=True, file=io.StringIO(), width=COLUMNS, force_terminal=True, highlight=False,
        color_system="truecolor",
    )  # fmt: skip
    view = View(console, live=False)
    with open_stage() as stage:
        for place, step in enumerate(STORY[: SHOWN[-1] + 1]):
            stage.happen(step)
            if place in SHOWN:
                view.happened(step, stage.sight())
            for carried in stage.settle():
                if place in SHOWN:
                    view.carried(carried, stage.sight())
        console.print()
        console.print(standing(stage.sight()))
        return {
            "demo.svg": terminal(console),
            "status-comment.svg": comment(stage.sight().status),
        }


def terminal(console: Console) -> str:
    """Return what was printed as a picture of a terminal."""
    # Without the fonts that Rich would load from elsewhere: the reader's own do as well.
    drawn = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    return console.export_svg(title="make demo", code_format=drawn, unique_id="demo")


def comment(markdown: str) -> str:
    """Return a comment as GitHub shows it, what is folded away left folded."""
    text = re.sub(r"<!--.*?-->\n?", "", markdown)
    text = re.sub(
        r"<details>\s*<summary>(.+?)</summary>.*?</details>", r"▶ \1", text, flags=re.DOTALL
    )
    page = MarkdownIt("commonmark", {"xhtmlOut": True, "html": False}).enable("table").render(text)
    card = (
        '<div xmlns="http://www.w3.org/1999/xhtml" class="card">\n'
        '<div class="head"><b>github-actions</b> <span>bot</span> commented</div>\n'
        f'<div class="body">\n{page}</div></div>'
    )
    height = sum(heights(ET.fromstring(card))) + 80  # noqa: S314 - it was made above
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img">\n'
        "<title>The status comment of an RFC while its vote is open</title>\n"
        f"<style>{STYLE}</style>\n"
        f'<foreignObject x="0" y="0" width="{WIDTH}" height="{height}">\n{card}\n</foreignObject>\n'
        "</svg>\n"
    )


def heights(card: ET.Element) -> Iterator[int]:
    """Yield how high each block of the comment is, about."""
    for element in card.iter():
        kind = element.tag.rpartition("}")[2]
        lines = 1 + len("".join(element.itertext()).strip()) // CHARACTERS
        if kind in ("h3", "h4", "p"):
            yield lines * LINE + 14
        elif kind == "li":
            yield lines * (LINE - 3)
        elif kind == "tr":
            yield LINE + 7


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
