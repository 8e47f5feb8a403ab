"""From a table and what its columns mean to the rows it gives to each entity, every cell still as text."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from pmo_analytics.fields import dictionary
from pmo_analytics.importing.column_uses import column_uses
from pmo_analytics.importing.currencies import in_cells, in_rows
from pmo_analytics.importing.identity import Named
from pmo_analytics.importing.known_rows import aside_by_format, told_by_place
from pmo_analytics.importing.recognition import Melt, Recognition
from pmo_analytics.importing.sheets import Grid, column_letters
from pmo_analytics.importing.tables import Header, Table, cell_of
from pmo_analytics.reading import Coverage, EntityRows, Finding, SetAsideRow, TableReading

COUNT_SAMPLE = 8


@dataclass(frozen=True)
class Place:
    """Where and when a table's records belong: one project and one period per record, in the order of the records."""

    grid: Grid
    projects: list[Named | None]
    periods: list[date]
    is_standing: bool
    doubts: tuple[Finding, ...]


def assembled(table: Table, meaning: Recognition, place: Place) -> TableReading:
    """What the table gives. A record is set aside only if its entity is by project and it names none."""
    main = meaning.entities[0]
    needs_project = dictionary().entities[main].of_project or main == "projects"
    by_format = aside_by_format(table, meaning.rows)
    nameless = [index for index, project in enumerate(place.projects) if project is None and needs_project]
    reasons = dict.fromkeys(nameless, "no_project") | by_format
    kept = [index for index in range(len(table.records)) if index not in reasons]
    aside = [_set_aside(table, one.place, one.reason, one.text) for one in table.set_aside]
    aside += [_set_aside(table, table.records[index], why, _said(table, index)) for index, why in reasons.items()]
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
    aside += [_set_aside(table, place, why, _said(table, i)) for i, place in enumerate(table.records)]
    return TableReading(
        table.sheet, table.number, None, table.orientation, table.count_rows, 0, tuple(aside),
        column_uses(table, meaning), (), table.notes, _sample([column.to_pylist() for column in table.columns]),
        nearest, tuple(missing), tuple(header.text for header in table.headers),
    )  # fmt: skip


def _sample(columns: list[list[str | None]]) -> tuple[tuple[str | None, ...], ...]:
    return tuple(zip(*(column[:COUNT_SAMPLE] for column in columns), strict=True))


