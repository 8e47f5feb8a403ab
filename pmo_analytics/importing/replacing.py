"""What a load stands in for: decided once, by likeness of shape, common project-periods and shared row keys."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pmo_analytics.fields import Entity, dictionary
from pmo_analytics.importing.said import Said
from pmo_analytics.ledger import CATALOG, Ledger
from pmo_analytics.models.bench import has_schema
from pmo_analytics.reading import EntityRows, TableReading
from pmo_analytics.workspace import PROJECT_ROOT

LIKENESS = 0.5  # two tables are of one shape when more than half of all fields they fill are common to both


@dataclass(frozen=True)
class Replacements:
    """`replaces`: (load_id, entity). `lacking`: by entity, the project-periods that only these speak for."""

    replaces: tuple[tuple[int, str], ...]
    lacking: dict[str, frozenset[tuple[str, date]]]

    @property
    def projects_lacking(self) -> set[str]:
        return {project_id for left in self.lacking.values() for project_id, _ in left}


def as_said(said: Said, replaced: Replacements, table: TableReading) -> Replacements:
    """What replaces what, where the user decided instead of the rule."""
    if said.add:
        return Replacements((), {})
    if said.replace is not None:
        named = tuple((said.replace, rows.entity) for rows in table.entities)
        return replace(replaced, replaces=named)
    return replaced


# Where every load is seen, and beyond it the macros.
_TOGETHER = "set search_path = 'together.main,memory.main'"
# Names mean what they meant as long as this is the same.
_SEEN = """
select list(load_id order by load_id), (select max(event_id) from ledger.events)
from ledger.loads anti join hidden using (load_id)
"""


class Surroundings:
    """Loads among all others of a ledger, but for those that are hidden."""

    def __init__(self, ledger: Ledger) -> None:
        """Attach a place in memory where the models of identity see every load, by the macros of the typing's ground,
        which must be laid. No transaction may be open."""
        self.ledger = ledger
        self.seen: list[tuple[object, ...]] = []
        ask = ledger.connection.execute
        ask("create temp table hidden (load_id integer)")
        ask("create temp table identity (raw_project_id varchar, project_id varchar)")
        ask("create temp table periods (period date, previous_period date)")
        if not has_schema(ledger.connection, "together", "core"):
            self._lay()

    def _lay(self) -> None:
        ask = self.ledger.connection.execute
        ask("attach ':memory:' as together; use together; create schema ledger; create schema core")
        ask(_TOGETHER)
        ask(f"create view ledger.events as from {CATALOG}.ledger.events")
        ask(f"create view ledger.coverage as {_seen('coverage')}")
        ask(f"create view ledger.loads as select *, true as is_active from ({_seen('loads')})")
        columns = "load_id, project_id, project_code, project_name"
        parts = [f"select {columns} from ({_seen(entity)})" for entity in dictionary().entities]
        ask(f"create view core.source_rows as {' union all '.join(parts)}")
        for model in ("aliases", "project_names", "project_identity", "periods"):
            text = (PROJECT_ROOT / "sql" / "core" / f"{model}.sql").read_text(encoding="utf-8")
            ask(f"create view core.{model} as {text}")
        ask(f"use {CATALOG}")

    def identify(self) -> None:
        """Find out anew which project each way of naming one means, and which months are spoken of."""
        ask = self.ledger.connection.execute
        seen = self.ledger.ask(_SEEN)
        if seen == self.seen:
            return
        self.seen = seen
        ask(_TOGETHER)
        ask("create or replace temp table identity as from core.project_identity")
        ask("create or replace temp table periods as from core.periods")
        ask(f"use {CATALOG}")

    def come(self) -> None:
        """More loads have been recorded, perhaps under numbers of some that were taken back."""
        self.seen = []

    def hide(self, load_ids: Sequence[int]) -> None:
        """Look as if these loads were not there."""
        self.ledger.connection.execute(
            "insert into temp.main.hidden select unnest($load_ids::integer[])", {"load_ids": list(load_ids)}
        )

    def show(self, load_ids: Sequence[int]) -> None:
        """Take back that these loads are hidden."""
        self.ledger.connection.execute(
            "delete from temp.main.hidden where list_contains($load_ids::integer[], load_id)",
            {"load_ids": list(load_ids)},
        )

    def replacements(self, load_id: int, table: TableReading, sha256: str) -> Replacements:
        """Which earlier loads of other files a load stands in for, as of the last call of `identify`."""
        replaces: list[tuple[int, str]] = []
        lacking = {}
        for part in table.entities:
            replaced = [other for other in self._alike(part, sha256)
                        if self._shares_rows(dictionary().entities[part.entity], load_id, other)]  # fmt: skip
            replaces += [(other, part.entity) for other in replaced]
            left = self._left_behind(part.entity, load_id, replaced)
            if left:
                lacking[part.entity] = left
        return Replacements(tuple(replaces), lacking)

    def _alike(self, part: EntityRows, sha256: str) -> list[int]:
        """Earlier loads of the same entity and shape, withdrawn ones too: they may be reinstated."""
        shape = set(part.shape)
        earlier = self.ledger.ask(
            "select load_id, shape from ledger.load_entities join ledger.loads using (load_id) "
            "join ledger.files using (file_id) anti join temp.main.hidden using (load_id) "
            "where entity = ? and sha256 <> ? order by load_id",
            [part.entity, sha256],
        )
        return [other for other, fields in earlier if _likeness(shape, set(fields)) > LIKENESS]

    def _shares_rows(self, entity: Entity, load_id: int, other: int) -> bool:
        """Whether both speak for a project-period in which a row of each has the same key.

        A load without rows there (none is left to report) shares whatever both speak for.
        """
        given = {"new": load_id, "old": other, "entity": entity.name}
        if not self.ledger.ask(f"select count(*) from ({_COMMON})", given)[0][0]:
            return False
        if entity.name == "projects":
            return True
        keyed = (
            f"select identity.project_id, spoken.period, {_row_key(entity)} as row_key "
            f'from ledger."{entity.name}" as spoken {_MEANT} where load_id = {{}}'
        )
        found = self.ledger.ask(
            f"""
            with common as ({_COMMON}),
            new as (select * from ({keyed.format("$new")}) semi join common using (project_id, period)),
            old as (select * from ({keyed.format("$old")}) semi join common using (project_id, period))
            select (select count(*) from new) = 0 or exists (from new semi join old using (project_id, period, row_key))
            """,
            given,
        )
        return bool(found[0][0])

    def _left_behind(self, entity: str, load_id: int, replaced: list[int]) -> frozenset[tuple[str, date]]:
        """Project-periods of the replaced loads, in the periods of this one, that this one does not speak for."""
        if not replaced:
            return frozenset()
        rows = self.ledger.ask(
            f"""
            select identity.project_id, spoken.period from ledger.coverage as spoken {_MEANT}
            where entity = ? and list_contains(?::integer[], load_id)
              and period in (select period from ledger.coverage where load_id = ? and entity = ?)
            except
            select identity.project_id, spoken.period from ledger.coverage as spoken {_MEANT}
            where load_id = ? and entity = ?
            """,
            [entity, replaced, load_id, entity, load_id, entity],
        )
        return frozenset((project_id, period) for project_id, period in rows)


def _seen(table: str) -> str:
    """A table of the ledger without what belongs to hidden loads."""
    return f'from {CATALOG}.ledger."{table}" anti join temp.main.hidden using (load_id)'


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
    select identity.project_id, spoken.period from ledger.coverage as spoken {_MEANT}
    where load_id = $old and entity = $entity
"""
