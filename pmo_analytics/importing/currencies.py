"""In which currency a table's amounts are: what the headers of money say, and whether they agree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_analytics.importing.columns import Columns, lines_around
from pmo_analytics.importing.spread import Spread, matching
from pmo_analytics.importing.tables import cell_of_header
from pmo_analytics.importing.totals import PLACEHOLDERS
from pmo_analytics.importing.units import DOLLAR, currencies_in, currency_beside, currency_in
from pmo_analytics.reading import Finding

NOT_A_BARE_FIGURE = r"[^\d.,\s+()-]"


@dataclass(frozen=True)
class Currencies:
    """`by_header` is what each column of money says (index -> code, or $), `by_entity` what all of an entity's say.

    `excepted` are currencies of which lines around the table speak: rows in these do not contradict the headers.
    `strict` are entities with a header that says more than 元, which any currency's rows may stand under.
    """

    by_header: Mapping[int, str] = field(default_factory=dict)
    by_entity: Mapping[str, str] = field(default_factory=dict)
    excepted: frozenset[str] = frozenset()
    strict: frozenset[str] = frozenset()
    notes: tuple[Finding, ...] = ()


def currencies_of(columns: Columns, filled: Iterable[tuple[int, str, str]], constants: Mapping[str, str]) -> Currencies:
    """The currencies that headers say; `filled` are (index, entity, field) of the columns, `constants` a format's.

    An entity that has no field for its currency counts in its project's. Where headers of one disagree none is taken.
    """
    by_header: dict[int, str] = {}
    said: dict[str, list[int]] = {}
    strict: set[str] = set()
    for index, entity, name in filled:
        fields = columns.dictionary.entities[entity].fields
        unit = columns.currency_unit(fields[name], columns.all[index])
        if unit:
            by_header[index] = unit.money
            if not unit.is_plain_yuan:
                strict.add(entity)
            if "currency" in fields and f"{entity}.currency" not in constants:
                said.setdefault(entity, []).append(index)
    by_entity, notes = {}, []
    for entity, indexes in said.items():
        codes = list(dict.fromkeys(by_header[index] for index in indexes))
        named = [code for code in codes if code != DOLLAR]
        if len(named) > 1 or (named and DOLLAR in codes and not named[0].endswith("D")):
            other = next(index for index in indexes if by_header[index] != by_header[indexes[0]])
            notes.append(_disagreement(columns, entity, other))
        elif named:
            by_entity[entity] = named[0]
    excepted = frozenset(code for line in lines_around(columns.table) for code in currencies_in(line))
    return Currencies(by_header, by_entity, excepted, frozenset(strict), tuple(notes))


def has_any(columns: Iterable[pa.StringArray], count: int) -> pa.BooleanArray:
    """Whether one of the columns is filled, for each of `count` rows."""
    filled = pa.repeat(False, count)
    for column in columns:
        filled = pc.or_(filled, pc.is_valid(column))
    return filled


def in_cells(written: pa.StringArray, amounts: Sequence[pa.StringArray]) -> pa.StringArray:
    """The currency of each row: as written, else what its first amount names beside its figure ('€ 1,200')."""
    beside = [column for column in map(_beside, amounts) if column.null_count < len(column)]
    return pc.if_else(_blank(written), pc.coalesce(*beside, written), written) if beside else written


def _beside(amounts: pa.StringArray) -> pa.StringArray:
    """The currencies that the cells of a column name; figures alone, as nearly all of them are, are not looked at."""
    speaking = matching(amounts, NOT_A_BARE_FIGURE)
    if not speaking.any():
        return pa.nulls(len(amounts), pa.string())
    texts = pc.if_else(pa.array(speaking), amounts, None)
    return Spread.of_column(texts).map(lambda text: text and currency_beside(text)).array(pa.string())


def in_rows(
    written: pa.StringArray, amounts: Sequence[pa.StringArray], currency: str, excepted: frozenset[str]
) -> tuple[pa.StringArray, list[int]]:
    """The currency of each row: as written, else the header's where the row has an amount; and the first row of every
    written one that contradicts the header."""
    has_amount = has_any(amounts, len(written))
    filled = pc.if_else(pc.and_(_blank(written), has_amount), currency, written)
    named = Spread.of_column(pc.if_else(has_amount, written, None)).map(_named)
    others: dict[str, int] = {}
    for at in np.flatnonzero(named.where(lambda code: code not in (None, currency, *excepted))).tolist():
        others.setdefault(named[at], at)
    return filled, list(others.values())


def _blank(written: pa.StringArray) -> pa.BooleanArray:
    return pa.array(Spread.of_column(written).where(_is_blank))


def _is_blank(text: str | None) -> bool:
    return text is None or text.strip().casefold() in PLACEHOLDERS


def _named(text: str | None) -> str | None:
    return None if not text or _is_blank(text) else currency_in(text)


def _disagreement(columns: Columns, entity: str, index: int) -> Finding:
    table, header = columns.table, columns.all[index].header
    cell = cell_of_header(table, header)
    return Finding(table.sheet, cell, f"{entity}.currency", header.text, "layout.one_currency", "error",
                   "layout.currency_not_taken")  # fmt: skip
