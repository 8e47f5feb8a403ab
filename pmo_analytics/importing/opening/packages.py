"""A zip package opened with distrust: its directory is checked first, then every byte is counted as it is inflated."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing.limits import Limits

PIECE = 2**20
SMALL_ENTRY = 10 * 2**20
LOCAL_HEADER = 30
XML = (".xml", ".rels")
DECLARATIONS = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
LONGEST_DECLARATION = max(map(len, DECLARATIONS))


class Package:
    """The entries of a zip file by name. Paths that leave the package are ignored; nothing is ever written."""

    def __init__(self, path: Path, limits: Limits, file: str) -> None:
        self.file = file
        self.limits = limits
        self.count_bytes = 0
        self._stream = io.BytesIO(path.read_bytes())
        try:
            entries = zipfile.ZipFile(self._stream).infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as broken:
            raise FileRefused("errors_reading.damaged", file=file) from broken
        self._check_directory(entries)
        self._unread = {_tidy(entry.filename): entry for entry in entries if _stays_inside(entry)}
        self._entries = dict(self._unread)
        if len(self._entries) < sum(map(_stays_inside, entries)):
            raise FileRefused("errors_reading.damaged", file=file)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def names(self) -> list[str]:
        """Every entry's name, in lower case with forward slashes."""
        return list(self._entries)

    def part(self, name: str) -> bytes:
        """The inflated bytes of one entry, b'' where there is none; FileRefused beyond a limit or when damaged."""
        entry = self._entries.get(name.lower())
        if entry is None:
            return b""
        is_counted = self._unread.pop(name.lower(), None) is None
        return b"".join(self._inflated(entry, is_counted))

    def copied(self, change: Callable[[bytes], bytes]) -> io.BytesIO:
        """The same package with each of its XML parts as `change` returns it, and nothing else in it."""
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w") as written:
            for name, entry in self._entries.items():
                if name.endswith(XML):
                    written.writestr(_forward(entry.filename), change(self.part(name)))
        copy.seek(0)
        return copy

    def rewritten(self, parts: Mapping[str, bytes]) -> bytes:
        """The same package with these parts in the place of those of the same name, whatever its case, or added."""
        rest = {name.lower(): (name, content) for name, content in parts.items()}
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as written:
            for name, entry in self._entries.items():
                content = rest.pop(name, None)
                written.writestr(_stored(_forward(entry.filename)), content[1] if content else self.part(name))
            for name, content in rest.values():
                written.writestr(_stored(name), content)
        return copy.getvalue()

    def check_rest(self) -> None:
        """Inflate what no reader asked for, keeping nothing: a bomb may lie anywhere in the package."""
        while self._unread:
            _, entry = self._unread.popitem()
            for _ in self._inflated(entry, is_counted=False):
                pass

    def _check_directory(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > self.limits.package_entries:
            raise FileRefused(
                "errors_reading.package_too_large",
                file=self.file, setting="package_entries", limit=self.limits.package_entries,
            )  # fmt: skip
        if any(entry.flag_bits & 1 for entry in entries):
            raise FileRefused("errors_reading.encrypted", file=self.file)
        placed = sorted(entries, key=lambda entry: entry.header_offset)
        if placed and placed[0].header_offset < 0:
            raise FileRefused("errors_reading.damaged", file=self.file)
        for entry, following in zip(placed, placed[1:], strict=False):
            if entry.header_offset + LOCAL_HEADER + entry.compress_size > following.header_offset:
                raise FileRefused("errors_reading.damaged", file=self.file)

    def _inflated(self, entry: zipfile.ZipInfo, is_counted: bool) -> Iterator[bytes]:
        """The entry's bytes in pieces, each counted and, in XML, searched for declarations of its own entities."""
        size, checksum, tail = 0, 0, b""
        is_xml = entry.filename.lower().endswith(XML)
        try:
            for taken, piece in self._pieces(entry):
                size += len(piece)
                self.count_bytes += 0 if is_counted else len(piece)
                self._check_size(entry, size, taken)
                if is_xml and b"!" in (seen := tail + piece) and any(mark in seen for mark in DECLARATIONS):
                    raise FileRefused("errors_reading.own_entities", file=self.file)
                tail = piece[-LONGEST_DECLARATION:]
                checksum = zlib.crc32(piece, checksum)
                yield piece
        except zlib.error as broken:
            raise FileRefused("errors_reading.damaged", file=self.file) from broken
        if size != entry.file_size or checksum != entry.CRC:
            raise FileRefused("errors_reading.damaged", file=self.file)

    def _check_size(self, entry: zipfile.ZipInfo, size: int, taken: int) -> None:
        """Headers may lie about sizes, so only what has come out so far counts."""
        broken = {
            "unpacked_bytes": self.count_bytes > self.limits.unpacked_bytes,
            "inflation_ratio": size > SMALL_ENTRY and size > taken * self.limits.inflation_ratio,
        }
        for setting, is_broken in broken.items():
            if is_broken:
                limit = getattr(self.limits, setting)
                raise FileRefused("errors_reading.package_too_large", file=self.file, setting=setting, limit=limit)
        if size > entry.file_size:
            raise FileRefused("errors_reading.damaged", file=self.file)

    def _pieces(self, entry: zipfile.ZipInfo) -> Iterator[tuple[int, bytes]]:
        """(compressed bytes taken so far, the next inflated piece)."""
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise FileRefused("errors_reading.damaged", file=self.file)
        self._stream.seek(entry.header_offset)
        header = self._stream.read(LOCAL_HEADER)
        if len(header) < LOCAL_HEADER or header[:4] != b"PK\x03\x04":
            raise FileRefused("errors_reading.damaged", file=self.file)
        self._stream.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
        inflater = zlib.decompressobj(-zlib.MAX_WBITS) if entry.compress_type == zipfile.ZIP_DEFLATED else None
        taken = 0
        while taken < entry.compress_size and (stored := self._stream.read(min(PIECE, entry.compress_size - taken))):
            taken += len(stored)
            while stored:
                yield taken, inflater.decompress(stored, PIECE) if inflater else stored
                stored = inflater.unconsumed_tail if inflater else b""
        if inflater:
            yield taken, inflater.flush()


def _stored(name: str) -> zipfile.ZipInfo:
    """An entry without a date, so that the same parts make the same bytes."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _forward(name: str) -> str:
    return name.replace("\\", "/")


def _tidy(name: str) -> str:
    return _forward(name).lower()


def _stays_inside(entry: zipfile.ZipInfo) -> bool:
    name = _tidy(entry.filename)
    return not name.startswith("/") and ".." not in name.split("/") and ":" not in name and not name.endswith("/")
