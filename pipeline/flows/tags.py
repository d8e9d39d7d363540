"""From an account's workbooks, or the example's, to the list of tags with what each says there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial

from pipeline.analyse import analyse, analyse_portfolio, declarations
from pipeline.blocks import Block, Bullets, Chart, Each, Finding, Matrix, PeopleMap, Table, Text, Tiles
from pipeline.check import check
from pipeline.compose import compose, composed, composed_of_portfolio
from pipeline.engines import watched
from pipeline.facts import Facts
from pipeline.figures import Declaration, Figure, Figures, Line, Unit
from pipeline.flows.accounts import Lost, alone
from pipeline.flows.history import history
from pipeline.periods import Period
from pipeline.phrases import read_phrases
from pipeline.problems import PipelineError, Problem
from pipeline.read import read
from pipeline.render.formats import formats
from pipeline.render.words import Printer, read_wording
from pipeline.restrict import HIDDEN
from pipeline.settings import Settings
from pipeline.sheets import ACCOUNT
from pipeline.tag_list import KINDS, ToldTag
from pipeline.tags import Composed, Pages, TagKind
from pipeline.workspace import SHIPPED, Workspace

EXAMPLE = "calder"  # the example account whose values stand for those of none
SHORT = 60  # letters of an example
DRAWN: Mapping[type[Block | Each], str] = {
    Text: "paragraphs", Bullets: "points", Table: "a table", Chart: "a native chart", Matrix: "a grid",
    PeopleMap: "an org chart", Tiles: "tiles", Each: "a block for each line",
}  # fmt: skip


def example_workspace() -> Workspace:
    """The workspace of the shipped example accounts."""
    return Workspace.open(SHIPPED)


def tags_of(workspace: Workspace, account: str, period: Period, as_of: date, topic: str = "") -> list[ToldTag]:
    """Every tag of an account's documents, or of one topic, with what it says of that account today.

    Raise `PipelineError` for a topic that there is not, or an account whose workbooks can't be read.
    """
    found = alone(partial(_tags_of, workspace, period, as_of, topic), account)
    if isinstance(found, Problem):
        raise PipelineError(str(found))
    return found


def topics() -> list[str]:
    """The topics of an account's tags, in their order."""
    names = (*declarations(), *(one.tag.name for one in composed()))
    return list(dict.fromkeys(name.partition(".")[0] for name in names))


def _tags_of(workspace: Workspace, period: Period, as_of: date, topic: str, account: str, lost: Lost) -> list[ToldTag]:
    if topic and topic not in topics():
        raise PipelineError(f"there is no topic {topic}: topics are {', '.join(topics())}")
    settings = workspace.settings
    cells = read(workspace.inputs(account), settings.bounds, watched, lost)
    facts = check(cells, ACCOUNT, account, period, as_of, settings).facts
    figures = analyse(facts, settings, history(workspace, account, period).newest)
    phrases = read_phrases(workspace.phrases, workspace.language)
    say = formats(settings.locale, settings.currency, phrases.language)
    printer = Printer(read_wording(workspace.wording), say, phrases)
    told = _Told(figures, settings, compose(figures), printer)
    return [one for one in told if not topic or one.name.startswith(f"{topic}.")]


def drawn_by_tag() -> dict[str, str]:
    """What each block draws, whatever the data: a table, a native chart ..."""
    nothing = analyse(Facts("", Period(2000, 1), date(2000, 4, 1)), Settings())
    return _drawn(composed(), nothing)


def drawn_by_portfolio_tag() -> dict[str, str]:
    """The same of the portfolio's blocks."""
    nothing = analyse_portfolio(Facts("", Period(2000, 1), date(2000, 4, 1)), Settings(), {})
    return _drawn(composed_of_portfolio(), nothing)


def _drawn(declared: Iterable[Composed], nothing: Figures) -> dict[str, str]:
    return {one.tag.name: DRAWN[type(made)] for one in declared if isinstance(made := one.make(nothing), Block)}


class _Told:
    """The tags of an account, topic by topic: values first, then lists, blocks and sentences."""

    def __init__(self, figures: Figures, settings: Settings, pages: Pages, printer: Printer) -> None:
        self.figures, self.settings, self.pages, self.printer = figures, settings, pages, printer

    def __iter__(self) -> Iterator[ToldTag]:
        told = [self.figure(one) for one in declarations().values()]
        told += [self.composed(one) for one in composed()]
        order, kinds = topics(), list(KINDS.values())
        yield from sorted(told, key=lambda one: (order.index(one.name.partition(".")[0]), kinds.index(one.kind)))

    def figure(self, declared: Declaration) -> ToldTag:
        """A figure as a tag."""
        figure = self.figures[declared.name]
        kind = TagKind.LIST if declared.unit is Unit.LIST else TagKind.VALUE
        client = "yes" if _may_see(declared) else "no"
        parts = _parts(figure) if kind is TagKind.LIST else ()
        return ToldTag(declared.name, KINDS[kind], declared.meaning, declared.formula, client, self.says(figure), parts)

    def composed(self, one: Composed) -> ToldTag:
        """A block or sentence as a tag."""
        seen = _Seen(self.figures)
        made = one.make(seen)
        known = [_may_see(declarations()[name]) for name in seen.names if name in declarations()]
        client = "yes" if known and all(known) else "partly" if any(known) else "no"
        says = self.short(self.printer.show(made).text) if isinstance(made, Finding) else DRAWN[type(made)]
        return ToldTag(one.tag.name, KINDS[one.tag.kind], one.tag.meaning, "", client, says, tuple(seen.names))

    def says(self, figure: Figure) -> str:
        """What a figure says, in short; of a list how many lines it has."""
        if figure.absent:
            return f"– ({figure.reason})"
        if isinstance(figure.value, tuple):
            return f"{len(figure.value)} lines" if len(figure.value) != 1 else "1 line"
        return self.short(self.printer.show(figure).text)

    @staticmethod
    def short(text: str) -> str:
        """The beginning of a long text, on one line."""
        text = " ".join(text.split())
        return text if len(text) <= SHORT else f"{text[: SHORT - 1].rpartition(' ')[0]}…"


class _Seen(Figures):
    """Figures that remember which of them were asked for."""

    def __init__(self, figures: Figures) -> None:
        super().__init__(figures, figures.facts, figures.settings)
        self.names: dict[str, None] = {}

    def __getitem__(self, name: str) -> Figure:
        self.names[name] = None
        return super().__getitem__(name)


def _may_see(declared: Declaration) -> bool:
    """Whether a client's edition may show a figure."""
    return not any(c in HIDDEN or (c.row_type.shared.in_part and not declared.shared) for c in declared.reads)


def _parts(figure: Figure) -> tuple[str, ...]:
    """What the lines of a list know: what was computed, and the columns of their rows."""
    line = next((one for one in figure.value or () if isinstance(one, Line)), None)  # type: ignore[union-attr]
    if line is None:
        return ()
    columns = [column.name for column in line.row.columns] if line.row is not None else []
    return tuple(dict.fromkeys((*columns, *line.computed)))
