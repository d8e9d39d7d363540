"""Hands on what is wrong with what a tag tells its formats: `short(0)`, `top("a")`, `money(2)`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jinja2 import nodes

from pipeline.tags import TagKind

SHAPED = {"top": (TagKind.BLOCK, TagKind.EACH), "height": (TagKind.BLOCK, TagKind.EACH), "of": (TagKind.EACH,)}


@dataclass(frozen=True)
class Amount:
    """A number that a format takes: what it is of, its bounds, and an example; `needed` where it can't be left out."""

    what: str
    least: float
    most: float
    example: str
    needed: bool = True
    whole: bool = True

    def mend(self, name: str) -> str:
        """What to write instead."""
        kind = "whole number" if self.whole else "number"
        return f"write a {kind} from {self.least:g} to {self.most:g}, such as {name}({self.example})"

    def takes(self, value: object) -> bool:
        """Whether a constant is such a number."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return self.least <= value <= self.most and not (self.whole and isinstance(value, float))


AMOUNTS: Mapping[str, Amount] = MappingProxyType({
    "short": Amount("number of letters", 3, 10_000, "40"),
    "percent": Amount("number of decimals", 0, 6, "1", needed=False),
    "decimals": Amount("number of decimals", 0, 6, "1", needed=False),
    "top": Amount("number of lines", 1, 500, "5"),
    "height": Amount("height in cm", 0.2, 100, "8", whole=False),
})  # fmt: skip
TOLD_NOTHING = (
    "size", "full", "money", "points", "whole", "days", "day", "month", "list_of", "reason",
    "lower", "upper", "capitalize", "uncapitalize", "length", "first", "last",
)  # fmt: skip


def told_wrong(expression: nodes.Node) -> Iterator[tuple[str, str]]:
    """What is there and what to write, for each format of an expression that is told what it can't take."""
    for used in (expression, *expression.find_all(nodes.Filter)):
        if isinstance(used, nodes.Filter):
            yield from _wrong(used.name, [*used.args, *(given.value for given in used.kwargs)])


def _wrong(name: str, told: list[nodes.Expr]) -> Iterator[tuple[str, str]]:
    """What is wrong with what one format is told."""
    amount = AMOUNTS.get(name)
    if amount is not None:
        if len(told) > 1:
            yield f"{name}() is told {len(told)} things", amount.mend(name)
        elif not told and amount.needed:
            yield f"{name}() is not told its {amount.what}", amount.mend(name)
        elif told and (known := _constant(told[0])) is not None and not amount.takes(known[0]):
            yield f"{_written(known[0])} is no {amount.what} for {name}()", amount.mend(name)
    elif name in TOLD_NOTHING and told:
        yield f"{name} is told something in brackets", f"write {name} alone"
    elif name == "plural" and (len(told) != 2 or any(_is_number(one) for one in told)):
        yield "plural() is not told two words", 'write the word for one and for many: plural("risk", "risks")'
    elif name == "join" and (len(told) > 1 or any(_is_number(one) for one in told)):
        yield "join() is not told a text", 'write what stands between the values: join(", ")'


def _constant(node: nodes.Expr) -> tuple[object] | None:
    """What an expression is, where that is known before the template runs."""
    try:
        return (node.as_const(),)
    except nodes.Impossible:
        return None


def _is_number(node: nodes.Expr) -> bool:
    known = _constant(node)
    return known is not None and not isinstance(known[0], str)


def _written(value: object) -> str:
    """A constant as a template has it."""
    return f"“{value}”" if isinstance(value, str) else f"{value}"
