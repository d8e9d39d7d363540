"""French says all that English says: every label, finding, template word and word of a closed list."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.columns import Component
from pipeline.design.words import languages, read_words
from pipeline.figures import Unit
from pipeline.kinds import Choice, Choices, Scale
from pipeline.phrases import read_phrases
from pipeline.problems import PipelineError
from pipeline.render.formats import formats
from pipeline.render.words import Printer, read_wording
from pipeline.sheets import ACCOUNT

TEMPLATES = Path(__file__).parents[2] / "templates"
ENGLISH = Printer(read_wording(TEMPLATES / "wording.en.j2"), formats("en_GB", "GBP"))
PHRASES = read_phrases(TEMPLATES / "phrases.fr.toml", "fr")
FRENCH = Printer(read_wording(TEMPLATES / "wording.fr.j2"), formats("fr_FR", "EUR"), PHRASES)
# Labels that are the same word in both languages.
SAME = {
    "actions_title", "band_none", "bridge_base", "bridge_total", "date", "impact", "nps", "point", "source", "sources",
    "tab_actions", "topic_actions", "topic_finance", "topic_swot", "type", "total", "index_files", "quadrant",
    "question",
    "initiative", "influence", "plan", "practice_communication", "tab_programme", "due_kind_action", "due_kind_contact",
    "programme_questions", "selection_tab_votes", "selection_total",
    *(f"{scale}_{n}" for scale in ("likelihood", "impact") for n in range(1, 6)),
}  # fmt: skip


def closed_words() -> set[str]:
    """The words of all closed lists of an account's sheets, of units and of components."""
    found = {unit.value for unit in Unit} | {component.value for component in Component}
    for sheet in ACCOUNT:
        for column in sheet.columns:
            kind = column.kind
            if isinstance(kind, Choice | Choices):
                found |= set(kind.words)
            elif isinstance(kind, Scale):
                found |= set(kind.anchors)
    return found


def test_every_label_is_said_in_french() -> None:
    missing = sorted(set(ENGLISH._labels) - set(FRENCH._labels))
    assert not missing, f"wording.fr.j2 lacks the labels {', '.join(missing)}"


def test_no_label_is_left_in_english() -> None:
    left = sorted(k for k, text in FRENCH._labels.items() if text == ENGLISH._labels.get(k) and k not in SAME)
    assert left == []


def test_every_finding_is_said_in_french_of_the_same_figures() -> None:
    missing = sorted(set(ENGLISH._macros) - set(FRENCH._macros))
    assert not missing, f"wording.fr.j2 lacks the macros {', '.join(missing)}"
    other = [name for name, one in ENGLISH._macros.items() if one.arguments != FRENCH._macros[name].arguments]
    assert not other, f"of other figures in French: {', '.join(other)}"


def test_french_has_nothing_that_english_lacks() -> None:
    assert sorted((set(FRENCH._labels) - set(ENGLISH._labels)) | (set(FRENCH._macros) - set(ENGLISH._macros))) == []


@pytest.mark.parametrize("language", languages())
def test_templates_have_the_same_words_in_every_language(language: str) -> None:
    assert set(read_words(language).texts) == set(read_words("en").texts)


def test_the_words_of_templates_hold_the_same_tags_in_french() -> None:
    import re

    tag = re.compile(r"\{[{%].*?[%}]\}")
    english, french = read_words("en").texts, read_words("fr").texts
    assert [key for key in english if sorted(tag.findall(english[key])) != sorted(tag.findall(french[key]))] == []


def test_every_word_of_a_closed_list_has_a_french_line() -> None:
    missing = sorted(closed_words() - set(PHRASES.texts))
    assert not missing, f"phrases.fr.toml lacks {', '.join(missing)}"


def test_a_language_without_words_is_told() -> None:
    with pytest.raises(PipelineError, match="there are words in en, fr"):
        read_words("xx")


def test_a_phrase_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "phrases.fr.toml"
    path.write_text('[words]\n"yes" = 1\n', encoding="utf-8")
    with pytest.raises(PipelineError, match="words is no table of phrases"):
        read_phrases(path, "fr")


def test_no_phrase_stands_in_two_tables_with_other_words() -> None:
    tables = tomllib.loads((TEMPLATES / "phrases.fr.toml").read_text(encoding="utf-8"))
    assert len(PHRASES.texts) == sum(len(table) for table in tables.values())
