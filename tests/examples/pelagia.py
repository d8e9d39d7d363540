"""Πελαγία Ναυτιλιακή: a shipping account with Greek, Arabic and Chinese names, an emoji, and amounts typed as text."""

# A row is a line: this file is read and changed as a table.
# fmt: off

from __future__ import annotations

from pipeline.sheets import (
    Action,
    Ask,
    Comment,
    Contract,
    Feedback,
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
    Reading,
    RelationshipPlan,
    Review,
    Risk,
    Strategy,
    TeamMember,
    Value,
    Whitespace,
)
from tests.examples.notation import Overlay, Rows, fields, table
from tests.examples.revenue import Money, financials

MONEY = Money(
    body="Crown Commercial Service",
    yearly=2_300_000,
    damping=0.15,
    growth=0.02,
    margin=(0.371, 0.384),
    margin_target=0.38,
    serve=(0.112, 0.104),
    days=(61, 58),
    overdue=((0.12, 0.04, 0.0, 0.0), (0.11, 0.05, 0.01, 0.0), (0.13, 0.03, 0.01, 0.0), (0.10, 0.04, 0.0, 0.0)),
    spend=(5_600_000, 6_100_000),
    spend_source="Fleet technology budget, told by Νίκος Δελής in May 2026",
    recurring=0.8,
)


