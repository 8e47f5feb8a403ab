"""The compound file of old Office formats: a small file system of named streams in chained sectors."""

import struct

from pmo_analytics.errors import FileRefused

FREE = 0xFFFF_FFFA
HEADER = 512
ENTRY = 128
STREAM, ROOT = 2, 5


class Compound:
    """Streams by name, from the bytes of the whole file; FileRefused where its chains lead nowhere or in circles."""

    def __init__(self, content: bytes, file: str) -> None:
        self._content, self._file = content, file
        try:
            self._read()
        except (struct.error, IndexError) as broken:
            raise self._damaged() from broken

    def __contains__(self, name: str) -> bool:
        return name in self._streams

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; KeyError where there is none."""
        first, size = self._streams[name]
        if size < self._mini_limit:
            return self._chained(first, self._mini_table, self._mini_sectors, 0, self._mini_size)[:size]
        return self._chained(first, self._table, self._content, self._size, self._size)[:size]

    def _read(self) -> None:
        self._size = 1 << struct.unpack_from("<H", self._content, 30)[0]
        self._mini_size = 1 << struct.unpack_from("<H", self._content, 32)[0]
        if self._size not in (512, 4096) or self._mini_size != 64:
            raise self._damaged()
        (directory,) = struct.unpack_from("<I", self._content, 48)
        self._mini_limit, mini_table, _, more, _ = struct.unpack_from("<5I", self._content, 56)
        self._table = self._allocation(more)
        entries = self._chained(directory, self._table, self._content, self._size, self._size)
        self._streams: dict[str, tuple[int, int]] = {}
        root = (0, 0)
        for start in range(0, len(entries) - ENTRY + 1, ENTRY):
            length, kind = struct.unpack_from("<HB", entries, start + 64)
            name = entries[start : start + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", entries, start + 116)
            if kind == STREAM:
                self._streams.setdefault(name, (first, size))
            elif kind == ROOT:
                root = first, size
        packed = self._chained(mini_table, self._table, self._content, self._size, self._size)
        self._mini_table = struct.unpack(f"<{len(packed) // 4}I", packed)
        self._mini_sectors = self._chained(root[0], self._table, self._content, self._size, self._size)

    def _allocation(self, more: int) -> tuple[int, ...]:
        """Which sector follows which; its own sectors are listed in the header, then in sectors chained from `more`."""
        listed = list(struct.unpack_from("<109I", self._content, 76))
        per_sector = self._size // 4 - 1
        for _ in range(len(self._content) // self._size):
            if more >= FREE:
                break
            *sectors, more = struct.unpack_from(f"<{per_sector + 1}I", self._content, (more + 1) * self._size)
            listed += sectors
        packed = b"".join(
            self._content[(sector + 1) * self._size : (sector + 2) * self._size] for sector in listed if sector < FREE
        )
        return struct.unpack(f"<{len(packed) // 4}I", packed[: len(packed) // 4 * 4])

    def _chained(self, sector: int, table: tuple[int, ...], content: bytes, offset: int, size: int) -> bytes:
        """The sectors of one chain end to end."""
        pieces = []
        while sector < FREE:
            if sector >= len(table) or len(pieces) > len(table):
                raise self._damaged()
            pieces.append(content[offset + sector * size : offset + (sector + 1) * size])
            sector = table[sector]
        return b"".join(pieces)

    def _damaged(self) -> FileRefused:
        return FileRefused("errors_reading.damaged", file=self._file)
