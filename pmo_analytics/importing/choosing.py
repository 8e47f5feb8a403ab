"""Which entities a table speaks of: by its headers, its keys and its name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pmo_analytics.fields import Entity
from pmo_analytics.importing.columns import IDENTITY, SURE, Column, Columns
from pmo_analytics.importing.matching import SINGULAR
from pmo_analytics.importing.recognition import Melt
from pmo_analytics.importing.sheet_names import entities_named

# What describes a project wherever it is named; a table with no more than these lists something else.
ORGANISATION = frozenset(
    {"portfolio", "programme", "department", "manager", "sponsor", "project_type", "project_class"}
)
ORGANISATION |= {
    "priority",
    "customer",
    "delivery_organisation",
    "stage",
    "notes",
    "reporter",
    "updated_on",
    "currency",
}
ORGANISATION |= {"objective", "location", "state"}
GROUPED = ("milestones", "risks", "issues", "changes", "decisions", "actions", "benefits", "gates", "lessons")
BY_MONTH = {"baselines": "baseline_periods"}  # a sheet called after the first may list the second
FEWEST_OF_A_PROJECT = 2
NAMED_BY_SHEET, ONE_ROW_A_PROJECT, ROW_NAMES_PROJECT, ROW_NAMES_SOMETHING = 3.0, 1.0, 0.1, 0.1
WITHOUT_KEY, PER_COLUMN, DESCRIBES_ONLY, NAMES_ITS_ROWS = 0.4, 0.05, 0.3, 0.5
# Any of these beside its name makes a list one of projects.
TELLING, MOST_LACKING = ("state", "manager", "baseline_finish", "budget_at_completion"), 3
LEAST_SURE = 0.55  # a header that names a field outright over values that do not look like it


@dataclass(frozen=True)
class Choice:
    """The entities in order, and the columns (index -> entity) that belong to another than the first."""

    entities: tuple[str, ...]
    owner: dict[int, str] = field(default_factory=dict)


def chosen(columns: Columns, months: frozenset[int]) -> Choice:
    """What the table lists, from its columns without those in `months`; no entities where nothing speaks for any."""
    scores = {name: _score(columns, name, months) for name in columns.dictionary.entities}
    named = entities_named(columns.table.sheet, columns.dictionary)
    named = tuple(max((name, BY_MONTH.get(name, name)), key=lambda one: scores[one]) for name in named)
    for name in named:
        has_rows = bool(scores[name]) and has_key(columns, columns.dictionary.entities[name])
        scores[name] += NAMED_BY_SHEET if has_rows or months else 0.0
    best = max(scores, key=lambda name: scores[name])
    if not scores[best]:
        return Choice(())
    groups = _groups(columns, months)
    own = _own_of_projects(columns, best, groups, months)
    is_mixed = sum(own) >= FEWEST_OF_A_PROJECT and names_each_project_once(columns)
    if best == "projects" and len(set(groups.values())) == 1 and not is_mixed and "projects" not in named:
        return Choice(tuple(set(groups.values())))
    if best != "projects" and (best in named or not is_mixed):
        return Choice((best,))
    if best != "projects" and best not in groups.values():
        groups |= {column.index: best for column in columns.all if _speaks_for(columns, best, column)}
    order = [name for name in columns.dictionary.entities if name in set(groups.values())]
    return Choice(("projects", *order), groups)


def nearest(columns: Columns) -> tuple[str, tuple[str, ...]]:
    """The entity that comes closest to a table that is none, and fields it really lacks: what its rows are called,
    else what may be said of them."""
    scores = {name: _score(columns, name, frozenset()) for name in columns.dictionary.entities}
    named = entities_named(columns.table.sheet, columns.dictionary)
    best = max(scores, key=lambda name: scores[name])
    best = named[0] if named and best == "projects" and best not in named else best
    entity = columns.dictionary.entities[best]
    matched = {one.field.name for column in columns.all if (one := columns.best(best, column))}
    parts = (("project_id", "project_name"),) if best == "projects" else _keys(entity) or entity.key_parts
    lacking = tuple(part[-1] for part in parts if not matched & set(part))
    telling = TELLING if best == "projects" else [name for name in entity.fields if name not in IDENTITY]
    others = [name for name in telling if name not in matched | set(entity.key)]
    return best, lacking or tuple(others[:MOST_LACKING])


def has_key(columns: Columns, entity: Entity) -> bool:
    """Whether some column names what the rows of an entity are called."""
    wanted = {"project_id", "project_name"} if entity.name == "projects" else {n for p in _keys(entity) for n in p}
    return not wanted or any(
        one.field.name in wanted for column in columns.all if (one := columns.best(entity.name, column))
    )


def tells_of_projects(columns: Columns, melts: Sequence[Melt]) -> bool:
    """Whether a table of months also reports on its projects: one row each, with a state, a light, a date, a sum."""
    melted = {index for melt in melts for index in melt.headers}
    told = {
        one.field.name
        for column in columns.all
        if column.index not in melted and (one := columns.best("projects", column))
    }
    return bool(told - IDENTITY - (ORGANISATION - {"state"})) and names_each_project_once(columns)


def tells_nothing_else(columns: Columns, spread: Collection[int]) -> bool:
    """Whether no column but those in `spread` says a thing of the projects that the table names."""
    best = [columns.best("projects", column) for column in columns.all if column.index not in spread]
    return all(one is None or one.field.name in IDENTITY for one in best)


def _keys(entity: Entity) -> tuple[tuple[str, ...], ...]:
    """What makes a row itself, but for its month and its version, which a table may leave out."""
    return tuple(part for part in entity.key_parts if part not in (("month",), ("version",)))


def _score(columns: Columns, name: str, months: frozenset[int]) -> float:
    """What speaks for an entity: each header it knows, the more the fewer other entities know it too."""
    entity = columns.dictionary.entities[name]
    fields: dict[str, float] = {}
    for column in columns.all:
        one = columns.best(name, column)
        if column.index in months or one is None or one.field.name in IDENTITY:
            continue
        rivals = sum(_knows(columns, other, column) for other in columns.dictionary.entities)
        weight = DESCRIBES_ONLY if name == "projects" and one.field.name in ORGANISATION else 1.0
        fields[one.field.name] = max(fields.get(one.field.name, 0.0), weight * one.confidence / max(1, rivals))
    score = sum(fields.values()) + PER_COLUMN * len(fields)
    if not has_key(columns, entity) and not (months and entity.by_month):
        return score * WITHOUT_KEY
    if name != "projects":
        named = any(_has_word(name, column) and _is_name(columns, name, column) for column in columns.all)
        return score + (NAMES_ITS_ROWS if named else 0.0)
    if not any(_says_project(column) for column in columns.all):
        return score + ROW_NAMES_SOMETHING
    is_list = names_each_project_once(columns) and not _has_one_row(columns)
    return score + (ONE_ROW_A_PROJECT if is_list else ROW_NAMES_PROJECT)


def _knows(columns: Columns, entity: str, column: Column) -> bool:
    one = columns.best(entity, column)
    return one is not None and one.field.name not in IDENTITY


def names_each_project_once(columns: Columns) -> bool:
    """Whether a column that names the project says something else in (nearly) every record.

    Where a header says 'project', only such headers count: a list of tasks has an ID of its own in every row.
    """
    naming = [
        column
        for column in columns.all
        if (one := columns.best("projects", column))
        and one.field.name in ("project_id", "project_name")
        and one.confidence >= SURE
    ]
    outright = [column for column in naming if _says_project(column)] or naming
    texts = [columns.table.columns[column.index].drop_null() for column in outright]
    return any(len(one) == 0 or len(one.unique()) >= 0.95 * len(one) for one in texts)


def _has_one_row(columns: Columns) -> bool:
    """A single row names its project once whatever it is about."""
    return len(columns.table.records) == 1 and columns.table.orientation == "rows"


def _says_project(column: Column) -> bool:
    return any("project" in reading or "项目" in reading for reading in column.said.readings)


def _own_of_projects(columns: Columns, best: str, groups: dict[int, str], months: frozenset[int]) -> list[int]:
    """What each column weighs that only makes sense of a project: its money, progress and lights two, others one."""
    return [
        2 if one.field.type in ("money", "ratio", "light") else 1
        for column in columns.all
        if column.index not in groups
        and column.index not in months
        and (one := columns.best("projects", column))
        and one.confidence >= SURE
        and one.field.name not in IDENTITY | ORGANISATION
        and not _speaks_for(columns, best, column)
    ]


def _speaks_for(columns: Columns, entity: str, column: Column) -> bool:
    one = columns.best(entity, column)
    return entity != "projects" and one is not None and one.confidence >= LEAST_SURE and one.field.name not in IDENTITY


def _groups(columns: Columns, months: frozenset[int]) -> dict[int, str]:
    """Columns of another entity on a sheet of projects: headers with its word, and those that follow its name."""
    groups: dict[int, str] = {}
    for name in GROUPED:
        named = [column for column in columns.all if column.index not in months and _has_word(name, column)]
        mine = [column for column in named if _speaks_for(columns, name, column)]
        heads = [column for column in mine if _is_name(columns, name, column)]
        if not heads:
            continue
        members = {column.index for column in mine} | _following(columns, name, heads[0])
        if len(members) > 1:
            groups |= dict.fromkeys(sorted(members - set(groups)), name)
    return groups


def _has_word(entity: str, column: Column) -> bool:
    return any(word in reading for word in SINGULAR.get(entity, ()) for reading in column.said.readings)


def _is_name(columns: Columns, entity: str, column: Column) -> bool:
    one = columns.best(entity, column)
    names = set(columns.dictionary.entities[entity].key)
    look = column.look
    return one is not None and one.field.name in names and not (look.is_light or look.is_number or look.is_date)


def _following(columns: Columns, entity: str, head: Column) -> set[int]:
    """The columns right after a name that the entity knows, and projects do not, or have from an earlier column."""
    before = {one.field.name for column in columns.all[: head.index] if (one := columns.best("projects", column))}
    found: set[int] = set()
    for column in columns.all[head.index + 1 :]:
        rival = columns.best("projects", column)
        is_theirs = rival is not None and rival.confidence >= SURE and rival.field.name not in before
        if _has_word(entity, column) and _speaks_for(columns, entity, column):
            continue
        if not _speaks_for(columns, entity, column) or is_theirs:
            break
        found.add(column.index)
    return found
