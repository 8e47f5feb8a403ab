"""The invented portfolio that lies beside the program: its files, in the order of the months they speak of."""

from datetime import date
from functools import cache
from pathlib import Path

from pmo_analytics.importing.periods import month_in
from pmo_analytics.loading import sha256_of
from pmo_analytics.workspace import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "data" / "sample"


def files() -> list[Path]:
    """The workbooks and csv files, oldest month first; in a month the tracker comes before what adds to it."""
    found = [path for path in FOLDER.iterdir() if path.suffix in (".xlsx", ".csv")]
    return sorted(found, key=lambda path: (month_in(path.stem) or date.max, -path.stat().st_size, path.name))


@cache
def hashes() -> frozenset[str]:
    """The content hash of each file."""
    return frozenset(sha256_of(path) for path in files())
