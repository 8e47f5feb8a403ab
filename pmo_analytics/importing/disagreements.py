"""Cells of new files that say something else than others of the same project, month and key, whether these are new too
or were loaded earlier. The models that find them in a snapshot find them here, on the loads that can be concerned."""

from collections.abc import Iterable

from pmo_analytics.fields import dictionary
from pmo_analytics.ledger import CATALOG, Ledger
from pmo_analytics.models import reference
from pmo_analytics.models.graph import Model
from pmo_analytics.models.typed import Typing, columns_of
from pmo_analytics.workspace import PROJECT_ROOT

SQL = PROJECT_ROOT / "sql"
TYPED = "typed_before"  # the catalog under which the rows of earlier loads are attached
MODELS = (
    "aliases", "names", "replaced_loads", "source_rows", "standing", "visible", "column_addresses", "differing_cells"
)  # fmt: skip
Disagreement = tuple[int, str, str, str, str]


class Disagreements:
    """The models of disagreement, made ready beside the typing's ground to look at any choice of loads."""

    def __init__(self, ledger: Ledger, typing: Typing) -> None:
        """No transaction may be open. Rows of earlier loads are found where their file is attached as TYPED."""
        self.ledger, self.typing = ledger, typing
        ask = ledger.connection.execute
        with typing.on_ground():
            reference.append(ledger.connection, "reference.fields", reference.field_rows(dictionary()))
            ask("create schema core; create schema staging")
            chosen = f"from {CATALOG}.ledger.loads semi join temp.main.new_loads using (load_id)"
            ask(f"create or replace view ledger.loads as select *, true as is_active {chosen}")
            ask(f"create or replace view ledger.replacements as from {CATALOG}.ledger.replacements")
            for name, table in (("project_identity", "identity"), ("periods", "periods")):
                ask(f"create view core.{name} as from temp.main.{table}")
            for entity in dictionary().entities:
                model = Model.from_file(SQL / "staging" / f"{entity}.sql", SQL)
                ask(f"create temp table {_heard(entity)} ({columns_of(model)})")
                ask(f'create view staging."{entity}" as from temp.main.{_heard(entity)}')
            for name in MODELS:
                ask(f"create view core.{name} as {(SQL / 'core' / f'{name}.sql').read_text(encoding='utf-8')}")

    def among(self, load_ids: Iterable[int]) -> list[Disagreement]:
        """(load_id, cell, entity, field, text) of each disagreement of which one of these typed loads has a cell: the
        cell that is shown where it is theirs, else the first of theirs. Who speaks for which project is as of the last
        call of `Surroundings.identify`; the typing's choice of loads is another afterwards."""
        ask, new = self.ledger.ask, list(load_ids)
        in_force = [load_id for load_id, _, is_active in self.ledger.loads() if is_active]
        earlier = dict(ask(_EARLIER, {"new": new, "in_force": in_force}))
        try:
            self._hear(new, earlier)
            if not any(ask(_REPEATED.format(entity=entity, key=_row_key(entity))) for entity in earlier):
                return []
            self.typing.choose({*new, *(load_id for others in earlier.values() for load_id in others)})
            with self.typing.on_ground():
                return ask(_DIFFERING, {"new": new})
        finally:
            for entity in earlier:
                ask(f"delete from temp.main.{_heard(entity)}")

    def _hear(self, new: list[int], earlier: dict[str, list[int]]) -> None:
        """Gather the typed rows of the new loads and, by entity, of the earlier ones."""
        ask = self.ledger.ask
        there = set(ask("select database_name, table_name from duckdb_tables() where schema_name = 'main'"))
        for entity, others in earlier.items():
            for catalog, brought in (("temp", new), (TYPED, others)):
                if (catalog, entity) in there:
                    ask(_HEAR.format(entity=entity, catalog=catalog), {"brought": brought})


def _row_key(entity: str) -> str:
    """What makes rows the same before the aliases of people are known: nothing, where people are part of it."""
    return "''" if "person_name" in dictionary().entities[entity].key else "row_key"


def _heard(entity: str) -> str:
    return f'"heard_{entity}"'


# of each entity that the new loads bring, the others in force that speak of its projects in the month, or beyond it
_EARLIER = f"""
with seen as (
    select coverage.*, identity.project_id as meant
    from {CATALOG}.ledger.coverage as coverage
    inner join identity on identity.raw_project_id = coverage.project_id
    anti join hidden using (load_id)
),
new as (select distinct entity, meant, period from seen where list_contains($new::integer[], load_id))
select entity, coalesce(list(distinct load_id) filter (not list_contains($new::integer[], load_id)), [])
from seen inner join new using (entity, meant)
where list_contains($in_force::integer[], load_id) and (seen.period = new.period or seen.is_standing)
group by entity
"""
_HEAR = """
insert into temp.main."heard_{entity}" by name from {catalog}.main."{entity}"
where load_id in (select unnest($brought::integer[]))
"""
# most files have no two rows of one key, and the models need not be asked
_REPEATED = """
select 1
from temp.main."heard_{entity}" as heard inner join identity on identity.raw_project_id = heard.project_id
group by identity.project_id, period, {key} having count(*) > 1 limit 1
"""
_DIFFERING = """
with cells as (
    select *, row(list_contains($new::integer[], load_id), hearing) as rank from core.differing_cells
)
select
    arg_max(load_id, rank), arg_max(cell, rank), entity, field, string_agg(text, '; ' order by hearing desc)
from cells
group by entity, project_id, period, row_key, field
having bool_or(list_contains($new::integer[], load_id))
order by all
"""
