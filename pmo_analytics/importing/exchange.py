"""What new files leave without a plan rate: rates that cannot be used, amounts in a currency that has none. The models
that find them in a snapshot find them here, on the new rows and on what the snapshot knows of currencies and rates."""

from collections.abc import Collection, Iterable

from pmo_analytics.importing.disagreements import SQL, Disagreements, text_of
from pmo_analytics.importing.jumps import BEFORE
from pmo_analytics.ledger import Ledger
from pmo_analytics.models.graph import Model
from pmo_analytics.models.typed import Typing, columns_of
from pmo_analytics.reading import FileReading
from pmo_analytics.settings import Settings

RATES = "fx_rates"
IN_CURRENCIES = (
    "projects", "baselines", "baseline_periods", "milestones", "tasks", "budgets", "risks", "issues", "changes",
    "decisions",
)  # fmt: skip
MADE = ("fx_rates", "project_currencies", "portfolio_currency", "currency_rates")
BESIDE = {"fx_rates": "period, row_key", "project_currencies": "project_id, period"}  # new rows before older ones
Unconverted = tuple[int, str, str, str, str, str, str]


def are_needed(readings: Iterable[FileReading], own: Collection[str]) -> bool:
    """Whether anything of these files may be left without a rate: they bring rates, or name a currency but the
    portfolio's own, or name that one of some projects only."""
    parts = [rows for reading in readings for table in reading.tables for rows in table.entities]
    if any(rows.entity == RATES for rows in parts):
        return True
    columns = [rows.rows["currency"] for rows in parts if "currency" in rows.rows.column_names]
    found = {code for column in columns for code in column.unique().to_pylist()} - {None}
    is_silent = any(
        rows.entity == "projects" and ("currency" not in rows.rows.column_names or rows.rows["currency"].null_count)
        for rows in parts
    )
    return bool(found) and (is_silent or not found <= set(own))


def own_currency(ledger: Ledger, settings: Settings, *, has_snapshot: bool) -> set[str]:
    """The portfolio's currency as it is known before the new files, none where nothing says."""
    if settings.currency:
        return {settings.currency}
    return {code for (code,) in ledger.ask(f"from {BEFORE}.core.portfolio_currency")} if has_snapshot else set()


class Exchange:
    """The models of currencies and rates, made ready beside the typing's ground."""

    def __init__(
        self, ledger: Ledger, typing: Typing, ground: Disagreements, own: Collection[str], *, has_snapshot: bool
    ) -> None:
        """`own` is the portfolio's currency, where it is known. No transaction may be open."""
        self.ledger, self.typing, self.ground, self.own = ledger, typing, ground, set(own)
        ask, before = ledger.connection.execute, BEFORE if has_snapshot else None
        self.made = [(name, _sql(name, before)) for name in (*(f"new_{name}" for name in BESIDE), *MADE)]
        with typing.on_ground():
            for name, _ in self.made:
                model = Model.from_file(SQL / "core" / f"{name.removeprefix('new_')}.sql", SQL)
                ask(f"create temp table exchange_{name} ({columns_of(model)})")
                ask(f"create or replace view core.{name} as from temp.main.exchange_{name}")
            for name in BESIDE:
                ask(f"{_sql(name, before)} limit 0")  # whether the snapshot is of this version

    def among(self, load_ids: Collection[int], entities: Collection[str]) -> list[Unconverted]:
        """(load_id, cell, entity, field, text, phrase, severity) of each rate of these typed loads that cannot be used,
        and once for each load, month and currency of the amounts that cannot be converted. `entities` are what the
        loads bring. The typing's choice of loads is these afterwards."""
        if RATES not in entities and self._is_one_currency(entities):
            return []
        self.typing.choose(load_ids)
        with self.ground.hearing(list(load_ids), dict.fromkeys(entities, [])), self.typing.on_ground():
            self._make()
            found = self.ledger.ask(_UNUSED) if RATES in entities else []
            return found + (self.ledger.ask(_MISSING) if self._lacks_rates(entities) else [])

    def _make(self) -> None:
        """What is known of currencies and rates with the new rows, made once: as views in each other these models
        would take many times as long."""
        for name, sql in self.made:
            self.ledger.connection.execute(f"delete from temp.main.exchange_{name}")
            self.ledger.connection.execute(f"insert into temp.main.exchange_{name} {sql}")

    def _is_one_currency(self, entities: Collection[str]) -> bool:
        """Whether the new rows name no currency but the portfolio's, as in most files: then it stays the portfolio's,
        where their projects all name it, and nothing is to be converted."""
        named = _written("distinct currency", "temp.main", entities)
        blank = "from temp.main.projects where currency is null limit 1"
        found = {code for (code,) in self.ledger.ask(named)} if named else set()
        return found <= self.own and not (found and "projects" in entities and self.ledger.ask(blank))

    def _lacks_rates(self, entities: Collection[str]) -> bool:
        """Whether any currency of the new rows has no rate; most files name none such."""
        named = _written("period, currency", "staging", entities)
        return bool(named and self.ledger.ask(f"from ({named}) anti join core.currency_rates using (period, currency)"))


def _written(what: str, schema: str, entities: Collection[str]) -> str:
    """The currencies that rows of these entities name; '' where none of them can."""
    return " union ".join(
        f'select {what} from {schema}."{entity}" where currency is not null'
        for entity in entities if entity in IN_CURRENCIES
    )  # fmt: skip


def _sql(name: str, before: str | None) -> str:
    """A model, on the new rows; of rates and projects, beside these, what the snapshot holds of other months."""
    if name not in BESIDE:
        return f"select * from ({text_of(name.removeprefix('new_'))})"
    older = f" union all by name from {before}.core.{name} anti join core.new_{name} using ({BESIDE[name]})"
    return f"from core.new_{name}{older if before else ''}"


_UNUSED = f"""
select load_id, cell, 'fx_rates', field, text, reason, severity from ({text_of("unused_rates")}) order by all
"""
_MISSING = f"""
select load_id, cell, entity, field, concat(currency, ' (', amounts, ')'), reason, 'warning'
from ({text_of("missing_rates")}) order by all
"""
