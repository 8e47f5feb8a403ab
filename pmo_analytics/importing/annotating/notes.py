"""The notes of a sheet's cells: the part that holds their texts, and the drawing of boxes that Excel wants beside it.
Notes that are there stay; ours of an earlier round go."""

import re
from collections.abc import Iterable, Mapping
from itertools import count

from pmo_analytics.importing.annotating.spelling import HEADER, MAIN, SpelledOtherwise, put_before, text
from pmo_analytics.importing.annotations import FILLS, Remark
from pmo_analytics.importing.sheets import address, column_number

AUTHOR = "PMO Analytics"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
SHAPES_IN_A_BLOCK, BLOCKS_FOR_A_SHEET = 1024, 8
FIRST_BLOCK = 64  # beyond those that a workbook's own drawings count in
YELLOW = "FFFFE1"  # Excel's own notes
COLUMNS_WIDE, LINE_SIGNS = 4, 44

COMMENT = re.compile(rb"<comment\b([^<>]*)>(.*?)</comment>", re.DOTALL)
AUTHORS = re.compile(rb"<author\s*/>|<author>(.*?)</author>", re.DOTALL)
PLAIN = re.compile(rb"<text>\s*(<t\b[^<>]*>[^<]*</t>)\s*</text>")
OUR_TEXT = re.compile(rb"\s*\[%s\][^<]*(?=</t>)" % AUTHOR.encode())
EMPTY_RUN = re.compile(rb"<r>(?:<rPr>(?:(?!</r>).)*</rPr>)?<t\b[^<>]*></t></r>", re.DOTALL)
KIND = re.compile(rb'\bObjectType="(\w+)"')
SHAPE = re.compile(rb"<v:shape\b(?:(?!</v:shape>).)*</v:shape>", re.DOTALL)
PLACE = re.compile(rb"<x:Row>\s*([0-9]+)\s*</x:Row>\s*<x:Column>\s*([0-9]+)\s*</x:Column>")
SHAPE_NUMBER = re.compile(rb"_x0000_s([0-9]{1,9})\b")
BLOCKS = re.compile(rb'(<o:idmap\b[^<>]*\bdata=")([0-9, ]*)(")')

NO_COMMENTS = (
    f'{HEADER}<comments xmlns="{MAIN.decode()}"><authors></authors><commentList></commentList></comments>'.encode()
)
NO_SHAPES = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
)
BOX = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def has_ours(comments: bytes) -> bool:
    """Whether notes of ours are among the texts."""
    return AUTHOR.encode() in comments


def commented(comments: bytes, notes: Mapping[str, Remark]) -> bytes:
    """The texts with ours of an earlier round taken out and `notes` put in, by the address of their cells."""
    names = [found[1] for found in AUTHORS.finditer(comments)]
    ours = {str(place).encode() for place, name in enumerate(names) if name == AUTHOR.encode()}
    taken: set[str] = set()

    def renewed(found: re.Match[bytes]) -> bytes:
        if _value(found[1], b"authorId") in ours:
            return b""
        cell = _value(found[1], b"ref").decode()
        taken.add(cell)
        inside = EMPTY_RUN.sub(b"", OUR_TEXT.sub(b"", found[2]))
        return b"<comment%s>%s</comment>" % (found[1], _joined(inside, notes[cell]) if cell in notes else inside)

    kept = COMMENT.sub(renewed, comments)
    author = int(min(ours, key=int)) if ours else len(names)
    if not ours:
        kept = put_before(kept, b"</authors>", f"<author>{AUTHOR}</author>")
    added = "".join(
        f'<comment ref="{cell}" authorId="{author}"><text>{_run(note.text)}</text></comment>'
        for cell, note in notes.items()
        if cell not in taken
    )
    return put_before(kept, b"</commentList>", added)


