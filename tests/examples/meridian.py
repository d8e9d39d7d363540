"""Meridian Health Alliance: the large account, with sixty people, forty actions, thirty risks and long texts."""

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
    Measure,
    Message,
    Opportunity,
    Person,
    Point,
    Profile,
    Reading,
    Review,
    Risk,
    Strategy,
    TeamMember,
    Transaction,
    Value,
    Whitespace,
)
from tests.examples.meridian_people import PEOPLE
from tests.examples.meridian_registers import BC, GM, HS, OA, REGISTERS, RK, TO
from tests.examples.notation import Overlay, Rows, fields, table
from tests.examples.revenue import Money, Product, financials, invoices

MONEY = Money(
    body="Home Office",
    yearly=18_500_000,
    damping=0.15,
    growth=0.04,
    margin=(0.331, 0.352),
    margin_target=0.36,
    serve=(0.068, 0.079),
    days=(53, 49),
    overdue=((0.09, 0.03, 0.01, 0.0), (0.08, 0.02, 0.01, 0.01), (0.07, 0.03, 0.0, 0.01), (0.09, 0.02, 0.01, 0.0)),
    spend=(38_000_000, 46_500_000),
    spend_source="Alliance procurement report 2026, digital category",
    recurring=0.83,
)

PRODUCTS = (
    Product("Clinical hosting", "Acute hospitals", (0.34, 0.27), 0.66),
    Product("Managed operations", "Acute hospitals", (0.22, 0.19), 0.68),
    Product("Record platform", "Acute hospitals", (0.02, 0.17), 0.58, start=3),
    Product("Pathology platform", "Pathology network", (0.08, 0.10), 0.55),
    Product("Imaging archive", "Imaging network", (0.02, 0.09), 0.63, start=5),
    Product("Integration engine", "Corporate and digital", (0.09, 0.05), 0.60),
    Product("Security operations", "Corporate and digital", (0.06, 0.06), 0.64),
    Product("Service desk", "Acute hospitals", (0.08, 0.05), 0.76),
    Product("Tape archive", "Imaging network", (0.07, 0.02), 0.70, stop=11),
    Product("Training and cutover", "Acute hospitals", (0.02, 0.04), 0.74, start=4, one_off=True),
)

UNITS = ("Acute hospitals", "Pathology network", "Imaging network", "Community", "Corporate and digital", "Research")
OFFERINGS = ("Cloud hosting", "Managed operations", "Data platform", "Integration services", "Security operations", "Advisory")
# Offering by offering, a line a unit: what each buys, its potential and our revenue a year in thousands.
GRID = (
    (("ours", 5600, 5100), ("ours", 4700, 4500), ("ours", 4200, 3000), ("ours", 700, 540), ("in pipeline", 460, 0), ("open", 150, 0)),
    (("ours", 300, 260), ("no need", 0, 0), ("ours", 1900, 1800), ("ours", 210, 190), ("open", 140, 0), ("in-house", 60, 0)),
    (("ours", 400, 330), ("competitor", 280, 0), ("ours", 1900, 1500), ("open", 200, 0), ("open", 120, 0), ("no need", 0, 0)),
    (("competitor", 900, 0), ("competitor", 420, 0), ("open", 500, 0), ("in pipeline", 130, 0), ("open", 110, 0), ("open", 80, 0)),
    (("in-house", 350, 0), ("in-house", 220, 0), ("open", 260, 0), ("ours", 190, 150), ("ours", 1150, 1100), ("no need", 0, 0)),
    (("open", 180, 0), ("no need", 0, 0), ("in pipeline", 350, 0), ("no need", 0, 0), ("open", 50, 0), ("open", 70, 0)),
)

