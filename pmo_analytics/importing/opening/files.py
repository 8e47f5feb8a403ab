"""One untrusted file of any kind becomes grids: its content decides how it is read."""

from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import ParseError

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing.annotations import without_own
from pmo_analytics.importing.limits import Limits
from pmo_analytics.importing.opening.extent import Extent
from pmo_analytics.importing.opening.finishing import finished
from pmo_analytics.importing.opening.kinds import ContentKind, is_named_otherwise, kind_of
from pmo_analytics.importing.opening.notes import note
from pmo_analytics.importing.opening.packages import Package
from pmo_analytics.importing.opening.relations import main_part
from pmo_analytics.importing.sheets import Grid
from pmo_analytics.reading import Finding

READ_AS: dict[ContentKind, str] = {
    "xlsx": "reading.read_as_xlsx", "xlsb": "reading.read_as_xlsb", "ods": "reading.read_as_ods",
    "xls": "reading.read_as_xls", "html": "reading.read_as_html", "delimited": "reading.read_as_delimited",
}  # fmt: skip
IGNORED = {
    "reading.macros_ignored": ("xl/vbaproject.bin",),
    "reading.links_ignored": ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/embeddings/"),
}
COLOURS_UNREAD: frozenset[ContentKind] = frozenset({"xls", "xlsb", "ods", "html"})
ADD_IN = "addin"
WORKBOOK_TYPES = ("spreadsheetml", "ms-excel")

Opened = tuple[ContentKind, list[Grid], list[str]]


def read(path: Path, file: str, limits: Limits, encoding: str | None = None) -> list[Grid]:
    """The sheets of the file at `path`, which its owner calls `file`; FileRefused where it cannot be trusted or read.
    Text is in the `encoding`, where one is given.

    What is to be known of the file as a whole stands among the notes of the first sheet.
    """
    count_bytes = path.stat().st_size
    if count_bytes > limits.file_bytes:
        raise FileRefused("errors_reading.too_large", file=file, setting="file_bytes", limit=limits.file_bytes)
    openers = {"package": _package, "compound": _compound, "html": _html, "text": partial(_text, encoding=encoding)}
    kind, opened, actions = openers[kind_of(path, file)](path, file, limits)
    reporting = without_own(opened)
    if opened and not reporting:
        raise FileRefused("errors_reading.only_findings", file=file)
    grids = [replace(finished(grid, file), are_colours_read=kind not in COLOURS_UNREAD) for grid in reporting]
    if not any(grid.count_rows for grid in grids):
        raise FileRefused("errors_reading.empty", file=file)
    if is_named_otherwise(kind, file):
        actions.append(READ_AS[kind])
    first = grids[0]
    about_file = tuple(_note_on_file(first.name, file, action) for action in actions)
    return [replace(first, notes=(*about_file, *first.notes)), *grids[1:]]


def _note_on_file(sheet: str, file: str, action: str) -> Finding:
    expected = "reading.kind_of_name" if action in READ_AS.values() else "reading.cells_only"
    return note(sheet, expected, action, text=PurePosixPath(file).suffix or None)


def _package(path: Path, file: str, limits: Limits) -> Opened:
    package, extent = Package(path, limits, file), Extent(limits, file)
    if "content.xml" in package:
        from pmo_analytics.importing.opening import opendocument

        grids = opendocument.grids(package, extent)
        package.check_rest()
        return "ods", grids, []
    main, content_type = _main_part(package, file)
    if not any(family in content_type for family in WORKBOOK_TYPES):
        raise FileRefused("errors_reading.no_table_file", file=file, kind="zip")
    if ADD_IN in content_type:
        raise FileRefused("errors_reading.add_in", file=file)
    from pmo_analytics.importing.opening import workbooks, xlsb, xlsx

    kind: ContentKind = "xlsb" if main.endswith(".bin") else "xlsx"
    survey = (xlsb if kind == "xlsb" else xlsx).survey(package, main, extent)
    package.check_rest()
    names = package.names()
    ignored = [action for action, parts in IGNORED.items() if any(name.startswith(parts) for name in names)]
    if any(marks.has_other_errors for marks in survey.marks.values()):
        return kind, workbooks.grids(package.copied(xlsx.errors_as_text), file, survey, limits), ignored
    del package
    # Given the path, the library would believe the file's ending; given the bytes, it looks at what is there.
    with path.open("rb") as stream:
        return kind, workbooks.grids(stream, file, survey, limits), ignored


def _main_part(package: Package, file: str) -> tuple[str, str]:
    try:
        return main_part(package)
    except (ParseError, ValueError, LookupError) as broken:
        raise FileRefused("errors_reading.damaged", file=file) from broken


def _compound(path: Path, file: str, limits: Limits) -> Opened:
    from pmo_analytics.importing.opening import biff, workbooks

    survey = biff.survey(path.read_bytes(), Extent(limits, file))
    with path.open("rb") as stream:
        return "xls", workbooks.grids(stream, file, survey, limits), []


def _html(path: Path, file: str, limits: Limits) -> Opened:
    from pmo_analytics.importing.opening import html_tables

    return "html", list(html_tables.grids(_stem(file), path.read_bytes(), Extent(limits, file))), []


def _text(path: Path, file: str, limits: Limits, encoding: str | None) -> Opened:
    from pmo_analytics.importing.opening import delimited
    from pmo_analytics.importing.opening.encodings import decoded, decoded_as

    content = path.read_bytes()
    text = decoded_as(content, encoding, file) if encoding else decoded(content, file)
    return "delimited", [delimited.grid(_stem(file), text, Extent(limits, file))], []


def _stem(file: str) -> str:
    return PurePosixPath(file.replace("\\", "/")).stem
