"""The XML of one sheet: cells that take another style, and the place where the drawing of its notes is named."""

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

from pmo_analytics.importing.annotating.spelling import MAIN, RELATIONS, SpelledOtherwise

CELL = re.compile(rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"([^<>]*?)(/?)>')
UNNAMED = re.compile(rb'<c(?: (?!r=")|/?>)')
STYLE = re.compile(rb'\ss="([0-9]{1,6})"')
ROOT = re.compile(rb"<worksheet[ >][^<>]*>?")
END_OF_CELLS = (b"</sheetData>", b"<sheetData/>")
# What comes after the drawing of the notes where a sheet has it
AFTER = {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"}


def restyled(xml: bytes, severities: Mapping[str, str], style_of: Callable[[int, str], int]) -> bytes:
    """The sheet with each cell of `severities` in the style that `style_of` gives for its own and the severity.
    A cell that stands nowhere, being blank, keeps looking blank; its note is there all the same."""
    if UNNAMED.search(xml):
        raise SpelledOtherwise("c")
    wanted = {address.encode(): severity for address, severity in severities.items()}
    pieces, place = [], 0
    for found in CELL.finditer(xml):
        severity = wanted.get(found[1])
        if severity is None:
            continue
        had = STYLE.search(found[2])
        rest = STYLE.sub(b"", found[2])
        style = style_of(int(had[1]) if had else 0, severity)
        pieces += [xml[place : found.start()], b'<c r="%s" s="%d"%s%s>' % (found[1], style, rest, found[3])]
        place = found.end()
    return b"".join([*pieces, xml[place:]])


def with_drawing(xml: bytes, relation: str) -> bytes:
    """The sheet naming the drawing of its notes. SpelledOtherwise where it has one already."""
    root = ROOT.search(xml)
    end = max(xml.rfind(mark) + len(mark) if mark in xml else -1 for mark in END_OF_CELLS)
    if root is None or end < 0 or MAIN not in root[0]:
        raise SpelledOtherwise("worksheet")
    place = end + _place_in(root[0], xml[end:])
    element = f'<legacyDrawing xmlns:r="{RELATIONS}" r:id="{relation}"/>'
    return xml[:place] + element.encode() + xml[place:]


def _place_in(root: bytes, tail: bytes) -> int:
    """Where in what follows the cells the drawing belongs: before the first element of AFTER, or at the end. One in an
    element of another namespace, which offers a choice, stands for the choice."""
    starts: list[tuple[str, int]] = []
    depth, ends = 0, len(tail)
    parser = expat.ParserCreate()

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth == 2:
            starts.append((tag, parser.CurrentByteIndex - len(root)))
        elif depth > 2 and tag in ("controls", "oleObjects") and ":" in starts[-1][0]:
            starts[-1] = (tag, starts[-1][1])

    def end(_: str) -> None:
        nonlocal depth, ends
        depth -= 1
        if depth == 0:
            ends = parser.CurrentByteIndex - len(root)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(root + tail, True)
    if any(tag == "legacyDrawing" for tag, _ in starts):
        raise SpelledOtherwise("legacyDrawing")
    return next((place for tag, place in starts if tag in AFTER), ends)
