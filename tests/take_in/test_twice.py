"""Importing the same export twice writes nothing the second time, whatever stood in the sheet and in the export."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.sheets.performance import Opportunity
from tests.take_in.given import export, fill, imported, order, rows, workspace

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=20).filter(
    lambda text: text.strip()
)
KEYS = st.text("abcABC0123-=@", min_size=1, max_size=6)
ROWS = st.fixed_dictionaries(
    {"Deal": WORDS, "Next step": st.just("") | WORDS},
    optional={
        "Value": st.floats(0, 1e9).map(lambda value: repr(round(value, 2))) | st.just(""),
        "Expected close": st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(str) | st.just(""),
        "Stage": st.sampled_from(["identified", "Qualified", "PROPOSED", ""]),
        "Probability": st.sampled_from(["5 %", "0.25", "100%", ""]),
        "Owner": st.sampled_from(["Anna Keller; Jonas Weber", "Zoë", ""]),
    },
)
EXPORTS = st.dictionaries(KEYS, ROWS, min_size=1, max_size=6)
MAPPING = 'key = "Key"\ndecimal = "."\n[columns]\nOpportunity = "Deal"\n[own]\n"What is next" = "Next step"\n'


def text(deals: dict[str, dict[str, str]], separator: str) -> str:
    """An export as its system writes it."""
    headings = ["Key", *dict.fromkeys(heading for row in deals.values() for heading in row)]
    out = StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows(
        [headings, *([key, *(row.get(heading, "") for heading in headings[1:])] for key, row in deals.items())]
    )
    return out.getvalue()


@settings(max_examples=10)
@given(first=EXPORTS, second=EXPORTS, separator=st.sampled_from(",;\t|"), by_hand=st.integers(0, 2))
def test_a_second_import_writes_nothing(
    first: dict[str, dict[str, str]], second: dict[str, dict[str, str]], separator: str, by_hand: int
) -> None:
    with TemporaryDirectory() as folder:
        place = workspace(Path(folder))
        kept = [
            dict(Opportunity.examples()) | {"id": f"O{n}", "opportunity": f"By hand {n}"} for n in range(7, 7 + by_hand)
        ]
        path = fill(place, {Opportunity: kept})
        for deals in (first, second, {**first, **second}):
            source = export(place, "crm.csv", text(deals, separator))
            mapping = f"separator = {separator!r}\n".replace("'", '"') + MAPPING
            imported(order(place, source, "Opportunities", mapping), yes=True)
            again = imported(order(place, source, "Opportunities", mapping))
            assert (again.drafts, again.plan.changed, again.plan.added) == ((), (), ())
            assert again.plan.equal == len(deals)
        found = [row for row in rows(path, "Opportunities") if "Key" in row]
        assert [row["Key"] for row in found] == list(dict.fromkeys([*first, *second]))
        assert len({row["Id"] for row in rows(path, "Opportunities")}) == len(rows(path, "Opportunities"))
        assert [row["Opportunity"] for row in rows(path, "Opportunities")[:by_hand]] == [
            row["opportunity"] for row in kept
        ]