ACCOUNT: Rows = {
    Profile: fields(
        Profile,
        account_id="meridian",
        name="Meridian Health Alliance",
        industry="Public healthcare provider",
        headquarters="Birmingham, United Kingdom",
        customer_since="2016",
        tier="Strategic",
        manager=OA,
        sponsor_ours="Margaret Okafor",
        sponsor_customer="Miriam Osei-Tutu",
        business_model="Runs eleven hospitals, a pathology network, an imaging network and community services for 3.1 million people, paid by block contracts for emergencies and by activity for planned operations. A planned operation that falls out costs income and adds to a waiting list that the regulator publishes, so an hour of theatre time is worth more to the board than almost any saving in technology; at the same time a deficit of £38 million has to be closed within three years, and every programme is asked what it takes out of running cost.",
        market_position="The largest provider in the region and the first to put eleven hospitals on one record. Waiting times in the middle third nationally and improving; the finances in the lower third. Two neighbouring trusts watch the programme before they decide on their own.",
        customer_objectives="One patient record in all eleven hospitals by September 2027\nNo patient waits longer than 18 weeks for planned surgery\n£60 million of savings by March 2029, half of them from shared services\nCare closer to home: a third of follow-up visits outside hospital\nGive clinicians back half an hour a shift",
        objectives_source="Five-year strategy, approved by the board in January 2026, chapters 2 and 5",
        our_objectives="Lead the record programme through all eleven hospitals\nRenew hosting in 2027 without a tender\nBring gross margin to 37 % through shared capacity\nOpen Community as the fifth unit by 2028",
        where_served="Eleven hospitals, 14 laboratories, 9 imaging sites, halls at Northgate and Southmoor",
        value_we_bring="We run the halls, the record platform and the night desk in one team that knows the wards by name. When a login takes forty seconds we stand beside the nurse with a stopwatch, and when the allergy flags were in doubt we held our own release for a fortnight. What others deliver as four contracts with four root causes, the alliance gets with one.",
        what_they_gain="A record that follows the patient, results within a day, images in seconds, and the savings of closing two halls, each with a figure that the alliance's own finance team has signed.",
        what_we_gain="Our largest account, a sixth of our revenue, a clinical reference that two neighbours watch, and a pathology platform we can sell again.",
        where_we_have_been="Started in 2016 with hosting for two hospitals, took on the service desk in 2018 and the pathology network in 2021. The backlog of results in 2024 was the first time clinicians thanked us. The outage of 9 March 2026, 214 minutes in the middle of a theatre day, was our fault and we said so the same evening; ten of eleven measures are done, the last one, a second power feed, is due in November. The go-live at Ashby in June came a fortnight late for good reasons and is still felt on the wards as slow.",
        where_we_want_to_be="By 2028 all hospitals are live, winter passes without a headline, and we sit in the yearly planning of the alliance with a list of what should stop. The next contract is written by both sides from the ledger of what was delivered, not from a catalogue of services.",
        level_now=4,
        level_target=5,
        legal_name="Meridian Health Alliance (public benefit corporation)",
        regions="West Midlands",
        employees=41_200,
        customer_revenue=2_640_000_000,
        fiscal_year_end="March",
        horizon=3,
        language="en",
    ),
    TeamMember: table(
        TeamMember,
        "name role department responsible_for share days",
        (OA, "Account director", "Sales", "The plan, the programme and the result", "yes", 60, {"success": "Eight hospitals live by March, renewal without a tender"}),
        ("Margaret Okafor", "Executive sponsor", "Management", "Chief executive and finance of the alliance", "yes", 10),
        (GM, "Head of service", "Managed Services", "Halls, night desk and winter plan", "yes", 62, {"success": "No minute lost in winter"}),
        (HS, "Clinical lead", "Health Practice", "Clinicians, training and safety", "yes", 61),
        (RK, "Platform architect", "Data Platforms", "Record, pathology and imaging platforms", "yes", 55),
        (TO, "Security lead", "Security Operations", "Security of all networks", "no", 30),
        (BC, "Commercial manager", "Finance", "Orders, ledger and forecast", "yes", 40),
        ("Fergus Boyd", "Chief operating officer", "Management", "Graham Thistlewood and the winter", "no", 6),
        ("Helen Marchetti", "Chief executive", "Management", "The chair of the alliance", "no", 1),
    ),
    Intelligence: table(
        Intelligence,
        "day topic insight so_what source confidence",
        ("2026-10-08", "customer strategy", "The finance committee will rank all programmes by confirmed value per pound in December, and everything in the lowest quarter loses a tenth of its budget. The one-record programme stands in the middle today, because almost a third of its value is not yet confirmed, and because theatre hours are disputed.", "Confirming the ledger before 4 December is worth more than any new proposal this quarter: it decides over £1.1 million of our own revenue and over the pace of the last three hospitals.", "Tobias Lindgren, ledger meeting of 8 October", "high", {"owner": BC, "review_by": "2026-12-04"}),
        ("2026-09-22", "people and organisation", "The chief nurse chairs the winter board this year.", "Ward devices and the winter plan can be one conversation.", "Lorraine Keogh", "high", {"owner": HS, "review_by": "2027-03-31"}),
        ("2026-09-10", "market", "Two neighbouring trusts decide on their record systems in 2027.", "A calm March is worth two references.", "Owen Trevelyan", "medium", {"owner": OA, "review_by": "2027-01-31"}),
        ("2026-08-13", "customer business", "Ashby's medical director counted 61 hours of login time a day across her wards.", "Ten seconds is the only number that matters at Ashby.", "Dr Helena Voss, letter to the board", "high", {"owner": HS, "review_by": "2026-11-30"}),
        ("2026-06-11", "competitor", "Orrin Health Cloud offers hosting to hospitals at a price per bed from January.", "Show our cost per bed first, by hospital.", "Abel Fernandes, in passing", "medium", {"owner": OA, "review_by": "2026-12-31"}),
        ("2026-05-19", "regulation", "A clinical safety standard for migrated notes is under consultation.", "Our test of 2,000 notes may become the norm.", "Dr Elspeth Grant", "medium", {"owner": HS, "review_by": "2026-09-30"}),
        ("2026-03-25", "people and organisation", "Community services report to a director who came from Orrin's first customer.", "Patience.", "Angela Duffy", "low", {"owner": OA}),
    ),
    Strategy: table(
        Strategy,
        "id need answer goal stage owner",
        ("S1", "One record that follows the patient", "Record platform, hospital by hospital, with a dress rehearsal for each and a way back until the ninth week", "G1", "accepted", OA, {"initiative": "joint venture", "evidence": "Six hospitals live"}),
        ("S2", "Time back for clinicians", "Badge login, fewer screens, mended faults reported each Friday", "G2", "communicated", HS, {"initiative": "efficiency"}),
        ("S3", "Results within a day", "Pathology platform with courier screens", "G3", "rewarded", RK, {"initiative": "product", "evidence": "Early renewal in June 2026"}),
        ("S4", "Images in seconds, wherever they were taken", "Shared archive with a cache in each hospital", "G4", "accepted", RK, {"initiative": "product"}),
        ("S5", "A winter without a headline", "Second feed, one freeze, one rota", "G5", "accepted", GM, {"initiative": "service"}),
        ("S6", "Savings that finance believes", "Ledger with one method, closed halls, cost per bed by hospital", "G6", "accepted", BC, {"initiative": "efficiency"}),
        ("S7", "Letters on the same day", "Letters from the record into practices", "G7", "developed", OA, {"initiative": "service"}),
    ),
    Whitespace: [
        {"unit": unit, "offering": offering, "status": status, "potential": potential * 1000, "revenue": revenue * 1000, **({"competitor": "Orrin Health Cloud", "contract_end": "2028-06-30"} if status == "competitor" else {})}
        for unit, line in zip(UNITS, GRID, strict=True)
        for offering, (status, potential, revenue) in zip(OFFERINGS, line, strict=True)
    ],
    Contract: table(
        Contract,
        "contract start end annual_value renewal notice_by",
        ("Hosting and operations, acute hospitals", "2022-10-01", "2027-09-30", 9_600_000, "in talks", "2027-03-31", {"comment": "Break clause after a second outage of more than 120 minutes"}),
        ("One record programme", "2024-07-01", "2028-06-30", 3_300_000, "secure", "2027-12-31"),
        ("Pathology platform", "2026-07-01", "2031-06-30", 1_850_000, "secure", None, {"comment": "Renewed a year early"}),
        ("Imaging archive", "2025-01-01", "2029-12-31", 1_500_000, "secure", "2029-06-30"),
        ("Security operations", "2024-04-01", "2027-03-31", 1_080_000, "in talks", "2026-12-31"),
        ("Service desk", "2023-01-01", "2026-12-31", 900_000, "in talks", "2026-11-30", {"comment": "Night desk to be folded into hosting"}),
    ),
    Message: table(
        Message,
        "audience side purpose channel frequency owner next_date",
        ("Dame Judith Ellery", "customer", "State of the programme", "meeting", "half-yearly", "Margaret Okafor", "2026-11-24", {"last_done": "2026-09-17"}),
        ("Stephen Rourke", "customer", "Ledger and forecast", "meeting", "quarterly", "Margaret Okafor", "2026-12-03", {"last_done": "2026-10-01", "preference": "Figures the day before"}),
        ("One record steering", "customer", "Decisions", "meeting", "weekly", OA, "2026-10-21", {"last_done": "2026-10-14"}),
        ("Infrastructure", "customer", "Service call", "video", "weekly", GM, "2026-10-19", {"last_done": "2026-10-12", "escalation": "Bridget Amadi, then Miriam Osei-Tutu"}),
        ("All clinicians", "customer", "What was mended this week", "e-mail", "weekly", HS, "2026-10-16", {"last_done": "2026-10-09"}),
        ("Hospital directors", "customer", "Winter plan", "meeting", "monthly", GM, "2026-10-28", {"last_done": "2026-09-24"}),
        ("Graham Thistlewood", "customer", "Winter, a quarter of an hour", "phone", "bi-weekly", "Fergus Boyd", "2026-10-09", {"last_done": "2026-07-07"}),
        ("Management board", "ours", "Programme report", "report", "monthly", OA, "2026-11-05", {"last_done": "2026-10-05"}),
        ("Health practice", "ours", "What we learned on the wards", "meeting", "monthly", HS, "2026-10-30", {"last_done": "2026-09-25"}),
    ),
    Review: table(
        Review,
        "day type decisions next_review",
        ("2026-10-06", "team", "Ledger before anything else until 4 December; Benedict Cho; the committee ranks programmes\nSecond owner for nine clinicians; Olumide Adeyemi; one diary is not enough\nNo change in the wards from 1 December; Gwen Mathias; winter", "2027-01-12", {"attendees": f"{OA}; {GM}; {HS}; {RK}; {BC}"}),
        ("2026-09-30", "facilitated", "Plan March backwards from the wards; Patricia Nolan and Olumide Adeyemi; last time we planned from the hall\nNine decisions, nine names; Miriam Osei-Tutu; scope moved three times", "2027-01-20", {"attendees": f"{OA}; Miriam Osei-Tutu; Patricia Nolan; {HS}"}),
        ("2026-08-18", "management", "Pay for the second feed ourselves; Margaret Okafor; it was our outage\nRaise clinical support to 24 hours if priced; Margaret Okafor; winter reserve exists", "2026-11-17", {"approval": "approved", "approved_by": "Margaret Okafor"}),
        ("2026-06-24", "client", "Renew pathology for five years; Sunita Rao; results within a day\nHold each release for a signed safety case; Dr Elspeth Grant; allergy flags", "2026-12-09", {"attendees": f"Sunita Rao; Miriam Osei-Tutu; {OA}; {RK}"}),
        ("2026-05-05", "management", "Report the outage measures to the board each month; Fergus Boyd; trust", "2026-08-18", {"approval": "with changes", "approved_by": "Margaret Okafor"}),
    ),
    Ask: table(
        Ask,
        "id ask why directed_at of_whom by raised_on outcome",
        ("K1", "Six clinical engineers for the nine weeks after the March wave", "Ashby showed that the first nine weeks decide whether a hospital takes the record as its own; two people on the wards were half of what was needed", "management", "Margaret Okafor", "2026-11-17", "2026-10-06", "open", {"cost": 310_000, "if_refused": "We propose to split the wave in two"}),
        ("K2", "Second power feed at Northgate at our cost", "Removes the cause of the March outage", "management", "Margaret Okafor", "2026-08-31", "2026-05-05", "granted", {"cost": 640_000, "outcome_date": "2026-08-18"}),
        ("K3", "Rota shared with the Calder desk from December", "Keeps nine people on the night desk in winter", "functions", "Head of Managed Services", "2026-11-13", "2026-09-15", "open", {"cost": 42_000, "if_refused": "Supervisors take calls"}),
        ("K4", "A price model per bed", "Answers Orrin before Orrin asks", "functions", "Pricing team", "2026-09-30", "2026-06-22", "open", {"cost": 15_000, "if_refused": "We answer Orrin without figures"}),
        ("K5", "A named person for each of the nine scope decisions", "Scope fixed before Christmas", "client", "Miriam Osei-Tutu", "2026-10-30", "2026-09-30", "open", {"share": "yes"}),
        ("K6", "Two hours a week of the medical directors at Ashby", "Login and drug round solved with those who use them", "client", "Dr Helena Voss", "2026-09-15", "2026-07-21", "granted", {"share": "yes", "outcome_date": "2026-08-13"}),
        ("K7", "Second architect until the imaging archive is moved", "Rory Kinnear-Bell carries three platforms", "management", "Daniel Rees", "2026-08-31", "2026-06-15", "refused", {"cost": 130_000, "outcome_date": "2026-08-18", "if_refused": "Sites 8 and 9 move after Christmas"}),
    ),
    Comment: table(
        Comment,
        "quarter topic text share",
        ("2026-Q3", "result", "Revenue grew by the record platform and the imaging archive and stayed a little short of plan, because the seventh hospital did not start in September as the plan had assumed. Tape archive ended, as agreed, with the last quarter.", "yes"),
        ("2026-Q3", "margin", "The nine weeks on Ashby's wards cost more than planned and were right. Without them margin would have been at plan.", "no"),
        ("2026-Q3", "value", "Five entries were confirmed on 9 October. Theatre hours are disputed between the finance team and the hospitals, not with us.", "yes"),
        ("2026-Q3", "people", "Professor Kapoor and Graham Thistlewood are the two voices that can slow us. Both want fewer words and fewer seconds.", "no"),
        ("2026-Q3", "growth", "Pathology renewed for five years. 24-hour clinical support is the most likely new service of this winter.", "no"),
        ("2026-Q3", "what was hard", "Logging in at Ashby took too long and we took nine days too long to show an improvement. The wards noticed both.", "yes"),
        ("2026-Q3", "outlook", "All eyes are on the winter and on Queen's in March.", "yes"),
    ),
}

