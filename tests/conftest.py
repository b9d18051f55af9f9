"""What every test shares: how long hypothesis searches."""

from __future__ import annotations

from tests.searches import load_profile

load_profile()
