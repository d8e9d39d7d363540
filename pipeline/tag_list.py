"""The list of tags as people read it: each with its kind, meaning, formula, who may see it, and an example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.tags import TagKind

KINDS = {
    TagKind.VALUE: "value", TagKind.LIST: "list", TagKind.BLOCK: "block", TagKind.EACH: "block of a line",
    TagKind.FINDING: "sentence",
}  # fmt: skip

CLIENT = {
    "yes": "a client may see it",
    "partly": "a client may see parts of it",
    "no": "not for clients",
}


@dataclass(frozen=True, slots=True)
class ToldTag:
    """A tag: what it is called, what kind it is, what it means, how it is worked out, what it says.

    `client` is yes or no; `parts` are what the items of a list, or a block, hold, and `hidden` those of a list's that
    a client may not see. `walked` are the parts that are a list themselves.
    """

    name: str
    kind: str
    meaning: str
    formula: str
    client: str
    example: str
    parts: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    walked: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """The tag as a template has it; of a list, the loop over it."""
        if self.kind == KINDS[TagKind.EACH]:
            return f"{{{{ {self.name} | of(line) }}}}"
        if self.kind != KINDS[TagKind.LIST]:
            return f"{{{{ {self.name} }}}}"
        return f"{{%tr for line in {self.name} %}}"

    @property
    def for_client(self) -> str:
        """Whether a client's edition may say it, in words."""
        return CLIENT[self.client]

    def as_json(self) -> Mapping[str, Any]:
        """The tag for programs."""
        return {**asdict(self), "written": self.written}
