"""Hands on the text of figures, labels and findings, and the log of what was printed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateSyntaxError, Undefined, pass_context
from jinja2.runtime import Context, Macro

from pipeline.blocks import Finding, Label, Words
from pipeline.figures import INTERNAL, Figure
from pipeline.phrases import ENGLISH, Phrases
from pipeline.printed import NUMBER, UNNAMED, WORDS, with_own_words
from pipeline.problems import PipelineError
from pipeline.render.filters import FILTERS, PRINTER, Shown
from pipeline.render.formats import Formats
from pipeline.render.sandbox import (
    BUDGET,
    EXPRESSION_ERRORS,
    MOST_STEPS,
    Budget,
    Sandbox,
    TooMuch,
    count_steps,
    line_of,
    refused,
    why,
)

NOT_GIVEN = "–"
# Reasons that have words of their own -> label.
ABSENT = {"to confirm": "to_confirm", "internal": "internal", "n/m": "not_meaningful"}
_COMPOSED = (Figure, Label, Finding)
_SPACE = re.compile(r"[ \t\r\n]+")


@pass_context
def _print_plain(context: Context, value: Any) -> str:
    printer: Printer = context[PRINTER]
    return printer.print(value)


ENVIRONMENT = Sandbox(FILTERS, _print_plain, trim_blocks=True, lstrip_blocks=True)


@dataclass(frozen=True)
class Wording:
    """A wording file, compiled: `labels`, and a macro a finding."""

    name: str
    template: Template


_read: dict[Path, tuple[bytes, Wording]] = {}


def read_wording(path: Path) -> Wording:
    """Read and compile a wording file, once for each content; raise `PipelineError` with the line that is wrong."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PipelineError(f"the wording file {path.name} can't be read: {why(error)}") from error
    digest = hashlib.sha256(data).digest()
    known = _read.get(path)
    if known is None or known[0] != digest:
        known = _read[path] = (digest, compile_wording(text, path.name))
    return known[1]


def compile_wording(text: str, name: str) -> Wording:
    """Compile the text of a wording file."""
    try:
        tree = ENVIRONMENT.parse(text, name, name)
        faults = refused(tree)
        count_steps(tree)
        template = Template.from_code(ENVIRONMENT, ENVIRONMENT.compile(tree), {})
    except TemplateSyntaxError as error:
        raise PipelineError(f"{name}, line {error.lineno}: {why(error)}") from None
    if faults:
        raise PipelineError(f"{name}, line {faults[0][0]}: {faults[0][1]}")
    return Wording(name, template)


