"""The ids of what can be wrong with a file before anybody asks what it means, each in one sentence.

The checks that ask what it means are `govbot.core.checks.CHECKS`.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["FILE_CHECKS"]

FILE_CHECKS: Mapping[str, str] = {
    "unreadable-file": "A file can be read.",
    "too-large": "A file is small enough to be read.",
    "not-utf-8": "A file is written in UTF-8.",
    "empty-file": "A file holds something.",
    "yaml-syntax": "A file is YAML.",
    "yaml-too-complex": "A file is not nested or expanded beyond reason.",
    "duplicate-key": "A key stands once in its mapping.",
    "more-findings": "So many things are wrong in one file that not each of them is listed.",
    "unknown-key": "Every key is one that govbot knows.",
    "missing-key": "No key that is needed is missing.",
    "wrong-type": "Every value is of the kind that its key takes.",
    "wrong-value": "Every value is one that its key allows.",
    "term-order": "A term starts before it ends.",
    "unknown-file": "Every file in `governance/` is one that govbot reads.",
    "body-slug": "The name of a body's file can be used as the body's name.",
    "default-settings": "The community has settings of its own.",
    "default-people": "The community says who its people are.",
    "no-bodies": "The community has a body.",
    "rfc-front-matter": "An RFC begins with its front matter.",
}
