"""What a load stands in for: decided once, by likeness of shape, common project-periods and shared row keys."""

from dataclasses import dataclass
from datetime import date

from pmo_analytics.fields import Entity, dictionary
from pmo_analytics.ledger import Ledger
from pmo_analytics.reading import EntityRows, TableReading
from pmo_analytics.workspace import PROJECT_ROOT

LIKENESS = 0.5  # two tables are of one shape when more than half of all fields they fill are common to both
NEW = 1_000_000_000  # loads of the file that is being looked at are numbered from here, beside those of the ledger


@dataclass(frozen=True)
class Replacements:
    """`replaces`: (load_id, entity). `lacking`: by entity, the project-periods that only these speak for."""

    replaces: tuple[tuple[int, str], ...]
    lacking: dict[str, frozenset[tuple[str, date]]]


def identify(desk: Ledger) -> None:
    """Make the table `identity` on the desk: which project each way of naming one means, old loads and new together."""
    ask = desk.connection.execute
    ask("attach ':memory:' as together; create schema together.ledger; create schema together.core")
    ask("create view together.ledger.events as select * from book.ledger.events")
    ask(
        "create view together.ledger.coverage as select load_id, entity, project_id, period from book.ledger.coverage "
        f"union all select load_id + {NEW}, entity, project_id, period from memory.ledger.coverage"
    )
    ask(
        "create view together.ledger.loads as select load_id, true as is_active from book.ledger.loads "
        f"union all select load_id + {NEW}, true from memory.ledger.loads"
    )
    columns = "project_id, project_code, project_name"
    parts = [
        f'select load_id + {offset} as load_id, {columns} from {book}.ledger."{entity}"'
        for entity in dictionary().entities
        for book, offset in (("book", 0), ("memory", NEW))
    ]
    ask(f"create view together.core.source_rows as {' union all '.join(parts)}")
    ask("use together")
    for model in ("project_names", "project_identity"):
        text = (PROJECT_ROOT / "sql" / "core" / f"{model}.sql").read_text(encoding="utf-8")
        ask(f"create table core.{model} as {text}")
    ask("use memory; create table identity as select * from together.core.project_identity")


def replacements(desk: Ledger, load_id: int, table: TableReading, sha256: str) -> Replacements:
    """Which earlier loads of other files the table stands in for. `desk` must be identified (see `identify`)."""
    replaces: list[tuple[int, str]] = []
    lacking = {}
    for part in table.entities:
        replaced = [other for other in _alike(desk, part, sha256)
                    if _shares_rows(desk, dictionary().entities[part.entity], load_id, other)]  # fmt: skip
        replaces += [(other, part.entity) for other in replaced]
        left = _left_behind(desk, part.entity, load_id, replaced)
        if left:
            lacking[part.entity] = left
    return Replacements(tuple(replaces), lacking)


def _alike(desk: Ledger, part: EntityRows, sha256: str) -> list[int]:
    """Earlier loads of the same entity and shape, withdrawn ones too: they may be reinstated."""
    shape = set(part.shape)
    earlier = desk.ask(
        "select load_id, shape from book.ledger.load_entities join book.ledger.loads using (load_id) "
        "join book.ledger.files using (file_id) where entity = ? and sha256 <> ? order by load_id",
        [part.entity, sha256],
    )
    return [other for other, fields in earlier if _likeness(shape, set(fields)) > LIKENESS]


def _likeness(fields: set[str], others: set[str]) -> float:
    every = fields | others
    return len(fields & others) / len(every) if every else 1.0


def _row_key(entity: Entity) -> str:
    """The text that makes a row of an entity itself inside its project and period, over the wide text columns."""
    parts = [f"coalesce({', '.join(f'trim({name})' for name in part)})" for part in entity.key_parts]
    return f"concat_ws(' | ', {', '.join(parts)})" if parts else "''"


_MEANT = "inner join identity on identity.raw_project_id = spoken.project_id"
_COMMON = f"""
    select identity.project_id, spoken.period from ledger.coverage as spoken {_MEANT}
    where load_id = $new and entity = $entity
    intersect
    select identity.project_id, spoken.period from book.ledger.coverage as spoken {_MEANT}
    where load_id = $old and entity = $entity
"""


def _shares_rows(desk: Ledger, entity: Entity, load_id: int, other: int) -> bool:
    """Whether both speak for a project-period in which a row of each has the same key.

    A load without rows there (none is left to report) shares whatever both speak for.
    """
    given = {"new": load_id, "old": other, "entity": entity.name}
    if not desk.connection.execute(f"select count(*) from ({_COMMON})", given).fetchone()[0]:
        return False
    if entity.name == "projects":
        return True
    keyed = (
        f"select identity.project_id, spoken.period, {_row_key(entity)} as row_key "
        f'from {{}}ledger."{entity.name}" as spoken {_MEANT} where load_id = {{}}'
    )
    found = desk.connection.execute(
        f"""
        with common as ({_COMMON}),
        new as (select * from ({keyed.format("", "$new")}) semi join common using (project_id, period)),
        old as (select * from ({keyed.format("book.", "$old")}) semi join common using (project_id, period))
        select (select count(*) from new) = 0 or exists (from new semi join old using (project_id, period, row_key))
        """,
        given,
    ).fetchone()
    return bool(found[0])


def _left_behind(desk: Ledger, entity: str, load_id: int, replaced: list[int]) -> frozenset[tuple[str, date]]:
    """Project-periods of the replaced loads, in the periods of this one, that this one does not speak for."""
    rows = desk.ask(
        f"""
        select identity.project_id, spoken.period from book.ledger.coverage as spoken {_MEANT}
        where entity = ? and list_contains(?::integer[], load_id)
          and period in (select period from ledger.coverage where load_id = ? and entity = ?)
        except
        select identity.project_id, spoken.period from ledger.coverage as spoken {_MEANT}
        where load_id = ? and entity = ?
        """,
        [entity, replaced, load_id, entity, load_id, entity],
    )
    return frozenset((project_id, period) for project_id, period in rows)
