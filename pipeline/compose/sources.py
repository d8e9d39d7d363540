"""For each topic, the finding that names the workbooks and tabs its figures rest on: `{{ risks.sources }}`."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.blocks import Finding
from pipeline.figures import Figure, Figures, Unit
from pipeline.tags import Composed, finding


def sources_of(topics: Iterable[str]) -> tuple[Composed, ...]:
    """One finding a topic."""
    return tuple(_sources(topic) for topic in topics)


def _sources(topic: str) -> Composed:
    @finding(f"{topic}.sources", f"The workbooks and tabs that the figures of {topic} rest on")
    def made(figures: Figures) -> Finding:
        tabs = dict.fromkeys(
            (place.file, place.sheet)
            for name, figure in figures.items()
            if name.startswith(f"{topic}.")
            for place in figure.sources
        )
        named = tuple(
            Figure(f"{topic}.sources", f"{file} › {tab}" if tab else file, Unit.TEXT) for file, tab in sorted(tabs)
        )
        return Finding("sources", {"tabs": named})

    return made
