"""What became of a mutant, and what is common to whoever judges one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

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


@contextmanager
def ended(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """What runs inside for too long is broken off: duckdb.InterruptException."""
    timer = threading.Timer(LONGEST_SECONDS, connection.interrupt)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
