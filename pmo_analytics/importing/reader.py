"""One file as understood: its tables, what each gives to which entity, and of which project and month."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from pmo_analytics.errors import LoadRefused, WrongUsage
from pmo_analytics.fields import dictionary
from pmo_analytics.importing.area import is_error
from pmo_analytics.importing.assembly import Place, assembled, unrecognised
from pmo_analytics.importing.blocks import filled_down, named_blocks
from pmo_analytics.importing.covering import covering_workbook, with_notes
from pmo_analytics.importing.formats import formats
from pmo_analytics.importing.identity import KnownProjects, Named, from_labels, from_words, tidy
from pmo_analytics.importing.layout import tables
from pmo_analytics.importing.memory import Memory
from pmo_analytics.importing.month_years import prove_years_are_told, with_years
from pmo_analytics.importing.months import months_of
from pmo_analytics.importing.opening.marks import UNCALCULATED
from pmo_analytics.importing.people_groups import with_persons_below
from pmo_analytics.importing.people_sums import without_sums
from pmo_analytics.importing.phase_summaries import with_summaries_apart
from pmo_analytics.importing.project_sheets import named_sheets, sheet_notes
from pmo_analytics.importing.recognise import recognise, vocabulary
from pmo_analytics.importing.recognition import Recognition
from pmo_analytics.importing.republic_years import with_republic_years
from pmo_analytics.importing.row_kinds import by_kind, named_by_description, told_of
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.sheets import Grid
from pmo_analytics.importing.spread import Spread, matching
from pmo_analytics.importing.supply import with_supply_apart
from pmo_analytics.importing.tables import Table, cell_of
from pmo_analytics.importing.understood import Understood
from pmo_analytics.reading import Correction, FileReading, Finding
from pmo_analytics.settings import Settings

NOTHING_REMEMBERED = Memory()


def understood(
    grids: Sequence[Grid],
    name: str,
    sha256: str,
    count_bytes: int,
    said: Said,
    settings: Settings,
    known: KnownProjects,
    memory: Memory = NOTHING_REMEMBERED,
) -> FileReading:
    """What the sheets of a file say, read as was said of it and as is remembered of tables like its own.

    Raises LoadRefused where the month or the project of its rows must be asked.
    """
    _prove_names(said)
    every = _understood(grids, name, said, memory, settings)
    lacking = said.headers_lacking([header.text for one in every for header in one.table.headers])
    if lacking:
        raise LoadRefused("map_header_unknown", file=name, header=lacking[0])
    meant = [one for one in every if one.meaning.entities]
    for one in meant:
        prove_years_are_told(one, name)
    own, blocks = _named_by(meant), named_blocks(meant)
    in_workbook = KnownProjects.of((project.code, project.name) for project in own)
    sheets = named_sheets(meant, name, in_workbook, known)
    months = dict(zip(map(id, meant), months_of(meant, name, said, settings.cut_off_day), strict=True))
    readings = []
    for one in every:
        if not one.meaning.entities:
            reading = unrecognised(one.table, one.meaning, one.correction.entity == "")
            readings.append(one.with_what_was_said(reading))
            continue
        when = months[id(one)]
        block = blocks.get((one.table.sheet, one.table.number))
        is_blank = bool(sheets) and not one.table.records
        projects = _projects_of(one, name, said, known, own, block, sheets.get(one.table.sheet), is_blank)
        place = Place(one.grid, projects, when.periods, when.is_standing, when.doubts)
        reading = one.with_what_was_said(assembled(one.table, one.meaning, place))
        notes = (*sheet_notes(one, projects), *_failed_names(one), *_unread_colours(one))
        readings.append(replace(reading, findings=(*reading.findings, *notes)))
    notes = tuple(note for grid in grids for note in grid.notes)
    return FileReading(name, sha256, count_bytes, with_notes(covering_workbook(readings), notes))


def _prove_names(said: Said) -> None:
    entities, names = dictionary().entities, [format.name for format in formats()]
    for entity in filter(None, (said.entity, *(table.entity for table in said.tables.values()))):
        if entity not in entities:
            raise WrongUsage("entity_unknown", entity=entity, known=", ".join(entities))
    told = (said.columns, *(table.columns for table in said.tables.values()))
    for address in filter(None, (address for columns in told for address in columns.values())):
        entity, _, field = address.partition(".")
        if field not in (entities[entity].fields if entity in entities else ()):
            raise WrongUsage("field_unknown", field=address)
    if said.format is not None and said.format not in names:
        raise WrongUsage("format_unknown", format=said.format, known=", ".join(names))


def _understood(
    grids: Sequence[Grid], file_name: str, said: Said, memory: Memory, settings: Settings
) -> list[Understood]:
    every = [(grid, with_years(with_republic_years(table), file_name)) for grid in grids for table in _numbered(grid)]
    headers = {(table.sheet, table.number): [header.text for header in table.headers] for _, table in every}
    kinds = {(table.sheet, table.number): table.kind for _, table in every}
    remembered = memory.of_tables(headers, kinds)
    beside = (file_name, f"{said.period:%Y-%m}" if said.period else "")
    found = []
    for grid, table in every:
        place = table.sheet, table.number
        now = said.of_table(*place, headers[place])
        correction = now.upon(remembered[place].correction) if place in remembered else now
        entity = said.entity if now.entity is None and said.entity else correction.entity
        meaning = _recognised(table, correction, entity, said, settings, beside)
        if (listed := without_sums(table, meaning)) is not table:
            table, meaning = listed, _recognised(listed, correction, entity, said, settings, beside)
        table = with_persons_below(table, meaning)
        event_id = remembered[place].event_id if correction != now else None
        found.append(Understood(grid, table, meaning, correction, event_id, bool(now)))
    return found


def _numbered(grid: Grid) -> list[Table]:
    """The tables of a sheet, a log of several kinds of rows as one for each kind, demand and capacity of people apart,
    phases apart from the lines of their projects, numbered from 1."""
    whole = [part for table in by_kind(grid, tables(grid, vocabulary)) for part in with_supply_apart(table)]
    parts = [part for table in whole for part in with_summaries_apart(table)]
    return [replace(part, number=number) for number, part in enumerate(parts, start=1)]


def _recognised(
    table: Table, correction: Correction, entity: str | None, said: Said, settings: Settings, beside: Sequence[str]
) -> Recognition:
    """What the table is, by what people said of it, else by the kind of its rows, else by what stands in it."""

    def taken(told: Mapping[str, str]) -> Recognition:
        return recognise(
            table, dictionary(), formats(), told, table.kind if entity is None else entity, said.format,
            settings.hours_per_day, beside, settings.fiscal_year_start_month,
        )  # fmt: skip

    if table.kind is None or entity not in (None, table.kind):
        return taken(correction.columns)
    told = told_of(table, correction.columns)
    meaning = taken(told) if table.kind else replace(taken(told), nearest=table.nearest)
    more = named_by_description(table, meaning)
    return taken(more | told) if more else meaning


def _named_by(tables: Sequence[Understood]) -> list[Named]:
    """The projects that the workbook's own projects tables name, each once."""
    named: dict[str, Named] = {}
    for one in tables:
        if one.meaning.entities[0] == "projects":
            columns = _from_columns(one)
            for project in columns.values if columns else [from_labels(one.table.labels)]:
                if project:
                    named.setdefault(project.project_id, project)
    return list(named.values())


