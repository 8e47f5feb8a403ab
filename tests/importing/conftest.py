"""What tests of importing begin with: a desk that lasts, and files tried on it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pmo_analytics.importing import reader
from pmo_analytics.importing.identity import KnownProjects
from pmo_analytics.importing.preview import Desk
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.sheets import Grid
from tests.importing.trial import MARCH, SETTINGS, Loaded, on_trial, trial_desk, typed


@pytest.fixture(scope="session")
def desk() -> Iterator[Desk]:
    with trial_desk() as one:
        yield one


@pytest.fixture
def loaded(desk: Desk, tmp_path: Path) -> Callable[..., Loaded]:
    """loaded(content, "export.csv", period=MARCH): what a file of this content would bring, nothing kept."""

    def tried(content: bytes, name: str, **said: Any) -> Loaded:
        path = tmp_path / "upload"
        path.write_bytes(content)
        return on_trial(desk, path, name, Said(**said))

    return tried


@pytest.fixture
def sheet(desk: Desk) -> Callable[..., Loaded]:
    """sheet(rows, merged): what a sheet of these rows would bring to the report of March 2026."""

    def read(rows: list[list[str | None]], merged: Any = (), name: str = "Sheet1", file: str = "t.xlsx") -> Loaded:
        grid = replace(Grid.from_rows(name, rows), merged=tuple(merged))
        return typed(
            desk, reader.understood([grid], file, "0" * 64, 1, Said(period=MARCH), SETTINGS, KnownProjects())
        )

    return read
