"""Grids of cells with addresses: what any file becomes before anybody asks what its cells mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import pyarrow as pa

from pmo_analytics.reading import Finding

Merged = tuple[int, int, int, int]


def column_letters(column: int) -> str:
    """The letters of a 0-based column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The 0-based column of its letters: A is 0, AA is 26."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def address(row: int, column: int) -> str:
    """The address of a 0-based position as a spreadsheet shows it: (13, 3) is D14."""
    return f"{column_letters(column)}{row + 1}"


def cell_row(cell: str) -> int:
    """The 0-based row of an address: 13 for D14."""
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1


def cell_column(cell: str) -> int:
    """The 0-based column of an address: 3 for D14."""
    return column_number(cell.rstrip("0123456789"))


def first_texts(column: pa.StringArray, count: int) -> list[str]:
    """The first so many texts of a column; where most of it is blank they may be fewer, if there are any."""
    found = column[: 10 * count].drop_null()
    return (found if len(found) else column.drop_null())[:count].to_pylist()


@dataclass(frozen=True)
class Grid:
    """One sheet as text. `columns` are equally long, position 0 is the sheet's column A, row 0 its row 1; null is a
    blank cell (nothing, or only spaces). `name` is the sheet's, for a text file the file's without its ending.

    Numbers are in their shortest exact form, percent-formatted ones as 45%, dates, times and durations ISO, truth
    true/false, error cells as #N/A and the like, formulas without a stored result #UNCALCULATED, blank cells filled
    like a traffic light fill:#RRGGBB if `are_colours_read`. `merged` holds (first row, first column, last row, last
    column), 0-based.
    """

    name: str
    columns: tuple[pa.StringArray, ...]
    hidden: bool = False
    merged: tuple[Merged, ...] = ()
    notes: tuple[Finding, ...] = ()
    are_colours_read: bool = True

    @classmethod
    def from_rows(cls, name: str, rows: Sequence[Sequence[str | None]]) -> "Grid":
        """A grid of rows of text; shorter rows are filled up with blanks, '' and spaces alone are blanks."""
        columns = ([text if text and text.strip() else None for text in column] for column in zip_longest(*rows))
        return cls(name, tuple(pa.array(texts, pa.string()) for texts in columns))

    @property
    def count_rows(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    @property
    def count_columns(self) -> int:
        return len(self.columns)

    def cell(self, row: int, column: int) -> str | None:
        """The text at a 0-based position; None where it is blank or outside the grid."""
        if 0 <= row < self.count_rows and 0 <= column < self.count_columns:
            return self.columns[column][row].as_py()
        return None

    def head(self, count: int) -> list[list[str | None]]:
        """The first `count` rows, each as long as the grid is wide."""
        return [list(row) for row in zip(*(column[:count].to_pylist() for column in self.columns), strict=True)]

    def transposed(self) -> "Grid":
        """The same cells with rows and columns exchanged; the notes keep the addresses of the sheet."""
        rows = tuple(pa.array(row, pa.string()) for row in self.head(self.count_rows))
        merged = tuple((left, top, right, bottom) for top, left, bottom, right in self.merged)
        return Grid(self.name, rows, self.hidden, merged, self.notes, self.are_colours_read)
