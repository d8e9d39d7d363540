"""Tells what a wording file lacks of the words that documents say, by the language its name says it is for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.problems import PipelineError
from pipeline.render.formats import formats, is_language
from pipeline.render.words import Printer, read_wording


def lacking(path: Path, model: Path, currency: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a wording file beside `model`, the shipped English one, and what to do about it.

    Raise `PipelineError` where it can't be read at all.
    """
    language = language_of(path)
    if not is_language(language):
        yield f"{language} is no language", f"name it after one, such as {_named(path, 'de')}"
        return
    said = formats(language, currency, language)
    own, ours = Printer(read_wording(path), said), Printer(read_wording(model), said)
    for label in sorted(ours.labels - own.labels):
        yield f"there is no label {label}", f"copy it from {model.name} and put it into words"
    for name, arguments in ours.macros.items():
        if name not in own.macros:
            yield f"there is no macro {name}", f"copy it from {model.name} and put it into words"
        elif unheard := [one for one in arguments if one not in own.macros[name]]:
            yield f"the macro {name} is not told of {', '.join(unheard)}", f"let it take ({', '.join(arguments)})"


def language_of(path: Path) -> str:
    """The code of the language that a wording file is for: fr of wording.fr.j2."""
    return path.stem.rpartition(".")[2]


def model_of(path: Path) -> str:
    """The name of the English file of the same kind: wording.client.en.j2 of wording.client.fr.j2."""
    return _named(path, "en")


def _named(path: Path, language: str) -> str:
    """A wording file's name in another language."""
    kind = path.stem.rpartition(".")[0]
    if not kind:
        raise PipelineError(f"{path.name}: the name of a wording file ends with its language, as wording.en.j2 does")
    return f"{kind}.{language}{path.suffix}"