class _Rows:
    """The kept records of a table while they are dealt out to entities."""

    def __init__(
        self, table: Table, meaning: Recognition, place: Place, kept: list[int], columns: list[list[str | None]]
    ) -> None:
        self.table, self.meaning, self.place, self.columns = table, meaning, place, columns
        self.kept = kept
        projects = [place.projects[index] or Named(None, "", "none") for index in kept]
        self.project_ids = [project.project_id for project in projects]
        self.codes = [project.code for project in projects]
        self.names = [project.name or None for project in projects]
        self.periods = [place.periods[index] for index in kept]
        self.told = told_by_place(table, meaning.rows)
        self.doubts: list[Finding] = []

    def of(self, entity: str) -> EntityRows:
        """The rows of one entity: records, or a row for each filled cell of the columns that become rows."""
        matches = [match for match in self.meaning.matches if match.entity == entity and match.field not in
                   ("project_id", "project_name", "period")]  # fmt: skip
        melts = [melt for melt in self.meaning.melts if melt.entity == entity]
        own = {match.field: self._kept(match.header) for match in matches}
        own |= {
            address.split(".")[1]: [text] * len(self.kept)
            for address, text in self.meaning.constants.items()
            if address.split(".")[0] == entity
        }
        own |= {
            address.split(".")[1]: [texts[index] for index in self.kept]
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
        ids, periods = self.project_ids if by_project else [""] * len(self.kept), self.periods
        if any(melt.name_field == "period" for melt in melts):
            ids, periods = rows["project_id"].to_pylist(), rows["period"].to_pylist()
        coverage = frozenset(Coverage(*pair) for pair in set(zip(ids, periods, strict=True)))
        is_standing = self.place.is_standing or dictionary().entities[entity].standing
        return EntityRows(entity, rows, coverage, is_standing)

    def _fill_currency(self, entity: str, own: dict[str, list[str | None]], melts: list[Melt]) -> None:
        """The currency of a row with an amount that names none in a column of its own: that of the table's rows where
        the table has such a column, else what the headers say, else what stands beside the amounts. Where lines around
        the table speak of a further currency, the headers' own is not that of every project's risks and tasks."""
        fields, said = dictionary().entities[entity].fields, self.meaning.currencies
        if "currency" not in fields or "currency" in own and f"{entity}.currency" in self.meaning.constants:
            return
        amounts = [texts for name, texts in own.items() if fields[name].type == "money"]
        amounts += [self._kept(header) for melt in melts if fields[melt.value_field].type == "money"
                    for header in melt.headers]  # fmt: skip
        has_amount = [any(texts[i] is not None for texts in amounts) for i in range(len(self.kept))]
        match, of_project = (self._column_of(one, "currency") for one in (entity, "projects"))
        written = own.get("currency", [None] * len(self.kept))
        if match is None and of_project is not None:
            column = self._kept(of_project)
            written = [text if is_one else None for text, is_one in zip(column, has_amount, strict=True)]
        currency, others = said.by_entity.get(entity), []
        if currency is None:
            written = in_cells(written, amounts)
        elif match is not None or of_project is not None or entity == "projects" or not said.excepted - {currency}:
            written, others = in_rows(written, amounts, currency, said.excepted)
        if any(written):
            own["currency"] = written
        for i in others if match is not None and entity in said.strict else ():
            field = f"{entity}.currency"
            self.doubts.append(self._doubt(match, i, field, "currency_of_header", "currency_of_row"))

    def _column_of(self, entity: str, name: str) -> int | None:
        """The column that fills a field."""
        return next((one.header for one in self.meaning.matches if (one.entity, one.field) == (entity, name)), None)

    def _doubt(self, header: int, i: int, field: str, expected: str, done: str) -> Finding:
        """A warning about the cell of a kept record."""
        cell = cell_of(self.table, header, self.kept[i])
        return Finding(self.table.sheet, cell, field, self._kept(header)[i], f"layout.{expected}", "warning",
                       f"layout.{done}")  # fmt: skip

    def _kept(self, header: int) -> list[str | None]:
        column = self.columns[header]
        return [column[index] for index in self.kept]

    def _records(self, entity: str, own: dict[str, list[str | None]]) -> pa.Table:
        is_main = entity == self.meaning.entities[0]
        speaking = [
            i for i in range(len(self.kept)) if is_main or any(column[i] is not None for column in own.values())
        ]
        extra = {f"extra:{self.table.headers[h].text}": self._kept(h) for h in self.meaning.unmapped} if is_main else {}
        return self._table(speaking, {name: [c[i] for i in speaking] for name, c in (own | extra).items()}, None)

    def _melted(self, melt: Melt, header: int, name: str, own: dict[str, list[str | None]]) -> pa.Table:
        values = self._kept(header)
        told = self._kept(melt.only[0]) if melt.only else None
        month = date.fromisoformat(name) if melt.name_field == "period" else None
        speaking = [
            i for i, value in enumerate(values)
            if value is not None and (told is None or told[i] in melt.only[1])
        ]  # fmt: skip
        if month:
            early = [i for i in speaking if month > self.periods[i]]
            field = f"{melt.entity}.{melt.value_field}"
            remarked = () if "planned" in melt.value_field else early
            self.doubts += [self._doubt(header, i, field, "month_reported", "month_to_come") for i in remarked]
            speaking = [i for i in speaking if i not in set(early)]
        texts = {field: [column[i] for i in speaking] for field, column in own.items()}
        texts |= {melt.value_field: [values[i] for i in speaking]}
        if month is None:
            texts[melt.name_field] = [name] * len(speaking)
        return self._table(speaking, texts, self.table.headers[header], month)

    def _table(
        self,
        speaking: list[int],
        texts: dict[str, list[str | None]],
        melted: Header | None,
        month: date | None = None,
    ) -> pa.Table:
        records = [self.table.records[self.kept[i]] for i in speaking]
        numbers, letters = _sources(self.table, records, melted)
        chosen = {
            "source_row": pa.array(numbers, pa.int32()),
            "source_column": pa.array(letters, pa.string()),
            "project_id": pa.array([self.project_ids[i] for i in speaking], pa.string()),
            "project_code": pa.array([self.codes[i] for i in speaking], pa.string()),
            "project_name": pa.array([self.names[i] for i in speaking], pa.string()),
            "period": pa.array([month or self.periods[i] for i in speaking], pa.date32()),
        }
        return pa.table(chosen | {name: pa.array(column, pa.string()) for name, column in texts.items()})


def _sources(table: Table, records: list[int], melted: Header | None) -> tuple[list[int], list[str | None]]:
    """The sheet row and column letters that the address templates are filled with, per row given."""
    if table.orientation == "columns":
        row_of = (lambda record: melted.place + 1) if melted else (lambda record: record + 1)
        return [row_of(record) for record in records], [column_letters(record) for record in records]
    letters = column_letters(melted.place) if melted else None
    return [record + 1 for record in records], [letters] * len(records)


def _filled_columns(table: Table, grid: Grid) -> list[list[str | None]]:
    """The texts of each column, with what stands in vertically merged cells repeated for every row they span."""
    columns = [column.to_pylist() for column in table.columns]
    if table.orientation != "rows" or not grid.merged:
        return columns
    header_at = {header.place: index for index, header in enumerate(table.headers)}
    record_at = {record: index for index, record in enumerate(table.records)}
    for top, left, bottom, right in grid.merged:
        for column in range(left, right + 1):
            if column not in header_at or bottom == top:
                continue
            for row in range(top, bottom + 1):
                if row in record_at and columns[header_at[column]][record_at[row]] is None:
                    columns[header_at[column]][record_at[row]] = grid.cell(top, left)
    return columns


def _set_aside(table: Table, place: int, reason: str, text: str) -> SetAsideRow:
    if table.orientation == "columns":
        return SetAsideRow(place + 1, column_letters(place), reason, text)
    return SetAsideRow(place + 1, None, reason, text)


def _said(table: Table, index: int) -> str:
    texts = [array[index].as_py() for array in table.columns]
    return " | ".join(text for text in texts if text)[:200]
