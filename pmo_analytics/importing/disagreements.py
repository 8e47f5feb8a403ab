"""Cells of new files that say something else than others of the same project, month and key, whether these are new too
or were loaded earlier. The models that find them in a snapshot find them here, on the loads that can be concerned."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from pmo_analytics.fields import dictionary
from pmo_analytics.ledger import CATALOG, Ledger
from pmo_analytics.models import reference
from pmo_analytics.models.bench import has_schema
from pmo_analytics.models.graph import Model
from pmo_analytics.models.typed import Typing, columns_of
from pmo_analytics.workspace import PROJECT_ROOT

SQL = PROJECT_ROOT / "sql"
TYPED = "typed_before"  # the catalog under which the rows of earlier loads are attached
MODELS = (
    "aliases", "names", "replaced_loads", "source_rows", "standing", "visible", "column_addresses"
)  # fmt: skip
Disagreement = tuple[int, str, str, str, str]


class Disagreements:
    """The models of disagreement, made ready beside the typing's ground to look at any choice of loads."""

    def __init__(self, ledger: Ledger, typing: Typing) -> None:
        """No transaction may be open. Rows of earlier loads are found where their file is attached as TYPED."""
        self.ledger, self.typing = ledger, typing
        with typing.on_ground():
            for entity in dictionary().entities:
                model = Model.from_file(SQL / "staging" / f"{entity}.sql", SQL)
                ledger.connection.execute(f'create temp table "nothing_of_{entity}" ({columns_of(model)})')
                ledger.connection.execute(_HEAR.format(entity=entity, others=""))
            if not has_schema(ledger.connection, "memory", "core"):
                self._lay()

    def _lay(self) -> None:
        ask = self.ledger.connection.execute
        reference.append(self.ledger.connection, "reference.fields", reference.field_rows(dictionary()))
        ask("create schema core; create schema staging")
        chosen = f"from {CATALOG}.ledger.loads semi join temp.main.new_loads using (load_id)"
        ask(f"create or replace view ledger.loads as select *, true as is_active {chosen}")
        ask(f"create or replace view ledger.replacements as from {CATALOG}.ledger.replacements")
        for name, table in (("project_identity", "identity"), ("periods", "periods")):
            ask(f"create view core.{name} as from temp.main.{table}")
        for entity in dictionary().entities:
            ask(f'create view staging."{entity}" as from temp.main."heard_{entity}"')
        for name in MODELS:
            ask(f"create view core.{name} as {text_of(name)}")

    def among(self, load_ids: Iterable[int]) -> list[Disagreement]:
        """(load_id, cell, entity, field, text) of each disagreement of which one of these typed loads has a cell: the
        cell that is shown where it is theirs, else the first of theirs. Who speaks for which project is as of the last
        call of `Surroundings.identify`; the typing's choice of loads is another afterwards."""
        ask, new = self.ledger.ask, list(load_ids)
        in_force = [load_id for load_id, _, is_active in self.ledger.loads() if is_active]
        earlier = dict(ask(_EARLIER, {"new": new, "in_force": in_force}))
        with self.hearing(new, earlier):
            if not any(ask(_REPEATED.format(entity=entity, key=_row_key(entity))) for entity in earlier):
                return []
            self.typing.choose({*new, *(load_id for others in earlier.values() for load_id in others)})
            with self.typing.on_ground():
                return ask(_DIFFERING.format(cells=text_of("differing_cells")), {"new": new})

    @contextmanager
    def hearing(self, new: Sequence[int], earlier: Mapping[str, Sequence[int]]) -> Iterator[None]:
        """Let the models see the typed rows of the new loads and, by entity, of the earlier ones, for a while."""
        try:
            self._hear(new, earlier)
            yield
        finally:
            self._hear([], dict.fromkeys(earlier, []))

    def _hear(self, new: Sequence[int], earlier: Mapping[str, Sequence[int]]) -> None:
        connection = self.ledger.connection
        there = set(connection.execute(_THERE).fetchall())
        for entity, others in earlier.items():
            brought = [(catalog, loads) for catalog, loads in (("temp", [*new, *others]), (TYPED, list(others)))
                       if loads and (catalog, entity) in there]  # fmt: skip
            heard = "".join(_OTHERS.format(catalog=catalog, entity=entity, loads=loads) for catalog, loads in brought)
            connection.execute(_HEAR.format(entity=entity, others=heard))


def text_of(name: str) -> str:
    """The text of a core model."""
    return (SQL / "core" / f"{name}.sql").read_text(encoding="utf-8")


def _row_key(entity: str) -> str:
    """What makes rows the same before the aliases of people are known: nothing, where people are part of it."""
    return "''" if "person_name" in dictionary().entities[entity].key else "row_key"


# what every load speaks of, as `Surroundings` sees it
SEEN = f"""
    select coverage.*, identity.project_id as meant
    from {CATALOG}.ledger.coverage as coverage
    inner join identity on identity.raw_project_id = coverage.project_id
    anti join hidden using (load_id)
"""
# the typed rows of new loads are seen through views, those of earlier ones stand in tables
_THERE = """
select database_name, table_name from duckdb_tables() where schema_name = 'main'
union all select database_name, view_name from duckdb_views() where schema_name = 'main'
"""
# of each entity that the new loads bring, the others in force that speak of its projects in the month, or beyond it
_EARLIER = f"""
with seen as ({SEEN}),
new as (select distinct entity, meant, period from seen where list_contains($new::integer[], load_id))
select entity, coalesce(list(distinct load_id) filter (not list_contains($new::integer[], load_id)), [])
from seen inner join new using (entity, meant)
where list_contains($in_force::integer[], load_id) and (seen.period = new.period or seen.is_standing)
group by entity
"""
_HEAR = 'create or replace temp view "heard_{entity}" as from temp.main."nothing_of_{entity}" {others}'
_OTHERS = ' union all by name (from {catalog}.main."{entity}" where list_contains({loads}, load_id))'
# most files have no two rows of one key, and the models need not be asked; numbers are compared sooner than texts
_REPEATED = """
select 1
from temp.main."heard_{entity}" as heard inner join identity on identity.raw_project_id = heard.project_id
group by hash(identity.project_id, period, {key}) having count(*) > 1 limit 1
"""
_DIFFERING = """
with differing as (
{cells}
),
cells as (select *, row(list_contains($new::integer[], load_id), hearing) as rank from differing)
select
    arg_max(load_id, rank), arg_max(cell, rank), entity, field, string_agg(text, '; ' order by hearing desc)
from cells
group by entity, project_id, period, row_key, field
having bool_or(list_contains($new::integer[], load_id))
order by all
"""
