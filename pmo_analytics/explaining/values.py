"""What an explanation holds: figures, the cells they were read from, and the rule of the light. No sentences."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Said = Mapping[str, str]
Read = date | float | bool | str | None


@dataclass(frozen=True)
class Cell:
    """One cell of one file. `value` is what its text was read as, None where it could not be: `problem` says why.

    `period` is the month it was reported in, `month` the one it speaks about where its rows have one; `row_key` tells
    rows of a project apart. `multiplier` comes from the header's unit: 10,000 for 万元. A cell that is not `is_shown`
    says otherwise than the one that counts. `cell` is None where the file names no single place. `problem_text` is what
    the problem is told with, where that is not the cell's own text: an amount beside the one it jumped from.
    """

    file_name: str
    sheet: str
    cell: str | None
    header: str | None
    text: str
    value: Read
    multiplier: float | None
    period: date
    month: date | None
    project_id: str
    row_key: str
    is_shown: bool
    problem: str | None
    problem_text: str | None
    severity: str | None
    load_id: int
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True)
class Input:
    """What a value is made of: a field with its cells, or another indicator with its own value and inputs. A field has
    a value where one cell gives it.

    `cells` are those of the month, or of the last month before that has the field; `count_cells` counts them all.
    `others` say otherwise than a cell among them; `earlier` are those of the months before: where `as_reported`, as
    these first reported them, and then the value is made of them.
    """

    address: str
    label: Said
    unit: str
    value: Read = None
    reason: str | None = None
    cells: tuple[Cell, ...] = ()
    count_cells: int = 0
    others: tuple[Cell, ...] = ()
    earlier: tuple[Cell, ...] = ()
    inputs: tuple["Input", ...] = ()
    as_reported: bool = False

    @property
    def is_field(self) -> bool:
        return "." in self.address

    @property
    def is_found(self) -> bool:
        """Whether there is anything to show: a cell, or an indicator, which always has a value or a reason."""
        return bool(self.cells) or not self.is_field

    def everything(self) -> Iterator["Input"]:
        """This input and all below it."""
        yield self
        for one in self.inputs:
            yield from one.everything()


@dataclass(frozen=True)
class Rule:
    """How a value becomes a light: by the bounds of the threshold `profile` of its month, or by own ones above it; they
    have held `since` a month end, None since always. `light` is by the bounds alone; `light_given` is what the value
    counts as beside the other indicators of its dimension, `is_silent` that another speaks in its place,
    `dimension_light` their outcome. A value whose light `is_withheld` has none of its own so late in the work."""

    better: str | None
    bounds: Mapping[str, float]
    has_own_bounds: bool
    light: str | None
    profile: str | None = None
    since: date | None = None
    dimension: str | None = None
    light_given: str | None = None
    superseded_by: str | None = None
    is_silent: bool = False
    dimension_light: str | None = None
    is_held: bool = False
    is_withheld: bool = False


@dataclass(frozen=True)
class Part:
    """What one project brings to a rolled-up value, in the portfolio's currency; `reason` why it brings nothing.
    `weight` is its budget. A project that the indicator says nothing about is not `is_applicable`: it is not missing.
    """

    project_id: str
    project_name: str | None
    value: float | None
    numerator: float | None
    denominator: float | None
    weight: float | None
    is_applicable: bool
    is_in: bool
    reason: str | None


@dataclass(frozen=True)
class Group:
    """The projects behind a rolled-up value: `coverage` is the share of those it applies to that are in it."""

    level: str
    name: str
    rollup: str
    coverage: float | None
    count_projects: int
    count_with_value: int
    parts: tuple[Part, ...]

    @property
    def left_out(self) -> tuple[Part, ...]:
        """The projects it applies to that bring nothing."""
        return tuple(part for part in self.parts if part.is_applicable and not part.is_in)


@dataclass(frozen=True)
class FinishMethod:
    """One of the methods that tell a finish from the progress: `finish_date`, or the `reason` why it tells none;
    `is_taken` where the value explained is made of it."""

    basis: str
    pressure: str
    duration_months: float | None
    finish_date: date | None
    reason: str | None
    flags: tuple[str, ...]
    is_taken: bool


@dataclass(frozen=True)
class Explanation:
    """Where one value comes from. `formula` names those of `inputs` that make it, and holds for this value; it is
    None where none does. `parts` are what numerator and denominator are called, and their units; `method` says how
    the value is made, None where a formula or parts do. `group` is set for a rolled-up value, which has projects in
    the place of inputs. `methods` are all that tell a finish from the progress, where the value tells of a finish."""

    indicator: str
    grain: str
    subject_id: str
    project_id: str | None
    period: date
    label: Said
    meaning: Said
    unit: str
    value: float | None
    numerator: float | None
    denominator: float | None
    parts: Mapping[str, tuple[Said, str]]
    formula: str | None
    method: Said | None
    reason: str | None
    flags: tuple[str, ...]
    rule: Rule
    source: str | None
    inputs: tuple[Input, ...] = ()
    group: Group | None = None
    methods: tuple[FinishMethod, ...] = ()

    def everything(self) -> Iterator[Input]:
        """Every input at any depth, each once."""
        seen: set[str] = set()
        for one in (below for top in self.inputs for below in top.everything()):
            if one.address not in seen:
                seen.add(one.address)
                yield one

    def as_json(self) -> dict[str, Any]:
        """The same as plain values: dates ISO, numbers unrounded."""
        return as_plain(self)


def as_plain(value: Any) -> Any:
    """What an explanation holds as values of JSON."""
    if dataclasses.is_dataclass(value):
        return {one.name: as_plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {name: as_plain(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [as_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