SWOT: Rows = {
    Point: table(
        Point,
        "quadrant point impact answer last_reviewed leads_to",
        ("strength", "One team from the hall to the ward, known by name on the night shift.", 5, "Keep the same faces at Queen's.", "2026-10-06", "A7"),
        ("strength", "We told of our own outage the same evening, and ten of eleven measures are done.", 4, "Report the last one in November, in person.", "2026-10-06", "A9"),
        ("strength", "Pathology reports 92 % of results within a day, published by the pathologists themselves.", 4, "Host two reference visits.", "2026-10-06", "A15"),
        ("weakness", "Login of 27 seconds at Ashby, four months after go-live.", 5, "Badge login on all 34 wards by mid-November.", "2026-10-06", "G2"),
        ("weakness", "Almost a third of our value is claimed but not confirmed.", 4, "Ledger first until December.", "2026-10-06", "G8"),
        ("weakness", "Seventeen clinicians hang on one diary of ours.", 3, "Second owner for nine of them.", "2026-10-06", "A38", {"first_noted": "2026-09-10"}),
        ("weakness", "One architect for three platforms.", 3, "Move two imaging sites after Christmas.", "2026-08-18", None),
        ("opportunity", "The winter reserve can pay for 24-hour clinical support.", 4, "Price by the end of October.", "2026-10-06", "R27", {"first_noted": "2026-10-01"}),
        ("opportunity", "Two neighbours decide on their record in 2027 and watch Queen's.", 4, "A calm March, then invite them.", "2026-10-06", "A8"),
        ("opportunity", "Research income could carry a fifth of the platform's cost.", 3, "Write the case with the research data lead.", "2026-10-06", "A29"),
        ("threat", "The finance committee cuts the lowest quarter of programmes in December.", 4, "Confirm the ledger before 4 December.", "2026-10-06", "R10"),
        ("threat", "Orrin Health Cloud offers a price per bed from January.", 4, "Open renewal a year early with our own price per bed.", "2026-10-06", "R13"),
        ("threat", "A second outage of two hours opens the break clause of the hosting contract.", 5, "Second feed by November; no change in winter.", "2026-10-06", "R3"),
    ),
}

