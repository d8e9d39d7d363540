"""For each code of the catalogue the smallest faulty input that gives it; `docs/problems.md` shows what each says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pipeline.cells import ExcelError, Tab, Uncalculated
from pipeline.sheets.account import Contract, Intelligence, Message, Profile, TeamMember, Whitespace
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.people import Interaction, Person, RelationshipPlan
from pipeline.sheets.performance import Feedback, Financial, Measure, Opportunity, Reading, Transaction, Value
from pipeline.sheets.risks import Risk
from pipeline.sheets.scoring import Criterion, Score
from pipeline.sheets.swot import Point
from tests.catalogue.inputs import (
    Input,
    cell,
    deadly,
    ending,
    file,
    files,
    heading,
    link,
    own_heading,
    pack,
    rows,
    slow,
    tabs,
    working,
)  # fmt: skip
from tests.check.given import OWN, tab
from tests.read.books import book

RISKS = tab(Risk, [{}])
THREE = [{"id": f"R{n}", "event": event} for n, event in enumerate(("Fire", "Flood", "Fraud"), 1)]
SURVEY = {"kind": "survey", "question": "satisfaction", "score": 4, "scale_min": 1, "scale_max": 5}

FILES: Mapping[str, Input] = {
    "file-damaged": file("risks.xlsx", lambda: book()[:-100]),
    "file-deadly": working(deadly),
    "file-slow": working(slow),
    "file-too-large": file("risks.xlsx", lambda: book({f"Tab {n}": [["x"]] for n in range(501)})),
    "file-kind": file("risks.ods", lambda: b"PK"),
    "file-link": link("risks.xlsx"),
    "file-encrypted": file("risks.xlsx", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 508),
    "file-encoding": file("transactions.csv", lambda: "Date;Product;Revenue\n2026-05-31;Fähre;5".encode("cp1252")),
    "file-lines": file("transactions.csv", lambda: b'Date;Product;Revenue\n2026-05-31;"Ticketing;5'),
    "file-copy": files(Risk, {"risks.xlsx": THREE, "risks (1).xlsx": THREE}),
    "ended": working(ending),
    "file-macros": file("risks.xlsm", book),
    "pack-passed-over": pack(b"{}"),
    "file-unused": file("contacts.csv", lambda: b"Name\nIngrid Solberg\n"),
}
TABS: Mapping[str, Input] = {
    "profile-missing": rows({Profile: []}),
    "account-id": cell(Profile.account_id, "southwind"),
    "tab-twice": tabs(Tab("plan.xlsx", "Profile", (("Account id", "northwind"), ("Name", "Northwind Lines")))),
    "headings-missing": tabs(Tab("risks.xlsx", "Risks", (("R1", "a fire"), ("R2", "a flood"))), instead_of=Risk),
    "heading-missing": heading(Risk.event, "What we fear"),
    "heading-unknown": heading(Risk.likelihood, "Likelyhood"),
    "heading-twice": heading(Risk.lesson, "Impact"),
    "heading-absent": heading(Risk.cause, "What is behind it"),
    "tab-hidden": tabs(replace(RISKS, hidden=True), instead_of=Risk),
    "tab-unknown": tabs(Tab("risks.xlsx", "Riskz", (("Id", "Event"),))),
    "tab-elsewhere": tabs(Tab("account.xlsx", "Criteria", (("Criterion", "Weight"),))),
    "rows-hidden": tabs(replace(RISKS, hidden_rows=frozenset({1})), instead_of=Risk),
    "cells-merged": tabs(replace(RISKS, merged=("C2:C3",)), instead_of=Risk),
    "cell-beside": tabs(replace(RISKS, rows=(RISKS.rows[0], (*RISKS.rows[1], None, "who?"))), instead_of=Risk),
    "vote-without-criterion": own_heading(Score, "Brand fit", 4),
}
VALUES: Mapping[str, Input] = {
    "text": cell(Risk.cause, True),
    "id": cell(Risk.id, "R 1!"),
    "number": cell(Contract.annual_value, "420 k"),
    "below-least": cell(Contract.annual_value, -420_000),
    "whole-number": cell(TeamMember.days, 12.5),
    "percent": cell(Opportunity.probability, 50),
    "scale": cell(Risk.impact, 9),
    "choice": cell(Risk.status, "Opne"),
    "date": cell(Action.due, "end of August"),
    "date-impossible": cell(Action.due, "2026-08-32"),
    "date-unclear": cell(Action.due, "07/08/2026"),
    "date-year": cell(Contract.start, "0204-04-01"),
    "quarter": cell(Financial.quarter, "Q2"),
    "excel-error": cell(Financial.cost_of_sales, ExcelError("#REF!")),
    "no-value": cell(Financial.cost_to_serve, Uncalculated("=B7/12")),
    "control-character": cell(Risk.event, "Gate readers\x07 fail"),
}
ROWS: Mapping[str, Input] = {
    "identity-empty": cell(Risk.event, None),
    "twice": rows({Risk: [{}, {"event": "Fire"}]}),
    "line-twice": files(Transaction, {"transactions-a.xlsx": [{}], "transactions-b.xlsx": [{}, {"product": "Gates"}]}),
    "reference": cell(Action.goal, "G7"),
    "reference-unclear": rows({Person: [{}, {"id": "P2"}], RelationshipPlan: [{"person": "Ingrid Solberg"}]}),
    "reference-self": cell(Value.overlaps, "V1"),
    "reports-circle": rows({Person: [{"reports_to": "P2"}, {"id": "P2", "name": "Odd Nansen", "reports_to": "P1"}]}),
    "row-repeated": rows({Intelligence: [{"so_what": "Ask for the list", OWN: None}] * 2}),
    "rows-later": cell(Interaction.day, "2026-11-03"),
    "owner-near": cell(Goal.owner, "Anna K."),
    "person-near": rows({Person: [{}, {"id": "P2", "name": "I. Solberg"}]}),
    "risk-near": rows({Risk: [{}, {"id": "R2", "event": "Gate readers fail in the summer"}]}),
}  # fmt: skip
DAYS: Mapping[str, Input] = {
    "dates-order": cell(Action.due, "2026-05-31"),
    "dates-odd": cell(Message.next_date, "2026-06-01"),
    "day-ahead": cell(Point.last_reviewed, "2026-12-04"),
    "day-far": cell(Contract.end, "2062-03-31"),
    "state-undated": cell(Action.status, "done"),
    "date-early": cell(Risk.closed_on, "2026-06-20"),
}
SENSE: Mapping[str, Input] = {
    "weights-sum": rows({Criterion: [{"weight": 0.6}, {"criterion": "Strategic fit", "axis": "fit", "weight": 0.3}]}),
    "overdue-sum": cell(Financial.overdue_more, 80_000),
    "quarter-sum": cell(Financial.revenue, 121_000),
    "response-kind": cell(Risk.response, "exploit"),
    "target-side": cell(Goal.target, 140),
    "thresholds-side": cell(Measure.red_from, 10),
    "yes-no-target": rows({Measure: [{"unit": "yes/no", "target": 100}], Reading: []}),
    "yes-no-reading": rows({Measure: [{"unit": "yes/no", "target": 1}], Reading: [{"value": 0.5}]}),
    "scale-upside-down": rows({Feedback: [{**SURVEY, "scale_min": 5, "scale_max": 1}]}),
    "score-outside": rows({Feedback: [{**SURVEY, "score": 8}]}),
    "recommend-scale": rows({Feedback: [{**SURVEY, "question": "recommend"}]}),
    "score-uncounted": rows({Feedback: [{**SURVEY, "question": None}]}),
    "residual-above": rows({Risk: [{"residual_likelihood": 4, "residual_impact": 4}]}),
    "residual-half": cell(Risk.residual_impact, None),
    "achieved-unread": cell(Goal.status, "achieved"),
    "probability-stage": rows({Opportunity: [{"stage": "won", "closed_on": date(2026, 9, 4)}]}),
    "ours-without-revenue": cell(Whitespace.status, "ours"),
    "amount-negative": cell(Financial.cost_to_serve, -14_000),
    "share-without-effect": cell(Goal.whose, "ours"),
}
FAULTY: Mapping[str, Input] = {**FILES, **TABS, **VALUES, **ROWS, **DAYS, **SENSE}
