"""From an account's workbooks, the portfolio's or the example's, to the list of tags with what each says there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

from pipeline.account_packs import AccountPack
from pipeline.analyse import analyse, analyse_portfolio, declarations, portfolio_declarations
from pipeline.blocks import Block, Bullets, Chart, Each, Finding, Matrix, PeopleMap, Table, Text, Tiles
from pipeline.cells import Cells
from pipeline.check import check
from pipeline.compose import client_composed, composed, composed_of_portfolio
from pipeline.documents import PORTFOLIO
from pipeline.engines import watched
from pipeline.facts import Facts
from pipeline.figures import INTERNAL, Declaration, Figure, Figures, Line, Unit
from pipeline.flows.accounts import Lost, alone
from pipeline.flows.build import Order
from pipeline.flows.client import client_of
from pipeline.flows.history import history
from pipeline.flows.packs import packs_of
from pipeline.manifest import Manifest
from pipeline.periods import Period
from pipeline.phrases import read_phrases
from pipeline.problems import PipelineError, Problem
from pipeline.read import read
from pipeline.record import made_of, record
from pipeline.render.formats import formats
from pipeline.render.words import Printer, read_wording
from pipeline.settings import Settings
from pipeline.sheets import ACCOUNT
from pipeline.sheets import PORTFOLIO as SHEETS
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
    return _topics((*declarations(), *(one.tag.name for one in (*composed(), *client_composed()))))


def _topics(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name.partition(".")[0] for name in names))


def portfolio_tags_of(workspace: Workspace, period: Period, as_of: date, topic: str = "") -> list[ToldTag]:
    """Every tag of the portfolio's documents, or of one topic, with what it says of the packs there are.

    Raise `PipelineError` for a topic that there is not, or workbooks that can't be read.
    """
    found = alone(partial(_portfolio_tags_of, workspace, period, as_of, topic), PORTFOLIO)
    if isinstance(found, Problem):
        raise PipelineError(str(found))
    return found


def example_portfolio_tags(period: Period, as_of: date) -> list[ToldTag]:
    """Every tag of the portfolio's documents, with what it says of all shipped example accounts."""
    workspace = example_workspace()
    packs = {account: _pack_of(workspace, period, as_of, account) for account in workspace.accounts()}
    return _told_of_portfolio(workspace, packs, period, as_of, None, read(workspace.portfolio_inputs))


def _pack_of(workspace: Workspace, period: Period, as_of: date, account: str) -> AccountPack:
    """What the pack of a shipped example account would say to the portfolio."""
    inputs, settings = workspace.inputs(account), workspace.settings
    figures = analyse(check(read(inputs), ACCOUNT, account, period, as_of, settings).facts, settings)
    made = made_of(account, period, as_of, settings, inputs, (), b"")
    return AccountPack.of(record(made, figures, {}, {}))


def _portfolio_tags_of(
    workspace: Workspace, period: Period, as_of: date, topic: str, name: str, lost: Lost
) -> list[ToldTag]:
    known = _topics((*portfolio_declarations(), *(one.tag.name for one in composed_of_portfolio())))
    if topic and topic not in known:
        raise PipelineError(f"there is no topic {topic}: topics are {', '.join(known)}")
    packs = packs_of(Order(workspace, period, as_of), {}).by_account
    earlier = history(workspace, name, period).newest
    cells = read(workspace.portfolio_inputs, workspace.settings.bounds, watched, lost)
    told = _told_of_portfolio(workspace, packs, period, as_of, earlier, cells)
    return [one for one in told if not topic or one.name.startswith(f"{topic}.")]


def _told_of_portfolio(
    workspace: Workspace,
    packs: Mapping[str, AccountPack],
    period: Period,
    as_of: date,
    earlier: Manifest | None,
    cells: Cells,
) -> list[ToldTag]:
    """The portfolio's tags, topic by topic, with what each says of these packs and the portfolio's own workbooks."""
    settings = workspace.settings
    facts = check(cells, SHEETS, PORTFOLIO, period, as_of, settings).facts
    figures = analyse_portfolio(facts, settings, packs, earlier)
    known = _topics((*portfolio_declarations(), *(one.tag.name for one in composed_of_portfolio())))
    return _ToldOfPortfolio(figures, _printer(workspace, workspace.wording)).ordered(known)


def _printer(workspace: Workspace, wording: Path) -> Printer:
    """What prints in the words of a wording file and the workspace's language."""
    phrases, settings = read_phrases(workspace.phrases, workspace.language), workspace.settings
    return Printer(read_wording(wording), formats(settings.locale, settings.currency, phrases.language), phrases)


def _tags_of(workspace: Workspace, period: Period, as_of: date, topic: str, account: str, lost: Lost) -> list[ToldTag]:
    if topic and topic not in topics():
        raise PipelineError(f"there is no topic {topic}: topics are {', '.join(topics())}")
    settings = workspace.settings
    cells = read(workspace.inputs(account), settings.bounds, watched, lost)
    facts = check(cells, ACCOUNT, account, period, as_of, settings).facts
    figures = analyse(facts, settings, history(workspace, account, period).newest)
    client = client_of(facts, workspace)
    to_client = _printer(workspace, workspace.client_wording(workspace.language))
    told = _Told(figures, _printer(workspace, workspace.wording), client.pages, to_client)
    return [one for one in told.ordered(topics()) if not topic or one.name.startswith(f"{topic}.")]


