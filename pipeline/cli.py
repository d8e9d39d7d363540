"""The command line: one flow a command; the only catch of `PipelineError`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from pipeline.problems import PipelineError

if TYPE_CHECKING:
    from pipeline.documents import Document
    from pipeline.flows.check import Report
    from pipeline.flows.meeting import Manager
    from pipeline.flows.status import Status
    from pipeline.periods import Period
    from pipeline.problems import Note, Problem
    from pipeline.workspace import Workspace


class Commands(click.Group):
    """The group of commands; the data's own faults end with status 1, the machine's with 2 and one sentence."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command."""
        for stream in (sys.stdout, sys.stderr):  # a console that lacks a letter of a name prints ? in its place
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")
        try:
            return super().main(*args, **extra)
        except PipelineError as error:
            click.echo(f"planpack: {error}", err=True)
            sys.exit(2)
        except OSError as error:
            name = Path(error.filename).name if isinstance(error.filename, str) else "the disk"
            click.echo(f"planpack: {name}: {error.strerror or error}", err=True)
            sys.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="planpack", prog_name="planpack")
@click.option(
    "--workspace",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The workspace's folder.",
)
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """Strategic account plans: filled-in workbooks in, Word, PowerPoint and Excel packs out."""
    context.obj = folder


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--example", is_flag=True, help="Add the example accounts.")
def init(folder: Path, example: bool) -> None:
    """Make a new workspace: settings, workbooks, the default templates."""
    from pipeline.flows.init import init as run

    run(folder, example=example)
    named = "" if folder == Path() else f'--workspace "{folder}" ' if " " in str(folder) else f"--workspace {folder} "
    following = "build" if example else "new ID --name NAME, for each account"
    click.echo(f"{folder.resolve().name} is ready. Next: planpack {named}{following}", err=True)


@main.command()
@click.argument("account", default="")
@click.option("--name", required=True, help="What the customer calls itself; of an assessment, who assesses.")
@click.option("--assessment", is_flag=True, help="Make the questionnaire about our account programme, instead.")
@click.option(
    "--type", "kind", type=click.Choice(["own team", "management", "customer", "third party"]), default="third party",
    help="Whose view the assessment is.",
)  # fmt: skip
@click.pass_obj
def new(folder: Path, account: str, name: str, assessment: bool, kind: str) -> None:
    """Make an account's folder with blank workbooks, its id and name filled in; or a questionnaire to send out."""
    from pipeline.flows.new import new as run
    from pipeline.workspace import Workspace

    if assessment:
        from pipeline.flows.assessment import questionnaire

        if account:
            raise PipelineError(f"an assessment is of the whole programme: leave out {account}")
        period, day = asked(Workspace.open(folder), "", "")
        file = questionnaire(Workspace.open(folder), name, kind, period, day)
        back = f"planpack import assessments/{file.name} portfolio --to Assessment"
        click.echo(f"assessments/{file.name} is ready to send. When it comes back: {back}", err=True)
        return
    if not account:
        raise PipelineError("write the account's id: planpack new ID --name NAME")
    made = run(Workspace.open(folder), account, name)
    click.echo(f"inputs/accounts/{made.name} is ready. Begin with account.xlsx; its Read me says how.", err=True)