def _from_columns(one: Understood) -> Spread[Named | None] | None:
    """The project of each record by its own columns; None where the table has no such column."""
    codes, names = one.column("project_id"), one.column("project_name")
    if codes is None and names is None:
        return None
    blank = Spread.same(None, len(one.table.records))
    return (codes or blank).map(tidy).beside((names or blank).map(tidy)).map(_named)


def _named(pair: tuple[str | None, str | None]) -> Named | None:
    return Named(*pair, "column") if any(pair) else None


def _projects_of(
    one: Understood,
    file_name: str,
    said: Said,
    known: KnownProjects,
    own: Sequence[Named],
    block: Named | None,
    sheet: Named | None,
    is_blank: bool,
) -> Spread[Named | None]:
    """The project of each record: by column, title block, its block, user, sheet, workbook or file name. `sheet` is the
    one that its sheet is called after, as others like it are after theirs; `is_blank` that it is a form of theirs."""
    count = len(one.table.records)
    columns = _from_columns(one)
    if columns is not None:
        return filled_down(columns) if one.meaning.is_by_lines or one.meaning.is_in_groups else columns
    entity = dictionary().entities[one.meaning.entities[0]]
    if entity.name != "projects" and not entity.of_project:
        return Spread.same(None, count)
    in_workbook = KnownProjects.of((project.code, project.name) for project in own)
    stem = Path(file_name).stem
    found = (
        from_labels(one.table.labels)
        or block
        or (Named(None, tidy(said.project), "user") if said.project else None)
        or from_words(one.table.sheet, in_workbook, "sheet")
        or from_words(one.table.sheet, known, "sheet")
        or sheet
        or (own[0] if len(own) == 1 else None)
        or from_words(stem, known, "file")
    )
    if found is None and is_blank:
        return Spread.same(None, count)
    if found is None:
        raise LoadRefused("project_unclear", file=file_name, sheet=one.table.sheet)
    known_as = known.find(found.project_id) if found.source == "user" else None
    return Spread.same(replace(known_as, source="user") if known_as else found, count)


def _failed_names(one: Understood) -> Iterator[Finding]:
    """An error for each code or name that is a failed formula, where the other one names the project."""
    projects = _from_columns(one)
    for match in one.meaning.matches if projects is not None else ():
        if match.field not in ("project_id", "project_name"):
            continue
        texts = one.table.columns[match.header]
        for record in np.flatnonzero(matching(texts, "^#")).tolist():
            text = texts[record].as_py()
            if is_error(text) and projects[record] is not None:
                reason = "uncalculated" if text == UNCALCULATED else "error_cell"
                cell = cell_of(one.table, match.header, record)
                field = f"{match.entity}.{match.field}"
                yield Finding(one.table.sheet, cell, field, text, reason, "error", f"findings.{reason}")


def _unread_colours(one: Understood) -> Iterator[Finding]:
    """A note for each column of lights that is blank where a kind of file keeps its colours to itself."""
    for match in one.meaning.matches if not one.grid.are_colours_read else ():
        header, column = one.table.headers[match.header], one.table.columns[match.header]
        field = dictionary().entities[match.entity].fields[match.field]
        if field.type == "light" and len(column) and column.null_count == len(column):
            wanted, done = "reading.light_in_words", "reading.colours_unread"
            yield Finding(one.table.sheet, "", field.address, header.text, wanted, "note", done)
