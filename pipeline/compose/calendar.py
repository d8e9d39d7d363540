"""The calendar of an account: when actions, goals, asks, reviews, notices and contacts fall due, and who answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.blocks import Finding
from pipeline.events import Calendar, Event
from pipeline.figures import Figures, Line

# By kind: the list, what names its line, the day, and what its details say. Title and details are macros of that kind.
DATED: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("action", "actions.open", "activity", "due", ("owner", "customer_owner", "department", "expected", "status")),
    ("goal", "goals.open", "goal", "target_date", ("owner", "customer_owner", "current", "target", "unit")),
    ("ask", "asks.open", "ask", "by", ("directed_at", "of_whom", "cost")),
    ("review", "account.reviews_planned", "type", "next_review", ("attendees",)),
    ("notice", "assets.contracts", "contract", "notice_by", ("end", "annual_value", "renewal")),
    ("contract", "assets.contracts", "contract", "end", ("annual_value", "renewal")),
    ("contact", "people.key", "name", "contact_due", ("title", "owner", "contacted_on")),
    ("plan", "people.plans", "name", "review_due", ("title", "owner", "state")),
)


def calendar(figures: Figures) -> Calendar:
    """Gather every day of the account that is still to come or was missed; what has no day is left out."""
    events = sorted(_events(figures), key=lambda event: (_day(event), event.kind, event.key))
    return Calendar(
        Finding("calendar_title", {"name": figures["account.name"]}),
        figures["account.confidentiality"],
        tuple(events),
    )


def _events(figures: Figures) -> Iterator[Event]:
    account = {"account": figures["account.name"], "manager": figures["account.manager"]}
    for kind, tag, name, day, details in DATED:
        for line in figures[tag].lines:
            if isinstance(line[day].value, date):
                title = Finding(f"calendar_{kind}", {"name": line[name], "account": account["account"]})
                said = {"manager": account["manager"], **{one: line[one] for one in details}}
                yield Event(kind, _key(line), line[day], title, Finding(f"calendar_{kind}_details", said))


def _key(line: Line) -> str:
    """What names a line in each quarter alike: its row's own name in its list."""
    return line.name.partition(".")[2]


def _day(event: Event) -> date:
    assert isinstance(event.day.value, date)
    return event.day.value
