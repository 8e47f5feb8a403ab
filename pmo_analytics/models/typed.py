"""typed.duckdb: the rows of every load with their cells typed. A load is typed once and kept until a rule changes.

The file can be thrown away at any time: the ledger makes it again.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb

from pmo_analytics.fields import Entity, dictionary
from pmo_analytics.ledger import ROW_COLUMNS
from pmo_analytics.models import contracts, macros, reference, staging
from pmo_analytics.models.bench import has_schema
from pmo_analytics.models.graph import Model
from pmo_analytics.models.snapshots import remove
from pmo_analytics.settings import Settings
from pmo_analytics.workspace import Workspace

# A model joins the few conventions of columns to the many rows, in this order. DuckDB does not know how many rows the
# new loads are, would take them for the fewer ones, and keep them all in memory a second time.
AS_WRITTEN = "common_subplan,join_order,build_side_probe_side"
NUMBERS = frozenset({"load_id", "row_number"})
Progress = Callable[[str], None]


def type_new_loads(
    workspace: Workspace, staging: Mapping[str, Model], sql_root: Path, settings: Settings, progress: Progress
) -> dict[str, int]:
    """Type the loads that have not been typed under the present rules; returns rows typed now per entity that had any.

    Each entity is one transaction, its rows proved before they are kept. ContractBroken names a broken promise.
    """
    with closing(duckdb.connect()) as connection:
        connection.execute(f"attach {contracts.quoted(str(workspace.ledger))} as {reference.LEDGER} (read_only)")
        typing = Typing(connection, sql_root, settings)
        typing.open(workspace)
        counts = {}
        for name, model in staging.items():
            progress(name)
            count = typing.catch_up(model)
            if count:
                counts[name.partition(".")[2]] = count
        return counts


class Typing:
    """Types loads of the ledger that is attached to a connection, seen in temporary views named like the entities."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, sql_root: Path, settings: Settings) -> None:
        self.connection, self.sql_root, self.settings = connection, sql_root, settings
        self.macros = macros.text(sql_root)
        self.has_ground = False
        self.home = connection.execute("select current_database()").fetchall()[0][0]
        connection.execute("create temp table new_loads (load_id integer)")

    def lay_ground(self) -> None:
        """Make what the models stand on, in the connection's memory: settings, macros, and the ledger's tables, of
        which the wide ones and whatever has a load_id show the new loads only. Where it was made before, the settings
        alone are other. No transaction may be open."""
        self.connection.execute("use memory")  # where the models find the new loads under the ledger's names
        if not has_schema(self.connection, "memory", "reference"):
            self._lay()
        self.connection.execute("delete from reference.settings")
        settings = ({"name": name, "value": value} for name, value in self.settings.as_rows())
        reference.append(self.connection, "reference.settings", settings)
        self.connection.execute(f"use {self.home}")
        self.has_ground = True

    def _lay(self) -> None:
        self.connection.execute((self.sql_root / "reference.sql").read_text(encoding="utf-8"))
        self.connection.execute(self.macros)
        self.connection.execute("create schema ledger")
        for table, columns in reference.ledger_tables(self.connection).items():
            listed = ", ".join(f'"{name}"' for name in columns)
            only = "where load_id in (select load_id from temp.main.new_loads)" if "load_id" in columns else ""
            self.connection.execute(
                f'create view ledger."{table}" as select {listed} from {reference.LEDGER}.ledger."{table}" {only}'
            )

    def choose(self, load_ids: Iterable[int]) -> None:
        """Say which loads are the new ones."""
        self.connection.execute("delete from temp.main.new_loads")
        self.connection.execute(
            "insert into temp.main.new_loads select unnest($load_ids::integer[])", {"load_ids": list(load_ids)}
        )

    def fill(self, model: Model, filled: Collection[str] | None = None) -> None:
        """Type what the new loads bring of one entity. `filled` are the fields that any of them fills, where that is
        known; what none does is not written down, but stands in the view that the rows are seen through."""
        entity, rows = dictionary().entities.get(_name(model)), f'temp.main."rows_of_{_name(model)}"'
        with self.on_ground():
            narrow, seen = model.sql, f"from {rows}"
            if entity and model.sql == staging.sql_of(entity).rstrip():  # else it is not what the dictionary asks for
                filled = self._filled(entity) if filled is None else filled
                narrow, seen = staging.narrowed(entity, filled), staging.widened(entity, filled, rows)
            self.connection.execute(f"set disabled_optimizers = '{AS_WRITTEN}'")
            try:
                self.connection.execute(f"create or replace temp table {rows} as {narrow}")
            finally:
                self.connection.execute("reset disabled_optimizers")
            self.connection.execute(f'create or replace temp view "{_name(model)}" as {seen}')

    @contextmanager
    def on_ground(self) -> Iterator[None]:
        """Where the macros are known and the ledger's names mean the new loads."""
        self.connection.execute("use memory")
        try:
            yield
        finally:
            self.connection.execute(f"use {self.home}")

    def _filled(self, entity: Entity) -> set[str]:
        """The fields that any of the new loads fills."""
        names = [name for name in entity.fields if name not in ROW_COLUMNS]
        counted = ", ".join(f'count("{name}")' for name in names)
        counts = self.connection.execute(f'select {counted} from memory.ledger."{entity.name}"').fetchall()[0]
        return {name for name, count in zip(names, counts, strict=True) if count}

    def open(self, workspace: Workspace) -> None:
        """Attach the workspace's typed rows, an empty file where there is none or it is damaged."""
        if not _is_sound(workspace.typed):
            remove(workspace.typed)
        self.connection.execute(f"attach {contracts.quoted(str(workspace.typed))} as staging")
        self.connection.execute(
            "create table if not exists staging.main.typed_loads "
            "(entity varchar, load_id integer, rules varchar, primary key (entity, load_id))"
        )

    def catch_up(self, model: Model) -> int:
        """Type the loads of one entity that are not typed yet, all of them when its rules have changed, and keep them;
        returns the rows typed now."""
        outdated = self.is_outdated(model)
        entity = _name(model)
        untyped = self.connection.execute(
            f"select distinct load_id from {reference.LEDGER}.ledger.load_entities where entity = $entity "
            "and ($outdated or load_id not in (select load_id from staging.main.typed_loads where entity = $entity))",
            {"entity": entity, "outdated": outdated},
        ).fetchall()
        if not outdated and not untyped:
            if not self.has_typed(model):
                self.connection.execute(f'create or replace table staging.main."{entity}" ({columns_of(model)})')
            return 0
        if not self.has_ground:
            self.lay_ground()
        self.choose(load_id for (load_id,) in untyped)
        self.fill(model)
        return self.keep(model)

    def keep(self, model: Model) -> int:
        """Prove the rows of one entity and keep them, instead of all others where those are outdated."""
        entity = _name(model)
        fresh, typed = f'temp.main."{entity}"', f'staging.main."{entity}"'
        count = contracts.prove(self.connection, model.name, model.header, fresh)
        outdated = self.is_outdated(model) or not self.has_typed(model)
        self.connection.begin()
        if outdated:
            self.connection.execute(f"drop table if exists {typed}")
            self.connection.execute("delete from staging.main.typed_loads where entity = ?", [entity])
        self.connection.execute(f"create table if not exists {typed} as from {fresh} limit 0")
        self.connection.execute(f"insert into {typed} from {fresh}")
        self.connection.execute(
            "insert into staging.main.typed_loads select distinct $entity, load_id, $rules "
            f"from {reference.LEDGER}.ledger.load_entities semi join temp.main.new_loads using (load_id) "
            "where entity = $entity",
            {"entity": entity, "rules": self._rules(model)},
        )
        self.connection.commit()
        return count

    def is_outdated(self, model: Model) -> bool:
        """Whether loads of the entity have been typed under other rules, or their rows have other columns."""
        entity = _name(model)
        others = self.connection.execute(
            "select 1 from staging.main.typed_loads where entity = ? and rules <> ? limit 1",
            [entity, self._rules(model)],
        ).fetchall()
        return bool(others) or (self.has_typed(model) and self._columns_there(entity) != model.header.column_names)

    def has_typed(self, model: Model) -> bool:
        """Whether any load of the entity has been typed."""
        sql = "select 1 from staging.main.typed_loads where entity = ? limit 1"
        return bool(self.connection.execute(sql, [_name(model)]).fetchall())

    def _columns_there(self, entity: str) -> tuple[str, ...]:
        found = self.connection.execute(
            "select column_name from duckdb_columns() where database_name = 'staging' and schema_name = 'main' "
            "and table_name = ? order by column_index", [entity],
        ).fetchall()  # fmt: skip
        return tuple(name for (name,) in found)

    def _rules(self, model: Model) -> str:
        return rules_of([self.macros, model.sql], self.settings)


def rules_of(texts: Sequence[str], settings: Settings) -> str:
    """A short name for a set of rules: another where a text, a setting that a text names, or DuckDB is another."""
    named = [f"{name}={value}" for name, value in settings.as_rows() if any(name in text for text in texts)]
    return hashlib.sha256("\0".join([duckdb.__version__, *texts, *named]).encode()).hexdigest()[:16]


def _is_sound(typed: Path) -> bool:
    """Whether the file opens, or there is none."""
    try:
        with closing(duckdb.connect(str(typed))) as connection:
            connection.execute("select count(*) from duckdb_tables()")
    except duckdb.Error:
        return False
    return True


def _name(model: Model) -> str:
    """The entity of a staging model."""
    return model.name.partition(".")[2]


def columns_of(model: Model) -> str:
    """The columns of a staging model, as SQL makes a table of them."""
    return ", ".join(
        f'"{column.name}" {"INTEGER" if column.name in NUMBERS else column.sql_types[0]}'
        for column in model.header.columns
    )
