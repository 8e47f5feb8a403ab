"""The notes of a sheet's cells: the part that holds their texts, and the drawing that Excel wants beside it."""

from collections.abc import Mapping
from itertools import count

from pmo_analytics.importing.annotating.spelling import HEADER, MAIN, text
from pmo_analytics.importing.annotations import FILLS, Remark
from pmo_analytics.importing.sheets import column_number

AUTHOR = "PMO Analytics"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
SHAPES_IN_A_BLOCK = 1024
FIRST_BLOCK = 64  # beyond those that the workbook's own drawings count in
LINE_SIGNS, LINE_POINTS, WIDTH_POINTS = 42, 13, 230


def comments(notes: Mapping[str, Remark]) -> bytes:
    """The texts by the address of their cells."""
    written = "".join(
        f'<comment ref="{cell}" authorId="0"><text><r><rPr><sz val="9"/></rPr>'
        f'<t xml:space="preserve">{text(note.text)}</t></r></text></comment>'
        for cell, note in notes.items()
    )
    return (
        f'{HEADER}<comments xmlns="{MAIN.decode()}"><authors><author>{AUTHOR}</author></authors>'
        f"<commentList>{written}</commentList></comments>"
    ).encode()


def drawing(notes: Mapping[str, Remark], place: int) -> bytes:
    """The boxes that the texts appear in; `place` counts the drawings that were made for the workbook."""
    blocks = range(FIRST_BLOCK + 8 * place, FIRST_BLOCK + 8 * place + 1 + len(notes) // SHAPES_IN_A_BLOCK)
    numbers = count(blocks[0] * SHAPES_IN_A_BLOCK + 1)
    shapes = "".join(_shape(cell, note, next(numbers)) for cell, note in notes.items())
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{",".join(map(str, blocks))}"/></o:shapelayout>'
        '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
        f"{shapes}</xml>"
    ).encode()


def _shape(cell: str, note: Remark, number: int) -> str:
    letters = cell.rstrip("0123456789")
    row, column = int(cell[len(letters) :]) - 1, column_number(letters)
    colour = f"#{FILLS[note.severity].lower()}"
    height = LINE_POINTS * (2 + sum(1 + _width(line) // LINE_SIGNS for line in note.text.split("\n")))
    anchor = f"{column + 1}, 12, {max(0, row - 1)}, 8, {column + 5}, 12, {row + 6}, 8"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:4pt;'
        f'width:{WIDTH_POINTS}pt;height:{height}pt;z-index:1;visibility:hidden" fillcolor="{colour}" '
        f'o:insetmode="auto"><v:fill color2="{colour}"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
        f'</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _width(line: str) -> int:
    """In half characters: a Chinese one is as wide as two Latin ones."""
    return sum(2 if ord(sign) >= 0x1100 else 1 for sign in line)