class Printer:
    """Prints what one document says, in the order it is said.

    `printed` holds each figure's name with its text, and the numbers of our own words; `told` what its page had no room
    for, by place. A text is plain: whoever puts it into XML escapes it. `instead` names macros that this document uses
    in place of others; one `for_client` refuses to say that something is internal.
    """

    def __init__(
        self,
        wording: Wording,
        formats: Formats,
        phrases: Phrases = ENGLISH,
        instead: Mapping[str, str] | None = None,
        *,
        for_client: bool = False,
    ) -> None:
        self.wording, self.formats, self.phrases = wording, formats, phrases
        self._instead, self.for_client = instead or {}, for_client
        self.printed: list[tuple[str, str]] = []
        self.told: list[str] = []
        self._in_sentence = False
        # By identity: a table is measured before it is said, a finding stands in a title, in notes and as alt text.
        self._shown: dict[int, tuple[Figure | Label | Finding, Shown]] = {}
        self._translates = bool(phrases.texts or phrases.patterns)
        self._budget = Budget()
        module = wording.template.make_module({PRINTER: self, BUDGET: self._budget})
        labels = getattr(module, "labels", None)
        if not isinstance(labels, Mapping):
            raise PipelineError(
                f"the wording file {wording.name} has no labels: begin it with {{% set labels = ... %}}"
            )
        self._labels: Mapping[str, str] = labels
        self._macros = {name: value for name, value in vars(module).items() if isinstance(value, Macro)}

    def print(self, value: Any) -> str:
        """The text of a figure, label, finding or filtered value, logged as printed."""
        if isinstance(value, str):
            text = self.phrases(value)
            if not self._in_sentence and NUMBER.search(text):
                self.printed.append((WORDS, text))
            return text
        shown = self.show(value)
        self.printed += shown.log
        return shown.text

    def log(self, entries: Iterable[tuple[str, str]]) -> None:
        """Log what was shown as printed."""
        self.printed += entries

    def read(self, words: Words) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The text of composed words with its log entries, not logged yet; who reads it keeps it."""
        if isinstance(words, Label):
            text = self.label(words.key)
            return text, with_own_words(text, ())
        shown = self._make(words)
        return shown.text, shown.log

    def quietly(self, value: Figure | Label | Finding) -> str:
        """The text alone, neither logged nor kept: of tables with very many lines."""
        if isinstance(value, Figure):
            return self.text_of(value)
        return self.label(value.key) if isinstance(value, Label) else self._finding(value).text

    def show(self, value: Any) -> Shown:
        """The text of a value with its log entries, not logged yet."""
        known = self._shown.get(id(value))
        if known is not None:
            return known[1]
        if isinstance(value, _COMPOSED):
            shown = self._make(value)
            self._shown[id(value)] = (value, shown)
            return shown
        if isinstance(value, Shown):
            return value
        if isinstance(value, str):
            return Shown(self.phrases(value))
        if isinstance(value, bool):
            return Shown(self.phrases("yes" if value else "no"))
        if isinstance(value, int | float):
            text = self.formats.trimmed(value, 2)
            return Shown(text, ((UNNAMED, text),))
        if isinstance(value, date):
            text = self.formats.day(value)
            return Shown(text, ((UNNAMED, text),))
        if isinstance(value, Undefined):
            return Shown(str(value))  # which raises, and says what is not there
        raise PipelineError(f"{self.wording.name}: a {type(value).__name__} can't be printed as words")

    def _make(self, value: Figure | Label | Finding) -> Shown:
        """The text of what composing hands over."""
        if isinstance(value, Figure):
            text = self.text_of(value)
            return Shown(text, ((value.name, text),))
        if isinstance(value, Label):
            text = self.label(value.key)
            return Shown(text, with_own_words(text, ()))
        return self._finding(value)

    @property
    def labels(self) -> set[str]:
        """The keys of the labels."""
        return set(self._labels)

    @property
    def macros(self) -> dict[str, tuple[str, ...]]:
        """The names of the findings' macros, each with what it is told of."""
        return {name: tuple(macro.arguments) for name, macro in self._macros.items()}

    def label(self, key: str) -> str:
        """Our word under a key; raise `PipelineError` with the nearest key where there is none."""
        try:
            return self._labels[key]
        except KeyError:
            raise PipelineError(
                f"the wording file {self.wording.name} has no label {key}{_nearest(key, self._labels)}"
            ) from None

    def text_of(self, figure: Figure) -> str:
        """The text of a figure, or what stands in the place of an absent one."""
        value = figure.value
        if type(value) is str and not self._translates:
            return value
        return self._absent(figure) if value is None else self._given(figure)

    def _given(self, figure: Figure) -> str:
        """The text of a figure that is there; a word of a closed list in the documents' language."""
        if isinstance(figure.value, str):
            # A formula holds numbers of the settings; a cell's own text is never taken for a phrase with an open part.
            return self.phrases(figure.value) if figure.name.endswith(".formula") else self._words(figure.value)
        if isinstance(figure.value, bool):
            return self.phrases("yes" if figure.value else "no")
        return self.formats.figure(figure)

    def _words(self, text: str) -> str:
        """A text, or the words of a closed list between `; `, in the documents' language where all of them have one."""
        several = text.split("; ")
        if len(several) > 1 and all(word in self.phrases.texts for word in several):
            return "; ".join(self.phrases.word(word) for word in several)
        return self.phrases.word(text)

    def _absent(self, figure: Figure) -> str:
        """What stands in the place of an absent figure; raise `ValueError` for one that no client may ask for."""
        if self.for_client and figure.reason == INTERNAL:
            raise ValueError(f"{figure.name} is internal: no client may see it")
        key = ABSENT.get(figure.reason)
        return self.label(key) if key else NOT_GIVEN

    def _finding(self, finding: Finding) -> Shown:
        """Run a finding's macro; what it prints is logged with it."""
        macro = self._macros.get(self._instead.get(finding.macro, finding.macro))
        if macro is None:
            near = _nearest(finding.macro, self._macros)
            raise PipelineError(f"the wording file {self.wording.name} has no macro {finding.macro}{near}")
        outer, self.printed = self.printed, []
        inside, self._in_sentence = self._in_sentence, True
        self._budget.steps = MOST_STEPS
        try:
            text = macro(**finding.figures)
            log = tuple(self.printed)
        except (*EXPRESSION_ERRORS, TooMuch) as error:
            line = line_of(error, self.wording.template)
            where = f"{self.wording.name}, line {line}" if line else self.wording.name
            raise PipelineError(f"{where}: the macro {finding.macro} stopped: {why(error)}") from error
        finally:
            self.printed, self._in_sentence = outer, inside
        text = _SPACE.sub(" ", text).strip(" ")
        return Shown(text, with_own_words(text, log))


def _nearest(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""
