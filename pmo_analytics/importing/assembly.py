"""From a table and what its columns mean to the rows it gives to each entity, every cell still as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_analytics.fields import dictionary
from pmo_analytics.importing.column_uses import column_uses
from pmo_analytics.importing.currencies import has_any, in_cells, in_rows
from pmo_analytics.importing.gate_columns import dated
from pmo_analytics.importing.identity import Named
from pmo_analytics.importing.known_rows import aside_by_format, told_by_place
from pmo_analytics.importing.recognition import Melt, Recognition
from pmo_analytics.importing.sheets import Grid, column_letters
from pmo_analytics.importing.spread import Spread
from pmo_analytics.importing.tables import Header, Table, cell_of, said_in
from pmo_analytics.reading import Coverage, EntityRows, Finding, SetAsideRow, TableReading

COUNT_SAMPLE = 8


@dataclass(frozen=True)
class Place:
    """Where and when a table's records belong: one project and one period per record, in the order of the records."""

    grid: Grid
    projects: Spread[Named | None]
    periods: Spread[date]
    is_standing: bool
    doubts: tuple[Finding, ...]


def assembled(table: Table, meaning: Recognition, place: Place) -> TableReading:
    """What the table gives. A record is set aside only if its entity is by project and it names none."""
    main = meaning.entities[0]
    needs_project = dictionary().entities[main].of_project or main == "projects"
    by_format = aside_by_format(table, meaning.rows)
    nameless = np.flatnonzero(place.projects.where(lambda project: project is None and needs_project))
    reasons = dict.fromkeys(nameless.tolist(), "no_project") | by_format
    kept = np.delete(np.arange(len(table.records)), list(reasons))
    aside = [_set_aside(table, one.place, one.reason, one.text) for one in table.set_aside]
    aside += [_set_aside(table, table.records[index], why, said_in(table, index)) for index, why in reasons.items()]
    columns = _filled_columns(table, place.grid)
    rows = _Rows(table, meaning, place, kept, columns)
    entities = tuple(rows.of(entity) for entity in meaning.entities)
    return TableReading(
        sheet=table.sheet,
        number=table.number,
        format=meaning.format,
        orientation=table.orientation,
        rows_in_table=table.count_rows,
        rows_loaded=len(kept),
        set_aside=tuple(sorted(aside, key=lambda one: (one.row or 0, one.column or ""))),
        columns=column_uses(table, meaning),
        entities=entities,
        findings=(*table.notes, *meaning.notes, *place.doubts, *rows.doubts),
        sample=_sample(columns),
        headers=tuple(header.text for header in table.headers),
    )


def unrecognised(table: Table, meaning: Recognition, is_left_out: bool) -> TableReading:
    """A table of no known entity, or one to be left out: nothing of it is loaded; the nearest entity is named."""
    nearest, missing = meaning.nearest or (None, ())
    why = "left_out" if is_left_out else "not_recognised"
    aside = [_set_aside(table, one.place, one.reason, one.text) for one in table.set_aside]
    aside += [_set_aside(table, place, why, said_in(table, i)) for i, place in enumerate(table.records)]
    return TableReading(
        table.sheet, table.number, None, table.orientation, table.count_rows, 0, tuple(aside),
        column_uses(table, meaning), (), table.notes, _sample(table.columns),
        nearest, tuple(missing), tuple(header.text for header in table.headers),
    )  # fmt: skip


def _sample(columns: Sequence[pa.StringArray]) -> tuple[tuple[str | None, ...], ...]:
    return tuple(zip(*(column[:COUNT_SAMPLE].to_pylist() for column in columns), strict=True))


