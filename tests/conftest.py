"""What every test shares: how long hypothesis searches, and that a failed check shows what differs."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.scenarios.crashes")

from tests.searches import load_profile  # noqa: E402 - after what it must come after

load_profile()
