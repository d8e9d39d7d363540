"""A client's workbook that was edited and saved by LibreOffice comes back like one from Excel."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from tests.accept.given import add, edited, returned, workspace
from tests.office import recalculated, requires_office

DAY = date(2026, 9, 30)


@requires_office
def test_what_libreoffice_saved_is_understood(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    changes = {
        ("Goals", "G1", "Status"): "achieved",
        ("Goals", "G1", "You agreed on"): DAY,
        ("Goals", "G2", "Your comment"): "Le café, 5 % & more",
        ("Actions", "A1", "Due"): date(2026, 11, 30),
        ("Value", "V1", "State"): "client confirmed",
        ("Value", "V1", "Confirmed by"): "Ingrid Solberg",
        ("Value", "V1", "Confirmed on"): DAY,
    }
    file = edited(place, changes)
    add(file, "Actions", {"Action": "Walk the quay together", "Due": date(2026, 12, 1), "Your owner": "Ingrid Solberg"})
    saved = recalculated(file, tmp_path)
    assert saved.read_bytes() != file.read_bytes()
    assert openpyxl.load_workbook(saved).sheetnames == openpyxl.load_workbook(file).sheetnames
    from_excel, from_office = returned(place, file), returned(place, saved)
    assert (from_office.refused, from_office.account) == ("", "acme")
    assert list(from_office.told(theirs=False)) == list(from_excel.told(theirs=False))
    assert [(draft.path, draft.now) for draft in from_office.drafts] == [(d.path, d.now) for d in from_excel.drafts]
    assert sum(len(row.edits) for row in from_office.found.rows) >= len(changes) + 3


@requires_office
def test_what_was_only_opened_and_saved_changes_nothing(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    outcome = returned(place, recalculated(edited(place, {}), tmp_path))
    assert (outcome.refused, outcome.drafts) == ("", ())
    assert outcome.found.rows == ()
    assert outcome.found.by_hand == ()
    assert outcome.found.notes == ()
