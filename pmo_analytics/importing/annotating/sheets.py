"""The XML of one sheet: cells that take another style, and the place where the drawing of its notes is named."""

import re
from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from pmo_analytics.importing.annotating.spelling import MAIN, RELATIONS, SpelledOtherwise

CELL = re.compile(
    rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"((?: (?!s=)[^<>= ]+="[^<>"]*")*)(?: s="([0-9]{1,6})")?([^<>]*?)(/?)>'
)
UNNAMED = re.compile(rb'<c(?: (?!r=")|/?>)')
ROOT = re.compile(rb"<worksheet[ >][^<>]*>?")
END_OF_CELLS = (b"</sheetData>", b"<sheetData/>")
# What comes after the drawing of the notes where a sheet has it
AFTER = {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"}


def restyled(
    xml: bytes, severities: Mapping[str, str], style_of: Callable[[int, str | None], int], ours: Iterable[int]
) -> bytes:
    """The sheet with each cell of `severities`, and each in a style of `ours`, in the style that `style_of` gives for
    its own and its severity, None where it has none. A cell that stands nowhere, being blank, keeps looking blank; its
    note is there all the same."""
    if UNNAMED.search(xml):
        raise SpelledOtherwise("c")
    wanted = {cell.encode(): severity for cell, severity in severities.items()}
    before = {b"%d" % style for style in ours}
    pieces, place = [], 0
    for found in CELL.finditer(xml):
        severity, style = wanted.get(found[1]), found[3]
        if severity is None and style not in before:
            continue
        new = b'<c r="%s" s="%d"%s%s%s>' % (found[1], style_of(int(style or 0), severity), found[2], found[4], found[5])
        pieces += [xml[place : found.start()], new]
        place = found.end()
    return b"".join([*pieces, xml[place:]])


class Tail:
    """What follows the cells of a sheet: `drawing` is the relation that leads to the drawing of its notes, if any."""

    def __init__(self, xml: bytes) -> None:
        root = ROOT.search(xml)
        self._cells_end = max(xml.rfind(mark) + len(mark) if mark in xml else -1 for mark in END_OF_CELLS)
        if root is None or self._cells_end < 0 or MAIN not in root[0]:
            raise SpelledOtherwise("worksheet")
        self.drawing: str | None = None
        self._xml, self._before, self._depth = xml, len(root[0]), 0
        self._starts: list[tuple[str, int]] = []
        self._end = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._see_start, self._see_end
        self._parser.Parse(root[0] + xml[self._cells_end :], True)

    def with_drawing(self, relation: str) -> bytes:
        """The sheet naming the drawing of its notes, before the first element of AFTER, or at the end."""
        place = self._cells_end + next((place for tag, place in self._starts if tag in AFTER), self._end)
        element = f'<legacyDrawing xmlns:r="{RELATIONS}" r:id="{relation}"/>'
        return self._xml[:place] + element.encode() + self._xml[place:]

    def _see_start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 2:
            self._starts.append((tag, self._place()))
            if tag == "legacyDrawing":
                self.drawing = next((value for name, value in attributes.items() if name.endswith(":id")), None)
        elif self._depth > 2 and tag in AFTER and ":" in self._starts[-1][0]:
            # an element of another namespace that offers a choice stands for what it offers
            self._starts[-1] = (tag, self._starts[-1][1])

    def _see_end(self, _: str) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._end = self._place()

    def _place(self) -> int:
        return self._parser.CurrentByteIndex - self._before
