"""Ways to break a file: bytes anywhere, the inside of a package, a word or a line of a text, a cell."""

import io
import random
import re
import zipfile
from xml.sax.saxutils import escape

from tests.importing.handmade import package

NASTY = (
    "", " ", "0", "-1", "1e400", "NaN", "Infinity", "-0", "99999999999999999999999999", "1,234.5", "1.234,5", "１２３",
    "45%",
    "2026-02-30", "0000-00-00", "9999-12-31", "31/12/2026", "2026年3月", "3月底", "Q3 2025", "45688", "#N/A", "#DIV/0!",
    "=1+1", "@SUM(A1)", "'); drop table x; --", "<img src=x onerror=1>", "{row}", "合计", "小计", "Total",
    "Grand total:",
    "Project ID", "项目名称", "Subitems", "Name", "预算(万元)", "单位：万元", "Note: see below", "\u202egnp.exe",
    "e\u0301" * 40,
    "👩‍👩‍👧", "𠀀𠀁", "x" * 40_000, "-+" * 16_000, "a\nb", 'say "yes"', "N/A", "待定", "长期", "1.2亿", "€5m",
    "fill:#FF0000", "true",
)  # fmt: skip
TEXTS, ATTRIBUTES = re.compile(r"(?<=>)([^<>]+)(?=<)"), re.compile(r'(?<==")([^<>"]+)(?=")')


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The file with one to four things broken in it: bytes anywhere, or the inside of a package or of a text."""
    for _ in range(chance.randint(1, 4)):
        if content.startswith(b"PK") and chance.random() < 0.7:
            content = _in_package(content, chance)
        elif chance.random() < 0.5:
            content = _in_words(content, chance)
        else:
            content = chance.choice(BYTES)(content, chance)
    return content


def _flipped(content: bytes, chance: random.Random) -> bytes:
    broken = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        if broken:
            broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def _cut(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:start] if chance.random() < 0.3 else content[:start] + content[end:]


def _again(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:end] + content[start:end] * chance.choice((1, 1, 3)) + content[end:]


def _stuffed(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return (
        content[:at] + chance.choice((chance.randbytes(20), b"\0" * 9, b'"', b"\r", b"\xff\xfe", b"<")) + content[at:]
    )


BYTES = (_flipped, _cut, _again, _stuffed)


def _in_package(content: bytes, chance: random.Random) -> bytes:
    """One part of a zip changed, and the zip sound again."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:
        return _flipped(content, chance)
    if not parts:
        return _stuffed(content, chance)
    name = chance.choice(list(parts))
    change = chance.choice((*[_in_cells] * 8, _in_words, *BYTES))
    parts[name] = change(parts[name], chance)
    if chance.random() < 0.05:
        del parts[name]
    return package(parts)


def _in_cells(content: bytes, chance: random.Random) -> bytes:
    """Texts and attributes of an XML part replaced by others or by nasty ones; it stays well formed."""
    text = content.decode("utf-8", "replace")
    found = list((TEXTS if chance.random() < 0.85 else ATTRIBUTES).finditer(text))
    for one in sorted(
        chance.sample(found, min(len(found), chance.choice((1, 1, 3, 9)))), key=lambda one: -one.start(1)
    ):
        word = chance.choice(NASTY) if chance.random() < 0.7 else chance.choice(found)[1]
        text = text[: one.start(1)] + escape(word, {'"': "&quot;"}) + text[one.end(1) :]
    return text.encode()


def _in_words(content: bytes, chance: random.Random) -> bytes:
    """A word, a number, an attribute or a line replaced, moved or doubled; the encoding of the rest stays."""
    encoding = next((one for one in ("utf-8", "gb18030", "latin-1") if _decodes(content, one)), "latin-1")
    text = content.decode(encoding)
    for mark in ("\n", "<row", "<c ", "</", ",", "<", '"'):
        pieces = text.split(mark)
        if len(pieces) > 2 and chance.random() < 0.5:
            one, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
            match chance.randrange(4):
                case 0:
                    pieces[one], pieces[other] = pieces[other], pieces[one]
                case 1:
                    pieces[one] = pieces[other]
                case 2:
                    del pieces[one]
                case 3:
                    word = chance.choice(NASTY)
                    pieces[one] = f'"{word}"' if mark == "," and chance.random() < 0.5 else word
            return mark.join(pieces).encode(encoding, "replace")
    return content


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
