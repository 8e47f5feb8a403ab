"""What tests of importing begin with: a desk that lasts, and files tried on it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pmo_analytics.importing.preview import Desk
from pmo_analytics.importing.said import Said
from tests.importing.trial import Loaded, on_trial, trial_desk


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
