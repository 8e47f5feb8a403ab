"""What is to be known of an xlsx or xlsm workbook before it is read: its sheets, how far they reach, their marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing.opening.exact_scan import exact_scan
from pmo_analytics.importing.opening.extent import Extent
from pmo_analytics.importing.opening.marks import Marks, Survey
from pmo_analytics.importing.opening.packages import Package
from pmo_analytics.importing.opening.quick_scan import quick_scan
from pmo_analytics.importing.opening.relations import targets
from pmo_analytics.importing.opening.styles import Styles

YES = {"1", "true"}
ERROR_CELL = re.compile(rb"""(<(?:\w+:)?c [^>]*\bt=)(?:"e"|'e')""")


@dataclass(frozen=True)
class _Workbook:
    parts: dict[str, str]
    is_1904: bool
    is_recalculated_on_load: bool


def survey(package: Package, part: str, extent: Extent) -> Survey:
    """The marks of every sheet of the workbook in `part`, by name; FileRefused for damage and broken limits."""
    try:
        workbook = _workbook(package, part)
        styles = Styles.from_xml(package.part("xl/styles.xml"), package.part("xl/theme/theme1.xml"))
        marks = {name: _marks(name, package.part(part), styles, workbook, extent)
                 for name, part in workbook.parts.items()}  # fmt: skip
    except (ElementTree.ParseError, ExpatError, ValueError, LookupError) as broken:
        raise FileRefused("errors_reading.damaged", file=extent.file) from broken
    return Survey(marks, workbook.is_recalculated_on_load)


def errors_as_text(xml: bytes) -> bytes:
    """A sheet's XML with its error cells made texts, for a reader that gives up at an error it does not know."""
    return ERROR_CELL.sub(rb'\1"str"', xml)


def _workbook(package: Package, part: str) -> _Workbook:
    root = ElementTree.fromstring(package.part(part))
    parts = targets(package, part)
    sheets = (one for one in root.iter() if one.tag.endswith("}sheet"))
    return _Workbook(
        {sheet.get("name", ""): parts.get(_relation(sheet), "") for sheet in sheets},
        any(one.get("date1904") in YES for one in _named(root, "workbookPr")),
        any(one.get("fullCalcOnLoad") in YES for one in _named(root, "calcPr")),
    )


def _named(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (one for one in root if one.tag.rpartition("}")[2] == name)


def _relation(sheet: ElementTree.Element) -> str:
    return next((value for name, value in sheet.items() if name.endswith("}id")), "")


def _marks(name: str, xml: bytes, styles: Styles, workbook: _Workbook, extent: Extent) -> Marks:
    if not xml:
        return Marks()
    scan = quick_scan(xml, styles, workbook.is_1904)
    if scan is None or extent.exceeded(scan.count_rows, scan.count_columns):
        scan = exact_scan(xml, styles, workbook.is_1904)
    extent.add(name, scan.count_rows, scan.count_columns)
    return scan.marks
