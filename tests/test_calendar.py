"""The calendar: a day for all that falls due, under ids that stay, in bytes that stay, whatever people typed."""

from __future__ import annotations

from datetime import date
from typing import Any

import icalendar
import pytest

from pipeline.analyse import analyse
from pipeline.compose import compose
from pipeline.compose.calendar import DATED, calendar
from pipeline.periods import Period
from pipeline.render.calendar import draw_calendar
from pipeline.settings import Settings
from pipeline.sheets.account import Ask, Contract, Profile, Review
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.people import Person, RelationshipPlan
from tests.analyse.cases import Sheets
from tests.conftest import ROOT
from tests.edges import LONG_TEXT
from tests.filled import AS_OF, PERIOD, filled

WORDING = ROOT / "templates" / "wording.en.j2"
EVERYTHING: Sheets = {
    Profile: [{"name": "Northwind", "manager": "Anna Keller"}],
    Action: [{"id": "A1", "activity": "Ship it", "owner": "Ida Lund", "due": date(2026, 11, 1), "status": "open"}],
    Goal: [{"id": "G1", "goal": "Fewer faults", "target_date": date(2026, 12, 31), "status": "in progress"}],
    Ask: [{"id": "K1", "ask": "Two engineers", "by": date(2026, 10, 20), "outcome": "open"}],
    Review: [
        {"day": date(2026, 7, 14), "type": "management", "next_review": date(2026, 11, 17)},
        {"day": date(2026, 4, 14), "type": "management", "next_review": date(2026, 7, 14)},
    ],
    Contract: [
        {"contract": "Frame", "start": date(2024, 1, 1), "end": date(2027, 1, 1), "notice_by": date(2026, 12, 1)}
    ],
    Person: [{"id": "P1", "name": "Jo Berg", "influence": 5, "role": "decision maker"}],
    RelationshipPlan: [{"person": "P1", "last_reviewed": date(2026, 6, 1), "review_every": 6, "status": "agreed"}],
}


def drawn(rows: Sheets, *, period: Period = PERIOD, as_of: date = AS_OF) -> bytes:
    """The calendar of an account with these rows."""
    figures = analyse(filled(rows, period=period, as_of=as_of), Settings(), None)
    return draw_calendar(calendar(figures), WORDING, compose(figures)).data


def events(data: bytes) -> list[Any]:
    """The events of a calendar, as another program reads them."""
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_each_kind_of_day_has_its_event_with_its_owner() -> None:
    found = {(str(e["summary"]), e["dtstart"].dt) for e in events(drawn(EVERYTHING))}
    assert ("Northwind: Ship it", date(2026, 11, 1)) in found
    assert ("Northwind: goal due, Fewer faults", date(2026, 12, 31)) in found
    assert ("Northwind: answer needed, Two engineers", date(2026, 10, 20)) in found
    assert ("Northwind: last day to give notice, Frame", date(2026, 12, 1)) in found
    assert ("Northwind: contract ends, Frame", date(2027, 1, 1)) in found
    assert ("Northwind: review the relationship plan with Jo Berg", date(2026, 12, 1)) in found
    assert [day for said, day in found if said.endswith("management review")] == [date(2026, 11, 17)]
    assert [said for said, _ in found if said.startswith("Northwind: contact with Jo Berg")]
    kinds = {str(e["categories"].cats[0]) for e in events(drawn(EVERYTHING))}
    assert len(kinds) == len(DATED)
    ship = next(e for e in events(drawn(EVERYTHING)) if str(e["summary"]) == "Northwind: Ship it")
    assert "Owner: Ida Lund" in str(ship["description"])


def test_it_says_that_it_is_internal_on_each_event() -> None:
    notice = "INTERNAL - not for the client"
    assert all(notice in str(event["description"]) for event in events(drawn(EVERYTHING)))
    assert all(str(event["class"]) == "CONFIDENTIAL" for event in events(drawn(EVERYTHING)))


def test_a_quarter_later_the_same_things_have_the_same_ids_and_a_newer_version() -> None:
    later = {**EVERYTHING, Action: [{**EVERYTHING[Action][0], "activity": "Ship it all", "due": date(2027, 2, 1)}]}
    before = {str(e["uid"]): e for e in events(drawn(EVERYTHING))}
    after = {str(e["uid"]): e for e in events(drawn(later, period=Period(2026, 4), as_of=date(2026, 12, 20)))}
    assert before.keys() == after.keys()
    assert all(after[uid]["sequence"] > before[uid]["sequence"] for uid in before)
    assert all(after[uid]["dtstamp"].dt > before[uid]["dtstamp"].dt for uid in before)


def test_no_two_events_share_an_id_and_the_same_facts_make_the_same_bytes() -> None:
    ids = [str(event["uid"]) for event in events(drawn(EVERYTHING))]
    assert len(ids) == len(set(ids))
    assert drawn(EVERYTHING) == drawn(EVERYTHING)


def test_an_account_without_days_has_a_calendar_without_events() -> None:
    data = drawn({Profile: [{"name": "Northwind"}]})
    assert events(data) == []
    assert str(icalendar.Calendar.from_ical(data)["x-wr-calname"]) == "Northwind: what falls due"


@pytest.mark.parametrize(
    "text",
    [
        "BEGIN:VEVENT",
        "a; b, c\\n d",
        "line\r\nEND:VCALENDAR",
        "\u202eright to left",
        "{{ 7*7 }}",
        LONG_TEXT,
        "Ωmega ünd 車両",
    ],
)
def test_what_people_type_stays_text(text: str) -> None:
    rows = {**EVERYTHING, Action: [{**EVERYTHING[Action][0], "activity": text}]}
    data = drawn(rows)
    assert len(events(data)) == len(events(drawn(EVERYTHING)))
    said = " ".join(text.split())
    assert any(" ".join(str(e["summary"]).split()).endswith(said) for e in events(data))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
