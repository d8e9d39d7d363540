"""Mapping files: every word is known by the example, and a wrong one is named with its line and what was meant."""

from __future__ import annotations

import re

import pytest

from pipeline.problems import PipelineError
from pipeline.sheets.performance import Opportunity
from pipeline.take_in import EXAMPLE
from pipeline.take_in.mapping import COLUMN_WORDS, WORDS, load


def test_the_example_names_every_word_and_can_be_read() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    for word in (*WORDS, *COLUMN_WORDS):
        assert f"{word} = " in text or f"[{word}" in text or f"  {word}  " in text or f"{word}," in text, word
    mapped = load("example.toml", text.encode(), Opportunity)
    assert mapped.columns["Probability"].times == 0.01
    uncommented = re.sub(r"^# (?=[a-z_]+ = [\"\[])", "", text, flags=re.MULTILINE)
    assert load("example.toml", uncommented.encode(), Opportunity).sum_by == ("Quarter",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colums = 1", "map.toml, line 1: colums is no word of a mapping; did you mean columns?"),
        ("\n[columns]\nOportunity = 'x'", "map.toml, line 3: Opportunities has no column Oportunity; did you mean"),
        ("[columns]\n\nZebra = 'x'", "map.toml, line 3: Opportunities has no column Zebra; columns of your own"),
        ("[columns]\nValue = 5", "map.toml, line 2: Value is a heading of the export in quotes, or a table such as"),
        ("[columns]\nValue = { form = 'x' }", "map.toml, line 2: form is no word of a mapping of a column; did you"),
        ("[columns.Value]\nfrom = 'x'\ntimes = 'two'", "map.toml, line 3: times is the number that values"),
        ("[columns.Value]\nfrom = 'x'\nfixed = 3", "map.toml, line 1: Value has either from"),
        ("[columns]\nStage = { from = 'x', words = ['a'] }", "map.toml, line 2: words is a table of the export's"),
        ("dates = 'tt.mm.jjjj'", "map.toml, line 1: dates is how dates are written; tt in tt.mm.jjjj means nothing"),
        ("decimal = ';'", 'map.toml, line 1: decimal is one of "," "."'),
        ("encoding = 'klingon'", "map.toml, line 1: encoding is a way of writing letters"),
        ("key = 5", "map.toml, line 1: key is words in quotes, or a list of them"),
        ("only = 5", "map.toml, line 1: only is a table of the export's headings with values"),
        ("key = ", "map.toml can't be read: Invalid value (at end of document)"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(PipelineError) as refused:
        load("map.toml", text.encode(), Opportunity)
    assert str(refused.value).startswith(said)
