"""The selection's workbook: what it is saved with, and what a spreadsheet program makes of other weights and votes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from pipeline.analyse import analyse_portfolio
from pipeline.analyse.weighing import Tiers, results
from pipeline.compose import compose_portfolio
from pipeline.compose.selection_book import reckoning, selection_report
from pipeline.facts import Facts
from pipeline.render.excel_selection import draw_selection
from pipeline.settings import Settings
from pipeline.sheets.scoring import Candidate, Criterion, Score
from pipeline.workspace import SHIPPED
from tests.filled import AS_OF, PERIOD, filled
from tests.office import convert, findings, requires_office, requires_ooxml_check
from tests.selection.many import Sheets, rows

# openpyxl reads the cells and says that it can't keep the data bars' newer half.
pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported")
WORDING = SHIPPED / "templates" / "wording.en.j2"
SETTINGS = Settings(company="Halden", currency="GBP")
HEADINGS = 5  # the row of a table's headings
FIELDS = {(True, True): "invest", (True, False): "develop the fit", (False, True): "maintain",
          (False, False): "keep effort low"}  # fmt: skip


def facts_of(sheets: Sheets) -> Facts:
    """The facts of a selection."""
    return filled(sheets, period=PERIOD, as_of=AS_OF, examples=False)


def drawn(facts: Facts) -> bytes:
    """The workbook."""
    pages = compose_portfolio(analyse_portfolio(facts, SETTINGS, {}))
    return draw_selection(selection_report(pages), reckoning(pages), WORDING, pages).data


def with_weights(sheets: Sheets, weights: Iterable[float]) -> Sheets:
    """The same selection with other weights."""
    given = [{**row, "weight": weight} for row, weight in zip(sheets[Criterion], weights, strict=True)]
    return {**sheets, Criterion: given}


def ties() -> Sheets:
    """Equal candidates, one without a vote, one under 80 % of the weight, and votes that round to a half."""
    criteria = [
        {"criterion": "Size", "axis": "attractiveness", "weight": 0.5},
        {"criterion": 'The "fit"', "axis": "fit", "weight": 0.25},
        {"criterion": "Name", "axis": "fit", "weight": 0.25},
    ]
    given = {
        "b-two": (3, 4, 4), "b-one": (3, 4, 4), "lead": (5, 4, 5), "size": (4, 3, 3), "fit": (3, 4, 4),
        "half": (None, 4, 4), "nobody": (None, None, None), "low": (1, 1, 2),
    }  # fmt: skip
    names = [str(row["criterion"]) for row in criteria]
    votes = [
        {"account": account, "rater": rater, "department": department, "day": AS_OF,
         "votes": {n: max(1, v - less) for n, v in zip(names, cast, strict=True) if v is not None}}
        for account, cast in given.items()
        for rater, department, less in (("Ann", "R&D*", 0), ("Bob", "=Sales", 1), ("Cy", "=Sales", 0))
        if account != "nobody"
    ]  # fmt: skip
    return {Criterion: criteria, Candidate: [{"account": a, "name": a.title()} for a in given], Score: votes}


def expected(facts: Facts) -> list[tuple[Any, ...]]:
    """Candidate, rank, total, attractiveness, fit, tier and field by rank, as planpack works them out."""
    tiers, told = Tiers.of(SETTINGS), []
    for one in results(facts):
        means = [None if mean is None else mean / 100 for mean in (one.total, one.attractiveness, one.fit)]
        tier = "–" if one.total is None else tiers.tier(one.total)
        both = None if None in means[1:] else FIELDS[means[1] >= 3, means[2] >= 3]  # type: ignore[operator]
        told.append((one.candidate.name, one.rank, *means, tier, both or "–"))
    return [tuple("–" if cell is None else cell for cell in line) for line in told]


def ranking(path: Path) -> list[tuple[Any, ...]]:
    """The same, as the workbook's first tab of the reckoning says it."""
    sheet = openpyxl.load_workbook(path, data_only=True)["Ranking"]
    table = [row for row in sheet.iter_rows(min_row=HEADINGS + 1, values_only=True) if row[0] is not None]
    return [(row[2], row[1], *row[3:7], row[9]) for row in table]


