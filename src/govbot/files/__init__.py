"""Files into models: YAML and Markdown in, govbot's values or findings with file and line out.

    root = find_root(Path.cwd())
    governance, findings = load_governance(root)     # for `govbot check`: everything that is wrong
    governance = require_governance(root)            # for a decision: all of it right, or UserError
    documents = load_documents(root, governance)

Anything else in YAML: `require(Case, load_yaml(path, "CASE.yaml"))`.
"""

from __future__ import annotations

from govbot.files.community import find_root, load_governance, require_governance
from govbot.files.documents import linked_document, load_documents, read_document
from govbot.files.ids import FILE_CHECKS
from govbot.files.loading import Loaded, load_yaml
from govbot.files.places import Places
from govbot.files.presets import VALIDATION_CONTEXT, Preset, load_presets, policies_and_presets
from govbot.files.texts import MAX_BYTES
from govbot.files.validation import Findings, raise_findings, require, validate
from govbot.files.workflows import load_workflows

__all__ = [
    "FILE_CHECKS",
    "MAX_BYTES",
    "VALIDATION_CONTEXT",
    "Findings",
    "Loaded",
    "Places",
    "Preset",
    "find_root",
    "linked_document",
    "load_documents",
    "load_governance",
    "load_presets",
    "load_workflows",
    "load_yaml",
    "policies_and_presets",
    "raise_findings",
    "read_document",
    "require",
    "require_governance",
    "validate",
]
