"""What is written into a file that goes back to its owner, and how it is known when the file comes again."""

from collections.abc import Sequence
from dataclasses import dataclass

from pmo_analytics.fields import LISTS_MARK
from pmo_analytics.importing.sheets import Grid

MARK = "pmo-analytics:findings"  # in A1, a hidden column, of every sheet of findings that leaves the product

MOST_LINKS = 65_000  # on a sheet; Excel holds 65,530 and repairs a workbook that has more

# Fills for a cell by severity, and the colour of its frame. None of the fills is one that lights are painted with.
FILLS = {"error": "F8B4AE", "warning": "FFE2A8", "note": "DDE3E9"}
FRAMES = {"error": "BE2B22", "warning": "8A5300", "note": "5B6671"}


@dataclass(frozen=True)
class Remark:
    """What is to be said about one cell."""

    sheet: str
    cell: str
    severity: str
    text: str


@dataclass(frozen=True)
class SummaryRow:
    """One finding on the summary: where it is, and its other columns. `sheet` and `cell` are '' where it is about no
    sheet, or no cell."""

    sheet: str
    cell: str
    severity: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """The sheet that lists all findings, in the reader's language: at most two lines below the title, and the rows, of
    which the first two columns are sheet and cell."""

    name: str
    title: str
    sublines: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[SummaryRow, ...]


def is_own(grid: Grid) -> bool:
    """Whether a sheet is ours, a list of findings or of what the template offers, and so nothing that anybody reports.
    """
    return grid.cell(0, 0) in (MARK, LISTS_MARK)


def without_own(grids: Sequence[Grid]) -> list[Grid]:
    """The sheets that report something."""
    return [grid for grid in grids if not is_own(grid)]
