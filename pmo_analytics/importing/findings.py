"""A finding: one cell that could not be read as it should, or was read with doubt, and what was done about it."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Finding:
    """`cell` is an address such as D14 ('' for the whole sheet); `expected` and `action` are keys of phrases."""

    sheet: str
    cell: str
    field: str | None
    text: str | None
    expected: str
    severity: Severity
    action: str
