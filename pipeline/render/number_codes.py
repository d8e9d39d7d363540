"""Excel's number formats for the labels of a chart: compact, one scale a chart, true for its smallest value too."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.figures import Unit

_SCALES = ((1e9, 1e9, ",,,", "bn"), (1e6, 1e6, ",,", "m"), (1e4, 1e3, ",", "k"))  # from, divided by, format, letter
_SIGNED = (Unit.CHANGE, Unit.CHANGE_PERCENT, Unit.POINTS)
_SHARES = (Unit.PERCENT, Unit.CHANGE_PERCENT, Unit.POINTS)


def number_code(unit: Unit, values: Iterable[float]) -> str:
    """The format code for values of a unit."""
    sizes = [abs(value) for value in values if value]
    if unit in _SHARES:
        code = f"0{_decimals(max(sizes, default=1.0) * 100, min(sizes, default=1.0) * 100, 10.0)}%"
    elif unit is Unit.RATIO:
        code = "0.00"
    elif unit in (Unit.SCORE, Unit.DAYS, Unit.COUNT):
        code = "#,##0" if all(size == int(size) for size in sizes) else "#,##0.0"
    else:
        code = _compact(sizes)
    positive = f"+{code}" if unit in _SIGNED else code
    return f"{positive};−{code};0"


def axis_code(unit: Unit, values: Iterable[float]) -> str:
    """The format code for the steps of an axis, which are round: as few decimals as tell one step from the next."""
    values = list(values)
    scale, commas, letter = _scale([abs(value) for value in values])
    if unit not in (Unit.MONEY, Unit.CHANGE) or not commas:
        return number_code(unit, values)
    code = f'#,##0{"" if max(map(abs, values)) >= 5 * scale else ".0"}{commas}"{letter}"'
    return f"{'+' if unit in _SIGNED else ''}{code};−{code};0"


def sample(unit: Unit, values: Iterable[float]) -> str:
    """A text about as wide as the widest label that `number_code` makes, to see whether labels fit."""
    values = list(values)
    code = number_code(unit, values).split(";")[0]
    peak = max((abs(value) for value in values), default=0.0)
    scale, commas, _ = _scale([peak])
    whole = peak * 100 if code.endswith("%") else peak / (scale if commas and commas in code else 1.0)
    decimals = code.partition(".")[2].split(",")[0].strip('"%mkbn')
    sign = "−" if unit in _SIGNED or min(values, default=0.0) < 0 else ""
    unit_sign = "%" if code.endswith("%") else "m" if '"' in code else ""
    return f"{sign}{whole:,.{len(decimals)}f}{unit_sign}"


def _scale(sizes: list[float]) -> tuple[float, str, str]:
    """The scale that the greatest size asks for."""
    peak = max(sizes, default=0.0)
    return next((scale[1:] for scale in _SCALES if peak >= scale[0]), (1.0, "", ""))


def _compact(sizes: list[float]) -> str:
    """Amounts in thousands, millions or billions; a step finer where the smallest would be shown as nothing."""
    scale, commas, letter = _scale(sizes)
    peak, least = max(sizes, default=0.0) / scale, min(sizes, default=0.0) / scale
    if not commas:
        return "#,##0" if all(size == int(size) for size in sizes) or peak >= 1000 else "#,##0.0"
    if least < 0.005 and scale > 1e3:
        return '#,##0,"k"'
    decimals = ".00" if peak < 10 and scale > 1e3 else _decimals(peak, least, 100.0 if scale > 1e3 else 10.0)
    return f'#,##0{decimals}{commas}"{letter}"'


def _decimals(peak: float, least: float, enough: float) -> str:
    """No decimals where the numbers are large enough to do without, else one, or two for very small ones."""
    if least < 0.05:
        return ".00" if peak < enough * 10 else ".0"
    return "" if peak >= enough and least >= 1 else ".0"
