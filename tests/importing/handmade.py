"""Files built byte by byte for tests: workbooks of every kind, sound ones and hostile ones."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def package(parts: Mapping[str, bytes | str], stored: Sequence[str] = ()) -> bytes:
    """A zip of these parts; those named in `stored` are not compressed."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return written.getvalue()


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def xlsx_parts(sheet: bytes | str, workbook: str = "", **others: bytes | str) -> dict[str, bytes | str]:
    """The parts of a workbook with one sheet S; `others` by name, with __ for / and _ml for .xml."""
    sheets = f'<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>{workbook}'
    target = f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    return {
        **_office("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{target}</Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
        **{name.replace("__", "/").replace("_ml", ".xml"): content for name, content in others.items()},
    }


def _office(main: str, content_type: str) -> dict[str, bytes | str]:
    """What tells which part a package is about."""
    kind = f'<Override PartName="/{main}" ContentType="{content_type}"/>'
    lead = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="{main}"/>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{kind}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{lead}</Relationships>',
    }


def xlsx(rows: str, **others: bytes | str) -> bytes:
    """A workbook with one sheet S that holds these row elements."""
    return package(xlsx_parts(sheet_xml(rows), **others))


def ods(tables: str, manifest: str = "") -> bytes:
    """An OpenDocument spreadsheet of these table elements, spelled without the prefixes' declarations."""
    spaces = " ".join(f'xmlns:{name}="{ODF}{name}:1.0"' for name in ("office", "table", "text", "style", "drawing"))
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"<office:document-content {spaces} {calc}>{body}</office:document-content>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return package(
        {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>"}
    )


def xlsb(cells: Iterable[tuple[int, int, int, bytes]], formats: Mapping[int, str], after: bytes = b"") -> bytes:
    """A binary workbook with one sheet S: cells as (row, column, record kind, style and value), styles by format."""
    name, relation = _wide("S"), _wide("rId1")
    workbook = _record(131) + _record(153, struct.pack("<III", 0, 0, 0)) + _record(143)
    workbook += _record(156, struct.pack("<II", 0, 1) + relation + name) + _record(144) + _record(132)
    styles = _record(278) + _record(615, struct.pack("<I", len(formats)))
    styles += b"".join(_record(44, struct.pack("<H", number) + _wide(code)) for number, code in formats.items())
    styles += _record(616) + _record(617, struct.pack("<I", len(formats) + 1))
    styles += b"".join(_record(47, struct.pack("<HH12x", 0, number)) for number in (0, *formats)) + _record(618, b"")
    sheet, row = _record(129) + _record(148, struct.pack("<IIII", 0, 9, 0, 9)) + _record(145), -1
    for at, column, kind, value in cells:
        if at != row:
            row = at
            sheet += _record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0))
        sheet += _record(kind, struct.pack("<I", column) + value)
    sheet += _record(146) + after + _record(130)
    target = f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.bin"/>'
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">{target}</Relationships>'
    return package({
        **_office("xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
        "xl/workbook.bin": workbook,
        "xl/_rels/workbook.bin.rels": relations, "xl/styles.bin": styles + _record(279),
        "xl/worksheets/sheet1.bin": sheet,
    })  # fmt: skip


def merged_record(top: int, bottom: int, left: int, right: int) -> bytes:
    return (
        _record(177, struct.pack("<I", 1)) + _record(176, struct.pack("<IIII", top, bottom, left, right)) + _record(178)
    )


def text_value(text: str) -> bytes:
    return struct.pack("<I", 0) + _wide(text)


def _record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, spelled = len(content), b""
    while True:
        spelled += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + spelled + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xls(sheet: Sequence[tuple[int, bytes]], formats: Mapping[int, str] | None = None, is_locked: bool = False) -> bytes:
    """An Excel 97-2003 workbook with one sheet S of these records; styles are 0, then one for each format."""
    begin = struct.pack("<HHHHII", 0x600, 0x0005, 0, 0, 0, 0)
    before = [(0x809, begin)] + ([(0x2F, struct.pack("<H", 1) + bytes(52))] if is_locked else [])
    for number, code in (formats or {}).items():
        before.append((0x41E, struct.pack("<HHB", number, len(code), 0) + code.encode("latin-1")))
    before += [(0xE0, struct.pack("<HH16x", 0, number)) for number in (0, *(formats or {}))]
    bound, end = struct.calcsize("<HHIBBBBc"), struct.calcsize("<HH")
    place = sum(end + len(content) for _, content in before) + bound + end
    before.append((0x85, struct.pack("<IBBBBc", place, 0, 0, 1, 0, b"S")))
    within = [(0x809, struct.pack("<HHHHII", 0x600, 0x0010, 0, 0, 0, 0)), *sheet, (0x0A, b"")]
    records = [*before, (0x0A, b""), *within]
    stream = b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in records)
    return compound({"Workbook": stream})


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file of these streams, each made long enough to need no short sectors."""
    sector, free, last, table = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    contents = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    chains, sectors = [table, last], b""
    directory = [_entry("Root Entry", 5, last, 0, child=1)]
    for name, content in contents.items():
        content += b"\0" * (-len(content) % sector)
        first, count = len(chains), len(content) // sector
        chains += [*range(first + 1, first + count), last]
        sectors += content
        sibling = len(directory) + 1 if len(directory) < len(contents) else free
        directory.append(_entry(name, 2, first, len(content), right=sibling))
    assert len(chains) <= sector // 4 and len(directory) <= 4
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, last, 0, last, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    allocation = struct.pack(f"<{sector // 4}I", *chains, *[free] * (sector // 4 - len(chains)))
    return header + allocation + b"".join(directory).ljust(sector, b"\0") + sectors


def _entry(name: str, kind: int, first: int, size: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    spelled = name.encode("utf-16-le")
    links = struct.pack("<III", 0xFFFFFFFF, right, child)
    return (
        struct.pack("<64sHBB", spelled, len(spelled) + 2, kind, 1)
        + links
        + bytes(36)
        + struct.pack("<III", first, size, 0)
    )