@main.command()
@click.argument("accounts", nargs=-1)
@click.option("--period", default="", help="The quarter, such as 2026-Q3.")
@click.option("--as-of", default="", help="The day that counts as today, such as 2026-10-15.")
@click.option("--by", type=click.Choice(["account", "manager"]), default="account", help="The staff meeting: manager.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@click.pass_obj
def status(folder: Path, accounts: Sequence[str], period: str, as_of: str, by: str, form: str) -> None:
    """Print where each account stands: how complete, what is wrong, what is stale, what is due.

    With --by manager, the staff meeting: by account manager the priorities, what is due in the seven days from today,
    what is overdue or was put off, notices ahead, and key people whose contact is overdue.
    """
    from pipeline.flows.status import status_all

    workspace, quarter, day = opened(folder, period, as_of)
    found = list(status_all(workspace, chosen(workspace, accounts), quarter, day))
    if by == "manager":
        from pipeline.flows.meeting import meeting

        managers = list(meeting(workspace, [one.told for one in found if one.told], quarter, day))
        if form == "json":
            click.echo(json.dumps([one.as_json() for one in managers], ensure_ascii=False, indent=1))
        else:
            click.echo("\n".join(line for one in managers for line in agenda(one)))
        return
    if form == "json":
        click.echo(json.dumps([one.as_json() for one in found], ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(line for one in found for line in standing(one)))


@main.command()
@click.argument("accounts", nargs=-1)
@click.option("--period", default="", help="The quarter, such as 2026-Q3.")
@click.option("--as-of", default="", help="The day that counts as today, such as 2026-10-15.")
@click.option("--client", is_flag=True, help="Print what a client would see of the accounts, instead.")
@click.option("--mark", "marked", is_flag=True, help="Write marked copies of the workbooks to outputs/marked/.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@click.pass_obj
def check(
    folder: Path, accounts: Sequence[str], period: str, as_of: str, client: bool, marked: bool, form: str
) -> None:
    """Print the problems and gaps of the workbooks, each with its cell and how to mend it."""
    from pipeline.flows.check import check_all

    workspace, quarter, day = opened(folder, period, as_of)
    if client:
        if marked or form == "json":
            raise PipelineError("--client prints a table for people: leave out --mark and --format")
        from pipeline.flows.client_view import client_views

        for view in client_views(workspace, chosen(workspace, accounts), quarter, day):
            click.echo("\n".join(view.as_text()))
        return
    reports = list(check_all(workspace, chosen(workspace, accounts), quarter, day, portfolio=not accounts))
    click.echo(as_json(reports) if form == "json" else as_text(reports))
    if marked:
        from pipeline.flows.mark import mark_all

        for marking in mark_all(workspace, reports):
            for copy in marking.copies:
                lacks = f"; the copy lacks {', '.join(copy.lacks)}" if copy.lacks else ""
                click.echo(f"marked: outputs/marked/{marking.account}/{copy.name}{lacks}", err=True)
            for file, reason in marking.unmarked:
                click.echo(f"not marked: {marking.account}, {file}: {reason}", err=True)
    if any(report.checked.problems for report in reports):
        sys.exit(1)


@main.command()
@click.argument("accounts", nargs=-1)
@click.option("--period", default="", help="The quarter, such as 2026-Q3.")
@click.option("--as-of", default="", help="The day that counts as today, such as 2026-10-15.")
@click.option("--only", default="", help="Documents to build, such as plan,review or portfolio.")
@click.option("--force", is_flag=True, help="Build accounts that did not change, too.")
@click.option("--jobs", type=click.IntRange(0, 64), default=0, help="How many processes; 0: one a core.")
@click.option("--pdf", is_flag=True, help="A PDF beside each Word and PowerPoint file, by LibreOffice.")
@click.pass_obj
def build(
    folder: Path, accounts: Sequence[str], period: str, as_of: str, only: str, force: bool, jobs: int, pdf: bool
) -> None:
    """Build the packs of the accounts named, or of all, then the portfolio of every account."""
    from pipeline.flows.build import Order, State
    from pipeline.flows.build_all import build_all
    from pipeline.flows.index import PAGE

    workspace, quarter, day = opened(folder, period, as_of)
    of_accounts, of_portfolio = documents(workspace, only)
    order = Order(workspace, quarter, day, of_accounts, force, pdf)
    sound, lacking = True, False
    for outcome in build_all(order, chosen(workspace, accounts), of_portfolio, jobs):
        for note in outcome.passed_over:
            click.echo(str(note), err=True)
        for cut in outcome.told:
            click.echo(f"{outcome.account}: {cut}", err=True)
        for sentence in outcome.lacking:
            lacking = True
            click.echo(f"planpack: {sentence}", err=True)
        wrong = counted(len(outcome.problems), "problem")
        if outcome.state is State.STOPPED:
            click.echo(f"{outcome.account}: not built, {wrong}")
        else:
            files = ", ".join(outcome.files)
            gaps = f"; {counted(len(outcome.gaps), 'gap')}" if outcome.gaps else ""
            stopped = f", in part: {wrong}" if outcome.problems else ""
            click.echo(f"{outcome.account}: {outcome.state.value}{stopped}{gaps}: {files}")
        for problem in outcome.problems:
            click.echo(f"  {problem}")
        sound = sound and not outcome.problems and outcome.state is not State.STOPPED
    click.echo(f"index: {PAGE}")
    if lacking or not sound:
        sys.exit(2 if sound else 1)


@main.command()
@click.argument("account", metavar="ACCOUNT|FILE")
@click.argument("figure", default="")
@click.option("--period", default="", help="The quarter, such as 2026-Q3.")
@click.option("--as-of", default="", help="The day that counts as today, such as 2026-10-15.")
@click.option("--deep", is_flag=True, help="Follow each figure it was made of, too, down to the cells.")
@click.option("--faults", is_flag=True, help="Of a file print only what is not as it was built.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@click.pass_obj
def trace(
    folder: Path, account: str, figure: str, period: str, as_of: str, deep: bool, faults: bool, form: str
) -> None:
    """Print what a FIGURE says, its formula and the cells it comes from, or why it is absent.

    FIGURE is a name such as finance.revenue or goals.G1.pace; a topic, such as finance, or none lists the figures.

    Of a FILE of a pack (.docx, .pptx or .xlsx, wherever it is now) print every number with its figure and cells, and
    tell those that were changed or come from nowhere, each with its place; status 1 where there are any.
    """
    from pipeline.trace.finished import is_finished

    if is_finished(account):
        if figure or period or as_of or deep:
            raise PipelineError("a file says itself what it is of: name it alone, with --faults or --format at most")
        trace_finished(folder, Path(account), faults, form)
        return
    from pipeline.flows.trace import trace_figure

    workspace, quarter, day = opened(folder, period, as_of)
    chosen(workspace, [account])
    traced = trace_figure(workspace, account, quarter, day, figure, deep=deep)
    tell_what_is_left_out(account, traced.problems, traced.passed_over)
    click.echo(traced.as_json() if form == "json" else traced.as_text())


def trace_finished(folder: Path, file: Path, faults: bool, form: str) -> None:
    """Print what the numbers of a finished file are; end with status 1 where one isn't what it was."""
    from pipeline.flows.trace_file import trace_file
    from pipeline.workspace import Workspace

    checked = trace_file(Workspace.open(folder), file)
    click.echo(checked.as_json() if form == "json" else checked.as_text(faults_only=faults))
    if not checked.holds:
        sys.exit(1)


@main.command()
@click.argument("account")
@click.option("--from", "before", default="", help="The quarter of the pack to compare with; the newest earlier one.")
@click.option("--to", "now", default="", help="The quarter whose pack is compared; the workbooks as they are today.")
@click.option("--period", default="", help="The quarter that the workbooks are about, such as 2026-Q3.")
@click.option("--as-of", default="", help="The day that counts as today, such as 2026-10-15.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@click.pass_obj
def changes(folder: Path, account: str, before: str, now: str, period: str, as_of: str, form: str) -> None:
    """Print what changed in an account's rows since the last pack, or between two packs."""
    from pipeline.flows.changes import changes_of

    workspace, quarter, day = opened(folder, period, as_of)
    chosen(workspace, [account])
    first, last = (parsed(text, workspace) for text in (before, now))
    found = changes_of(workspace, account, quarter, day, first, last)
    tell_what_is_left_out(account, found.problems, found.passed_over)
    click.echo(found.as_json() if form == "json" else found.as_text())


def print_example_map(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the commented example of a mapping file, and end."""
    if wanted:
        click.echo(Path(__file__).with_name("take_in").joinpath("example.toml").read_text(encoding="utf-8"), nl=False)
        context.exit()


@main.command("import")
@click.argument("source", metavar="FILE|ADDRESS")
@click.argument("account")
@click.option("--to", "sheet", required=True, help="The sheet that the rows are for, such as Opportunities.")
@click.option("--query", default="", help="Which rows of a database: one select.")
@click.option("--map", "mapping", type=click.Path(path_type=Path, dir_okay=False), help="A mapping file (TOML).")
@click.option("--key", multiple=True, help="The column that tells rows apart; may be given several times.")
@click.option("--yes", is_flag=True, help="Write it; without it nothing is written.")
@click.option("--all", "whole", is_flag=True, help="Print every row, not the first 20 of a kind alone.")
@click.option(
    "--example-map", is_flag=True, is_eager=True, expose_value=False, callback=print_example_map,
    help="Print a mapping file with comments, and end.",
)  # fmt: skip
@click.pass_obj
def import_(
    folder: Path, source: str, account: str, sheet: str, query: str, mapping: Path | None, key: tuple[str, ...],
    yes: bool, whole: bool,
) -> None:  # fmt: skip
    """Take rows from an export of a CRM, finance or ticket system into an account's sheet.

    ACCOUNT may be portfolio, for a questionnaire that comes back: --to Assessment.
    FILE is CSV or other text, Excel or Parquet; ADDRESS a database's (SQLAlchemy), such as
    postgresql://user@host/name; keep its password in PGPASSWORD or the like.
    """
    from pipeline.documents import PORTFOLIO
    from pipeline.flows.exports import Order, mapping_of, sheet_of
    from pipeline.flows.take_in import take_in, write

    workspace, quarter, day = opened(folder, "", "")
    if account != PORTFOLIO:
        (account,) = chosen(workspace, [account])
    to = sheet_of(sheet, account)
    order = Order(workspace, account, source, to, quarter, day, query, key=key)
    if mapping:
        order = replace(order, mapped=mapping_of(mapping, to), mapping=mapping.stem)
    outcome = take_in(order)
    click.echo("\n".join(outcome.told(whole=whole)))
    if not outcome.sound:
        click.echo("nothing is written: mend the problems first", err=True)
        sys.exit(1)
    if not outcome.drafts:
        click.echo("nothing to write", err=True)
    elif not yes:
        click.echo("nothing is written yet; add --yes to write it", err=True)
    else:
        today = date.today()  # noqa: DTZ011 - the day in the name of the original's copy
        for name, copy in write(order, outcome, today):
            kept = f"; the original is kept as .backup/{copy}" if copy else ""
            inside = "" if account == PORTFOLIO else f"accounts/{account}/"
            click.echo(f"written: inputs/{inside}{name}{kept}", err=True)


@main.command()
@click.argument("account", required=False, default="")
@click.option("--topic", default="", help="One topic only, such as finance.")
@click.option("--period", default="", help="The quarter, such as 2026-Q3.")
@click.option("--as-of", default="", help="The day that counts as today, such as 2026-10-15.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@click.pass_obj
def tags(folder: Path, account: str, topic: str, period: str, as_of: str, form: str) -> None:
    """Print every tag that a template can use: kind, meaning, formula, and what it says of ACCOUNT today.

    Without ACCOUNT, what it says of an example account; for portfolio, the tags of the portfolio's documents.
    """
    from pipeline.documents import PORTFOLIO
    from pipeline.flows.tags import EXAMPLE, example_workspace, portfolio_tags_of, tags_of

    if account:
        workspace, quarter, day = opened(folder, period, as_of)
        if account != PORTFOLIO:
            chosen(workspace, [account])
    else:
        workspace = example_workspace()
        quarter, day = asked(workspace, period, as_of)
        account = EXAMPLE
    if account == PORTFOLIO:
        told = portfolio_tags_of(workspace, quarter, day, topic)
    else:
        told = tags_of(workspace, account, quarter, day, topic)
    if form == "json":
        click.echo(json.dumps([one.as_json() for one in told], ensure_ascii=False, indent=1))
        return
    for one in told:
        click.echo(f"{one.written}  {one.kind}: {one.example}")
        formula, parts = one.formula and f"= {one.formula}", one.kind == "list" and ", ".join(one.parts)
        for said in (one.meaning, formula, parts, one.for_client):
            if said:
                click.echo("\n".join(wrap(said, 96, initial_indent="    ", subsequent_indent="    ")))


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--yes", is_flag=True, help="Write it without asking; where both sides changed a cell, ours stays.")
@click.option("--theirs", is_flag=True, help="Where both sides changed a cell, write what the client says.")
@click.pass_obj
def accept(folder: Path, file: Path, yes: bool, theirs: bool) -> None:
    """Take back a client-actions workbook: show the changes, then write them to the account's workbooks.

    FILE may be of any earlier quarter. Each change is shown with what was sent, what the client says and what the
    workbooks say now; the original of each workbook is kept in .backup/.
    """
    from pipeline.flows.accept import Order, write
    from pipeline.flows.accept import accept as run

    workspace, quarter, day = opened(folder, "", "")
    order = Order(workspace, file, quarter, day, theirs)
    outcome = run(order)
    if outcome.account:
        click.echo("\n".join(outcome.told(theirs=theirs)))
    if outcome.refused:
        click.echo(f"planpack: {outcome.refused}", err=True)
        sys.exit(1)
    if not outcome.drafts:
        click.echo("nothing to write", err=True)
    elif yes or confirmed("Write this?"):
        today = date.today()  # noqa: DTZ011 - the day in the name of the original's copy
        for name, copy in write(order, outcome, today):
            click.echo(f"written: inputs/accounts/{outcome.account}/{name}; the original is kept as .backup/{copy}")
    else:
        click.echo("nothing is written", err=True)


def confirmed(question: str) -> bool:
    """Ask; where nobody can answer, that is a no."""
    try:
        return click.confirm(question, default=False, err=True)
    except click.Abort:
        click.echo("", err=True)
        return False


@main.group()
def templates() -> None:
    """The templates of the documents."""


@templates.command("draw")
@click.option("--force", is_flag=True, help="Draw edited templates anew, too; a copy is kept.")
@click.option("--language", default="", help="The language of their words, such as fr; without it, the documents'.")
@click.option(
    "--brand",
    "brands",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A .pptx or .potx, or a .docx or .dotx, to draw decks or pages on; may be given once for each.",
)
@click.pass_obj
def draw(folder: Path, force: bool, language: str, brands: tuple[Path, ...]) -> None:
    """Draw the default templates and the blank workbooks into templates/.

    With --brand, only the templates of that kind are drawn: in the file's layouts or styles, colours and fonts.
    """
    from pipeline.flows.templates import draw_templates
    from pipeline.workspace import Workspace

    for name, told in draw_templates(Workspace.open(folder), force=force, language=language, brands=brands).items():
        click.echo(f"{name}: {told}")


@templates.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--mark", is_flag=True, help="Write copies with comments and callouts to outputs/marked/templates/.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@click.pass_obj
def check_templates(folder: Path, files: Sequence[Path], mark: bool, form: str) -> None:
    """Find what is wrong with FILES, or with all templates of the workspace, without data.

    A wrong tag ends with status 1; what only a reader would see is told and ends with 0.
    """
    from pipeline.flows.templates_check import check_templates as run
    from pipeline.workspace import Workspace

    workspace = Workspace.open(folder)
    _, day = asked(workspace, "", "")
    found = list(run(workspace, files, day, mark=mark))
    if form == "json":
        click.echo(json.dumps([one.as_json() for one in found], ensure_ascii=False, indent=1))
    for one in found if form == "text" else ():
        for line in one.lines():
            click.echo(line)
        if not one.wrong and not one.advice:
            click.echo(f"{one.name}: nothing to mend")
        if one.copy:
            click.echo(f"{one.name}: marked in {one.copy.relative_to(workspace.root)}", err=True)
    if any(one.wrong for one in found):
        sys.exit(1)


def opened(folder: Path, period: str, as_of: str) -> tuple[Workspace, Period, date]:
    """The workspace, the quarter and the day of a run."""
    from pipeline.workspace import Workspace

    workspace = Workspace.open(folder)
    return (workspace, *asked(workspace, period, as_of))


def asked(workspace: Workspace, period: str, as_of: str) -> tuple[Period, date]:
    """The quarter and the day of a run; the only place that asks for today."""
    from pipeline.periods import Period

    settings = workspace.settings
    try:
        given = as_of or settings.as_of
        day = date.fromisoformat(given) if given else date.today()  # noqa: DTZ011 - the user's own day is meant
        named = period or settings.period
        start = settings.fiscal_year_start
        quarter = Period.parse(named, start) if named else Period.last_ended(day, start)
    except ValueError as error:
        raise PipelineError(str(error)) from None
    return quarter, day


def parsed(text: str, workspace: Workspace) -> Period | None:
    """A quarter as it was typed; none where nothing was; raise `PipelineError` for what is no quarter."""
    from pipeline.periods import Period

    try:
        return Period.parse(text, workspace.settings.fiscal_year_start) if text else None
    except ValueError as error:
        raise PipelineError(str(error)) from None


def tell_what_is_left_out(account: str, problems: Sequence[Problem], passed_over: Sequence[Note]) -> None:
    """Say which earlier packs were passed over, and that what is wrong in the workbooks is left out."""
    for note in passed_over:
        click.echo(str(note), err=True)
    if problems:
        wrong = counted(len(problems), "problem")
        click.echo(f"{account} has {wrong}, left out of what is told here: see planpack check {account}", err=True)


def chosen(workspace: Workspace, accounts: Sequence[str]) -> list[str]:
    """The accounts named, or all; raise `PipelineError` for one that has no folder."""
    known = workspace.accounts()
    if not known:
        raise PipelineError("inputs/accounts holds no account yet: planpack new ID --name NAME makes one")
    for account in accounts:
        if account not in known:
            raise PipelineError(f"there is no account {account}; there are {', '.join(known)}")
    return list(dict.fromkeys(accounts)) or known


def documents(workspace: Workspace, only: str) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
    """The documents to build, of accounts and of the portfolio; raise `PipelineError` for a name that is none."""
    from pipeline.documents import DOCUMENTS, PORTFOLIO_DOCUMENTS

    settings = workspace.settings
    asked = [name.strip() for name in only.split(",") if name.strip()]
    names = dict.fromkeys(asked or (*settings.documents, *settings.portfolio_documents))
    known = dict.fromkeys(document.name for document in DOCUMENTS + PORTFOLIO_DOCUMENTS)
    for name in names:
        if name not in known:
            raise PipelineError(f"there is no document {name}; there are {', '.join(known)}")
    of_accounts = tuple(document for name in names for document in DOCUMENTS if document.name == name)
    return of_accounts, tuple(document for document in PORTFOLIO_DOCUMENTS if document.name in names)


def as_text(reports: Sequence[Report]) -> str:
    """What was found, for people: problems, gaps and notes by account, then the totals."""
    lines = []
    for report in reports:
        checked = report.checked
        total = checked.facts.completeness.get("total")
        share = f", {percent(total.share)} complete" if total and total.share is not None else ""
        lines.append(
            f"{report.account}: {counted(len(checked.problems), 'problem')}, {counted(len(checked.gaps), 'gap')}{share}"
        )
        lines += [f"  problem  {problem}" for problem in checked.problems]
        lines += [f"  gap      {gap}" for gap in checked.gaps]
        lines += [f"  note     {note}" for note in checked.notes]
    return "\n".join(lines)


def standing(one: Status) -> Iterator[str]:
    """Where an account stands, for people: a line a matter, those with nothing to say left out."""
    yield f"{one.account}  {one.name}".rstrip()
    shares = [(name, c.share) for name, c in one.completeness.items() if name != "total" and c.share is not None]
    parts = ", ".join(f"{name} {percent(share)}" for name, share in shares)
    if one.share is not None:
        yield f"  complete     {percent(one.share)} ({parts})"
    owners = ", ".join(f"{owner or 'nobody named'} {number}" for owner, number in one.gaps_by_owner.items())
    gaps = counted(len(one.gaps), "gap") + (f" ({owners})" if owners else "")
    yield f"  data         {counted(len(one.problems), 'problem')}, {gaps}"
    if one.pack is None:
        yield "  last pack    none yet"
    else:
        changed = "; workbooks have changed since" if one.pack.changed else ""
        yield f"  last pack    {one.pack.period}, as of {one.pack.as_of}{changed}"
    if one.stale:
        yield "  stale        " + ", ".join(f"{sheet} ({counted(days, 'day')})" for sheet, days in one.stale)
    for word, dues in (("reviews due", one.reviews), ("notices due", one.notices)):
        if dues:
            told = (f"{due.what} {due.day.isoformat()} ({in_days(due.days)})" for due in dues)
            yield f"  {word}  " + "; ".join(told)


def agenda(one: Manager) -> Iterator[str]:
    """An account manager's part of the staff meeting, for people: counts, then a line a point."""
    counts = one.counts
    told = (
        counted(counts["accounts"], "account"),
        f"{counts['this_week'] or 'nothing'} due this week",
        f"{counts['overdue'] or 'nothing'} overdue",
    )
    yield f"{one.name or 'no account manager given'}: {', '.join(told)}"
    words = {"this_week": "this week", "slipped": "put off", "contacts": "silent"}
    for topic, items in one.topics.items():
        for number, item in enumerate(items):
            yield f"  {'' if number else words.get(topic, topic):<12} {item}"


def percent(share: float) -> str:
    """A share in whole percent, rounded down: what has a gap is not 100 % complete."""
    return f"{int(share * 100 + 1e-9)} %"


def in_days(days: int) -> str:
    """When something is due: `in 3 days`, `today`, `1 day overdue`."""
    if days == 0:
        return "today"
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} overdue"


def as_json(reports: Sequence[Report]) -> str:
    """What was found, for programs."""
    import json

    found = [
        {
            "account": report.account,
            "problems": [
                {**p.place._asdict(), "found": p.found, "due": p.due, "mend": p.mend, "code": p.code}
                for p in report.checked.problems
            ],
            "gaps": [
                {**g.place._asdict(), "heading": g.heading, "row": g.row, "owner": g.owner, "component": g.component}
                for g in report.checked.gaps
            ],
            "notes": [{**n.place._asdict(), "text": n.text, "code": n.code} for n in report.checked.notes],
            "completeness": {
                name: {"filled": c.filled, "wanted": c.wanted} for name, c in report.checked.facts.completeness.items()
            },
        }
        for report in reports
    ]
    return json.dumps(found, ensure_ascii=False, indent=1)


def counted(number: int, word: str) -> str:
    """A number with its word: `no gaps`, `1 gap`, `2 gaps`."""
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
