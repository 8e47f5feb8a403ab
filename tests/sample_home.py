"""A workspace that holds the sample portfolio, made once for all tests of a run. Tests that write take a copy."""

import os
from pathlib import Path

import pytest
from filelock import FileLock

from pmo_analytics import operations
from pmo_analytics.workspace import Workspace


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a workspace with the sample portfolio loaded and built; every process of the run shares it."""
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sample portfolio"
    with FileLock(home.with_suffix(".lock")):
        if not home.exists():
            made = home.with_suffix(".part")
            with pytest.MonkeyPatch.context() as environment:
                environment.setenv("PMO_HOME", str(made))
                reports = operations.demo(Workspace(made), "Ann")
            assert {report.status for report in reports} == {"loaded"}, [report.reason for report in reports]
            made.rename(home)
    return home


@pytest.fixture
def sample(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The workspace with the sample portfolio as the current one."""
    monkeypatch.setenv("PMO_HOME", str(sample_home))
    return Workspace.current()
