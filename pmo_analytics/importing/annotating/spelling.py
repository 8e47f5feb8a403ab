"""How XML is changed here: in place, where it is spelled as spreadsheet programs spell it, else not at all."""

import re
from xml.sax.saxutils import escape, quoteattr

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class SpelledOtherwise(Exception):
    """The XML is not spelled as expected, so nothing is changed in it."""


def spelled(value: str) -> str:
    """`value` in signs that XML may have. What looks like one of Excel's own escapes, _x0041_, is escaped itself."""
    return _LOOKS_ESCAPED.sub("_x005F_", _UNWRITABLE.sub("\ufffd", value))


def text(value: str) -> str:
    """`value` between tags."""
    return escape(spelled(value))


def attribute(value: str) -> str:
    """`value` in quotation marks, as the value of an attribute."""
    return quoteattr(spelled(value))


def put_before(xml: bytes, mark: bytes, piece: str) -> bytes:
    """`xml` with a piece before the last occurrence of a closing tag; in signs that any encoding has."""
    place = xml.rfind(mark)
    if place < 0:
        raise SpelledOtherwise(mark)
    return xml[:place] + piece.encode("ascii", "xmlcharrefreplace") + xml[place:]


def opened(xml: bytes, tag: bytes) -> bytes:
    """`xml` with its root written as a pair of tags, also where it was one that is empty."""
    return re.sub(rb"<(%s\b[^<>]*?)\s*/>\s*\Z" % tag, rb"<\1></%s>" % tag, xml)
