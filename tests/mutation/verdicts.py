"""What became of a mutant, and what is common to whoever judges one."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import duckdb

from tests.mutation.mutants import Mutant

LONGEST_SECONDS = 15  # a model takes a tenth of one: what then still runs goes round in circles


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: `fate` is invalid, killed or survived, `by` what noticed it or who was asked in vain."""

    mutant: Mutant
    fate: str
    by: str = ""
    seconds: float = 0.0


_RUNNING: dict[int, tuple[duckdb.DuckDBPyConnection, float]] = {}


@contextmanager
def ended(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """What runs inside for too long is broken off: duckdb.InterruptException."""
    _look_each_second()
    _RUNNING[id(connection)] = connection, time.monotonic() + LONGEST_SECONDS
    try:
        yield
    finally:
        del _RUNNING[id(connection)]


@cache
def _look_each_second() -> None:
    """One thread for all; to start one for each model would take as long as many a model."""

    def look() -> None:
        while True:
            time.sleep(1)
            for connection, until in list(_RUNNING.values()):
                if time.monotonic() > until:
                    connection.interrupt()

    threading.Thread(target=look, daemon=True).start()
