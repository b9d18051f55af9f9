"""Write the JSON Schemas to docs/schemas/, where editors find them.

make docs
"""

from __future__ import annotations

import json
from pathlib import Path

from govbot.schemas import SCHEMAS, schema

FOLDER = Path(__file__).parent.parent / "docs" / "schemas"


def main() -> None:
    """Write one file for each schema."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in SCHEMAS:
        path = FOLDER / f"{name}.json"
        path.write_text(json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n")
        print(path.relative_to(FOLDER.parent.parent))


if __name__ == "__main__":
    main()
