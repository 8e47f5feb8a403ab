"""Whether a test notices a mutant: all are asked in one session of pytest, over the tests of models and of queries.

First each test runs as it is. Whenever it makes a model, each mutant of that model is made beside it on the same rows;
a test for which the mutant's rows are those of the model cannot fail and is not asked. Then, mutant by mutant, the
tests that see other rows run with the mutant in the place of its model, nearest first, until one fails. A mutant counts
as a survivor when ENOUGH_TESTS of them passed, or as many as take ENOUGH_SECONDS of the processor, which other work on
the machine hardly disturbs: some farther test might fail still.
"""

import io
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

ENOUGH_TESTS, ENOUGH_SECONDS = 40, 20.0
ASKED = ("tests/sql/test_*.py", "tests/pages/test_*_queries.py")
ASKED_BEFORE = "test_twin.py"  # the second calculation, in another way
QUIET = ("-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "--no-header", "--tb=no")


def ask(mutants: list[Mutant], tell: Callable[[Verdict], None]) -> None:
    """Tell the verdict on each mutant as soon as it is known. SystemExit where a test fails without any mutant."""
    shown = sys.stdout

    def tell_aloud(verdict: Verdict) -> None:
        with redirect_stdout(shown):
            tell(verdict)

    session = _Session(mutants, tell_aloud)
    with session.watching(), redirect_stdout(io.StringIO()):
        paths = (path for pattern in ASKED for path in PROJECT_ROOT.glob(pattern) if path.name != ASKED_BEFORE)
        status = pytest.main([*QUIET, *sorted(map(str, paths))], plugins=[session])
    if session.failed:
        raise SystemExit(f"fails without any change: {session.failed}")
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise RuntimeError(f"the tests could not be run ({status})")


@dataclass
class _Seen:
    """What a test does when nothing is changed: the models of which it sees rows, and how long it takes without what is
    made beside them."""

    seconds: float = 0.0
    models: list[str] = field(default_factory=list)


class _Session:
    """A plugin of pytest that runs the tests in its own way."""

    def __init__(self, mutants: list[Mutant], tell: Callable[[Verdict], None]) -> None:
        self.models, self.mutants, self.tell = models(PROJECT_ROOT / "sql"), mutants, tell
        self.of_model: dict[str, list[Mutant]] = defaultdict(list)
        for mutant in mutants:
            self.of_model[mutant.model].append(mutant)
        self.seen: dict[str, _Seen] = {}
        self.other_rows: dict[Mutant, set[str]] = {mutant: set() for mutant in mutants}
        self.running, self.instead, self.failed = "", None, ""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        # A build of a whole snapshot is one transaction, in which nothing that fails can be tried.
        items = {item.nodeid: item for item in session.items if "built" not in getattr(item, "fixturenames", ())}
        for name, item in items.items():
            self.running, self.seen[name] = name, _Seen()
            began = time.perf_counter()
            if not self._passes(item):
                self.failed = name
                return True
            self.seen[name].seconds += time.perf_counter() - began
        for mutant in self.mutants:
            self.tell(self._asked(mutant, items))
        return True

    def _asked(self, mutant: Mutant, items: dict[str, pytest.Item]) -> Verdict:
        began, count = time.process_time(), 0
        tests = self._nearest(mutant)
        self.instead = mutant
        while count < min(len(tests), ENOUGH_TESTS) and time.process_time() - began < ENOUGH_SECONDS:
            if not self._passes(items[tests[count]]):
                return Verdict(mutant, "killed", tests[count], time.process_time() - began)
            count += 1
        seen = sum(mutant.model in test.models for test in self.seen.values())
        by = f"{seen} tests see rows of it, {len(tests)} of them others; {count} were asked"
        return Verdict(mutant, "survived", by, time.process_time() - began)

    def _nearest(self, mutant: Mutant) -> list[str]:
        """The tests that see other rows: first those that see rows of most of what the model stands on, of these those
        that make least of what stands on it, of these the quickest."""
        below, above = self._standing_on(mutant.model), self._following(mutant.model)

        def distance(test: str) -> tuple[int, int, float]:
            seen = self.seen[test]
            return -len(below.intersection(seen.models)), len(above.intersection(seen.models)), seen.seconds

        return sorted(self.other_rows[mutant], key=distance)

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

    def _passes(self, item: pytest.Item) -> bool:
        return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=item.session))

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
                self.seen[self.running].models.append(model)
            self._make_beside(connection, model)
            self.seen[self.running].seconds -= time.perf_counter() - began
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


def _rows(connection: duckdb.DuckDBPyConnection, select: str) -> list[str]:
    """All rows as text, in an order that depends on nothing else."""
    return sorted(map(repr, connection.execute(select).fetchall()))
