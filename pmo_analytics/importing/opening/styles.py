"""The cell styles of a workbook: which show percentages, days or times, which are filled like a light."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from pmo_analytics.importing.opening.colours import INDEXED, is_light, tinted
from pmo_analytics.importing.opening.number_formats import is_calendar, is_clock, is_percent

HEX = re.compile(r"[0-9A-Fa-f]{6,8}")


@dataclass
class Styles:
    """Numbers of cell styles; `lights` gives the colour, as #RRGGBB, of a style filled like a traffic light."""

    percent: set[int] = field(default_factory=set)
    calendar: set[int] = field(default_factory=set)
    clock: set[int] = field(default_factory=set)
    lights: dict[int, str] = field(default_factory=dict)

    @classmethod
    def from_xml(cls, styles: bytes, theme: bytes) -> "Styles":
        """Read from styles.xml and theme1.xml, each b'' where the workbook has none; ParseError when malformed."""
        found = cls()
        if not styles:
            return found
        root = ElementTree.fromstring(styles)
        codes = {int(one.get("numFmtId", -1)): one.get("formatCode", "") for one in _under(root, "numFmts")}
        colours = _theme_colours(theme)
        fills = [_fill_colour(one, colours) for one in _under(root, "fills")]
        for number, style in enumerate(_under(root, "cellXfs")):
            format_number, fill = int(style.get("numFmtId", 0)), int(style.get("fillId", 0))
            found.add(number, format_number, codes.get(format_number))
            colour = fills[fill] if fill < len(fills) else None
            if colour and is_light(colour):
                found.lights[number] = f"#{colour}"
        return found

    def add(self, style: int, format_number: int, code: str | None) -> None:
        """This style shows numbers in format `format_number`, spelled `code` where the file spells it."""
        for shows, styles in ((is_percent, self.percent), (is_calendar, self.calendar), (is_clock, self.clock)):
            if shows(format_number, code):
                styles.add(style)


def _under(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """The children of the root's child of that name, whatever the namespace."""
    for child in root:
        if child.tag.rpartition("}")[2] == name:
            yield from child


def _fill_colour(fill: ElementTree.Element, theme: list[str]) -> str | None:
    pattern = next(iter(fill), None)
    if pattern is None or pattern.get("patternType") != "solid":
        return None
    foreground = next((one for one in pattern if one.tag.endswith("fgColor")), None)
    return None if foreground is None else _colour(foreground, theme)


def _colour(one: ElementTree.Element, theme: list[str]) -> str | None:
    """RRGGBB of a colour given outright, by the old palette or by the theme."""
    tint = float(one.get("tint", 0))
    if HEX.fullmatch(spelled := one.get("rgb", "")):
        return tinted(spelled[-6:].upper(), tint) if tint else spelled[-6:].upper()
    if (indexed := one.get("indexed")) is not None:
        return INDEXED.get(int(indexed))
    place = int(one.get("theme", -1))
    return tinted(theme[place], tint) if 0 <= place < len(theme) else None


def _theme_colours(theme: bytes) -> list[str]:
    """The theme's colours in the order cells count them: light before dark, twice, then the accents."""
    if not theme:
        return []
    scheme = next((one for one in ElementTree.fromstring(theme).iter() if one.tag.endswith("}clrScheme")), None)
    spelled = [colour.get("lastClr") or colour.get("val", "") for slot in scheme or () for colour in slot]
    colours = [one.upper() if HEX.fullmatch(one) else "000000" for one in spelled]
    return [*reversed(colours[:2]), *reversed(colours[2:4]), *colours[4:]]