class _Rows:
    """The kept records of a table while they are dealt out to entities."""

    def __init__(
        self, table: Table, meaning: Recognition, place: Place, kept: np.ndarray, columns: Sequence[pa.StringArray]
    ) -> None:
        self.table, self.meaning, self.place, self.columns = table, meaning, place, columns
        self.kept, self.are_all_kept = kept, len(kept) == len(table.records)
        self.records = np.array(table.records, dtype=np.int64)[kept]
        self.projects = place.projects.take(kept).map(lambda project: project or Named(None, "", "none"))
        self.periods = place.periods.take(kept)
        self.told = told_by_place(table, meaning.rows)
        self.doubts: list[Finding] = []

    def of(self, entity: str) -> EntityRows:
        """The rows of one entity: records, or a row for each filled cell of the columns that become rows."""
        matches = [match for match in self.meaning.matches if match.entity == entity and match.field not in
                   ("project_id", "project_name", "period")]  # fmt: skip
        melts = [melt for melt in self.meaning.melts if melt.entity == entity]
        own = {match.field: self._kept(match.header) for match in matches}
        own |= {
            address.split(".")[1]: pa.repeat(text, len(self.kept))
            for address, text in self.meaning.constants.items()
            if address.split(".")[0] == entity
        }
        own |= {
            address.split(".")[1]: pa.array(texts, pa.string()).take(self.kept)
            for address, texts in self.told.items()
            if address.split(".")[0] == entity
        }
        self._fill_currency(entity, own, melts)
        if melts:
            parts = [self._melted(melt, header, name, own) for melt in melts
                     for header, name in zip(melt.headers, melt.names, strict=True)]  # fmt: skip
            rows = pa.concat_tables([part for part in parts if part.num_rows] or parts[:1], promote_options="default")
        else:
            rows = self._records(entity, own)
        by_project = dictionary().entities[entity].of_project or entity == "projects"
        spoken = self.projects.map(lambda project: project.project_id if by_project else "").beside(self.periods)
        if any(melt.name_field == "period" for melt in melts):
            spoken = Spread.of_column(rows["project_id"]).beside(Spread.of_column(rows["period"]))
        coverage = frozenset(Coverage(*pair) for pair in spoken.values)
        is_standing = self.place.is_standing or dictionary().entities[entity].standing
        return EntityRows(entity, rows, coverage, is_standing)

    def _fill_currency(self, entity: str, own: dict[str, pa.StringArray], melts: list[Melt]) -> None:
        """The currency of a row with an amount that names none in a column of its own: that of the table's rows where
        the table has such a column, else what the headers say, else what stands beside the amounts. Where lines around
        the table speak of a further currency, the headers' own is not that of every project's risks and tasks."""
        fields, said = dictionary().entities[entity].fields, self.meaning.currencies
        if "currency" not in fields or "currency" in own and f"{entity}.currency" in self.meaning.constants:
            return
        amounts = [texts for name, texts in own.items() if fields[name].type == "money"]
        amounts += [self._kept(header) for melt in melts if fields[melt.value_field].type == "money"
                    for header in melt.headers]  # fmt: skip
        match, of_project = (self._column_of(one, "currency") for one in (entity, "projects"))
        written = own.get("currency", pa.nulls(len(self.kept), pa.string()))
        if match is None and of_project is not None:
            written = pc.if_else(has_any(amounts, len(self.kept)), self._kept(of_project), None)
        currency, others = said.by_entity.get(entity), []
        if currency is None:
            written = in_cells(written, amounts)
        elif match is not None or of_project is not None or entity == "projects" or not said.excepted - {currency}:
            written, others = in_rows(written, amounts, currency, said.excepted)
        if pc.any(pc.not_equal(written, "")).as_py():
            own["currency"] = written
        for i in others if match is not None and entity in said.strict else ():
            field = f"{entity}.currency"
            self.doubts.append(self._doubt(match, i, field, "currency_of_header", "currency_of_row"))

    def _column_of(self, entity: str, name: str) -> int | None:
        """The column that fills a field."""
        return next((one.header for one in self.meaning.matches if (one.entity, one.field) == (entity, name)), None)

    def _doubt(self, header: int, i: int, field: str, expected: str, done: str) -> Finding:
        """A warning about the cell of a kept record."""
        cell = cell_of(self.table, header, int(self.kept[i]))
        return Finding(self.table.sheet, cell, field, self._kept(header)[i].as_py(), f"layout.{expected}", "warning",
                       f"layout.{done}")  # fmt: skip

    def _kept(self, header: int) -> pa.StringArray:
        return self.columns[header] if self.are_all_kept else self.columns[header].take(self.kept)

    def _records(self, entity: str, own: dict[str, pa.StringArray]) -> pa.Table:
        if entity != self.meaning.entities[0]:
            return self._table(has_any(own.values(), len(self.kept)), own, None)
        extra = {f"extra:{self.table.headers[h].text}": self._kept(h) for h in self.meaning.unmapped}
        return self._table(None, own | extra, None)

    def _melted(self, melt: Melt, header: int, name: str, own: dict[str, pa.StringArray]) -> pa.Table:
        values = self._kept(header)
        month = date.fromisoformat(name) if melt.name_field == "period" else None
        speaking = pc.is_valid(values)
        if melt.only:
            told = pc.is_in(self._kept(melt.only[0]), value_set=pa.array(melt.only[1], pa.string()))
            speaking = pc.and_(speaking, told)
        if melt.when:
            speaking = pc.and_(speaking, dated(values, self.periods, melt.when))
        if month:
            is_early = self.periods.where(lambda period: month > period)
            early = np.flatnonzero(speaking.to_numpy(zero_copy_only=False) & is_early).tolist()
            field = f"{melt.entity}.{melt.value_field}"
            remarked = () if "planned" in melt.value_field else early
            self.doubts += [self._doubt(header, i, field, "month_reported", "month_to_come") for i in remarked]
            speaking = pc.and_not(speaking, pa.array(is_early))
        texts = own | {melt.value_field: values}
        if month is None and melt.name_field:
            texts[melt.name_field] = pa.repeat(name, len(values))
        return self._table(speaking, texts, self.table.headers[header], month)

    def _table(
        self,
        speaking: pa.BooleanArray | None,
        texts: dict[str, pa.StringArray],
        melted: Header | None,
        month: date | None = None,
    ) -> pa.Table:
        """The rows of the kept records that are `speaking`, of all where None; `month` in the place of their own."""
        numbers, letters = self._sources(melted)
        whole = {
            "source_row": numbers,
            "source_column": letters,
            "project_id": self.projects.map(lambda project: project.project_id).array(pa.string()),
            "project_code": self.projects.map(lambda project: project.code).array(pa.string()),
            "project_name": self.projects.map(lambda project: project.name or None).array(pa.string()),
            "period": self.periods.map(lambda period: month or period).array(pa.date32()),
        }
        rows = pa.table(whole | texts)
        return rows if speaking is None else rows.filter(speaking)

    def _sources(self, melted: Header | None) -> tuple[pa.Array, pa.Array]:
        """The sheet row and column letters that the address templates are filled with, per kept record."""
        count = len(self.kept)
        if self.table.orientation == "columns":
            rows = np.full(count, melted.place + 1) if melted else self.records + 1
            return pa.array(rows, pa.int32()), pa.array(map(column_letters, self.records.tolist()), pa.string())
        letters = pa.repeat(column_letters(melted.place), count) if melted else pa.nulls(count, pa.string())
        return pa.array(self.records + 1, pa.int32()), letters


def _filled_columns(table: Table, grid: Grid) -> list[pa.StringArray]:
    """The texts of each column, with what stands in vertically merged cells repeated for every row they span."""
    columns = list(table.columns)
    if table.orientation != "rows" or not any(bottom > top for top, _, bottom, _ in grid.merged):
        return columns
    header_at = {header.place: index for index, header in enumerate(table.headers)}
    record_at = {record: index for index, record in enumerate(table.records)}
    filled: dict[int, list[str | None]] = {}
    for top, left, bottom, right in grid.merged:
        for place in range(left, right + 1):
            if place not in header_at or bottom == top:
                continue
            at = header_at[place]
            texts = filled.setdefault(at, columns[at].to_pylist())
            for row in range(top, bottom + 1):
                if row in record_at and texts[record_at[row]] is None:
                    texts[record_at[row]] = grid.cell(top, left)
    return [pa.array(filled[at], pa.string()) if at in filled else column for at, column in enumerate(columns)]


def _set_aside(table: Table, place: int, reason: str, text: str) -> SetAsideRow:
    if table.orientation == "columns":
        return SetAsideRow(place + 1, column_letters(place), reason, text)
    return SetAsideRow(place + 1, None, reason, text)
