"""How far apart colours are for those who confuse red and green.

Simulated after Machado, Oliveira and Fernandes (2009) at full severity, told as CIE76 distances in CIELAB.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

Matrix = tuple[tuple[float, float, float], ...]
SAME: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
PROTAN: Matrix = (
    (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
)  # fmt: skip
DEUTAN: Matrix = (
    (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
)  # fmt: skip
WHITE = (0.95047, 1.0, 1.08883)  # D65


def _light(rgb: str) -> list[float]:
    """The light of a colour such as "1B5E7B", red, green and blue from 0 to 1."""
    parts = (int(rgb[n : n + 2], 16) / 255 for n in (0, 2, 4))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _lab(light: Sequence[float]) -> tuple[float, float, float]:
    """A light in CIELAB."""
    red, green, blue = (min(max(part, 0.0), 1.0) for part in light)
    stimuli = (
        0.4124 * red + 0.3576 * green + 0.1805 * blue,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        0.0193 * red + 0.1192 * green + 0.9505 * blue,
    )
    x, y, z = (
        share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116
        for share in (one / white for one, white in zip(stimuli, WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _distance(one: str, other: str, seen: Matrix) -> float:
    """How far two colours are apart as they are seen."""
    first, second = (
        _lab([sum(k * p for k, p in zip(row, _light(c), strict=True)) for row in seen]) for c in (one, other)
    )
    return float(sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5)


def least_distance(colours: Sequence[str]) -> float:
    """The distance of the two colours that are the nearest to each other, whoever looks at them."""
    pairs = list(combinations(colours, 2))
    return min(_distance(one, other, seen) for one, other in pairs for seen in (SAME, PROTAN, DEUTAN))
