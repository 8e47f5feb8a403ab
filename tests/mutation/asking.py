"""Whether a test notices a mutant: all are asked in one session of pytest, over the tests of models and of queries.

Tests that look at one portfolio, made once for all of them, are one company; any other test is one by itself. First
each runs as it is. Whenever it makes a model, each mutant of that model is made beside it on the same rows; a company
for which the mutant's rows are those of the model cannot fail and is not asked. Then, mutant by mutant, the companies
that see other rows run with the mutant in the place of its model, nearest first, until a test fails. A mutant counts as
a survivor when all of them passed, or as many as take ENOUGH_SECONDS of the processor, which other work on the machine
hardly disturbs: some farther test might fail still.
"""

import inspect
import io
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pytest
from _pytest.runner import runtestprotocol

from pmo_analytics.models import contracts
from pmo_analytics.models.graph import models
from pmo_analytics.workspace import PROJECT_ROOT
from tests.mutation.mutants import Mutant
from tests.mutation.verdicts import Verdict, ended
from tests.sql.twin.calculations import CALCULATIONS

ENOUGH_SECONDS = 30.0
ASKED = ("tests/sql/test_*.py", "tests/pages/test_*_queries.py")
# the second calculations, in another way
ASKED_BEFORE = {"test_twin.py", *(f"test_twin_{name}.py" for name in CALCULATIONS)}
QUIET = ("-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "--no-header", "--tb=no")


def ask(mutants: list[Mutant], tell: Callable[[Verdict], None]) -> None:
    """Tell the verdict on each mutant as soon as it is known. SystemExit where a test fails without any mutant."""
    shown = sys.stdout

    def tell_aloud(verdict: Verdict) -> None:
        with redirect_stdout(shown):
            tell(verdict)

    session = _Session(mutants, tell_aloud)
    with session.watching(), redirect_stdout(io.StringIO()):
        paths = (path for pattern in ASKED for path in PROJECT_ROOT.glob(pattern) if path.name not in ASKED_BEFORE)
        status = pytest.main([*QUIET, *sorted(map(str, paths))], plugins=[session])
    if session.failed:
        raise SystemExit(f"fails without any change: {session.failed}")
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise RuntimeError(f"the tests could not be run ({status})")


@dataclass
class _Company:
    """Tests that look at one portfolio, and what they do when nothing is changed: the models of which they see rows,
    and how long they take without what is made beside them."""

    tests: list[pytest.Item] = field(default_factory=list)
    seconds: float = 0.0
    models: set[str] = field(default_factory=set)

    def fails(self) -> str:
        """The first of the tests that fails, in the order in which they stand; '' where none does."""
        for test, after in zip(self.tests, [*self.tests[1:], self.tests[0].session], strict=True):
            if any(report.failed for report in runtestprotocol(test, log=False, nextitem=after)):
                test.session._setupstate.teardown_exact(test.session)
                return test.nodeid
        return ""

    def names(self, model: str) -> bool:
        """Whether the tests speak of a model, or of an indicator that it is."""
        test = self.tests[0]
        return model.partition(".")[2] in inspect.getsource(test.module if _is_shared(test) else test.function)


class _Session:
    """A plugin of pytest that runs the tests in its own way."""

    def __init__(self, mutants: list[Mutant], tell: Callable[[Verdict], None]) -> None:
        self.models, self.mutants, self.tell = models(PROJECT_ROOT / "sql"), mutants, tell
        self.of_model: dict[str, list[Mutant]] = defaultdict(list)
        for mutant in mutants:
            self.of_model[mutant.model].append(mutant)
        self.companies: dict[str, _Company] = defaultdict(_Company)
        self.other_rows: dict[Mutant, set[str]] = {mutant: set() for mutant in mutants}
        self.running, self.instead, self.failed = "", None, ""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        # A build of a whole snapshot is one transaction, in which nothing that fails can be tried.
        for item in session.items:
            if "built" not in getattr(item, "fixturenames", ()):
                self.companies[item.nodeid.partition("::")[0] if _is_shared(item) else item.nodeid].tests.append(item)
        for name, company in self.companies.items():
            self.running, began = name, time.perf_counter()
            if failed := company.fails():
                self.failed = failed
                return True
            company.seconds += time.perf_counter() - began
        for mutant in self.mutants:
            self.tell(self._asked(mutant))
        return True

    def _asked(self, mutant: Mutant) -> Verdict:
        began, count = time.process_time(), 0
        nearest = self._nearest(mutant)
        self.instead = mutant
        while count < len(nearest) and time.process_time() - began < ENOUGH_SECONDS:
            if by := nearest[count].fails():
                return Verdict(mutant, "killed", by, time.process_time() - began)
            count += 1
        seen = sum(mutant.model in company.models for company in self.companies.values())
        by = f"{seen} see rows of it, {len(nearest)} of them others; {count} were asked"
        return Verdict(mutant, "survived", by, time.process_time() - began)

    def _nearest(self, mutant: Mutant) -> list[_Company]:
        """The companies that see other rows: first those that make what reads the column which the change is in, of
        these those that name the model, of these those that see rows of most of what it stands on, of these those that
        make least of what stands on it, of these the quickest."""
        below, above = self._standing_on(mutant.model), self._following(mutant.model)
        readers = self._readers(mutant)

        def distance(company: _Company) -> tuple[bool, bool, int, int, float]:
            by_models = -len(below & company.models), len(above & company.models)
            is_read = bool(readers & company.models)
            return not is_read, not company.names(mutant.model), *by_models, company.seconds

        return sorted((self.companies[name] for name in self.other_rows[mutant]), key=distance)

    def _readers(self, mutant: Mutant) -> set[str]:
        """The models that speak of the column that the line of a change makes, as that of a convention does."""
        made = re.search(r" as (\w+),?$", self.models[mutant.model].sql.splitlines()[mutant.line - 1])
        readers = (one for one in self.models.values() if mutant.model in one.inputs)
        return {one.name for one in readers if made and re.search(rf"\b{made[1]}\b", one.sql)}

    def _standing_on(self, model: str) -> set[str]:
        """All models that a model is made of, however far removed."""
        found, waiting = set(), {model}
        while waiting:
            waiting = {name for one in waiting for name in self.models[one].inputs & self.models.keys()} - found
            found |= waiting
        return found

    def _following(self, model: str) -> set[str]:
        """All models that are made of a model, however far removed."""
        found, waiting = set(), {model}
        while waiting:
            waiting = {name for name, one in self.models.items() if one.inputs & waiting} - found
            found |= waiting
        return found

    @contextmanager
    def watching(self) -> Iterator[None]:
        """While it lasts, whenever the promises of a model are proved, its mutants are made."""

        def proved(connection: Any, model: str, *rest: Any) -> int:
            if self.instead:
                if self.instead.model == model:
                    with ended(connection):
                        connection.execute(f"create or replace table {model} as {self._text(self.instead)}")
                return prove(connection, model, *rest)
            rows, began = prove(connection, model, *rest), time.perf_counter()
            if rows:
                self.companies[self.running].models.add(model)
            self._make_beside(connection, model)
            self.companies[self.running].seconds -= time.perf_counter() - began
            return rows

        prove, contracts.prove = contracts.prove, proved
        try:
            yield
        finally:
            contracts.prove = prove

    def _make_beside(self, connection: duckdb.DuckDBPyConnection, model: str) -> None:
        waiting = [one for one in self.of_model.get(model, ()) if self.running not in self.other_rows[one]]
        original = _rows(connection, f"from {model}") if waiting else []
        for mutant in waiting:
            try:
                with ended(connection):
                    differs = _rows(connection, self._text(mutant)) != original
            except duckdb.Error:
                differs = True
            if differs:
                self.other_rows[mutant].add(self.running)

    def _text(self, mutant: Mutant) -> str:
        return mutant.of(self.models[mutant.model].sql)


def _is_shared(test: pytest.Item) -> bool:
    """Whether a test looks at a portfolio that is made once for all tests of its module that do."""
    return "portfolio_of_cases" in getattr(test, "fixturenames", ())


def _rows(connection: duckdb.DuckDBPyConnection, select: str) -> list[str]:
    """All rows as text, in an order that depends on nothing else."""
    return sorted(map(repr, connection.execute(select).fetchall()))
