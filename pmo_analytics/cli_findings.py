"""The commands about what is wrong in the files: list it, and write it into a file that goes back to its owner."""

from pathlib import Path
from typing import Annotated

import typer

from pmo_analytics import findings as wording
from pmo_analytics import warehouse
from pmo_analytics.cli_options import Json, month, speak
from pmo_analytics.cli_output import as_json, as_table, keep
from pmo_analytics.errors import WrongUsage
from pmo_analytics.findings import sending
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say
from pmo_analytics.workspace import Workspace

COLUMNS = ("severity", "file_name", "sheet", "cell", "project_id", "manager", "field", "text", "what")


def findings(
    period: Annotated[str | None, typer.Option(help="A month such as 2026-03; without it the last.")] = None,
    severity: Annotated[str | None, typer.Option(help="error, warning or note.")] = None,
    file: Annotated[str | None, typer.Option(help="The name of a file.")] = None,
    project: Annotated[str | None, typer.Option(help="The id of a project.")] = None,
    in_json: Json = False,
) -> None:
    """Say what is wrong in the files of a month, cell by cell, and how to mend it."""
    if severity not in (None, *wording.SEVERITIES):
        raise WrongUsage("severity_unknown", severity=severity, known=", ".join(wording.SEVERITIES))
    of_month = month(period) or max(warehouse.periods(), default=None)
    rows = wording.in_words(warehouse.read("finding_list", Filters(period=of_month, project=project)))
    for column, asked in {"severity": severity, "file_name": file}.items():
        rows = rows[rows[column] == asked] if asked else rows
    shown = rows[list(COLUMNS)].reset_index(drop=True)
    if in_json:
        typer.echo(as_json(shown))
        return
    if shown.empty:
        is_narrowed = severity or file or project
        typer.echo(say("cli.no_findings_of" if is_narrowed else "cli.no_findings", period=f"{of_month:%Y-%m}"))
        return
    told = shown.assign(severity=shown["severity"].map(wording.severity))
    typer.echo(f"{say('cli.findings_of', period=f'{of_month:%Y-%m}', count=len(shown))}\n{as_table(told)}")


def send_back(
    load_or_file: Annotated[str, typer.Argument(help="A load as `pmo loads` shows it, or the name of a loaded file.")],
    out: Annotated[Path, typer.Option(help="The folder to write to.")],
    language: Annotated[str | None, typer.Option(help="en or zh: the language of its reader.")] = None,
) -> None:
    """Write a file for its owner: the workbook as it came with each finding as a coloured cell and a note."""
    if language:
        speak(language)
    sent = sending.send_back(Workspace.current(), sending.file_of(load_or_file))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise WrongUsage("out_not_writable", path=out, why=problem.strerror) from problem
    for name, content in sent.files.items():
        keep(out / name, content)
        typer.echo(say("cli.written", file=out / name))
