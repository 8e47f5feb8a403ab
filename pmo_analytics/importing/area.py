"""A part of a sheet while tables are looked for in it: which cells are filled and what they hold."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np

from pmo_analytics.importing.headers import read_header
from pmo_analytics.importing.sheets import Grid, address
from pmo_analytics.importing.traditional import simplified

Vocabulary = Callable[[str], float]
CellKind = Literal["number", "date", "text"]

LONGEST_HEADER, LONGEST_NAME, LONGEST_PERIOD = 400, 80, 30
REMEMBERED_ROWS = 300
KNOWN_WORD = 0.8  # from here on a vocabulary calls a text a header
NUMBER = re.compile(
    r"[-+−(]?\s?(?:[£$€¥￥]|[A-Z]{2,3}\s)?\s?[-−]?\d[\d,. ]*(?:e[-+]?\d+)?\s?(?:[%)元万亿kKmM]|bn|万元|亿元)*"
)
DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}.*|\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2,4}.*")
ERROR = re.compile(
    r"(?i)#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNCALCULATED)"
)


def is_error(text: str) -> bool:
    """Whether a cell holds a formula that failed or was never calculated."""
    return text.startswith("#") and ERROR.fullmatch(text) is not None


@lru_cache(maxsize=50_000)
def cell_kind(text: str) -> CellKind:
    """Whether a text reads as a date, a number, or neither."""
    plain = simplified(text.strip())
    if DATE.fullmatch(plain):
        return "date"
    return "number" if NUMBER.fullmatch(plain) else "text"


@dataclass(frozen=True)
class Area:
    """The columns `first` to `last` (0-based, both included) of a grid; `is_turned`: the grid is a transposed sheet."""

    grid: Grid
    vocabulary: Vocabulary
    first: int
    last: int
    is_turned: bool = False

    @classmethod
    def whole(cls, grid: Grid, vocabulary: Vocabulary, is_turned: bool = False) -> "Area":
        """All of a grid."""
        return cls(grid, vocabulary, 0, len(grid.columns) - 1, is_turned)

    def part(self, first: int, last: int) -> "Area":
        """The same grid between two other columns."""
        part = replace(self, first=first, last=last)
        part.__dict__["filled"] = self.filled
        return part

    @cached_property
    def filled(self) -> np.ndarray:
        """Which cells of the whole grid are not blank: rows x columns, bool."""
        if not self.grid.columns:
            return np.zeros((0, 0), dtype=bool)
        # a column's cells lie side by side, as rows are many: what is asked of every row is asked column by column
        return np.array([column.is_valid().to_numpy(zero_copy_only=False) for column in self.grid.columns]).T

    @cached_property
    def rows(self) -> np.ndarray:
        """The rows with at least one filled cell in this area, ascending."""
        return np.flatnonzero(self.filled[:, self.first : self.last + 1].any(axis=1))

    @cached_property
    def row_set(self) -> frozenset[int]:
        """The same rows, for asking whether a row is blank."""
        return frozenset(self.rows.tolist())

    def places(self, row: int) -> list[int]:
        """The columns filled in a row."""
        return [self.first + int(at) for at in np.flatnonzero(self.filled[row, self.first : self.last + 1])]

    def cells(self, row: int) -> list[tuple[int, str]]:
        """(column, text) of the filled cells of a row; nobody changes the list."""
        known = self._first_rows.get(row)
        if known is None:
            known = [(column, self.grid.cell(row, column) or "") for column in self.places(row)]
            if len(self._first_rows) < REMEMBERED_ROWS:
                self._first_rows[row] = known
        return known

    @cached_property
    def _first_rows(self) -> dict[int, list[tuple[int, str]]]:
        """The cells of the rows asked for first: the search for headers asks for the same ones again and again."""
        return {}

    def text(self, row: int, column: int) -> str:
        """The text of a cell, '' where blank."""
        return (self.grid.cell(row, column) or "") if self.filled[row, column] else ""

    def address(self, row: int, column: int) -> str:
        """The cell's address on the sheet as it was written."""
        return address(column, row) if self.is_turned else address(row, column)

    def is_known(self, text: str) -> bool:
        """Whether the vocabulary calls the text a header; long texts only where a definition follows the name."""
        if len(text) > LONGEST_HEADER or (len(text) > LONGEST_NAME and not set(text) & {"(", "（", "\n"}):
            return False
        return self.vocabulary(text.rstrip(" :：")) >= KNOWN_WORD


def is_period(text: str) -> bool:
    """Whether a text is no more than a month or a year, as the headers of a plan by months are."""
    if len(text) > LONGEST_PERIOD:
        return False
    said = read_header(text)
    return said.name == "" and (said.month is not None or said.years is not None)
