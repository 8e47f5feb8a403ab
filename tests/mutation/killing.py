"""Whether anything notices a mutant: the build's own proofs, the second calculation, the tests that see its model."""

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pmo_analytics.errors import ContractBroken
from pmo_analytics.models import contracts
from pmo_analytics.models.graph import Model, build_order, models
from pmo_analytics.workspace import PROJECT_ROOT
from tests.conftest import Database
from tests.mutation.coverage import QUIET, Coverage
from tests.mutation.mutants import Mutant
from tests.sql.conftest import Portfolio
from tests.sql.twin.compared import differing, in_sql, second_calculation
from tests.sql.twin.invented import Invented

SEED = 1


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: `fate` is invalid, killed or survived, `by` what noticed it, `differs` whether its rows
    were others than the model's on the invented portfolio (None where that was not asked)."""

    fate: str
    by: str = ""
    differs: bool | None = None
    seconds: float = 0.0


class Killer:
    """Asks whoever is quickest first. Holds the invented portfolio with every model of the second calculation made."""

    def __init__(self, coverage: Coverage) -> None:
        self.coverage = coverage
        self.models = models(PROJECT_ROOT / "sql")
        self.order = build_order(self.models)
        self.portfolio = Portfolio(Database())
        self.database: Database = self.portfolio.database
        invented = Invented.of(SEED)
        for entity in ("projects", "baselines", "baseline_periods"):
            self.portfolio.load(entity, *getattr(invented, entity))
        self.twin = second_calculation(invented)
        for name in self.twin:
            self.portfolio.make(in_sql(name).model)
        self.compared = {model for model in self.order if model in self.database.made}
        self.database.connection.execute("create schema original")
        for model in self.compared:
            self.database.connection.execute(f"create table original.{_flat(model)} as from {model}")

    def judge(self, mutant: Mutant) -> Verdict:
        """The fate of one mutant; nothing of it stays."""
        began = time.perf_counter()
        with self._undone(mutant.model):
            verdict = self._proved(mutant)
        if verdict.fate == "survived":
            verdict = replace(self._tested(mutant), differs=verdict.differs)
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

    def _proved(self, mutant: Mutant) -> Verdict:
        """The proofs of a build, and the second calculation where it speaks of what follows from the model."""
        connection, model = self.database.connection, self.models[mutant.model]
        try:
            self._make(model, mutant.of(model.sql))
        except duckdb.ProgrammingError as problem:
            return Verdict("invalid", str(problem).partition("\n")[0])
        except (duckdb.Error, ContractBroken) as problem:
            return Verdict("killed", type(problem).__name__)
        if model.name not in self.compared:
            return Verdict("survived")
        if not _differs(connection, model.name, f"original.{_flat(model.name)}"):
            return Verdict("survived", differs=False)
        changed = {model.name}
        try:
            for name in (name for name in self.order if name in self.compared - changed):
                if self.models[name].inputs & changed:
                    self._make(self.models[name], self.models[name].sql)
                    changed.add(name)
        except (duckdb.Error, ContractBroken) as problem:
            return Verdict("killed", type(problem).__name__, True)
        for name, answer in self.twin.items():
            if in_sql(name).model in changed and len(differing(connection, name, answer)):
                return Verdict("killed", f"second calculation: {name}", True)
        return Verdict("survived", differs=True)

    def _make(self, model: Model, sql: str) -> None:
        self.database.connection.execute(f"create or replace table {model.name} as {sql}")
        contracts.prove(self.database.connection, model.name, model.header)

    def _tested(self, mutant: Mutant) -> Verdict:
        """The first test that fails while the model reads as the mutant does. A test that makes the model once, and
        gets the rows it always gets, cannot fail and is left at that."""
        stands_on = self._stands_on(mutant.model)
        tests = self.coverage.of(mutant.model, stands_on)
        if not tests:
            return Verdict("survived", "no test sees a row of it")
        order = sorted(self.order, key=lambda name: name not in stands_on)
        running = _Running(mutant, self.models[mutant.model].sql, self.coverage, order)
        with running.instead(), redirect_stdout(io.StringIO()):
            status = pytest.main([*QUIET, "-x", *(str(PROJECT_ROOT / test) for test in tests)], plugins=[running])
        if status == pytest.ExitCode.OK:
            other = f"{running.count_other} tests see other rows" if running.count_other else "no test sees other rows"
            return Verdict("survived", other)
        if status != pytest.ExitCode.TESTS_FAILED:
            raise RuntimeError(f"{mutant}: the tests could not be run ({status})")
        return Verdict("killed", running.failed)

    def _stands_on(self, model: str) -> set[str]:
        """The model and all that it is made of, however far removed."""
        found, waiting = set(), {model}
        while waiting:
            found |= waiting
            waiting = {table for name in waiting for table in self.models[name].inputs & self.models.keys()} - found
        return found


class _Running:
    """A plugin of pytest that gives tests the mutant in the place of its model, and notes the first that fails."""

    def __init__(self, mutant: Mutant, sql: str, coverage: Coverage, order: list[str]) -> None:
        self.mutant, self.sql, self.coverage, self.order = mutant, sql, coverage, order
        self.running = self.failed = ""
        self.count_other = 0

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.running = nodeid

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid

    @pytest.fixture(autouse=True)
    def _model_first(self, request: pytest.FixtureRequest) -> None:
        if "portfolio" in request.fixturenames:
            request.getfixturevalue("portfolio").order = self.order

    @contextmanager
    def instead(self) -> Iterator[None]:
        """While it lasts, the file of the mutant's model reads as the mutant does, for tests and builds alike."""
        from_file, prove = Model.__dict__["from_file"], contracts.prove

        def changed(cls: type[Model], path: Path, sql_root: Path) -> Model:
            model = from_file.__func__(cls, path, sql_root)
            return replace(model, sql=self.mutant.of(model.sql)) if model.name == self.mutant.model else model

        def compared(connection: duckdb.DuckDBPyConnection, model: str, *rest: Any) -> int:
            rows = prove(connection, model, *rest)
            if model == self.mutant.model:
                if _differs(connection, model, f"({self.sql})"):
                    self.count_other += 1
                elif self.coverage.times(model, self.running) == 1:
                    pytest.skip("the same rows as ever")
            return rows

        Model.from_file, contracts.prove = classmethod(changed), compared
        try:
            yield
        finally:
            Model.from_file, contracts.prove = from_file, prove


def _differs(connection: duckdb.DuckDBPyConnection, one: str, other: str) -> bool:
    """Whether two tables, or selects in brackets, have other rows."""
    apart = f"(from {one} except all from {other}) union all (from {other} except all from {one})"
    return bool(connection.execute(f"select 1 from ({apart}) limit 1").fetchall())


def _flat(model: str) -> str:
    return model.replace(".", "_")
