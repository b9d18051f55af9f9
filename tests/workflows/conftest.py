"""What the scenarios begin with: a community of its own for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflows.community import Community

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def community(tmp_path: Path) -> Iterator[Community]:
    with Community.open(tmp_path) as opened:
        yield opened
