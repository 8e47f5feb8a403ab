"""What new files leave without a plan rate: rates that cannot be used, amounts in a currency that has none. The models
that find them in a snapshot find them here, on the new rows and on what the snapshot knows of currencies and rates."""

from collections.abc import Collection

from pmo_analytics.importing.disagreements import SQL, Disagreements
from pmo_analytics.importing.jumps import BEFORE
from pmo_analytics.ledger import Ledger
from pmo_analytics.models.typed import Typing
from pmo_analytics.reading import FileReading

RATES = "fx_rates"
IN_CURRENCIES = (
    "projects", "baselines", "baseline_periods", "milestones", "tasks", "budgets", "risks", "issues", "changes",
    "decisions",
)  # fmt: skip
MODELS = (
    "fx_rates", "project_currencies", "portfolio_currency", "currency_rates", "unused_rates", "missing_rates"
)  # fmt: skip
BESIDE = {"fx_rates": "period, row_key", "project_currencies": "project_id, period"}  # new rows before older ones
Unconverted = tuple[int, str, str, str, str, str, str]


def names_currencies(reading: FileReading) -> bool:
    """Whether a file brings rates or names a currency; else nothing of it can be left without a rate."""
    parts = [rows for table in reading.tables for rows in table.entities]
    return any(rows.entity == RATES or "currency" in rows.rows.column_names for rows in parts)


class Exchange:
    """The models of currencies and rates, made ready beside the typing's ground."""

    def __init__(self, ledger: Ledger, typing: Typing, ground: Disagreements, *, has_snapshot: bool) -> None:
        """No transaction may be open."""
        self.ledger, self.typing, self.ground = ledger, typing, ground
        before = BEFORE if has_snapshot else None
        said = [code for (code,) in ledger.ask(f"from {before}.core.portfolio_currency")] if before else []
        self.own = {typing.settings.currency} if typing.settings.currency else set(said)
        with typing.on_ground():
            for name, sql in _views(before).items():
                ledger.connection.execute(f"create or replace view core.{name} as {sql}")

    def among(self, load_ids: Collection[int], entities: Collection[str]) -> list[Unconverted]:
        """(load_id, cell, entity, field, text, phrase, severity) of each rate of these typed loads that cannot be used,
        and once for each load, month and currency of the amounts that cannot be converted. `entities` are what the
        loads bring. The typing's choice of loads is these afterwards."""
        if RATES not in entities and self._is_one_currency(entities):
            return []
        self.typing.choose(load_ids)
        with self.ground.hearing(list(load_ids), dict.fromkeys(entities, [])), self.typing.on_ground():
            found = self.ledger.ask(_UNUSED) if RATES in entities else []
            return found + (self.ledger.ask(_MISSING) if self._lacks_rates(entities) else [])

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


def _views(before: str | None) -> dict[str, str]:
    """The models by their names, on the new rows and, where there is a snapshot, what it holds of other months."""
    texts = {name: (SQL / "core" / f"{name}.sql").read_text(encoding="utf-8") for name in MODELS}
    known = {f"new_{name}": texts.pop(name) for name in BESIDE}
    for name, key in BESIDE.items():
        known[name] = f"from core.new_{name}"
        if before:
            known[name] += f" union all by name from {before}.core.{name} anti join core.new_{name} using ({key})"
    return known | texts


_UNUSED = "select load_id, cell, 'fx_rates', field, text, reason, severity from core.unused_rates order by all"
_MISSING = """
select load_id, cell, entity, field, concat(currency, ' (', amounts, ')'), reason, 'warning'
from core.missing_rates order by all
"""
