"""What is to be known of an xlsb workbook before it is read, from the binary records of its parts."""

import struct
from collections.abc import Iterator
from xml.etree import ElementTree

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing.opening.biff import ERRORS, rk_number
from pmo_analytics.importing.opening.extent import Extent
from pmo_analytics.importing.opening.marks import LAST_COLUMN, SheetScan, Survey
from pmo_analytics.importing.opening.packages import Package
from pmo_analytics.importing.opening.relations import targets
from pmo_analytics.importing.opening.styles import Styles

ROW, SHEET, WORKBOOK, COLUMNS, MERGED = 0, 156, 153, 60, 176
FORMAT, STYLE, STYLES_BEGIN, STYLES_END = 44, 47, 617, 618
RK, ERROR, REAL, FORMULA_NUMBER, FORMULA_ERROR = 2, 3, 5, 9, 11
OTHERS = {4, 6, 7, 8, 10, 62}
FORMULAS = {8, 9, 10, 11}


def survey(package: Package, part: str, extent: Extent) -> Survey:
    """The marks of every sheet of the workbook in `part`, by name; FileRefused for damage and broken limits."""
    try:
        parts = targets(package, part)
        styles = _styles(package.part("xl/styles.bin"))
        marks, is_1904 = {}, False
        for kind, record in _records(package.part(part)):
            if kind == WORKBOOK:
                is_1904 = bool(record[0] & 1)
            elif kind == SHEET:
                relation, after = _text(record, 8)
                name, _ = _text(record, after)
                scan = _sheet(package.part(parts.get(relation, "")), styles, is_1904)
                extent.add(name, scan.count_rows, scan.count_columns)
                marks[name] = scan.marks
        return Survey(marks)
    except (struct.error, ElementTree.ParseError, ValueError, LookupError) as broken:
        raise FileRefused("errors_reading.damaged", file=extent.file) from broken


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, bytes) of each record; kinds take one or two bytes, lengths up to four of seven bits."""
    place = 0
    while place < len(part):
        kind = part[place]
        place += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[place] & 0x7F) << 7
            place += 1
        length = shift = 0
        while True:
            byte = part[place]
            place += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift == 28:
                break
        yield kind, part[place : place + length]
        place += length


def _text(record: bytes, place: int) -> tuple[str, int]:
    """(a text, the place after it)."""
    (count,) = struct.unpack_from("<I", record, place)
    end = place + 4 + 2 * count
    if end > len(record):
        raise IndexError(place)
    return record[place + 4 : end].decode("utf-16-le"), end


def _styles(part: bytes) -> Styles:
    styles, codes, count, is_inside = Styles(), {}, 0, False
    for kind, record in _records(part):
        if kind == FORMAT:
            codes[struct.unpack_from("<H", record)[0]] = _text(record, 2)[0]
        elif kind in (STYLES_BEGIN, STYLES_END):
            is_inside = kind == STYLES_BEGIN
        elif kind == STYLE and is_inside:
            (number,) = struct.unpack_from("<H", record, 2)
            styles.add(count, number, codes.get(number))
            count += 1
    return styles


def _sheet(part: bytes, styles: Styles, is_1904: bool) -> SheetScan:
    scan, row = SheetScan(), 0
    for kind, record in _records(part):
        if kind == ROW:
            (row,) = struct.unpack_from("<I", record)
            if record[11] & 0x10:
                scan.marks.hidden_rows.append(row)
        elif kind in OTHERS:
            scan.reach(row, struct.unpack_from("<I", record)[0])
        elif kind in (RK, REAL, FORMULA_NUMBER):
            column, style = struct.unpack_from("<II", record)
            (number,) = struct.unpack_from("<I" if kind == RK else "<d", record, 8)
            number = rk_number(number) if kind == RK else number
            scan.number(row, column, number, style & 0xFFFFFF, styles, is_1904)
        elif kind in (ERROR, FORMULA_ERROR):
            (column,) = struct.unpack_from("<I", record)
            scan.reach(row, column)
            scan.marks.say(row, column, ERRORS.get(record[8], "#N/A"))
        elif kind == COLUMNS and record[16] & 1:
            first, last = struct.unpack_from("<II", record)
            scan.marks.hidden_columns.extend(range(first, min(last + 1, LAST_COLUMN)))
        elif kind == MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", record)
            scan.marks.merged.append((top, left, bottom, right))
        scan.marks.has_formulas |= kind in FORMULAS
    return scan
