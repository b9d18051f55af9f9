"""What `make live` is told by the environment: which repository, and with which tokens.

GOVBOT_LIVE_REPOSITORY     you/scratch: a repository that exists for nothing else
GOVBOT_LIVE_TOKEN          the token that govbot uses
GOVBOT_LIVE_TOKENS         tokens of further people, with blanks between them; none is needed
GOVBOT_LIVE_ORGANIZATION   the repository's organization, where a team may be made and deleted
GITHUB_API_URL             https://HOST/api/v3, for GitHub Enterprise Server
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from govbot.core.errors import UserError
from govbot.gh import GITHUB_API
from govbot.gh.connection import check_address, check_repository

__all__ = ["LiveAccess"]


@dataclass(frozen=True, slots=True)
class LiveAccess:
    """A repository and the tokens for it, the one that govbot uses first. They are never shown."""

    repository: str
    tokens: tuple[str, ...] = field(repr=False)
    api_url: str = GITHUB_API
    organization: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> LiveAccess:
        """Read the variables; raise `UserError` for what is missing or cannot be right."""
        repository = environment.get("GOVBOT_LIVE_REPOSITORY", "")
        token = environment.get("GOVBOT_LIVE_TOKEN", "")
        if not repository or not token:
            raise UserError(
                "It is not said which scratch repository to use, or with which token.",
                "Set GOVBOT_LIVE_REPOSITORY to owner/name and GOVBOT_LIVE_TOKEN to a token that may "
                "write to it: docs/how-to/record-cassettes.md.",
            )
        check_repository(repository)
        api_url = environment.get("GITHUB_API_URL") or GITHUB_API
        check_address(api_url)
        organization = environment.get("GOVBOT_LIVE_ORGANIZATION", "")
        if organization and organization.lower() != repository.partition("/")[0].lower():
            raise UserError(
                f"{repository} does not belong to the organization {organization}.",
                "GOVBOT_LIVE_ORGANIZATION names the repository's own, or is not set.",
            )
        further = environment.get("GOVBOT_LIVE_TOKENS", "").split()
        return cls(repository, (token, *further), api_url, organization)

    def without_tokens(self, text: str) -> str:
        """Return the text with every token in it blotted out."""
        for token in sorted(self.tokens, key=len, reverse=True):
            text = text.replace(token, "***")
        return text
