"""Records of delimited text, with quotes taken at their word: a quote that never closes would swallow what follows."""

import csv
import io
import itertools
from collections.abc import Iterator

from pmo_analytics.errors import FileRefused

csv.field_size_limit(2**31 - 1)


class Records:
    """The records of a text in UTF-8, one list of cells each, [] for a blank line.

    While they are read, `ends` takes the number of the line on which each record ends, and `stray` the lines whose
    quotes do not pair up but harm no other line. FileRefused names the line where a quote opens that never closes.
    """

    def __init__(self, utf8: bytes, delimiter: str, file: str, first_line: int) -> None:
        self.ends: list[int] = []
        self.stray: list[int] = []
        self._lines = io.TextIOWrapper(io.BytesIO(utf8), "utf-8", newline="")
        self._delimiter = delimiter
        self._file = file
        self.first_line = first_line
        self._before = first_line - 1
        self._last_line = ""

    def __iter__(self) -> Iterator[list[str]]:
        lines = self._remembered()
        while True:
            reader = csv.reader(lines, delimiter=self._delimiter, strict=True)
            count_lines = 0
            try:
                for record in reader:
                    count_lines = reader.line_num
                    self.ends.append(self._before + count_lines)
                    yield record
                return
            except csv.Error:
                self._before += reader.line_num
                self.ends.append(self._before)
                yield self._forgiven(reader.line_num - count_lines)

    def _remembered(self) -> Iterator[str]:
        for line in self._lines:
            self._last_line = line
            yield line

    def _forgiven(self, count_lines: int) -> list[str]:
        """The record of one line whose quotes do not pair up; a second line would join it if a quote were open."""
        closing = csv.reader(itertools.chain([self._last_line], [""]), delimiter=self._delimiter)
        records = list(closing) if count_lines == 1 else []
        if len(records) != 2:
            line = self._before - count_lines + 1
            raise FileRefused("errors_reading.open_quote", file=self._file, line=line)
        self.stray.append(self._before)
        return records[0]
