"""What the client reads: each wording file has a word for all that its documents can say, in every language."""

from __future__ import annotations

import re

import pytest

from pipeline.analyse import analyse_for_client
from pipeline.blocks import Block, Finding, Words
from pipeline.client_actions import PARTS
from pipeline.compose import client_composed, compose_for_client
from pipeline.documents import DOCUMENTS
from pipeline.facts import Facts
from pipeline.flows.client import client_vocabulary
from pipeline.phrases import read_phrases
from pipeline.render.formats import formats
from pipeline.render.said import more
from pipeline.render.words import Printer, read_wording
from pipeline.restrict import restrict
from pipeline.settings import Settings
from pipeline.tags import TagKind
from pipeline.workspace import SHIPPED
from tests.compose.speaking import words_of
from tests.generated import generated

TEMPLATES = SHIPPED / "templates"
LANGUAGES = ("en", "fr")
SEEDS = range(40)
# What no document for the client may say: of ratings, health, margins, competitors and verdicts.
INTERNAL = re.compile(
    r"health|score|margin|profit|competitor|on track|off track|watch|verdict|internal|stale|gap|planpack|\.xlsx", re.I
)
# Labels that are the same word in both languages.
SAME = {
    "actions", "actions_activity", "about_code", "value_initiative", "goals_id", "actions_id", "measures_id",
    "value_id", "not_meaningful", "internal", "word_satisfaction", "word_service", "word_innovation", "word_adoption",
}  # fmt: skip


def printer(language: str) -> Printer:
    """A printer of a client's wording."""
    say = formats({"en": "en_GB", "fr": "fr_FR"}[language], "EUR", language)
    phrases = read_phrases(TEMPLATES / f"phrases.{language}.toml", language)
    return Printer(read_wording(TEMPLATES / f"wording.client.{language}.j2"), say, phrases)


def said(facts: Facts) -> list[Words]:
    """All words of all blocks and sentences of a client's documents."""
    pages = compose_for_client(analyse_for_client(restrict(facts), Settings()))
    return [words for one in client_composed() for words in words_of(pages[one.tag.name])]  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_can_be_said_has_words(language: str) -> None:
    for seed in SEEDS:
        speaker = printer(language)
        texts = [speaker.show(words).text for words in said(generated(seed).facts)]
        assert not [text for text in texts if "  " in text or "None" in text or "{{" in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_account_of_which_nothing_is_shared_has_words_for_that(language: str) -> None:
    empty = Facts("acme", generated(1).period, generated(1).as_of)
    texts = [printer(language).show(words).text for words in said(empty)]
    assert all(texts)


def test_our_own_words_for_the_client_name_nothing_internal() -> None:
    english = printer("en")
    ours = (text for key, text in english._labels.items() if not key.startswith("word_"))  # those are the sheets' own
    assert [text for text in ours if INTERNAL.search(text)] == []
    source = (TEMPLATES / "wording.client.en.j2").read_text(encoding="utf-8")
    assert INTERNAL.findall(source.partition("{# client #}")[2]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_that_rendering_needs_are_there(language: str) -> None:
    speaker = printer(language)
    for document in DOCUMENTS:
        if document.for_client and document.template:
            assert speaker.label(f"document_{document.name}")
    for what in ("rows", "points", "people", "in_cell"):
        assert speaker.show(more(what, 2)).text
    assert speaker.show(Finding("more_in_annex", {"rest": more("rows", 3).figures["count"]})).text
    for part in PARTS:
        assert all(speaker.label(f"{part.topic}_{column.name}") for column in part.columns)


def test_french_says_the_same_of_the_same_figures() -> None:
    english, french = printer("en"), printer("fr")
    assert set(english._labels) == set(french._labels)
    assert {n: m.arguments for n, m in english._macros.items()} == {n: m.arguments for n, m in french._macros.items()}
    left = [key for key, text in french._labels.items() if text == english._labels[key] and key not in SAME]
    assert left == []


def test_every_block_and_sentence_of_the_topic_client_may_be_used_by_a_client_s_template_alone() -> None:
    tags = client_vocabulary()
    for one in client_composed():
        assert tags[one.tag.name].refused == ""
        assert one.tag.name.startswith("client.")
    others = [
        t for t in tags.values() if t.kind in (TagKind.BLOCK, TagKind.FINDING) and not t.name.startswith("client.")
    ]
    assert others
    assert all(tag.refused for tag in others)


def test_no_block_has_a_tone() -> None:
    """No verdict and no colour stands beside what people did."""
    for seed in SEEDS:
        pages = compose_for_client(analyse_for_client(restrict(generated(seed).facts), Settings()))
        blocks = [pages[one.tag.name] for one in client_composed() if isinstance(pages[one.tag.name], Block)]
        for made in blocks:
            entries = [entry for row in getattr(made, "rows", ()) for entry in row]
            assert not [entry for entry in entries if entry.tone]
            assert not [tile for tile in getattr(made, "tiles", ()) if tile.tone]