PERFORMANCE: Rows = {
    Financial: financials(MONEY, invoiced=True),
    Transaction: invoices(MONEY, PRODUCTS),
    Measure: table(
        Measure,
        "id measure definition unit direction area target agreed_by_us agreed_by_customer agreed_on share owner",
        ("M1", "Confirmed value per pound of our revenue", "Confirmed value of twelve months by revenue of twelve months", "£", "increase", "profit", 0.3, BC, "Stephen Rourke", "2026-01-21", "yes", BC),
        ("M2", "Hosting cost per bed and month", "Invoices for hosting by staffed beds", "£", "decrease", "financial", 205, GM, "Stephen Rourke", "2026-01-21", "yes", BC),
        ("M3", "Availability of clinical systems", "Minutes available, planned downtime left out", "%", "increase", "service", 99.95, GM, "Bridget Amadi", "2025-09-25", "yes", GM, {"green_from": 99.95, "red_from": 99.8}),
        ("M4", "Median login time on wards", "Stopwatch sample of 40 logins a hospital", "seconds", "decrease", "adoption", 15, HS, "Dr Simon Aldous", "2026-08-13", "yes", HS, {"red_from": 25}),
        ("M5", "Results within 24 hours", "From sample to report, all laboratories", "%", "increase", "service", 93, RK, "Sunita Rao", "2026-06-24", "yes", RK),
        ("M6", "Image opening", "Seconds to the first image, 90th percentile", "seconds", "decrease", "service", 4, RK, "Gareth Blewitt", "2025-11-20", "yes", RK),
        ("M7", "Satisfaction of ward staff", "Quarterly sample, 1 to 5", "points", "increase", "satisfaction", 3.8, HS, "Lorraine Keogh", "2026-01-29", "yes", HS),
        ("M8", "Root cause within five days", "Priority 1 and 2", "%", "increase", "relationship", 95, GM, "Bridget Amadi", "2025-09-25", "yes", GM),
        ("M9", "Severe security incidents", "In the quarter; the target is to stay below one", "incidents", "decrease", "service", 1, TO, None, None, "no", TO, {"green_from": 0, "red_from": 1}),
    ),
    Reading: table(
        Reading,
        "quarter measure value source responses",
        *(
            (quarter, measure, value, source, responses)
            for measure, source, responses, values in (
                ("M1", "Value ledger", None, (0.15, 0.17, 0.20, 0.22, 0.25, 0.29)),
                ("M2", "Invoices and bed census", None, (214, 213, 212, 210, 207, 205)),
                ("M3", "Monitoring", None, (99.96, 99.97, 99.96, 99.83, 99.95, 99.97)),
                ("M5", "Laboratory system", None, (71, 76, 80, 85, 89, 92)),
                ("M6", "Archive log", None, (7.8, 7.1, 6.9, 6.4, 6.2, 5.6)),
                ("M7", "Ward sample", 212, (3.4, 3.5, 3.6, 3.4, 3.5, 3.4)),
                ("M8", "Service desk", None, (84, 88, 90, 81, 94, 96)),
                ("M9", "Security desk", None, (0, 0, 0, 0, 0, 0)),
            )
            for quarter, value in zip(("2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"), values, strict=True)
        ),
        ("2026-Q2", "M4", 41, "Stopwatch", 240),
        ("2026-Q3", "M4", 27, "Stopwatch", 240),
    ),
    Value: table(
        Value,
        "id day initiative strategy type baseline method amount state confirmed_by confirmed_on share",
        ("V1", "2026-09-30", "Pathology results within a day", "S3", "productivity", "71 % within 24 hours in mid-2025", "Bed days saved x cost of a bed day", 2_940_000, "client confirmed", "Tobias Lindgren", "2026-10-09", "yes"),
        ("V2", "2026-09-30", "Samples not repeated", "S3", "cost saving", "4.1 % of samples repeated", "Samples saved x unit cost", 610_000, "client confirmed", "Tobias Lindgren", "2026-10-09", "yes", {"overlaps": "V1"}),
        ("V3", "2026-09-30", "Bed days saved by faster results at Queen's", "S3", "productivity", "Length of stay 2025", "Bed days x cost", 880_000, "claimed", None, None, "no", {"overlaps": "V1; V2"}),
        ("V4", "2026-09-30", "Theatre hours kept by one record", "S1", "revenue", "118 operations cancelled for lost notes", "Operations kept x tariff", 1_260_000, "disputed", None, None, "no"),
        ("V5", "2026-09-30", "Paper records not pulled", "S1", "cost saving", "Pulling and storage at six hospitals", "Contracts ended", 1_420_000, "client confirmed", "Adaeze Nwosu", "2026-10-09", "yes"),
        ("V6", "2026-06-30", "Tape archive wound down", "S4", "cost saving", "Tape contract of 2025", "Old bill less new", 390_000, "client confirmed", "Gareth Blewitt", "2026-07-28", "yes"),
        ("V7", "2026-09-30", "Images not taken twice", "S4", "cost avoidance", "2.6 % of studies repeated", "Studies x cost", 540_000, "client confirmed", "Adaeze Nwosu", "2026-10-09", "yes"),
        ("V8", "2026-03-31", "Shared security desk", "S5", "cost avoidance", "Eleven separate contracts", "Contracts not renewed", 460_000, "validated", None, None, "yes"),
        ("V9", "2026-03-31", "Nurses' time at login, first wards", "S2", "productivity", "41 seconds", "Seconds saved x logins x rate", 120_000, "claimed", None, None, "no"),
        ("V10", "2026-09-30", "Nurses' time at login, all of Ashby", "S2", "productivity", "41 seconds", "Seconds saved x logins x rate", 710_000, "expected", None, None, "yes"),
        ("V14", "2026-09-30", "Discharge letters ready on the day", "S1", "productivity", "31 hours from ward round to letter", "Bed hours saved x cost of a bed hour", 1_480_000, "claimed", None, None, "no"),
        ("V11", "2026-06-30", "Carbon of the West hall", "S6", "sustainability", "Meter of 2024", "Tonnes x alliance's own price", 46_000, "validated", None, None, "yes"),
        ("V12", "2025-09-30", "Pathology results, first year", "S3", "productivity", "58 % in 2024", "Bed days saved x cost", 1_780_000, "client confirmed", "Tobias Lindgren", "2025-11-12", "yes"),
        ("V13", "2026-09-30", "Porters' walks for notes", "S1", "productivity", "1,900 walks a week", "Walks x minutes x rate", 230_000, "client confirmed", "Adaeze Nwosu", "2026-10-09", "yes", {"overlaps": "V5"}),
    ),
    Opportunity: table(
        Opportunity,
        "id opportunity offering value stage probability expected_close opened owner",
        ("O1", "Spring wave, two hospitals", "Data platform", 1_900_000, "negotiating", 0.85, "2026-12-15", "2026-04-13", OA, {"unit": "Acute hospitals"}),
        ("O2", "24-hour clinical support", "Managed operations", 450_000, "qualified", 0.5, "2026-12-04", "2026-10-01", BC, {"unit": "Acute hospitals"}),
        ("O3", "Imaging sites 10 to 14", "Data platform", 620_000, "proposed", 0.6, "2027-02-26", "2026-03-09", RK, {"unit": "Imaging network", "first_expected": "2026-11-30"}),
        ("O4", "Cohort finder", "Data platform", 350_000, "qualified", 0.25, "2027-06-30", "2026-06-22", RK, {"unit": "Research"}),
        ("O5", "Medical device security", "Security operations", 460_000, "proposed", 0.4, "2027-03-31", "2025-11-24", TO, {"unit": "Acute hospitals", "first_expected": "2026-06-30", "obstacle": "No owner between estates and digital"}),
        ("O6", "Same-day letters", "Integration services", 130_000, "identified", None, None, None, OA, {"unit": "Community", "competitor": "Orrin Health Cloud"}),
        ("O7", "Pathology platform renewal", "Data platform", 1_850_000, "won", 1.0, "2026-12-31", "2025-12-08", RK, {"closed_on": "2026-06-24", "unit": "Pathology network"}),
        ("O8", "Ashby wave", "Data platform", 940_000, "won", 1.0, "2025-11-28", "2025-04-14", OA, {"closed_on": "2025-12-03", "unit": "Acute hospitals"}),
        ("O9", "Imaging sites 5 to 9", "Data platform", 580_000, "won", 1.0, "2026-02-27", "2025-08-25", RK, {"closed_on": "2026-03-20", "unit": "Imaging network"}),
        ("O10", "Ward devices", "Managed operations", 270_000, "won", 1.0, "2026-08-28", "2026-03-16", HS, {"closed_on": "2026-09-04", "unit": "Acute hospitals", "first_expected": "2026-07-31"}),
        ("O11", "Community hosting", "Cloud hosting", 900_000, "lost", 0.0, "2026-01-30", "2025-06-16", OA, {"closed_on": "2026-02-11", "competitor": "Orrin Health Cloud", "lost_because": "Chosen before the director arrived", "unit": "Community"}),
        ("O12", "Finance ledger hosting", "Cloud hosting", 320_000, "lost", 0.0, "2026-07-31", "2026-01-12", BC, {"closed_on": "2026-08-14", "competitor": "In-house", "lost_because": "Kept in the East hall until it closes", "unit": "Corporate and digital"}),
        ("O13", "Estates sensors", "Data platform", 140_000, "lost", 0.0, "2025-12-19", "2025-09-01", GM, {"closed_on": "2025-12-22", "lost_because": "No capital", "unit": "Corporate and digital"}),
    ),
    Feedback: table(
        Feedback,
        "day kind said person question score scale_min scale_max best theme",
        ("2026-10-01", "meeting", "Bring me confirmed pounds, not slides, and I shall defend the programme.", "P3", None, None, None, None, None, "Value"),
        *(
            ("2026-09-16", "survey", said, person, "recommend", score, 0, 10, "high", theme)
            for said, person, score, theme in (
                ("Would not build it with anyone else.", "P4", 10, "Partnership"),
                ("Good in trouble, slow in small things.", "P9", 8, "Small changes"),
                ("The record works; the login does not.", "P10", 9, "Login"),
                ("Until I see winter, no more than that.", "P6", 4, "Outage"),
                ("Forty seconds.", "P13", 2, "Login"),
                ("They cleared our backlog and stayed.", "P19", 10, "Pathology"),
                ("Images are too slow from other sites.", "P49", 6, "Images"),
                ("They come when we call.", "P28", 10, "Night desk"),
            )
        ),
        *(
            ("2026-09-16", "survey", said, None, "satisfaction", score, 1, 5, "high", theme)
            for said, score, theme in (
                ("Screens freeze at shift change.", 2, "Login"),
                ("The trainer was patient.", 5, "Training"),
                ("I find everything in one place now.", 4, "Record"),
                ("Three screens for one drug round.", 2, "Drug round"),
                ("Night desk solved it in minutes.", 5, "Night desk"),
            )
        ),
        ("2026-08-13", "complaint", "Sixty-one hours a day of my wards' time go into logging in. Give them back, or take the machines away.", "P13", None, None, None, None, None, "Login", {"follow_up": "A1"}),
        ("2026-06-30", "meeting", "Show me one doctor who has more time than before.", "P2", None, None, None, None, None, "Clinicians' time", {"follow_up": "A23"}),
        ("2026-03-11", "complaint", "Two theatre days. I had to telephone forty-one families.", "P6", None, None, None, None, None, "Outage", {"follow_up": "A31"}),
        ("2026-05-26", "praise", "Results are in the notes before I finish my round.", "P46", None, None, None, None, None, "Pathology"),
    ),
}

