"""How long a portfolio takes from its workbooks to a snapshot, and what happens when there are twice as many months.

    python -m benchmarks.path --projects 100 --periods 12

Every phase is the `pmo` command in its own process, as a person would run it; `load` builds as well. Seconds differ
between machines, so each is also given in units of python-calamine's bare reading of the same workbooks, measured in
the same run. Ratios are of processor time, which other work on the machine hardly disturbs. Memory is the peak of the
command or of one of its children. Needs Linux or macOS.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.measuring import Phase, line_of, megabytes, read_bare, run_pmo
from benchmarks.portfolio import Size, write_portfolio


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
            calamine=read_bare(f"calamine alone, {count} months", workbooks),
            load=run_pmo(f"load {count} months", home, "load", *workbooks),
            build=run_pmo(f"build {count} months", home, "build"),
        )

    @property
    def phases(self) -> tuple[Phase, ...]:
        return (self.calamine, self.load, self.build)


def report(folder: Path, size: Size) -> Iterator[str]:
    """The lines of the table, as they become known; workbooks and workspaces are written into `folder`."""
    workbooks = write_portfolio(folder / "workbooks", replace(size, periods=2 * size.periods))
    yield f"{size.projects} projects, {len(workbooks)} workbooks, {megabytes(workbooks):.1f} MB, seed {size.seed}"
    yield f"{'':28}{'seconds':>9}{'cpu':>9}{'x calamine':>12}{'peak MB':>9}"

    home = folder / "once"
    run = Run.of(home, workbooks[: size.periods])
    around = (
        run_pmo("start the command", home, "--help"),
        run_pmo("read a table", home, "read", "projects", "--format", "csv"),
        run_pmo("load one month more", home, "load", workbooks[size.periods]),
    )
    for phase in (*run.phases, *around):
        yield line_of(phase, run.calamine)
    yield f"{'one snapshot':28}{megabytes([max((home / 'snapshots').glob('*.duckdb'))]):9.1f} MB"

    doubled = Run.of(folder / "twice", workbooks)
    for phase in doubled.phases:
        yield line_of(phase, doubled.calamine)
    for before, after in zip(run.phases, doubled.phases, strict=True):
        growth = after.processor_seconds / before.processor_seconds
        yield f"twice the months: {before.name.split()[0]:10}{growth:9.2f} x"


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
