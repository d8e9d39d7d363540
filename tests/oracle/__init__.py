"""The figures of an account worked out a second time, from the definitions alone, in plain Python and SQL.

Nothing of the product's analysis is imported or copied, and other ways are taken where there are any: sums in SQL,
overlaps by union and find, quarters as counted numbers. A figure's name leads to its value, None where it is absent;
a list figure's name to the numbers of its rows, as a set where their order is not part of the definition.
"""

from __future__ import annotations

from tests.oracle.account import account_figures, asks, intelligence, swot
from tests.oracle.completeness import completeness
from tests.oracle.feedback import feedback
from tests.oracle.finance import finance
from tests.oracle.finance_steps import finance_steps
from tests.oracle.goals import actions, goals
from tests.oracle.growth import growth
from tests.oracle.health import health
from tests.oracle.people import people
from tests.oracle.plain import Found, Plain
from tests.oracle.risks import assets, risks
from tests.oracle.scorecard import scorecard
from tests.oracle.shared import shared
from tests.oracle.value import value

TOPICS = (
    account_figures, completeness, finance, finance_steps, scorecard, value, people, goals, actions, swot, intelligence,
    risks, growth, assets, health, asks, feedback, shared,
)  # fmt: skip


def recomputed(account: Plain) -> Found:
    """Every figure that is worked out a second time."""
    return {name: value for topic in TOPICS for name, value in topic(account).items()}
