"""Which tests of SQL see rows of which models, and how long each takes: recorded once, kept until a file changes."""

import hashlib
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from pmo_analytics.models import contracts
from pmo_analytics.workspace import PROJECT_ROOT

KEPT = PROJECT_ROOT / "build" / "mutation" / "coverage.json"
WATCHED = ("sql/**/*.sql", "tests/sql/**/*.py", "tests/conftest.py")
# The second calculation is asked first and in another way.
QUIET = ("-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "--no-header", "--tb=no",
         "--ignore=tests/sql/test_twin.py")  # fmt: skip


class Coverage:
    """What each test took, and how often it made each model of which it saw rows:
    {"seconds": {test: seconds}, "tests": {model: {test: times}}}."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.seconds: dict[str, float] = told["seconds"]
        self.tests: dict[str, dict[str, int]] = told["tests"]

    @classmethod
    def known(cls) -> "Coverage":
        """As kept, where no model and no test has changed since; else recorded anew, which takes minutes."""
        state = _state()
        if KEPT.exists():
            told = json.loads(KEPT.read_text(encoding="utf-8"))
            if told["state"] == state:
                return cls(told)
        recorder = _Recorder()
        with recorder.watching():
            status = pytest.main([*QUIET, str(PROJECT_ROOT / "tests" / "sql")], plugins=[recorder])
        if status != pytest.ExitCode.OK:
            raise SystemExit("the tests of tests/sql fail without any change")
        told = {"state": state, "seconds": recorder.seconds, "tests": recorder.tests()}
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(json.dumps(told), encoding="utf-8")
        return cls(told)

    def of(self, model: str, stands_on: set[str]) -> list[str]:
        """The tests that see rows of a model: first those that see rows of most of what it stands on, of these the
        quickest."""

        def by_nearness(test: str) -> tuple[int, float]:
            return -sum(test in self.tests.get(name, ()) for name in stands_on), self.seconds[test]

        return sorted(self.tests.get(model, ()), key=by_nearness)

    def times(self, model: str, test: str) -> int:
        """How often a test makes a model."""
        return self.tests.get(model, {}).get(test, 0)


class _Recorder:
    """A plugin of pytest that notes the models made while each test runs."""

    def __init__(self) -> None:
        self.running, self.began = "", 0.0
        self.seconds: dict[str, float] = {}
        self.made: Counter[tuple[str, str]] = Counter()
        self.seen: set[tuple[str, str]] = set()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.running, self.began = nodeid, time.perf_counter()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self.seconds[nodeid] = time.perf_counter() - self.began

    def tests(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for model, test in sorted(self.seen):
            found[model][test] = self.made[model, test]
        return found

    @contextmanager
    def watching(self) -> Iterator[None]:
        """While it lasts, every model whose promises are proved on rows is noted."""

        def noted(connection: Any, model: str, *rest: Any) -> int:
            rows = prove(connection, model, *rest)
            self.made[model, self.running] += 1
            if rows:
                self.seen.add((model, self.running))
            return rows

        prove, contracts.prove = contracts.prove, noted
        try:
            yield
        finally:
            contracts.prove = prove


def _state() -> str:
    """A sum of everything that the answer depends on."""
    paths = sorted(path for pattern in WATCHED for path in PROJECT_ROOT.glob(pattern))
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
