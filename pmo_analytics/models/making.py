"""Making the tables of a snapshot one after the other: anew, or only what may be other than in the snapshot before."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import duckdb

from pmo_analytics.errors import ContractBroken
from pmo_analytics.models import contracts, every_value
from pmo_analytics.models.carrying import MONTH, Carried
from pmo_analytics.models.graph import BUILT, CATALOGUE, EVERY_VALUE, Model
from pmo_analytics.models.header import Header

ANEW = "temp.main.made_anew"
Sums = dict[bool | None, tuple[int, int]]


class Making:
    """Makes tables over one connection; `carried` is the snapshot that its file is a copy of, None where it is empty.
    `untouched` are the tables that are as they were, `left_alone` those that are so in the earlier months, `by_month`
    those that have a row per month."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, carried: Carried | None, sql_root: Path) -> None:
        self.connection, self.carried, self.sql_root = connection, carried, sql_root
        self.untouched: set[str] = set()
        self.left_alone: set[str] = set()
        self.by_month: set[str] = set()

    def table(self, model: Model) -> int:
        """Make the table of a model and prove what its header promises; returns how many rows it has.

        ContractBroken names the file that cannot be computed, or the promise that is broken.
        """
        try:
            return self._make(model)
        except (duckdb.ProgrammingError, duckdb.DataError, duckdb.NotSupportedError) as problem:
            file, why = model.path.relative_to(self.sql_root.parent).as_posix(), str(problem).strip().splitlines()[0]
            raise ContractBroken("models.not_computed", file=file, why=why) from problem

    def every_value(self, indicators: Iterable[Model]) -> int:
        """A view: its rows are those of the indicators, proved there, and marts.indicators holds them all with their
        lights. Written once more they would be a tenth of a snapshot."""
        listed = list(indicators)
        self.connection.execute(f"create or replace view {EVERY_VALUE} as {every_value.select(listed)}")
        contracts.describe(self.connection, "view", EVERY_VALUE, every_value.HEADER)
        for standing in (self.untouched, self.left_alone):
            if standing >= {model.name for model in listed}:
                standing.add(EVERY_VALUE)
        return self._count(EVERY_VALUE)

    def _make(self, model: Model) -> int:
        if MONTH in model.header.grain:
            self.by_month.add(model.name)
        if self.carried is None:
            return self._make_anew(model)
        if all(self._is_untouched(table, self.carried) for table in model.inputs):
            self._note(model.name, is_untouched=True)
        elif self.carried.is_cut(model.header) and all(self._is_left_alone(table) for table in model.inputs):
            self._go_on(model, self.carried)
        else:
            self._compare(model, self.carried)
        return self._count(model.name)

    def _make_anew(self, model: Model) -> int:
        rows = self._run(f"create table {model.name} as {model.sql}")
        contracts.prove(self.connection, model.name, model.header, is_empty=rows == 0)
        contracts.describe(self.connection, "table", model.name, model.header)
        return rows

    def _go_on(self, model: Model, carried: Carried) -> None:
        """The rows from the first month on instead of those that were there; the earlier ones were proved before."""
        later = f"(from {model.name} where {carried.is_later})"
        before = self._sums(later, model.header)
        if before:
            self._run(f"delete from {model.name} where {carried.is_later}")
        sql = self._of_later_months(model, carried)
        rows = self._run(f"insert into {model.name} select * from ({sql}) where {carried.is_later}")
        if rows:
            contracts.prove(self.connection, model.name, model.header, later)
        after = self._sums(later, model.header) if before and rows else {}
        self._note(model.name, is_untouched=before == after and bool(before) == bool(rows))

    def _of_later_months(self, model: Model, carried: Carried) -> str:
        """The model, reading the later rows alone of tables with a row per month that it does not look back at. DuckDB
        finds by itself that others are not needed where nothing is in its way, such as a part of the model that is
        used twice."""
        back = model.header.looks_back
        narrowed = frozenset() if back is None else model.inputs & self.by_month - back
        by_month = "|".join(re.escape(table) for table in sorted(narrowed))
        later = rf"\1 (from \2 where {carried.is_later})"
        return re.sub(rf"\b(from|join)\s+({by_month})\b", later, model.sql) if by_month else model.sql

    def _compare(self, model: Model, carried: Carried) -> None:
        """The whole table made anew, and as much of it in the place of the one before as says anything else."""
        self._run(f"create or replace temp table made_anew as {model.sql}")
        old, new = (self._sums(table, model.header) for table in (model.name, ANEW))
        keeps_earlier = old == new or self._keeps_earlier(model, old, new)
        if keeps_earlier:
            self._note(model.name, is_untouched=old == new)
        if old != new and keeps_earlier and MONTH in model.header.column_names:
            not_earlier = f"coalesce({carried.is_later}, true)"
            self._run(f"delete from {model.name} where {not_earlier}")
            self._run(f"insert into {model.name} from {ANEW} where {not_earlier}")
            contracts.prove(self.connection, model.name, model.header)
        elif old != new:
            self._run(f"drop table {model.name}")
            self._make_anew(replace(model, sql=f"from {ANEW}"))
        self._run(f"drop table {ANEW}")

    def _keeps_earlier(self, model: Model, old: Sums, new: Sums) -> bool:
        """Whether the table made anew says of the earlier months what the one before did; of rows without a month,
        whether it says all that one did, and perhaps more: what was looked up there is found as before."""
        if old.get(False) != new.get(False):
            return False
        if old.get(None) == new.get(None):
            return True
        only = f"where {MONTH} is null" if MONTH in model.header.column_names else ""
        lost = f"select 1 from ((from {model.name} {only}) except all (from {ANEW} {only})) limit 1"
        return not self.connection.execute(lost).fetchall()

    def _sums(self, table: str, header: Header) -> Sums:
        """How many rows a table has of earlier (False), later (True) and no (None) months, and their hashes' sum."""
        later = self.carried.is_later if self.carried and MONTH in header.column_names else "null::boolean"
        found = self.connection.execute(
            f"select {later}, count(*), sum(hash(said)::hugeint) from {table} as said group by all"
        ).fetchall()
        return {is_later: (count, total) for is_later, count, total in found}

    def _note(self, table: str, *, is_untouched: bool = False) -> None:
        self.left_alone.add(table)
        if is_untouched:
            self.untouched.add(table)

    def _is_untouched(self, table: str, carried: Carried) -> bool:
        if table.partition(".")[0] in BUILT:
            return table in self.untouched
        return table not in CATALOGUE and not carried.is_touched(table)

    def _is_left_alone(self, table: str) -> bool:
        """Whether a table says of the earlier months what it said. What is recorded later speaks of later months only,
        or the snapshot before would not be gone on with."""
        return table in self.left_alone if table.partition(".")[0] in BUILT else table not in CATALOGUE

    def _count(self, name: str) -> int:
        return self._run(f"select count(*) from {name}")

    def _run(self, sql: str) -> int:
        """Run one statement; the number it answers with, of rows made or counted."""
        (answer,) = self.connection.execute(sql).fetchone() or (0,)
        return answer