def typed(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The rows as the account's bookkeeper types them: amounts as text, with commas between the thousands."""
    return [{name: f"{cell:,}" if isinstance(cell, int) else cell for name, cell in row.items()} for row in rows]


ACCOUNT: Rows = {
    Profile: fields(
        Profile,
        account_id="pelagia",
        name="Πελαγία Ναυτιλιακή (Pelagia Shipping)",
        industry="Dry bulk and container feeder shipping",
        headquarters="Πειραιάς (Piraeus), Greece",
        customer_since="2020",
        tier="Core",
        manager="Eleni Markou",
        sponsor_ours="Daniel Rees",
        sponsor_customer="Αικατερίνη Παπαδάκη",
        business_model="Owns 22 ships and charters nine more. Earns on the spread between charter and fuel; a ship that waits a day off Jebel Ali or Ningbo loses what three days of sailing earn.",
        market_position="A middling family owner, known for punctual feeders in the eastern Mediterranean, growing with two partners in Dubai and Ningbo.",
        customer_objectives="Cut fuel per tonne-mile by 8 % until 2028\nPort calls planned 72 hours ahead in three regions\nOne crew and cargo system for owned and chartered ships",
        objectives_source="Αικατερίνη Παπαδάκη, owners' meeting in Piraeus, January 2026",
        our_objectives="Extend from 22 owned to all 31 ships\nMake the voyage data platform our second product here\nKeep margin above 38 % in spite of travel",
        where_served="Piraeus, Dubai (دبي), Ningbo (宁波) and 22 ships",
        value_we_bring="Ship and shore see the same data within five minutes, also when the link is down for a day: it is kept on board and sent later.",
        what_they_gain="Less waiting off port, less fuel and one answer for three time zones.",
        what_we_gain="A foothold in shipping and a data platform proven at sea.",
        where_we_have_been="Began with mail and hosting for the Piraeus office in 2020. The first satellite link of 2022 failed in the monsoon; the store-and-forward box that came of it is now on 22 ships.",
        where_we_want_to_be="All 31 ships on the platform, voyage planning in three regions, and a yearly price that follows ship days.",
        level_now=3,
        level_target=4,
        legal_name="Πελαγία Ναυτιλιακή Α.Ε.",
        regions="Eastern Mediterranean, Gulf, East China Sea",
        employees=640,
        customer_revenue="186,000,000",
        fiscal_year_end="December",
        horizon=2,
        language="en",
    ),
    TeamMember: table(
        TeamMember,
        "name role department responsible_for share days",
        ("Eleni Markou", "Account manager", "Sales", "The plan and the owners", "yes", 34),
        ("Daniel Rees", "Executive sponsor", "Management", "Technology roadmap", "yes", 4),
        ("Faisal Noor", "Regional engineer", "Field Services", "Dubai office and ships in the Gulf", "yes", 28),
        ("Mei Lin Hart", "Data engineer", "Data Platforms", "Voyage data, Ningbo", "yes", 26),
        ("Graham Tully", "Finance business partner", "Finance", "Invoices and currency", "no", 5),
    ),
    Intelligence: table(
        Intelligence,
        "day topic insight so_what source confidence",
        ("2026-09-25", "customer business", "Four chartered ships go back to their owners in December; two larger ones come in March.", "Fewer ship days in winter: offer a price by ship day, not by ship.", "Νίκος Δελής", "high", {"owner": "Eleni Markou", "review_by": "2026-12-15"}),
        ("2026-08-11", "regulation", "Fuel reports for calls at European ports must be verified from January 2027.", "Our voyage data already holds what the verifier asks for.", "Verifier's circular", "high", {"owner": "Mei Lin Hart", "review_by": "2027-01-31"}),
        ("2026-07-02", "people and organisation", "王秀英 will lead all of Asia from Ningbo.", "Chinese screens first, then the rest.", "فاطمة الزهراء, call", "high", {"review_by": "2026-12-31"}),
        ("2026-05-20", "competitor", "Thalassa Link bundles satellite time and boxes for chartered ships.", "Sell data, not the link.", "Port agent in Limassol", "medium", {"review_by": "2026-11-30"}),
    ),
    Strategy: table(
        Strategy,
        "id need answer goal stage owner",
        ("S1", "Know the port's queue before the ship slows down", "Arrival forecast from voyage data of three regions", "G1", "accepted", "Mei Lin Hart", {"initiative": "product", "evidence": "Used on nine ships"}),
        ("S2", "Burn less", "Speed advice each watch, checked against the noon report", "G2", "communicated", "Mei Lin Hart", {"initiative": "sustainability"}),
        ("S3", "One system for chartered ships too", "Box on loan, price by ship day", "G3", "developed", "Eleni Markou", {"initiative": "service"}),
    ),
    Whitespace: table(
        Whitespace,
        "unit offering status potential revenue",
        ("Στόλος (owned fleet)", "Edge sites", "ours", "900,000", "880,000"),
        ("Στόλος (owned fleet)", "Data platform", "ours", "520,000", "360,000"),
        ("Στόλος (owned fleet)", "Managed operations", "ours", "300,000", "290,000"),
        ("Στόλος (owned fleet)", "Security operations", "open", "160,000", None),
        ("Chartered ships", "Edge sites", "competitor", "340,000", None, {"competitor": "Thalassa Link", "contract_end": "2027-02-28"}),
        ("Chartered ships", "Data platform", "in pipeline", "210,000", None),
        ("Chartered ships", "Managed operations", "open", "90,000", None),
        ("Chartered ships", "Security operations", "no need", 0, None),
        ("دبي (Dubai)", "Edge sites", "no need", 0, None),
        ("دبي (Dubai)", "Data platform", "in pipeline", "180,000", None),
        ("دبي (Dubai)", "Managed operations", "ours", "320,000", "310,000"),
        ("دبي (Dubai)", "Security operations", "open", "70,000", None),
        ("宁波 (Ningbo)", "Edge sites", "no need", 0, None),
        ("宁波 (Ningbo)", "Data platform", "open", "240,000", None),
        ("宁波 (Ningbo)", "Managed operations", "ours", "260,000", "250,000"),
        ("宁波 (Ningbo)", "Security operations", "in-house", "60,000", None),
    ),
    Contract: table(
        Contract,
        "contract start end annual_value renewal notice_by",
        ("Ship to shore 2024-2027", "2024-01-01", "2027-12-31", "1,480,000", "secure", "2027-06-30"),
        ("Offices Piraeus, Dubai, Ningbo", "2023-07-01", "2027-06-30", "620,000", "in talks", "2027-03-31", {"comment": "Invoiced in sterling at the month's mean rate"}),
    ),
    Message: table(
        Message,
        "audience side purpose channel frequency owner next_date",
        ("Αικατερίνη Παπαδάκη", "customer", "Owners' review", "meeting", "half-yearly", "Daniel Rees", "2027-01-19", {"preference": "In Piraeus, before noon"}),
        ("Fleet office", "customer", "Ships and links", "video", "weekly", "Eleni Markou", "2026-10-20", {"last_done": "2026-10-13"}),
        ("Dubai office", "customer", "Service", "phone", "bi-weekly", "Faisal Noor", "2026-10-22", {"last_done": "2026-10-08"}),
        ("宁波办公室", "customer", "Voyage data", "video", "bi-weekly", "Mei Lin Hart", "2026-10-21", {"last_done": "2026-10-07"}),
        ("Field Services", "ours", "Boxes and spare parts", "meeting", "monthly", "Faisal Noor", "2026-11-03", {"last_done": "2026-10-05"}),
    ),
    Review: table(
        Review,
        "day type decisions next_review",
        ("2026-09-29", "team", "Offer a price by ship day before December; Eleni Markou; four ships leave\nChinese screens in November; Mei Lin Hart; 王秀英 asked twice", "2027-01-13", {"attendees": "Eleni Markou; Faisal Noor; Mei Lin Hart"}),
        ("2026-07-07", "client", "Arrival forecast for nine more ships; Νίκος Δελής; two days less off Ningbo", "2027-01-19", {"attendees": "Αικατερίνη Παπαδάκη; Νίκος Δελής; Eleni Markou; Daniel Rees"}),
        ("2026-08-05", "management", "Allow boxes on loan for six ships; Daniel Rees; a test of the price by ship day", "2026-11-10", {"approval": "approved", "approved_by": "Daniel Rees"}),
    ),
    Ask: table(
        Ask,
        "id ask why directed_at of_whom by raised_on outcome",
        ("K1", "Six boxes on loan for chartered ships", "A test of the price by ship day", "management", "Daniel Rees", "2026-08-31", "2026-07-09", "granted", {"cost": "54,000", "outcome_date": "2026-08-05"}),
        ("K2", "A translator for the Chinese screens, ten days", "王秀英's people read no English", "functions", "Head of Data Platforms", "2026-10-23", "2026-09-29", "open", {"cost": "6,500", "if_refused": "Mei Lin Hart translates, two weeks of voyage work lost"}),
        ("K3", "Noon reports of chartered ships", "The forecast needs them", "client", "Νίκος Δελής", "2026-10-31", "2026-07-07", "open", {"share": "yes"}),
    ),
    Comment: table(
        Comment,
        "quarter topic text share",
        ("2026-Q3", "result", "Two ships were in dock for eight weeks, which cost us their ship days. Dubai and Ningbo held.", "yes"),
        ("2026-Q3", "value", "The forecast kept «Άγιος Νικόλαος» from waiting five days off Ningbo. The captain sent a one-word message: 🎉", "yes"),
        ("2026-Q3", "growth", "Chartered ships are open until February; after that Thalassa Link signs for three years.", "no"),
        ("2026-Q3", "what was hard", "We promised Chinese screens for September and did not keep it.", "yes"),
    ),
}

PEOPLE: Rows = {
    Person: table(
        Person,
        "id name title unit reports_to role influence support now target owner last_contact how_known",
        ("P1", "Αικατερίνη Παπαδάκη", "Chief executive and owner", "Διοίκηση", None, "approver; decision maker", 5, 1, 3, 4, "Daniel Rees", "2026-07-07", "Took our side on the price in January", {"priorities": "Two more ships without more people ashore", "contact_every": 120, "how_to_work": "Coffee first; numbers on paper", "influences": "P2; P3"}),
        ("P2", "Νίκος Δελής", "Fleet director", "Στόλος", "P1", "decision maker; champion", 4, 2, 4, 5, "Eleni Markou", "2026-10-13", "Quotes our forecast in his morning call", {"contact_every": 30}),
        ("P3", "فاطمة الزهراء", "Regional director, Gulf", "دبي", "P1", "decision maker", 4, 1, 3, 4, "Faisal Noor", "2026-10-08", "Renewed the office contract without a tender", {"priorities": "Jebel Ali calls within an hour of plan"}),
        ("P4", "王秀英", "Regional director, Asia", "宁波", "P1", "decision maker", 4, 0, 2, 4, "Mei Lin Hart", "2026-10-07", "Friendly, still waits for Chinese screens", {"concerns": "English screens", "personal_win": "Asia as one region", "influences": "P6"}),
        ("P5", "Γιώργος Σταύρου", "Chief financial officer", "Διοίκηση", "P1", "approver", 4, 0, 2, 3, "Graham Tully", "2026-05-21", "Pays late and always in full"),
        ("P6", "李建国", "Port captain", "宁波", "P4", "user; influencer", 3, 1, 3, 3, "Mei Lin Hart", "2026-09-16", "Compares our forecast with his own each day"),
        ("P7", "أحمد المنصوري", "Operations manager", "دبي", "P3", "user", 2, 1, 3, 3, "Faisal Noor", "2026-10-08", "Tests new boxes on the tugs"),
        ("P8", "Ελένη Βασιλείου", "Head of chartering", "Στόλος", "P2", "gatekeeper", 3, -1, 2, 3, "Eleni Markou", "2026-06-17", "Prefers Thalassa Link for chartered ships", {"competitor_tie": "Sister works at Thalassa Link"}),
    ),
    RelationshipPlan: table(
        RelationshipPlan,
        "person been want they_expect we_expect review_every last_reviewed status",
        ("P1", "Met at the failed link of 2022, and stayed in the harbour until it worked.", "A call before a ship is chartered.", "A price that follows the ships.", "Noon reports of all ships.", 6, "2026-07-07", "agreed", {"agreed_on": "2026-01-20", "get_together": "Owners' meeting, Piraeus, January"}),
        ("P2", "Weekly since 2021.", "Speed planned with this data alone.", "Five minutes, not fifty.", "Chartered ships too.", 3, "2026-09-08", "agreed", {"agreed_on": "2025-10-15"}),
        ("P4", "Two video calls, one visit in April.", "She presents our data to the port of Ningbo.", "她希望系统有中文界面 (Chinese screens)", "A test berth in Ningbo.", 3, "2026-10-07", "draft", {"get_together": "Visit to Ningbo in November"}),
    ),
    Interaction: table(
        Interaction,
        "day people ours kind topic",
        ("2026-10-13", "P2", "Eleni Markou", "call", "Ships in dock and the price by ship day"),
        ("2026-10-08", "P3; P7", "Faisal Noor", "meeting", "Jebel Ali calls", {"outcome": "Wants the forecast for tugs"}),
        ("2026-10-07", "P4", "Mei Lin Hart", "call", "中文界面 (Chinese screens)", {"follow_up": "A2", "outcome": "November is the last promise"}),
        ("2026-09-16", "P6", "Mei Lin Hart", "workshop", "Forecast against the port's own"),
        ("2026-07-07", "P1; P2", "Daniel Rees; Eleni Markou", "visit", "Owners' review in Piraeus"),
        ("2026-06-17", "P8", "Eleni Markou", "meeting", "Chartered ships"),
        ("2026-05-21", "P5", "Graham Tully", "call", "Overdue invoices of spring"),
    ),
}

SWOT: Rows = {
    Point: table(
        Point,
        "quadrant point impact answer last_reviewed leads_to",
        ("strength", "Data survive a day without a link.", 5, "Show the log of «Άγιος Νικόλαος».", "2026-09-29", "G1"),
        ("strength", "One engineer in each time zone.", 4, "Name them on every screen.", "2026-09-29", None),
        ("weakness", "No Chinese screens.", 4, "Ship them in November.", "2026-09-29", "A2"),
        ("weakness", "We bill by ship, they think in ship days.", 4, "Price by ship day before December.", "2026-09-29", "A1"),
        ("opportunity", "Fuel reports must be verified from January 2027.", 4, "Offer the verifier's file at a click.", "2026-09-29", "R4", {"first_noted": "2026-08-11"}),
        ("opportunity", "Nine chartered ships are open until February.", 4, "Boxes on loan.", "2026-09-29", "G3"),
        ("threat", "Thalassa Link bundles link and box.", 4, "Sell the forecast, which needs no box of ours.", "2026-09-29", "R1"),
        ("threat", "Four ships leave in December.", 3, "Price by ship day with a floor.", "2026-09-29", "R2", {"first_noted": "2026-09-25"}),
    ),
}

GOALS: Rows = {
    Goal: table(
        Goal,
        "id goal whose horizon metric unit direction baseline baseline_date target target_date owner customer_owner status",
        ("G1", "Plan port calls 72 hours ahead", "mutual", "long", "Calls planned 72 hours ahead", "%", "increase", 22, "2026-01-01", 80, "2027-06-30", "Mei Lin Hart", "Νίκος Δελής", "in progress", {"agreed_on": "2026-01-20", "share": "yes", "achievable": "Nine ships stand at 70 %.", "serves_ours": "Voyage data platform", "serves_theirs": "Port calls planned 72 hours ahead"}),
        ("G2", "Burn 5 % less fuel per tonne-mile on nine ships", "customer", "short", "Fuel per 1,000 tonne-miles", "kg", "decrease", 4.8, "2026-02-01", 4.56, "2027-01-31", "Mei Lin Hart", "Νίκος Δελής", "in progress", {"agreed_on": "2026-02-12", "share": "yes", "achievable": "Slow steaming alone gives 3 %.", "serves_ours": "Voyage data platform", "serves_theirs": "Cut fuel by 8 %"}),
        ("G3", "Equip all 31 ships", "ours", "long", "Ships equipped", "ships", "increase", 20, "2025-07-01", 31, "2027-12-31", "Eleni Markou", "Ελένη Βασιλείου", "in progress", {"achievable": "Six boxes on loan are approved.", "serves_ours": "All 31 ships"}),
    ),
    Progress: table(
        Progress,
        "goal day value",
        ("G1", "2026-03-31", 29), ("G1", "2026-06-30", 38), ("G1", "2026-09-30", 47),
        ("G2", "2026-06-30", 4.73), ("G2", "2026-09-30", 4.68),
        ("G3", "2026-03-31", 22), ("G3", "2026-09-30", 22),
    ),
    Action: table(
        Action,
        "id activity goal owner customer_owner start due status expected share",
        ("A1", "Offer a price by ship day with a floor", "G3", "Eleni Markou", None, "2026-09-29", "2026-11-20", "open", "Four ships leave without a quarrel", "no", {"priority": "high", "risks": "R2", "person": "P2"}),
        ("A2", "Ship Chinese screens to Ningbo (中文界面)", "G1", "Mei Lin Hart", "王秀英", "2026-06-01", "2026-11-13", "in progress", "王秀英's office works without English", "yes", {"priority": "high", "person": "P4", "first_due": "2026-09-30", "complete": 0.6, "risks": "R3"}),
        ("A3", "Fit six boxes on loan", "G3", "Faisal Noor", "أحمد المنصوري", "2026-08-10", "2026-10-09", "in progress", "Six chartered ships send noon reports", "yes", {"complete": 0.5, "first_due": "2026-10-09"}),
        ("A4", "Compare forecast and port queue each week", "G1", "Mei Lin Hart", "李建国", "2026-03-02", "2026-10-16", "in progress", "An error of less than four hours", "yes", {"repeats": "weekly", "person": "P6"}),
        ("A5", "Extend the forecast to nine more ships", "G1", "Mei Lin Hart", "Νίκος Δελής", "2026-07-13", "2026-12-18", "in progress", "18 ships with a forecast", "yes", {"complete": 0.4, "agreed_in": "Owners' review, July"}),
        ("A6", "Repair the box of «Θάλεια»", None, "Faisal Noor", None, "2026-06-22", "2026-07-31", "done", "Reports again after the monsoon", "yes", {"done_on": "2026-07-29", "yields": "yes", "outcome": "New seal, tested in Fujairah"}),
        ("A7", "Agree speed advice with the masters", "G2", "Mei Lin Hart", "Νίκος Δελής", "2026-05-04", "2026-09-15", "done", "Advice followed on most watches", "yes", {"done_on": "2026-09-22", "yields": "not yet", "first_due": "2026-08-31", "outcome": "Seven of nine masters follow it"}),
    ),
}

RISKS: Rows = {
    Risk: table(
        Risk,
        "id kind category event cause likelihood impact revenue response action contingency trigger owner residual_likelihood residual_impact status last_reviewed raised",
        ("R1", "threat", "competitor", "Thalassa Link takes the chartered ships for three years", "Bundle of link and box", 4, 3, "340,000", "mitigate", "Six boxes on loan and a price by ship day", "Sell the forecast over their link", "Ελένη Βασιλείου asks for no offer", "Eleni Markou", 3, 3, "open", "2026-09-29", "2026-05-20", {"target_score": 6}),
        ("R2", "threat", "commercial", "Ship days fall by a tenth in winter", "Four charters end in December", 4, 3, "190,000", "mitigate", "Floor in the new price", "Move an engineer to the Gulf project", "Redelivery notices", "Eleni Markou", 3, 2, "open", "2026-09-29", "2026-09-25"),
        ("R3", "threat", "relationship", "王秀英 turns to a local supplier", "Promise of Chinese screens broken", 3, 4, "250,000", "mitigate", "Screens in November, visit of Mei Lin Hart", "Daniel Rees travels to Ningbo", "A call cancelled without a new date", "Mei Lin Hart", 2, 4, "open", "2026-09-29", "2026-07-02"),
        ("R4", "opportunity", "regulation", "Verified fuel reports become a service", "Duty from January 2027", 4, 3, "150,000", "exploit", "File for the verifier at a click", None, "Verifier accepts a sample", "Mei Lin Hart", None, None, "open", "2026-09-29", "2026-08-11"),
        ("R5", "threat", "supply", "Spare boxes stuck in customs at Jebel Ali", "New import rules", 2, 2, "40,000", "accept", "Four spares kept in Fujairah", None, None, "Faisal Noor", 2, 2, "open", "2026-09-29", "2026-03-16"),
    ),
}

PERFORMANCE: Rows = {
    Financial: typed(financials(MONEY)),
    Measure: table(
        Measure,
        "id measure definition unit direction area target agreed_by_us agreed_by_customer agreed_on share",
        ("M1", "Waiting days saved", "Days off port against the mean of 2025, in the quarter", "days", "increase", "profit", 30, "Eleni Markou", "Νίκος Δελής", "2026-01-20", "yes"),
        ("M2", "Data on shore within five minutes", "Of all messages, link up or down", "%", "increase", "service", 92, "Mei Lin Hart", "Νίκος Δελής", "2026-01-20", "yes"),
        ("M3", "Error of the arrival forecast", "Mean hours, 72 hours ahead", "hours", "decrease", "innovation", 4, "Mei Lin Hart", "李建国", "2026-04-09", "yes"),
        ("M4", "Offices answered within a quarter of an hour", "All three time zones", "%", "increase", "service", 90, "Faisal Noor", "فاطمة الزهراء", "2026-01-20", "yes"),
    ),
    Reading: table(
        Reading,
        "quarter measure value source",
        *(
            (quarter, measure, value, source)
            for measure, source, values in (
                ("M1", "Port logs", (0, 6, 14, 19, 26, 33)),
                ("M2", "Message log", (81, 84, 86, 90, 91, 91)),
                ("M3", "Port of Ningbo", (9.5, 8.8, 7.1, 6.0, 5.2, 4.6)),
                ("M4", "Service desk", (88, 90, 89, 92, 93, 91)),
            )
            for quarter, value in zip(("2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"), values, strict=True)
        ),
    ),
    Value: table(
        Value,
        "id day initiative strategy type baseline method amount state confirmed_by confirmed_on share",
        ("V1", "2026-09-30", "Days not waited off port", "S1", "cost saving", "Mean waiting of 2025", "Days x charter rate", "412,000", "client confirmed", "Νίκος Δελής", "2026-10-06", "yes"),
        ("V2", "2026-06-30", "Speed advice on nine ships", "S2", "sustainability", "4.8 kg per 1,000 tonne-miles", "Fuel saved x price", "96,500", "validated", None, None, "yes"),
        ("V3", "2026-03-31", "Fewer calls to the ships", "S1", "productivity", "140 calls a week", "Calls x minutes x rate", "18,200", "claimed", None, None, "no"),
    ),
    Opportunity: table(
        Opportunity,
        "id opportunity offering value stage probability expected_close opened owner",
        ("O1", "Chartered ships by ship day", "Edge sites", "340,000", "qualified", 0.35, "2027-02-12", "2026-06-22", "Eleni Markou", {"competitor": "Thalassa Link", "unit": "Chartered ships"}),
        ("O2", "Forecast for Dubai tugs", "Data platform", "180,000", "proposed", 0.5, "2026-12-11", "2026-07-20", "Faisal Noor", {"unit": "دبي (Dubai)"}),
        ("O3", "Verifier's file", "Data platform", "150,000", "qualified", 0.4, "2027-01-29", "2026-08-17", "Mei Lin Hart", {"unit": "Στόλος (owned fleet)"}),
        ("O4", "Forecast for nine more ships", "Data platform", "130,000", "won", 1.0, "2026-07-31", "2026-02-02", "Eleni Markou", {"closed_on": "2026-07-21", "unit": "Στόλος (owned fleet)"}),
        ("O5", "Crew wireless", "Edge sites", "95,000", "lost", 0.0, "2026-04-30", "2025-11-10", "Eleni Markou", {"closed_on": "2026-05-06", "competitor": "Thalassa Link", "lost_because": "Bundle with satellite time", "unit": "Στόλος (owned fleet)"}),
    ),
    Feedback: table(
        Feedback,
        "day kind said person question score scale_min scale_max best theme",
        ("2026-10-07", "meeting", "十一月之前，请给我们中文界面。(Chinese screens before November, please.)", "P4", None, None, None, None, None, "Screens", {"follow_up": "A2"}),
        ("2026-09-18", "praise", "Πέντε μέρες κερδίσαμε έξω από το Νίνγκμπο. 🎉 (Five days gained off Ningbo.)", "P2", None, None, None, None, None, "Forecast"),
        ("2026-09-10", "survey", "Good with ships.", "P2", "recommend", 9, 0, 10, "high", "Ships"),
        ("2026-09-10", "survey", "خدمة ممتازة في دبي (excellent service in Dubai)", "P3", "recommend", 9, 0, 10, "high", "Dubai"),
        ("2026-09-10", "survey", "Screens, screens, screens.", "P4", "recommend", 6, 0, 10, "high", "Screens"),
        ("2026-09-10", "survey", "Too dear for what I use.", "P8", "recommend", 5, 0, 10, "high", "Price"),
    ),
}

NOW: Rows = {**ACCOUNT, **PEOPLE, **SWOT, **GOALS, **RISKS, **PERFORMANCE}

EARLIER: Overlay = {
    Person: {"P4": {"title": "Office manager", "influence": 3, "support": 1}, "P2": {"now": 3}},
    Goal: {"G1": {"target": 75}, "G3": {"target_date": "2027-06-30"}},
    Action: {"A2": {"due": "2026-09-30", "complete": 0.1}, "A4": {"due": "2026-07-17"}, "A7": {"due": "2026-08-31"}, "A5": {"complete": None}},
    Risk: {"R1": {"likelihood": 3, "residual_likelihood": 2}, "R3": {"likelihood": 2, "impact": 3, "residual_impact": 3}},
    Strategy: {"S1": {"stage": "communicated"}},
    Contract: {"Offices Piraeus, Dubai, Ningbo": {"renewal": "secure"}},
    Financial: {"2026-Q2": {"revenue": "581,200"}},
    Message: {"Fleet office": {"next_date": "2026-07-21", "last_done": "2026-07-14"}, "Dubai office": {"next_date": "2026-07-23", "last_done": "2026-07-09"}, "宁波办公室": {"next_date": "2026-07-22", "last_done": "2026-07-08"}, "Field Services": {"next_date": "2026-08-04", "last_done": "2026-07-06"}},
}
