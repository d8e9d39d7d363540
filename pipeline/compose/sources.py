"""For each topic, the finding that names the workbooks and tabs its figures rest on: `{{ risks.sources }}`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.blocks import Finding
from pipeline.figures import Figure, Figures, Unit
from pipeline.ranges import fold
from pipeline.tags import Composed, finding


def sources_of(topics: Iterable[str]) -> tuple[Composed, ...]:
    """One finding a topic."""
    return tuple(_sources(topic) for topic in topics)


def _sources(topic: str) -> Composed:
    @finding(f"{topic}.sources", f"The workbooks and tabs that the figures of {topic} rest on")
    def made(figures: Figures) -> Finding:
        files: dict[str, set[str]] = defaultdict(set)
        for name, figure in figures.items():
            if name.startswith(f"{topic}."):
                for place in figure.sources:
                    files[place.file].update((place.sheet,) if place.sheet else ())
        named = tuple(
            Finding("sources_file", {"file": said(file), "tabs": tuple(map(said, sorted(tabs)))})
            for file, tabs in sorted(files.items())
        )
        return Finding("sources", {"files": named})

    def said(name: str) -> Figure:
        return Figure(f"{topic}.sources", name, Unit.TEXT)

    return made


def cells_by_tab(figure: Figure) -> Iterator[tuple[Figure, str, str, str]]:
    """The cells of a figure, folded into ranges, a line a tab: the figure, file, tab and cells."""
    tabs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for place in figure.sources:
        tabs[place.file, place.sheet].append(place.cell)
    for (file, tab), cells in tabs.items():
        yield figure, file, tab, ", ".join(fold(cells))
