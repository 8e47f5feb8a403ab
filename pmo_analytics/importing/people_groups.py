"""Plans in which a person is named in the first row of his projects only: the rows beneath it are his as well."""

from dataclasses import replace

import pyarrow as pa

from pmo_analytics.importing.recognition import Recognition
from pmo_analytics.importing.tables import Table, cell_of
from pmo_analytics.reading import Finding

PERSONS, PROJECTS = ("person_name", "person_id"), ("project_id", "project_name")


def with_persons_below(table: Table, meaning: Recognition) -> Table:
    """The table with the person of the first row in the rows of other projects right beneath it, with a note.

    Persons stand before the projects, each once. A row of another role is asked for and nobody's; a row set aside, such
    as a total, ends its group.
    """
    if table.orientation != "rows" or not any(melt.entity == "assignments" for melt in meaning.melts):
        return table
    by_field = {match.field: match.header for match in meaning.matches}
    persons = [by_field[name] for name in PERSONS if name in by_field]
    projects = [by_field[name] for name in PROJECTS if name in by_field]
    if len(persons) != 1 or not projects or persons[0] > min(projects):
        return table
    texts, named = table.columns[persons[0]].to_pylist(), list(filter(None, table.columns[persons[0]].to_pylist()))
    if not texts or texts[0] is None or len(named) == len(texts) or len(set(named)) < len(named):
        return table
    roles = table.columns[by_field["role"]].to_pylist() if "role" in by_field else [None] * len(texts)
    of_projects = table.columns[projects[0]].to_pylist()
    aside, filled, group = {one.place for one in table.set_aside}, [], (None, None, set())
    for record, (text, role, project) in enumerate(zip(texts, roles, of_projects, strict=True)):
        previous = table.records[record - 1] if record else table.records[record]
        is_apart = aside & set(range(previous, table.records[record]))
        if text is not None:
            group = text, role, {project}
        elif is_apart or project is None or project in group[2] or role not in (None, group[1]):
            group = None, None, set()
        filled.append(group[0])
        group[2].add(project)
    first = next((at for at, text in enumerate(texts) if text is None and filled[at] is not None), None)
    if first is None:
        return table
    columns = list(table.columns)
    columns[persons[0]] = pa.array(filled, pa.string())
    note = Finding(table.sheet, cell_of(table, persons[0], first), "assignments.person_name", filled[first],
                   "layout.one_person_a_group", "note", "layout.person_of_group")  # fmt: skip
    return replace(table, columns=tuple(columns), notes=(*table.notes, note))
