"""What the person who loads a file said about it; whatever is not said, the file itself must tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Said:
    """`mapping` overrides recognition: (sheet, table number) -> header text -> 'entity.field', '' to leave it out."""

    period: date | None = None
    project: str | None = None
    entity: str | None = None
    format: str | None = None
    received_on: date | None = None
    add: bool = False
    replace: int | None = None
    drop: bool = False
    mapping: Mapping[tuple[str, int], Mapping[str, str]] = field(default_factory=dict)
