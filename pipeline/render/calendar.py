"""Draws an account's calendar as an iCalendar file (RFC 5545): whole days under ids that a second import updates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import icalendar

from pipeline.events import Calendar, Event
from pipeline.phrases import ENGLISH, Phrases
from pipeline.render import Rendered
from pipeline.render.formats import formats
from pipeline.render.words import Printer, read_wording
from pipeline.tags import Pages

FIRST = date(2000, 1, 1)  # the day from which the sequence of an event's versions counts


def draw_calendar(calendar: Calendar, wording: Path, pages: Pages, phrases: Phrases = ENGLISH) -> Rendered:
    """Draw it as of the pack's day: same inputs, same bytes; what was printed is logged in order."""
    settings, facts = pages.figures.settings, pages.figures.facts
    printer = Printer(read_wording(wording), formats(settings.locale, settings.currency, phrases.language), phrases)
    title, notice = printer.print(calendar.title), printer.print(calendar.notice)
    file = icalendar.Calendar()
    file.add("prodid", f"-//planpack//{printer.formats.tag}")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", title)
    file.add("x-wr-caldesc", notice)
    for event in calendar.events:
        file.add_component(_drawn(event, facts.account, facts.as_of, notice, printer))
    return Rendered(file.to_ical(), tuple(printer.printed))


def _drawn(event: Event, account: str, as_of: date, notice: str, printer: Printer) -> icalendar.Event:
    """An event of a whole day that leaves its people free; a later pack's version takes the place of this one."""
    day = event.day.value
    assert isinstance(day, date)
    drawn = icalendar.Event()
    drawn.add("uid", str(uuid5(NAMESPACE_URL, f"planpack:{account}/{event.kind}/{event.key}")))
    drawn.add("dtstamp", datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC))
    drawn.add("sequence", max((as_of - FIRST).days, 0))
    drawn.add("dtstart", day)
    drawn.add("dtend", day + timedelta(days=1))
    drawn.add("summary", printer.print(event.title))
    drawn.add("description", f"{printer.print(event.details)}\n{notice}")
    drawn.add("categories", [printer.label(f"calendar_{event.kind}")])
    drawn.add("class", "CONFIDENTIAL")
    drawn.add("transp", "TRANSPARENT")
    return drawn
