"""A file on its way back to its owner: its findings written into it, or beside it where that would lose something."""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd

from pmo_analytics import warehouse
from pmo_analytics.display import is_nothing
from pmo_analytics.errors import FileRefused, UnknownName
from pmo_analytics.exporting.findings_workbook import findings_workbook
from pmo_analytics.findings.wording import in_words, severity
from pmo_analytics.importing.annotations import MARK, MOST_LINKS, Remark, Summary, SummaryRow
from pmo_analytics.importing.limits import Limits
from pmo_analytics.importing.originals import own_name
from pmo_analytics.importing.sandbox import annotated_workbook
from pmo_analytics.settings import Settings
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say
from pmo_analytics.workspace import Workspace

ANNOTATED = (".xlsx", ".xlsm")
CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
HEADERS = ("sheet", "cell", "severity", "field", "text", "project", "what")


@dataclass(frozen=True)
class SentBack:
    """What goes back, by file name: the file with its findings in it, or the file as it came and a workbook of them."""

    files: dict[str, bytes]
    is_annotated: bool


def send_back(workspace: Workspace, sha256: str) -> SentBack:
    """The loaded file of that content hash with its findings, in the reader's language. Text of the file is never
    written as a formula. UnknownName where it was not loaded, FileRefused where its original is gone."""
    loads = warehouse.read("loads")
    of_file = loads[loads["sha256"] == sha256]
    if of_file.empty:
        raise UnknownName("file_unknown", file=sha256)
    name = own_name(str(of_file["file_name"].iloc[0]))  # a ledger of an earlier version has names as they were given
    if not is_kept(workspace, sha256):
        raise FileRefused("mending.back.gone", file=name)
    rows = in_words(warehouse.ask("findings_of_file", Filters(), {"sha256": sha256}))
    summary, original = _summary(name, rows), workspace.files / sha256
    if PurePath(name).suffix.lower() in ANNOTATED:
        limits = Limits.from_table(Settings.of(workspace).limits)
        marked = annotated_workbook(original, name, limits, summary, _remarks(rows))
        if marked:
            return SentBack({name_beside(name, PurePath(name).suffix): marked}, is_annotated=True)
    beside = findings_workbook(
        MARK, summary.name, (summary.title, say("mending.sheet.beside", file=name), *summary.sublines[1:]),
        summary.headers, [(one.severity, (one.sheet, one.cell, *one.texts)) for one in summary.rows], name, MOST_LINKS,
    )  # fmt: skip
    return SentBack({name: original.read_bytes(), name_beside(name, ".xlsx"): beside}, is_annotated=False)


def packed(workspace: Workspace, sha256: str) -> tuple[str, bytes]:
    """What goes back as the one file that a button saves, (name, content): the file with its findings in it, else both
    files in one zip."""
    sent = send_back(workspace, sha256)
    if sent.is_annotated:
        ((name, content),) = sent.files.items()
        return name, content
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for file, content in sent.files.items():
            package.writestr(zipfile.ZipInfo(file), content, zipfile.ZIP_DEFLATED)
    return name_beside(next(iter(sent.files)), ".zip"), written.getvalue()


def name_beside(name: str, suffix: str) -> str:
    """'tracker 2026-03 - findings.xlsx': the month and the project that the name tells stay in it."""
    return f"{PurePath(name).stem} - {say('mending.sheet.name')}{suffix}"


def is_kept(workspace: Workspace, sha256: str) -> bool:
    """Whether the workspace still has the file as it came."""
    return (workspace.files / sha256).is_file()


def file_of(load_or_file: str) -> str:
    """The content hash of the file that a load's number or a file's name stands for, the newest of that name."""
    loads = warehouse.read("loads").sort_values("load_id", ascending=False)
    is_asked = loads["file_name"].isin([load_or_file, own_name(load_or_file)])
    if load_or_file.isdecimal():
        is_asked |= loads["load_id"] == int(load_or_file)
    if not is_asked.any():
        raise UnknownName("file_unknown", file=load_or_file)
    return str(loads.loc[is_asked, "sha256"].iloc[0])


def _remarks(rows: pd.DataFrame) -> list[Remark]:
    named = rows[rows["cell"].fillna("").str.fullmatch(CELL.pattern).astype(bool)]
    told = zip(named["sheet"], named["cell"], named["severity"], named["what"], strict=True)
    return [
        Remark(sheet, cell, how, say("mending.note", severity=severity(how), what=what))
        for sheet, cell, how, what in told
    ]


def _summary(name: str, rows: pd.DataFrame) -> Summary:
    listed = tuple(
        SummaryRow(
            row["sheet"], row["cell"] if CELL.fullmatch(row["cell"] or "") else "", row["severity"],
            (severity(row["severity"]), row["about"], row["text"], _plain(row["project_id"]), row["what"]),
        )
        for row in rows.to_dict("records")
    )  # fmt: skip
    headers = tuple(say(f"mending.column.{column}") for column in HEADERS)
    title = say("mending.sheet.title", file=name, count=len(listed))
    count_unlinked = len(listed) - MOST_LINKS
    unlinked = [say("mending.sheet.unlinked", count=count_unlinked)] if count_unlinked > 0 else []
    return Summary(say("mending.sheet.name"), title, (say("mending.sheet.subline"), *unlinked), headers, listed)


def _plain(value: object) -> str:
    return "" if is_nothing(value) else str(value)
