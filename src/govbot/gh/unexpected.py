"""An answer of GitHub's that govbot cannot read, told from a bug of its own.

    unexpected(KeyError("login"))   # GitHubUnavailable: "GitHub answered in a way that govbot does not know ..."

A proxy, an outage or a new version may leave out a key or send something else in its place. What reads
answers is here, in `govbot.gh`, and takes them to be whole: where that goes wrong, Python says so.
"""

from __future__ import annotations

import traceback

from govbot.core.errors import UserError
from govbot.gh.errors import GitHubUnavailable

__all__ = ["unexpected"]

UNREADABLE = (AttributeError, LookupError, TypeError, ValueError)
PACKAGE = f"{__name__.rpartition('.')[0]}."
OURS = "govbot."
HANDED_TO = ("govbot.core.", "govbot.files.")


def unexpected(error: Exception) -> UserError | None:
    """Return the error to show where `error` comes of an answer; None where it is a bug."""
    if not isinstance(error, UNREADABLE):
        return None
    frames = [
        (str(frame.f_globals.get("__name__", "")), line)
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    # What reads an answer may hand a part of it to the core, which takes it to be what it should be.
    own = [
        (module, line)
        for module, line in frames
        if module.startswith(OURS) and not module.startswith(HANDED_TO)
    ]
    if not own or not own[-1][0].startswith(PACKAGE):
        return None
    module, line = own[-1]
    what = f"{type(error).__name__} in {module}, line {line}"
    return GitHubUnavailable(
        f"GitHub answered in a way that govbot does not know ({what}).",
        "Run it again in a minute: what was recorded stays. If it happens again, report this sentence.",
    )
