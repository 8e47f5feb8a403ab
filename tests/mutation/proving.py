"""Whether a mutant is noticed without any test: by what headers promise, or by a second calculation."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import duckdb
import pandas as pd

from pmo_analytics.errors import ContractBroken
from pmo_analytics.models import contracts
from pmo_analytics.models.graph import Model, build_order, models
from pmo_analytics.workspace import PROJECT_ROOT
from tests.conftest import Database
from tests.mutation.mutants import Mutant
from tests.mutation.verdicts import Verdict, ended
from tests.sql.conftest import Portfolio
from tests.sql.twin.calculations import CALCULATIONS
from tests.sql.twin.compared import differing, differing_rows, in_sql, second_calculation
from tests.sql.twin.invented import Invented
from tests.sql.twin.shapes import Tables

SEED = 1
Differs = Callable[[Any], bool]


class Prover:
    """Each second calculation with its invented portfolio: every model that it speaks of, and all that they stand on.

    A mutant takes the place of its model; what follows from it is made anew as far as rows become others."""

    def __init__(self) -> None:
        self.proofs = [_on_earned_value(), *(_on_tables(begin) for begin in CALCULATIONS.values())]

    def close(self) -> None:
        for proof in self.proofs:
            proof.database.close()

    def judge(self, mutant: Mutant) -> Verdict:
        """Invalid, killed by a promise or by a second calculation, or survived so far; nothing of it stays."""
        first, *others = self.proofs
        verdict = first.judge(mutant)
        for proof in others:
            if verdict.fate != "survived":
                break
            if mutant.model in proof.made:
                found = proof.judge(mutant)
                verdict = replace(found, seconds=verdict.seconds + found.seconds)
        return verdict


def _on_earned_value() -> "_Proof":
    """The calculation of indicators by the formulas of their specification."""
    portfolio, invented = Portfolio(Database()), Invented.of(SEED)
    for entity in ("projects", "baselines", "baseline_periods"):
        portfolio.load(entity, *getattr(invented, entity))
    told: dict[str, dict[str, Differs]] = defaultdict(dict)
    for name, answer in second_calculation(invented).items():
        told[in_sql(name).model][name] = partial(_differs_of, name, answer)
    return _Proof(portfolio, told)


def _differs_of(name: str, answer: pd.DataFrame, connection: Any) -> bool:
    return bool(len(differing(connection, name, answer)))


def _on_tables(begin: Callable[[Portfolio], Tables]) -> "_Proof":
    """A calculation that has all rows of its tables."""
    portfolio = Portfolio(Database())
    tables = begin(portfolio)
    return _Proof(portfolio, {name: {name: partial(_rows_differ, name, rows)} for name, rows in tables.items()})


def _rows_differ(name: str, rows: list[dict[str, Any]], connection: Any) -> bool:
    return bool(differing_rows(connection, name, rows))


class _Proof:
    """One portfolio; `told` says of each model what in it is calculated twice, and how it is seen to be otherwise."""

    def __init__(self, portfolio: Portfolio, told: Mapping[str, Mapping[str, Differs]]) -> None:
        self.models, self.told = models(PROJECT_ROOT / "sql"), told
        self.database: Database = portfolio.database
        for name in told:
            portfolio.make(name)
        self.made = [model for model in build_order(self.models) if model in self.database.made]
        self.database.connection.execute("create schema original")
        for model in self.made:
            self.database.connection.execute(f"create table {_original(model)} as from {model}")

    def judge(self, mutant: Mutant) -> Verdict:
        """The same of this portfolio alone."""
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
        """The first thing told by a model that the second calculation has otherwise; '' where there is none."""
        told = self.told.get(model, {})
        return next((name for name, differs in told.items() if differs(self.database.connection)), "")


def _original(model: str) -> str:
    return f"original.{model.replace('.', '_')}"
