"""Where the community's files are, from the repository's root."""

from __future__ import annotations

__all__ = ["BODIES_FOLDER", "FOLDER", "PEOPLE_FILE", "SETTINGS_FILE", "body_file"]

FOLDER = "governance"
SETTINGS_FILE = f"{FOLDER}/govbot.yaml"
PEOPLE_FILE = f"{FOLDER}/people.yaml"
BODIES_FOLDER = f"{FOLDER}/bodies"


def body_file(slug: str) -> str:
    """Return the file of the body called `slug`."""
    return f"{BODIES_FOLDER}/{slug}.yaml"
