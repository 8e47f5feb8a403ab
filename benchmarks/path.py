"""How long a portfolio takes from its workbooks to a snapshot, and what happens when there are twice as many months.

    python -m benchmarks.path --projects 100 --periods 12

Every phase is the `pmo` command in its own process, as a person would run it; `load` builds as well. Seconds differ
between machines, so each is also given in units of python-calamine's bare reading of the same workbooks, measured in
the same run. Ratios are of processor time, which other work on the machine hardly disturbs. Memory is the peak of the
command or of one of its children. Needs Linux or macOS.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks.portfolio import Size, write_portfolio

BYTES_OF_MAXRSS = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Phase:
    """What one phase took, by the clock and of the processors; `peak_bytes` is None where it ran in this process."""

    name: str
    seconds: float
    processor_seconds: float
    peak_bytes: int | None = None


@dataclass(frozen=True)
class Run:
    """The same portfolio over a number of months: bare reading, then load and build in a workspace of its own."""

    count_periods: int
    calamine: Phase
    load: Phase
    build: Phase

    @classmethod
    def of(cls, home: Path, workbooks: Sequence[Path]) -> "Run":
        count = len(workbooks)
        return cls(
            count_periods=count,
            calamine=_read_bare(f"calamine alone, {count} months", workbooks),
            load=_pmo(f"load {count} months", home, "load", *workbooks),
            build=_pmo(f"build {count} months", home, "build"),
        )

    @property
    def phases(self) -> tuple[Phase, ...]:
        return (self.calamine, self.load, self.build)


def report(folder: Path, size: Size) -> Iterator[str]:
    """The lines of the table, as they become known; workbooks and workspaces are written into `folder`."""
    workbooks = write_portfolio(folder / "workbooks", replace(size, periods=2 * size.periods))
    yield f"{size.projects} projects, {len(workbooks)} workbooks, {_megabytes(workbooks):.1f} MB, seed {size.seed}"
    yield f"{'':28}{'seconds':>9}{'cpu':>9}{'x calamine':>12}{'peak MB':>9}"

    home = folder / "once"
    run = Run.of(home, workbooks[: size.periods])
    around = (
        _pmo("start the command", home, "--help"),
        _pmo("read a table", home, "read", "projects", "--format", "csv"),
        _pmo("load one month more", home, "load", workbooks[size.periods]),
    )
    for phase in (*run.phases, *around):
        yield _line(phase, run.calamine)
    yield f"{'one snapshot':28}{_megabytes([max((home / 'snapshots').glob('*.duckdb'))]):9.1f} MB"

    doubled = Run.of(folder / "twice", workbooks)
    for phase in doubled.phases:
        yield _line(phase, doubled.calamine)
    for before, after in zip(run.phases, doubled.phases, strict=True):
        growth = after.processor_seconds / before.processor_seconds
        yield f"twice the months: {before.name.split()[0]:10}{growth:9.2f} x"


def _line(phase: Phase, calamine: Phase) -> str:
    peak = f"{phase.peak_bytes / 2**20:9.0f}" if phase.peak_bytes else ""
    ratio = phase.processor_seconds / calamine.processor_seconds
    return f"{phase.name:28}{phase.seconds:9.2f}{phase.processor_seconds:9.2f}{ratio:12.1f}{peak}"


def _megabytes(paths: Sequence[Path]) -> float:
    return sum(path.stat().st_size for path in paths) / 2**20


def _read_bare(name: str, workbooks: Sequence[Path]) -> Phase:
    start, start_of_work = time.perf_counter(), time.process_time()
    for path in workbooks:
        workbook = CalamineWorkbook.from_path(path)
        for sheet in workbook.sheet_names:
            for _row in workbook.get_sheet_by_name(sheet).iter_rows():
                pass
    return Phase(name, time.perf_counter() - start, time.process_time() - start_of_work)


def _pmo(name: str, home: Path, *words: str | Path) -> Phase:
    """The command run to its end in the workspace `home`; what it complains of goes to stderr, and ends the run."""
    line = [sys.executable, "-m", "pmo_analytics", *map(str, words)]
    start = time.perf_counter()
    process = subprocess.Popen(line, env=os.environ | {"PMO_HOME": str(home)}, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"'{name}' ended with exit code {process.returncode}")
    seconds, worked = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
    return Phase(name, seconds, worked, usage.ru_maxrss * BYTES_OF_MAXRSS)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure load and build of an invented portfolio.")
    for name, default in vars(Size()).items():
        parser.add_argument(f"--{name}", type=int, default=default)
    size = Size(**vars(parser.parse_args()))
    with tempfile.TemporaryDirectory(prefix="pmo-benchmark-") as folder:
        for line in report(Path(folder), size):
            print(line, flush=True)


if __name__ == "__main__":
    main()
