"""The `pmo` command: whatever a page can do with data, said in words. Exit codes: 0 done, 1 refused, 2 wrong usage."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from pmo_analytics import cli_findings, cli_mapping, cli_names, cli_reading, cli_thresholds, cli_understood, operations
from pmo_analytics.cli_options import Json, Loads, OfFile, Why, day, moment, month, progress, speak
from pmo_analytics.cli_output import keep, say_report
from pmo_analytics.errors import PmoError, WrongUsage
from pmo_analytics.report import FileReport
from pmo_analytics.words import say
from pmo_analytics.workspace import Workspace, person

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Load trackers, keep months, ask the portfolio.",
)


@app.callback()
def _everywhere(language: Annotated[str, typer.Option("--language", help="en or zh.")] = "en") -> None:
    speak(language)


@app.command()
def load(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Workbooks and csv files.")],
    period: Annotated[str | None, typer.Option(help="The month the files report on, such as 2026-03.")] = None,
    project: Annotated[str | None, typer.Option(help="The project, where the file does not name one.")] = None,
    entity: Annotated[str | None, typer.Option(help="What the tables hold, such as risks.")] = None,
    format: Annotated[str | None, typer.Option(help="A format of data/formats by its name.")] = None,  # noqa: A002
    encoding: Annotated[str | None, typer.Option(help="Of text files, where it is misjudged: gb18030 ...")] = None,
    received: Annotated[str | None, typer.Option(help="The day the files reached the PMO.")] = None,
    add: Annotated[bool, typer.Option("--add", help="Stand beside earlier loads; replace none.")] = False,
    replace: Annotated[int | None, typer.Option(help="Stand in the place of this load.")] = None,
    drop: Annotated[
        bool, typer.Option("--drop", help="Drop projects that the replaced load had and this lacks.")
    ] = False,
    map: Annotated[  # noqa: A002
        list[str] | None, typer.Option(help="'HEADER=entity.field': what a column means; 'HEADER=' keeps it as extra.")
    ] = None,
    same: Annotated[list[str] | None, typer.Option(help="'OLD=NEW': a project goes by a new name in the file.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Read files that are loaded already once more.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")] = False,
    columns: Annotated[bool, typer.Option("--columns", help="Say what each column was taken for.")] = False,
    findings: Annotated[bool, typer.Option("--findings", help="Say what was found in which cell.")] = False,
    changes: Annotated[bool, typer.Option("--changes", help="Say which values of a reported month change.")] = False,
    changes_to: Annotated[Path | None, typer.Option(help="Write these changes to a csv file.")] = None,
    in_json: Json = False,
) -> None:
    """Load trackers and exports, then build."""
    if add and replace:
        raise WrongUsage("add_or_replace")
    said = operations.Said(
        period=month(period), project=project, entity=entity, format=format, encoding=encoding,
        received_on=day(received), add=add, replace=replace, drop=drop, again=again,
        columns=cli_mapping.pairs(map, "map_unclear"), same=tuple(cli_mapping.pairs(same, "same_unclear").items()),
    )  # fmt: skip
    reports = operations.load(Workspace.current(), files, said, person(), dry_run=dry_run, progress=progress())
    if changes_to:
        keep(changes_to, cli_understood.changed_as_csv(reports))
    _say_reports(reports, in_json, columns=columns, found=findings, changed=changes)


def _say_reports(reports: list[FileReport], in_json: bool, **more: bool) -> None:
    """`more` names what else is said of each file: columns, found or changed of cli_understood."""
    if in_json:
        typer.echo(json.dumps({"files": [report.as_json() for report in reports]}, ensure_ascii=False, indent=1))
    for report in reports:
        say_report(report, to_stdout=not in_json)
        for name in (name for name, is_asked in more.items() if is_asked and not in_json):
            for line in getattr(cli_understood, name)(report):
                typer.echo(line)
    if any(report.status == "refused" for report in reports):
        raise typer.Exit(1)


@app.command()
def demo(
    remove: Annotated[bool, typer.Option("--remove", help="Withdraw it, to begin with files of your own.")] = False,
    in_json: Json = False,
) -> None:
    """Load an invented portfolio of 40 projects and twelve months, to look around in."""
    if remove:
        load_ids = operations.remove_demo(Workspace.current(), person())
        typer.echo(say("cli.demo_removed", count=len(load_ids)))
        return
    reports = operations.demo(Workspace.current(), person(), progress=progress())
    if in_json or any(report.status == "refused" for report in reports):
        _say_reports(reports, in_json)
    else:
        typer.echo(say("cli.demo_loaded", count=len(reports)))


@app.command()
def undo(load_ids: Loads = None, file: OfFile = None, why: Why = None) -> None:
    """Withdraw loads; what they replaced is visible again."""
    chosen = _chosen(load_ids, file, standing=True)
    operations.undo(Workspace.current(), chosen, person(), why)
    typer.echo(say("cli.withdrawn", loads=", ".join(map(str, chosen))))


@app.command()
def redo(load_ids: Loads = None, file: OfFile = None, why: Why = None) -> None:
    """Reinstate loads that were withdrawn."""
    chosen = _chosen(load_ids, file, standing=False)
    operations.redo(Workspace.current(), chosen, person(), why)
    typer.echo(say("cli.reinstated", loads=", ".join(map(str, chosen))))


def _chosen(load_ids: list[int] | None, file: str | None, *, standing: bool) -> list[int]:
    """The loads by their numbers, or those of a file; WrongUsage where it is neither or both."""
    if bool(load_ids) == bool(file):
        raise WrongUsage("loads_or_file")
    return operations.loads_of(Workspace.current(), file, standing=standing) if file else list(load_ids or ())


@app.command()
def close(period: Annotated[str, typer.Argument(help="A month such as 2026-03.")], in_json: Json = False) -> None:
    """Close a month: who was expected to report, who is missing, and freeze it."""
    closing = operations.close(Workspace.current(), month(period), person())
    if in_json:
        typer.echo(json.dumps(closing.as_json(), ensure_ascii=False, indent=1))
        return
    typer.echo(say("cli.closed", period=f"{closing.period:%Y-%m}", reported=closing.count_reported,
                   expected=closing.count_expected))  # fmt: skip
    for project_id, project_name in closing.missing:
        typer.echo(say("cli.missing", project=project_name or project_id))


@app.command()
def reopen(period: str, why: Annotated[str, typer.Option("--why", help="The reason, kept with the decision.")]) -> None:
    """Open a closed month again, with a reason."""
    operations.reopen(Workspace.current(), month(period), person(), why)
    typer.echo(say("cli.reopened", period=f"{month(period):%Y-%m}"))


@app.command()
def build(
    as_of: Annotated[str | None, typer.Option(help="Build beside, as known at a moment: 2026-03-05T12:00.")] = None,
    if_needed: Annotated[
        bool, typer.Option("--if-needed", help="Only where the ledger has more, or the rules are others.")
    ] = False,
) -> None:
    """Compute everything anew; with --as-of, beside the current snapshot."""
    if if_needed and not as_of:
        built = operations.renew(Workspace.current(), progress())
    else:
        built = operations.build(Workspace.current(), moment(as_of), progress=progress(), anew=True)
    if built:
        typer.echo(say("cli.built", name=built.path.name))


for looking in (cli_reading.loads, cli_reading.read, cli_reading.explain, cli_reading.template, cli_reading.check):
    app.command()(looking)
for about_mappings in (cli_mapping.mappings, cli_mapping.forget):
    app.command()(about_mappings)
for about_names in (cli_names.alias, cli_names.unalias, cli_names.different):
    app.command()(about_names)
for about_thresholds in (cli_thresholds.profile, cli_thresholds.threshold):
    app.command()(about_thresholds)
for about_findings in (cli_findings.findings, cli_findings.send_back):
    app.command()(about_findings)


def main() -> None:
    """Run the command; our own errors become one sentence on stderr and an exit code."""
    try:
        app(standalone_mode=True)
    except PmoError as error:
        print(error.said(), file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
