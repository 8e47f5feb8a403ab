"""The styles of a workbook, and those that its marked cells take instead."""

import re

from pmo_analytics.importing.annotating.spelling import SpelledOtherwise
from pmo_analytics.importing.annotations import FILLS, FRAMES

FILL = re.compile(rb"<fill\b[^<>]*?(?:/>|>.*?</fill>)", re.DOTALL)
XF = re.compile(rb"<xf\b[^<>]*?(?:/>|>.*?</xf>)", re.DOTALL)
LOOKS = {
    "title": '<b/><sz val="14"/>', "plain": '<sz val="10"/>', "header": '<b/><sz val="10"/>', "text": '<sz val="10"/>',
    "link": '<u/><sz val="10"/><color rgb="FF1F5FA8"/>',
}  # fmt: skip
SIDES = ("left", "right", "top", "bottom")


class StyleSheet:
    """styles.xml while styles are added to it; what is there keeps its number."""

    def __init__(self, xml: bytes, lights: set[int]) -> None:
        """`lights` are the styles whose colour may be what the cell says."""
        self.xml = xml
        self._lights = lights
        self._formats = XF.findall(self._section(b"cellXfs")[1])
        self._made: dict[object, int] = {}
        fills = FILL.findall(self._section(b"fills")[1])
        ours = {place for place, fill in enumerate(fills) if any(f"FF{one}".encode() in fill for one in FILLS.values())}
        self.ours = {place for place, xf in enumerate(self._formats) if _number(xf, b"fillId") in ours}
        if not self._formats:
            raise SpelledOtherwise("cellXfs")

    def marked(self, style: int, severity: str | None) -> int:
        """The style of a cell that had `style`: filled, or framed where its colour is not ours to change; of a cell
        that is not marked any more, without our fill."""
        if severity is None and style not in self.ours:
            return style
        key = (style, severity)
        if key not in self._made:
            if style >= len(self._formats):
                raise SpelledOtherwise(f"style {style}")
            if severity is None:
                changes = {b"fillId": 0}
            elif style in self._lights:
                changes = {b"borderId": self._frame(severity), b"applyBorder": 1}
            else:
                changes = {b"fillId": self._fill(severity), b"applyFill": 1}
            self._made[key] = self._add_format(_changed(self._formats[style], changes))
        return self._made[key]

    def of_summary(self, kind: str, severity: str | None = None) -> int:
        """A style of the summary: 'title', 'plain', 'header', 'text' or 'link'; a text may be filled."""
        key = (kind, severity)
        if key not in self._made:
            font = self._once("fonts", "font", f'<font>{LOOKS[kind]}<name val="Calibri"/><family val="2"/></font>')
            fill = self._fill(severity) if severity else 0
            wrap = ' wrapText="1"' if kind in ("text", "header") else ""
            xf = (
                f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyFont="1" applyFill="1" '
                f'applyAlignment="1"><alignment vertical="top"{wrap}/></xf>'
            )
            self._made[key] = self._add_format(xf.encode())
        return self._made[key]

    def _fill(self, severity: str) -> int:
        colour = f'<fgColor rgb="FF{FILLS[severity]}"/><bgColor indexed="64"/>'
        return self._once("fills", "fill", f'<fill><patternFill patternType="solid">{colour}</patternFill></fill>')

    def _frame(self, severity: str) -> int:
        colour = f'<color rgb="FF{FRAMES[severity]}"/>'
        sides = "".join(f'<{side} style="medium">{colour}</{side}>' for side in SIDES)
        return self._once("borders", "border", f"<border>{sides}<diagonal/></border>")

    def _once(self, section: str, tag: str, child: str) -> int:
        if child not in self._made:
            self._made[child] = self._add(section.encode(), tag.encode(), child.encode())
        return self._made[child]

    def _add_format(self, xf: bytes) -> int:
        return self._add(b"cellXfs", b"xf", xf)

    def _add(self, section: bytes, tag: bytes, child: bytes) -> int:
        """Put a child at the end of a section; returns its number there."""
        start, inside, end = self._section(section)
        count = len(re.findall(rb"<%s[ />]" % tag, inside))
        opening = re.sub(rb'\scount="[0-9]+"', b"", start)[:-1] + b' count="%d">' % (count + 1)
        place = self.xml.index(start + inside)
        self.xml = self.xml[:place] + opening + inside + child + end + self.xml[place + len(start + inside + end) :]
        return count

    def _section(self, name: bytes) -> tuple[bytes, bytes, bytes]:
        found = re.search(rb"(<%s\b[^<>]*(?<!/)>)(.*?)(</%s>)" % (name, name), self.xml, re.DOTALL)
        if found is None:
            raise SpelledOtherwise(name)
        return found[1], found[2], found[3]


def _number(xf: bytes, name: bytes) -> int:
    found = re.match(rb'<xf\b[^<>]*\s%s="([0-9]+)"' % name, xf)
    return int(found[1]) if found else 0


def _changed(xf: bytes, changes: dict[bytes, int]) -> bytes:
    """A cell format with some attributes of its opening tag set."""
    end = xf.index(b">")
    opening, rest = xf[:end].rstrip(b"/ "), xf[end:] if xf[end - 1 : end] != b"/" else b"/" + xf[end:]
    for name, value in changes.items():
        opening = re.sub(rb'\s%s="[^"]*"' % name, b"", opening) + b' %s="%d"' % (name, value)
    return opening + rest
