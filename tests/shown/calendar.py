"""A calendar as lines: its own lines unfolded, an event a paragraph."""

from __future__ import annotations

from collections.abc import Iterator


def lines(text: str) -> Iterator[str]:
    """The lines of the calendar, what tells programs apart left out."""
    for line in text.replace("\r\n ", "").splitlines():
        if line == "BEGIN:VEVENT":
            yield ""
        yield line.replace("\\,", ",").replace("\\;", ";").replace("\\n", " / ")
