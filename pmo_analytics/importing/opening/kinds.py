"""Which kind of file this is, by its content; its name is only a hint that a note is made of where it is wrong."""

import re
from pathlib import Path, PurePosixPath
from typing import Literal

from pmo_analytics.errors import FileRefused

Kind = Literal["package", "compound", "html", "text"]
ContentKind = Literal["xlsx", "xlsb", "ods", "xls", "html", "delimited"]

START = 4096
SIGNATURES = {
    b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"II*\x00": "TIFF", b"MM\x00*": "TIFF",
    b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"7z\xbc\xaf": "7-Zip", b"Rar!": "RAR", b"\xfd7zXZ": "xz", b"PAR1": "Parquet",
    b"SQLite format 3": "SQLite", b"\x7fELF": "program", b"{\\rtf": "RTF", b"MIME-Version:": "MHTML",
    b'{"': "JSON", b"[{": "JSON",
}  # fmt: skip
MARKUP = re.compile(rb"<(!doctype|\?xml|!--|html|head|meta|body|style|table|div)\b", re.IGNORECASE)
TABLE = re.compile(rb"<table[\s>]", re.IGNORECASE)
EXTENSIONS: dict[ContentKind, tuple[str, ...]] = {
    "xlsx": (".xlsx", ".xlsm"), "xlsb": (".xlsb",), "ods": (".ods",), "xls": (".xls",),
    "html": (".html", ".htm"), "delimited": (".csv", ".tsv", ".txt"),
}  # fmt: skip


def kind_of(path: Path, file: str) -> Kind:
    """The family of formats the first bytes belong to; FileRefused names what it is where it can hold no table."""
    with path.open("rb") as stream:
        start = stream.read(START)
    if not start:
        raise FileRefused("errors_reading.empty", file=file)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "package"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "compound"
    for signature, name in SIGNATURES.items():
        if start.startswith(signature):
            raise FileRefused("errors_reading.no_table_file", file=file, kind=name)
    if MARKUP.match(start.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip(b"\xff\xfe \t\r\n")):
        if TABLE.search(path.read_bytes().replace(b"\x00", b"")):
            return "html"
        raise FileRefused("errors_reading.page_without_table", file=file)
    return "text"


def is_named_otherwise(kind: ContentKind, file: str) -> bool:
    """Whether the file's name promises another kind than `kind`."""
    return PurePosixPath(file).suffix.lower() not in EXTENSIONS[kind]
