"""A native chart as lines: its title, then a line a series with each category and its value as the chart shows it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.trace.finished.opened import Element, Opened, attribute, child, local, whole_text
from tests.shown.numbers import as_shown


def lines(package: Opened, part: str) -> Iterator[str]:
    """The lines of a chart's part; a series whose values are not printed shows them in full."""
    root = package.root(part)
    for rich in root.iter("{*}rich"):
        if next(rich.iterancestors("{*}ser"), None) is None:
            yield f"[chart title] {whole_text(rich).strip()}"
    for series in root.iter("{*}ser"):
        kind = local(next(one for one in series.iterancestors() if local(one).endswith("Chart")))
        names = dict(_points(child(series, "cat")))
        code = _code(series)
        labels = _labels(series)
        named = child(series, "tx")
        name = "a series" if named is None else " ".join(whole_text(value) for value in named.iter("{*}v"))
        values = (
            f"{names.get(index, str(index + 1))} {labels.get(index) or as_shown(text, code)}"
            for index, text in _points(child(series, "val"))
        )
        yield f"[{kind}] {name}: {'; '.join(values)}"


def _code(series: Element) -> str:
    """The number format of a series' labels, or else of its values."""
    label = child(series, "dLbls", "numFmt")
    if label is not None and attribute(label, "sourceLinked") in ("", "0"):
        return attribute(label, "formatCode")
    held = child(series, "val")
    return next((whole_text(one) for one in held.iter("{*}formatCode")), "") if held is not None else ""


def _labels(series: Element) -> dict[int, str]:
    """The labels that are typed, by their point."""
    found = {}
    for label in series.iter("{*}dLbl"):
        index, rich = child(label, "idx"), child(label, "tx", "rich")
        if index is not None and rich is not None:
            found[int(attribute(index, "val"))] = " ".join(whole_text(p) for p in rich.iter("{*}p"))
    return found


def _points(held: Element | None) -> Iterator[tuple[int, str]]:
    """The points that are remembered: number and text."""
    for point in held.iter("{*}pt") if held is not None else ():
        value = child(point, "v")
        yield int(attribute(point, "idx")), whole_text(value) if value is not None else ""
