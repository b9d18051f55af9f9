"""How long one thing may take: what takes longer is left, and what comes after it goes on.

    with within(120):
        ...                 # TookTooLong after two minutes, wherever it is then

A run that is stopped is as one that died: the next one finishes it. Only the main thread of a system that
has timers can be stopped so; elsewhere nothing is.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from govbot.core.errors import UserError

__all__ = ["TookTooLong", "within"]


class TookTooLong(UserError):
    """It was stopped, and is looked at again later."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let what is done inside take so long at most. Raise `TookTooLong` when it takes longer."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TookTooLong(
            f"It took more than {seconds:g} seconds, so it was left.",
            "The next run looks at it again. If it happens again, somebody wrote what govbot reads too slowly.",
        )

    former = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)
