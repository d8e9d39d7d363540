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


@dataclass(frozen=True, slots=True)
class ToldTag:
    """A tag: what it is called, what kind it is, what it means, how it is worked out, what it says.

    `client` is yes, no, or partly for what a client's edition shows with some of its parts absent; `parts` are what the
    items of a list, or a block, hold.
    """

    name: str
    kind: str
    meaning: str
    formula: str
    client: str
    example: str
    parts: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """The tag as a template has it; of a list, the loop over it."""
        if self.kind == KINDS[TagKind.EACH]:
            return f"{{{{ {self.name} | of(line) }}}}"
        if self.kind != KINDS[TagKind.LIST]:
            return f"{{{{ {self.name} }}}}"
        return f"{{%tr for line in {self.name} %}}"

    def as_json(self) -> Mapping[str, Any]:
        """The tag for programs."""
        return {**asdict(self), "written": self.written}