@cache
def drawn_by_tag() -> Mapping[str, str]:
    """What each block draws, whatever the data: a table, a native chart ..."""
    nothing = analyse(Facts("", Period(2000, 1), date(2000, 4, 1)), Settings())
    return _drawn((*composed(), *client_composed()), nothing)


@cache
def drawn_by_portfolio_tag() -> Mapping[str, str]:
    """The same of the portfolio's blocks."""
    nothing = analyse_portfolio(Facts("", Period(2000, 1), date(2000, 4, 1)), Settings(), {})
    return _drawn(composed_of_portfolio(), nothing)


def _drawn(declared: Iterable[Composed], nothing: Figures) -> Mapping[str, str]:
    made = ((one.tag.name, one.make(nothing)) for one in declared)
    return MappingProxyType({name: DRAWN[type(block)] for name, block in made if isinstance(block, Block)})


class _ToldOfPortfolio:
    """The tags of the portfolio, none of which any client may see."""

    def __init__(self, figures: Figures, printer: Printer) -> None:
        self.figures, self.printer = figures, printer

    def all(self) -> Iterator[ToldTag]:
        """Every tag."""
        yield from (self.figure(one) for one in portfolio_declarations().values())
        yield from (self.composed(one, self.figures, self.printer, client="no") for one in composed_of_portfolio())

    def ordered(self, topics: Sequence[str]) -> list[ToldTag]:
        """The tags topic by topic: values first, then lists, blocks and sentences."""
        kinds = list(KINDS.values())
        return sorted(self.all(), key=lambda one: (topics.index(one.name.partition(".")[0]), kinds.index(one.kind)))

    def figure(self, declared: Declaration) -> ToldTag:
        """A figure as a tag."""
        figure = self.figures[declared.name]
        kind = TagKind.LIST if declared.unit is Unit.LIST else TagKind.VALUE
        parts = _parts(figure) if kind is TagKind.LIST else ()
        client, hidden = self.client(declared, parts)
        says = self.says(figure)
        return ToldTag(
            declared.name, KINDS[kind], declared.meaning, declared.formula, client, says, parts, hidden, _walked(figure)
        )

    def client(self, declared: Declaration, parts: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Whether a client may see a figure, and what of its lines it may not."""
        return "no", ()

    def composed(self, one: Composed, figures: Figures, printer: Printer, client: str) -> ToldTag:
        """A block or sentence as a tag."""
        seen = _Seen(figures)
        made = one.make(seen)
        says = self.short(printer.show(made).text) if isinstance(made, Finding) else DRAWN[type(made)]
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


class _Told(_ToldOfPortfolio):
    """The tags of an account; `seen` is what documents for the client can say, in the words of `to_client`."""

    def __init__(self, figures: Figures, printer: Printer, seen: Pages, to_client: Printer) -> None:
        super().__init__(figures, printer)
        self.seen, self.to_client = seen, to_client

    def all(self) -> Iterator[ToldTag]:
        """Every tag."""
        yield from (self.figure(one) for one in declarations().values())
        yield from (self.composed(one, self.figures, self.printer, client="no") for one in composed())
        yield from (self.composed(one, self.seen.figures, self.to_client, client="yes") for one in client_composed())

    def client(self, declared: Declaration, parts: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Whether a client may see a figure, and what of its lines it may not."""
        if not declared.for_client:
            return "no", ()
        return "yes", _hidden(self.seen.figures[declared.name]) if parts else ()


class _Seen(Figures):
    """Figures that remember which of them were asked for."""

    def __init__(self, figures: Figures) -> None:
        super().__init__(figures, figures.facts, figures.settings)
        self.names: dict[str, None] = {}

    def __getitem__(self, name: str) -> Figure:
        self.names[name] = None
        return super().__getitem__(name)


def _parts(figure: Figure) -> tuple[str, ...]:
    """What the lines of a list know: what was computed, and the columns of their rows."""
    line = next((one for one in figure.value or () if isinstance(one, Line)), None)  # type: ignore[union-attr]
    return () if line is None else _parts_of(line)


def _walked(figure: Figure) -> tuple[str, ...]:
    """What the lines of a list know that is a list itself."""
    lists = (part for line in figure.lines for part in _parts_of(line) if _is_list(line[part]))
    return tuple(dict.fromkeys(lists))


def _is_list(figure: Figure) -> bool:
    return figure.unit is Unit.LIST or isinstance(figure.value, tuple)


def _parts_of(line: Line) -> tuple[str, ...]:
    columns = [column.name for column in line.row.columns] if line.row is not None else []
    return tuple(dict.fromkeys((*columns, *line.computed)))


def _hidden(seen: Figure) -> tuple[str, ...]:
    """What the lines of a list, as the client sees them, keep from it."""
    hidden = (part for line in seen.lines for part in _parts_of(line) if line[part].reason == INTERNAL)
    return tuple(dict.fromkeys(hidden))