NOW: Rows = {**ACCOUNT, **PEOPLE, **SWOT, **REGISTERS, **PERFORMANCE}

EARLIER: Overlay = {
    Person: {
        "P1": {"now": 2}, "P2": {"support": 1}, "P5": {"support": 0}, "P6": {"support": -2}, "P13": {"support": 0}, "P12": {"now": 2}, "P43": None,
        "P54": {"owner": HS}, "P49": {"support": 1},
    },
    Goal: {"G1": {"target_date": "2027-06-30"}, "G2": None, "G5": {"status": "not started", "owner": OA}, "G6": {"target": 195}},
    Action: {
        "A4": {"due": "2026-07-20"}, "A5": {"due": "2026-07-22"}, "A9": {"status": "open", "due": "2026-10-30", "complete": 0.2}, "A14": {"complete": 0.1, "due": "2026-09-30"},
        "A17": {"due": "2026-07-24"}, "A27": {"status": "open", "due": "2026-08-31"}, "A36": {"due": "2026-07-17", "goal": None}, "A39": {"due": "2026-07-31", "person": None},
        "A37": {"due": "2026-07-31"},
    },
    Risk: {
        "R2": {"status": "open", "likelihood": 3, "residual_likelihood": 2}, "R3": {"residual_likelihood": 2, "likelihood": 3}, "R5": {"likelihood": 3, "residual_likelihood": 2},
        "R10": {"likelihood": 2, "residual_likelihood": 2}, "R13": {"likelihood": 2}, "R20": {"likelihood": 4, "owner": OA}, "R23": {"residual_likelihood": 2, "residual_impact": 2},
    },
    Strategy: {"S2": {"stage": "developed", "goal": None}, "S3": {"stage": "accepted"}, "S5": {"stage": "communicated"}},
    Contract: {"Security operations": {"renewal": "secure"}, "Service desk": {"renewal": "secure", "comment": None}},
    Measure: {"M4": None, "M2": {"target": 208}},
    Opportunity: {"O1": {"stage": "qualified", "probability": 0.5}, "O3": {"stage": "qualified", "probability": 0.4, "expected_close": "2026-11-30"}, "O5": {"expected_close": "2026-12-18"}},
    Message: {"Dame Judith Ellery": {"next_date": "2026-09-17", "last_done": "2026-03-19"}, "Stephen Rourke": {"next_date": "2026-10-01", "last_done": "2026-06-25"}, "One record steering": {"next_date": "2026-07-22", "last_done": "2026-07-15"}, "Infrastructure": {"next_date": "2026-07-20", "last_done": "2026-07-13"}, "All clinicians": {"next_date": "2026-07-17", "last_done": "2026-07-10"}, "Hospital directors": {"next_date": "2026-07-30", "last_done": "2026-06-24"}, "Graham Thistlewood": {"next_date": "2026-07-21"}, "Management board": {"next_date": "2026-08-06", "last_done": "2026-07-06"}, "Health practice": {"next_date": "2026-07-31", "last_done": "2026-06-26"}},
}
