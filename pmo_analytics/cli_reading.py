"""The commands that only look: loads, any table, where a value comes from, the template, whether all is sound."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from pmo_analytics import operations, warehouse
from pmo_analytics.cli_options import Json, moment, month, speak
from pmo_analytics.cli_output import as_csv, as_explanation, as_file, as_json, as_table, keep, template_bytes
from pmo_analytics.errors import WrongUsage
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import language as spoken
from pmo_analytics.words import say
from pmo_analytics.workspace import Workspace

NEWEST = 50  # loads that are printed where nobody asks for all


def loads(
    all: Annotated[bool, typer.Option("--all", help="Every load, not only the newest.")] = False,  # noqa: A002
    tables: Annotated[bool, typer.Option("--tables", help="A line for each table, as in --json.")] = False,
    in_json: Json = False,
) -> None:
    """What was loaded when, by whom, and what it replaced: a line for each file."""
    if in_json:
        typer.echo(as_json(warehouse.read("loads")))
        return
    rows = warehouse.read("loads" if tables else "loaded_files").drop(columns="sha256")
    typer.echo(as_table(rows if all else rows.head(NEWEST)) if len(rows) else say("cli.no_loads"))
    if len(rows) > NEWEST and not all:
        typer.echo(say("cli.loads_more", shown=NEWEST, count=len(rows)))


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
    rows = operations.read_table(name, month(period), where or [], grain, moment(as_of))
    if rows.attrs["remark"]:
        typer.echo(rows.attrs["remark"], err=True)
    if out:
        keep(out, as_file(rows, kind, name, Filters(period=month(period), as_of=as_of), where or []))
    elif kind == "csv":
        sys.stdout.write(as_csv(rows))
    elif kind == "json" or len(rows):  # of a table without rows the remark is all there is to print
        typer.echo(as_json(rows) if kind == "json" else as_table(rows))


def explain(
    indicator: Annotated[
        str,
        typer.Argument(help="An indicator such as cost_performance_index, or a card such as overview.red_projects."),
    ],
    project: Annotated[str | None, typer.Argument(help="A project's id or name, or 'portfolio'.")] = None,
    period: Annotated[str | None, typer.Option(help="A month such as 2026-03; without it the last.")] = None,
    subject: Annotated[str | None, typer.Option(help="A person, role ... in the place of PROJECT.")] = None,
    level: Annotated[str | None, typer.Option(help="portfolio, programme, department or manager: of a group.")] = None,
    name: Annotated[str, typer.Option(help="The name of the group.")] = "",
    as_of: Annotated[str | None, typer.Option(help="As known at a moment that was built with `pmo build`.")] = None,
    in_json: Json = False,
) -> None:
    """Say where a value comes from, down to file, sheet and cell."""
    said = operations.explain(indicator, subject or project, month(period), level, name, moment(as_of))
    typer.echo(json.dumps(said.as_json(), ensure_ascii=False, indent=1) if in_json else as_explanation(said))


def template(
    out: Annotated[Path, typer.Option(help="The workbook to write.")],
    language: Annotated[str | None, typer.Option(help="en or zh.")] = None,
) -> None:
    """Write the tracker template for project managers."""
    if language:
        speak(language)
    keep(out, template_bytes(spoken()))
    typer.echo(say("cli.written", file=out))


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
