"""What people are asked for against who there is: tables of Demand, Available and Shortfall by role and month."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pyarrow as pa

from pmo_analytics.fields import dictionary
from pmo_analytics.importing.headers import normalise, read_header
from pmo_analytics.importing.matching import words_of
from pmo_analytics.importing.spread import carried_down
from pmo_analytics.importing.staffing import MONEY, OF_PERSONS, STAFFING, measured, with_unit
from pmo_analytics.importing.tables import SetAside, Table, cell_of, cell_of_header, said_in
from pmo_analytics.reading import Finding

WORDS = {
    "demand": ("demand", "demands", "required", "requirement", "requirements", "needed", "need",
               "allocated", "allocation", "allocations", "assigned", "booked"),
    "supply": ("available", "availability", "supply", "capacity"),
    "gap": ("gap", "shortfall", "surplus", "deficit", "shortage", "variance", "difference", "balance", "excess"),
}
BESIDE = frozenset(
    ("total", "net", "resource", "resources", "staff", "people", "headcount", "fte", "ftes", "hours", "hrs", "days",
     "planned", "forecast", "team", "vs", "or", "over", "under")
)  # fmt: skip
OF_PEOPLE = r"(?:总|净|现有|实际)?(?:人力|人员|资源|工时|人天|人月|团队)?(?:总)?"
CHINESE = {
    kind: re.compile(f"{OF_PEOPLE}(?:{words})(?:量|数|人数|人力|工时|人天|人月)?")
    for kind, words in (("demand", "需求|所需|需要|已?分配|已?安排"), ("supply", "可用|供给|供应|产能|可投入|现有"),
                        ("gap", "缺口|差额|差异|余缺|盈缺|余量|短缺|富余|盈亏"))
}  # fmt: skip
NAMES = {
    "person": ("people", ("person_id", "person_name")),
    "role": ("people", ("role", "unit")),
    "project": ("projects", ("project_id", "project_name")),
}
HOURS = {"assignments": "planned_hours", "people": "capacity_hours"}
FEWEST, SAMPLE = 2, 5_000


def with_supply_apart(table: Table) -> list[Table]:
    """The table cut into the demand of projects and the capacity of persons, without the gap, which is computed; itself
    where it holds no two of the three.

    Demand without a project and capacity without a person have no place: they are set aside, with a warning.
    """
    if table.kind is not None or table.orientation != "rows" or not _is_of_people(table):
        return [table]
    at = next((at for at, column in enumerate(table.columns) if _are_lines(column)), None)
    if at is not None:
        return _by_lines(_filled_down(table, at), at, _of_no_project(table))
    kinds = [supply_kind(read_header(header.text).words) for header in table.headers]
    said = {at: kind for at, kind in enumerate(kinds) if kind}
    return _by_columns(table, said) if _are_several(said.values()) else [table]


def supply_kind(text: str) -> str:
    """demand, supply or gap where a text says no more than that, else ''."""
    told = normalise(text)
    words = {word for word in told.split() if word not in BESIDE}
    for kind, known in WORDS.items():
        if words and words <= {*known, *(WORDS["gap"] if kind == "gap" else ())}:
            return kind
    return next((kind for kind, pattern in CHINESE.items() if pattern.fullmatch(told)), "")


def _are_several(kinds: Sequence[str]) -> bool:
    found = set(kinds) - {""}
    return len(found) >= FEWEST and bool(found & {"demand", "supply"})


def _are_lines(column: pa.Array) -> bool:
    kinds = [supply_kind(text) for text in column[:SAMPLE].drop_null().unique().to_pylist()]
    return all(kinds) and _are_several(kinds) and column.null_count == 0


def _is_of_people(table: Table) -> bool:
    told = [normalise(text) for text in (table.sheet, *(text for _, text in table.title))]
    heads = [normalise(header.text) for header in table.headers]
    return not any(map(MONEY.search, told)) and (
        any(map(STAFFING.search, (*told, *heads))) or _has(table, "person") or _has(table, "role")
    )


def _has(table: Table, name: str) -> bool:
    return bool(_named(table, name))


def _named(table: Table, name: str) -> list[int]:
    entity, fields = NAMES[name]
    words = words_of(dictionary())
    return [
        at for at, header in enumerate(table.headers)
        if any((field := words.named(entity, reading)) and field.name in fields
               for reading in read_header(header.text).readings)
    ]  # fmt: skip


def _place_of(table: Table) -> Mapping[str, str]:
    """demand, supply -> the entity that holds them, where the table names what its rows need."""
    labels = (label.casefold() for label in table.labels)
    of_project = _has(table, "project") or any("project" in label or "项目" in label for label in labels)
    places = {"demand": "assignments"} if of_project else {}
    return places | ({"supply": "people"} if _has(table, "person") and not of_project else {})


def _of_no_project(table: Table) -> set[int]:
    """The records that name no project, where others do and a column names persons."""
    named = _named(table, "project")
    if not named or not _has(table, "person"):
        return set()
    cells = [table.columns[at].to_pylist() for at in named]
    blank = {record for record, texts in enumerate(zip(*cells, strict=True)) if not any(texts)}
    return blank if len(blank) < len(table.records) else set()


def _filled_down(table: Table, at: int) -> Table:
    """The table with the names of a group in each of its lines."""
    columns = list(table.columns)
    for name in NAMES:
        for index in _named(table, name):
            if index != at and len(columns[index]) and columns[index][0].is_valid:
                columns[index] = pa.array(carried_down(columns[index].to_pylist()), pa.string())
    return replace(table, columns=tuple(columns))


def _by_lines(table: Table, at: int, unassigned: set[int]) -> list[Table]:
    """The lines of each kind; those of capacity that name no project (`unassigned`) are of their persons."""
    lines: dict[str, list[int]] = {}
    for record, text in enumerate(table.columns[at].to_pylist()):
        lines.setdefault(supply_kind(text), []).append(record)
    places, told = _place_of(table), {table.headers[at].text: ""}
    notes, aside, parts = [], [], []
    for kind, records in lines.items():
        kept, place = (records, places[kind]) if kind in places else ([], "people")
        whole = table
        if kind == "supply" and not kept:
            kept, whole = [record for record in records if record in unassigned], _without_projects(table)
        if kept:
            parts.append(replace(whole.of_records(kept), kind=place, told=told, set_aside=(), notes=()))
        left = sorted({*records} - {*kept})
        if left:
            notes.append(_note(table, cell_of(table, at, left[0]), table.columns[at][left[0]].as_py(), kind))
            reason = "people_sum" if kind == "gap" else "other_kind"
            aside += [SetAside(table.records[record], reason, said_in(table, record)) for record in left]
    if not parts:
        return [_unplaced(table, notes)]
    aside = sorted((*table.set_aside, *aside), key=lambda one: one.place)
    return [replace(parts[0], set_aside=tuple(aside), notes=(*table.notes, *notes)), *parts[1:]]


def _without_projects(table: Table) -> Table:
    named = _named(table, "project")
    kept = [at for at in range(len(table.headers)) if at not in named]
    return replace(
        table, headers=tuple(table.headers[at] for at in kept), columns=tuple(table.columns[at] for at in kept)
    )


def _by_columns(table: Table, said: Mapping[int, str]) -> list[Table]:
    places, whole = _place_of(table), table
    kinds = dict.fromkeys(said.values())
    if not set(kinds) & set(places):
        return [_unplaced(table, _column_notes(table, said, kinds))]
    notes = _column_notes(table, said, [kind for kind in kinds if kind not in places])
    told = {table.headers[at].text: "" for at, kind in said.items() if kind not in places}
    for at, kind in said.items():
        header = table.headers[at]
        if kind not in places or read_header(header.text).month is not None:
            continue
        measure, unit, is_told = measured(table, at)
        if unit:
            whole = with_unit(whole, at, unit)
        field = measure if measure == "full_time_equivalent" else HOURS[places[kind]]
        told[header.text] = f"{places[kind]}.{field}"
        if not is_told:
            done = "layout.read_as_full_time" if measure == "full_time_equivalent" else "layout.read_as_hours"
            notes.append(Finding(table.sheet, cell_of_header(table, header), told[header.text], header.text,
                                 "layout.unit_of_effort", "warning", done))  # fmt: skip
    entity = next(places[kind] for kind in kinds if kind in places)
    return [replace(whole, kind=entity, told=told, notes=(*table.notes, *notes))]


def _column_notes(table: Table, said: Mapping[int, str], kinds: Iterable[str]) -> list[Finding]:
    """What becomes of the columns of some kinds, at the first of each."""
    firsts = [(next(at for at, one in said.items() if one == kind), kind) for kind in kinds]
    return [
        _note(table, cell_of_header(table, table.headers[at]), table.headers[at].text, kind) for at, kind in firsts
    ]


def _unplaced(table: Table, notes: Sequence[Finding]) -> Table:
    return replace(table, kind="", nearest=OF_PERSONS, notes=(*table.notes, *notes))


def _note(table: Table, cell: str, text: str, kind: str) -> Finding:
    """What becomes of lines or columns without a place: a note where they are computed, else a warning."""
    if kind == "gap":
        return Finding(table.sheet, cell, None, text, "layout.demand_or_capacity", "note", "layout.gap_aside")
    lacking = {"demand": "layout.demand_of_project", "supply": "layout.capacity_of_person"}[kind]
    return Finding(table.sheet, cell, None, text, lacking, "warning", "layout.people_kept_aside")
