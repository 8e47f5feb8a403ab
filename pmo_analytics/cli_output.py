"""How the command line answers: a table for people, JSON and files for machines, and the report of a load."""

import json
import math
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import typer

from pmo_analytics import report_words, revision_words
from pmo_analytics.display import mark, show, width_of
from pmo_analytics.errors import WrongUsage
from pmo_analytics.explaining import CardExplanation, Explanation, card_sentences, rows, sentences
from pmo_analytics.exporting.about import about
from pmo_analytics.exporting.tables import csv_bytes, csv_text
from pmo_analytics.exporting.template import template_bytes
from pmo_analytics.exporting.workbook import workbook_bytes
from pmo_analytics.naming import field
from pmo_analytics.report import FileReport
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import language, listing, say

__all__ = ["as_csv", "as_explanation", "as_file", "as_json", "as_table", "keep", "say_report", "template_bytes"]

CELL_WIDTH = 40


def as_json(rows: pd.DataFrame) -> str:
    """An array of objects: dates ISO, numbers unrounded, null for NULL."""
    names = list(rows.columns)
    records = [dict(zip(names, map(_plain, values), strict=True)) for values in rows.itertuples(index=False, name=None)]
    return json.dumps(records, ensure_ascii=False, indent=1)


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple) or hasattr(value, "tolist") and getattr(value, "ndim", 0):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, datetime):
        return (
            value.date().isoformat()
            if value == datetime.combine(value.date(), datetime.min.time())
            else value.isoformat()
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    return value


def as_csv(rows: pd.DataFrame) -> str:
    """For programs that read on: no byte order mark, lines end in LF; texts that could calculate are made plain."""
    return csv_text(rows, "\n")


def as_file(rows: pd.DataFrame, kind: str, name: str, filters: Filters, where: Sequence[str]) -> bytes:
    """The content of a file: csv and xlsx for spreadsheets, json and table as they are printed."""
    if kind == "xlsx":
        conditions = [(say("export.where"), "; ".join(where))] if where else []
        return workbook_bytes(rows, rows.attrs["units"], [*about(name, filters), *conditions])
    if kind == "csv":
        return csv_bytes(rows)
    return f"{as_json(rows) if kind == 'json' else as_table(rows)}\n".encode()


def as_table(rows: pd.DataFrame) -> str:
    """Aligned columns, long texts cut with '…', numbers right; a last line says how many rows, where there are any:
    why there are none is for the caller to say."""
    cells = [[_short(value) for value in values] for values in rows.itertuples(index=False, name=None)]
    header = [str(name) for name in rows.columns]
    widths = [max([width_of(header[i]), *(width_of(row[i]) for row in cells)]) for i in range(len(header))]
    is_number = [pd.api.types.is_numeric_dtype(kind) for kind in rows.dtypes]
    lines = [_line(header, widths, is_number)]
    lines += [_line(row, widths, is_number) for row in cells]
    return "\n".join([*lines, *([say("cli.count_rows", count=len(cells))] if cells else [])])


def _line(cells: list[str], widths: list[int], is_number: list[bool]) -> str:
    padded = [
        " " * (width - width_of(cell)) + cell if number else cell + " " * (width - width_of(cell))
        for cell, width, number in zip(cells, widths, is_number, strict=True)
    ]
    return "  ".join(padded).rstrip()


def _short(value: Any) -> str:
    plain = _plain(value)
    if plain is None:
        return ""
    text = f"{plain:.6g}" if isinstance(plain, float) else str(plain).replace("\n", " ")
    return text if len(text) <= CELL_WIDTH else text[: CELL_WIDTH - 1] + "…"


def keep(out: Path, content: bytes) -> None:
    """Write a file; WrongUsage where one of that name is there already, or where it cannot be written."""
    try:
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError as there:
        raise WrongUsage("out_exists", path=out) from there
    except OSError as problem:
        raise WrongUsage("out_not_writable", path=out, why=problem.strerror) from problem


def as_explanation(explained: Explanation | CardExplanation) -> str:
    """The formula with its figures, whose and when, the rule of the light; the cells or the projects as a table."""
    if isinstance(explained, CardExplanation):
        return _as_card(explained)
    light = explained.rule.light
    lines = [sentences.headline(explained), *sentences.method(explained), sentences.whose(explained)]
    lines += [explained.meaning[language()]]
    lines += [f"{mark(light)} {say(f'lights.{light}')}"] if light else []
    lines += sentences.rule(explained)
    behind = rows.projects(explained) if explained.group else rows.cells(explained)
    table = [] if behind.empty else ["", as_table(behind.rename(columns=_title))]
    return "\n".join([*lines, *sentences.remarks(explained), *table])


def _as_card(explained: CardExplanation) -> str:
    lines = [card_sentences.headline(explained), show(explained.period, "month"), card_sentences.meaning(explained)]
    lines += [*card_sentences.coverage(explained), card_sentences.made(explained), ""]
    behind = card_sentences.rows(explained)
    if "light" in behind:
        behind["light"] = behind["light"].map(lambda light: say(f"lights.{light or 'unknown'}"))
    titles = {name: say(f"cards.column.{name}") for name in behind}
    titles |= {part: card_sentences.part_name(explained, part) for part in card_sentences.RATIO}
    return "\n".join([*lines, as_table(behind.rename(columns=titles))])


def _title(column: str) -> str:
    return say(f"explaining.column.{column}")


def say_report(report: FileReport, to_stdout: bool) -> None:
    """What became of one file, in sentences; a refusal goes to stderr."""
    if report.status == "refused":
        print(report.reason, file=sys.stderr)
    if not to_stdout or report.status == "refused":
        return
    if report.status == "already_loaded":
        typer.echo(say("cli.already_loaded", file=report.name))
    told = revision_words.counted(report.revisions)
    for sheet in report.sheets:
        typer.echo(
            say("cli.table_loaded", sheet=sheet.sheet, entity=field(sheet.entity) if sheet.entity else "–",
                loaded=sheet.rows_loaded, rows=sheet.rows_in_sheet, aside=sheet.rows_set_aside,
                periods=", ".join(sheet.periods) or "–")
        )  # fmt: skip
        if sum(sheet.findings.values()):
            typer.echo("  " + say("cli.findings", told=report_words.findings(sheet)))
        for load_id, entity in sheet.replaces:
            typer.echo("  " + say("cli.replaces", load=load_id, entity=field(entity)))
        if sheet.unmapped:
            typer.echo("  " + say("cli.unmapped", headers=", ".join(sheet.unmapped)))
        for sentence in (*report_words.corrections(sheet), *report_words.differences(sheet)):
            typer.echo("  " + sentence)
        for (old, new), question in report_words.renames(sheet):
            typer.echo("  " + say("cli.same", question=question, old=old, new=new))
        if sheet.nearest:
            missing = listing(field(f"{sheet.nearest}.{name}") for name in sheet.missing)
            typer.echo("  " + say("cli.nobody_knows", entity=field(sheet.nearest), missing=missing))
    if told:
        typer.echo("  " + told)
