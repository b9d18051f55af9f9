"""Names of another tool as govbot's: logins, slugs, kinds of bodies, and texts on one line.

login_of("https://github.com/ada")      # "ada"
slug_of("SIG Dócs")                     # "sig-docs"
kind_of("steering committee", Kind.TEAM)
"""

from __future__ import annotations

import re

from anyascii import anyascii

from govbot.core.bodies import Kind
from govbot.core.people import LOGIN_PATTERN

__all__ = ["kind_of", "login_of", "on_one_line", "slug_of"]

PROFILE = re.compile(r"^(?:https?://)?(?:www\.)?github\.com/(?P<login>[^/]+)/?$", re.IGNORECASE)

KINDS = (
    (re.compile(r"\bconduct\b|\bmoderation\b", re.IGNORECASE), Kind.CONDUCT),
    # Those who help a council are none: `council-librarians` is a team.
    (
        re.compile(r"\bsteering(?: committee| council| group| board)?$", re.IGNORECASE),
        Kind.STEERING,
    ),
    (re.compile(r"\bcouncil$", re.IGNORECASE), Kind.COUNCIL),
    (re.compile(r"\badvisory\b", re.IGNORECASE), Kind.ADVISORY),
)


def login_of(text: str) -> str | None:
    """Return the login in `ada`, `@ada` or `https://github.com/ada`; None where there is none."""
    found = PROFILE.match(text.strip())
    login = (found["login"] if found else text.strip()).removeprefix("@")
    return login if re.match(LOGIN_PATTERN, login) else None


def slug_of(text: str) -> str:
    """Return what of a name can name a file: `SIG Dócs` is `sig-docs`; nothing where nothing can."""
    return "-".join(re.findall(r"[a-z0-9]+", anyascii(text).lower()))


def kind_of(name: str, otherwise: Kind) -> Kind:
    """Return the kind of a body that its name tells, such as a steering committee's.

    A body is never taken for one of kind `core` by its name: its members could act as maintainers.
    """
    return next((kind for pattern, kind in KINDS if pattern.search(name)), otherwise)


def on_one_line(text: str) -> str:
    """Return text on one line, without the characters that nobody sees."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
