"""What a phase of a benchmark took: ratios of processor time, which other work on the machine hardly disturbs."""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook

BYTES_OF_MAXRSS = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Phase:
    """What one phase took, by the clock and of the processors; `peak_bytes` is None where it ran in this process."""

    name: str
    seconds: float
    processor_seconds: float
    peak_bytes: int | None = None


def line_of(phase: Phase, bare: Phase) -> str:
    """A line of a table: seconds by the clock, of the processors, and in units of a bare reading; the peak in MB."""
    peak = f"{phase.peak_bytes / 2**20:9.0f}" if phase.peak_bytes else ""
    ratio = phase.processor_seconds / bare.processor_seconds
    return f"{phase.name:28}{phase.seconds:9.2f}{phase.processor_seconds:9.2f}{ratio:12.1f}{peak}"


def without(start: Phase, whole: Phase) -> Phase:
    """What a phase took beyond what another one like it takes to start."""
    seconds, worked = whole.seconds - start.seconds, whole.processor_seconds - start.processor_seconds
    return Phase("  without the start", seconds, worked, whole.peak_bytes)


def megabytes(paths: Sequence[Path]) -> float:
    """The size of files together."""
    return sum(path.stat().st_size for path in paths) / 2**20


def read_bare(name: str, files: Sequence[Path]) -> Phase:
    """Every cell once, by the library alone: python-calamine for workbooks, csv.reader for csv."""
    start, start_of_work = time.perf_counter(), time.process_time()
    for path in files:
        for _row in _rows(path):
            pass
    return Phase(name, time.perf_counter() - start, time.process_time() - start_of_work)


def _rows(path: Path) -> Iterator[list]:
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8") as text:
            yield from csv.reader(text)
        return
    workbook = CalamineWorkbook.from_path(path)
    for sheet in workbook.sheet_names:
        yield from workbook.get_sheet_by_name(sheet).iter_rows()


def run_pmo(name: str, home: Path, *words: str | Path) -> Phase:
    """The command run to its end in the workspace `home`; what it complains of goes to stderr, and ends the run."""
    return run_module(name, home, "pmo_analytics", *words)[0]


def run_module(name: str, home: Path, module: str, *words: str | Path) -> tuple[Phase, str]:
    """A module of Python run to its end in the workspace `home`, and what it printed; its failure ends the run."""
    line = [sys.executable, "-m", module, *map(str, words)]
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as printed:
        process = subprocess.Popen(line, env=os.environ | {"PMO_HOME": str(home)}, stdout=printed)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"'{name}' ended with exit code {process.returncode}")
        seconds, worked = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
        printed.seek(0)
        return Phase(name, seconds, worked, usage.ru_maxrss * BYTES_OF_MAXRSS), printed.read()
