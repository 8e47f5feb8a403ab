"""The `pmo` command: whatever a page can do with data, said in words. Exit codes: 0 done, 1 refused, 2 wrong usage."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from pmo_analytics import operations, warehouse
from pmo_analytics.cli_output import as_csv, as_file, as_json, as_table, keep, say_report, template_bytes
from pmo_analytics.errors import PmoError, WrongUsage
from pmo_analytics.report import FileReport
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import language as spoken
from pmo_analytics.words import say, set_language
from pmo_analytics.workspace import Workspace, person

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Load trackers, keep months, ask the portfolio.",
)

Json = Annotated[bool, typer.Option("--json", help="Print a machine-readable report.")]
Why = Annotated[str | None, typer.Option("--why", help="The reason, kept with the decision.")]
Loads = Annotated[list[int], typer.Argument(metavar="LOAD...", help="Numbers as `pmo loads` shows them.")]


@app.callback()
def _everywhere(language: Annotated[str, typer.Option("--language", help="en or zh.")] = "en") -> None:
    if language not in ("en", "zh"):
        raise WrongUsage("language_unknown", language=language)
    set_language(language)


@app.command()
def load(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Workbooks and csv files.")],
    period: Annotated[str | None, typer.Option(help="The month the files report on, such as 2026-03.")] = None,
    project: Annotated[str | None, typer.Option(help="The project, where the file does not name one.")] = None,
    entity: Annotated[str | None, typer.Option(help="What the tables hold, such as risks.")] = None,
    format: Annotated[str | None, typer.Option(help="A format of data/formats by its name.")] = None,  # noqa: A002
    received: Annotated[str | None, typer.Option(help="The day the files reached the PMO.")] = None,
    add: Annotated[bool, typer.Option("--add", help="Stand beside earlier loads; replace none.")] = False,
    replace: Annotated[int | None, typer.Option(help="Stand in the place of this load.")] = None,
    drop: Annotated[
        bool, typer.Option("--drop", help="Drop projects that the replaced load had and this lacks.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")] = False,
    in_json: Json = False,
) -> None:
    """Load trackers and exports, then build."""
    if add and replace:
        raise WrongUsage("add_or_replace")
    said = operations.Said(
        period=_month(period), project=project, entity=entity, format=format, received_on=_day(received),
        add=add, replace=replace, drop=drop,
    )  # fmt: skip
    reports = operations.load(Workspace.current(), files, said, person(), dry_run=dry_run, progress=_progress())
    _say_reports(reports, in_json)


def _say_reports(reports: list[FileReport], in_json: bool) -> None:
    if in_json:
        typer.echo(json.dumps({"files": [report.as_json() for report in reports]}, ensure_ascii=False, indent=1))
    for report in reports:
        say_report(report, to_stdout=not in_json)
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
    reports = operations.demo(Workspace.current(), person(), progress=_progress())
    if in_json or any(report.status == "refused" for report in reports):
        _say_reports(reports, in_json)
    else:
        typer.echo(say("cli.demo_loaded", count=len(reports)))


@app.command()
def loads(in_json: Json = False) -> None:
    """What was loaded when, by whom, and what it replaced."""
    rows = warehouse.read("loads")
    typer.echo(as_json(rows) if in_json else as_table(rows))


@app.command()
def undo(load_ids: Loads, why: Why = None) -> None:
    """Withdraw loads; what they replaced is visible again."""
    operations.undo(Workspace.current(), load_ids, person(), why)
    typer.echo(say("cli.withdrawn", loads=", ".join(map(str, load_ids))))


@app.command()
def redo(load_ids: Loads, why: Why = None) -> None:
    """Reinstate loads that were withdrawn."""
    operations.redo(Workspace.current(), load_ids, person(), why)
    typer.echo(say("cli.reinstated", loads=", ".join(map(str, load_ids))))


@app.command()
def alias(old: str, new: str, why: Why = None) -> None:
    """Say that OLD and NEW are one project, called NEW from now on."""
    operations.alias(Workspace.current(), old, new, person(), why)
    typer.echo(say("cli.aliased", old=old, new=new))


@app.command()
def close(period: Annotated[str, typer.Argument(help="A month such as 2026-03.")], in_json: Json = False) -> None:
    """Close a month: who was expected to report, who is missing, and freeze it."""
    closing = operations.close(Workspace.current(), _month(period), person())
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
    month = _month(period)
    operations.reopen(Workspace.current(), month, person(), why)
    typer.echo(say("cli.reopened", period=f"{month:%Y-%m}"))


@app.command()
def build(
    as_of: Annotated[str | None, typer.Option(help="Build beside, as known at a moment: 2026-03-05T12:00.")] = None,
) -> None:
    """Compute everything anew; with --as-of, beside the current snapshot."""
    built = operations.build(Workspace.current(), _moment(as_of), progress=_progress())
    typer.echo(say("cli.built", name=built.path.name))


@app.command()
def read(
    name: Annotated[str, typer.Argument(help="Any mart, query, entity or indicator, such as projects.")],
    period: Annotated[str | None, typer.Option(help="One month; without it all months come.")] = None,
    where: Annotated[list[str] | None, typer.Option(help="department=IT; any filter or column.")] = None,
    grain: Annotated[str, typer.Option(help="For indicators: project, person, role ...")] = "project",
    as_of: Annotated[str | None, typer.Option(help="As known at a moment that was built with `pmo build`.")] = None,
    format: Annotated[str, typer.Option(help="table, csv, json or xlsx.")] = "table",  # noqa: A002
    out: Annotated[Path | None, typer.Option(help="Write a file instead of printing; xlsx needs one.")] = None,
    in_json: Json = False,
) -> None:
    """Print any table of the current snapshot, or write it to a file."""
    kind = "json" if in_json else format
    if kind not in ("table", "csv", "json", "xlsx"):
        raise WrongUsage("format_unknown", format=kind, known="table, csv, json, xlsx")
    if kind == "xlsx" and out is None:
        raise WrongUsage("out_missing")
    rows = operations.read_table(name, _month(period), where or [], grain, _moment(as_of))
    if out:
        keep(out, as_file(rows, kind, name, Filters(period=_month(period), as_of=as_of), where or []))
    elif kind == "csv":
        sys.stdout.write(as_csv(rows))
    else:
        typer.echo(as_json(rows) if kind == "json" else as_table(rows))


@app.command()
def template(
    out: Annotated[Path, typer.Option(help="The workbook to write.")],
    language: Annotated[str | None, typer.Option(help="en or zh.")] = None,
) -> None:
    """Write the tracker template for project managers."""
    if language:
        _everywhere(language)
    keep(out, template_bytes(spoken()))
    typer.echo(say("cli.written", file=out))


@app.command()
def check(in_json: Json = False) -> None:
    """Prove that workspace, ledger, snapshot and contracts are sound."""
    checks = operations.check(Workspace.current())
    if in_json:
        typer.echo(json.dumps([one.as_json() for one in checks], ensure_ascii=False, indent=1))
    else:
        for one in checks:
            typer.echo(("ok   " if one.is_sound else "FAIL ") + one.said())
    if not all(one.is_sound for one in checks):
        raise typer.Exit(1)


def _month(text: str | None) -> date | None:
    if text is None:
        return None
    month = operations.month_in(text)
    if month is None:
        raise WrongUsage("month_unclear", text=text)
    return month


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise WrongUsage("day_unclear", text=text) from error


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError as error:
        raise WrongUsage("moment_unclear", text=text) from error


def _progress() -> Any:
    """Say on a terminal what is being done; silent where the output goes to a file."""
    if not sys.stderr.isatty():
        return None
    return lambda text: print(f"\r\x1b[2K{text}", end="", file=sys.stderr, flush=True)


def main() -> None:
    """Run the command; our own errors become one sentence on stderr and an exit code."""
    try:
        app(standalone_mode=True)
    except PmoError as error:
        print(error.said(), file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
