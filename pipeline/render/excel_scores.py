"""Writes the tab on which totals, tiers and ranks are reckoned from the departments' means and the weights."""

from __future__ import annotations

from xlsxwriter.utility import xl_range, xl_range_abs

from pipeline.figures import Figure, Line, Unit
from pipeline.reckoning import Reckoning
from pipeline.render.excel_live import NOTHING, LiveTab

NUMBER, NAME, FIRST = 0, 1, 2  # columns: number, candidate, and the first criterion
# Columns behind the criteria: what, unit, width.
BEHIND = (
    ("known", Unit.PERCENT, 11), ("total", Unit.RATIO, 9), ("attractiveness", Unit.RATIO, 14), ("fit", Unit.RATIO, 9),
    ("tier", Unit.TEXT, 13), ("field", Unit.TEXT, 18), ("sort", Unit.COUNT, 11), ("order", Unit.COUNT, 9),
)  # fmt: skip
NONE = -1  # what a candidate without a total is sorted by
STEP = 1000  # a total in hundredths x this + attractiveness in hundredths is what a candidate is sorted by
EXACT = 10  # decimals that a sum of binary fractions is taken to be right to, before it is rounded to two


class Scores:
    """The tab being written; scores of criteria stand in columns, weights and axes above them."""

    def __init__(
        self,
        tab: LiveTab,
        reckoning: Reckoning,
        weights: LiveTab,
        tiers: LiveTab,
        fields: LiveTab,
        rules: LiveTab,
        departments: LiveTab,
    ) -> None:
        self.tab, self.reckoning = tab, reckoning
        self.weights, self.tiers, self.fields, self.rules, self.departments = (
            weights, tiers, fields, rules, departments,
        )  # fmt: skip
        count = len(reckoning.criteria)
        self.columns = {name: FIRST + count + n for n, (name, _, _) in enumerate(BEHIND)}
        self.last = FIRST + count - 1
        above = tab.head - 2
        self.weight = xl_range_abs(above, FIRST, above, self.last)
        self.axis = xl_range_abs(above + 1, FIRST, above + 1, self.last)

    def cells(self, name: str) -> str:
        """All cells of a column behind the criteria, as other tabs write it."""
        return self.tab.range(self.columns[name])

    def write(self, attractiveness: str, fit: str, weight: str, axis: str) -> None:
        """Write all rows; the words are those of the axes, and what stands before weights and axes."""
        sheet, forms, above = self.tab.sheet, self.tab.formats, self.tab.head - 2
        sheet.write_string(above, NAME, weight, forms.label)
        sheet.write_string(above + 1, NAME, axis, forms.label)
        for j, line in enumerate(self.reckoning.criteria):
            given = line["weight"].value
            link, axis_link = self.weights.there(j, 2), self.weights.there(j, 1)
            sheet.write_formula(above, FIRST + j, f"={link}", forms.unit(Unit.PERCENT), 0 if given is None else given)
            sheet.write_formula(
                above + 1, FIRST + j, f"={axis_link}", forms.unit(Unit.TEXT), self.tab.say(line["axis"])
            )
        for i, line in enumerate(self.reckoning.candidates):
            self._row(i, line, attractiveness, fit)

    def _row(self, i: int, line: Line, attractiveness: str, fit: str) -> None:
        tab, at = self.tab, {name: self.tab.at(i, column) for name, column in self.columns.items()}
        tab.put(i, NUMBER, i + 1)
        tab.put(i, NAME, line["account"] if line["name"].absent else line["name"])
        number = self.departments.range(1)
        for j, criterion in enumerate(self.reckoning.criteria):
            mean = f"AVERAGEIFS({self.departments.range(4 + j)},{number},{tab.at(i, NUMBER, fixed='column')})"
            saved = self.reckoning.scores[i].get(str(criterion["criterion"].value))
            tab.formula(i, FIRST + j, f"IFERROR({mean},{NOTHING})", saved)
        row = tab.head + 1 + i
        scored = xl_range(row, FIRST, row, self.last)
        voted = f"SUMPRODUCT(--ISNUMBER({scored}),{self.weight})"
        known = f"IF(SUM({self.weight})>0,ROUND({voted}/SUM({self.weight}),{EXACT}),{NOTHING})"
        self._write(i, "known", known, line["known"])
        enough = f"AND(ISNUMBER({at['known']}),N({at['known']})>={self.rules.there(1, 1)},{voted}>0)"
        self._write(
            i,
            "total",
            f"IF({enough},{_rounded(f'SUMPRODUCT({self.weight},{scored})/{voted}')},{NOTHING})",
            line["total"],
        )
        for name, word in (("attractiveness", attractiveness), ("fit", fit)):
            own = f'({self.axis}="{_quoted(word)}")'
            weight = f"SUMPRODUCT({own}*ISNUMBER({scored})*{self.weight})"
            mean = _rounded(f"SUMPRODUCT({own}*{self.weight},{scored})/{weight}")
            self._write(i, name, f"IF({weight}>0,{mean},{NOTHING})", line[name])
        self._write(i, "tier", self._tier(at["total"]), line["tier"])
        self._write(i, "field", self._field(at["attractiveness"], at["fit"]), line["field"])
        attractive = f"IF(ISNUMBER({at['attractiveness']}),ROUND({at['attractiveness']}*100,0),0)"
        sort = f"IF(ISNUMBER({at['total']}),ROUND({at['total']}*100,0)*{STEP}+{attractive},{NONE})"
        self._write(i, "sort", sort, _sorted_by(line))
        column = self.columns["sort"]
        first, here = tab.at(0, column, fixed="row column"), tab.at(i, column)
        whole = f"{first}:{tab.at(tab.rows - 1, column, fixed='row column')}"
        order = f'COUNTIF({whole},">"&{here})+COUNTIF({first}:{here},{here})'
        self._write(i, "order", order, self.reckoning.order[i])

    def _write(self, row: int, name: str, formula: str, figure: Figure | int) -> None:
        self.tab.formula(row, self.columns[name], formula, figure)

    def _tier(self, total: str) -> str:
        """The first tier whose total is reached; the last has none to reach."""
        *upper, last = range(len(self.reckoning.tiers))
        found = self.tiers.there(last, 0)
        for n in reversed(upper):
            found = f"IF({total}>={self.tiers.there(n, 1)},{self.tiers.there(n, 0)},{found})"
        return f"IF(ISNUMBER({total}),{found},{NOTHING})"

    def _field(self, attractiveness: str, fit: str) -> str:
        """The field of the grid."""
        midline = self.rules.there(0, 1)
        both, attractive, fitting, neither = (self.fields.there(n, 0) for n in range(4))
        high = f"IF({fit}>={midline},{both},{attractive})"
        low = f"IF({fit}>={midline},{fitting},{neither})"
        return f"IF(COUNT({attractiveness},{fit})=2,IF({attractiveness}>={midline},{high},{low}),{NOTHING})"


def _rounded(mean: str) -> str:
    """A mean of two decimals, half up, whatever binary fractions make of it."""
    return f"ROUND(ROUND({mean},{EXACT}),2)"


def _sorted_by(line: Line) -> int:
    """What a candidate is sorted by, as its formula reckons it."""
    if line["total"].absent:
        return NONE
    attractive = 0 if line["attractiveness"].absent else round(line["attractiveness"].number * 100)
    return round(line["total"].number * 100) * STEP + attractive


def _quoted(text: str) -> str:
    """A text within the quotation marks of a formula."""
    return text.replace('"', '""')
