"""The token for the organisation, where its teams follow the rosters."""

from __future__ import annotations

from govbot.core.doctor.frame import Diagnosis, could_not_see, missing, not_needed, right
from govbot.core.doctor.installation import Installation, Unseen
from govbot.core.settings import ORGANIZATION_TOKEN

__all__ = ["teams_have_token"]


def teams_have_token(seen: Installation) -> Diagnosis:
    """Where teams follow the rosters, a workflow has a token for it, which only the default branch may use."""
    if seen.governance.settings.organization is None:
        return not_needed("No teams follow the rosters.")
    token = seen.token
    if token is None:
        return missing(
            f"No workflow passes on `{ORGANIZATION_TOKEN}`: teams follow only by hand.",
            "Write the workflow of docs/how-to/teams-and-codeowners.md.",
            ".github/workflows",
        )
    at = str(seen.places(token.file, token.path))
    if not token.secret:
        return right(f"`{token.file}` makes a token of its own for the teams.")
    if not token.environment:
        return missing(
            "The secret is in no environment: every workflow of any branch may use it.",
            "Name an environment in the job, and keep the secret there.",
            at,
        )
    environments = seen.page("settings/environments")
    environment = seen.github.environment
    if isinstance(environment, Unseen):
        return could_not_see(environment, environments)
    if environment is None:
        says = f"There is no environment `{token.environment}`."
        return missing(says, "Make it, for the default branch, with the secret.", environments)
    if environment.deployment_branch_policy is None:
        says = f"Every branch may use the environment `{token.environment}`, and its secret."
        return missing(says, "Choose its branches: the default branch alone.", environments)
    secrets = seen.github.secrets
    if isinstance(secrets, Unseen):
        return could_not_see(secrets, environments)
    if token.secret.upper() not in {each.upper() for each in secrets}:
        says = f"There is no secret `{token.secret}` in `{token.environment}`."
        return missing(says, "Keep the organisation's token there, and nowhere else.", environments)
    return right(f"`{token.environment}` has the secret, for chosen branches only.")