def free_block(drawings: Iterable[bytes]) -> int:
    """The first of the blocks of numbers that no shape of a workbook's drawings is counted in."""
    counted = (int(number) // SHAPES_IN_A_BLOCK for one in drawings for number in SHAPE_NUMBER.findall(one))
    return max((FIRST_BLOCK, *(block + 1 for block in counted)))


def boxed(drawing: bytes, comments: bytes, notes: Mapping[str, Remark], first: int) -> bytes:
    """The drawing with a box for each text and none for those that are gone; a drawing of nothing but boxes that is
    spelled otherwise is drawn anew. `first` is the block that new boxes are counted in."""
    texts = {_value(found[1], b"ref").decode(): found[2] for found in COMMENT.finditer(comments)}
    if not SHAPE.search(drawing) and set(KIND.findall(drawing)) == {b"Note"}:
        drawing = NO_SHAPES
    there: set[str] = set()

    def kept(found: re.Match[bytes]) -> bytes:
        cell = _cell_of(found[0])
        if cell is None:
            return found[0]
        there.add(cell)
        return found[0] if cell in texts else b""

    drawing = SHAPE.sub(kept, drawing)
    new = [cell for cell in texts if cell not in there]
    numbers = count(first * SHAPES_IN_A_BLOCK + 1)
    blocks = range(first, first + 1 + len(new) // SHAPES_IN_A_BLOCK)
    drawing = BLOCKS.sub(lambda found: found[1] + _blocks(found[2], blocks) + found[3], drawing, count=1)
    type_of_boxes = "" if b'id="_x0000_t202"' in drawing else BOX
    shapes = "".join(
        _shape(cell, _said(texts[cell]), FILLS[notes[cell].severity] if cell in notes else YELLOW, next(numbers))
        for cell in new
    )
    return put_before(drawing, b"</xml>", type_of_boxes + shapes)


def _said(inside: bytes) -> str:
    """About what a note says; its box is made as large."""
    return re.sub(rb"<[^<>]*>", b"", inside).decode("utf-8", "replace")


def _joined(inside: bytes, note: Remark) -> bytes:
    """The inside of somebody's note with ours below it."""
    runs = PLAIN.sub(rb"<text><r>\1</r></text>", inside)
    if runs.count(b"</text>") != 1:
        raise SpelledOtherwise("comment")
    return put_before(runs, b"</text>", _run(f"\n\n[{AUTHOR}] {note.text}"))


def _run(said: str) -> str:
    return f'<r><rPr><sz val="9"/></rPr><t xml:space="preserve">{text(said)}</t></r>'


def _value(attributes: bytes, name: bytes) -> bytes:
    found = re.search(rb'\b%s="([^"]*)"' % name, attributes)
    if found is None:
        raise SpelledOtherwise(name)
    return found[1]


def _cell_of(shape: bytes) -> str | None:
    """The address of the cell that a box belongs to; None where the shape is no box of a note."""
    found = PLACE.search(shape)
    return address(int(found[1]), int(found[2])) if found and b'"Note"' in shape else None


def _blocks(had: bytes, more: Iterable[int]) -> bytes:
    numbers = [number for number in had.replace(b" ", b"").split(b",") if number]
    return b",".join([*numbers, *(b"%d" % number for number in more)])


def _shape(cell: str, said: str, colour: str, number: int) -> str:
    letters = cell.rstrip("0123456789")
    row, column = int(cell[len(letters) :]) - 1, column_number(letters)
    lines = 2 + sum(1 + _width(line) // LINE_SIGNS for line in said.split("\n"))
    left, top = min(column + 1, LAST_COLUMN - COLUMNS_WIDE - 1), max(0, min(row - 1, LAST_ROW - lines - 1))
    fill = f"#{colour.lower()}"
    anchor = f"{left}, 12, {top}, 8, {left + COLUMNS_WIDE}, 12, {top + lines}, 8"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:4pt;'
        f'width:230pt;height:{15 * lines}pt;z-index:1;visibility:hidden" fillcolor="{fill}" o:insetmode="auto">'
        f'<v:fill color2="{fill}"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _width(line: str) -> int:
    """In half characters: a Chinese one is as wide as two Latin ones."""
    return sum(2 if ord(sign) >= 0x1100 else 1 for sign in line)
