"""Which characters the bytes of a text file stand for: byte order mark, zero bytes, UTF-8, Chinese, then Western."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass, replace

from pmo_analytics.errors import FileRefused

MARKS = {
    codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be",
}  # fmt: skip
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
FIRST_NOT_ASCII = re.compile(rb"[\x80-\xff]")
SAMPLE = 2**20
LAST_LATIN = "\u024f"
LONG_IN_UTF8 = "\u0800"
NO_WORD = re.compile("[^\x00-\x7f]{3,}|[ƒ†‡ˆ‰˜\ufffd]")
UNREADABLE = "\ufffd"
GOOD_TO_BAD = 20
COMMON_SHARE = 0.75

# Where the everyday characters of the Chinese encodings lie: punctuation, full-width signs and the commoner half of
# the characters. Western text that happens to decode falls into the rarer rest.
COMMON = {
    "gb18030": ("gb2312", ((0xA1, 0xA3), (0xB0, 0xD7))),
    "big5": ("big5", ((0xA1, 0xA2), (0xA4, 0xC6))),
}


@dataclass(frozen=True)
class Text:
    """A file's text as UTF-8 bytes without a mark, and the encoding it was in, as found or as `is_said`; U+FFFD stands
    for unreadable bytes. It `is_doubtful` where no encoding makes words of it."""

    utf8: bytes
    encoding: str
    is_said: bool = False
    is_doubtful: bool = False


def decoded(content: bytes, file: str) -> Text:
    """The text of `content`; FileRefused where it holds zero bytes that no encoding explains."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return _in_utf8(content[len(mark) :], encoding, file)
    if b"\x00" in content:
        return _in_utf8(content, _two_byte_order(content, file), file)
    if _is_valid_utf8(content):
        return Text(content, "utf-8")
    if _is_almost_utf8(content):
        return _in_utf8(content, "utf-8", file)
    shares = {encoding: _common_share(content, encoding) for encoding in COMMON}
    likeliest = max(shares, key=lambda encoding: shares[encoding])
    if shares[likeliest] >= COMMON_SHARE:
        return _in_utf8(content, likeliest, file)
    if _is_mostly_utf8(content):
        return _in_utf8(content, "utf-8", file)
    return replace(_in_utf8(content, "cp1252", file), is_doubtful=not _is_western(content))


def decoded_as(content: bytes, encoding: str, file: str) -> Text:
    """The text of `content` in an encoding that somebody named, one of ENCODINGS."""
    without_mark = {"utf-8": "utf-8-sig"}.get(encoding, encoding)
    return replace(_in_utf8(content, without_mark, file), is_said=True)


def _in_utf8(content: bytes, encoding: str, file: str) -> Text:
    text = content.decode(encoding, "replace")
    if "\x00" in text:
        raise FileRefused("errors_reading.binary", file=file)
    return Text(text.encode(), encoding)


def _two_byte_order(content: bytes, file: str) -> str:
    """Zero bytes on one side only are the upper halves of UTF-16 characters, if what they make is text."""
    on_even, on_odd = b"\x00" in content[::2], b"\x00" in content[1::2]
    if on_even != on_odd and len(content) % 2 == 0:
        encoding = "utf-16-be" if on_even else "utf-16-le"
        text = content[:SAMPLE].decode(encoding, "replace")
        foreign = [character for character in text if character > LAST_LATIN]
        common = sum(any(_is_common(character, one) for one in COMMON) for character in foreign)
        if common >= COMMON_SHARE * len(foreign):
            return encoding
    raise FileRefused("errors_reading.binary", file=file)


def _is_valid_utf8(content: bytes) -> bool:
    if content.isascii():  # as much of what is exported is, and ten times as fast to find
        return True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_almost_utf8(content: bytes) -> bool:
    """Whether a few broken characters are the likelier story than another encoding."""
    characters = _beyond_ascii(_sample(content), "utf-8")
    bad = characters[UNREADABLE]
    return characters.total() - bad >= GOOD_TO_BAD * bad


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether most bytes beyond ASCII are UTF-8 of three bytes and more, which is seldom so by chance."""
    characters = _beyond_ascii(_sample(content), "utf-8")
    long = sum(count * len(one.encode()) for one, count in characters.items() if one >= LONG_IN_UTF8)
    return long - 3 * characters[UNREADABLE] > characters[UNREADABLE]


def _is_western(content: bytes) -> bool:
    """Whether most signs beyond ASCII are alone or in twos, as in Western words."""
    text = _sample(content).decode("cp1252", "replace")
    return 2 * sum(map(len, NO_WORD.findall(text))) <= len(NOT_ASCII.findall(text))


def _common_share(content: bytes, encoding: str) -> float:
    """How much of the text beyond ASCII is everyday Chinese when read so, 0 to 1."""
    characters = _beyond_ascii(_sample(content), encoding)
    common = sum(count for character, count in characters.items() if _is_common(character, encoding))
    return common / max(1, characters.total())


def _is_common(character: str, encoding: str) -> bool:
    strict, leads = COMMON[encoding]
    try:
        code = character.encode(strict)
    except UnicodeEncodeError:
        return False
    return any(first <= code[0] <= last for first, last in leads)


def _sample(content: bytes) -> bytes:
    """A stretch that begins where the text leaves ASCII."""
    first = FIRST_NOT_ASCII.search(content)
    return content[first.start() : first.start() + SAMPLE] if first else b""


def _beyond_ascii(content: bytes, encoding: str) -> Counter[str]:
    return Counter(NOT_ASCII.findall(content.decode(encoding, "replace")))
