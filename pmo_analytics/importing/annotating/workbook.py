"""One workbook and what is written into it: marked cells with notes, and the summary as its last sheet."""

import re
from collections.abc import Sequence
from pathlib import Path
from posixpath import basename, dirname, join, relpath
from xml.etree import ElementTree

from pmo_analytics.importing.annotating import notes, sheets
from pmo_analytics.importing.annotating.spelling import (
    HEADER,
    MAIN,
    RELATIONS,
    SpelledOtherwise,
    attribute,
    opened,
    put_before,
)
from pmo_analytics.importing.annotating.styles import StyleSheet
from pmo_analytics.importing.annotating.summary import summary_sheet
from pmo_analytics.importing.annotations import Remark, Summary
from pmo_analytics.importing.limits import Limits
from pmo_analytics.importing.opening.packages import Package
from pmo_analytics.importing.opening.relations import main_part, targets
from pmo_analytics.importing.opening.styles import Styles

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
SUMMARY_PART = "xl/worksheets/pmo-findings.xml"
SIGNED = "_xmlsignatures/"
WORST = ("error", "warning", "note")
MOST_NOTES = 2_000  # on a sheet; more are coloured, and stand on the summary
LONGEST_NAME = 31


def annotated(path: Path, file: str, limits: Limits, summary: Summary, remarks: Sequence[Remark]) -> bytes:
    """The workbook at `path` with its remarks. SpelledOtherwise where it is no xlsx or xlsm that can be changed without
    a loss; FileRefused where it cannot be trusted."""
    book = _Book(Package(path, limits, file))
    by_sheet: dict[str, dict[str, Remark]] = {}
    for remark in sorted(remarks, key=lambda one: WORST.index(one.severity)):
        cells = by_sheet.setdefault(remark.sheet, {})
        first = cells.get(remark.cell)
        cells[remark.cell] = remark if first is None else Remark(
            first.sheet, first.cell, first.severity, f"{first.text}\n\n{remark.text}"
        )  # fmt: skip
    for sheet, cells in by_sheet.items():
        book.mark(sheet, cells)
    book.add_summary(summary)
    return book.written()


class _Book:
    """The package while parts of it are written anew."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main, content_type = main_part(package)
        names = package.names()
        if not self.main.endswith(".xml") or "ml.sheet" not in content_type and "macroEnabled" not in content_type:
            raise SpelledOtherwise(self.main)
        if any(name.startswith(SIGNED) for name in names):
            raise SpelledOtherwise(SIGNED)
        self.parts: dict[str, bytes] = {}
        root = ElementTree.fromstring(self.part(self.main))
        if MAIN.decode() not in root.tag:
            raise SpelledOtherwise(root.tag)
        where = targets(package, self.main)
        self.sheets = {one.get("name", ""): where.get(one.get(f"{{{RELATIONS}}}id", ""), "")
                       for one in root.iter(f"{{{MAIN.decode()}}}sheet")}  # fmt: skip
        numbers = [int(one.get("sheetId", 0)) for one in root.iter(f"{{{MAIN.decode()}}}sheet")]
        self.next_sheet = max(numbers, default=0) + 1
        self.styles_part = next((part for part in where.values() if basename(part).lower() == "styles.xml"), "")
        xml = self.part(self.styles_part)
        self.styles = StyleSheet(xml, set(Styles.from_xml(xml, package.part("xl/theme/theme1.xml")).lights))
        self.count_drawings = 0

    def part(self, name: str) -> bytes:
        return self.parts.get(name) or self.package.part(name)

    def mark(self, sheet: str, cells: dict[str, Remark]) -> None:
        """Colour the cells of a sheet and give them notes."""
        part = self.sheets.get(sheet, "")
        xml = self.part(part)
        if not xml:
            raise SpelledOtherwise(sheet)
        xml = sheets.restyled(xml, {cell: one.severity for cell, one in cells.items()}, self.styles.marked)
        self.count_drawings += 1
        number = self.count_drawings
        noted = dict(sorted(list(cells.items())[:MOST_NOTES], key=lambda pair: _place(pair[0])))
        texts, boxes = f"xl/pmoComments{number}.xml", f"xl/drawings/pmoNotes{number}.vml"
        self.parts |= {
            part: sheets.with_drawing(xml, f"rIdPmoNotes{number}"),
            texts: notes.comments(noted),
            boxes: notes.drawing(noted, number),
        }
        self._relate(part, f"rIdPmoTexts{number}", "comments", texts)
        self._relate(part, f"rIdPmoNotes{number}", "vmlDrawing", boxes)
        self._declare(f'<Override PartName="/{texts}" ContentType="{notes.COMMENTS_TYPE}"/>')

    def add_summary(self, summary: Summary) -> None:
        name, taken = summary.name[:LONGEST_NAME], {one.casefold() for one in self.sheets}
        for number in range(2, len(taken) + 3):
            if name.casefold() not in taken:
                break
            name = f"{summary.name[: LONGEST_NAME - 4]} {number}"
        self.parts[SUMMARY_PART] = summary_sheet(summary, self.styles.of_summary)
        self._relate(self.main, "rIdPmoSummary", "worksheet", SUMMARY_PART)
        self._declare(f'<Override PartName="/{SUMMARY_PART}" ContentType="{SHEET_TYPE}"/>')
        entry = (
            f'<sheet xmlns:r="{RELATIONS}" name={attribute(name)} sheetId="{self.next_sheet}" r:id="rIdPmoSummary"/>'
        )
        self.parts[self.main] = put_before(self.part(self.main), b"</sheets>", entry)

    def written(self) -> bytes:
        """The package with its changed and added parts. What was made is proved to be XML."""
        self.parts[self.styles_part] = self.styles.xml
        if self.count_drawings:
            self._declare_vml()
        for xml in self.parts.values():
            ElementTree.fromstring(xml)
        return self.package.rewritten(self.parts)

    def _relate(self, part: str, relation: str, kind: str, target: str) -> None:
        name = join(dirname(part), "_rels", f"{basename(part)}.rels")
        xml = self.part(name) or f'{HEADER}<Relationships xmlns="{PACKAGE}"></Relationships>'.encode()
        where = relpath(target, dirname(part) or ".")
        entry = f'<Relationship Id="{relation}" Type="{RELATIONS}/{kind}" Target="{where}"/>'
        self.parts[name] = put_before(opened(xml, b"Relationships"), b"</Relationships>", entry)

    def _declare(self, entry: str) -> None:
        name = "[Content_Types].xml"
        self.parts[name] = put_before(self.part(name), b"</Types>", entry)

    def _declare_vml(self) -> None:
        name = "[Content_Types].xml"
        if not re.search(rb'Extension="vml"', self.part(name), re.IGNORECASE):
            start = self.part(name).index(b"<Types")
            end = self.part(name).index(b">", start) + 1
            entry = f'<Default Extension="vml" ContentType="{notes.DRAWING_TYPE}"/>'.encode()
            self.parts[name] = self.part(name)[:end] + entry + self.part(name)[end:]


def _place(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), len(letters), letters
