"""A small GitHub on loopback: for rehearsal, the demo and the tests.

world = council_of_seven({"governance/people.yaml": TEXT})
with serve(world) as running:
    pull = world.open_pull_request("Adopt a code", {"rfcs/0001-code.md": TEXT}, by="zoe")
    Github(base_url=running.url, auth=Auth.Token(running.token("github-actions[bot]")))
"""

from __future__ import annotations

from govbot.sandbox.application import RequestRecord, Sandbox
from govbot.sandbox.faults import Faults, Killed
from govbot.sandbox.runner import event_environment
from govbot.sandbox.scenes import council_of_seven
from govbot.sandbox.server import Running, serve, serve_forever
from govbot.sandbox.tokens import ACTIONS_TOKEN, token_of, token_of_job
from govbot.sandbox.workflow_files import job_permissions
from govbot.sandbox.world import World

__all__ = [
    "ACTIONS_TOKEN",
    "Faults",
    "Killed",
    "RequestRecord",
    "Running",
    "Sandbox",
    "World",
    "council_of_seven",
    "event_environment",
    "job_permissions",
    "serve",
    "serve_forever",
    "token_of",
    "token_of_job",
]
