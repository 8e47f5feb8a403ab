"""A table of a file with what its columns mean, before anything is known of its projects and months."""

from dataclasses import dataclass, replace

from pmo_analytics.importing.recognition import Recognition
from pmo_analytics.importing.sheets import Grid
from pmo_analytics.importing.spread import Spread
from pmo_analytics.importing.tables import Table
from pmo_analytics.reading import Correction, TableReading


@dataclass(frozen=True)
class Understood:
    """One table; `meaning.entities` is empty where nobody recognises it, or wants it. `correction`, `remembered` and
    `is_corrected` are as in a TableReading."""

    grid: Grid
    table: Table
    meaning: Recognition
    correction: Correction = Correction()
    remembered: int | None = None
    is_corrected: bool = False

    def with_what_was_said(self, reading: TableReading) -> TableReading:
        """The reading of the table, with what people said of it."""
        return replace(
            reading, correction=self.correction, remembered=self.remembered, is_corrected=self.is_corrected,
            kind=self.table.kind,
        )  # fmt: skip

    def column(self, field: str) -> Spread[str | None] | None:
        """The texts of the column that fills `field`, of the main entity if several do; None without one."""
        found = [match for match in self.meaning.matches if match.field == field]
        found.sort(key=lambda match: match.entity != self.meaning.entities[0])
        return Spread.of_column(self.table.columns[found[0].header]) if found else None
