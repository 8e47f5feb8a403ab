"""A real browser on a small real portfolio: one application for all tests. Look, do not change."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.conftest import portfolio_home
from tests.real_browser import running

__all__ = ["portfolio_home"]


@pytest.fixture(scope="session")
def address(portfolio_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the application runs on three months of the portfolio."""
    with running(portfolio_home, tmp_path_factory.mktemp("small portfolio") / "app.log") as address:
        yield address
