"""How a workspace and its accounts begin: `init` and `new`."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.asked import asked
from pipeline.problems import PipelineError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--example", is_flag=True, help="Add the example accounts.")
def init(folder: Path, example: bool) -> None:
    """Make a new workspace: settings, workbooks, the default templates."""
    from pipeline.flows.init import init as run

    run(folder, example=example)
    named = "" if folder == Path() else f'--workspace "{folder}" ' if " " in str(folder) else f"--workspace {folder} "
    following = "build" if example else "new ID --name NAME, for each account"
    click.echo(f"{folder.resolve().name} is ready. Next: planpack {named}{following}", err=True)


@click.command()
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
