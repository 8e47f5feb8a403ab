"""Workspaces that are made once for all tests of a run, as that of the sample portfolio. Tests that write take a
copy."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from pmo_analytics import operations
from pmo_analytics.workspace import Workspace


def made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder of a workspace that one process of the run makes, by `make`, and all of them share."""
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with FileLock(home.with_suffix(".lock")):
        if not home.exists():
            made = home.with_suffix(".part")
            with pytest.MonkeyPatch.context() as environment:
                environment.setenv("PMO_HOME", str(made))
                make(made)
            made.rename(home)
    return home


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a workspace with the sample portfolio loaded and built; every process of the run shares it."""

    def make(home: Path) -> None:
        reports = operations.demo(Workspace(home), "Ann")
        assert {report.status for report in reports} == {"loaded"}, [report.reason for report in reports]

    return made_once(tmp_path_factory, "sample portfolio", make)


@pytest.fixture
def sample(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The workspace with the sample portfolio as the current one."""
    monkeypatch.setenv("PMO_HOME", str(sample_home))
    return Workspace.current()
