"""An amount of money with the cells it came from, or the reason why there is none; and sums of such amounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from pipeline.analyse.lacking import folded
from pipeline.figures import Answer, Figure, Unit
from pipeline.problems import Place

CENT = 0.005  # two amounts of money closer than this are the same


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money and the cells it came from; without a value it says why in `reason`.

    Where the cells that count stand among others, `places` are the ranges they were picked from and `note` says how
    many were picked.
    """

    value: float | None
    places: tuple[Place, ...] = ()
    reason: str = ""
    note: str = ""

    def answer(self) -> Answer:
        """The amount as what a figure's function answers."""
        places = tuple(dict.fromkeys(self.places))
        return Answer(self.value, places, None, self.reason if self.value is None else "", self.note)

    def figure(self) -> Figure:
        """The amount as an unnamed figure, to be compared with others."""
        return Figure("", self.value, Unit.MONEY, "", self.places, None, self.reason)


def summed(parts: Iterable[Amount]) -> Amount:
    """The sum of the parts; none as soon as one part has no value, since a partial sum would pass for a whole."""
    listed = list(parts)
    cells = tuple(dict.fromkeys(place for part in listed for place in part.places))
    note = "; ".join(dict.fromkeys(part.note for part in listed if part.note))
    lacking = tuple(dict.fromkeys(part.reason for part in listed if part.value is None))
    if lacking:
        return Amount(None, cells, folded(lacking), note)
    return Amount(fsum(part.value for part in listed if part.value is not None), cells, "", note)


def less(whole: Amount, part: Amount) -> Amount:
    """The first amount less the second."""
    negative = None if part.value is None else -part.value
    return summed((whole, Amount(negative, part.places, part.reason, part.note)))
