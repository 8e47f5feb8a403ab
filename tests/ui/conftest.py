"""A real browser on a small real portfolio."""

from pathlib import Path

import pytest

from pmo_analytics import operations
from pmo_analytics.workspace import Workspace
from tests.pages.conftest import MONTHS, tracker


@pytest.fixture
def portfolio(tmp_path: Path) -> None:
    """Three months of the portfolio, in the workspace that `address` runs on."""
    files = [tracker(tmp_path / "files sent", place, month) for place, month in enumerate(MONTHS)]
    operations.load(Workspace(tmp_path / "workspace"), files, operations.Said(), "Ann")
