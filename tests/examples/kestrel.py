"""Kestrel Mobility: a young account with many gaps, as a manager leaves it after the first hour."""

# A row is a line: this file is read and changed as a table.
# fmt: off

from __future__ import annotations

from pipeline.sheets import (
    Action,
    Ask,
    Comment,
    Contract,
    Financial,
    Goal,
    Intelligence,
    Interaction,
    Measure,
    Message,
    Opportunity,
    Person,
    Point,
    Profile,
    Progress,
    Review,
    Risk,
    Strategy,
    TeamMember,
    Whitespace,
)
from tests.examples.notation import Overlay, Rows, fields, table
from tests.examples.revenue import Money, financials

MONEY = Money(
    body="Driver and Vehicle Licensing Agency",
    yearly=420_000,
    damping=0.45,
    growth=0.3,
    margin=(0.22, 0.31),
    margin_target=0.33,
    serve=(0.2, 0.14),
    days=(38, 46),
    overdue=((0.0, 0.0, 0.0, 0.0), (0.08, 0.0, 0.0, 0.0)),
    spend=(0, 0),
    spend_source="",
    recurring=0.78,
    known=4,
)

NOW: Rows = {
    Profile: fields(
        Profile,
        account_id="kestrel",
        name="Kestrel Mobility",
        industry="Shared electric vehicles",
        headquarters="Bristol, United Kingdom",
        customer_since="2023",
        tier="Prospect",
        manager="Sian Pritchard",
        business_model="Rents electric cars and vans by the minute in nine cities; earns on vans at night and loses on cars in winter.",
        customer_objectives="Break even in every city by the end of 2027\nOpen Cardiff and Newcastle",
        our_objectives="Host the booking system in all nine cities",
        where_served="Bristol and Bath",
        value_we_bring="Booking data and vehicle data on one platform, charged by the ride.",
        level_now=2,
        employees=310,
    ),
    TeamMember: table(
        TeamMember,
        "name role department responsible_for days",
        ("Sian Pritchard", "Account manager", "Sales", "Everything, for now", 18),
        ("Callum Reid", "Platform engineer", "Cloud Platforms", None, None),
    ),
    Intelligence: table(
        Intelligence,
        "day topic insight so_what source confidence",
        ("2026-09-02", "customer business", "A funding round of £30 million is planned for the spring.", "Orders above £100,000 will wait for it.", "Marco Bellini", "medium"),
        ("2026-06-25", "technology", "Their own engineers rewrote the unlocking service in a fortnight.", None, "Callum Reid's visit", None),
    ),
    Strategy: table(
        Strategy,
        "id need answer goal stage owner",
        ("S1", "Unlock a car in under two seconds, also in a car park without signal", "Edge unlock with a token that lasts an hour", "G1", "developed", "Callum Reid"),
    ),
    Whitespace: table(
        Whitespace,
        "unit offering status potential revenue",
        ("South-west", "Cloud hosting", "ours", 420_000, 330_000),
        ("South-west", "Data platform", "open", 160_000, None),
        ("North", "all", "open", None, None),
    ),
    Contract: table(
        Contract,
        "contract start end annual_value renewal notice_by",
        ("Booking hosting, rolling order", "2023-10-01", "2026-12-31", 330_000, "in talks", "2026-11-30"),
    ),
    Message: table(
        Message,
        "audience side purpose channel frequency owner next_date",
        ("Marco Bellini", "customer", "Service and orders", "video", "monthly", "Sian Pritchard", "2026-10-28"),
        ("Management board", "ours", "Is it a key account?", "meeting", None, "Sian Pritchard", None),
    ),
    Review: table(
        Review,
        "day type decisions next_review",
        ("2026-09-10", "team", "Ask for a second contact; Sian Pritchard; all hangs on Marco Bellini", None),
    ),
    Ask: table(
        Ask,
        "id ask why directed_at of_whom by raised_on outcome",
        ("K1", "A day a week of a data engineer until December", "The edge unlock needs a prototype", "functions", "Head of Data Platforms", "2026-10-30", "2026-09-10", "open"),
    ),
    Comment: table(Comment, "quarter topic text share", ("2026-Q3", "result", "Growth follows their rides. The van night tariff brought 9 % more bookings.", "no")),
    Person: table(
        Person,
        "id name title unit reports_to role influence support now target owner last_contact how_known",
        ("P1", "Marco Bellini", "Head of engineering", "Technology", "P2", "evaluator; user", 3, 1, 3, 4, "Sian Pritchard", "2026-10-02", "Calls us first when bookings slow down"),
        ("P2", "Joanna Firth", "Chief executive and founder", "Executive", None, "decision maker", 5, 0, 1, None, "Sian Pritchard", "2026-03-11", None),
        ("P3", "Dev Anand", "Head of fleet", "Fleet", "P2", None, None, None, None, None, None, None, None),
    ),
    Interaction: table(
        Interaction,
        "day people ours kind topic",
        ("2026-10-02", "P1", "Sian Pritchard", "call", "September bookings"),
        ("2026-09-02", "P1", "Sian Pritchard; Callum Reid", "meeting", "Funding round and edge unlock"),
        ("2026-06-25", "P1", "Callum Reid", "visit", "Unlocking service"),
        ("2026-03-11", "P2", "Sian Pritchard", "event", "Mobility fair in Bristol"),
    ),
    Point: table(
        Point,
        "quadrant point impact answer last_reviewed",
        ("strength", "We charge by the ride, as they do.", 4, "Keep it simple and say so.", "2026-09-10"),
        ("weakness", "One contact, and not the one who decides.", 5, "Ask Marco Bellini for an hour with Joanna Firth.", "2026-09-10"),
        ("opportunity", "Two more cities next year.", 3, None, None),
        ("threat", "Their own engineers can build what we sell.", 4, "Sell the night watch, not the code.", "2026-09-10"),
    ),
    Goal: table(
        Goal,
        "id goal whose horizon metric unit direction baseline baseline_date target target_date owner customer_owner status",
        ("G1", "Unlock a car in under two seconds, underground too", "customer", "short", "Unlock time, 95th percentile", "seconds", "decrease", 6.4, "2026-06-30", 2, "2027-03-31", "Callum Reid", "Marco Bellini", "in progress", {"share": "yes"}),
        ("G2", "Reach £600,000 a year", "ours", "long", "Rolling revenue", "£ thousand", "increase", 332, "2025-12-31", 600, "2027-12-31", "Sian Pritchard", None, "not started"),
    ),
    Progress: table(Progress, "goal day value", ("G1", "2026-09-30", 5.1)),
    Action: table(
        Action,
        "id activity goal owner customer_owner start due status expected share",
        ("A1", "Build a prototype of the edge unlock", "G1", "Callum Reid", "Marco Bellini", "2026-09-14", "2026-11-27", "open", "Two seconds in the Cabot car park", "yes"),
        ("A2", "Get an hour with Joanna Firth", None, "Sian Pritchard", None, "2026-06-01", "2026-09-30", "open", None, "no", {"person": "P2"}),
        ("A3", "Write the first full account plan", "G2", "Sian Pritchard", None, "2026-09-10", "2026-11-13", "in progress", "A plan management can approve", "no"),
    ),
    Risk: table(
        Risk,
        "id kind category event cause likelihood impact revenue response action owner status last_reviewed raised",
        ("R1", "threat", "customer's finances", "The spring funding round fails", "Losses in four cities", 3, 4, 420_000, "accept", "Keep notice at one month", "Sian Pritchard", "open", "2026-09-10", "2026-09-02"),
        ("R2", "threat", "customer preference", "They take hosting in-house", "Strong engineers, small bill", 3, 4, None, None, None, "Sian Pritchard", "open", None, "2026-06-25"),
        ("R3", "opportunity", "market", "Cardiff and Newcastle open in the same quarter", "City licences granted together", 2, 3, 120_000, "enhance", "Hold capacity in the north", "Callum Reid", "open", "2026-09-10", "2026-07-01"),
    ),
    Financial: financials(MONEY),
    Measure: table(
        Measure,
        "id measure definition unit direction area target agreed_by_us agreed_by_customer agreed_on",
        ("M1", "Booking availability", "Minutes available of all minutes", "%", "increase", "service", 99.9, "Sian Pritchard", None, None),
        ("M2", "Cost per ride", None, "pence", "decrease", "profit", None, None, None, None),
    ),
    Opportunity: table(
        Opportunity,
        "id opportunity offering value stage probability expected_close opened owner",
        ("O1", "Edge unlock, nine cities", "Edge sites", 140_000, "qualified", 0.3, "2027-04-30", "2026-06-29", "Sian Pritchard"),
        ("O2", "Vehicle data platform", "Data platform", 160_000, "identified", None, None, None, None),
    ),
}

EARLIER: Overlay = {
    Person: {"P1": {"now": 2}, "P3": None},
    Goal: {"G1": {"status": "not started", "target_date": "2026-12-31"}},
    Action: {"A2": {"due": "2026-07-31"}},
    Risk: {"R2": {"likelihood": 2}},
    Contract: {"Booking hosting, rolling order": {"end": "2026-09-30", "notice_by": "2026-08-31"}},
    Message: {"Marco Bellini": {"next_date": "2026-07-29"}},
}
