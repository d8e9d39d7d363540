"""From templates to what their owner should mend: wrong tags, which stop a pack, and what a reader would see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.design import CHEAT_SHEET
from pipeline.documents import is_for_client, is_of_portfolio
from pipeline.flows.client import client_vocabulary
from pipeline.flows.pack import vocabulary
from pipeline.flows.portfolio import portfolio_vocabulary
from pipeline.flows.tags import drawn_by_portfolio_tag, drawn_by_tag
from pipeline.flows.templates import example_tags, example_tags_of_portfolio
from pipeline.problems import PipelineError, Place, Problem
from pipeline.publish import publish_file
from pipeline.render.compile import WrongTemplate, compile_template
from pipeline.render.lacking import lacking, model_of
from pipeline.tag_list import ToldTag
from pipeline.tags import Tag
from pipeline.template_check import Advice, look, marked
from pipeline.workspace import SHIPPED, Workspace

ENDINGS = (".docx", ".pptx")
WORDING = ".j2"
WORDINGS = "wording.*.j2"
UNREADABLE = "file"  # the code of a file that is no template at all


@dataclass(frozen=True)
class Checked:
    """A template: what stops a pack (`wrong`), what is to be mended (`advice`), and its marked copy if one was made."""

    name: str
    wrong: tuple[Problem, ...] = ()
    advice: tuple[Advice, ...] = ()
    copy: Path | None = None

    def lines(self) -> Iterator[str]:
        """Each fault in a sentence, in the order of the file."""
        for problem in self.wrong:
            yield told(problem)
        yield from map(str, self.advice)

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        listed = [("error", one) for one in self.wrong] + [("warning", one) for one in self.advice]
        return {
            "template": self.name,
            "faults": [
                {"severity": severity, "place": one.place.sheet, "found": one.found, "mend": one.mend, "code": one.code}
                for severity, one in listed
            ],
            "copy": str(self.copy) if self.copy else None,
        }


def with_parts(
    tags: Mapping[str, Tag], told: Iterable[ToldTag] | None = None, *, client: bool = False
) -> dict[str, Tag]:
    """The tags, each list with what its lines know and what of it no client may see, as the examples show it.

    Fields of people's own are no client's.
    """
    lists = {one.name: one for one in (example_tags() if told is None else told) if one.kind == "list"}
    return {name: _with_parts(tag, lists.get(name), client=client) for name, tag in tags.items()}


def _with_parts(tag: Tag, told: ToldTag | None, *, client: bool) -> Tag:
    if told is None:
        return replace(tag, parts=(), walked=frozenset())
    tag = replace(tag, walked=frozenset(told.walked))
    if not client:
        return replace(tag, parts=told.parts)
    seen = tuple(part for part in told.parts if part not in told.hidden)
    return replace(tag, parts=seen, hidden=frozenset((*told.hidden, "own")))


def told(problem: Problem) -> str:
    """A wrong tag in a sentence."""
    return f"{problem.place}: {sentence(problem.found, problem.mend)}"


def sentence(found: str, mend: str) -> str:
    """What is there, and what to do."""
    end = "" if mend.endswith(("?", "}")) else "."
    return f"{found}. {mend[:1].upper()}{mend[1:]}{end}"


def check_templates(workspace: Workspace, files: Iterable[Path], as_of: date, *, mark: bool) -> Iterator[Checked]:
    """Check these templates, or all of the workspace's; with `mark`, a copy of each faulty one shows where."""
    chosen = list(files) or sorted(
        path
        for path in (workspace.root / "templates").glob("*")
        if path.suffix.lower() in ENDINGS and path.name != CHEAT_SHEET and not path.name.startswith(("~$", "."))
    )
    wordings = [path for path in chosen if path.suffix.lower() == WORDING]
    drawn, inside, to_client = drawn_by_tag(), with_parts(vocabulary()), with_parts(client_vocabulary(), client=True)
    examples = example_tags_of_portfolio() if any(is_of_portfolio(path.name) for path in chosen) else ()
    of_portfolio = drawn_by_portfolio_tag(), with_parts(portfolio_vocabulary(), examples)
    for path in (path for path in chosen if path not in wordings):
        try:
            data = path.read_bytes()
        except OSError as error:
            raise PipelineError(f"the template {path.name} can't be read: {error.strerror}") from error
        for_client = is_for_client(path.name)
        of_account = drawn, to_client if for_client else inside
        known = of_portfolio if is_of_portfolio(path.name) else of_account
        checked = _check(data, path.name, *known, path.parent / "pictures", for_client=for_client)
        readable = all(problem.code != UNREADABLE for problem in checked.wrong)
        if mark and readable and (checked.wrong or checked.advice):
            said = [(p.place, sentence(p.found, p.mend)) for p in checked.wrong + checked.advice]
            target = workspace.root / "outputs" / "marked" / "templates" / path.name
            publish_file(target, marked(data, path.name, said, as_of))
            checked = Checked(checked.name, checked.wrong, checked.advice, target)
        yield checked
    for path in wordings if list(files) else workspace.templates_like(WORDINGS):
        yield _wording(workspace, path)


def _check(
    data: bytes, name: str, drawn: Mapping[str, str], tags: Mapping[str, Tag], pictures: Path, *, for_client: bool
) -> Checked:
    """One template's faults; a file that is no template has one."""
    wrong: tuple[Problem, ...] = ()
    try:
        compile_template(data, name, tags, pictures, for_client=for_client)
    except WrongTemplate as error:
        wrong = error.problems
    except PipelineError as error:
        return Checked(
            name, (Problem(Place(name), str(error), "", "save it anew from Word or PowerPoint", UNREADABLE),)
        )
    return Checked(name, wrong, tuple(look(data, name, drawn)))


def _wording(workspace: Workspace, path: Path) -> Checked:
    """A wording file's faults: what can't be read, or what it lacks of the words that documents say."""
    try:
        model = SHIPPED / "templates" / model_of(path)
        told = list(lacking(path, model if model.is_file() else workspace.wording, workspace.settings.currency))
    except PipelineError as error:
        told = [(str(error), "compare the line with the wording file that planpack comes with")]
    return Checked(path.name, tuple(Problem(Place(path.name), found, "", mend, "wording") for found, mend in told))
