"""How a file was understood, said on the command line: what each column was taken for, what each finding means."""

from collections.abc import Iterator, Sequence

import pandas as pd

from pmo_analytics import findings, report_words, revision_words
from pmo_analytics.cli_output import as_table
from pmo_analytics.exporting.tables import csv_bytes
from pmo_analytics.report import FileReport
from pmo_analytics.words import say


def columns(report: FileReport) -> Iterator[str]:
    """For each table its name and a table of its columns, in the order of the fields and then of the extras."""
    for sheet in report.sheets:
        yield sheet.sheet
        yield as_table(pd.DataFrame({
            say("imports.header"): [use.header for use in sheet.columns],
            say("imports.field"): [
                f"{use.entity}.{use.field}" if use.field else say("imports.extra") for use in sheet.columns
            ],
            say("imports.unit"): [report_words.unit(use) for use in sheet.columns],
            say("imports.confidence"): [report_words.certainty(sheet, use) for use in sheet.columns],
            say("imports.runner_up"): [use.runner_up or "" for use in sheet.columns],
        }))  # fmt: skip


def found(report: FileReport) -> Iterator[str]:
    """A line for each finding: the cell, how grave it is, what it means."""
    for one in report.findings.itertuples():
        place = f"{one.sheet}!{one.cell}" if one.cell else one.sheet
        sentence = findings.explained(one.expected, one.action, one.text or "")
        # what was noticed while reading does not quote the cell itself
        phrase = "cli.noticed" if "." in one.expected and one.text else "cli.finding"
        yield say(
            phrase, cell=place, severity=findings.severity(one.severity), text=findings.quoted(one.text or ""),
            sentence=sentence,
        )  # fmt: skip


def changed(report: FileReport) -> Iterator[str]:
    """A table of the values that the file makes others and the rows that come and go; nothing where there are none."""
    if len(report.revisions):
        yield as_table(revision_words.in_words(report.revisions)[list(revision_words.TITLES)].rename(
            columns=revision_words.titles()))  # fmt: skip


def changed_as_csv(reports: Sequence[FileReport]) -> bytes:
    """All of it of all files, under the same titles, each row with the name of its file."""
    told = [revision_words.in_words(report.revisions, as_file=True).assign(file=report.name) for report in reports]
    titles = {"file": say("history.file"), "project_id": say("table.project_id"), **revision_words.titles()}
    return csv_bytes(pd.concat(told, ignore_index=True)[list(titles)].rename(columns=titles))
