"""What is to be known of an xls workbook before it is read, from the records of its binary stream."""

import struct
from collections.abc import Iterator

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing.opening.compound import Compound
from pmo_analytics.importing.opening.extent import Extent
from pmo_analytics.importing.opening.marks import SheetScan, Survey
from pmo_analytics.importing.opening.styles import Styles

BEGIN, END, DATE_MODE, PASSWORD, SHEET, FORMAT, STYLE = 0x809, 0x0A, 0x22, 0x2F, 0x85, 0x41E, 0xE0
NUMBER, RK, MANY_RK, TRUTH_OR_ERROR, FORMULA, ROW, COLUMNS = 0x203, 0x27E, 0xBD, 0x205, 0x06, 0x208, 0x7D
TEXTS = {0x204, 0xFD, 0xD6}
VERSION_8 = 0x600
ERRORS = {
    0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A", 43: "#GETTING_DATA",
}  # fmt: skip


def survey(content: bytes, extent: Extent) -> Survey:
    """The marks of every sheet by name; FileRefused where the workbook is locked, damaged or beyond a limit."""
    compound = Compound(content, extent.file)
    if "EncryptedPackage" in compound or "EncryptionInfo" in compound:
        raise FileRefused("errors_reading.encrypted", file=extent.file)
    stream = next((name for name in ("Workbook", "Book") if name in compound), None)
    if stream is None:
        raise FileRefused("errors_reading.no_table_file", file=extent.file, kind="OLE")
    try:
        return _Workbook(compound.stream(stream), extent).survey()
    except (struct.error, ValueError, LookupError) as broken:
        raise FileRefused("errors_reading.damaged", file=extent.file) from broken


def rk_number(packed: int) -> float:
    """A number in the short form of old workbooks: 30 bits of a float or of a whole number, perhaps hundredths."""
    if packed & 2:
        number: float = (packed >> 2) - (1 << 30 if packed >> 31 else 0)
    else:
        (number,) = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFF_FFFC) << 32))
    return number / 100 if packed & 1 else number


class _Workbook:
    def __init__(self, stream: bytes, extent: Extent) -> None:
        self._stream, self._extent = stream, extent
        self._styles, self._is_1904 = Styles(), False
        self._places: dict[str, int] = {}

    def survey(self) -> Survey:
        self._read_globals()
        marks = {}
        for name, place in self._places.items():
            scan = self._sheet(place)
            self._extent.add(name, scan.count_rows, scan.count_columns)
            marks[name] = scan.marks
        return Survey(marks)

    def _records(self, place: int) -> Iterator[tuple[int, bytes]]:
        """The records from `place` to the end of its part of the stream; parts inside it, such as charts, are not."""
        depth = 0
        while place + 4 <= len(self._stream):
            kind, length = struct.unpack_from("<HH", self._stream, place)
            depth += (kind == BEGIN) - (kind == END)
            if depth == 1:
                yield kind, self._stream[place + 4 : place + 4 + length]
            elif depth < 1:
                return
            place += 4 + length

    def _read_globals(self) -> None:
        codes: dict[int, str] = {}
        count_styles, is_version_8 = 0, True
        for kind, record in self._records(0):
            if kind == BEGIN:
                is_version_8 = struct.unpack_from("<H", record)[0] == VERSION_8
            elif kind == PASSWORD:
                raise FileRefused("errors_reading.encrypted", file=self._extent.file)
            elif kind == DATE_MODE:
                self._is_1904 = record[:2] == b"\x01\x00"
            elif kind == SHEET:
                self._places[_name(record[6:], is_version_8)] = struct.unpack_from("<I", record)[0]
            elif kind == FORMAT:
                # Only ASCII letters of a format matter, so its characters may be read in any width.
                codes[struct.unpack_from("<H", record)[0]] = record[3:].replace(b"\x00", b"").decode("latin-1")
            elif kind == STYLE:
                number = struct.unpack_from("<H", record, 2)[0]
                self._styles.add(count_styles, number, codes.get(number))
                count_styles += 1

    def _sheet(self, place: int) -> SheetScan:
        scan = SheetScan()
        for kind, record in self._records(place):
            if kind == NUMBER:
                row, column, style, number = struct.unpack_from("<HHHd", record)
                scan.number(row, column, number, style, self._styles, self._is_1904)
            elif kind == RK:
                row, column, style, packed = struct.unpack_from("<HHHI", record)
                scan.number(row, column, rk_number(packed), style, self._styles, self._is_1904)
            elif kind == MANY_RK:
                row, first = struct.unpack_from("<HH", record)
                for column, (style, packed) in enumerate(struct.iter_unpack("<HI", record[4:-2]), first):
                    scan.number(row, column, rk_number(packed), style, self._styles, self._is_1904)
            elif kind in TEXTS:
                scan.reach(*struct.unpack_from("<HH", record))
            elif kind == TRUTH_OR_ERROR:
                self._truth_or_error(scan, record)
            elif kind == FORMULA:
                self._formula(scan, record)
            elif kind == ROW and record[12] & 0x20:
                scan.marks.hidden_rows.append(struct.unpack_from("<H", record)[0])
            elif kind == COLUMNS and record[8] & 1:
                first, last = struct.unpack_from("<HH", record)
                scan.marks.hidden_columns.extend(range(first, min(last, 255) + 1))
        return scan

    def _truth_or_error(self, scan: SheetScan, record: bytes) -> None:
        row, column, _, value, is_error = struct.unpack_from("<HHHBB", record)
        scan.reach(row, column)
        if is_error:
            scan.marks.say(row, column, ERRORS.get(value, "#N/A"))

    def _formula(self, scan: SheetScan, record: bytes) -> None:
        """A result that is no number has 0xFFFF at its end, and says by its first byte what it is: 2 an error."""
        row, column, style, number = struct.unpack_from("<HHHd", record)
        scan.marks.has_formulas = True
        if record[12:14] != b"\xff\xff":
            scan.number(row, column, number, style, self._styles, self._is_1904)
            return
        scan.reach(row, column)
        if record[6] == 2:
            scan.marks.say(row, column, ERRORS.get(record[8], "#N/A"))


def _name(record: bytes, is_version_8: bool) -> str:
    length, characters = record[0], record[2:] if is_version_8 else record[1:]
    if is_version_8 and record[1] & 1:
        return characters[: 2 * length].decode("utf-16-le")
    return characters[:length].decode("latin-1" if is_version_8 else "cp1252")
