"""Whether a mutant is noticed without any test: by what headers promise, or by the second calculation."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import duckdb

from pmo_analytics.errors import ContractBroken
from pmo_analytics.models import contracts
from pmo_analytics.models.graph import Model, build_order, models
from pmo_analytics.workspace import PROJECT_ROOT
from tests.conftest import Database
from tests.mutation.mutants import Mutant
from tests.mutation.verdicts import Verdict, ended
from tests.sql.conftest import Portfolio
from tests.sql.twin.compared import differing, in_sql, second_calculation
from tests.sql.twin.invented import Invented

SEED = 1


class Prover:
    """The invented portfolio of the second calculation with every model that it speaks of, and all that they stand on.

    A mutant takes the place of its model; what follows from it is made anew as far as rows become others."""

    def __init__(self) -> None:
        self.models = models(PROJECT_ROOT / "sql")
        self.portfolio = Portfolio(Database())
        self.database: Database = self.portfolio.database
        invented = Invented.of(SEED)
        for entity in ("projects", "baselines", "baseline_periods"):
            self.portfolio.load(entity, *getattr(invented, entity))
        self.twin = second_calculation(invented)
        for name in self.twin:
            self.portfolio.make(in_sql(name).model)
        self.made = [model for model in build_order(self.models) if model in self.database.made]
        self.database.connection.execute("create schema original")
        for model in self.made:
            self.database.connection.execute(f"create table {_original(model)} as from {model}")

    def close(self) -> None:
        self.database.close()

    def judge(self, mutant: Mutant) -> Verdict:
        """Invalid, killed by a promise or by the second calculation, or survived so far; nothing of it stays."""
        began = time.perf_counter()
        with self._undone(mutant.model):
            try:
                verdict = self._judged(mutant)
            except duckdb.ProgrammingError as problem:
                verdict = Verdict(mutant, "invalid", str(problem).partition("\n")[0])
            except (duckdb.Error, ContractBroken) as problem:
                verdict = Verdict(mutant, "killed", type(problem).__name__)
        return replace(verdict, seconds=time.perf_counter() - began)

    @contextmanager
    def _undone(self, model: str) -> Iterator[None]:
        """Whatever is made meanwhile is taken back; the tables that the model reads are there before."""
        for table in sorted(self.models[model].inputs):
            self.database.stand_in(table)
        self.database.connection.begin()
        try:
            yield
        finally:
            self.database.connection.rollback()

    def _judged(self, mutant: Mutant) -> Verdict:
        """Raises where the mutant, or what follows from it, cannot be made or breaks a promise."""
        self._make(self.models[mutant.model], mutant.of(self.models[mutant.model].sql))
        if mutant.model not in self.made or not self._differs(mutant.model):
            return Verdict(mutant, "survived")
        changed = {mutant.model}
        if name := self._contradicted(mutant.model):
            return Verdict(mutant, "killed", f"second calculation: {name}")
        for model in self.made:
            if model not in changed and self.models[model].inputs & changed:
                self._make(self.models[model], self.models[model].sql)
                if self._differs(model):
                    changed.add(model)
                    if name := self._contradicted(model):
                        return Verdict(mutant, "killed", f"second calculation: {name}")
        return Verdict(mutant, "survived")

    def _make(self, model: Model, sql: str) -> None:
        with ended(self.database.connection):
            self.database.connection.execute(f"create or replace table {model.name} as {sql}")
        contracts.prove(self.database.connection, model.name, model.header)

    def _differs(self, model: str) -> bool:
        one, other = model, _original(model)
        apart = f"(from {one} except all from {other}) union all (from {other} except all from {one})"
        return bool(self.database.connection.execute(f"select 1 from ({apart}) limit 1").fetchall())

    def _contradicted(self, model: str) -> str:
        """The first figure told by a model that the second calculation has otherwise; '' where there is none."""
        told = ((name, answer) for name, answer in self.twin.items() if in_sql(name).model == model)
        return next((name for name, answer in told if len(differing(self.database.connection, name, answer))), "")


def _original(model: str) -> str:
    return f"original.{model.replace('.', '_')}"
