"""The invented portfolio that lies beside the program: its files, in the order of the months they speak of."""

from datetime import date
from functools import cache
from pathlib import Path

from pmo_analytics.importing.originals import sha256_of
from pmo_analytics.importing.periods import month_in
from pmo_analytics.workspace import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "data" / "sample"


def files() -> list[Path]:
    """The workbooks and csv files, oldest month first; in a month the tracker comes before what adds to it."""
    return _files_in(FOLDER)


def _files_in(folder: Path) -> list[Path]:
    found = [path for path in folder.iterdir() if path.suffix in (".xlsx", ".csv")]
    return sorted(found, key=lambda path: (month_in(path.stem) or date.max, -path.stat().st_size, path.name))


def hashes() -> frozenset[str]:
    """The content hash of each file, read once."""
    return _hashes_in(FOLDER)


@cache
def _hashes_in(folder: Path) -> frozenset[str]:
    return frozenset(sha256_of(path) for path in _files_in(folder))
