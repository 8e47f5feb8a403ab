"""What the tables of one workbook say together: for which projects each speaks, where notes of its sheets belong."""

from collections.abc import Sequence
from dataclasses import replace

from pmo_analytics.fields import dictionary
from pmo_analytics.reading import Coverage, EntityRows, Finding, TableReading


def covering_workbook(readings: Sequence[TableReading]) -> list[TableReading]:
    """Every other table of a workbook speaks for all projects that the workbook's projects table names.

    A project without rows there then has none, a true zero; without this it would be unknown.
    """
    projects = {
        covered for one in readings for rows in one.entities if rows.entity == "projects" for covered in rows.coverage
    }
    return [
        replace(one, entities=tuple(_covering(rows, projects) for rows in one.entities)) if one.entities else one
        for one in readings
    ]


def _covering(rows: EntityRows, projects: set[Coverage]) -> EntityRows:
    """Standing rows and rows that are by no project keep the coverage they have."""
    if rows.entity == "projects" or rows.is_standing or not dictionary().entities[rows.entity].of_project:
        return rows
    periods = {covered.period for covered in rows.coverage}
    return replace(rows, coverage=rows.coverage | {one for one in projects if one.period in periods})


def with_notes(readings: Sequence[TableReading], notes: Sequence[Finding]) -> tuple[TableReading, ...]:
    """Notes taken while a sheet was opened belong to its first table, else to the file's first."""
    placed = {(one.sheet, one.number): list(one.findings) for one in readings}
    for note in notes:
        home = next((one for one in readings if one.sheet == note.sheet), readings[0] if readings else None)
        if home:
            placed[home.sheet, home.number].append(note)
    return tuple(replace(one, findings=tuple(placed[one.sheet, one.number])) for one in readings)
