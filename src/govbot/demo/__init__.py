"""`govbot demo`: a whole community, from a proposal to its release, played in the sandbox.

    play()                  # live on a terminal, plain lines anywhere else
    play(plain=True)        # plain lines, as fast as it goes
    play(speed=2)           # the live view, told twice as fast

Everything in it is real but the people: the sandbox sends its webhooks to `govbot run`, which reads and
writes over HTTP, and the re-count at the end is made in a clone that git itself has fetched.
"""

from __future__ import annotations

from govbot.demo.telling import play

__all__ = ["play"]