def cells(path: Path) -> dict[tuple[str, str], Any]:
    """Every cell of a workbook."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def changed(data: Path, to: Path, weights: Iterable[float], votes: Mapping[str, int | None] = {}) -> Path:
    """A copy in which somebody typed other weights, and other votes into cells of the tab Votes."""
    book = openpyxl.load_workbook(data)
    for n, weight in enumerate(weights, HEADINGS + 1):
        book["Weights"].cell(n, 3).value = weight
    for cell, vote in votes.items():
        book["Votes"][cell].value = vote
    book.save(to)
    return to


@cache
def weighings(seed: int, count: int) -> tuple[tuple[float, ...], ...]:
    """Weights in whole percents: each alone heavy, drawn ones, and one of nothing."""
    chance = Random(seed)
    drawn_ones = tuple(tuple(chance.randint(0, 30) / 100 for _ in range(count)) for _ in range(4))
    return (*drawn_ones, tuple(0.6 if n == 0 else 0.05 for n in range(count)), (0.0,) * count)


SELECTIONS: dict[str, Sheets] = {"ties": ties(), "many": rows(40, 3), "few": rows(9, 8)}


@requires_office
@pytest.mark.parametrize("name", SELECTIONS)
def test_a_changed_weight_ranks_the_candidates_as_planpack_does(name: str, tmp_path: Path) -> None:
    sheets = SELECTIONS[name]
    original = tmp_path / "selection.xlsx"
    original.write_bytes(drawn(facts_of(sheets)))
    weighed = weighings(len(name), len(sheets[Criterion]))
    files = [changed(original, tmp_path / f"weights-{n}.xlsx", weights) for n, weights in enumerate(weighed)]
    reckoned = tmp_path / "reckoned"
    reckoned.mkdir()
    convert([original, *files], "xlsx:Calc MS Excel 2007 XML", reckoned, recalculate=True)
    assert ranking(reckoned / original.name) == ranking(original) == expected(facts_of(sheets))
    for file, weights in zip(files, weighed, strict=True):
        assert ranking(reckoned / file.name) == expected(facts_of(with_weights(sheets, weights))), weights


@requires_office
def test_every_cell_is_saved_with_the_value_that_its_formula_gives(tmp_path: Path) -> None:
    original = tmp_path / "selection.xlsx"
    original.write_bytes(drawn(facts_of(SELECTIONS["few"])))
    reckoned = tmp_path / "reckoned"
    reckoned.mkdir()
    convert([original], "xlsx:Calc MS Excel 2007 XML", reckoned, recalculate=True)
    saved, again = cells(original), cells(reckoned / original.name)
    assert set(saved) == set(again)
    for place, value in saved.items():
        due = pytest.approx(value, abs=1e-9) if isinstance(value, float) else value
        assert again[place] == due, place


@requires_office
def test_a_changed_and_an_emptied_vote_count_at_once(tmp_path: Path) -> None:
    sheets = ties()
    original = tmp_path / "selection.xlsx"
    original.write_bytes(drawn(facts_of(sheets)))
    votes = openpyxl.load_workbook(original)["Votes"]
    table = list(votes.iter_rows(min_row=HEADINGS + 1, values_only=False))
    lead = next(row for row in table if (row[1].value, row[2].value) == ("Lead", "Ann"))
    weights = [row["weight"] for row in sheets[Criterion]]
    file = changed(original, tmp_path / "votes.xlsx", weights, {lead[5].coordinate: 1, lead[6].coordinate: None})
    reckoned = tmp_path / "reckoned"
    reckoned.mkdir()
    convert([file], "xlsx:Calc MS Excel 2007 XML", reckoned, recalculate=True)
    cast = [dict(row) for row in sheets[Score]]
    for row in cast:
        if (row["account"], row["rater"]) == ("lead", "Ann"):
            row["votes"] = {"Size": 1, "Name": 5}
    assert ranking(reckoned / file.name) == expected(facts_of({**sheets, Score: cast}))


@requires_ooxml_check
def test_office_opens_it_without_a_repair(tmp_path: Path) -> None:
    for name, sheets in {**SELECTIONS, "nothing": {}, "no votes": {**ties(), Score: []}}.items():
        (tmp_path / f"{name}.xlsx").write_bytes(drawn(facts_of(sheets)))
    assert findings(sorted(tmp_path.glob("*.xlsx"))) == []


def test_the_same_bytes_are_drawn_twice() -> None:
    assert drawn(facts_of(ties())) == drawn(facts_of(ties()))


def test_nothing_that_a_person_typed_is_a_formula(tmp_path: Path) -> None:
    sheets = ties()
    sheets = {**sheets, Candidate: [{**row, "rationale": "=1+1"} for row in sheets[Candidate]]}
    path = tmp_path / "selection.xlsx"
    path.write_bytes(drawn(facts_of(sheets)))
    book = openpyxl.load_workbook(path)
    typed = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value in ("=1+1", "=Sales")]
    assert typed
    assert {cell.data_type for cell in typed} == {"s"}


def test_each_rater_has_a_tab_and_what_differs_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "selection.xlsx"
    path.write_bytes(drawn(facts_of(ties())))
    names = openpyxl.load_workbook(path).sheetnames
    assert names[:10] == [
        "Summary", "Ranking", "Weights", "Scores", "Candidates", "Departments", "Votes", "Ann", "Bob", "Cy",
    ]  # fmt: skip
    assert names[10:] == [
        "Disagreements", "Missing votes", "Stability", "Movers", "Decisions", "Definitions", "Sources",
    ]  # fmt: skip
