"""What every test shares: how hypothesis searches.

    GOVBOT_HYPOTHESIS=explore make pytest      look for new counter-examples, at random

By default the same examples are tried each time, so a red test is the change's doing, and no example
has a deadline, so a slow machine is not a bug.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("GOVBOT_HYPOTHESIS", "ci"))
