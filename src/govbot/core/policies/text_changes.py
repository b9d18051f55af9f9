"""What a change of the text does to a vote that runs.

text_change: restart
text_change: {content: restart, front_matter: notify, whitespace: ignore}
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import model_serializer, model_validator

from govbot.core.model import Strict

__all__ = ["ChangeKind", "Consequence", "TextChange"]

Consequence = Literal["restart", "notify", "ignore"]
ChangeKind = Literal["content", "front_matter", "whitespace"]


class TextChange(Strict):
    """Whether the vote starts again on the new text, goes on with a notice, or goes on.

    `front_matter` is for a change of nothing but the front matter, `whitespace` for one of nothing but
    white space. One word alone is for every change.
    """

    content: Consequence = "restart"
    front_matter: Consequence = "restart"
    whitespace: Consequence = "restart"

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        """Take one word for all kinds; a kind that is not named is like a change of content."""
        if isinstance(value, str):
            return dict.fromkeys(cls.model_fields, value)
        if isinstance(value, dict):
            return dict.fromkeys(cls.model_fields, value.get("content", "restart")) | value
        return value

    @model_serializer(mode="plain")
    def _written(self) -> str | dict[str, str]:
        kinds = {name: str(getattr(self, name)) for name in type(self).model_fields}
        return self.content if len(set(kinds.values())) == 1 else kinds

    def on(self, kind: ChangeKind) -> Consequence:
        """Return what a change of this kind does."""
        match kind:
            case "content":
                return self.content
            case "front_matter":
                return self.front_matter
            case "whitespace":
                return self.whitespace
