"""A table of a file with what its columns mean, before anything is known of its projects and months."""

from dataclasses import dataclass

from pmo_analytics.importing.recognition import Recognition
from pmo_analytics.importing.sheets import Grid
from pmo_analytics.importing.tables import Table


@dataclass(frozen=True)
class Understood:
    """One table; `meaning.entities` is empty where nobody recognises it."""

    grid: Grid
    table: Table
    meaning: Recognition

    def column(self, field: str) -> list[str | None] | None:
        """The texts of the column that fills `field`, of the main entity if several do; None without one."""
        found = [match for match in self.meaning.matches if match.field == field]
        found.sort(key=lambda match: match.entity != self.meaning.entities[0])
        return self.table.columns[found[0].header].to_pylist() if found else None
