"""What an untrusted file may cost before it is refused: the table [limits] of the settings, as values."""

from collections.abc import Mapping
from dataclasses import dataclass

ORDINARY_FILE = 10 * 2**20


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes; `rows` and `columns` per sheet, `cells` per file, both by the true extent; `memory_bytes` of the
    reading process; `seconds` for an ordinary file. The names are those of the settings and of the messages."""

    file_bytes: int = 200 * 2**20
    unpacked_bytes: int = 2**30
    package_entries: int = 2_000
    inflation_ratio: int = 100
    sheets: int = 100
    rows: int = 1_048_576
    columns: int = 1_000
    cells: int = 12_000_000
    seconds: int = 60
    memory_bytes: int = 4 * 2**30

    @classmethod
    def from_table(cls, table: Mapping[str, float]) -> "Limits":
        """The limits that `table` names, the rest as they are by default; TypeError for a name that is no limit."""
        return cls(**{name: int(limit) for name, limit in table.items()})

    def seconds_for(self, count_bytes: int) -> int:
        """How long a file of that size may take: `seconds`, and in proportion where it is larger than 10 MB."""
        return max(1, round(self.seconds * max(1.0, count_bytes / ORDINARY_FILE)))
