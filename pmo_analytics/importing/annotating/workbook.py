"""One workbook and what is written into it: marked cells with notes, and the summary as its last sheet."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from posixpath import basename, dirname, join, relpath
from xml.etree import ElementTree
from xml.parsers import expat

from python_calamine import CalamineWorkbook

from pmo_analytics.importing.annotating import notes, sheets
from pmo_analytics.importing.annotating.proof import SPREADSHEET, prove_notes, sheet_parts
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
from pmo_analytics.importing.annotations import MARK, Remark, Summary
from pmo_analytics.importing.limits import Limits
from pmo_analytics.importing.opening.packages import Package
from pmo_analytics.importing.opening.relations import main_part, relation_kinds, targets
from pmo_analytics.importing.opening.styles import Styles

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
SUMMARY_PART = "xl/worksheets/pmo-findings.xml"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
WORKBOOKS = ("spreadsheetml.sheet.main", "sheet.macroEnabled.main")
SIGNED = "_xmlsignatures/"
WORST = ("error", "warning", "note")
MOST_NOTES = 2_000  # on a sheet; more are coloured, and stand on the summary
LONGEST_NAME = 31


def annotate(path: Path, made: Path, file: str, limits: Limits, summary: Summary, remarks: Sequence[Remark]) -> None:
    """Write to `made` the workbook at `path` with its remarks, and without those of an earlier round. SpelledOtherwise
    where it is no xlsx or xlsm that can be changed without a loss; FileRefused where it cannot be trusted."""
    book = _Book(Package(path, limits, file))
    by_sheet: dict[str, dict[str, Remark]] = {name: {} for name in book.sheets}
    for remark in sorted(remarks, key=lambda one: WORST.index(one.severity)):
        if remark.sheet not in by_sheet:
            raise SpelledOtherwise(remark.sheet)
        cells = by_sheet[remark.sheet]
        cells[remark.cell] = _together(cells[remark.cell], remark) if remark.cell in cells else remark
    earlier = book.earlier_summary(path)
    for sheet, cells in by_sheet.items():
        if sheet != earlier:
            book.mark(sheet, cells)
    book.add_summary(summary, earlier)
    made.write_bytes(book.written())
    prove_notes(Package(made, limits, file), book.noted)


def _together(first: Remark, second: Remark) -> Remark:
    """What is to be said about one cell twice, under the worse severity, which comes first."""
    return replace(first, text=f"{first.text}\n\n{second.text}")


class _Book:
    """The package while parts of it are written anew."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main, content_type = main_part(package)
        if not self.main.endswith(".xml") or not any(family in content_type for family in WORKBOOKS):
            raise SpelledOtherwise(self.main)
        if any(name.startswith(SIGNED) for name in package.names()):
            raise SpelledOtherwise(SIGNED)
        self.parts: dict[str, bytes] = {}
        root = ElementTree.fromstring(self.part(self.main))
        if root.tag != f"{{{MAIN.decode()}}}workbook":
            raise SpelledOtherwise(root.tag)
        self.sheets = sheet_parts(package)
        numbers = (int(one.get("sheetId", 0)) for one in root.iter(f"{SPREADSHEET}sheet"))
        self.next_sheet = max(numbers, default=0) + 1
        parts = targets(package, self.main).values()
        self.styles_part = next((part for part in parts if basename(part).lower() == "styles.xml"), "")
        xml = self.part(self.styles_part)
        self.styles = StyleSheet(xml, set(Styles.from_xml(xml, package.part("xl/theme/theme1.xml")).lights))
        self.next_block = notes.free_block(self.part(name) for name in package.names() if name.endswith(".vml"))
        self.noted: dict[str, dict[str, Remark]] = {}

    def part(self, name: str) -> bytes:
        return self.parts.get(name) or self.package.part(name)

    def earlier_summary(self, path: Path) -> str | None:
        """The sheet that lists the findings of an earlier round, by its name."""
        stored = self.part("xl/sharedStrings.xml")
        if MARK.encode() not in stored and not any(MARK.encode() in self.part(one) for one in self.sheets.values()):
            return None
        with path.open("rb") as stream:
            book = CalamineWorkbook.from_filelike(stream)
            for name in self.sheets:
                first = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=1)
                if first and first[0][:1] == [MARK]:
                    return name
        return None

    def mark(self, sheet: str, cells: dict[str, Remark]) -> None:
        """Colour cells of a sheet and give them notes; what was marked in an earlier round and is not any more, is
        neither coloured nor noted."""
        part = self.sheets[sheet]
        if not self.part(part):
            raise SpelledOtherwise(sheet)
        if cells or self.styles.ours:
            severities = {cell: one.severity for cell, one in cells.items()}
            self.parts[part] = sheets.restyled(self.part(part), severities, self.styles.marked, self.styles.ours)
        texts, boxes = self._noted_in(part)
        if not cells and not notes.has_ours(self.part(texts)):
            return
        number = self._free_number()
        if not texts:
            texts = _texts_part(number)
            self._relate(part, f"rIdPmoTexts{number}", "comments", texts)
            self._declare(f'<Override PartName="/{texts}" ContentType="{COMMENTS_TYPE}"/>')
        if not boxes:
            boxes = _boxes_part(number)
            self._relate(part, f"rIdPmoNotes{number}", "vmlDrawing", boxes)
            self.parts[part] = sheets.Tail(self.part(part)).with_drawing(f"rIdPmoNotes{number}")
        noted = dict(sorted(list(cells.items())[:MOST_NOTES], key=lambda pair: _place(pair[0])))
        self.noted[sheet] = noted
        self.parts[texts] = notes.commented(self.part(texts) or notes.NO_COMMENTS, noted)
        self.parts[boxes] = notes.boxed(self.part(boxes) or notes.NO_SHAPES, self.parts[texts], noted, self.next_block)
        self.next_block += notes.BLOCKS_FOR_A_SHEET

    def _free_number(self) -> int:
        """The first number that no part of ours has, neither of an earlier round nor of another sheet."""
        taken = {*self.package.names(), *map(str.lower, self.parts)}
        return next(one for one in count(1) if not {_texts_part(one).lower(), _boxes_part(one).lower()} & taken)

    def _noted_in(self, part: str) -> tuple[str, str]:
        """The parts with the texts and with the boxes of a sheet's notes, '' where there are none."""
        where, kinds = targets(self.package, part), relation_kinds(self.package, part)
        texts = next((where[name] for name, kind in kinds.items() if kind.endswith("/comments")), "")
        return texts, where.get(sheets.Tail(self.part(part)).drawing or "", "")

    def add_summary(self, summary: Summary, earlier: str | None) -> None:
        """Put the summary in the place of the earlier one, or behind all sheets."""
        sheet = summary_sheet(summary, self.styles.of_summary)
        if earlier:
            self.parts[self.sheets[earlier]] = sheet
            return
        self.parts[SUMMARY_PART] = sheet
        self._relate(self.main, "rIdPmoSummary", "worksheet", SUMMARY_PART)
        self._declare(f'<Override PartName="/{SUMMARY_PART}" ContentType="{SHEET_TYPE}"/>')
        name = attribute(_free(summary.name, self.sheets))
        entry = f'<sheet xmlns:r="{RELATIONS}" name={name} sheetId="{self.next_sheet}" r:id="rIdPmoSummary"/>'
        self.parts[self.main] = put_before(self.part(self.main), b"</sheets>", entry)

    def written(self) -> bytes:
        """The package with its changed and added parts. What was made is proved to be XML."""
        self.parts[self.styles_part] = self.styles.xml
        if self.noted:
            self._declare_vml()
        for xml in self.parts.values():
            expat.ParserCreate().Parse(xml, True)
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
            entry = f'<Default Extension="vml" ContentType="{DRAWING_TYPE}"/>'.encode()
            self.parts[name] = self.part(name)[:end] + entry + self.part(name)[end:]


def _free(name: str, taken: Iterable[str]) -> str:
    """A sheet's name that no other has, whatever its case."""
    names = {one.casefold() for one in taken}
    numbered = (f"{name[: LONGEST_NAME - 4]} {number}" for number in range(2, len(names) + 3))
    return next(one for one in (name[:LONGEST_NAME], *numbered) if one.casefold() not in names)


def _texts_part(number: int) -> str:
    return f"xl/pmoComments{number}.xml"


def _boxes_part(number: int) -> str:
    return f"xl/drawings/pmoNotes{number}.vml"


def _place(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), len(letters), letters
