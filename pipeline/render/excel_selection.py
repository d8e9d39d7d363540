"""Draws the selection's workbook: a changed weight or vote gives totals, ranks, tiers and fields anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline.blocks import Label
from pipeline.figures import Figure, Line, Unit
from pipeline.phrases import ENGLISH, Phrases
from pipeline.reckoning import Ballot, Reckoning
from pipeline.render import Rendered
from pipeline.render.excel import About, Book
from pipeline.render.excel_live import NOTHING, Column, LiveTab
from pipeline.render.excel_scores import BEHIND, Scores
from pipeline.render.formats import formats
from pipeline.render.words import Printer, read_wording
from pipeline.tabs import Report
from pipeline.tags import Pages
from pipeline.theme import BODY_FONT, TINTS, Tone

HEAD = 4  # the row of a table's headings, below title and scope
RATER_TABS = 30  # of more raters the tab with all votes alone tells
NAME_LENGTH = 27  # letters of a tab's name that is a rater's, with room for a number
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
LONGEST_HEADING = 250
KEY = 1000  # a candidate's number x this + a department's number is the key of the department's means
TABS = ("ranking", "weights", "scores", "candidates", "departments", "votes")
PARTS = (
    ("account", Unit.TEXT, 18), ("industry", Unit.TEXT, 24), ("region", Unit.TEXT, 16), ("tier_today", Unit.TEXT, 12),
    ("revenue", Unit.MONEY, 13), ("potential", Unit.MONEY, 13), ("sponsor", Unit.TEXT, 20),
    ("decision", Unit.TEXT, 11), ("decided_on", Unit.DATE, 13), ("raters", Unit.COUNT, 9),
    ("rationale", Unit.TEXT, 60),
)  # fmt: skip
BEFORE_VOTES = 5  # columns of the tab with all votes: key, candidate, rater, department, date


def draw_selection(
    report: Report, reckoning: Reckoning, wording: Path, pages: Pages, phrases: Phrases = ENGLISH
) -> Rendered:
    """Draw it; what was printed is logged in order."""
    settings, as_of = pages.figures.settings, pages.figures.facts.as_of
    printer = Printer(read_wording(wording), formats(settings.locale, settings.currency, phrases.language), phrases)
    title = printer.show(report.title).text
    letter = settings.locale.endswith(("_US", "_CA"))
    about = About(title, settings.company, as_of, printer.formats.tag, letter)
    book = SelectionBook(report, reckoning, about, printer)
    return Rendered(book.bytes(), book.printed)


class SelectionBook(Book):
    """The workbook being drawn: the tabs that reckon stand before the lists."""

    def __init__(self, report: Report, reckoning: Reckoning, about: About, printer: Printer) -> None:
        super().__init__(report, about, printer.show, printer.quietly)
        self.reckoning = reckoning
        look = {"font_name": BODY_FONT, "font_size": 10, "valign": "vcenter", "bg_color": f"#{TINTS[Tone.WATCH]}"}
        self.open = {
            unit: self.book.add_format({**look, "num_format": code})
            for unit, code in ((Unit.PERCENT, "0.0%"), (Unit.RATIO, "0.00"), (Unit.SCORE, "0"))
        }

    def lead(self) -> None:
        """Draw the tabs that reckon, where there is something to reckon with."""
        if not self.reckoning.candidates or not self.reckoning.criteria:
            return
        # All tabs are there first: their formulas name each other.
        sheets = {name: self.book.add_worksheet(self._word(f"selection_tab_{name}")) for name in TABS}
        weights, tiers, fields, rules = self._weights(sheets["weights"])
        votes = self._votes(sheets["votes"])
        departments = self._departments(sheets["departments"], votes)
        candidates = self._candidates(sheets["candidates"])
        named = [*self._columns(("selection_number", Unit.COUNT, 7), ("selection_candidate", Unit.TEXT, 28))]
        behind = self._columns(*((f"selection_{key}", unit, width) for key, unit, width in BEHIND))
        columns = [*named, *self._criteria(Unit.RATIO, 13), *behind]
        table = self._tab_of(sheets["scores"], HEAD + 2, columns, len(self.reckoning.candidates), "Scores", 2)
        scores = Scores(table, self.reckoning, weights, tiers, fields, rules, departments)
        scores.write(
            self._axis("attractiveness"), self._axis("fit"), self._word("weight"), self._word("selection_axis")
        )
        self._ranking(sheets["ranking"], scores, candidates)
        self._raters(votes)

    def _columns(self, *named: tuple[str, Unit, float]) -> Iterator[Column]:
        return (Column(self._word(key), unit, width) for key, unit, width in named)

    def _criteria(self, unit: Unit, width: float) -> list[Column]:
        """A column for each criterion."""
        names = (self.say(line["criterion"]) for line in self.reckoning.criteria)
        return [Column(name[:LONGEST_HEADING], unit, width) for name in names]

    def _axis(self, axis: str) -> str:
        """Our word for an axis, as the tab of weights has it."""
        return self.say(Figure("selection.axis", axis, Unit.TEXT))

    def _tab_of(self, sheet: Any, head: int, columns: list[Column], rows: int, name: str, frozen: int) -> LiveTab:
        """A tab with its title and one table."""
        self._head(sheet, Label(f"selection_{name.lower()}_heading"))
        tab = LiveTab(sheet, head, columns, rows, self.formats, self.say, self.places.names)
        tab.begin(name)
        sheet.freeze_panes(head + 1, frozen)
        sheet.repeat_rows(head)
        self._print(sheet)
        return tab

    def _weights(self, sheet: Any) -> tuple[LiveTab, LiveTab, LiveTab, LiveTab]:
        """The criteria with their weights, which may be changed; tiers, fields and rules below them."""
        anchors = (("selection_anchor_1", Unit.TEXT, 32), ("selection_anchor_3", Unit.TEXT, 32),
                   ("selection_anchor_5", Unit.TEXT, 32))  # fmt: skip
        columns = self._columns(
            ("selection_criterion", Unit.TEXT, 36), ("selection_axis", Unit.TEXT, 15), ("weight", Unit.PERCENT, 11),
            ("selection_share", Unit.PERCENT, 13), *anchors, ("why", Unit.TEXT, 40),
        )  # fmt: skip
        criteria = self.reckoning.criteria
        tab = self._tab_of(sheet, HEAD, list(columns), len(criteria), "Weights", 1)
        total = f"SUM({tab.range(2)})"
        for i, line in enumerate(criteria):
            for j, part in (
                (0, "criterion"),
                (1, "axis"),
                (4, "anchor_1"),
                (5, "anchor_3"),
                (6, "anchor_5"),
                (7, "why"),
            ):
                tab.put(i, j, line[part])
            tab.put(i, 2, line["weight"], self.open[Unit.PERCENT])
            tab.formula(i, 3, f"IF({total}>0,{tab.at(i, 2)}/{total},{NOTHING})", line["weight_share"])
        below = HEAD + len(criteria) + 4
        tiers = self._below(sheet, below, "Tiers", ("tier", "selection_from"), len(self.reckoning.tiers))
        for i, line in enumerate(self.reckoning.tiers):
            tiers.put(i, 0, line["tier"])
            tiers.put(i, 1, line["begins"], None if line["begins"].absent else self.open[Unit.RATIO])
        below += len(self.reckoning.tiers) + 4
        heads = ("selection_field", "selection_attractiveness", "selection_fit")
        fields = self._below(sheet, below, "Fields", heads, 4)
        for i, figure in enumerate(self.reckoning.fields):
            fields.put(i, 0, figure)
            fields.put(i, 1, Label("selection_high" if i < 2 else "selection_low"))
            fields.put(i, 2, Label("selection_low" if i % 2 else "selection_high"))
        below += 8
        rules = self._below(sheet, below, "Rules", ("selection_rule", "value_now"), 2)
        for i, (name, figure) in enumerate((("midline", self.reckoning.midline), ("enough", self.reckoning.enough))):
            rules.put(i, 0, Label(f"selection_rule_{name}"))
            rules.put(i, 1, figure, self.open[figure.unit])
        return tab, tiers, fields, rules

    def _below(self, sheet: Any, head: int, name: str, heads: tuple[str, ...], rows: int) -> LiveTab:
        """A further table of the tab of weights."""
        widths = (36, 15, 11)
        units = (Unit.TEXT, Unit.RATIO if len(heads) == 2 else Unit.TEXT, Unit.TEXT)
        columns = [Column(self._word(key), unit, width) for key, unit, width in zip(heads, units, widths, strict=False)]
        tab = LiveTab(sheet, head, columns, rows, self.formats, self.say, self.places.names)
        tab.begin(name)
        return tab

    def _candidates(self, sheet: Any) -> LiveTab:
        """What is known of the candidates beside their scores."""
        first = self._columns(("selection_number", Unit.COUNT, 7), ("selection_candidate", Unit.TEXT, 28))
        more = self._columns(*((f"selection_{name}", unit, width) for name, unit, width in PARTS))
        tab = self._tab_of(sheet, HEAD, [*first, *more], len(self.reckoning.candidates), "Candidates", 2)
        for i, line in enumerate(self.reckoning.candidates):
            tab.put(i, 0, i + 1)
            tab.put(i, 1, _called(line))
            for j, (name, _, _) in enumerate(PARTS, 2):
                tab.put(i, j, line[name])
        return tab

    def _votes(self, sheet: Any) -> LiveTab:
        """The newest row of each rater on each candidate; a vote may be changed."""
        first = self._columns(
            ("selection_key", Unit.COUNT, 9), ("selection_candidate", Unit.TEXT, 28),
            ("selection_rater", Unit.TEXT, 22), ("department", Unit.TEXT, 18), ("date", Unit.DATE, 13),
        )  # fmt: skip
        last = self._columns(("selection_evidence", Unit.TEXT, 60), ("selection_confidence", Unit.TEXT, 12))
        columns = [*first, *self._criteria(Unit.SCORE, 13), *last]
        tab = self._tab_of(sheet, HEAD, columns, len(self.reckoning.ballots), "Votes", 3)
        count = len(self.reckoning.criteria)
        for i, ballot in enumerate(self.reckoning.ballots):
            tab.put(i, 0, (ballot.candidate + 1) * KEY + ballot.number)
            tab.put(i, 1, _called(self.reckoning.candidates[ballot.candidate]))
            for j, part in ((2, "voter"), (3, "group"), (4, "day"), (5 + count, "evidence"), (6 + count, "confidence")):
                tab.put(i, j, ballot.row[part])
            given = ballot.votes
            for j, line in enumerate(self.reckoning.criteria, BEFORE_VOTES):
                tab.put(i, j, given.get(str(line["criterion"].value)), self.open[Unit.SCORE])
        return tab

    def _departments(self, sheet: Any, votes: LiveTab) -> LiveTab:
        """The mean of each department's votes."""
        first = self._columns(
            ("selection_key", Unit.COUNT, 9), ("selection_number", Unit.COUNT, 7),
            ("selection_candidate", Unit.TEXT, 28), ("department", Unit.TEXT, 20),
        )  # fmt: skip
        columns = [*first, *self._criteria(Unit.RATIO, 13)]
        tab = self._tab_of(sheet, HEAD, columns, len(self.reckoning.groups), "Departments", 4)
        for i, group in enumerate(self.reckoning.groups):
            tab.put(i, 0, (group.candidate + 1) * KEY + group.number)
            tab.put(i, 1, group.candidate + 1)
            tab.put(i, 2, _called(self.reckoning.candidates[group.candidate]))
            tab.put(i, 3, group.department)
            for j, line in enumerate(self.reckoning.criteria):
                mean = f"AVERAGEIFS({votes.range(BEFORE_VOTES + j)},{votes.range(0)},{tab.at(i, 0, fixed='column')})"
                tab.formula(i, 4 + j, f"IFERROR({mean},{NOTHING})", group.means.get(str(line["criterion"].value)))
        return tab

    def _ranking(self, sheet: Any, scores: Scores, candidates: LiveTab) -> None:
        """The candidates in the order that the weights give now."""
        columns = self._columns(
            ("selection_number", Unit.COUNT, 7), ("selection_rank", Unit.COUNT, 7),
            ("selection_candidate", Unit.TEXT, 30), ("total", Unit.RATIO, 9),
            ("selection_attractiveness", Unit.RATIO, 14), ("selection_fit", Unit.RATIO, 9), ("tier", Unit.TEXT, 13),
            ("selection_tier_today", Unit.TEXT, 13), ("selection_other_tier", Unit.TEXT, 11),
            ("selection_field", Unit.TEXT, 18), ("revenue", Unit.MONEY, 13), ("selection_potential", Unit.MONEY, 13),
            ("selection_sponsor", Unit.TEXT, 20), ("selection_decision", Unit.TEXT, 12),
        )  # fmt: skip
        places = sorted(range(len(self.reckoning.order)), key=self.reckoning.order.__getitem__)
        tab = self._tab_of(sheet, HEAD, list(columns), len(places), "Ranking", 3)
        of_scores = {3: "total", 4: "attractiveness", 5: "fit", 6: "tier", 9: "field"}
        of_candidates = {7: "tier_today", 10: "revenue", 11: "potential", 12: "sponsor", 13: "decision"}
        names = [name for name, _, _ in PARTS]
        differs = self._word("yes_other_tier")
        for i, place in enumerate(places):
            line, number = self.reckoning.candidates[place], tab.at(i, 0, fixed="column")
            nth = f"ROWS({tab.at(0, 0, fixed='row column')}:{tab.at(i, 0)})"
            tab.formula(i, 0, f"MATCH({nth},{scores.cells('order')},0)", place + 1)
            tab.formula(i, 1, f"IF(ISNUMBER({tab.at(i, 3)}),{nth},{NOTHING})", line["rank"])
            tab.formula(i, 2, f"INDEX({candidates.range(1)},{number})", _called(line))
            for j, name in of_scores.items():
                tab.formula(i, j, f"INDEX({scores.cells(name)},{number})", line[name])
            for j, name in of_candidates.items():
                cell = f"INDEX({candidates.range(2 + names.index(name))},{number})"
                tab.formula(i, j, f'IF({cell}="",{NOTHING},{cell})', line[name])
            tier, today = tab.at(i, 6), tab.at(i, 7)
            known, saved = (line["tier"], line["tier_today"]), None
            if all(known) and known[0].value != known[1].value:
                saved = differs
            both = f"{tier}<>{NOTHING},{today}<>{NOTHING},{tier}<>{today}"
            tab.formula(i, 8, f'IF(AND({both}),"{differs}",{NOTHING})', saved)

    def _raters(self, votes: LiveTab) -> None:
        """A tab for each rater, which shows the votes as they stand on the tab with all of them."""
        ballots = list(enumerate(self.reckoning.ballots))
        by_rater = [list(rows) for _, rows in groupby(ballots, lambda pair: str(pair[1].row["voter"].value))]
        if len(by_rater) > RATER_TABS:
            return
        for number, rows in enumerate(by_rater, 1):
            self._rater(number, rows, votes)

    def _rater(self, number: int, rows: list[tuple[int, Ballot]], votes: LiveTab) -> None:
        """The tab of one rater."""
        name = self.say(rows[0][1].row["voter"])
        sheet = self.book.add_worksheet(self._name(name))
        self._head(sheet, rows[0][1].row["voter"])
        columns = [*votes.columns[1:2], *votes.columns[3:]]
        tab = LiveTab(sheet, HEAD, columns, len(rows), self.formats, self.say, self.places.names)
        tab.begin(f"Rater{number}")
        sheet.freeze_panes(HEAD + 1, 1)
        sheet.repeat_rows(HEAD)
        self._print(sheet)
        from_column = [1, *range(3, len(votes.columns))]
        for i, (row, ballot) in enumerate(rows):
            saved = self._saved(ballot)
            for j, column in enumerate(from_column):
                cell = votes.there(row, column)
                tab.formula(i, j, f'IF({cell}="",{NOTHING},{cell})', saved[j])

    def _saved(self, ballot: Ballot) -> list[Figure | int | None]:
        """What a rater's row says, in the order of its tab's columns."""
        given, row = ballot.votes, ballot.row
        votes = [given.get(str(line["criterion"].value)) for line in self.reckoning.criteria]
        called = _called(self.reckoning.candidates[ballot.candidate])
        return [called, row["group"], row["day"], *votes, row["evidence"], row["confidence"]]

    def _name(self, name: str) -> str:
        """A tab's name for a rater, as Excel allows it and unlike every other."""
        base = FORBIDDEN.sub(" ", name).strip()[:NAME_LENGTH].strip() or self._word("selection_rater")
        taken = {sheet.name.casefold() for sheet in self.book.worksheets()} | {"history"}
        taken |= {self._word(key).casefold() for key in ("definitions", "sources")}
        taken |= {self.say(tab.name).casefold() for tab in self.report.tabs}
        return next(
            one for one in (base, *(f"{base} {n}" for n in range(2, 2 + len(taken)))) if one.casefold() not in taken
        )


def _called(line: Line) -> Figure:
    """What a candidate is called."""
    return line["account"] if line["name"].absent else line["name"]
