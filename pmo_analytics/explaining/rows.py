"""The cells behind a value, and the projects behind a rolled-up one, as rows of a table."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from pmo_analytics.display import exact, show
from pmo_analytics.explaining.sentences import term_name
from pmo_analytics.explaining.values import Cell, Explanation, Input, Said
from pmo_analytics.fields import dictionary
from pmo_analytics.naming import reason, term
from pmo_analytics.words import known, language, say

FEW = 4  # cells shown of one field
COLUMNS = ("input", "part_of", "value", "text", "file", "sheet", "cell", "reported", "note", "loaded_by", "loaded_at")

Row = dict[str, Any]


def cells(explanation: Explanation, everything: bool = False) -> pd.DataFrame:
    """One row per cell, the project's own first, then those of its tables: a few of each field and how many there are
    more; with `everything` all of them, those of earlier months too, which are told in any case where the value is made
    of what they first reported."""
    fields = sorted(_fields(explanation), key=lambda pair: not pair[0].address.startswith("projects."))
    rows = [row for one, part_of in fields for row in _rows(one, part_of, explanation, everything)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).fillna("")


def count_earlier(explanation: Explanation) -> int:
    """How many cells of earlier months there are beside those shown."""
    return sum(len(one.earlier) for one in explanation.everything() if not one.as_reported)


def projects(explanation: Explanation) -> pd.DataFrame:
    """One row per project of a group, those that count first."""
    return pd.DataFrame(
        [
            {
                "project_id": part.project_id,
                "project_name": part.project_name or part.project_id,
                "is_in": part.is_in,
                "value": part.value,
                "numerator": part.numerator,
                "denominator": part.denominator,
                "budget": part.weight,
                "reason": reason(part.reason),
            }
            for part in explanation.group.parts
        ]
    )


def _fields(explanation: Explanation) -> Iterator[tuple[Input, Said | None]]:
    """Every field that has a cell, once, with the name of the indicator that it is a part of."""
    seen: set[str] = set()

    def walk(inputs: tuple[Input, ...], part_of: Said | None) -> Iterator[tuple[Input, Said | None]]:
        for one in inputs:
            if one.address in seen:
                continue
            seen.add(one.address)
            if one.cells:
                yield one, part_of
            yield from walk(one.inputs, one.label)

    return walk(explanation.inputs, None)


def _rows(one: Input, part_of: Said | None, explanation: Explanation, everything: bool) -> Iterator[Row]:
    shown = one.cells if everything else _nearest(one.cells, explanation.period)
    others = [*one.others, *one.earlier] if everything or one.as_reported else one.others[:FEW]
    for cell in (*shown, *others):
        yield _row(one, cell, part_of, explanation)
    more = one.count_cells - len(shown)
    if more > 0:
        yield {"input": one.label[language()], "part_of": say("explaining.more_cells", count=more)}


def _nearest(cells: Sequence[Cell], period: date) -> list[Cell]:
    """The few that speak about the months nearest to the one explained, in their order."""
    by_distance = sorted(cells, key=lambda cell: abs(((cell.month or period) - period).days))[:FEW]
    return [cell for cell in cells if cell in by_distance]


def _row(one: Input, cell: Cell, part_of: Said | None, explanation: Explanation) -> Row:
    text = cell.text
    if cell.multiplier not in (None, 1):
        text = say("explaining.multiplied", text=text, multiplier=exact(cell.multiplier, "number"))
    return {
        "input": _name(one, cell),
        "part_of": term_name(part_of) if part_of else "",
        "value": exact(cell.value, one.unit),
        "text": text,
        "file": cell.file_name,
        "sheet": cell.sheet,
        "cell": cell.cell or say("explaining.said_by_headers"),
        "reported": show(cell.period, "month"),
        "note": " · ".join(_notes(one, cell, explanation)),
        "loaded_by": cell.recorded_by,
        "loaded_at": f"{cell.recorded_at:%Y-%m-%d %H:%M}",
    }


def _name(one: Input, cell: Cell) -> str:
    """The label of the field, with the month and what else tells its rows apart."""
    rows = {_row_name(one, other) for other in (*one.cells, *one.others, *one.earlier)}
    month = [show(cell.month, "month")] if cell.month else []
    row = _row_name(one, cell) if len(rows) > 1 else ()
    return say("explaining.separator").join((one.label[language()], *month, *row))


def _row_name(one: Input, cell: Cell) -> tuple[str, ...]:
    """What the row is called by, its words in the reader's language."""
    entity = one.address.partition(".")[0]
    names, said = dictionary().entities[entity].key_parts, cell.row_key.split("|")
    if len(names) == len(said):
        said = [term(f"{entity}.{part[0]}", text) or "" for part, text in zip(names, said, strict=True)]
    return tuple(part for part in said if part and part != str(cell.month))


def _tells_the_same(cell: Cell, other: Cell) -> bool:
    """Whether both speak of one row of one month, in two files or sheets."""
    return all(getattr(cell, part) == getattr(other, part) for part in ("project_id", "row_key", "month", "period"))


def _notes(one: Input, cell: Cell, explanation: Explanation) -> Iterator[str]:
    if not cell.is_shown:
        yield say("explaining.otherwise")
    elif any(_tells_the_same(cell, other) for other in one.others):
        yield say("explaining.counts")
    if cell.period != explanation.period:
        yield say("explaining.reported", month=show(cell.period, "month"))
    if cell.problem:
        key = f"findings.{cell.problem}"
        yield say(key, text=cell.problem_text or cell.text) if known(key) else cell.problem
