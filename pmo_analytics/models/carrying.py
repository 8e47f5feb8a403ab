"""What a build takes from the snapshot before: whatever stands on nothing new, and the rows of the months that nothing
has been said of since.

A row of a month is made of that month and of earlier ones, so the months before the first that was spoken of stay as
they are, and only the rows from there on are made. A model that knows better says so in its header (`looks ahead`) and
is made anew; so is what has no months. Whether a table made anew left the earlier months alone is then seen, not
believed: where it did not, what reads it is made anew as well.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import duckdb

from pmo_analytics.models import contracts, rules, snapshots
from pmo_analytics.models.header import Header
from pmo_analytics.workspace import Workspace

T = TypeVar("T")
MONTH = "period"
# The kinds of event of which it is known what they speak of: of loads, of a month, of no figure.
KNOWN = frozenset({"load", "withdraw", "reinstate", "close", "reopen", "setting",
                   "mapping", "forget", "different", "publish"})  # fmt: skip

LATER_EVENTS = """
create temp table later as
select kind, payload from ledger.ledger.events
where event_id > (select coalesce(max(event_id), 0) from before.ledger.events);

create temp table changed_loads as
select unnest(from_json(payload -> 'load_ids', '["integer"]')) as load_id, true as is_new from later where kind = 'load'
union all
select (payload ->> 'load_id')::integer, false from later where kind in ('withdraw', 'reinstate');
"""
# What the snapshot was made of and the ledger does not hold any more, as where an earlier copy of it was put back.
LOST_EVENTS = "select 1 from (from before.ledger.events except all from ledger.ledger.events) limit 1"
# The months that these loads cover or these decisions name; and what follows the last month of before, since what has
# been reported once stands in each month up to the last.
FIRST_MONTH = """
select min(period) from (
    select period from ledger.ledger.coverage semi join changed_loads using (load_id)
    union all
    select last_day(coalesce(payload ->> 'period', payload ->> 'from')::date) from later
    where kind in ('close', 'reopen', 'setting')
    union all
    select last_day((max(period) + interval 1 month)::date) from before.core.periods
)
"""
NEW_ENTITIES = """
select distinct entity from ledger.ledger.load_entities semi join (from changed_loads where is_new) using (load_id)
"""


def is_of_another_ledger(workspace: Workspace) -> bool:
    """Whether the current snapshot knows of events that the ledger does not hold. What was typed and carried under the
    same numbers is then of other loads. False where there is no sound snapshot."""
    return bool(_of_both(workspace, lambda connection: connection.execute(LOST_EVENTS).fetchall()))


def _of_both(workspace: Workspace, question: Callable[[duckdb.DuckDBPyConnection], T]) -> T | None:
    """What is asked of the current snapshot, attached as `before` and looked at first, and of the ledger; None where
    there is no sound snapshot, or it lacks what is asked."""
    path = snapshots.current(workspace)
    if path is None:
        return None
    with closing(duckdb.connect()) as connection:
        try:
            connection.execute(f"attach {contracts.quoted(str(workspace.ledger))} as ledger (read_only)")
            connection.execute(f"attach {contracts.quoted(str(path))} as before (read_only); use before")
            return question(connection)
        except (*rules.LACKING, duckdb.OperationalError):
            return None


@dataclass(frozen=True)
class Carried:
    """A snapshot that a build goes on with: its file, the first month end whose rows are made anew, the kinds of event
    since, and the entities that new loads brought rows of."""

    path: Path
    since: date
    kinds: frozenset[str]
    entities: frozenset[str]

    @classmethod
    def of(cls, workspace: Workspace, made_under: str) -> "Carried | None":
        """The current snapshot, if it was made under these rules and it is known which months were spoken of since;
        None where everything is to be made anew."""
        path = snapshots.current(workspace)

        def told(connection: duckdb.DuckDBPyConnection) -> "Carried | None":
            if path is None or rules.of_snapshot(connection) != made_under:
                return None
            connection.execute(LATER_EVENTS)
            since = connection.execute(FIRST_MONTH).fetchall()[0][0]
            kinds, entities = (
                frozenset(name for (name,) in connection.execute(sql).fetchall())
                for sql in ("select distinct kind from later", NEW_ENTITIES)
            )
            return cls(path, since, kinds, entities) if since and kinds and kinds <= KNOWN else None

        return _of_both(workspace, told)

    def is_cut(self, header: Header) -> bool:
        """Whether only the rows from the first month on need to be made, if what is read left the earlier ones alone.
        So it is where a row speaks of a month, or is one of a load for a month."""
        by_load = "load_id" in header.grain and MONTH in header.column_names
        return (MONTH in header.grain or by_load) and not header.looks_ahead

    @property
    def is_later(self) -> str:
        """The condition of SQL that the rows made anew keep; unknown for a row of no month."""
        return f"{MONTH} >= date '{self.since}'"

    def is_touched(self, table: str) -> bool:
        """Whether anything new stands in a table of the ledger or of the typed rows."""
        layer, _, name = table.partition(".")
        if layer == "staging":
            return name in self.entities
        has_loads, has_withdrawn = "load" in self.kinds, bool(self.kinds & {"withdraw", "reinstate"})
        return layer == "ledger" and (name == "events" or has_loads or (name == "loads" and has_withdrawn))
