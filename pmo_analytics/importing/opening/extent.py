"""How far the cells of a file reach, held against the limits before anything is read whole."""

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing.limits import Limits
from pmo_analytics.importing.sheets import address


class Extent:
    """Adds up the sheets of one file; refuses the file at the first cell that lies beyond a limit."""

    def __init__(self, limits: Limits, file: str) -> None:
        self.limits = limits
        self.file = file
        self.count_cells = 0

    def exceeded(self, count_rows: int, count_columns: int) -> tuple[str, int] | None:
        """(setting, limit) that a further sheet of this size would break, else None."""
        sizes = {
            "rows": (count_rows, self.limits.rows),
            "columns": (count_columns, self.limits.columns),
            "cells": (self.count_cells + count_rows * count_columns, self.limits.cells),
        }
        return next(((setting, limit) for setting, (size, limit) in sizes.items() if size > limit), None)

    def add(self, sheet: str, count_rows: int, count_columns: int) -> None:
        """Count a sheet of this true size; FileRefused names its last cell and the setting when it is too much."""
        broken = self.exceeded(count_rows, count_columns)
        if broken:
            cell = address(count_rows - 1, count_columns - 1)
            setting, limit = broken
            raise FileRefused(
                "errors_reading.too_far", file=self.file, sheet=sheet, cell=cell, setting=setting, limit=limit
            )
        self.count_cells += count_rows * count_columns
