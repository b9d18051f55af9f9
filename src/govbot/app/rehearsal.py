"""What a rehearsal begins with: the governance files and RFCs of this repository, as they are here.

rules_of(Path.cwd())     # {"governance/govbot.yaml": "...", "rfcs/0012-one-ledger.md": "..."}
"""

from __future__ import annotations

from pathlib import Path

from govbot.core.errors import UserError
from govbot.core.layout import FOLDER
from govbot.files import find_root, load_governance

__all__ = ["rules_of"]


def rules_of(start: Path) -> dict[str, str]:
    """Return the texts by path below the root; none outside of a community."""
    try:
        root = find_root(start)
    except UserError:
        return {}
    governance, _ = load_governance(root)
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for folder in (FOLDER, governance.settings.rfcs.folder)
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }
