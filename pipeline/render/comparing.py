"""Lets a template compare what figures say: `{% if account.tier == "Key" and finance.revenue > 1000000 %}`."""

from __future__ import annotations

from typing import Any

from jinja2 import nodes

from pipeline.figures import Figure
from pipeline.render.woven import OURS

PLAIN = f"{OURS}plain"


class Missing:
    """What an absent figure says: it is neither more nor less than anything, and the same as nothing."""

    def __eq__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return 0

    def _never(self, other: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _never


def plain(value: Any) -> Any:
    """The value that a figure holds, for a comparison; anything else as it is."""
    if isinstance(value, Figure):
        return Missing() if value.value is None else value.value
    return value


def compare_values(tree: nodes.Template) -> None:
    """Let comparisons look at the values of figures rather than at the figures."""
    for compare in tree.find_all(nodes.Compare):
        compare.expr = _unwrapped(compare.expr)
        for operand in compare.ops:
            operand.expr = _unwrapped(operand.expr)


def _unwrapped(expression: nodes.Expr) -> nodes.Expr:
    """The expression, whose value is taken out of a figure."""
    if isinstance(expression, nodes.Const):
        return expression
    return nodes.Filter(expression, PLAIN, [], [], None, None, lineno=expression.lineno)
