"""A real browser on a small real portfolio: one application for all tests. Look, do not change."""

from collections.abc import Iterator

import pytest

from pmo_analytics import operations
from pmo_analytics.workspace import Workspace
from tests.pages.conftest import MONTHS, tracker
from tests.real_browser import running


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the application runs on three months of the portfolio."""
    folder = tmp_path_factory.mktemp("small portfolio")
    files = [tracker(folder / "files sent", place, month) for place, month in enumerate(MONTHS)]
    operations.load(Workspace(folder / "workspace"), files, operations.Said(), "Ann")
    with running(folder / "workspace", folder / "app.log") as address:
        yield address
